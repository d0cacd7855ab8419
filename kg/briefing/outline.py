"""The post as sections: each heading with the blocks below it, up to the next heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby, islice, pairwise, takewhile

from kg.briefing.blocks import Block
from kg.briefing.headline import Headline, read_headline
from kg.briefing.inline import bold_spans, first_colon, key, links, strip_span
from kg.briefing.labels import label_kind, segments
from kg.briefing.marks import boxed
from kg.briefing.noise import noise_reason
from kg.briefing.outlets import trailing_parenthesis
from kg.briefing.template import Words

__all__ = [
    "BOLD_LEVEL",
    "Section",
    "bold_head",
    "heading_role",
    "headlines",
    "is_bold_line",
    "outline",
    "split_head",
    "story_head",
]

_WEAK_NAME = 4  # letters; a shorter weak word (`总结`) opens sentences
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
    parts: tuple[str, ...] = ()
    """The same of each half of a heading in two languages (`Trends / 趋势`)."""
    blocks: list[Block] = field(default_factory=list)
    role: str = ""
    reason: str = ""


def headlines(text: str, blocks: list[Block]) -> dict[int, Headline]:
    """Headings read as headlines, by their start."""
    return {
        b.start: read_headline(text, b.start, b.end, outlets=False) for b in blocks if b.kind == "heading"
    }


_FEW = 3  # headings, from which on lines in bold are none
_STATEMENTS = frozenset({"trend", "watch"})


def outline(text: str, blocks: list[Block], heads: dict[int, Headline], words: Words) -> list[Section]:
    """Sections in order; where headings are missing, bold lines and known words alone on a line serve.

    Below the last heading a line that says `今日小结：` leads what closes the post, whatever headings there are.
    """
    few = len(heads) < _FEW
    last = max(heads, default=-1)
    sections = [Section(None, 0, None, "")]
    for position, block in enumerate(blocks):
        promote = (
            few or _over_titles(text, blocks, position, words) or (block.start > last and _closes(text, block, words))
        )
        if block.kind == "heading":
            sections.append(_section(text, block, block.level, heads[block.start]))
        elif promote and (cut := _leads_statements(text, block, words)):
            head = read_headline(text, block.start, cut, outlets=False)
            body = strip_span(text, cut, block.end, " \t:：*_")[0]
            sections.append(_section(text, block._replace(end=cut), BOLD_LEVEL, head))
            sections[-1].blocks.append(block._replace(start=body, number=None, leads=False))
        elif promote and (led := _serves_as_heading(text, block, words)):
            first, rest = split_head(text, block, led)
            head = read_headline(text, first.start, first.end, outlets=False)
            sections.append(_section(text, first, BOLD_LEVEL, head))
            sections[-1].blocks.extend([rest] if rest else [])
        else:
            sections[-1].blocks.append(block)
    for number, title in pairwise(sections):
        _numbered_above(number, title)
    return sections


def _numbered_above(number: Section, title: Section) -> None:
    """`**01**` alone above a title of the same level is its number."""
    if title.head is None or number.blocks or not number.name.isdecimal() or len(number.name) > 3:
        return
    if number.level == title.level and not title.name.isdecimal():
        number.role, number.reason = "noise", "the number of the title below"
        title.head = replace(title.head, number=int(number.name))


_HALVES = re.compile(r" ?[/／|｜·•] ?| [-–—] ")
_NOT_LATIN = re.compile(r"[^\x00-\x7f]+")


def _section(text: str, block: Block, level: int, head: Headline) -> Section:
    words = text[head.start : head.end]
    return Section(block, level, head, key(words), _halves(words) if head.number is None and len(words) < 40 else ())


def _halves(words: str) -> tuple[str, ...]:
    halves = _HALVES.split(words)
    if len(halves) == 1 and not words.isascii():
        halves = [_NOT_LATIN.sub(" ", words), "".join(_NOT_LATIN.findall(words))]
    names = tuple(key(half) for half in halves)
    return names if len(names) > 1 and all(names) else ()


def is_bold_line(text: str, block: Block) -> bool:
    """A paragraph of one line that is bold as a whole (emoji and a number may stand before)."""
    return bold_head(text, block) == block.end


def bold_head(text: str, block: Block) -> int | None:
    """End of a paragraph's first line where that line is bold as a whole, None where it is not."""
    if block.kind != "para" or block.depth or block.quoted:
        return None
    if text.find("**", block.start, block.start + 200) < 0 and text.find("__", block.start, block.start + 200) < 0:
        return None
    newline = text.find("\n", block.start, block.end)
    end = block.end if newline < 0 else strip_span(text, block.start, newline)[1]
    if end - block.start > 200:
        return None
    spans = bold_spans(text, block.start, end)
    if len(spans) != 1 or not any(ch.isalnum() for ch in text[spans[0][0] : spans[0][1]]):
        return None
    before, after = text[block.start : spans[0][0] - 2], _without_source(text, spans[0][1] + 2, end)
    whole = (
        not any(ch.isalpha() for ch in before)
        and not any(ch.isalnum() for ch in after)
        and ":" not in after
        and "：" not in after
    )
    return end if whole else None


def _without_source(text: str, start: int, end: int) -> str:
    """What stands behind a title in bold but for a closing link or a parenthesis: `**题** — [Reuters](…)`."""
    closing = [link for link in links(text, start, end) if link.end == end]
    if closing:
        return text[start : closing[0].start]
    if place := trailing_parenthesis(text, start - 1, end):
        return text[start : place[0]]
    return text[start:end]


def story_head(text: str, block: Block, words: Words) -> bool:
    """Whether a paragraph opens with a line in bold that is no label: the title of a story below a group."""
    end = bold_head(text, block)
    if end is None:
        return False
    low, high = bold_spans(text, block.start, end)[0]
    return label_kind(text[low:high].rstrip(" :："), words) is None


_TITLES = 2  # titled items, from which on a list below a line in bold is a list of stories


def _over_titles(text: str, blocks: list[Block], position: int, words: Words) -> bool:
    """Whether a line in bold stands over a list of titles in bold, each with labelled bullets of its own below it.

    Such a line names the list, however many headings the post has elsewhere.
    """
    if not is_bold_line(text, blocks[position]):
        return False
    titled = 0
    listed = takewhile(lambda block: block.depth, islice(blocks, position + 1, None))
    for _, parts in groupby(listed, key=lambda block: block.item):
        first, *below = parts
        spans = bold_spans(text, first.start, first.end) if text.startswith("**", first.start) else ()
        if not spans or label_kind(text[spans[0][0] : spans[0][1]].rstrip(" :："), words) is not None:
            return False
        if not any(piece.kind for block in below for piece in segments(text, block.start, block.end, words)):
            return False
        titled += 1
    return titled >= _TITLES


def split_head(text: str, block: Block, end: int) -> tuple[Block, Block | None]:
    """A paragraph as its first line, which ends at `end`, and the rest of it."""
    start = strip_span(text, end, block.end)[0]
    if start >= block.end:
        return block, None
    return block._replace(end=end), block._replace(start=start, line=block.line + 1, number=None, leads=False)


def _is_statement_word(name: str, words: Words) -> bool:
    """Whether a word heads trends or watched questions; a weak one (`今日小结`) where it is no label too."""
    role = words.headings.get(name)
    return role in _STATEMENTS or (role == "trend_weak" and len(name) >= _WEAK_NAME and name not in words.labels)


def _closes(text: str, block: Block, words: Words) -> bool:
    """Whether a paragraph or box opens with such a word that is no label of a story's own passage."""
    if block.kind != "para" or block.quoted or block.depth > 1:
        return False
    low = strip_span(text, block.start, block.end, " \t*_【[")[0]
    stops = [p for p in (text.find(mark, low, min(block.end, low + 24)) for mark in ":：】*\n") if p > 0]
    name = key(text[low : min(stops, default=min(block.end, low + 24))])
    return name not in words.labels and _is_statement_word(name, words)


def _leads_statements(text: str, block: Block, words: Words) -> int | None:
    """End of `明日关注` where a paragraph of a post without headings opens with it and a colon."""
    if block.kind != "para" or block.quoted or block.depth > 1 or (block.depth and text[block.start] != "【"):
        return None
    if close := boxed(text, block.start, block.end):
        at = close
    else:
        at = first_colon(text, block.start, min(block.end, block.start + 24))
    if at < 0 or not _is_statement_word(key(text[block.start : at]), words):
        return None
    return at if any(ch.isalnum() for ch in text[at : min(block.end, at + 200)]) else None


def _serves_as_heading(text: str, block: Block, words: Words) -> int | None:
    """End of the line that serves as a heading, None where the block has none."""
    if (end := bold_head(text, block)) is not None:
        low, high = bold_spans(text, block.start, end)[0]
        inside = text[low:high].rstrip(" :：")
        serves = label_kind(inside, words) is None or words.headings.get(key(inside)) in _STATEMENTS
        return end if serves else None
    if block.kind != "para" or block.depth or block.quoted or block.end - block.start > 30:
        return None
    low, high = strip_span(text, block.start, block.end, " \t:：【】[]")
    name = key(text[low:high])
    role = words.headings.get(name)
    listed = role in {"other", "brief", "overview"} and name not in words.labels
    known = listed or role == "watch_weak" or _is_statement_word(name, words)
    return block.end if known and not noise_reason(text, block) else None


def heading_role(section: Section, words: Words) -> str:
    """Role by vocabulary, "" for none; a numbered heading must match a word exactly."""
    name = section.name
    if not name:
        return ""
    exact = words.headings.get(name)
    if exact:
        return exact
    numbered = section.head is not None and section.head.number is not None
    if numbered:
        return ""
    if said := {words.headings.get(part, "") for part in section.parts}:
        role = said.pop()
        if role and not said:  # both halves say the same
            return role
    if len(name) > 24:
        return ""
    for word, role in words.contains:
        if (
            word in name
            and len(name) <= len(word) + 10
            and not any(bad in name for bad in words.refuse.get(role, ()))
        ):
            return role
    return ""
