"""Views and measures of the graph: entities side by side, ego graphs, communities, centrality, layout.

Everything random has a fixed seed: the same archive gives the same picture.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import networkx as nx

from kg.errors import NotFound

__all__ = ["central", "co_mentions", "communities", "diff", "ego", "layout", "path"]

SEED = 20260228
MAX_LAYOUT = 400  # spring_layout takes 0.2 s at 300 nodes and 9 s at 2,000


def co_mentions(graph: nx.MultiDiGraph, *, minimum: int = 1) -> nx.Graph:
    """Entities; an edge where two stand in one story (`weight` = stories) or in a typed relation (`typed`)."""
    flat: nx.Graph = nx.Graph()
    for node, data in graph.nodes(data=True):
        if data["kind"] == "entity":
            flat.add_node(node, **data, stories=0)
    for story, data in graph.nodes(data=True):
        if data["kind"] != "story":
            continue
        named = sorted({b for _, b, kind in graph.out_edges(story, data="kind") if kind == "mentions"})
        for node in named:
            flat.nodes[node]["stories"] += 1
        for a, b in combinations(named, 2):
            _count(flat, a, b, story.removeprefix("story:"))
    for a, b, data in graph.edges(data=True):
        if data.get("typed") and a != b:
            _count(flat, a, b, data["story_id"])
            who, whom = (graph.nodes[end]["label"] for end in (a, b))
            flat.edges[a, b].setdefault("facts", []).append(
                f"{who} {data['kind']} {whom} ({data['modality']}, {data['day']}): {data['quote']}"
            )
    weak = [
        (a, b)
        for a, b, data in flat.edges(data=True)
        if len(data["stories"]) < minimum and "facts" not in data
    ]
    flat.remove_edges_from(weak)
    for _, _, data in flat.edges(data=True):
        data["weight"], data["typed"] = len(data["stories"]), "facts" in data
    return flat


def _count(flat: nx.Graph, a: str, b: str, story: str) -> None:
    if not flat.has_edge(a, b):
        flat.add_edge(a, b, stories=set())
    flat.edges[a, b]["stories"].add(story)


def ego(flat: nx.Graph, node: str, depth: int = 1, limit: int = 80) -> tuple[nx.Graph, int]:
    """(the node and its neighbours within `depth`, how many there are in all); the strongest `limit` are kept.

    Raises NotFound where the node is not in the graph.
    """
    if node not in flat:
        raise NotFound(f"{node} is not in the graph of these days", "widen the window")
    whole = nx.ego_graph(flat, node, radius=depth)
    near = nx.single_source_shortest_path_length(whole, node)
    strength = dict(whole.degree(weight="weight"))
    kept = sorted(whole, key=lambda n: (near[n], -strength[n], n))[:limit]
    return whole.subgraph(kept).copy(), len(whole)


def communities(flat: nx.Graph) -> list[set[str]]:
    """Louvain communities (Blondel et al. 2008), largest first, seeded."""
    if not flat.number_of_edges():
        return [{node} for node in sorted(flat)]
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(flat))
    ordered.add_weighted_edges_from(sorted((*sorted((a, b)), w) for a, b, w in flat.edges(data="weight")))
    found = nx.community.louvain_communities(ordered, weight="weight", seed=SEED)
    return sorted(found, key=lambda c: (-len(c), min(c)))


def central(flat: nx.Graph, limit: int = 20) -> list[tuple[str, float]]:
    """Nodes by PageRank (Page et al. 1999) over co-mention weights, highest first."""
    if not flat.number_of_edges():
        return []
    ranks: dict[str, float] = nx.pagerank(flat, weight="weight")
    return sorted(ranks.items(), key=lambda item: (-item[1], item[0]))[:limit]


def path(graph: nx.MultiDiGraph, source: str, target: str) -> list[dict[str, Any]]:
    """Shortest path between two entities, each hop with the story or the relation it rests on.

    Typed relations count half a hop, so that a stated fact is preferred to standing in one story.
    Raises NotFound where there is none.
    """
    flat = co_mentions(graph)
    for node in (source, target):
        if node not in flat:
            name = graph.nodes[node]["label"] if node in graph else node.removeprefix("entity:")
            raise NotFound(f"{name} is not in the graph of these days", "widen the window")

    def cost(_a: str, _b: str, data: dict[str, Any]) -> float:
        return (0.5 if data["typed"] else 1.0) + 1.0 / (1 + float(data["weight"]))

    try:
        nodes = nx.dijkstra_path(flat, source, target, weight=cost)
    except nx.NetworkXNoPath:
        ends = " to ".join(str(flat.nodes[node]["label"]) for node in (source, target))
        raise NotFound(f"no path from {ends} in these days", "widen the window") from None
    hops = []
    for a, b in pairwise(nodes):
        data = flat.edges[a, b]
        story = sorted(data["stories"])[-1]
        quote = data["facts"][-1] if data["typed"] else graph.nodes[f"story:{story}"]["label"]
        hops.append({
            "from": flat.nodes[a]["label"], "to": flat.nodes[b]["label"], "typed": data["typed"],
            "stories": len(data["stories"]), "story_id": story, "quote": quote,
        })  # fmt: skip
    return hops


def diff(before: nx.Graph, after: nx.Graph) -> dict[str, list[Any]]:
    """Edges and nodes that are new, gone or kept between two graphs."""
    old_edges = {tuple(sorted(edge)) for edge in before.edges()}
    new_edges = {tuple(sorted(edge)) for edge in after.edges()}
    return {
        "new nodes": sorted(set(after) - set(before)),
        "gone nodes": sorted(set(before) - set(after)),
        "kept nodes": sorted(set(before) & set(after)),
        "new edges": sorted(new_edges - old_edges),
        "gone edges": sorted(old_edges - new_edges),
        "kept edges": sorted(new_edges & old_edges),
    }


def layout(flat: nx.Graph) -> dict[str, tuple[float, float]]:
    """Positions by seeded spring layout (Fruchterman and Reingold 1991); raises ValueError over MAX_LAYOUT nodes."""
    if len(flat) > MAX_LAYOUT:
        raise ValueError(f"{len(flat)} nodes are too many to lay out (at most {MAX_LAYOUT})")
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(flat))
    ordered.add_weighted_edges_from(sorted((*sorted((a, b)), w) for a, b, w in flat.edges(data="weight")))
    places = nx.spring_layout(ordered, weight="weight", seed=SEED, k=1.6 / max(1, len(flat)) ** 0.5)
    return {node: (float(x), float(y)) for node, (x, y) in places.items()}
