-- The day of a correction of the roll can be mended until a notice tells it, or the roll is posted where
-- it was made before: a day mistyped as too late would keep the stage from being closed on its own day.

create table roll_correction_day (
    roll_correction_day_id bigint generated always as identity primary key,
    roll_correction_id bigint not null references roll_correction,
    former_on date not null,
    made_on date not null,
    reason text not null,
    constraint roll_correction_day_reason check (reason <> '' and length(reason) <= 500),
    constraint roll_correction_day_other check (made_on <> former_on)
);

create index roll_correction_day_by_correction
on roll_correction_day (roll_correction_id, roll_correction_day_id);

call protect('roll_correction_day');
call insert_only('roll_correction_day');

-- The day of a correction that holds now.
create function correction_made_on(one roll_correction) returns date
language sql
stable
set search_path from current
as $$
    select coalesce(
        (
            select later.made_on
            from roll_correction_day as later
            where later.roll_correction_id = one.roll_correction_id
            order by roll_correction_day_id desc
            limit 1
        ),
        one.made_on
    )
$$;

create or replace view correction_unposted as
select roll_correction_id, roll_id, correction_made_on(one) as made_on
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
