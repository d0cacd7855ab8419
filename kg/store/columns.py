"""Row objects as Arrow tables, which DuckDB loads 300 times faster than `executemany`."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, cast

import pyarrow as pa

__all__ = ["columns_of", "table", "tables"]

ARROW: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
}


@cache
def columns_of(row_class: Hashable) -> pa.Schema:
    """Names and Arrow types of a row class's fields."""
    hints = typing.get_type_hints(row_class)
    fields = dataclasses.fields(row_class)  # type: ignore[arg-type]  # a dataclass
    return pa.schema([(field.name, ARROW[_plain(hints[field.name])]) for field in fields])


def _plain(hint: Any) -> Any:
    """``str`` of ``str | None`` and of a Literal of strings."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return _plain(next(part for part in typing.get_args(hint) if part is not type(None)))
    if typing.get_origin(hint) is typing.Literal:
        return type(typing.get_args(hint)[0])
    return hint


def table(row_class: type[Any], rows: Sequence[Any]) -> pa.Table:
    """Rows of one class as an Arrow table."""
    schema = columns_of(cast(Hashable, row_class))
    values = [pa.array([getattr(row, f.name) for row in rows], f.type) for f in schema]
    return pa.Table.from_arrays(values, schema=schema)


def tables(rows: Iterable[Any]) -> dict[str, pa.Table]:
    """Rows of any classes as one Arrow table for each relation, by its name."""
    found: dict[type[Any], list[Any]] = defaultdict(list)
    for row in rows:
        found[type(row)].append(row)
    return {row_class.TABLE: table(row_class, group) for row_class, group in found.items()}
