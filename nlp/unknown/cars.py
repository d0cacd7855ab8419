"""Cars and chips by a Chinese brand and a model in Latin letters: ``岚宇 Vela GT 下周上市``, ``海桐 K2``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.attributes import Candidate
from nlp.matching import any_of
from nlp.unknown.chinese_people import HAN, ordinary, proper
from nlp.unknown.found import Found
from nlp.unknown.ventures import brand
from nlp.words import is_generic

_WRITTEN = """
新车 车型 预售 起售价 续航 轿车 SUV MPV 智驾 试驾 车主 纯电 增程 激光雷达 轿跑 旅行车 座舱 车展 电动车 车企
"""
_ABOUT = any_of(_WRITTEN.split())
"""What only stories of cars speak of."""
_CAR = re.compile(
    rf"(?:^|[\n，。；：、*“《 ]|新车|车型|旗下|发布|推出)(?P<brand>[{HAN}]{{2,3}}) "
    r"(?P<model>[A-Z][A-Za-z]{1,11}(?: (?:[A-Z][A-Za-z]{0,8}\+?|[0-9]{1,3}(?![0-9.,]| ?[万亿辆台元款个月年日])))*)"
    "(?![A-Za-z0-9])",
    re.MULTILINE,
)


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """A brand and a model that nobody listed, in a story about cars: one name."""
    if _ABOUT.search(text) is None:
        return
    for match in _CAR.finditer(text):
        start, end = match.start("brand"), match.end("model")
        taken = any(k.start < end and start < k.end for k in known)
        if taken or is_generic(match["model"]) or not proper(match["brand"]) or ordinary(match["brand"]):
            continue
        yield Found(start, end, "PRODUCT", "brand and model of a car", 0.85)


_NUMBERED = re.compile(
    rf"[*\s“《]{{0,3}}(?P<brand>[{HAN}]{{2,4}}) ?"
    r"(?P<model>[A-Z]{1,3}[0-9]{1,4}[A-Z]?(?: (?:Pro|Max|Ultra|Plus))?)(?![A-Za-z0-9.%-])"
)
_PERIOD = re.compile("Q[1-4]|[HV][12]|[AB][0-9]")
"""Quarters, halves, versions, paper sizes: no product's number."""


def numbered(text: str, known: list[Candidate], openings: Iterable[int]) -> Iterator[Found]:
    """``海桐 K2 亮相``: a brand that nobody listed and a number, where a headline or fact begins, are one product."""
    for at in openings:
        match = _NUMBERED.match(text, at)
        if match is None or _PERIOD.fullmatch(match["model"]) or not brand(match["brand"]):
            continue
        start, end = match.start("brand"), match.end("model")
        if not any(k.start < end and start < k.end for k in known):
            yield Found(start, end, "PRODUCT", "brand and number", 0.8)
