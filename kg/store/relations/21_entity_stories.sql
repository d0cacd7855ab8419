-- One row a story that mentions the entity, with its number of mentions and whether the headline has it; oldest first.
create or replace macro entity_stories(name) as table
with found as (
    select m.story_id, count(*) as mention_count, bool_or(p.kind = 'headline') as in_headline
    from mention m
    join passage p using (passage_id)
    where m.entity_id = entity_of(name) and m.story_id is not null
    group by m.story_id
)
select s.story_id, s.day, s.n, s.headline, s.modality, s.event_day, f.mention_count::integer as mention_count, f.in_headline
from found f
join story s using (story_id)
order by s.day, s.position;
