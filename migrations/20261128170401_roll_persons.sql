-- The roll whose list or correction first named a person of whom nothing else was known. Emptying that
-- roll may take such a person with it; nobody else. Null for whoever came another way or was named by
-- another list since, and for persons from before this was kept.
alter table person
    add brought_by bigint references roll;
