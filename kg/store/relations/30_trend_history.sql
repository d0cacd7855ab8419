-- One row a day on which the trend was asserted or borne out: the author's words (null where only stories speak), why they
-- belong to the trend, and the stories of that day. id is a trend_id or any of its trend_mention_ids; oldest first.
create or replace macro trend_history(id) as table
with wanted as (
    select trend_id from trend where trend_id = id
    union
    select trend_id from trend_mention where trend_mention_id = id
),
said as (
    select day, trend_mention_id, name, text, shift_from, shift_to, trend_reason
    from trend_mention
    where trend_id in (select trend_id from wanted)
),
borne_out as (
    select e.day, list(s.headline order by e.score desc, e.story_id) as headlines, list(e.story_id order by e.score desc, e.story_id) as story_ids
    from trend_evidence e
    join story s using (story_id)
    where e.trend_id in (select trend_id from wanted)
    group by e.day
)
select
    day,
    t.trend_mention_id,
    t.name,
    t.text,
    t.shift_from,
    t.shift_to,
    t.trend_reason as reason,
    t.trend_mention_id is not null as asserted,
    coalesce(len(b.story_ids), 0)::integer as evidence_count,
    coalesce(b.headlines, []) as headlines,
    coalesce(b.story_ids, []) as story_ids
from said t
full join borne_out b using (day)
order by day, t.trend_mention_id;
