"""Chinese companies of two to four characters that no trade tells, by what is done to them or what they do.

``做机器人的大朴完成 2 亿元融资``, ``领投恒湃，``, ``与新瞳达成合作``, ``收购芯片设计公司澄湾``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nlp.attributes import Candidate
from nlp.matching import any_of
from nlp.unknown.chinese_people import HAN, no_names, ordinary, proper
from nlp.unknown.found import Found
from nlp.words import words

_NAME = rf"[“「]?(?P<name>[{HAN}]{{2,4}}?)[”」]?"
_ENDS = r"(?=[，。、；：（(\s]|$|等|的|并|持股|估值|完成|获|拿到|宣布|推出|发布|旗下)"
_INVESTED = "领投 跟投 参投 注资 并购 入股 参股 战略投资 全资收购 控股"
_COURTED = "收购 并购 入股 投资 买下 领投 起诉 携手 联手 来自 押注"
_TERMS = "达成 签署 签订 签约 合资 组建合资 展开合作 联合开发 共建 联手"
_RAISES = "完成 获 拿到 融资 拿下 递交 正寻求"
_MADE = "被收购 裁员 倒闭 破产 关停 宣布 推出 发布 上线 与"
"""What also happens to who is told by what it does."""
_OTHER = rf"(?:[{HAN}]{{2,6}}|[A-Z][A-Za-z0-9. ]{{1,16}})"
_FAR = 24
"""Characters before a word in which all stands that it tells of."""


class Rule(NamedTuple):
    """What stands around one of some words: behind them, or before them."""

    name: str
    pattern: re.Pattern[str]
    behind: bool


@lru_cache(maxsize=1)
def _rules() -> tuple[re.Pattern[str], dict[str, list[Rule]]]:
    """The words, searched together at C speed, and what is asked around each."""
    maker = rf"(?:做|从事|主打|专注|研发|生产|开发)[{HAN}A-Za-z ]{{2,10}}的{_NAME} ?$"
    partner = rf"(?:^|[，。；：\n*“ ]){_NAME} ?[与同和] ?{_OTHER} ?$"
    told = (
        (_INVESTED, Rule("who is invested in", re.compile(_NAME + _ENDS), True)),
        (_COURTED, Rule("a company courted", re.compile(rf"[{HAN}A-Za-z ]{{0,8}}公司{_NAME}{_ENDS}"), True)),
        (_TERMS, Rule("who comes to terms", re.compile(rf"[与同和]{_NAME}$"), False)),
        (_TERMS, Rule("who comes to terms with", re.compile(partner), False)),
        (_RAISES, Rule("who does something raises money", re.compile(maker), False)),
        (_MADE, Rule("who does something and is told of", re.compile(rf"(?:^|[\n，。；：* ]){maker}"), False)),
    )
    table: dict[str, list[Rule]] = {}
    for written, rule in told:
        for word in written.split():
            table.setdefault(word, []).append(rule)
    return any_of(table), table


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """All rules in turn; nothing where a known name stands in the place."""
    pattern, table = _rules()
    for word in pattern.finditer(text):
        for rule in table[word[0]]:
            if rule.behind:
                match = rule.pattern.match(text, word.end())
            else:
                match = rule.pattern.search(text, max(0, word.start() - _FAR), word.start())
            if match is None or not brand(match["name"]):
                continue
            start, end = match.span("name")
            if not any(k.start < end and start < k.end for k in known):
                yield Found(start, end, "ORG", rule.name, 0.6)


_NEW = frozenset("款品股规人车机厂卡版作贵秀势玩产能基时增技任老法案书闻货店家片芯药型式一生主客代东兴进晋")
"""Behind 新 these make a word."""


@lru_cache(maxsize=8192)
def brand(name: str) -> bool:
    """Whether no word of the language that we know stands in it."""
    if name[0] == "新" and len(name) == 2 and name[1] not in _NEW:
        return name not in no_names()
    kinds = words("modifiers") | words("trades")
    return proper(name) and not ordinary(name) and not any(name[i : i + 2] in kinds for i in range(len(name) - 1))
