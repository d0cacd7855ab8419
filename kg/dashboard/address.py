"""Filters in the address: what a page shows can be sent to somebody, and the address alone decides.

Streamlit's own binding (``bind="query-params"``) serves text, numbers and days. A choice is bound here: the
binding would write the words on the screen into the address, which differ between the languages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, TypeVar

import streamlit as st

from kg.dashboard import amiss
from kg.dashboard.i18n import t

__all__ = ["asked", "choice", "day", "in_order", "named", "named_day", "page", "put", "span", "switch", "text"]

Day = TypeVar("Day", bound=date | None)
ALL = ""
"""The choice that filters nothing."""
LONGEST = 200
"""Characters of a filter that are looked at."""


def asked(key: str) -> str:
    """What the address says of `key`, "" where it says nothing. All reading of addresses goes through here."""
    return st.query_params.get(key, "")


def named(key: str, options: Sequence[str]) -> str:
    """The option that the address names, in any letter case; "" where it names none of them."""
    given = asked(key)
    if given in options:
        return given
    return next((option for option in options if option.casefold() == given.casefold()), ALL)


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
    width: Literal["stretch"] | int = "stretch",
    on_change: Callable[[], None] | None = None,
    none: str = "",
) -> str:
    """One of `options`, as ``?key=option``; the default stands in the address only if `explicit`.

    With the default "" a first choice "all" is added (`none` are other words for it). `words` gives an
    option as the reader sees it.
    """
    shown = [ALL, *options] if default == ALL and ALL not in options else list(options)
    widget = f"choice-{key}"
    found, value = named(key, shown), asked(key)
    if value and not found:
        amiss.note("choice", key, value, shown=words(default) if default else none or t("filter.all"))
    st.session_state[widget] = found or default
    given = {
        "format_func": lambda option: words(option) if option != ALL else none or t("filter.all"),
        "key": widget,
        "on_change": _keep,
        "args": (key, widget, None if explicit else default, on_change),
        "label_visibility": "collapsed" if hidden_label else "visible",
    }
    if style == "segments":
        st.segmented_control(label, shown, required=True, **given)  # type: ignore[call-overload]
    else:
        st.selectbox(label, shown, width=width, **given)  # type: ignore[call-overload]
    return str(st.session_state[widget])


def _keep(key: str, widget: str, default: str | None, then: Callable[[], None] | None = None) -> None:
    value = st.session_state[widget]
    put(**{key: "" if value == default else value, "page": ""})
    if then:
        then()


def day(label: str, key: str, default: date | None, first: date, last: date) -> date | None:
    """A day from `first` to `last`, as ``?key=2026-03-05``; what is no such day counts as `default`."""
    return _day_field(label, key, named_day(key, default, first, last), default, first, last)


def _day_field(
    label: str, key: str, shown: date | None, default: date | None, first: date, last: date
) -> date | None:
    widget = f"day-{key}"
    st.session_state[widget] = shown
    st.date_input(
        label, None if default is None else "today", min_value=first, max_value=last, key=widget,
        on_change=_keep_day, args=(key, widget, default), width=170, format="YYYY-MM-DD",
    )  # fmt: skip
    picked: date | None = st.session_state[widget]
    return picked


def named_day(key: str, default: Day, first: date, last: date) -> date | Day:
    """The day that the address names, `default` where it names none from `first` to `last`."""
    value = asked(key)
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found and first <= found <= last:
        return found
    if value:
        amiss.note("day", key, value, first=first, last=last, shown=default or t("address.open"))
    return default


def _keep_day(key: str, widget: str, default: date | None) -> None:
    value = st.session_state[widget]
    put(**{key: "" if value in (None, default) else value.isoformat(), "page": ""})


def text(label: str, key: str, *, hint: str = "", width: Literal["stretch"] | int = "stretch") -> str:
    """Words, as ``?key=…``."""
    value = asked(key)
    if len(value) > LONGEST:
        amiss.note("long", key, value, most=LONGEST)
    st.session_state[f"text-{key}"] = value[:LONGEST]
    st.text_input(
        label, key=f"text-{key}", placeholder=hint, width=width, max_chars=LONGEST, on_change=_keep,
        args=(key, f"text-{key}", ""),
    )  # fmt: skip
    return str(st.session_state[f"text-{key}"]).strip()


def page(total: int, size: int, key: str = "page") -> int:
    """The shown page of `total` things, `size` a page, as ``?page=2``; a pager where there are several."""
    pages = max(1, -(-total // size))
    value = asked(key)
    number = max(1, min(int(value), pages)) if value.isdecimal() and len(value) < 9 else 1
    if value and value != str(number):
        amiss.note("page", key, value, last=pages, shown=number)
    if pages > 1:
        if st.session_state.get(f"page-{key}") != number:
            st.session_state.pop(f"page-{key}", None)
        st.pagination(pages, default=number, key=f"page-{key}", on_change=_keep_page, args=(key,))
    return number


def _keep_page(key: str) -> None:
    number = st.session_state[f"page-{key}"]
    put(**{key: "" if number == 1 else str(number)})


def switch(label: str, key: str) -> bool:
    """On or off, as ``?key=true``."""
    value = asked(key)
    if value and value.lower() not in ("true", "false"):
        amiss.note("choice", key, value, shown=t("address.off"))
    return st.toggle(label, key=key, bind="query-params", on_change=put, kwargs={"page": ""})


def span(first: date, last: date) -> tuple[date | None, date | None]:
    """``?since=…&until=…``, None where it is open."""
    since, until = (named_day(key, None, first, last) for key in ("since", "until"))
    if since and until:
        since, until = in_order(since, until)
    return (
        _day_field(t("filter.since"), "since", since, None, first, last),
        _day_field(t("filter.until"), "until", until, None, first, last),
    )


def in_order(since: date, until: date, keys: tuple[str, str] = ("since", "until")) -> tuple[date, date]:
    """Both ends of a window, before their fields are drawn.

    Where it would end before it begins they change places, in the address and in the fields too, and the page says so.
    """
    if since <= until:
        return since, until
    amiss.note("turned", keys[0], since=since, until=until)
    put(**{keys[0]: until.isoformat(), keys[1]: since.isoformat()})
    return until, since
