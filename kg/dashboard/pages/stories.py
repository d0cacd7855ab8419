"""Stories: all with given properties, and one with everything that was read from it."""

from __future__ import annotations

import html
from typing import Any, get_args

import pandas as pd
import streamlit as st

from kg import report
from kg.dashboard import address, components
from kg.dashboard.data import ask
from kg.dashboard.i18n import say, t
from kg.dashboard.i18n import words as all_words
from kg.dashboard.names import namer, outlets
from kg.dashboard.page import Page
from kg.dashboard.story import SMALL, card, passage, source_link, tag, tags, theme_names
from kg.dashboard.text import verbatim
from kg.errors import NotFound
from kg.model import EntityType, Modality
from kg.report.stories import StoryFacets, StoryPage

SIZE = 20
WIDTH = 170


def render() -> None:
    """The page: one story where the address names it, else the list."""
    if story_id := address.asked("story"):
        try:
            found = ask(report.story, story_id)
        except NotFound:
            components.head("stories")
            raise
        _one(found)
    else:
        components.head("stories")
        _list()


def _list() -> None:
    volumes = ask(report.days)
    if not volumes:
        components.empty("empty.archive")
        components.link(t("empty.to_archive"), "archive", icon=":material/upload_file:")
        return
    filters = _filters(volumes[0].day, volumes[-1].day)
    if filters.get("entity") and not _known(filters["entity"]):
        return
    facets = ask(report.story_facets, **filters)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(t("stories.count", n=facets.total))
        if filters:
            components.link(t("filter.clear"), "stories", icon=":material/filter_alt_off:")
    if not facets.total:
        components.empty("empty.filters")
    number = address.page(facets.total, SIZE)
    names = theme_names()
    shown = ask(report.stories, **filters, limit=SIZE, offset=(number - 1) * SIZE)
    last = None
    for story in shown:
        if story.day != last:
            components.link(
                components.show(story.day), "today", icon=":material/event:", day=story.day.isoformat()
            )
            last = story.day
        with st.container(border=True):
            st.html(card(story, names))
    components.behind("stories", **filters)


def _filters(first: Any, last: Any) -> dict[str, Any]:
    """What the address asks for; only filters that are set. The choices say how many stories they lead to."""
    facets_at = st.container(horizontal=True, vertical_alignment="bottom")
    with facets_at:
        since, until = address.span(first, last)
        entity = address.text(t("filter.entity"), "entity", hint=t("filter.entity.hint"), width=260)
        every = ask(report.story_facets)
        named = {key: address.named(key, known) for key, known in _known_values(every).items()}
        given = {"since": since, "until": until, "entity": entity, **named}
        facets = ask(report.story_facets, **{key: value for key, value in given.items() if value})
        picked = {key: _choice(key, current, facets) for key, current in named.items()}
    given |= picked
    return {key: value for key, value in given.items() if value}


def _known_values(every: StoryFacets) -> dict[str, list[str]]:
    """What each filter may name: values that could stand in an archive, and outlets that stand in this one."""
    return {
        "theme": list(theme_names()), "modality": list(get_args(Modality)),
        "outlet": [outlet for outlet, _ in every.outlet], "type": list(get_args(EntityType)),
    }  # fmt: skip


def _choice(key: str, current: str, facets: StoryFacets) -> str:
    counts: dict[str, int] = dict(getattr(facets, key))
    options = list(counts) if current in counts or not current else [current, *counts]
    names = theme_names() if key == "theme" else {}
    outlet = outlets() if key == "outlet" else str

    def words(value: str) -> str:
        if key in ("modality", "type"):
            value_words = t(f"{key}.{value}") if f"{key}.{value}" in all_words() else value
        else:
            value_words = names.get(value, outlet(value))
        return f"{value_words} ({counts.get(value, 0)})"

    return address.choice(t(f"filter.{key}"), key, options, words=words, width=WIDTH)


def _known(name: str) -> bool:
    """Whether a name is known; if not, near ones are offered."""
    try:
        ask(report.lookup, name)
    except NotFound as error:
        components.trouble(error, t("stories.unknown", name=verbatim(name)))
        return False
    return True


def _one(page: StoryPage) -> None:
    story, names = page.view, theme_names()
    with st.container(horizontal=True):
        components.link(t("stories.back"), "stories", icon=":material/arrow_back:")
        components.link(
            components.show(story.day), "today", icon=":material/event:", day=story.day.isoformat()
        )
    st.header(components.escape(story.headline), anchor=False)
    st.html(
        f"{tags(story, names)}<div style='{SMALL}'>{html.escape(f'{page.path} · #{story.n} · {page.title}')}</div>"
    )
    if link := source_link(story.url):
        st.html(f"{html.escape(t('stories.source'))}{link}")
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html("".join(passage(p) for p in story.passages))
        _reasons(page, names)
    with right:
        _amounts(page)
        _relations(page)
        _bears_on(page)
    components.behind("story", story=story.story_id)


def _reasons(page: StoryPage, names: dict[str, str]) -> None:
    """Why these themes, why that modality, who says so, whether it was told before."""
    story = page.view
    lines = [
        (
            t(f"modality.{story.modality}"),
            t("stories.cue", cue=story.modality_cue) if story.modality_cue else t("stories.default"),
        )
    ]
    lines += [(names.get(theme, theme), f"{score:.2f} · {say(why)}") for theme, score, why in story.themes]
    if story.outlets:
        lines.append((" ← ".join(map(outlets(), story.outlets)), t("stories.chain")))
    if story.repeats:
        lines.append((t("stories.repeats"), say(story.repeats)))
    items = "".join(
        f'<li>{tag(name)}<span style="{SMALL}">{html.escape(why)}</span></li>' for name, why in lines
    )
    components.section(t("stories.why"))
    st.html(f'<ul style="list-style:none;padding:0;overflow-wrap:anywhere">{items}</ul>')


def _amounts(page: StoryPage) -> None:
    components.section(t("stories.amounts"))
    if not page.amounts:
        st.caption(t("stories.amounts.none"))
        return
    name_of = namer()
    rows = pd.DataFrame(
        [
            {
                t("stories.amount"): a["surface"],
                t("stories.value"): None
                if a["value"] is None
                else f"{'≈ ' if a['approx'] else ''}{a['value']:,.10g}",
                t("stories.unit"): a["unit"],
                t("stories.of"): name_of(a["entity_id"], a["entity"]),
            }
            for a in page.amounts
        ]
    )
    components.table(rows, key="amounts")


def _relations(page: StoryPage) -> None:
    components.section(t("stories.relations"))
    if not page.relations:
        st.caption(t("stories.relations.none"))
    name_of = namer()
    for r in page.relations:
        ends = [
            tag(name_of(r[f"{end}_id"], r[end]), components.page_url("entities", name=r[f"{end}_id"]))
            for end in ("subject", "object")
        ]
        words = html.escape(t(f"predicate.{r['predicate']}"))
        when = f" · {r['event_day']}" if r["event_day"] else ""
        sure = html.escape(f"{t('modality.' + r['modality'])}{when}")
        st.html(
            f'{ends[0]} {words} {ends[1]} <span style="{SMALL}">{sure} · “{html.escape(r["cue"])}”</span>'
        )


def _bears_on(page: StoryPage) -> None:
    """Trends that it bears out, questions that it touches."""
    for title, slug, key, found in (
        (
            "stories.trends",
            "trends",
            "trend",
            [(r["trend_id"], r["name"], t(f"status.{r['status']}"), r["reason"]) for r in page.trends],
        ),
        (
            "stories.watch",
            "watch",
            "item",
            [(r["watch_id"], r["text"], t(f"stance.{r['stance']}"), r["reason"]) for r in page.watch],
        ),
    ):
        components.section(t(title))
        if not found:
            st.caption(t(f"{title}.none"))
        for id_, name, state, why in found:
            url = components.page_url(slug, **{key: id_})
            st.html(
                f'{tag(state)}<a href="{html.escape(url, quote=True)}" target="_self" style="color:inherit">'
                f'{html.escape(name)}</a> <span style="{SMALL}">{html.escape(say(why))}</span>'
            )


PAGE = Page(
    "stories", "newspaper", 20, render,
    ("story", "entity", "since", "until", "theme", "modality", "outlet", "type", "page"),
)
