"""Migrations: the numbered files of ``schema/``, each applied once, in one transaction with its record.

After simonw/sqlite-utils: a migration and its record share one transaction, so there is no state in
between. Views and macros (``relations/``) are no state: they are written anew whenever a file changed.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import duckdb

from kg.errors import KgError
from kg.store.comments import comments

__all__ = ["apply", "current", "is_current", "require_current", "require_ours", "scripts"]

RECORD = """
create table if not exists migration (
    version    integer primary key,
    name       varchar not null,
    applied_at timestamp not null default current_timestamp::timestamp
);
comment on table migration is 'One row a migration of the schema that was applied.';
comment on column migration.version is 'Number of its file';
comment on column migration.name is 'Name of its file';
comment on column migration.applied_at is 'UTC';
"""


@cache
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
    if _state(connection) == relations_digest():
        return False
    connection.begin()
    try:
        for _, text in scripts("relations"):
            connection.execute(text)
            for statement in comments(text):
                connection.execute(statement)
        connection.execute("insert or replace into state values ('relations', ?)", [relations_digest()])
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return True


@cache
def relations_digest() -> str:
    """sha256 over the files of ``relations/``."""
    return hashlib.sha256("\0".join(text for _, text in scripts("relations")).encode()).hexdigest()


def _state(connection: duckdb.DuckDBPyConnection) -> str | None:
    found = connection.execute("select value from state where key = 'relations'").fetchall()
    return found[0][0] if found else None


def is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether schema, views and macros are those of this program."""
    done = {version for (version,) in connection.execute("select version from migration").fetchall()}
    return (
        done == {int(name[:4]) for name, _ in scripts("schema")} and _state(connection) == relations_digest()
    )


def require_ours(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise `KgError` where the file is the database of some other program."""
    try:
        connection.execute("select version from migration, state, briefing limit 0").fetchall()
    except duckdb.CatalogException as error:
        raise KgError(f"{path} is not a Briefgraph database", "name another file with --db") from error


def require_current(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise `KgError` where the database is none of ours or of another version."""
    require_ours(connection, path)
    if not is_current(connection):
        raise KgError(
            f"{path} was written by another version of this program", "run `kg ingest` to bring it up to date"
        )
