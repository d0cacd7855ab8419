"""What the archive says, in the terms of the gold: read from an ingested database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

__all__ = ["Predicted", "Rows", "StoryFound", "read"]


class Rows(Protocol):
    """The part of `kg.store.reader.Reader` that is needed here."""

    def rows(self, sql: str, params: Any = ()) -> list[tuple[Any, ...]]:
        """Run a query."""
        ...


@dataclass
class StoryFound:
    """One story as found; sets as the gold has them."""

    sources: list[str] = field(default_factory=list)
    modality: str = ""
    event_day: str | None = None
    headline: str = ""
    mentions: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """(surface, type) -> entity ids."""
    rules: dict[str, str] = field(default_factory=dict)
    amounts: list[tuple[str, float, str, bool, str | None]] = field(default_factory=list)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Predicted:
    """Keys are `day#n`, as in the gold."""

    stories: Mapping[str, StoryFound]
    trends: Mapping[str, str]
    trend_names: Mapping[str, str]
    watch: Mapping[str, str]
    facets: Mapping[str, list[str]]
    evidence: Mapping[str, list[tuple[str, float, int, str]]]
    """watch_id -> [(story `day#n`, score, grade, stance)], best first."""
    entity_names: Mapping[str, set[str]]
    leaks: int


MENTIONS = """
    select m.story_id, m.surface, m.type, m.entity_id, m.rule
    from mention m join passage p using (passage_id)
    where m.story_id is not null and p.kind in ('headline', 'fact', 'why', 'impact', 'advice')
"""


def read(db: Rows) -> Predicted:
    """All predictions of an ingested archive."""
    keys: dict[str, str] = {}
    stories: dict[str, StoryFound] = {}
    for story_id, day, n, headline, modality, event_day in db.rows(
        "select story_id, day, n, headline, modality, event_day from story order by day, position"
    ):
        keys[story_id] = key = _free(f"{day}#{n}", stories)
        stories[key] = StoryFound(
            headline=headline, modality=modality, event_day=event_day and str(event_day)
        )
    _fill(db, keys, stories)
    names: dict[str, set[str]] = defaultdict(set)
    for entity_id, name, name_zh in db.rows("select entity_id, name, name_zh from entity"):
        names[entity_id] |= {name, name_zh} - {None}
    return Predicted(
        stories=stories,
        trends=_ids(db, "select day, n, trend_id from trend_mention order by day, n"),
        trend_names=_ids(db, "select day, n, name from trend_mention order by day, n"),
        watch=_ids(db, "select day, n, watch_id from watch_mention order by day, n"),
        facets=_facets(db),
        evidence=_evidence(db, keys),
        entity_names=names,
        leaks=db.rows(
            "select count(*) from evidence e join watch w using (watch_id) where e.day <= w.first_day"
        )[0][0],
    )


def _fill(db: Rows, keys: Mapping[str, str], stories: Mapping[str, StoryFound]) -> None:
    for story_id, outlet in db.rows("select story_id, outlet from attribution order by story_id, position"):
        stories[keys[story_id]].sources.append(outlet)
    for story_id, surface, kind, entity_id, rule in db.rows(MENTIONS):
        found = stories[keys[story_id]]
        found.mentions[surface, kind].add(entity_id)
        found.rules[surface] = rule
    for story_id, surface, value, unit, approx, role in db.rows(
        "select a.story_id, a.surface, a.value, a.unit, a.approx, a.role from amount a join passage p "
        "using (passage_id) where a.story_id is not null and p.kind in ('headline', 'fact')"
    ):
        stories[keys[story_id]].amounts.append((surface, value, unit, approx, role))
    for story_id, subject, predicate, target in db.rows(
        "select distinct story_id, subject_id, predicate, object_id from relation order by all"
    ):
        stories[keys[story_id]].relations.append((subject, predicate, target))
    for story_id, theme_id in db.rows(
        "select story_id, theme_id from story_theme where rank <= 3 order by story_id, rank"
    ):
        stories[keys[story_id]].themes.append(theme_id)


def _ids(db: Rows, sql: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for day, n, value in db.rows(sql):
        found[_free(f"{day}#{n}", found)] = value
    return found


def _free(key: str, taken: Mapping[str, Any]) -> str:
    """A second item of one number keeps a key of its own, so that it counts as extra."""
    return key if key not in taken else _free(key + "+", taken)


def _facets(db: Rows) -> dict[str, list[str]]:
    facets: dict[str, list[str]] = defaultdict(list)
    for day, n, text in db.rows(
        "select w.day, w.n, f.text from watch_mention w join watch_facet f using (watch_mention_id) "
        "order by w.day, w.n, f.position"
    ):
        facets[f"{day}#{n}"].append(text)
    return facets


def _evidence(db: Rows, keys: Mapping[str, str]) -> dict[str, list[tuple[str, float, int, str]]]:
    evidence: dict[str, list[tuple[str, float, int, str]]] = defaultdict(list)
    for watch_id, story_id, score, grade, stance in db.rows(
        "select watch_id, story_id, score, grade, stance from evidence order by watch_id, score desc, story_id"
    ):
        evidence[watch_id].append((keys[story_id], score, grade, stance))
    return evidence
