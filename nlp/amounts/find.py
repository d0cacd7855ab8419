"""All amounts of a text: numbers read one by one, ranges joined, Chinese and English numerals for money and shares."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.amounts import quantity
from nlp.amounts.numbers import NUMBER, NUMERALS, WORD, WORDS, arabic, chinese, compound
from nlp.amounts.quantity import Quantity, idle, read, with_unit
from nlp.amounts.units import fold, forms, money_names
from nlp.normal import in_simplified

_CLOSING = frozenset("兆万亿")  # scales that a number may go on behind
_DASHES = frozenset({"-", "--", "~", "~~"})
_TO = frozenset({"至", "到", "to", "and"})
_SHARE = "百分之"
_NO_SUM = frozenset("十百千")
_ROUND = frozenset("十百千万亿兆")  # 十元 is a sum, 二元 mostly not
_VAGUE = frozenset("数几多好")
_LOOK_BACK = 16  # characters before a bare number in which its unit may be named
_NAMED_GAP = re.compile(
    r"[ :：=]?(?:数量|规模|总量|数)?(?:已|将|均|分别)?(?:从|由|自)?"
    r"(?:达到|达|为|是|有|至|增至|升至|突破|扩到|扩至|of|is)?[ 了到:：]{0,2}"
)
_SUFFIX = re.compile(r"[ -](?:dense|instruct|chat|base|it|moe|thinking|preview|coder|vl|mini|pro)(?![a-z])")
"""What follows a size that is a part of a model's name (31B Dense)."""
_FROM = re.compile(r"[从由自][^，。；%]*$")
"""Before the first of two shares: a change from one to the other and no range."""
_CJK = re.compile("[\u4e00-\u9fff]")


_LARGE = 1e4  # the scale (万, 亿, million) from which a bare number may be a sum
_NEAR = 40  # characters from a sum to one that has its currency
_OPEN = re.compile("[，。；、,;.）)\n]|以上|左右|[涨升降跌增到至]|$")
_STOP = re.compile("[。；！？\n]")
_OF_MONEY = re.compile(
    "(?:估值|市值|营收|收入|销售额|融资|募资|总价|售价|投资额|投资|支出|开支|预算|利润|净利|亏损|罚款|金额|总额|作价|目标)"
    "[^，。；、\n]{0,14}$"
)
"""In the clause of the number, before it."""
_TAIWAN = re.compile("[臺台][灣湾幣币積积北南中]|新[臺台]|[台臺][廠厂股商]|全[台臺]")


class Found(NamedTuple):
    """An amount at ``text[start:end]``."""

    start: int
    end: int
    value: float
    high: float | None
    measure: str
    approx: bool
    kind: str
    """money, share or count."""


def find(text: str, taken: Sequence[tuple[int, int]] = (), folded: str | None = None) -> list[Found]:
    """The amounts of `text` in order; numbers inside the spans `taken` (names, in order) are no amounts."""
    folded = fold(text) if folded is None else folded
    found = [
        Found(q.start, q.end, q.value, q.high, q.measure, q.approx, q.kind)
        for q in _joined(folded, list(_quantities(text, folded, taken)))
        if q.measure and q.kind
    ]
    return _apart([*found, *_shares(folded), *_sums(folded)])


def _apart(found: list[Found]) -> list[Found]:
    """In order and without overlap; the first stays."""
    out: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not out or one.start >= out[-1].end:
            out.append(one)
    return out


def _quantities(text: str, folded: str, taken: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    starts = [start for start, _ in taken]
    last: Quantity | None = None
    money: Quantity | None = None
    home = _home(text, folded)
    for start, end, number, spelled in _numbers(folded):
        at = bisect_right(starts, start) - 1
        if number is None or (at >= 0 and start < taken[at][1]) or idle(folded, start, end):
            continue
        one = read(folded, text, start, end, number, last.end if last else -1)
        if one is None or (spelled and one.kind not in {"money", "share"}):
            continue
        if one.measure is None:
            one = _shared(folded, last, one) or _carried(folded, money, one) or _bare(text, folded, start, end, one)
        if one.measure == "CNY" and home and folded[one.end - 1] == "元":
            one = one._replace(measure=home)
        last, money = one, one if one.kind == "money" else money
        yield one


def _numbers(folded: str) -> Iterator[tuple[int, int, float | None, bool]]:
    """Start, end, value (None where it is none), and whether it is spelled in words."""
    read = 0
    for match in NUMBER.finditer(folded):
        if match.start() < read:
            continue
        longer = compound(folded, match) if folded[match.end() : match.end() + 2].lstrip()[:1] in _CLOSING else None
        read, value = longer or (match.end(), arabic(match[0]))
        yield match.start(), read, value, False
    if "illion" in folded or "percent" in folded or "per cent" in folded:
        for match in WORD.finditer(folded):
            yield match.start(), match.end(), WORDS[match[0]], True


def _shared(folded: str, low: Quantity | None, high: Quantity) -> Quantity | None:
    """``$5 to 6 billion``: the second number is of the first one's currency."""
    if low and low.kind == "money" and high.scale and _gap(folded, low, high) in _DASHES | _TO:
        return high._replace(kind="money", measure=low.measure)
    return None


def _home(text: str, folded: str) -> str | None:
    """The currency that 元 alone means where a text in traditional script is about Taiwan, else None."""
    return "TWD" if "元" in folded and in_simplified(text) != text and _TAIWAN.search(text) else None


def _carried(folded: str, money: Quantity | None, one: Quantity) -> Quantity | None:
    """``融资 3 亿美元，估值升至 50 亿``: a large number behind a word of money has the currency of the last sum."""
    if not money or (one.scale or 0) < _LARGE or one.start - money.end > _NEAR or not _OPEN.match(folded, one.end):
        return None
    before = folded[max(0, one.start - 20) : one.start]
    if _STOP.search(folded, money.end, one.start) or not _OF_MONEY.search(before):
        return None
    return one._replace(kind="money", measure=money.measure)


def _bare(text: str, folded: str, start: int, end: int, one: Quantity) -> Quantity:
    """A number without a unit: parameters where it is written with B, else what is named just before."""
    if one.scale is None:
        return one
    letter = folded[end : end + 1]
    named = _named(folded, one.start)
    if named is None and letter == "b" and not _SUFFIX.match(folded, one.end):
        named = "参数" if _CJK.search(text, max(0, start - 40), end + 40) else "parameters"
    if named is None:
        return one
    return Quantity(one.start, one.end, one.number, one.scale, "count", named, one.approx)


def _named(folded: str, start: int) -> str | None:
    table = forms()["named"]
    for at in range(start, max(0, start - _LOOK_BACK), -1):
        gap = _NAMED_GAP.fullmatch(folded, at, start)
        if gap and (found := table.before(folded, at)):
            return found[1].measure
    return None


def _joined(folded: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Ranges: two numbers with a dash, or with 至, 到, to where the first has no whole unit of its own.

    ``从 50 美元到 100 美元`` stays two amounts: each is stated in full; ``30% 至 35%`` is one.
    """
    found.sort(key=lambda q: q.start)
    at = 0
    while at < len(found):
        one = found[at]
        if at + 1 < len(found) and _is_range(folded, one, found[at + 1]):
            one = with_unit(one, found[at + 1])
            at += 1
        yield one
        at += 1


def _gap(folded: str, low: Quantity, high: Quantity) -> str:
    return folded[low.end : high.start].strip()


def _is_range(folded: str, low: Quantity, high: Quantity) -> bool:
    if high.measure is None or (low.measure or high.measure) != high.measure:
        return False
    gap = _gap(folded, low, high)
    if gap in _DASHES:
        return True
    whole = low.measure is not None and not (low.kind == "money" and low.scale is None and high.scale is not None)
    if gap == "and":
        return not whole and folded[max(0, low.start - 8) : low.start].strip() == "between"
    if gap == "至" and low.kind == high.kind == "share" and low.number < high.number:
        return _FROM.search(folded, max(0, low.start - 10), low.start) is None
    return gap in _TO and not whole


def _shares(folded: str) -> Iterator[Found]:
    """``百分之四十``, ``百分之 70``."""
    at = folded.find(_SHARE)
    while at >= 0:
        start = at + len(_SHARE)
        end = start
        while end < len(folded) and end < start + quantity.MAX_NUMERALS and folded[end] in NUMERALS:
            end += 1
        value = chinese(folded[start:end]) if end > start else None
        if value is None and (match := NUMBER.match(folded, start + (folded[start : start + 1] == " "))):
            value, end = arabic(match[0]), match.end()
        if value is not None:
            yield _around(folded, at, end, value, "%", "share")
        at = folded.find(_SHARE, start)


def _sums(folded: str) -> Iterator[Found]:
    """``十亿美元``, ``近百亿美元``, ``三十多亿元``; ``数十亿美元`` states no sum."""
    for match in money_names().finditer(folded):
        end = match.start() - (folded[match.start() - 1 : match.start()] == " ")
        start = end
        while start > 0 and end - start < quantity.MAX_NUMERALS and folded[start - 1] in NUMERALS | frozenset("多余"):
            start -= 1
        run = folded[start:end]
        more = "多" in run or "余" in run
        run = run.replace("多", "").replace("余", "")
        before = folded[start - 1 : start]
        if not run or before in _VAGUE or folded[max(0, start - 2) : start].rstrip(" ")[-1:].isdigit():
            continue
        value = None if run in _NO_SUM or (match[0] == "元" and run[-1] not in _ROUND) else chinese(run)
        if value is not None:
            over = before == "上"
            measure = forms()["unit"].table[match[0]].measure
            yield _around(folded, start - over, match.end(), value, measure, "money", more or over)


def _around(
    folded: str, start: int, end: int, value: float, measure: str, kind: str, approx: bool = False
) -> Found:
    begin, about = quantity.about(folded, start)
    tail, beyond = quantity.beyond(folded, end)
    return Found(begin, tail, value, None, measure, approx or about or beyond, kind)
