-- One row an event of a watch item, oldest first: asked, restated, evidence, fate. id is a watch_id or any of its
-- watch_mention_ids.
create or replace macro watch_history(id) as table
with wanted as (
    select watch_id from watch where watch_id = id
    union
    select watch_id from watch_mention where watch_mention_id = id
),
asked as (
    select
        day,
        case when row_number() over (order by day, n, watch_mention_id) = 1 then 'asked' else 'restated' end as event,
        1 as place,
        text,
        watch_reason as reason,
        watch_mention_id,
        null::varchar as story_id,
        null::varchar as stance,
        null::integer as grade,
        null::double as score,
        null::varchar as decision
    from watch_mention
    where watch_id in (select watch_id from wanted)
),
answers as (
    select e.day, 'evidence', 2, s.headline, e.reason, e.watch_mention_id, e.story_id, e.stance, e.grade, e.score, e.decision
    from evidence e
    join story s using (story_id)
    where e.watch_id in (select watch_id from wanted)
),
fates as (
    select day, 'fate', 3, fate, reason, null, story_id, null, null, null, null
    from fate_event
    where watch_id in (select watch_id from wanted)
)
select day, event, text, reason, watch_mention_id, story_id, stance, grade, score, decision
from (from asked union all from answers union all from fates)
order by day, place, score desc nulls last, watch_mention_id, story_id;
