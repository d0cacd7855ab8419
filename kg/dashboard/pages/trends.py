"""Trends: what the author keeps saying, what bears it out, what nobody said. Gallery, calendar, gaps, shifts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pandas as pd
import streamlit as st

from kg import report
from kg.dashboard import address, charts, components
from kg.dashboard.components import chart, chip, empty, show
from kg.dashboard.data import ask
from kg.dashboard.i18n import say, t
from kg.dashboard.page import Page
from kg.dashboard.pages import _parts as parts
from kg.dashboard.pages import _proposals, _trend
from kg.model import TrendStatus
from kg.report.trends import TrendCard

STATUSES = get_args(TrendStatus)
PER_ROW, PER_PAGE, SPARK = 3, 18, 45
ROWS = 30  # of the calendar
CELLS = ("asserted", "evidenced", "both")


def render() -> None:
    """The trend that the address names, else one of the views."""
    if not parts.start("trends"):
        return
    wanted = address.asked("trend")
    if wanted:
        parts.back("trend")
        _trend.render(ask(report.trend, wanted))
    else:
        view = address.choice(
            t("trends.view"), "view", list(VIEWS), default="gallery", style="segments", hidden_label=True,
            words=lambda v: t(f"trends.view.{v}"),
        )  # fmt: skip
        VIEWS[view]()
    components.behind("trends", trend=wanted)


# ------------------------------------------------------------------ gallery


def _gallery() -> None:
    status = address.choice(
        t("filter.status"),
        "status",
        STATUSES,
        style="segments",
        hidden_label=True,
        words=lambda s: chip("status", s),
    )
    found = ask(report.trends, status=status or None, limit=1000)
    if not found:
        empty("empty.filters" if status else "trends.none")
        return
    st.caption(t("trends.shown", n=len(found)))
    cards = parts.paged(found, PER_PAGE)
    for at in range(0, len(cards), PER_ROW):
        for place, card in zip(st.columns(PER_ROW), cards[at : at + PER_ROW], strict=False):
            with place, st.container(border=True, gap="small"):
                _card(card)


def _card(card: TrendCard) -> None:
    parts.opener(card.name, "trend", card.trend_id)
    counts = t("trends.counts", days=card.day_count, stories=card.evidence_count)
    parts.fact_line([parts.badge("status", card.status), parts.small(counts)])
    spark = parts.spark(card.spark[-SPARK:], t("trends.spark", n=min(SPARK, len(card.spark))))
    st.html(spark + f"<div>{parts.small(say(card.status_reason))}</div>")


# ------------------------------------------------------------------ calendar


def _calendar() -> None:
    days = ask(report.days)
    with st.container(horizontal=True):
        since, until = address.span(days[0].day, days[-1].day)
    since = since or days[-60:][0].day
    found = ask(report.trend_calendar, limit=ROWS, since=since, until=until)
    if not found.trends:
        empty("empty.filters")
        return
    st.caption(t("trends.calendar.about", rows=len(found.trends), since=since, until=until or days[-1].day))
    names = {card.trend_id: card.name for card in found.trends}
    made = charts.calendar(names, found.days, found.cells, {key: t(f"trends.cell.{key}") for key in CELLS})
    frame = pd.DataFrame(
        [
            (names[id_], day.isoformat(), t(f"trends.cell.{state}"))
            for (id_, day), state in found.cells.items()
            if id_ in names and since <= day <= (until or day)
        ],
        columns=[t("trends.name"), t("filter.day"), t("trends.cell")],
    )
    picked = chart(made, key="trend-calendar", rows=frame, select=True)
    points = picked.selection.points if picked else []
    if points and points[0].get("customdata"):
        trend_id, day = points[0]["customdata"][:2]
        _cell(str(trend_id), date.fromisoformat(str(day)))
    else:
        st.caption(t("trends.calendar.pick"))


def _cell(trend_id: str, day: date) -> None:
    """What was said and what was told on one day of one trend."""
    page = ask(report.trend, trend_id)
    with st.container(border=True):
        parts.opener(f"{page.trend['name']} · {day}", "trend", trend_id, "cell-")
        said = [(t("trends.said"), row["text"]) for row in page.phrasings if row["day"] == day]
        told = [(say(row["reason"]), row["headline"]) for row in page.evidence if row["day"] == day]
        parts.draw(parts.quoted([*said, *told]))


# ------------------------------------------------------------------ gaps and shifts


def _unsupported() -> None:
    st.caption(t("trends.unsupported.about"))
    found = ask(report.unsupported_trends, limit=200)
    if not found:
        empty("trends.unsupported.none")
    for row in parts.paged(found):
        with st.container(border=True, gap=None):
            parts.opener(row["name"], "trend", row["trend_id"])
            parts.fact_line([parts.seen(show(row["last_day"])), parts.small(say(row["reason"]))])


def _unnamed() -> None:
    st.caption(t("trends.unnamed.about"))
    found = ask(report.unnamed_news, limit=100)
    if not found:
        empty("trends.unnamed.none")
    themes = {row["theme_id"]: parts.named(row) for row in ask(report.themes)}
    for row in parts.paged(found, 12):
        with st.container(border=True, gap="small"):
            theme = themes.get(row["theme_id"], row["theme_id"])
            parts.fact_line([parts.seen(show(row["day"])), f"<strong>{parts.plain_html(theme)}</strong>"])
            parts.figure(
                t("trends.stories"),
                str(row["story_count"]),
                row["reason"],
                [(theme, h) for h in row["headlines"]],
            )


def _shifts() -> None:
    st.caption(t("trends.shifts.about"))
    found = ask(report.shifts)
    if not found:
        empty("trends.shifts.none")
        return
    flows = Counter((row["shift_from"], row["shift_to"] or "?") for row in found)
    columns = [t("filter.day"), t("trends.from"), t("trends.to"), t("trends.name"), t("trends.chain")]
    rows = [
        (
            row["day"].isoformat(),
            row["shift_from"],
            row["shift_to"],
            row["name"],
            "→" if row["next_id"] else "",
        )
        for row in found
    ]
    latest = list(flows.items())[-SANKEY:]
    st.caption(t("table.some", shown=len(latest), total=len(flows)))
    chart(
        charts.sankey([(a, b, n) for (a, b), n in latest]),
        key="shifts",
        rows=pd.DataFrame(rows, columns=columns),
    )
    for row in parts.paged(found[::-1], 12):
        with st.container(border=True, gap=None):
            parts.opener(
                f"{row['shift_from']} → {row['shift_to']}", "trend", row["trend_id"], row["trend_mention_id"]
            )
            parts.fact_line([parts.seen(show(row["day"])), parts.small(row["name"])])


def _proposed() -> None:
    _proposals.render("trend")


SANKEY = 30  # flows that can be read on one picture
VIEWS: dict[str, Callable[[], Any]] = {
    "gallery": _gallery, "calendar": _calendar, "unsupported": _unsupported, "unnamed": _unnamed, "shifts": _shifts,
    "proposals": _proposed,
}  # fmt: skip

PAGE = Page(
    "trends", "trending_up", 20, render,
    ("view", "trend", "status", "since", "until", "page", "phrasing", "evidence"),
)
