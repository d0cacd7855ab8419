"""Longer names that a known one begins: ``愿景基金二期``, ``瑞士人寿``, ``中山大学附属肿瘤医院``, ``南京总工会``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.attributes import Candidate
from nlp.unknown.bodies import of_body
from nlp.unknown.chinese_people import HAN, boundary
from nlp.unknown.found import Found

_FUND = re.compile("(?:产业|投资)?(?:基金)?[一二三四五六七]期(?![间末刊临的])")
_HOUSE = re.compile(
    "资本|创投|风投|风险投资|产业基金|投资基金|航天|航空航天|航空|人寿|财险|再保险|信托|期货|北方|南方"
)
"""What daughters of a known company are called by."""
_OF_PLACE = re.compile(
    "人寿|再保险|生命保险|总工会|供电局|公交集团|地铁集团|水务集团|电力局|中院|地院|地检署|邮储银行"
)
"""What makes a body of a place or country directly before it."""
_CLINIC = re.compile(rf"(?P<between>[{HAN}]{{0,7}}?)医院(?![里内外长方])")
_SCHOOL = re.compile(rf"(?:医学院)?附[属设][{HAN}]{{0,6}}?医院")
_WRITTEN = """
第一 第二 第三 第四 第五 第六 第九 总 综合 中心 儿童 肿瘤 妇产 妇幼 口腔 眼科 精神 胸科 人民 市立 中医 传染病
协和 同济 荣民 基督教 纪念 大学 军区
"""
_OF_CLINIC = tuple(_WRITTEN.split())
"""What hospitals are called by."""
_CLOSES = re.compile(
    r"[、，,。；：）)》”\s]|$|与|和|及|等|的|为|由|在|将|已|也|参投|跟投|领投|入股|完成|宣布|表示|称|举办|发布|上线"
)


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """What stands directly behind a known company, school or place and is a part of the name."""
    for one in known:
        if one.type not in {"ORG", "PLACE"} or text[one.end : one.end + 1].isascii():
            continue
        if found := _behind(text, one):
            yield found


def _behind(text: str, one: Candidate) -> Found | None:
    end, name = one.end, text[one.start : one.end]
    if (fund := _FUND.match(text, end)) and "基金" in name + fund[0]:
        return Found(one.start, fund.end(), "ORG", f"{one.name} and a number", 0.85)
    table = _HOUSE if one.type == "ORG" else _OF_PLACE
    if (house := table.match(text, end)) and (
        _CLOSES.match(text, house.end()) or boundary(text, house.end())
    ):
        return Found(one.start, house.end(), "ORG", f"{one.name} and {house[0]}", 0.8)
    if one.type == "ORG" and name.endswith(("大学", "学院")) and (clinic := _SCHOOL.match(text, end)):
        return Found(one.start, clinic.end(), "ORG", "hospital of a university", 0.9)
    clinic = _CLINIC.match(text, end)
    if clinic and clinic["between"] and _of_clinic(clinic["between"]):
        return Found(one.start, clinic.end(), "ORG", f"hospital behind {one.name}", 0.85)
    return None


def _of_clinic(between: str) -> bool:
    """Whether all that stands between a place and its hospital is what hospitals are called by.

    >>> _of_clinic("市第六人民"), _of_clinic("的多家")
    (True, False)
    """
    rest = between.removeprefix("市").removeprefix("省").removeprefix("县").removeprefix("区")
    while rest:
        word = next((word for word in _OF_CLINIC if rest.startswith(word)), None)
        if word is None:
            return of_body(rest)
        rest = rest.removeprefix(word)
    return True
