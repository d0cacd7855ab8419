-- Questions with their fate, latest first
select watch_id, text, fate, fate_reason, first_day, last_day, asked_count, by_day, evidence_count, last_evidence_day
from watch
where true
  and watch_id = $item
order by boilerplate, last_day desc, watch_id
