"""Trends over days: gallery, calendar, one trend's page, what has no support, what was never named, shifts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.errors import NotFound
from kg.ids import as_typed
from kg.store.reader import Reader

__all__ = [
    "Calendar", "TrendCard", "TrendPage", "proposals", "shifts", "trend", "trend_calendar", "trends",
    "unnamed_news", "unsupported_trends",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrendCard:
    """One trend in the gallery. `spark` holds stories that bear it out, one number a day with a briefing."""

    trend_id: str
    name: str
    status: str
    status_reason: str
    first_day: date
    last_day: date
    day_count: int
    evidence_count: int
    spark: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TrendPage:
    """One trend: how it was said, what bears it out, who is in it."""

    trend: dict[str, Any]
    phrasings: tuple[dict[str, Any], ...]
    evidence: tuple[dict[str, Any], ...]
    companions: tuple[dict[str, Any], ...]
    days: tuple[tuple[date, str], ...]
    """(day, asserted | evidenced | both)."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Rows are trends, columns are days with a briefing."""

    trends: tuple[TrendCard, ...]
    days: tuple[date, ...]
    cells: dict[tuple[str, date], str]


GALLERY = """
select t.trend_id, t.name, t.status, t.status_reason, t.first_day, t.last_day, t.day_count,
       coalesce(sum(d.evidence_count), 0)::integer as evidence_count
from trend t left join trend_day d using (trend_id)
where t.last_day >= coalesce($since, date '0001-01-01') and t.first_day <= coalesce($until, date '9999-12-31')
  and ($status is null or t.status = $status)
group by all order by t.day_count desc, evidence_count desc, t.trend_id limit $limit
"""


def trends(
    reader: Reader,
    *,
    since: date | None = None,
    until: date | None = None,
    status: str | None = None,
    limit: int = 50,
) -> list[TrendCard]:
    """Trends, the most often stated first."""
    rows = reader.dicts(GALLERY, {"since": since, "until": until, "status": status, "limit": limit})
    days = [day for (day,) in reader.rows("select distinct day from briefing order by day")]
    counts = {
        (t, d): n
        for t, d, n in reader.rows("select trend_id, day, evidence_count + asserted::int from trend_day")
    }
    return [
        TrendCard(**row, spark=tuple(counts.get((row["trend_id"], day), 0) for day in days)) for row in rows
    ]


def trend(reader: Reader, trend_id: str) -> TrendPage:
    """One trend by its id or that of one of its mentions. Raises NotFound."""
    row = reader.dicts(
        "select * from trend where trend_id = $id or trend_id in "
        "(select trend_id from trend_mention where trend_mention_id = $id)",
        {"id": as_typed(trend_id)},
    )
    if not row:
        raise NotFound(f"no trend {trend_id!r}", "see `kg trends`")
    id_ = (row[0]["trend_id"],)
    return TrendPage(
        row[0],
        tuple(reader.dicts("select * from trend_mention where trend_id = ? order by day, n", id_)),
        tuple(
            reader.dicts(
                "select e.*, s.headline, s.modality from trend_evidence e join story s using (story_id) "
                "where trend_id = ? order by e.day, e.score desc",
                id_,
            )
        ),
        tuple(
            reader.dicts(
                "select en.entity_id, en.name, en.type, en.story_count, count(distinct e.story_id)::integer as shared, "
                "count(distinct e.story_id) || ' stories of the trend name it' as reason "
                "from trend_evidence e join mention m using (story_id) join entity en using (entity_id) "
                "where e.trend_id = ? group by all having shared >= 2 order by shared desc, en.entity_id limit 15",
                id_,
            )
        ),
        tuple((day, _state(asserted, count)) for day, asserted, count in reader.rows(
            "select day, asserted, evidence_count from trend_day where trend_id = ? order by day", id_)),
    )  # fmt: skip


def trend_calendar(
    reader: Reader, *, limit: int = 30, since: date | None = None, until: date | None = None
) -> Calendar:
    """Which trend was asserted, evidenced by stories, or both, on which day."""
    cards = trends(reader, since=since, until=until, limit=limit)
    days = [
        day
        for (day,) in reader.rows("select distinct day from briefing order by day")
        if (since is None or day >= since) and (until is None or day <= until)
    ]
    wanted = {card.trend_id for card in cards}
    cells = {
        (id_, day): _state(asserted, count)
        for id_, day, asserted, count in reader.rows(
            "select trend_id, day, asserted, evidence_count from trend_day"
        )
        if id_ in wanted
    }
    return Calendar(tuple(cards), tuple(days), cells)


def _state(asserted: bool, evidence: int) -> str:
    return ("both" if evidence else "asserted") if asserted else "evidenced"


def unsupported_trends(reader: Reader, *, limit: int = 30) -> list[dict[str, Any]]:
    """Stated by the author, borne out by no story."""
    return reader.dicts(
        "select trend_id, name, first_day, last_day, day_count, "
        "'stated on ' || day_count || if(day_count = 1, ' day', ' days') || ', no story of these days "
        "or the month after speaks of it' as reason from trend "
        "where trend_id not in (select trend_id from trend_evidence) order by last_day desc, trend_id limit ?",
        (limit,),
    )


def unnamed_news(reader: Reader, *, limit: int = 20) -> list[dict[str, Any]]:
    """Themes that many stories have as their main one on days on which no trend of the author has it."""
    return reader.dicts(
        """
        with told as (
            select s.day, t.theme_id, count(*) as stories, list(s.headline order by s.position) as headlines
            from story_theme t join story s using (story_id) where t.rank = 1 group by all
        ), named as (
            select distinct m.day, t.theme_id from statement_theme t
            join trend_mention m on m.trend_mention_id = t.statement_id
        )
        select day, theme_id, stories::integer as story_count, headlines,
               stories || ' stories have it as their main theme, no trend of that day does' as reason
        from told anti join named using (day, theme_id)
        where stories >= 2 order by stories desc, day desc, theme_id limit ?
        """,
        (limit,),
    )


def shifts(reader: Reader, *, since: date | None = None, until: date | None = None) -> list[dict[str, Any]]:
    """Shifts 从 A 转向 B as stated; `next_id` is a later shift that starts where this one ended."""
    return reader.dicts(
        """
        with said as (
            select * from trend_mention where shift_from is not null
              and day >= coalesce($since, date '0001-01-01') and day <= coalesce($until, date '9999-12-31')
        )
        select a.trend_mention_id, a.trend_id, a.day, a.name, a.shift_from, a.shift_to,
               min(b.trend_mention_id) as next_id
        from said a left join said b on b.day > a.day and lower(b.shift_from) = lower(a.shift_to)
        group by all order by a.day, a.trend_mention_id
        """,
        {"since": since, "until": until},
    )


def proposals(reader: Reader, kind: str | None = None, *, limit: int = 30) -> list[dict[str, Any]]:
    """Pairs left to a person, the likeliest first."""
    return reader.dicts(
        "select * from proposal where $kind is null or kind = $kind "
        "order by score desc, left_id, right_id limit $limit",
        {"kind": kind, "limit": limit},
    )
