"""A `MultiDiGraph` of typed, dated nodes and edges.

Nodes: entity, story, theme, trend, watch, outlet (attribute `kind`), with `label`, `first_day`, `last_day`.
Edges (attribute `kind`, the key of the multigraph): mentions, about, told_by, bears_out, evidence_for, part_of,
and a relation's own predicate; each with `day` where it has one, `story_id`, and for relations `modality` and
`quote`. Days are ISO text, so that every export can hold them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import networkx as nx

from kg.briefing import plain
from kg.fates import FATES
from kg.store.reader import Reader

__all__ = ["KINDS", "Graph", "build"]

Graph = nx.MultiDiGraph
"""What `build` returns: modules outside of this package name the type without the engine."""

KINDS = ("entity", "story", "theme", "trend", "watch", "outlet")

EDGES: tuple[tuple[str, str], ...] = (
    (
        "mentions",
        "select 'story:' || story_id, 'entity:' || entity_id, min(day), story_id, count(*)::double, null, null "
        "from mention where story_id is not null and {when} group by all",
    ),
    (
        "about",
        "select 'story:' || t.story_id, 'theme:' || theme_id, day, t.story_id, t.score, null, null "
        "from story_theme t join story using (story_id) where t.rank <= 3 and {when}",
    ),
    (
        "told_by",
        "select 'story:' || a.story_id, 'outlet:' || coalesce(outlet_id, lower(outlet)), day, a.story_id, "
        "a.position::double, null, null from attribution a join story using (story_id) where {when}",
    ),
    (
        "bears_out",
        "select 'story:' || story_id, 'trend:' || trend_id, day, story_id, score, null, reason "
        "from trend_evidence where {when}",
    ),
    (
        "evidence_for",
        "select 'story:' || story_id, 'watch:' || watch_id, day, story_id, score, stance, reason "
        "from evidence where decision <> 'rejected' and {when}",
    ),
    (
        "relation",
        "select 'entity:' || subject_id, 'entity:' || object_id, r.day, r.story_id, confidence, "
        "predicate || ' ' || modality, p.text from relation r join passage p using (passage_id) where {when_r}",
    ),
)
NODES: dict[str, str] = {
    "entity": "select entity_id, name, type from entity",
    "story": "select story_id, headline, modality from story",
    "theme": "select theme_id, name_zh, 'theme' from theme",
    "trend": "select trend_id, name, status from trend",
    "watch": "select watch_id, text, fate from watch",
    "outlet": "select coalesce(outlet_id, lower(outlet)), any_value(outlet), 'outlet' from attribution group by 1",
}
WINDOW = "day >= $since and day <= $until"


def build(
    reader: Reader, since: date | None = None, until: date | None = None, as_of: date | None = None
) -> nx.MultiDiGraph:
    """The graph of the days from `since` to `until`, knowing nothing later than `as_of`.

    `as_of` and `until` cut report time alike; they differ for what is derived: with `as_of` the status of
    trends and the fate of watch items are those of that day.
    """
    last = min((d for d in (until, as_of) if d), default=date.max)
    params = {"since": since or date.min, "until": last}
    graph: nx.MultiDiGraph = nx.MultiDiGraph(
        since=str(since or ""), until=str(until or ""), as_of=str(as_of or "")
    )
    for kind, sql in EDGES:
        windowed = sql.format(when=WINDOW, when_r=WINDOW.replace("day", "r.day"))
        for a, b, day, story, weight, extra, quote in reader.rows(windowed, params):
            _edge(graph, kind, a, b, day, story, weight, extra, plain(quote or ""))
    for a, b in reader.rows("select entity_id, coalesce(family_id, parent_id) from entity where family_id is not null "
                            "or parent_id is not null"):  # fmt: skip
        if f"entity:{a}" in graph and f"entity:{b}" in graph and a != b:
            graph.add_edge(f"entity:{a}", f"entity:{b}", key="part_of", kind="part_of", weight=1.0)
    _label(graph, reader)
    if as_of:
        _as_of(graph, reader, as_of)
    return graph


def _edge(
    graph: nx.MultiDiGraph,
    kind: str,
    a: str,
    b: str,
    day: date,
    story: str,
    weight: float,
    extra: str | None,
    quote: str,
) -> None:
    stamp = day.isoformat()
    for node in (a, b):
        if node not in graph:
            graph.add_node(node, kind=node.partition(":")[0], first_day=stamp, last_day=stamp)
        data = graph.nodes[node]
        data["first_day"], data["last_day"] = min(data["first_day"], stamp), max(data["last_day"], stamp)
    attributes: dict[str, Any] = {"kind": kind, "day": stamp, "story_id": story, "weight": float(weight)}
    if kind == "relation":
        predicate, _, modality = (extra or "").partition(" ")
        attributes |= {"kind": predicate, "typed": True, "modality": modality, "quote": quote}
    elif extra or quote:
        attributes |= {"stance": extra or "", "quote": quote}
    graph.add_edge(a, b, key=f"{attributes['kind']}@{story}", **attributes)


def _label(graph: nx.MultiDiGraph, reader: Reader) -> None:
    for kind, sql in NODES.items():
        for id_, label, sort in reader.rows(sql):
            node = f"{kind}:{id_}"
            if node in graph:
                graph.nodes[node].update(label=plain(label), type=sort)
    for node, data in graph.nodes(data=True):
        data.setdefault("label", node.partition(":")[2])
        data.setdefault("type", data["kind"])


def _as_of(graph: nx.MultiDiGraph, reader: Reader, day: date) -> None:
    """Fates as they stood on that day; a status needs the whole series and is left out."""
    known = reader.rows(FATES.format(day="$day"), {"day": day})
    fates = {f"watch:{id_}": fate for id_, fate, _ in known}
    for node, data in graph.nodes(data=True):
        if data["kind"] == "watch":
            data["type"] = fates.get(node, "open")
        elif data["kind"] == "trend":
            data["type"] = "trend"
