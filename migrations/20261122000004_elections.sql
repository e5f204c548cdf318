-- Campaigns, elections, their rules, stages and rounds.

create table cycle (
    cycle_id bigint generated always as identity primary key,
    world_id bigint not null,
    county_id bigint not null,
    kind text not null,
    year integer not null,
    constraint cycle_county foreign key (world_id, county_id) references place (world_id, place_id),
    constraint cycle_once unique (county_id, kind, year),
    constraint cycle_kind check (kind in ('general', 'by')),
    constraint cycle_year check (year between 1980 and 2200)
);

create table campaign (
    campaign_id bigint generated always as identity primary key,
    cycle_id bigint not null references cycle,
    town_id bigint not null references place,
    term_no integer not null,
    -- the date of a rehearsal; null where the real date counts
    today_on date,
    constraint campaign_once unique (cycle_id, town_id),
    constraint campaign_term_no check (term_no between 1 and 99)
);

create index campaign_by_town on campaign (town_id);

create table election (
    election_id bigint generated always as identity primary key,
    campaign_id bigint not null references campaign,
    place_id bigint not null references place,
    body text not null,
    kind text not null,
    ordinal integer not null default 1,
    election_on date not null,
    constraint election_once unique (campaign_id, place_id, body, kind, ordinal),
    constraint election_body check (body in ('villagers_committee', 'residents_committee', 'party_committee', 'party_plenary')),
    constraint election_kind check (kind in ('general', 'by', 'recall'))
);

create index election_by_place on election (place_id);

-- pack, overlay and digest, frozen when the roll is posted
create table election_rules (
    election_id bigint primary key references election,
    pack text not null,
    overlay text,
    digest text not null,
    frozen_on date not null,
    constraint election_rules_digest check (digest ~ '^[0-9a-f]{64}$')
);

-- a stage that was closed, on the day that the paper says
create table stage_entry (
    election_id bigint not null references election,
    stage text not null,
    closed_on date not null,
    recorded_at timestamptz not null,
    account_id bigint not null references account,
    primary key (election_id, stage),
    constraint stage_entry_stage check (stage in ('roll', 'objections', 'candidates', 'voting', 'count', 'outcome'))
);

create table round (
    round_id bigint generated always as identity primary key,
    election_id bigint not null references election,
    ordinal integer not null,
    kind text not null,
    voted_on date,
    constraint round_once unique (election_id, ordinal),
    constraint round_kind check (kind in ('first', 'another', 'tie_revote', 'pre_election', 'recall'))
);

create table round_seat (
    round_id bigint not null references round,
    post text not null,
    women_only boolean not null default false,
    seats integer not null,
    primary key (round_id, post, women_only),
    constraint round_seat_post check (post in ('director', 'secretary', 'deputy', 'member')),
    constraint round_seat_seats check (seats between 1 and 99)
);

call protect('cycle');
call protect('campaign');
call protect('election');
call protect('election_rules');
call protect('stage_entry');
call protect('round');
call protect('round_seat');
call insert_only('election_rules');
call insert_only('stage_entry');
