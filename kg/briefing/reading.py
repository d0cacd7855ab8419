"""What is collected while a post is read: passages, stories, statements, and marks for `explain`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kg.briefing.blocks import Block, LineIndex
from kg.briefing.template import Template
from kg.model import Issue, Kind, Passage, Story, TrendStatement, WatchStatement

__all__ = ["Mark", "Reading"]


class Mark(NamedTuple):
    """What a stretch of the file was read as."""

    start: int
    end: int
    what: str
    note: str = ""


@dataclass(slots=True)
class Reading:
    """The state of one parse. Everything in it is in file order unless said otherwise."""

    text: str
    path: str
    template: Template
    index: LineIndex
    stories: list[Story] = field(default_factory=list)
    trends: list[TrendStatement] = field(default_factory=list)
    watch: list[WatchStatement] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    positions: dict[str, int] = field(default_factory=dict)
    """Normalised headline -> position (from 1) of the story."""

    def passage(self, kind: Kind, start: int, end: int, label: str | None = None) -> Passage:
        """A passage of the file, marked for `explain`."""
        self.mark(start, end, kind, label or "")
        return Passage(kind, self.text[start:end], start, end, label)

    def mark(self, start: int, end: int, what: str, note: str = "") -> None:
        self.marks.append(Mark(start, end, what, note))

    def skip(self, block: Block, why: str) -> None:
        """A block that is no text of the author's news: kept out, and said so by `explain`."""
        self.mark(block.start, block.end, "noise", why)

    def mark_label(self, block: Block, label: str) -> None:
        """A label with nothing behind it: what it names stands below, or was not written."""
        at = self.text.find(label, block.start, block.end)
        start, end = (at, at + len(label)) if at >= 0 else (block.start, block.end)  # a tag may stand in it
        self.mark(start, end, "label", "its text stands below")

    def issue(self, offset: int, severity: str, message: str) -> None:
        self.issues.append(
            Issue(self.path, self.index.line_of(offset), severity, message)  # type: ignore[arg-type]
        )
