"""What `kg.trends.identify` returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.cluster import Doubt
from kg.model import ProposalRow, TrendDayRow, TrendEvidenceRow, TrendRow

__all__ = ["TrendResult"]


@dataclass(frozen=True)
class TrendResult:
    """`assigned` maps every trend mention to (trend_id, why); the rows are complete, not only the new ones."""

    assigned: Mapping[str, tuple[str, str]]
    trends: tuple[TrendRow, ...]
    days: tuple[TrendDayRow, ...]
    evidence: tuple[TrendEvidenceRow, ...]
    proposals: tuple[ProposalRow, ...]
    doubts: tuple[Doubt, ...]
