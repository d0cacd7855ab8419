-- Level 2: what the archive says over days. A pure function of level 1 in day order and the corrections.

-- One row an entity that the archive mentions.
create table entity (
    entity_id     varchar primary key,                  -- Gazetteer id, minted model id, or name:<surface>
    name          varchar not null,                     -- Usual name
    name_zh       varchar,                              -- Usual Chinese name
    type          varchar not null check (type in ('ORG', 'PERSON', 'PLACE', 'MODEL', 'PRODUCT', 'WORK', 'EVENT')), -- ORG PERSON PLACE MODEL PRODUCT WORK EVENT
    parent_id     varchar,                              -- Owner or maker
    family_id     varchar,                              -- Family of a model
    known         boolean not null,                     -- True where the gazetteer or a person vouches for it
    first_day     date not null,                        -- First day on which it is mentioned
    last_day      date not null,                        -- Last day on which it is mentioned
    day_count     integer not null,                     -- Days with a mention
    story_count   integer not null,                     -- Stories with a mention
    mention_count integer not null                      -- Mentions in all passages
);

-- One row an entity and a surface under which it is known or was found.
create table alias (
    entity_id varchar not null,                         -- The entity
    surface   varchar not null,                         -- The name as written
    origin    varchar not null,                         -- gazetteer file:line, correction, or the rule that found it
    primary key (entity_id, surface)
);

-- One row a name as looked up (lower case, no blanks, simplified characters) and entity.
create table alias_key (
    lookup    varchar not null,                         -- The name as lookup(surface) writes it
    entity_id varchar not null,                         -- The entity
    rank      integer not null,                         -- 1 is the entity that the name means by default
    primary key (lookup, entity_id)
);

-- One row: traditional characters and their simplified forms, place by place; used by lookup(surface).
create table script (
    traditional varchar not null,                       -- Characters to replace
    simplified  varchar not null                        -- What replaces them, in the same order
);

insert into script values ('', '');

-- One row a trend: statements of different days that make the same claim.
create table trend (
    trend_id      varchar primary key,                  -- By its first member
    name          varchar not null,                     -- Readable name
    first_day     date not null,                        -- First day on which it was stated
    last_day      date not null,                        -- Last day on which it was stated
    day_count     integer not null,                     -- Days on which it was stated
    status        varchar not null check (status in ('new', 'rising', 'steady', 'fading', 'dormant', 'returned')), -- new rising steady fading dormant returned
    status_reason varchar not null                      -- Why that status
);

-- One row a trend and day on which it was asserted by the author, evidenced by stories, or both.
create table trend_day (
    trend_id       varchar not null,                    -- The trend
    day            date not null,                       -- The day
    asserted       boolean not null,                    -- True where the author stated it that day
    evidence_count integer not null,                    -- Stories of that day that bear it out
    primary key (trend_id, day)
);

-- One row a trend and story that bears it out.
create table trend_evidence (
    trend_id varchar not null,                          -- The trend
    story_id varchar not null,                          -- The story
    day      date not null,                             -- Day of the story
    score    double not null,                           -- 0 to 1
    reason   varchar not null,                          -- Why, in words
    primary key (trend_id, story_id)
);

-- One row a watch item: statements of different days that ask the same.
create table watch (
    watch_id           varchar primary key,             -- By its first member
    text               varchar not null,                -- The question as first asked, or as a person named it
    first_day          date not null,                   -- First day on which it was asked
    last_day           date not null,                   -- Last day on which it was asked
    asked_count        integer not null,                -- How often it was asked
    by_day             date,                            -- Day until which it should be answered, where stated
    boilerplate        boolean not null,                -- True where most posts repeat the same words
    fate               varchar not null check (fate in ('open', 'touched', 'progressing', 'answered', 'contradicted', 'stale', 'dropped')), -- open touched progressing answered contradicted stale dropped
    fate_reason        varchar not null,                -- Why that fate
    fate_decided_by    varchar not null,                -- machine (a proposal) or the person who decided
    first_evidence_day date,                            -- First day with evidence that was not rejected
    last_evidence_day  date,                            -- Last such day
    evidence_count     integer not null                 -- Number of such stories
);

-- One row a watch item and later story that bears on it. Always dated after the item was first asked.
create table evidence (
    watch_id         varchar not null,                  -- The item
    story_id         varchar not null,                  -- The story
    watch_mention_id varchar not null,                  -- The wording it answers best
    passage_id       varchar not null,                  -- The passage that bears on it (the quote)
    day              date not null,                     -- Day of the story
    score            double not null,                   -- Higher is better; ranks the stories of one item
    grade            integer not null check (grade between 0 and 3), -- 0 none, 1 touches it, 2 bears on it, 3 answers it
    stance           varchar not null check (stance in ('supports', 'contradicts', 'progress', 'mention')), -- supports contradicts progress mention
    facet            varchar,                           -- The sub-question it bears on
    reason           varchar not null,                  -- Why, in words
    decision         varchar not null check (decision in ('proposed', 'accepted', 'rejected')), -- proposed by the machine, accepted or rejected by a person
    primary key (watch_id, story_id)
);

-- One row a change of a watch item's fate.
create table fate_event (
    watch_id varchar not null,                          -- The item
    day      date not null,                             -- Day of the change
    fate     varchar not null,                          -- The fate from that day on
    reason   varchar not null,                          -- Why
    story_id varchar                                    -- The story that changed it, null for silence or a term
);

-- One row a pair that may be the same thing, left to a person.
create table proposal (
    kind       varchar not null check (kind in ('trend', 'watch', 'entity')), -- trend watch entity
    left_id    varchar not null,                        -- One of the pair
    right_id   varchar not null,                        -- The other
    left_text  varchar not null,                        -- Words of the one
    right_text varchar not null,                        -- Words of the other
    score      double not null,                         -- 0 to 1
    reason     varchar not null,                        -- What speaks for it
    primary key (kind, left_id, right_id)
);

-- One row a decision of a person, as replayed from the log.
create table judgement (
    judgement_id varchar primary key,                   -- By content
    made_at      timestamp not null,                    -- When, UTC
    who          varchar not null,                      -- Who decided
    why          varchar,                               -- Reason given
    action       varchar not null,                      -- merge split not-same rename retype adopt accept reject pin undo
    payload      varchar not null,                      -- The decision's arguments as JSON
    status       varchar not null check (status in ('applied', 'undone', 'vanished', 'conflict')), -- applied undone vanished conflict
    message      varchar                                -- Why it is not applied
);

-- One row a story that repeats an earlier day's story (aggregators): count it once as new.
create table story_repeat (
    story_id       varchar primary key,                 -- The repeating story
    first_story_id varchar not null,                    -- The earliest story it repeats
    reason         varchar not null                     -- same title or same link
);
