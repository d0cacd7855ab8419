# ruff: noqa: S608  (table and column names come from the schema, never from a user)
"""Writing: one short transaction, bulk loads through Arrow, checks before the commit.

Whoever writes prepares everything first, then opens a `Store`, and leaves it as soon as it can: while it
is open no other process can read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from kg.errors import KgError
from kg.store import migrations
from kg.store.columns import Columns, Few, joined, table, tables
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


class Store:
    """The database at `path`, open for writing; created and brought up to date where needed.

    Raises `kg.errors.Locked` when another program keeps the file, `KgError` for a newer database.
    """

    def __init__(self, path: str | Path, *, wait: float | None = None) -> None:
        self.path = Path(path)
        self.since = date.min
        """The first day of which a transaction changes anything: the checks look no further back."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.connection = open_database(self.path, write=True, wait=wait)
        try:
            self.migrated = migrations.apply(self.connection)
        except BaseException:
            self.connection.close()
            raise

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
            with suppress(duckdb.Error):  # a commit that failed has rolled back; its own reason is told
                self.connection.rollback()
            raise

    def columns(self, table: str) -> list[str]:
        """Column names of a table, in order."""
        described = self.connection.execute(f'select * from "{table}" limit 0').description
        return [column[0] for column in described or ()]

    def insert(self, rows: Iterable[Any]) -> None:
        """Write row objects (`kg.model` rows) into their tables."""
        self.load(tables(rows))

    def load(self, loaded: Mapping[str, Columns]) -> None:
        """Write columns into the relations they are named after."""
        for name, rows in loaded.items():
            with self._registered("incoming", rows):
                self.connection.execute(f"insert into {name} by name select * from incoming")

    def load_all(self, batches: Sequence[Mapping[str, Columns]]) -> None:
        """Write batches of columns, each relation in one statement."""
        for name in dict.fromkeys(name for batch in batches for name in batch):
            self.load({name: joined([batch[name] for batch in batches if name in batch])})

    def delete(self, name: str, column: str, values: Sequence[str]) -> None:
        """Delete the rows of a table whose column has one of these values."""
        if values:
            self.connection.execute(
                f"delete from {name} where {column} in (select unnest(?))", [list(values)]
            )

    def replace(self, row_class: type[Any], rows: Iterable[Any], since: date | None = None) -> int:
        """Make the table of `row_class` hold exactly `rows`, writing only what differs; return how many.

        With `since` only rows of that day and later are meant, in the table and in `rows`.
        """
        with self._registered("arriving", table(row_class, list(rows))):
            return self.replace_from(row_class.TABLE, "select * from arriving", since)

    def temporary(self, name: str, row_class: type[Any], rows: Sequence[Any]) -> None:
        """A table of these rows that lives as long as this connection."""
        with self._registered("incoming", table(row_class, rows)):
            self.connection.execute(f"create or replace temp table {name} as select * from incoming")

    def script(self, name: str) -> None:
        """Run the statements of ``derived/<name>.sql``."""
        self.connection.execute(_derived(name))

    def derive(self, table: str, since: date | None = None) -> int:
        """Like `replace`, with the rows that ``derived/<table>.sql`` selects."""
        return self.replace_from(table, _derived(table), since)

    @contextmanager
    def _registered(self, name: str, rows: Columns) -> Iterator[None]:
        """Rows under a name for as long as the block lasts."""
        if isinstance(rows, Few):
            self.connection.execute(f"create or replace temp table {name} as {rows.query}", rows.values)
            yield
            self.connection.execute(f"drop table {name}")
            return
        self.connection.register(name, rows)
        try:
            yield
        finally:
            self.connection.unregister(name)

    def replace_from(self, table: str, query: str, since: date | None = None) -> int:
        """Like `replace`, with the rows of a query."""
        run = self.connection.execute
        names = ", ".join(f'"{name}"' for name in self.columns(table))
        meant = f" where day >= date '{since}'" if since else ""
        held, wanted = (f"select {names} from {source}{meant}" for source in (table, f"({query})"))
        if not self._count(table):
            return int(run(f"insert into {table} {wanted}").fetchall()[0][0])
        run(f"create or replace temp table target as {wanted}")
        run(f"create or replace temp table gone as {held} except all select * from target")
        run(f"create or replace temp table fresh as select * from target except all {held}")
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
        self.connection.execute(f"set variable since = date '{self.since}'")
        for name, text in migrations.scripts("checks"):
            broken = self.connection.execute(text).fetchall()
            if broken:
                raise KgError(
                    f"nothing was written: check {name} found {len(broken)} rows, the first is {broken[0]}",
                    "this is a fault of the program; please report it with the post that caused it",
                )


def _derived(name: str) -> str:
    return dict(migrations.scripts("derived"))[f"{name}.sql"]
