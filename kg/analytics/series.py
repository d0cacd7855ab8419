"""Series over days: counts with their volume, by day, week or month; a missing day is missing, not zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

__all__ = ["Grain", "Point", "grouped", "indexed", "with_gaps"]

Grain = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Point:
    """`count` of `volume` stories in the period that begins on `day`."""

    day: date
    count: int
    volume: int

    @property
    def share(self) -> float:
        """Count over volume; 0 where the period has no story."""
        return self.count / self.volume if self.volume else 0.0


def begin(day: date, grain: Grain) -> date:
    """First day of the period that holds `day`; weeks begin on Monday."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain == "month" else day


def grouped(points: Iterable[Point], grain: Grain) -> list[Point]:
    """Points summed by period, in order. Periods without a briefing do not appear."""
    sums: dict[date, tuple[int, int]] = {}
    for point in points:
        key = begin(point.day, grain)
        count, volume = sums.get(key, (0, 0))
        sums[key] = count + point.count, volume + point.volume
    return [Point(day, *pair) for day, pair in sorted(sums.items())]


def indexed(values: Sequence[float]) -> list[float]:
    """Values as 0-100 of their own maximum; all zero where the maximum is."""
    top = max(values, default=0.0)
    return [100 * value / top if top else 0.0 for value in values]


def with_gaps(points: Sequence[Point]) -> list[tuple[date, Point | None]]:
    """Every calendar day from the first to the last point; None where there is no briefing."""
    if not points:
        return []
    known = {point.day: point for point in points}
    span = (points[-1].day - points[0].day).days
    days = (points[0].day + timedelta(days=offset) for offset in range(span + 1))
    return [(day, known.get(day)) for day in days]
