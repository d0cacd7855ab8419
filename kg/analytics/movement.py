"""Whether two series move together, and whether one goes ahead: said only where the numbers allow it.

Rank correlation (Spearman 1904) of daily shares. Series of news are correlated with themselves, so a
textbook p-value would be too small; the null model is the same pair with one series turned round in time
(circular shifts, as in Theiler et al., Testing for nonlinearity in time series, 1992): it keeps both
series as they are and breaks only what they have to do with each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.analytics.series import Point
from kg.wording import counted

__all__ = ["MIN_DAYS", "MIN_STORIES", "Movement", "movement"]

LEVEL = 0.05
MIN_DAYS = 20
"""With fewer there are fewer turns than 1 / LEVEL, and nothing could be told from chance."""
MIN_STORIES = 10
"""Stories that each series must have: with fewer, most days are ties at zero."""
MAX_LAG = 5
"""Briefings by which one series may go ahead of the other; fewer in a short archive, see `reach`."""


@dataclass(frozen=True, slots=True)
class Movement:
    """How two series move together. All numbers are None where there is too little; `reason` says so."""

    correlation: float | None
    lag: int | None
    """Briefings by which the first goes ahead (negative: the second does); 0 is the same day."""
    p_value: float | None
    reason: str


def movement(first: Sequence[Point], second: Sequence[Point], names: tuple[str, str]) -> Movement:
    """Strongest rank correlation within the lags that the support allows, with its chance under turned series.

    Both series have a point for the same days, in order.
    """
    days, fewest = len(first), min(sum(p.count for p in first), sum(p.count for p in second))
    if days < MIN_DAYS or fewest < MIN_STORIES:
        return Movement(
            None, None, None,
            f"too few: {days} days and {counted(fewest, 'story', 'stories')} of the rarer one, "
            f"{MIN_DAYS} and {MIN_STORIES} are needed",
        )  # fmt: skip
    turned, lags = correlations(first, second), reach(days)
    window = range(-lags, lags + 1)
    lag = max(window, key=lambda n: (abs(turned[n]), -abs(n)))
    value = float(turned[lag])
    strongest = [max(abs(turned[(turn + n) % days]) for n in window) for turn in range(days)]
    p_value = sum(other >= abs(value) for other in strongest) / days
    return Movement(round(value, 3), lag, round(p_value, 3), _said(value, lag, p_value, names))


def reach(days: int) -> int:
    """Lags that can be looked at: 2 lags + 1 of `days` turns hold the strongest one by chance alone.

    No lead or lag can be told under 60 days; MAX_LAG needs 220.
    """
    return max(0, min(MAX_LAG, int((LEVEL * days - 1) // 2)))


def correlations(first: Sequence[Point], second: Sequence[Point]) -> np.ndarray:
    """Rank correlation for every turn: entry s pairs day t of the first with day t + s of the second."""
    a, b = (_standard(series) for series in (first, second))
    return np.array([float(a @ np.roll(b, -turn)) for turn in range(len(a))])


def _standard(series: Sequence[Point]) -> np.ndarray:
    from scipy.stats import rankdata  # half a second, which every other question would wait for too

    ranks = rankdata([p.share for p in series])
    centred = ranks - ranks.mean()
    return np.asarray(centred / (np.sqrt(centred @ centred) or 1.0))


def _said(value: float, lag: int, p_value: float, names: tuple[str, str]) -> str:
    together = "rise and fall together" if value > 0 else "rise as the other falls"
    ahead = names[0] if lag > 0 else names[1]
    when = f", {ahead} {abs(lag)} briefings ahead" if lag else " on the same days"
    chance = f"rank correlation {value:.2f}, p = {p_value:.2g} against the same series turned in time"
    if p_value > LEVEL:
        return f"no common movement to speak of ({chance})"
    return f"{' and '.join(names)} {together}{when} ({chance})"
