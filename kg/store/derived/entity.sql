-- One row an entity that the archive mentions. Temporary tables: known (what gazetteer and
-- decisions say), family (parents of model families).
with counted as (
    select
        entity_id,
        min(day) as first_day,
        max(day) as last_day,
        count(*)::integer as day_count,
        sum(story_count)::integer as story_count,
        sum(mention_count)::integer as mention_count
    from entity_day
    group by entity_id
),
-- Where nothing vouches for the type: what its own key is called most often, the earlier day wins a tie.
typed as (
    select entity_id, type
    from (select entity_id, type, entity_key = entity_id as own, count(*) as n, min(day) as since from mention group by all)
    qualify row_number() over (partition by entity_id order by own desc, n desc, since, type) = 1
),
keyed as (
    select entity_key, name
    from (select entity_key, name, sum(mentions) as n, min(briefing_id) as since from entity_key group by all)
    qualify row_number() over (partition by entity_key order by n desc, since, name) = 1
),
families as (
    select entity_key, arg_min(family_id, (briefing_id, family_id)) as family_id
    from entity_key
    where family_id is not null
    group by entity_key
),
-- An entity that was split off has no key of its own: its most frequent surface names it.
surfaces as (
    select entity_id, surface
    from (select entity_id, surface, count(*) as n, min(day) as since from mention group by all)
    qualify row_number() over (partition by entity_id order by n desc, since, surface) = 1
)
select
    c.entity_id,
    coalesce(k.name, e.name, s.surface) as name,
    k.name_zh,
    coalesce(k.type, t.type) as type,
    coalesce(k.parent_id, p.parent_id) as parent_id,
    coalesce(k.family_id, f.family_id) as family_id,
    coalesce(k.known, false) as known,
    c.first_day,
    c.last_day,
    c.day_count,
    c.story_count,
    c.mention_count
from counted c
join typed t using (entity_id)
join surfaces s using (entity_id)
left join known k using (entity_id)
left join keyed e on e.entity_key = c.entity_id
left join families f on f.entity_key = c.entity_id
left join family p on p.family_id = f.family_id
