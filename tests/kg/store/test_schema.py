"""The schema says what the row classes and the contract say, and documents itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

import kg.model
from kg import resolve
from kg.store import books
from kg.store.comments import comments
from kg.store.reader import Reader
from kg.store.writer import Store

CONTRACT = """
briefing      (briefing_id, day, title, path, template, language, note, story_count)
story         (story_id, briefing_id, day, n, headline, modality, event_day)
passage       (passage_id, briefing_id, story_id, day, kind, text, start, end)
attribution   (story_id, position, outlet)
mention       (mention_id, passage_id, briefing_id, story_id, day, entity_id, surface, start, end, type, rule, confidence)
entity        (entity_id, name, name_zh, type, first_day, last_day, day_count, story_count, mention_count)
alias         (entity_id, surface, origin)
amount        (amount_id, passage_id, story_id, day, surface, value, unit, approx, role, start, end)
relation      (relation_id, story_id, passage_id, day, subject_id, predicate, object_id, modality)
theme         (theme_id, name_zh, name_en)
story_theme   (story_id, theme_id, score, rank)
trend_mention (trend_mention_id, briefing_id, day, n, name, text, shift_from, shift_to, trend_id)
trend         (trend_id, name, first_day, last_day, day_count, status)
watch_mention (watch_mention_id, briefing_id, day, n, text, by_day, watch_id)
watch_facet   (watch_mention_id, position, text)
watch         (watch_id, text, first_day, last_day, asked_count, fate, first_evidence_day, last_evidence_day, evidence_count)
evidence      (watch_id, story_id, day, score, grade, stance, reason, decision)
issue         (path, line, severity, message)
run           (run_id, started_at, seconds, added, updated, removed, unchanged, quarantined, fingerprint)
"""
MACROS = {"entity_history", "entity_stories", "companions", "trend_history", "watch_history", "momentum"}
ROWS = [
    value
    for module in (kg.model, resolve, books)
    for value in vars(module).values()
    if isinstance(value, type) and hasattr(value, "TABLE")
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("schema") / "kg.duckdb"
    with Store(path):
        pass
    with Reader(path) as reader:
        yield reader


def columns(reader: Reader, table: str) -> list[str]:
    sql = (
        "select column_name from duckdb_columns() where table_name = ? and not internal order by column_index"
    )
    return [name for (name,) in reader.rows(sql, [table])]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_a_row_class_has_exactly_the_columns_of_its_table(reader: Reader, row: Any) -> None:
    assert [field.name for field in dataclasses.fields(row)] == columns(reader, row.TABLE)


@pytest.mark.parametrize("line", CONTRACT.strip().splitlines(), ids=lambda line: line.split()[0])
def test_the_contract_is_kept(reader: Reader, line: str) -> None:
    table, _, names = line.partition("(")
    promised = {name.strip() for name in names.rstrip(")").split(",")}
    assert promised <= set(columns(reader, table.strip()))


def test_the_macros_of_the_contract_are_there(reader: Reader) -> None:
    found = {
        name for (name,) in reader.rows("select function_name from duckdb_functions() where not internal")
    }
    assert found >= MACROS


def test_every_relation_column_and_macro_carries_a_comment(reader: Reader) -> None:
    assert (
        reader.rows(
            "select table_name, column_name from duckdb_columns() where not internal and comment is null"
        )
        == []
    )
    assert reader.rows("select table_name from duckdb_tables() where not internal and comment is null") == []
    assert reader.rows("select view_name from duckdb_views() where not internal and comment is null") == []
    assert (
        reader.rows("select function_name from duckdb_functions() where not internal and comment is null")
        == []
    )


def test_text_beside_a_column_becomes_its_comment() -> None:
    sql = '-- One row a thing.\n-- It\'s kept.\ncreate table thing (\n    a integer, -- How many\n    "end" date not null -- Last day\n);\n'
    assert list(comments(sql)) == [
        "comment on table thing is 'One row a thing. It''s kept.'",
        "comment on column thing.\"a\" is 'How many'",
        "comment on column thing.\"end\" is 'Last day'",
    ]


def test_text_above_a_view_documents_its_columns() -> None:
    sql = "-- What it is.\n--   a: how many\ncreate or replace view seen as select 1 as a;\n"
    assert list(comments(sql)) == [
        "comment on view seen is 'What it is.'",
        "comment on column seen.\"a\" is 'how many'",
    ]
