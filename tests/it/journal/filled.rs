//! An election from its roll to its declaration, through the stores and acts of the program.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use huanjie::{
    ballots::store as ballots,
    elections::{self, forms::NewElection},
    imports::{
        self,
        kinds::Kind,
        reader::Limits,
        store::SentBy,
        take::Choice,
        task::{Source, Task},
    },
    nomination::store as nomination,
    places::store::dates,
    results::store as results,
    roll::store as roll,
    sample,
    shell::{
        App, Instance,
        act::{Act, Actor},
        clock::Now,
        form::Entry,
        ids::{AccountId, CandidacyId, ElectionId, RoundId},
        journal::{Event, Stream, heads::Heads},
        live::Live,
        mandate::{AtElection, AtPlace, PlacePath, Scope},
        vault::Vault,
    },
    tally::{forms::digest, sheet, store as tally},
};
use law::{
    body::{Body, Post},
    stage::Stage,
    tally::{Field, Figures, WrittenName},
};
use sha2::{Digest, Sha256};
use sqlx::{PgPool, Row};
use uuid::Uuid;

use crate::house::folder::Folder;

/// An election with everything that was done in it.
pub struct Filled {
    pub app: App,
    pub at: AtElection,
    pub round_id: RoundId,
    /// Keys of journal and heads.
    pub folder: Folder,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn app(db: PgPool, folder: &Folder) -> App {
    let heads = Heads::open(&folder.join("keys")).expect("keys");
    let vault = Vault::open(&folder.join("keys")).expect("a key");
    App { live: Live::start(db.clone()), db, heads, vault, instance: Instance::new(folder) }
}

/// The sample's places and accounts.
pub async fn sampled(db: PgPool) -> (App, Folder) {
    let folder = Folder::new();
    let app = app(db, &folder);
    sample::load_empty(&app, &folder).await.expect("a sample");
    (app, folder)
}

pub fn village() -> PlacePath {
    let path = serde_json::json!({ "world": 2, "code": "330902102201" });
    serde_json::from_value(path).expect("a path")
}

async fn account(app: &App, name: &str) -> Actor {
    let found = sqlx::query("select account_id from account where name = $1").bind(name);
    let id = found.fetch_one(&app.db).await.expect("an account").get(0);
    let (account_id, name) = (AccountId(id), name.to_owned());
    Actor::Account { account_id, name, role: "commission", place_id: None }
}

/// The key of a movement's entry, new each time.
pub fn entry(movement: &ballots::Movement) -> Entry {
    let digest = Sha256::digest(movement.quantity.to_le_bytes());
    Entry { key: Uuid::new_v4(), digest: digest.to_vec() }
}

/// Voters of a roll as a file, the first with a name that must be escaped.
fn voters(count: u32) -> Vec<u8> {
    let line = |number: u32| {
        let name = if number == 0 { "\"王\"\"小明\"".to_owned() } else { named(number) };
        let sex = if number.is_multiple_of(2) { "女" } else { "男" };
        let birth_on = day("1950-01-01") + chrono::Days::new(number.into());
        let category = if number.is_multiple_of(7) { "b" } else { "a" };
        format!("{name},{sex},{birth_on},{},{category}\n", 1 + number % 12)
    };
    let lines: String = (0..count).map(line).collect();
    format!("姓名,性别,出生日期,组别,类别\n{lines}").into_bytes()
}

/// The name of a voter.
fn named(number: u32) -> String {
    format!("选民{}", crate::house::election::signs(number))
}

/// Opens the election of the village and brings in its roll.
pub async fn opened(app: &App, count: u32) -> (AtElection, RoundId) {
    let office = account(app, "office-xiaosha").await;
    let mut act = Act::begin(app, office.clone()).await.expect("an act");
    let unit = AtPlace::find(app, &village()).await.expect("a village");
    let campaign = dates::campaign_for_update(&mut act, unit.place_id).await.expect("an answer");
    let campaign = campaign.expect("a campaign");
    dates::set(&mut act, campaign, Now::read().date()).await.expect("a date");
    let event = Event::new("rehearsal_date_moved");
    act.commit(Stream::Campaign(campaign), event).await.expect("a commit");
    let mut act = Act::begin(app, office.clone()).await.expect("an act");
    let seats = vec![(Post::Director, 1), (Post::Deputy, 1), (Post::Member, 3)];
    let new = NewElection { election_on: day("2026-11-20"), term_no: 8, seats };
    let election_id =
        elections::store::opening::open(&mut act, &unit, Body::VillagersCommittee, &new)
            .await
            .expect("open");
    let stream = Stream::Election(election_id);
    act.commit(stream, Event::new("election_opened")).await.expect("a commit");
    let at = AtElection::find(app, &village()).await.expect("an election");

    let task = Task::begin(app, Kind::Roll, &at.unit, Some(at.clone()), &SentBy::default()).await;
    let task = task.expect("an import");
    let source = Source::Bytes(voters(count));
    task.read(source, Limits::BROWSER).await.expect("a file");
    let mut db = app.db.acquire().await.expect("a connection");
    assert!(imports::store::claim(&mut db, task.import_id, Now::read()).await.expect("claimed"));
    task.take(office, Choice::default()).await.expect("a roll").expect("all of it");
    let round_id = elections::store::round(&mut db, election_id).await.expect("a round");
    (at, round_id)
}

/// Fills a database.
pub async fn filled(db: PgPool) -> Filled {
    let (app, folder) = sampled(db).await;
    let (at, round_id) = opened(&app, 60).await;
    let filled = Filled { app, at, round_id, folder };
    filled.objections().await;
    filled.candidates().await;
    filled.ledger().await;
    filled.sign().await;
    filled.sheet().await;
    filled.readings().await;
    filled.sign().await;
    filled.declared().await;
    filled.moved("collected", 1).await;
    filled
}

impl Filled {
    pub fn stream(&self) -> Stream {
        Stream::Election(self.at.election_id)
    }

    pub fn election_id(&self) -> ElectionId {
        self.at.election_id
    }

    pub async fn act(&self) -> Act<'_> {
        let actor = account(&self.app, "commission-zenghui").await;
        Act::begin(&self.app, actor).await.expect("an act")
    }

    pub async fn commit(&self, act: Act<'_>, event: &'static str) {
        act.commit(self.stream(), Event::new(event)).await.expect("a commit");
    }

    pub async fn sign(&self) {
        let mut act = self.act().await;
        let now = act.now();
        self.app.heads.sign(&mut act, self.stream(), now).await.expect("a signed head");
        self.app.heads.sign(&mut act, Stream::Instance, now).await.expect("a signed head");
        self.commit(act, "papers_printed").await;
    }

    async fn close(&self, act: &mut Act<'_>, stage: Stage, on: &str) {
        elections::store::close(act, &self.at, stage, day(on)).await.expect("a closed stage");
    }

    async fn objections(&self) {
        let election_id = self.election_id();
        let mut act = self.act().await;
        let case = elections::store::case_for_update(&mut act, &self.at).await.expect("a case");
        elections::store::freeze(&mut act, &case, day("2026-10-20"), None).await.expect("rules");
        self.close(&mut act, Stage::Roll, "2026-10-20").await;
        self.commit(act, "roll_posted").await;
        for matter in ["漏登", "重复登记"] {
            let mut act = self.act().await;
            let filed_on = day("2026-10-22");
            let new = roll::NewObjection { filed_on, filed_by: "张三", matter };
            let entry = Entry { key: Uuid::new_v4(), digest: vec![7; 32] };
            roll::object(&mut act, election_id, &new, &entry).await.expect("an objection");
            self.commit(act, "objection_filed").await;
        }
        let mut act = self.act().await;
        for objection in roll::objections(&mut act, election_id).await.expect("objections") {
            let new = roll::NewDecision {
                on: day("2026-10-23"),
                word: "rejected",
                grounds: Some("查无实据"),
                sealed: false,
            };
            roll::decide(&mut act, election_id, objection.objection_id, &new)
                .await
                .expect("a decision");
        }
        self.commit(act, "objection_decided").await;
        let mut act = self.act().await;
        roll::seal(&mut act, election_id).await.expect("a sealed roll");
        self.close(&mut act, Stage::Objections, "2026-10-30").await;
        self.commit(act, "roll_sealed").await;
    }

    async fn candidates(&self) {
        for (number, post) in [
            (1, Post::Director),
            (2, Post::Director),
            (3, Post::Deputy),
            (4, Post::Deputy),
            (5, Post::Member),
            (6, Post::Member),
            (7, Post::Member),
            (8, Post::Member),
            (9, Post::Member),
        ] {
            let mut act = self.act().await;
            let name = named(number);
            let voter = nomination::named(&mut act, self.election_id(), &name, None).await;
            let voter = voter.expect("voters")[0];
            let listed = nomination::add(&mut act, self.round_id, voter, post).await;
            let listed = listed.expect("a candidate");
            if number == 9 {
                nomination::remove(&mut act, self.round_id, listed).await.expect("taken off");
            }
            self.commit(act, "candidate_listed").await;
        }
        let mut act = self.act().await;
        self.close(&mut act, Stage::Candidates, "2026-11-10").await;
        self.commit(act, "candidates_posted").await;
    }

    pub async fn moved(&self, kind: &str, quantity: i32) {
        let issued = kind == "issued";
        let movement = ballots::Movement {
            kind: kind.to_owned(),
            channel: issued.then(|| "hall".to_owned()),
            hour: issued.then_some(9),
            quantity,
        };
        let mut act = self.act().await;
        let entry = entry(&movement);
        let sent = ballots::Sent { entry: &entry, reason: None, late: false };
        ballots::enter(&mut act, self.round_id, &movement, &sent).await.expect("a movement");
        self.commit(act, "ballots_moved").await;
    }

    async fn ledger(&self) {
        for (kind, quantity) in
            [("printed", 60), ("issued", 30), ("issued", 25), ("unused", 5), ("collected", 52)]
        {
            self.moved(kind, quantity).await;
        }
        let mut act = self.act().await;
        self.close(&mut act, Stage::Voting, "2026-11-20").await;
        self.commit(act, "voting_closed").await;
    }

    /// Two entries with the same figures, signed off, decided.
    async fn sheet(&self) {
        let election_id = self.election_id();
        for name in ["recorder1-zenghui", "recorder2-zenghui"] {
            let mut act = Act::begin(&self.app, account(&self.app, name).await).await.expect("act");
            let account_id = act.account_id().expect("an account");
            let sheet_id = tally::sheet_for_update(&mut act, election_id).await.expect("a sheet");
            let figures = self.figures(&mut act).await;
            let key = Uuid::new_v4();
            tally::enter(&mut act, sheet_id, account_id, key, &digest(&figures), &figures)
                .await
                .expect("an entry");
            self.commit(act, "sheet_entered").await;
        }
        let mut act = self.act().await;
        let account_id = act.account_id().expect("an account");
        let sheet_id = tally::sheet_for_update(&mut act, election_id).await.expect("a sheet");
        tally::explain(&mut act, sheet_id, account_id, "W1", "已核对").await.expect("explained");
        tally::sign_off(&mut act, sheet_id, account_id).await.expect("signed off");
        self.close(&mut act, Stage::Count, "2026-11-20").await;
        let figures = self.figures(&mut act).await;
        let case = elections::store::case(&mut act, self.at.clone()).await.expect("a case");
        results::decide(&mut act, &case, &figures).await.expect("a decision");
        self.commit(act, "sheet_signed").await;
    }

    async fn figures(&self, act: &mut Act<'_>) -> Figures {
        let case = elections::store::case(act, self.at.clone()).await.expect("a case");
        let listed = nomination::candidates(act, self.round_id).await.expect("candidates");
        let ledger = tally::ledger(act, self.round_id).await.expect("a ledger");
        let form = sheet::form(&case, &listed, &ledger).expect("a form");
        let mut votes: BTreeMap<Post, u32> = BTreeMap::new();
        let mut figures = Figures::new();
        for field in form.fields() {
            let figure = match (field.to_string().as_str(), &field) {
                ("ballots.printed", _) => 60,
                ("ballots.issued", _) => 55,
                ("ballots.unused", _) => 5,
                ("ballots.spoiled", _) => 0,
                ("ballots.collected", _) => 52,
                ("ballots.valid", _) => 50,
                ("ballots.invalid" | "ballots.blank", _) => 1,
                (_, Field::Votes(post, ..)) => {
                    // fewer for each candidate of a post
                    let next = votes.entry(*post).or_insert(30);
                    *next -= 5;
                    *next
                }
                other => panic!("no figure for {other:?}"),
            };
            figures.insert(field, figure);
        }
        let written = WrittenName::new("王\"小\\明").expect("a name");
        figures.insert(Field::Written(Post::Member, written), 2);
        figures
    }

    /// Some ballots, read one by one, one of them twice.
    async fn readings(&self) {
        let mut act = self.act().await;
        let marked: Vec<CandidacyId> = nomination::candidates(&mut act, self.round_id)
            .await
            .expect("candidates")
            .iter()
            .map(|one| one.candidacy_id)
            .collect();
        for number in 0..12_usize {
            let ballot = Uuid::new_v4();
            sqlx::query(
                "insert into ballot (ballot_id, vote_count_id, entry_key, digest)
                select $1, vote_count_id, $2, sha256($3) from vote_count where round_id = $4",
            )
            .bind(ballot)
            .bind(Uuid::new_v4())
            .bind(ballot.as_bytes())
            .bind(self.round_id)
            .execute(&mut *act)
            .await
            .expect("a ballot");
            for version in 1..=(1 + i32::from(number == 3)) {
                sqlx::query(
                    "insert into reading (ballot_id, version, standing, reason) values ($1, $2, $3, $4)",
                )
                .bind(ballot)
                .bind(version)
                .bind(if number == 5 { "blank" } else { "marked" })
                .bind((version == 2).then_some("看错一行"))
                .execute(&mut *act)
                .await
                .expect("a reading");
                if number != 5 {
                    sqlx::query(
                        "insert into mark (ballot_id, version, candidacy_id) values ($1, $2, $3)",
                    )
                    .bind(ballot)
                    .bind(version)
                    .bind(marked[number % marked.len()])
                    .execute(&mut *act)
                    .await
                    .expect("a mark");
                }
            }
        }
        self.commit(act, "ballots_read").await;
    }

    async fn declared(&self) {
        let mut act = self.act().await;
        let outcome = results::outcome(&mut act, self.election_id()).await.expect("an outcome");
        let listed = nomination::candidates(&mut act, self.round_id).await.expect("candidates");
        let seats: Vec<_> = listed.iter().take(3).map(|one| (one.candidacy_id, 32)).collect();
        let decision_id = outcome.expect("a decision").decision_id;
        let on = day("2026-11-20");
        results::declare(&mut act, decision_id, on, &seats).await.expect("a declaration");
        self.close(&mut act, Stage::Outcome, "2026-11-20").await;
        act.leave("print_result", self.election_id().0).await.expect("work");
        self.commit(act, "result_declared").await;
        assert!(Now::read().date() >= on);
    }
}
