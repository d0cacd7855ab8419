"""Passages with the mentions that stand in them: what every number opens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.store.reader import Reader

__all__ = ["MentionView", "PassageView", "passages", "passages_by_id", "passages_of_entity"]


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention at offsets relative to its passage."""

    start: int
    end: int
    entity_id: str
    type: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with where it stands; `start` and `end` are offsets into the file `path`."""

    passage_id: str
    story_id: str | None
    day: date
    kind: str
    label: str | None
    text: str
    path: str
    start: int
    end: int
    mentions: tuple[MentionView, ...]

    @property
    def source(self) -> str:
        """File and offsets, as a person would look it up."""
        return f"{self.path} [{self.start}:{self.end}] {self.kind}"


def passages(reader: Reader, where: str, params: Sequence[Any] = ()) -> list[PassageView]:
    """Passages that fulfil a condition of this package's own, in file order."""
    rows = reader.dicts(
        'select passage_id, story_id, day, kind, label, text, start, "end", b.path from passage '  # noqa: S608
        f"join (select briefing_id, path from briefing) b using (briefing_id) "
        f"where {where} order by day, b.path, start",
        params,
    )
    ids = [row["passage_id"] for row in rows]
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for id_, *mention in reader.rows(
        'select passage_id, start, "end", entity_id, type, rule, confidence from mention '
        "where passage_id in (select unnest(?)) order by start",
        (ids,),
    ):
        found[id_].append(tuple(mention))
    return [
        PassageView(
            **row,
            mentions=tuple(
                MentionView(start - row["start"], end - row["start"], *rest)
                for start, end, *rest in found[row["passage_id"]]
            ),
        )
        for row in rows
    ]


def passages_by_id(reader: Reader, ids: Sequence[str]) -> dict[str, PassageView]:
    """Passages by their id; ids that are not in are left out."""
    return {
        view.passage_id: view for view in passages(reader, "passage_id in (select unnest(?))", (list(ids),))
    }


def passages_of_entity(reader: Reader, entity_id: str, limit: int = 40) -> list[PassageView]:
    """The latest passages of each kind that name the entity, at most `limit` a kind, newest first."""
    found = passages(
        reader,
        "passage_id in (select p.passage_id from passage p "
        "where p.passage_id in (select passage_id from mention where entity_id = ?) "
        "qualify row_number() over (partition by p.kind order by p.day desc, p.passage_id) <= ?)",
        (entity_id, limit),
    )
    return found[::-1]
