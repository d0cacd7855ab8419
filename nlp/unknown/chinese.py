"""Organisations, events and models in Chinese characters: by suffix, as a subject, before 大模型."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from nlp.attributes import Candidate
from nlp.unknown.chinese_people import END, HAN, PARTICLES, proper
from nlp.unknown.found import Found
from nlp.words import words

SUFFIXES: tuple[tuple[str, str, int], ...] = (
    # suffix, type, fewest characters before it
    ("有限公司", "ORG", 2), ("公司", "ORG", 2), ("集团", "ORG", 2), ("实验室", "ORG", 2), ("研究院", "ORG", 2),
    ("研究所", "ORG", 2), ("研究中心", "ORG", 2), ("大学", "ORG", 2), ("理工学院", "ORG", 2), ("学院", "ORG", 2),
    ("科学院", "ORG", 2), ("基金会", "ORG", 2), ("基金", "ORG", 2), ("委员会", "ORG", 2), ("协会", "ORG", 2),
    ("联盟", "ORG", 2), ("法院", "ORG", 2), ("法庭", "ORG", 3), ("检察院", "ORG", 2), ("银行", "ORG", 2),
    ("资本", "ORG", 2), ("创投", "ORG", 2), ("证券", "ORG", 2), ("科技", "ORG", 2), ("智能", "ORG", 2),
    ("半导体", "ORG", 2), ("机器人", "ORG", 2), ("电子", "ORG", 2), ("汽车", "ORG", 2), ("控股", "ORG", 2),
    ("出版社", "ORG", 2), ("日报", "ORG", 2), ("时报", "ORG", 2), ("新闻社", "ORG", 2), ("交易所", "ORG", 2),
    ("办公室", "ORG", 2), ("管理局", "ORG", 2), ("总署", "ORG", 2), ("政府", "ORG", 2), ("大会", "EVENT", 3),
    ("峰会", "EVENT", 3), ("论坛", "EVENT", 3), ("博览会", "EVENT", 2), ("法案", "WORK", 2), ("条例", "WORK", 3),
)  # fmt: skip
"""Longest first is not needed: a longer suffix holds the shorter one and wins by length."""

_SUFFIX = re.compile("|".join(sorted((s for s, _, _ in SUFFIXES), key=len, reverse=True)))
_RULES = {suffix: (type_, fewest) for suffix, type_, fewest in SUFFIXES}
_NEEDS_PLACE = frozenset({"政府", "大学", "法院", "法庭", "学院", "办公室", "管理局", "总署", "研究中心", "条例"})
"""After these only a name that begins with a known place or organisation is believed: else it is a phrase."""

_BY_ITSELF_WEAK = frozenset({"公司", "智能", "机器人", "电子", "汽车", "资本", "基金", "科学院", "控股"})
"""What mostly names a kind of company (审计公司, 传统流程机器人), measured: 1 of 8 right on the sample."""


def find(text: str, known: list[Candidate], openings: Iterable[int] = (0,)) -> Iterator[Found]:
    """All rules in turn; `openings` are where a headline or a statement of fact begins."""
    yield from organisations(text, known)
    yield from subjects(text, known, openings)
    yield from models(text)


def organisations(text: str, known: list[Candidate]) -> Iterator[Found]:
    """A name and what it is: ``龙岗区…署``, ``…研究院``, ``…法院``; known places inside are jumped over."""
    for match in _SUFFIX.finditer(text):
        type_, fewest = _RULES[match[0]]
        start, anchored = _left(text, match.start(), known)
        prefix = text[start : match.start()]
        if len(prefix) < fewest or len(prefix) > 14 or prefix in words("heads") or _inside(known, start, match.end()):
            continue
        needs_place = match[0] in _NEEDS_PLACE
        if match[0] in _BY_ITSELF_WEAK or (not anchored and (needs_place or not _namely(prefix, text, start))):
            continue
        if anchored and _only_place(known, start, match.start()) and match[0] not in {"政府", "大学", "银行", "法院"}:
            continue
        yield Found(start, match.end(), type_, f"name with {match[0]}", 0.85 if anchored else 0.65)


def _inside(known: list[Candidate], start: int, end: int) -> bool:
    return any(k.start <= start and k.end >= end for k in known)


def _only_place(known: list[Candidate], start: int, end: int) -> bool:
    return any(k.start == start and k.end == end and k.type in {"PLACE", "ORG"} for k in known)


def _namely(prefix: str, text: str, start: int) -> bool:
    """Whether an unanchored prefix looks like a brand: short, at a boundary, no word that is none."""
    if len(prefix) > 4 or not proper(prefix):
        return False
    return start == 0 or bool(END.match(text, start - 1)) or text[start - 1] in "与和、由对及被向"


def _left(text: str, at: int, known: list[Candidate]) -> tuple[int, bool]:
    """Where the name whose suffix starts at `at` begins, and whether a known place or body starts it."""
    cover = {k.end: k for k in known if k.end <= at and at - k.end < 14 and k.type in {"PLACE", "ORG", "PERSON"}}
    stops, start, anchored = words("stops"), at, False
    while start > 0 and at - start < 14:
        if start in cover:
            start, anchored = cover[start].start, True
            continue
        char = text[start - 1]
        if not "\u4e00" <= char <= "\u9fff" or char in PARTICLES or text[start - 2 : start] in stops:
            break
        start -= 1
        anchored = False
    return start, anchored


_AFTER_SUBJECT = "与|和|因|让|向|对|被|在|为|给|把|将|已|再|拟|也|仍|或|旗下|内部|的 [A-Z]| [A-Z]"
"""What else follows who opens a headline; elsewhere it follows any noun."""
_WEAK = frozenset(("与", "将", "拟", "已", "再", "押", "考虑", "要求", "限制", "更新", "升级", "停止", "关闭"))


@lru_cache(maxsize=1)
def _subject() -> tuple[re.Pattern[str], re.Pattern[str]]:
    doing = sorted(words("verbs") | words("actions"), key=len, reverse=True)
    strong = sorted((verb for verb in words("verbs") - _WEAK if len(verb) > 1), key=len, reverse=True)
    return (
        re.compile(rf"[*\s]{{0,3}}([{HAN}]{{2,4}}?)(?=\s?(?:{'|'.join(map(re.escape, doing))}|{_AFTER_SUBJECT}))"),
        re.compile(rf"[，。；]([{HAN}]{{2,4}}?)(?={'|'.join(map(re.escape, strong))}|称|表示|也在|已开放|同期)"),
    )


def subjects(text: str, known: list[Candidate], openings: Iterable[int]) -> Iterator[Found]:
    """``腾讯发布…``: who does what only organisations and people do, where a headline, fact or clause begins."""
    surnames = words("surnames")
    opening, clause = _subject()
    starts = [match for match in (opening.match(text, at) for at in openings) if match]
    for number, match in enumerate([*starts, *clause.finditer(text)]):
        name = match[1]
        if not proper(name) or any(k.start < match.end(1) and match.start(1) < k.end for k in known):
            continue
        person = len(name) == 3 and name[0] in surnames
        rule = "subject of a headline or fact" if number < len(starts) else "subject of a clause"
        yield Found(match.start(1), match.end(1), "PERSON" if person else "ORG", rule, 0.6)


_MODEL = re.compile(rf"(?:^|[^{HAN}]|(?<=[的了与和及由是]))([{HAN}]{{2,4}})(?=大模型)")


def models(text: str) -> Iterator[Found]:
    """``盘古大模型``: a proper word before 大模型."""
    for match in _MODEL.finditer(text):
        if proper(match[1]):
            yield Found(match.start(1), match.end(1), "MODEL", "name before 大模型", 0.6)
