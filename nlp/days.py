"""Days named in a text, against the day of the post: ``2 月 27 日``, ``上周三``, ``Feb. 27``, ``on Thursday``.

`RULES` is ordered: a rule claims text before the ones below it. Each pattern begins with literal characters
(so that searching is linear and fast); what may stand around it is asked by the rule's function.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from nlp.normal import narrow

PAST = 60  # days: what lies farther back is background (a founding, last year's rule) and not the news
AHEAD = 120  # days: what lies farther ahead is a plan

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ZH_WEEKDAYS = "一二三四五六日"
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?![a-z])\.?"
)
_OF_YEAR = "(?:,? (?P<year>20[0-9][0-9]))?"
_DAY = "(3[01]|[12][0-9]|0?[1-9])"


class Day(NamedTuple):
    """A day named at ``text[start:end]`` by the rule of that name."""

    start: int
    end: int
    day: date
    rule: str


Match = re.Match[str]
Reading = Callable[[Match, date], tuple[int, date | None]]
"""Where the expression begins and the day it means; None where it means none."""


def nearest(month: int, day: int, post: date) -> date | None:
    """The day of that month nearest to the post: ``12 月 30 日`` in a post of January is in the year before.

    >>> nearest(12, 30, date(2026, 1, 2))
    datetime.date(2025, 12, 30)
    """
    years = (post.year, post.year - 1, post.year + 1)
    return min((d for y in years if (d := _date(y, month, day))), key=lambda d: abs(d - post), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # the 31st of a short month
        return None


def _look(match: Match, pattern: re.Pattern[str], reach: int) -> Match | None:
    """`pattern` (ending in ``$``) in the `reach` characters before the match."""
    return pattern.search(match.string, max(0, match.start() - reach), match.start())


def _behind(match: Match) -> str:
    return match.string[match.start() - 1 : match.start()]


_YEAR = re.compile(r"(?:(20[0-9][0-9]) ?年|(去年|今年|本年|明年)) ?$")
_RELATIVE_YEARS = {"去年": -1, "今年": 0, "本年": 0, "明年": 1}


def _month_day(match: Match, post: date) -> tuple[int, date | None]:
    month, day = int(match[1]), int(match[2])
    year = _look(match, _YEAR, 7)
    if year:
        return year.start(), _date(int(year[1] or post.year + _RELATIVE_YEARS.get(year[2], 0)), month, day)
    return match.start(), None if _behind(match).isdigit() else nearest(month, day, post)


def _iso(match: Match, post: date) -> tuple[int, date | None]:
    part_of_more = _behind(match) in set("0123456789/-._=")
    return match.start(), None if part_of_more else _date(int(match[1]), int(match[3]), int(match[4]))


def _english(match: Match, post: date) -> tuple[int, date | None]:
    if _behind(match).isalnum():
        return match.start(), None
    month = MONTHS.index(match["month"][:3].lower()) + 1
    day, year = int(match["day"]), match["year"]
    return match.start(), _date(int(year), month, day) if year else nearest(month, day, post)


_BACK = {"今": 0, "昨": 1, "前": 2, "t": 0, "e": 0, "y": 1}


_NO_TODAY = re.compile(r"(?:[A-Za-z0-9]|\bof |USA |Physics |Psychology )$")


def _ago(match: Match, post: date) -> tuple[int, date | None]:
    inside = match[0].isascii() and _look(match, _NO_TODAY, 12)
    return match.start(), None if inside else post - timedelta(_BACK[match[0][0].lower()])


_WHICH = re.compile(r"(?:(?P<last>上个?)|(?P<next>下个?)|(?P<this>本|这个?))$")
_HABIT = re.compile(r"[每双两几数到至和、0-9一二三四五六七八九十]$")
_WHICH_ENGLISH = re.compile(
    r"(?:(?P<last>[Ll]ast)|(?P<next>[Nn]ext)|(?P<this>[Tt]his)|(?P<habit>[Ee]very|[Ee]ach|Black|Good|Cyber)) $"
)


def _weekday(match: Match, post: date) -> tuple[int, date | None]:
    """Up to the post the last such day; 本 and "this" keep to its week, 上 and "last" to the week before.

    下周三 and habits (每周五, 周一至周五) mean no day.
    """
    chinese = not match[0].isascii()
    which = _look(match, _WHICH if chinese else _WHICH_ENGLISH, 6)
    if not which and (_look(match, _HABIT, 1) if chinese else _behind(match).isalnum()):
        return match.start(), None
    index = _ZH_WEEKDAYS.index(match[1].replace("天", "日")) if chinese else WEEKDAYS.index(match[1][:3].lower())
    start, word = (which.start(), which.lastgroup) if which else (match.start(), "")
    monday = post - timedelta(post.weekday())
    meant = {"last": monday + timedelta(index - 7), "this": monday + timedelta(index), "next": None, "habit": None}
    return start, meant.get(word or "", post - timedelta((post.weekday() - index) % 7))


_OPENS = re.compile(r"(?:时间|[，。、；：（(于在]|^|\n|[*]|本月|(?P<before>上个?月)) ?$")


def _day_only(match: Match, post: date) -> tuple[int, date | None]:
    """``27 日`` where a clause begins or after 于, 在: the last such day, or tomorrow; 上月 is the month before."""
    opens = _look(match, _OPENS, 4)
    if opens is None and match.start() > 0:
        return match.start(), None
    if opens and opens["before"]:
        last = post.replace(day=1) - timedelta(1)
        return opens.start("before"), _date(last.year, last.month, int(match[1]))
    ahead = next((n for n in range(-1, 31) if (post - timedelta(n)).day == int(match[1])), None)
    return match.start(), None if ahead is None else post - timedelta(ahead)


_HOLIDAYS = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "愚人节": (4, 1), "劳动节": (5, 1), "五一": (5, 1),
    "儿童节": (6, 1), "国庆节": (10, 1), "国庆": (10, 1), "万圣节": (10, 31), "双十一": (11, 11), "双 11": (11, 11),
    "双11": (11, 11), "平安夜": (12, 24), "圣诞节": (12, 25), "圣诞": (12, 25), "跨年夜": (12, 31),
    "New Year's Day": (1, 1), "New Year’s Day": (1, 1), "Christmas Eve": (12, 24), "Christmas Day": (12, 25),
    "New Year's Eve": (12, 31), "New Year’s Eve": (12, 31),
}  # fmt: skip
"""Days with a name and one date in every year: month and day."""


def _holiday(match: Match, post: date) -> tuple[int, date | None]:
    return match.start(), nearest(*_HOLIDAYS[match[1]], post)


_TIME_OF_DAY = "凌晨|清晨|早|晨|上午|中午|午间|下午|傍晚|晚|深夜|起|正式|宣布|发布|推出|上线|开源|开放|，|,| ?[0-9]"
_NUMBERED = ("日", "号", "號")
_MONTH_NAMES = tuple(month.capitalize() for month in MONTHS)
RULES: tuple[tuple[str, tuple[str, ...], re.Pattern[str], Reading], ...] = (
    ("month and day", ("月",), re.compile(rf"(1[0-2]|0?[1-9]) ?月 ?{_DAY} ?[日号號]"), _month_day),
    ("iso date", ("20",), re.compile(rf"(20[0-9][0-9])([-/])(1[0-2]|0?[1-9])\2{_DAY}(?![0-9/-])"), _iso),
    (
        "Feb 27",
        _MONTH_NAMES,
        re.compile(rf"(?P<month>{_MONTH}) (?P<day>{_DAY})(?:st|nd|rd|th)?(?![0-9:%]|\.[0-9]){_OF_YEAR}"),
        _english,
    ),
    (
        "27 Feb",
        _MONTH_NAMES,
        re.compile(rf"(?P<day>{_DAY})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH}){_OF_YEAR}"),
        _english,
    ),
    ("昨日", ("昨", "前天"), re.compile(r"昨[日天晚夜]|前天"), _ago),
    (
        "今日",
        ("今",),
        re.compile(rf"今(?:日(?!头条|美国|简史|趋势|看点|热点|要闻|资本)|晨|早|晚|天(?={_TIME_OF_DAY}))"),
        _ago,
    ),
    ("yesterday", ("day",), re.compile(r"(?:[Yy]esterday|[Ee]arlier today|[Tt]oday)(?![A-Za-z'’])"), _ago),
    (
        "周四",
        ("周", "星期", "礼拜", "週"),
        re.compile(rf"(?:周|星期|礼拜|週)([{_ZH_WEEKDAYS}天])(?!均|活|次|刊|报|更| ?[至到、~-])"),
        _weekday,
    ),
    ("Thursday", ("day",), re.compile(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?![a-z]|\.com)"), _weekday),
    (
        "元旦当天",
        ("当天", "当日", "当晚", "当夜", "New Year", "Christmas"),
        re.compile(rf"({'|'.join(_HOLIDAYS)})(?:当[天日晚夜]|(?<=Day)|(?<=Eve))"),
        _holiday,
    ),
    ("27 日", _NUMBERED, re.compile(rf"{_DAY} ?[日号號](?![内间均活留游后前以本元语媒圆常])"), _day_only),
)
"""(name, one of these must stand in the text, pattern, reading); the second is asked first because it is cheap."""

_DEADLINE_BEFORE = re.compile(
    r"(?:(?:此前|早在|曾在|曾于)[^，。；]{0,8}|截至|截止|截止到|截止于|不早于|不晚于|不迟于|最晚|最迟|最早|早于|晚于|直到|直至|持续到|持续至|延至|延到|延后到|延期至|延期到"
    r"|推迟到|推迟至|延长至|延长到|有效期至|到期日为|早前于|期限为|期到|原定于?|原计划于?|维持到|保留到|保留至|开放至"
    r"|\b(?:by|before|until|till|through|as of|since|than|deadline of|ended|ending"
    r"|expires?(?: on)?|due(?: on)?|ends?(?: on)?))"
    r" ?(?:北京时间|当地时间|美国时间|美东时间|太平洋时间|the|last)? ?$",
    re.IGNORECASE,
)
_DEADLINE_AFTER = re.compile(
    " ?(?:之前|以前|前(?!后|夕|往|线|沿|来)|之后|以后|后(?!台|端|续|门)|以来|截止|到期|止|版|刊|deadline)"
)
_PLAN_BEFORE = re.compile(
    "(?:预计|计划|拟|有望|争取|或|目标|预期|料|planned|expected|could|might|may|aims?)[^，。；,.;]{0,12}$"
)
_FIRST_SENTENCE = re.compile(r"[。；;！？!?\n.](?:(?<!\.)|(?<=\.) )")


def days(text: str, post: date) -> list[Day]:
    """Every day named in `text`, in order of appearance."""
    text = narrow(text)
    found: list[Day] = []
    claimed: set[int] = set()
    for rule, needs, pattern, reading in RULES:
        for match in pattern.finditer(text) if _holds(text, needs) else ():
            start, day = reading(match, post)
            if day and claimed.isdisjoint(range(start, match.end())):
                claimed.update(range(start, match.end()))
                found.append(Day(start, match.end(), day, rule))
    return sorted(found)


def _holds(text: str, words: Iterable[str]) -> bool:
    for word in words:  # noqa: SIM110  (`any` over a generator takes twice as long)
        if word in text:
            return True
    return False


def event_day(passages: Iterable[str], post: date) -> date | None:
    """The day the thing happened: the first past day that `passages` state, else a day ahead that opens one.

    Deadlines (截至, 之前, until), plans (计划于, expected on) and days far from the post are none. A day ahead
    counts in the first sentence only: there it is the news itself (将于 3 月 18 日演讲), later a consequence.
    """
    ahead = None
    for text in passages:
        closing = _FIRST_SENTENCE.search(text)
        for one in days(text, post):
            if _is_deadline(text, one) or not -PAST <= (one.day - post).days <= AHEAD:
                continue
            if one.day <= post:
                return one.day
            if not closing or one.start < closing.start():
                ahead = ahead or _unless_plan(text, one)
    return ahead


def _is_deadline(text: str, one: Day) -> bool:
    before = _DEADLINE_BEFORE.search(text, max(0, one.start - 24), one.start)
    return before is not None or _DEADLINE_AFTER.match(text, one.end) is not None


def _unless_plan(text: str, one: Day) -> date | None:
    return None if _PLAN_BEFORE.search(text, max(0, one.start - 24), one.start) else one.day
