-- Bring entity_id of mentions, amounts and relations to what the decisions say (temporary table moved:
-- entity_key, surface, entity_id). Only rows that differ are written.
update mention m
set entity_id = w.entity_id
from moved w
where m.entity_key = w.entity_key and m.surface = w.surface and m.entity_id <> w.entity_id;

update mention m
set entity_id = m.entity_key
where m.entity_id <> m.entity_key
    and not exists (select 1 from moved w where w.entity_key = m.entity_key and w.surface = m.surface);

-- Amounts and relations have keys without a surface: they follow the first mention of that key in their
-- passage, else in their story, else what most surfaces of the key follow.
create or replace temp table touched as
select distinct entity_key from moved
union
select distinct entity_key from amount where entity_key <> entity_id
union
select distinct subject_key from relation where subject_key <> subject_id
union
select distinct object_key from relation where object_key <> object_id;

create or replace temp table by_passage as
select passage_id, entity_key, arg_min(entity_id, "start") as entity_id
from mention
where entity_key in (select entity_key from touched)
group by all;

create or replace temp table by_story as
select story_id, entity_key, arg_min(entity_id, "start") as entity_id
from mention
where entity_key in (select entity_key from touched) and story_id is not null
group by all;

create or replace temp table by_key as
select entity_key, entity_id
from (select entity_key, entity_id, count(*) as n from mention where entity_key in (select entity_key from touched) group by all)
qualify row_number() over (partition by entity_key order by n desc, entity_id) = 1;

create or replace temp table wanted as
select a.amount_id as id, 'amount' as slot, coalesce(p.entity_id, s.entity_id, k.entity_id, a.entity_key) as entity_id
from amount a
left join by_passage p on p.passage_id = a.passage_id and p.entity_key = a.entity_key
left join by_story s on s.story_id = a.story_id and s.entity_key = a.entity_key
left join by_key k on k.entity_key = a.entity_key
where a.entity_key in (select entity_key from touched)
union all
select r.relation_id, 'subject', coalesce(p.entity_id, s.entity_id, k.entity_id, r.subject_key)
from relation r
left join by_passage p on p.passage_id = r.passage_id and p.entity_key = r.subject_key
left join by_story s on s.story_id = r.story_id and s.entity_key = r.subject_key
left join by_key k on k.entity_key = r.subject_key
where r.subject_key in (select entity_key from touched)
union all
select r.relation_id, 'object', coalesce(p.entity_id, s.entity_id, k.entity_id, r.object_key)
from relation r
left join by_passage p on p.passage_id = r.passage_id and p.entity_key = r.object_key
left join by_story s on s.story_id = r.story_id and s.entity_key = r.object_key
left join by_key k on k.entity_key = r.object_key
where r.object_key in (select entity_key from touched);

update amount a set entity_id = w.entity_id
from wanted w where w.slot = 'amount' and w.id = a.amount_id and w.entity_id <> a.entity_id;

update relation r set subject_id = w.entity_id
from wanted w where w.slot = 'subject' and w.id = r.relation_id and w.entity_id <> r.subject_id;

update relation r set object_id = w.entity_id
from wanted w where w.slot = 'object' and w.id = r.relation_id and w.entity_id <> r.object_id;
