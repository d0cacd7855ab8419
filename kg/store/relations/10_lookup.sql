-- A name as it is looked up: usual width, lower case, simplified characters, without blanks, hyphens and dots between names.
create or replace macro lookup(surface) as
    regexp_replace(
        translate(
            lower(translate(surface,
                'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９．－‐‑‒–−’‘＇',
                'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.------''''''')),
            (select traditional from script), (select simplified from script)),
        '[\s\-_·]+', '', 'g');

-- The entity that a name means: its id, or any alias in any script and letter case; null where there is none.
create or replace macro entity_of(who) as coalesce(
    (select e.entity_id from entity e where e.entity_id = who),
    (select arg_min(a.entity_id, a.rank) from alias_key a where a.lookup = lookup(who)));
