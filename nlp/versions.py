"""The grammar of model versions and product editions: what may follow a name, and the id that it makes.

``GPT-5.4 mini`` · ``Qwen3.5-35B-A3B`` · ``DeepSeek V4`` · ``Claude Opus 4.6`` · ``Grok 4.20 Beta 2``
"""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.normal import narrow, normal_form
from nlp.words import version_words

_NUMBER = r"[0-9]+(?:\.[0-9]+)*"
_NOT_A_COUNT = (
    r"(?![0-9A-Za-z]|\.[0-9]|,[0-9]|\s?(?:月|日|年|款|种|倍|次(?!日|代|世)|亿|万|千|百|天(?!然|气)|小时|分钟|秒"
    r"|元|强|卡|星|美元|美金|欧元|岁|轮|%|％|张|台|枚|块|页|步|省|城|城市|至|到|个(?!人|性)|家(?!族|用|庭)|名(?!为|称|列)"
    r"|位(?!于|列|居)|项(?!目)|条(?!件|款)|人(?!工|机|类|形)|周(?!边|围)|分(?!别|析|享|发|为)|大(?!幅|模型|规模|量|语言)"
    r"|成(?!为|功|本|了|绩)|套(?!件|用|壳)|件(?!套)|行(?!业|为)|期(?!间|待|望)|级(?!别)|国(?!产|内|际|行)"
    r"|[-–~～][0-9]+\s?(?:月|日|年|个|%)))"
)
"""After a bare number: what would make it a count or a date (``Qwen 2 月``, ``Google 3 款``)."""


_NOT_ENGLISH = (
    r"(?! (?:million|billion|trillion|percent|users|people|times|more|of|years?|months?|weeks?|days?|hours?)\b)"
)
"""After a number behind a product's name: English words that make it a count."""

_COUNTED = re.compile(_NOT_A_COUNT)


def counts(text: str, start: int, end: int) -> bool:
    """Whether the number that ends ``text[start:end]`` after a blank counts what follows (``Qwen 2 月``)."""
    found = re.search(r" [0-9]+$", text[start:end])
    return bool(found) and not _COUNTED.match(text, end)


@lru_cache(maxsize=1)
def _suffix() -> str:
    ordered = sorted(version_words(), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[ -]").replace(r"\-", "[ -]") for word in ordered)


@lru_cache(maxsize=1)
def tail() -> re.Pattern[str]:
    """What follows a family: at least one number or suffix word, then more of both."""
    suffix, part = _suffix(), _NUMBER
    word = rf"(?:{suffix}|(?i:(?<=-)(?:{suffix})))(?![A-Za-z])"
    lower = r"(?:mini|nano|preview|beta|thinking|turbo|pro|flash|lite|chat|base|instruct|max|exp)(?![A-Za-z])"
    number = rf"(?:[VvKMRSO]?{part}[oxs]?|[A-Z]?{part}[BbTM]|[A-Z]{part}(?:\.[0-9]+)?)"
    first = rf"(?:[ -]?{number}{_NOT_A_COUNT}|[ -](?:{word}|{lower}))"
    more = rf"(?:[ -]?(?:{word}|{lower})|-{number}(?![0-9A-Za-z]|\.[0-9])| {number}{_NOT_A_COUNT})"
    return re.compile(rf"{first}{more}{{0,5}}")


@lru_cache(maxsize=1)
def brand_tail() -> re.Pattern[str]:
    """What follows a maker's or a product's name to make a model of it: a letter with a number, or a size."""
    head = rf"[ -]?(?:[VKMR]{_NUMBER}|{_NUMBER}[BT])(?![0-9A-Za-z]|\.[0-9])"
    return re.compile(rf"{head}(?:[ -](?:{_suffix()}|{_NUMBER}[BT])(?![A-Za-z])){{0,3}}")


@lru_cache(maxsize=1)
def edition_tail() -> re.Pattern[str]:
    """What follows a product's name to make an edition of it: ``iOS 26.4``, ``Devin 2.2``, ``MTIA 300``."""
    latin = r"(?<=[A-Za-z]) ?(?:[0-9]{1,3}|(?!19|20)[0-9]{4})(?:\.[0-9]+){0,2}"
    chinese = r"(?<![A-Za-z]) ?[0-9]{1,3}(?:\.[0-9]+){1,2}"  # a bare number behind a Chinese name is a count
    number = f"(?:{latin}|{chinese})"
    return re.compile(rf"{number}(?: (?:{_suffix()})(?![A-Za-z]))?{_NOT_A_COUNT}{_NOT_ENGLISH}")


@lru_cache(maxsize=1)
def short() -> re.Pattern[str]:
    """A version without its family: ``V4``, ``K2.5``, ``V4 Lite``."""
    words = rf"(?:[ -](?:{_suffix()})(?![A-Za-z])){{0,2}}"
    return re.compile(rf"[VKMR]{_NUMBER}{words}(?![0-9A-Za-z_]|\.[0-9]|-[0-9])")


_SPLIT = re.compile(r"[a-z]*[0-9][0-9.]*[a-z]*|[a-z]+")


@lru_cache(maxsize=65536)
def version_id(head: str, written: str) -> str:
    """The id of a version: the head's id and the parts of what was written.

    >>> version_id("gpt", "-5.4 mini"), version_id("qwen", "3.5-35B-A3B")
    ('gpt-5.4-mini', 'qwen-3.5-35b-a3b')
    """
    return "-".join([head, *_SPLIT.findall(normal_form(narrow(written)))])


def tidy(written: str) -> str:
    """A version as it is shown after the head's name (``-4.6`` stays, blanks single)."""
    return re.sub(r"\s+", " ", narrow(written))
