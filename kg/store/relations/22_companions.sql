-- One row an entity that shares stories with the named one. lift: how many times more often than chance would have it
-- (shared x all / (own x other)); null with a reason under 3 shared stories. Best lift first, then most shared.
create or replace macro companions(name) as table
with self as (
    select distinct story_id from mention where entity_id = entity_of(name) and story_id is not null
),
pairs as (
    select m.entity_id, count(distinct m.story_id) as shared, min(m.day) as first_day, max(m.day) as last_day
    from mention m
    where m.story_id in (select story_id from self) and m.entity_id <> entity_of(name)
    group by m.entity_id
),
volume as (
    select (select count(*) from self) as own, (select count(*) from story) as stories
)
select
    e.entity_id,
    e.name,
    e.type,
    p.shared::integer as shared,
    e.story_count as story_count,
    p.first_day,
    p.last_day,
    case when p.shared >= 3 then p.shared * v.stories / (v.own * e.story_count) end as lift,
    case when p.shared < 3 then 'too few: fewer than 3 shared stories' end as reason
from pairs p
join entity e using (entity_id)
cross join volume v
order by lift desc nulls last, shared desc, e.entity_id;
