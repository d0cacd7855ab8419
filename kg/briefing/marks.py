"""Marks typed before a title: numbers in digits (`1、`, `NO.1`) or characters (`一、`), boxes (`【…】`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["MARK_STARTS", "box_is_title", "boxed", "counts_up", "numbered", "ordinal"]

# `1、`, `1）`, `（1）`, `【1】`, `1️⃣`, `①`, `1.` without a blank (with one Markdown sees a list itself),
# `NO.1`, `01 | …`, `[1] …` (where a link or an address follows it is a reference).
_NUMBER = re.compile(
    r"(?:[（(【](\d{1,2})[)）】]|(\d{1,2})(?:\ufe0f?\u20e3|[、）]|[.．](?![\d\s])|[ \t]?[|｜](?!\d))|([①-⑳🔟])"
    r"|[Nn][Oo]\.[ \t]?(\d{1,2})(?:[.、:：|｜]|(?=[ \t\u3000]))|\[(\d{1,2})\](?![(:])(?![ \t]*(?:\[|<?http)))"
    r"[ \t\u3000]*"
)
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {"🔟": 10}
_DIGITS = "一二三四五六七八九"
_ORDINAL = re.compile(rf"(?:[（(]([{_DIGITS}十]{{1,3}})[)）][、.．]?|([{_DIGITS}十]{{1,3}})[、.．])[ \t\u3000]*")
_BOX = 40  # characters; the longest title in brackets seen has 34
_BOX_TITLE = 6  # weight of a box's words, from which on they are a title and no tag (`【微软】`, `【产品更新】`)
_LATIN_WORD = re.compile(r"[A-Za-z][\w.+-]*|\d[\w.]*")
_HAN = re.compile(r"[\u3400-\u9fff]")

MARK_STARTS = frozenset("（(【[*Nn" + _DIGITS + "十") | frozenset(_CIRCLED)
"""First characters of lines that may have such a mark, digits aside."""


def numbered(text: str, start: int, end: int) -> tuple[int, int] | None:
    """(number, start of the words behind it) where a line opens with a number in digits and goes on."""
    match = _NUMBER.match(text, start, end)
    if not match or match.end() >= end:
        return None
    printed = next(group for group in match.groups() if group)
    return _CIRCLED.get(printed) or int(printed), match.end()


def ordinal(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The same for a number in characters: `三、…`, `（十二）…`."""
    match = _ORDINAL.match(text, start, end)
    if not match or match.end() >= end:
        return None
    tens, ten, ones = (match[1] or match[2]).rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return None
    value = (_DIGITS.index(tens) + 1 if tens else 1) * 10 if ten else 0
    return value + (_DIGITS.index(ones) + 1 if ones else 0), match.end()


def boxed(text: str, start: int, end: int) -> int | None:
    """Where `【…】` that opens a line closes (behind the bracket), None where there is none or nothing in it."""
    if not text.startswith("【", start):
        return None
    close = text.find("】", start + 1, min(end, start + _BOX))
    return close + 1 if close > start + 1 else None


def box_is_title(words: str) -> bool:
    """Whether words in a box tell something: a title, where `【微软】` or `【产品更新】` is a tag."""
    return len(_HAN.findall(words)) + 2 * len(_LATIN_WORD.findall(words)) >= _BOX_TITLE


def counts_up(numbers: Sequence[int]) -> bool:
    """Whether numbers are 1, 2, 3 …"""
    return list(numbers) == list(range(1, len(numbers) + 1))
