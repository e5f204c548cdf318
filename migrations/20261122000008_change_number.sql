-- One order of all changes, over all streams: a row that acts of two streams have changed is as the
-- later one left it. Who changes a row waits for whoever changed it before, so that numbers drawn
-- after the change are in the order of a row's versions. The own numbers of an unlogged table
-- begin anew after a crash of the server; those of a sequence of its own do not.

create sequence change_number;

alter table change alter column change_id drop identity;
alter table change alter column change_id set default nextval('change_number');
