-- The post that a line of officers is about, where it is there; the persons whom a line looks like; and a
-- digest of what was told of all lines before somebody decides.
alter table import_line add column office_id bigint;
alter table import_line add column alike bigint[];
alter table import add column shown text;
