"""The graph as a file: GraphML, GEXF with time (Gephi), node-link JSON, CSV. Exported text is harmless.

Control characters, which XML cannot hold, are taken out; cells of CSV that a spreadsheet would run get an
apostrophe (`kg.export`).
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import KgError
from kg.export import to_csv

__all__ = ["FORMATS", "export"]

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def export(graph: nx.MultiDiGraph, target: Path) -> int:
    """Write the graph in the format of the file's ending; returns the number of edges.

    The file is written whole or not at all. Raises KgError for an ending that is none of FORMATS.
    """
    write = FORMATS.get(target.suffix.lower())
    if write is None:
        raise KgError(f"{target.name} has no known ending", f"use one of {', '.join(FORMATS)}")
    if not target.parent.is_dir():
        raise KgError(f"there is no folder {target.parent}", "make it first")
    handle, part = tempfile.mkstemp(dir=target.parent, suffix=target.suffix)
    os.close(handle)
    try:
        write(_clean(graph), Path(part))
        Path(part).replace(target)
    finally:
        Path(part).unlink(missing_ok=True)
    return int(graph.number_of_edges())


def _clean(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    clean: nx.MultiDiGraph = nx.MultiDiGraph(**{k: _text(v) for k, v in graph.graph.items()})
    for node, data in graph.nodes(data=True):
        clean.add_node(_text(node), **{k: _text(v) for k, v in data.items()})
    for a, b, key, data in graph.edges(keys=True, data=True):
        clean.add_edge(_text(a), _text(b), key=_text(key), **{k: _text(v) for k, v in data.items()})
    return clean


def _text(value: Any) -> Any:
    return CONTROL.sub("", value) if isinstance(value, str) else value


def _graphml(graph: nx.MultiDiGraph, target: Path) -> None:
    nx.write_graphml(graph, target, named_key_ids=True)


def _gexf(graph: nx.MultiDiGraph, target: Path) -> None:
    """GEXF 1.2 with `start` and `end` for nodes and edges, which Gephi's timeline reads."""
    timed = graph.copy()
    timed.graph["mode"] = "dynamic"
    timed.graph["timeformat"] = "date"
    for _, data in timed.nodes(data=True):
        if data.get("first_day"):
            data["start"], data["end"] = data["first_day"], data["last_day"]
    for number, (_, _, _, data) in enumerate(timed.edges(keys=True, data=True)):
        data["id"] = str(number)
        if data.get("day"):
            data["start"] = data["end"] = data["day"]
    nx.write_gexf(timed, target, version="1.2draft")


def _json(graph: nx.MultiDiGraph, target: Path) -> None:
    data = nx.node_link_data(graph, edges="edges")
    target.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def _csv(graph: nx.MultiDiGraph, target: Path) -> None:
    columns = [
        "source",
        "target",
        "kind",
        "day",
        "story_id",
        "weight",
        "modality",
        "source_label",
        "target_label",
        "quote",
    ]
    rows = [
        [
            a, b, *(data.get(name, "") for name in columns[2:7]),
            graph.nodes[a].get("label", ""), graph.nodes[b].get("label", ""), data.get("quote", ""),
        ]
        for a, b, data in graph.edges(data=True)
    ]  # fmt: skip
    target.write_text(to_csv(columns, rows), encoding="utf-8", newline="")


FORMATS: dict[str, Callable[[nx.MultiDiGraph, Path], None]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".json": _json,
    ".csv": _csv,
}
