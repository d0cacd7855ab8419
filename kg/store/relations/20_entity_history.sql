-- One row a day on which the entity is mentioned: stories, mentions, share of the day's stories, headlines, and how many
-- of the stories repeat an earlier day's (repeated_count).
-- name is any alias in any script and letter case. Days without a post have no row; days with a post but without a mention neither.
create or replace macro entity_history(name) as table
select day, story_count, mention_count, share, headlines, repeated_count
from entity_day
where entity_id = (select entity_of(name))
order by day;
