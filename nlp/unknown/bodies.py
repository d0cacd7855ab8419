"""Bodies told by what they are made of: parts of a known body, a country's centres."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from nlp.attributes import Candidate
from nlp.unknown.chinese_people import END, HAN, proper
from nlp.unknown.found import Found
from nlp.words import words


@lru_cache(maxsize=1)
def _in_body() -> re.Pattern[str]:
    return re.compile("[和及与]|" + "|".join(sorted(words("bodies"), key=len, reverse=True)))


def of_body(name: str, besides: frozenset[str] = frozenset()) -> bool:
    """Whether `name` consists of words that public bodies are called by, of names, and of the words `besides`.

    >>> of_body("经济事务"), of_body("市场监管"), of_body("要求")
    (True, True, False)
    """
    rest = _in_body().sub(" ", name).split()
    return all((proper(piece) or piece in besides) and len(piece) > 1 for piece in rest)


_PART = re.compile(
    rf"([{HAN}]{{2,6}}?)(?:研究所|研究院|研究中心|实验室|学院|分局|分院|总队|司(?![机令法])|所(?![有以在谓需得为述])"
    r"|庭(?![审外上]))"
)
_NO_PART = frozenset("公上务易场有无之众厕派诊住居处寓会家法其各")
"""Before 司, 所, 庭 these make another word."""


_CENTRE = re.compile(rf"国家([{HAN}]{{2,9}}?)中心(?![城区化])")
_OF_CENTRE = frozenset(("研究", "计算", "超级计算", "评测", "测试", "工程", "工程研究", "技术研究", "协调", "评估"))
"""What such a centre does, though no name."""
_BODY_END = frozenset("院会局学部署厅委所校")
"""Last characters of bodies that have parts."""


def parts(
    text: str, bodies: Iterable[tuple[int, int]], places: Container[tuple[int, int]] = ()
) -> Iterator[Found]:
    """``证监会市场监管司``, ``科学院电光所``: what is a part of a known body, directly behind it."""
    for start, end in bodies:
        if text[end - 1] not in _BODY_END or not (match := _PART.match(text, end)):
            continue
        if match.span(1) in places or (match[1][-1] not in _NO_PART and of_body(match[1])):
            yield Found(start, match.end(), "ORG", "a body and its part", 0.85)


def national(text: str, known: list[Candidate]) -> Iterator[Found]:
    """``捷克国家网络安全中心``: a centre of a country, behind it or by itself."""
    if "国家" not in text or "中心" not in text:
        return
    places = {k.end: k.start for k in known if k.type == "PLACE"}
    for match in _CENTRE.finditer(text):
        start = places.get(match.start())
        opens = match.start() == 0 or END.match(text, match.start() - 1)
        if match[1].endswith("数据") or not (opens or start is not None):
            continue
        if of_body(match[1], _OF_CENTRE):
            yield Found(match.start() if start is None else start, match.end(), "ORG", "a country's centre", 0.8)


_COURT = re.compile("(?:最高|联邦地区|联邦|上诉|高等|地方|巡回|知识产权|破产)法院")
_AT_COURT = frozenset("向在由被遭经，。；：、\n ")


def courts(text: str) -> Iterator[Found]:
    """``向最高法院上诉``: a court named by its rank alone."""
    for match in _COURT.finditer(text) if "法院" in text else ():
        if match.start() == 0 or text[match.start() - 1] in _AT_COURT:
            yield Found(*match.span(), "ORG", "a court by its rank", 0.7)
