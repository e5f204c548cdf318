-- Of what standing a new member is whose line does not say it: that of the record, else a full one.
create function standing_of(line import_line, politics text) returns text
language sql immutable
return coalesce(
    line.given ->> 'standing', case politics when 'probationary' then 'probationary' else 'full' end
);

-- a line that names no organisation of its place is not taken now: nobody is told where it would be registered
create or replace function told(line import_line) returns jsonb
language sql immutable
return case
    when line.bar = 0 and line.found = '[]' and line.changes = '[]' then '[]'
    else line.problems || line.found || coalesce(line.noted, '[]')
end;

comment on column import_line.bar is
    '0 nothing, 1 its identity number, 2 anything else keeps it from being taken; 3 it is no line of the list';
