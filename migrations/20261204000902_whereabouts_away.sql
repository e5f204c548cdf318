-- Those who are away are a part of those of whom it was said where they are.

create index whereabouts_away on whereabouts (person_id) where away <> 'here';
