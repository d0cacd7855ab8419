"""`kg brief`: what the next briefing should know on day D, from nothing later than D.

Every line says why it is there and which passages or stories stand behind it. Trend and watch ids do
not change when later days arrive, so cutting every question at D is the same as an archive that ends
at D.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kg.briefing import plain
from kg.errors import NotFound
from kg.fates import FATES
from kg.store.reader import Reader
from kg.watch.boilerplate import boilerplate
from kg.wording import counted

__all__ = ["HEADINGS", "SECTIONS", "Brief", "Line", "brief", "to_markdown"]

NEGLECTED_DAYS = 14  # asked, never touched since, and silent for two weeks: a fortnight of dailies
QUIET_DAYS = 14  # the same span for a trend that was stated at least twice
NEW_DAYS = 7  # "new" and "returned" mean within the last week
RETURN_GAP_DAYS = 21  # back after three weeks without a mention
RUMOUR_DAYS = 45  # older rumours are history

SECTIONS = ("open", "overdue", "neglected", "due", "quiet", "new", "returned", "bursting", "rumours")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know: what, why it is listed, and the ids behind it (newest first)."""

    text: str
    why: str
    ids: tuple[str, ...]
    day: date
    """The day that matters for it: last asked, last stated, first seen."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What is known on `day`; `sections` holds the lists of SECTIONS in that order."""

    day: date
    sections: dict[str, tuple[Line, ...]]


def brief(reader: Reader, day: date | None = None, *, limit: int = 8) -> Brief:
    """The brief for `day` (None: the last day of the archive), at most `limit` lines a section.

    Raises `kg.errors.NotFound` where the archive has nothing on or before that day.
    """
    last = reader.rows("select max(day) from briefing where day <= coalesce(?, date '9999-12-31')", (day,))[
        0
    ][0]
    if last is None:
        raise NotFound(f"no briefing on or before {day}", "see `kg status` for the days that are in")
    at = day or last
    found = {
        **_questions(reader, at),
        **_trends(reader, at),
        **_entities(reader, at),
        "bursting": _bursting(reader, at),
        "rumours": _rumours(reader, at),
    }
    return Brief(at, {name: tuple(found[name][:limit]) for name in SECTIONS})


QUESTIONS = f"""
with said as (
    select watch_id, min(day) as first_day, max(day) as last_day, count(*) as asked,
           arg_max(text, (day, n, watch_mention_id)) as text,
           arg_max(by_day, (day, n, watch_mention_id)) filter (by_day is not null) as term,
           list(watch_mention_id order by day desc, n, watch_mention_id) as ids
    from watch_mention where day <= $day group by watch_id
), asked as (
    -- A term that was over when the question was asked again holds no more, as in kg.watch.ledger.
    select *, case when term >= last_day then term end as by_day from said
), fate as (
    {FATES.format(day="$day")}
), touched as (
    select watch_id, max(e.day) as day, arg_max(e.story_id, (e.day, e.score, e.story_id)) as story_id,
           arg_max(e.reason, (e.day, e.score, e.story_id)) as reason
    from evidence e where e.day <= $day and decision <> 'rejected' group by watch_id
)
select a.*, coalesce(f.fate, 'open') as fate, t.day as touched, t.story_id, t.reason, s.headline
from asked a join watch w using (watch_id) left join fate f using (watch_id) left join touched t using (watch_id)
left join story s on s.story_id = t.story_id
where coalesce(f.fate, 'open') not in ('answered', 'contradicted', 'dropped')
  and not (w.fate_decided_by <> 'machine' and w.fate in ('answered', 'contradicted', 'dropped'))
order by a.last_day desc, a.asked desc, a.watch_id
"""  # noqa: S608  # a constant


def _questions(reader: Reader, day: date) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {"open": [], "overdue": [], "neglected": []}
    known = reader.rows("select watch_id, text, day from watch_mention where day <= ?", (day,))
    usual = boilerplate(known)
    for row in reader.dicts(QUESTIONS, {"day": day}):
        if row["watch_id"] in usual:
            continue
        asked = f"asked {counted(row['asked'], 'time', 'times')}, first on {row['first_day']}"
        if row["touched"]:
            why = f"{asked}; latest evidence {row['touched']}: {plain(row['headline'])} ({row['reason']})"
        else:
            why = f"{asked}; no evidence so far"
        line = Line(
            plain(row["text"]), why, (row["watch_id"], *_some(row["story_id"]), *row["ids"]), row["last_day"]
        )
        if row["by_day"] and row["by_day"] < day:
            overdue = (
                f"due by {row['by_day']}, {counted((day - row['by_day']).days, 'day', 'days')} ago; {why}"
            )
            found["overdue"].append(Line(line.text, overdue, line.ids, row["by_day"]))
        elif not row["touched"] and (day - row["last_day"]).days >= NEGLECTED_DAYS:
            found["neglected"].append(line)
        elif row["fate"] != "stale":
            found["open"].append(line)
    return found


TRENDS = """
with stated as (
    select trend_id, max(day) as last_day, count(distinct day) as days,
           arg_max(name, (day, n, trend_mention_id)) as name,
           list(trend_mention_id order by day desc, n, trend_mention_id) as ids
    from trend_mention where day <= $day group by trend_id
), borne as (
    select e.trend_id, count(*) as stories, max(e.day) as day,
           arg_max(e.story_id, (e.day, e.score, e.story_id)) as story_id
    from trend_evidence e join stated s using (trend_id)
    where e.day > s.last_day and e.day <= $day group by e.trend_id
)
select s.*, b.stories, b.day as borne_day, b.story_id
from stated s left join borne b using (trend_id)
order by coalesce(b.stories, 0) desc, s.days desc, s.trend_id
"""


def _trends(reader: Reader, day: date) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {"due": [], "quiet": []}
    for row in reader.dicts(TRENDS, {"day": day}):
        said = f"stated on {counted(row['days'], 'day', 'days')}, last on {row['last_day']}"
        ids = (row["trend_id"], *_some(row["story_id"]), *row["ids"])
        if row["stories"]:
            later = counted(row["stories"], "later story bears", "later stories bear")
            why = f"{said}; {later} it out, last on {row['borne_day']}"
            found["due"].append(Line(plain(row["name"]), why, ids, row["last_day"]))
        elif row["days"] >= 2 and (day - row["last_day"]).days >= QUIET_DAYS:
            why = f"{said}; no story has borne it out since"
            found["quiet"].append(Line(plain(row["name"]), why, ids, row["last_day"]))
    return found


ENTITIES = """
with seen as (
    select distinct entity_id, day, story_id from mention where day <= $day and story_id is not null
), days as (
    select entity_id, day, lag(day) over (partition by entity_id order by day) as before
    from (select distinct entity_id, day from seen)
), recent as (
    select entity_id, arg_max(before, day) filter (before is null or day - before >= $gap) as before,
           bool_or(before is null) as is_new, max(day) filter (before is null or day - before >= $gap) as back
    from days where day > $since group by entity_id
)
select r.*, e.name, (select count(distinct story_id) from seen s where s.entity_id = r.entity_id
                     and s.day >= r.back) as stories,
       (select list(distinct story_id) from seen s where s.entity_id = r.entity_id and s.day >= r.back) as ids
from recent r join entity e using (entity_id) where r.back is not null
order by stories desc, r.entity_id
"""


def _entities(reader: Reader, day: date) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {"new": [], "returned": []}
    start = reader.rows("select min(day) from briefing")[0][0]
    params = {"day": day, "since": day - timedelta(days=NEW_DAYS), "gap": RETURN_GAP_DAYS}
    for row in reader.dicts(ENTITIES, params):
        ids = (row["entity_id"], *sorted(row["ids"], reverse=True))
        stories = counted(row["stories"], "story", "stories")
        if not row["is_new"]:
            why = f"back on {row['back']} after {(row['back'] - row['before']).days} days; {stories}"
            found["returned"].append(Line(row["name"], why, ids, row["back"]))
        elif (day - start).days > NEW_DAYS:  # in the archive's first week everything is new
            why = f"first seen on {row['back']}; {stories}"
            found["new"].append(Line(row["name"], why, ids, row["back"]))
    return found


def _bursting(reader: Reader, day: date) -> list[Line]:
    from kg.report import bursts

    return [
        Line(burst.name, burst.reason, (burst.entity_id,), burst.end)
        for burst in bursts(reader, until=day)
        if (day - burst.end).days < NEW_DAYS
    ]


RUMOURS = """
select s.story_id, s.day, s.headline, s.modality, s.modality_cue
from story s
where s.modality = 'rumoured' and s.day <= $day and s.day > $since
  and not exists (
    select 1 from relation r join relation later
      on later.subject_id = r.subject_id and later.predicate = r.predicate and later.object_id = r.object_id
    where r.story_id = s.story_id and later.day > s.day and later.day <= $day
      and later.modality in ('announced', 'denied'))
order by s.day desc, s.position
"""


def _rumours(reader: Reader, day: date) -> list[Line]:
    rows = reader.dicts(RUMOURS, {"day": day, "since": day - timedelta(days=RUMOUR_DAYS)})
    return [
        Line(
            plain(row["headline"]),
            f"rumoured on {row['day']}"
            + (f" ({row['modality_cue']})" if row["modality_cue"] else "")
            + "; neither announced nor denied since",
            (row["story_id"],),
            row["day"],
        )
        for row in rows
    ]


def _some(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


HEADINGS = {
    "open": "open questions",
    "overdue": "questions past their date",
    "neglected": f"questions silent for {NEGLECTED_DAYS} days, with no evidence",
    "due": "trends due for a restatement: later stories bear them out",
    "quiet": f"trends gone quiet for {QUIET_DAYS} days",
    "new": f"names new in the last {NEW_DAYS} days",
    "returned": f"names back in the last {NEW_DAYS} days after {RETURN_GAP_DAYS} or more without a mention",
    "bursting": f"names and themes with a raised share of the news in the last {NEW_DAYS} days",
    "rumours": f"rumours of the last {RUMOUR_DAYS} days, neither announced nor denied",
}
"""What each section of SECTIONS holds, for a terminal."""

TITLES = {
    "open": "Open questions · 未决的问题",
    "overdue": "Overdue · 已过期限",
    "neglected": "Asked and never touched · 提过却无下文",
    "due": "Trends due for a restatement · 该重提的趋势",
    "quiet": "Trends gone quiet · 沉寂的趋势",
    "new": "New names · 新出现的名字",
    "returned": "Back again · 重新出现",
    "bursting": "Bursting · 突然增多",
    "rumours": "Rumours still unconfirmed · 未证实的传闻",
}
MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~$"})


def to_markdown(found: Brief) -> str:
    """The brief as Markdown; text of posts is escaped, ids stand in code marks."""
    parts = [f"# Brief for {found.day}"]
    for section, lines in found.sections.items():
        rows = [
            f"- {line.text.translate(MARKS)}  \n  {line.why.translate(MARKS)} (`{line.ids[0]}`)"
            for line in lines
        ]
        parts.append("\n".join([f"## {TITLES[section]}", "", *(rows or ["(none)"])]))
    return "\n\n".join(parts) + "\n"
