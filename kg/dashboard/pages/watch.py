"""Watch: what became of what the author said to watch. The board, and one question with its evidence."""

from __future__ import annotations

import html
from collections import Counter
from typing import Any, get_args

import pandas as pd
import streamlit as st

from kg import report
from kg.dashboard import address, charts, components
from kg.dashboard.components import chart, chip, empty, marked, show, table
from kg.dashboard.data import ask
from kg.dashboard.i18n import say, t
from kg.dashboard.page import Page
from kg.dashboard.pages import _parts as parts
from kg.model import Fate
from kg.report.passages import PassageView
from kg.report.watch import BoardItem, WatchPage

FATES = get_args(Fate)
COLUMNS = ("flag", "fate", "words", "age", "evidence", "touch", "asked", "by")
FLAGS = ("overdue", "neglected")
EVENTS = ("asked", "restated", "evidence", "fate")


def render() -> None:
    """The board, or the question that the address names."""
    if not parts.start("watch"):
        return
    wanted = address.asked("item")
    if wanted:
        parts.back("item")
        _item(ask(report.watch_item, wanted))
    else:
        _board()
    components.behind("watch", item=wanted)


# ------------------------------------------------------------------ board


def _board() -> None:
    board = ask(report.watch_board)
    if not board:
        empty("watch.none")
        return
    _figures(board)
    counts = Counter(item.fate for item in board if not item.boilerplate)
    fate = address.choice(
        t("filter.fate"), "fate", FATES, style="segments", hidden_label=True,
        words=lambda f: t("watch.count", fate=chip("fate", f), n=counts[f]),
    )  # fmt: skip
    common = any(item.boilerplate for item in board) and address.switch(
        t("watch.boilerplate"), "boilerplate"
    )
    wanted = address.text(t("watch.find"), "q", hint=t("watch.find.hint")).casefold().split()
    items = [
        i for i in board
        if (common or not i.boilerplate) and fate in ("", i.fate) and all(w in i.text.casefold() for w in wanted)
    ]  # fmt: skip
    st.caption(t("watch.shown", shown=len(items), total=len(board)) + " · " + t("watch.pick"))
    if not items:
        empty("empty.filters")
        return
    for item in parts.paged(items):
        _line(item)
    with st.expander(t("chart.more")):
        headings = parts.columns("watch", COLUMNS, words="large")
        picked = table(_rows(items), key="watch-board", select=True, columns=headings)
    parts.pick(picked, [item.watch_id for item in items], "item")


def _line(item: BoardItem) -> None:
    """One question on the board: its words open it, its figures stand below."""
    words = [t("watch.line", age=item.age, asked=item.asked_count, evidence=item.evidence_count)]
    words += [t("watch.due", day=item.by_day)] if item.by_day else []
    words += [t("watch.touched", day=item.last_evidence_day)] if item.last_evidence_day else []
    with st.container(border=True, gap=None):
        parts.opener(item.text, "item", item.watch_id)
        parts.fact_line([*_flags(item), _badge(item), parts.small(" · ".join(words))])


def _badge(item: BoardItem) -> str:
    return parts.fate_badge(item.fate, item.fate_decided_by)


def _flags(item: BoardItem) -> list[str]:
    return [parts.badge("watch", flag) for flag in FLAGS if getattr(item, flag)]


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
    rows = [
        (
            " ".join(t(f"watch.{flag}") for flag in FLAGS if getattr(item, flag)), chip("fate", item.fate),
            " ".join(item.text.split()), item.age, item.evidence_count, show(item.last_evidence_day), item.asked_count,
            show(item.by_day),
        )
        for item in items
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


# ------------------------------------------------------------------ one question


def _item(page: WatchPage) -> None:
    item = page.item
    parts.heading(item.text)
    machine = item.fate_decided_by == "machine"
    who = t("watch.machine") if machine else t("watch.decided", who=item.fate_decided_by)
    due = [parts.seen(t("watch.due", day=item.by_day))] if item.by_day else []
    why = parts.small(f"{who} · {say(item.fate_reason)}")
    parts.fact_line([_badge(item), *_flags(item), *due, why])
    st.caption(t("watch.stats", first=item.first_day, last=item.last_day, n=item.asked_count, age=item.age))
    _timeline(page)
    _facets(page)
    _wordings(page)
    _evidence(page)
    _missed(item.watch_id)
    _pin(item)


def _timeline(page: WatchPage) -> None:
    st.subheader(t("watch.timeline"), anchor=False)
    events = [
        (row["day"], row["event"], _event_words(row)) for row in page.history if row["decision"] != "rejected"
    ]
    lanes = {event: t(f"watch.event.{event}") for event in EVENTS}
    rows = pd.DataFrame(
        [(day.isoformat(), lanes[event], words) for day, event, words in events],
        columns=[t("filter.day"), t("watch.event"), t("watch.words")],
    )
    chart(charts.timeline(events, lanes), key="watch-timeline", rows=rows)


def _event_words(row: dict[str, Any]) -> str:
    if row["event"] == "fate":
        return f"{chip('fate', row['text'])}: {say(row['reason'])}"
    return " ".join(str(row["text"]).split())


def _facets(page: WatchPage) -> None:
    st.subheader(t("watch.facets"), anchor=False)
    if not page.facets:
        st.caption(t("watch.facet.none"))
        return
    lines = []
    for facet in page.facets:
        done = bool(facet["story_count"])
        notes = t("watch.facet.stories", n=facet["story_count"], grade=facet["grade"]) if done else ""
        lines.append(f"<div>{'☑' if done else '☐'} {html.escape(facet['text'])} {parts.small(notes)}</div>")
    st.html("".join(lines))


def _wordings(page: WatchPage) -> None:
    with st.expander(f"{t('watch.wordings')} ({len(page.mentions)})", expanded=len(page.mentions) > 1):
        shown = parts.paged(page.mentions, 10, "wording")
        views = ask(report.passages_by_id, tuple(m["passage_id"] for m in shown))
        for mention in shown:
            source = f"{mention['day']} · {say(mention['watch_reason'] or '')}"
            parts.passage(views.get(mention["passage_id"]), mention["text"], source)


def _evidence(page: WatchPage) -> None:
    counted = [row for row in page.evidence if row["decision"] != "rejected"]
    st.subheader(f"{t('watch.evidence')} ({len(counted)})", anchor=False)
    if not page.evidence:
        empty("watch.noevidence")
        return
    st.caption(t("watch.grades"))
    shown = parts.paged(page.evidence, 10, "evidence")
    views = ask(report.passages_by_id, tuple(row["passage_id"] for row in shown))
    for number, row in enumerate(shown):
        _story(page.item.watch_id, number, row, views.get(row["passage_id"]))


def _story(watch_id: str, number: int, row: dict[str, Any], view: PassageView | None) -> None:
    """A story that bears on the question, and the decision whether it does."""
    with st.container(border=True):
        struck = "text-decoration:line-through;opacity:.6" if row["decision"] == "rejected" else ""
        st.html(f'<strong style="{struck}">{marked(row["headline"])}</strong>')
        colour = parts.COLOURS.get(row["decision"], parts.GREY)
        parts.fact_line([
            parts.seen(row["day"].isoformat()), parts.badge("stance", row["stance"]),
            parts.badge("modality", row["modality"]), parts.seen(t("watch.grade", n=row["grade"])),
            parts.seen(t(f"watch.decision.{row['decision']}"), colour),
        ])  # fmt: skip
        parts.passage(view, row["quote"], chip("kind", row["kind"]))
        parts.fact_line([parts.small(say(row["reason"]))])
        payload = {"watch": watch_id, "story": row["story_id"]}
        parts.decide(*(
            parts.Decision(f"watch-{action}-{number}", action, payload, t(f"watch.{action}"), rehearse=False)
            for action, already in (("accept", "accepted"), ("reject", "rejected")) if row["decision"] != already
        ))  # fmt: skip


def _told(watch_id: str) -> set[str]:
    """The stories that are evidence of a question."""
    return {row["story_id"] for row in ask(report.watch_item, watch_id).evidence}


def _missed(watch_id: str) -> None:
    """Any later story can be made evidence: the machine compares words, a person knows."""
    with st.expander(t("watch.missed")):
        stories = {row["story_id"]: row for row in ask(report.not_evidence, watch_id)}
        before = st.session_state.get(f"watch-missed-of-{watch_id}")
        if before and before not in stories and before not in _told(watch_id):
            st.warning(t("watch.missed.gone"), icon=":material/report:")
        story = st.selectbox(
            t("watch.missed.story"),
            list(stories),
            index=None,
            placeholder=t("watch.missed.hint", n=len(stories)),
            format_func=lambda id_: f"{stories[id_]['day']} {stories[id_]['headline']}",
            key=f"watch-missed-{watch_id}",
        )
        st.session_state[f"watch-missed-of-{watch_id}"] = story
        if story:
            payload = {"watch": watch_id, "story": story}
            parts.decide(parts.Decision("watch-missed", "accept", payload, t("watch.missed.do")))


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
    parts.why_field()
    payload = {"watch": item.watch_id, "fate": fate or item.fate}
    parts.decide(parts.Decision("watch-pin", "pin", payload, t("watch.pin.do")))


PAGE = Page("watch", "visibility", 40, render, ("item", "fate", "q", "boilerplate", "page", "wording", "evidence"))
