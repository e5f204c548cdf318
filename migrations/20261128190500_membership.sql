-- Members of the Party: in which organisation, in which state, and who need not be counted among
-- those who should attend a meeting.

create table membership (
    membership_id bigint generated always as identity primary key,
    world_id bigint not null,
    organisation_id bigint not null,
    person_id bigint not null,
    -- in this organisation; null where nobody knows
    from_on date,
    -- null while it lasts
    until_on date,
    ended text,
    reason text,
    constraint membership_organisation foreign key (world_id, organisation_id) references organisation (world_id, organisation_id),
    constraint membership_person foreign key (world_id, person_id) references person (world_id, person_id),
    constraint membership_period check (until_on >= from_on),
    constraint membership_ended check (ended in ('moved', 'transferred', 'left', 'expelled', 'died', 'mistaken')),
    constraint membership_ended_when check ((ended is null) = (until_on is null)),
    constraint membership_reason check (reason <> '' and length(reason) <= 200)
);

-- a member belongs to one organisation at a time
create unique index membership_once on membership (person_id) where until_on is null;
create index membership_by_person on membership (person_id);
create index membership_by_organisation on membership (organisation_id) where until_on is null;

-- the state of a member from a day on; the latest day counts, of one day what was entered last
create table member_state (
    member_state_id bigint generated always as identity primary key,
    membership_id bigint not null references membership,
    standing text not null,
    presence text not null,
    since_on date not null,
    reason text,
    constraint member_state_standing check (standing in ('full', 'probationary', 'disciplinary_probation', 'detained')),
    constraint member_state_presence check (presence in ('here', 'mobile', 'short', 'long')),
    constraint member_state_reason check (reason <> '' and length(reason) <= 200)
);

create index member_state_newest on member_state (membership_id, since_on desc, member_state_id desc);

-- a member who need not be counted among those who should attend, once both have agreed
create table member_exemption (
    member_exemption_id bigint generated always as identity primary key,
    membership_id bigint not null references membership,
    grounds text not null,
    asked_on date not null,
    -- the organisation above
    consented_on date,
    consent_no text,
    -- the meeting of the members
    voted_on date,
    -- null while it lasts
    ended_on date,
    constraint member_exemption_grounds check (grounds in (
        'cannot_express_will', 'abroad', 'imprisoned', 'bedridden', 'moved', 'retired_elsewhere'
    )),
    constraint member_exemption_consented check (consented_on >= asked_on),
    constraint member_exemption_voted check (voted_on >= asked_on),
    constraint member_exemption_ended check (ended_on >= asked_on),
    constraint member_exemption_consent_no check (consent_no <> '' and length(consent_no) <= 60 and consented_on is not null)
);

create unique index member_exemption_once on member_exemption (membership_id) where ended_on is null;
create index member_exemption_by_membership on member_exemption (membership_id);

-- members, each with its newest state and the exemption that lasts
create view member_now as
select membership.membership_id, membership.world_id, membership.organisation_id, membership.person_id,
    membership.from_on, state.standing, state.presence, state.since_on, state.reason,
    member_exemption.grounds, member_exemption.consented_on is not null as consented,
    member_exemption.voted_on is not null as voted
from membership
join lateral (
    select standing, presence, since_on, member_state.reason
    from member_state
    where member_state.membership_id = membership.membership_id
    order by since_on desc, member_state_id desc
    limit 1
) as state on true
left join member_exemption
    on member_exemption.membership_id = membership.membership_id
    and member_exemption.ended_on is null
where membership.until_on is null;

call protect('membership');
call protect('member_state');
call protect('member_exemption');
call insert_only('member_state');
