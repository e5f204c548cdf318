-- On which day somebody died, also of who was no member and held no post.

alter table person
    add died_on date,
    add constraint person_died check (died_on >= birth_on);
