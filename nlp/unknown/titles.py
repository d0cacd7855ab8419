"""Titles of works: between book marks, or a phrase in Latin letters between quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.unknown.found import Found

_BOOK = re.compile(r"《([^《》\n]{2,90})》")
_QUOTED = re.compile(r"[“「『\"]([A-Z][^“”「」『』\"\n\u4e00-\u9fff]{6,90})[”」』\"]")
_PAPER = re.compile(
    r"[\u4e00-\u9fff]{2,8}"
    r"(?:[日时晚早晨周]报|周刊|邮报|先驱报|论坛报|电讯报|纪事报|观察报|环球报|商报|导报|新闻报|经济报)"
)
"""How newspapers are called: an outlet and no work."""
TITLE_WORDS = 3
"""A quoted Latin phrase of fewer words is a name that other rules type better."""


def find(text: str) -> Iterator[Found]:
    """``《…》`` and quoted titles."""
    if "《" in text:
        for match in _BOOK.finditer(text):
            type_ = "ORG" if _PAPER.fullmatch(match[1]) else "WORK"
            yield Found(match.start(1), match.end(1), type_, "title in 《》", 0.95)
    for match in _QUOTED.finditer(text):
        if len(match[1].split()) >= TITLE_WORDS:
            yield Found(match.start(1), match.end(1), "WORK", "quoted title", 0.75)
