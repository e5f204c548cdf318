-- Who is meant by a name that was written in and that several voters of the roll bear: chosen by
-- those who read the paper, changeable with a reason until the result is declared.

create table written_choice (
    round_id bigint not null references round,
    -- the line of the sheet, such as written.member.NAME
    field text not null,
    version integer not null,
    -- null: none of the voters who bear the name
    roll_entry_id bigint references roll_entry,
    chosen_on date not null,
    account_id bigint not null references account,
    reason text not null,
    primary key (round_id, field, version),
    constraint written_choice_field check (field like 'written.%'),
    constraint written_choice_version check (version >= 1),
    constraint written_choice_reason check (reason <> '' and length(reason) <= 1000)
);

call protect('written_choice');
call insert_only('written_choice');
