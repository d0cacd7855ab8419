-- Entities by number of stories
select entity_id, name, name_zh, type, first_day, last_day, day_count, story_count, mention_count
from entity order by story_count desc, entity_id limit 500
