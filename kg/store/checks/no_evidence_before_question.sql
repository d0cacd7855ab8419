-- Evidence is dated after the day on which its watch item was first asked.
select e.watch_id, e.story_id, e.day, w.first_day
from evidence e join watch w using (watch_id)
where e.day <= w.first_day
