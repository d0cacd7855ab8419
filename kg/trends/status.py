"""Life cycle of a trend from the days on which it was stated: new, rising, steady, fading, dormant, returned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.model import TrendStatus
from kg.wording import counted

__all__ = ["status"]

# Spans in days. A fortnight of dailies is the unit in which authors restate a trend: in the sample
# archive half of all restatements come within 9 days and four of five within 21.
RECENT = 14
NEW = 7
SILENT = 21


def status(days: Sequence[date], today: date) -> tuple[TrendStatus, str]:
    """(status, why) as of `today`; `days` are the distinct days of statement, in order, none after today."""
    silence = (today - days[-1]).days
    if silence >= SILENT:
        return "dormant", f"last stated on {days[-1]}, {silence} days ago"
    gap = (days[-1] - days[-2]).days if len(days) > 1 else 0
    if gap >= SILENT:
        return "returned", f"stated again on {days[-1]} after {gap} days"
    if (today - days[0]).days < NEW:
        return "new", f"first stated on {days[0]}"
    if len(days) == 1 and silence < RECENT:
        return "new", f"stated once, on {days[0]}"  # nothing yet to be steady or fading against
    lately = sum((today - day).days < RECENT for day in days)
    before = sum(RECENT <= (today - day).days < 2 * RECENT for day in days)
    compared = f"stated on {counted(lately, 'day', 'days')} of the last {RECENT}, {before} of the {RECENT} before"
    if lately > before and lately > 1:
        return "rising", compared
    if lately < before or silence >= RECENT:
        return "fading", compared
    return "steady", compared
