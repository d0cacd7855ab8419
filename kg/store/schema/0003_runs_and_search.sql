-- Book-keeping of ingests, and the texts for full-text search.

-- One row an ingest.
create table run (
    run_id      varchar primary key,                    -- Moment and hash
    started_at  timestamp not null,                     -- UTC
    seconds     double not null,                        -- From start to commit
    added       integer not null,                       -- New posts
    updated     integer not null,                       -- Changed posts
    removed     integer not null,                       -- Posts whose file vanished, or that were removed by name
    unchanged   integer not null,                       -- Posts that were not touched
    quarantined integer not null,                       -- Posts that could not be read
    fingerprint varchar not null                        -- Version of reading and extraction
);

-- One row a post: the folder it was read from. Not part of what the archive says; tells which files vanished.
create table source (
    briefing_id varchar primary key,                    -- The post
    root        varchar not null                        -- Archive folder, relative to the database
);

-- One row a file that could not be read: its digest, so that it is read again only when it changed.
create table quarantine (
    path        varchar primary key,                    -- File, relative to the archive folder
    root        varchar not null,                       -- Archive folder, relative to the database
    sha256      varchar not null,                       -- Digest of the bytes
    fingerprint varchar not null                        -- Version of reading and extraction
);

-- One row a thing the store remembers about itself.
create table state (
    key   varchar primary key,                          -- What
    value varchar not null                              -- Value
);

-- One row a passage as it is searched: usual width, lower case, simplified characters, Markdown marks left out.
create table search_passage (
    passage_id  varchar not null,                       -- The passage
    briefing_id varchar not null,                       -- The post it stands in
    text        varchar not null                        -- The normalised words
);
