"""The SQL behind a page: one question over the public relations that gives the rows the page shows.

A file ``behind/<name>.sql`` has one condition a line; a line whose ``$parameter`` is not given is left out,
the others get their values written in as literals, so that the text can be run as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from importlib import resources

__all__ = ["behind", "literal"]

PARAMETER = re.compile(r"\$([a-z_]+)")
Value = str | int | float | date | None


def behind(name: str, values: Mapping[str, Value] | None = None) -> str:
    """The text of ``behind/<name>.sql`` with `values` written in. Raises FileNotFoundError for no such file."""
    given = {key: value for key, value in (values or {}).items() if value not in (None, "")}
    text = (resources.files("kg.report") / "behind" / f"{name}.sql").read_text("utf-8")
    kept = [line for line in text.splitlines() if set(PARAMETER.findall(line)) <= given.keys()]
    return PARAMETER.sub(lambda match: literal(given[match[1]]), "\n".join(kept)).strip()


def literal(value: Value) -> str:
    """A value as SQL writes it.

    >>> literal("it's"), literal(date(2026, 3, 1)), literal(None)
    ("'it''s'", "date '2026-03-01'", 'null')
    """
    match value:
        case None:
            return "null"
        case date():
            return f"date '{value.isoformat()}'"
        case str():
            return "'" + value.replace("'", "''") + "'"
        case _:
            return repr(value)
