"""What ids are called; names that were seen and are in no list, ranked for a person to adopt."""

from __future__ import annotations

from collections.abc import Sequence

from kg.briefing import plain
from kg.store.reader import Reader
from nlp.suggest import Seen, Suggestion, suggest

__all__ = ["called", "suggestion", "unknown_names"]


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
