"""The state machine of a question's fate: total, reachable, and deaf to the order of what happens on one day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Fate, Stance
from kg.watch.fate import FINAL, STALE_DAYS, Event, advance, history

DAY = date(2026, 3, 1)
FATES: tuple[Fate, ...] = get_args(Fate)
EVENTS = [
    Event(DAY, "asked"),
    Event(DAY, "silence"),
    *(Event(DAY, "evidence", grade, stance) for grade, stance in product((1, 2, 3), get_args(Stance))),
]
LATER = st.builds(
    lambda n, kind, grade, stance, story: Event(
        DAY + timedelta(days=n), kind, grade if kind == "evidence" else 0, stance, story_id=story
    ),
    st.integers(1, 90), st.sampled_from(["asked", "evidence"]), st.integers(1, 3),
    st.sampled_from(get_args(Stance)), st.sampled_from("abc"),
)  # fmt: skip


@pytest.mark.parametrize("fate", FATES)
@pytest.mark.parametrize("event", EVENTS, ids=lambda e: f"{e.kind}-{e.grade}-{e.stance}")
def test_every_fate_takes_every_event(fate: Fate, event: Event) -> None:
    assert advance(fate, event) in FATES


def test_every_fate_but_dropped_can_be_reached_and_left() -> None:
    """Only a person drops a question, and then no event brings it back."""
    reached, frontier = set(), {"open"}
    while frontier:
        reached |= frontier
        frontier = {advance(fate, event) for fate in reached for event in EVENTS} - reached  # type: ignore[arg-type]
    assert reached == set(FATES) - {"dropped"}
    for fate in reached:
        assert any(advance(fate, event) != fate for event in EVENTS), f"{fate} is a dead end"
    assert {advance("dropped", event) for event in EVENTS} == {"dropped"}


@given(st.lists(LATER, max_size=6), st.randoms())
def test_a_history_does_not_depend_on_the_order_in_which_it_is_told(
    events: list[Event], chance: object
) -> None:
    told = [Event(DAY, "asked"), *events]
    shuffled = [told[0], *chance.sample(events, len(events))]  # type: ignore[attr-defined]
    today = DAY + timedelta(days=120)
    assert [s.fate for s in history(told, today)] == [s.fate for s in history(shuffled, today)]


@given(st.lists(LATER, max_size=6), st.integers(0, 120))
def test_what_comes_later_does_not_change_what_was_said(events: list[Event], days: int) -> None:
    """The steps up to a day are those of a history that ends there."""
    day = DAY + timedelta(days=days)
    told = [Event(DAY, "asked"), *events]
    whole = [s for s in history(told, DAY + timedelta(days=120)) if s.day <= day]
    assert whole == history([e for e in told if e.day <= day], day)


@given(st.lists(LATER, max_size=6), st.integers(0, 120))
def test_a_history_that_goes_on_is_the_whole_one(events: list[Event], days: int) -> None:
    """From any day on: what was said until then, and what a run adds that knows the fate and the last event only."""
    day, today = DAY + timedelta(days=days), DAY + timedelta(days=120)
    told = [Event(DAY, "asked"), *events]
    first, rest = [e for e in told if e.day <= day], [e for e in told if e.day > day]
    before = history(first, day)
    added = history(rest, today, (before[-1].fate, max(e.day for e in first)))
    assert [*before, *added] == history(told, today)


@given(st.lists(LATER, max_size=6))
def test_steps_are_changes_in_order_from_open(events: list[Event]) -> None:
    steps = history([Event(DAY, "asked"), *events], DAY + timedelta(days=120))
    assert steps[0].fate == "open"
    assert [s.day for s in steps] == sorted(s.day for s in steps)
    assert all(a.fate != b.fate for a, b in pairwise(steps))


def test_silence_makes_stale_and_evidence_brings_back() -> None:
    later = DAY + timedelta(days=STALE_DAYS + 9)
    events = [Event(DAY, "asked"), Event(later, "evidence", 1, story_id="a")]
    assert [(s.day, s.fate) for s in history(events, later)] == [
        (DAY, "open"), (DAY + timedelta(days=STALE_DAYS), "stale"), (later, "touched"),
    ]  # fmt: skip


@pytest.mark.parametrize("fate", sorted(FINAL - {"dropped"}))
def test_asking_again_after_the_answer_opens_the_question_again(fate: Fate) -> None:
    assert advance(fate, Event(DAY, "asked")) == "open"
