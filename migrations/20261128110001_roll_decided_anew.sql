-- A decision on an objection can be decided anew while the roll is not sealed; what was corrected
-- after the posting is told by numbered notices.

-- decisions that no longer hold: the objection itself has the one that does
create table former_decision (
    former_decision_id bigint generated always as identity primary key,
    objection_id bigint not null references objection,
    decided_on date not null,
    decision text not null,
    grounds text,
    -- the commission was mistaken, or the town orders it
    cause text not null,
    reason text not null,
    constraint former_decision_decision check (decision in ('upheld', 'rejected', 'withdrawn')),
    constraint former_decision_grounds check (grounds <> '' and length(grounds) <= 1000),
    constraint former_decision_cause check (cause in ('mistake', 'town')),
    constraint former_decision_reason check (reason <> '' and length(reason) <= 1000)
);

create index former_decision_by_objection on former_decision (objection_id);

-- the correction that this one undoes, because its decision no longer holds
alter table roll_correction add undoes bigint references roll_correction;

create unique index roll_correction_undone_once on roll_correction (undoes)
where undoes is not null;

create index roll_correction_by_objection on roll_correction (objection_id)
where objection_id is not null;

create table correction_notice (
    correction_notice_id bigint generated always as identity primary key,
    roll_id bigint not null references roll,
    number integer not null,
    posted_on date not null,
    -- on the roll with everything that the notice tells
    voters integer not null,
    constraint correction_notice_once unique (roll_id, number),
    constraint correction_notice_number check (number between 1 and 999)
);

create table correction_notice_line (
    roll_correction_id bigint primary key references roll_correction,
    correction_notice_id bigint not null references correction_notice
);

create index correction_notice_line_by_notice on correction_notice_line (correction_notice_id);

call protect('former_decision');
call protect('correction_notice');
call protect('correction_notice_line');
call insert_only('former_decision');
call insert_only('correction_notice');
call insert_only('correction_notice_line');

-- corrections after the posting that no notice has told; one that was undone before anybody was told
-- of it is told by none, and neither is what undid it
create view correction_unposted as
select roll_correction_id, roll_id, made_on
from roll_correction as one
where after_posting
and not exists (
    select
    from correction_notice_line as line
    where line.roll_correction_id = one.roll_correction_id
)
and not exists (
    select
    from roll_correction as counter
    where counter.undoes = one.roll_correction_id
    and not exists (
        select
        from correction_notice_line as line
        where line.roll_correction_id = counter.roll_correction_id
    )
)
and not exists (
    select
    from roll_correction as undone
    where undone.roll_correction_id = one.undoes
    and not exists (
        select
        from correction_notice_line as line
        where line.roll_correction_id = undone.roll_correction_id
    )
);

-- an election under rules that are a draft: why its roll was posted all the same
alter table election_rules
    add draft_reason text,
    add constraint election_rules_draft_reason check (
        draft_reason <> '' and length(draft_reason) <= 1000
    );
