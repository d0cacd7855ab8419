"""Boxed SQL answers questions and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kg.errors import KgError, NotFound
from kg.store.box import boxed
from kg.store.writer import Store


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("box") / "kg.duckdb"
    with Store(path) as store:
        store.connection.execute(
            "insert into theme values ('chips', '芯片', 'Chips'), ('models', '模型', 'Models')"
        )
    return path


@pytest.mark.parametrize(
    "sql",
    [
        "select theme_id from theme order by 1",
        "  -- a comment\nfrom theme select theme_id order by 1;",
        "/* why */ with a as (select * from theme) select theme_id from a order by all",
        "(select theme_id from theme order by 1)",
    ],
)
def test_questions_are_answered(db: Path, sql: str) -> None:
    assert boxed(db, sql).rows == [("chips",), ("models",)]


@pytest.mark.parametrize("sql", ["show tables", "describe theme", "summarize theme", "explain select 1"])
def test_questions_about_the_schema_are_answered(db: Path, sql: str) -> None:
    assert boxed(db, sql).rows


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_blob('kg.duckdb')",
        "select * from \"read_blob\"('kg.duckdb')",
        "select * from query('select * from read_text(''kg.duckdb'')')",
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from read_text('/etc/passwd')",
        "select * from read_blob('/etc/passwd')",
        "select * from glob('/*')",
        "select * from sniff_csv('/etc/passwd')",
        "select * from read_parquet('https://example.org/x.parquet')",
        "select * from query('delete from theme')",
        "copy theme to '/tmp/kg-box.csv'",
        "copy (select 1) to '/tmp/kg-box.csv'",
        "export database '/tmp/kg-box'",
        "attach '/tmp/kg-box.duckdb'",
        "install fts",
        "load fts",
        "set threads = 1",
        "reset threads",
        "pragma database_list",
        "call pragma_version()",
        "use memory",
        "insert into theme values ('x', 'x', 'x')",
        "update theme set name_en = 'x'",
        "delete from theme",
        "with gone as (delete from theme returning *) select * from gone",
        "drop table theme",
        "create table x (a integer)",
        "create temp table x as select 1",
        "alter table theme add column x integer",
        "explain analyze delete from theme",
        "explain analyze copy theme to '/tmp/kg-box.csv'",
        "prepare q as select 1",
        "begin",
        "checkpoint",
        "vacuum",
        "select 1; select 2",
        "select 1; drop table theme",
        "",
        ";",
        "-- nothing",
        "/* nothing",
        "select from where",
        "select * from no_such_table",
    ],
)
def test_anything_else_is_refused_in_words(db: Path, sql: str) -> None:
    with pytest.raises(KgError) as refused:
        boxed(db, sql)
    assert "\n" not in str(refused.value)
    assert not Path("/tmp/kg-box.csv").exists()
    assert len(boxed(db, "from theme").rows) == 2


def test_values_are_bound_not_pasted(db: Path) -> None:
    assert boxed(db, "select ?", parameters=["'; drop table theme"]).rows == [("'; drop table theme",)]
    assert boxed(db, "select $a", parameters={"a": 7}).rows == [(7,)]


def test_a_long_answer_is_cut_and_says_so(db: Path) -> None:
    cut, whole = boxed(db, "from range(11)", limit=10), boxed(db, "from range(10)", limit=10)
    assert (len(cut.rows), cut.truncated) == (10, True)
    assert (len(whole.rows), whole.truncated) == (10, False)


def test_a_question_without_end_is_stopped(db: Path) -> None:
    start = time.monotonic()
    with pytest.raises(KgError, match="stopped after"):
        boxed(db, "select count(*) from range(100000000000) a, range(1000000) b", seconds=0.3)
    assert time.monotonic() - start < 5


def test_no_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="kg ingest"):
        boxed(tmp_path / "none.duckdb", "select 1")
