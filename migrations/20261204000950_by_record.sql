-- Whether a line is about who is known by a record of this place and belongs to another one: nothing of the
-- person is changed by it.
alter table import_line add column beyond boolean not null default false;

-- whether a line says the membership or the very post that somebody has by what is there
create function by_record(line import_line, who bigint) returns boolean
language sql stable
as $$
    select exists (
        select
        from membership
        where person_id = who
        and organisation_id = (line.given ->> 'organisation')::bigint
        and until_on is null
    ) or exists (
        select
        from office
        where person_id = who
        and place_id = (line.given ->> 'place')::bigint
        and body = line.given ->> 'body'
        and post = line.given ->> 'post'
        and from_on is not distinct from (line.given ->> 'from_on')::date
    )
$$;
