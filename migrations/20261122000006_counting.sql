-- Ballots as papers, the count, its sheets, the outcome.

-- how many papers went which way; never who had which. The hour is the finest time kept.
create table ballot_movement (
    ballot_movement_id bigint generated always as identity primary key,
    round_id bigint not null references round,
    kind text not null,
    channel text,
    hour integer,
    quantity integer not null,
    constraint ballot_movement_kind check (kind in ('printed', 'issued', 'spoiled', 'unused', 'collected')),
    constraint ballot_movement_channel check ((channel is not null) = (kind = 'issued') and channel in ('hall', 'station', 'mobile', 'proxy')),
    constraint ballot_movement_hour check (hour between 0 and 23),
    constraint ballot_movement_quantity check (quantity between 1 and 1000000)
);

create index ballot_movement_by_round on ballot_movement (round_id);

create table vote_count (
    vote_count_id bigint generated always as identity primary key,
    round_id bigint not null references round,
    constraint vote_count_once unique (round_id)
);

-- ballots as they are read; keys are random, so that nothing tells the order or the time
create table ballot (
    ballot_id uuid primary key,
    vote_count_id bigint not null references vote_count,
    entry_key uuid not null,
    digest bytea not null,
    constraint ballot_entry_key unique (entry_key),
    constraint ballot_digest check (octet_length(digest) = 32)
);

create index ballot_by_count on ballot (vote_count_id);

create table reading (
    ballot_id uuid not null references ballot,
    version integer not null,
    standing text not null,
    reason text,
    primary key (ballot_id, version),
    constraint reading_standing check (standing in ('marked', 'blank', 'invalid')),
    constraint reading_reason check (version = 1 or reason <> '')
);

create table mark (
    ballot_id uuid not null,
    version integer not null,
    candidacy_id bigint not null references candidacy,
    primary key (ballot_id, version, candidacy_id),
    constraint mark_reading foreign key (ballot_id, version) references reading
);

create table sheet (
    sheet_id bigint generated always as identity primary key,
    vote_count_id bigint not null references vote_count,
    constraint sheet_once unique (vote_count_id)
);

create table sheet_entry (
    sheet_entry_id bigint generated always as identity primary key,
    sheet_id bigint not null references sheet,
    ordinal integer not null,
    account_id bigint not null references account,
    entry_key uuid not null,
    digest bytea not null,
    constraint sheet_entry_ordinal unique (sheet_id, ordinal),
    -- the second entry is another person's
    constraint sheet_entry_two_persons unique (sheet_id, account_id),
    constraint sheet_entry_key unique (entry_key),
    constraint sheet_entry_two check (ordinal in (1, 2)),
    constraint sheet_entry_digest check (octet_length(digest) = 32)
);

create table sheet_figure (
    sheet_entry_id bigint not null references sheet_entry,
    field text not null,
    version integer not null,
    -- null where a row that was written in is taken away again
    value integer,
    primary key (sheet_entry_id, field, version),
    constraint sheet_figure_value check (value between 0 and 1000000000)
);

create table sheet_explanation (
    sheet_explanation_id bigint generated always as identity primary key,
    sheet_id bigint not null references sheet,
    finding text not null,
    account_id bigint not null references account,
    explanation text not null,
    constraint sheet_explanation_text check (explanation <> '' and length(explanation) <= 1000)
);

create table sheet_sign_off (
    sheet_id bigint primary key references sheet,
    account_id bigint not null references account
);

create table decision (
    decision_id bigint generated always as identity primary key,
    round_id bigint not null references round,
    version integer not null,
    -- the record and the decision as the law's function read and wrote them
    record text not null,
    outcome text not null,
    digest text not null,
    constraint decision_once unique (round_id, version),
    constraint decision_digest check (digest ~ '^[0-9a-f]{64}$')
);

create table declaration (
    declaration_id bigint generated always as identity primary key,
    decision_id bigint not null references decision,
    declared_on date not null,
    -- where the declared outcome differs from the computed one
    reason text,
    constraint declaration_once unique (decision_id),
    constraint declaration_reason check (reason <> '')
);

create table declared_seat (
    declaration_id bigint not null references declaration,
    candidacy_id bigint not null references candidacy,
    votes integer not null,
    primary key (declaration_id, candidacy_id)
);

call protect('ballot_movement');
call protect('vote_count');
call protect('ballot');
call protect('reading');
call protect('mark');
call protect('sheet');
call protect('sheet_entry');
call protect('sheet_figure');
call protect('sheet_explanation');
call protect('sheet_sign_off');
call protect('decision');
call protect('declaration');
call protect('declared_seat');
call insert_only('ballot');
call insert_only('reading');
call insert_only('mark');
call insert_only('sheet_entry');
call insert_only('sheet_figure');
call insert_only('sheet_explanation');
call insert_only('decision');
call insert_only('declaration');
call insert_only('declared_seat');
