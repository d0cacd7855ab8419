-- The same of the stories from one day to another only (null: without an end): companions_between('OpenAI', date
-- '2026-03-01', null). story_count is the other entity's number of stories in that time.
create or replace macro companions_between(name, since, until) as table
with within as (
    select story_id, entity_id, day from mention
    where story_id is not null
        and day >= coalesce(since, date '0001-01-01') and day <= coalesce(until, date '9999-12-31')
),
self as (
    select distinct story_id from within where entity_id = entity_of(name)
),
pairs as (
    select entity_id, count(distinct story_id) as shared, min(day) as first_day, max(day) as last_day
    from within
    where story_id in (select story_id from self) and entity_id <> entity_of(name)
    group by entity_id
),
others as (
    select entity_id, count(distinct story_id) as story_count
    from within where entity_id in (select entity_id from pairs) group by entity_id
),
volume as (
    select
        (select count(*) from self) as own,
        (select count(*) from story
         where day >= coalesce(since, date '0001-01-01') and day <= coalesce(until, date '9999-12-31')) as stories
)
select
    e.entity_id,
    e.name,
    e.type,
    p.shared::integer as shared,
    o.story_count::integer as story_count,
    p.first_day,
    p.last_day,
    case when p.shared >= 3 then p.shared * v.stories / (v.own * o.story_count) end as lift,
    case when p.shared < 3 then 'too few: fewer than 3 shared stories' end as reason
from pairs p
join others o using (entity_id)
join entity e using (entity_id)
cross join volume v
order by lift desc nulls last, shared desc, e.entity_id;
