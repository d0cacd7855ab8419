"""Readers that keep what it takes to open: nothing of one file is seen in the next, and the file is given back."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from kg.errors import NotFound
from kg.store import connection
from kg.store.reader import Reader
from tests.kg.dashboard.kit import own_copy


@pytest.fixture(autouse=True)
def none_spare():
    connection.SPARE.clear()


def count(db) -> int:
    with Reader(db, again=True) as reader:
        return reader.value("select count(*) from briefing")


def test_a_kept_instance_sees_the_file_that_is_there_now(archive_db, tmp_path):
    db = own_copy(archive_db, tmp_path)
    before = count(db)
    assert len(connection.SPARE) == 1
    shutil.copyfile(archive_db, tmp_path / "new")
    with duckdb.connect(str(tmp_path / "new")) as other:
        other.execute("delete from briefing where briefing_id = '2026-03-05'")
    (tmp_path / "new").replace(db)
    assert count(db) == before - 1
    assert len(connection.SPARE) == 1


def test_the_file_is_given_back(archive_db, tmp_path):
    db = own_copy(archive_db, tmp_path)
    count(db)
    with duckdb.connect(str(db)) as other:  # a writer would be refused while anybody reads
        other.execute("delete from briefing")
    assert count(db) == 0


def test_readers_of_one_moment_do_not_share_an_instance(archive_db):
    with Reader(archive_db, again=True) as one, Reader(archive_db, again=True) as other:
        assert one.value("select count(*) from story") == other.value("select count(*) from story")
    assert len(connection.SPARE) == 2


def test_a_vanished_file_is_told_and_costs_no_instance(archive_db, tmp_path):
    db = own_copy(archive_db, tmp_path)
    count(db)
    db.unlink()
    with pytest.raises(NotFound):
        count(db)
    assert len(connection.SPARE) == 1
