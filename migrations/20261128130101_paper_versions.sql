-- Why papers that are there already were numbered anew, and the order of their versions.

create table announcement_number (
    election_id bigint not null references election,
    version integer not null,
    former integer not null,
    number integer not null,
    reason text not null,
    account_id bigint not null references account,
    primary key (election_id, version),
    constraint announcement_number_version check (version >= 1),
    constraint announcement_number_number check (number between 1 and 999),
    constraint announcement_number_reason check (reason <> '' and length(reason) <= 1000)
);

call protect('announcement_number');
call insert_only('announcement_number');

alter table document_version
    -- the number in the election's row of announcements that the paper states; null of those before
    add announcement_no integer;
