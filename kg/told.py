"""Stories as rows of features, computed once for trends and watch items alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from kg.features import Matrix, concept_vectors, concepts, entity_vectors, present, theme_vectors, weighted
from kg.grams import Grams
from kg.ledger_input import StoryInput
from kg.lexicon import lexicon

__all__ = ["StorySide", "still_open", "turns"]

RANK = {"headline": 0, "fact": 1}
HEAVY, OPINION = {"headline": 2.0, "fact": 1.0}, 0.5
"""What a word of a passage counts for the concepts of its story."""


def turns(text: str) -> bool:
    """Whether a text in normal form speaks of delay, denial, an end, a restriction (stance_cues.tsv)."""
    return "against" in _cues(text)


def still_open(text: str) -> bool:
    """Whether a text in normal form speaks of talks, plans, drafts, a decision that is not taken (stance_cues.tsv)."""
    return "open" in _cues(text)


def _cues(text: str) -> set[str]:
    cues = lexicon("stance_cues.tsv")
    return {cues.names[number] for number in cues.find(text)}


class StorySide:
    """Feature rows of stories: headline and fact (the core) say what happened, the rest is opinion."""

    def __init__(self, stories: Sequence[StoryInput]) -> None:
        self.stories = stories
        ordered = [sorted(s.passages, key=lambda p: RANK.get(p[1], 2)) for s in stories]
        self.passages = [p for own in ordered for p in own]
        """(passage id, kind, text) of all stories, the core of each first."""
        self.starts = np.cumsum([0, *map(len, ordered)])
        """Those of story i are ``passages[starts[i]:starts[i + 1]]``."""
        ranks = np.array([RANK.get(kind, 2) for _, kind, _ in self.passages])
        before = np.concatenate([[0], np.cumsum(ranks <= RANK["fact"])])
        first, last = self.starts[:-1], self.starts[1:]
        core = first + before[last] - before[first]
        self._core = first, np.where(core > first, core, last)  # a post without labels has no core

    @cached_property
    def _grams(self) -> Grams:
        return Grams.of([text for _, _, text in self.passages])

    @cached_property
    def grams(self) -> Matrix:
        """One row of ones a passage."""
        return self._grams.counted()

    @cached_property
    def core(self) -> Matrix:
        """Headlines and facts."""
        return weighted(self._grams.counted(*self._core))

    @cached_property
    def whole(self) -> Matrix:
        """All passages."""
        return weighted(self._grams.counted(self.starts[:-1], self.starts[1:]))

    @cached_property
    def names(self) -> Matrix:
        """Latin words of the core."""
        return weighted(self._grams.only_names().counted(*self._core))

    @cached_property
    def often(self) -> Matrix:
        """Grams of all passages by how often they stand there."""
        return self._grams.saturated(self.starts[:-1], self.starts[1:])

    @cached_property
    def concepts(self) -> Matrix:
        """Concepts of all passages, those of the headline four times as heavy as those of opinions."""
        numbers, spoken = concepts().hits([text for _, _, text in self.passages])
        heavy = np.array([HEAVY.get(kind, OPINION) for _, kind, _ in self.passages], np.float32)
        story = np.searchsorted(self.starts, numbers, side="right") - 1
        return concept_vectors(story, spoken, heavy[numbers], len(self.stories))

    @cached_property
    def entities(self) -> Matrix:
        """Entities of the story."""
        return entity_vectors([s.entities for s in self.stories])

    @cached_property
    def related(self) -> Matrix:
        """Entities with their makers and families."""
        return entity_vectors([s.related for s in self.stories])

    @cached_property
    def has_entities(self) -> Matrix:
        """Ones for the entities of the story."""
        return present(self.entities)

    @cached_property
    def has_in_headline(self) -> Matrix:
        """Ones for the entities of the headline."""
        return present(entity_vectors([s.in_headline for s in self.stories]))

    @cached_property
    def named(self) -> np.ndarray:
        """Whether a story names anybody."""
        return np.array([bool(s.related) for s in self.stories])

    @cached_property
    def themes(self) -> Matrix:
        """Themes, the main one first."""
        return theme_vectors([s.themes for s in self.stories])

    @cached_property
    def turns(self) -> np.ndarray:
        """Whether the headline says that something takes another way (see `turns`)."""
        return np.array([turns(self.headline(story)) for story in range(len(self.stories))], bool)

    def headline(self, story: int) -> str:
        """The headline, the first passage where a post has none."""
        return self.passages[self.starts[story]][2] if self.stories[story].passages else ""

    def core_text(self, story: int) -> str:
        """Headline and fact, a passage a line."""
        first, last = self._core
        return "\n".join(text for _, _, text in self.passages[first[story] : last[story]])
