"""Finding passages and stories; the themes of the archive."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.report.archive import StoryView, story_views
from kg.store.reader import Reader
from kg.store.search import Hit
from kg.store.search import search as find

__all__ = ["search", "stories", "themes"]


def search(
    reader: Reader, text: str, *, since: date | None = None, until: date | None = None, kind: str | None = None,
    limit: int = 30,
) -> list[Hit]:  # fmt: skip
    """Passages in which every word of `text` stands, best first."""
    return find(reader, text, since=since, until=until, kind=kind, limit=limit)


def stories(
    reader: Reader, *, since: date | None = None, until: date | None = None, entity: str | None = None,
    theme: str | None = None, modality: str | None = None, outlet: str | None = None, limit: int = 50, offset: int = 0,
) -> list[StoryView]:  # fmt: skip
    """Stories with all given properties, newest first. `entity` is a name in any script."""
    rows = reader.rows(
        """
        select story_id from story s
        where s.day >= coalesce($since, date '0001-01-01') and s.day <= coalesce($until, date '9999-12-31')
          and ($entity is null or story_id in (select story_id from mention where entity_id = entity_of($entity)))
          and ($theme is null or story_id in (select story_id from story_theme where theme_id = $theme and rank <= 3))
          and ($modality is null or s.modality = $modality)
          and ($outlet is null or story_id in (select story_id from attribution where lower(outlet) = lower($outlet)))
        order by s.day desc, s.briefing_id, s.position limit $limit offset $offset
        """,
        {
            "since": since, "until": until, "entity": entity or None, "theme": theme or None,
            "modality": modality or None, "outlet": outlet or None, "limit": limit, "offset": offset,
        },
    )  # fmt: skip
    views = story_views(reader, "s.story_id in (select unnest(?))", ([id_ for (id_,) in rows],))
    order = {id_: number for number, (id_,) in enumerate(rows)}
    return sorted(views, key=lambda view: order[view.story_id])


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
