-- Papers, files, and what still has to be done after a commit.

create table attachment (
    sha256 bytea primary key,
    media_type text not null,
    bytes bytea not null,
    constraint attachment_sha256 check (octet_length(sha256) = 32)
);

create table document (
    document_id bigint generated always as identity primary key,
    election_id bigint not null references election,
    kind text not null,
    constraint document_once unique (election_id, kind),
    constraint document_kind check (kind in ('result_announcement', 'result_report'))
);

create table document_version (
    document_id bigint not null references document,
    version integer not null,
    -- over the canonical content and the template
    content_digest text not null,
    pdf_sha256 bytea not null references attachment,
    -- the head of the journal that the paper states
    stream_seq bigint not null,
    stream_hash bytea not null,
    issued_on date not null,
    primary key (document_id, version),
    constraint document_version_digest check (content_digest ~ '^[0-9a-f]{64}$')
);

create table outbox (
    outbox_id bigint generated always as identity primary key,
    kind text not null,
    subject bigint not null,
    due_at timestamptz not null,
    attempts integer not null default 0,
    done_at timestamptz,
    failure text,
    constraint outbox_kind check (kind in ('print_result'))
);

create index outbox_due on outbox (due_at) where done_at is null;

call protect('document');
call protect('document_version');
call insert_only('attachment');
call insert_only('document_version');
