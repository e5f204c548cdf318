-- Who is meant by a name written in is decided by two: one proposes, another one of the commission
-- agrees, and only then it counts. The votes of one name may be divided between its bearers.

alter table written_choice
    add constraint written_choice_chooser unique (round_id, field, version, account_id);

-- votes of the line for one of those who bear the name; what no share has is nobody's of the roll.
-- A choice without shares is of before, and means all votes for its own roll_entry_id.
create table written_share (
    round_id bigint not null,
    field text not null,
    version integer not null,
    roll_entry_id bigint not null references roll_entry,
    votes integer not null,
    primary key (round_id, field, version, roll_entry_id),
    constraint written_share_choice foreign key (round_id, field, version)
        references written_choice (round_id, field, version),
    constraint written_share_votes check (votes > 0)
);

create table written_answer (
    round_id bigint not null,
    field text not null,
    version integer not null,
    chosen_by bigint not null,
    account_id bigint not null references account,
    agreed boolean not null,
    primary key (round_id, field, version),
    constraint written_answer_choice foreign key (round_id, field, version, chosen_by)
        references written_choice (round_id, field, version, account_id),
    -- whoever proposes may take it back, but not agree
    constraint written_answer_two_persons check (not agreed or account_id <> chosen_by)
);

call protect('written_share');
call protect('written_answer');
call insert_only('written_share');
call insert_only('written_answer');
