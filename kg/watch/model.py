"""What `kg.watch.ledger.follow` returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.cluster import Doubt
from kg.model import EvidenceRow, FateEventRow, ProposalRow, WatchRow

__all__ = ["WatchResult"]


@dataclass(frozen=True)
class WatchResult:
    """`items` and `proposals` are complete; the others are of the days that were computed.

    `assigned` maps watch mentions to (watch_id, why), a doubt comes with the day of its later statement.
    """

    assigned: Mapping[str, tuple[str, str]]
    items: tuple[WatchRow, ...]
    evidence: tuple[EvidenceRow, ...]
    fates: tuple[FateEventRow, ...]
    proposals: tuple[ProposalRow, ...]
    doubts: tuple[tuple[Doubt, date], ...]
