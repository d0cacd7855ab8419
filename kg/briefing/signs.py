"""Headings that authors draw without Markdown: `▍半導體`, `■ 標題（中央社）` above text, callouts of one kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.briefing.blocks import Block
from kg.briefing.inline import key, strip_span
from kg.briefing.marks import boxed, ordinal

__all__ = ["drawn_headings"]

_SIGNS = frozenset("▍▌▎▋▊█┃■□◆◇▶►★☆◎※◉❖✦✪●🔹🔸⬛⬜🟥🟦🟩🟨🟧🟪🔴🔵🟢🟡🔶🔷")
_TITLE = 80  # characters; what is longer is no title
_LEVELS = (5, 6)
"""Of the first sign in the post and of every other: the first one groups."""
_FEW = 3  # real headings, from which on signs only adorn
_GROUP_NAME = 8  # letters; a longer heading is a headline
_CALLOUT = re.compile(r"\[!([\w-]{1,30})\][+-]?[ \t]*")
_CALLOUT_TITLE = 6  # letters; `> [!tip] 点评` is a label
_CALLOUT_LEVEL = 6
# Obsidian's own kinds (help.obsidian.md/callouts); another kind is the author's, made for what it holds.
_ASIDES = frozenset({
    "note", "abstract", "summary", "tldr", "info", "todo", "tip", "hint", "important", "success", "check", "done",
    "question", "help", "faq", "warning", "caution", "attention", "failure", "fail", "missing", "danger", "error",
    "bug", "example", "quote", "cite",
})  # fmt: skip


def drawn_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with drawn headings as headings. Offsets stay: a sign is left out as Markdown's own is."""
    titles = _callouts(text, blocks)
    few = sum(1 for block in blocks if block.kind == "heading") < _FEW
    titles = {**titles, **_signed(text, blocks, range(len(blocks)) if few else _below_groups(text, blocks))}
    return [piece for at, block in enumerate(blocks) for piece in _split(text, block, titles.get(at))]


Title = tuple[int, int, int]
"""Start and end of a heading's words in the block, and its level."""


def _split(text: str, block: Block, title: Title | None) -> Iterator[Block]:
    if title is None:
        yield block
        return
    start, end, level = title
    yield Block("heading", start, end, block.line, level=level)
    behind = end + text.startswith("】", end, block.end)  # the box around the words
    rest = strip_span(text, behind, block.end, " \t\r\n\u3000\xa0>")[0]
    if rest < block.end:
        yield block._replace(start=rest, line=block.line + text.count("\n", block.start, rest))


def _first_line(text: str, block: Block) -> int:
    newline = text.find("\n", block.start, block.end)
    return block.end if newline < 0 else strip_span(text, block.start, newline)[1]


def _below_groups(text: str, blocks: Sequence[Block]) -> list[int]:
    """Where blocks stand below a heading as short as the name of a group which opens with a marked line."""
    out: list[int] = []
    group = opens = False
    for at, block in enumerate(blocks):
        if block.kind == "heading":
            group, opens = len(key(text[block.start : block.end])) <= _GROUP_NAME, False
        elif group and block.kind == "para":
            group, opens = False, _is_plain(block) and bool(_sign(text, block))
        if opens:
            out.append(at)
    return out


def _is_plain(block: Block) -> bool:
    return block.kind == "para" and not block.depth and not block.quoted


def _signed(text: str, blocks: Sequence[Block], places: Iterable[int]) -> Mapping[int, Title]:
    """First lines of paragraphs that begin with a sign which begins others too and has text below it."""
    found: dict[str, list[int]] = defaultdict(list)
    for at in places:
        if _is_plain(blocks[at]) and (sign := _sign(text, blocks[at])):
            found[sign].append(at)
    signs = [sign for sign, places in found.items() if _heads(text, blocks, places)]
    out: dict[int, Title] = {}
    for order, sign in enumerate(signs):
        for at in found[sign]:
            block = blocks[at]
            end = _first_line(text, block)
            start = block.start
            if sign == _BOX:
                start, end = start + 1, end - 1
            elif sign != _ORDINAL:  # a number in characters is the headline's own
                start = strip_span(text, start + 1, end, " \t\u3000\ufe0f|｜")[0]
            if start < end:
                out[at] = (start, end, _LEVELS[min(order, 1)])
    return out


_ORDINAL, _BOX = "一", "【"


def _sign(text: str, block: Block) -> str:
    """What a paragraph's first line is marked with: a sign, a number in characters, a box around it; else ""."""
    first = text[block.start]
    if first in _SIGNS:
        return first
    if first == _BOX:
        end = _first_line(text, block)
        return _BOX if boxed(text, block.start, end) == end else ""
    return _ORDINAL if ordinal(text, block.start, block.end) else ""


def _heads(text: str, blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """Two short lines or more of which most have text below them; in a row, and no label that repeats."""
    sign = _sign(text, blocks[places[0]])
    counted = [found[0] for at in places if (found := ordinal(text, blocks[at].start, blocks[at].end))]
    if sign == _ORDINAL and not (counted[0] == 1 and all(b in (1, a + 1) for a, b in pairwise(counted))):
        return False
    if sign == _BOX and len({text[blocks[at].start : _first_line(text, blocks[at])] for at in places}) < len(places):
        return False
    marked = set(places)
    lines = [_first_line(text, blocks[at]) for at in places]
    short = all(end - blocks[at].start <= _TITLE for at, end in zip(places, lines, strict=True))
    below = sum(
        1
        for at, end in zip(places, lines, strict=True)
        if end < blocks[at].end or (at + 1 < len(blocks) and at + 1 not in marked)
    )
    return len(places) >= 2 and short and 3 * below >= 2 * len(places)


def _callouts(text: str, blocks: Sequence[Block]) -> Mapping[int, Title]:
    """Titles of callouts of the author's own kind (`> [!news] 标题`), or where several have titles of their own."""
    found: dict[str, dict[int, Title]] = defaultdict(dict)
    for at, block in enumerate(blocks):
        mark = _CALLOUT.match(text, block.start, block.end) if block.quoted and text[block.start] == "[" else None
        if mark and not block.depth and mark.end() < (end := _first_line(text, block)):
            found[mark[1].lower()][at] = (mark.end(), end, _CALLOUT_LEVEL)
    out: dict[int, Title] = {}
    for kind, titles in found.items():
        names = {key(text[start:end]) for start, end, _ in titles.values()}
        several = len(names) == len(titles) >= (2 if kind in _ASIDES else 1)
        if several and min(map(len, names)) >= _CALLOUT_TITLE:
            out.update(titles)
    return out
