"""Chinese names by their company: in an enumeration with known ones, before a Latin product, in transliteration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from nlp.attributes import Candidate
from nlp.unknown.chinese_people import boundary, ordinary, person_like, proper
from nlp.unknown.found import Found, after, before
from nlp.words import words

_LIST_TYPES = frozenset({"ORG", "PLACE", "PERSON", "PRODUCT"})


def find(text: str, known: list[Candidate], openings: Iterable[int] = (0,)) -> Iterator[Found]:
    """All rules in turn; `openings` are where a headline or a statement of fact begins."""
    yield from listed(text, known)
    yield from makers(text, known, frozenset(openings))
    yield from transliterated(text, known)


_AND = re.compile("[、与和及]")


def listed(text: str, known: list[Candidate]) -> Iterator[Found]:
    """``腾讯、阿里、百度``, ``软银与英伟达``: what stands in a list with known names is of their kind."""
    starts, ends = {k.start: k for k in known}, {k.end: k for k in known}
    for mark in _AND.finditer(text) if known else ():
        at = mark.start()
        left, right = ends.get(at) or ends.get(at - 1), starts.get(at + 1) or starts.get(at + 2)
        if left is right:  # none
            continue
        if left and not right and left.type in _LIST_TYPES:
            end = _list_end(text, at + 1)
            if end and not _cut(known, at + 1, end) and _member(text[at + 1 : end], left.type):
                yield Found(at + 1, end, left.type, f"in a list with {left.name}", 0.7)
        if right and not left and right.type in _LIST_TYPES:
            start = _list_start(text, at)
            if start is not None and not _cut(known, start, at) and _member(text[start:at], right.type):
                yield Found(start, at, right.type, f"in a list with {right.name}", 0.7)


_ROUND = re.compile("领投|跟投|参投|共同投资|投资方|股东包括|投资者包括|入股")
"""A list near these is one of investors."""


def beside(text: str, found: list[Candidate]) -> Iterator[Found]:
    """Of `listed` the people, and the companies of a list of investors (华泽资本、元禾璞华跟投)."""
    for one in listed(text, found):
        if one.type == "PERSON" or (one.type == "ORG" and _ROUND.search(_clause(text, one.start, one.end))):
            yield one


def _clause(text: str, start: int, end: int) -> str:
    """The sentence around a place, at most 40 characters to either side."""
    left, right = text[max(0, start - 40) : start], text[end : end + 40]
    return re.split("[。；\n]", left)[-1] + re.split("[。；\n]", right)[0]


def _member(name: str, type_: str) -> bool:
    return proper(name) and (person_like(name) if type_ == "PERSON" else not ordinary(name))


def _list_end(text: str, start: int) -> int | None:
    """The end of a list member of two to four characters: a mark, a conjunction, a word after names; else None."""
    for at in range(start + 2, start + 5):
        if not all("\u4e00" <= c <= "\u9fff" for c in text[start:at]) or at > len(text):
            return None
        if boundary(text, at):
            return at
    return None


def _list_start(text: str, at: int) -> int | None:
    start = at
    while start > 0 and at - start < 5 and "\u4e00" <= text[start - 1] <= "\u9fff":
        if text[start - 1] in "与和由对向及被为":
            break
        start -= 1
    bounded = start == 0 or text[start - 1] in "，。；：（、\n*“ 与和由对向及被为"
    return start if bounded and 2 <= at - start <= 4 else None


def _cut(known: list[Candidate], start: int, end: int) -> bool:
    return any(k.start < end and start < k.end for k in known)


def makers(text: str, known: list[Candidate], openings: frozenset[int]) -> Iterator[Found]:
    """``智谱 GLM-5`` where a headline or list begins: a short Chinese word directly before a model is its maker."""
    for one in known:
        if one.type not in {"MODEL", "PRODUCT"} or one.start < 3 or not text[one.start].isascii():
            continue
        end = one.start - (text[one.start - 1] == " ")
        start = _list_start(text, end)
        if start is None or not (start in openings or text[start - 1] in "、与和"):
            continue  # elsewhere it is a verb as often as a name (measured: 19 of 21 wrong)
        if not 2 <= end - start <= 4 or _cut(known, start, end) or before(text, one.start):
            continue
        if proper(text[start:end]) and not ordinary(text[start:end]):
            yield Found(start, end, "ORG", f"before {one.name}", 0.6)


def _ends_known(known: list[Candidate], start: int) -> bool:
    """Whether a known name that began earlier reaches beyond `start` (冯|德莱恩)."""
    return any(k.start < start < k.end for k in known)


@lru_cache(maxsize=1)
def _strict() -> re.Pattern[str]:
    letters = "".join(words("translit_strict"))
    return re.compile(f"[{letters}]{{3,7}}")


@lru_cache(maxsize=8192)
def _plain(name: str) -> bool:
    """Whether a word of Chinese stands in `name`."""
    return any(word in name for word in words("translit_words"))


def transliterated(text: str, known: list[Candidate]) -> Iterator[Found]:
    """Three or more characters that hardly meet but in foreign names: ``麦肯锡``, ``班加罗尔``.

    Where a known name starts the run, the rest belongs to the next word (``英伟达加入``, ``特朗普考虑``).
    """
    for match in _strict().finditer(text):
        name = match[0]
        if _plain(name):
            continue
        lead = next((k for k in known if k.start == match.start()), None)
        ahead = lead.end - lead.start if lead else 0
        if lead and lead.type == "PLACE" and len(name) - ahead > 2:
            yield Found(lead.end, match.end(), "PLACE", "transliteration behind a place", 0.7)
            continue
        if ahead > 2 or (ahead and len(name) - ahead < 3) or _ends_known(known, match.start()):
            continue
        if any(match.start() < k.start < match.end() <= k.end for k in known):  # 查|谷歌: a verb and a known name
            continue
        cues = (after(text, match.end()), before(text, match.start()))
        kinds = [c[1] for c in cues if c and c[1].type in {"PERSON", "PLACE", "ORG"} and c[1].weight >= 1.5]
        if not kinds and any(k.end == match.start() and k.type == "PLACE" for k in known):
            yield Found(match.start(), match.end(), "PLACE", "transliteration behind a place", 0.7)
            continue
        # makers of foreign names are written in Latin letters; people and places are not
        type_ = max(kinds, key=lambda kind: kind.weight).type if kinds else "PERSON"
        yield Found(match.start(), match.end(), type_, "transliteration", 0.7)
