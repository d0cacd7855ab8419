"""Printing for the command line: tables and JSON. Text of briefings is shown as text, control characters out."""

from __future__ import annotations

import dataclasses
import json
import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["as_json", "fail", "line", "show", "table"]

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Escape sequences and direction marks: a headline must not move the cursor or reverse the line."""

CELL = 2000
"""Characters of a table's cell; `--json` and `kg sql --format` give all."""
NARROW = 6
"""Cells of a terminal under which a column of text cannot be read."""
LONGEST = 1000
"""Characters of a message on stderr."""
GAP = 2
"""Blank columns of a terminal between two columns of a table."""


def safe(value: object) -> str:
    """One line of text as it may be printed to a terminal: days as ISO text, structs as "key value, key value"."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, Mapping):
        return ", ".join(f"{safe(key)} {safe(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ("; " if any(isinstance(one, Mapping) for one in value) else ", ").join(map(safe, value))
    return CONTROL.sub("", " ".join(str(value).split()))


def cell(value: object) -> str:
    """`value` for a table, cut after `CELL` characters; a text is cut before anything else looks at it."""
    shown = safe(value[: CELL + 1] if isinstance(value, str) else value)
    cut = len(shown) > CELL or (isinstance(value, str) and len(value) > CELL)
    return shown[:CELL] + "…" if cut else shown


def console() -> Console:
    """Plain text: no markup, no emoji codes, no highlighting; wide where it is not a terminal."""
    return Console(markup=False, emoji=False, highlight=False, width=None if sys.stdout.isatty() else 160)


def line(*parts: object) -> None:
    """One line of text."""
    console().print(Text(" ".join(map(safe, parts))), soft_wrap=True)


def table(rows: Sequence[Any], columns: Mapping[str, str]) -> None:
    """Rows (dataclasses or dictionaries) as a table; `columns` maps key to heading.

    Where the columns have no room side by side, each row is a block of lines, "heading: value".
    """
    data = [row if isinstance(row, Mapping) else _fields(row) for row in rows]
    cells = [[cell(one.get(key)) for key in columns] for one in data]
    headings = list(columns.values())
    screen = console()
    widths = _widths(headings, cells, screen.width)
    if widths is None:
        for number, texts in enumerate(cells):
            for heading, one in zip(headings, texts, strict=True):
                screen.print(Text(f"{heading}: {one}"))
            if number < len(cells) - 1:
                screen.print()
        return
    made = Table(box=None, pad_edge=False, header_style="bold")
    for heading, width in zip(headings, widths, strict=True):
        made.add_column(heading, overflow="fold", width=width)
    for texts in cells:
        made.add_row(*map(Text, texts))
    screen.print(made)


def _widths(headings: Sequence[str], cells: Sequence[Sequence[str]], screen: int) -> list[int] | None:
    """Columns as wide as what stands in them or, where that is too much, cut to one level, but not below the
    longest word of a heading and `NARROW`; None where not even that fits.
    """
    whole = [max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)]
    words = [max([*map(cell_len, heading.split()), min(most, NARROW)])
             for heading, most in zip(headings, whole, strict=True)]  # fmt: skip
    room = screen - GAP * len(headings)
    levels = ([max(least, min(level, most)) for least, most in zip(words, whole, strict=True)]
              for level in range(room, 0, -1))  # fmt: skip
    return next((widths for widths in levels if sum(widths) <= room), None)


def as_json(value: Any) -> None:
    """Any answer as JSON: dataclasses as objects, days as ISO text, keys that are tuples joined."""
    sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def show(value: Any, json_: bool, columns: Mapping[str, str], empty: str = "nothing") -> None:
    """A list of rows, as JSON or as a table."""
    if json_:
        as_json(value)
    elif value:
        table(value, columns)
    else:
        line(empty)


def fail(message: str) -> None:
    """One line on stderr; what a message repeats of a very long argument is left out in its middle."""
    shown = safe(message)
    cut = shown if len(shown) <= LONGEST else f"{shown[: LONGEST // 2]} … {shown[-LONGEST // 2 :]}"
    sys.stderr.write(f"kg: {cut}\n")


def _fields(row: Any) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(one) for key, one in _fields(value).items()}
    if isinstance(value, Mapping):
        return {_key(key): _plain(one) for key, one in value.items()}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no word for it
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [_plain(one) for one in value]
    return value


def _key(key: Any) -> str:
    return " ".join(str(_plain(part)) for part in key) if isinstance(key, tuple) else str(_plain(key))
