"""What the rules hand on, and the evidence beside a name that tells its type."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from nlp.words import Kind, kinds

LOOK = 6
"""Longest cue word in characters."""
MARKS = " *“”\"'《》「」『』`【】"
"""What may stand between a cue and the name."""


class Found(NamedTuple):
    """An unknown name at offsets, with the rule in words and how sure it is."""

    start: int
    end: int
    type: str
    rule: str
    confidence: float


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    return {place: tuple(sorted({len(w) for w in table}, reverse=True)) for place, table in kinds().items()}


def before(text: str, start: int) -> tuple[str, Kind] | None:
    """The longest cue that ends directly before `start`."""
    at = start
    while at > 0 and start - at < 3 and text[at - 1] in MARKS:
        at -= 1
    table = kinds()["before"]
    for length in _lengths()["before"]:
        word = text[max(0, at - length) : at]
        if word in table:
            return word, table[word]
    return None


def after(text: str, end: int) -> tuple[str, Kind] | None:
    """The longest cue that starts directly after `end`."""
    at = end
    while at < len(text) and at - end < 3 and text[at] in MARKS:
        at += 1
    table = kinds()["after"]
    for length in _lengths()["after"]:
        word = text[at : at + length]
        if word in table:
            return word, table[word]
    return None


def last(name: str) -> tuple[str, Kind] | None:
    """What the last word of a name, or the ending of a single word, says."""
    table = kinds()["last"]
    word = name.rpartition(" ")[2]
    if word in table:
        return word, table[word]
    for ending in ("Bench", "bench", "Eval", "OS", "Claw", "claw", "QA", "Arena", "Gym", "Code", "Agent", "Labs", "AI"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return ending, table[ending]
    return None


def weigh(text: str, start: int, end: int, prior: dict[str, float]) -> tuple[str, str]:
    """(type, the cue that spoke loudest): prior weights plus all evidence beside and inside the name."""
    score, name = dict(prior), text[start:end]
    loudest, why = 0.0, ""
    cues = [("", last(name))]
    at = text.find(name)
    while at >= 0 and len(cues) < 12:  # every place of the name in the item speaks
        cues += [("after", after(text, at + len(name))), ("before", before(text, at))]
        at = text.find(name, at + len(name))
    for place, cue in cues:
        if not cue:
            continue
        word, kind = cue
        score[kind.type] = score.get(kind.type, 0.0) + kind.weight
        if kind.weight > loudest:
            loudest, why = kind.weight, f"{place} {word}".strip()
    return max(score, key=lambda t: score[t]), why
