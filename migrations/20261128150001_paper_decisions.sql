-- What a body decided in a meeting or on paper: entered afterwards by one person, with its scan,
-- and checked by another. Nothing is changed: a correction is a new version, a check, a request
-- and an answer are rows with who and when.

-- scans are compressed already
alter table attachment alter column bytes set storage external;

create table paper_decision (
    paper_decision_id bigint generated always as identity primary key,
    place_id bigint not null references place,
    -- none where it is not about one election
    election_id bigint references election
);

create index paper_decision_by_place on paper_decision (place_id, paper_decision_id);
create index paper_decision_by_election on paper_decision (election_id) where election_id is not null;

create table paper_decision_version (
    paper_decision_id bigint not null references paper_decision,
    version integer not null,
    -- who decided
    body text not null,
    meeting text,
    document_number text,
    -- the day that stands on the paper
    decided_on date not null,
    -- what it decides
    decides text not null,
    -- the day of the campaign on which it was entered
    entered_on date not null,
    account_id bigint not null references account,
    role text not null,
    recorded_at timestamptz not null,
    -- sent with the entry, so that the same sent twice is known
    entry_key uuid not null,
    digest bytea not null,
    primary key (paper_decision_id, version),
    constraint paper_decision_version_by unique (paper_decision_id, version, account_id),
    constraint paper_decision_version_entry_key unique (entry_key),
    constraint paper_decision_version_number check (version >= 1),
    constraint paper_decision_version_digest check (octet_length(digest) = 32),
    constraint paper_decision_version_texts check (
        body <> '' and length(body) <= 80
        and meeting <> '' and length(meeting) <= 120
        and document_number <> '' and length(document_number) <= 60
        and decides <> '' and length(decides) <= 1000
    ),
    -- else nobody finds the paper
    constraint paper_decision_version_found check (
        meeting is not null or document_number is not null
    ),
    constraint paper_decision_version_day check (decided_on <= entered_on)
);

create table paper_decision_scan (
    paper_decision_id bigint not null,
    version integer not null,
    ordinal integer not null,
    sha256 bytea not null references attachment,
    primary key (paper_decision_id, version, ordinal),
    constraint paper_decision_scan_version foreign key (paper_decision_id, version)
        references paper_decision_version,
    constraint paper_decision_scan_once unique (paper_decision_id, version, sha256)
);

create index paper_decision_scan_by_file on paper_decision_scan (sha256);

create table paper_decision_check (
    paper_decision_id bigint not null,
    version integer not null,
    entered_by bigint not null,
    account_id bigint not null references account,
    role text not null,
    agreed boolean not null,
    -- why it was given back
    reason text,
    recorded_at timestamptz not null,
    primary key (paper_decision_id, version),
    constraint paper_decision_check_by unique (paper_decision_id, version, entered_by, account_id),
    constraint paper_decision_check_version foreign key (paper_decision_id, version, entered_by)
        references paper_decision_version (paper_decision_id, version, account_id),
    constraint paper_decision_check_second_person check (account_id <> entered_by),
    constraint paper_decision_check_reason check (
        agreed or (reason is not null and reason <> '' and length(reason) <= 1000)
    )
);

create table paper_decision_withdrawal (
    paper_decision_withdrawal_id bigint generated always as identity primary key,
    paper_decision_id bigint not null,
    version integer not null,
    entered_by bigint not null,
    checked_by bigint not null,
    account_id bigint not null references account,
    role text not null,
    reason text not null,
    recorded_at timestamptz not null,
    constraint paper_decision_withdrawal_by
        unique (paper_decision_withdrawal_id, entered_by, checked_by, account_id),
    constraint paper_decision_withdrawal_check
        foreign key (paper_decision_id, version, entered_by, checked_by)
        references paper_decision_check (paper_decision_id, version, entered_by, account_id),
    constraint paper_decision_withdrawal_reason check (reason <> '' and length(reason) <= 1000)
);

create index paper_decision_withdrawal_by_paper
on paper_decision_withdrawal (paper_decision_id, paper_decision_withdrawal_id);

create table paper_decision_withdrawal_answer (
    paper_decision_withdrawal_id bigint primary key,
    entered_by bigint not null,
    checked_by bigint not null,
    asked_by bigint not null,
    account_id bigint not null references account,
    role text not null,
    agreed boolean not null,
    -- why it was declined
    reason text,
    recorded_at timestamptz not null,
    constraint paper_decision_withdrawal_answer_request
        foreign key (paper_decision_withdrawal_id, entered_by, checked_by, asked_by)
        references paper_decision_withdrawal (
            paper_decision_withdrawal_id, entered_by, checked_by, account_id
        ),
    -- whoever agrees had no hand in it; whoever asked may take it back
    constraint paper_decision_withdrawal_answer_second_person check (
        not agreed or account_id not in (entered_by, checked_by, asked_by)
    ),
    constraint paper_decision_withdrawal_answer_reason check (
        reason <> '' and length(reason) <= 1000
    )
);

-- where each stands: its last version, who checked that one, who asks to withdraw it
create view paper_standing as
select paper_decision.paper_decision_id, place_id, election_id, last.version,
    last.account_id as entered_by,
    checked.account_id as checked_by,
    case when answer.agreed is null then asked.paper_decision_withdrawal_id end as withdrawal_id,
    case when answer.agreed is null then asked.account_id end as asked_by,
    case
        when answer.agreed then 'withdrawn'
        when asked.account_id is not null and answer.agreed is null then 'withdrawal-asked'
        when checked.agreed then 'checked'
        when not checked.agreed then 'returned'
        else 'waiting'
    end as state
from paper_decision
join lateral (
    select version, account_id
    from paper_decision_version
    where paper_decision_version.paper_decision_id = paper_decision.paper_decision_id
    order by version desc
    limit 1
) as last on true
left join paper_decision_check as checked
    on checked.paper_decision_id = paper_decision.paper_decision_id
    and checked.version = last.version
left join lateral (
    select paper_decision_withdrawal_id, account_id
    from paper_decision_withdrawal
    where paper_decision_withdrawal.paper_decision_id = paper_decision.paper_decision_id
    order by paper_decision_withdrawal_id desc
    limit 1
) as asked on true
left join paper_decision_withdrawal_answer as answer
    on answer.paper_decision_withdrawal_id = asked.paper_decision_withdrawal_id;

call protect('paper_decision');
call protect('paper_decision_version');
call protect('paper_decision_scan');
call protect('paper_decision_check');
call protect('paper_decision_withdrawal');
call protect('paper_decision_withdrawal_answer');
call insert_only('paper_decision');
call insert_only('paper_decision_version');
call insert_only('paper_decision_scan');
call insert_only('paper_decision_check');
call insert_only('paper_decision_withdrawal');
call insert_only('paper_decision_withdrawal_answer');
