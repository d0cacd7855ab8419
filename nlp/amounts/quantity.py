"""One number with what stands around it: currency, scale, unit, approximation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from nlp.amounts.numbers import SCALE, scale_of
from nlp.amounts.units import Form, forms

MAX_NUMERALS = 16  # characters of a number in Chinese numerals
_RATIO = re.compile(r"[0-9] (?:in|out of) $")
_ORDINAL = re.compile(
    r"(?:第(?: ?[0-9]{1,3} ?[、和与及至到~-]){0,4}"
    r"|no\.|top|#|rank|ranked|step|phase|chapter|section|page|series|version|ver\.|v\.)[ -]?$"
)
_VERSION = re.compile(r"[a-z] $")
_PLACE = re.compile(r"(?:前|第|列|居)[ ]?$")
_RESOLUTION = re.compile(r" ?(?:图|视频|分辨率|画质|超清|高清|屏|video|image|resolution|display)")  # 4K 视频
_GENERIC = frozenset({"元", "dollars", "dollar"})
_HOURS = 24
_WORDS = re.compile(
    r" (?!(?:and|or|in|of|to|for|the|by|at|on|with|as|is|are|than|from|vs|per|a|an|that|which"
    r"|hundred|thousand|million|billion|trillion) )[a-z]{2,14}"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number read at ``text[start:end]`` (approximation included); `measure` None where no unit was found."""

    start: int
    end: int
    number: float
    scale: float | None
    kind: str | None
    measure: str | None
    approx: bool
    high: float | None = None

    @property
    def value(self) -> float:
        """In units: ``1.5 亿`` is 150000000."""
        return times(self.number, self.scale or 1.0)


def times(number: float, factor: float) -> float:
    """`number` times `factor` without the dust of binary fractions (2.509 亿 is 250900000)."""
    return float(f"{number * factor:.12g}")


def read(text: str, original: str, start: int, end: int, number: float, after: int = -1) -> Quantity | None:
    """The quantity around the number ``text[start:end]`` (`text` folded); None where it is a part of something else.

    `after` is where the quantity before it ends: a dash from there is a range and not a name's hyphen.
    """
    if _idle(text, start, end):
        return None
    head, currency = _currency(text, start)
    if currency is None and text[end : end + 1] in {":", "/"} and text[end + 1 : end + 2].isdigit():
        return None  # a clock, a ratio, a fraction
    sign = head
    if currency is None:
        if _glued(text, start, after):
            return None
        sign = head = start
    if text[sign - 1 : sign] == "-" and sign - 1 != after and (sign < 2 or text[sign - 2] in " (（，。：,"):
        head, number = sign - 1, -number
    if text[sign - 1 : sign] == "+" and (sign < 2 or not text[sign - 2].isalnum()):
        head = sign - 1
    tail, more, scale, unit = _behind(text, end, currency is not None)
    kind, measure = _measure(original, tail, unit, currency)
    if kind == "time" or (unit and scale is None and kind == "count" and _no_count(text, head, tail, number, unit)):
        return None
    if measure and (_ORDINAL.search(text, max(0, head - 16), head) or _RATIO.search(text, max(0, head - 9), head)):
        return None
    if measure == "KRW" and currency is None and scale is None and number < 1000:
        return None  # 7 won praise
    if kind == "cents":
        kind, number = "money", times(number, 0.01)
    begin, rough = (head, False) if head - 1 == after else about(text, head)  # 3~5: the sign is the range's
    tail, past = beyond(text, tail)
    return Quantity(begin, tail, number, scale, kind, measure, more or rough or past)


def _idle(text: str, start: int, end: int) -> bool:
    """Whether no unit, scale, range or currency can stand around the number: most numbers, so asked first."""
    char = text[end : end + 1]
    if char == " ":
        char = text[end + 1 : end + 2]
    if char and (char in _openers() or "a" <= char <= "z"):
        return char in "月日" and text[end + 1 : end + 3].strip(char + " ")[:1] != "活"  # a date, no 月活
    before = text[start - 1 : start]
    if before and before in " -":
        before = text[start - 2 : start - 1]
    return before not in forms()["before"].last


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    groups = [forms()[name].first for name in ("unit", "more", "adjective")]
    return frozenset(char for first in groups for char in first) - {"年"} | set("万亿千百十兆-~至到")


def _currency(text: str, start: int) -> tuple[int, Form | None]:
    for at in (start, start - 1) if text[start - 1 : start] in {" ", "-"} else (start,):
        found = forms()["before"].before(text, at)
        if found:
            return found
    return start, None


def _glued(text: str, start: int, after: int) -> bool:
    """Whether the number is the end of a name, a version, a fraction or a path."""
    if start == 0:
        return False
    before = text[start - 1]
    if before in "_/@#.&\\=" or "a" <= before <= "z" or "\xdf" <= before <= "\u024f":
        return before != "×"
    if before in "-:":
        return after != start - 1 and start > 1 and (text[start - 2].isalnum())
    return False


def _behind(text: str, end: int, money: bool) -> tuple[int, bool, float | None, Form | None]:
    """End of number, scale and unit; whether "and some" stands between; the scale; the unit."""
    at, more = _more(text, end)
    near = _unit(text, at)
    found = SCALE.match(text, at)
    if found and _is_scale(text, found, near, money):
        at, after = _more(text, found.end())
        more, scale = more or after, scale_of(found[0])
        near = _unit(text, at)
    else:
        scale = None
    if near is None or (money and near[1].kind != "money"):
        return (at if scale or more else end), more, scale, None
    return near[0], more, scale, near[1]


def _is_scale(text: str, found: re.Match[str], near: tuple[int, Form] | None, money: bool) -> bool:
    """A longer unit wins (千瓦); ``m`` is a million beside a currency only, 兆 only before one."""
    word = found[0].strip(" -")
    if near and near[0] > found.end():
        return False
    if word in {"m", "mm"} and not money and _kind_behind(text, found.end()) not in {"noun", "money"}:
        return False
    if word == "兆":
        return _kind_behind(text, found.end()) == "money"
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


def _measure(original: str, tail: int, unit: Form | None, currency: Form | None) -> tuple[str | None, str | None]:
    """Kind and measure; a currency before the number is told more exactly than by 元 or dollars behind it."""
    if unit is None or (currency and unit.text in _GENERIC):
        return ("money", currency.measure) if currency else (None, None)
    kind = "count" if unit.kind == "noun" else unit.kind
    return kind, unit.measure or original[tail - len(unit.text) : tail]


def _no_count(text: str, head: int, tail: int, number: float, unit: Form) -> bool:
    """Ranks (前 10 名), times of day (下午 3 点) and versions (Sora 2 视频, 文心 5.0 参数) are no counts."""
    if unit.kind == "noun" and not unit.text.isascii():
        return "." in text[head:tail] or _VERSION.search(text, max(0, head - 3), head) is not None
    if unit.text in {"名", "位"} and _PLACE.search(text, max(0, head - 2), head):
        return True
    if unit.text == "点":
        return number <= _HOURS
    return unit.text == "分" and text[head - 1 : head] in {"点", "时"}


def about(text: str, head: int) -> tuple[int, bool]:
    """Start and whether an approximation stands directly before (at most one blank between)."""
    at = head - 1 if text[head - 1 : head] == " " else head
    if text[max(0, at - 2) : at] == "**":
        return head, about(text, at - 2)[1]
    found = forms()["about"].before(text, at)
    if not found:
        verb = forms()["verb"].before(text, at)
        return head, verb is not None and forms()["about"].before(text, verb[0]) is not None
    again = forms()["about"].before(text, found[0] - (text[found[0] - 1 : found[0]] == " "))
    return (again or found)[0], True


def beyond(text: str, tail: int) -> tuple[int, bool]:
    found = forms()["after"].behind(text, tail + (text[tail : tail + 1] == " "))
    return (found[0], True) if found else (tail, False)


def with_unit(low: Quantity, high: Quantity) -> Quantity:
    """One range of two numbers; the first takes unit and scale of the second where it has none."""
    shared = low.scale is None and (low.measure is None or low.kind == "money") and abs(low.number) <= abs(high.number)
    scale = high.scale if shared else low.scale
    first = times(low.number, scale or 1.0)
    return replace(
        high, start=low.start, number=first, scale=None, high=high.value, approx=low.approx or high.approx
    )
