-- In which organisation of the Party a post is held: where nobody said it, in the one that leads its place.
create function held_in(held office) returns bigint
language sql stable
as $$
    select coalesce(
        held.organisation_id, case held.body when 'party' then leading_organisation(held.place_id) end
    )
$$;

-- the same of a line: null where neither it nor the place says it
alter table import_line add column held_in bigint references organisation;

-- who a line is about, as far as lines of one file are compared
create function whose(line import_line) returns text
language sql stable
as $$
    select coalesce(
        line.target_id::text, encode(line.idno_digest, 'hex'),
        concat_ws(' ', name_key(line.given ->> 'name'), line.given ->> 'sex', line.given ->> 'birth')
    )
$$;
