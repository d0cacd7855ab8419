-- One row an entity that shares stories with the named one. lift: how many times more often than chance would have it
-- (shared x all / (own x other)); null with a reason under 3 shared stories. Best lift first, then most shared.
create or replace macro companions(name) as table
from companions_between(name, null, null);
