"""What is in the archive, what a day says, what changed since another day."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kg.briefing import plain
from kg.errors import NotFound
from kg.report.passages import PassageView, passages
from kg.store.reader import Reader
from kg.trends.status import status as status_of

__all__ = [
    "Change", "DayPage", "DayVolume", "Status", "StoryView", "changes", "day_page", "days", "judgements", "posts",
    "status",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Status:
    """What is in, what could not be read, where days are missing."""

    briefings: int
    stories: int
    entities: int
    trends: int
    watch_items: int
    first_day: date | None
    last_day: date | None
    missing: tuple[date, ...]
    issues: tuple[dict[str, Any], ...]
    runs: tuple[dict[str, Any], ...]
    judgements: tuple[dict[str, Any], ...]
    """Decisions that are not applied: their target vanished or another one contradicts them."""


@dataclass(frozen=True, slots=True)
class DayVolume:
    """Stories of a calendar day, None on a day without a briefing."""

    day: date
    stories: int | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with its passages, each with its mentions."""

    story_id: str
    day: date
    n: int
    headline: str
    modality: str
    modality_cue: str | None
    event_day: date | None
    url: str | None
    outlets: tuple[str, ...]
    themes: tuple[tuple[str, float, str], ...]
    """(theme id, score, why)."""
    passages: tuple[PassageView, ...]
    repeats: str | None
    """Why it repeats an earlier story, None where it is new."""


@dataclass(frozen=True, slots=True)
class DayPage:
    """Everything of one day."""

    day: date
    before: date | None
    after: date | None
    briefings: tuple[dict[str, Any], ...]
    stories: tuple[StoryView, ...]
    trends: tuple[dict[str, Any], ...]
    watch: tuple[dict[str, Any], ...]
    issues: tuple[dict[str, Any], ...]
    """What was noticed while its posts were read."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is different now: kind is new, returned, accelerating, quiet, answered or contradicted.

    The last two are the machine's word, whatever a person decided since.
    """

    kind: str
    what: str
    """entity, trend or watch."""
    id: str
    name: str
    reason: str


def status(reader: Reader) -> Status:
    """What is in the archive."""
    counts = reader.rows(
        "select (select count(*) from briefing), (select count(*) from story), (select count(*) from entity), "
        "(select count(*) from trend), (select count(*) from watch)"
    )[0]
    volumes = days(reader)
    return Status(
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4],
        volumes[0].day if volumes else None,
        volumes[-1].day if volumes else None,
        tuple(v.day for v in volumes if v.stories is None),
        tuple(reader.dicts("select path, line, severity, message from issue order by path, line")),
        tuple(reader.dicts("select * from run order by started_at desc limit 10")),
        tuple(
            reader.dicts("select * from judgement where status in ('vanished', 'conflict') order by made_at")
        ),
    )


def days(reader: Reader) -> list[DayVolume]:
    """Every calendar day from the first to the last briefing."""
    known = dict(reader.rows("select day, sum(story_count)::integer from briefing group by day"))
    if not known:
        return []
    first, last = min(known), max(known)
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [DayVolume(day, known.get(day)) for day in span]


def posts(reader: Reader) -> list[dict[str, Any]]:
    """Every post that is in, newest first."""
    return reader.dicts(
        "select day, path, title, story_count, template, language from briefing order by day desc, path"
    )


def day_page(reader: Reader, day: date | None = None) -> DayPage:
    """One day, None for the last one. Raises NotFound where there is no briefing on it."""
    known = [d for (d,) in reader.rows("select distinct day from briefing order by day")]
    if not known:
        raise NotFound("the archive is empty", "run `kg ingest FOLDER`")
    day = day or known[-1]
    if day not in known:
        raise NotFound(f"no briefing on {day}", f"the archive runs from {known[0]} to {known[-1]}")
    at = known.index(day)
    return DayPage(
        day,
        known[at - 1] if at else None,
        known[at + 1] if at + 1 < len(known) else None,
        tuple(reader.dicts("select * from briefing where day = ? order by briefing_id", (day,))),
        tuple(story_views(reader, "s.day = ?", (day,))),
        tuple(
            _as_of(row, day)
            for row in reader.dicts(
                "select m.*, (select list(distinct t.day order by t.day) from trend_mention t "
                "where t.trend_id = m.trend_id and t.day <= m.day) as days "
                "from trend_mention m where m.day = ? order by m.briefing_id, m.n",
                (day,),
            )
        ),
        tuple(
            reader.dicts(
                "select m.*, w.fate, w.asked_count, w.evidence_count, w.boilerplate from watch_mention m "
                "left join watch w using (watch_id) where m.day = ? order by m.briefing_id, m.n",
                (day,),
            )
        ),
        tuple(
            reader.dicts(
                "select path, line, severity, message from issue "
                "where path in (select path from briefing where day = ?) order by path, line",
                (day,),
            )
        ),
    )


def _as_of(row: dict[str, Any], day: date) -> dict[str, Any]:
    """A trend mention with what was known of its trend on its day: the page of a day knows nothing later."""
    days = row.pop("days") or [day]
    state, why = status_of(days, day)
    return {**row, "status": state, "status_reason": why, "day_count": len(days)}


def story_views(reader: Reader, where: str, params: tuple[Any, ...]) -> list[StoryView]:
    """Stories that fulfil a condition of this package's own (never a user's text), in order."""
    rows = reader.dicts(
        f"select s.*, r.reason as repeats from story s left join story_repeat r using (story_id) where {where} "  # noqa: S608
        "order by s.day, s.briefing_id, s.position",
        params,
    )
    ids = [row["story_id"] for row in rows]
    outlets: dict[str, list[str]] = defaultdict(list)
    for id_, outlet in reader.rows(
        "select story_id, outlet from attribution where story_id in (select unnest(?)) order by story_id, position",
        (ids,),
    ):
        outlets[id_].append(outlet)
    found: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
    for id_, theme, score, reason in reader.rows(
        "select story_id, theme_id, score, reason from story_theme where story_id in (select unnest(?)) order by rank",
        (ids,),
    ):
        found[id_].append((theme, score, reason))
    texts: dict[str, list[PassageView]] = defaultdict(list)
    for view in passages(reader, "story_id in (select unnest(?))", (ids,)):
        texts[view.story_id or ""].append(view)
    return [
        StoryView(
            row["story_id"], row["day"], row["n"], plain(row["headline"]), row["modality"], row["modality_cue"],
            row["event_day"], row["url"], tuple(outlets[row["story_id"]]), tuple(found[row["story_id"]]),
            tuple(texts[row["story_id"]]), row["repeats"],
        )
        for row in rows
    ]  # fmt: skip


FATES = """
        select f.watch_id, w.text, f.fate || ' on ' || f.day || ': ' || f.reason
        from fate_event f join watch w using (watch_id)
        where f.day > $since and f.day <= $day and f.fate = '{}'
        order by f.day desc, f.watch_id limit $limit"""

CHANGES = {
    ("new", "entity"): """
        with told as (
            select entity_id, count(distinct story_id) as stories from mention
            where day <= $day and story_id is not null group by entity_id
        )
        select entity_id, name, 'first seen on ' || first_day || ', ' || stories
               || if(stories = 1, ' story', ' stories')
        from entity join told using (entity_id) where first_day > $since and first_day <= $day
        order by known desc, stories desc, entity_id limit $limit""",
    ("returned", "entity"): """
        with days as (select distinct entity_id, day from mention where day <= $day),
        gaps as (select entity_id, day, day - lag(day) over (partition by entity_id order by day) as gap from days)
        select g.entity_id, e.name, 'back on ' || g.day || ' after ' || g.gap || ' days'
        from gaps g join entity e using (entity_id) where g.gap >= 14 and g.day > $since
        order by e.story_count desc, g.entity_id limit $limit""",
    ("accelerating", "entity"): """
        select entity_id, name, story_count || if(story_count = 1, ' story', ' stories') || ' in 7 days, '
               || story_count_before || ' in the 7 before'
        from momentum($day, 7) where momentum >= 1 order by momentum desc, entity_id limit $limit""",
    ("quiet", "trend"): """
        select trend_id, arg_max(name, (day, n, trend_mention_id)),
               'last stated on ' || max(day) || ', on ' || count(distinct day) || ' days'
        from trend_mention where day <= $day group by trend_id
        having count(distinct day) >= 2 and max(day) <= $day - 14 and max(day) > $since - 14
        order by count(distinct day) desc, trend_id limit $limit""",
    ("new", "trend"): """
        select trend_id, arg_min(name, (day, n, trend_mention_id)), 'first stated on ' || min(day)
        from trend_mention where day <= $day group by trend_id having min(day) > $since
        order by min(day), trend_id limit $limit""",
    ("answered", "watch"): FATES.format("answered"),
    ("contradicted", "watch"): FATES.format("contradicted"),
}


def changes(
    reader: Reader, day: date | None = None, since: date | None = None, *, limit: int = 12
) -> list[Change]:
    """What is different on `day` (None: the last) against `since` (None: the briefing before it)."""
    page = day_page(reader, day)
    before = since or page.before or page.day - timedelta(days=1)
    params = {"day": page.day, "since": before, "limit": limit}
    found = []
    for (kind, what), sql in CHANGES.items():
        used = {key: value for key, value in params.items() if f"${key}" in sql}
        found += [Change(kind, what, id_, plain(name), why) for id_, name, why in reader.rows(sql, used)]
    return found


def judgements(reader: Reader) -> list[dict[str, Any]]:
    """Decisions as replayed, latest first; `payload` is a dictionary, `status` applied, undone, vanished, conflict."""
    rows = reader.dicts("select * from judgement order by made_at desc, judgement_id")
    return [{**row, "payload": json.loads(row["payload"])} for row in rows]
