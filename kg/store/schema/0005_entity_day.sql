-- What `entity_history` tells, kept: counted anew for a frequent name it takes twice as long as an answer may.

-- One row an entity and day on which it is mentioned, a day's posts taken together.
create table entity_day (
    entity_id      varchar not null,                    -- The entity
    day            date not null,                       -- The day
    story_count    integer not null,                    -- Stories of the day that mention it; 0 where only a trend or a question does
    mention_count  integer not null,                    -- Mentions in all passages of the day
    share          double,                              -- story_count / stories of the day; null on a day without stories
    headlines      varchar[] not null,                  -- Headlines of these stories in the order of the post
    repeated_count integer not null,                    -- How many of these stories repeat an earlier day's
    primary key (entity_id, day)
);
