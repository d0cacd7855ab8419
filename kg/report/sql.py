"""The schema as the database documents it, and saved questions in SQL (``queries/*.sql``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from itertools import takewhile
from typing import Any

from kg.store.reader import Reader

__all__ = ["SavedQuery", "saved_queries", "schema"]

PARAMETER = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question in a file: the comment lines at its head are its title in English and in Chinese, `$name` are
    its parameters.
    """

    name: str
    title: str
    title_zh: str
    sql: str
    parameters: tuple[str, ...]


def saved_queries() -> list[SavedQuery]:
    """All files of ``kg/report/queries``, by name."""
    found = []
    for file in sorted((resources.files("kg.report") / "queries").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".sql"):
            lines = file.read_text("utf-8").splitlines()
            heads = [line.removeprefix("--").strip() for line in takewhile(lambda line: line.startswith("--"), lines)]
            body = "\n".join(lines[len(heads) :]).strip()
            names = tuple(dict.fromkeys(PARAMETER.findall(body)))
            found.append(SavedQuery(file.name[:-4], heads[0], heads[-1], body, names))
    return found


def schema(reader: Reader) -> list[dict[str, Any]]:
    """Every relation and column with its comment."""
    return reader.dicts(
        """
        select t.name as relation, t.comment as about, c.column_name as "column", c.data_type as type, c.comment
        from (select table_name as name, comment from duckdb_tables() where not internal
              union all select view_name, comment from duckdb_views() where not internal) t
        join duckdb_columns() c on c.table_name = t.name and not c.internal
        order by t.name, c.column_index
        """
    )
