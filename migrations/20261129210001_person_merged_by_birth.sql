-- By name and day, as those who stand are found: an old list still names a record that was merged.
create index person_merged_by_birth on person ((name_key(name) collate "C"), birth_on, world_id)
where merged_into is not null;
