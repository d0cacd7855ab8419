"""Trends and watch items: level 1 as the inputs of `kg.trends` and `kg.watch`, their results as rows.

With `since` only what can change is computed and written. Ids of statements before that day and evidence from
stories before it do not depend on later days; what earlier days say of a trend or an item comes as one row of
sums (`Past`, `Asked`), so that a day more costs the same in a large archive as in a small one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from sys import intern
from typing import Any

from kg.cluster import Doubt
from kg.corrections import Decisions
from kg.ledger_input import Asked, Past, Statement, StoryInput
from kg.model import (
    DoubtRow,
    EvidenceRow,
    FateEventRow,
    ProposalRow,
    TrendDayRow,
    TrendEvidenceRow,
    TrendRow,
    WatchRow,
)
from kg.origin import ORIGIN_DAYS
from kg.store.reader import Reader
from kg.store.writer import Store
from kg.told import StorySide
from kg.trends import identity
from kg.trends.identity import identify
from kg.trends.model import TrendResult
from kg.watch import ledger as questions
from kg.watch.ledger import follow
from kg.watch.model import WatchResult

__all__ = ["TRENDS", "WATCH", "compute", "statements", "stories", "write"]

DAYS_AT_ONCE = 500
"""Days whose stories are fetched together; ten years in one answer take 0.2 GB more."""
# Passage -> its entities, and these with their makers and families.
NAMED = """
named as (
    select m.passage_id, list(distinct m.entity_id) as ids,
           list_distinct(flatten(list([m.entity_id, e.parent_id, e.family_id]))) as related
    from mention m join entity e using (entity_id)
    where m.day >= $since and (m.story_id is null or m.passage_id in (select passage_id from watch_mention))
    group by m.passage_id
), topics as (
    select statement_id, list(theme_id order by rank) as themes
    from statement_theme
    where statement_id in (
        select trend_mention_id from trend_mention where day >= $since
        union all select watch_mention_id from watch_mention where day >= $since
    )
    group by statement_id
)
"""
TRENDS = f"""
with {NAMED}
select t.trend_mention_id, t.day, t.n, t.text, t.name, coalesce(e.ids, []), coalesce(e.related, []),
       coalesce(x.themes, []), [], null, null
from trend_mention t left join named e using (passage_id) left join topics x on x.statement_id = t.trend_mention_id
where t.day >= $since or t.trend_mention_id in (select unnest($also::varchar[]))
order by t.day, t.n, t.trend_mention_id
"""  # noqa: S608  # constants of this module
WATCH = f"""
with {NAMED}
select w.watch_mention_id, w.day, w.n, p.text, '', coalesce(e.ids, []), coalesce(e.related, []),
       coalesce(x.themes, []), coalesce(f.texts, []), w.by_day, w.by_text
from watch_mention w
join passage p using (passage_id)
left join named e using (passage_id)
left join topics x on x.statement_id = w.watch_mention_id
left join (
    select watch_mention_id, list(text order by position) as texts
    from watch_facet
    where watch_mention_id in (select watch_mention_id from watch_mention where day >= $since)
    group by watch_mention_id
) f using (watch_mention_id)
where w.day >= $since or w.watch_mention_id in (select unnest($also::varchar[]))
order by w.day, w.n, w.watch_mention_id
"""  # noqa: S608
STORIES = """
select s.story_id, s.day, s.position, p.passages, coalesce(e.ids, []), coalesce(e.related, []),
       coalesce(e.headline, []), coalesce(x.themes, []),
       s.story_id in (select story_id from story_repeat)
from story s
join (
    select p.story_id, list((passage_id, p.kind, t.text) order by p.kind <> 'headline', p."start") as passages
    from passage p
    join search_passage t using (passage_id)
    where story_id is not null and day between $since and $until
    group by p.story_id
) p using (story_id)
left join (
    select m.story_id, list(distinct m.entity_id) as ids,
           list_distinct(flatten(list([m.entity_id, e.parent_id, e.family_id]))) as related,
           list(distinct m.entity_id) filter (p.kind = 'headline') as headline
    from mention m join entity e using (entity_id) join passage p using (passage_id)
    where m.day between $since and $until and p.day between $since and $until group by m.story_id
) e using (story_id)
left join (
    select story_id, list(theme_id order by rank) as themes
    from story_theme
    where rank <= 3 and story_id in (select story_id from story where day between $since and $until)
    group by story_id
) x using (story_id)
where s.day between $since and $until
order by s.day, s.position, s.story_id
"""
DOUBTS = """
select d.neighbour_id, d.mention_id, d.score
from doubt d
left join trend_mention t on t.trend_mention_id = d.mention_id
left join watch_mention w on w.watch_mention_id = d.mention_id
where d.kind = $kind and d.day < $since
order by d.day, coalesce(t.n, w.n), d.mention_id
"""
STATED_BEFORE = """
select trend_id, arg_min(name, (day, n, trend_mention_id)), list(distinct day order by day)
from trend_mention
where day < $since
group by trend_id
"""
# The last change of fate is the last in the order in which `kg.watch.fate.history` takes the events of a day.
ASKED_BEFORE = """
with asked as (
    select watch_id, arg_min(text, (day, n, watch_mention_id)) as text, min(day) as first_day,
           max(day) as last_day, count(*) as times,
           arg_max(by_day, (day, n, watch_mention_id)) filter (by_day is not null) as by_day
    from watch_mention where day < $since group by watch_id
), borne as (
    select watch_id, count(*) filter (reason <> $by_person) as found,
           count(*) filter (decision <> 'rejected') as counted,
           min(day) filter (decision <> 'rejected') as first_day,
           max(day) filter (decision <> 'rejected') as last_day
    from evidence where day < $since group by watch_id
), placed as (
    select f.*, (f.day, f.story_id is null, -coalesce(e.grade, 0), coalesce(f.story_id, '')) as place
    from fate_event f left join evidence e using (watch_id, story_id)
    where f.day <= $last
), fated as (
    select watch_id, arg_max(fate, place) as fate, arg_max(reason, place) as reason from placed group by watch_id
)
select a.watch_id, a.text, a.first_day, a.last_day, a.times, a.by_day, f.fate, f.reason,
       coalesce(b.found, 0), coalesce(b.counted, 0), b.first_day, b.last_day
from asked a left join fated f using (watch_id) left join borne b using (watch_id)
"""
WORDS_BEFORE = """
select w.watch_id, p.text, w.day from watch_mention w join passage p using (passage_id) where w.day < $since
"""


@dataclass(frozen=True)
class Ledger:
    """Trends and watch items of an archive."""

    trends: TrendResult
    watch: WatchResult


def compute(reader: Reader, decisions: Decisions, since: date | None = None) -> Ledger:
    """Trends and watch items, complete; of what belongs to a day (evidence, days, doubts, changes of fate,
    assignments) the days from `since` on, the first day that changed. None computes everything from nothing.
    """
    first = since or date.min
    heard = stories(reader, since - timedelta(ORIGIN_DAYS) if since else first)
    earlier, told = (StorySide([s for s in heard if (s.day >= first) is new]) for new in (False, True))
    today = reader.value("select max(day) from briefing") or date.min
    doubts = {kind: _doubts(reader, kind, since) if since else [] for kind in ("trend", "watch")}
    named = {
        kind: [*_decided(decisions, kind), *(id_ for d in own for id_ in (d.left, d.right))]
        for kind, own in doubts.items()
    }
    trends = identify(
        statements(reader, TRENDS, since and since - identity.HORIZON, named["trend"]),
        told,
        decisions,
        today,
        since,
        earlier,
        _known(reader, "trend", since, identity.HORIZON, named["trend"]) if since else {},
        _stated_before(reader, since) if since else {},
        doubts["trend"],
    )
    watch = follow(
        statements(reader, WATCH, since and since - questions.HORIZON, named["watch"]),
        told,
        decisions,
        today,
        since,
        earlier,
        _known(reader, "watch", since, questions.HORIZON, named["watch"]) if since else {},
        _asked_before(reader, since) if since else {},
        reader.rows(WORDS_BEFORE, {"since": since}) if since else [],
        doubts["watch"],
    )
    return Ledger(trends, watch)


def write(store: Store, reader: Reader, decisions: Decisions, since: date | None) -> None:
    """Bring all tables over days to what level 1 says, writing only what differs."""
    last = since and _last_before(reader, since)
    since = since if last else None
    ledger = compute(reader, decisions, since)
    store.replace(TrendRow, ledger.trends.trends)
    store.replace(TrendDayRow, ledger.trends.days, since)
    store.replace(TrendEvidenceRow, ledger.trends.evidence, since)
    store.replace(WatchRow, ledger.watch.items)
    store.replace(EvidenceRow, ledger.watch.evidence, since)
    # A question may have gone stale on a day without a post.
    store.replace(FateEventRow, ledger.watch.fates, last and last + timedelta(days=1))
    store.replace(ProposalRow, [*ledger.trends.proposals, *ledger.watch.proposals])
    doubts = {"trend": ledger.trends.doubts, "watch": ledger.watch.doubts}
    store.replace(
        DoubtRow,
        [DoubtRow(d.right, kind, d.left, day, d.score) for kind, own in doubts.items() for d, day in own],  # type: ignore[arg-type]
        since,
    )
    _assign(store, "trend", ledger.trends.assigned)
    _assign(store, "watch", ledger.watch.assigned)


def _last_before(reader: Reader, since: date) -> date | None:
    """The last day with a post before `since`."""
    found: date | None = reader.value("select max(day) from briefing where day < ?", [since])
    return found


def _decided(decisions: Decisions, kind: str) -> list[str]:
    """The statements that decisions speak of."""
    trend = [decisions.trend_same, decisions.trend_apart]
    watch = [decisions.watch_same, decisions.watch_apart]
    found = {id_ for pairs in (trend if kind == "trend" else watch) for pair in pairs for id_ in pair}
    found |= decisions.names.keys()
    if kind == "watch":
        found |= decisions.fates.keys() | {mention for mention, _ in decisions.evidence}
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _AssignedRow:
    mention_id: str
    item_id: str
    reason: str


def _assign(store: Store, kind: str, assigned: Mapping[str, tuple[str, str]]) -> None:
    rows = [_AssignedRow(mention, item, reason) for mention, (item, reason) in assigned.items()]
    store.temporary("assigned", _AssignedRow, rows)
    store.script(f"assign_{kind}")


def statements(
    reader: Reader, sql: str, since: date | None = None, also: Sequence[str] = ()
) -> list[Statement]:
    """Trend or watch mentions (`sql` is TRENDS or WATCH) in order; watch mentions with their bold marks.

    `since` leaves out earlier ones but those in `also`, which come without their entities, themes and facets.
    """
    rows = reader.rows(sql, {"since": since or date.min, "also": list(also)})
    return [
        Statement(
            id_,
            day,
            n,
            text,
            name,
            _set(entities),
            _set(related),
            tuple(themes),
            tuple(facets),
            by_day,
            words,
        )
        for id_, day, n, text, name, entities, related, themes, facets, by_day, words in rows
    ]


def stories(reader: Reader, since: date = date.min) -> list[StoryInput]:
    """Stories from that day on in day order, the headline first among their passages."""
    days = [day for (day,) in reader.rows("select distinct day from briefing where day >= ? order by day", [since])]
    spans = (days[at : at + DAYS_AT_ONCE] for at in range(0, len(days), DAYS_AT_ONCE))
    return [
        StoryInput(
            id_, day, position, tuple(map(_passage, passages)), _set(entities), _set(related), _set(headline),
            tuple(themes), repeat,
        )
        for span in spans
        for id_, day, position, passages, entities, related, headline, themes, repeat
        in reader.rows(STORIES, {"since": span[0], "until": span[-1]})
    ]  # fmt: skip


def _set(ids: Iterable[str | None]) -> frozenset[str]:
    """One string for each id, however often the archive names it."""
    return frozenset(intern(id_) for id_ in ids if id_)


def _passage(passage: Any) -> tuple[str, str, str]:
    """DuckDB gives an unnamed struct as a tuple or as a dictionary."""
    a, b, c = passage.values() if isinstance(passage, dict) else passage
    return a, b, c


def _doubts(reader: Reader, kind: str, before: date) -> list[Doubt]:
    """Doubts about statements before that day."""
    return [Doubt(*row) for row in reader.rows(DOUBTS, {"kind": kind, "since": before})]


def _known(
    reader: Reader, kind: str, before: date, horizon: timedelta, also: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """Assignments of statements before that day, as far back as a statement joins them, and of those in `also`."""
    given = {"before": before, "first": before - horizon, "also": list(also)}
    return {mention: (item, reason) for mention, item, reason in reader.rows(KNOWN[kind], given)}


def _stated_before(reader: Reader, since: date) -> dict[str, Past]:
    return {id_: Past(name, tuple(days)) for id_, name, days in reader.rows(STATED_BEFORE, {"since": since})}


def _asked_before(reader: Reader, since: date) -> dict[str, Asked]:
    given = {"since": since, "last": _last_before(reader, since), "by_person": questions.BY_PERSON}
    return {id_: Asked(*rest) for id_, *rest in reader.rows(ASKED_BEFORE, given)}


KNOWN = {
    kind: f"""
    select {kind}_mention_id, {kind}_id, {kind}_reason
    from {kind}_mention
    where day < $before and (day >= $first or {kind}_mention_id in (select unnest($also::varchar[])))
    """  # noqa: S608
    for kind in ("trend", "watch")
}
