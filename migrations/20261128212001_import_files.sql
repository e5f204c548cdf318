-- How the file that is brought in was called; a list of those who sent something lately names it.
alter table import add column file_name text;
