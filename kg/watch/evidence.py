"""Evidence: later stories that bear on a watch statement, with grade, stance, facet, passage and reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kg.features import concepts, grams
from kg.ledger_input import Statement, StoryInput
from kg.model import Stance
from kg.scoring import weights
from kg.watch.likeness import QuestionSide, StorySide, bearing, best_facet

__all__ = ["HORIZON_DAYS", "Found", "find"]

HORIZON_DAYS = 120
"""Stories up to four months after the question are looked at; the sample archive spans six weeks."""
STRONG, DECISIVE = 0.5, 0.8
"""Probability of grade >= 2 from which a story is graded 2, and 3 (fitted on days of the first half)."""
FACET_FLOOR = 0.18
"""A facet is named from this score on: under it the best facet is as often wrong as right."""
BLOCK_DAYS = 20

# What turns a story against the question: it is denied, put off, refused, taken back.
AGAINST = re.compile(
    r"否认|辟谣|推迟|延期|延后|跳票|取消|叫停|拒绝|驳回|落空|搁置|撤回|撤下|暂缓|不再|未能|没有(?:获得|达成|通过)|失败|关停|停服"
    r"|\b(?:den(?:y|ies|ied)|delay(?:s|ed)?|postpon\w+|cancel\w*|reject\w*|refus\w+|withdr\w+|fail(?:s|ed)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """One story that bears on one watch statement."""

    mention_id: str
    story_id: str
    passage_id: str
    day: date
    score: float
    grade: int
    stance: Stance
    facet: str | None
    reason: str


def find(
    statements: Sequence[Statement], stories: Sequence[StoryInput], since: date | None = None
) -> list[Found]:
    """All evidence from stories of days on or after `since` (None: all), each strictly after its question.

    Both sequences must be in day order. Linear in statements x stories within HORIZON_DAYS.
    """
    if not statements or not stories:
        return []
    asked = np.array([s.day.toordinal() for s in statements])
    told = np.array([s.day.toordinal() for s in stories])
    first = 0 if since is None else int(np.searchsorted(told, since.toordinal()))
    questions, side = QuestionSide(statements), StorySide(stories[first:])
    found: list[Found] = []
    start = first
    while start < len(stories):
        end = int(np.searchsorted(told, told[start] + BLOCK_DAYS))
        rows = np.arange(
            np.searchsorted(asked, told[start] - HORIZON_DAYS), np.searchsorted(asked, told[end - 1])
        )
        columns = np.arange(start, end)
        if len(rows):
            found += _block(statements, stories, questions, side, rows, columns, first, asked, told)
        start = end
    return found


def _block(
    statements: Sequence[Statement], stories: Sequence[StoryInput], questions: QuestionSide, side: StorySide,
    rows: np.ndarray, columns: np.ndarray, first: int, asked: np.ndarray, told: np.ndarray,
) -> list[Found]:  # fmt: skip
    features = bearing(questions, rows, side, columns - first)
    table = weights("evidence")
    scores = table.probability(features)
    gap = told[columns][None, :] - asked[rows][:, None]
    scores = np.where((gap > 0) & (gap <= HORIZON_DAYS), scores, 0.0)
    hits = np.argwhere(scores >= table.threshold)
    if not len(hits):
        return []
    strong = weights("strong evidence").probability(features)
    facet_score, facet_number = best_facet(questions, rows, side, columns - first)
    return [
        _found(
            statements[rows[r]], stories[columns[c]], float(scores[r, c]), float(strong[r, c]),
            questions.facets[rows[r]][facet_number[r, c]] if facet_score[r, c] >= FACET_FLOOR else None,
            {name: float(values[r, c]) for name, values in features.items()},
        )
        for r, c in hits
    ]  # fmt: skip


def _found(
    question: Statement,
    story: StoryInput,
    score: float,
    strong: float,
    facet: str | None,
    features: Mapping[str, float],
) -> Found:
    grade = 3 if strong >= DECISIVE else 2 if strong >= STRONG else 1
    passage_id, _, _ = _passage(question, story)
    facet = facet if facet in question.facets else None
    return Found(
        question.id, story.story_id, passage_id, story.day, round(score, 4), grade,
        stance(grade, story), facet, _reason(question, story, facet, features),
    )  # fmt: skip


def stance(grade: int, story: StoryInput) -> Stance:
    """Grade 1 mentions; a stronger story contradicts where its headline turns, supports at 3, else progress."""
    if grade < 2:
        return "mention"
    if story.modality == "denied" or AGAINST.search(story.text("headline")):
        return "contradicts"
    return "supports" if grade == 3 else "progress"


def _passage(question: Statement, story: StoryInput) -> tuple[str, str, str]:
    """The passage that shares most rare grams with the question; the headline where none shares any."""
    wanted = set(grams(question.text))
    return max(story.passages, key=lambda p: (len(wanted & set(grams(p[2]))), p[1] == "fact"))


def _reason(question: Statement, story: StoryInput, facet: str | None, features: Mapping[str, float]) -> str:
    """In words: what the story and the question share."""
    parts = []
    names = sorted(question.entities & story.entities)
    if names:
        parts.append("both name " + ", ".join(name.removeprefix("name:") for name in names[:4]))
    if facet:
        parts.append(f"speaks of {facet}")
    text = story.text("headline", "fact")
    mine, theirs = concepts().find(question.text), concepts().find(text)
    shared = [f"{mine[k]}/{theirs[k]}" if mine[k] != theirs[k] else mine[k] for k in mine if k in theirs]
    if shared:
        parts.append("same matter: " + ", ".join(dict.fromkeys(shared[:4])))
    if not parts:
        best = max(("headline", "headline and fact", "whole story", "topic"), key=lambda name: features[name])
        parts.append(f"like wording ({best}, {features[best]:.2f})")
    return "; ".join(parts)
