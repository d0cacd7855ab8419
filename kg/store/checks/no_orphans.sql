-- Every row of level 1 belongs to a row above it (there are no foreign keys; see ARCHITECTURE). Of the large tables
-- the days that changed are looked at: rows of a post come and go together.
select 'story' as relation, story_id as id from story where briefing_id not in (select briefing_id from briefing)
union all
select 'passage', passage_id from passage where day >= getvariable('since') and briefing_id not in (select briefing_id from briefing)
union all
select 'passage', passage_id from passage where day >= getvariable('since') and story_id is not null and story_id not in (select story_id from story)
union all
select 'mention', mention_id from mention where day >= getvariable('since') and passage_id not in (select passage_id from passage)
union all
select 'amount', amount_id from amount where day >= getvariable('since') and passage_id not in (select passage_id from passage)
union all
select 'relation', relation_id from relation where day >= getvariable('since') and passage_id not in (select passage_id from passage)
union all
select 'attribution', story_id from attribution where story_id not in (select story_id from story)
union all
select 'story_theme', story_id from story_theme where story_id not in (select story_id from story)
union all
select 'evidence', story_id from evidence where story_id not in (select story_id from story)
union all
select 'trend_evidence', story_id from trend_evidence where story_id not in (select story_id from story)
union all
select 'trend_mention', trend_mention_id from trend_mention
where trend_id is not null and trend_id not in (select trend_id from trend)
union all
select 'watch_mention', watch_mention_id from watch_mention
where watch_id is not null and watch_id not in (select watch_id from watch)
union all
select 'relation', relation_id from relation
where subject_id not in (select entity_id from entity) or object_id not in (select entity_id from entity)
