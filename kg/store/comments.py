"""Comments of the SQL files as comments in the database, so that text and schema cannot fall apart.

The ``--`` lines directly above a ``create`` are what the relation is; the ``--`` text at the end of a
column's line is what the column is. In a view the columns are documented as ``--   name: text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["comments"]

HEAD = re.compile(
    r"((?:^--[^\n]*\n)+)create\s+(?:or\s+replace\s+)?(table|view|macro)\s+(\w+)(?:\s*(\([^;]*?\))\s+as(\s+table)?)?",
    re.IGNORECASE | re.MULTILINE,
)
COLUMN = re.compile(r'^\s+"?(\w+)"?\s+[^\n]*?--\s*(.+)$', re.MULTILINE)
VIEW_COLUMN = re.compile(r"^--\s{3,}(\w+):\s*(.+)$", re.MULTILINE)


def comments(sql: str) -> Iterator[str]:
    """``comment on …`` statements for everything that `sql` creates."""
    for head in HEAD.finditer(sql):
        note, kind, name = head[1], head[2].lower(), head[3]
        text = " ".join(
            line.removeprefix("--").strip() for line in note.splitlines() if not VIEW_COLUMN.match(line)
        )
        what = "macro table" if kind == "macro" and head[5] else kind
        yield f"comment on {what} {name} is {_quoted(text)}"
        if kind == "table":
            body = sql[head.end() : sql.index("\n);", head.end())]
            yield from (_column(name, m[1], m[2]) for m in COLUMN.finditer(body))
        elif kind == "view":
            yield from (_column(name, m[1], m[2]) for m in VIEW_COLUMN.finditer(note))


def _column(table: str, column: str, text: str) -> str:
    return f'comment on column {table}."{column}" is {_quoted(text.strip())}'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
