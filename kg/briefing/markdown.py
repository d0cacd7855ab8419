"""markdown-it's block rules with slim tokens and exact places: where the time of reading a post went.

markdown-it gives three tokens of thirteen fields for every paragraph and keeps the lines it stands on.
Here a leaf is one token of four fields, and its rule says where in the line its content begins and ends.
The rules themselves are the library's, but for the paragraph's, so that what Markdown is stays CommonMark.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Any, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import blockquote, heading, lheading
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.token import Token

__all__ = ["NEWLINE", "Leaf", "leaves"]

NEWLINE = re.compile(r"\r\n?|\n")  # the same as markdown-it's normalize rule
_NESTING = 60
"""Containers within containers that are followed; markdown-it drops what is deeper (20 by default)."""

# A block rule whose mark is nowhere in the text cannot match; without it the rest runs the faster.
# Rule -> marks of which one must be there.
_NEEDS = {
    "table": ("|",),
    "fence": ("```", "~~~"),
    "html_block": ("<",),
    "blockquote": (">",),
    "heading": ("#",),
    "hr": ("---", "***", "___", "- -", "* *", "_ _", "-\t", "*\t", "_\t"),
}
_UNDERLINE = re.compile(r"^[ \t>]*(?:=+|-+)[ \t]*$", re.MULTILINE)
# What a line of any other block than a paragraph may begin with: a line that begins otherwise opens none.
_MARKS = frozenset("#>-*+_=~`<|:0123456789")
_LAZY = 60
"""Lines without a mark that a quote may go on over. The library looks to the end of the text from every quote, also
where the quote ends at once: 100 KB of `>>` and words by turns took 43 s."""
# A marked line with no open paragraph at its end: nothing, a heading, a rule, the fence of code, a row, a tag. A quote
# does not go on from there over a line without a mark, and never over a heading or a fence.
_ENDS = r"#{1,6}(?:\s|$)|```|~~~"
_CLOSED = re.compile(
    r"(?:[ \t>]|[-*+](?=\s|$)|\d{1,9}[.)](?=\s|$))*"
    rf"(?:$|{_ENDS}|[-*_](?:[ \t]*[-*_]){{2,}}[ \t]*$|\|.*\|[ \t]*$|</?[A-Za-z][^<>]*>[ \t]*$)"
)
_OTHER = re.compile(_ENDS)
# What the rules say besides and nobody asks for: the insides of a table are read from its lines.
_DROPPED = frozenset({"inline", "heading_close", "th_open", "th_close", "td_open", "td_close"})


class Leaf:
    """A token of markdown-it with the fields that are used; `place` is where its content stands."""

    __slots__ = (
        "attrs", "children", "content", "hidden", "info", "level", "map", "markup", "meta", "place", "tag", "type",
    )  # fmt: skip

    type: str
    tag: str
    level: int
    map: list[int]
    """First line and the one after the last, from 0."""
    info: str
    content: str
    place: tuple[int, int] | None

    def __init__(self, kind: str, tag: str, level: int) -> None:
        self.type, self.tag, self.level = kind, tag, level
        self.info, self.place = "", None


class _State(StateBlock):
    """The library's state with `push` giving a `Leaf`, or the one scratch token for what is dropped."""

    def __init__(self, src: str, md: MarkdownIt) -> None:
        self.leaves: list[Leaf] = []
        super().__init__(src, md, {}, cast("list[Token]", self.leaves))
        self.starts = self.bMarks[:-1]  # of the lines; quotes move the marks
        self.scratch = Leaf("", "", 0)
        active = md.block.ruler.get_active_rules()
        self.plain = "table" not in active and "lheading" not in active
        """Whether no line changes what the one above it is."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if nesting < 0:
            self.level -= 1
        leaf = self.scratch if ttype in _DROPPED else Leaf(ttype, tag, self.level)
        if nesting > 0:
            self.level += 1
        if leaf is not self.scratch:
            self.leaves.append(leaf)
        return cast("Token", leaf)

    def first(self, line: int) -> int:
        """Offset of the first character of a line behind quote marks and blanks."""
        return self.bMarks[line] + self.tShift[line]

    def between(self, low: int, high: int) -> tuple[int, int] | None:
        """Two offsets, white space at the ends left out; None where nothing is left."""
        src = self.src
        while low < high and src[low].isspace():
            low += 1
        while high > low and src[high - 1].isspace():
            high -= 1
        return (low, high) if low < high else None


def leaves(text: str) -> list[Leaf]:
    """The block tokens of a Markdown text in order; places are offsets of the text as it is."""
    md = _parser_for(text)
    state = _State(NEWLINE.sub("\n", text) if "\r" in text else text, md)
    md.block.tokenize(state, 0, state.lineMax)
    if "\r" in text:
        _move(state, [0, *(match.end() for match in NEWLINE.finditer(text))])
    return state.leaves


def _move(state: _State, starts: list[int]) -> None:
    """Places in the text with its own line ends; `starts` are the beginnings of its lines."""
    for leaf in state.leaves:
        if leaf.place:
            lines = [bisect_right(state.starts, at) - 1 for at in leaf.place]
            low, high = (at + starts[line] - state.starts[line] for at, line in zip(leaf.place, lines, strict=True))
            leaf.place = low, high


def _parser_for(text: str) -> MarkdownIt:
    without = [rule for rule, marks in _NEEDS.items() if not any(mark in text for mark in marks)]
    if "\r" not in text and not _UNDERLINE.search(text):
        without.append("lheading")
    return _parser(tuple(without))


@cache
def _parser(without: tuple[str, ...]) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    ruler = cast("Any", md.block.ruler)  # the library types its rules by its own state
    ruler.before("table", "words", _words)
    ruler.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    ruler.at("lheading", _underlined)
    ruler.at("blockquote", _quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    ruler.at("paragraph", _paragraph)
    # Link definitions are text of the author like any other; the rule would swallow them.
    ruler.disable(["reference", *without])
    return md


# ---------------------------------------------------------------- rules


def _words(state: _State, start: int, end: int, silent: bool) -> bool:
    """A line that opens with a letter and decides for itself is a paragraph: no other rule need be asked."""
    src, at = state.src, state.first(start)
    if (src[at] in _MARKS and not _opens_bold(src, at)) or state.sCount[start] - state.blkIndent > 3:
        return False
    if not state.plain and start + 1 < state.lineMax and not state.isEmpty(start + 1):
        return False
    return _paragraph(state, start, end, silent)


def _opens_bold(src: str, at: int) -> bool:
    """`**名…`: neither a list nor a rule."""
    return src.startswith("**", at) and src[at + 2 : at + 3].isalnum()


def _paragraph(state: _State, start: int, _end: int, _silent: bool) -> bool:
    """The library's rule, with one token instead of three and a quick look at lines that open no block."""
    rules = cast("Any", state.md.block.ruler.getRules("paragraph"))
    outer, state.parentType = state.parentType, "paragraph"
    line, last = start + 1, state.lineMax
    while line < last and not state.isEmpty(line):
        indent = state.sCount[line]
        # Indented as code, or moved into a quote without its mark: the paragraph goes on, whatever it is.
        may_end = indent - state.blkIndent <= 3 and indent >= 0
        if state.plain and may_end:
            may_end = state.src[state.first(line)] in _MARKS
        if may_end and any(rule(state, line, last, True) for rule in rules):
            break
        line += 1
    state.line, state.parentType = line, outer
    leaf = cast("Leaf", state.push("paragraph", "p", 0))
    leaf.place = state.between(state.first(start), state.eMarks[line - 1])
    return True


def _heading(state: _State, start: int, end: int, silent: bool) -> bool:
    low = state.first(start)
    if not heading(state, start, end, silent):
        return False
    if not silent:
        leaf, words = state.leaves[-1], state.scratch.content
        low = state.src.find(words, low + int(leaf.tag[1]))
        leaf.place = state.between(low, low + len(words))
    return True


def _underlined(state: _State, start: int, end: int, silent: bool) -> bool:
    low = state.first(start)
    if not lheading(state, start, end, silent):
        return False
    state.leaves[-1].place = state.between(low, state.eMarks[state.line - 2])  # the line above the underline
    return True


def _quote(state: _State, start: int, end: int, silent: bool) -> bool:
    """The library's rule, which looks no further than it can go on."""
    return blockquote(state, start, end if silent else _reach(state, start, end), silent)


def _reach(state: _State, start: int, end: int) -> int:
    """The line before which a quote that opens at `start` ends at the latest."""
    src, unmarked, above = state.src, 0, start
    for line in range(start, end):
        if state.isEmpty(line):
            return line
        if src[state.first(line)] == ">":
            above = line
            continue
        unmarked += 1
        closed = above == line - 1 and _CLOSED.match(src, state.first(above), state.eMarks[above])
        other = state.sCount[line] - state.blkIndent < 4 and _OTHER.match(src, state.first(line), state.eMarks[line])
        if closed or other or unmarked > _LAZY:
            return line
    return end
