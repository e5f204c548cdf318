-- Signing in: how often it may be tried, and what is written down of it.

-- when a name or an address has all its tries again; they are taken before the password is looked
-- at, so that tries sent at once do not slip through
create table sign_in_attempt (
    kind text not null,
    -- a digest: what is typed as a name may be a password in the wrong field
    subject bytea not null,
    whole_at timestamptz not null,
    -- when the security log was last told that this one has to wait
    told_at timestamptz,
    primary key (kind, subject),
    constraint sign_in_attempt_kind check (kind in ('account', 'address')),
    constraint sign_in_attempt_subject check (octet_length(subject) = 32)
);

create index sign_in_attempt_whole on sign_in_attempt (whole_at);

alter table security_log add column address text not null default '';
alter table security_log drop constraint security_log_event;
alter table security_log add constraint security_log_event check (event in (
    'signed_in', 'refused', 'throttled', 'signed_out', 'password_changed', 'password_given',
    'sessions_ended', 'factor_set', 'factor_refused', 'factor_removed'
));

-- the last sign-in of an account
create index security_log_by_account on security_log (account_id, happened_at);

create index session_by_account on session (account_id);
create index session_by_end on session (ends_at);
