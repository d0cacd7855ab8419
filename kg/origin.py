"""The story that a statement was made on: of the stories of its day the one likest to it.

A statement is a line, the story behind it says what it is about: whoever is meant by "the deal", in all its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.features import Matrix
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
        of_the_other = self.text[rows] @ self.often[earlier].T + self.often[rows] @ self.text[earlier].T
        near = self._near(rows, earlier)
        return {
            "origin": (self.whole[rows] @ self.whole[earlier].T).toarray() * near,
            "text and origin": of_the_other.toarray() * near,
        }

    def of_one_theme(self, rows: np.ndarray, earlier: np.ndarray) -> Matrix:
        """How alike the themes of the stories are (rows x earlier)."""
        return (self.themes[rows] @ self.themes[earlier].T).toarray() * self._near(rows, earlier)

    def _near(self, rows: np.ndarray, earlier: np.ndarray) -> Matrix:
        return np.abs(self.days[rows][:, None] - self.days[earlier][None, :]) <= ORIGIN_DAYS


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
            likeness = (text[rows] @ side.often[columns].T).toarray()
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
