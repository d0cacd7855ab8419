"""What tests of ingest share: small archives, and everything an archive says as comparable rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.ingest import IngestReport, ingest
from kg.store.reader import Reader

SAMPLE = Path("data/briefings")
NOT_SAID = {"run", "source", "state", "migration"}
"""Relations that tell of runs and of this machine, not of the archive."""


def sample_posts(count: int) -> list[Path]:
    """The first posts of the sample archive."""
    return sorted(SAMPLE.glob("*.md"))[:count]


def folder_of(folder: Path, posts: Iterable[Path]) -> Path:
    """A folder that holds copies of exactly these posts."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in posts:
        shutil.copyfile(path, folder / path.name)
    return folder


def said(db: Path, day: str | None = None) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that belongs to what the archive says, sorted."""
    with Reader(db) as reader:
        tables = [
            name for (name,) in reader.rows("select table_name from duckdb_tables() where not internal")
        ]
        return {
            name: sorted(reader.rows(f"select * from {name}"), key=repr)
            for name in sorted(set(tables) - NOT_SAID)
        }


def same(left: Path, right: Path) -> None:
    """Both databases say the same, row for row; the message names the table and the rows."""
    a, b = said(left), said(right)
    assert a.keys() == b.keys()
    for table in a:
        lost, new = (
            set(map(repr, a[table])) - set(map(repr, b[table])),
            set(map(repr, b[table])) - set(map(repr, a[table])),
        )
        assert not lost, f"{table}: {sorted(lost)[0][:400]} is not in the other; it has {sorted(new)[:1]}"
        assert not new, f"{table}: {sorted(new)[0][:400]} is only in the other"
        assert len(a[table]) == len(b[table]), f"{table}: rows repeat"


def fresh(posts: Path, db: Path, **given: Any) -> IngestReport:
    """A database built from nothing."""
    db.unlink(missing_ok=True)
    return ingest([posts], db, **given)
