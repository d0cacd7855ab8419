"""Finding passages; the themes of the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.store.reader import Reader
from kg.store.search import Hit, places, words
from kg.store.search import search as find

__all__ = ["Found", "found", "places", "search", "themes", "words"]

MOST = 1000
"""Hits that are looked at; facets count these."""
NAMES = 12


@dataclass(frozen=True, slots=True)
class Found:
    """What a question finds, and how that is spread: (value, number of passages), most first."""

    hits: tuple[Hit, ...]
    kinds: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, int], ...]
    months: tuple[tuple[date, int], ...]
    """First day of the month, in order."""
    names: tuple[tuple[str, str, str, int], ...]
    """(entity id, name, type, number of passages)."""
    more: bool
    """Whether there are hits beyond the best thousand."""


def found(
    reader: Reader, text: str, *, since: date | None = None, until: date | None = None, kind: str | None = None,
    theme: str | None = None,
) -> Found:  # fmt: skip
    """Passages in which every word of `text` stands, best first, with facets over all of them.

    A facet is counted without its own filter, so that it shows what else there is to choose.
    """
    every = find(reader, text, since=since, until=until, limit=MOST + 1)
    more, every = len(every) > MOST, every[:MOST]
    themes_of: dict[str, set[str]] = {}
    for story, theme_id in reader.rows(
        "select story_id, theme_id from story_theme where rank <= 3 and story_id in (select unnest($ids::varchar[]))",
        {"ids": [hit.story_id for hit in every if hit.story_id]},
    ):
        themes_of.setdefault(story, set()).add(theme_id)
    in_theme = [h for h in every if theme is None or theme in themes_of.get(h.story_id or "", ())]
    in_kind = [h for h in every if kind is None or h.kind == kind]
    hits = [h for h in in_theme if kind is None or h.kind == kind]
    return Found(
        hits=tuple(hits),
        kinds=tuple(Counter(h.kind for h in in_theme).most_common()),
        themes=tuple(
            Counter(theme for h in in_kind for theme in themes_of.get(h.story_id or "", ())).most_common()
        ),
        months=tuple(sorted(Counter(h.day.replace(day=1) for h in hits).items())),
        names=tuple(_names(reader, [h.passage_id for h in hits])),
        more=more,
    )


def _names(reader: Reader, passages: Sequence[str]) -> list[tuple[str, str, str, int]]:
    rows: list[tuple[str, str, str, int]] = reader.rows(
        "select entity_id, e.name, e.type, count(distinct passage_id)::integer as n from mention "
        "join entity e using (entity_id) where passage_id in (select unnest($ids::varchar[])) "
        "group by all order by n desc, entity_id limit $limit",
        {"ids": list(passages), "limit": NAMES},
    )
    return rows


def search(
    reader: Reader, text: str, *, since: date | None = None, until: date | None = None, kind: str | None = None,
    limit: int = 30,
) -> list[Hit]:  # fmt: skip
    """Passages in which every word of `text` stands, best first."""
    return find(reader, text, since=since, until=until, kind=kind, limit=limit)


def themes(
    reader: Reader, *, since: date | None = None, until: date | None = None, limit: int = 50
) -> list[dict[str, Any]]:
    """Themes with stories as main theme and in all, most first."""
    return reader.dicts(
        """
        select t.theme_id, t.name_zh, t.name_en,
               count(s.story_id) filter (x.rank = 1)::integer as main_count, count(s.story_id)::integer as story_count,
               min(s.day) as first_day, max(s.day) as last_day
        from theme t left join story_theme x on x.theme_id = t.theme_id and x.rank <= 3
        left join story s on s.story_id = x.story_id and s.day >= coalesce($since, date '0001-01-01')
             and s.day <= coalesce($until, date '9999-12-31')
        group by all order by main_count desc, story_count desc, t.theme_id limit $limit
        """,
        {"since": since, "until": until, "limit": limit},
    )
