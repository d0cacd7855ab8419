"""One trend: how it was said over days, what bears it out, who is in it."""

from __future__ import annotations

import difflib
import html
import re

import pandas as pd
import streamlit as st

from kg import report
from kg.briefing import plain
from kg.dashboard import charts, names
from kg.dashboard.components import chart, chip, empty
from kg.dashboard.data import ask
from kg.dashboard.i18n import say, t
from kg.dashboard.pages import _parts as parts
from kg.report.trends import TrendPage

__all__ = ["differences", "render"]

TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*|\s+|.", re.DOTALL)
"""What is compared: a Latin word or number whole, Chinese by the character."""
NUMBER = re.compile(r"^\s*(趋势|Trend)\s*[0-9一二三四五六七八九十]+\s*[:：.、]\s*")
"""The number of a trend in its list says nothing of the trend."""
CLOSE, SHORTEST = 0.5, 2
"""Likeness from which dropped words are shown too, and tokens in a row that count as kept."""
NEW = "background:rgba(0,158,115,.25);text-decoration:underline"
GONE = "background:rgba(213,94,0,.18);text-decoration:line-through;opacity:.7"
CELLS = ("asserted", "evidenced", "both")


def render(page: TrendPage) -> None:
    """Life cycle, phrasings, stories, companions, and taking a phrasing out again."""
    row = page.trend
    parts.heading(row["name"])
    dates = t("trends.dates", first=row["first_day"], last=row["last_day"], days=row["day_count"])
    parts.fact_line(
        [parts.badge("status", row["status"]), parts.small(dates), parts.small(say(row["status_reason"]))]
    )
    _life(page)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _phrasings(page)
        _evidence(page)
    with right:
        _companions(page)
    _split(page)


def _life(page: TrendPage) -> None:
    known = [volume.day for volume in ask(report.days) if volume.stories is not None]
    first = page.days[0][0] if page.days else known[0]
    days = [day for day in known if day >= first]
    id_ = page.trend["trend_id"]
    cells = {(id_, day): state for day, state in page.days}
    names = {key: t(f"trends.cell.{key}") for key in CELLS}
    rows = pd.DataFrame(
        [(day.isoformat(), names[state]) for day, state in page.days],
        columns=[t("filter.day"), t("trends.cell")],
    )
    chart(charts.calendar({id_: t("trends.life")}, days, cells, names), key="trend-life", rows=rows)


def _phrasings(page: TrendPage) -> None:
    st.subheader(f"{t('trends.phrasings')} ({len(page.phrasings)})", anchor=False)
    st.caption(t("trends.phrasings.about"))
    before = None
    for row in parts.paged(page.phrasings, 12, "phrasing"):
        now = plain(row["text"])
        shown = html.escape(NUMBER.sub("", now)) if before is None else differences(before, now)
        small = parts.small(f"{row['day']} · {say(row['trend_reason'] or '')}")
        st.html(f'<div style="border-left:3px solid #0072B2;padding:.1rem .8rem">{shown}<br>{small}</div>')
        before = now


def differences(before: str, now: str) -> str:
    """HTML of `now` with what is new underlined and, where the two are close, what went struck through.

    >>> differences("模型变小，价格下降", "模型变大，价格下降").count("<span")
    2
    """
    a, b = (TOKEN.findall(NUMBER.sub("", text)) for text in (before, now))
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    close = matcher.ratio() >= CLOSE
    pieces, seen_a, seen_b = [], 0, 0
    for i, j, size in matcher.get_matching_blocks():
        if 0 < size < SHORTEST:
            continue
        gone, new = "".join(a[seen_a:i]), "".join(b[seen_b:j])
        pieces += [f'<span style="{GONE}">{html.escape(gone)}</span>'] if gone and close else []
        pieces += [f'<span style="{NEW}">{html.escape(new)}</span>'] if new else []
        pieces.append(html.escape("".join(b[j : j + size])))
        seen_a, seen_b = i + size, j + size
    return "".join(pieces)


def _evidence(page: TrendPage) -> None:
    st.subheader(f"{t('trends.evidence')} ({len(page.evidence)})", anchor=False)
    if not page.evidence:
        empty("trends.evidence.none")
    for row in parts.paged(page.evidence[::-1], 10, "evidence"):
        link = parts.linked(row["headline"], "stories", story=row["story_id"])
        labels = f"{parts.seen(str(row['day']))} {parts.badge('modality', row['modality'])}"
        st.html(f"<div>{labels} {link}<br>{parts.small(say(row['reason']))}</div>")


def _companions(page: TrendPage) -> None:
    st.subheader(t("trends.companions"), anchor=False)
    if not page.companions:
        empty("trends.companions.none")
    name_of = names.namer()
    for row in page.companions:
        name = parts.linked(name_of(row["entity_id"], row["name"]), "entities", name=row["entity_id"])
        kind = parts.small(chip("type", row["type"]))
        st.html(f"<div>{name} {kind} {parts.small(t('trends.shared', n=row['shared']))}</div>")


def _split(page: TrendPage) -> None:
    """A phrasing that does not belong here becomes a trend of its own."""
    if len(page.phrasings) < 2:
        return
    with st.expander(t("trends.split"), icon=":material/call_split:"):
        texts = {row["trend_mention_id"]: f"{row['day']} {plain(row['text'])}" for row in page.phrasings[1:]}
        part = st.selectbox(
            t("trends.split.which"), list(texts), format_func=texts.__getitem__, key="split-part"
        )
        parts.why_field()
        payload = {"kind": "trend", "id": page.trend["trend_id"], "part": part or next(iter(texts))}
        parts.decide(parts.Decision("trend-split", "split", payload, t("trends.split.do")))
