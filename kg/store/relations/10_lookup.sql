-- A text in usual width, lower case, simplified characters, plain hyphens and quotes. The same as nlp.normal.normal_form.
create or replace macro normal_form(surface) as
    lower(translate(surface, (select traditional from script), (select simplified from script)));

-- A name as it is looked up: normal form without blanks, hyphens and dots between names; a name of nothing else stays.
create or replace macro lookup(surface) as (
    select coalesce(nullif(regexp_replace(n, '[\s\-_·]+', '', 'g'), ''), n) from (select normal_form(surface) as n));

-- The entity that a name means: its id, or any alias in any script and letter case; null where there is none.
create or replace macro entity_of(who) as coalesce(
    (select e.entity_id from entity e where e.entity_id = who),
    (select arg_min(a.entity_id, a.rank) from alias_key a where a.lookup = (select lookup(who))));
