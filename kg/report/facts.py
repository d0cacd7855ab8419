"""What is said to be so: statements between entities as histories, on both axes of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.report.entities import lookup
from kg.store.reader import Reader

__all__ = ["Statement", "statements"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Who does what to whom: rumoured, reported, announced or denied over days is one history."""

    subject_id: str
    subject: str
    predicate: str
    object_id: str
    object: str
    first_day: date
    last_day: date
    event_day: date | None
    modality: str
    """The latest word."""
    story_count: int
    origins: int
    """First sources: outlets that quote another one do not count."""
    history: tuple[dict[str, Any], ...]

    @property
    def reason(self) -> str:
        """The history in one sentence."""
        words = ", ".join(f"{said['modality']} {said['day']}" for said in self.history)
        return f"{words}; {self.origins} first source{'s' if self.origins != 1 else ''}"


def statements(
    reader: Reader,
    name: str | None = None,
    *,
    as_of: date | None = None,
    true_on: date | None = None,
    modality: str | None = None,
    limit: int = 50,
) -> list[Statement]:
    """Statements, the latest first; of one entity where `name` is given. Raises NotFound for an unknown name.

    `as_of` leaves out what was reported later, `true_on` what happened later (as far as that was stated).
    """
    id_ = lookup(reader, name) if name else None
    rows = reader.dicts(
        "select * from statements($as_of::date, $true_on::date) "
        "where ($id is null or $id in (subject_id, object_id)) and ($modality is null or modality = $modality) "
        "limit $limit",
        {"as_of": as_of, "true_on": true_on, "id": id_, "modality": modality, "limit": limit},
    )
    return [Statement(**{**row, "history": tuple(row["history"])}) for row in rows]
