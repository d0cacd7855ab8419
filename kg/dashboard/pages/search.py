"""Search: passages in which all the words stand, with what stands around them."""

from __future__ import annotations

import html
from typing import get_args

import streamlit as st

from kg import report
from kg.dashboard import address, charts, components
from kg.dashboard.data import ask
from kg.dashboard.i18n import t
from kg.dashboard.names import namer
from kg.dashboard.page import Page
from kg.dashboard.story import SMALL, tag, theme_names
from kg.dashboard.text import marked, verbatim
from kg.model import Kind
from kg.report.search import Found
from kg.store.search import Hit

SIZE = 20
EXAMPLES = 8


def render() -> None:
    """The page."""
    components.head("search")
    volumes = ask(report.days)
    if not volumes:
        components.empty("empty.archive")
        components.link(t("empty.to_archive"), "archive", icon=":material/upload_file:")
        return
    text = address.text(t("search.label"), "q", hint=t("search.hint"))
    if not text:
        _examples()
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since, until = address.span(volumes[0].day, volumes[-1].day)
        facets_at = st.container(horizontal=True, vertical_alignment="bottom")
    names = theme_names()
    named = {"kind": address.named("kind", get_args(Kind)), "theme": address.named("theme", list(names))}
    given = {key: value for key, value in {"since": since, "until": until, **named}.items() if value}
    found = ask(report.found, text, **given)
    with facets_at:
        _choice("kind", named["kind"], dict(found.kinds), {kind: t(f"kind.{kind}") for kind in get_args(Kind)})
        _choice("theme", named["theme"], dict(found.themes), names)
    if not found.hits:
        components.empty("search.none", text=verbatim(text))
        return
    st.caption(t("search.count.more" if found.more else "search.count", n=len(found.hits)))
    left, right = st.columns([3, 1], gap="large")
    with right:
        _spread(found)
    with left:
        number = address.page(len(found.hits), SIZE)
        for hit in found.hits[(number - 1) * SIZE : number * SIZE]:
            st.html(_shown(hit))
    components.behind("search", text=text, since=since, until=until, kind=given.get("kind"))


def _choice(key: str, current: str, counts: dict[str, int], names: dict[str, str]) -> None:
    options = list(counts) if current in counts or not current else [current, *counts]
    address.choice(
        t(f"filter.{key}"), key, options, words=lambda v: f"{names.get(v, v)} ({counts.get(v, 0)})", width=180
    )


def _shown(hit: Hit) -> str:
    """A passage with the words in bold and where it stands."""
    slug, filters = (
        ("stories", {"story": hit.story_id}) if hit.story_id else ("today", {"day": hit.day.isoformat()})
    )
    url = html.escape(components.page_url(slug, **filters), quote=True)
    title = f" · {html.escape(hit.headline)}" if hit.headline and hit.kind != "headline" else ""
    return (
        f'<div style="border-left:3px solid rgba(128,128,128,.5);padding:.1rem .8rem;overflow-wrap:anywhere">'
        f"{marked(hit.text, words=hit.words)}"
        f'<div style="{SMALL}"><a href="{url}" target="_self" style="color:inherit">{hit.day}</a> · '
        f"{html.escape(t(f'kind.{hit.kind}'))}{title}</div></div>"
    )


def _spread(found: Found) -> None:
    """Over months, and over the names that stand in the passages."""
    st.plotly_chart(
        charts.coverage([(month, n) for month, n in found.months], t("search.passages")),
        key="months",
        config={"displayModeBar": False},
    )
    st.caption(t("search.names"))
    name_of = namer()
    st.html(
        "".join(
            tag(f"{name_of(id_, name)} {n}", components.page_url("entities", name=id_), t(f"type.{kind}"))
            for id_, name, kind, n in found.names
        )
    )


def _examples() -> None:
    """Nothing asked yet: how to ask, and names to begin with."""
    components.empty("search.how")
    some = ask(report.entities, limit=EXAMPLES)
    name_of = namer()
    shown = [name_of(row["entity_id"], row["name"]) for row in some]
    st.html("".join(tag(name, components.page_url("search", q=name)) for name in shown))


PAGE = Page("search", "search", 70, render, ("q", "since", "until", "kind", "theme", "page"))
