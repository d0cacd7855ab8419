"""A heading or a list item's lead as a headline: number, exact title, outlets, links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.briefing.inline import LINK_WORDS, links, past_decoration, strip_span
from kg.briefing.outlets import chain, is_outlet, trailing_parenthesis

__all__ = ["Headline", "read_headline"]

# Numbering styles: `1)`, `1.`, `1、`, `（1）`, `#1`, `No.1`, `第 1 条`, `1️⃣`; `2.5 Pro` and `5 月` are none.
_NUMBER = re.compile(
    r"(?:no\.? ?|top ?|news ?|第 ?|#)?(\d{1,3})\ufe0f?\u20e3? ?"
    r"(?:[)）、．|｜\]】]|[.:：](?!\d)|条|\u20e3|(?<=\u20e3))[ \t\u3000]*"
    r"|[（(\[【](\d{1,3})[)）\]】][ \t\u3000]*|#(\d{1,3})[ \t]+"
    r"|(\d{1,3})[ \t]*[-–—/][ \t]+|(\d{1,2})\ufe0f?\u20e3[ \t]*",
    re.IGNORECASE,
)
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x2776 + i): i + 1 for i in range(10)} | {"🔟": 10}
_CHINESE = re.compile(
    r"[（(]?(?:第 ?)?([一二三四五六七八九十]{1,3})[)）]?[、.．,，:：][ \t\u3000]*"
    r"|[（(]([一二三四五六七八九十]{1,3})[)）][ \t\u3000]*"
)
# Linear: neither part can hold the bracket that ends it.
_TAGGED = re.compile(r"(<(?:b|strong|em|i|u|span|font|mark)\b[^<>]*>)[^<>]*(</[a-z]+>)", re.IGNORECASE)
_TAG_NUMBER = re.compile(r"[ \t]*`?#(\d{1,3})`?$")
_OPENERS = "*`【[《“\"'「『(（<_@#$〈‘~+-" + "".join(_CIRCLED)
_GLUED = "#$＋％"  # … and these behind a Latin letter or digit: `C#`
_CLOSERS = "*`】]》”\"'」』)）>_%?？!！〉’。.…+~"


@dataclass(frozen=True, slots=True)
class Headline:
    """``text[start:end]`` is the title without number, decoration and the outlets' parentheses."""

    start: int
    end: int
    number: int | None = None
    ordinal: bool = False
    """True for a Chinese numeral (一、), which counts sections more often than stories."""
    outlets: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


def read_headline(text: str, start: int, end: int, outlets: bool = True) -> Headline:
    """Peel a headline from both ends until nothing more comes off."""
    number: int | None = None
    ordinal = False
    names: tuple[str, ...] = ()
    urls = [link.url for link in links(text, start, end) if not link.image and link.url.startswith("http")]
    for _ in range(6):
        before = (start, end)
        start = _skip_decoration(text, start, end)
        start, end, found = _number(text, start, end)
        if found is not None and number is None:
            number = found
        if number is None and (match := _CHINESE.match(text, start, end)) and match.end() < end:
            ordinal, start = True, match.end()
        start, end = _unwrapped(text, start, end)
        start, end, more = _tail(text, start, end, outlets and not names)
        names = names or more
        if (start, end) == before:
            break
    return Headline(start, end, number, ordinal, names, tuple(dict.fromkeys(urls)))


def _skip_decoration(text: str, start: int, end: int) -> int:
    if start >= end or text[start].isalnum():
        return start
    return min(past_decoration(text, start, end, _OPENERS), end - 1)


def _number(text: str, start: int, end: int) -> tuple[int, int, int | None]:
    """Number printed before the title or, as `` `#1` ``, after it."""
    if start < end and text[start] in _CIRCLED:
        low, high = strip_span(text, start + 1, end, " \t.、．")
        return (low, high, _CIRCLED[text[start]]) if low < high else (start, end, None)
    match = _NUMBER.match(text, start, end)
    if match and match.end() < end:
        return match.end(), end, int(next(group for group in match.groups() if group))
    closes = start < end and (text[end - 1] == "`" or text[end - 1].isdecimal())
    tail = _TAG_NUMBER.search(text, max(start, end - 8), end) if closes else None
    if tail and tail.start() > start:
        return start, tail.start(), int(tail[1])
    return start, end, None


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Bold, code or strike marks around the whole."""
    if text[start : start + 1] == "<" and (tagged := _TAGGED.fullmatch(text, start, end)):
        return strip_span(text, tagged.end(1), tagged.start(2))
    if text[start : start + 1] not in ("*", "_", "~"):
        return start, end
    for mark in ("***", "**", "__", "~~", "*"):
        inner = len(mark)
        wrapped = end - start > 2 * inner and text.startswith(mark, start) and text.endswith(mark, start, end)
        if wrapped and mark not in text[start + inner : end - inner]:
            low, high = strip_span(text, start + inner, end - inner)
            return (low, high) if low < high else (start, end)  # marks around nothing are the words
    return start, end


def _tail(text: str, start: int, end: int, outlets: bool) -> tuple[int, int, tuple[str, ...]]:
    """Take off what closes a headline: decoration, a link around or after it, the outlets' parentheses."""
    while end > start + 1 and not text[end - 1].isalnum() and text[end - 1] not in _CLOSERS:
        if text[end - 1] in _GLUED and text[end - 2].isascii() and text[end - 2].isalnum():
            break
        end -= 1
    found = [link for link in links(text, start, end) if link.label_start != link.start]
    if found and found[-1].end == end:
        link = found[-1]
        if link.start == start:
            return (*strip_span(text, link.label_start, link.label_end), ())
        label = text[link.label_start : link.label_end]
        if link.image:
            return (*strip_span(text, start, link.start), ())
        if label.strip(" →»>›↗").casefold() in LINK_WORDS:
            return (*strip_span(text, start, link.start, " \t-—–|｜·（("), ())
        if outlets and is_outlet(label):
            return (*strip_span(text, start, link.start, " \t-—–|｜·"), chain(label))
        return start, end, ()
    if outlets and (place := trailing_parenthesis(text, start, end)):
        content = text[place[0] + 1 : place[1] - 1]
        if is_outlet(content):
            return (*strip_span(text, start, place[0]), chain(content))
    return start, end, ()
