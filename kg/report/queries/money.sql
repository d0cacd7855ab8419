-- The largest amounts of money, with their headline
-- 最大的金额及其标题
select a.day, a.surface, a.value, a.unit, a.role, s.headline
from amount a join story s using (story_id)
where length(a.unit) = 3 and a.unit = upper(a.unit) and a.value is not null
order by a.value desc limit 50
