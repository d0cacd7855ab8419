"""Chinese companies of two to four characters that no trade tells, by what is done to them or what they do.

``做机器人的大朴完成 2 亿元融资``, ``领投恒湃，``, ``与新瞳达成合作``, ``收购芯片设计公司澄湾``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.attributes import Candidate
from nlp.unknown.chinese_people import HAN, no_names, ordinary, proper
from nlp.unknown.found import Found
from nlp.words import words

_NAME = rf"[“「]?(?P<name>[{HAN}]{{2,4}}?)[”」]?"
_ENDS = r"(?=[，。、；：（(\s]|$|等|的|并|持股|估值|完成|获|拿到|宣布|推出|发布|旗下)"
_RULES = (
    (
        "who does something raises money",
        re.compile(
            rf"(?:做|从事|主打|专注|研发|生产|开发)[{HAN}A-Za-z ]{{2,10}}的{_NAME}"
            "(?= ?(?:完成|获|拿到|融资|拿下|宣布完成|递交|正寻求))"
        ),
    ),
    (
        "who is invested in",
        re.compile(rf"(?:领投|跟投|参投|注资|并购|入股|参股|战略投资|全资收购|控股){_NAME}{_ENDS}"),
    ),
    (
        "who comes to terms",
        re.compile(rf"(?:与|同|和){_NAME}(?=达成|签署|签订|签约|合资|组建合资|展开合作|联合开发|共建|联手)"),
    ),
    (
        "a company of a trade, bought or courted",
        re.compile(
            rf"(?:收购|并购|入股|投资|买下|领投|起诉|携手|联手|来自|押注)[{HAN}A-Za-z ]{{0,8}}公司{_NAME}{_ENDS}",
        ),
    ),
)
_NEW = frozenset("款品股规人车机厂卡版作贵秀势玩产能基时增技任老法案书闻货店家片芯药型药式一生主客代东兴进晋")
"""Behind 新 these make a word."""


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """All rules in turn; nothing where a known name stands in the place."""
    for rule, pattern in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            name = match["name"]
            if any(k.start < end and start < k.end for k in known) or not _brand(name):
                continue
            yield Found(start, end, "ORG", rule, 0.6)


def _brand(name: str) -> bool:
    """Whether no word of the language that we know stands in it."""
    kinds = words("modifiers") | words("trades")
    if name[0] == "新" and len(name) == 2 and name[1] not in _NEW:
        return name not in no_names()
    return proper(name) and not ordinary(name) and not any(name[i : i + 2] in kinds for i in range(len(name) - 1))
