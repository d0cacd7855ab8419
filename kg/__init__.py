"""Briefgraph: an archive of daily briefings as memory. `open_archive` is the door for notebooks."""

from typing import Any

__all__ = ["open_archive"]


def __getattr__(name: str) -> Any:
    """Import lazily: ``import kg`` must stay cheap for the command line."""
    if name == "open_archive":
        from kg.api import open_archive

        return open_archive
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
