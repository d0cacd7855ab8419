-- One row a story that says again what an earlier day's story said: the same words in the headline, or the same link.
with keyed as (
    select
        story_id,
        day,
        position,
        regexp_replace(lower(headline), '[^\p{L}\p{N}%.$]+', '', 'g') as title,
        url
    from story
),
by_title as (
    select story_id, day, first_value(story_id) over (partition by title order by day, position, story_id) as first_story_id
    from keyed
    where length(title) >= 4
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
