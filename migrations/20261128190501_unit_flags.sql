-- Units in which an election may not go smoothly, and figures that were reported before, which are
-- compared with those of the records.

create table unit_flag (
    unit_flag_id bigint generated always as identity primary key,
    world_id bigint not null,
    place_id bigint not null,
    grounds text not null,
    note text not null,
    since_on date not null,
    until_on date,
    constraint unit_flag_unit foreign key (world_id, place_id) references place (world_id, place_id),
    constraint unit_flag_grounds check (grounds in (
        'no_election', 'incomplete_team', 'weak_team', 'tension', 'opaque_affairs', 'nobody_stands',
        'fierce_contest', 'weak_control', 'legacy', 'merger', 'overbearing', 'group_petitions', 'clans',
        'other'
    )),
    constraint unit_flag_note check (note <> '' and length(note) <= 500),
    constraint unit_flag_period check (until_on >= since_on)
);

create index unit_flag_by_place on unit_flag (place_id);
create unique index unit_flag_once on unit_flag (place_id, grounds) where until_on is null;

-- the newest of a figure counts
create table reported_figure (
    reported_figure_id bigint generated always as identity primary key,
    world_id bigint not null,
    place_id bigint not null,
    figure text not null,
    value integer not null,
    reported_on date not null,
    source text not null,
    constraint reported_figure_place foreign key (world_id, place_id) references place (world_id, place_id),
    constraint reported_figure_figure check (figure ~ '^[a-z_]{1,40}$'),
    constraint reported_figure_value check (value between 0 and 10000000),
    constraint reported_figure_source check (source <> '' and length(source) <= 120)
);

create index reported_figure_newest on reported_figure (place_id, figure, reported_on desc, reported_figure_id desc);

call protect('unit_flag');
call protect('reported_figure');
call insert_only('reported_figure');

-- who has a mark, among many who have none
create index person_reserve on person (place_id) where reserve_since is not null and merged_into is null;
create index person_official on person (place_id) where official_since is not null and merged_into is null;
