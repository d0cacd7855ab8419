-- Stories a week that mention a name (any script)
-- 每周有几条新闻提到一个名字（任一写法）
select date_trunc('week', day)::date as week, sum(story_count)::integer as stories
from entity_history($name) group by week order by week
