"""Personal names in Chinese characters: transliterated ones around a dot, Chinese ones beside a title or a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.unknown.found import Found
from nlp.words import words

HAN = "\u4e00-\u9fff"
END = re.compile(r"[\s，。、；：？！,.;:?!（）()“”\"《》「」*/|…—\-]|$")
"""What a Chinese name stands beside besides words."""
PARTICLES = frozenset(
    "的了和与及在对从把被将是为着过并而但也都又再就才让使令以因若如当按据经随由向给到于等有无不未其该此这那某各每获"
)
"""Characters that hardly stand inside a name."""
_LEAVING = (
    "离职|加盟|入职|卸任|辞职|出走|转投|跳槽|出任|加入|创办|创立|执掌|接任|兼任|辞任|撰文|发文|去世|履新"
    "|团队研发|团队开发|团队打造"
)


@lru_cache(maxsize=1)
def no_names() -> frozenset[str]:
    """Every word that is no part of a Chinese name."""
    return words("heads") | words("stops") | words("actions") | {v for v in words("verbs") if len(v) > 1}


@lru_cache(maxsize=65536)
def proper(name: str) -> bool:
    """Whether no part of `name` is a word that is no name.

    >>> proper("腾讯"), proper("放出"), proper("新兴实验室")
    (True, False, False)
    """
    plain = no_names()
    if name[0] in plain or name[-1] in plain or name in plain:
        return False
    pairs = (name[i : i + 2] for i in range(len(name) - 1))
    return not any(pair in plain for pair in pairs) and not any(c in PARTICLES for c in name)


def find(text: str) -> Iterator[Found]:
    """All rules in turn."""
    yield from foreign_people(text)
    yield from titled_people(text)
    yield from acting_people(text)


@lru_cache(maxsize=1)
def _translit() -> re.Pattern[str]:
    letters = "".join(words("translit"))
    return re.compile(f"[{letters}]{{1,6}}(?:[·•・‧][{letters}]{{1,7}}){{1,3}}")


def foreign_people(text: str) -> Iterator[Found]:
    """``戴维·彼得斯``: transliteration characters around a dot."""
    if not re.search("[·•・‧]", text):
        return
    stops = words("stops")
    for match in _translit().finditer(text):
        start, end = match.span()
        if text[end - 1 : end + 1] in stops:  # 马克·库班加入
            end -= 1
        dot = min(text.find(d, start, end) for d in "·•・‧" if d in text[start:end])
        while dot - start > 2 and text[start : start + 1] in stops:  # 由戴维·彼得斯
            start += 1
        yield Found(start, end, "PERSON", "transliterated personal name", 0.92)


@lru_cache(maxsize=1)
def _titled() -> tuple[re.Pattern[str], re.Pattern[str]]:
    title = "|".join(sorted(map(re.escape, words("titles")), key=len, reverse=True))
    surname = "|".join(sorted(words("surnames"), key=len, reverse=True))
    return (
        re.compile(rf"(?:{title})\s?((?:{surname})[{HAN}]{{1,2}})"),
        re.compile(rf"(?:^|[\s，。、；：（“和与由请以及])((?:{surname})[{HAN}]{{1,2}})\s?(?:{title})"),
    )


def titled_people(text: str) -> Iterator[Found]:
    """``创始人闫俊杰``, ``李飞飞教授``."""
    after_title, before_title = _titled()
    for match in after_title.finditer(text):
        end = _name_end(text, match.start(1))
        if end:
            yield Found(match.start(1), end, "PERSON", "title and name", 0.85)
    for match in before_title.finditer(text):
        if proper(match[1]):
            yield Found(match.start(1), match.end(1), "PERSON", "name and title", 0.8)


@lru_cache(maxsize=1)
def _acting() -> re.Pattern[str]:
    surname = "|".join(sorted(words("surnames"), key=len, reverse=True))
    between = "(?:已|将|于|正式|宣布|确认|即将|被曝|今日|昨日|近日|日前|上周|本周|本月|凌晨|在 X 上){0,3}"
    left = r"(?:^|(?<=[\s，。、；：（“*与和人者员的准认布命职]))"
    return re.compile(rf"{left}((?:{surname})[{HAN}]{{1,2}}){between}(?:{_LEAVING})")


def acting_people(text: str) -> Iterator[Found]:
    """``林俊旸离职``: a surname, and a verb of careers right after the name."""
    for match in _acting().finditer(text):
        if proper(match[1]):
            yield Found(match.start(1), match.end(1), "PERSON", "name and career verb", 0.8)


def _name_end(text: str, start: int) -> int | None:
    """Where a Chinese personal name that starts here ends: two or three characters, then a boundary."""
    for length in (2, 3, 4):
        end = start + length
        if end <= len(text) and boundary(text, end):
            name = text[start:end]
            if length == 4 and name[:2] not in words("surnames"):
                return None
            return None if name in words("heads") or name in words("stops") else end
    return None


def boundary(text: str, at: int) -> bool:
    """Whether a name can end here: punctuation, Latin, or a word that follows names."""
    if at >= len(text) or END.match(text, at) or text[at].isascii():
        return True
    return text[at] in _SINGLE or any(text[at : at + n] in _followers() for n in (2, 3))


_SINGLE = PARTICLES | frozenset("称说曾正因可须应能会")
"""One character after which a name has ended; others (本, 同, 资) begin words as often as names go on with them."""


@lru_cache(maxsize=1)
def _followers() -> frozenset[str]:
    return words("stops") | words("verbs") | words("actions")
