"""How alike two watch statements are, and how much a later story bears on one. Pure functions of the pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kg.briefing import plain
from kg.cluster import day_gap
from kg.features import (
    Matrix,
    cosines,
    entity_vectors,
    paired,
    shares,
    spoken_of,
    theme_vectors,
    vectors,
    weighted,
)
from kg.grams import Grams
from kg.ledger_input import Statement
from kg.origin import origins
from kg.told import StorySide
from kg.watch import asked

__all__ = [
    "CASES",
    "QuestionSide",
    "StorySide",
    "apart",
    "bearing",
    "cases",
    "facet_scores",
]

FADING_QUESTION = 10.0  # days; authors come back to a question within a fortnight or not at all
FACET_CONCEPTS = 0.5  # a shared concept counts half of the same words: it is vaguer


class QuestionSide:
    """Feature rows of watch statements. Facets have rows of their own: `facets_of` says which.

    `told` are the stories of their days, as far as they are at hand: a question takes up what it was asked on.
    """

    def __init__(self, statements: Sequence[Statement], told: Sequence[StorySide] = ()) -> None:
        said = Grams.of([plain(s.text) for s in statements])
        self.days = [s.day for s in statements]
        self.grams = said.counted()
        self.text, self.names = weighted(self.grams), weighted(said.only_names().counted())
        self.concepts = spoken_of(s.text for s in statements)
        self.entities = entity_vectors([s.entities for s in statements])
        self.parts = shares(self.entities)
        self.related = entity_vectors([s.related for s in statements])
        self.themes = theme_vectors([s.themes for s in statements])
        self.named = np.array([bool(s.related) for s in statements])
        self.kinds = [asked.kinds(s.text) for s in statements]
        self.asked = asked.rows(self.kinds)
        self.asks = np.diff(self.asked.indptr) > 0
        self.facets = [s.facets or (s.text,) for s in statements]
        flat = [facet for own in self.facets for facet in own]
        self.starts = np.concatenate([[0], np.cumsum([len(own) for own in self.facets])]).astype(np.int64)
        self.facet_text = vectors(flat)
        self.facet_concepts = spoken_of(flat)
        self.origins = origins(self.text, self.days, told)

    def facets_of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(numbers of the facets of these statements, one after the other; where those of each begin)."""
        low, counts = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        starts = np.cumsum(counts) - counts
        return np.arange(counts.sum()) + np.repeat(low - starts, counts), starts

    def likeness(self, rows: np.ndarray, earlier: np.ndarray) -> Mapping[str, Matrix]:
        """Feature name -> matrix (rows x earlier)."""

        def cosine(side: Matrix) -> Matrix:
            return cosines(side, rows, side, earlier)

        related, asks = cosine(self.related), cosine(self.asked)
        return {
            "text": cosine(self.text),
            "concepts": cosine(self.concepts),
            "names": cosine(self.names),
            "asked": asks,
            "asks another thing": asked.nothing_shared(asks, self.asks[rows], self.asks[earlier]),
            "related": related,
            "of others": apart(related, self.named[rows], self.named[earlier]),
            "themes": cosine(self.themes),
            "recency": day_gap(
                [self.days[r] for r in rows], [self.days[e] for e in earlier], FADING_QUESTION
            ),
            **self.origins.likeness(rows, earlier),
        }


def apart(related: Matrix, named: np.ndarray, others: np.ndarray) -> Matrix:
    """1 where both name somebody and nobody in common, their makers and families included: the veto."""
    return ((related == 0) & named[:, None] & others[None, :]).astype(np.float32)


def bearing(
    questions: QuestionSide, rows: np.ndarray, stories: StorySide, columns: np.ndarray
) -> Mapping[str, Matrix]:
    """Feature name -> matrix (rows of questions x columns of stories)."""

    def cosine(a: Matrix, b: Matrix) -> Matrix:
        return cosines(a, rows, b, columns)

    return {
        "text": cosine(questions.text, stories.often),
        "facet": best_facet(questions, rows, stories, columns),
        "concepts": cosine(questions.concepts, stories.concepts),
        "themes": cosine(questions.themes, stories.themes),
        "origin": cosine(questions.origins.whole, stories.whole),
        "themes of origin": cosine(questions.origins.themes, stories.themes),
        "names": cosine(questions.parts, stories.has_entities),
        "names in headline": cosine(questions.parts, stories.has_in_headline),
        "related": cosine(questions.related, stories.related),
    }


CASES = ("evidence named", "evidence unnamed", "evidence of others")


def cases(questions: QuestionSide, rows: np.ndarray, related: Matrix) -> np.ndarray:
    """Which of CASES each pair is: the story names whom the question names, the question names nobody, or neither.

    Each has weights of its own: two names in common ask for little likeness, others for much.
    """
    unnamed = ~questions.named[rows][:, None]
    found: np.ndarray = np.where(unnamed, 1, np.where(related > 0, 0, 2))
    return found


def best_facet(questions: QuestionSide, rows: np.ndarray, stories: StorySide, columns: np.ndarray) -> Matrix:
    """Score of the facet that each story (column) speaks of most."""
    flat, starts = questions.facets_of(rows)
    text = cosines(questions.facet_text, flat, stories.core, columns)
    shared = cosines(questions.facet_concepts, flat, stories.concepts, columns)
    return np.maximum.reduceat(text + FACET_CONCEPTS * shared, starts, axis=0)


def facet_scores(
    questions: QuestionSide, rows: np.ndarray, stories: StorySide, columns: np.ndarray
) -> tuple[Matrix, np.ndarray]:
    """(scores of all facets of each pair, one after the other; where those of each pair begin)."""
    flat, starts = questions.facets_of(rows)
    told = np.repeat(columns, np.diff(np.append(starts, len(flat))))
    text = paired(questions.facet_text, flat, stories.core, told)
    return text + FACET_CONCEPTS * paired(questions.facet_concepts, flat, stories.concepts, told), starts
