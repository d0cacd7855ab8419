"""Today: one day of the archive, and what is different since another."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

import streamlit as st

from kg import report
from kg.briefing import plain
from kg.dashboard import address, charts, components, seen
from kg.dashboard.data import ask
from kg.dashboard.i18n import say, t
from kg.dashboard.names import known
from kg.dashboard.page import Page
from kg.dashboard.pages._parts import fate_words, issue_line
from kg.dashboard.story import SMALL, card, tag, theme_names
from kg.report.archive import Change, DayPage, DayVolume
from kg.store.reader import Reader

BEFORE, AFTER = timedelta(days=45), timedelta(days=15)
"""How much of the archive the coverage strip shows around the day."""
SPANS = ("before", "seen", "week", "month")
FIRST = 3
"""Changes of a kind that stand open."""
GRID = "columns:300px;column-gap:2.5rem"
STATEMENT = "color:inherit;text-decoration-color:rgba(128,128,128,.6)"
TOGETHER = "break-inside:avoid;margin-bottom:1rem"
PAGE_OF = {"entity": ("entities", "name"), "trend": ("trends", "trend"), "watch": ("watch", "item")}


def render() -> None:
    """The page."""
    components.head("today")
    volumes = ask(report.days)
    if not volumes:
        components.empty("empty.archive")
        components.link(t("empty.to_archive"), "archive", icon=":material/upload_file:")
        return
    day = _picker(volumes)
    _coverage(volumes, day)
    if next(v.stories for v in volumes if v.day == day) is None:
        st.warning(t("today.gap", day=day), icon=":material/event_busy:")
        st.caption(t("today.gap.do", first=volumes[0].day, last=volumes[-1].day))
        return
    page = ask(report.day_page, day)
    _note(page)
    _numbers(page)
    _changes(page)
    left, right = st.columns([3, 2], gap="large")
    with right:
        _trends(page)
        _watch(page)
    with left:
        _stories(page)
        _issues(page)
    components.behind("day", day=day)


def _picker(volumes: Sequence[DayVolume]) -> date:
    """The day of the address, else the last one; previous and next skip the gaps."""
    first, last = volumes[0].day, volumes[-1].day
    known = [v.day for v in volumes if v.stories is not None]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = address.day(t("filter.day"), "day", last, first, last) or last
        earlier = max((d for d in known if d < day), default=None)
        later = min((d for d in known if d > day), default=None)
        _go(t("today.previous"), "chevron_left", earlier)
        _go(t("today.next"), "chevron_right", later)
        _go(t("today.latest"), "last_page", last if day != last else None)
    return day


def _go(label: str, icon: str, day: date | None) -> None:
    st.button(
        label,
        icon=f":material/{icon}:",
        on_click=address.put,
        kwargs={"day": day.isoformat() if day else ""},
        disabled=day is None,
        help=day.isoformat() if day else None,
    )


def _coverage(volumes: Sequence[DayVolume], day: date) -> None:
    near = [(v.day, v.stories) for v in volumes if day - BEFORE <= v.day <= day + AFTER]
    made = charts.coverage(near, t("today.coverage.label"), day)
    key = f"coverage-{day}"  # another day, another chart: nothing stays selected

    def go() -> None:
        points = st.session_state[key].selection.points
        if points:
            address.put(day=str(points[0]["x"])[:10])

    st.plotly_chart(made, key=key, config={"displayModeBar": False}, on_select=go, selection_mode="points")
    st.caption(t("today.coverage"))


def _note(page: DayPage) -> None:
    for briefing in page.briefings:
        if briefing["note"]:
            components.quote_box(briefing["note"], f"{t('today.note')} · {briefing['path']}")


def _numbers(page: DayPage) -> None:
    paths = {b["briefing_id"]: b["path"] for b in page.briefings}
    shown = [
        ("stories", [(f"#{s.n} · {s.day}", s.headline) for s in page.stories]),
        ("trends", [(paths.get(m["briefing_id"], ""), m["text"]) for m in page.trends]),
        ("watch", [(paths.get(m["briefing_id"], ""), m["text"]) for m in page.watch]),
        ("issues", [issue_line(issue) for issue in page.issues]),
    ]
    with st.container(horizontal=True):
        for what, passages in shown:
            why = t(f"today.{what}.why", day=page.day, n=len(passages))
            components.number(t(f"today.{what}"), f"{len(passages)}", why, passages)


def _stories(page: DayPage) -> None:
    components.section(t("today.stories"))
    if not page.stories:
        components.empty("today.nothing.stories")
    names = theme_names()
    for story in page.stories:
        with st.container(border=True):
            st.html(card(story, names))


def _issues(page: DayPage) -> None:
    for issue in page.issues:
        words = components.escape(" ".join(issue_line(issue)))
        st.caption(f":material/warning: {words}")


def _changes(page: DayPage) -> None:
    components.section(t("today.changes"))
    span = address.choice(
        t("today.since"),
        "since",
        SPANS,
        default="before",
        words=lambda s: t(f"today.since.{s}"),
        style="segments",
    )
    since = _since(page, span)
    if since is None:
        components.empty("today.since.none")
    else:
        st.caption(t("today.since.words", since=since, day=page.day))
        found = ask(report.changes, page.day, since)
        called = known()
        groups = [
            _group(t(f"today.change.{kind}.{what}"), list(some), called)
            for (kind, what), some in groupby(found, key=lambda c: (c.kind, c.what))
        ]
        if groups:
            st.html(f'<div style="{GRID}">{"".join(groups)}</div>')
        else:
            components.empty("today.changes.none")
    if st.button(
        t("today.mark"),
        icon=":material/bookmark_added:",
        help=t("today.mark.help", day=page.day, file=components.escape(seen.path().name)),
    ):
        _mark(page.day)


def _since(page: DayPage, span: str | None) -> date | None:
    match span:
        case "seen":
            return seen.seen()
        case "week":
            return page.day - timedelta(days=7)
        case "month":
            return page.day - timedelta(days=30)
    return page.before or page.day - timedelta(days=1)


def _mark(day: date) -> None:
    try:
        seen.mark(day)
    except OSError:
        st.warning(t("today.mark.failed", file=components.escape(str(seen.path()))))
    else:
        st.toast(t("today.mark.done", day=day))


def _group(title: str, found: Sequence[Change], called: Mapping[str, str]) -> str:
    """A kind of change with its items; the first ones open, the rest behind a click."""
    items = [
        f'<li style="margin:.15rem 0">{_named(change, called)} '
        f'<span style="{SMALL}">{html.escape(say(change.reason))}</span></li>'
        for change in found
    ]
    start = '<ul style="list-style:none;padding:0;margin:0;overflow-wrap:anywhere">'
    more = (
        f'<details><summary style="{SMALL};cursor:pointer">{html.escape(t("today.more", n=len(items) - FIRST))}'
        f"</summary>{start}{''.join(items[FIRST:])}</ul></details>"
        if len(items) > FIRST
        else ""
    )
    return (
        f'<section style="{TOGETHER}"><div style="font-weight:600">{html.escape(title)}</div>'
        f"{start}{''.join(items[:FIRST])}</ul>{more}</section>"
    )


def _named(change: Change, called: Mapping[str, str]) -> str:
    """A name as a label, a statement as a line of text, a question with its fate."""
    url, words = _address(change.what, change.id), plain(change.name)
    if change.what == "entity":
        return tag(called.get(change.id, words), url)
    line = _line(words, url)
    return f"{line} {tag(_fate(change.id, change.kind))}" if change.what == "watch" else line


def _line(words: str, url: str) -> str:
    """A statement as a link to its page."""
    return f'<a href="{html.escape(url, quote=True)}" target="_self" style="{STATEMENT}">{html.escape(words)}</a>'


def _fate(watch_id: str, proposed: str) -> str:
    """What a person decided of a question, else what the machine proposes."""
    decided = ask(_decided)
    return fate_words(decided.get(watch_id, proposed), settled=watch_id in decided)


def _decided(reader: Reader) -> dict[str, str]:
    """Question -> its fate, where a person has decided it: asked for every question of the page, so kept small."""
    board = report.watch_board(reader)
    return {item.watch_id: item.fate for item in board if item.fate_decided_by != "machine"}


def _address(what: str, id_: str) -> str:
    slug, key = PAGE_OF[what]
    return components.page_url(slug, **{key: id_})


def _trends(page: DayPage) -> None:
    components.section(t("today.trends"))
    if not page.trends:
        components.empty("today.nothing.trends")
    _statements(
        [
            (
                m["text"],
                _address("trend", m["trend_id"] or m["trend_mention_id"]),
                m["status"] and t(f"status.{m['status']}"),
                t("today.days", n=m["day_count"] or 1),
            )
            for m in page.trends
        ]
    )


def _watch(page: DayPage) -> None:
    components.section(t("today.watch"))
    if not page.watch:
        components.empty("today.nothing.watch")
    _statements(
        [
            (
                m["text"],
                _address("watch", m["watch_id"] or m["watch_mention_id"]),
                m["fate"] and _fate(m["watch_id"], m["fate"]),
                t("today.evidence", n=m["evidence_count"] or 0),
            )
            for m in page.watch
        ]
    )


def _statements(found: Sequence[tuple[str, str, str | None, str]]) -> None:
    """(text, address, status, small words) as a list."""
    items = "".join(
        f'<li style="margin:.35rem 0">{_line(plain(text), url)}<br>{tag(status or "–")}'
        f'<span style="{SMALL}">{html.escape(words)}</span></li>'
        for text, url, status, words in found
    )
    if items:
        st.html(f'<ul style="padding-left:1.1em;margin:0;overflow-wrap:anywhere">{items}</ul>')


PAGE = Page("today", "today", 10, render, ("day", "since"))
