-- Level 1: what one post says. A pure function of (bytes of the file, fingerprint).
-- The text after a column becomes its comment in the database; the lines above a table become the table's.

-- One row a post. A post that could not be read has a row in issue instead.
create table briefing (
    briefing_id     varchar primary key,                -- The day, or day and file name
    day             date not null,                      -- The author's local day
    title           varchar not null,                   -- Title of the post
    path            varchar not null,                   -- File, relative to the archive folder, with forward slashes
    template        varchar not null,                   -- Template by which it was read
    template_reason varchar not null,                   -- Why that template was chosen
    language        varchar not null,                   -- zh, en or other
    period          varchar not null check (period in ('day', 'week')), -- What the post covers: day or week
    url             varchar,                            -- Link to the published post, where the site's address is known
    note            varchar,                            -- The author's own note at the head of the post
    story_count     integer not null check (story_count >= 0), -- Number of stories in the post
    sha256          varchar not null,                   -- Digest of the file's bytes; same digest and fingerprint: nothing to do
    fingerprint     varchar not null                    -- Version of reading and extraction (code, gazetteer, settings)
);

-- One row a story (a numbered item of a post).
create table story (
    story_id     varchar primary key,                   -- Briefing and hash of the headline
    briefing_id  varchar not null,                      -- The post it stands in
    day          date not null,                         -- Day of the post
    n            integer not null,                      -- Number as printed, else the position
    position     integer not null check (position >= 1), -- Place in the post, from 1
    headline     varchar not null,                      -- Headline without number, outlets and Markdown marks
    modality     varchar not null check (modality in ('announced', 'reported', 'rumoured', 'denied', 'opinion')), -- How sure: announced, reported, rumoured, denied, opinion
    modality_cue varchar,                               -- The words that decided the modality, null for the default
    event_day    date,                                  -- Day on which it happened, where the text says so
    section      varchar,                               -- Heading above the story where stories are grouped
    url          varchar                                -- First link of the story
);

-- One row a stretch of text with its place. text is exactly file[start:end], in code points.
create table passage (
    passage_id  varchar primary key,                    -- Story or briefing, kind, running number
    briefing_id varchar not null,                       -- The post it stands in
    story_id    varchar,                                -- The story it stands in, null outside of stories
    day         date not null,                          -- Day of the post
    kind        varchar not null check (kind in ('headline', 'fact', 'why', 'impact', 'advice', 'trend', 'watch', 'note', 'other')), -- headline fact why impact advice trend watch note other
    label       varchar,                                -- Label as printed (是什么 ...), null where there is none
    text        varchar not null,                       -- The words, Markdown marks included
    "start"     integer not null check ("start" >= 0),  -- First code point in the decoded file
    "end"       integer not null check ("end" >= "start") -- One past the last code point
);

-- One row a link of a story's outlet chain: outlet first, origin last (Reuters quoting The Information: 1 Reuters, 2 The Information).
create table attribution (
    story_id  varchar not null,                         -- The story
    position  integer not null check (position >= 1),   -- 1 is the outlet that was read; the last is the origin
    outlet    varchar not null,                         -- As printed
    outlet_id varchar,                                  -- Its entity, null where the gazetteer does not know it
    primary key (story_id, position)
);

-- One row a name in the text, at offsets in the file.
create table mention (
    mention_id  varchar not null,                       -- Passage and offset in it; unique
    passage_id  varchar not null,                       -- The passage it stands in
    briefing_id varchar not null,                       -- The post it stands in
    story_id    varchar,                                -- The story it stands in, null outside of stories
    day         date not null,                          -- Day of the post
    entity_key  varchar not null,                       -- What extraction says it is: gazetteer id, minted model id, or name:<surface>
    entity_id   varchar not null,                       -- entity_key after corrections
    surface     varchar not null,                       -- The name as written
    "start"     integer not null check ("start" >= 0),  -- First code point in the decoded file
    "end"       integer not null check ("end" > "start"), -- One past the last code point
    type        varchar not null check (type in ('ORG', 'PERSON', 'PLACE', 'MODEL', 'PRODUCT', 'WORK', 'EVENT')), -- ORG PERSON PLACE MODEL PRODUCT WORK EVENT, as extraction says
    rule        varchar not null,                       -- The rule that found it
    confidence  double not null check (confidence between 0 and 1) -- 0 to 1
);

-- One row a post and entity key that is not in the gazetteer: how it is called and which family it is of.
create table entity_key (
    briefing_id varchar not null,                       -- The post
    entity_key  varchar not null,                       -- Minted model id, or name:<surface>
    name        varchar not null,                       -- Name by which to show it
    type        varchar not null,                       -- Type by the first mention in the post
    family_id   varchar,                                -- Family of a model version
    mentions    integer not null,                       -- Number of mentions in the post
    primary key (briefing_id, entity_key)
);

-- One row an amount: money, a percentage, or a count with its unit, in Arabic digits.
create table amount (
    amount_id  varchar not null,                        -- Passage and offset in it; unique
    passage_id varchar not null,                        -- The passage it stands in
    story_id   varchar,                                 -- The story it stands in, null outside of stories
    day        date not null,                           -- Day of the post
    surface    varchar not null,                        -- As written
    value      double not null,                         -- In units (1.5 亿美元 is 150000000)
    value_high double,                                  -- Upper end where the text gives a range
    unit       varchar not null,                        -- ISO currency, %, or the unit as printed
    approx     boolean not null,                        -- True for 约 近 超 至少 and the like
    role       varchar,                                 -- funding valuation revenue spending price deal fine other, null where none is stated
    entity_key varchar,                                 -- Whose amount, as extraction says
    entity_id  varchar,                                 -- entity_key after corrections
    "start"    integer not null,                        -- First code point in the decoded file
    "end"      integer not null                         -- One past the last code point
);

-- One row a stated fact between two entities (subject predicate object).
create table relation (
    relation_id varchar not null,                       -- Passage, offset and predicate; unique
    story_id    varchar not null,                       -- The story that states it
    passage_id  varchar not null,                       -- The passage that states it
    day         date not null,                          -- Day of the post
    subject_key varchar not null,                       -- Who, as extraction says
    subject_id  varchar not null,                       -- subject_key after corrections
    predicate   varchar not null,                       -- invests_in acquires partners_with releases expands_in sues_or_investigates appoints supplies develops
    object_key  varchar not null,                       -- Whom or what, as extraction says
    object_id   varchar not null,                       -- object_key after corrections
    modality    varchar not null check (modality in ('announced', 'reported', 'rumoured', 'denied', 'opinion')), -- How sure
    event_day   date,                                   -- Day on which it happened, where the text says so
    cue         varchar not null,                       -- The words that state it
    confidence  double not null check (confidence between 0 and 1) -- 0 to 1
);

-- One row a theme: the closed list of the gazetteer.
create table theme (
    theme_id varchar primary key,                       -- Short English word
    name_zh  varchar not null,                          -- Chinese name
    name_en  varchar not null                           -- English name
);

-- One row a story and theme.
create table story_theme (
    story_id varchar not null,                          -- The story
    theme_id varchar not null,                          -- The theme
    score    double not null,                           -- 0 to 1
    rank     integer not null check (rank >= 1),        -- 1 is the main theme
    reason   varchar not null,                          -- The cues that spoke for it
    primary key (story_id, theme_id)
);

-- One row a trend mention or watch mention and theme.
create table statement_theme (
    statement_id varchar not null,                      -- trend_mention_id or watch_mention_id
    theme_id     varchar not null,                      -- The theme
    score        double not null,                       -- 0 to 1
    rank         integer not null check (rank >= 1),    -- 1 is the main theme
    primary key (statement_id, theme_id)
);

-- One row a trend as stated on one day; trend holds its identity over days.
create table trend_mention (
    trend_mention_id varchar primary key,               -- Briefing and hash of the text
    briefing_id      varchar not null,                  -- The post
    passage_id       varchar not null,                  -- The passage with the whole statement
    day              date not null,                     -- Day of the post
    n                integer not null,                  -- Number as printed, else the position
    name             varchar not null,                  -- Short form
    text             varchar not null,                  -- The whole statement, without Markdown marks
    shift_from       varchar,                           -- A of 从 A 转向 B
    shift_to         varchar,                           -- B of 从 A 转向 B
    trend_id         varchar,                           -- The trend it belongs to (level 2)
    trend_reason     varchar                            -- Why it belongs to that trend
);

-- One row a thing to watch as stated on one day; watch holds its identity over days.
create table watch_mention (
    watch_mention_id varchar primary key,               -- Briefing and hash of the text
    briefing_id      varchar not null,                  -- The post
    passage_id       varchar not null,                  -- The passage with the statement
    story_id         varchar,                           -- The story it stands in, null in a list of its own
    day              date not null,                     -- Day of the post
    n                integer not null,                  -- Number as printed, else the position
    text             varchar not null,                  -- The statement, without Markdown marks
    by_day           date,                              -- Day until which it should be answered, where stated
    by_text          varchar,                           -- The words that set the term
    watch_id         varchar,                           -- The item it belongs to (level 2)
    watch_reason     varchar                            -- Why it belongs to that item
);

-- One row a sub-question of a watch mention.
create table watch_facet (
    watch_mention_id varchar not null,                  -- The statement
    position         integer not null check (position >= 1), -- From 1
    text             varchar not null,                  -- The sub-question as written
    primary key (watch_mention_id, position)
);

-- One row a thing that could not be read, and why. A post with severity error is not in the archive (quarantined).
create table issue (
    path     varchar not null,                          -- File
    line     integer,                                   -- Line in the file, null for the whole file
    severity varchar not null check (severity in ('error', 'warning', 'info')), -- error (quarantined), warning (read in part), info
    message  varchar not null,                          -- What and why
    stage    varchar not null check (stage in ('find', 'read')) -- Noticed while looking for posts (find) or reading one (read)
);
