"""Book-keeping of ingests: which files are in, which could not be read, what each run did."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from kg.model import Issue, RunRow
from kg.store import migrations
from kg.store.connection import open_database
from kg.store.publish import edition
from kg.store.reader import Reader
from kg.store.writer import Store

__all__ = [
    "QuarantineRow",
    "SourceRow",
    "held",
    "portable",
    "span",
    "state",
    "upgrade",
    "write_issues",
    "write_run",
]

HELD = """
select b.briefing_id, coalesce(s.root, ''), b.path, b.sha256, b.fingerprint
from briefing b left join source s using (briefing_id)
union all
select null, root, path, sha256, fingerprint from quarantine
"""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """The folder from which a post was read."""

    TABLE: ClassVar[str] = "source"
    briefing_id: str
    root: str


@dataclass(frozen=True, slots=True)
class QuarantineRow:
    """A file that could not be read; not tried again before it or the program changes."""

    TABLE: ClassVar[str] = "quarantine"
    path: str
    root: str
    sha256: str
    fingerprint: str


def upgrade(db: Path) -> None:
    """Bring an existing database to this version's schema; call it inside `kg.store.publish.writing`."""
    if not db.exists():
        return
    connection = open_database(db)
    try:
        migrations.require_ours(connection, db)
        fine = migrations.is_current(connection)
    finally:
        connection.close()
    if not fine:
        with edition(db):
            pass


def held(db: Path) -> list[tuple[Any, ...]]:
    """(briefing_id or None where quarantined, root, path, sha256, fingerprint) of every file known."""
    if not db.exists():
        return []
    with Reader(db) as reader:
        rows = reader.rows(HELD)
    folders = {root: str(_beside(db, root)) for root in {row[1] for row in rows}}
    return [(id_, folders[root], *rest) for id_, root, *rest in rows]


def portable(root: str, db: Path) -> str:
    """A folder as it is remembered: relative to the database, so that a copied project knows its own posts."""
    return Path(os.path.relpath(root, db.resolve().parent)).as_posix()


def _beside(db: Path, root: str) -> Path:
    return (db.resolve().parent / root).resolve()


def state(reader: Reader, key: str) -> str | None:
    """What the store remembers under `key`."""
    found: str | None = reader.value("select value from state where key = ?", [key])
    return found


def span(reader: Reader, ids: Sequence[str]) -> list[date]:
    """Days of these posts."""
    return [
        d
        for (d,) in reader.rows(
            "select distinct day from briefing where briefing_id in (select unnest(?))", [list(ids)]
        )
    ]


def write_issues(store: Store, paths: Iterable[str], issues: Sequence[Issue], *, all_found: bool) -> None:
    """Replace what is said of `paths`; with `all_found` also everything said of skipped files."""
    gone = sorted({*paths, *(issue.path for issue in issues if issue.stage == "find")})
    store.connection.execute(
        "delete from issue where stage = 'read' and path in (select unnest(?))", [sorted(paths)]
    )
    store.connection.execute(
        "delete from issue where stage = 'find' and (? or path in (select unnest(?)))", [all_found, gone]
    )
    store.insert(sorted(set(issues), key=lambda i: (i.path, i.line or 0, i.severity, i.message)))


def write_run(store: Store, version: str, run: RunRow) -> None:
    """The row of a run, and the version of level 2."""
    store.connection.execute("insert or replace into state values ('level2', ?)", [version])
    store.insert([run])
