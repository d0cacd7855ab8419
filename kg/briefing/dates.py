"""Days in the spellings that front matter, headings and file names use.

The day is the author's local day: of a timestamp the date as printed, whatever its zone.
"""

from __future__ import annotations

import re
from datetime import date, datetime

__all__ = ["day_in_name", "day_in_text", "day_of_value", "is_utc", "week_in_text"]

# Digit runs are bounded, so no attempt costs more than a few characters.
_YMD = re.compile(
    r"(?<!\d)(20\d\d|19\d\d)\s{0,2}([-./_年])\s{0,2}(\d{1,2})\s{0,2}(?:[-./_月])\s{0,2}(\d{1,2})(?!\d)"
)
_NARROW = {0xFF10 + i: 0x30 + i for i in range(10)}
_COMPACT = re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d)")
_WEEK = re.compile(r"(?<!\d)(20\d\d)[-_ ]?(?:W|week[-_ ]?|第)(\d{1,2})(?!\d)", re.IGNORECASE)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? {1,2}(\d{1,2})(?:st|nd|rd|th)?,? {1,2}(20\d\d)\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? {1,2}([A-Za-z]{3,9})\.?,? {1,2}(20\d\d)\b")


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(word: str) -> int:
    """1-12 for an English month name or its abbreviation, 0 else."""
    short = word[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def day_in_text(text: str) -> date | None:
    """The first day written in a short text (`2026-03-05`, `2026年3月5日`, `2026.03.05`, `March 5, 2026`)."""
    text = text.translate(_NARROW)
    for match in _YMD.finditer(text):
        if found := _day(match[1], match[3], match[4]):
            return found
    for match in _MONTH_FIRST.finditer(text):
        if (month := _month(match[1])) and (found := _day(match[3], month, match[2])):
            return found
    for match in _DAY_FIRST.finditer(text):
        if (month := _month(match[2])) and (found := _day(match[3], month, match[1])):
            return found
    return None


def day_in_name(name: str) -> date | None:
    """The day in a file or folder name; the compact form `20260305` counts here only."""
    if found := day_in_text(name):
        return found
    match = _COMPACT.search(name)
    return _day(match[1], match[2], match[3]) if match else None


def week_in_text(text: str) -> date | None:
    """Last day (Sunday) of the ISO week named in a text (`2026-W09`), None where none is."""
    match = _WEEK.search(text)
    if not match:
        return None
    try:
        return date.fromisocalendar(int(match[1]), int(match[2]), 7)
    except ValueError:
        return None


def day_of_value(value: object) -> date | None:
    """The day of a front matter value: date, datetime (its printed day) or string."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        return day_in_name(value[:100])
    return None


def is_utc(value: object) -> bool:
    """True for a timestamp printed in UTC: the author's own day may then differ by one."""
    if isinstance(value, datetime):
        offset = value.utcoffset()
        return offset is not None and not offset
    if isinstance(value, str):
        tail = value.strip()
        return "T" in tail and tail.endswith(("Z", "z", "+00:00", "+0000"))
    return False
