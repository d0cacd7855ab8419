"""Bursts that are honest at small numbers: where, after Kleinberg; whether, by an exact test over everything.

1. Kleinberg's two-state automaton on batched arrivals (J. Kleinberg, Bursty and Hierarchical Structure in
   Streams, KDD 2002, section 3) proposes one interval or more: r of d stories a day, base rate R/D,
   elevated rate s times that.
2. The interval is tested exactly: given its R mentions in D stories, how likely are as many in the
   interval's d stories (hypergeometric tail). The interval was chosen because it is high, so the
   p-value is multiplied by the number of intervals that could have been chosen (Bonferroni).
3. Over all entities and themes that were tested the false discovery rate is held with Benjamini and
   Hochberg's procedure (1995).

Under MIN_SUPPORT mentions nothing is tested: the result says "too few".
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from kg.analytics.series import Point

__all__ = ["MIN_SUPPORT", "Burst", "Judged", "accepted", "bursts", "intervals", "judged", "needed"]

RATIO = 3.0  # elevated over base rate: Kleinberg's s; 2 proposes twice as many, most fail the test
GAMMA = 1.0  # cost of entering a burst, Kleinberg's default
MIN_SUPPORT = 5  # fewer mentions cannot reach p < 0.05 after the correction in six weeks of dailies
FALSE_DISCOVERY_RATE = 0.05


@dataclass(frozen=True, slots=True)
class Burst:
    """A period of raised share. `p_value` is exact and corrected for the choice of the interval."""

    key: Any
    """As given."""
    start: date
    end: date
    count: int
    """Stories in the interval."""
    volume: int
    total: int
    """Stories of the key in all days."""
    ratio: float
    """Share inside over share outside; infinite where there are none outside."""
    p_value: float

    @property
    def reason(self) -> str:
        """The sentence that explains it."""
        times = (
            "never otherwise" if math.isinf(self.ratio) else f"{self.ratio:.1f} times the share of other days"
        )
        return (
            f"{self.count} of {self.volume} stories from {self.start} to {self.end}, {times}; "
            f"p = {self.p_value:.2g} (exact test, corrected for choosing the interval)"
        )


def intervals(points: Sequence[Point]) -> list[tuple[int, int]]:
    """Index ranges (first, last) in which the automaton is in its elevated state."""
    total, volume = sum(p.count for p in points), sum(p.volume for p in points)
    if not total or total == volume:
        return []
    base = total / volume
    rates = base, min(0.9999, RATIO * base)
    enter = GAMMA * math.log(len(points) + 1)
    low, high = 0.0, enter
    """What the cheapest path costs that is in the usual and in the elevated state now."""
    came: list[tuple[int, int]] = []
    """The state before, of the cheapest path to each state."""
    for number, point in enumerate(points):
        usual, raised = (-_log_binomial(point.count, point.volume, rate) for rate in rates)
        if number:
            came.append((int(high < low), int(high <= low + enter)))
            low, high = min(low, high), min(high, low + enter)
        low, high = low + usual, high + raised
    states = [int(high < low)]
    for before in reversed(came):
        states.append(before[states[-1]])
    return _runs(states[::-1])


class Judged(NamedTuple):
    """A period that the automaton proposes, with the verdict of the tests."""

    burst: Burst
    holds: bool
    needed: float
    """The highest p with which it would hold, the others being as they are."""
    tests: int
    """How many entities and themes were tested."""


def bursts(series: Mapping[Any, Sequence[Point]], rate: float = FALSE_DISCOVERY_RATE) -> list[Burst]:
    """Bursts of all keys that survive the tests, the surest first; at most `rate` of them are false.

    Keys under MIN_SUPPORT are not tested and cannot burst.
    """
    return [found.burst for found in judged(series, rate) if found.holds]


def judged(series: Mapping[Any, Sequence[Point]], rate: float = FALSE_DISCOVERY_RATE) -> list[Judged]:
    """Every period that the automaton proposes, the surest first, and whether it survives the tests."""
    tested = [found for key, points in series.items() for found in _tested(key, points)]
    tested.sort(key=lambda burst: (burst.p_value, str(burst.key), burst.start))
    supported = sum(sum(p.count for p in points) >= MIN_SUPPORT for points in series.values())
    # every supported key is a test, also where the automaton proposed nothing
    tests = max(supported, len(tested))
    p_values = [burst.p_value for burst in tested]
    held = accepted(p_values, rate, tests)
    return [
        Judged(burst, number < held, most, tests)
        for number, (burst, most) in enumerate(zip(tested, needed(p_values, rate, tests), strict=True))
    ]


def accepted(p_values: Sequence[float], rate: float, tests: int) -> int:
    """How many of the lowest of `p_values`, in their order, hold: Benjamini and Hochberg's step up.

    >>> accepted([0.001, 0.012, 0.04], 0.05, 10)
    1
    """
    return max((n for n, p in enumerate(p_values, 1) if p <= rate * n / tests), default=0)


def needed(p_values: Sequence[float], rate: float, tests: int) -> list[float]:
    """For each of `p_values`, which are in their order: the highest it could be and hold, the others as they are.

    >>> needed([0.01, 0.09, 0.4], 0.5, 10)
    [0.1, 0.1, 0.15]
    """
    held, place, found = accepted(p_values, rate, tests), 1, []
    for number, p in enumerate(p_values):
        found.append(rate * max(place, held if number < held else 0) / tests)
        if p <= rate * (number + 2) / tests:  # one more would hold in the place behind it
            place = number + 2
    return found


def _tested(key: Hashable, points: Sequence[Point]) -> list[Burst]:
    from scipy.stats import hypergeom  # half a second, which every other question would wait for too

    total, volume = sum(p.count for p in points), sum(p.volume for p in points)
    if total < MIN_SUPPORT:
        return []
    choices = len(points) * (len(points) + 1) / 2
    found = []
    for first, last in intervals(points):
        inside = points[first : last + 1]
        count, stories = sum(p.count for p in inside), sum(p.volume for p in inside)
        tail = float(hypergeom.sf(count - 1, volume, total, stories))
        rest = (total - count) / (volume - stories) if volume > stories else 0.0
        ratio = count / stories / rest if rest else math.inf
        found.append(
            Burst(key, inside[0].day, inside[-1].day, count, stories, total, ratio, min(1.0, tail * choices))
        )
    return found


@lru_cache(maxsize=1 << 16)
def _log_binomial(count: int, volume: int, rate: float) -> float:
    choose = math.lgamma(volume + 1) - math.lgamma(count + 1) - math.lgamma(volume - count + 1)
    return choose + count * math.log(rate) + (volume - count) * math.log(1 - rate)


def _runs(states: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number, state in enumerate(states):
        if state and runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        elif state:
            runs.append((number, number))
    return runs
