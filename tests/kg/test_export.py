"""What leaves the archive as a file cannot run anywhere."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.export import export, plain_cell, to_csv, to_json

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝")


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "  =1", "＝1+1", '=HYPERLINK("http://x")'],
)
def test_a_formula_becomes_text(text: str) -> None:
    assert plain_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["OpenAI", "<script>alert(1)</script>", "算力 +20%", "", "2026-02-28"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert plain_cell(text) == text


def test_numbers_stay_numbers() -> None:
    assert to_csv(["a", "b"], [(-1, -0.5)]) == "a,b\r\n-1,-0.5\r\n"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_any_text_starts_a_formula_and_none_is_lost(rows: list[list[str]]) -> None:
    found = list(csv.reader(io.StringIO(to_csv(["x", "y"], rows), newline="")))[1:]
    cells, given_cells = [c for row in found for c in row], [c for row in rows for c in row]
    assert not any(cell.startswith(STARTS) for cell in cells)
    assert [cell.removeprefix("'") for cell in cells] == [c.removeprefix("'") for c in given_cells]


def test_days_lists_and_nulls_are_written_as_people_read_them() -> None:
    columns, rows = ["day", "names", "none"], [(date(2026, 2, 28), ["亚马逊", "OpenAI"], None)]
    assert to_csv(columns, rows).splitlines()[1] == '2026-02-28,"[""亚马逊"", ""OpenAI""]",'
    assert json.loads(to_json(columns, rows)) == [
        {"day": "2026-02-28", "names": ["亚马逊", "OpenAI"], "none": None}
    ]


def test_parquet_keeps_types_and_takes_equal_names() -> None:
    table = parquet.read_table(
        io.BytesIO(export("parquet", ["a", "a"], [(1, date(2026, 1, 1)), (None, None)]))
    )
    assert table.to_pylist()[0] == {"a": 1, "a (2)": date(2026, 1, 1)}


def test_csv_for_excel_tells_it_that_it_is_utf8() -> None:
    assert export("csv-excel", ["名"], [("一",)]) == b"\xef\xbb\xbf" + "名\r\n一\r\n".encode()


def test_csv_for_a_pipe_has_neither_mark_nor_carriage_return() -> None:
    assert export("csv", ["名", "n"], [("一", 1)]) == "名,n\n一,1\n".encode()


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_the_two_differ_in_their_line_ends_only(rows: list[list[str]]) -> None:
    """A line end inside a cell stays as it is, and quoted, in both."""
    read = [
        list(csv.reader(io.StringIO(to_csv(["x", "y"], rows, end=end), newline=""))) for end in ("\n", "\r\n")
    ]
    assert read[0] == read[1]
    assert len(read[0]) == len(rows) + 1


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(KgError, match="csv, csv-excel, json, parquet"):
        export("xls", [], [])


def test_json_has_no_word_for_what_is_no_number() -> None:
    rows = [(float("nan"), float("inf"), {"a": [float("-inf"), 1.5]})]
    assert json.loads(to_json(["x", "y", "z"], rows), parse_constant=pytest.fail) == [
        {"x": None, "y": None, "z": {"a": [None, 1.5]}}
    ]


@settings(deadline=None)  # the first Parquet file loads its library
@given(st.lists(st.sampled_from(["a", "a (2)", "a (3)", "b"]), min_size=1, max_size=6))
def test_no_column_is_lost_where_two_have_one_name(columns: list[str]) -> None:
    row = list(range(len(columns)))
    assert sorted(json.loads(to_json(columns, [row]))[0].values()) == row
    assert parquet.read_table(io.BytesIO(export("parquet", columns, [row]))).num_columns == len(columns)
