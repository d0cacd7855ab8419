"""What `kg.trends.identify` returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.cluster import Doubt
from kg.model import ProposalRow, TrendDayRow, TrendEvidenceRow, TrendRow

__all__ = ["TrendResult"]


@dataclass(frozen=True)
class TrendResult:
    """`trends` and `proposals` are complete; the others are of the days that were computed.

    `assigned` maps trend mentions to (trend_id, why), a doubt comes with the day of its later statement.
    """

    assigned: Mapping[str, tuple[str, str]]
    trends: tuple[TrendRow, ...]
    days: tuple[TrendDayRow, ...]
    evidence: tuple[TrendEvidenceRow, ...]
    proposals: tuple[ProposalRow, ...]
    doubts: tuple[tuple[Doubt, date], ...]
