-- Everything the posts of a day say, in file order
select p.kind, s.n, s.headline, p.label, p.text, b.path, p.start, p."end"
from passage p
join briefing b using (briefing_id)
left join story s on s.story_id = p.story_id
where p.day = $day
order by b.path, p.start
