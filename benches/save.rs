//! How long a durable save takes, against the same SQL in pgbench on the same server in the same
//! run: a sheet and a ballot, with 1 and 20 writers, each in an election of its own.
//!
//! `./dev bench --bench save`; needs the server's programs and pgbench.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark may stop and tells")]
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use huanjie::{
    sample,
    shell::{
        App, Instance,
        act::{Act, Actor},
        db,
        ids::{AccountId, CandidacyId, ElectionId, SheetId, VoteCountId},
        journal::{Event, Stream, heads::Heads},
        live::Live,
        private_postgres::{NAME, PrivatePostgres},
        vault::Vault,
    },
    tally::store,
};
use law::tally::{Ballots, Field, Figures};
use sqlx::{AssertSqlSafe, Executor, Row};
use uuid::Uuid;

/// How long each measurement lasts.
const LASTS: Duration = Duration::from_secs(5);
const WRITERS: usize = 20;

/// A writer's own election.
#[derive(Clone, Copy)]
struct Own {
    election: ElectionId,
    vote_count: VoteCountId,
    candidacy: CandidacyId,
}

#[tokio::main]
async fn main() {
    let folder = env::temp_dir().join(format!("huanjie-bench-{}", Uuid::new_v4().simple()));
    fs::create_dir_all(&folder).expect("a folder for the data");
    let server = PrivatePostgres::start(&folder).await.expect("a server");
    let options = server.options(NAME);
    db::make_role(&options).await.expect("the role");
    db::migrate(&options).await.expect("the schema");
    let pool = db::pool(options).await.expect("connections");
    let heads = Heads::open(&folder.join("keys")).expect("keys");
    let instance = Instance::new(&folder);
    let vault = Vault::open(&folder.join("keys")).expect("a key");
    let app = App { live: Live::start(pool.clone()), db: pool, heads, vault, instance };
    sample::load_empty(&app, &folder).await.expect("the sample");
    let owns = elections(&app).await;
    let scripts = scripts(&folder, owns[0]);
    println!("{:<8} {:>8} {:>14} {:>14}", "save", "writers", "huanjie/s", "pgbench/s");
    for (index, (name, script)) in ["sheet", "ballot"].into_iter().zip(&scripts).enumerate() {
        for writers in [1, WRITERS] {
            let ours = saves(&app, &owns[..writers], index == 0).await;
            let theirs = pgbench(&server, script, writers);
            println!("{name:<8} {writers:>8} {ours:>14} {theirs:>14}");
        }
    }
    app.db.close().await;
    server.stop().await;
    fs::remove_dir_all(&folder).expect("the folder goes");
}

/// An election for each writer, made without its path: only saving is measured.
async fn elections(app: &App) -> Vec<Own> {
    let mut act = Act::begin(app, Actor::Console).await.expect("an act");
    let row = act
        .fetch_one(
            "
            select min(campaign_id)
            from campaign
            ",
        )
        .await
        .expect("a campaign");
    let campaign: i64 = row.get(0);
    let mut owns = Vec::new();
    for ordinal in 1..=WRITERS {
        let row = act
            .fetch_one(AssertSqlSafe(format!(
                "
                with election as (
                    insert into election (campaign_id, place_id, body, kind, ordinal, election_on)
                    select {campaign}, min(place_id), 'villagers_committee', 'by', {ordinal}, '2026-11-22'
                    from place where level = 'unit'
                    returning election_id
                ), round as (
                    insert into round (election_id, ordinal, kind)
                    select election_id, 1, 'first' from election
                    returning round_id, election_id
                ), candidacy as (
                    insert into candidacy (round_id, written_name, post, formal, rank)
                    select round_id, '某某', 'member', false, 1 from round
                    returning candidacy_id
                ), vote_count as (
                    insert into vote_count (round_id)
                    select round_id from round
                    returning vote_count_id
                )
                select election_id, vote_count_id, candidacy_id from round, vote_count, candidacy
                "
            )))
            .await
            .expect("an election");
        owns.push(Own {
            election: ElectionId(row.get(0)),
            vote_count: VoteCountId(row.get(1)),
            candidacy: CandidacyId(row.get(2)),
        });
    }
    act.commit(Stream::Instance, Event::new("sample_loaded")).await.expect("kept");
    owns
}

/// Saves a second, by so many writers at once.
async fn saves(app: &App, owns: &[Own], sheets: bool) -> u64 {
    let until = Instant::now() + LASTS;
    let writers = owns.iter().map(|own| {
        let (app, own) = (app.clone(), *own);
        tokio::spawn(async move {
            let mut done = 0_u64;
            while Instant::now() < until {
                if sheets {
                    sheet(&app, own).await;
                } else {
                    ballot(&app, own).await;
                }
                done += 1;
            }
            done
        })
    });
    let mut done = 0;
    for writer in writers.collect::<Vec<_>>() {
        done += writer.await.expect("a writer ends");
    }
    done / LASTS.as_secs()
}

/// The figures of one sheet: ballots and twenty candidates.
fn figures() -> Figures {
    let ballots = [Ballots::Issued, Ballots::Collected, Ballots::Valid, Ballots::Invalid];
    let ballots = ballots.into_iter().map(|which| (Field::Ballots(which), 1000));
    let votes = (1..=20).map(|id| {
        let field = format!("votes.member.{id}").parse().expect("a field");
        (field, 300)
    });
    ballots.chain(votes).collect()
}

async fn sheet(app: &App, own: Own) {
    let mut act = Act::begin(app, Actor::Console).await.expect("an act");
    // a sheet takes two entries: each save has a round of its own
    let row =
        act.fetch_one(AssertSqlSafe(new_sheet(&own.election.to_string()))).await.expect("a sheet");
    let (sheet_id, account_id) = (SheetId(row.get(0)), AccountId(1));
    let key = Uuid::new_v4();
    store::enter(&mut act, sheet_id, account_id, key, &[0; 32], &figures()).await.expect("entered");
    act.commit(Stream::Election(own.election), Event::new("sheet_entered")).await.expect("kept");
}

fn new_sheet(election: &str) -> String {
    format!(
        "
        with round as (
            insert into round (election_id, ordinal, kind)
            select {election}, max(ordinal) + 1, 'another' from round where election_id = {election}
            returning round_id
        ), vote_count as (
            insert into vote_count (round_id) select round_id from round returning vote_count_id
        )
        insert into sheet (vote_count_id) select vote_count_id from vote_count returning sheet_id
        "
    )
}

async fn ballot(app: &App, own: Own) {
    let mut act = Act::begin(app, Actor::Console).await.expect("an act");
    let marks = [own.candidacy];
    let reading = store::Reading {
        entry_key: Uuid::new_v4(),
        digest: &[0; 32],
        standing: "marked",
        marks: &marks,
    };
    store::read(&mut act, own.vote_count, &reading).await.expect("read");
    act.commit(Stream::Election(own.election), Event::new("ballot_read")).await.expect("kept");
}

/// The same statements for pgbench; `:client_id` chooses the writer's election.
fn scripts(folder: &Path, first: Own) -> [PathBuf; 2] {
    let election = format!("(:client_id + {})", first.election);
    let figures: Vec<String> = figures().keys().map(|field| format!("'{field}'")).collect();
    let sheet = format!(
        "begin;\n{}\n
        with entry as (
            insert into sheet_entry (sheet_id, ordinal, account_id, entry_key, digest)
            select :sheet_id, count(*) + 1, 1, gen_random_uuid(), sha256('a')
            from sheet_entry where sheet_id = :sheet_id
            returning sheet_entry_id
        )
        select sheet_entry_id as entry_id from entry \\gset\n
        insert into sheet_figure (sheet_entry_id, field, version, value)
        select :entry_id, field, 1, 300 from unnest(array[{}]) as field;\n{}",
        new_sheet(&election).trim_end().to_owned() + " \\gset",
        figures.join(","),
        journalled(&election, "sheet_entered", 2400),
    );
    let ballot = format!(
        "begin;
        select gen_random_uuid() as ballot_id \\gset
        insert into ballot (ballot_id, vote_count_id, entry_key, digest)
        values (:ballot_id::uuid, :client_id + {}, gen_random_uuid(), sha256('a'));
        insert into reading (ballot_id, version, standing) values (:ballot_id::uuid, 1, 'marked');
        insert into mark (ballot_id, version, candidacy_id) values (:ballot_id::uuid, 1, :client_id + {});
        {}",
        first.vote_count,
        first.candidacy,
        journalled(&election, "ballot_read", 700),
    );
    [("sheet.sql", sheet), ("ballot.sql", ballot)].map(|(name, script)| {
        let path = folder.join(name);
        fs::write(&path, script).expect("a script");
        path
    })
}

/// What every act does at its end, with a payload of so many bytes.
fn journalled(election: &str, event: &str, bytes: usize) -> String {
    format!(
        "
        select count(*) from take_changes();
        select stream_id, head_seq + 1 as seq from stream
        where kind = 'election' and subject = {election} for update \\gset
        with row as (
            insert into journal (stream_id, seq, recorded_at, actor_kind, actor_name, actor_role, event,
                payload_digest, hash)
            values (:stream_id, :seq, now(), 'console', 'console', 'console', '{event}', sha256('a'), sha256('b'))
        ), payload as (
            insert into journal_payload (stream_id, seq, salt, bytes)
            values (:stream_id, :seq, 'salt', repeat('x', {bytes})::bytea)
        )
        update stream set head_seq = :seq, head_hash = sha256('b') where stream_id = :stream_id;
        commit;\n"
    )
}

/// Transactions a second.
fn pgbench(server: &PrivatePostgres, script: &Path, writers: usize) -> String {
    let done = Command::new("pgbench")
        .args(["--no-vacuum", "--protocol=prepared", "--time", &LASTS.as_secs().to_string()])
        .args(["--client", &writers.to_string(), "--jobs", &writers.min(2).to_string()])
        .arg("--file")
        .arg(script)
        .arg(server.url(NAME))
        .output()
        .expect("pgbench");
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("tps = "));
    let Some(line) = line else { panic!("{}{}", text, String::from_utf8_lossy(&done.stderr)) };
    line.split(['.', ' ']).next().unwrap_or_default().to_owned()
}
