"""Entities: search under any name, one entity's card, comparison, bursts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pandas as pd
import streamlit as st

from kg import report
from kg.dashboard import address, components, names
from kg.dashboard.components import chip, empty, escape, show, table, trouble
from kg.dashboard.data import ask, ask_shared
from kg.dashboard.i18n import say, t
from kg.dashboard.page import Page
from kg.dashboard.pages import _card, _compare
from kg.dashboard.pages import _parts as parts
from kg.dashboard.text import verbatim
from kg.errors import NotFound
from kg.model import EntityType
from kg.report.entities import EntityBurst

VIEWS = ("card", "compare", "bursts")
LIST = ("name", "other", "type", "stories", "days", "first", "last")
BURSTS = ("name", "start", "end", "count", "p", "needed", "holds", "why")
MOST = 500  # rows of the list; more are found by name


def render() -> None:
    """Search and card, comparison, or bursts, as the address says."""
    if not parts.start("entities"):
        return
    view = address.choice(
        t("entities.view"), "view", VIEWS, default="card", style="segments", hidden_label=True,
        words=lambda v: t(f"entities.view.{v}"),
    )  # fmt: skip
    match view:
        case "compare":
            _compare.render()
            components.behind("entities")
        case "bursts":
            _bursts()
            components.behind("entities")
        case _:
            _search()


def _search() -> None:
    name = address.text(t("filter.entity"), "name", hint=t("filter.entity.hint"))
    if not name:
        _list("")
        components.behind("entities")
        return
    try:
        found = ask_shared(_card.sheet, name)
    except NotFound as error:
        trouble(error, t("entities.unknown", name=verbatim(name)))
        _list(name)
        return
    if found.others:
        name_of = names.namer()
        with st.expander(t("entities.also", n=len(found.others))), st.container(horizontal=True):
            for row in found.others:
                id_, name = row["entity_id"], name_of(row["entity_id"], row["name"])
                parts.opener(f"{name} ({row['story_count']})", "name", id_, "also-")
    _card.render(found)
    components.behind("entity", who=found.card.entity["entity_id"])


def _list(text: str) -> None:
    with st.container(horizontal=True):
        kind = address.choice(
            t("filter.type"), "type", get_args(EntityType), words=lambda v: chip("type", v), style="segments",
            hidden_label=True,
        )  # fmt: skip
    rows = ask(report.entities, text=text or None, type=kind or None, limit=MOST)
    if not rows:
        empty("empty.filters")
        return
    st.caption(t("entities.pick"))
    called = names.known()
    frame = pd.DataFrame(
        [
            (
                *_names(called, row), chip("type", row["type"]), row["story_count"], row["day_count"],
                show(row["first_day"]), show(row["last_day"]),
            )
            for row in rows
        ],
        columns=list(LIST),
    )  # fmt: skip
    picked = table(frame, key="entities-list", select=True, columns=parts.columns("entities", LIST))
    parts.pick(picked, [row["entity_id"] for row in rows], "name")


def _names(called: Mapping[str, str], row: Mapping[str, Any]) -> tuple[str, str]:
    """The name on the screen and the one in the other language, as far as it differs."""
    name = called.get(row["entity_id"], row["name"])
    other = row["name_zh"] if name == row["name"] else row["name"]
    return name, other if other and other != name else ""


def _bursts() -> None:
    st.caption(t("entities.bursts.about"))
    found = ask(report.bursts, near=True)
    if not any(burst.holds for burst in found):
        empty("entities.bursts.none")
    if not found:
        return
    themes = {row["theme_id"]: parts.named(row) for row in ask(report.themes)}
    called = {"theme": themes, "entity": names.known()}
    shown = [called[burst.kind].get(burst.entity_id, burst.name) for burst in found]
    for name, burst in parts.paged(list(zip(shown, found, strict=True)), 12):
        _burst(name, burst)
    rows = [
        (name, b.start.isoformat(), b.end.isoformat(), b.count, b.p_value, b.p_needed, b.holds, say(b.reason))
        for name, b in zip(shown, found, strict=True)
    ]
    headings = parts.columns("entities", BURSTS, why="large")
    for p in ("p", "needed"):
        headings[p] = st.column_config.NumberColumn(t(f"entities.{p}"), format="%.2g")
    with st.expander(t("chart.more")):
        table(pd.DataFrame(rows, columns=list(BURSTS)), key="entities-bursts", columns=headings)


def _burst(name: str, burst: EntityBurst) -> None:
    """A raised period with its whole reason, which a cell of a table would cut off on a phone."""
    with st.container(border=True, gap=None):
        if burst.kind == "entity":
            st.button(
                escape(name), key=f"open-burst-{burst.entity_id}-{burst.start}", type="tertiary",
                on_click=address.put, kwargs={"view": "", "page": "", "name": burst.entity_id},
            )  # fmt: skip
        else:
            st.html(f"<strong>{parts.plain_html(name)}</strong>")
        holds = "holds" if burst.holds else "fails"
        colour = parts.COLOURS["rising" if burst.holds else "stale"]
        parts.fact_line([parts.seen(t(f"entities.{holds}"), colour), parts.small(say(burst.reason))])


PAGE = Page(
    "entities", "category", 30, render,
    ("view", "name", "type", "page", "facts", "with", "measure", "grain", "place", "since", "until"),
)
