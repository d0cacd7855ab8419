"""Boxed SQL: one question of a user, read-only, without files, network or settings, in bounded time.

Three walls, each enough alone: the statement must be one that asks (DuckDB's own parser says so), the
database is attached read-only, and the engine is locked (`enable_external_access=false`,
`lock_configuration=true`).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from kg.errors import KgError
from kg.store.connection import open_database
from kg.store.migrations import require_current

__all__ = ["ROWS", "SECONDS", "Table", "boxed"]

ROWS = 10_000
SECONDS = 10.0
LOCKS = (
    "set enable_external_access = false",
    "set memory_limit = '1GB'",
    "set lock_configuration = true",
)
ASKS = (
    "select",
    "with",
    "from",
    "values",
    "describe",
    "show",
    "explain",
    "summarize",
    "table",
    "(",
    "pivot",
    "unpivot",
)
"""How a question begins; PRAGMA and SET parse as questions here and there and are not let through."""
READS_FILES = re.compile(
    r"""["']?\b(read_\w+|parquet_\w+|\w+_scan|sniff_csv|glob|query|query_table)["']?\s*\(""", re.IGNORECASE
)
"""Functions that read files, or run a text as SQL. The engine's lock lets the database's own file through."""
LITERAL = re.compile(r"'(?:[^']|'')*'")


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: column names, DuckDB's types, rows, and whether rows were left off."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    truncated: bool
    limit: int


def boxed(
    path: str | Path,
    sql: str,
    limit: int = ROWS,
    parameters: Sequence[Any] | Mapping[str, Any] = (),
    seconds: float = SECONDS,
) -> Table:
    """Answer one question to the database at `path`.

    Raises `KgError` for anything that is no question, that fails, or that takes longer than `seconds`.
    """
    connection = open_database(Path(path))
    try:
        require_current(connection, Path(path))
        for lock in LOCKS:
            connection.execute(lock)
        statement = _one_question(connection, sql)
        return _answer(connection, statement, limit, parameters, seconds)
    finally:
        connection.close()


def _one_question(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise KgError(_said(error), "check the SQL") from error
    if len(statements) != 1:
        raise KgError(f"{len(statements)} statements where one question is asked", "write a single select")
    kind = statements[0].type.name
    text = statements[0].query.strip()
    if kind not in ("SELECT", "EXPLAIN") or not _bare(text).lower().startswith(ASKS):
        raise KgError(
            f"{_bare(text).split()[0].upper()} is not allowed here", "only questions (select ...) are"
        )
    reads = READS_FILES.search(LITERAL.sub("''", text))
    if reads:
        raise KgError(f"{reads[1]} is not allowed here", "ask the relations of the archive")
    if kind == "EXPLAIN" and not _explains_question(connection, text):
        raise KgError("EXPLAIN is allowed for questions only", "explain a select")
    return text.rstrip().rstrip(";")


def _explains_question(connection: duckdb.DuckDBPyConnection, text: str) -> bool:
    """EXPLAIN ANALYZE runs what it explains."""
    inner = _bare(text)[len("explain") :].lstrip()
    if inner.lower().startswith("analyze"):
        inner = inner[len("analyze") :]
    inner_statements = connection.extract_statements(inner)
    return len(inner_statements) == 1 and inner_statements[0].type.name == "SELECT"


def _bare(text: str) -> str:
    """Without comments and blanks at the beginning."""
    text = text.lstrip()
    while text.startswith(("--", "/*")):
        end = text.find("\n") if text.startswith("--") else text.find("*/")
        text = text[end + (1 if text.startswith("--") else 2) :].lstrip() if end >= 0 else ""
    return text


def _answer(
    connection: duckdb.DuckDBPyConnection,
    statement: str,
    limit: int,
    parameters: Sequence[Any] | Mapping[str, Any],
    seconds: float,
) -> Table:
    late = threading.Event()

    def stop() -> None:
        late.set()
        connection.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        given = dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
        result = connection.execute(statement, given) if given else connection.execute(statement)
        described = result.description or []
        rows = result.fetchmany(limit + 1)
        result.fetchall() if len(rows) <= limit else None
    except duckdb.Error as error:
        if late.is_set():
            raise KgError(
                f"stopped after {seconds:g} seconds", "ask for less, for example with a where"
            ) from error
        raise KgError(_said(error), 'check the SQL; `kg sql "show tables"` lists the relations') from error
    finally:
        timer.cancel()
    columns = tuple(column[0] for column in described)
    types = tuple(str(column[1]) for column in described)
    return Table(columns, types, rows[:limit], len(rows) > limit, limit)


def _said(error: duckdb.Error) -> str:
    """The first paragraph of DuckDB's message on one line, with the place in the SQL if it names one."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(line for line in lines[:3] if not set(line) <= {"^"})
