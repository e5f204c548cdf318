-- What becomes of a roll after its voters were brought in: added, struck, corrected; nothing is
-- deleted.

create table roll_correction (
    roll_correction_id bigint generated always as identity primary key,
    roll_id bigint not null references roll,
    -- the objection that was upheld; null where the commission found it itself
    objection_id bigint references objection,
    kind text not null,
    made_on date not null,
    -- the roll was posted already: the correction is posted too
    after_posting boolean not null,
    -- why
    grounds text not null,
    constraint roll_correction_kind check (kind in ('add', 'strike', 'correct')),
    constraint roll_correction_grounds check (grounds <> '' and length(grounds) <= 1000)
);

create index roll_correction_by_roll on roll_correction (roll_id);

call protect('roll_correction');
call insert_only('roll_correction');

-- a correction strikes the entry as it was and adds it as it is
alter table roll_entry
    add added_by bigint references roll_correction,
    add struck_by bigint references roll_correction,
    drop constraint roll_entry_one_roll;

create unique index roll_entry_one_roll on roll_entry (cycle_id, person_id)
where struck_by is null;

-- the same person on another roll, by name, sex and day of birth
create index roll_entry_by_name on roll_entry (cycle_id, name, birth_on, sex)
where struck_by is null;

create index roll_entry_added on roll_entry (added_by) where added_by is not null;
create index roll_entry_struck on roll_entry (struck_by) where struck_by is not null;

alter table objection
    add entry_key uuid,
    add digest bytea,
    -- why it was rejected, or what was done
    add grounds text,
    drop constraint objection_decision,
    add constraint objection_decision check (decision in ('upheld', 'rejected', 'withdrawn')),
    add constraint objection_entry_key unique (entry_key),
    add constraint objection_digest check (
        (digest is null) = (entry_key is null) and octet_length(digest) = 32
    ),
    add constraint objection_grounds check (grounds <> '' and length(grounds) <= 1000);

-- objections of old were rejected without
alter table objection
    add constraint objection_rejected_why check (decision <> 'rejected' or grounds is not null) not valid;
