"""`open_archive`: the archive for notebooks and programs, with the questions of `kg.report` as methods.

>>> from kg import open_archive                                   # doctest: +SKIP
>>> archive = open_archive("data/kg.duckdb")                      # doctest: +SKIP
>>> archive.entity("亚马逊").entity["name"]                        # doctest: +SKIP
'Amazon'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import config, report
from kg.errors import KgError
from kg.store.reader import Reader

if TYPE_CHECKING:
    import pandas as pd

    from kg.graph.build import Graph

__all__ = ["Archive", "open_archive"]


class Archive:
    """Questions to one database. Every method opens it, asks and closes it, so nothing is kept locked.

    All functions of `kg.report` are methods without their first argument: ``archive.trends(limit=5)``,
    ``archive.watch_board()``, ``archive.compare(["OpenAI", "Anthropic"])``. They raise
    `kg.errors.NotFound` for a name that is not in, `kg.errors.Locked` while another program writes.
    """

    def __init__(self, db: str | Path | None = None) -> None:
        self.path = config.database(db)
        with Reader(self.path):
            pass  # say at once where there is no database

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in report.__all__:
            raise AttributeError(f"no question {name!r}; there are {', '.join(report.__all__)}")
        question = getattr(report, name)

        def ask(*args: Any, **kwargs: Any) -> Any:
            if name == "saved_queries":
                return question(*args, **kwargs)
            with Reader(self.path) as reader:
                return question(reader, *args, **kwargs)

        ask.__doc__, ask.__name__ = question.__doc__, name
        return ask

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *report.__all__]

    def graph(
        self,
        since: date | str | None = None,
        until: date | str | None = None,
        as_of: date | str | None = None,
    ) -> Graph:
        """The archive as a graph; days as `date` or ISO text."""
        from kg.graph.build import build

        with Reader(self.path) as reader:
            return build(reader, _day(since), _day(until), _day(as_of))

    def sql(self, query: str, params: Sequence[Any] = ()) -> pd.DataFrame:
        """Any SQL of your own, read-only, as a data frame."""
        with Reader(self.path) as reader:
            return reader.frame(query, params)


def open_archive(db: str | Path | None = None) -> Archive:
    """The archive in `db` (None: KG_DB or data/kg.duckdb). Raises NotFound where there is none."""
    return Archive(db)


def _day(value: date | str | None) -> date | None:
    """A day; None stays None. Raises KgError for what is no day."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise KgError(f"{value!r} is no day", "write it like 2026-02-28") from error
