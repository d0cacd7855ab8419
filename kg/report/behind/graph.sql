-- Pairs of entities by the stories that name both
select a.entity_id as one, b.entity_id as other, count(distinct a.story_id) as stories
from mention a
join mention b on a.story_id = b.story_id and a.entity_id < b.entity_id
where true
  and a.day >= $since
  and a.day <= $until
group by all order by stories desc, one, other limit 500
