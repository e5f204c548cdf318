-- The second factor of an account: an app, or a printed card of codes. Not journalled: secrets.

create table factor (
    account_id bigint primary key references account,
    kind text not null,
    -- of an app: sealed with a key that lies outside the database
    secret bytea,
    -- the newest step of thirty seconds whose code was taken: none is taken twice
    last_step bigint,
    set_at timestamptz not null,
    constraint factor_kind check (kind in ('app', 'card')),
    constraint factor_secret check ((kind = 'app') = (secret is not null))
);

-- codes of a card, each good once; as keyed digests
create table factor_code (
    account_id bigint not null references factor on delete cascade,
    ordinal integer not null,
    digest bytea not null,
    used_at timestamptz,
    primary key (account_id, ordinal),
    constraint factor_code_digest check (octet_length(digest) = 32)
);

-- somebody whose password was right and who is asked for the code: no session yet
create table sign_in_step (
    sign_in_step_digest bytea primary key,
    account_id bigint not null references account,
    ends_at timestamptz not null
);

create index sign_in_step_by_account on sign_in_step (account_id);

alter table sign_in_attempt drop constraint sign_in_attempt_kind;
alter table sign_in_attempt add constraint sign_in_attempt_kind
    check (kind in ('account', 'address', 'code', 'link'));
