"""What stands behind a number: its scale and its unit."""

from __future__ import annotations

import re

from nlp.amounts.numbers import SCALE, scale_of
from nlp.amounts.units import Form, forms

_RESOLUTION = re.compile(r" ?(?:图|视频|分辨率|画质|超清|高清|屏|video|image|resolution|display)")  # 4K 视频
_PARAMETERS = re.compile(" ?(?:个)?(?:总)?(?:参数|token)")  # 兆 before them is 10^12, elsewhere it is mega
_MODELS = frozenset({"模型", "models", "model"})
_WORDS = re.compile(
    r" (?!(?:and|or|in|of|to|for|the|by|at|on|with|as|is|are|than|from|vs|per|a|an|that|which"
    r"|hundred|thousand|million|billion|trillion) )[a-z]{2,14}"
)


def behind(text: str, end: int, money: bool) -> tuple[int, bool, float | None, Form | None]:
    """End of number, scale and unit; whether "and some" stands between; the scale; the unit."""
    at, more = _more(text, end)
    near = _unit(text, at)
    found = SCALE.match(text, at)
    if found and _is_scale(text, found, near, money):
        at, after = _more(text, found.end())
        more, scale = more or after, scale_of(found[0])
        near = _unit(text, at)
        if found[0] == "b" and not money and near and near[1].text in _MODELS:
            near = None  # 8B 模型 is one model of so many parameters
    else:
        scale = None
    if near is None or (money and near[1].kind != "money"):
        return (at if scale or more else end), more, scale, None
    return near[0], more, scale, near[1]


def _is_scale(text: str, found: re.Match[str], near: tuple[int, Form] | None, money: bool) -> bool:
    """A longer unit wins (千瓦); ``m`` is a million beside a currency only, 兆 beside one or before parameters."""
    word = found[0].strip(" -")
    if near and near[0] > found.end():
        return False
    if word in {"m", "mm"} and not money and _kind_behind(text, found.end()) not in {"noun", "money"}:
        return False
    if word == "兆":
        return money or _kind_behind(text, found.end()) == "money" or _PARAMETERS.match(text, found.end()) is not None
    if word == "k" and _RESOLUTION.match(text, found.end()):
        return False
    if word in {"b", "t", "k", "m"} and not money and text[found.end() : found.end() + 1] == "-":
        return not text[found.end() + 1 : found.end() + 2].isalpha() or _unit(text, found.end()) is not None
    return True  # (26B-A4B is a name's part, 1M-token and 5B-6B are not)


def _kind_behind(text: str, at: int) -> str | None:
    found = _unit(text, at)
    return found[1].kind if found else None


def _more(text: str, at: int) -> tuple[int, bool]:
    """Past a 多, 余 or + that is followed by a scale or a unit."""
    skipped = at + (text[at : at + 1] == " ")
    found = forms()["more"].behind(text, skipped)
    if found and (_unit(text, found[0]) or SCALE.match(text, found[0])):
        return found[0], True
    return at, False


def _unit(text: str, at: int) -> tuple[int, Form] | None:
    """The unit behind `at`: directly, after a blank or hyphen, or with an adjective between."""
    units = forms()["unit"]
    if text.startswith("**", at):
        at += 2
    char = text[at : at + 1]
    gap = at + 1 if char == " " or (char == "-" and "a" <= text[at + 1 : at + 2] <= "z") else at
    between = forms()["adjective"].behind(text, gap)
    if between:
        again = forms()["adjective"].behind(text, between[0]) or between
        for past in (again[0], between[0]):
            if (found := units.behind(text, past)) and found[1].kind in {"noun", "count"}:
                return found
    return units.behind(text, gap) or _behind_words(text, at)


def _behind_words(text: str, at: int) -> tuple[int, Form] | None:
    """``300 million weekly active users``: at most two English words between."""
    for _ in range(2):
        word = _WORDS.match(text, at)
        if not word:
            return None
        at = word.end()
        if text[at : at + 1] == " " and (found := forms()["unit"].behind(text, at + 1)):
            return found if found[1].kind == "noun" and len(text[at + 1 : found[0]]) > 2 else None
    return None
