-- The number of the announcement in the election's own row of announcements, a copy of it for the
-- wall, and papers that are no more than drafts because a check of the form failed.

alter table election
    -- null where the model's own number stands
    add announcement_no integer,
    add constraint election_announcement_no check (announcement_no between 1 and 999);

alter table document
    drop constraint document_kind,
    add constraint document_kind check (
        kind in ('result_announcement', 'result_announcement_wall', 'result_report')
    );

alter table document_version add draft boolean;
