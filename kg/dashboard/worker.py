"""Ingest in a process of its own: ``python -m kg.dashboard.worker FOLDER DATABASE``, one JSON object a line.

A process, because extraction would keep the pages waiting for the interpreter. It prints
``{"what", "done", "total"}`` while it works and ends with ``{"report"}`` or ``{"error", "remedy"}``.
Killed at any moment it leaves the database as it was (see `kg.store.publish`).
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.ingest import ingest

__all__ = ["main"]


def _tell(**words: Any) -> None:
    sys.stdout.write(json.dumps(words, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def main(folder: str, database: str) -> None:
    """Ingest `folder` into `database` and tell of it."""
    try:
        report = ingest(
            [Path(folder)],
            database,
            progress=lambda what, done, total: _tell(what=what, done=done, total=total),
            processes=None,
        )
    except KgError as error:
        _tell(error=error.message, remedy=error.remedy)
    else:
        _tell(report=asdict(report))


if __name__ == "__main__":
    main(*sys.argv[1:3])
