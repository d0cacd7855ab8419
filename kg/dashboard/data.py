"""Cached reads: the answer to a question is kept until the database file changes.

The database is opened read-only, read and given back, so that nothing is locked out for longer than one
question takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from kg.config import database
from kg.store.box import Table, boxed
from kg.store.reader import Reader

__all__ = ["ask", "ask_box", "ask_shared", "db_path", "reading", "stamp"]

Answer = TypeVar("Answer")


def db_path() -> Path:
    """The database of this dashboard (KG_DB, else data/kg.duckdb)."""
    return database()


def stamp() -> tuple[int, int]:
    """(modification time in ns, size) of the database, (0, 0) where there is none."""
    try:
        stat = db_path().stat()
    except FileNotFoundError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def ask(question: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
    """`question(reader, *args, **kwargs)`, cached under the state of the file and the arguments."""
    answer: Answer = _ask(question.__module__ + "." + question.__qualname__, stamp(), args, kwargs, question)
    return answer


@st.cache_data(show_spinner=False, max_entries=512)
def _ask(name: str, at: tuple[int, int], args: Any, kwargs: Any, _question: Callable[..., Any]) -> Any:
    with reading() as reader:
        return _question(reader, *args, **kwargs)


def ask_shared(question: Callable[..., Answer], *args: Any) -> Answer:
    """As `ask` for what is large and never changed: all sessions get the same object, not a copy."""
    answer: Answer = _ask_shared(question.__module__ + "." + question.__qualname__, stamp(), args, question)
    return answer


@st.cache_resource(show_spinner=False, max_entries=24)
def _ask_shared(name: str, at: tuple[int, int], args: Any, _question: Callable[..., Any]) -> Any:
    with reading() as reader:
        return _question(reader, *args)


def reading() -> Reader:
    """A reader for what is asked once and not kept; use it as a context manager."""
    return Reader(db_path(), again=True)


def ask_box(sql: str, values: Mapping[str, Any]) -> Table:
    """The answer to a user's own SQL, boxed, cached under the state of the file. Raises `KgError`."""
    answer: Table = _ask_box(sql, dict(values), stamp())
    return answer


@st.cache_data(show_spinner=False, max_entries=16)
def _ask_box(sql: str, values: dict[str, Any], at: tuple[int, int]) -> Table:
    return boxed(db_path(), sql, parameters=values)
