-- A membership that two records of one person both said: when the records become one, the later written
-- row ends so, and what it said goes on in the other.

alter table membership drop constraint membership_ended;
alter table membership add constraint membership_ended check (
    ended in ('moved', 'transferred', 'left', 'expelled', 'died', 'mistaken', 'merged')
);
