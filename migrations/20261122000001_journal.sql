-- The journal: what was changed, by whom, in chains of hashes.
--
-- Every statement that changes a protected table leaves its rows in `change`; the act that made it
-- moves them into its journal row before it commits. A transaction that leaves any behind is
-- refused, so that nothing protected changes without a journal row.

create table stream (
    stream_id bigint generated always as identity primary key,
    kind text not null,
    -- campaign, petition or election; 0 for the instance
    subject bigint not null,
    head_seq bigint not null default 0,
    head_hash bytea not null default decode(repeat('00', 32), 'hex'),
    constraint stream_subject unique (kind, subject),
    constraint stream_kind check (kind in ('instance', 'campaign', 'petition', 'election')),
    constraint stream_head_hash check (octet_length(head_hash) = 32)
);

create table journal (
    stream_id bigint not null references stream,
    seq bigint not null,
    recorded_at timestamptz not null,
    actor_kind text not null,
    account_id bigint,
    actor_name text not null,
    actor_role text not null,
    event text not null,
    payload_digest bytea not null,
    hash bytea not null,
    primary key (stream_id, seq),
    constraint journal_actor_kind check (actor_kind in ('account', 'public', 'job', 'console')),
    constraint journal_actor check ((account_id is not null) = (actor_kind = 'account')),
    constraint journal_digests check (octet_length(payload_digest) = 32 and octet_length(hash) = 32)
);

-- apart from the journal, so that a payload can be withheld while the chain still verifies
create table journal_payload (
    stream_id bigint not null,
    seq bigint not null,
    salt bytea not null,
    bytes bytea not null,
    primary key (stream_id, seq),
    constraint journal_payload_row foreign key (stream_id, seq) references journal
);

-- heads signed by a key outside the database
create table signed_head (
    stream_id bigint not null references stream,
    seq bigint not null,
    hash bytea not null,
    signed_at timestamptz not null,
    signature bytea not null,
    primary key (stream_id, seq)
);

-- rows changed by the running transaction; empty between transactions, therefore not in the log
create unlogged table change (
    transaction xid8 not null default pg_current_xact_id(),
    change_id bigint generated always as identity,
    relation text not null,
    operation text not null,
    rows jsonb not null,
    primary key (transaction, change_id)
);

create function note_change() returns trigger
language plpgsql
security definer
set search_path from current
as $$
begin
    insert into change (relation, operation, rows)
    select tg_table_name, lower(tg_op), jsonb_agg(to_jsonb(touched))
    from touched
    having count(*) > 0;
    return null;
end
$$;

create function refuse_unjournalled() returns trigger
language plpgsql
security definer
set search_path from current
as $$
begin
    if exists (
        select
        from change
        where transaction = new.transaction
        and change_id = new.change_id
    ) then
        raise exception 'a change of % without a journal row', new.relation
            using errcode = 'integrity_constraint_violation', constraint = 'change_is_journalled';
    end if;
    return null;
end
$$;

create constraint trigger change_is_journalled
after insert on change
deferrable initially deferred
for each row execute function refuse_unjournalled();

-- hands the changed rows of this transaction to the act that journals them
create function take_changes() returns setof change
language sql
security definer
set search_path from current
as $$
    with taken as (
        delete from change
        where transaction = pg_current_xact_id()
        returning *
    )
    select *
    from taken
    order by change_id
$$;

create function refuse_change() returns trigger
language plpgsql
as $$
begin
    raise exception '% of % is not allowed', lower(tg_op), tg_table_name
        using errcode = 'integrity_constraint_violation', constraint = 'insert_only';
end
$$;

-- rows of the table are journalled
create procedure protect(protected regclass)
language plpgsql
as $$
begin
    execute format(
        'create trigger note_insert after insert on %s referencing new table as touched for each statement execute function note_change()',
        protected
    );
    execute format(
        'create trigger note_update after update on %s referencing new table as touched for each statement execute function note_change()',
        protected
    );
    execute format(
        'create trigger note_delete after delete on %s referencing old table as touched for each statement execute function note_change()',
        protected
    );
end
$$;

-- rows of the table are never changed nor removed
create procedure insert_only(kept regclass)
language plpgsql
as $$
begin
    execute format(
        'create trigger insert_only before update or delete on %s for each statement execute function refuse_change()',
        kept
    );
end
$$;

call insert_only('journal');
-- payloads can be removed (withheld), never edited
create trigger insert_only before update on journal_payload
for each statement execute function refuse_change();
