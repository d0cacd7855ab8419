"""The graph as a file, a path, a difference."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kg import console
from kg.cli.options import (
    AsOf,
    Db,
    Json,
    Limit,
    Since,
    Until,
    day_of,
    graph_app,
    in_order,
    path_of,
    reader_of,
)
from kg.errors import KgError


@graph_app.command("export")
def graph_export(
    file: Annotated[Path, typer.Argument(parser=path_of, metavar="FILE", help=".graphml, .gexf, .json or .csv")],
    since: Since = None, until: Until = None, as_of: AsOf = None, db: Db = None, json_: Json = False,
) -> None:  # fmt: skip
    """Write the graph to a file for Gephi, networkx or a spreadsheet.

    Example: kg graph export archive.gexf --since 2026-03-01
    """
    from kg.graph.build import build
    from kg.graph.export import export

    with reader_of(db) as reader:
        graph = build(reader, since, until, as_of)
    edges = export(graph, file)
    if json_:
        console.as_json({"file": str(file), "nodes": graph.number_of_nodes(), "edges": edges})
    else:
        console.line(f"{file}: {graph.number_of_nodes()} nodes, {edges} edges")


@graph_app.command("path")
def graph_path(
    source: str, target: str, since: Since = None, until: Until = None, as_of: AsOf = None, db: Db = None,
    json_: Json = False,
) -> None:  # fmt: skip
    """How two entities are connected, with the quote for each hop.

    Example: kg graph path 亚马逊 Anthropic
    """
    from kg import report
    from kg.graph.build import build
    from kg.graph.measure import path

    with reader_of(db) as reader:
        ends = [f"entity:{report.lookup(reader, name)}" for name in (source, target)]
        if ends[0] == ends[1]:
            raise KgError(f"{source!r} and {target!r} are the same entity", "name two different ones")
        hops = path(build(reader, since, until, as_of), *ends)
    console.show(
        hops, json_, {"from": "from", "to": "to", "typed": "stated", "stories": "stories", "quote": "quote"}
    )


@graph_app.command("diff")
def graph_diff(
    before: Annotated[date, typer.Argument(parser=day_of, metavar="BEFORE")],
    after: Annotated[date, typer.Argument(parser=day_of, metavar="AFTER")],
    limit: Limit = 30,
    db: Db = None,
    json_: Json = False,
) -> None:
    """What the graph as of AFTER has that it had not as of BEFORE: new names and connections.

    Example: kg graph diff 2026-03-01 2026-03-08
    """
    from kg.graph.build import build
    from kg.graph.measure import co_mentions, diff

    in_order(before, after, "BEFORE and AFTER")
    with reader_of(db) as reader:
        graphs = [co_mentions(build(reader, as_of=day)) for day in (before, after)]
    found = diff(*graphs)
    if json_:
        console.as_json(found)
        return
    names = {node: data["label"] for graph in graphs for node, data in graph.nodes(data=True)}
    for what, things in found.items():
        shown = [" – ".join(names[n] for n in ((one,) if isinstance(one, str) else one)) for one in things]
        more = f" … and {len(shown) - limit} more" if len(shown) > limit else ""
        listed = "" if what.startswith("kept") else f": {'; '.join(shown[:limit])}{more}"
        console.line(f"{what} ({len(shown)}){listed}")
