-- whether a line is about who is known where it belongs: as a member of its organisation or of one of its place, or
-- by a post there
create or replace function by_record(line import_line, who bigint) returns boolean
language sql stable
as $$
    select exists (
        select
        from membership
        join organisation using (organisation_id)
        where person_id = who
        and until_on is null
        and (
            organisation_id = (line.given ->> 'organisation')::bigint
            or organisation.place_id = (line.given ->> 'place')::bigint
        )
    ) or exists (
        select
        from office
        where person_id = who
        and place_id = (line.given ->> 'place')::bigint
    )
$$;

-- of who belongs elsewhere it is told what is not entered, also where nothing else changes
create or replace function told(line import_line) returns jsonb
language sql immutable
return case
    when line.bar = 0 and line.found = '[]' and line.changes = '[]' and not line.beyond then '[]'
    else line.problems || line.found || coalesce(line.noted, '[]')
end;
