"""Common movement is said where it is there, at the right lag, and not where series only resemble themselves."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from kg.analytics.movement import movement, reach
from kg.analytics.series import Point

DAY = date(2026, 1, 1)


def points(counts: list[int]) -> list[Point]:
    return [Point(DAY + timedelta(days=n), count, 10) for n, count in enumerate(counts)]


def noise(seed: int, days: int = 90) -> list[int]:
    rng = random.Random(seed)
    return [rng.randint(0, 9) for _ in range(days)]


@pytest.mark.parametrize("lag", [0, 2, -3])
def test_a_series_and_itself_moved_by_some_days(lag):
    base = noise(1, 250)
    first, second = base[10:240], base[10 - lag : 240 - lag]
    found = movement(points(first), points(second), ("A", "B"))
    assert found.lag == lag
    assert found.correlation > 0.95
    assert found.p_value < 0.05
    assert "A and B rise and fall together" in found.reason


def test_opposite_series():
    counts = noise(2)
    found = movement(points(counts), points([9 - c for c in counts]), ("A", "B"))
    assert found.correlation < -0.95
    assert "rise as the other falls" in found.reason


def test_independent_series_are_called_moving_no_more_often_than_stated():
    """At p <= 0.05 about one in twenty pairs; waves, which a textbook test would call significant."""

    def wave(seed: int) -> list[int]:
        rng, level, counts = random.Random(seed), 0.0, []
        for _ in range(110):
            level = 0.7 * level + rng.gauss(0, 1)
            counts.append(max(0, min(9, round(4.5 + 1.5 * level))))
        return counts

    alarms = sum(movement(points(wave(s)), points(wave(s + 1000)), ("A", "B")).p_value <= 0.05 for s in range(100))
    assert alarms <= 11  # 99th percentile of a binomial with n = 100, p = 0.05


def test_a_short_archive_has_no_lead_or_lag():
    assert [reach(days) for days in (20, 59, 60, 100, 220, 3650)] == [0, 0, 1, 2, 5, 5]
    assert movement(points(noise(5, 43)), points(noise(6, 43)), ("A", "B")).lag == 0


@pytest.mark.parametrize(("days", "each"), [(19, 9), (90, 0)])
def test_too_few_is_said_instead_of_a_number(days, each):
    found = movement(points([each] * days), points(noise(3, days)), ("A", "B"))
    assert (found.correlation, found.lag, found.p_value) == (None, None, None)
    assert found.reason.startswith("too few")


def test_a_constant_series_moves_with_nothing():
    found = movement(points([5] * 60), points(noise(4, 60)), ("A", "B"))
    assert found.p_value == 1.0
