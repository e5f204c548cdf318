//! An election that is walked through by the acts of those who may, with dates in the past.

use std::{collections::BTreeMap, time::Duration};

use chrono::{NaiveDate, TimeDelta};
use law::stage::Stage;
use reqwest::StatusCode;
use uuid::Uuid;

use super::app::{TestApp, UNIT, Visitor};

/// The day of elections in tests: VC18 and ZJ20 govern it, and all days before it are past.
pub fn election_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 3, 18).expect("a date")
}

/// A day so many days after the election, as it is typed.
pub fn day(after: i64) -> String {
    (election_day() + TimeDelta::days(after)).to_string()
}

/// A number in signs: no name of a person has digits.
pub fn signs(number: impl std::fmt::Display) -> String {
    let signs: Vec<char> = "甲乙丙丁戊己庚辛壬癸".chars().collect();
    let sign = |digit: char| digit.to_digit(10).and_then(|at| signs.get(usize::try_from(at).ok()?));
    number.to_string().chars().filter_map(sign).collect()
}

/// Names of the voters on the rolls of tests: 选民 and a number in letters that no page has.
pub fn voter(number: usize) -> String {
    const SIGNS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let sign = |at: usize| SIGNS[at % 10];
    format!("选{}{}{}", sign(number / 100), sign(number / 10), sign(number))
}

/// A file with so many voters.
pub fn roll(voters: usize) -> String {
    let line = |number: usize| {
        let sex = if number.is_multiple_of(2) { "女" } else { "男" };
        format!("{},{sex},1980-01-{:02},{},a\n", voter(number), number % 28 + 1, number % 3 + 1)
    };
    (0..voters).fold("姓名,性别,出生日期,组别,类别\n".to_owned(), |file, number| {
        file + &line(number)
    })
}

/// Voters on the roll.
pub const VOTERS: usize = 60;

/// Candidates by post: two for each single seat, four for three members.
const CANDIDATES: [(&str, [usize; 4], usize); 3] =
    [("director", [0, 1, 0, 0], 2), ("deputy", [2, 3, 0, 0], 2), ("member", [4, 5, 6, 7], 4)];

/// Those who act, signed in to one process.
pub struct Walk<'a> {
    /// The process.
    pub app: &'a TestApp,
    /// The unit's division code, after `r/` and the number of the world in a rehearsal.
    pub unit: String,
    /// The town's office.
    pub office: Visitor,
    /// The commission.
    pub commission: Visitor,
    /// The first recorder.
    pub recorder1: Visitor,
    /// The second recorder.
    pub recorder2: Visitor,
}

impl<'a> Walk<'a> {
    /// Signs everybody in.
    pub async fn new(app: &'a TestApp) -> Self {
        let (office, commission, recorder1, recorder2) = tokio::join!(
            app.visitor("office"),
            app.visitor("commission"),
            app.visitor("recorder1"),
            app.visitor("recorder2"),
        );
        Self { app, unit: UNIT.to_owned(), office, commission, recorder1, recorder2 }
    }

    /// An election in which a stage is open, everything before it done.
    pub async fn at(app: &'a TestApp, stage: Stage) -> Self {
        let walk = Self::new(app).await;
        walk.open(election_day()).await;
        walk.to(stage).await;
        walk
    }

    /// The address of a page of the election.
    pub fn path(&self, page: &str) -> String {
        format!("/{}/committee{page}", self.unit)
    }

    /// Opens the election.
    pub async fn open(&self, on: NaiveDate) {
        let on = on.to_string();
        let form = [
            ("election_on", &*on),
            ("term_no", "12"),
            ("director", "1"),
            ("deputy", "1"),
            ("member", "3"),
        ];
        self.office.done(&format!("/{}/elections", self.unit), &form).await;
    }

    /// Walks from the opened election to where a stage is open.
    pub async fn to(&self, stage: Stage) {
        for one in Stage::ALL.into_iter().take_while(|one| *one != stage) {
            self.through(one).await;
        }
    }

    /// Does the work of a stage and closes it on a lawful day.
    pub async fn through(&self, stage: Stage) {
        match stage {
            Stage::Roll => {
                self.import().await;
                self.commission.closes(&self.path("/roll/post"), &[("on", &day(-22))]).await;
            }
            Stage::Objections => {
                self.commission.closes(&self.path("/roll/seal"), &[("on", &day(-16))]).await;
            }
            Stage::Candidates => {
                self.candidates().await;
                self.commission.closes(&self.path("/candidates/post"), &[("on", &day(-5))]).await;
            }
            Stage::Voting => {
                self.ledger().await;
                self.commission.closes(&self.path("/ballots/close"), &[("on", &day(0))]).await;
            }
            Stage::Count => {
                let figures = self.figures().await;
                self.enter(&self.recorder1, &figures).await;
                self.enter(&self.recorder2, &figures).await;
                self.explain_all().await;
                self.recorder1.done(&self.path("/sheet/finish"), &[("on", &day(0))]).await;
            }
            Stage::Outcome => {
                let form = [("on", &*day(0))];
                self.commission.closes(&self.path("/outcome/declare"), &form).await;
            }
        }
    }

    /// What the page that asks before the declaration shows, as its form sends it.
    pub async fn seen(&self) -> String {
        let path = self.path(&format!("/outcome/declare?on={}", day(0)));
        let seen = self.commission.seen(&path).await;
        assert!(!seen.is_empty(), "nothing is shown");
        seen
    }

    /// Brings in the voters.
    pub async fn import(&self) {
        let file = roll(VOTERS);
        let answer = self.office.upload(&self.path("/roll/import"), file.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }

    /// Lists the candidates.
    pub async fn candidates(&self) {
        for (post, voters, count) in CANDIDATES {
            for number in &voters[..count] {
                let name = voter(*number);
                let form = [("name", &*name), ("post", post), ("birth_on", "")];
                self.commission.done(&self.path("/candidates"), &form).await;
            }
        }
    }

    /// Enters the ledger: 64 printed, 60 issued, 3 left, 1 spoiled, 58 collected.
    pub async fn ledger(&self) {
        for (kind, channel, hour, quantity) in [
            ("printed", "", "", "64"),
            ("issued", "hall", "9", "50"),
            ("issued", "mobile", "10", "6"),
            ("issued", "proxy", "10", "4"),
            ("unused", "", "", "3"),
            ("spoiled", "", "", "1"),
            ("collected", "", "", "58"),
        ] {
            self.moves(kind, channel, hour, quantity).await;
        }
    }

    /// Enters a movement of ballots.
    pub async fn moves(&self, kind: &str, channel: &str, hour: &str, quantity: &str) {
        let key = key();
        let form = [
            ("entry_key", &*key),
            ("kind", kind),
            ("channel", channel),
            ("hour", hour),
            ("quantity", quantity),
        ];
        self.commission.done(&self.path("/ballots"), &form).await;
    }

    /// Files an objection; gives its key.
    pub async fn objects(&self, filed_on: &str, matter: &str) -> i64 {
        let key = key();
        let form = [
            ("entry_key", &*key),
            ("filed_on", filed_on),
            ("filed_by", "某人"),
            ("matter", matter),
        ];
        self.office.done(&self.path("/roll/objections"), &form).await;
        self.app.number("select max(objection_id) from objection").await
    }

    /// The figures of the paper, by field; the last member has no votes, which asks for a word.
    pub async fn figures(&self) -> BTreeMap<String, String> {
        let fields = self
            .app
            .texts(
                "select 'votes.' || post || '.' || candidacy_id
                from candidacy
                where formal
                order by array_position(array['director', 'deputy', 'member'], post), rank",
            )
            .await;
        let votes = [40, 12, 33, 20, 50, 45, 35, 0];
        assert_eq!(fields.len(), votes.len(), "candidates");
        let mut figures: BTreeMap<String, String> =
            fields.into_iter().zip(votes.map(|votes: u32| votes.to_string())).collect();
        for (field, figure) in [
            ("ballots.printed", 64),
            ("ballots.issued", 60),
            ("ballots.unused", 3),
            ("ballots.spoiled", 1),
            ("issued.hall", 50),
            ("issued.mobile", 6),
            ("issued.proxy", 4),
            ("ballots.collected", 58),
            ("ballots.valid", 55),
            ("ballots.invalid", 2),
            ("ballots.blank", 1),
        ] {
            figures.insert(field.to_owned(), figure.to_string());
        }
        // somebody written in who is on the roll, and somebody who is not
        for (line, name, post, votes) in
            [("1", voter(9), "director", "3"), ("2", "外来客".to_owned(), "member", "2")]
        {
            figures.insert(format!("written-name-{line}"), name);
            figures.insert(format!("written-post-{line}"), post.to_owned());
            figures.insert(format!("written-votes-{line}"), votes.to_owned());
        }
        figures
    }

    /// Enters the sheet with a new key.
    pub async fn enter(&self, recorder: &Visitor, figures: &BTreeMap<String, String>) {
        let form = entry(&key(), figures);
        let path = self.path("/sheet");
        let answer = recorder.post(&path, &pairs(&form)).await;
        if answer.status == StatusCode::BAD_REQUEST {
            // what does not add up is asked about once
            let mut form = form;
            form.insert("seen".to_owned(), looked_at(&answer.text()));
            recorder.done(&path, &pairs(&form)).await;
        } else {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        }
    }

    /// Explains every warning that stands.
    pub async fn explain_all(&self) {
        let mut form = Vec::new();
        for (at, key) in self.warnings().await.into_iter().enumerate() {
            form.push((format!("finding-{}", at + 1), key));
            form.push((format!("explanation-{}", at + 1), "纸面如此".to_owned()));
        }
        if !form.is_empty() {
            let form: Vec<(&str, &str)> =
                form.iter().map(|(name, text)| (&**name, &**text)).collect();
            self.recorder1.done(&self.path("/sheet/explain"), &form).await;
        }
    }

    /// Waits until the papers of the result are there.
    pub async fn printed(&self) {
        self.printed_times(1).await;
    }

    /// Waits until all papers of the result were printed so many times.
    pub async fn printed_times(&self, times: i64) {
        for _ in 0..600 {
            if self.app.number("select count(*) from document_version").await == 3 * times {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        let failures = "select coalesce(failure, 'not done') from outbox";
        panic!("no papers: {:?}", self.app.texts(failures).await);
    }

    /// What a paper says, without blanks.
    pub async fn paper(&self, kind: &str) -> String {
        let answer = self.commission.get(&self.path(&format!("/papers/{kind}"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{kind}");
        let document = lopdf::Document::load_mem(&answer.body).expect("a PDF");
        let pages: Vec<u32> = document.get_pages().into_keys().collect();
        document.extract_text(&pages).expect("text").split_whitespace().collect()
    }

    /// The keys of the warnings of the sheet.
    pub async fn warnings(&self) -> Vec<String> {
        use huanjie::{elections, shell::mandate::Scope, tally};

        let (world, code) = match self.unit.strip_prefix("r/").and_then(|at| at.split_once('/')) {
            Some((world, code)) => (world.parse::<i64>().ok(), code),
            None => (None, &*self.unit),
        };
        let path = serde_json::json!({ "world": world, "code": code });
        let path = serde_json::from_value(path).expect("a path");
        let app = &self.app.app;
        let at = huanjie::shell::mandate::AtElection::find(app, &path).await.expect("an election");
        let mut db = app.db.acquire().await.expect("a connection");
        let case = elections::store::case(&mut db, at).await.expect("a case");
        let kept = tally::store::sheet(&mut db, &case).await.expect("an answer");
        let kept = kept.expect("a sheet");
        let findings = kept.sheet.findings(&kept.setting).expect("two entries that agree");
        let warnings = findings.iter().filter(|one| !one.number.blocks());
        warnings.map(tally::sheet::finding_key).collect()
    }
}

/// A new key of an entry.
pub fn key() -> String {
    Uuid::new_v4().to_string()
}

/// The form of a sheet with the key of its entry.
pub fn entry(key: &str, figures: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut form = figures.clone();
    form.insert("entry_key".to_owned(), key.to_owned());
    form
}

/// What says that somebody looked at what does not add up in an entry.
pub fn looked_at(page: &str) -> String {
    let seen = page.split_once(r#"name="seen" value=""#).expect("it is asked").1;
    seen.split_once('"').expect("a value").0.to_owned()
}

/// A form as it is sent.
pub fn pairs(form: &BTreeMap<String, String>) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
