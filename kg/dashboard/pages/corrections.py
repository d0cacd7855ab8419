"""Corrections: what a person decides, rehearsed first; the log with undo; names and pairs that wait for a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, get_args

import streamlit as st

from kg import config, corrections, report
from kg.dashboard import address, components, data
from kg.dashboard import names as entity_names
from kg.dashboard.components import chip, empty, escape
from kg.dashboard.data import ask
from kg.dashboard.i18n import say, t
from kg.dashboard.page import Page
from kg.dashboard.pages import _decide, _proposals
from kg.dashboard.pages import _parts as parts
from kg.model import EntityType

STATUSES = ("applied", "vanished", "conflict", "undone")
WORDS = {"kind": "parts"}
"""Where the words for the value of an argument stand, if not under its own name."""
TROUBLE = ("vanished", "conflict")
TYPES = get_args(EntityType)


def render() -> None:
    """What needs attention, then the view that the address names."""
    if not parts.start("corrections"):
        return
    _trouble()
    view = address.choice(
        t("corrections.view"), "view", list(VIEWS), default="decide", style="segments", hidden_label=True,
        words=lambda v: t(f"corrections.view.{v}"),
    )  # fmt: skip
    VIEWS[view]()
    components.behind("corrections")


def _trouble() -> None:
    """Decisions that are not applied, and lines of the log that cannot be read: shown, not lost."""
    counts = Counter(row["status"] for row in ask(report.judgements))
    if sum(counts[status] for status in TROUBLE):
        words = "、".join(f"{t(f'corrections.status.{s}')} {counts[s]}" for s in TROUBLE if counts[s])
        st.warning(t("corrections.trouble", what=words), icon=":material/report:")
    for line, reason in corrections.read(config.corrections(data.db_path()))[1]:
        st.warning(t("corrections.broken", line=line, reason=escape(say(reason))), icon=":material/report:")


# ------------------------------------------------------------------ the log


def _log() -> None:
    st.caption(t("corrections.log.about", file=escape(str(config.corrections(data.db_path())))))
    rows = ask(report.judgements)
    if not rows:
        empty("corrections.log.none")
        return
    counts = Counter(row["status"] for row in rows)
    status = address.choice(
        t("filter.status"), "status", STATUSES, style="segments", hidden_label=True,
        words=lambda s: f"{t(f'corrections.status.{s}')} {counts[s]}",
    )  # fmt: skip
    found = [row for row in rows if status in ("", row["status"])]
    if not found:
        empty("empty.filters")
    shown = parts.paged(found, 12)
    ids = {value for row in shown for value in row["payload"].values()}
    names = {**ask(report.called, tuple(sorted(ids))), **entity_names.known()}
    done = {row["judgement_id"]: t(f"corrections.action.{row['action']}") for row in rows}
    for row in shown:
        _line(row, {**names, **done})


def _line(row: dict[str, Any], names: dict[str, str]) -> None:
    """A decision; `names` says what stands behind an id, which is kept in the small print."""
    colour = parts.COLOURS.get(row["status"], parts.GREY)
    payload = row["payload"]
    words = {key: names.get(value) or parts.word(WORDS.get(key, key), value) for key, value in payload.items()}
    ids = [value for value in payload.values() if value in names and names[value] != value]
    what = " · ".join(f"{parts.word('corrections.key', key)}: {value}" for key, value in words.items())
    why = [row["why"]] if row["why"] else []
    action = t(f"corrections.action.{row['action']}")
    mark = "⚠ " if row["status"] in TROUBLE else ""
    trouble = [f"{mark}{say(row['message'])}"] if row["message"] else []
    with st.container(border=True, gap="small"):
        parts.fact_line([
            parts.seen(t(f"corrections.status.{row['status']}"), colour),
            f"<strong>{parts.plain_html(action)}</strong>", parts.plain_html(what),
        ])  # fmt: skip
        small = [row["judgement_id"], f"{row['made_at']:%Y-%m-%d %H:%M} UTC", row["who"], *why, *trouble, *ids]
        parts.fact_line([parts.small(" · ".join(small))])
        if row["status"] != "undone":
            key = f"undo-{row['judgement_id']}"
            payload = {"judgement": row["judgement_id"]}
            parts.decide(parts.Decision(key, "undo", payload, t("corrections.undo")))


# ------------------------------------------------------------------ what waits


def _names() -> None:
    st.caption(t("corrections.names.about"))
    found = ask(report.unknown_names)
    if not found:
        empty("corrections.names.none")
        return
    parts.why_field()
    for number, name in enumerate(parts.paged(found, 8)):
        with st.container(border=True, gap="small"):
            others = [surface for surface in name.surfaces if surface != name.surface]
            also = [parts.small(" / ".join(others))] if others else []
            parts.fact_line([f"<strong>{parts.plain_html(name.surface)}</strong>", *also])
            parts.draw(parts.quoted([("", example) for example in name.examples]))
            reason = t("corrections.names.reason", n=name.count, days=name.days)
            parts.fact_line([parts.small(reason)])
            kind = st.selectbox(
                t("filter.type"), TYPES, index=TYPES.index(name.type) if name.type in TYPES else 0, width=150,
                format_func=lambda v: chip("type", v), key=f"type-{name.surface}", label_visibility="collapsed",
            )  # fmt: skip
            payload = {"surface": name.surface, "type": kind or name.type}
            key = f"adopt-{number}-{name.surface}"
            parts.decide(parts.Decision(key, "adopt", payload, t("corrections.adopt")))


def _pairs() -> None:
    kind = address.choice(
        t("corrections.kind"), "kind", corrections.KINDS, default="trend", style="segments", hidden_label=True,
        words=lambda k: t(f"parts.{k}"),
    )  # fmt: skip
    _proposals.render(kind)


VIEWS: dict[str, Callable[[], None]] = {
    "decide": _decide.render, "log": _log, "names": _names, "pairs": _pairs,
}  # fmt: skip

PAGE = Page(
    "corrections", "edit_note", 90, render,
    ("view", "action", "kind", "left", "right", "status", "page"),
)
