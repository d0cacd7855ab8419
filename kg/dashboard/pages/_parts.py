"""What the pages of trends, entities, watched questions, graph and corrections share.

A thing that is looked at stands in the address (``/watch?watch=W-…``); a decision is rehearsed on a copy,
then recorded, and what it changed is said at the top of the page that follows.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import pandas as pd
import streamlit as st

from kg import report
from kg.dashboard import data
from kg.dashboard.components import empty, escape, quote_box
from kg.dashboard.i18n import language, t
from kg.decide import Outcome, outcome
from kg.errors import KgError, Locked, NotFound
from kg.report.passages import PassageView

__all__ = [
    "badge", "choice", "choose", "chosen", "decision", "fact_line", "figure", "mentions_of", "named", "opener", "paged",
    "passage", "pick", "ready", "said", "seen", "set_choice", "title", "try_to",
]  # fmt: skip

Answer = TypeVar("Answer")
Item = TypeVar("Item")
SHOWN = 25  # sentences behind a number that are drawn; a popover is sent with the page

# Beside its words, so that colour is never the only sign (Okabe and Ito 2008, 28 % opaque).
COLOURS = {
    "answered": "0,158,115", "progressing": "86,180,233", "touched": "86,180,233", "contradicted": "213,94,0",
    "open": "230,159,0", "stale": "153,153,153", "dropped": "153,153,153", "new": "86,180,233", "rising": "0,158,115",
    "returned": "204,121,167", "steady": "0,114,178", "fading": "230,159,0", "dormant": "153,153,153",
    "supports": "0,158,115", "contradicts": "213,94,0", "progress": "86,180,233", "announced": "0,158,115",
    "reported": "0,114,178", "rumoured": "230,159,0", "denied": "213,94,0", "overdue": "213,94,0",
    "neglected": "230,159,0", "accepted": "0,158,115", "rejected": "213,94,0",
}  # fmt: skip


def ready() -> bool:
    """True where there is something to show; else the page says what to do."""
    if data.stamp() == (0, 0):
        empty("empty.database")
        return False
    try:
        if data.ask(report.days):
            return True
        empty("empty.archive")
    except Locked as error:
        st.warning(escape(str(error)), icon=":material/lock:")
    return False


def title(slug: str) -> None:
    """Heading of a page, and the outcome of the decision that was just made."""
    st.header(t(f"{slug}.title"), anchor=False)
    said()


def chosen(key: str) -> str:
    """What the address says for `key`, empty where nothing."""
    return str(st.query_params.get(key, ""))


def choose(key: str, value: str) -> None:
    """Put `value` into the address, or take the key out where it is empty."""
    if value:
        st.query_params[key] = value
    elif key in st.query_params:
        del st.query_params[key]


def pick(picked: Any, ids: Sequence[str], key: str) -> None:
    """Open the row that was just selected in a table: its id goes into the address."""
    rows = picked.selection.rows if picked else []
    if rows and rows[0] < len(ids):
        choose(key, ids[rows[0]])
        st.rerun()


def choice(
    label: str, options: Sequence[str], key: str, name: Callable[[str], str], *, default: str | None = None,
    widget: Literal["pills", "tabs", "select"] = "pills",
) -> str | None:  # fmt: skip
    """One of `options`, kept in the address under its own name.

    Streamlit's own binding would write the words on the screen, which differ with the language and the counts.
    """
    held = f"choice-{key}"
    if held not in st.session_state:
        st.session_state[held] = chosen(key) if chosen(key) in options else default
    common: dict[str, Any] = {"format_func": name, "key": held, "on_change": _keep, "args": (key, default)}
    if widget == "select":
        found = st.selectbox(label, options, **common)
    elif widget == "tabs":
        found = st.segmented_control(label, options, required=True, label_visibility="collapsed", **common)
    else:
        found = st.pills(label, options, label_visibility="collapsed", **common)
    return found if found is not None else default


def _keep(key: str, default: str | None) -> None:
    value = st.session_state.get(f"choice-{key}")
    choose(key, "" if value in (None, default) else str(value))


def set_choice(key: str, value: str) -> None:
    """Choose from elsewhere, in the callback of a button."""
    choose(key, value)
    st.session_state[f"choice-{key}"] = value


def figure(label: str, value: str, reason: str, behind: Sequence[tuple[str, str]] = ()) -> None:
    """A number that opens: its reason and the sentences behind it, as (source, text)."""
    with st.popover(f"{escape(label)} **{escape(value)}**"):
        st.caption(escape(reason))
        for source, text in behind[:SHOWN]:
            quote_box(text, source)
        if len(behind) > SHOWN:
            st.caption(t("parts.more", n=len(behind) - SHOWN))


def opener(words: str, key: str, value: str) -> None:
    """Words of a post as a button that opens what they name: `key=value` goes into the address."""
    st.button(escape(words), key=f"open-{key}-{value}", type="tertiary", on_click=choose, args=(key, value))


def paged(key: str, items: Sequence[Item], size: int = 20) -> Sequence[Item]:
    """The items of the page that the reader turned to."""
    if len(items) <= size:
        return items
    pages = -(-len(items) // size)
    page = min(pages, st.pagination(pages, key=key, bind="query-params"))
    return items[(page - 1) * size : page * size]


def try_to(question: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer | None:
    """The answer, or None with the reason on the screen."""
    try:
        return data.ask(question, *args, **kwargs)
    except NotFound as error:
        st.warning(t("parts.not_found", what=escape(str(error))), icon=":material/search_off:")
    except (KgError, ValueError) as error:
        st.error(escape(str(error)))
    return None


def badge(kind: str, value: str) -> str:
    """HTML of a state in the reader's words."""
    return seen(t(f"{kind}.{value}"), COLOURS.get(value, "128,128,128"))


def seen(words: str, colour: str = "128,128,128") -> str:
    """HTML of a small label."""
    return (
        f'<span style="background:rgba({colour},.28);border-radius:4px;padding:1px 7px;font-size:.85em;'
        f'white-space:nowrap">{html.escape(words)}</span>'
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


def fact_line(pieces: Iterable[str]) -> None:
    """Pieces of HTML (badges, escaped words) in one line that wraps."""
    st.html(
        '<div style="display:flex;flex-wrap:wrap;gap:.5rem;align-items:center">' + "".join(pieces) + "</div>"
    )


def named(row: Mapping[str, Any]) -> str:
    """Name of a theme in the reader's language."""
    return str(row["name_zh"] if language() == "zh" else row["name_en"])


# ------------------------------------------------------------------ decisions


def said() -> None:
    """What the last decision of this session changed, once."""
    made: Outcome | None = st.session_state.pop("decided", None)
    if made is not None:
        st.success(
            t("parts.recorded", id=made.judgement_id or "", n=len(made.changes)), icon=":material/check:"
        )
        _changes(made)


def decision(
    key: str, action: str, payload: Mapping[str, str], label: str, *, rehearse: bool = True, help: str | None = None
) -> None:  # fmt: skip
    """Buttons that rehearse a decision on a copy and record it; both say what changes."""
    asked = dict(payload)
    if rehearse:
        if st.button(t("parts.preview"), key=f"{key}-dry", icon=":material/visibility:"):
            found = _do(action, asked, dry_run=True)
            st.session_state[f"{key}-seen"] = (action, asked, found) if found else None
        held = st.session_state.get(f"{key}-seen")
        if held and held[:2] == (action, asked):
            st.caption(t("parts.dry", n=len(held[2].changes)))
            _changes(held[2])
    if st.button(label, key=f"{key}-do", icon=":material/edit_note:", help=help):
        found = _do(action, asked, dry_run=False)
        if found:
            st.session_state.pop(f"{key}-seen", None)
            st.session_state["decided"] = found
            st.rerun()


def _do(action: str, payload: dict[str, str], *, dry_run: bool) -> Outcome | None:
    """Done, or None with the reason on the screen."""
    why = str(st.session_state.get("decision-why") or "").strip() or None
    with st.spinner(t("parts.computing")):
        try:
            return outcome(data.db_path(), action, payload, why=why, dry_run=dry_run)
        except KgError as error:
            st.error(escape(str(error)), icon=":material/error:")
            return None


def _changes(made: Outcome) -> None:
    if not made.changes:
        st.caption(t("parts.nothing_changes"))
        return
    signs = {"-": t("parts.gone"), "+": t("parts.new")}
    rows = [(signs[sign], t(f"parts.{what}"), row) for sign, what, row in made.changes]
    st.dataframe(
        pd.DataFrame(rows, columns=[t("parts.change"), t("parts.what"), t("parts.row")]), hide_index=True
    )
