-- A suspicion that no longer holds, since a record was changed or became a part of another, stays readable
-- under its number: nobody decided it, and no reason is typed.

alter table person_case
    drop constraint person_case_decision,
    drop constraint person_case_decided,
    add constraint person_case_decision check (decision in ('same', 'different', 'lapsed')),
    add constraint person_case_decided check (
        (decision is null) = (decided_on is null)
        and (coalesce(decision, 'lapsed') = 'lapsed') = (reason is null)
        and (coalesce(decision, 'lapsed') = 'lapsed') = (account_id is null)
    );
