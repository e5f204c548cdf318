-- A post of the Party is held in one of the organisations that hang on a place.
alter table office add column organisation_id bigint references organisation;
alter table office add constraint office_organisation check (organisation_id is null or body = 'party');

create index office_by_organisation on office (organisation_id) where organisation_id is not null;

-- the Party organisation of a place: what stands under no other one there; of several nobody knows which
create function leading_organisation(place bigint) returns bigint
language sql stable
as $$
    select min(organisation.organisation_id)
    from organisation
    left join organisation as above on above.organisation_id = organisation.parent_id
    where organisation.place_id = place
    and organisation.kind <> 'town_committee'
    and organisation.dissolved_on is null
    and above.place_id is distinct from place
    having count(*) = 1
$$;
