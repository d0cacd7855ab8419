"""What the pages of trends, entities, watched questions, graph and corrections share.

A thing that is looked at stands in the address (``/watch?item=W-…``); a decision is rehearsed on a copy,
then recorded, and what it changed is said at the top of the page that follows.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

import pandas as pd
import streamlit as st

from kg import report
from kg.briefing import plain
from kg.changes import COLUMNS, Change
from kg.dashboard import address, data, names
from kg.dashboard.components import empty, escape, head, link, marked, page_url, quote_box
from kg.dashboard.i18n import language, say, say_error, t, with_remedy, words
from kg.dashboard.text import verbatim
from kg.decide import Outcome, outcome
from kg.errors import KgError
from kg.report.passages import PassageView
from kg.wording import reason_and_remedy

__all__ = [
    "Decision", "back", "badge", "columns", "decide", "draw", "fact_line", "fate_badge", "fate_words",
    "figure", "heading", "issue_line", "issue_words", "linked", "mentions_of", "named", "opener", "paged", "passage",
    "pick", "plain_html", "quoted", "seen", "small", "spark", "start", "why_field", "word",
]  # fmt: skip

Item = TypeVar("Item")
SHOWN = 25  # sentences behind a number that are drawn; a popover is sent with the page
OPENER = "[class*='st-key-open-'] button{text-align:left;justify-content:flex-start;min-height:1.75rem;padding:0}"

# Beside its words, so that colour is never the only sign (Okabe and Ito 2008, 28 % opaque).
COLOURS = {
    "answered": "0,158,115", "progressing": "86,180,233", "touched": "86,180,233", "contradicted": "213,94,0",
    "open": "230,159,0", "stale": "153,153,153", "dropped": "153,153,153", "new": "86,180,233", "rising": "0,158,115",
    "returned": "204,121,167", "steady": "0,114,178", "fading": "230,159,0", "dormant": "153,153,153",
    "supports": "0,158,115", "contradicts": "213,94,0", "progress": "86,180,233", "announced": "0,158,115",
    "reported": "0,114,178", "rumoured": "230,159,0", "denied": "213,94,0", "overdue": "213,94,0",
    "neglected": "230,159,0", "accepted": "0,158,115", "rejected": "213,94,0", "conflict": "213,94,0",
    "vanished": "230,159,0", "applied": "0,158,115", "gone": "213,94,0",
}  # fmt: skip
GREY = "128,128,128"
CLEAN = dict.fromkeys(("facts", "wording", "phrasing", "evidence"), "")
"""Pagers inside a thing: what is opened next begins on their first page."""


def start(slug: str) -> bool:
    """Title, the outcome of the decision that was just made; False, with what to do, where nothing is in."""
    head(slug)
    st.html(f"<style>{OPENER}</style>")
    _said()
    if data.ask(report.days):
        return True
    empty("empty.archive")
    link(t("empty.to_archive"), "archive", icon=":material/upload_file:")
    return False


def back(key: str) -> None:
    """A button that leaves the thing that the address names."""
    st.button(
        t("parts.back"), icon=":material/arrow_back:", key="back", on_click=address.put, kwargs={key: ""}
    )


def heading(words: str) -> None:
    """Words of a post as a heading."""
    st.html(
        f'<div style="font-size:1.35rem;font-weight:600;overflow-wrap:anywhere">{html.escape(words)}</div>'
    )


def opener(words: str, key: str, value: str, place: str = "") -> None:
    """Words of a post as a button that opens what they name: ``key=value`` goes into the address."""
    st.button(
        escape(words),
        key=f"open-{key}-{place}{value}",
        type="tertiary",
        on_click=address.put,
        kwargs={**CLEAN, key: value},
    )


def pick(picked: Any, ids: Sequence[str], key: str) -> None:
    """Open the row that was just selected in a table: its id goes into the address."""
    rows = picked.selection.rows if picked else []
    if rows and rows[0] < len(ids):
        address.put(**{**CLEAN, key: ids[rows[0]]})
        st.rerun()


def paged(items: Sequence[Item], size: int = 20, key: str = "page") -> Sequence[Item]:
    """The items of the page that the address names."""
    number = address.page(len(items), size, key)
    return items[(number - 1) * size : number * size]


def figure(label: str, value: str, reason: str, behind: Sequence[tuple[str, str]] = ()) -> None:
    """A number that opens: its reason and the sentences behind it, as (source, text)."""
    with st.popover(f"{escape(label)} **{escape(value)}**"):
        st.caption(escape(say(reason)))
        if behind:
            st.html(quoted(behind[:SHOWN]))
        if len(behind) > SHOWN:
            st.caption(t("parts.more", n=len(behind) - SHOWN))


def quoted(behind: Sequence[tuple[str, str]]) -> str:
    """Sentences as (source, text), as one piece of HTML."""
    return "".join(
        f'<div style="border-left:3px solid #888;margin:.4rem 0;padding:.1rem .8rem">{marked(plain(text))}'
        f"<br>{small(source)}</div>"
        for source, text in behind
    )


def issue_words(issue: Mapping[str, Any]) -> tuple[str, str]:
    """What is amiss with a file and what to do about it, in the reader's language."""
    reason, remedy = reason_and_remedy(issue["message"], issue["severity"])
    return say(reason), say(remedy)


def issue_line(issue: Mapping[str, Any]) -> tuple[str, str]:
    """An issue as (place, words) for the sentences behind a number."""
    return f"{issue['path']}:{issue['line'] or '–'}", with_remedy(*issue_words(issue))


def word(prefix: str, value: str) -> str:
    """`value` in the reader's words where there are any: extraction may give more than the screen knows."""
    return t(f"{prefix}.{value}") if f"{prefix}.{value}" in words() else value


# ------------------------------------------------------------------ pieces of HTML, all text escaped


def badge(kind: str, value: str) -> str:
    """A state in the reader's words."""
    return seen(t(f"{kind}.{value}"), COLOURS.get(value, GREY))


def fate_words(fate: str, *, settled: bool) -> str:
    """A fate in the reader's words, and whether a person decided it or the machine proposes it.

    An open question is nobody's proposal: nothing is claimed of it.
    """
    if fate == "open" and not settled:
        return t("fate.open")
    return f"{t(f'fate.{fate}')} · {t('watch.settled' if settled else 'watch.proposed')}"


def fate_badge(fate: str, decided_by: str) -> str:
    """The label of a fate, its standing in small print."""
    name, _, standing = fate_words(fate, settled=decided_by != "machine").partition(" · ")
    return seen(name, COLOURS.get(fate, GREY)) + (small(standing) if standing else "")


def seen(words: str, colour: str = GREY) -> str:
    """A small label."""
    return (
        f'<span style="background:rgba({colour},.28);border-radius:4px;padding:1px 7px;font-size:.85em;'
        f'white-space:nowrap">{html.escape(words)}</span>'
    )


def small(words: str) -> str:
    """Words in small print."""
    return f'<span style="opacity:.72;font-size:.85em;overflow-wrap:anywhere">{html.escape(words)}</span>'


def draw(body: str) -> None:
    """HTML on the screen; nothing where there is none, which Streamlit would refuse."""
    if body:
        st.html(body)


def plain_html(words: str) -> str:
    """Words, escaped."""
    return html.escape(words)


def linked(words: str, slug: str, **filters: str) -> str:
    """Words of a post, in full, as a link to another page."""
    url = html.escape(page_url(slug, **filters), quote=True)
    return f'<a href="{url}" target="_self" style="color:inherit;overflow-wrap:anywhere">{marked(words)}</a>'


def spark(values: Sequence[int], why: str) -> str:
    """A row of bars, one a day; the highest fills the height."""
    top = max(values, default=0) or 1
    style = "flex:1;min-width:1px;background:#0072B2"
    bars = "".join(
        f'<span style="{style};height:{max(2, round(28 * value / top))}px;opacity:{1 if value else 0.25}"></span>'
        for value in values
    )
    return (
        f'<div title="{html.escape(why, quote=True)}" '
        f'style="display:flex;align-items:flex-end;gap:1px;height:30px">{bars}</div>'
    )


def fact_line(pieces: Iterable[str]) -> None:
    """Pieces of HTML in one line that wraps."""
    st.html(
        '<div style="display:flex;flex-wrap:wrap;gap:.5rem;align-items:center">' + "".join(pieces) + "</div>"
    )


def mentions_of(view: PassageView) -> list[tuple[int, int, str, str]]:
    """Names of a passage as `components.marked` takes them."""
    return [(m.start, m.end, m.type, m.entity_id) for m in view.mentions]


def passage(view: PassageView | None, text: str, source: str, **kwargs: Any) -> None:
    """A passage with its names marked, or the bare words where it is not at hand."""
    if view is None:
        quote_box(text, source, **kwargs)
    else:
        quote_box(view.text, f"{source} · {view.path} [{view.start}:{view.end}]", mentions_of(view), **kwargs)


def named(row: Mapping[str, Any]) -> str:
    """Name of a theme in the reader's language."""
    return str(row["name_zh"] if language() == "zh" else row["name_en"])


def columns(prefix: str, names: Iterable[str], **widths: Any) -> dict[str, Any]:
    """Headings of a table in the reader's words: ``<prefix>.<name>``."""
    return {name: st.column_config.Column(t(f"{prefix}.{name}"), width=widths.get(name)) for name in names}


# ------------------------------------------------------------------ decisions


def why_field() -> None:
    """Where the reason for the decisions of this page is written."""
    st.text_input(t("parts.why"), key="decision-why", max_chars=300)


class Decision(NamedTuple):
    """What a button records; `rehearse` puts a button for the dry run before it."""

    key: str
    action: str
    payload: dict[str, str]
    label: str
    rehearse: bool = True


def decide(*offered: Decision) -> None:
    """Buttons that rehearse decisions on a copy and record them, in one row; below it what would change."""
    rehearsed: Decision | None = None
    recorded: Decision | None = None
    with st.container(horizontal=True):
        for one in offered:
            if one.rehearse and st.button(
                t("parts.preview"), key=f"{one.key}-dry", icon=":material/visibility:"
            ):
                rehearsed = one
            if st.button(one.label, key=f"{one.key}-do", icon=":material/edit_note:"):
                recorded = one
    if rehearsed:
        st.session_state[f"{rehearsed.key}-seen"] = rehearsed, _do(rehearsed, dry_run=True)
    if recorded and (made := _do(recorded, dry_run=False)):
        st.session_state.pop(f"{recorded.key}-seen", None)
        st.session_state["decided"] = made
        st.rerun()
    for one in offered:
        held, found = st.session_state.get(f"{one.key}-seen", (None, None))
        if held == one and found:
            st.caption(t("parts.dry", n=len(found.changes)))
            _changes(found)


def _do(asked: Decision, *, dry_run: bool) -> Outcome | None:
    """Done, or None with the reason on the screen."""
    why = str(st.session_state.get("decision-why") or "").strip() or None
    with st.spinner(t("parts.computing")):
        try:
            return outcome(data.db_path(), asked.action, asked.payload, why=why, dry_run=dry_run)
        except KgError as error:
            st.error(verbatim(say_error(error)), icon=":material/error:")
            return None


def _said() -> None:
    """What the last decision of this session changed, once."""
    made: Outcome | None = st.session_state.pop("decided", None)
    if made is not None:
        st.success(
            t("parts.recorded", id=made.judgement_id or "", n=len(made.changes)), icon=":material/check:"
        )
        _changes(made)


def _changes(made: Outcome) -> None:
    """What earlier decisions said otherwise, then a table a kind of thing, its values under headings."""
    for sentence in made.against:
        st.warning(escape(say(sentence)), icon=":material/gavel:")
    if not made.changes:
        st.caption(t("parts.nothing_changes"))
    signs = {"-": t("parts.gone"), "+": t("parts.new")}
    called = _called(made.changes)
    for what, found in groupby(made.changes, key=lambda change: change.what):
        st.caption(t(f"parts.{what}"))
        rows = [(signs[change.sign], *_values(change, called)) for change in found]
        headings = [t("parts.change"), *(t(f"parts.column.{heading}") for heading in COLUMNS[what])]
        st.dataframe(pd.DataFrame(rows, columns=headings), hide_index=True)


def _called(changes: Sequence[Change]) -> dict[str, str]:
    """Names on the screen of the changed entities; where the change is the name, both stand as they are."""
    given: dict[str, set[str]] = {}
    for row in (change.row for change in changes if change.what == "entity"):
        given.setdefault(row["id"], set()).add(row["name"])
    return {id_: name for id_, name in names.known().items() if len(given.get(id_, ())) == 1}


def _values(change: Change, called: Mapping[str, str]) -> list[str]:
    row = change.row
    if change.what == "entity":
        row = {**row, "name": called.get(row["id"], row["name"])}
    return [_value(cell) for cell in row.items()]


def _value(cell: tuple[str, str]) -> str:
    """A value of a changed row in the reader's words where it is one of a few."""
    heading, value = cell
    return word(VALUES[heading], value) if heading in VALUES else plain(value)


VALUES = {"type": "type", "fate": "fate", "decision": "watch.decision"}
"""Headings whose values are words of ours, and where these stand."""
