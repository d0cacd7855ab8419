"""Pieces that pages share: text of briefings shown as text, numbers with their reason, tables, links.

Text from briefings passes through `kg.dashboard.text`, the one place where it is escaped.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from kg.dashboard.i18n import language, say, t
from kg.dashboard.page import HOME
from kg.dashboard.text import escape, marked, page_url, safe_url, verbatim
from kg.errors import KgError, NotFound
from kg.export import export
from kg.report.behind import behind as report_behind

__all__ = [
    "behind",
    "chart",
    "chip",
    "empty",
    "escape",
    "head",
    "link",
    "marked",
    "number",
    "page_url",
    "quote_box",
    "safe_url",
    "section",
    "show",
    "table",
    "trouble",
]

SHOWN = 25
"""Passages behind a number that are drawn; they are sent with the page."""


def quote_box(
    text: str, source: str, mentions: Iterable[tuple[int, int, str, str]] = (), **kwargs: Any
) -> None:
    """A passage with where it stands."""
    st.html(
        '<blockquote style="border-left:3px solid #888;margin:.2rem 0;padding:.1rem .8rem">'
        f"{marked(text, mentions, **kwargs)}"
        f'<div style="opacity:.65;font-size:.82em">{html.escape(source)}</div></blockquote>'
    )


def number(label: str, value: str, reason: str, passages: Sequence[tuple[str, str]] = ()) -> None:
    """A figure that opens: the sentence that explains it and the passages behind it, as (source, text)."""
    with st.popover(f"{escape(label)} **{escape(value)}**"):
        st.caption(escape(say(reason)))
        for source, text in passages[:SHOWN]:
            quote_box(text, source)
        if len(passages) > SHOWN:
            st.caption(t("number.more", n=len(passages) - SHOWN))


def chip(kind: str, value: str) -> str:
    """A status in the reader's words: `chip("fate", "open")`."""
    return t(f"{kind}.{value}")


def link(label: str, slug: str, *, icon: str | None = None, **filters: str) -> None:
    """A link to another page of the dashboard, without a reload of the whole."""
    query = {"lang": language(), **{key: value for key, value in filters.items() if value}}
    page = st.Page(_elsewhere, url_path="" if slug == HOME else slug, default=slug == HOME)
    st.page_link(page, label=escape(label), icon=icon, query_params=query)


def _elsewhere() -> None:
    """Stands for a page in its link: Streamlit knows a page by its address."""


def head(slug: str) -> None:
    """Title of a page and the question it answers (`<slug>.title`, `<slug>.question`)."""
    st.title(t(f"{slug}.title"), anchor=False)
    st.caption(t(f"{slug}.question"))


def section(words: str) -> None:
    """A heading inside a page."""
    st.markdown(f"#### {escape(words)}")


def behind(name: str, **values: Any) -> None:
    """The SQL behind a page (``kg/report/behind/<name>.sql``) with its filters written in, ready to be changed."""
    sql = report_behind(name, values)
    with st.expander(t("behind.title"), icon=":material/database:"):
        st.code(sql, language="sql", wrap_lines=True)
        link(t("behind.open"), "sql", icon=":material/arrow_forward:", q=sql)


def empty(key: str, **values: object) -> None:
    """Say why there is nothing here, and what to do."""
    st.info(t(key, **values), icon=":material/info:")


def trouble(error: KgError, words: str = "") -> None:
    """Say what could not be done and what to do about it, with what was asked for exactly as it was typed.

    `words` stand in the place of the error's own where a page says it better.
    """
    said = verbatim(say(error.message))
    if isinstance(error, NotFound):
        st.warning(words or t("trouble.missing", what=said), icon=":material/search_off:")
    else:
        st.error(words or said, icon=":material/error:")
    if error.remedy:
        st.caption(verbatim(say(error.remedy)))


def chart(made: go.Figure, *, key: str, rows: pd.DataFrame | None = None, select: bool = False) -> Any:
    """A chart with its table and its exports behind one click (HTML, SVG, CSV)."""
    camera = {"toImageButtonOptions": {"format": "svg", "filename": key}, "displaylogo": False}
    picked = st.plotly_chart(
        made, key=key, on_select="rerun" if select else "ignore", theme="streamlit", config=camera
    )
    with st.expander(t("chart.more")):
        if rows is not None:
            table(rows, key=f"{key}-table")
        st.caption(t("chart.svg"))
        st.download_button(
            t("chart.html"), lambda: made.to_html(include_plotlyjs=True, config=camera).encode(), f"{key}.html",
            "text/html", key=f"{key}-html", on_click="ignore",
        )  # fmt: skip
    return picked


def table(
    rows: pd.DataFrame, *, key: str, columns: Mapping[str, Any] | None = None, select: bool = False
) -> Any:
    """A table whose text stays text, with a CSV download in which no cell is a formula."""
    picked = st.dataframe(
        rows,
        hide_index=True,
        key=key,
        column_config=dict(columns or {}),
        on_select="rerun" if select else "ignore",
        selection_mode="single-row",
    )
    st.download_button(
        "CSV",
        lambda: _csv(rows),
        f"{key}.csv",
        "text/csv",
        key=f"{key}-csv",
        icon=":material/download:",
        on_click="ignore",
    )
    return picked


def _csv(rows: pd.DataFrame) -> bytes:
    """What is missing is an empty cell, not "nan"."""
    plain = rows.astype(object).where(rows.notna(), None)
    return export("csv-excel", list(rows.columns), plain.itertuples(index=False))


def show(day: date | None) -> str:
    """A day as printed everywhere, a dash where there is none."""
    return day.isoformat() if day else "–"
