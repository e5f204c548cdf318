-- Entry links: a short-lived way in for a recorder or a screen, opened by a code that is told apart.

alter table mandate drop constraint mandate_role;
alter table mandate add constraint mandate_role check (role in (
    'administrator', 'county_office', 'county_official', 'town_office', 'leading_group',
    'steering_group', 'commission', 'recorder', 'scrutineer', 'screen'
));

create table entry_link (
    entry_link_id bigint generated always as identity primary key,
    -- what the link lets somebody do, where, and as whom
    mandate_id bigint not null references mandate,
    made_by bigint not null references account,
    made_at timestamptz not null,
    ends_at timestamptz not null,
    revoked_at timestamptz,
    constraint entry_link_period check (ends_at > made_at)
);

create index entry_link_by_mandate on entry_link (mandate_id);

-- apart, so that neither link nor code reaches the journal
create table entry_secret (
    entry_link_id bigint primary key references entry_link,
    token_digest bytea not null,
    code_digest bytea not null,
    constraint entry_secret_token unique (token_digest),
    constraint entry_secret_digests check (
        octet_length(token_digest) = 32 and octet_length(code_digest) = 32
    )
);

-- who came in by it, when, from where
create table entry_use (
    entry_use_id bigint generated always as identity primary key,
    entry_link_id bigint not null references entry_link,
    used_at timestamptz not null,
    address text not null,
    browser text not null
);

create index entry_use_by_link on entry_use (entry_link_id, used_at);

-- a session that a link has opened is for its mandate only
alter table session add column entry_link_id bigint references entry_link;
create index session_by_entry_link on session (entry_link_id) where entry_link_id is not null;

alter table security_log drop constraint security_log_event;
alter table security_log add constraint security_log_event check (event in (
    'signed_in', 'refused', 'throttled', 'signed_out', 'password_changed', 'password_given',
    'sessions_ended', 'factor_set', 'factor_refused', 'factor_removed', 'link_entered',
    'link_refused'
));

call protect('entry_link');
call insert_only('entry_use');
