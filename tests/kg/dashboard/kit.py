"""What tests of single pages share: a page run by itself over a database, and what stands on it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kg.store.reader import Reader

Draw = Callable[..., AppTest]


def one_page(slug: str) -> None:
    """The script that Streamlit runs; it is read as source, so it imports what it needs."""
    from kg.dashboard.main import shown
    from kg.dashboard.page import discover

    shown(next(page for page in discover() if page.slug == slug))()


def drawer(monkeypatch: pytest.MonkeyPatch, db: Path) -> Draw:
    """`draw(slug, **address)`: the page at that address; a page that raised fails the test."""
    monkeypatch.setenv("KG_DB", str(db))
    monkeypatch.delenv("KG_CORRECTIONS", raising=False)
    st.cache_data.clear()

    def draw(slug: str, **address: str) -> AppTest:
        app = AppTest.from_function(one_page, args=(slug,), default_timeout=60)
        app.query_params.update(address)
        return fine(app.run())

    return draw


def fine(app: AppTest) -> AppTest:
    """The page, if nothing was raised on it."""
    assert not app.exception, [one.value for one in app.exception]
    return app


def own_copy(archive_db: Path, folder: Path) -> Path:
    """A database that a test may write to; its log of decisions stands beside it."""
    copy = folder / "kg.duckdb"
    shutil.copyfile(archive_db, copy)
    return copy


def ask(db: Path, sql: str, *given: object) -> list[tuple]:
    with Reader(db) as reader:
        return reader.rows(sql, given)


def words(app: AppTest) -> str:
    """Everything that is written on the page, marks of HTML taken out."""
    kinds = (
        "title",
        "header",
        "subheader",
        "caption",
        "markdown",
        "html",
        "info",
        "warning",
        "error",
        "success",
        "button",
    )
    found: list[str] = []
    for kind in kinds:
        for element in app.get(kind):
            proto = element.proto
            text = getattr(proto, "body", "") or getattr(proto, "label", "")
            found.append(re.sub(r"<[^>]+>", "", text) if kind == "html" else text)
    return "\n".join(found)


def html_of(app: AppTest) -> str:
    """All HTML of the page as it is sent."""
    return "\n".join(element.proto.body for element in app.get("html"))


def log_of(db: Path) -> list[dict]:
    """The decisions beside a database, in order."""
    log = db.with_name("corrections.jsonl")
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []


def popovers(app: AppTest) -> list[str]:
    """Labels of the numbers that open."""
    return [element.proto.popover.label for element in app.get("popover")]
