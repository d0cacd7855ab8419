"""Markdown to a flat list of blocks with exact places, CommonMark by markdown-it-py.

Only the block rules run, see `markdown.py` (the inline rules are the slow half, and what we need of
inline marks is little: see `inline.py`). ``text[block.start:block.end]`` is the block's content without
its marker, exactly.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal, NamedTuple

from kg.briefing.html import HtmlPiece, html_pieces
from kg.briefing.markdown import NEWLINE, Leaf, leaves

__all__ = ["Block", "LineIndex", "blocks"]

BlockKind = Literal["heading", "para", "row", "code", "html", "rule"]


class Block(NamedTuple):
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
        for match in NEWLINE.finditer(text):
            self.ends.append(match.start())
            self.starts.append(match.end())
        self.ends.append(len(text))

    def line_of(self, offset: int) -> int:
        """1-based line number of an offset."""
        return bisect_right(self.starts, offset)


def blocks(text: str, begin: int = 0, index: LineIndex | None = None) -> list[Block]:
    """Blocks of ``text[begin:]`` (begin: end of the front matter, a line start) in order."""
    index = index or LineIndex(text)
    return _Walk(text, index, begin).run(leaves(text[begin:] if begin else text))


class _Walk:
    """One pass over the tokens of a document, keeping the stack of lists and quotes."""

    def __init__(self, text: str, index: LineIndex, begin: int) -> None:
        self.text, self.index, self.begin = text, index, begin
        self.shift = index.line_of(begin) - 1 if begin else 0  # the line on which the Markdown begins
        self.out: list[Block] = []
        self.lists: list[int] = []
        self.items: list[int] = []
        self.serial = 0
        self.quotes = 0
        self.header = False
        self.pending_number: int | None = None
        self.pending_lead = False

    def run(self, tokens: list[Leaf]) -> list[Block]:
        for token in tokens:
            if handler := _HANDLERS.get(token.type):
                handler(self, token)
        return self.out

    # ------------------------------------------------------------ containers

    def _open_list(self, _: Leaf) -> None:
        self.serial += 1
        self.lists.append(self.serial)

    def _close_list(self, _: Leaf) -> None:
        self.lists.pop()

    def _open_item(self, token: Leaf) -> None:
        self.serial += 1
        self.items.append(self.serial)
        self.pending_number = int(token.info) if token.info.isdecimal() else None
        self.pending_lead = True

    def _close_item(self, _: Leaf) -> None:
        self.items.pop()
        self.pending_number, self.pending_lead = None, False

    def _open_quote(self, _: Leaf) -> None:
        self.quotes += 1

    def _close_quote(self, _: Leaf) -> None:
        self.quotes -= 1

    def _open_head_row(self, _: Leaf) -> None:
        self.header = True

    def _close_head_row(self, _: Leaf) -> None:
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

    def _words(self, token: Leaf) -> None:
        if token.place:
            start, end = (at + self.begin for at in token.place)
            if token.type == "paragraph":
                self._add("para", start, end)
            else:
                self._add("heading", start, end, level=int(token.tag[1]))

    def _row(self, token: Leaf) -> None:
        line = self._line(token)
        cells = _cells(self.text, self.index.starts[line], self.index.ends[line])
        if cells:
            self._add("row", cells[0][0], cells[-1][1], cells=tuple(cells), header=self.header)

    def _rule(self, token: Leaf) -> None:
        line = self._line(token)
        self._add("rule", self.index.starts[line], self.index.ends[line])

    def _code(self, token: Leaf) -> None:
        start, end = self._lines(token)
        self._add("code", start, end)

    def _html(self, token: Leaf) -> None:
        start, end = self._lines(token)
        for piece in html_pieces(self.text, start, end):
            self._html_piece(piece)

    def _html_piece(self, piece: HtmlPiece) -> None:
        if piece.level:
            self._add("heading", piece.start, piece.end, level=piece.level)
        else:
            self._add("para" if piece.prose else "html", piece.start, piece.end)

    # ------------------------------------------------------------ places

    def _line(self, token: Leaf) -> int:
        """Line of the file (from 0) on which a block token begins."""
        return token.map[0] + self.shift

    def _lines(self, token: Leaf) -> tuple[int, int]:
        low, high = token.map
        first, last = low + self.shift, max(low, high - 1) + self.shift
        last = min(last, len(self.index.ends) - 1)
        return self.index.starts[first], max(self.index.starts[first], self.index.ends[last])


_HANDLERS = {
    "bullet_list_open": _Walk._open_list, "bullet_list_close": _Walk._close_list,
    "ordered_list_open": _Walk._open_list, "ordered_list_close": _Walk._close_list,
    "list_item_open": _Walk._open_item, "list_item_close": _Walk._close_item,
    "blockquote_open": _Walk._open_quote, "blockquote_close": _Walk._close_quote,
    "heading_open": _Walk._words, "paragraph": _Walk._words,
    "thead_open": _Walk._open_head_row, "thead_close": _Walk._close_head_row,
    "tr_open": _Walk._row,
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
