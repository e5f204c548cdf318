-- Rolls of voters, objections, candidates.

create table roll (
    roll_id bigint generated always as identity primary key,
    election_id bigint not null references election,
    version integer not null,
    -- over the sorted entries, once sealed
    digest text,
    constraint roll_once unique (election_id, version),
    constraint roll_digest check (digest ~ '^[0-9a-f]{64}$')
);

create table roll_entry (
    roll_entry_id bigint generated always as identity primary key,
    roll_id bigint not null references roll,
    person_id bigint not null references person,
    cycle_id bigint not null references cycle,
    group_no integer not null,
    category text not null,
    -- as on the roll, whatever becomes of the person
    name text not null,
    sex text not null,
    birth_on date not null,
    constraint roll_entry_one_roll unique (cycle_id, person_id),
    constraint roll_entry_group check (group_no between 1 and 999),
    constraint roll_entry_category check (category in ('a', 'b', 'c')),
    constraint roll_entry_sex check (sex in ('f', 'm'))
);

create index roll_entry_in_order on roll_entry (roll_id, group_no, roll_entry_id);

create table objection (
    objection_id bigint generated always as identity primary key,
    roll_id bigint not null references roll,
    filed_on date not null,
    filed_by text not null,
    matter text not null,
    decided_on date,
    decision text,
    constraint objection_filed_by check (filed_by <> '' and length(filed_by) <= 60),
    constraint objection_matter check (matter <> '' and length(matter) <= 1000),
    constraint objection_decision check (decision in ('upheld', 'rejected')),
    constraint objection_decided check ((decided_on is null) = (decision is null)),
    constraint objection_order check (decided_on >= filed_on)
);

create index objection_by_roll on objection (roll_id);

create table candidacy (
    candidacy_id bigint generated always as identity primary key,
    round_id bigint not null references round,
    roll_entry_id bigint references roll_entry,
    written_name text,
    post text not null,
    formal boolean not null,
    -- the order on the ballot
    rank integer not null,
    constraint candidacy_who check ((roll_entry_id is null) <> (written_name is null)),
    constraint candidacy_formal check (not formal or roll_entry_id is not null),
    constraint candidacy_post check (post in ('director', 'secretary', 'deputy', 'member')),
    constraint candidacy_once unique (round_id, roll_entry_id, post),
    constraint candidacy_written_once unique (round_id, written_name, post),
    constraint candidacy_rank unique (round_id, post, rank)
);

call protect('roll');
call protect('roll_entry');
call protect('objection');
call protect('candidacy');
