"""`entity_history` over a million mention rows."""

from __future__ import annotations

import time
from datetime import date

import numpy as np

from benchmarks.figure import Figure
from benchmarks.workshop import Workshop
from kg import resolve
from kg.model import AliasRow
from kg.store.reader import Reader
from kg.store.writer import Store
from nlp.gazetteer import load
from nlp.normal import characters

__all__ = ["run"]

MENTIONS, ENTITIES, DAYS, STORIES = 1_000_000, 5_000, 3650, 7
QUESTIONS = 200
# Names as they are in the news: the k-th most frequent is mentioned 1/k as often as the first (Zipf).
FILL = """
insert into briefing
select 'b' || d, $first + d::integer, '', 'b' || d || '.md', 't', '', 'zh', 'day', null, null, $stories, '', ''
from range($days) r(d);
insert into story
select 's' || d || '-' || n, 'b' || d, $first + d::integer, n + 1, n + 1, '标题 ' || d || ' ' || n, 'announced',
       null, null, null, null
from range($days) r(d), range($stories) q(n);
insert into passage
select 's' || d || '-' || n || '.fact1', 'b' || d, 's' || d || '-' || n, $first + d::integer, 'fact', null, 'x', 0, 1
from range($days) r(d), range($stories) q(n);
insert into mention
select 'm' || i, 's' || d || '-' || n || '.fact1', 'b' || d, 's' || d || '-' || n, $first + d::integer,
       'e' || e, 'e' || e, 'E' || e, 0, 1, 'ORG', 'alias', 1.0
from (
    select i, (i * $days // $mentions) as d, hash(i) % $stories as n,
           least($entities - 1, floor(pow($entities, (hash(i + 7) % 1000003) / 1000003.0)) - 1)::integer as e
    from range($mentions) r(i)
);
insert into entity
select entity_id, 'E' || entity_id[2:], null, 'ORG', null, null, true, min(day), max(day), count(distinct day),
       count(distinct story_id), count(*)
from mention group by entity_id
"""


def run(workshop: Workshop) -> list[Figure]:
    """p50 and p95 of questions for entities drawn as often as they are mentioned, on one open connection."""
    db = workshop.folder / "mentions.duckdb"
    given = {
        "first": date(2014, 1, 1),
        "days": DAYS,
        "stories": STORIES,
        "mentions": MENTIONS,
        "entities": ENTITIES,
    }
    with Store(db) as store, store.transaction():
        for statement in FILL.split(";"):
            used = {name: value for name, value in given.items() if f"${name}" in statement}
            store.connection.execute(statement, used)
        ids = [
            id_
            for (id_,) in store.connection.execute(
                "select entity_id from entity order by mention_count desc"
            ).fetchall()
        ]
        aliases = [AliasRow(id_, f"E{id_[1:]}", "bench") for id_ in ids]
        store.replace(resolve.ScriptRow, [resolve.ScriptRow.of(characters())])
        store.replace(AliasRow, aliases)
        store.replace(resolve.AliasKeyRow, resolve.lookups(aliases, [], load(), {}))
        store.derive("entity_day")
    ranks = (len(ids) ** np.random.default_rng(1).random(QUESTIONS) - 1).astype(int)
    with Reader(db) as reader:
        reader.rows("from entity_history(?)", ["E0"])
        times = [_timed(reader, f"E{ids[rank][1:]}") for rank in ranks]
    p50, p95 = np.percentile(times, [50, 95])
    return [
        Figure("entity_history over 1 M mentions, p95", "entity_history（100 万条提及）p95", p95, "ms", 15),
        Figure("entity_history over 1 M mentions, p50", "entity_history（100 万条提及）p50", p50, "ms"),
    ]


def _timed(reader: Reader, name: str) -> float:
    start = time.perf_counter()
    assert reader.rows("from entity_history(?)", [name])
    return 1000 * (time.perf_counter() - start)
