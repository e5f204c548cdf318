-- The ledger of ballots: each entry once, a wrong one taken back by a counter-entry.

alter table ballot_movement
    -- sent with the entry, so that the same sent twice is known; entries of old have none
    add entry_key uuid,
    -- over what was sent
    add digest bytea,
    -- why it is taken back, or entered after the vote was closed
    add reason text,
    -- the movement that this one takes back; neither counts
    add takes_back bigint references ballot_movement,
    -- entered after the vote was closed
    add late boolean,
    add constraint ballot_movement_entry_key unique (entry_key),
    add constraint ballot_movement_digest check (
        (digest is null) = (entry_key is null) and octet_length(digest) = 32
    ),
    add constraint ballot_movement_reason check (reason <> '' and length(reason) <= 1000),
    add constraint ballot_movement_taken_back_once unique (takes_back),
    add constraint ballot_movement_takes_back check (takes_back is null or reason is not null),
    add constraint ballot_movement_late check (late is null or (late and reason is not null));

call insert_only('ballot_movement');

-- movements that count: neither taken back nor taking back
create view ballot_standing as
select ballot_movement_id, round_id, kind, channel, hour, quantity
from ballot_movement
where takes_back is null
and not exists (
    select
    from ballot_movement as counter
    where counter.takes_back = ballot_movement.ballot_movement_id
);

create index sheet_explanation_by_sheet on sheet_explanation (sheet_id);
