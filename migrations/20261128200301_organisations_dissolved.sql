-- Organisations of the Party that are no more; they keep their place in the tree of what was.
alter table organisation add column dissolved_on date;
