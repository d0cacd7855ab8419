"""The card of one entity: when, where, with whom, and what is said of it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple, get_args

import pandas as pd
import streamlit as st

from kg import report
from kg.dashboard import charts, names
from kg.dashboard.components import chart, chip, empty, link, table
from kg.dashboard.data import ask
from kg.dashboard.i18n import say, t
from kg.dashboard.pages import _parts as parts
from kg.dashboard.pages import _series as series
from kg.model import Kind
from kg.report.entities import PASSAGES, Card, EntityBurst, Fact
from kg.store.reader import Reader

COMPANIONS = ("name", "type", "shared", "lift")
AMOUNTS = ("day", "surface", "role", "certainty", "headline")
ALIASES = ("surface", "origin")
OTHER = ("trend", "watch", "note", "other")
KINDS = get_args(Kind)
CURRENCY = re.compile("[A-Z]{3}")  # money is what people look for first
KNOWN = {"yes": "0,158,115", "no": "230,159,0"}


class Sheet(NamedTuple):
    """All that the page shows of one entity, read in one go: opening the database takes longer than a question."""

    card: Card
    ties: list[dict[str, Any]]
    rising: list[dict[str, Any]]
    passages: dict[str, list[tuple[str, str]]]
    """(source, text) by the place where the name stands; "" holds the latest of all."""
    others: list[dict[str, Any]]
    """Other entities that the same words may mean."""


def sheet(reader: Reader, name: str) -> Sheet:
    """The sheet of an entity, under any name. Raises NotFound."""
    card = report.entity(reader, name, tested=False)
    id_ = card.entity["entity_id"]
    views = report.passages_of_entity(reader, id_, parts.SHOWN)
    places = {"": KINDS, "other": OTHER, **{str(place): kinds for place, kinds in PASSAGES.items()}}
    return Sheet(
        card,
        report.relatives(reader, id_),
        report.rising_companions(reader, id_),
        {
            place: [(view.source, view.text) for view in views if view.kind in kinds][: parts.SHOWN]
            for place, kinds in places.items()
        },
        [row for row in report.entities(reader, text=name, limit=9) if row["entity_id"] != id_][:8],
    )


def render(found: Sheet) -> None:
    """All of it; each number opens its sentences."""
    id_ = found.card.entity["entity_id"]
    card = found.card
    bursts = [b for b in ask(report.bursts) if (b.kind, b.entity_id) == ("entity", id_)]
    _head(card, found.ties)
    _figures(card, found.passages)
    _series(card, bursts)
    left, right = st.columns(2, gap="large")
    with left:
        _facts(card.facts)
        _amounts(card)
    with right:
        _companions(card, found.rising)
        _aliases(card)
    with st.container(horizontal=True):
        link(t("entities.to_graph"), "graph", icon=":material/hub:", name=id_)
        link(t("entities.to_stories"), "stories", icon=":material/article:", entity=id_)
        link(t("entities.to_correct"), "corrections", icon=":material/edit_note:", left=id_)


def _head(card: Card, ties: list[dict[str, Any]]) -> None:
    row = card.entity
    parts.heading(names.both(row["entity_id"], row["name"], row["name_zh"]))
    known = "yes" if row["known"] else "no"
    seen = t("entities.seen", first=row["first_day"], last=row["last_day"])
    parts.fact_line([
        parts.seen(chip("type", row["type"])), parts.seen(t(f"entities.known.{known}"), KNOWN[known]),
        parts.small(seen),
    ])  # fmt: skip
    if ties:
        name_of = names.namer()
        with st.container(horizontal=True, vertical_alignment="center"):
            for tie in ties[:10]:
                words = f"{t('entities.tie.' + tie['tie'])} {name_of(tie['entity_id'], tie['name'])}"
                parts.opener(words, "name", tie["entity_id"], "tie-")


def _figures(card: Card, passages: dict[str, list[tuple[str, str]]]) -> None:
    stories, days = card.entity["story_count"], card.entity["day_count"]
    total = sum(card.salience.values())
    headlines = [
        (str(day["day"]), "；".join(day["headlines"])) for day in card.history[: -parts.SHOWN - 1 : -1]
    ]
    with st.container(horizontal=True):
        parts.figure(
            t("entities.stories"), str(stories), t("entities.stories.reason", n=stories), passages[""]
        )
        parts.figure(t("entities.days"), str(days), t("entities.days.reason", n=days), headlines)
        for place, count in card.salience.items():
            share = f" ({count / total:.0%})" if count and card.too_few is None else ""
            reason = t("entities.place.reason", n=count, all=total)
            parts.figure(t(f"entities.place.{place}"), f"{count}{share}", reason, passages[place])


def _series(card: Card, bursts: list[EntityBurst]) -> None:
    grain = series.grain_choice(len(card.series))
    name = names.namer()(card.entity["entity_id"], card.entity["name"])
    points = series.line(card.series, grain, "count")
    marks = []
    for burst in bursts:
        inside = [(value, day) for day, value in points if value and burst.start <= day <= burst.end]
        if inside:
            value, day = max(inside)
            marks.append((day, value, f"{t('entities.burst')}: {say(burst.reason)}"))
    made = charts.lines({name: points}, unit=t("entities.stories"), marks={name: marks})
    chart(made, key="entity-series", rows=series.frame({name: points}))
    for burst in bursts:
        parts.fact_line([parts.seen(f"{t('entities.burst')} ★", "230,159,0"), parts.small(say(burst.reason))])
    if not bursts:
        st.caption(
            t("entities.burst.few", n=card.entity["story_count"])
            if card.too_few
            else t("entities.burst.none")
        )


# ------------------------------------------------------------------ what is said


def _facts(facts: tuple[Fact, ...]) -> None:
    st.subheader(f"{t('entities.facts')} ({len(facts)})", anchor=False)
    if not facts:
        empty("entities.facts.none")
    name_of = names.namer()
    outlet = names.outlets()
    parts.draw("".join(_fact(fact, name_of, outlet) for fact in parts.paged(facts[::-1], 10, "facts")))


def _fact(fact: Fact, name_of: Callable[[str, str], str], outlet: Callable[[str], str]) -> str:
    """HTML of a statement: who does what to whom, how sure, by whom told, and folded, the sentence."""
    struck = "text-decoration:line-through;opacity:.6" if fact.superseded_by else ""
    who, whom = name_of(fact.subject_id, fact.subject), name_of(fact.object_id, fact.object)
    words = f"{who} — {parts.word('predicate', fact.predicate)} → {whom}"
    when = (
        f" ({t('entities.event', day=fact.event_day)})"
        if fact.event_day and fact.event_day != fact.day
        else ""
    )
    labels = [parts.seen(f"{fact.day}{when}"), parts.badge("modality", fact.modality)]
    labels += [parts.seen(t("entities.superseded"))] if fact.superseded_by else []
    labels += [parts.small(" ← ".join(map(outlet, fact.outlets)))] if fact.outlets else []
    quote = parts.quoted([(t("entities.cue", cue=fact.cue), fact.quote)])
    fold = f'<summary style="cursor:pointer">{parts.small(t("entities.sentence"))}</summary>{quote}'
    return (
        f'<div style="margin:0 0 .7rem;overflow-wrap:anywhere"><strong style="{struck}">{html.escape(words)}</strong>'
        f'<div style="margin:.2rem 0">{" ".join(labels)}</div>'
        f"<details>{fold}</details></div>"
    )


def _amounts(card: Card) -> None:
    st.subheader(f"{t('entities.amounts')} ({len(card.amounts)})", anchor=False)
    if not card.amounts:
        empty("entities.amounts.none")
        return
    counts = Counter(row["unit"] for row in card.amounts)
    units = sorted(counts, key=lambda unit: (not CURRENCY.fullmatch(unit), -counts[unit], unit))
    unit = units[0]
    if len(units) > 1:
        unit = st.selectbox(t("entities.unit"), units, key=f"unit-{card.entity['entity_id']}") or unit
    rows = [row for row in card.amounts if row["unit"] == unit and row["value"] is not None]
    points = [
        (
            row["day"], row["value"], parts.word("entities.role", row["role"] or "other"), _sure(row),
            f"{row['surface']} · {row['headline']}",
        )
        for row in rows
    ]  # fmt: skip
    frame = pd.DataFrame(
        [
            (
                row["day"].isoformat(), row["surface"], parts.word("entities.role", row["role"] or "other"),
                t("entities.sure" if _sure(row) else "entities.unsure"), row["headline"],
            )
            for row in rows
        ],
        columns=[t(f"entities.{name}") for name in AMOUNTS],
    )  # fmt: skip
    chart(charts.amounts(points, unit), key="entity-amounts", rows=frame)
    st.caption(t("entities.amounts.about"))


def _sure(row: dict[str, object]) -> bool:
    return not row["approx"] and row["modality"] not in ("rumoured", "denied")


# ------------------------------------------------------------------ with whom, and under which names


def _companions(card: Card, rising: list[dict[str, Any]]) -> None:
    st.subheader(t("entities.companions"), anchor=False)
    name_of = names.namer()
    for row in rising[:5]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            parts.opener(f"↗ {name_of(row['entity_id'], row['name'])}", "name", row["entity_id"], "rising-")
            words = {key: row[key] for key in ("now", "own_now", "before", "own_before")}
            parts.fact_line([parts.small(t("entities.rising", **words))])
    if not card.companions:
        empty("entities.companions.none")
        return
    frame = pd.DataFrame(
        [
            (name_of(row["entity_id"], row["name"]), chip("type", row["type"]), row["shared"], _lift(row["lift"]))
            for row in card.companions
        ],
        columns=list(COMPANIONS),
    )
    headings = parts.columns("entities", COMPANIONS)
    headings["lift"] = st.column_config.Column(t("entities.lift"), help=t("entities.lift.help"))
    picked = table(frame, key="entity-companions", select=True, columns=headings)
    parts.pick(picked, [row["entity_id"] for row in card.companions], "name")


def _lift(value: float | None) -> str:
    return t("parts.too_few") if value is None else f"{value:.1f}×"


def _aliases(card: Card) -> None:
    st.subheader(f"{t('entities.aliases')} ({len(card.aliases)})", anchor=False)
    rows = [(surface, say(origin)) for surface, origin in card.aliases]
    table(
        pd.DataFrame(rows, columns=list(ALIASES)),
        key="entity-aliases",
        columns=parts.columns("entities", ALIASES),
    )
