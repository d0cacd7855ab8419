"""What trends and watch items are computed from: statements and stories with what level 1 found in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.model import Fate

__all__ = ["Asked", "Past", "Statement", "StoryInput"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A trend mention or a watch mention. `name` is the short form of a trend, empty for a watch mention."""

    id: str
    day: date
    n: int
    text: str
    name: str = ""
    entities: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    """The entities with their makers and families: Codex speaks of OpenAI."""
    themes: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    by_day: date | None = None
    by_text: str | None = None

    @property
    def order(self) -> tuple[date, int, str]:
        """First come, first served: statements of one day in their printed order."""
        return self.day, self.n, self.id


@dataclass(frozen=True, slots=True)
class StoryInput:
    """A story; `passages` are (passage_id, kind, text in normal form without marks), the headline first."""

    story_id: str
    day: date
    position: int
    passages: tuple[tuple[str, str, str], ...]
    entities: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    in_headline: frozenset[str] = frozenset()
    """Entities of the headline."""
    themes: tuple[str, ...] = ()
    repeat: bool = False
    """Whether an earlier day told it already."""

    def text(self, *kinds: str) -> str:
        """Passages of these kinds (all where none is named), one a line."""
        return "\n".join(text for _, kind, text in self.passages if not kinds or kind in kinds)


@dataclass(frozen=True, slots=True)
class Past:
    """What days before the first changed one say of a trend: the name it began with, days on which it was stated."""

    name: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What days before the first changed one say of a watch item."""

    text: str
    """As first asked."""
    first_day: date
    last_day: date
    times: int
    by_day: date | None
    fate: Fate
    """After the last post before that day."""
    reason: str
    evidence: int
    """Pieces that the machine found, those that a person rejected among them."""
    counted: int
    """Those without."""
    first_evidence: date | None
    last_evidence: date | None
