"""The pieces of an HTML block: headings and prose with their places; comments, scripts and tags are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["HtmlPiece", "html_pieces"]

# `[^<>]` bounds every attempt by the next bracket, so that the scan stays linear.
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_SILENT = re.compile(r"<(script|style|template|svg|iframe)\b", re.IGNORECASE)
_INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "code", "u", "s", "mark", "small", "sup", "sub"})


@dataclass(frozen=True, slots=True)
class HtmlPiece:
    """`level` 1-6 for a heading, 0 else; `prose` is False for what is no text of the author."""

    start: int
    end: int
    level: int
    prose: bool


def html_pieces(text: str, start: int, end: int) -> Iterator[HtmlPiece]:
    """Walk once over ``text[start:end]``; a comment or script becomes one silent piece."""
    position, level, open_at = start, 0, start
    while position < end:
        bracket = text.find("<", position, end)
        if bracket < 0:
            break
        silent_end = _silent_end(text, bracket, end)
        tag = _TAG.match(text, bracket, end) if silent_end is None else None
        if silent_end is None and tag is None:
            position = bracket + 1
            continue
        if tag is not None and tag.group(1).lower() in _INLINE:
            position = tag.end()
            continue
        yield from _trimmed(text, open_at, bracket, level)
        if silent_end is not None:
            yield HtmlPiece(bracket, silent_end, 0, False)
            position = open_at = silent_end
            continue
        if tag is None:  # silent_end is None here, so there is a tag; said for the type checker
            break
        level = _heading_level(tag.group(0))
        position = open_at = tag.end()
    yield from _trimmed(text, open_at, end, level)


_SUMMARY = 6  # level of `<summary>`: below the headings that Markdown has for it
# What says no more than that there is more.
_TOGGLES = frozenset({
    "展开", "点击展开", "点击查看", "查看", "查看详情", "详情", "展开全文", "展开详情", "更多", "展開", "點擊展開",
    "more", "details", "expand", "read", "summary",
})  # fmt: skip


def _heading_level(tag: str) -> int:
    """Level of an opening heading tag, 0 for any other tag."""
    if tag[:8].lower() == "<summary":
        return _SUMMARY
    return (
        int(tag[2]) if len(tag) > 2 and tag[1] in "hH" and tag[2] in "123456" and not tag[3].isalnum() else 0
    )


def _silent_end(text: str, bracket: int, end: int) -> int | None:
    """End of a comment, declaration or script that begins at `bracket`, None where none does."""
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
        if text.startswith(opening, bracket):
            found = text.find(closing, bracket + len(opening), end)
            return end if found < 0 else found + len(closing)
    silent = _SILENT.match(text, bracket, end)
    if silent is None:
        return None
    close = re.compile(rf"</{silent[1]}[^<>]*>", re.IGNORECASE).search(text, bracket, end)
    return end if close is None else close.end()


def _trimmed(text: str, start: int, end: int, level: int) -> Iterator[HtmlPiece]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        words = _TAG.sub("", text[start:end]) if text.find("<", start, end) >= 0 else text[start:end]
        idle = words.lower().removeprefix("click to ").removeprefix("show ").strip(" .…:：▶▼👇👉") in _TOGGLES
        prose = not idle and any(ch.isalnum() for ch in words)
        yield HtmlPiece(start, end, level if prose else 0, prose)
