-- Who entrusts whom with what.

-- the roles that hold on a day over a place or one above it; an administrator's hold everywhere
create function roles_over(looking bigint, target bigint, on_day date) returns text[]
language sql
stable
as $$
    with recursive above as (
        select place_id, parent_id
        from place
        where place_id = target
        union all
        select place.place_id, place.parent_id
        from place
        join above on place.place_id = above.parent_id
    )
    select coalesce(array_agg(distinct role), '{}')
    from mandate
    where account_id = looking
    and from_on <= on_day
    and (revoked_on is null or revoked_on > on_day)
    and (role = 'administrator' or place_id in (select place_id from above))
$$;

-- a form that is sent twice gives a role once; one that was ended may be given anew on the same day
create unique index mandate_once on mandate (account_id, role, coalesce(place_id, 0), from_on)
where revoked_on is null or revoked_on > from_on;
