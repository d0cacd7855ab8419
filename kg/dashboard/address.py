"""Filters in the address: what a page shows can be sent to somebody, and the address alone decides.

Streamlit's own binding (``bind="query-params"``) serves text, numbers and days. A choice is bound here: the
binding would write the words on the screen into the address, which differ between the languages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

import streamlit as st

from kg.dashboard.i18n import t

__all__ = ["choice", "chosen", "day", "put"]

ALL = ""
"""The choice that filters nothing."""


def chosen(key: str, options: Sequence[str], default: str = ALL) -> str:
    """The option that the address names; `default` where it names none of them."""
    named = st.query_params.get(key, default)
    return named if named in options else default


def put(**values: str) -> None:
    """Write filters into the address; an empty one leaves it."""
    for key, value in values.items():
        if value:
            st.query_params[key] = value
        elif key in st.query_params:
            del st.query_params[key]


def choice(
    label: str,
    key: str,
    options: Sequence[str],
    *,
    default: str = ALL,
    words: Callable[[str], str] = str,
    style: Literal["box", "segments"] = "box",
    hidden_label: bool = False,
    explicit: bool = False,
) -> str:
    """One of `options`, as ``?key=option``; the default stands in the address only if `explicit`.

    With the default "" a first choice "all" is added. `words` gives an option as the reader sees it.
    """
    shown = [ALL, *options] if default == ALL and ALL not in options else list(options)
    widget = f"choice-{key}"
    st.session_state[widget] = chosen(key, shown, default)
    given = {
        "format_func": lambda option: words(option) if option != ALL else t("filter.all"),
        "key": widget,
        "on_change": _keep,
        "args": (key, widget, None if explicit else default),
        "label_visibility": "collapsed" if hidden_label else "visible",
    }
    if style == "segments":
        st.segmented_control(label, shown, required=True, **given)  # type: ignore[call-overload]
    else:
        st.selectbox(label, shown, **given)  # type: ignore[call-overload]
    return str(st.session_state[widget])


def _keep(key: str, widget: str, default: str | None) -> None:
    value = st.session_state[widget]
    put(**{key: "" if value == default else value})


def day(label: str, key: str, default: date, first: date, last: date) -> date:
    """A day from `first` to `last`, as ``?key=2026-03-05``; what is no such day counts as `default`."""
    widget = f"day-{key}"
    st.session_state[widget] = _named_day(key, default, first, last)
    st.date_input(
        label, min_value=first, max_value=last, key=widget, on_change=_keep_day, args=(key, widget, default),
        width=160,
    )  # fmt: skip
    picked: date = st.session_state[widget]
    return picked


def _named_day(key: str, default: date, first: date, last: date) -> date:
    try:
        named = date.fromisoformat(st.query_params.get(key, ""))
    except ValueError:
        return default
    return named if first <= named <= last else default


def _keep_day(key: str, widget: str, default: date) -> None:
    value = st.session_state[widget]
    put(**{key: "" if value in (None, default) else value.isoformat()})
