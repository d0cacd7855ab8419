"""How alike two watch statements are, and how much a later story bears on one. Pure functions of the pair."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from kg.briefing import plain
from kg.cluster import day_gap
from kg.features import (
    Matrix,
    concept_vectors,
    concepts,
    entity_vectors,
    paired,
    theme_vectors,
    vectors,
    weighted,
)
from kg.grams import Grams
from kg.ledger_input import Statement
from kg.told import StorySide

__all__ = ["QuestionSide", "StorySide", "apart", "bearing", "facet_scores"]

FADING_QUESTION = 10.0  # days; authors come back to a question within a fortnight or not at all
FADING_STORY = 14.0
FACET_CONCEPTS = 0.5  # a shared concept counts half of the same words: it is vaguer
BOLD = re.compile(r"\*\*.*?\*\*", re.DOTALL)


class QuestionSide:
    """Feature rows of watch statements. Facets have rows of their own: `facets_of` says which."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        find = concepts().find
        said = Grams.of([plain(s.text) for s in statements])
        self.days = [s.day for s in statements]
        self.grams = said.counted()
        self.text, self.names = weighted(self.grams), weighted(said.only_names().counted())
        self.topic = vectors([BOLD.sub(" ", s.text) for s in statements])
        self.concepts = concept_vectors([find(s.text) for s in statements])
        self.entities = entity_vectors([s.entities for s in statements])
        self.related = entity_vectors([s.related for s in statements])
        self.themes = theme_vectors([s.themes for s in statements])
        self.named = np.array([bool(s.related) for s in statements])
        self.facets = [s.facets or (s.text,) for s in statements]
        flat = [facet for own in self.facets for facet in own]
        self.starts = np.concatenate([[0], np.cumsum([len(own) for own in self.facets])]).astype(np.int64)
        self.facet_text = vectors(flat)
        self.facet_concepts = concept_vectors([find(facet) for facet in flat])

    def facets_of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(numbers of the facets of these statements, one after the other; where those of each begin)."""
        low, counts = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        starts = np.cumsum(counts) - counts
        return np.arange(counts.sum()) + np.repeat(low - starts, counts), starts

    def likeness(self, rows: np.ndarray, earlier: np.ndarray) -> Mapping[str, Matrix]:
        """Feature name -> matrix (rows x earlier)."""

        def cosine(side: Matrix) -> Matrix:
            return (side[rows] @ side[earlier].T).toarray()

        text, shared, names = cosine(self.text), cosine(self.concepts), cosine(self.names)
        related = cosine(self.related)
        near = day_gap([self.days[r] for r in rows], [self.days[e] for e in earlier], FADING_QUESTION)
        return {
            "text": text,
            "concepts": shared,
            "names": names,
            "entities": cosine(self.entities),
            "related": related,
            "of others": apart(related, self.named[rows], self.named[earlier]),
            "themes": cosine(self.themes),
            "recency": near,
            "text x names": text * names,
            "concepts x names": shared * names,
        }


def apart(related: Matrix, named: np.ndarray, others: np.ndarray) -> Matrix:
    """1 where both name somebody and nobody in common, their makers and families included: the veto."""
    return ((related == 0) & named[:, None] & others[None, :]).astype(np.float32)


def bearing(
    questions: QuestionSide, rows: np.ndarray, stories: StorySide, columns: np.ndarray
) -> Mapping[str, Matrix]:
    """Feature name -> matrix (rows of questions x columns of stories)."""

    def cosine(a: Matrix, b: Matrix) -> Matrix:
        return (a[rows] @ b[columns].T).toarray()

    words, matter = cosine(questions.text, stories.whole), cosine(questions.concepts, stories.concepts)
    related, themes = cosine(questions.related, stories.related), cosine(questions.themes, stories.themes)
    return {
        "whole story": words,
        "headline and fact": cosine(questions.text, stories.core),
        "topic": cosine(questions.topic, stories.core),
        "facet": best_facet(questions, rows, stories, columns),
        "concepts": matter,
        "names": cosine(questions.names, stories.names),
        "entities": cosine(questions.entities, stories.entities),
        "entities in headline": cosine(questions.entities, stories.in_headline),
        "related": related,
        "of others": apart(related, questions.named[rows], stories.named[columns]),
        "themes": themes,
        "whole story x concepts": words * matter,
        "related x themes": related * themes,
        "concepts x themes": matter * themes,
        "recency": day_gap(
            [questions.days[r] for r in rows], [stories.stories[c].day for c in columns], FADING_STORY
        ),
    }


def best_facet(questions: QuestionSide, rows: np.ndarray, stories: StorySide, columns: np.ndarray) -> Matrix:
    """Score of the facet that each story (column) speaks of most."""
    flat, starts = questions.facets_of(rows)
    text = (questions.facet_text[flat] @ stories.core[columns].T).toarray()
    shared = (questions.facet_concepts[flat] @ stories.concepts[columns].T).toarray()
    return np.maximum.reduceat(text + FACET_CONCEPTS * shared, starts, axis=0)


def facet_scores(
    questions: QuestionSide, rows: np.ndarray, stories: StorySide, columns: np.ndarray
) -> tuple[Matrix, np.ndarray]:
    """(scores of all facets of each pair, one after the other; where those of each pair begin)."""
    flat, starts = questions.facets_of(rows)
    told = np.repeat(columns, np.diff(np.append(starts, len(flat))))
    text = paired(questions.facet_text, flat, stories.core, told)
    return text + FACET_CONCEPTS * paired(questions.facet_concepts, flat, stories.concepts, told), starts
