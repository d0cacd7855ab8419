-- One row an entity of the window: its share of the stories in the window_days up to as_of against the window before.
-- momentum: log2 of the smoothed ratio of shares (1 is twice the share, -1 half). Too few stories give null and a reason, not
-- a guess. Missing days are missing: shares are of the stories that there are. Repeated stories count once.
create or replace macro momentum(as_of, window_days) as table
with bounds as (
    select
        as_of::date as until,
        as_of::date - window_days::integer as middle,
        as_of::date - 2 * window_days::integer as since
),
stories as (
    select s.story_id, s.day > b.middle as recent
    from story s
    cross join bounds b
    where s.day > b.since and s.day <= b.until and s.story_id not in (select story_id from story_repeat)
),
volume as (
    select count(*) filter (recent) as now, count(*) filter (not recent) as before from stories
),
counted as (
    select
        m.entity_id,
        count(distinct m.story_id) filter (s.recent) as now,
        count(distinct m.story_id) filter (not s.recent) as before
    from mention m
    join stories s using (story_id)
    group by m.entity_id
)
select
    e.entity_id,
    e.name,
    e.type,
    c.now::integer as story_count,
    c.before::integer as story_count_before,
    c.now / nullif(v.now, 0) as share,
    c.before / nullif(v.before, 0) as share_before,
    case when c.now + c.before >= 5 and v.now >= 10 and v.before >= 10
        then log2(((c.now + 0.5) / (v.now + 1)) / ((c.before + 0.5) / (v.before + 1))) end as momentum,
    case
        when v.now < 10 or v.before < 10 then 'too few: fewer than 10 stories in one of the windows'
        when c.now + c.before < 5 then 'too few: fewer than 5 stories in both windows'
    end as reason
from counted c
join entity e using (entity_id)
cross join volume v
order by momentum desc nulls last, story_count desc, e.entity_id;
