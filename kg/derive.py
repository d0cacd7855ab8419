"""Level 2: what the archive says over days, computed inside the transaction that changed level 1.

Everything here is a pure function of (level 1 in day order, decisions), and equal, row for row, to a
computation from nothing: what is cheap is computed anew each time and written where it differs, what is
not (trends, watch items) goes on from the first changed day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from kg import corrections, ids, ledger, resolve
from kg.corrections import Decisions, Judgement
from kg.level1 import code_digest
from kg.model import AliasRow, JudgementRow, ThemeRow
from kg.store.reader import Reader
from kg.store.writer import Store
from nlp.collector import paused
from nlp.gazetteer import Gazetteer
from nlp.normal import characters

__all__ = ["decided_since", "derive", "version"]

SOURCES = (
    "derive.py", "ledger.py", "ledger_input.py", "resolve.py", "corrections.py", "carry.py", "features.py", "grams.py",
    "lexicon.py", "trie.py", "origin.py", "scoring.py", "weights.json", "told.py", "cluster.py", "ids.py", "trends",
    "watch", "store/derived",
)  # fmt: skip


def version(decisions: Decisions, gazetteer: Gazetteer) -> str:
    """What decides level 2 besides level 1; `decided_since` says from which day on a change of it tells."""
    log = ",".join(f"{j.judgement_id}={status}{_places(j)}" for j, status, _ in decisions.standing)
    return f"{code_digest(SOURCES)} {gazetteer.digest} {log}"


def _places(j: Judgement) -> str:
    """Where a decision went that follows an edit."""
    return "" if j.written is None else f"@{ids.hash8(repr(sorted(j.payload.items())))}"


OF_A_DAY = ("accept", "reject")
OF_NO_DAY = ("pin", "rename", "retype", "undo")
"""Decisions that change nothing before the day of their story, and those that change only rows which are computed
anew each time (entities, trends, items). All others may change any day."""


def decided_since(reader: Reader, before: str | None, now: str, decisions: Decisions) -> date | None:
    """The first day that differs because the version was `before` and is `now`; `date.max` where none does.

    None where level 2 has to be computed from nothing: another program or gazetteer, or a decision of the other kinds.
    """
    if before == now:
        return date.max
    (*rules, said), (*same, said_now) = (text.split(" ") for text in (before or "", now))
    changed = {entry.partition("=")[0] for entry in {*said.split(",")} ^ {*said_now.split(",")} if entry}
    actions = {j.judgement_id: j for j, _, _ in decisions.standing}
    if rules != same or any(id_ not in actions or actions[id_].action not in OF_A_DAY + OF_NO_DAY for id_ in changed):
        return None
    last: date = reader.value("select max(day) from briefing") or date.max
    stories = [actions[id_].payload["story"] for id_ in changed if actions[id_].action in OF_A_DAY]
    days = reader.rows("select day from story where story_id in (select unnest(?))", [stories])
    found: date = min([last, *(day for (day,) in days)])
    return found


@dataclass(frozen=True)
class Task:
    """What one computation of level 2 works with."""

    store: Store
    reader: Reader
    decisions: Decisions
    gazetteer: Gazetteer


def derive(
    store: Store,
    reader: Reader,
    decisions: Decisions,
    gazetteer: Gazetteer,
    since: date | None,
    progress: Callable[[str], None] = lambda step: None,
) -> None:
    """Compute level 2. `since` is the first day on which level 1 changed, None for everything."""
    task = Task(store, reader, decisions, gazetteer)
    for name, step in (
        ("repeats", lambda t: t.store.derive("story_repeat")),
        ("entities", lambda t: _entities(t, since)),
        ("trends and watch items", lambda t: ledger.write(t.store, t.reader, t.decisions, since)),
        ("decisions", _judgements),
    ):
        progress(name)
        with paused():
            step(task)


def _entities(task: Task, since: date | None) -> None:
    _themes(task)
    _resolve(task)
    task.store.derive("entity_day", since)
    ids = [id_ for (id_,) in task.reader.rows("select distinct entity_id from mention")]
    task.store.temporary("known", resolve.KnownRow, resolve.known(ids, task.gazetteer, task.decisions))
    families = [(e.id, e.parent) for e in task.gazetteer.entities.values() if e.family == e.id]
    task.store.temporary("family", resolve.FamilyRow, [resolve.FamilyRow(*pair) for pair in families])
    task.store.derive("entity")
    _aliases(task)


def _themes(task: Task) -> None:
    task.store.replace(ThemeRow, [ThemeRow(*theme) for theme in task.gazetteer.themes])
    task.store.replace(resolve.ScriptRow, [resolve.ScriptRow.of(characters())])


def _resolve(task: Task) -> None:
    """Bring `entity_id` of mentions, amounts and relations to what the decisions say now."""
    pairs = task.reader.rows("select distinct entity_key, surface from mention")
    rows = [resolve.MovedRow(*found) for found in resolve.moved(pairs, task.decisions)]
    task.store.temporary("moved", resolve.MovedRow, rows)
    task.store.script("resolve")


def _aliases(task: Task) -> None:
    seen = [
        resolve.Seen(*row)
        for row in task.reader.rows(
            "select entity_id, surface, entity_key, rule, count(*) from mention group by all order by all"
        )
    ]
    rows = resolve.aliases(seen, task.gazetteer, task.decisions)
    task.store.replace(AliasRow, rows)
    entities = task.reader.rows("select entity_id, name, name_zh, mention_count from entity")
    names = [(id_, name) for id_, *both, _ in entities for name in (*both, id_) if name]
    weight = {id_: count for id_, _, _, count in entities}
    task.store.replace(resolve.AliasKeyRow, resolve.lookups(rows, names, task.gazetteer, weight))


# Everything that a decision may speak of.
TARGETS = """
select entity_id from entity
union select entity_key from mention
union select surface from mention
union select trend_mention_id from trend_mention
union select watch_mention_id from watch_mention
union select story_id from story
"""


def _judgements(task: Task) -> None:
    there = {id_ for (id_,) in task.reader.rows(TARGETS)} if task.decisions.standing else set()
    rows = corrections.rows(task.decisions, lambda id_: id_ in there or _known(id_, task.gazetteer))
    task.store.replace(JudgementRow, [_utc(row) for row in rows])


def _known(id_: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.entity(id_) is not None


def _utc(row: JudgementRow) -> JudgementRow:
    return replace(row, made_at=row.made_at.replace(tzinfo=None))
