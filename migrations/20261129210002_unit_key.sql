-- What units are compared by: a village stays the same with or without the word for it, or for its
-- committee; a community of the same name is another unit.
create function unit_key(name text, kind text) returns text
language sql immutable strict parallel safe
as $$
    select regexp_replace(name_key(name), '(村|社区)?([村居]?民?委员?会)?$', '') || ' ' || case
        when name_key(name) ~ '(社区|居民?委员?会)$' then 'community'
        when name_key(name) ~ '(村|村民?委员?会)$' then 'village'
        else kind
    end;
$$;
