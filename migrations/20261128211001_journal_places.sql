-- At which places an act happened: an index beside the journal, for the journal page of a place. The
-- streams and their chains are as they were, and `verify` asks them alone.

-- The places that changed rows tell of: their own, and those of the persons whom they name.
create function places_of(rows jsonb) returns bigint[]
language sql
stable
set search_path from current
as $$
    select array(
        select distinct spot.place_id
        from jsonb_array_elements(rows) as changed (row)
        cross join lateral (
            select (row ->> 'place_id')::bigint
            union all
            select person.place_id
            from person
            where person.person_id in (
                (row ->> 'person_id')::bigint, (row ->> 'a_id')::bigint, (row ->> 'b_id')::bigint
            )
        ) as spot (place_id)
        where spot.place_id is not null
    )
$$;

-- A row for the place of an act and for each place above it. No key refers to a place: its row would
-- be locked at the end of every act, against those who change the place. A rehearsal that is thrown
-- away takes its rows along by the number of its world.
create table journal_place (
    place_id bigint not null,
    recorded_at timestamptz not null,
    stream_id bigint not null,
    seq bigint not null,
    -- as in the journal, so that the rows of an event are found by an index
    event text not null,
    -- where it happened: that of several places is the place itself
    at_id bigint not null,
    world_id bigint not null,
    primary key (place_id, recorded_at, stream_id, seq),
    constraint journal_place_row foreign key (stream_id, seq) references journal
);

create index journal_place_by_event on journal_place (place_id, event, recorded_at, stream_id, seq);
create index journal_place_by_row on journal_place (stream_id, seq);

-- what was done before: of elections and campaigns their place, of the rest what their rows tell
with recursive told as (
    select journal.stream_id, journal.seq, journal.recorded_at, journal.event, election.place_id
    from journal
    join stream using (stream_id)
    join election on stream.kind = 'election' and election.election_id = stream.subject
    union
    select journal.stream_id, journal.seq, journal.recorded_at, journal.event, campaign.town_id
    from journal
    join stream using (stream_id)
    join campaign on stream.kind = 'campaign' and campaign.campaign_id = stream.subject
    union
    select journal.stream_id, journal.seq, journal.recorded_at, journal.event, spot.place_id
    from journal
    join stream using (stream_id)
    join journal_payload using (stream_id, seq)
    cross join lateral jsonb_array_elements(
        convert_from(bytes, 'UTF8')::jsonb -> 'changes'
    ) as changed (content)
    cross join lateral unnest(places_of(content -> 'rows')) as spot (place_id)
    where stream.kind = 'instance'
), above as (
    select told.*, told.place_id as at_id, place.parent_id, place.world_id
    from told
    join place using (place_id)
    union
    select above.stream_id, above.seq, above.recorded_at, above.event, place.place_id, above.at_id,
        place.parent_id, place.world_id
    from above
    join place on place.place_id = above.parent_id
)
insert into journal_place (place_id, recorded_at, stream_id, seq, event, at_id, world_id)
select place_id, recorded_at, stream_id, seq, event,
    case when min(at_id) = max(at_id) then min(at_id) else place_id end, world_id
from above
group by place_id, recorded_at, stream_id, seq, event, world_id;

call insert_only('journal_place');
