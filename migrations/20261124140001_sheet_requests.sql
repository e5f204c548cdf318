-- Two people begin a sheet anew, or open named fields of it again: the new sheet follows the old one,
-- which stays as it was.

create table sheet_request (
    sheet_request_id bigint generated always as identity primary key,
    sheet_id bigint not null references sheet,
    kind text not null,
    account_id bigint not null references account,
    reason text not null,
    recorded_at timestamptz not null,
    constraint sheet_request_asker unique (sheet_request_id, account_id),
    constraint sheet_request_kind check (kind in ('reopened', 'started_over')),
    constraint sheet_request_reason check (reason <> '' and length(reason) <= 1000)
);

create index sheet_request_by_sheet on sheet_request (sheet_id);

-- fields that are to be opened
create table sheet_request_field (
    sheet_request_id bigint not null references sheet_request,
    field text not null,
    primary key (sheet_request_id, field)
);

create table sheet_answer (
    sheet_request_id bigint primary key,
    asked_by bigint not null,
    account_id bigint not null references account,
    agreed boolean not null,
    recorded_at timestamptz not null,
    constraint sheet_answer_request foreign key (sheet_request_id, asked_by)
        references sheet_request (sheet_request_id, account_id),
    -- whoever asks may take it back, but not agree
    constraint sheet_answer_two_persons check (not agreed or account_id <> asked_by)
);

alter table sheet drop constraint sheet_once;
-- null in the first sheet of a count
alter table sheet add column sheet_request_id bigint;
alter table sheet add constraint sheet_follows foreign key (sheet_request_id) references sheet_answer;
alter table sheet add constraint sheet_follows_once unique (sheet_request_id);
create unique index sheet_first on sheet (vote_count_id) where sheet_request_id is null;
create index sheet_by_count on sheet (vote_count_id, sheet_id);

call protect('sheet_request');
call protect('sheet_request_field');
call protect('sheet_answer');
call insert_only('sheet_request');
call insert_only('sheet_request_field');
call insert_only('sheet_answer');
