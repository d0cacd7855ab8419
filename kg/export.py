"""Answers as files: CSV that no spreadsheet runs, JSON, Parquet. Text of a briefing stays text.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end is a formula to spreadsheets; it
gets an apostrophe before it, as OWASP advises (CSV Injection). Numbers are written as numbers.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from kg.errors import KgError

__all__ = ["FORMATS", "export", "plain_cell", "to_csv", "to_json", "to_parquet"]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Full-width forms too: East Asian spreadsheets take them for their narrow ones."""


def plain_cell(value: Any) -> Any:
    """`value` as a spreadsheet may have it: text that would be a formula with an apostrophe before it."""
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" ").startswith(FORMULA) or value.startswith(FORMULA) else value
    if isinstance(value, list | tuple | dict):
        return plain_cell(json.dumps(value, ensure_ascii=False, default=_json))
    return value.isoformat() if isinstance(value, date | datetime) else value


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, end: str = "\r\n") -> str:
    """Comma-separated after RFC 4180 (where lines end in CR LF), one header line, null as an empty cell."""
    out = _Lines(end)
    writer = csv.writer(out)
    writer.writerow([plain_cell(name) for name in columns])
    writer.writerows([plain_cell(value) for value in row] for row in rows)
    return "".join(out.found)


class _Lines:
    """Takes rows from `csv.writer`, which quotes every line end only as long as its own one is CR LF."""

    def __init__(self, end: str) -> None:
        self.found: list[str] = []
        self.end = end

    def write(self, row: str) -> None:
        self.found.append(row.removesuffix("\r\n") + self.end)


def to_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A list of objects; days as ISO text, a number that JSON has no word for (NaN, infinity) as null."""
    names = _distinct(columns)
    named = [{name: _finite(value) for name, value in zip(names, row, strict=True)} for row in rows]
    return json.dumps(named, ensure_ascii=False, indent=2, default=_json, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _finite(one) for key, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list | tuple) else value


def to_parquet(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One Parquet file; a column whose values are of no common type is written as text."""
    found = list(rows)
    arrays = [_array([row[place] for row in found]) for place in range(len(columns))]
    out = io.BytesIO()
    pyarrow.parquet.write_table(pa.Table.from_arrays(arrays, names=_distinct(columns)), out)
    return out.getvalue()


FORMATS = ("csv", "csv-excel", "json", "parquet")
"""``csv`` is what programs in a pipe expect (lines end in LF), ``csv-excel`` what Excel opens with a double click."""


def export(form: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows in one of `FORMATS` as bytes, in UTF-8; for Excel with a byte order mark, without which it sees none."""
    match form:
        case "csv":
            return to_csv(columns, rows, end="\n").encode("utf-8")
        case "csv-excel":
            return to_csv(columns, rows).encode("utf-8-sig")
        case "json":
            return to_json(columns, rows).encode("utf-8")
        case "parquet":
            return to_parquet(columns, rows)
    raise KgError(f"unknown format {form!r}", f"use one of {', '.join(FORMATS)}")


def _json(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def _array(values: list[Any]) -> pa.Array:
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return pa.array([None if value is None else str(value) for value in values], pa.string())


def _distinct(columns: Sequence[str]) -> list[str]:
    """Names of which none comes twice: the second ``day`` is ``day (2)``.

    >>> _distinct(["day", "day", "day (2)", "n"])
    ['day', 'day (2)', 'day (2) (2)', 'n']
    """
    names: list[str] = []
    for name in columns:
        number, made = 1, name
        while made in names:
            number += 1
            made = f"{name} ({number})"
        names.append(made)
    return names
