-- One row a story that says again what an earlier day's story said: the same words in the headline, or the same link.
-- A short headline is a rubric (`融资快讯`) unless its text is the same too; a link in two stories of one post is the post's own.
with keyed as (
    select
        s.story_id,
        s.day,
        s.position,
        regexp_replace(lower(s.headline), '[^\p{L}\p{N}%.$]+', '', 'g') as title,
        case when count(*) over (partition by s.briefing_id, s.url) = 1 then s.url end as url
    from story s
),
opening as (
    select story_id, min_by(text, "start") as text
    from passage
    where kind <> 'headline' and story_id in (select story_id from keyed where length(title) between 4 and 7)
    group by story_id
),
titled as (
    select k.story_id, k.day, k.position, case when length(k.title) >= 8 then k.title else k.title || ' ' || coalesce(o.text, '') end as title
    from keyed k
    left join opening o using (story_id)
    where length(k.title) >= 4
),
by_title as (
    select story_id, day, first_value(story_id) over (partition by title order by day, position, story_id) as first_story_id
    from titled
),
by_link as (
    select story_id, day, first_value(story_id) over (partition by url order by day, position, story_id) as first_story_id
    from keyed
    where regexp_matches(url, '^https?://[^/]+/[^/?#]+') -- a site's front page is no story
),
found as (
    select *, 'same title' as reason, 1 as rank from by_title
    union all
    select *, 'same link', 2 from by_link
)
select f.story_id, f.first_story_id, f.reason
from found f
join story s on s.story_id = f.first_story_id
where s.day < f.day
qualify row_number() over (partition by f.story_id order by f.rank) = 1
