"""Charts: plain values in, plotly Figure out. No Streamlit here; colours are Okabe and Ito's (2008)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Any

import plotly.graph_objects as go

__all__ = ["PALETTE", "amounts", "bars", "calendar", "coverage", "lines", "network", "sankey", "timeline"]

# Distinct for colour-blind readers, in light and in dark (Okabe and Ito 2008, black left out).
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#F0E442", "#999999")

LABEL = 24
"""Cells of a line of a name beside an axis, a Chinese character is two: a phone has to hold the picture too."""

WHOLE = 5
"""Highest count at which plotly would put ticks between whole stories."""

Series = Mapping[str, Sequence[tuple[date, float | None]]]


def figure(height: int = 320) -> go.Figure:
    """An empty figure that takes the colours of the page."""
    made = go.Figure()
    made.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": -0.2},
        hoverlabel={"align": "left"},
        colorway=PALETTE,
    )
    return made


def text(value: str, width: int = 60) -> str:
    """Text for a hover box or a label: plotly reads a little HTML, so its marks are escaped."""
    safe = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").splitlines()
    return "<br>".join(line[i : i + width] for line in safe for i in range(0, len(line), width))


TOKEN = re.compile(r"(?:[!-~]+|\S)[，。、；：！？）”》」]*|\s+")
"""A Latin word, or one other character; what closes a clause stays with it."""


def cells(value: str) -> int:
    """Columns of a terminal, about half an em each.

    >>> cells("GPT 模型")
    8
    """
    return sum(1 if sign < "\u2e80" else 2 for sign in value)


def fit(name: str, width: int, rows: int = 1) -> list[str]:
    """`name` in at most `rows` lines of `width` cells, between words; an ellipsis where something is left out.

    >>> fit("视频生成开始按 token 计费", 18), fit("视频生成开始按 token 计费", 18, 2)
    (['视频生成开始按…'], ['视频生成开始按', 'token 计费'])
    >>> fit("Supercalifragilistic", 10)
    ['Supercali…']
    """
    made: list[list[str]] = [[]]
    for token in TOKEN.findall(name.strip()):
        if made[-1] and len(made) < rows and _width(made[-1], token) > width:
            made.append([])
        if _width(made[-1], token) > width:
            made[-1] = _with_ellipsis(made[-1] or [token], width)
            break
        if made[-1] or token.strip():
            made[-1].append(token)
    return ["".join(line).rstrip() for line in made]


def in_two(name: str, width: int) -> list[str]:
    """`name` in one line of `width` cells, else in two of about the same length.

    >>> in_two("手机厂商争当智能体的编排者", 24)
    ['手机厂商争当智', '能体的编排者']
    """
    widths = range(width // 2, width)
    tries = [fit(name, width), *(fit(name, narrow, 2) for narrow in widths), fit(name, width, 2)]
    return next((made for made in tries if not made[-1].endswith("…")), tries[-1])


def _width(line: Sequence[str], token: str = "") -> int:
    return cells("".join([*line, token]).rstrip())


def _with_ellipsis(line: list[str], width: int) -> list[str]:
    """The line with as many of its words as leave room for an ellipsis; of one long word its beginning."""
    while len(line) > 1 and _width(line) >= width:
        line = line[:-1]
    only = "".join(line).rstrip()
    while cells(only) >= width:
        only = only[:-1]
    return [f"{only.rstrip()}…"]


def lines(
    series: Series, *, unit: str = "", marks: Mapping[str, Sequence[tuple[date, float, str]]] | None = None
) -> go.Figure:
    """One line a series; a missing day is a gap, not a zero. `marks` are (day, value, why) on a line."""
    made = figure()
    for number, (name, points) in enumerate(series.items()):
        colour = PALETTE[number % len(PALETTE)]
        made.add_scatter(
            x=[day for day, _ in points],
            y=[value for _, value in points],
            name=text(name),
            mode="lines+markers",
            connectgaps=False,
            cliponaxis=False,
            line={"color": colour},
        )
        flagged = (marks or {}).get(name, ())
        if flagged:
            made.add_scatter(
                x=[day for day, _, _ in flagged],
                y=[value for _, value, _ in flagged],
                name=text(name),
                showlegend=False,
                mode="markers",
                marker={"symbol": "star", "size": 14, "color": colour, "line": {"width": 1}},
                hovertext=[text(why) for _, _, why in flagged],
                hoverinfo="text+x",
            )
    _dated(made, [day for points in series.values() for day, _ in points])
    made.update_yaxes(title=unit, rangemode="tozero")
    top = max((value for points in series.values() for _, value in points if value is not None), default=0)
    if 1 <= top <= WHOLE and float(top).is_integer():
        made.update_yaxes(dtick=1)
    return made


def coverage(days: Sequence[tuple[date, int | None]], label: str, picked: date | None = None) -> go.Figure:
    """Stories a day as bars; None, no briefing, is a gap with a cross, 0, a briefing without a story, a ring."""
    made = figure(140)
    colours = [PALETTE[1] if day == picked else PALETTE[0] for day, _ in days]
    made.add_bar(x=[d for d, _ in days], y=[n for _, n in days], name=label, marker_color=colours)
    for count, symbol in ((None, "x-thin-open"), (0, "circle-open")):
        mine = [d for d, n in days if n == count]
        made.add_scatter(
            x=mine,
            y=[0] * len(mine),
            mode="markers",
            hoverinfo="x",
            cliponaxis=False,
            marker={"symbol": symbol, "color": PALETTE[3], "size": 8},
            showlegend=False,
        )
    made.update_xaxes(hoverformat="%Y-%m-%d", tickformat="%m-%d")
    top = max((n for _, n in days if n), default=0)
    made.update_yaxes(range=[0, max(1, top) * 1.08])
    if top <= WHOLE:
        made.update_yaxes(dtick=1)
    made.update_layout(showlegend=False)
    return made


# A state of the calendar has a shape of its own beside its colour.
STATES = {
    "asserted": (PALETTE[1], "diamond"),
    "evidenced": (PALETTE[4], "circle"),
    "both": (PALETTE[0], "square"),
}


def calendar(
    rows: Mapping[str, str],
    days: Sequence[date],
    cells: Mapping[tuple[str, date], str],
    names: Mapping[str, str],
) -> go.Figure:
    """Rows (id -> name) x days; a cell is "asserted", "evidenced" or "both", an empty one is nothing on that day.

    Marks rather than a heat-map, because only marks can be selected; each carries (row id, day).
    """
    labels = [in_two(name, LABEL) for name in rows.values()]
    made = figure((32 if any(len(label) > 1 for label in labels) else 26) * len(rows) + 110)
    places = {id_: number for number, id_ in enumerate(rows)}
    shown = set(days)
    size = min(13, max(4, 600 // max(1, len(days))))
    for state, (colour, symbol) in STATES.items():
        mine = [
            (id_, day) for (id_, day), s in cells.items() if s == state and id_ in places and day in shown
        ]
        made.add_scatter(
            x=[day for _, day in mine],
            y=[places[id_] for id_, _ in mine],
            name=names[state],
            mode="markers",
            marker={"color": colour, "symbol": symbol, "size": size},
            customdata=[[id_, day.isoformat()] for id_, day in mine],
            hovertext=[f"{text(rows[id_])}<br>{day.isoformat()}: {names[state]}" for id_, day in mine],
            hoverinfo="text",
        )
    made.update_yaxes(
        tickmode="array",
        tickvals=list(places.values()),
        ticktext=["<br>".join(map(text, label)) for label in labels],
        range=[len(rows) - 0.5, -0.5],
        showgrid=True,
        zeroline=False,
    )
    made.update_layout(legend={"orientation": "h", "y": 1, "yanchor": "bottom"}, margin={"t": 40})
    made.update_xaxes(tickformat="%m-%d", hoverformat="%Y-%m-%d")
    if days:
        made.update_xaxes(range=[days[0] - timedelta(days=1), days[-1] + timedelta(days=1)])
    return made


def timeline(events: Sequence[tuple[date, str, str]], lanes: Mapping[str, str]) -> go.Figure:
    """Events as (day, lane, words) on one lane a kind, in the order of `lanes` (kind -> name)."""
    made = figure(90 + 44 * len(lanes))
    for number, (lane, name) in enumerate(lanes.items()):
        mine = [(day, words) for day, kind, words in events if kind == lane]
        made.add_scatter(
            x=[day for day, _ in mine],
            y=[name] * len(mine),
            mode="markers",
            name=name,
            hovertext=[text(words) for _, words in mine],
            hoverinfo="x+text",
            marker={"size": 13, "color": PALETTE[number % len(PALETTE)]},
        )
    _dated(made, [day for day, _, _ in events])
    made.update_yaxes(categoryorder="array", categoryarray=list(lanes.values())[::-1])
    made.update_layout(showlegend=False)
    return made


def bars(values: Sequence[tuple[str, float]], *, unit: str = "") -> go.Figure:
    """Horizontal bars, longest first as given."""
    made = figure(70 + 28 * max(1, len(values)))
    made.add_bar(
        x=[value for _, value in values],
        y=[text(fit(name, 44)[0]) for name, _ in values],
        orientation="h",
        marker_color=PALETTE[0],
    )
    made.update_yaxes(autorange="reversed", type="category")
    made.update_xaxes(title=unit, rangemode="tozero")
    return made


def amounts(points: Sequence[tuple[date, float, str, bool, str]], unit: str) -> go.Figure:
    """Amounts of one unit over days as (day, value, role, certain, words), log axis.

    An approximate or rumoured amount has a hollow marker.
    """
    made = figure()
    for number, role in enumerate(sorted({role for _, _, role, _, _ in points})):
        mine = [point for point in points if point[2] == role and point[1] > 0]
        made.add_scatter(
            x=[p[0] for p in mine],
            y=[p[1] for p in mine],
            name=text(role),
            mode="markers",
            hovertext=[text(p[4]) for p in mine],
            hoverinfo="x+text",
            marker={
                "size": 11,
                "color": PALETTE[number % len(PALETTE)],
                "symbol": ["circle" if p[3] else "circle-open" for p in mine],
            },
        )
    _dated(made, [day for day, *_ in points])
    ticks = magnitudes([value for _, value, *_ in points if value > 0])
    made.update_yaxes(type="log", title=unit, tickvals=ticks, ticktext=[compact(value) for value in ticks])
    return made


def magnitudes(values: Sequence[float]) -> list[float]:
    """Round values around some positive ones, for a log axis: 1, 2, 5 of each power of ten, or 1 where these are many.

    >>> magnitudes([3e9, 4e10])
    [2000000000.0, 5000000000.0, 10000000000.0, 20000000000.0, 50000000000.0]
    """
    if not values:
        return []
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    steps = (1, 2, 5) if high - low <= 3 else (1,)
    every = [float(step * 10**power) for power in range(low, high + 1) for step in steps]
    return [tick for tick in every if min(values) / 2 <= tick <= max(values) * 2] or [min(values)]


def compact(value: float) -> str:
    """A magnitude in few signs.

    >>> compact(5e10), compact(20), compact(0.5), compact(1.5e12)
    ('50B', '20', '0.5', '1.5T')
    """
    for size, sign in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{sign}"
    return f"{value:g}"


def _dated(made: go.Figure, days: Sequence[date]) -> None:
    """Days as numbers, which every language reads; months where there are many."""
    span = (max(days) - min(days)).days if days else 0
    made.update_xaxes(tickformat="%m-%d" if span < 300 else "%Y-%m", hoverformat="%Y-%m-%d")
    if days and span < 8:  # no hours between days
        made.update_xaxes(
            dtick=86_400_000, range=[min(days) - timedelta(days=1), max(days) + timedelta(days=1)]
        )


def sankey(flows: Sequence[tuple[str, str, int]], width: int = 36) -> go.Figure:
    """Shifts 从 A 转向 B as (from, to, count); the two sides stay apart so that a chain is no loop."""
    left, right = sorted({a for a, _, _ in flows}), sorted({b for _, b, _ in flows})
    made = figure(max(260, 26 * max(len(left), len(right))))
    made.add_sankey(
        node={
            "label": [text(fit(name, width)[0]) for name in left + right],
            "color": [PALETTE[4]] * len(left) + [PALETTE[0]] * len(right),
            "pad": 12,
        },
        link={
            "source": [left.index(a) for a, _, _ in flows],
            "target": [len(left) + right.index(b) for _, b, _ in flows],
            "value": [n for _, _, n in flows],
            "color": "rgba(120,120,120,0.2)",  # labels lie on it
        },
    )
    return made


EDGES = {
    "co": ("rgba(140,140,140,0.5)", "dot", 1.0),
    "kept": ("rgba(140,140,140,0.5)", "dot", 1.0),
    "stated": (PALETTE[3], "solid", 1.4),
    "new": (PALETTE[2], "solid", 2.0),
    "gone": (PALETTE[3], "dash", 1.6),
}
"""Colour, dash and width of an edge by its style: never colour alone."""


def network(
    nodes: Sequence[tuple[str, str, str, float, float, float]],
    edges: Sequence[tuple[int, int, str, str, Sequence[int]]],
    kinds: Mapping[str, str],
    styles: Mapping[str, str],
    centre: str = "",
) -> go.Figure:
    """A laid-out graph: nodes (id, label, kind, x, y, size 0-1), edges (from, to, words, style of EDGES, heads).

    `heads` are the ends of an edge, by their number, that an arrow points at: what something is done to.
    `kinds` and `styles` name what the legend lists, in order. Nodes carry their id and can be selected;
    `centre` is the id of the one that always has its name beside it.
    """
    made = figure(620)
    for style, name in styles.items():
        colour, dash, width = EDGES[style]
        mine = [(a, b) for a, b, _, s, _ in edges if s == style]
        if mine:
            made.add_scatter(
                x=[x for a, b in mine for x in (nodes[a][3], nodes[b][3], None)],
                y=[y for a, b in mine for y in (nodes[a][4], nodes[b][4], None)],
                mode="lines",
                name=name,
                legendgroup=style,
                hoverinfo="skip",
                line={"dash": dash, "width": width, "color": colour},
            )
            arrows = [
                (b if head == a else a, head) for a, b, _, s, heads in edges if s == style for head in heads
            ]
            made.add_scatter(**_arrows(nodes, arrows), legendgroup=style, marker_color=colour)
    made.add_scatter(  # what is between two nodes, shown over the middle of the line
        x=[(nodes[a][3] + nodes[b][3]) / 2 for a, b, *_ in edges],
        y=[(nodes[a][4] + nodes[b][4]) / 2 for a, b, *_ in edges],
        mode="markers",
        marker={"size": 9, "opacity": 0},
        hovertext=[text(words) for _, _, words, *_ in edges],
        hoverinfo="text",
        showlegend=False,
    )
    first = _named(nodes, centre, PHONE, PHONE_LABELS, {})
    named = _named(nodes, centre, DESK, LABELS, first)
    for number, (kind, name) in enumerate(kinds.items()):
        own = [node for node in nodes if node[2] == kind]
        if own:
            made.add_scatter(
                x=[n[3] for n in own],
                y=[n[4] for n in own],
                name=name,
                mode="markers+text",
                text=[_beside(n[1], strong=n[0] == centre) if n[0] in first else "" for n in own],
                textposition=[first.get(n[0], ABOVE) for n in own],
                textfont={"shadow": "auto"},  # a rim in the colour of the page: edges lie below
                customdata=[[n[0]] for n in own],
                hovertext=[text(n[1]) for n in own],
                hoverinfo="text",
                marker={
                    "size": [_diameter(n[5]) for n in own],
                    "color": PALETTE[number % len(PALETTE)],
                    "symbol": SYMBOLS[number % len(SYMBOLS)],
                    "opacity": 1,
                    "line": {"width": 1, "color": "rgba(255,255,255,.6)"},
                },
            )
    more = [n for n in nodes if n[0] in named and n[0] not in first] or list(nodes[:1])
    made.add_scatter(  # the last trace, never empty: `NARROW` takes its names away where there is no room for them
        x=[n[3] for n in more],
        y=[n[4] for n in more],
        mode="markers+text",
        marker={"size": [_diameter(n[5]) for n in more], "opacity": 0},
        text=["" if n[0] in first else _beside(n[1], strong=False) for n in more],
        textposition=[named.get(n[0], ABOVE) for n in more],
        textfont={"shadow": "auto"},
        hoverinfo="skip",
        showlegend=False,
    )
    # Below the picture: above it stand the buttons of plotly.
    made.update_layout(legend={"orientation": "h", "y": 0, "yanchor": "top"}, margin={"t": 36})
    made.update_xaxes(visible=False)
    made.update_yaxes(visible=False)
    return made


def _arrows(
    nodes: Sequence[tuple[str, str, str, float, float, float]], ends: Sequence[tuple[int, int]]
) -> dict[str, Any]:
    """Arrow heads at the rims of the nodes they point at; plotly turns each along the line from its other end."""
    return {
        "x": [x for a, b in ends for x in (nodes[a][3], nodes[b][3], None)],
        "y": [y for a, b in ends for y in (nodes[a][4], nodes[b][4], None)],
        "mode": "markers",
        "marker": {
            "symbol": "arrow",
            "angleref": "previous",
            "size": [size for _ in ends for size in (0, ARROW, 0)],
            "standoff": [gap for _, b in ends for gap in (0, _diameter(nodes[b][5]) / 2, 0)],
        },
        "hoverinfo": "skip",
        "showlegend": False,
    }


ARROW = 12
"""Pixels of an arrow head."""
LABELS = 25
"""Nodes, strongest first, that get their name beside them where there is room; the others say it when pointed at."""
SHORT = 22
"""Cells of a name beside a node."""
ABOVE = "top center"
PLACES = {ABOVE: (0, 1), "bottom center": (0, -1), "middle right": (1, 0), "middle left": (-1, 0)}
"""Where a name may stand, in the order in which it is tried: plotly's word, and the side of the node."""
LINE, CELL = 18, 6.5
"""Height of a name and width of half a character, in pixels."""
PHONE, DESK = (255, 430), (600, 470)
"""Width and height between the outermost nodes, in pixels, in a window of 390 and of 1280; the height is fixed."""
PHONE_LABELS = 12
NARROW = "@media(max-width:640px){.js-plotly-plot .scatterlayer>.trace:last-child .textpoint{display:none}}"
"""Style of the page around a network: on a phone only the names that have room there."""
EDGE = 40
"""Pixels to the left and right of the outermost nodes."""


DISC = 8
"""Radius in pixels from which a node hides a name; behind a smaller one it can still be read."""


def _beside(name: str, *, strong: bool) -> str:
    """A name as it stands beside a node."""
    shown = text(fit(name, SHORT)[0])
    return f"<b>{shown}</b>" if strong else shown


def _diameter(size: float) -> float:
    """Pixels of a node of size 0-1."""
    return 8 + 22 * size


def _named(
    nodes: Sequence[tuple[str, str, str, float, float, float]], centre: str, size: tuple[int, int], most: int,
    fixed: Mapping[str, str],
) -> dict[str, str]:  # fmt: skip
    """Where the names stand that are shown in a picture of `size` pixels: of the centre, of the strongest node, of
    other strong ones with room, `most` at most. Those of `fixed` keep their place.
    """
    if not nodes:
        return {}
    xs, ys = [n[3] for n in nodes], [n[4] for n in nodes]
    across, up = (pixels / ((max(v) - min(v)) or 1) for pixels, v in zip(size, (xs, ys), strict=True))
    discs = {n[0]: ((n[3] - min(xs)) * across, n[4] * up, _diameter(n[5]) / 2) for n in nodes}
    placed: dict[str, str] = {}
    boxes: list[tuple[float, float, float]] = []
    strongest = max(nodes, key=lambda n: n[5])[0]
    for id_, name, *_ in sorted(nodes, key=lambda n: (n[0] not in fixed, n[0] != centre, -n[5]))[: most + 1]:
        x, low, radius = discs[id_]
        half = CELL / 2 * cells(fit(name, SHORT)[0])
        spots = {
            place: (x + right * (radius + half), low + above * (radius + LINE / 2))
            for place, (right, above) in PLACES.items()
        }
        others = [disc for other, disc in discs.items() if other != id_]
        inside = [place for place, (a, _) in spots.items() if min(a, size[0] - a) + EDGE >= half] or [ABOVE]
        inside = [fixed[id_]] if id_ in fixed else inside
        found = next((place for place in inside if id_ in fixed or _free(*spots[place], half, boxes, others)), "")
        if found or id_ in (centre, strongest):
            placed[id_] = found or inside[0]
            boxes.append((*spots[placed[id_]], half))
    return placed


def _free(
    x: float, y: float, half: float, names: Sequence[tuple[float, float, float]],
    discs: Sequence[tuple[float, float, float]],
) -> bool:  # fmt: skip
    """Whether a name of `half` its width around (x, y) covers no other name and no node big enough to hide it."""
    return all(abs(x - a) > half + other or abs(y - b) > LINE for a, b, other in names) and not any(
        r >= DISC and abs(x - a) < half + r and abs(y - b) < LINE / 2 + r for a, b, r in discs
    )


SYMBOLS = ("circle", "diamond", "triangle-up", "square", "pentagon", "hexagon", "star")
