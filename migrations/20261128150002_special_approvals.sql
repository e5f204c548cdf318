-- Special approvals past a requirement that blocks: one person asks with a reason, another of higher
-- standing answers. What was compared is kept: what misses the rule by more is not covered.

create table special_approval (
    special_approval_id bigint generated always as identity primary key,
    election_id bigint not null references election,
    stage text not null,
    -- the requirement by its key, and the rule behind it
    what text not null,
    rule text not null,
    post text,
    op text not null,
    left_number bigint,
    right_number bigint,
    happened_on date,
    limit_on date,
    reason text not null,
    -- the paper that it rests on
    paper_decision_id bigint references paper_decision,
    account_id bigint not null references account,
    role text not null,
    -- the campaign's day
    asked_on date not null,
    recorded_at timestamptz not null,
    constraint special_approval_by unique (special_approval_id, account_id, role),
    constraint special_approval_stage check (
        stage in ('roll', 'objections', 'candidates', 'voting', 'count', 'outcome')
    ),
    constraint special_approval_op check (op in ('>', '>=', '<=', '=')),
    constraint special_approval_compared check (
        (left_number is null) = (right_number is null)
        and (happened_on is null) = (limit_on is null)
        and (left_number is null) <> (happened_on is null)
    ),
    constraint special_approval_reason check (reason <> '' and length(reason) <= 1000),
    constraint special_approval_role check (role in ('commission', 'town_office', 'leading_group'))
);

create index special_approval_by_election on special_approval (election_id);
create index special_approval_by_paper on special_approval (paper_decision_id)
where paper_decision_id is not null;

create table special_approval_answer (
    special_approval_id bigint primary key,
    asked_by bigint not null,
    asked_role text not null,
    account_id bigint not null references account,
    role text not null,
    answer text not null,
    -- why it was declined
    reason text,
    answered_on date not null,
    recorded_at timestamptz not null,
    constraint special_approval_answer_request
        foreign key (special_approval_id, asked_by, asked_role)
        references special_approval (special_approval_id, account_id, role),
    constraint special_approval_answer_word check (answer in ('agreed', 'declined', 'taken_back')),
    -- whoever asked may take it back, and nothing else
    constraint special_approval_answer_second_person check (
        (account_id = asked_by) = (answer = 'taken_back')
    ),
    constraint special_approval_answer_higher check (
        answer = 'taken_back'
        or role = 'county_office'
        or (role = 'leading_group' and asked_role in ('commission', 'town_office'))
    ),
    constraint special_approval_answer_reason check (
        (reason is null or (reason <> '' and length(reason) <= 1000))
        and (answer <> 'declined' or reason is not null)
    )
);

call protect('special_approval');
call protect('special_approval_answer');
call insert_only('special_approval');
call insert_only('special_approval_answer');
