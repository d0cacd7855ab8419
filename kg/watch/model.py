"""What `kg.watch.ledger.follow` returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.cluster import Doubt
from kg.model import EvidenceRow, FateEventRow, ProposalRow, WatchRow

__all__ = ["WatchResult"]


@dataclass(frozen=True)
class WatchResult:
    """`assigned` maps every watch mention to (watch_id, why); the rows are complete, not only the new ones."""

    assigned: Mapping[str, tuple[str, str]]
    items: tuple[WatchRow, ...]
    evidence: tuple[EvidenceRow, ...]
    fates: tuple[FateEventRow, ...]
    proposals: tuple[ProposalRow, ...]
    doubts: tuple[Doubt, ...]
