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
_SAYS = re.compile("(?:网|网站|记者|中文网)?(?:报道|报导|援引|引述|引用|独家|获悉|披露|称|评论|写道|评论员|爆料)")
_OUTLET = re.compile("[\u4e00-\u9fff]{2,8}(?:新闻|观察|财讯|财经|快讯|周刊|杂志|时代|评论|报|网|通讯|邮电|在线)")
"""How outlets are called besides; they are some where they say something."""
_PLAYED = re.compile("(?:手游|网游|端游|新游|游戏|大作)(?:新作)?$")
_PLAY = re.compile("手游|端游|玩家|公测|内测|开服|国际服|国服|移动版|资料片|新赛季|加入 AI 队友|Steam")
"""What stands directly beside the name of a game."""
TITLE_WORDS = 3
"""A quoted Latin phrase of fewer words is a name that other rules type better."""


def find(text: str) -> Iterator[Found]:
    """``《…》`` and quoted titles."""
    if "《" in text:
        for match in _BOOK.finditer(text):
            yield Found(match.start(1), match.end(1), _type(text, match), "title in 《》", 0.95)
    for match in _QUOTED.finditer(text):
        if len(match[1].split()) >= TITLE_WORDS:
            yield Found(match.start(1), match.end(1), "WORK", "quoted title", 0.75)


def _type(text: str, title: re.Match[str]) -> str:
    """A newspaper, an outlet that says something, a game, or else a work."""
    says = _SAYS.match(text, title.end()) and _OUTLET.fullmatch(title[1])
    if says or _PAPER.fullmatch(title[1]):
        return "ORG"
    start = title.start()
    played = _PLAYED.search(text, max(0, start - 8), start) or _PLAY.match(text, title.end())
    return "PRODUCT" if played else "WORK"
