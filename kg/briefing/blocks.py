"""Markdown to a flat list of blocks with exact places, CommonMark by markdown-it-py.

Only the block rules of markdown-it run (the inline rules are the slow half, and what we need of
inline marks is little: see `inline.py`). markdown-it gives lines; `_place` turns them into offsets,
so that ``text[block.start:block.end]`` is the block's content without its marker, exactly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.briefing.html import HtmlPiece, html_pieces

__all__ = ["Block", "LineIndex", "blocks"]

BlockKind = Literal["heading", "para", "row", "code", "html", "rule"]

_NEWLINE = re.compile(r"\r\n?|\n")  # the same as markdown-it's normalize rule


@dataclass(frozen=True, slots=True)
class Block:
    """A leaf of the document: ``text[start:end]`` is its content without list, quote or heading marks."""

    kind: BlockKind
    start: int
    end: int
    line: int
    """1-based line of the file on which it starts."""
    level: int = 0
    """Heading level (1-6), else 0."""
    depth: int = 0
    """How many lists it stands in."""
    quoted: bool = False
    number: int | None = None
    """The printed number of an ordered list item, on the item's first block."""
    item: int = 0
    """Identity of the outermost list item it belongs to, 0 outside lists."""
    leads: bool = False
    """True for the first block of a list item (of any depth)."""
    list_id: int = 0
    """Identity of the innermost list, 0 outside lists."""
    cells: tuple[tuple[int, int], ...] = ()
    """Places of the cells of a table row."""
    header: bool = False
    """True for the header row of a table."""


class LineIndex:
    """Starts and ends (line break excluded) of the lines of a text; line numbers from 0."""

    def __init__(self, text: str) -> None:
        self.starts: list[int] = [0]
        self.ends: list[int] = []
        for match in _NEWLINE.finditer(text):
            self.ends.append(match.start())
            self.starts.append(match.end())
        self.ends.append(len(text))

    def line_of(self, offset: int) -> int:
        """1-based line number of an offset."""
        return bisect_right(self.starts, offset)


# A block rule whose mark is nowhere in the text cannot match; without it the rest runs the faster
# (a post of 2,600 characters in 1.2 instead of 1.9 ms). Rule -> marks of which one must be there.
_NEEDS = {
    "table": ("|",),
    "fence": ("```", "~~~"),
    "html_block": ("<",),
    "blockquote": (">",),
    "heading": ("#",),
    "hr": ("---", "***", "___", "- -", "* *", "_ _", "-\t", "*\t", "_\t"),
}
_UNDERLINE = re.compile(r"^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)


_NESTING = 60
"""Containers within containers that are followed; markdown-it drops what is deeper (20 by default)."""


@cache
def _parser(without: tuple[str, ...]) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    md.core.ruler.disable(["inline", "text_join"])
    # Link definitions are text of the author like any other; the rule would swallow them.
    md.block.ruler.disable(["reference", *without])
    return md


def _parser_for(body: str) -> MarkdownIt:
    without = [rule for rule, marks in _NEEDS.items() if not any(mark in body for mark in marks)]
    if "\r" not in body and not _UNDERLINE.search(body):
        without.append("lheading")
    return _parser(tuple(without))


def blocks(text: str, begin: int = 0, index: LineIndex | None = None) -> list[Block]:
    """Blocks of ``text[begin:]`` (begin: end of the front matter, a line start) in order."""
    index = index or LineIndex(text)
    first_line = index.line_of(begin) - 1 if begin else 0
    body = text[begin:] if begin else text
    return _Walk(text, index, first_line).run(_parser_for(body).parse(body))


class _Walk:
    """One pass over the tokens of a document, keeping the stack of lists and quotes."""

    def __init__(self, text: str, index: LineIndex, first_line: int) -> None:
        self.text, self.index, self.shift = text, index, first_line
        self.out: list[Block] = []
        self.lists: list[int] = []
        self.items: list[int] = []
        self.serial = 0
        self.quotes = 0
        self.heading = 0
        self.header = False
        self.pending_number: int | None = None
        self.pending_lead = False

    def run(self, tokens: list[Token]) -> list[Block]:
        for token in tokens:
            kind = token.type
            if kind == "inline":
                self._inline(token)
            elif kind in _HANDLERS:
                _HANDLERS[kind](self, token)
        return self.out

    # ------------------------------------------------------------ containers

    def _open_list(self, _: Token) -> None:
        self.serial += 1
        self.lists.append(self.serial)

    def _close_list(self, _: Token) -> None:
        self.lists.pop()

    def _open_item(self, token: Token) -> None:
        self.serial += 1
        self.items.append(self.serial)
        self.pending_number = int(token.info) if token.info.isdecimal() else None
        self.pending_lead = True

    def _close_item(self, _: Token) -> None:
        self.items.pop()
        self.pending_number, self.pending_lead = None, False

    def _open_quote(self, _: Token) -> None:
        self.quotes += 1

    def _close_quote(self, _: Token) -> None:
        self.quotes -= 1

    def _open_heading(self, token: Token) -> None:
        self.heading = int(token.tag[1])

    def _close_heading(self, _: Token) -> None:
        self.heading = 0

    def _open_head_row(self, _: Token) -> None:
        self.header = True

    def _close_head_row(self, _: Token) -> None:
        self.header = False

    # ------------------------------------------------------------ leaves

    def _add(self, kind: BlockKind, start: int, end: int, **more: object) -> None:
        number, self.pending_number = self.pending_number, None
        lead, self.pending_lead = self.pending_lead, False
        block = Block(
            kind, start, end, self.index.line_of(start),
            depth=len(self.lists), quoted=self.quotes > 0, number=number,
            item=self.items[0] if self.items else 0, leads=lead,
            list_id=self.lists[-1] if self.lists else 0, **more,  # type: ignore[arg-type]
        )  # fmt: skip
        self.out.append(block)

    def _inline(self, token: Token) -> None:
        if token.level and token.map and self._in_row:
            return
        start, end = self._place(token)
        if start < end:
            self._add("heading" if self.heading else "para", start, end, level=self.heading)

    _in_row = False

    def _row(self, token: Token) -> None:
        line = self._line(token)
        self._in_row = True
        cells = _cells(self.text, self.index.starts[line], self.index.ends[line])
        if cells:
            self._add("row", cells[0][0], cells[-1][1], cells=tuple(cells), header=self.header)

    def _row_end(self, _: Token) -> None:
        self._in_row = False

    def _rule(self, token: Token) -> None:
        line = self._line(token)
        self._add("rule", self.index.starts[line], self.index.ends[line])

    def _code(self, token: Token) -> None:
        start, end = self._lines(token)
        self._add("code", start, end)

    def _html(self, token: Token) -> None:
        start, end = self._lines(token)
        for piece in html_pieces(self.text, start, end):
            self._html_piece(piece)

    def _html_piece(self, piece: HtmlPiece) -> None:
        if piece.level:
            self._add("heading", piece.start, piece.end, level=piece.level)
        else:
            self._add("para" if piece.prose else "html", piece.start, piece.end)

    # ------------------------------------------------------------ places

    def _line(self, token: Token) -> int:
        """Line of the file (from 0) on which a block token begins; leaves always carry a map."""
        return (token.map[0] if token.map else 0) + self.shift

    def _lines(self, token: Token) -> tuple[int, int]:
        low, high = token.map or (0, 1)
        first, last = low + self.shift, max(low, high - 1) + self.shift
        last = min(last, len(self.index.ends) - 1)
        return self.index.starts[first], max(self.index.starts[first], self.index.ends[last])

    def _place(self, token: Token) -> tuple[int, int]:
        """Offsets of an inline token's content: its first and last line are ends of source lines."""
        content = token.content.strip()
        if not content:
            return 0, 0
        first = self._line(token)
        head, _, _ = content.partition("\n")
        start, end = self._find(first, head.rstrip())
        if len(head) == len(content):
            return start, end
        last = first + content.count("\n")
        tail = content[content.rindex("\n") + 1 :].strip()
        return start, max(start, self._find(last, tail)[1])

    def _find(self, line: int, wanted: str) -> tuple[int, int]:
        """Place of `wanted` in a source line; it stands at the line's end but for `#` marks and blanks."""
        low, high = self.index.starts[line], self.index.ends[line]
        found = self.text.rfind(wanted, low, high)
        if found >= 0:
            return found, found + len(wanted)
        # A tab or NUL was rewritten by markdown-it: take the line without its marks.
        while low < high and self.text[low] in " \t>#":
            low += 1
        while high > low and self.text[high - 1].isspace():
            high -= 1
        return low, high


_HANDLERS = {
    "bullet_list_open": _Walk._open_list, "bullet_list_close": _Walk._close_list,
    "ordered_list_open": _Walk._open_list, "ordered_list_close": _Walk._close_list,
    "list_item_open": _Walk._open_item, "list_item_close": _Walk._close_item,
    "blockquote_open": _Walk._open_quote, "blockquote_close": _Walk._close_quote,
    "heading_open": _Walk._open_heading, "heading_close": _Walk._close_heading,
    "thead_open": _Walk._open_head_row, "thead_close": _Walk._close_head_row,
    "tr_open": _Walk._row, "tr_close": _Walk._row_end,
    "hr": _Walk._rule, "fence": _Walk._code, "code_block": _Walk._code, "html_block": _Walk._html,
}  # fmt: skip


def _cells(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Places of the cells of one table row, blanks excluded; a backslash hides a pipe."""
    out: list[tuple[int, int]] = []
    start, position, escaped = low, low, False
    while position <= high:
        at_end = position == high
        if at_end or (text[position] == "|" and not escaped):
            a, b = start, position
            while a < b and text[a] in " \t>":
                a += 1
            while b > a and text[b - 1].isspace():
                b -= 1
            if a < b or (out and not at_end):
                out.append((a, b))
            start = position + 1
        escaped = not at_end and text[position] == "\\" and not escaped
        position += 1
    return out
