"""Two to five entities or themes on one axis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import streamlit as st

from kg import report
from kg.dashboard import address, amiss, charts
from kg.dashboard import names as entity_names
from kg.dashboard.components import chart, empty, escape, trouble
from kg.dashboard.data import ask
from kg.dashboard.i18n import say, t
from kg.dashboard.pages import _parts as parts
from kg.dashboard.pages import _series as series
from kg.errors import NotFound
from kg.report.entities import TOO_FEW, Compared, Place

MOST, OFFERED = 5, 200
SEPARATOR = ","
PLACES = get_args(Place)


def render() -> None:
    """Choices, chart, and what the numbers do not allow to say."""
    names = _names()
    days = ask(report.days)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        measure = address.choice(
            t("entities.measure"), "measure", series.MEASURES, default="count", style="segments",
            words=lambda m: t(f"entities.measure.{m}"), hidden_label=True,
        )  # fmt: skip
        grain = series.grain_choice(len(days))
        place = address.choice(
            t("entities.place"), "place", PLACES, words=lambda p: t(f"entities.place.{p}"), hidden_label=True
        )
        with st.container(horizontal=True, width="content"):  # the two stay beside each other
            since, until = address.span(days[0].day, days[-1].day)
    if len(names) < 2:
        empty("entities.compare.two")
        return
    try:
        found = ask(
            report.compare, tuple(names), since=since, until=until,
            place=next((p for p in PLACES if p == place), None),
        )  # fmt: skip
    except NotFound as error:
        trouble(error)
        return
    called = entity_names.known()
    found = [replace(one, name=called.get(one.id, one.name) if one.kind == "entity" else one.name) for one in found]
    kept = [one for one in found if measure == "count" or not series.too_few(one.points)]
    lines = {one.name: series.line(one.points, grain, measure) for one in kept}
    if lines:
        unit = t(f"entities.measure.{measure}")
        chart(charts.lines(lines, unit=unit), key="compare", rows=series.frame(lines))
    _figures(found)
    if len(found) == 2:
        _movement(found, since, until)


def _names() -> list[str]:
    themes = {parts.named(row): row["theme_id"] for row in ask(report.themes)}
    rows = ask(report.entities, limit=OFFERED)
    called = entity_names.known()
    labels = {row["name"]: f"{called[row['entity_id']]} · {row['name']}" for row in rows if row["entity_id"] in called}
    named = [name for name in address.asked("with").split(SEPARATOR) if name]
    given = named[:MOST]
    if left := named[MOST:]:
        amiss.note("many", "with", n=len(named), most=MOST, left="、".join(left[:MOST]))
    held = "compare-with"
    options = list(dict.fromkeys([*given, *(row["name"] for row in rows), *themes]))
    st.session_state[held] = given
    # Enter takes the first option that holds what was typed, most stories first: by likeness "Microsoft" would find
    # "Microsoft AI" before "微软 · Microsoft", and with "all of them" on top it would take every one
    st.multiselect(
        t("entities.compare.with"), options, key=held, max_selections=MOST,
        accept_new_options=True, placeholder=t("entities.compare.hint"), on_change=_keep, args=(held,),
        format_func=lambda name: labels.get(name, name), filter_mode="contains", select_all=False,
    )  # fmt: skip
    return list(st.session_state[held])


def _keep(held: str) -> None:
    names = [name.replace(SEPARATOR, " ").strip() for name in st.session_state[held]]
    address.put(**{"with": SEPARATOR.join(name for name in names if name)})


def _figures(found: list[Compared]) -> None:
    with st.container(horizontal=True):
        for one in found:
            total = sum(point.count for point in one.points)
            volume = sum(point.volume for point in one.points)
            few = total < TOO_FEW
            reason = t(
                "entities.compare.few" if few else "entities.compare.reason",
                n=total,
                all=volume,
                least=TOO_FEW,
            )
            parts.figure(
                one.name, str(total) + (f" · {t('parts.too_few')}" if few else ""), reason, _behind(one)
            )


def _behind(one: Compared) -> list[tuple[str, str]]:
    if one.kind == "theme":
        stories = ask(report.stories, theme=one.id, limit=parts.SHOWN)
        return [(f"{s.day} #{s.n}", s.headline) for s in stories]
    views = ask(report.passages_of_entity, one.id, parts.SHOWN)
    return [(view.source, view.text) for view in views]


def _movement(found: list[Compared], since: date | None, until: date | None) -> None:
    """What may be said of two series together; most often that there is too little."""
    names = (found[0].name, found[1].name)
    said = ask(report.co_movement, found[0].id, found[1].id, since=since, until=until, names=names)
    st.caption(f"{t('entities.movement')} {escape(say(said.reason))}")
