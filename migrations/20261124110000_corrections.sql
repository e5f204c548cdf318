-- Days that were entered wrongly: what was entered first stays, the newest correction holds.

create table stage_correction (
    stage_correction_id bigint generated always as identity primary key,
    election_id bigint not null,
    stage text not null,
    closed_on date not null,
    reason text not null,
    recorded_at timestamptz not null,
    account_id bigint not null references account,
    constraint stage_correction_of foreign key (election_id, stage) references stage_entry (election_id, stage),
    constraint stage_correction_reason check (length(reason) between 1 and 500)
);

create index stage_correction_by_stage on stage_correction (election_id, stage);

-- the election day was moved before the roll was posted
create table election_day_change (
    election_day_change_id bigint generated always as identity primary key,
    election_id bigint not null references election,
    before_on date not null,
    after_on date not null,
    reason text not null,
    recorded_at timestamptz not null,
    account_id bigint not null references account,
    constraint election_day_change_moves check (before_on <> after_on),
    constraint election_day_change_reason check (length(reason) between 1 and 500)
);

create index election_day_change_by_election on election_day_change (election_id);

call protect('stage_correction');
call protect('election_day_change');
call insert_only('stage_correction');
call insert_only('election_day_change');
