-- One row a statement slot (who does what to whom) with everything said of it, as known on a day: as_of is the last day
-- of report, true_on the last day on which the thing may have happened (event day where stated, else day of report);
-- null for no limit. modality is the latest word, origins counts first sources (A quoting B is B), history holds
-- every word in order.
create or replace macro statements(as_of, true_on) as table
with origin as (
    select story_id, arg_max(coalesce(outlet_id, lower(outlet)), position) as origin from attribution group by story_id
),
said as (
    select r.*, o.origin, b.path
    from relation r
    join passage p using (passage_id)
    join briefing b using (briefing_id)
    left join origin o on o.story_id = r.story_id
    where (as_of is null or r.day <= as_of) and (true_on is null or coalesce(r.event_day, r.day) <= true_on)
)
select
    s.subject_id,
    a.name as subject,
    s.predicate,
    s.object_id,
    b.name as object,
    min(s.day) as first_day,
    max(s.day) as last_day,
    arg_max(s.event_day, s.day) as event_day,
    arg_max(s.modality, (s.day, s.relation_id)) as modality,
    count(distinct s.story_id)::integer as story_count,
    count(distinct coalesce(s.origin, s.path))::integer as origins,
    list({'day': s.day, 'modality': s.modality, 'origin': s.origin, 'story_id': s.story_id} order by s.day, s.relation_id) as history
from said s
join entity a on a.entity_id = s.subject_id
join entity b on b.entity_id = s.object_id
group by all
order by last_day desc, subject_id, predicate, object_id;
