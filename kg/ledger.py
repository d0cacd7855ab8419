"""Trends and watch items: level 1 as the inputs of `kg.trends` and `kg.watch`, their results as rows."""

from __future__ import annotations

from datetime import date

from kg.corrections import Decisions
from kg.store.reader import Reader
from kg.store.writer import Store

__all__ = ["write"]


def write(store: Store, reader: Reader, decisions: Decisions, since: date | None) -> None:
    """Bring all tables over days to what level 1 says (waits for kg.trends and kg.watch)."""
