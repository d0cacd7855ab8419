"""What ids are called; names that were seen and are in no list, ranked for a person to adopt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from kg.briefing import plain
from kg.store.reader import Reader
from nlp.gazetteer import loose
from nlp.suggest import Seen, Suggestion, suggest

__all__ = ["called", "chinese_of_main", "names_in_chinese", "outlets", "suggestion", "unknown_names"]

# Scripts are weighed whole, so that NVIDIA and Nvidia stand together against 英伟达.
WRITTEN = r"""
with form as (
    select entity_id, surface, count(*) as n, regexp_matches(surface, '\p{Han}') as chinese
    from mention
    where day >= coalesce($since, date '0001-01-01') and day <= coalesce($until, date '9999-12-31')
    group by all
),
mostly as (
    select entity_id from form group by entity_id
    having sum(n) filter (chinese) >= coalesce(sum(n) filter (not chinese), 0)
)
select entity_id, f.surface, e.name
from form f join mostly using (entity_id) join entity e using (entity_id)
where f.chinese
order by entity_id, n desc, f.surface = e.name_zh desc nulls last, length(f.surface), f.surface
"""
MEANT = "select lookup, entity_id from alias_key where rank = 1 and list_contains($keys::varchar[], lookup)"
RENAMED = "select payload from judgement where action = 'rename' and status = 'applied'"


def called(reader: Reader, ids: Sequence[str]) -> dict[str, str]:
    """Id -> headline, wording of the question or the trend, or name of the entity; unknown ids are left out."""
    rows = reader.rows(
        """
        select id, any_value(words) from (
            select story_id as id, headline as words from story
            union all select trend_mention_id, name from trend_mention
            union all select watch_mention_id, text from watch_mention
            union all select trend_id, name from trend
            union all select watch_id, text from watch
            union all select entity_id, name from entity)
        where list_contains($ids, id) group by id
        """,
        {"ids": list(ids)},
    )
    return {id_: plain(words) for id_, words in rows}


def names_in_chinese(reader: Reader, *, since: date | None = None, until: date | None = None) -> dict[str, str]:
    """Entity id -> the name for a Chinese reader, where it is not the main name: the Chinese form that the posts of
    the period write most often, unless they write the Latin ones more often, or a person gave the name.

    A form must lead back to its entity: what is shown can be typed into a search box, and no two are shown alike.
    Later posts may change it, so it is told on reading and nothing is stored.
    """
    given = {json.loads(payload)["id"] for (payload,) in reader.rows(RENAMED)}
    forms = reader.rows(WRITTEN, {"since": since, "until": until})
    keys = [loose(surface) for _, surface, _ in forms]
    meant = dict(reader.rows(MEANT, {"keys": keys}))
    found: dict[str, tuple[str, str]] = {}
    for (id_, surface, name), key in zip(forms, keys, strict=True):
        if id_ not in given and meant.get(key) == id_:
            found.setdefault(id_, (surface, name))
    return {id_: plain(surface) for id_, (surface, name) in found.items() if surface != name}


def chinese_of_main(reader: Reader, *, since: date | None = None, until: date | None = None) -> dict[str, str]:
    """`names_in_chinese` by main name, as reasons that are stored hold it."""
    found = names_in_chinese(reader, since=since, until=until)
    return {name: found[id_] for id_, name in reader.rows("select entity_id, name from entity") if id_ in found}


def outlets(reader: Reader) -> dict[str, tuple[str, str]]:
    """Outlet as printed -> (entity id, main name), where it is an entity of the archive."""
    rows = reader.rows(
        "select outlet, any_value(entity_id), any_value(name) from attribution join entity on entity_id = outlet_id "
        "group by outlet"
    )
    return {printed: (id_, name) for printed, id_, name in rows}


def unknown_names(reader: Reader) -> list[Suggestion]:
    """Suggestions over the whole archive, best first, each with examples."""
    rows = reader.rows(
        """
        select m.surface, m.type, m.rule, count(*)::integer, arg_max(p.text, m.day), count(distinct m.day)::integer,
               avg(m.confidence)
        from mention m join passage p using (passage_id) join entity e using (entity_id)
        where not e.known group by m.surface, m.type, m.rule order by all
        """
    )
    return suggest(
        Seen(surface, kind, rule, count, plain(example), days, confidence)
        for surface, kind, rule, count, example, days, confidence in rows
    )


def suggestion(reader: Reader, name: str) -> Suggestion | None:
    """The suggestion of which `name` is a spelling, None where it was not seen or is known."""
    return next((one for one in unknown_names(reader) if name in one.surfaces), None)
