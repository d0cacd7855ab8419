"""Boxes of site generators around a paragraph: `:::note 标题 … :::`, `{% note %} … {% endnote %}`, `{{% notice %}}`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.briefing.blocks import Block
from kg.briefing.inline import strip_span

__all__ = ["unwrapped"]

_MARKS = ":{}>["
# The line that opens a box, its title left over; and the line that closes one.
_OPENS = re.compile(r":{3,}[ \t]?\{?[\w-]*\}?[ \t]*|\{%[^{}\n]{1,200}%\}[ \t]*|\{\{[%<][^{}\n]{1,200}[%>]\}\}[ \t]*")
_CLOSES = re.compile(r"(?::{3,}|\{%[ \t]?end\w+[ \t]?%\}|\{\{[%<][ \t]?/[^{}\n]{1,200}[%>]\}\})$")
_CLOSING = 220  # characters in which a closing line stands
_CALLOUT = re.compile(r"\[![\w-]{1,30}\][+-]?[ \t]*")


def unwrapped(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the marks of boxes; a mark that stands alone stays, and is noise."""
    return [_inside(text, block) if block.kind == "para" else block for block in blocks]


def _inside(text: str, block: Block) -> Block:
    start, end = block.start, block.end
    if text[start] not in _MARKS and text[end - 1] not in _MARKS:
        return block
    opening = _CALLOUT.match(text, start, end) if block.quoted else _OPENS.match(text, start, end)
    if opening:
        start = strip_span(text, opening.end(), end, " \t\r\n\u3000>")[0]
    if (closing := _CLOSES.search(text, max(start, end - _CLOSING), end)) and not block.quoted:
        end = strip_span(text, start, closing.start())[1]
    if start >= end or (start, end) == (block.start, block.end):
        return block
    return block._replace(start=start, end=end, line=block.line + text.count("\n", block.start, start))
