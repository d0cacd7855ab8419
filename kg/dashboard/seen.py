"""Up to which day the reader has read: one line in a file beside the database. No cookie, nothing in the database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kg.dashboard.data import db_path

__all__ = ["mark", "path", "seen"]


def path() -> Path:
    """``kg.seen`` beside ``kg.duckdb``."""
    return db_path().with_suffix(".seen")


def seen() -> date | None:
    """The day the reader marked last, None where there is none (or the file says something else)."""
    try:
        return date.fromisoformat(path().read_text("utf-8").strip())
    except (FileNotFoundError, ValueError):
        return None


def mark(day: date) -> None:
    """Remember `day`. Raises OSError where the folder cannot be written."""
    path().write_text(f"{day.isoformat()}\n", encoding="utf-8")
