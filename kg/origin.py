"""The story that a statement was made on: of the stories of its day the one likest to it.

A statement is a line, the story behind it says what it is about: whoever is meant by "the deal", in all its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.features import Matrix, cosines
from kg.grams import GRAM_SPACE
from kg.told import StorySide

__all__ = ["ORIGIN_DAYS", "Origins", "origins"]

ORIGIN_DAYS = 120
"""Statements that lie further apart are compared without the stories they were made on, which may not be at hand."""
BLOCK_DAYS = 20


@dataclass(frozen=True)
class Origins:
    """Rows of the stories that statements were made on; empty where there is none."""

    days: NDArray[np.int64]
    """Ordinals of the days of the statements."""
    text: Matrix
    """The statements themselves."""
    whole: Matrix
    often: Matrix
    themes: Matrix

    def likeness(self, rows: np.ndarray, earlier: np.ndarray) -> dict[str, Matrix]:
        """How alike the stories are (rows x earlier), and how much each statement says of the other's story."""

        def of_the_other(near: np.ndarray) -> Matrix:
            mine = cosines(self.text, rows, self.often, near)
            return mine + cosines(self.often, rows, self.text, near)

        return {
            "origin": self._near(rows, earlier, lambda near: cosines(self.whole, rows, self.whole, near)),
            "text and origin": self._near(rows, earlier, of_the_other),
        }

    def of_one_theme(self, rows: np.ndarray, earlier: np.ndarray) -> Matrix:
        """How alike the themes of the stories are (rows x earlier)."""
        return self._near(rows, earlier, lambda near: cosines(self.themes, rows, self.themes, near))

    def _near(self, rows: np.ndarray, earlier: np.ndarray, score: Callable[[np.ndarray], Matrix]) -> Matrix:
        """`score` of the earlier ones that lie near enough, 0 for the others (rows x earlier)."""
        far = np.abs(self.days[rows][:, None] - self.days[earlier][None, :]) > ORIGIN_DAYS
        near = ~far.all(axis=0)
        found = np.zeros(far.shape, np.float32)
        found[:, near] = score(earlier[near])
        found[far] = 0
        return found


def origins(text: Matrix, days: Sequence[date], told: Sequence[StorySide]) -> Origins:
    """The origins of statements (rows of `text`, in day order) among the stories in `told`.

    There is none where no story of that day shares a word with the statement.
    """
    asked = np.array([day.toordinal() for day in days], np.int64)
    best = np.full(len(days), -1)  # the empty row, which is the last one
    before = 0
    for side in told:
        of = np.array([story.day.toordinal() for story in side.stories], np.int64)
        for rows, columns in _blocks(asked, of):
            likeness = cosines(text, rows, side.often, columns)
            likeness[asked[rows][:, None] != of[columns][None, :]] = 0
            found = likeness.argmax(axis=1)
            hit = likeness[np.arange(len(rows)), found] > 0
            best[rows[hit]] = before + columns[found[hit]]
        before += len(of)
    empty = sparse.csr_matrix((1, GRAM_SPACE), dtype=np.float32)
    whole, often, themes = (
        sparse.vstack([*(getattr(side, name) for side in told), empty], "csr")[best]
        for name in ("whole", "often", "themes")
    )
    return Origins(asked, text, whole, often, themes)


def _blocks(asked: np.ndarray, of: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(rows of statements, columns of stories) of the same days, some days at once."""
    start = 0
    while start < len(of):
        end = int(np.searchsorted(of, of[start] + BLOCK_DAYS))
        rows = np.arange(*np.searchsorted(asked, (of[start], of[end - 1] + 1)))
        if len(rows):
            yield rows, np.arange(start, end)
        start = end
