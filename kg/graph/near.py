"""The entities of a window side by side, straight from SQL, and pictures of it as plain values.

`window` gives the graph that `measure.co_mentions` makes of `build.build`, without the stories between
(a test holds them equal): 0.1 s instead of seconds at 1,000 days, which a click can wait for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import hypot
from typing import Any, NamedTuple

import networkx as nx

from kg.briefing import plain
from kg.errors import NotFound
from kg.graph import measure
from kg.store.reader import Reader

__all__ = [
    "Change",
    "Edge",
    "Group",
    "Hop",
    "Node",
    "Picture",
    "Said",
    "busiest",
    "change",
    "groups",
    "near",
    "steps",
    "window",
]

OPEN = 0.45
"""Radii r become r ** (1 - OPEN)."""
NODES = """
with said as (
    select entity_id, story_id from mention where story_id is not null and day between $since and $until
    union all
    select unnest([subject_id, object_id]), null from relation
    where subject_id <> object_id and day between $since and $until
)
select entity_id, e.name, e.type, count(distinct s.story_id)::integer
from said s join entity e using (entity_id) group by all order by entity_id
"""
# a statement names its two ends even where one of them is no mention of its own in that story
PAIRS = """
with said as (
    select distinct story_id, entity_id, day from mention where story_id is not null and day between $since and $until
),
pairs as (
    select a.entity_id as one, b.entity_id as other, a.story_id, a.day
    from said a join said b on a.story_id = b.story_id and a.entity_id < b.entity_id
    union
    select least(subject_id, object_id), greatest(subject_id, object_id), story_id, day
    from relation where subject_id <> object_id and day between $since and $until
)
select one, other, count(*)::integer, arg_max(story_id, (day, story_id)) from pairs group by all order by all
"""
FACTS = """
select r.subject_id, r.object_id, r.predicate, r.modality, r.day, p.text, r.story_id
from relation r join passage p using (passage_id)
where r.subject_id <> r.object_id and r.day between $since and $until order by r.day, r.relation_id
"""

TOGETHER = """
with both_ as (
    select p.text, p.start from passage p
    where p.story_id = $story and p.passage_id in (select passage_id from mention where entity_id = $a)
      and p.passage_id in (select passage_id from mention where entity_id = $b)
)
select s.day, coalesce((select arg_min(text, start) from both_), s.headline) from story s where s.story_id = $story
"""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in a picture; `x` and `y` are places, `size` is 0 to 1."""

    id: str
    label: str
    type: str
    stories: int
    x: float
    y: float
    size: float


class Said(NamedTuple):
    """One statement between two entities; `subject` is the id of the one that does it."""

    subject: str
    predicate: str
    modality: str
    day: date
    quote: str
    story: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes by their place in the list: shared stories, and what is stated between them."""

    a: int
    b: int
    stories: int
    facts: tuple[Said, ...]
    """Oldest first; empty where they only stand in one story."""
    style: str
    """co, stated, or new, gone, kept in a difference."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, and of how much."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total: int
    """Nodes that there are within reach."""


@dataclass(frozen=True, slots=True)
class Group:
    """A community: its members, most stories first, and its strength towards other communities."""

    members: tuple[tuple[str, str, int], ...]
    """(entity id, name, stories)."""
    x: float
    y: float
    ties: tuple[tuple[int, int], ...]
    """(number of the other community, shared stories)."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path with the sentence it rests on."""

    a: tuple[str, str]
    """(entity id, name)."""
    b: tuple[str, str]
    stories: int
    story_id: str
    predicate: str | None
    modality: str | None
    day: date
    quote: str
    forward: bool = True
    """Whether `a` does it to `b`; False where `b` is the one that does."""


@dataclass(frozen=True, slots=True)
class Change:
    """The surroundings of a node in two windows as one picture, with names and pairs counted by new, gone, kept."""

    picture: Picture
    names: dict[str, tuple[str, ...]]
    pairs: dict[str, tuple[tuple[str, str], ...]]


def window(reader: Reader, since: date, until: date, names: Mapping[str, str] | None = None) -> nx.Graph:
    """Entities of the days from `since` to `until`; an edge where two share a story or a statement.

    `names` are labels by entity id, the main name where there is none.
    An end of a statement that the table of entities does not hold is left out.
    """
    days, labels = {"since": since, "until": until}, names or {}
    flat: nx.Graph = nx.Graph()
    for id_, name, kind, stories in reader.rows(NODES, days):
        flat.add_node(id_, label=plain(labels.get(id_, name)), type=kind, stories=stories)
    for a, b, count, story in reader.rows(PAIRS, days):
        if a in flat and b in flat:
            flat.add_edge(a, b, weight=count, story=story, facts=[])
    for a, b, predicate, modality, day, quote, story in reader.rows(FACTS, days):
        if flat.has_edge(a, b):
            flat.edges[a, b]["facts"].append(Said(a, predicate, modality, day, plain(quote), story))
    return flat


def busiest(flat: nx.Graph, limit: int = 12) -> list[tuple[str, str]]:
    """(id, name) of the entities in most stories."""
    order = sorted(flat, key=lambda n: (-flat.nodes[n]["stories"], n))
    return [(node, flat.nodes[node]["label"]) for node in order[:limit]]


def near(
    flat: nx.Graph, node: str, depth: int = 1, *, least: int = 1, stated: bool = False, limit: int = 80
) -> Picture:
    """The surroundings of a node: edges of `least` stories or with a statement (only these if `stated`).

    Raises NotFound where the node is not in the window.
    """
    kept = _kept(flat, least, stated)
    found, total = measure.ego(kept, node, depth, limit)
    return _picture(
        found, total, {edge: "stated" if found.edges[edge]["facts"] else "co" for edge in found.edges}
    )


def change(
    before: nx.Graph, after: nx.Graph, node: str, depth: int = 1, *, least: int = 1, limit: int = 80
) -> Change:
    """How the surroundings of a node differ between two windows. Raises NotFound where neither has it."""
    sides = [_kept(side, least, False) for side in (before, after)]
    if not any(node in side for side in sides):
        raise NotFound(f"{node} is in neither of the two windows", "choose other days")
    reach = [measure.ego(side, node, depth, limit)[0] if node in side else nx.Graph() for side in sides]
    both: nx.Graph = nx.compose(reach[0], reach[1])
    counted = measure.diff(*reach)
    style = {edge: kind for kind in ("new", "gone", "kept") for edge in counted[f"{kind} edges"]}
    drawn = {edge: style[tuple(sorted(edge))] for edge in both.edges}
    label = {n: both.nodes[n]["label"] for n in both}
    return Change(
        _picture(both, len(both), drawn),
        {kind: tuple(label[n] for n in counted[f"{kind} nodes"]) for kind in ("new", "gone", "kept")},
        {
            kind: tuple((label[a], label[b]) for a, b in counted[f"{kind} edges"])
            for kind in ("new", "gone", "kept")
        },
    )


def groups(flat: nx.Graph, *, least: int = 2, limit: int = 30) -> list[Group]:
    """Communities of two or more, largest first, laid out by what they share."""
    kept = _kept(flat, least, False)
    found = [group for group in measure.communities(kept) if len(group) > 1][:limit]
    home = {node: str(number) for number, group in enumerate(found) for node in group}
    ties: nx.Graph = nx.Graph()
    ties.add_nodes_from(map(str, range(len(found))))
    for a, b, weight in flat.edges(data="weight"):
        if a in home and b in home and home[a] != home[b]:
            known = ties.get_edge_data(home[a], home[b], {"weight": 0})["weight"]
            ties.add_edge(home[a], home[b], weight=known + weight)
    places = _spread(ties)
    return [
        Group(
            tuple((n, flat.nodes[n]["label"], flat.nodes[n]["stories"]) for n in _by_stories(flat, group)),
            *places[str(number)],
            tuple(
                (int(other), ties.edges[str(number), other]["weight"])
                for other in sorted(ties[str(number)], key=int)
                if int(other) > number
            ),
        )
        for number, group in enumerate(found)
    ]


def steps(reader: Reader, flat: nx.Graph, source: str, target: str) -> list[Hop]:
    """Shortest path, stated facts preferred, each hop with its quote. Raises NotFound where there is none."""
    for node in (source, target):
        if node not in flat:
            known = reader.rows("select name from entity where entity_id = ?", (node,))
            name = known[0][0] if known else node
            raise NotFound(f"{name} is not in the graph of these days", "widen the window")
    try:
        nodes = nx.dijkstra_path(flat, source, target, weight=_cost)
    except nx.NetworkXNoPath:
        ends = " to ".join(flat.nodes[node]["label"] for node in (source, target))
        raise NotFound(f"no path from {ends} in these days", "widen the window") from None
    return [_hop(reader, flat, a, b) for a, b in pairwise(nodes)]


def _cost(_a: str, _b: str, data: dict[str, Any]) -> float:
    """As `measure.path`: a stated fact counts half a hop, many shared stories make a hop shorter."""
    return (0.5 if data["facts"] else 1.0) + 1.0 / (1 + float(data["weight"]))


def _hop(reader: Reader, flat: nx.Graph, a: str, b: str) -> Hop:
    data = flat.edges[a, b]
    ends = (a, flat.nodes[a]["label"]), (b, flat.nodes[b]["label"])
    if data["facts"]:
        last: Said = data["facts"][-1]
        return Hop(*ends, data["weight"], last.story, last.predicate, last.modality, last.day, last.quote,
                   last.subject == a)  # fmt: skip
    day, quote = reader.rows(TOGETHER, {"story": data["story"], "a": a, "b": b})[0]
    return Hop(*ends, data["weight"], data["story"], None, None, day, plain(quote))


def _kept(flat: nx.Graph, least: int, stated: bool) -> nx.Graph:
    """Without edges that are too weak; a stated one is never too weak."""

    def strong(a: str, b: str) -> bool:
        data = flat.edges[a, b]
        return bool(data["facts"]) or (not stated and data["weight"] >= least)

    return nx.subgraph_view(flat, filter_edge=strong)


def _spread(flat: nx.Graph) -> dict[str, tuple[float, float]]:
    """The seeded layout, opened up around its middle: a spring layout crowds what is tied to everything."""
    places = measure.layout(flat)
    if not places:
        return {}
    x0, y0 = (sum(place[n] for place in places.values()) / len(places) for n in (0, 1))
    found = {}
    for node, (x, y) in places.items():
        pull = max(hypot(x - x0, y - y0), 1e-6) ** -OPEN
        found[node] = ((x - x0) * pull, (y - y0) * pull)
    return found


def _by_stories(flat: nx.Graph, nodes: set[str]) -> list[str]:
    return sorted(nodes, key=lambda n: (-flat.nodes[n]["stories"], n))


def _picture(found: nx.Graph, total: int, styles: dict[tuple[str, str], str]) -> Picture:
    places = _spread(found)
    order = _by_stories(found, set(found))
    top = max((found.nodes[n]["stories"] for n in order), default=1) or 1
    at = {node: number for number, node in enumerate(order)}
    nodes = tuple(
        Node(n, data["label"], data["type"], data["stories"], *places[n], (data["stories"] / top) ** 0.5)
        for n in order
        for data in (found.nodes[n],)
    )
    edges = [
        Edge(
            min(at[a], at[b]),
            max(at[a], at[b]),
            data["weight"],
            tuple(data["facts"]),
            styles[a, b],
        )
        for a, b, data in found.edges(data=True)
    ]
    return Picture(nodes, tuple(sorted(edges, key=lambda e: (-len(e.facts), -e.stories, e.a, e.b))), total)
