-- Persons: identity numbers, where they belong and are, kin, posts over the terms, suspected
-- duplicates.
--
-- An identity number is kept as its cipher and as a keyed digest by which it is found; both keys lie
-- outside the database. Telephone numbers are kept the same way: neither reaches the journal.

-- which key the ciphers of this database were made with
create table vault (
    only_one boolean primary key default true,
    fingerprint bytea not null,
    constraint vault_only_one check (only_one),
    constraint vault_fingerprint check (octet_length(fingerprint) = 32)
);

-- a name as it is looked for: without blanks, points between its parts, full width, capitals
create function name_key(name text) returns text
language sql immutable strict parallel safe
as $$
    select lower(translate(normalize(name, nfkc), ' ·•・‧.', ''))
$$;

-- any two characters of a name that follow each other, so that a part of it is found by an index
create function name_pairs(key text) returns text[]
language sql immutable strict parallel safe
as $$
    select coalesce(array_agg(distinct substr(key, start, 2)), '{}')
    from generate_series(1, length(key) - 1) as start
$$;

alter table person
    add idno_cipher bytea,
    add idno_digest bytea,
    -- where the person belongs; null where nobody said
    add place_id bigint,
    add group_no integer,
    -- GB/T 3304
    add nationality text,
    add education text,
    add politics text,
    -- college-graduate village official
    add official_since date,
    add official_until date,
    -- reserve cadre
    add reserve_since date,
    add reserve_until date,
    -- the same person, who is kept in this one's place
    add merged_into bigint,
    add constraint person_place foreign key (world_id, place_id) references place (world_id, place_id),
    add constraint person_merged foreign key (world_id, merged_into) references person (world_id, person_id),
    add constraint person_merged_other check (merged_into <> person_id),
    add constraint person_idno check (
        (idno_cipher is null) = (idno_digest is null) and octet_length(idno_digest) = 32
    ),
    add constraint person_group check (group_no between 1 and 999),
    add constraint person_nationality check (nationality ~ '^(0[1-9]|[1-4][0-9]|5[0-6]|97|98)$'),
    add constraint person_education check (education in (
        'none', 'primary', 'junior', 'senior', 'technical', 'college', 'bachelor', 'master', 'doctor'
    )),
    add constraint person_politics check (politics in (
        'party', 'probationary', 'league', 'democratic', 'independent', 'masses'
    )),
    add constraint person_official check (official_until >= official_since),
    add constraint person_reserve check (reserve_until >= reserve_since);

drop index person_by_name;

create unique index person_idno_once on person (world_id, idno_digest)
where merged_into is null;

-- in the order of names, so that a part of a long list is read from where it begins
create index person_in_place on person (place_id, (name_key(name) collate "C"), person_id)
where merged_into is null;

create index person_by_key on person (world_id, (name_key(name) collate "C"), person_id)
where merged_into is null;

create index person_by_pairs on person using gin (name_pairs(name_key(name)))
where merged_into is null;

create index person_by_merged on person (merged_into) where merged_into is not null;

create table phone (
    phone_id bigint generated always as identity primary key,
    person_id bigint not null references person,
    number_cipher bytea not null,
    number_digest bytea not null,
    note text,
    constraint phone_once unique (person_id, number_digest),
    constraint phone_digest check (octet_length(number_digest) = 32),
    constraint phone_note check (note <> '' and length(note) <= 60)
);

-- where somebody is now
create table whereabouts (
    person_id bigint primary key references person,
    away text not null,
    since date,
    where_now text,
    -- who knows more
    ask text,
    constraint whereabouts_away check (away in ('here', 'short', 'long')),
    constraint whereabouts_where check (where_now <> '' and length(where_now) <= 200),
    constraint whereabouts_ask check (ask <> '' and length(ask) <= 200)
);

-- who called somebody, and what came of it
create table contact (
    contact_id bigint generated always as identity primary key,
    person_id bigint not null references person,
    called_on date not null,
    called_by text not null,
    outcome text not null,
    note text,
    account_id bigint not null references account,
    constraint contact_outcome check (outcome in ('returns', 'proxy', 'not_taking_part', 'not_reached')),
    constraint contact_called_by check (called_by <> '' and length(called_by) <= 60),
    constraint contact_note check (note <> '' and length(note) <= 500)
);

create index contact_by_person on contact (person_id, called_on desc, contact_id desc);

-- a is the relation of b
create table kinship (
    kinship_id bigint generated always as identity primary key,
    a_id bigint not null references person,
    b_id bigint not null references person,
    relation text not null,
    constraint kinship_order check (a_id < b_id),
    constraint kinship_once unique (a_id, b_id),
    constraint kinship_relation check (relation in (
        'spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild', 'parent_in_law',
        'child_in_law', 'other_lineal'
    ))
);

create index kinship_by_b on kinship (b_id);

-- posts over the terms; who holds one until an election is outgoing
create table office (
    office_id bigint generated always as identity primary key,
    person_id bigint not null references person,
    place_id bigint not null references place,
    body text not null,
    post text not null,
    term_no integer,
    from_on date,
    -- null while it is held
    until_on date,
    ended text,
    constraint office_body check (body in (
        'party', 'villagers_committee', 'residents_committee', 'supervision', 'cooperative', 'groups'
    )),
    constraint office_post check (post in (
        'secretary', 'deputy_secretary', 'director', 'deputy', 'member', 'group_leader', 'representative'
    )),
    constraint office_term check (term_no between 1 and 99),
    constraint office_period check (until_on >= from_on),
    constraint office_ended check (ended in ('term', 'resigned', 'recalled', 'removed', 'died', 'other')),
    constraint office_ended_when check ((ended is null) = (until_on is null))
);

create index office_by_person on office (person_id);
create index office_by_place on office (place_id, body, until_on);

-- two records that may be of one person
create table person_case (
    person_case_id bigint generated always as identity primary key,
    world_id bigint not null references world,
    one_id bigint not null,
    other_id bigint not null,
    grounds text not null,
    found_on date not null,
    decision text,
    decided_on date,
    reason text,
    account_id bigint references account,
    constraint person_case_one foreign key (world_id, one_id) references person (world_id, person_id),
    constraint person_case_other foreign key (world_id, other_id) references person (world_id, person_id),
    constraint person_case_order check (one_id < other_id),
    constraint person_case_once unique (one_id, other_id),
    constraint person_case_grounds check (grounds in ('same_birth', 'near_birth', 'asked')),
    constraint person_case_decision check (decision in ('same', 'different')),
    constraint person_case_decided check (
        (decision is null) = (decided_on is null)
        and (decision is null) = (reason is null)
        and (decision is null) = (account_id is null)
    ),
    constraint person_case_reason check (reason <> '' and length(reason) <= 500)
);

create index person_case_by_other on person_case (other_id);
create index person_case_open on person_case (world_id, person_case_id) where decision is null;

-- when an identity number was shown in full, to whom and why
create table identity_showing (
    identity_showing_id bigint generated always as identity primary key,
    person_id bigint not null references person,
    account_id bigint not null references account,
    shown_on date not null,
    reason text not null,
    constraint identity_showing_reason check (reason <> '' and length(reason) <= 200)
);

create index identity_showing_by_person on identity_showing (person_id);

call protect('phone');
call protect('whereabouts');
call protect('contact');
call protect('kinship');
call protect('office');
call protect('person_case');
call protect('identity_showing');
