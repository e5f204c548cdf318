-- The votes of the line when it was said who is meant: after they were changed the name is unclear
-- again, since other papers are now told by it.

alter table written_choice
    -- null where it was said before this was noted
    add votes integer,
    add constraint written_choice_votes check (votes > 0);
