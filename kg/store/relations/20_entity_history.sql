-- One row a day on which the entity is mentioned: stories, mentions, share of the day's stories, headlines, and how many
-- of the stories repeat an earlier day's (repeated_count).
-- name is any alias in any script and letter case. Days without a post have no row; days with a post but without a mention neither.
create or replace macro entity_history(name) as table
-- Both are asked for once: mention is scanned a single time, the name looked up before it.
with meant as materialized (select entity_of(name) as id),
found as materialized (
    select day, story_id from mention where entity_id = (select id from meant)
),
per_story as materialized (
    select day, story_id, count(*) as mentions from found group by day, story_id
),
per_day as (
    select day, count(story_id) as story_count, sum(mentions) as mention_count from per_story group by day
),
volume as (
    select day, sum(story_count) as stories from briefing where day in (select day from per_day) group by day
),
titles as (
    select s.day, list(s.headline order by s.position) as headlines, count(r.story_id) as repeated
    from story s
    left join story_repeat r using (story_id)
    where s.story_id in (select story_id from per_story)
    group by s.day
)
select
    p.day,
    p.story_count::integer as story_count,
    p.mention_count::integer as mention_count,
    p.story_count / nullif(v.stories, 0) as share,
    coalesce(t.headlines, []) as headlines,
    coalesce(t.repeated, 0)::integer as repeated_count
from per_day p
join volume v using (day)
left join titles t using (day)
order by p.day;
