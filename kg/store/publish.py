"""Publication: a run works on a private copy of the database and puts it in place with one atomic rename.

DuckDB lets one writer in and then nobody else, so a run that wrote in place would lock every reader out
for as long as it computes. A copy costs milliseconds (the file is in the page cache), a reader never
waits, and kill -9 at any moment leaves the old file or the new one.

Writers queue at ``<database>.lock`` (flock: the system lets go of it when a process dies).
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from kg import config
from kg.errors import KgError, Locked, NotFound
from kg.store.connection import open_database
from kg.store.writer import Store

__all__ = ["WAIT", "edition", "writing"]

WAIT = 60.0
"""Seconds to wait for another run to end; a rebuild of ten years of posts takes a quarter of that."""
PAUSE = 0.05
FULL = "free some space and try again; the database is what it was before"


@contextmanager
def writing(db: Path, *, wait: float = WAIT) -> Iterator[None]:
    """Be the only run that writes `db`; raises `Locked` after `wait` seconds."""
    _make_folder(db)
    with _beside(db, ".lock").open("a") as lock:
        until = time.monotonic() + wait
        while not _taken(lock.fileno(), fcntl.LOCK_EX):
            if time.monotonic() >= until:
                raise Locked(
                    f"another run is writing {db}", f"waited {wait:.0f} s; try again when it has ended"
                )
            time.sleep(PAUSE)
        yield


@contextmanager
def edition(db: Path, *, fresh: bool = False) -> Iterator[Store]:
    """A private copy of `db` (an empty one if `fresh`), open for writing; published if the block ends well.

    Call it inside `writing`. Raises `Locked` where a program other than this one has `db` open for writing,
    `KgError` where the disk does not take it; `db` is then what it was.
    """
    new = _beside(db, ".new")
    _remove(new)
    try:
        if db.exists():
            _settle(db)
            if not fresh:
                _copy(db, new)
        with Store(new) as store:
            yield store
        if _beside(new, ".wal").exists():  # closing could not bring it in, and does not say so
            raise KgError(f"{db} could not be written: no room", FULL)
        _sync(new)
        new.replace(db)
        _sync(db.parent)
    except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
        raise KgError(f"{db} could not be written: {str(error).splitlines()[0]}", FULL) from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise KgError(f"{db} could not be written: {error.strerror}", FULL) from error
    finally:
        _remove(new)


def _beside(db: Path, ending: str) -> Path:
    return db.with_name(db.name + ending)


def _make_folder(db: Path) -> None:
    """Only the default folder is made: a folder that is missing elsewhere is a slip of the pen."""
    if not db.parent.is_dir() and db.absolute() != config.DATABASE.absolute():
        raise NotFound(f"no folder {db.parent} for the database {db.name}", "make it, or name another with --db")
    try:
        db.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise KgError(
            f"the folder of {db} cannot be made: {error.strerror}", "name another file with --db"
        ) from error


def _remove(new: Path) -> None:
    """What a killed run left behind."""
    for path in (new, _beside(new, ".wal")):
        path.unlink(missing_ok=True)


def _settle(db: Path) -> None:
    """Bring in the log that a foreign program may have left; it must not be played onto the new file."""
    if _beside(db, ".wal").exists():
        with suppress(KgError):
            open_database(db, write=True, wait=0).close()
        if _beside(db, ".wal").exists():
            raise Locked(f"another program has {db} open for writing", "close it and try again")


def _copy(db: Path, new: Path) -> None:
    """Copy while holding the lock that DuckDB's writers respect."""
    with db.open("rb") as source:
        if not _shared(source.fileno()):
            raise Locked(f"another program has {db} open for writing", "close it and try again")
        with new.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)  # larger pieces leave the processor's cache: ten times slower


def _shared(file: int) -> bool:
    try:
        fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _taken(file: int, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sync(path: Path) -> None:
    """Let the disk have it before the name changes: a power cut then leaves the old file or the new one."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
