-- One row an entity and day on which it is mentioned. What a day holds does not depend on later days.
with per_story as (
    select entity_id, day, story_id, count(*) as mentions
    from mention
    group by all
),
volume as (
    select day, sum(story_count) as stories from briefing group by day
)
select
    p.entity_id,
    p.day,
    count(p.story_id)::integer as story_count,
    sum(p.mentions)::integer as mention_count,
    count(p.story_id) / nullif(any_value(v.stories), 0) as share,
    coalesce(list(s.headline order by s.position, s.story_id) filter (s.headline is not null), []) as headlines,
    count(r.story_id)::integer as repeated_count
from per_story p
join volume v using (day)
left join story s using (story_id)
left join story_repeat r using (story_id)
group by p.entity_id, p.day
order by p.entity_id, p.day
