"""Where things are: the database, the log of decisions, the sample archive. Nothing is read or opened here."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["DATABASE", "archive", "corrections", "database"]

DATABASE = Path("data/kg.duckdb")
"""Under the working directory; the one database whose folder is made where it is missing."""
REPOSITORY = Path(__file__).resolve().parent.parent


def database(given: str | Path | None = None) -> Path:
    """`given`, else the environment's ``KG_DB``, else ``data/kg.duckdb`` under the working directory."""
    return Path(given or os.environ.get("KG_DB") or DATABASE)


def corrections(db: Path | None = None) -> Path:
    """The log of decisions: ``KG_CORRECTIONS``, else ``corrections.jsonl`` beside the database."""
    own = os.environ.get("KG_CORRECTIONS")
    return Path(own) if own else (db or database()).with_name("corrections.jsonl")


def archive() -> Path:
    """The folder that `kg ingest` reads where none is named: ``KG_ARCHIVE``, else ``data/briefings``.

    Under the working directory if it is there, else the sample archive of a checkout.
    """
    if own := os.environ.get("KG_ARCHIVE"):
        return Path(own)
    here = Path("data/briefings")
    shipped = REPOSITORY / "data" / "briefings"
    return here if here.is_dir() or not shipped.is_dir() else shipped
