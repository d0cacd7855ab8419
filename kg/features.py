"""What two short texts are compared by: character pairs, words, concepts. Static weights, no archive.

The weight of a character pair is its rarity in a shipped background (background.tsv, from the sample
archive): so the likeness of two texts never changes when other days arrive. Rows are sparse and of unit
length, a product of two matrices is all cosines at once.
"""

from __future__ import annotations

import csv
import math
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.briefing import plain
from kg.grams import FUNCTION, GRAM_SPACE, Grams, columns_of, unit
from kg.lexicon import Lexicon, lexicon
from nlp.normal import data_folder, normal_form

__all__ = [
    "Matrix",
    "background",
    "concept_vectors",
    "concepts",
    "concepts_of",
    "cosines",
    "entity_vectors",
    "entity_weight",
    "grams",
    "paired",
    "present",
    "shares",
    "spoken_of",
    "theme_vectors",
    "vectors",
    "weighted",
]

Matrix = Any
"""A numpy or scipy matrix of float32; scipy.sparse has no precise types."""

PAIRS = 20_000  # rows multiplied at once: some 50 MB
WORD = re.compile(r"[a-z][a-z0-9.\-]*|[0-9][0-9.]*|[\u3400-\u9fff]+")


def grams(text: str) -> Iterator[str]:
    """Character pairs of Chinese runs, whole Latin words and numbers; normal form, no marks.

    `kg.grams.Grams` gives the same for many texts at once, as columns.
    """
    for match in WORD.finditer(normal_form(plain(text))):
        run = match[0]
        if run[0] < "\u3400":
            yield run.strip(".-")
            continue
        yield from (run[i : i + 2] for i in range(len(run) - 1) if not FUNCTION & {run[i], run[i + 1]})


@lru_cache(maxsize=1)
def background() -> dict[str, float]:
    """Gram -> rarity (inverse document frequency in the background); "" is that of an unseen one."""
    path = data_folder() / "background.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(
            (line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        counts = {gram: int(count) for gram, count in rows}
    total = counts.pop("")
    weights = {gram: math.log((total + 1) / (count + 1)) for gram, count in counts.items()}
    return {**weights, "": math.log(total + 1)}


def concepts() -> Lexicon:
    """data/gazetteer/concepts.tsv: words that speak of the same matter."""
    return lexicon("concepts.tsv")


def concepts_of(text: str) -> dict[int, str]:
    """Concept number -> the words that stand for it in `text`, as it is written."""
    return concepts().find(normal_form(plain(text)))


# What many statements say whatever they are about: that something turns, begins, grows. Their pairs count nothing.
FORM = (
    "转向", "走向", "迈向", "涌向", "走到", "成为", "变成", "正在", "开始", "进入", "继续", "持续", "加速",
    "取代", "升级", "逐渐", "重新", "越来", "来越", "新的", "一个", "问题", "趋势", "出现", "阶段",
)  # fmt: skip


@lru_cache(maxsize=1)
def _rarity() -> NDArray[np.float32]:
    """The weight of each column; of grams that share a column the rarest counts."""
    weights = background()
    known = [gram for gram in weights if gram and not gram.startswith("@")]
    table = np.full(GRAM_SPACE, np.nan, np.float32)
    np.fmax.at(table, columns_of(known), np.array([weights[gram] for gram in known], np.float32))
    table[columns_of(FORM)] = 0
    return np.where(np.isnan(table), np.float32(weights[""]), table)


def vectors(texts: Sequence[str]) -> sparse.csr_matrix:
    """Unit rows over hashed grams, weighted by rarity. Shape (texts, GRAM_SPACE)."""
    return weighted(Grams.of([plain(text) for text in texts]).counted())


def weighted(counted: sparse.csr_matrix) -> sparse.csr_matrix:
    """Unit rows of what `Grams.counted` gives, weighted by rarity."""
    made = counted.copy()
    made.data *= _rarity()[made.indices]
    return unit(made)


@lru_cache(maxsize=1)
def _rarity_of_concepts() -> NDArray[np.float32]:
    weights = background()
    return np.array([weights.get(f"@{name}", weights[""]) for name in concepts().names], np.float32)


def concept_vectors(
    rows: NDArray[np.int64], concepts: NDArray[np.int64], counts: NDArray[np.float32], size: int
) -> sparse.csr_matrix:
    """`size` unit rows over concepts, weighted by their rarity in the background and how often they are spoken of.

    Row ``rows[i]`` speaks ``counts[i]`` times of concept ``concepts[i]``, and may do so in several places.
    """
    rare = _rarity_of_concepts()
    made = sparse.csr_matrix((counts, (rows, concepts)), shape=(size, len(rare)), dtype=np.float32)
    made.data = rare[made.indices] * np.log1p(made.data)
    return unit(made)


def spoken_of(texts: Iterable[str]) -> sparse.csr_matrix:
    """Unit rows over the concepts of texts as they are written."""
    written = list(map(plain, texts))
    numbers, spoken = concepts().hits(written)
    pairs = np.unique(numbers * len(concepts().names) + spoken)  # once a text, however often it says so
    rows, own = np.divmod(pairs, len(concepts().names))
    return concept_vectors(rows, own, np.ones(len(pairs), np.float32), len(written))


@lru_cache(maxsize=1 << 16)
def entity_weight(entity_id: str) -> float:
    """Rarity of an entity's name in the background: OpenAI says less than a name never seen there."""
    weights = background()
    parts = [part for part in re.split(r"[-:/ ]", entity_id.removeprefix("name:")) if part]
    return max((weights.get(part, weights[""]) for part in parts), default=weights[""])


@lru_cache(maxsize=1 << 16)
def _key(key: str) -> tuple[int, float]:
    return zlib.crc32(key.encode()) % GRAM_SPACE, entity_weight(key)


def entity_vectors(rows: Sequence[Iterable[str]]) -> sparse.csr_matrix:
    """Unit rows over entities, hashed like grams, weighted by the rarity of their names."""

    def weigh(flat: list[str]) -> tuple[list[int], list[float]]:
        pairs = [_key(key) for key in flat]
        return [place for place, _ in pairs], [weight for _, weight in pairs]

    return _matrix([list(row) for row in rows], weigh, GRAM_SPACE)


def theme_vectors(rows: Sequence[Sequence[str]]) -> sparse.csr_matrix:
    """Unit rows over themes, hashed; a theme weighs half as much as the one before it."""
    flat = [0.5**place for row in rows for place in range(len(row))]
    return _matrix([list(row) for row in rows], lambda keys: (columns_of(keys), flat), GRAM_SPACE)


def _matrix(
    rows: Sequence[list[Any]], weigh: Callable[[list[Any]], tuple[Any, Any]], width: int
) -> sparse.csr_matrix:
    """Unit rows over the keys of each row; `weigh` gives columns and weights of all keys."""
    columns, data = weigh([key for row in rows for key in row])
    starts = np.cumsum([0, *map(len, rows)])
    made = sparse.csr_matrix(
        (np.asarray(data, np.float32), np.asarray(columns, np.int32), starts), shape=(len(rows), width)
    )
    made.sum_duplicates()  # in the order of columns, so that a product is the same to the last bit either way round
    return unit(made)


def shares(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Of unit rows the part of each entry, so that a row sums to 1: times `present`, the part that is there."""
    made = rows.copy()
    made.data **= 2
    return made


def present(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Ones where the rows have something."""
    made = rows.copy()
    made.data = np.ones_like(made.data)
    return made


def cosines(left: Matrix, rows: np.ndarray, right: Matrix, columns: np.ndarray) -> Matrix:
    """Products of all pairs of rows, ``left[rows] · right[columns]``, shape (rows, columns); cosines of unit rows.

    The side with fewer rows is written out over the columns that both have, which takes half the time of a sparse
    product; a sum runs over the same terms in the same order, so that it is the same to the last bit.
    """
    one, other = _taken(left, rows), _taken(right, columns)
    width = left.shape[1]
    return _times(one, other, width) if len(columns) <= len(rows) else _times(other, one, width).T


class _Rows(NamedTuple):
    """Sparse rows: those of row i are ``indices[starts[i]:starts[i + 1]]``, and so their values."""

    starts: NDArray[np.int32]
    indices: NDArray[np.int32]
    data: NDArray[np.float32]


def _taken(matrix: Matrix, rows: np.ndarray) -> _Rows:
    """``matrix[rows]``; of rows that follow each other a view."""
    if not len(rows) or (np.diff(rows) != 1).any():
        own = matrix[rows]
        return _Rows(own.indptr, own.indices, own.data)
    starts = matrix.indptr[rows[0] : rows[-1] + 2]
    return _Rows(starts - starts[0], *(part[starts[0] : starts[-1]] for part in (matrix.indices, matrix.data)))


def _times(many: _Rows, few: _Rows, width: int) -> NDArray[np.float32]:
    """``many @ few.T`` as a plain array; both have `width` columns."""
    asked, both = np.zeros(width, bool), np.zeros(width, bool)
    asked[many.indices] = True
    shared = np.flatnonzero(asked[few.indices])
    columns = few.indices[shared]
    both[columns] = True
    used = np.flatnonzero(both)
    place = np.zeros(width, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    row = np.repeat(np.arange(len(few.starts) - 1, dtype=np.int32), np.diff(few.starts))
    dense = np.zeros((len(used), len(few.starts) - 1), np.float32)
    dense[place[columns], row[shared]] = few.data[shared]
    kept = both[many.indices]
    starts = np.concatenate([[0], np.cumsum(kept, dtype=np.int32)])[many.starts]
    thin = sparse.csr_matrix(
        (many.data[kept], place[many.indices[kept]], starts), (len(many.starts) - 1, len(used))
    )
    found: NDArray[np.float32] = thin @ dense
    return found


def paired(left: Matrix, rows: np.ndarray, right: Matrix, columns: np.ndarray) -> np.ndarray:
    """Products of single rows: ``left[rows[i]] · right[columns[i]]`` for each i."""
    found = [
        np.asarray(left[rows[i : i + PAIRS]].multiply(right[columns[i : i + PAIRS]]).sum(axis=1)).ravel()
        for i in range(0, len(rows), PAIRS)
    ]
    return np.concatenate([np.zeros(0, np.float32), *found])
