"""The post as sections: each heading with the blocks below it, up to the next heading."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.briefing.blocks import Block
from kg.briefing.headline import Headline, read_headline
from kg.briefing.inline import bold_spans, key, strip_span
from kg.briefing.labels import label_kind
from kg.briefing.template import Words

__all__ = ["BOLD_LEVEL", "Section", "heading_role", "headlines", "is_bold_line", "outline"]

BOLD_LEVEL = 7
"""Level of a bold line that serves as a heading: below every real one."""


@dataclass(slots=True)
class Section:
    """A heading (None above the first one) and its own blocks. `role` is set by `roles.assign`."""

    heading: Block | None
    level: int
    head: Headline | None
    name: str
    """Normalised words of the heading."""
    blocks: list[Block] = field(default_factory=list)
    role: str = ""
    reason: str = ""


def headlines(text: str, blocks: list[Block]) -> dict[int, Headline]:
    """Headings read as headlines, by their start."""
    return {
        b.start: read_headline(text, b.start, b.end, outlets=False) for b in blocks if b.kind == "heading"
    }


def outline(text: str, blocks: list[Block], heads: dict[int, Headline], words: Words) -> list[Section]:
    """Sections in order; where headings are missing, bold lines and known words alone on a line serve."""
    promote = len(heads) < 3
    sections = [Section(None, 0, None, "")]
    for block in blocks:
        if block.kind == "heading":
            sections.append(_section(text, block, block.level, heads[block.start]))
        elif promote and _serves_as_heading(text, block, words):
            head = read_headline(text, block.start, block.end, outlets=False)
            sections.append(_section(text, block, BOLD_LEVEL, head))
        else:
            sections[-1].blocks.append(block)
    return sections


def _section(text: str, block: Block, level: int, head: Headline) -> Section:
    return Section(block, level, head, key(text[head.start : head.end]))


def is_bold_line(text: str, block: Block) -> bool:
    """A paragraph of one line that is bold as a whole (emoji and a number may stand before)."""
    if block.kind != "para" or block.depth or block.quoted or block.end - block.start > 200:
        return False
    if "\n" in text[block.start : block.end]:
        return False
    spans = bold_spans(text, block.start, block.end)
    if len(spans) != 1:
        return False
    before, after = text[block.start : spans[0][0] - 2], text[spans[0][1] + 2 : block.end]
    return (
        not any(ch.isalpha() for ch in before)
        and not any(ch.isalnum() for ch in after)
        and ":" not in after
        and "：" not in after
    )


def _serves_as_heading(text: str, block: Block, words: Words) -> bool:
    if is_bold_line(text, block):
        start, end = bold_spans(text, block.start, block.end)[0]
        inside = text[start:end].rstrip(" :：")
        return label_kind(inside, words) is None or words.headings.get(key(inside)) in {"trend", "watch"}
    if block.kind != "para" or block.depth or block.quoted or block.end - block.start > 30:
        return False
    start, end = strip_span(text, block.start, block.end, " \t:：【】[]")
    return words.headings.get(key(text[start:end])) in {"trend", "watch", "other", "overview"}


def heading_role(section: Section, words: Words) -> str:
    """Role by vocabulary, "" for none; a numbered heading must match a word exactly."""
    name = section.name
    if not name:
        return ""
    exact = words.headings.get(name)
    if exact:
        return exact
    numbered = section.head is not None and section.head.number is not None
    if numbered or len(name) > 24:
        return ""
    for word, role in words.contains:
        if (
            word in name
            and len(name) <= len(word) + 10
            and not any(bad in name for bad in words.refuse.get(role, ()))
        ):
            return role
    return ""
