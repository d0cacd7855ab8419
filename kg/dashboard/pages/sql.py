"""SQL: one question to the database, boxed; what there is to ask for; answers as files."""

from __future__ import annotations

import html
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from kg import report
from kg.dashboard import address, components
from kg.dashboard.data import ask, ask_box
from kg.dashboard.i18n import comment, language, say, t
from kg.dashboard.page import Page
from kg.dashboard.story import SMALL
from kg.dashboard.text import verbatim
from kg.errors import KgError
from kg.export import export
from kg.report.sql import SavedQuery
from kg.store.box import ROWS, SECONDS, Table

FILES = {
    "CSV": ("csv-excel", "csv", "text/csv"), "JSON": ("json", "json", "application/json"),
    "Parquet": ("parquet", "parquet", "application/vnd.apache.parquet"),
}  # fmt: skip
"""Label of a download -> its format, the ending of the file, and what a browser calls it."""
FIRST = "select day, count(*) as stories from story group by day order by day desc"


ERRORS = {
    "Parser Error": "parser", "Binder Error": "binder", "Catalog Error": "catalog", "Conversion Error": "conversion",
    "Invalid Input Error": "invalid", "Out of Range Error": "range", "Out of Memory Error": "memory",
}  # fmt: skip
"""Kinds of DuckDB's messages, which are English only, and the words that go before them."""


def render() -> None:
    """The page."""
    components.head("sql")
    left, right = st.columns([2, 1], gap="large")
    with right:
        _schema()
    with left:
        query, values = _question()
        if query:
            _answer(query, values)
        else:
            components.empty("sql.empty")


def _question() -> tuple[str, dict[str, str]]:
    """The SQL of the address (`?q=`, or a saved one by `?saved=`) and its parameters (`?p_name=`)."""
    saved = {query.name: query for query in report.saved_queries()}
    titles = {name: query.title_zh if language() == "zh" else query.title for name, query in saved.items()}
    name = address.choice(
        t("sql.saved"),
        "saved",
        list(saved),
        words=titles.__getitem__,
        on_change=_forget_text,
        none=t("sql.none"),
    )
    given = address.asked("q")
    query = given or (saved[name].sql if name else "")
    with st.form("question", border=False):
        _fill("sql", query or FIRST)
        st.text_area(
            t("sql.label"), key="sql", height=180, help=t("sql.help", rows=ROWS, seconds=f"{SECONDS:g}")
        )
        values = _parameters(saved[name]) if name and not given else {}
        st.form_submit_button(
            t("sql.run"),
            type="primary",
            icon=":material/play_arrow:",
            on_click=_keep_text,
            args=(saved.get(name),),
        )
    return query, values


def _parameters(query: SavedQuery) -> dict[str, str]:
    for name in query.parameters:
        _fill(f"p_{name}", address.asked(f"p_{name}"))
        st.text_input(f"${name}", key=f"p_{name}", placeholder=t("sql.parameter"))
    return {name: str(st.session_state[f"p_{name}"]) for name in query.parameters}


def _fill(key: str, value: str) -> None:
    """Put what the address says into a field, once: what is typed and not yet run outlives a page drawn anew."""
    if key not in st.session_state or st.session_state.get(f"{key}-given") != value:
        st.session_state[key] = st.session_state[f"{key}-given"] = value


def _forget_text() -> None:
    address.put(q="")


def _keep_text(saved: SavedQuery | None) -> None:
    """A saved question stays its name in the address as long as its words are not changed."""
    text = st.session_state["sql"].strip()
    unchanged = saved is not None and text == saved.sql and "q" not in st.query_params
    address.put(q="" if unchanged else text)
    for name in saved.parameters if saved else ():
        address.put(**{f"p_{name}": st.session_state.get(f"p_{name}", "")})


def _answer(query: str, values: dict[str, str]) -> None:
    if missing := [name for name, value in values.items() if not value]:
        components.empty("sql.missing", names=", ".join(missing))
        return
    try:
        found = ask_box(query, values)
    except KgError as error:
        kind = ERRORS.get(error.message.partition(":")[0])
        words = f"{t(f'sql.error.{kind}')} " if kind and language() != "en" else ""
        components.trouble(error, words + verbatim(say(error.message)))
        return
    st.caption(t("sql.cut" if found.truncated else "sql.rows", n=len(found.rows)))
    st.dataframe(frame(found), hide_index=True)
    with st.container(horizontal=True):
        for label in FILES:
            _download(found, label)


def _download(found: Table, label: str) -> None:
    form, ending, mime = FILES[label]
    st.download_button(
        label,
        lambda: export(form, found.columns, found.rows),  # made when it is asked for
        f"answer.{ending}",
        mime,
        key=f"export-{form}",
        icon=":material/download:",
        on_click="ignore",
    )


def frame(found: Table) -> pd.DataFrame:
    """Rows for the screen: numbers, truth values and days as they are, all else as text, names of columns apart."""
    columns: dict[str, list[Any]] = {}
    for place, name in enumerate(found.columns):
        label = name if name not in columns else f"{name} ({place + 1})"
        columns[label] = _column(found.types[place], [row[place] for row in found.rows])
    return pd.DataFrame(columns)


PLAIN = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DOUBLE", "FLOAT", "BOOLEAN", "NUMBER", "bool")


def _column(kind: str, values: list[Any]) -> Any:
    if kind.upper() in PLAIN and all(abs(v) < 2**63 for v in values if isinstance(v, int)):
        return values
    return [None if value is None else str(value) for value in values]


def _schema() -> None:
    """Relations with their columns and comments, searched as one types."""
    components.section(t("sql.schema"))
    rows = ask(report.schema)
    wanted = address.text(t("sql.find"), "find").lower()
    parts = []
    for relation, columns in groupby(rows, key=lambda row: row["relation"]):
        found = list(columns)
        said = [found[0]["about"], *(one for column in found for one in (column["column"], column["comment"]))]
        words = " ".join([relation, *(str(one) for one in said), *map(comment, said)]).lower()  # either language finds
        if wanted not in words:
            continue
        about = f'<div style="{SMALL}">{html.escape(comment(found[0]["about"]))}</div>'
        parts.append(
            f"<details{' open' if wanted else ''}><summary style='cursor:pointer;padding:.2rem 0'>"
            f"{_code(relation)}</summary>{about}{''.join(map(_described, found))}</details>"
        )
    st.html("".join(parts) or html.escape(t("sql.find.none")))


def _described(column: dict[str, Any]) -> str:
    words = f"{str(column['type']).lower()} · {comment(column['comment'])}"
    return (
        '<div style="margin:.2rem 0;overflow-wrap:anywhere">'
        f"{_code(column['column'])} <span style='{SMALL}'>{html.escape(words)}</span></div>"
    )


def _code(name: str) -> str:
    return f'<code style="font-size:.85em">{html.escape(name)}</code>'


PAGE = Page("sql", "database", 80, render, ("q", "saved", "p_*", "find"))
