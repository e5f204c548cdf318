-- A post of the Party is held in one of the organisations that hang on a place.
alter table office add column organisation_id bigint references organisation;
alter table office add constraint office_organisation check (organisation_id is null or body = 'party');

create index office_by_organisation on office (organisation_id) where organisation_id is not null;

-- the Party organisation of a place that has one; of several nobody knows which is meant
create function sole_organisation(place bigint) returns bigint
language sql stable
as $$
    select min(organisation_id)
    from organisation
    where place_id = place
    and kind <> 'town_committee'
    and dissolved_on is null
    having count(*) = 1
$$;
