# ruff: noqa: S608  (table and column names come from the schema, never from a user)
"""Writing: one short transaction, bulk loads through Arrow, checks before the commit.

Whoever writes prepares everything first, then opens a `Store`, and leaves it as soon as it can: while it
is open no other process can read.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa

from kg.errors import KgError
from kg.store import migrations
from kg.store.connection import open_database
from kg.store.reader import Reader

__all__ = ["LEVEL1", "Store"]

OF_STORIES = "story_id in (select story_id from story where briefing_id in (select unnest($ids)))"
OF_PASSAGES = "passage_id in (select passage_id from passage where briefing_id in (select unnest($ids)))"
OF_STATEMENTS = (
    "{key} in (select trend_mention_id from trend_mention where briefing_id in (select unnest($ids)) "
    "union all select watch_mention_id from watch_mention where briefing_id in (select unnest($ids)))"
)
OF_BRIEFINGS = "briefing_id in (select unnest($ids))"
LEVEL1: tuple[tuple[str, str], ...] = (
    ("attribution", OF_STORIES),
    ("amount", OF_PASSAGES),
    ("relation", OF_PASSAGES),
    ("story_theme", OF_STORIES),
    ("statement_theme", OF_STATEMENTS.format(key="statement_id")),
    ("watch_facet", OF_STATEMENTS.format(key="watch_mention_id")),
    ("search_term", OF_BRIEFINGS),
    ("search_passage", OF_BRIEFINGS),
    ("entity_key", OF_BRIEFINGS),
    ("mention", OF_BRIEFINGS),
    ("trend_mention", OF_BRIEFINGS),
    ("watch_mention", OF_BRIEFINGS),
    ("passage", OF_BRIEFINGS),
    ("story", OF_BRIEFINGS),
    ("source", OF_BRIEFINGS),
    ("briefing", OF_BRIEFINGS),
)
"""Tables of level 1 with the rows that belong to given posts; what is selected through a table goes first."""

ARROW = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
}


class Store:
    """The database at `path`, open for writing; created and brought up to date where needed.

    Raises `kg.errors.Locked` when another program keeps the file, `KgError` for a newer database.
    """

    def __init__(self, path: str | Path, *, wait: float | None = None) -> None:
        self.path = Path(path)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.connection = open_database(self.path, write=True, wait=wait)
        try:
            self.migrated = migrations.apply(self.connection)
        except BaseException:
            self.connection.close()
            raise
        self._columns: dict[str, dict[str, str]] = {}

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back; its log is written into it first."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[Reader]:
        """Everything inside happens or nothing does; the checks run last. Yields a reader of the new state."""
        self.connection.begin()
        try:
            yield Reader.over(self.connection, self.path)
            self.check()
            self.connection.commit()
        except BaseException:
            self.connection.rollback()
            raise

    def columns(self, table: str) -> dict[str, str]:
        """Column names and types of a table, in order."""
        if table not in self._columns:
            self._columns[table] = dict(
                self.connection.execute(
                    "select column_name, data_type from duckdb_columns() where table_name = ? and not internal "
                    "order by column_index",
                    [table],
                ).fetchall()
            )
        return self._columns[table]

    def insert(self, rows: Iterable[Any]) -> int:
        """Write row objects (`kg.model` rows) into their tables and return how many."""
        tables: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            tables[row.TABLE].append(row)
        for table, found in tables.items():
            names = [field.name for field in dataclasses.fields(found[0])]
            self.insert_columns(table, {name: [getattr(row, name) for row in found] for name in names})
        return sum(map(len, tables.values()))

    def insert_columns(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Write columns of values into a table."""
        loaded = self.arrow(table, columns)
        self.connection.register("incoming", loaded)
        try:
            self.connection.execute(f"insert into {table} by name select * from incoming")
        finally:
            self.connection.unregister("incoming")

    def arrow(self, table: str, columns: Mapping[str, Sequence[Any]]) -> pa.Table:
        """The columns as an Arrow table with the types of `table`."""
        types = self.columns(table)
        return pa.table({name: pa.array(values, ARROW[types[name]]) for name, values in columns.items()})

    def replace(self, table: str, rows: Iterable[Any]) -> int:
        """Make the table hold exactly `rows`, writing only what differs; return the number of rows written."""
        found = list(rows)
        names = list(self.columns(table))
        values = {name: [getattr(row, name) for row in found] for name in names}
        self.connection.register("wanted", self.arrow(table, values))
        try:
            return self.replace_from(table, "select * from wanted")
        finally:
            self.connection.unregister("wanted")

    def replace_from(self, table: str, query: str) -> int:
        """Like `replace`, with the rows of a query."""
        run = self.connection.execute
        names = ", ".join(f'"{name}"' for name in self.columns(table))
        run(f"create or replace temp table target as select {names} from ({query})")
        run(
            f"create or replace temp table gone as select {names} from {table} except all select * from target"
        )
        run(
            f"create or replace temp table fresh as select * from target except all select {names} from {table}"
        )
        same = " and ".join(f't."{name}" is not distinct from g."{name}"' for name in self.columns(table))
        if self._count("gone"):
            run(f"delete from {table} t using gone g where {same}")
        if self._count("fresh"):
            run(f"insert into {table} select * from fresh")
        return self._count("fresh")

    def _count(self, table: str) -> int:
        return int(self.connection.execute(f"select count(*) from {table}").fetchall()[0][0])

    def delete_briefings(self, ids: Sequence[str]) -> None:
        """Take out everything that level 1 holds of these posts."""
        if ids:
            for table, condition in LEVEL1:
                self.connection.execute(f"delete from {table} where {condition}", {"ids": list(ids)})

    def check(self) -> None:
        """Run ``checks/*.sql``: each must return no row. Raises `KgError` with the first violation."""
        for name, text in migrations.scripts("checks"):
            broken = self.connection.execute(text).fetchall()
            if broken:
                raise KgError(
                    f"nothing was written: check {name} found {len(broken)} rows, the first is {broken[0]}",
                    "this is a fault of the program; please report it with the post that caused it",
                )
