"""What a decision changes in the archive: rows of before and after, their values under headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg import report
from kg.store.reader import Reader

__all__ = ["COLUMNS", "Change", "State", "changes", "state"]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "entity": ("id", "name", "type", "stories"),
    "trend": ("id", "trend", "days"),
    "watch": ("id", "question", "asked", "fate"),
    "evidence": ("question", "story", "decision"),
}
"""What is looked at, and the headings of its values."""
ROWS = {
    "entity": "select entity_id, name, type, story_count from entity",
    "trend": "select trend_id, name, day_count from trend",
    "watch": "select watch_id, text, asked_count, fate from watch",
    "evidence": "select watch_id, story_id, decision from evidence",
}


class Change(NamedTuple):
    """A row that is gone (``-``) or new (``+``); one that became another is both."""

    sign: str
    what: str
    values: tuple[str, ...]

    @property
    def row(self) -> dict[str, str]:
        """Heading -> value."""
        return dict(zip(COLUMNS[self.what], self.values, strict=True))


class State(NamedTuple):
    """The rows at one moment, and what questions are called then."""

    rows: Mapping[str, frozenset[tuple[object, ...]]]
    questions: Mapping[str, str]


def state(reader: Reader) -> State:
    """What stands in the database now."""
    rows = {what: frozenset(reader.rows(sql)) for what, sql in ROWS.items()}
    return State(rows, {str(id_): str(text) for id_, text, *_ in rows["watch"]})


def changes(reader: Reader, before: State, after: State) -> tuple[Change, ...]:
    """What differs, kind by kind, what is gone first; `reader` tells the headlines of stories."""
    found = [
        (sign, what, tuple(map(str, row)))
        for what in COLUMNS
        for sign, rows in (
            ("-", before.rows[what] - after.rows[what]), ("+", after.rows[what] - before.rows[what]),
        )
        for row in sorted(rows, key=str)
    ]  # fmt: skip
    headlines = report.called(reader, [row[1] for _, what, row in found if what == "evidence"])
    words = {**before.questions, **after.questions, **headlines}
    return tuple(
        Change(sign, what, _in_words(row, words) if what == "evidence" else row) for sign, what, row in found
    )


def _in_words(row: Sequence[str], words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(words.get(value, value) for value in row)
