//! Every act sent twice at the same moment, by two people through two processes over one database:
//! one of them does it, the other is told so; nothing is done twice, and the journal verifies.
//!
//! The rows follow an election from its opening to its papers, then what is kept around it. A route
//! that changes something and has no row fails.

mod rows;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use huanjie::shell::mandate::Role;
use law::stage::Stage;
use reqwest::StatusCode;

use crate::{
    access,
    decisions::{PDF, send},
    house::{
        app::{Answer, COUNTY, SIBLING, TOWN, TestApp, UNIT, Visitor, verified},
        election::{self, Walk, day, election_day, entry, key},
    },
};
use rows::{NOT_RACED, Row, Second};

/// Those who act besides the people of every test.
const MORE: [(&str, Role, &str); 6] = [
    ("office2", Role::TownOffice, TOWN),
    ("county2", Role::CountyOffice, COUNTY),
    ("leader2", Role::LeadingGroup, TOWN),
    ("scrutineer2", Role::Scrutineer, UNIT),
    ("admin", Role::Administrator, "none"),
    ("admin2", Role::Administrator, "none"),
];

/// Two processes over one database, and who has signed in to which.
struct Scene<'a> {
    apps: [&'a TestApp; 2],
    walk: Walk<'a>,
    signed_in: HashMap<(&'static str, usize), Visitor>,
    raced: BTreeSet<&'static str>,
    wrong: Vec<String>,
}

/// A form as it is sent.
struct Sent {
    path: String,
    fields: Vec<(&'static str, String)>,
    file: Option<Vec<u8>>,
}

impl Scene<'_> {
    async fn visitor(&mut self, name: &'static str, at: usize) -> Visitor {
        if let Some(visitor) = self.signed_in.get(&(name, at)) {
            return visitor.clone();
        }
        let visitor = self.apps[at].visitor(name).await;
        self.signed_in.insert((name, at), visitor.clone());
        visitor
    }

    async fn number(&self, query: &str) -> i64 {
        let found = sqlx::query_scalar::<_, Option<i64>>(sqlx::AssertSqlSafe(query.to_owned()));
        // what is not there is told by the row that needs it
        found.fetch_optional(&self.apps[0].app.db).await.expect(query).flatten().unwrap_or_default()
    }

    async fn events(&self, event: &str) -> i64 {
        self.number(&format!("select count(*) from journal where event = '{event}'")).await
    }

    /// The address of a row.
    async fn path(&self, row: &Row) -> String {
        let mut path = format!("{}{}", row.world, row.route).replace("{code}", row.at);
        while let Some((before, rest)) = path.clone().split_once('{') {
            let (name, after) = rest.split_once('}').expect("a closed brace");
            let own = row.ids.iter().find(|(of, _)| *of == name).map(|(_, query)| *query);
            let text = match own.unwrap_or_else(|| rows::newest(name)) {
                query if query.starts_with("select") => self.number(query).await.to_string(),
                text => text.to_owned(),
            };
            path = format!("{before}{text}{after}");
        }
        path
    }

    /// What somebody sends: the values of a row, those with an @ made for the moment.
    async fn sent(&mut self, row: &Row, number: usize, one_key: &str) -> Sent {
        let path = self.path(row).await;
        let who = self.visitor(row.who[number], number).await;
        let mut sent = Sent { path: path.clone(), fields: Vec::new(), file: None };
        let other = if number == 1 { row.other } else { &[] };
        let own = row.form.iter().filter(|(name, _)| !other.iter().any(|(of, _)| of == name));
        for (name, value) in own.chain(other) {
            if *value == "@figures" {
                let figures = entry(&key(), &self.figures().await);
                let given = other.iter().map(|(name, _)| *name);
                let given: BTreeSet<&str> = given.collect();
                sent.fields.extend(figures.into_iter().filter_map(|(name, value)| {
                    (!given.contains(&*name)).then(|| (&*name.leak(), value))
                }));
                continue;
            }
            match *value {
                "@roll" => {
                    let namesakes = "同名人,男,19700501,2,a\n同名人,女,19810602,3,a\n";
                    sent.file = Some((election::roll(60) + namesakes).into_bytes());
                    continue;
                }
                "@list" => {
                    let list = "姓名,性别,出生日期\n丙某,男,19700501\n";
                    sent.file = Some(list.as_bytes().to_vec());
                    continue;
                }
                "@pdf" => {
                    sent.file = Some(PDF.to_vec());
                    continue;
                }
                _ => {}
            }
            let day = |(name, _): &&(&str, &str)| matches!(*name, "on" | "posted_on");
            let on = row.form.iter().find(day).copied();
            let value = self.value(value, &who, (&path, on), one_key).await;
            sent.fields.push((name, value));
        }
        sent
    }

    /// The value of a field, for the moment and for whoever sends it.
    async fn value(
        &self,
        value: &str,
        who: &Visitor,
        (path, on): (&str, Option<(&str, &str)>),
        one_key: &str,
    ) -> String {
        let after = |days: &str| day(days.parse().expect("a number"));
        match value.split_once(':').unwrap_or((value, "")) {
            ("@day", days) => after(days),
            ("@today", _) => TestApp::today().to_string(),
            ("@key", _) => key(),
            ("@one-key", _) => one_key.to_owned(),
            ("@sql", query) => self.number(query).await.to_string(),
            ("@voter", number) => election::voter(number.parse().expect("a number")),
            ("@warning", _) => self.walk.warnings().await.remove(0),
            ("@seen", "") => {
                let on = on
                    .map(|(name, on)| format!("?{name}={}", after(on.trim_start_matches("@day:"))));
                who.seen(&format!("{path}{}", on.unwrap_or_default())).await
            }
            ("@seen-above", _) => {
                let (above, _) = path.rsplit_once('/').expect("a path");
                who.seen(above).await
            }
            ("@seen", page) => who.seen(&self.walk.path(page)).await,
            _ => value.to_owned(),
        }
    }

    /// The figures of the paper, with a name that two voters bear.
    async fn figures(&self) -> BTreeMap<String, String> {
        let mut figures = self.walk.figures().await;
        figures.insert("written-name-2".to_owned(), "同名人".to_owned());
        figures
    }

    /// One proposes who is meant by the name that two voters bear, another agrees.
    async fn says_who_is_meant(&self) {
        let app = self.apps[0];
        let line = "select candidacy_id from candidacy where written_name = '同名人'";
        let path = self.walk.path(&format!("/outcome/names/{}", app.number(line).await));
        let meant = "select roll_entry_id from roll_entry where birth_on = '1970-05-01'";
        let field = format!("votes.{}", app.number(meant).await);
        let votes = "select value from sheet_figure where field = 'written.member.同名人'
            order by version desc limit 1";
        let votes = app.number(votes).await.to_string();
        let on = day(0);
        let form = [(&*field, &*votes), ("reason", "会议记录第 3 页"), ("on", &*on)];
        app.visitor("scrutineer").await.done(&path, &form).await;
        let version = app.number("select max(version) from written_choice").await.to_string();
        let form = [("version", &*version), ("answer", "agree")];
        self.walk.commission.done(&format!("{path}/answer"), &form).await;
    }

    /// Both at once, and what came of it.
    async fn race(&mut self, row: &Row) {
        let one_key = key();
        let before = self.events(row.event).await;
        let first = self.sent(row, 0, &one_key).await;
        let one = self.visitor(row.who[0], 0).await;
        if matches!(row.second, Second::Absent) {
            let answer = sends(&one, &first).await;
            if !is_done(&answer) {
                self.wrong.push(format!("{} alone: {}", first.path, said(&answer)));
            }
            return;
        }
        let second = self.sent(row, 1, &one_key).await;
        let two = self.visitor(row.who[1], 1).await;
        let answers = tokio::join!(sends(&one, &first), sends(&two, &second));
        let answers = <[Answer; 2]>::from(answers);
        let done = answers.iter().filter(|answer| is_done(answer)).count();
        let refused = answers.iter().find(|answer| !is_done(answer));
        let (both, status, rows) = match row.second {
            Second::Conflict => (false, Some(StatusCode::CONFLICT), 1),
            Second::Gone(_) => {
                let gone = refused.filter(|answer| answer.status == StatusCode::NOT_FOUND);
                (false, Some(gone.map_or(StatusCode::CONFLICT, |answer| answer.status)), 1)
            }
            Second::Told(_) => (false, Some(StatusCode::BAD_REQUEST), 1),
            Second::Own(_) => (true, None, 2),
            Second::Same(_) => (true, None, 1),
            Second::Absent => unreachable!("sent alone"),
        };
        let rows = if row.event.is_empty() { 0 } else { rows };
        let told = refused.is_none_or(|answer| {
            let text = answer.text();
            text.contains("<h1") && !text.contains('⟦') && !text.contains("请稍后再试")
        });
        let good = done == if both { 2 } else { 1 }
            && refused.map(|answer| answer.status) == status
            && self.events(row.event).await - before == rows
            && told;
        if !good {
            let rows = self.events(row.event).await - before;
            let [one, two] = answers.each_ref().map(said);
            let should = row.second.should();
            let path = &first.path;
            self.wrong.push(format!("{path} {should}: {rows} {}: {one} | {two}", row.event));
        }
        self.raced.insert(row.route);
    }

    async fn race_all(&mut self, rows: &[Row]) {
        for row in rows {
            self.race(row).await;
        }
    }
}

/// What an answer says to whoever reads it.
fn said(answer: &Answer) -> String {
    let page = scraper::Html::parse_document(&answer.text());
    let pieces = scraper::Selector::parse("h1, main .lead, .field-error, main .message");
    let pieces = pieces.expect("a selector");
    let texts = page.select(&pieces).map(|one| one.text().collect::<String>().trim().to_owned());
    format!("{} {}", answer.status.as_u16(), texts.collect::<Vec<_>>().join(" / "))
}

/// Whether it was done: an answer that goes on, or a page that shows what was made.
fn is_done(answer: &Answer) -> bool {
    [StatusCode::SEE_OTHER, StatusCode::OK].contains(&answer.status)
}

async fn sends(who: &Visitor, sent: &Sent) -> Answer {
    match &sent.file {
        Some(file) if sent.fields.is_empty() => who.upload(&sent.path, file).await,
        Some(file) => {
            let fields = sent.fields.iter().cloned().collect();
            send(who, &sent.path, &fields, &[("a.pdf", file)]).await
        }
        None => {
            let fields: Vec<(&str, &str)> =
                sent.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            who.post(&sent.path, &fields).await
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_do_the_same_at_once_one_does_it_and_the_other_is_told() {
    let app = TestApp::start().await;
    let second = app.again().await;
    for (name, role, place) in MORE {
        app.person(name, &[(role, place)]).await;
    }
    let walk = Walk::new(&app).await;
    let apps = [&app, &second];
    let (signed_in, raced, wrong) = Default::default();
    let mut scene = Scene { apps, walk, signed_in, raced, wrong };
    scene.race_all(rows::ROLL).await;
    scene.walk.candidates().await;
    scene.race_all(rows::VOTE).await;
    scene.walk.explain_all().await;
    scene.race_all(rows::RESULT).await;
    scene.says_who_is_meant().await;
    scene.race_all(rows::DECLARED).await;
    let election = app.number("select election_id from election").await;
    for row in rows::FAILED_PAPERS {
        app.failed_print(election).await;
        scene.race(row).await;
    }
    scene.race_all(rows::KEPT).await;
    late(&mut scene).await;
    scene.race_all(rows::DECISIONS).await;
    access::rehearsal(&app).await;
    for name in ["mover", "mover2"] {
        app.person_of(2, name, &[(Role::TownOffice, TOWN)]).await;
    }
    scene.race_all(rows::REHEARSAL).await;
    earlier_codes(&app).await;
    scene.race_all(rows::PLACES).await;
    scene.race_all(rows::PARTY).await;
    earlier_codes(&app).await;
    scene.race_all(rows::PLACES_LATER).await;
    assert!(scene.wrong.is_empty(), "{}", scene.wrong.join("\n"));
    verified(&app).await;
    every_route_has_its_row(&scene.raced);
}

/// Another village whose roll can only be posted a day late.
async fn late(scene: &mut Scene<'_>) {
    let mut walk = Walk::new(scene.apps[0]).await;
    SIBLING.clone_into(&mut walk.unit);
    walk.open(election_day()).await;
    let file = "姓名,性别,出生日期,组别,类别\n邻村人,男,19700501,1,a\n";
    let answer = walk.office.upload(&walk.path("/roll/import"), file.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

/// Codes are valid since years ago, so that they can change today.
async fn earlier_codes(app: &TestApp) {
    app.console("places_made", async |act| {
        let earlier = "update place_code set valid = daterange('2010-01-01', upper(valid))
            where upper_inf(valid)";
        sqlx::query(earlier).execute(&mut **act).await.expect("an earlier day");
    })
    .await;
}

/// The table of routes says what there is: each that changes something was raced, or says why not.
fn every_route_has_its_row(raced: &BTreeSet<&str>) {
    let routes = huanjie::routes();
    let posted: BTreeSet<&str> =
        routes.rows().iter().filter(|row| row.method == "POST").map(|row| row.path).collect();
    let unraced: BTreeSet<&str> = NOT_RACED.iter().map(|(path, _)| *path).collect();
    let missing: Vec<_> = posted.iter().filter(|path| !raced.contains(*path)).collect();
    let missing: Vec<_> = missing.into_iter().filter(|path| !unraced.contains(*path)).collect();
    assert!(missing.is_empty(), "acts without a row in tests/it/races/rows.rs: {missing:?}");
    let stale: Vec<_> = unraced.iter().filter(|path| !posted.contains(*path)).collect();
    assert!(stale.is_empty(), "no acts any more: {stale:?}");
    assert!(NOT_RACED.iter().all(|(_, why)| !why.is_empty()));
    assert!(Stage::ALL.len() == 6, "a stage more has rows of its own");
}
