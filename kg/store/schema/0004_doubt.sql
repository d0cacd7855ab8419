-- What level 2 has to remember of statements that a later run does not look at again.

-- One row a statement that may repeat an earlier one but is not like enough to join it; proposals come from these.
create table doubt (
    mention_id   varchar primary key,                   -- The trend mention or watch mention
    kind         varchar not null check (kind in ('trend', 'watch')), -- trend watch
    neighbour_id varchar not null,                      -- The earlier mention that it may repeat
    day          date not null,                         -- Day of the later one
    score        double not null                        -- Likeness, 0 to 1
);
