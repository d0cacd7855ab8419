-- Outlets that are quoted through others
-- 被转引的媒体
select o.outlet as origin, a.outlet as told_by, count(*) as stories
from attribution a join attribution o using (story_id)
where a.position < o.position group by all order by stories desc
