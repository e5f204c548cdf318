-- The first administrator, and passwords that somebody else has given.

-- what the console shows while nobody can sign in, as digests: each process shows one of its own.
-- Not journalled: it is a secret.
create table set_up_token (
    digest bytea primary key,
    made_at timestamptz not null,
    constraint set_up_token_digest check (octet_length(digest) = 32)
);

-- a password that somebody else has given is changed before anything else
alter table credential add column must_change boolean not null default false;

create index mandate_by_place on mandate (place_id);
