//! The journal on a real database: what was edited is found and named, also by somebody who may do
//! everything in the database; what is not journalled is refused; acts at one time make one chain.

#![expect(clippy::disallowed_methods, reason = "how long it takes is told")]

mod edits;
mod filled;

use std::{fs, time::Instant};

use edits::Edit;
use filled::{Filled, app, entry, filled, opened, sampled};
use huanjie::{
    ballots::store::{Movement, Sent, enter},
    sample,
    shell::{
        act::{Act, Actor},
        db, files,
        ids::CampaignId,
        journal::{
            Event, Stream,
            heads::{Heads, KeysError, Signed, Wrong, known},
            verify::{Bad, Report, compare, unlisted, verify},
        },
        private_postgres::{NAME, PrivatePostgres},
    },
};
use rand::{SeedableRng, rngs::StdRng, seq::IndexedRandom};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Executor, PgConnection, Row};

use crate::house::{folder::Folder, postgres::database};

const EDITS: usize = 1000;

async fn report(filled: &Filled) -> Report {
    let heads = filled.app.heads.all().expect("heads");
    verify(&filled.app.db, &heads).await.expect("a report")
}

async fn good(filled: &Filled) -> Report {
    let report = report(filled).await;
    assert_eq!(
        Report { rows: 0, records: 0, heads: 0, files: 0, ..report.clone() },
        Report::default(),
        "nothing is wrong"
    );
    report
}

async fn run(db: &mut PgConnection, statement: &str) {
    let done = db.execute(AssertSqlSafe(statement.to_owned())).await;
    done.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_random_edits_are_found_and_the_first_bad_row_is_named() {
    let began = Instant::now();
    let filled = filled(database().await).await;
    let before = good(&filled).await;
    assert!(before.rows > 30 && before.records > 250, "{before:?}");
    edits::without_constraints(&filled.app.db).await;
    let mut act = filled.act().await;
    let written = edits::fill(&mut act).await;
    filled.commit(act, "rows_written").await;
    let before = good(&filled).await;
    let tables = std::sync::Arc::new(edits::tables(&filled.app.db).await);
    for walked in ["roll_entry", "candidacy", "ballot", "reading", "mark", "ballot_movement"]
        .into_iter()
        .chain(["sheet", "sheet_entry", "sheet_figure", "sheet_explanation", "sheet_sign_off"])
        .chain(["decision", "declaration", "declared_seat", "stage_entry", "objection", "roll"])
    {
        assert!(!written.iter().any(|name| name == walked), "{walked} has rows of an election");
    }
    let heads = filled.app.heads.all().expect("heads");
    assert_eq!(heads.len(), 4);
    let halves = (0..2).map(|half| {
        let (tables, heads, db) = (tables.clone(), heads.clone(), filled.app.db.clone());
        tokio::spawn(async move {
            let mut random = StdRng::seed_from_u64(0x6875_616e + half);
            let (journal, protected): (Vec<_>, Vec<_>) =
                tables.iter().partition(|table| edits::JOURNAL.contains(&&*table.name));
            // every table in turn, those of the journal more often
            let mut turn = protected.iter().cycle();
            let mut missed = Vec::new();
            for number in 0..EDITS / 2 {
                let table = if number % 3 == 0 {
                    journal.choose(&mut random).expect("a table")
                } else {
                    turn.next().expect("a table")
                };
                let mut db = db.begin().await.expect("a transaction");
                run(&mut db, "set local session_replication_role = replica").await;
                let edit: Edit = table.edit(&mut db, &mut random).await;
                let report = compare(&mut db, &heads).await.expect("a report");
                if !edit.found_by(&report) {
                    missed.push(format!("{}\n{report:?}\n{:?}", edit.what, edit.expected()));
                }
                db.rollback().await.expect("as before");
            }
            assert!(protected.len() * 2 < EDITS / 3, "each half edits each table at least twice");
            missed
        })
    });
    let mut missed = Vec::new();
    for half in halves.collect::<Vec<_>>() {
        missed.extend(half.await.expect("edits"));
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n\n"));
    assert_eq!(good(&filled).await, before);
    println!("{EDITS} edits of {} tables in {:?}", tables.len(), began.elapsed());
}

/// A row of a chain as somebody reads it who wants to write it anew.
struct Link {
    seq: i64,
    header: String,
    salt: Vec<u8>,
    bytes: Vec<u8>,
    hash: Vec<u8>,
}

async fn links(db: &mut PgConnection, kind: &str) -> Vec<Link> {
    let rows = sqlx::query(
        r#"select seq, format(
            '{"stream":%s,"subject":%s,"seq":%s,"recorded_at":%s,"actor":%s,"account":%s,"name":%s,"role":%s,"event":%s}',
            to_json(kind), subject, seq, (extract(epoch from recorded_at) * 1000000)::bigint,
            to_json(actor_kind), coalesce(account_id::text, 'null'), to_json(actor_name),
            to_json(actor_role), to_json(event)
        ), salt, bytes, hash
        from stream join journal using (stream_id) join journal_payload using (stream_id, seq)
        where kind = $1 order by seq"#,
    )
    .bind(kind)
    .fetch_all(db)
    .await
    .expect("a chain");
    let link = |row: &sqlx::postgres::PgRow| Link {
        seq: row.get(0),
        header: row.get(1),
        salt: row.get(2),
        bytes: row.get(3),
        hash: row.get(4),
    };
    rows.iter().map(link).collect()
}

fn hashed(previous: &[u8], link: &Link) -> (Vec<u8>, Vec<u8>) {
    let payload = Sha256::new().chain_update(&link.salt).chain_update(&link.bytes).finalize();
    let hash = Sha256::new().chain_update(previous).chain_update(&link.header);
    (payload.to_vec(), hash.chain_update(payload).finalize().to_vec())
}

#[tokio::test]
async fn a_chain_that_was_written_anew_is_found_by_the_heads_that_were_signed() {
    let filled = filled(database().await).await;
    let heads = filled.app.heads.all().expect("heads");
    let mut db = filled.app.db.begin().await.expect("a transaction");
    run(&mut db, "set local session_replication_role = replica").await;
    let chain = links(&mut db, "election").await;
    // somebody gets more votes: in the entries, in their payloads, in all that follows
    run(&mut db, "update sheet_figure set value = value + 5 where field like 'votes.director.%'")
        .await;
    let mut previous = vec![0; 32];
    let mut changed = None;
    for mut link in chain {
        let figures = "select to_jsonb(sheet_figure)::text, (to_jsonb(sheet_figure)
            || jsonb_build_object('value', value - 5))::text
            from sheet_figure where field like 'votes.director.%'";
        let mut text = String::from_utf8(link.bytes).expect("a payload");
        for row in sqlx::query(figures).fetch_all(&mut *db).await.expect("figures") {
            text = text.replace(&row.get::<String, _>(1), &row.get::<String, _>(0));
        }
        let (seq, before) = (link.seq, link.hash.clone());
        link.bytes = text.into_bytes();
        let (payload, hash) = hashed(&previous, &link);
        if changed.is_none() && hash != before {
            changed = Some(seq);
        }
        sqlx::query(
            "with row as (
                update journal set payload_digest = $1, hash = $2
                where seq = $4 and stream_id = (select stream_id from stream where kind = 'election')
            ), head as (
                update stream set head_hash = $2 where kind = 'election'
            )
            update journal_payload set bytes = $3
            where seq = $4 and stream_id = (select stream_id from stream where kind = 'election')",
        )
        .bind(payload)
        .bind(&hash)
        .bind(link.bytes)
        .bind(seq)
        .execute(&mut *db)
        .await
        .expect("an edit");
        previous = hash;
    }
    let changed = changed.expect("the payload of the sheet");
    let alone = compare(&mut db, &[]).await.expect("a report");
    assert_eq!(alone.bad, None, "by itself it is without fault");
    let report = compare(&mut db, &heads).await.expect("a report");
    let signed = heads.iter().filter(|head| head.kind == "election" && head.seq >= changed);
    let seq = signed.map(|head| head.seq).min().expect("a head signed after the sheet");
    let (kind, subject) = ("election".to_owned(), filled.election_id().0);
    assert_eq!(report.bad, Some(Bad::Head { kind, subject, seq }));
}

#[tokio::test]
async fn an_end_that_was_cut_off_is_found_when_a_head_beyond_it_was_signed() {
    let filled = filled(database().await).await;
    filled.moved("unused", 3).await;
    filled.moved("unused", 4).await;
    let mut act = filled.act().await;
    let now = act.now();
    let signed = filled.app.heads.sign(&mut act, filled.stream(), now).await.expect("a head");
    drop(act);
    let heads = filled.app.heads.all().expect("heads");
    let cut = "delete from ballot_movement where kind = 'unused' and quantity in (3, 4);
        delete from journal_payload where seq > $ and stream_id = (select stream_id from stream where kind = 'election');
        delete from journal where seq > $ and stream_id = (select stream_id from stream where kind = 'election');
        update stream set head_seq = $, head_hash = (
            select hash from journal where seq = $ and journal.stream_id = stream.stream_id
        ) where kind = 'election'";
    let mut db = filled.app.db.begin().await.expect("a transaction");
    run(&mut db, "set local session_replication_role = replica").await;
    run(&mut db, &cut.replace('$', &(signed.seq - 2).to_string())).await;
    let alone = compare(&mut db, &heads[..heads.len() - 1]).await.expect("a report");
    assert_eq!(alone.bad, None, "by itself it is without fault");
    let report = compare(&mut db, &heads).await.expect("a report");
    let (kind, subject, seq) = (signed.kind, signed.subject, signed.seq);
    assert_eq!(report.bad, Some(Bad::Head { kind, subject, seq }));
}

#[tokio::test]
async fn a_removed_payload_leaves_the_chain_whole_and_its_records_unproven() {
    let filled = filled(database().await).await;
    let before = good(&filled).await;
    let mut db = filled.app.db.begin().await.expect("a transaction");
    let chain = links(&mut db, "election").await;
    let seq_of = |text: &str| {
        let found = chain.iter().find(|link| String::from_utf8_lossy(&link.bytes).contains(text));
        found.expect("a payload").seq
    };
    // filing is withheld, deciding is not: what objections have to be is still known
    let filing = seq_of("漏登");
    let withhold = |seq: i64| {
        format!(
            "delete from journal_payload where seq = {seq}
            and stream_id = (select stream_id from stream where kind = 'election')"
        )
    };
    run(&mut db, &withhold(filing)).await;
    let report = compare(&mut db, &[]).await.expect("a report");
    assert_eq!(report, Report { withheld: 1, heads: 0, ..before });

    // of movements only the withheld row told: they are neither as written nor tampered with
    let issued = seq_of(r#""quantity": 25"#);
    run(&mut db, &withhold(issued)).await;
    let report = compare(&mut db, &[]).await.expect("a report");
    assert_eq!((report.bad, report.withheld, report.unproven), (None, 2, 1));
    let (relation, key) = report.first_unproven.expect("a record");
    assert_eq!(relation, "ballot_movement");
    assert!(key.starts_with("ballot_movement_id="), "{key}");

    // what is changed besides is found where a later row of the chain says what it has to be
    run(&mut db, "set local session_replication_role = replica").await;
    run(&mut db, "update declared_seat set votes = votes + 1").await;
    let report = compare(&mut db, &[]).await.expect("a report");
    let named =
        matches!(&report.bad, Some(Bad::Record { relation, .. }) if relation == "declared_seat");
    assert!(named, "{report:?}");
}

#[tokio::test]
async fn a_column_that_is_added_later_changes_no_old_row() {
    let filled = filled(database().await).await;
    let before = good(&filled).await;
    let mut db = filled.app.db.begin().await.expect("a transaction");
    for statement in [
        "alter table roll_entry add note text",
        "alter table ballot_movement add box integer",
        "alter table decision add note text",
    ] {
        run(&mut db, statement).await;
    }
    db.commit().await.expect("new columns");
    assert_eq!(good(&filled).await, before);
    // rows written since then are held to their new columns
    let mut act = filled.act().await;
    run(&mut act, "update roll_entry set note = '新栏' where roll_entry_id = 2").await;
    filled.commit(act, "roll_noted").await;
    good(&filled).await;
    for statement in [
        "update roll_entry set note = '旧栏' where roll_entry_id = 2",
        "update roll_entry set note = null where roll_entry_id = 2",
        "update roll_entry set note = '添' where roll_entry_id = 3",
        "update roll_entry set sex = 'm' where roll_entry_id = 3",
        "update decision set note = ''",
    ] {
        let mut db = filled.app.db.begin().await.expect("a transaction");
        run(&mut db, "set local session_replication_role = replica").await;
        run(&mut db, statement).await;
        let found = compare(&mut db, &[]).await.expect("a report").bad;
        assert!(matches!(found, Some(Bad::Record { .. })), "{statement}: {found:?}");
    }
}

#[tokio::test]
async fn a_bad_line_of_the_signed_heads_is_named_and_never_passed_over() {
    let filled = filled(database().await).await;
    let keys = filled.folder.join("keys");
    let list = keys.join("heads.jsonl");
    let text = fs::read_to_string(&list).expect("heads");
    let heads = filled.app.heads.all().expect("heads");
    assert_eq!(good(&filled).await.heads, 4, "every head is compared");
    let bad = || match Signed::read(&keys) {
        Err(KeysError::Line { line, wrong, .. }) => (line, wrong),
        other => panic!("{other:?}"),
    };

    // the signature is of another row
    let edited = text.replace(&format!(r#""seq":{}"#, heads[2].seq), r#""seq":999"#);
    assert_ne!(edited, text);
    fs::write(&list, edited).expect("an edit");
    assert_eq!(bad(), (3, Wrong::Signature));
    fs::write(&list, text.replacen('\n', "\nnothing\n", 1)).expect("an edit");
    assert_eq!(bad(), (2, Wrong::NoHead));
    // a line that was taken away is missed by the database
    fs::write(&list, text.split_inclusive('\n').skip(1).collect::<String>()).expect("an edit");
    let mut db = filled.app.db.acquire().await.expect("a connection");
    let known = known(&mut db).await.expect("heads");
    let found = unlisted(known, &Signed::read(&keys).expect("heads").heads);
    assert!(matches!(found, Some(Bad::Unlisted { .. })), "{found:?}");

    // half a line, and half a character of it: the next start goes on without
    let torn = [text.as_bytes(), br#"{"kind":"elec"#, &[0xe5]].concat();
    fs::write(&list, torn).expect("a torn line");
    assert_eq!(bad(), (5, Wrong::Torn));
    let again = Heads::open(&keys).expect("keys");
    assert_eq!(fs::read_to_string(&list).expect("heads"), text);
    let mut act = filled.act().await;
    let now = act.now();
    let next = again.sign(&mut act, filled.stream(), now).await.expect("a head");
    assert_eq!(again.all().expect("heads"), [heads, vec![next]].concat());
}

#[tokio::test]
async fn bytes_of_a_file_that_were_changed_are_found_by_its_digest() {
    let filled = filled(database().await).await;
    let mut act = filled.act().await;
    let sha256 = files::keep(&mut act, "text/plain", b"a paper").await.expect("a file");
    act.commit(filled.stream(), Event::new("paper_kept")).await.expect("a commit");
    let before = good(&filled).await;
    assert_eq!(before.files, 1);
    let mut db = filled.app.db.begin().await.expect("a transaction");
    run(&mut db, "set local session_replication_role = replica").await;
    run(&mut db, "update attachment set bytes = 'another paper'").await;
    let report = compare(&mut db, &[]).await.expect("a report");
    assert_eq!(report.bad, Some(Bad::File { sha256: hex::encode(sha256) }));
}

#[tokio::test]
async fn two_acts_on_one_row_in_two_streams_are_compared_in_their_order() {
    let filled = filled(database().await).await;
    // the stream that was made first is not the one of the later act
    for (stream, name) in
        [(filled.stream(), "甲"), (Stream::Instance, "乙"), (filled.stream(), "丙")]
    {
        let mut act = filled.act().await;
        sqlx::query("update person set name = $1 where person_id = 3")
            .bind(name)
            .execute(&mut *act)
            .await
            .expect("a change");
        act.commit(stream, Event::new("person_renamed")).await.expect("a commit");
        good(&filled).await;
    }
}

/// SQLSTATE and constraint of a refusal.
fn refused<T>(done: Result<T, sqlx::Error>) -> (String, String) {
    match done {
        Err(sqlx::Error::Database(error)) => (
            error.code().unwrap_or_default().into_owned(),
            error.constraint().unwrap_or_default().to_owned(),
        ),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("nothing was refused"),
    }
}

#[tokio::test]
async fn the_running_role_changes_nothing_outside_an_act_and_no_journal_row() {
    let folder = Folder::new();
    let postgres = PrivatePostgres::start(&folder).await.expect("a server");
    let options = postgres.options(NAME);
    db::make_role(&options).await.expect("a role");
    db::migrate(&options).await.expect("migrations");
    let pool = db::pool(options.clone()).await.expect("connections");
    let app = app(pool, &folder);
    sample::load_empty(&app, &folder).await.expect("a sample");
    let (at, round_id) = opened(&app, 3).await;

    for statement in [
        "insert into person (world_id, name, sex, birth_on) values (1, '甲', 'f', '1990-01-01')",
        "update person set name = '乙'",
        "delete from roll_entry",
        "update objection set decision = null; update election set ordinal = 2",
    ] {
        let done = app.db.execute(AssertSqlSafe(statement.to_owned())).await;
        let (code, constraint) = refused(done);
        assert_eq!(
            (code.as_str(), constraint.as_str()),
            ("23000", "change_is_journalled"),
            "{statement}"
        );
    }
    for statement in [
        "update journal set actor_name = '甲'",
        "delete from journal",
        "truncate journal",
        "update journal_payload set bytes = ''",
        "truncate journal_payload",
        "truncate roll_entry",
        "delete from signed_head",
        "update security_log set event = 'refused'",
        "insert into change (relation, operation, rows) values ('person', 'insert', '[]')",
        "delete from change",
        "update change set rows = '[]'",
        "set session_replication_role = replica",
        "alter table person disable trigger note_insert",
        "drop trigger change_is_journalled on change",
    ] {
        let (code, _) = refused(app.db.execute(AssertSqlSafe(statement.to_owned())).await);
        assert_eq!(code, "42501", "{statement}");
    }
    // what the law of the tables forbids, acts neither can do
    let mut act = Act::begin(&app, Actor::Console).await.expect("an act");
    let (code, constraint) = refused(act.execute("delete from stage_entry").await);
    assert_eq!((code.as_str(), constraint.as_str()), ("23000", "insert_only"));
    drop(act);
    // an act can
    let mut act = Act::begin(&app, Actor::Console).await.expect("an act");
    let movement = Movement { kind: "printed".to_owned(), channel: None, hour: None, quantity: 9 };
    let entry = entry(&movement);
    let sent = Sent { entry: &entry, reason: None, late: false };
    enter(&mut act, round_id, &movement, &sent).await.expect("a movement");
    let stream = Stream::Election(at.election_id);
    act.commit(stream, Event::new("ballots_moved")).await.expect("a commit");
    let report = verify(&app.db, &[]).await.expect("a report");
    assert_eq!((report.bad, report.withheld, report.unproven), (None, 0, 0));
    app.db.close().await;
    postgres.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_acts_at_one_time_make_one_chain_without_gap_or_fork() {
    const TASKS: i32 = 32;
    const ACTS: i32 = 20;
    let began = Instant::now();
    let (app, _folder) = sampled(database().await).await;
    let (_, round_id) = opened(&app, 3).await;
    // a stream that nobody has made yet
    let stream = Stream::Campaign(CampaignId(77));
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let app = app.clone();
            tokio::spawn(async move {
                for number in 0..ACTS {
                    let mut act = Act::begin(&app, Actor::Job("test")).await.expect("an act");
                    let quantity = 1 + task * ACTS + number;
                    let kind = "printed".to_owned();
                    let movement = Movement { kind, channel: None, hour: None, quantity };
                    let entry = entry(&movement);
                    let sent = Sent { entry: &entry, reason: None, late: false };
                    enter(&mut act, round_id, &movement, &sent).await.expect("a movement");
                    act.commit(stream, Event::new("ballots_moved")).await.expect("a commit");
                }
            })
        })
        .collect();
    // who verifies meanwhile sees one moment
    let mut looks = 0;
    while !tasks.iter().all(tokio::task::JoinHandle::is_finished) {
        let report = verify(&app.db, &[]).await.expect("a report");
        assert_eq!(report.bad, None);
        looks += 1;
    }
    for task in tasks {
        task.await.expect("acts");
    }
    let rows = "select count(*), max(seq), count(distinct hash), max(head_seq)
        from journal join stream using (stream_id) where kind = 'campaign' and subject = 77";
    let row = app.db.fetch_one(rows).await.expect("a row");
    let all = i64::from(TASKS * ACTS);
    assert_eq!([0, 1, 2, 3].map(|column| row.get::<i64, _>(column)), [all; 4]);
    let moved = "select count(distinct quantity) from ballot_movement";
    assert_eq!(app.db.fetch_one(moved).await.expect("a row").get::<i64, _>(0), all);
    let report = verify(&app.db, &[]).await.expect("a report");
    assert_eq!((report.bad, report.unproven), (None, 0));
    println!("{all} acts with {looks} looks in {:?}", began.elapsed());
}

#[tokio::test]
async fn an_election_of_twenty_thousand_voters_is_verified() {
    const VOTERS: u32 = 20_000;
    let (app, _folder) = sampled(database().await).await;
    let began = Instant::now();
    let (at, _) = opened(&app, VOTERS).await;
    println!("a roll of {VOTERS} in {:?}", began.elapsed());
    let mut act = Act::begin(&app, Actor::Job("test")).await.expect("an act");
    act.execute(
        "with counted as (
            insert into vote_count (round_id) select round_id from round returning vote_count_id
        )
        insert into ballot (ballot_id, vote_count_id, entry_key, digest)
        select gen_random_uuid(), vote_count_id, gen_random_uuid(), sha256(number::text::bytea)
        from counted, generate_series(1, 20000) as number",
    )
    .await
    .expect("ballots");
    act.execute(
        "insert into reading (ballot_id, version, standing) select ballot_id, 1, 'marked' from ballot",
    )
    .await
    .expect("readings");
    act.commit(Stream::Election(at.election_id), Event::new("ballots_read")).await.expect("commit");
    let began = Instant::now();
    let report = verify(&app.db, &[]).await.expect("a report");
    println!("{} records verified in {:?}", report.records, began.elapsed());
    assert_eq!((report.bad.clone(), report.unproven), (None, 0));
    assert!(report.records > u64::from(VOTERS) * 4, "{report:?}");
    let mut db = app.db.begin().await.expect("a transaction");
    run(&mut db, "set local session_replication_role = replica").await;
    run(&mut db, "update roll_entry set sex = 'm' where roll_entry_id = 19999 and sex = 'f'").await;
    let found = compare(&mut db, &[]).await.expect("a report").bad;
    let (relation, key) = ("roll_entry".to_owned(), "roll_entry_id=19999".to_owned());
    assert_eq!(found, Some(Bad::Record { relation, key }));
}
