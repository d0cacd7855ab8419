"""A database is brought up to date in whole steps, and never by a program that is older than it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from kg.errors import KgError, NotFound
from kg.store import migrations
from kg.store.reader import Reader
from kg.store.writer import Store


def test_a_second_opening_has_nothing_to_do(tmp_path: Path) -> None:
    with Store(tmp_path / "kg.duckdb") as first, pytest.MonkeyPatch.context():
        assert first.migrated == [
            "0001_level1.sql",
            "0002_level2.sql",
            "0003_runs_and_search.sql",
            "0004_doubt.sql",
            "0005_entity_day.sql",
            "relations",
        ]
    with Store(tmp_path / "kg.duckdb") as second:
        assert second.migrated == []


def test_a_step_that_fails_leaves_nothing_of_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The migration and its record share one transaction."""
    real = migrations.scripts
    broken = [("9001_broken.sql", "create table half (a integer); select * from nowhere;")]
    monkeypatch.setattr(
        migrations, "scripts", lambda folder: (broken if folder == "schema" else []) + list(real(folder))
    )
    with pytest.raises(duckdb.CatalogException):
        Store(tmp_path / "kg.duckdb")
    connection = duckdb.connect(str(tmp_path / "kg.duckdb"))
    assert (
        connection.execute("select table_name from duckdb_tables() where table_name = 'half'").fetchall()
        == []
    )
    assert (9001,) not in connection.execute("select version from migration").fetchall()


def test_a_newer_database_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "kg.duckdb"
    with Store(path) as store:
        store.connection.execute("insert into migration (version, name) values (9999, 'from the future')")
    with pytest.raises(KgError, match=r"newer version.*rebuild"):
        Store(path)
    with pytest.raises(KgError, match="another version"):
        Reader(path)


def test_views_and_macros_follow_their_files(tmp_path: Path) -> None:
    path = tmp_path / "kg.duckdb"
    with Store(path) as store:
        store.connection.execute("update state set value = 'old text' where key = 'relations'")
        store.connection.execute("drop macro table entity_history")
    with pytest.raises(KgError, match="kg ingest"):
        Reader(path)
    with Store(path) as store:
        assert store.migrated == ["relations"]
    with Reader(path) as reader:
        assert reader.rows("select * from entity_history('OpenAI')") == []


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 400])
def test_a_file_that_is_no_database_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kg.duckdb"
    path.write_bytes(content)
    with pytest.raises(KgError, match=r"kg\.duckdb"):
        Reader(path)


def test_the_database_of_another_program_is_named(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    duckdb.connect(str(path)).execute("create table theirs (a integer)").close()
    with pytest.raises(KgError, match="not a Briefgraph database"):
        Reader(path)


def test_no_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="kg ingest"):
        Reader(tmp_path / "none.duckdb")
