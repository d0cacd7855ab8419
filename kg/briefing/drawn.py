"""Lists that authors draw without Markdown: `1、…`, `①…`, `▪️ …` at the starts of lines or paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.briefing.blocks import Block, LineIndex
from kg.briefing.inline import strip_span
from kg.briefing.marks import MARK_STARTS, boxed, counts_up, numbered, ordinal
from kg.briefing.outline import is_bold_line

__all__ = ["drawn_lists"]

_TIME = re.compile(r"(?:\*\*)?(?:[01]?\d|2[0-3])[:：][0-5]\d(?:\*\*)?[ \t\u3000|｜—–-]{1,5}")  # `**08:30** …`
_BULLETS = "•·●→➤◦‣∙"
_TIMES = 3  # paragraphs that open with a time or a box, from which on they are a list
_TITLE = 80  # characters; a longer first line is no title
_JOINERS = "\ufe0f\u200d\u20e3"  # parts of an emoji


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a paragraph; `text` is where its words begin behind the mark, None where it has no mark."""

    start: int
    end: int
    text: int | None = None
    number: int | None = None
    bold: bool = False
    timed: bool = False
    ordinal: bool = False
    """The number is in characters (`一、`): it may count groups of numbered lines."""
    symbol: str = ""
    """The sign of a bullet."""


def drawn_lists(text: str, blocks: Sequence[Block], index: LineIndex) -> list[Block]:
    """The blocks with drawn lists as list items. Offsets stay: a mark is left out as Markdown's own is."""
    serial = _Serial()
    out: list[Block] = []
    for block in blocks:
        several = _plain(block) and text.find("\n", block.start, block.end) >= 0
        lines = _lines(text, block) if several else []
        out.extend(_items(block, lines, index, serial) if _is_list(lines) else [block])
    return _joined(text, out, serial)


class _Serial:
    """Identities of drawn lists and items: negative, so that they never meet those of Markdown's lists."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last -= 1
        return self.last


def _plain(block: Block) -> bool:
    return block.kind == "para" and not block.depth


def _lines(text: str, block: Block) -> list[_Line]:
    out: list[_Line] = []
    position = block.start
    while position < block.end:
        newline = text.find("\n", position, block.end)
        stop = block.end if newline < 0 else newline
        start, end = strip_span(text, position, stop, " \t\r\u3000\xa0>")
        if start < end:
            out.append(_line(text, start, end))
        position = stop + 1
    if any(line.number is not None and not line.ordinal for line in out):
        return [replace(line, text=None, number=None) if line.ordinal else line for line in out]
    return out


def _line(text: str, start: int, end: int) -> _Line:
    if found := numbered(text, start, end):
        return _Line(start, end, found[1], found[0])
    if found := ordinal(text, start, end):
        return _Line(start, end, found[1], found[0], ordinal=True)
    if (match := _TIME.match(text, start, end)) and match.end() < end:
        return _Line(start, end, match.end(), timed=True)
    if (close := boxed(text, start, end)) and close < end:
        return _Line(start, end, start)
    at = start
    while at < end and (text[at] in _BULLETS or text[at] in _JOINERS or unicodedata.category(text[at]) == "So"):
        at += 1
    words = strip_span(text, at, end)[0]
    bold = text.startswith("**", words) and text.endswith("**", words, end)
    return _Line(start, end, words if start < at and words < end else None, bold=bold, symbol=text[start])


def _is_list(lines: Sequence[_Line]) -> bool:
    """Two marked lines or more: numbers that count up, or a symbol before each line but the first."""
    if len(lines) < 2:
        return False
    numbers = [line.number for line in lines if line.number is not None]
    if len(numbers) >= 2:
        first = next(at for at, line in enumerate(lines) if line.number is not None)
        return first <= 1 and counts_up(numbers)
    marked = [line.text is not None and line.number is None for line in lines]
    return all(marked[1:]) and (sum(marked) >= 2 or lines[0].bold)


def _has_title(lines: Sequence[_Line]) -> bool:
    """A first line with a sign of its own above bullets that all have another."""
    signs = {line.symbol for line in lines[1:]}
    return len(lines) > 2 and len(signs) == 1 and lines[0].symbol not in signs and lines[0].text is not None


def _items(block: Block, lines: Sequence[_Line], index: LineIndex, serial: _Serial) -> Iterator[Block]:
    """The line above the list as a block of its own, then one block for each item with its further lines."""
    counted = any(line.number is not None for line in lines)
    starts = [at for at, line in enumerate(lines) if (line.number if counted else line.text) is not None]
    if not counted and (lines[0].bold or _has_title(lines)):
        starts = starts[starts[0] == 0 :]  # `🔮 **后续关注**` above the list is its title
    if starts[0]:
        yield block._replace(end=lines[starts[0] - 1].end)
    list_id = serial.next()
    for at, following in zip(starts, [*starts[1:], len(lines)], strict=True):
        line = lines[at]
        yield Block(
            "para", line.text or line.start, lines[following - 1].end, index.line_of(line.start), depth=1,
            quoted=block.quoted, number=line.number, item=serial.next(), leads=True, list_id=list_id,
        )  # fmt: skip


def _joined(text: str, blocks: list[Block], serial: _Serial) -> list[Block]:
    """Numbered paragraphs that count up between two headings as items, with the paragraphs below them."""
    out: list[Block] = []
    counted = 0  # the last number of the parts above: `03 |` below the next heading goes on
    for part in _parts(blocks):
        if not any(_plain(block) and _may_count(text, block) for block in part):
            out.extend(part)
            continue
        runs = _runs(text, part, counted)
        counted = max((line.number or 0 for run in runs for _, line in run), default=counted)
        begin = 0
        for run, following in zip(runs, [*(run[0][0] for run in runs[1:]), len(part)][: len(runs)], strict=True):
            out.extend(_as_items(part[begin:following], [(at - begin, line) for at, line in run], serial))
            begin = following
        out.extend(part[begin:])
    return out


_Head = tuple[int, _Line]
"""Place of a block in its part, and its first line."""


def _runs(text: str, part: Sequence[Block], counted: int) -> list[list[_Head]]:
    """Paragraphs of a part that make lists: each run counts up, from one or from the number that was reached in
    the part above (`counted`), or has times or boxes at its starts.
    """
    lines = [(at, line) for at, block in enumerate(part) if (line := _numbered(text, block))]
    titles = _are_titles(part, [head for head in lines if head[1].ordinal])
    heads = [head for head in lines if not (titles and head[1].ordinal)]
    if not heads:
        first = [(at, line) for at, block in enumerate(part) if (line := _first_line(text, block))]
        timed = [head for head in first if head[1].timed]
        found = timed or ([] if titles else [head for head in first if _is_boxed(text, head[1])])
        return [found] if len(found) >= _TIMES else []
    runs: list[list[_Head]] = []
    for head in heads:
        if head[1].number == 1 or not runs or runs[-1][-1][1].ordinal != head[1].ordinal:
            runs.append([])
        runs[-1].append(head)
    return runs if all(_is_run(text, part, run, counted) for run in runs) else []


def _is_run(text: str, part: Sequence[Block], run: Sequence[_Head], counted: int) -> bool:
    at = run[0][0]
    numbers = [line.number or 0 for _, line in run]
    if counted and numbers == list(range(counted + 1, counted + 1 + len(numbers))):
        return True
    if len(run) == 1:
        return run[0][1].number == 1 and at > 0 and _is_title(text, part[at - 1])
    return counts_up(numbers)


def _are_titles(part: Sequence[Block], heads: Sequence[_Head]) -> bool:
    """Whether short lines with a number in characters stand above text: `drawn_headings` reads those."""
    places = {at for at, _ in heads}
    below = sum(1 for at, line in heads if line.end < part[at].end or (at + 1 < len(part) and at + 1 not in places))
    return bool(heads) and 3 * below >= 2 * len(heads) and all(line.end - line.start <= _TITLE for _, line in heads)


def _is_boxed(text: str, line: _Line) -> bool:
    """`【标题】正文` on one line, for a line that has text behind the box."""
    close = boxed(text, line.start, line.end)
    return close is not None and close < line.end


def _is_title(text: str, block: Block) -> bool:
    return block.kind == "heading" or is_bold_line(text, block)


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    part: list[Block] = []
    for block in blocks:
        if block.kind in {"heading", "rule"} and part:
            yield part
            part = []
        part.append(block)
    if part:
        yield part


def _may_count(text: str, block: Block) -> bool:
    """A quick test by the first character: a number or time begins so."""
    first = text[block.start]
    return first.isdecimal() or first in MARK_STARTS


def _first_line(text: str, block: Block) -> _Line | None:
    if not _plain(block) or block.quoted or not _may_count(text, block):
        return None
    newline = text.find("\n", block.start, block.end)
    return _line(text, block.start, block.end if newline < 0 else strip_span(text, block.start, newline)[1])


def _numbered(text: str, block: Block) -> _Line | None:
    """The first line of a paragraph that opens with a number and is no title in bold (that one is a heading)."""
    line = _first_line(text, block)
    if line is None or line.number is None or line.text is None:
        return None
    bold = text.startswith("**", line.text) and text.endswith("**", line.text, line.end)
    return None if bold else line


def _timed(text: str, block: Block) -> _Line | None:
    """The first line of a paragraph that opens with a time of the day."""
    line = _first_line(text, block)
    return line if line is not None and line.timed else None


def _as_items(part: Sequence[Block], heads: Sequence[tuple[int, _Line]], serial: _Serial) -> Iterator[Block]:
    yield from part[: heads[0][0]]
    list_id = serial.next()
    reach = [b - a for (a, _), (b, _) in pairwise(heads)]
    stops = [at for at, _ in heads[1:]]
    # What closes the post (`明天见`) is no part of the last item: it is as long as the longest before it.
    last = min(len(part), heads[-1][0] + max(reach)) if reach else len(part)
    for (at, line), stop in zip(heads, [*stops, last], strict=True):
        item = serial.next()
        yield part[at]._replace(
            start=line.text or line.start, depth=1, number=line.number, item=item, leads=True, list_id=list_id
        )
        for block in part[at + 1 : stop]:
            yield block._replace(depth=block.depth + 1, item=item)
    yield from part[last:]
