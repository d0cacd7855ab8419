"""The story that a question was asked on: of the stories of its day the one likest to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from scipy import sparse

from kg.features import Matrix
from kg.grams import GRAM_SPACE
from kg.told import StorySide

__all__ = ["origins"]

BLOCK_DAYS = 20


def origins(
    text: Matrix, days: Sequence[date], told: Sequence[StorySide]
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """(text, themes) of the story that each question (row of `text`, in day order) was asked on.

    A row is empty where no story of that day shares a word with the question, or none is in `told`.
    """
    asked = np.array([day.toordinal() for day in days], np.int64)
    best = np.full(len(days), -1)  # the empty row, which is the last one
    before = 0
    for side in told:
        of = np.array([story.day.toordinal() for story in side.stories], np.int64)
        for rows, columns in _blocks(asked, of):
            likeness = (text[rows] @ side.often[columns].T).toarray()
            likeness[asked[rows][:, None] != of[columns][None, :]] = 0
            found = likeness.argmax(axis=1)
            hit = likeness[np.arange(len(rows)), found] > 0
            best[rows[hit]] = before + columns[found[hit]]
        before += len(of)
    empty = sparse.csr_matrix((1, GRAM_SPACE), dtype=np.float32)
    whole, themes = ([getattr(side, name) for side in told] for name in ("whole", "themes"))
    return sparse.vstack([*whole, empty], "csr")[best], sparse.vstack([*themes, empty], "csr")[best]


def _blocks(asked: np.ndarray, of: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(rows of questions, columns of stories) of the same days, some days at once."""
    start = 0
    while start < len(of):
        end = int(np.searchsorted(of, of[start] + BLOCK_DAYS))
        rows = np.arange(*np.searchsorted(asked, (of[start], of[end - 1] + 1)))
        if len(rows):
            yield rows, np.arange(start, end)
        start = end
