"""What extraction takes and returns: plain values that do not change. Offsets are relative to the unit's text.

Of what there are thousands of is a named tuple, which is made four times as fast as a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

UnitKind = Literal["headline", "fact", "why", "impact", "advice", "trend", "watch", "note", "other"]
EntityType = Literal["ORG", "PERSON", "PLACE", "MODEL", "PRODUCT", "WORK", "EVENT"]
Modality = Literal["announced", "reported", "rumoured", "denied", "opinion"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One passage of text with its place in a briefing; Markdown marks may stand in it."""

    kind: UnitKind
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """What is read together: a story (headline first, then its passages), a trend, a watch item, a note."""

    day: date
    units: tuple[Unit, ...]
    outlets: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    """Texts that a reader has in mind with it: for a line about the day, the day's stories."""


class Mention(NamedTuple):
    """A name at offsets in unit number `unit`: ``surface == units[unit].text[start:end]``."""

    unit: int
    start: int
    end: int
    surface: str
    key: str
    """Gazetteer id, minted model id (`gpt-5.4-mini`), or `name:<normalised surface>`."""
    name: str
    """Canonical name (for unknown names the surface, normalised)."""
    type: EntityType
    rule: str
    confidence: float
    family: str | None = None
    """Entity id of the family for a minted version (`gpt`)."""


class Amount(NamedTuple):
    unit: int
    start: int
    end: int
    surface: str
    value: float
    value_high: float | None
    measure: str
    """ISO currency, '%', or the unit as printed."""
    approx: bool
    role: str | None
    owner: str | None
    """Key of the entity it belongs to, where stated."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A fact between two mentions' keys, stated in unit number `unit`."""

    unit: int
    subject: str
    predicate: str
    object: str
    modality: Modality
    event_day: date | None
    cue: str
    confidence: float


class Theme(NamedTuple):
    theme_id: str
    score: float
    """0 to 1."""
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything extraction says of one `Item`; tuples in order of appearance, themes best first."""

    mentions: tuple[Mention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    relations: tuple[Relation, ...] = ()
    themes: tuple[Theme, ...] = ()
    modality: Modality = "announced"
    modality_cue: str | None = None
    event_day: date | None = None
