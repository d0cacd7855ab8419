"""Reading: a read-only connection, opened for one question or a few, and closed again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import duckdb

from kg.store.connection import give_back, open_database
from kg.store.migrations import require_current

if TYPE_CHECKING:
    import pandas as pd  # DuckDB loads it where a frame is asked for; a command that asks for none starts sooner

__all__ = ["Reader"]

Params = Sequence[Any] | dict[str, Any]


class Reader:
    """Questions to the database at `path`; use it as a context manager.

    Raises `kg.errors.NotFound` where there is no database and `kg.errors.Locked` while another program
    writes for longer than `wait` seconds. With `again`, for a process that asks all day long, what it takes
    to open is kept for the next reader; the file is given back all the same.
    """

    def __init__(self, path: str | Path, *, wait: float | None = None, again: bool = False) -> None:
        self.path, self._again = Path(path), again
        self._connection = open_database(self.path, wait=wait, spare=again)
        try:
            require_current(self._connection, self.path)
        except BaseException:
            self._connection.close()
            raise

    @classmethod
    def over(cls, connection: duckdb.DuckDBPyConnection, path: Path) -> Reader:
        """A reader over a connection that is open already (inside a write transaction)."""
        reader = cls.__new__(cls)
        reader.path, reader._connection, reader._again = path, connection, False
        return reader

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back; a writer waits for this."""
        if self._again:
            give_back(self._connection)
        else:
            self._connection.close()

    def _run(self, sql: str, params: Params) -> duckdb.DuckDBPyConnection:
        given = params if isinstance(params, dict) else list(params)
        return self._connection.execute(sql, given) if given else self._connection.execute(sql)

    def rows(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """All rows as tuples. Parameters are ``?`` with a sequence or ``$name`` with a dictionary."""
        return self._run(sql, params).fetchall()

    def dicts(self, sql: str, params: Params = ()) -> list[dict[str, Any]]:
        """All rows as dictionaries by column name."""
        result = self._run(sql, params)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def frame(self, sql: str, params: Params = ()) -> pd.DataFrame:
        """All rows as a data frame; days are datetime64, missing values NaN or None."""
        frame: pd.DataFrame = self._run(sql, params).df()
        return frame

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row, None where there is no row."""
        found = self.rows(sql, params)
        return found[0][0] if found else None
