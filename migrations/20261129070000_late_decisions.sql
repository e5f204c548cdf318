-- An objection that was filed late holds no sealing up, and is decided all the same (V-08): after the
-- sealing too, when the decision changes the roll no more.

alter table objection
    -- it was decided when the roll was sealed already
    add decided_sealed boolean,
    add constraint objection_decided_sealed check (decided_sealed is null or decision is not null);
