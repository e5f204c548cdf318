-- What a line would change of what is there, old and new by column: null where it is about something new,
-- nothing in it where it changes nothing. Of several telephones in one cell the first stands where it
-- stood, the others beside it, sealed the same way.
alter table import_line add column changes jsonb;
alter table import_line add column more_phones jsonb;
-- how many lines there are, once they were read
alter table import add column total bigint;
