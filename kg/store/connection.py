"""Opening DuckDB: the one place where a connection is made, with its settings and its patience.

One process that writes locks out every other, and a reader locks out a writer; both are brief here,
so both sides try again for a while before they give up.
"""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from typing import Any

import duckdb

from kg.errors import KgError, Locked, NotFound

__all__ = ["give_back", "open_database"]

SETTINGS: dict[str, Any] = {
    "autoinstall_known_extensions": "false",  # nothing is fetched behind the user's back
    "autoload_known_extensions": "false",
}
WAIT_READ, WAIT_WRITE = 10.0, 30.0
"""Seconds to wait for the other side: a write takes well under a second, a question milliseconds."""
PAUSE = 0.02
SPARE: deque[duckdb.DuckDBPyConnection] = deque(maxlen=4)
"""Instances without a file, ready for the next question: to start one takes 20 ms, to attach a file 5."""


def open_database(
    path: Path, *, write: bool = False, wait: float | None = None, spare: bool = False
) -> duckdb.DuckDBPyConnection:
    """A connection to the database at `path`; with `spare` over an instance that `give_back` kept.

    Raises `NotFound` where there is none (reading), `Locked` when another process keeps it for longer
    than `wait` seconds, `KgError` for a file that is no database.
    """
    if not write and not path.exists():
        raise NotFound(f"no database at {path}", "run `kg ingest` first, or name another with --db")
    patience = (WAIT_WRITE if write else WAIT_READ) if wait is None else wait
    until = time.monotonic() + patience
    while True:
        try:
            return _write(path) if write else _read(path, spare=spare)
        except duckdb.Error as error:
            if not _is_lock(error):
                raise KgError(
                    f"{path} cannot be opened as a database: {_first_line(error)}",
                    "name another file with --db, or delete it and run `kg ingest`",
                ) from error
            if time.monotonic() >= until:
                raise Locked(
                    f"{path} is in use by another program",
                    f"waited {patience:.0f} s; close the program that holds it, or try again",
                ) from error
        time.sleep(PAUSE)


def _write(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path), config=SETTINGS)


def give_back(connection: duckdb.DuckDBPyConnection) -> None:
    """Let go of the file and keep the instance for the next `open_database(…, spare=True)`."""
    try:
        connection.execute("use memory")
        connection.execute("detach archive")
    except duckdb.Error:  # an answer that was not read to its end still holds the file
        connection.close()
    else:
        if len(SPARE) < (SPARE.maxlen or 0):
            SPARE.append(connection)
        else:
            connection.close()


def _read(path: Path, *, spare: bool = False) -> duckdb.DuckDBPyConnection:
    """Attached to an instance of its own: DuckDB shares instances by path, and a shared one would go on
    showing the old file after a run has put a new one in its place.
    """
    try:
        connection = SPARE.pop() if spare else duckdb.connect(config=SETTINGS)
    except IndexError:  # none is spare
        connection = duckdb.connect(config=SETTINGS)
    try:
        quoted = str(path).replace("'", "''")
        connection.execute(f"attach '{quoted}' as archive (read_only)")
        connection.execute("use archive")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_lock(error: duckdb.Error) -> bool:
    """Locked by another process, or open in this one with the other access mode."""
    text = str(error)
    return "Could not set lock" in text or "different configuration" in text or "Conflicting lock" in text


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
