"""One number with what stands around it: currency, scale, unit, approximation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nlp.amounts.behind import behind
from nlp.amounts.units import Form, forms
from nlp.normal import in_simplified

MAX_NUMERALS = 16  # characters of a number in Chinese numerals
_RATIO = re.compile(r"[0-9] (?:in|out of) $")
_ORDINAL = re.compile(
    r"(?:第(?: ?[0-9]{1,3} ?[、和与及至到~-]){0,4}"
    r"|no\.|top|#|rank|ranked|step|phase|chapter|section|page|series|version|ver\.|v\.)[ -]?$"
)
_VERSION = re.compile(r"[a-z] $")
_PLACE = re.compile(r"(?:前|第|列|居)[ ]?$")
_GENERIC = frozenset({"元", "dollars", "dollar"})
_HOURS = 24
_NO_DATE = frozenset("活元圆")  # behind 月 or 日: 月活, 日元


class Quantity(NamedTuple):
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
    """The quantity around a number ``text[start:end]`` that is not `idle`; None where it is a part of something else.

    `text` is folded, `original` is not. `after` is where the quantity before it ends: a dash from there is a range
    and not a name's hyphen.
    """
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
    tail, more, scale, unit = behind(text, end, currency is not None)
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


def idle(text: str, start: int, end: int) -> bool:
    """Whether no unit, scale, range or currency can stand around the number: most numbers, so asked first."""
    char = text[end : end + 1]
    if char == " ":
        char = text[end + 1 : end + 2]
    if char and (char in _openers() or "a" <= char <= "z"):
        return char in "月日" and text[end + 1 : end + 3].strip(char + " ")[:1] not in _NO_DATE
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


def _measure(original: str, tail: int, unit: Form | None, currency: Form | None) -> tuple[str | None, str | None]:
    """Kind and measure; a currency before the number is told more exactly than by 元 or dollars behind it."""
    if unit is None or (currency and unit.text in _GENERIC):
        return ("money", currency.measure) if currency else (None, None)
    kind = "count" if unit.kind == "noun" else unit.kind
    return kind, unit.measure or in_simplified(original[tail - len(unit.text) : tail])


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
    if found and found[1].kind == "limit":
        return head, False
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
    return high._replace(
        start=low.start, number=first, scale=None, high=high.value, approx=low.approx or high.approx
    )
