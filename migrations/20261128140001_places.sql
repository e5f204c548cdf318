-- What a place is besides its code: areas of a town, groups of a unit, households and people,
-- economic cooperatives, and which places became which.

-- a part of a town that one of its leaders looks after; it has no code
create table area (
    area_id bigint generated always as identity primary key,
    world_id bigint not null,
    town_id bigint not null,
    name text not null,
    lead text,
    constraint area_town foreign key (world_id, town_id) references place (world_id, place_id),
    constraint area_in_town unique (town_id, area_id),
    constraint area_name_once unique (town_id, name),
    constraint area_name check (name <> '' and length(name) <= 60),
    constraint area_lead check (lead <> '' and length(lead) <= 60)
);

alter table place add column area_id bigint;
-- a village may lie inside a community
alter table place add column within_id bigint;
alter table place add constraint place_below unique (parent_id, place_id);
alter table place add constraint place_area foreign key (parent_id, area_id) references area (town_id, area_id);
alter table place add constraint place_within foreign key (parent_id, within_id) references place (parent_id, place_id);
alter table place add constraint place_parts check (
    (area_id is null or level = 'unit') and (within_id is null or kind = 'village') and within_id <> place_id
);

create index place_by_area on place (area_id) where area_id is not null;
create index place_by_within on place (within_id) where within_id is not null;

-- the paper by which a code was given
alter table place_code add column document_no text;
alter table place_code add constraint place_code_document check (document_no <> '' and length(document_no) <= 60);

create index place_code_by_place on place_code (place_id);

create table unit_group (
    unit_group_id bigint generated always as identity primary key,
    world_id bigint not null,
    place_id bigint not null,
    number integer not null,
    name text,
    dissolved_on date,
    constraint unit_group_unit foreign key (world_id, place_id) references place (world_id, place_id),
    constraint unit_group_once unique (place_id, number),
    constraint unit_group_number check (number between 1 and 999),
    constraint unit_group_name check (name <> '' and length(name) <= 60)
);

-- what was counted on a day, and by whom; the newest counts
create table place_figure (
    place_figure_id bigint generated always as identity primary key,
    world_id bigint not null,
    place_id bigint not null,
    counted_on date not null,
    households integer not null,
    people integer not null,
    source text not null,
    constraint place_figure_place foreign key (world_id, place_id) references place (world_id, place_id),
    constraint place_figure_households check (households between 0 and 1000000),
    constraint place_figure_people check (people between 0 and 10000000),
    constraint place_figure_source check (source <> '' and length(source) <= 120)
);

create index place_figure_newest on place_figure (place_id, counted_on desc, place_figure_id desc);

create table cooperative (
    cooperative_id bigint generated always as identity primary key,
    world_id bigint not null,
    place_id bigint not null,
    name text not null,
    members integer,
    -- of a year, in yuan
    income bigint,
    income_year integer,
    dissolved_on date,
    constraint cooperative_unit foreign key (world_id, place_id) references place (world_id, place_id),
    constraint cooperative_name_once unique (place_id, name),
    constraint cooperative_name check (name <> '' and length(name) <= 60),
    constraint cooperative_members check (members between 0 and 1000000),
    constraint cooperative_income check ((income is null) = (income_year is null)),
    constraint cooperative_income_year check (income_year between 1950 and 2200)
);

-- places that became another on a day
create table place_succession (
    world_id bigint not null,
    from_id bigint not null,
    to_id bigint not null,
    happened_on date not null,
    document_no text,
    primary key (from_id, to_id),
    constraint place_succession_from foreign key (world_id, from_id) references place (world_id, place_id),
    constraint place_succession_to foreign key (world_id, to_id) references place (world_id, place_id),
    constraint place_succession_other check (from_id <> to_id),
    constraint place_succession_document check (document_no <> '' and length(document_no) <= 60)
);

create index place_succession_by_to on place_succession (to_id);

-- the places with a code that a place became; itself while it has one
create function places_after(gone bigint) returns setof bigint
language sql
stable
as $$
    with recursive after as (
        select gone as place_id
        union
        select to_id
        from place_succession
        join after on place_succession.from_id = after.place_id
    )
    select place_id
    from after
    where exists (
        select
        from place_code
        where place_code.place_id = after.place_id
        and upper_inf(valid)
    )
$$;

-- a place with all that it was made of
create function places_before(grown bigint) returns setof bigint
language sql
stable
as $$
    with recursive before as (
        select grown as place_id
        union
        select from_id
        from place_succession
        join before on place_succession.to_id = before.place_id
    )
    select place_id
    from before
$$;

-- organisations of the Party, a tree that hangs on places
create table organisation (
    organisation_id bigint generated always as identity primary key,
    world_id bigint not null,
    place_id bigint not null,
    parent_id bigint,
    kind text not null,
    name text not null,
    constraint organisation_in_world unique (world_id, organisation_id),
    constraint organisation_place foreign key (world_id, place_id) references place (world_id, place_id),
    constraint organisation_parent foreign key (world_id, parent_id) references organisation (world_id, organisation_id),
    constraint organisation_kind check (kind in ('town_committee', 'general_branch', 'branch')),
    constraint organisation_root check ((parent_id is null) = (kind = 'town_committee')),
    constraint organisation_other check (parent_id <> organisation_id),
    constraint organisation_name check (name <> '' and length(name) <= 60)
);

create unique index organisation_uppermost on organisation (place_id) where kind = 'town_committee';
create index organisation_by_place on organisation (place_id);
create index organisation_by_parent on organisation (parent_id);

call protect('area');
call protect('unit_group');
call protect('place_figure');
call protect('cooperative');
call protect('place_succession');
call protect('organisation');
call insert_only('place_figure');
