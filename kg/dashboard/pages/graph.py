"""Graph: who stands near whom, what is stated between them, how that changed, and by which way two are connected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, get_args

import pandas as pd
import streamlit as st

from kg import report
from kg.dashboard import address, charts, components, data
from kg.dashboard.components import chart, chip, empty, trouble
from kg.dashboard.i18n import language, say, t
from kg.dashboard.page import Page
from kg.dashboard.pages import _export
from kg.dashboard.pages import _parts as parts
from kg.dashboard.text import verbatim
from kg.errors import NotFound
from kg.graph import near
from kg.graph.near import Edge, Picture
from kg.model import EntityType
from kg.store.reader import Reader

TYPES = get_args(EntityType)
LIMIT = 80  # nodes of a picture; 300 would take a second to draw
DEPTHS, LEAST, SPANS = ("1", "2"), ("1", "2", "3", "5"), ("7", "14", "30", "90")
WIDTH = "14"
PAIRS = ("a", "b", "stories", "stated", "quote")
WIDTHS = {"a": 110, "b": 110, "stories": 60, "stated": 320, "quote": 300}
"""Pixels: all of them fit into a window of 1280."""
SAID, QUOTED = 3, 240
"""Statements that an edge tells when pointed at, and characters of the sentence behind the last of them."""
MUTUAL = {"partners_with"}
Window = tuple[date, date]
MANY_DAYS = 120  # longer archives open on their last quarter


def render() -> None:
    """The view that the address names, over the days of the slider."""
    if not parts.start("graph"):
        return
    st.html(f"<style>{charts.NARROW}</style>")
    view = address.choice(
        t("graph.view"), "view", list(VIEWS), default="near", style="segments", hidden_label=True,
        words=lambda v: t(f"graph.view.{v}"),
    )  # fmt: skip
    days = [volume.day for volume in data.ask(report.days) if volume.stories is not None]
    since, until = VIEWS[view](days)
    components.behind("graph", since=since, until=until)


# ------------------------------------------------------------------ what is drawn


def _near(days: list[date]) -> Window:
    more = _more()
    with more:
        since, until = _slider(days)
    flat = _window(since, until)
    node = _centre(flat)
    with more:
        depth, least, stated = _strength()
    if node is None:
        return since, until
    picture = _picture(data.stamp(), language(), str(since), str(until), node, depth, least, stated, flat)
    _draw(picture, ("co", "stated"), "graph-near", node, t("graph.span", since=since, until=until))
    _export.offer(since, until)
    return since, until


def _change(days: list[date]) -> Window:
    st.caption(t("graph.change.about"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first, last = days[0], days[-1]
        width = int(address.named("width", SPANS) or WIDTH)
        later = address.named_day("after", last, first, last)
        usual = max(first, later - timedelta(days=width))
        earlier, later = address.in_order(
            address.named_day("before", usual, first, last), later, ("before", "after")
        )
        address.day(t("graph.after"), "after", last, first, last)
        address.choice(
            t("graph.width"), "width", SPANS, default=WIDTH, words=lambda n: t("parts.days", n=n), width=120
        )
        address.day(t("graph.before"), "before", usual, first, last)
    back = timedelta(days=width - 1)
    before, after = (_window(day - back, day) for day in (earlier, later))
    node = _centre(after)
    with _more():
        depth, least, _ = _strength(stated=False)
    if node is None:
        return earlier - back, later
    found = near.change(before, after, node, depth, least=least, limit=LIMIT)
    with st.container(horizontal=True):
        for kind in ("new", "gone", "kept"):
            names = [(t("graph.name"), name) for name in found.names[kind]]
            parts.figure(t(f"graph.{kind}"), str(len(names)), t(f"graph.{kind}.reason"), names)
    _draw(found.picture, ("new", "gone", "kept"), "graph-change", node)
    return earlier - back, later


def _groups(days: list[date]) -> Window:
    with _more():
        since, until = _slider(days)
        least = _least()
    flat = _window(since, until)
    found = _communities(data.stamp(), language(), str(since), str(until), least, flat)
    if not found:
        empty("graph.groups.none")
        return since, until
    st.caption(t("graph.groups.about", n=len(found)))
    top = max(len(group.members) for group in found)
    nodes = [
        (str(n), group.members[0][1], "group", group.x, group.y, (len(group.members) / top) ** 0.5)
        for n, group in enumerate(found)
    ]
    edges = [
        (n, other, t("graph.shared", n=shared), "co", ())
        for n, group in enumerate(found)
        for other, shared in group.ties
    ]
    rows = [(len(group.members), "、".join(name for _, name, _ in group.members[:12])) for group in found]
    frame = pd.DataFrame(rows, columns=[t("graph.members"), t("graph.names")])
    made = charts.network(nodes, edges, {"group": t("graph.group")}, {"co": t("graph.style.co")})
    chart(made, key="graph-groups", rows=frame)
    for number, group in enumerate(parts.paged(found, 10)):
        with st.container(border=True, gap=None), st.container(horizontal=True):
            st.markdown(f"**{len(group.members)}**")
            for id_, name, stories in group.members[:8]:
                parts.opener(f"{name} ({stories})", "name", id_, f"group{number}-")
    return since, until


def _path(days: list[date]) -> Window:
    since, until = _slider(days)
    flat = _window(since, until)
    ends = [_named(key) for key in ("name", "to")]
    if None in ends:
        empty("graph.path.two")
        return since, until
    source, target = (str(end) for end in ends)
    try:
        with data.reading() as reader:
            hops = near.steps(reader, flat, source, target)
    except NotFound as error:
        trouble(error, verbatim(say(error.message)))
        return since, until
    if not hops:
        empty("graph.path.same")
    for number, hop in enumerate(hops, 1):
        with st.container(border=True, gap="small"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{number}**")
                parts.opener(hop.a[1], "name", hop.a[0], f"hop{number}a-")
                how = (
                    parts.word("predicate", hop.predicate)
                    if hop.predicate
                    else t("graph.shared", n=hop.stories)
                )
                arrow = "— {} —" if not hop.predicate else "— {} →" if hop.forward else "← {} —"
                parts.fact_line(
                    [parts.seen(arrow.format(how), parts.COLOURS["announced" if hop.predicate else "stale"])]
                )
                parts.opener(hop.b[1], "name", hop.b[0], f"hop{number}b-")
            modality = [f" · {chip('modality', hop.modality)}"] if hop.modality else []
            st.html(parts.quoted([(f"{hop.day} · {hop.story_id}{''.join(modality)}", hop.quote)]))
    return since, until


VIEWS: dict[str, Callable[[list[date]], Window]] = {
    "near": _near, "change": _change, "groups": _groups, "path": _path,
}  # fmt: skip


# ------------------------------------------------------------------ choices


def _more() -> Any:
    """Where the choices stand that are seldom changed: on a phone they would push the picture off the screen."""
    return st.expander(t("graph.more"), icon=":material/tune:")


def _slider(days: list[date]) -> tuple[date, date]:
    """The window, as ``?since=…&until=…``; a long archive opens on its last quarter."""
    first, last = days[0], days[-1]
    if first == last:
        return first, last
    usual = (last - timedelta(days=90) if (last - first).days > MANY_DAYS else first, last)
    since = address.named_day("since", usual[0], first, last)
    until = address.named_day("until", usual[1], first, last)
    held = "slider-window"
    st.session_state[held] = address.in_order(since, until)
    st.slider(
        t("graph.window"), first, last, key=held, format="YYYY-MM-DD", on_change=_keep, args=(held, usual)
    )
    found: tuple[date, date] = st.session_state[held]
    return found


def _keep(held: str, usual: tuple[date, date]) -> None:
    pairs = zip(("since", "until"), st.session_state[held], usual, strict=True)
    address.put(**{key: "" if day == default else day.isoformat() for key, day, default in pairs})


def _centre(flat: Any) -> str | None:
    """The entity in the middle: the one that the address names, else the one in most stories."""
    name = address.text(t("graph.centre"), "name", hint=t("filter.entity.hint"))
    usual = near.busiest(flat)
    if not name:
        if not usual:
            empty("graph.none")
            return None
        with st.container(horizontal=True):
            for id_, label in usual:
                parts.opener(label, "name", id_, "centre-")
        return usual[0][0]
    found = _resolved(name)
    if found is not None and found not in flat:
        empty("graph.outside")
        return None
    return found


def _named(key: str) -> str | None:
    name = address.text(t(f"graph.path.{key}"), key, hint=t("filter.entity.hint"))
    return _resolved(name) if name else None


def _resolved(name: str) -> str | None:
    try:
        return data.ask(report.lookup, name)
    except NotFound as error:
        trouble(error, t("graph.unknown", name=verbatim(name)))
        return None


def _strength(*, stated: bool = True) -> tuple[int, int, bool]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        depth = address.choice(
            t("graph.depth"), "depth", DEPTHS, default="1", style="segments", hidden_label=True,
            words=lambda n: t("graph.depth.n", n=n),
        )  # fmt: skip
        least = _least()
        only = stated and address.switch(t("graph.only"), "stated")
    return int(depth), least, bool(only)


def _least() -> int:
    return int(
        address.choice(
            t("graph.least"), "least", LEAST, default="1", style="segments", hidden_label=True,
            words=lambda n: t("graph.least.n", n=n),
        )
    )  # fmt: skip


# ------------------------------------------------------------------ drawing


def _window(since: date, until: date) -> Any:
    """The graph of these days, labelled in the reader's language."""
    return data.ask_shared(_labelled, since, until, language())


def _labelled(reader: Reader, since: date, until: date, lang: str) -> Any:
    return near.window(reader, since, until, report.names_in_chinese(reader) if lang == "zh" else None)


@st.cache_data(show_spinner=False, max_entries=64)
def _picture(
    at: tuple[int, int], lang: str, since: str, until: str, node: str, depth: int, least: int, stated: bool, _flat: Any
) -> Picture:  # fmt: skip
    return near.near(_flat, node, depth, least=least, stated=stated, limit=LIMIT)


@st.cache_data(show_spinner=False, max_entries=16)
def _communities(
    at: tuple[int, int], lang: str, since: str, until: str, least: int, _flat: Any
) -> list[near.Group]:
    return near.groups(_flat, least=least)


def _draw(picture: Picture, styles: tuple[str, ...], key: str, centre: str, span: str = "") -> None:
    """The picture with its limit said, and below it the pairs as a table."""
    shown = t("table.some", shown=len(picture.nodes), total=picture.total)
    st.caption(" · ".join(words for words in (span, shown, t("graph.pick")) if words))
    nodes = [(n.id, n.label, n.type, n.x, n.y, n.size) for n in picture.nodes]
    edges = [(e.a, e.b, _words(picture, e), e.style, _heads(picture, e)) for e in picture.edges]
    kinds = {kind: chip("type", kind) for kind in TYPES}
    named = {style: t(f"graph.style.{style}") for style in styles}
    made = charts.network(nodes, edges, kinds, named, centre)
    frame = pd.DataFrame([_row(picture, edge) for edge in picture.edges], columns=list(PAIRS))
    picked = chart(made, key=key, select=True)
    points = picked.selection.points if picked else []
    if points and points[0].get("customdata"):
        chosen = str(points[0]["customdata"][0])
        if chosen != address.asked("name"):
            address.put(name=chosen)
            st.rerun()
    components.table(frame, key=f"{key}-pairs", columns=parts.columns("graph", PAIRS, **WIDTHS))


def _words(picture: Picture, edge: Edge) -> str:
    """What is shown over the middle of an edge, with the sentence behind it."""
    a, b = picture.nodes[edge.a].label, picture.nodes[edge.b].label
    shared = f"{a} — {b}: {t('graph.shared', n=edge.stories)}"
    return "\n".join([*_stated(picture, edge), edge.facts[-1].quote[:QUOTED]] if edge.facts else [shared])


def _heads(picture: Picture, edge: Edge) -> list[int]:
    """The ends of an edge to which something is done; partners have none."""
    doers = {fact.subject for fact in edge.facts if fact.predicate not in MUTUAL}
    return [end for end, other in ((edge.a, edge.b), (edge.b, edge.a)) if picture.nodes[other].id in doers]


def _stated(picture: Picture, edge: Edge) -> list[str]:
    """The last words on who does what to whom, each thing once, the newest last."""
    ends = [picture.nodes[end] for end in (edge.a, edge.b)]
    said = []
    for fact in {(f.subject, f.predicate): f for f in edge.facts}.values():
        who, whom = ends if fact.subject == ends[0].id else ends[::-1]
        said.append(
            t("graph.fact", who=who.label, does=parts.word("predicate", fact.predicate), whom=whom.label,
              modality=chip("modality", fact.modality), day=fact.day)
        )  # fmt: skip
    return said[-SAID:]


def _row(picture: Picture, edge: Edge) -> tuple[str, str, int, str, str]:
    a, b = picture.nodes[edge.a].label, picture.nodes[edge.b].label
    return a, b, edge.stories, "；".join(_stated(picture, edge)), edge.facts[-1].quote if edge.facts else ""


PAGE = Page(
    "graph", "hub", 50, render,
    ("view", "name", "to", "since", "until", "after", "before", "width", "depth", "least", "stated", "page"),
)
