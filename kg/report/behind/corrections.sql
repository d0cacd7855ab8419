-- Every decision as replayed, latest first
select judgement_id, made_at, who, action, payload, why, status, message
from judgement order by made_at desc, judgement_id
