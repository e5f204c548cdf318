-- How many lines of a file look like somebody who is registered already and may be another: told before
-- anybody decides.
alter table import add column alike bigint;
