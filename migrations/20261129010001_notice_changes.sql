-- The day of a notice of corrections can be corrected, and a notice can be withdrawn, while the roll
-- is not sealed. The notice itself stays as it was made: what hung on the wall hung there.

create table correction_notice_change (
    correction_notice_change_id bigint generated always as identity primary key,
    correction_notice_id bigint not null references correction_notice,
    former_on date not null,
    -- the day that holds from now on; none where the notice is withdrawn
    posted_on date,
    reason text not null,
    constraint correction_notice_change_reason check (reason <> '' and length(reason) <= 500),
    constraint correction_notice_change_other check (posted_on <> former_on)
);

create index correction_notice_change_by_notice
on correction_notice_change (correction_notice_id, correction_notice_change_id);

create unique index correction_notice_withdrawn_once
on correction_notice_change (correction_notice_id)
where posted_on is null;

call protect('correction_notice_change');
call insert_only('correction_notice_change');

-- what a withdrawn notice told is told again by a later one
alter table correction_notice_line
    drop constraint correction_notice_line_pkey,
    add primary key (roll_correction_id, correction_notice_id);

-- notices with the day that holds now
create view correction_notice_now as
select correction_notice_id, roll_id, number, voters,
    coalesce(
        (
            select change.posted_on
            from correction_notice_change as change
            where change.correction_notice_id = notice.correction_notice_id
            and change.posted_on is not null
            order by correction_notice_change_id desc
            limit 1
        ),
        notice.posted_on
    ) as posted_on,
    exists (
        select
        from correction_notice_change as change
        where change.correction_notice_id = notice.correction_notice_id
        and change.posted_on is null
    ) as withdrawn
from correction_notice as notice;

-- what notices that were not withdrawn have told
create view correction_told as
select roll_correction_id, correction_notice_id
from correction_notice_line as line
where not exists (
    select
    from correction_notice_change as change
    where change.correction_notice_id = line.correction_notice_id
    and change.posted_on is null
);

create or replace view correction_unposted as
select roll_correction_id, roll_id, made_on
from roll_correction as one
where after_posting
and not exists (
    select
    from correction_told as told
    where told.roll_correction_id = one.roll_correction_id
)
and not exists (
    select
    from roll_correction as counter
    where counter.undoes = one.roll_correction_id
    and not exists (
        select
        from correction_told as told
        where told.roll_correction_id = counter.roll_correction_id
    )
)
and not exists (
    select
    from roll_correction as undone
    where undone.roll_correction_id = one.undoes
    and not exists (
        select
        from correction_told as told
        where told.roll_correction_id = undone.roll_correction_id
    )
);
