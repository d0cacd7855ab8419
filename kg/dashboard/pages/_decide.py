"""The form of a decision: what is it about, what is to be done, and what would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from kg import report
from kg.briefing import plain
from kg.corrections import KINDS
from kg.dashboard import address, names
from kg.dashboard.components import chip, empty, trouble
from kg.dashboard.data import ask
from kg.dashboard.i18n import t
from kg.dashboard.pages import _parts as parts
from kg.dashboard.text import verbatim
from kg.errors import NotFound
from kg.model import EntityType

__all__ = ["render"]

ACTIONS = ("merge", "not-same", "split", "rename", "retype")
SIDES = {
    "merge": ("left", "into"), "not-same": ("left", "right"), "split": ("id", "part"), "rename": ("id", "name"),
    "retype": ("id", "type"),
}  # fmt: skip
"""The two arguments of a decision; the address calls them ``left`` and ``right``."""
OFFERED = 500


def render() -> None:
    """Choices, what they mean, dry run, decision."""
    action = address.choice(
        t("corrections.action"), "action", ACTIONS, default="merge", style="segments", hidden_label=True,
        words=lambda a: t(f"corrections.action.{a}"), on_change=lambda: address.put(right=""),
    )  # fmt: skip
    st.caption(t(f"corrections.about.{action}"))
    kind = "entity"
    if action != "retype":
        kind = address.choice(
            t("corrections.kind"), "kind", KINDS, default="entity", style="segments", hidden_label=True,
            words=lambda k: t(f"parts.{k}"), on_change=lambda: address.put(left="", right=""),
        )  # fmt: skip
    first, second = SIDES[action]
    left = _thing(kind, "left", t(f"corrections.key.{first}"))
    right = _second(action, kind, left, t(f"corrections.key.{second}"))
    if not left or not right:
        empty("corrections.fill")
        return
    if left == right:
        empty("corrections.same")
        return
    parts.why_field()
    payload = {first: left, second: right} | ({} if action == "retype" else {"kind": kind})
    parts.decide(parts.Decision("corrections", action, payload, t("corrections.record")))


def _second(action: str, kind: str, left: str, label: str) -> str:
    match action:
        case "rename":
            return address.text(label, "right")
        case "retype":
            return address.choice(label, "right", get_args(EntityType), words=lambda v: v and chip("type", v))
        case "split":
            options = _pieces(kind, left) if left else {}
            return address.choice(label, "right", list(options), words=lambda v: options.get(v, v))
    return _thing(kind, "right", label)


def _thing(kind: str, key: str, label: str) -> str:
    """An entity by any name, a trend or a question from the list; empty where none is chosen yet."""
    if kind != "entity":
        options = _things(kind)
        return address.choice(label, key, list(options), words=lambda v: options.get(v, v))
    name = address.text(label, key, hint=t("filter.entity.hint"))
    if not name:
        return ""
    try:
        card = ask(report.entity, name, tested=False)
    except NotFound as error:
        trouble(error, t("corrections.unknown", name=verbatim(name)))
        return ""
    row = card.entity
    words = t("corrections.is", id=row["entity_id"], n=row["story_count"])
    name = names.both(row["entity_id"], row["name"], row["name_zh"])
    parts.fact_line(
        [parts.plain_html(name), parts.seen(chip("type", row["type"])), parts.small(words)]
    )
    return str(row["entity_id"])


def _things(kind: str) -> dict[str, str]:
    """Id -> words of the trends or questions."""
    if kind == "trend":
        return {card.trend_id: card.name for card in ask(report.trends, limit=OFFERED)}
    return {item.watch_id: " ".join(item.text.split()) for item in ask(report.watch_board, limit=OFFERED)}


def _pieces(kind: str, id_: str) -> dict[str, str]:
    """What can be taken out of a thing: the names of an entity, the statements of a trend or question."""
    if kind == "entity":
        return {surface: surface for surface, _ in ask(report.entity, id_, tested=False).aliases}
    if kind == "trend":
        said: Sequence[dict[str, object]] = ask(report.trend, id_).phrasings
        key = "trend_mention_id"
    else:
        said, key = ask(report.watch_item, id_).mentions, "watch_mention_id"
    return {str(row[key]): f"{row['day']} {plain(str(row['text']))}" for row in said[1:]}
