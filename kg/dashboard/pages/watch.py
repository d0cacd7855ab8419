"""Watch: what became of what the author said to watch. The board, and one question with its evidence."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from typing import Any, get_args

import pandas as pd
import streamlit as st

from kg import report
from kg.dashboard import charts
from kg.dashboard.components import chart, chip, empty, marked, show, table
from kg.dashboard.data import ask
from kg.dashboard.i18n import t
from kg.dashboard.page import Page
from kg.dashboard.pages import _parts as parts
from kg.model import Fate
from kg.report.watch import BoardItem, WatchPage

FATES = get_args(Fate)
EVENTS = ("asked", "restated", "evidence", "fate")


def render() -> None:
    """The board, or the question that the address names."""
    parts.title("watch")
    if not parts.ready():
        return
    if wanted := parts.chosen("watch"):
        if st.button(t("parts.back"), icon=":material/arrow_back:"):
            parts.choose("watch", "")
            st.rerun()
        page = parts.try_to(report.watch_item, wanted)
        if page:
            _item(page)
        return
    _board()


# ------------------------------------------------------------------ board


def _board() -> None:
    st.caption(t("watch.intro"))
    board = ask(report.watch_board)
    if not board:
        empty("empty.filters")
        return
    _figures(board)
    counts = Counter(item.fate for item in board if not item.boilerplate)
    fate = parts.choice(
        t("filter.fate"), FATES, "fate", lambda f: t("watch.count", fate=chip("fate", f), n=counts[f])
    )
    common = any(item.boilerplate for item in board) and st.toggle(
        t("watch.boilerplate"), key="boilerplate", bind="query-params"
    )
    items = [i for i in board if (common or not i.boilerplate) and fate in (None, i.fate)]
    st.caption(t("watch.shown", shown=len(items), total=len(board)) + " · " + t("watch.pick"))
    if not items:
        empty("empty.filters")
        return
    for item in parts.paged("watch_page", items):
        _line(item)
    with st.expander(t("parts.table")):
        picked = table(_rows(items), key="watch-board", select=True, columns=_columns())
    parts.pick(picked, [item.watch_id for item in items], "watch")


def _line(item: BoardItem) -> None:
    """One question on the board: its words open it, its figures stand below."""
    words = [t("watch.line", age=item.age, asked=item.asked_count, evidence=item.evidence_count)]
    words += [t("watch.due", day=item.by_day)] if item.by_day else []
    words += [t("watch.touched", day=item.last_evidence_day)] if item.last_evidence_day else []
    flags = [parts.badge("watch", f) for f in ("overdue", "neglected") if getattr(item, f)]
    with st.container(border=True, gap=None):
        parts.opener(item.text, "watch", item.watch_id)
        small = f'<span style="opacity:.7;font-size:.85em">{html.escape(" · ".join(words))}</span>'
        parts.fact_line([*flags, parts.badge("fate", item.fate), small])


def _figures(board: list[BoardItem]) -> None:
    found = ask(report.follow_through)
    few = t("parts.too_few")
    lag = few if found.median_lag is None else t("parts.days", n=f"{found.median_lag:g}")
    late, cold = [i for i in board if i.overdue], [i for i in board if i.neglected]
    with st.container(horizontal=True):
        for share in found.shares:
            words = {"n": share.within_days, "asked": share.asked, "answered": share.answered}
            value = few if share.share is None else f"{share.share:.0%}"
            reason = t("watch.few.reason" if share.share is None else "watch.within.reason", **words)
            parts.figure(t("watch.within", **words), value, reason, share.behind[::-1])
        parts.figure(t("watch.lag"), lag, t("watch.lag.reason", n=found.touched), found.behind[::-1])
        behind = [(t("watch.due", day=i.by_day), i.text) for i in late]
        parts.figure(t("watch.late"), str(len(late)), t("watch.late.reason"), behind)
        behind = [(show(i.last_day), i.text) for i in cold]
        parts.figure(t("watch.cold"), str(len(cold)), t("watch.cold.reason"), behind)
    if found.themes:
        with st.expander(t("watch.themes")):
            rows = [(parts.named(row), row["questions"], row["without_echo"]) for row in found.themes]
            names = [t("watch.theme"), t("watch.theme.questions"), t("watch.theme.silent")]
            table(pd.DataFrame(rows, columns=names), key="watch-themes")


def _rows(items: list[BoardItem]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "flag": " ".join(t(f"watch.{f}") for f in ("overdue", "neglected") if getattr(item, f)),
                "fate": chip("fate", item.fate),
                "question": " ".join(item.text.split()),
                "age": item.age,
                "evidence": item.evidence_count,
                "touch": show(item.last_evidence_day),
                "asked": item.asked_count,
                "by": show(item.by_day),
            }
            for item in items
        ]
    )


def _columns() -> dict[str, Any]:
    widths: dict[str, Any] = defaultdict(lambda: None, question="large", flag="small", fate="small")
    names = ("flag", "fate", "question", "age", "evidence", "touch", "asked", "by")
    return {name: st.column_config.Column(t(f"watch.{name}"), width=widths[name]) for name in names}


# ------------------------------------------------------------------ one question


def _item(page: WatchPage) -> None:
    item = page.item
    st.html(f'<div style="font-size:1.35rem;font-weight:600">{html.escape(item.text)}</div>')
    who = (
        t("watch.machine")
        if item.fate_decided_by == "machine"
        else t("watch.decided", who=item.fate_decided_by)
    )
    flags = [parts.badge("watch", f) for f in ("overdue", "neglected") if getattr(item, f)]
    due = [parts.seen(t("watch.due", day=item.by_day))] if item.by_day else []
    parts.fact_line([
        parts.badge("fate", item.fate), *flags, *due,
        html.escape(who), html.escape(f"· {item.fate_reason}"),
    ])  # fmt: skip
    st.caption(t("watch.stats", first=item.first_day, last=item.last_day, n=item.asked_count, age=item.age))
    _timeline(page)
    _facets(page)
    _wordings(page)
    _evidence(page)
    _pin(item)


def _timeline(page: WatchPage) -> None:
    st.subheader(t("watch.timeline"), anchor=False)
    events = [
        (row["day"], row["event"], _event_words(row)) for row in page.history if row["decision"] != "rejected"
    ]
    rows = pd.DataFrame(
        [(day.isoformat(), t(f"watch.event.{event}"), words) for day, event, words in events],
        columns=[t("filter.day"), t("watch.timeline"), t("watch.question")],
    )
    lanes = {event: t(f"watch.event.{event}") for event in EVENTS}
    chart(charts.timeline(events, lanes), key="watch-timeline", rows=rows)


def _event_words(row: dict[str, Any]) -> str:
    if row["event"] == "fate":
        return f"{chip('fate', row['text'])}: {row['reason']}"
    return " ".join(str(row["text"]).split())


def _facets(page: WatchPage) -> None:
    st.subheader(t("watch.facets"), anchor=False)
    if not page.facets:
        st.caption(t("watch.facet.none"))
        return
    lines = []
    for facet in page.facets:
        done = bool(facet["story_count"])
        notes = [
            t("watch.facet.stories", n=facet["story_count"]),
            t("watch.facet.grade", n=facet["grade"] or 0),
        ]
        lines.append(
            f"<div>{'☑' if done else '☐'} {html.escape(facet['text'])} "
            f'<span style="opacity:.65">{html.escape(" · ".join(notes)) if done else ""}</span></div>'
        )
    st.html("".join(lines))


def _wordings(page: WatchPage) -> None:
    with st.expander(f"{t('watch.wordings')} ({len(page.mentions)})", expanded=len(page.mentions) > 1):
        views = ask(report.passages_by_id, tuple(m["passage_id"] for m in page.mentions))
        for mention in page.mentions:
            view = views.get(mention["passage_id"])
            parts.passage(view, mention["text"], f"{mention['day']} · {mention['watch_reason'] or ''}")


def _evidence(page: WatchPage) -> None:
    st.subheader(f"{t('watch.evidence')} ({len(page.evidence)})", anchor=False)
    if not page.evidence:
        empty("watch.noevidence")
        return
    views = ask(report.passages_by_id, tuple(row["passage_id"] for row in page.evidence))
    for number_, row in enumerate(page.evidence):
        with st.container(border=True):
            struck = "text-decoration:line-through;opacity:.6" if row["decision"] == "rejected" else ""
            st.html(f'<strong style="{struck}">{marked(row["headline"])}</strong>')
            colour = parts.COLOURS.get(row["decision"], "128,128,128")
            parts.fact_line([
                parts.seen(row["day"].isoformat()), parts.badge("stance", row["stance"]),
                parts.badge("modality", row["modality"]), parts.seen(t("watch.grade", n=row["grade"])),
                parts.seen(t(f"watch.decision.{row['decision']}"), colour),
            ])  # fmt: skip
            parts.passage(views.get(row["passage_id"]), row["quote"], chip("kind", row["kind"]))
            st.html(f'<div style="opacity:.7;font-size:.85em">{html.escape(row["reason"])}</div>')
            with st.container(horizontal=True):
                payload = {"watch": page.item.watch_id, "story": row["story_id"]}
                for action, already in (("accept", "accepted"), ("reject", "rejected")):
                    if row["decision"] != already:
                        key = f"watch-{action}-{number_}"
                        parts.decision(key, action, payload, t(f"watch.{action}"), rehearse=False)


def _pin(item: BoardItem) -> None:
    st.subheader(t("watch.pin"), anchor=False)
    st.caption(t("watch.pin.help"))
    fate = st.selectbox(
        t("watch.fate"),
        FATES,
        index=FATES.index(item.fate),
        format_func=lambda f: chip("fate", f),
        key="watch-pin",
    )
    st.text_input(t("parts.why"), key="decision-why", max_chars=300)
    with st.container(horizontal=True):
        payload = {"watch": item.watch_id, "fate": fate or item.fate}
        parts.decision("watch-pin", "pin", payload, t("watch.pin.do"))


PAGE = Page("watch", "visibility", 40, render)
