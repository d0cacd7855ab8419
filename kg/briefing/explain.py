"""The post as it was read, line by line, so that a person sees in a minute why it reads as it does."""

from __future__ import annotations

from dataclasses import dataclass

from kg.briefing.parser import read

__all__ = ["OutlineLine", "explain"]


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One stretch of the file. `kind` is a passage kind, or title, section, source, overview, noise, template."""

    line: int
    start: int
    end: int
    kind: str
    text: str
    """The stretch itself, line breaks as they are."""
    note: str = ""
    """The label, or the reason for the kind."""


def explain(text: str, path: str, template: str | None = None) -> list[OutlineLine]:
    """Outline of a post in file order; the first line names the template and why it was chosen."""
    briefing, reading, sections = read(text, path, template)
    rows = [OutlineLine(1, 0, 0, "template", briefing.template, briefing.template_reason)]
    taken: set[tuple[int, int]] = set()
    for mark in reading.marks:
        if (mark.start, mark.end) not in taken:
            taken.add((mark.start, mark.end))
            rows.append(
                OutlineLine(
                    reading.index.line_of(mark.start),
                    mark.start,
                    mark.end,
                    mark.what,
                    text[mark.start : mark.end],
                    mark.note,
                )
            )
    for section in sections:
        if section.heading is not None and section.role != "story":
            start, end = section.heading.start, section.heading.end
            rows.append(
                OutlineLine(
                    section.heading.line,
                    start,
                    end,
                    section.role or "section",
                    text[start:end],
                    section.reason,
                )
            )
    return sorted(rows, key=lambda row: (row.start, row.end))
