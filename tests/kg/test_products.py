"""Products of all pairs of sparse rows are those of the plain matrices, to the last bit, whichever side is longer."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from kg.features import cosines

WIDTH = 40


def rows(count: int, seed: int) -> sparse.csr_matrix:
    made = sparse.random(count, WIDTH, 0.2, "csr", np.float32, np.random.default_rng(seed))
    made.sum_duplicates()
    return made


def one_by_one(left: sparse.csr_matrix, right: sparse.csr_matrix) -> np.ndarray:
    """Sums over shared columns, from left to right, in float32."""
    found = np.zeros((left.shape[0], right.shape[0]), np.float32)
    for column in range(WIDTH):
        found += left[:, [column]].toarray() * right[:, [column]].toarray().T
    return found


@pytest.mark.parametrize(("many", "few"), [(9, 3), (3, 9), (4, 4), (1, 1)])
def test_products_are_the_same_to_the_last_bit(many: int, few: int) -> None:
    left, right = rows(many, 1), rows(few, 2)
    found = cosines(left, np.arange(many), right, np.arange(few))
    assert (found == one_by_one(left, right)).all()


def test_rows_may_be_any() -> None:
    left, right = rows(6, 3), rows(5, 4)
    some, others = np.array([4, 0, 2]), np.array([1, 2, 3, 3])
    assert (cosines(left, some, right, others) == one_by_one(left, right)[np.ix_(some, others)]).all()


def test_rows_with_nothing_in_common_give_zeros() -> None:
    empty = sparse.csr_matrix((3, WIDTH), dtype=np.float32)
    assert cosines(rows(2, 5), np.arange(2), empty, np.arange(3)).tolist() == [[0, 0, 0]] * 2
    assert cosines(rows(2, 5), np.arange(0), rows(3, 6), np.arange(3)).shape == (0, 3)
