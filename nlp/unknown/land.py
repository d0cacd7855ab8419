"""Places by their form: ``爱达荷州库纳市``, ``位于里奥兰乔镇``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.attributes import Candidate
from nlp.unknown.chinese_people import HAN, PARTICLES, proper
from nlp.unknown.found import Found
from nlp.words import words

_LAST = re.compile("[市县镇郡村乡岛区园城]")
"""Last characters of the forms of places."""
_WRITTEN = """
新区 高新区 经开区 开发区 工业园 产业园 科技园
软体园区 软件园区 科学园区 科技园区 工业园区 产业园区 出口加工区 软件园 科学城 新片区 自贸区 合作区 示范区
"""
_ZONES = tuple(sorted(_WRITTEN.split(), key=len, reverse=True))
"""Forms that end in one of the last three, the longer first."""
_NO_FORM = {
    "市": "场值民政级面售",
    "县": "级域",
    "镇": "静定",
    "郡": "",
    "村": "民",
    "乡": "村",
    "岛": "屿链",
}
"""After the form: characters that make it another word (市场)."""
_TO = re.compile(r"(?:位于|选址|落户|落地|坐落于|坐落在|设于|设在|建于|建在|总部在|来自|迁往|迁至|在)$")
"""What stands before a place."""
LONGEST = 5
"""Characters of a name before its form."""
_HAN = re.compile(f"[{HAN}]")


def find(text: str, known: list[Candidate]) -> Iterator[Found]:
    """A name that ends like a place, behind a known place or what is done in one; a known place with its form."""
    yield from foreign(text, known)
    places: dict[int, Candidate] | None = None
    for match in _LAST.finditer(text):
        at, end, last = match.start(), match.end(), match[0]
        if last in "区园城":
            zone = next((zone for zone in _ZONES if text.endswith(zone, 0, end)), None) if at > 2 else None
            if zone is None:
                continue
            at = end - len(zone)
        if text[end : end + 1] and text[end] in _NO_FORM.get(last, "别域"):
            continue
        if places is None:
            places = {k.end: k for k in known if k.type == "PLACE"}
        whole = places.get(at)
        if whole and at - whole.start > 1 and last in "市县镇郡" and not text[whole.start : at].isascii():
            yield Found(whole.start, end, "PLACE", f"{whole.name} and its form", 0.85)
            continue
        start = _start(text, at, places)
        if start is not None and not any(k.start < end and start < k.end for k in known):
            yield Found(start, end, "PLACE", f"name with {text[at:end]}", 0.75)


def _start(text: str, at: int, places: dict[int, Candidate]) -> int | None:
    """Where the name before a form at `at` begins: behind a known place, or what is done in a place."""
    for start in range(at - 1, max(-1, at - LONGEST - 1), -1):
        if not _HAN.match(text, start) or text[start] in PARTICLES:
            return None
        behind = start in places or (text[start - 1 : start] == "的" and start - 1 in places)
        if behind or _TO.search(text, max(0, start - 4), start):
            return start if at - start > 1 and proper(text[start:at]) else None
    return None


@lru_cache(maxsize=1)
def _foreign() -> re.Pattern[str]:
    letters = "".join(words("translit"))
    where = "位于|选址|落户|落地|坐落于|设在|设于|建于|建在|总部在|迁往|迁至|小镇|小城"
    ends = "[，。、；）\\s]|$|的|建|开|设|投产|动工|扩建"
    return re.compile(rf"(?:{where})(?:[{HAN}]{{2,5}}的)?([{letters}]{{3,6}}?)(?={ends})")


def foreign(text: str, known: list[Candidate]) -> Iterator[Found]:
    """``工厂设在埃尔根巴赫，``: characters of foreign names behind what is done in a place."""
    for match in _foreign().finditer(text):
        start, end = match.span(1)
        if proper(match[1]) and not any(k.start < end and start < k.end for k in known):
            yield Found(start, end, "PLACE", "foreign name where something stands", 0.8)
