-- Which watch each watch mention belongs to (temporary table assigned: mention_id, item_id, reason). Only differences are written.
update watch_mention m
set watch_id = a.item_id, watch_reason = a.reason
from assigned a
where m.watch_mention_id = a.mention_id
    and (m.watch_id is distinct from a.item_id or m.watch_reason is distinct from a.reason);
