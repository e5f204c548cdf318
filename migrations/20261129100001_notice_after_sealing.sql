-- A notice that was made when the roll was sealed already: the wall is told what it was owed, the
-- sealing does not wait for it, and its day can still be corrected.
alter table correction_notice add after_sealing boolean;

create or replace view correction_notice_now as
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
    ) as withdrawn,
    coalesce(after_sealing, false) as after_sealing
from correction_notice as notice;
