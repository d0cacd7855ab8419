"""Bursts: what stands the tests, what only comes close, and what is too little to say anything."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kg.analytics.bursts import MIN_SUPPORT, accepted, bursts, intervals, judged, needed
from kg.analytics.series import Point

FIRST = date(2026, 1, 1)


def series(counts: list[int], volume: int = 7) -> list[Point]:
    """A day each, `volume` stories a day."""
    return [Point(FIRST + timedelta(days=n), count, volume) for n, count in enumerate(counts)]


STEADY = series([1, 0, 0, 0] * 15)
WEEK = series([0] * 30 + [3, 4, 3, 4, 3] + [0] * 25)


def test_a_week_of_one_name_is_a_burst_and_says_why() -> None:
    (burst,) = bursts({"week": WEEK, "steady": STEADY})
    assert (burst.key, burst.start, burst.end) == (
        "week",
        FIRST + timedelta(days=30),
        FIRST + timedelta(days=34),
    )
    assert (burst.count, burst.volume, burst.total) == (17, 35, 17)
    assert "17 of 35 stories" in burst.reason
    assert "never otherwise" in burst.reason
    assert burst.p_value < 1e-9


def test_a_steady_name_is_never_raised() -> None:
    assert intervals(STEADY) == []


def test_too_few_stories_are_not_tested() -> None:
    few = series([0] * 30 + [2, 2] + [0] * 28)
    assert sum(point.count for point in few) < MIN_SUPPORT
    assert judged({"few": few}) == []


def test_a_near_miss_is_judged_and_does_not_hold() -> None:
    near = series([0, 0, 1, 0, 0, 0] * 5 + [2, 2, 2, 2] + [0, 0, 0, 1, 0, 0] * 4)
    others = {f"steady {n}": STEADY for n in range(50)}
    found = judged({"near": near, **others})
    assert [(one.burst.key, one.holds) for one in found] == [("near", False)]
    assert bursts({"near": near, **others}) == []


def test_what_stands_alone_may_fail_among_many() -> None:
    """The false discovery rate is held over all names: the same series is weaker among a thousand."""
    p_value = _p(WEEK)
    rate = p_value * 500
    assert bursts({"week": WEEK}, rate)
    assert not bursts({"week": WEEK, **{str(n): STEADY for n in range(1000)}}, rate)


def test_a_near_miss_says_which_p_it_would_need() -> None:
    """With one name less to be tested among, or a p as low as that, it would hold."""
    (alone,) = judged({"week": WEEK}, 1e-12)
    rate = alone.burst.p_value * 500
    [found] = judged({"week": WEEK, **{str(n): STEADY for n in range(1000)}}, rate)
    assert (found.holds, found.tests) == (False, 1001)
    assert found.needed == rate / 1001 < found.burst.p_value


P = st.floats(0, 1)


@given(st.lists(P, min_size=1, max_size=12), st.floats(0.001, 0.3), st.integers(0, 30), st.data())
def test_the_needed_p_is_the_highest_that_holds(
    p_values: list[float], rate: float, more: int, data: st.DataObject
) -> None:
    p_values.sort()
    tests = len(p_values) + more
    which = data.draw(st.integers(0, len(p_values) - 1))
    others = p_values[:which] + p_values[which + 1 :]

    def holds(p: float) -> bool:
        ordered = sorted([*others, p])
        return ordered.index(p) < accepted(ordered, rate, tests)

    most = needed(p_values, rate, tests)[which]
    assert holds(most)
    assert not any(holds(p) for p in (most * 1.001, *others, 1.0) if p > most)


def _p(points: list[Point]) -> float:
    (found,) = judged({"one": points})
    return found.burst.p_value
