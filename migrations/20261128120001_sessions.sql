-- Sessions that are listed, end when nobody works in them, and know how somebody signed in.

alter table session
    add column session_id bigint generated always as identity,
    -- the last request of a person, to the minute
    add column seen_at timestamptz not null default now(),
    add column address text not null default '',
    -- browser and system in two words, as far as it says so itself
    add column browser text not null default '',
    -- whether a second factor was asked for, or was set up in it
    add column by_code boolean not null default false,
    add constraint session_number unique (session_id);

-- one of the sample: needs no second factor, and serves the own machine only
alter table account add column sample boolean;
