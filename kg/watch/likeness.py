"""How alike two watch statements are, and how much a later story bears on one. Pure functions of the pair."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from kg.cluster import day_gap
from kg.features import Matrix, background, concept_vectors, concepts, entity_weight, grams, keyed, vectors
from kg.ledger_input import Statement, StoryInput

__all__ = ["QuestionSide", "StorySide", "bearing"]

FADING_QUESTION = 10.0  # days; authors come back to a question within a fortnight or not at all
FADING_STORY = 14.0
BOLD = re.compile(r"\*\*.*?\*\*", re.DOTALL)


def latin(text: str) -> set[str]:
    """Latin words: names, mostly."""
    return {gram for gram in grams(text) if gram[:1].isascii() and not gram[:1].isdigit()}


class QuestionSide:
    """Feature rows of watch statements. Facets have rows of their own, `owner` says whose they are."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        find = concepts().find
        self.days = [s.day for s in statements]
        self.text = vectors([s.text for s in statements])
        self.topic = vectors([BOLD.sub(" ", s.text) for s in statements])
        self.concepts = concept_vectors([find(s.text) for s in statements])
        self.latin = _latin([latin(s.text) for s in statements])
        self.entities = [s.entities for s in statements]
        self.facets = [s.facets or (s.text,) for s in statements]
        flat = [facet for own in self.facets for facet in own]
        self.starts = np.concatenate([[0], np.cumsum([len(own) for own in self.facets])]).astype(np.int64)
        self.facet_text = vectors(flat)
        self.facet_concepts = concept_vectors([find(facet) for facet in flat])

    def likeness(self, rows: np.ndarray, earlier: np.ndarray) -> Mapping[str, Matrix]:
        """Feature name -> matrix (rows x earlier)."""

        def cosine(side: Matrix) -> Matrix:
            return (side[rows] @ side[earlier].T).toarray()

        text, shared, names = cosine(self.text), cosine(self.concepts), cosine(self.latin)
        near = day_gap([self.days[r] for r in rows], [self.days[e] for e in earlier], FADING_QUESTION)
        entities = keyed([self.entities[i] for i in (*rows, *earlier)], entity_weight)
        return {
            "text": text,
            "concepts": shared,
            "names": names,
            "entities": (entities[: len(rows)] @ entities[len(rows) :].T).toarray(),
            "recency": near,
            "text x names": text * names,
            "concepts x names": shared * names,
        }


class StorySide:
    """Feature rows of stories."""

    def __init__(self, stories: Sequence[StoryInput]) -> None:
        core = [s.text("headline", "fact") or s.text() for s in stories]
        heads = [s.text("headline") for s in stories]
        self.days = [s.day for s in stories]
        self.head = vectors(heads)
        self.core = vectors(core)
        self.whole = vectors([s.text() for s in stories])
        self.concepts = concept_vectors([concepts().find(text) for text in core])
        self.latin = _latin([latin(text) for text in core])
        self.head_latin = _latin([latin(text) for text in heads])
        self.entities = [s.entities for s in stories]


def bearing(
    questions: QuestionSide, rows: np.ndarray, stories: StorySide, columns: np.ndarray
) -> Mapping[str, Matrix]:
    """Feature name -> matrix (rows of questions x columns of stories)."""

    def cosine(a: Matrix, b: Matrix) -> Matrix:
        return (a[rows] @ b[columns].T).toarray()

    facet = best_facet(questions, rows, stories, columns)[0]
    names, shared = cosine(questions.latin, stories.latin), cosine(questions.concepts, stories.concepts)
    entities = keyed(
        [questions.entities[r] for r in rows] + [stories.entities[c] for c in columns], entity_weight
    )
    same = (entities[: len(rows)] @ entities[len(rows) :].T).toarray()
    return {
        "headline": cosine(questions.text, stories.head),
        "headline and fact": cosine(questions.text, stories.core),
        "whole story": cosine(questions.text, stories.whole),
        "topic": cosine(questions.topic, stories.core),
        "topic in headline": cosine(questions.topic, stories.head),
        "facet": facet,
        "concepts": shared,
        "names": names,
        "names in headline": cosine(questions.latin, stories.head_latin),
        "entities": same,
        "names x facet": names * facet,
        "entities x concepts": same * shared,
        "recency": day_gap(
            [questions.days[r] for r in rows], [stories.days[c] for c in columns], FADING_STORY
        ),
    }


def best_facet(
    questions: QuestionSide, rows: np.ndarray, stories: StorySide, columns: np.ndarray
) -> tuple[Matrix, Matrix]:
    """(best facet score, its number within the question), each rows x columns."""
    spans = [np.arange(questions.starts[r], questions.starts[r + 1]) for r in rows]
    flat = np.concatenate(spans)
    text = (questions.facet_text[flat] @ stories.core[columns].T).toarray()
    shared = (questions.facet_concepts[flat] @ stories.concepts[columns].T).toarray()
    scores = text + 0.5 * shared
    starts = np.cumsum([0, *(len(span) for span in spans[:-1])])
    best = np.maximum.reduceat(scores, starts, axis=0)
    number = np.zeros(best.shape, dtype=np.int64)
    for line, span in enumerate(spans):
        number[line] = scores[starts[line] : starts[line] + len(span)].argmax(axis=0)
    return best, number


def _latin(rows: Sequence[set[str]]) -> Matrix:
    """Hashed like grams, so that questions and stories share their columns."""
    from kg.features import GRAM_SPACE, column, matrix

    weights = background()
    return matrix(({column(w): weights.get(w, weights[""]) for w in row} for row in rows), GRAM_SPACE)
