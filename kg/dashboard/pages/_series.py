"""Series as lines: count, share or index, by day, week or month; a day without a briefing is a gap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from kg.analytics.series import Grain, Point, grouped, indexed, with_gaps
from kg.dashboard import address
from kg.dashboard.i18n import t
from kg.report.entities import TOO_FEW

__all__ = ["GRAINS", "MEASURES", "frame", "grain_choice", "line", "too_few"]

GRAINS: tuple[Grain, ...] = ("day", "week", "month")
MEASURES = ("count", "share", "index")
MANY_DAYS = 120  # from here on a point a day is noise on the screen

Line = list[tuple[date, float | None]]


def grain_choice(days: int) -> Grain:
    """The grain of the address; weeks where there are many days."""
    found = address.choice(
        t("entities.grain"), "grain", GRAINS, default="week" if days > MANY_DAYS else "day", style="segments",
        words=lambda g: t(f"entities.grain.{g}"), hidden_label=True,
    )  # fmt: skip
    return next(grain for grain in GRAINS if grain == found)


def too_few(points: Sequence[Point]) -> bool:
    """True where a share would be noise."""
    return sum(point.count for point in points) < TOO_FEW


def line(points: Sequence[Point], grain: Grain, measure: str) -> Line:
    """(begin of the period, value); None on a calendar day without a briefing."""
    by_period = [(point.day, point) for point in grouped(points, grain)]
    spread = with_gaps(points) if grain == "day" else by_period
    if measure == "index":
        values = iter(indexed([p.share for _, p in spread if p]))
        return [(day, next(values) if p else None) for day, p in spread]
    return [
        (day, None if p is None else float(p.count) if measure == "count" else p.share) for day, p in spread
    ]


def frame(lines: dict[str, Line]) -> pd.DataFrame:
    """The lines as a table, one column a line."""
    days = sorted({day for points in lines.values() for day, _ in points})
    known = {name: dict(points) for name, points in lines.items()}
    rows = [(day.isoformat(), *(known[name].get(day) for name in lines)) for day in days]
    return pd.DataFrame(rows, columns=[t("filter.day"), *lines])
