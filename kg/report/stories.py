"""Stories with given properties, how these are spread, and all that is known of one story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.errors import NotFound
from kg.report.archive import StoryView, story_views
from kg.store.reader import Reader

__all__ = ["StoryFacets", "StoryPage", "stories", "story", "story_facets"]

SELECTED = """
story_id in (
    select story_id from story s
    where s.day >= coalesce($since, date '0001-01-01') and s.day <= coalesce($until, date '9999-12-31')
      and ($entity is null or story_id in (select story_id from mention where entity_id = entity_of($entity)))
      and ($type is null or story_id in (select story_id from mention where type = $type))
      and ($theme is null or story_id in (select story_id from story_theme where theme_id = $theme and rank <= 3))
      and ($modality is null or s.modality = $modality)
      and ($outlet is null or story_id in (select story_id from attribution where lower(outlet) = lower($outlet)))
)
"""
"""The condition that all questions here share; every value is bound."""


@dataclass(frozen=True, slots=True)
class StoryFacets:
    """How the stories are spread: (value, number of stories), most first; each without its own filter."""

    total: int
    modality: tuple[tuple[str, int], ...]
    theme: tuple[tuple[str, int], ...]
    outlet: tuple[tuple[str, int], ...]
    type: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One story with what was read from it and what it bears on."""

    view: StoryView
    path: str
    title: str
    amounts: tuple[dict[str, Any], ...]
    relations: tuple[dict[str, Any], ...]
    trends: tuple[dict[str, Any], ...]
    watch: tuple[dict[str, Any], ...]


def _filters(
    since: date | None, until: date | None, entity: str | None, type: str | None, theme: str | None,
    modality: str | None, outlet: str | None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "since": since, "until": until, "entity": entity or None, "type": type or None, "theme": theme or None,
        "modality": modality or None, "outlet": outlet or None,
    }  # fmt: skip


def stories(
    reader: Reader, *, since: date | None = None, until: date | None = None, entity: str | None = None,
    type: str | None = None, theme: str | None = None, modality: str | None = None, outlet: str | None = None,
    limit: int = 50, offset: int = 0,
) -> list[StoryView]:  # fmt: skip
    """Stories with all given properties, newest first.

    `entity` is a name in any script, `type` a type of entity that the story names.
    """
    rows = reader.rows(
        f"select story_id from story where {SELECTED} "  # noqa: S608  # a text of our own, values are bound
        "order by day desc, briefing_id, position limit $limit offset $offset",
        {**_filters(since, until, entity, type, theme, modality, outlet), "limit": limit, "offset": offset},
    )
    views = story_views(reader, "s.story_id in (select unnest(?))", ([id_ for (id_,) in rows],))
    order = {id_: number for number, (id_,) in enumerate(rows)}
    return sorted(views, key=lambda view: order[view.story_id])


FACETS = {
    "modality": "select modality, count(*)::integer as n from story where {} group by all",
    "theme": "select theme_id, count(*)::integer as n from story_theme where rank <= 3 and {} group by all",
    "outlet": "select outlet, count(distinct story_id)::integer as n from attribution where {} group by all",
    "type": "select type, count(distinct story_id)::integer as n from mention where {} group by all",
}


def story_facets(
    reader: Reader, *, since: date | None = None, until: date | None = None, entity: str | None = None,
    type: str | None = None, theme: str | None = None, modality: str | None = None, outlet: str | None = None,
) -> StoryFacets:  # fmt: skip
    """How many stories have the given properties, and which values the others of them have."""
    given = _filters(since, until, entity, type, theme, modality, outlet)
    total = reader.value(f"select count(*)::integer from story where {SELECTED}", given)  # noqa: S608
    spread = {
        name: tuple(reader.rows(f"{sql.format(SELECTED)} order by n desc, 1", {**given, name: None}))
        for name, sql in FACETS.items()
    }
    return StoryFacets(total, **spread)


def story(reader: Reader, story_id: str) -> StoryPage:
    """All that is known of one story. Raises NotFound."""
    id_ = (story_id,)
    views = story_views(reader, "s.story_id = ?", id_)
    if not views:
        raise NotFound(f"no story {story_id!r}", "it may have been edited since the link was made")
    [(path, title)] = reader.rows(
        "select b.path, b.title from story s join briefing b using (briefing_id) where story_id = ?", id_
    )
    return StoryPage(
        views[0],
        path,
        title,
        tuple(
            reader.dicts(
                "select a.surface, a.value, a.unit, a.approx, a.role, a.entity_id, e.name as entity, "
                "p.text as quote, p.kind from amount a join passage p using (passage_id) "
                "left join entity e on e.entity_id = a.entity_id "
                'where a.story_id = ? order by a."start"',
                id_,
            )
        ),
        tuple(
            reader.dicts(
                "select s.name as subject, r.subject_id, r.predicate, o.name as object, r.object_id, r.modality, "
                "r.event_day, r.cue, p.text as quote from relation r join passage p using (passage_id) "
                "join entity s on s.entity_id = r.subject_id join entity o on o.entity_id = r.object_id "
                "where r.story_id = ? order by r.relation_id",
                id_,
            )
        ),
        tuple(
            reader.dicts(
                "select t.trend_id, t.name, t.status, e.score, e.reason from trend_evidence e "
                "join trend t using (trend_id) where e.story_id = ? order by e.score desc, trend_id",
                id_,
            )
        ),
        tuple(
            reader.dicts(
                "select w.watch_id, w.text, w.fate, e.stance, e.grade, e.reason, e.decision from evidence e "
                "join watch w using (watch_id) where e.story_id = ? order by e.score desc, watch_id",
                id_,
            )
        ),
    )
