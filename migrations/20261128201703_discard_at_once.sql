-- Of a rehearsal that is thrown away, payloads go that tell of it alone. One that tells of an account,
-- too, stays: accounts have no world, and whoever was added in a rehearsal is still there. The keys of
-- what goes are read once for all payloads, not for each row anew.

create or replace function discard_world(discarded bigint) returns table (stream_id bigint, seq bigint)
language plpgsql
security definer
set search_path from current
as $$
declare
    statement text;
begin
    perform
    from world
    where world_id = discarded
    and kind = 'rehearsal'
    and discarded_at is null
    for update;
    if not found then
        raise no_data_found;
    end if;
    delete from outbox
    where subject in (
        select election_id
        from election
        join place using (place_id)
        where place.world_id = discarded
    );
    perform set_config('huanjie.discards', 'on', true);
    -- one statement: what refers to each other goes together
    select 'with ' || string_agg(
        format('taken_%s as (delete from %s where %s)', number, relation, condition),
        ', '
    ) || ' select 1'
    into statement
    from of_world() with ordinality as part (relation, condition, number);
    execute statement using discarded;

    create temporary table gone on commit drop as
    select change.relation, kept.value as row
    from change
    cross join lateral jsonb_array_elements(change.rows) as kept
    where change.transaction = pg_current_xact_id()
    and operation = 'delete';
    create temporary table key_column on commit drop as
    select class.relname::text as relation, array_agg(attname::text) as names
    from pg_class as class
    join pg_index as index on index.indrelid = class.oid and index.indisprimary
    join pg_attribute as attribute on attribute.attrelid = class.oid
        and attribute.attnum = any (index.indkey)
    where class.relnamespace = current_schema()::regnamespace
    group by class.relname;
    create temporary table gone_key on commit drop as
    select distinct names[1] as name, gone.row -> names[1] as value
    from gone
    join key_column using (relation)
    where cardinality(names) = 1;
    -- a tie of kin names persons
    insert into gone_key
    select 'a_id', value
    from gone_key
    where name = 'person_id';
    create unique index on gone_key (name, value);
    analyze gone_key;

    -- files that nothing else names
    select string_agg(
        format(
            'select row ->> %1$L from gone where relation = %2$L',
            attname,
            class.relname
        ),
        ' union all '
    )
    into statement
    from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    join pg_class as class on class.oid = conrelid
    where contype = 'f'
    and confrelid = 'attachment'::regclass;
    execute
        'delete from attachment where sha256 in (select digest::bytea from (' || statement
        || ') as named (digest))'
        || (
            select string_agg(
                format(
                    ' and not exists (select from %s where %I = sha256)',
                    conrelid::regclass,
                    attname
                ),
                ''
            )
            from pg_constraint
            join pg_attribute on attrelid = conrelid and attnum = conkey[1]
            where contype = 'f'
            and confrelid = 'attachment'::regclass
        );
    perform set_config('huanjie.discards', '', true);

    -- of each row the key is enough
    update change
    set rows = (
        select jsonb_agg(
            (select jsonb_object_agg(name, kept.value -> name) from unnest(names) as name)
        )
        from jsonb_array_elements(change.rows) as kept
    )
    from key_column
    where key_column.relation = change.relation
    and change.transaction = pg_current_xact_id()
    and operation = 'delete';

    return query
        with told as (
            select journal_payload.stream_id, journal_payload.seq, kind = 'instance' as shared,
                convert_from(bytes, 'UTF8')::jsonb -> 'changes' as changes
            from stream
            join journal_payload using (stream_id)
            where kind = 'instance'
            or (kind || '_id', to_jsonb(subject)) in (select name, value from gone_key)
        ), listed as materialized (
            select told.stream_id, told.seq, change_no, row_no, kept
            from told
            cross join lateral jsonb_array_elements(changes)
                with ordinality as changed (content, change_no)
            cross join lateral jsonb_array_elements(content -> 'rows')
                with ordinality as held (kept, row_no)
            where shared
        -- all at once: asked row by row the keys would be read for each anew
        ), named as materialized (
            select distinct listed.stream_id, listed.seq, change_no, row_no
            from listed
            cross join lateral jsonb_each(kept) as field
            join gone_key on gone_key.name = field.key and gone_key.value = field.value
        ), own as (
            select told.stream_id, told.seq
            from told
            where not shared
            union all
            select listed.stream_id, listed.seq
            from listed
            left join named using (stream_id, seq, change_no, row_no)
            group by listed.stream_id, listed.seq
            having bool_and(
                -- what has no world at all is of none, and not of every one
                coalesce(kept -> 'world_id' = to_jsonb(discarded), false)
                or named.stream_id is not null
            )
        )
        delete from journal_payload as payload
        using own
        where payload.stream_id = own.stream_id
        and payload.seq = own.seq
        returning payload.stream_id, payload.seq;
end
$$;
