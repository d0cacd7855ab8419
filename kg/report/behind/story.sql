-- The passages of a story, in file order
select kind, label, text, start, "end"
from passage
where story_id = $story
order by start
