"""Pairs that may be the same thing, left to a person: a dry run first, then the decision."""

from __future__ import annotations

import streamlit as st

from kg import report
from kg.dashboard.components import empty
from kg.dashboard.data import ask
from kg.dashboard.i18n import say, t
from kg.dashboard.names import namer
from kg.dashboard.pages import _parts as parts

__all__ = ["render"]

HOMES = {"trend": ("trends", "trend"), "watch": ("watch", "item"), "entity": ("entities", "name")}
"""Page and key of the address under which a thing of a kind is opened."""


def render(kind: str) -> None:
    """Proposals of one kind with the words of both sides."""
    st.caption(t("parts.proposals.about"))
    found = ask(report.proposals, kind, limit=200)
    if not found:
        empty("parts.proposals.none")
        return
    parts.why_field()
    slug, key = HOMES[kind]
    name_of = namer()
    for row in parts.paged(found, 8):
        pair = f"{row['left_id']}-{row['right_id']}"
        with st.container(border=True, gap="small"):
            for side in ("left", "right"):
                st.html(parts.linked(name_of(row[f"{side}_id"], row[f"{side}_text"]), slug, **{key: row[f"{side}_id"]}))
            parts.fact_line([parts.seen(f"{row['score']:.2f}"), parts.small(say(row["reason"]))])
            merge = {"kind": kind, "left": row["right_id"], "into": row["left_id"]}
            apart = {"kind": kind, "left": row["left_id"], "right": row["right_id"]}
            parts.decide(
                parts.Decision(f"merge-{pair}", "merge", merge, t("parts.merge")),
                parts.Decision(f"apart-{pair}", "not-same", apart, t("parts.not_same"), rehearse=False),
            )
