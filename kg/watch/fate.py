"""The fate of a watch item: a pure state machine over what happens to it day by day.

    open -> touched -> progressing -> answered | contradicted
    open, touched, progressing -> stale (silence) -> touched … (it comes back)
    any -> dropped: only a person drops a question

Events of one day are taken in the order evidence, then restatement, then term, then silence. The
machine's word is a proposal; a person's (`pin`) is final.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.model import Fate, Stance

__all__ = ["STALE_DAYS", "Event", "Step", "advance", "history"]

STALE_DAYS = 21
"""Silence after which a question is stale: 258 of 262 pieces of gold evidence come within 21 days of the question
or of the piece before (benchmarks/silence.py; 14 days hold 249, but a month of holidays should not end a question)."""

FINAL: frozenset[Fate] = frozenset(("answered", "contradicted", "dropped"))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to an item: asked (again), a story bears on it, or time passes."""

    day: date
    kind: Literal["asked", "evidence", "silence"]
    grade: int = 0
    stance: Stance = "mention"
    accepted: bool = False
    """A person confirmed this piece of evidence."""
    story_id: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of fate."""

    day: date
    fate: Fate
    reason: str
    story_id: str | None = None


def advance(fate: Fate, event: Event) -> Fate:
    """The fate after one event. Total: every fate takes every event.

    A question that is asked again after its answer is open again: the author is not satisfied.
    """
    if fate == "dropped":
        return fate
    if event.kind == "asked":
        return "open" if fate in FINAL or fate == "stale" else fate
    if event.kind == "silence":
        return fate if fate in FINAL else "stale"
    if event.grade >= 3:
        return "contradicted" if event.stance == "contradicts" else "answered"
    if fate in FINAL:
        return fate
    if event.grade == 2:
        return "progressing"
    return "progressing" if fate == "progressing" else "touched"


def history(events: Iterable[Event], today: date, before: tuple[Fate, date] | None = None) -> list[Step]:
    """All changes in order; silence is put in where nothing happened for STALE_DAYS up to `today`.

    `before` goes on from an earlier history: its last fate, and the day of its last event, before all `events`.
    A silence that it knows already changes nothing.
    """
    ordered = sorted(events, key=lambda e: (e.day, e.kind != "evidence", -e.grade, e.story_id or ""))
    steps: list[Step] = []
    fate, last = before or (None, None)
    for event in _with_silence(ordered, today, last):
        after = "open" if fate is None else advance(fate, event)
        if after != fate:
            steps.append(Step(event.day, after, event.words, event.story_id))
            fate = after
    return steps


def _with_silence(events: Sequence[Event], today: date, last: date | None) -> Iterable[Event]:
    for event in events:
        if last:
            yield from _silence(last, event.day)
        yield event
        last = event.day
    if last:
        yield from _silence(last, today + timedelta(days=1))


def _silence(last: date, following: date) -> Iterable[Event]:
    """The silence between two days with an event, where it is long."""
    quiet = last + timedelta(days=STALE_DAYS)
    if following > quiet:
        yield Event(quiet, "silence", words=f"nothing was said of it for {STALE_DAYS} days")
