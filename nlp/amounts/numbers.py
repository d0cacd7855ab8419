"""Numbers as they are written: Arabic digits with their scale, Chinese numerals, English words."""

from __future__ import annotations

import math
import re
from typing import Final

NUMBER: Final = re.compile(r"[0-9](?:[0-9,.]*[0-9])?")
"""A run of digits, commas and points; `arabic` says whether it is a number."""
_PLAIN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
MAX_DIGITS = 24  # characters of a number; the largest sum ever written in full has fewer

SCALES: Final = {
    "万亿": 1e12, "亿": 1e8, "万": 1e4, "千万": 1e7, "百万": 1e6, "十万": 1e5, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11,
    "千": 1e3, "百": 1e2, "trillion": 1e12, "billion": 1e9, "million": 1e6, "thousand": 1e3, "tn": 1e12, "trn": 1e12,
    "bn": 1e9, "bln": 1e9, "mn": 1e6, "mln": 1e6, "crore": 1e7, "lakh": 1e5, "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12,
    "兆": 1e12, "hundred": 1e2, "mm": 1e6,
}  # fmt: skip
SCALE: Final = re.compile(
    r"(?:[ -]?(?:trillion|billion|million|thousand|hundred|crores?|lakhs?|trn|tn|bln|bn|mln|mm|mn|[kmbt])(?![a-z0-9])"
    r"| ?(?:万亿|千万|百万|十万|十亿|百亿|千亿|亿|万|千|百|兆))"
)
_CLOSES = re.compile(" ?(兆|万亿|亿|万)( ?)(?=[0-9])")  # another number may follow within the same one
_CLOSES_LAST = re.compile(" ?(万亿|千亿|百亿|亿|千万|百万|万|千)")
_TIME = re.compile(r" ?(?:[年月号%.:-]|日(?![元圆])|[a-z])")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
NUMERALS: Final = frozenset("".join([*_DIGITS, *_TENS, *_BIG]) + "点")

WORDS: Final = {
    "a": 1.0, "half a": 0.5, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0,
    "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
}  # fmt: skip
WORD: Final = re.compile(
    rf"(?<![a-z0-9-])(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})"
    r"(?=[ -](?:trillion|billion|million|percent|per cent)(?![a-z]))"
)


def arabic(written: str) -> float | None:
    """The value of digits with thousands separators, None where it is a version, a date or a list.

    >>> arabic("10,000"), arabic("2.50"), arabic("2.3.0"), arabic("1,2")
    (10000.0, 2.5, None, None)
    """
    if len(written) > MAX_DIGITS or not _PLAIN.fullmatch(written):
        return None
    return float(written.replace(",", ""))


def compound(text: str, first: re.Match[str]) -> tuple[int, float] | None:
    """End and value of a number that goes on behind its scale (``1 兆 2,000`` of 亿), None for a plain one.

    The value counts in the scale that follows the last digits: 1兆2000 before 亿 is 12000, 2万5000 is 25000.
    """
    end, value, above = first.end(), arabic(first[0]), math.inf
    while value is not None and (scale := _CLOSES.match(text, end)) and SCALES[scale[1]] < above:
        following = NUMBER.match(text, scale.end())
        number = arabic(following[0]) if following else None
        if following is None or number is None:
            break
        last = _CLOSES_LAST.match(text, following.end())
        below = SCALES[last[1]] if last else 1.0
        step = SCALES[scale[1]] / below
        if step <= 1 or number >= step or (not last and (scale[2] or _TIME.match(text, following.end()))):
            break
        end, value, above = following.end(), value * step + number, SCALES[scale[1]]
    return (end, value) if value is not None and end > first.end() else None


def scale_of(written: str) -> float:
    """The factor of a match of `SCALE`."""
    word = written.strip(" -")
    return SCALES.get(word) or SCALES[word.rstrip("s")]


def chinese(written: str) -> float | None:
    """The value of Chinese numerals, None where they make no number.

    >>> chinese("三点五亿"), chinese("一百二十"), chinese("百亿"), chinese("四十"), chinese("亿")
    (350000000.0, 120.0, 10000000000.0, 40.0, None)
    """
    head, point, tail = written.partition("点")
    if not head or (not point and len(head) == 1 and head in _BIG):
        return None
    if point:
        digits = tail.rstrip("百千万亿")
        fraction = "".join(str(_DIGITS.get(c, "")) for c in digits)
        whole = _whole(head)
        if whole is None or len(fraction) != len(digits) or not fraction:
            return None
        factor = 1.0
        for char in tail[len(digits) :]:
            factor *= _TENS.get(char) or _BIG[char]
        return round(float(f"{whole}.{fraction}") * factor, 6)
    value = _whole(head)
    return None if value is None else float(value)


def _whole(written: str) -> int | None:
    """Positional reading: 兆 and 亿 close what stands before them, then 万, then 千百十; digits alone are digits."""
    if len(written) > 1 and all(c in _DIGITS for c in written):
        return int("".join(str(_DIGITS[c]) for c in written))
    closed, total, section, digit = 0, 0, 0, None
    for char in written:
        if char in _DIGITS:
            if digit:  # 两三亿 names no number
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (1 if digit is None else digit) * _TENS[char]
            digit = None
        elif char in _BIG:
            part = section + (digit or 0)
            if char == "兆":
                closed, total = (total + part or 1) * _BIG[char], 0
            elif char == "亿":  # takes what stands before it with it: 一万亿
                total = (total + (part or (0 if total else 1))) * _BIG[char]
            else:
                total += (part or 1) * _BIG[char]
            section, digit = 0, None
        else:
            return None
    return closed + total + section + (digit or 0)
