-- Worlds and places: what a division code means on a day.

create extension if not exists btree_gist;

create table world (
    world_id bigint primary key,
    kind text not null,
    copied_from bigint references world,
    discarded_at timestamptz,
    constraint world_kind check (kind in ('live', 'rehearsal')),
    constraint world_live_is_first check ((kind = 'live') = (world_id = 1))
);

create sequence world_number start 2 owned by world.world_id;

create table place (
    place_id bigint generated always as identity primary key,
    world_id bigint not null references world,
    parent_id bigint,
    level text not null,
    kind text,
    name text not null,
    constraint place_in_world unique (world_id, place_id),
    constraint place_parent foreign key (world_id, parent_id) references place (world_id, place_id),
    constraint place_level check (level in ('county', 'town', 'unit')),
    constraint place_kind check ((kind is not null) = (level = 'unit') and kind in ('village', 'community')),
    constraint place_root check ((parent_id is null) = (level = 'county')),
    constraint place_name check (name <> '' and length(name) <= 60)
);

create index place_by_parent on place (parent_id);

create table place_code (
    place_code_id bigint generated always as identity primary key,
    world_id bigint not null,
    place_id bigint not null,
    code text not null,
    valid daterange not null,
    constraint place_code_place foreign key (world_id, place_id) references place (world_id, place_id),
    constraint place_code_form check (code ~ '^[0-9]{6}([0-9]{3}([0-9]{3})?)?$'),
    constraint place_code_once exclude using gist (world_id with =, code with =, valid with &&),
    constraint place_one_code exclude using gist (place_id with =, valid with &&)
);

create index place_code_by_code on place_code (world_id, code);

call protect('world');
call protect('place');
call protect('place_code');
