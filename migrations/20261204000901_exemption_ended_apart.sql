-- Whether an exemption was ended by itself: one that ended with the membership, by a death that is taken back,
-- goes on. Nobody knows of those before.

alter table member_exemption add column ended_apart boolean;
