"""Who belongs to an entity, and in whose company it is seen more often than before."""

from __future__ import annotations

from typing import Any

from kg.store.reader import Reader

__all__ = ["relatives", "rising_companions"]

RELATIVES = """
with me as (select * from entity where entity_id = $id)
select e.entity_id, e.name, e.type, e.story_count, 'parent' as tie from entity e, me where e.entity_id = me.parent_id
union all
select e.entity_id, e.name, e.type, e.story_count, 'family' from entity e, me
where e.entity_id = me.family_id and me.family_id is distinct from me.parent_id
union all
select entity_id, name, type, story_count, 'member' from entity
where $id in (parent_id, family_id) and entity_id <> $id
order by tie, story_count desc, entity_id limit $limit
"""
RISING = """
with bounds as (select max(day) - $days::integer as middle from briefing),
self as (
    select distinct m.story_id, m.day > b.middle as recent from mention m cross join bounds b
    where m.entity_id = $id and m.story_id is not null and m.story_id not in (select story_id from story_repeat)
),
own as (select count(*) filter (recent) as now, count(*) filter (not recent) as before from self),
pairs as (
    select m.entity_id, count(distinct m.story_id) filter (s.recent) as now,
           count(distinct m.story_id) filter (not s.recent) as before
    from mention m join self s using (story_id) where m.entity_id <> $id group by m.entity_id
)
select e.entity_id, e.name, e.type, p.now::integer as now, p.before::integer as before,
       own.now::integer as own_now, own.before::integer as own_before
from pairs p join entity e using (entity_id) cross join own
where p.now >= $least and own.before >= $least and p.now / own.now > p.before / own.before
order by (p.now + 0.5) / (own.now + 1) / ((p.before + 0.5) / (own.before + 1)) desc, p.now desc, e.entity_id limit 8
"""


def relatives(reader: Reader, entity_id: str, limit: int = 30) -> list[dict[str, Any]]:
    """Owner or maker (`tie` parent), family, and what belongs to it (member), most stories first."""
    return reader.dicts(RELATIVES, {"id": entity_id, "limit": limit})


def rising_companions(reader: Reader, entity_id: str, days: int = 28, least: int = 3) -> list[dict[str, Any]]:
    """Entities whose share of its stories grew in the last `days` of the archive, most first.

    Nothing is said of a companion with fewer than `least` recent shared stories, nor where the time before has
    fewer than `least` of its own.
    """
    return reader.dicts(RISING, {"id": entity_id, "days": days, "least": least})
