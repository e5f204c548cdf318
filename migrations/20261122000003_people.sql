-- Persons, accounts, mandates, sessions.

create table person (
    person_id bigint generated always as identity primary key,
    world_id bigint not null references world,
    name text not null,
    sex text not null,
    birth_on date not null,
    constraint person_in_world unique (world_id, person_id),
    constraint person_name check (name <> '' and length(name) <= 60),
    constraint person_sex check (sex in ('f', 'm'))
);

create index person_by_name on person (world_id, name);

create table account (
    account_id bigint generated always as identity primary key,
    name text not null,
    shown_as text not null,
    disabled_on date,
    constraint account_name unique (name),
    constraint account_name_form check (name ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
    constraint account_shown_as check (shown_as <> '' and length(shown_as) <= 60)
);

-- apart, so that no hash of a password reaches the journal
create table credential (
    account_id bigint primary key references account,
    password_hash text not null
);

create table mandate (
    mandate_id bigint generated always as identity primary key,
    account_id bigint not null references account,
    role text not null,
    place_id bigint references place,
    from_on date not null,
    revoked_on date,
    constraint mandate_role check (role in (
        'administrator', 'county_office', 'county_official', 'town_office',
        'leading_group', 'steering_group', 'commission', 'recorder', 'scrutineer'
    )),
    -- an administrator serves the instance, everybody else a place and what lies below it
    constraint mandate_target check ((role = 'administrator') = (place_id is null)),
    constraint mandate_period check (revoked_on >= from_on)
);

create index mandate_by_account on mandate (account_id);

create table session (
    session_digest bytea primary key,
    account_id bigint not null references account,
    began_at timestamptz not null,
    ends_at timestamptz not null
);

create table security_log (
    security_log_id bigint generated always as identity primary key,
    happened_at timestamptz not null,
    event text not null,
    account_id bigint,
    account_name text not null,
    constraint security_log_event check (event in ('signed_in', 'refused', 'signed_out'))
);

call protect('person');
call protect('account');
call protect('mandate');
call insert_only('security_log');
