"""Personal names in Chinese characters: transliterated ones around a dot, Chinese ones beside a title or a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.matching import any_of
from nlp.unknown.found import Found
from nlp.words import words

HAN = "\u4e00-\u9fff"
END = re.compile(r"[\s，。、；：？！,.;:?!（）()“”\"《》「」*/|…—\-]|$")
"""What a Chinese name stands beside besides words."""
PARTICLES = frozenset(
    "的了和与及在对从把被将是为着过并而但也都又再就才让使令以因若如当按据经随由向给到于等有无不未其该此这那某各每获遭且它他她你我们"
)
"""Characters that hardly stand inside a name."""
_LEAVING = (
    "离职|加盟|入职|卸任|辞职|出走|转投|跳槽|出任|加入|创办|创立|执掌|接任|兼任|辞任|撰文|发文|去世|履新"
    "|团队研发|团队开发|团队打造|带领|领衔|牵头|掌舵|接棒|挂帅|主讲"
)
_DOING = (
    "表示|称|透露|指出|认为|坦言|直言|回应|警告|强调|承认|否认|呼吁|发文|发帖|撰文|现身|出席|到访|亮相|会见|会面|当选"
    "|受访|团队|课题组|亲自|转推|转发|带队|官宣|获任|演讲|谈"
)
"""What people do, and organisations too: only behind a full name in the characters of names, where a clause begins."""


@lru_cache(maxsize=1)
def no_names() -> frozenset[str]:
    """Every word that is no part of a Chinese name."""
    long = {v for v in words("verbs") if len(v) > 1}
    return words("heads") | words("stops") | words("actions") | words("titles") | long


_EDGE = frozenset(
    "上下内外后间时日号起止一两多首新旧原前现家款个名位项种类次届场份篇座支本另已曾正仍还可能会要需应称说做看"
)
"""Characters no name begins or ends with."""


@lru_cache(maxsize=65536)
def proper(name: str) -> bool:
    """Whether no part of `name` is a word that is no name.

    >>> proper("腾讯"), proper("放出"), proper("新兴实验室")
    (True, False, False)
    """
    plain = no_names()
    if name[0] in _EDGE or name[-1] in _EDGE or name[-1] in "中月年" or name in plain:
        return False
    pairs = (name[i : i + 2] for i in range(len(name) - 1))
    return not any(pair in plain for pair in pairs) and not any(c in PARTICLES for c in name)


_COMMON_END = frozenset("媒商方者员家人客们群界层户民众辈士业谈获拟赴诉")
"""Last characters of what people and companies are called that have no name (韩媒, 出版商), and of verbs."""
_COUNTED = re.compile("[一二三四五六七八九十百千万几数半两][种个家类项名款条位件次份场组]")


def ordinary(name: str) -> bool:
    """Whether `name` begins like a verb or a count, or ends like a common noun: an organisation hardly does.

    >>> ordinary("造飞机"), ordinary("出版商"), ordinary("八种谓词"), ordinary("晨星")
    (True, True, True, False)
    """
    return name[0] in words("verb_starts") or name[-1] in _COMMON_END or _COUNTED.match(name) is not None


def find(text: str) -> Iterator[Found]:
    """All rules in turn."""
    yield from foreign_people(text)
    yield from titled_people(text)
    yield from acting_people(text)
    yield from speaking_people(text)


@lru_cache(maxsize=1)
def _translit() -> re.Pattern[str]:
    letters = "".join(words("translit"))
    return re.compile(f"[{letters}]{{1,6}}(?:[·•・‧][{letters}]{{1,7}}){{1,3}}")


_DOT = re.compile("[·•・‧]")


def foreign_people(text: str) -> Iterator[Found]:
    """``戴维·彼得斯``: transliteration characters around a dot."""
    if not _DOT.search(text):
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
def _title() -> re.Pattern[str]:
    """Titles only: a pattern that starts with plain words is searched at C speed, one with names is not."""
    return any_of(words("titles"))


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    surname = "|".join(sorted(words("surnames"), key=len, reverse=True))
    return re.compile(rf"(?:{surname})[{HAN}]{{1,2}}")


@lru_cache(maxsize=1)
def _foreign() -> re.Pattern[str]:
    return re.compile(f"[{''.join(words('translit'))}]{{3,6}}(?![·•・‧])")


def titled_people(text: str) -> Iterator[Found]:
    """``创始人闫俊杰``, ``李飞飞教授``."""
    for title in _title().finditer(text):
        at = title.end() + (text[title.end() : title.end() + 1] == " ")
        if _name().match(text, at) and (end := _name_end(text, at)):
            yield Found(at, end, "PERSON", "title and name", 0.85)
            yield from _joined(text, end)
        elif (full := full_name().match(text, at)) and _person(text, *full.span()):
            yield Found(*full.span(), "PERSON", "title and full name", 0.75)
        elif (foreign := _foreign().match(text, at)) and boundary(text, foreign.end()) and proper(foreign[0]):
            yield Found(*foreign.span(), "PERSON", "title and transliteration", 0.75)
        end = title.start() - (text[title.start() - 1 : title.start()] == " ")
        for start in (end - 3, end - 2):
            if start >= 0 and (start == 0 or text[start - 1] in _LEFT) and _person(text, start, end):
                yield Found(start, end, "PERSON", "name and title", 0.8)
                break


def _joined(text: str, end: int) -> Iterator[Found]:
    """Further full names in a list that a titled person begins (研究员郝佳宁、汪泽宇)."""
    while text[end : end + 1] in _AND and (full := full_name().match(text, end + 1)) and _person(text, *full.span()):
        yield Found(*full.span(), "PERSON", "in a list with a titled person", 0.75)
        end = full.end()


_AND = frozenset("、和与")
_LEFT = frozenset(" \n，。、；：（“*与和由请以及的准认布命职者")
"""What stands before a personal name."""
_BETWEEN = re.compile(
    "(?:[已将于也还均曾正拟]|正式|宣布|确认|即将|被曝|今日|昨日|近日|日前|上周|本周|本月|凌晨)+$"
)
"""What may stand between a name and the verb of a career."""
_VERB = any_of(_LEAVING.split("|"))


_IN_GIVEN = str.maketrans("若如之以为其", "明明明明明明")
"""Particles that given names have too; the title or verb beside them tells (庞若鸣)."""


def _person(text: str, start: int, end: int) -> bool:
    found = _name().match(text, start, end)
    if not found or found.end() != end:
        return False
    return proper(text[start] + text[start + 1 : end].translate(_IN_GIVEN))


def person_like(name: str) -> bool:
    """Whether `name` is a surname and a given name, or three and more characters of foreign names.

    >>> person_like("范禹"), person_like("背景"), person_like("纳德拉")
    (True, False, True)
    """
    whole = _name().fullmatch(name)
    return bool(whole) or (len(name) > 2 and set(name) <= set("".join(words("translit_strict"))))


def acting_people(text: str) -> Iterator[Found]:
    """``林俊旸离职``: a surname, and a verb of careers right after the name."""
    for verb in _VERB.finditer(text):
        end = verb.start()
        if between := _BETWEEN.search(text, max(0, end - 8), end):
            end = between.start()
        for start in (end - 3, end - 2):
            if start >= 0 and (start == 0 or text[start - 1] in _LEFT) and _person(text, start, end):
                yield Found(start, end, "PERSON", "name and career verb", 0.8)
                break


@lru_cache(maxsize=1)
def full_name() -> re.Pattern[str]:
    """A surname and two characters of given names, whatever follows."""
    surname = "|".join(sorted(words("surnames"), key=len, reverse=True))
    return re.compile(rf"(?:{surname})[{''.join(words('given_zh'))}]{{2}}")


@lru_cache(maxsize=1)
def _acting() -> re.Pattern[str]:
    return re.compile(rf"({full_name().pattern})(?={_DOING})")


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """Where a clause begins with the first character of a surname: found ten times as fast as the whole name."""
    return re.compile(rf"[\n，。；：*（“](?=[{''.join(sorted({name[0] for name in words('surnames')}))}])")


def speaking_people(text: str) -> Iterator[Found]:
    """``李飞飞团队``, ``王兴兴到访``: a surname and two characters of given names where a clause begins."""
    for start in (0, *(opening.end() for opening in _opening().finditer(text))):
        match = _acting().match(text, start)
        if match and proper(match[1]):
            yield Found(match.start(1), match.end(1), "PERSON", "full name and what people do", 0.75)


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
