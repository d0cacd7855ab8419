-- Stories a week that mention a name (any script)
select date_trunc('week', day)::date as week, sum(story_count)::integer as stories
from entity_history($name) group by week order by week
