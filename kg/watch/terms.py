"""The day until which a watch statement wants its answer: 本周内, 3 月底前, 二季度末, by March 15.

Rules are tried in order; the earliest one that matches decides. A day is the last one that still is in
time: 本周内 ends on Sunday, 3 月内 on the 31st.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

__all__ = ["term"]

Match = re.Match[str]
DIGITS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
MONTH = r"(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])\s*月"
MONTHS_EN = tuple(name.lower() for name in calendar.month_name[1:])
EN = "|".join(f"{m[:3]}[a-z]*" for m in MONTHS_EN)


def term(text: str, day: date) -> tuple[date | None, str | None]:
    """(day, the words that set it), (None, None) where the text sets no term.

    `day` is the briefing's own day; a month that has passed means next year's.

    >>> term("本周内能否谈拢", date(2026, 2, 24))
    (datetime.date(2026, 3, 1), '本周内')
    """
    for pattern, resolve in RULES:
        match = pattern.search(text)
        if match:
            try:
                found = resolve(match, day)
                if found < day:  # 年中 in August is that of next year
                    found = resolve(match, date(day.year + 1, 1, 1))
                return found, match[0].strip()
            except ValueError:  # 2 月 30 日: a day that is none sets no term
                continue
    return None, None


def _month_number(match: Match) -> int:
    printed = match["month"]
    return int(printed) if printed.isdigit() else DIGITS[printed]


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month_end(month: int, day: date) -> date:
    return _last(day.year + (month < day.month), month)


def _month_start(match: Match, day: date) -> date:
    month = _month_number(match)
    return date(day.year + (month <= day.month), month, 1)


def _day_of_month(match: Match, day: date) -> date:
    month, number = _month_number(match), int(match["day"])
    found = date(day.year, month, number)
    return found if found >= day else date(day.year + 1, month, number)


def _third(match: Match, day: date) -> date:
    """上旬 ends on the 10th, 中旬 on the 20th (before 中旬: on the 15th), 下旬 with the month."""
    month = _month_number(match)
    end = _month_end(month, day)
    if match["third"] == "上":
        return end.replace(day=10)
    if match["third"] == "中":
        return end.replace(day=15 if "前" in match[0] else 20)
    return end


def _quarter(match: Match, day: date) -> date:
    printed = match["quarter"]
    number = (day.month + 2) // 3 if printed == "本" else int(DIGITS.get(printed, 0) or printed)
    return _month_end(number * 3, day)


def _sunday(weeks: int) -> Callable[[Match, date], date]:
    return lambda _, day: day + timedelta(days=6 - day.weekday() + 7 * weeks)


def _months_on(months: int) -> Callable[[Match, date], date]:
    def end(_: Match, day: date) -> date:
        month = day.month - 1 + months
        return _last(day.year + month // 12, month % 12 + 1)

    return end


def _english(match: Match, day: date) -> date:
    month = next(n for n, name in enumerate(MONTHS_EN, 1) if name.startswith(match["month"][:3].lower()))
    if match["day"]:
        found = date(day.year, month, int(match["day"]))
        return found if found >= day else found.replace(year=day.year + 1)
    return _month_end(month, day)


RULES: tuple[tuple[re.Pattern[str], Callable[[Match, date], date]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), resolve)
    for pattern, resolve in (
        (rf"{MONTH}\s*(?P<day>\d{{1,2}})\s*[日号](?:\s*(?:之前|以前|前|的))", _day_of_month),
        (rf"{MONTH}\s*(?P<third>[上中下])旬(?:\s*(?:结束)?(?:之前|前|内))?", _third),
        (rf"{MONTH}\s*(?:底|末)(?:\s*(?:之前|以前|前))?(?!\s*(?:之后|以后|后))",
         lambda m, d: _month_end(_month_number(m), d)),
        (rf"{MONTH}(?:内|份?之内|的新?窗口)", lambda m, d: _month_end(_month_number(m), d)),
        (rf"{MONTH}(?:之前|以前|前)", _month_start),
        (r"(?:本周|这周|这一周|周末前)(?:内|之内|末)?", _sunday(0)),
        (r"(?:下周|下一周)(?:内|之内|末|的)?", _sunday(1)),
        (r"(?:本月|这个月|月底|月末)(?:内|之内|底|末)?(?:之?前)?", _months_on(0)),
        (r"(?:下月|下个月)(?:内|底|末)?", _months_on(1)),
        (r"(?P<quarter>[一二三四1-4])\s*季度(?:末|底|内)?|(?<=Q)(?P<q>[1-4])", lambda m, d: _month_end(
            3 * (DIGITS.get(m["quarter"] or "", 0) or int(m["q"] or m["quarter"])), d)),
        (r"(?P<quarter>本)季度(?:末|底|内)?", _quarter),
        (r"年中(?:之?前)?|上半年", lambda _, d: _month_end(6, d)),
        (r"(?:今年|年)(?:底|末)(?:之?前)?|(?:今年)?年内|下半年", lambda _, d: date(d.year, 12, 31)),
        (rf"\bby\s+(?P<month>{EN})\.?(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?\b", _english),
        (r"\b(?:by the end of|later|within) this week\b|\bthis week\b", _sunday(0)),
        (r"\bnext week\b", _sunday(1)),
        (r"\b(?:by the end of|later|within) (?:this|the) month\b|\bthis month\b", _months_on(0)),
        (r"\bby (?:the end of the year|year[- ]end)\b", lambda _, d: date(d.year, 12, 31)),
    )
)  # fmt: skip
