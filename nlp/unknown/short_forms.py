"""Short forms of a name that the item has in full: ``Sundar Pichai`` … ``Pichai``, ``现代汽车`` … ``现代``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from nlp.attributes import Candidate
from nlp.matching import glued
from nlp.unknown.chinese_people import END
from nlp.words import is_generic, words

_LATIN = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: [\w.'’-]+)* ([A-ZÀ-Þ][a-zß-ÿ’'A-Z-]{3,})")
_DOTTED = re.compile("[\u4e00-\u9fff]+(?:[·•・‧][\u4e00-\u9fff]+)*[·•・‧]([\u4e00-\u9fff]{3,})")


def surname(name: str) -> str | None:
    """What a full foreign name is shortened to; None where that would not be unmistakable.

    >>> surname("Sundar Pichai"), surname("戴维·彼得斯"), surname("Wang Xingxing"), surname("Dwarkesh")
    ('Pichai', '彼得斯', None, None)
    """
    match = _LATIN.fullmatch(name) or _DOTTED.fullmatch(name)
    if not match:
        return None
    short = match[1]
    pinyin = words("pinyin")
    if short in pinyin or name.split(" ", 1)[0] in pinyin or is_generic(short) or short.lower() in words("common"):
        return None
    return None if short in words("given") else short


def find(text: str, people: Iterable[Candidate], taken: Iterable[Candidate]) -> Iterator[Candidate]:
    """Further mentions by surname; none where two people of the item share it or a `taken` name covers the place."""
    bearers: dict[str, dict[str, Candidate]] = defaultdict(dict)
    for one in people:
        if one.type == "PERSON" and (short := surname(text[one.start : one.end])):
            bearers[short].setdefault(one.key, one)
    spans = [(k.start, k.end) for k in taken] if bearers else []
    for short, owners in bearers.items():
        if len(owners) > 1:
            continue
        [owner] = owners.values()
        for match in re.finditer(re.escape(short), text):
            start, end = match.span()
            if not glued(text, start, end) and not any(a < end and start < b for a, b in spans):
                yield owner._replace(start=start, end=end, rule="surname of a person in the item", confidence=0.8)


_DOES = re.compile(r"计划|宣布|表示|称|回应|否认|承诺|透露|披露|推出|发布|旗下|拟|已在|还将|将|与|的")
"""What somebody does, behind a short form; also what is somebody's."""


_BRANCH = ("中国", "日本", "韩国", "美国", "欧洲", "印度", "德国")
"""Countries behind a company's name that make its branch there."""


def firms(text: str, found: Iterable[Candidate], taken: Iterable[Candidate]) -> Iterator[Candidate]:
    """Further mentions of a Chinese company without its trade, as the subject of a clause behind the full name.

    >>> full = Candidate(0, 4, "ORG", "hyundai", "Hyundai Motor")
    >>> [one.start for one in firms("现代汽车公布路线图，现代计划三年内部署", [full], [full])]
    [10]
    """
    trades = words("trades")
    for one in found:
        name = text[one.start : one.end]
        if one.type != "ORG" or not 4 <= len(name) <= 5 or name[2:] not in trades:
            continue
        short, spans = name[:2], [(k.start, k.end) for k in taken]
        for match in re.finditer(short, text[one.end :]):
            start, end = one.end + match.start(), one.end + match.end()
            if text.startswith(_BRANCH, end) and _DOES.match(text, end + 2):
                branch = text[start : end + 2]
                rule = "short form of a company in the item and its country"
                yield Candidate(start, end + 2, "ORG", f"name:{branch}", branch, rule, 0.8)
                continue
            opens = END.match(text, start - 1) is not None
            if opens and _DOES.match(text, end) and not any(a < end and start < b for a, b in spans):
                yield one._replace(start=start, end=end, rule="short form of a company in the item", confidence=0.75)
