-- Questions without an answer, longest open first
-- 还没有答案的问题，最久的在前
select watch_id, text, fate, first_day, asked_count, by_day, last_evidence_day
from watch where fate in ('open', 'touched', 'progressing', 'stale') and not boilerplate
order by first_day
