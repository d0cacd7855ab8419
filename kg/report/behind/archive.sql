-- The posts that are in
select day, path, title, story_count, template, language
from briefing
order by day desc, path
