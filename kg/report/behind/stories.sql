-- Stories with these properties, newest first
select s.day, s.n, s.headline, s.modality, s.story_id
from story s
where true
  and s.day >= $since
  and s.day <= $until
  and s.modality = $modality
  and s.story_id in (select story_id from mention where entity_id = entity_of($entity))
  and s.story_id in (select story_id from mention where type = $type)
  and s.story_id in (select story_id from story_theme where theme_id = $theme and rank <= 3)
  and s.story_id in (select story_id from attribution where lower(outlet) = lower($outlet))
order by s.day desc, s.briefing_id, s.position
