-- Which trend each trend mention belongs to (temporary table assigned: mention_id, item_id, reason). Only differences are written.
update trend_mention m
set trend_id = a.item_id, trend_reason = a.reason
from assigned a
where m.trend_mention_id = a.mention_id
    and (m.trend_id is distinct from a.item_id or m.trend_reason is distinct from a.reason);
