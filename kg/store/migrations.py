"""Migrations: the numbered files of ``schema/``, each applied once, in one transaction with its record.

After simonw/sqlite-utils: a migration and its record share one transaction, so there is no state in
between. Views and macros (``relations/``) are no state: they are written anew whenever a file changed.
"""

from __future__ import annotations

import hashlib
from importlib import resources
from importlib.resources.abc import Traversable

import duckdb

from kg.errors import KgError
from kg.store.comments import comments

__all__ = ["apply", "current", "scripts"]

RECORD = """
create table if not exists migration (
    version    integer primary key,
    name       varchar not null,
    applied_at timestamp not null default current_timestamp::timestamp
);
comment on table migration is 'One row a migration of the schema that was applied.';
"""


def scripts(folder: str) -> list[tuple[str, str]]:
    """(name, text) of the SQL files in one of the package's folders, in the order of their names."""
    found: Traversable = resources.files("kg.store") / folder
    files = [file for file in found.iterdir() if file.name.endswith(".sql")]
    return [(file.name, file.read_text("utf-8")) for file in sorted(files, key=lambda f: f.name)]


def current(connection: duckdb.DuckDBPyConnection) -> set[int]:
    """Versions applied so far."""
    connection.execute(RECORD)
    return {version for (version,) in connection.execute("select version from migration").fetchall()}


def apply(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Bring the database up to date and return what was done; raises `KgError` for a newer database."""
    done = current(connection)
    known = {int(name[:4]): (name, text) for name, text in scripts("schema")}
    newer = done - known.keys()
    if newer:
        raise KgError(
            f"the database was written by a newer version (schema {max(newer)}, this one knows {max(known)})",
            "update this program, or build a new database with `kg ingest --rebuild`",
        )
    fresh = [known[version] for version in sorted(known.keys() - done)]
    for name, text in fresh:
        _one(connection, name, text)
    if _write_relations(connection):
        return [name for name, _ in fresh] + ["relations"]
    return [name for name, _ in fresh]


def _one(connection: duckdb.DuckDBPyConnection, name: str, text: str) -> None:
    connection.begin()
    try:
        connection.execute(text)
        for statement in comments(text):
            connection.execute(statement)
        connection.execute("insert into migration (version, name) values (?, ?)", [int(name[:4]), name])
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _write_relations(connection: duckdb.DuckDBPyConnection) -> bool:
    """Create views and macros where their text changed since; True where something was written."""
    files = scripts("relations")
    digest = hashlib.sha256("\0".join(text for _, text in files).encode()).hexdigest()
    known = connection.execute("select value from state where key = 'relations'").fetchall()
    if known == [(digest,)]:
        return False
    connection.begin()
    try:
        for _, text in files:
            connection.execute(text)
            for statement in comments(text):
                connection.execute(statement)
        connection.execute("insert or replace into state values ('relations', ?)", [digest])
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return True
