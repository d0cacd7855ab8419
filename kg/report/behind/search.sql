-- Passages that hold a text as it is written (the page also finds words apart, and ranks)
select p.day, p.kind, s.headline, p.text
from passage p
left join story s on s.story_id = p.story_id
where contains(lower(p.text), lower($text))
  and p.day >= $since
  and p.day <= $until
  and p.kind = $kind
order by p.day desc
