"""Readers never wait, writers queue, and a killed run has not happened."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest

from kg.errors import KgError, Locked
from kg.model import AmountRow, PassageRow, StoryRow, ThemeRow
from kg.store import publish
from kg.store.reader import Reader
from kg.store.writer import Store

HOLD = "print('in', flush=True); import time; time.sleep(60)"
"""What another process does after it took the file."""
A, B = ThemeRow("a", "甲", "A"), ThemeRow("b", "乙", "B")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "kg.duckdb"
    with publish.writing(path), publish.edition(path) as store, store.transaction():
        store.insert([A])
    return path


def themes(db: Path) -> list[str]:
    with Reader(db, wait=0) as reader:
        return [name for (name,) in reader.rows("select theme_id from theme order by 1")]


@contextmanager
def other_process(code: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process that has printed a line, and is killed at the end."""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        assert process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.wait()


def test_readers_see_the_old_state_until_the_new_one_is_whole(db: Path) -> None:
    with Reader(db) as early:
        with publish.writing(db), publish.edition(db) as store, store.transaction():
            store.insert([B])
            assert themes(db) == ["a"], "nobody waits and nobody sees half"
        assert themes(db) == ["a", "b"]
        assert early.rows("select theme_id from theme") == [("a",)], "a question under way keeps its state"


def test_a_run_that_fails_has_not_happened(db: Path) -> None:
    def fail() -> None:
        with publish.writing(db), publish.edition(db) as store, store.transaction():
            store.insert([B])
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        fail()
    assert themes(db) == ["a"]
    assert sorted(p.name for p in db.parent.iterdir()) == ["kg.duckdb", "kg.duckdb.lock"]


def test_a_check_that_finds_a_row_stops_the_run(db: Path) -> None:
    orphan = StoryRow("s", "nowhere", date(2026, 1, 1), 1, 1, "x", "announced", None, None, None, None)

    def write() -> None:
        with publish.writing(db), publish.edition(db) as store, store.transaction():
            store.insert([orphan])

    with pytest.raises(KgError, match="no_orphans"):
        write()
    with Reader(db) as reader:
        assert reader.rows("select * from story") == []


@pytest.mark.parametrize("row", [
    PassageRow("p", "nowhere", None, date(2026, 1, 2), "fact", None, "x", 0, 1),
    AmountRow("a", "nowhere", None, date(2026, 1, 2), "1", 1.0, None, "x", False, None, None, None, 0, 1),
])  # fmt: skip
def test_the_checks_look_at_every_day_that_may_have_changed(db: Path, row: object) -> None:
    def write(since: date) -> None:
        with publish.writing(db), publish.edition(db) as store, store.transaction():
            store.since = since
            store.insert([row])

    for since in (date.min, date(2026, 1, 1), date(2026, 1, 2)):
        with pytest.raises(KgError, match="no_orphans"):
            write(since)


def test_a_second_writer_waits_for_the_first(db: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with publish.writing(db, wait=10):
            order.append("second")

    thread = threading.Thread(target=second)
    with publish.writing(db):
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_a_writer_that_waited_enough_is_told_why(db: Path) -> None:
    code = f"from pathlib import Path; from kg.store.publish import writing\nwith writing(Path({str(db)!r})): {HOLD}"
    with other_process(code):
        with pytest.raises(Locked, match="another run"), publish.writing(db, wait=0.1):
            pass
        assert themes(db) == ["a"]
    with publish.writing(db, wait=5):
        pass  # the lock of a killed process is gone


def test_a_foreign_reader_hinders_nobody(db: Path) -> None:
    code = f"import duckdb; c = duckdb.connect({str(db)!r}, read_only=True); {HOLD}"
    with other_process(code):
        with publish.writing(db), publish.edition(db) as store, store.transaction():
            store.insert([B])
        assert themes(db) == ["a", "b"]


def test_a_foreign_writer_is_named_as_the_reason(db: Path) -> None:
    code = f"import duckdb; c = duckdb.connect({str(db)!r}); {HOLD}"
    with other_process(code):
        with pytest.raises(Locked, match="in use by another program"):
            Reader(db, wait=0.1)
        with pytest.raises(Locked, match="open for writing"), publish.writing(db), publish.edition(db):
            pass
    assert themes(db) == ["a"]


def test_the_log_a_foreign_writer_left_is_brought_in_first(db: Path) -> None:
    insert = "c.execute(\"insert into theme values ('c', '丙', 'C')\")"
    code = f"import duckdb; c = duckdb.connect({str(db)!r}); {insert}; {HOLD}"
    with other_process(code):
        pass
    assert db.with_name("kg.duckdb.wal").exists()
    assert themes(db) == ["a", "c"]
    with publish.writing(db), publish.edition(db) as store, store.transaction():
        store.insert([B])
    assert themes(db) == ["a", "b", "c"]
    assert not db.with_name("kg.duckdb.wal").exists()


def test_what_a_killed_run_left_is_swept_up(db: Path) -> None:
    db.with_name("kg.duckdb.new").write_bytes(b"half a database")
    db.with_name("kg.duckdb.new.wal").write_bytes(b"half a log")
    with publish.writing(db), publish.edition(db) as store, store.transaction():
        store.insert([B])
    assert themes(db) == ["a", "b"]
    assert sorted(p.name for p in db.parent.iterdir()) == ["kg.duckdb", "kg.duckdb.lock"]


def test_a_file_cut_short_is_reported_not_read(tmp_path: Path, db: Path) -> None:
    cut = tmp_path / "cut.duckdb"
    cut.write_bytes(db.read_bytes()[:20000])
    with pytest.raises((KgError, duckdb.Error)):
        Reader(cut).rows("select * from theme")


def test_opening_for_writing_makes_the_folder(tmp_path: Path) -> None:
    with Store(tmp_path / "a" / "b" / "kg.duckdb") as store:
        assert store.migrated
