-- Lists that are being brought in: what was read of a file waits here until somebody takes it. It is
-- no record: it reaches neither the journal nor the database's log, and goes after some days. Identity
-- and telephone numbers, and the lines as they stood, are sealed like everywhere.

create unlogged table import (
    import_id bigint generated always as identity primary key,
    world_id bigint not null references world,
    place_id bigint not null references place,
    -- whose roll it is for
    election_id bigint references election,
    kind text not null,
    account_id bigint references account,
    began_at timestamptz not null,
    -- when the process that works on it was last heard of
    beat_at timestamptz not null,
    state text not null default 'reading',
    -- why it could not be read or taken
    failure jsonb,
    -- the heads of the file
    heads jsonb not null default '[]',
    -- lines read, then lines taken
    done bigint not null default 0,
    -- what became of it
    outcome jsonb,
    constraint import_kind check (kind in ('units', 'households', 'persons', 'members', 'officers', 'roll')),
    constraint import_state check (state in ('reading', 'ready', 'taking', 'done', 'failed'))
);

create index import_by_place on import (place_id, import_id);

create unlogged table import_line (
    import_id bigint not null references import on delete cascade,
    line bigint not null,
    -- what it says, by column
    given jsonb not null,
    idno_cipher bytea,
    idno_digest bytea,
    phone_cipher bytea,
    phone_digest bytea,
    -- what is wrong with it by itself: 0 nothing, 1 its identity number, 2 anything else
    bar smallint not null,
    problems jsonb not null,
    -- its cells as they stood, sealed
    cells bytea not null,
    -- what is wrong with it beside other lines and what is there
    found jsonb not null default '[]',
    -- the person or place that it is about, and whether the line makes it
    target_id bigint,
    fresh boolean not null default false,
    primary key (import_id, line)
);

-- persons of a name who were born on or about a day
create index person_by_birth on person (world_id, (name_key(name) collate "C"), birth_on)
where merged_into is null;
