-- Ballots that a scribe 代写人 wrote: a part of those issued, and no channel of its own.

alter table ballot_movement
    drop constraint ballot_movement_kind,
    add constraint ballot_movement_kind check (
        kind in ('printed', 'issued', 'scribed', 'spoiled', 'unused', 'collected')
    );
