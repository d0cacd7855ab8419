"""Trends and watch items: level 1 as the inputs of `kg.trends` and `kg.watch`, their results as rows.

With `since` only what can change is computed: ids of statements before that day and evidence from
stories before it are taken from the database, because neither depends on later days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.cluster import Doubt
from kg.corrections import Decisions
from kg.ledger_input import Statement, StoryInput
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
from kg.store.reader import Reader
from kg.store.writer import Store
from kg.told import StorySide
from kg.trends.identity import identify
from kg.trends.model import TrendResult
from kg.watch.ledger import follow
from kg.watch.model import WatchResult

__all__ = ["TRENDS", "WATCH", "compute", "statements", "stories", "write"]

# Passage -> its entities, and these with their makers and families.
NAMED = """
named as (
    select m.passage_id, list(distinct m.entity_id) as ids,
           list_distinct(flatten(list([m.entity_id, e.parent_id, e.family_id]))) as related
    from mention m join entity e using (entity_id)
    where m.story_id is null or m.passage_id in (select passage_id from watch_mention)
    group by m.passage_id
), topics as (
    select statement_id, list(theme_id order by rank) as themes from statement_theme group by statement_id
)
"""
TRENDS = f"""
with {NAMED}
select t.trend_mention_id, t.day, t.n, t.text, t.name, coalesce(e.ids, []), coalesce(e.related, []),
       coalesce(x.themes, []), [], null, null
from trend_mention t left join named e using (passage_id) left join topics x on x.statement_id = t.trend_mention_id
where $until::date is null or t.day <= $until::date
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
    select watch_mention_id, list(text order by position) as texts from watch_facet group by watch_mention_id
) f using (watch_mention_id)
where $until::date is null or w.day <= $until::date
order by w.day, w.n, w.watch_mention_id
"""  # noqa: S608
STORIES = """
select s.story_id, s.day, s.position, p.passages, coalesce(e.ids, []), coalesce(e.related, []),
       coalesce(e.headline, []), coalesce(x.themes, []), s.modality
from story s
join (
    select p.story_id, list((passage_id, p.kind, t.text) order by p.kind <> 'headline', p."start") as passages
    from passage p
    join search_passage t using (passage_id)
    where story_id is not null and day >= $since and ($until::date is null or day <= $until::date)
    group by p.story_id
) p using (story_id)
left join (
    select m.story_id, list(distinct m.entity_id) as ids,
           list_distinct(flatten(list([m.entity_id, e.parent_id, e.family_id]))) as related,
           list(distinct m.entity_id) filter (p.kind = 'headline') as headline
    from mention m join entity e using (entity_id) join passage p using (passage_id)
    where m.day >= $since group by m.story_id
) e using (story_id)
left join (
    select story_id, list(theme_id order by rank) as themes from story_theme where rank <= 3 group by story_id
) x using (story_id)
order by s.day, s.position, s.story_id
"""
FOUND = """
select watch_id, story_id, watch_mention_id, passage_id, day, score, grade, stance, facet, reason, decision
from evidence
where day < $since
order by all
"""
BORNE_OUT = (
    "select trend_id, story_id, day, score, reason from trend_evidence where day < $since order by all"
)
DOUBTS = """
select d.neighbour_id, d.mention_id, d.score
from doubt d
left join trend_mention t on t.trend_mention_id = d.mention_id
left join watch_mention w on w.watch_mention_id = d.mention_id
where d.kind = $kind and d.day < $since
order by d.day, coalesce(t.n, w.n), d.mention_id
"""
STATED = "select trend_mention_id, day from trend_mention union all select watch_mention_id, day from watch_mention"


@dataclass(frozen=True)
class Ledger:
    """Trends and watch items of an archive."""

    trends: TrendResult
    watch: WatchResult


def compute(
    reader: Reader, decisions: Decisions, since: date | None = None, until: date | None = None
) -> Ledger:
    """Trends and watch items. `since`: the first day that changed, None computes everything from nothing.

    `until` leaves out all later days: what would have been said on that day.
    """
    first = since or date.min
    told = StorySide(stories(reader, first, until))
    last = reader.value(
        "select max(day) from briefing where $until::date is null or day <= $until::date", {"until": until}
    )
    trends = identify(
        statements(reader, TRENDS, until),
        told,
        decisions,
        last or date.min,
        known=_known(reader, "trend", first),
        evidence=[TrendEvidenceRow(*row) for row in reader.rows(BORNE_OUT, {"since": first})],
        doubts=_doubts(reader, "trend", first),
        since=since,
    )
    watch = follow(
        statements(reader, WATCH, until),
        told,
        decisions,
        last or date.min,
        known=_known(reader, "watch", first),
        evidence=[EvidenceRow(*row) for row in reader.rows(FOUND, {"since": first})],
        doubts=_doubts(reader, "watch", first),
        since=since,
    )
    return Ledger(trends, watch)


def write(store: Store, reader: Reader, decisions: Decisions, since: date | None) -> None:
    """Bring all tables over days to what level 1 says, writing only what differs."""
    ledger = compute(reader, decisions, since)
    store.replace(TrendRow, ledger.trends.trends)
    store.replace(TrendDayRow, ledger.trends.days)
    store.replace(TrendEvidenceRow, ledger.trends.evidence)
    store.replace(WatchRow, ledger.watch.items)
    store.replace(EvidenceRow, ledger.watch.evidence)
    store.replace(FateEventRow, ledger.watch.fates)
    store.replace(ProposalRow, [*ledger.trends.proposals, *ledger.watch.proposals])
    days = dict(reader.rows(STATED))
    store.replace(
        DoubtRow,
        [DoubtRow(d.right, "trend", d.left, days[d.right], d.score) for d in ledger.trends.doubts]
        + [DoubtRow(d.right, "watch", d.left, days[d.right], d.score) for d in ledger.watch.doubts],
    )
    _assign(store, "trend", ledger.trends.assigned)
    _assign(store, "watch", ledger.watch.assigned)


@dataclass(frozen=True, slots=True)
class _AssignedRow:
    mention_id: str
    item_id: str
    reason: str


def _assign(store: Store, kind: str, assigned: Mapping[str, tuple[str, str]]) -> None:
    rows = [_AssignedRow(mention, item, reason) for mention, (item, reason) in assigned.items()]
    store.temporary("assigned", _AssignedRow, rows)
    store.script(f"assign_{kind}")


def statements(reader: Reader, sql: str, until: date | None = None) -> list[Statement]:
    """Trend or watch mentions (`sql` is TRENDS or WATCH) in order; watch mentions with their bold marks."""
    rows = reader.rows(sql, {"until": until})
    return [
        Statement(id_, day, n, text, name, _set(entities), _set(related), tuple(themes), tuple(facets), by_day, words)
        for id_, day, n, text, name, entities, related, themes, facets, by_day, words in rows
    ]


def stories(reader: Reader, since: date = date.min, until: date | None = None) -> list[StoryInput]:
    """Stories in day order, the headline first among their passages."""
    rows = reader.rows(STORIES, {"since": since, "until": until})
    return [
        StoryInput(
            id_, day, position, tuple(map(_passage, passages)), _set(entities), _set(related), _set(headline),
            tuple(themes), modality,
        )
        for id_, day, position, passages, entities, related, headline, themes, modality in rows
    ]  # fmt: skip


def _set(ids: Iterable[str | None]) -> frozenset[str]:
    return frozenset(id_ for id_ in ids if id_)


def _passage(passage: Any) -> tuple[str, str, str]:
    """DuckDB gives an unnamed struct as a tuple or as a dictionary."""
    a, b, c = passage.values() if isinstance(passage, dict) else passage
    return a, b, c


def _doubts(reader: Reader, kind: str, before: date) -> list[Doubt]:
    """Doubts about statements before that day."""
    return [Doubt(*row) for row in reader.rows(DOUBTS, {"kind": kind, "since": before})]


def _known(reader: Reader, kind: str, before: date) -> dict[str, tuple[str, str]]:
    """Assignments of statements before that day."""
    sql = KNOWN[kind]
    return {mention: (item, reason) for mention, item, reason in reader.rows(sql, {"before": before})}


KNOWN = {
    "trend": "select trend_mention_id, trend_id, trend_reason from trend_mention "
    "where day < $before and trend_id is not null",
    "watch": "select watch_mention_id, watch_id, watch_reason from watch_mention "
    "where day < $before and watch_id is not null",
}
