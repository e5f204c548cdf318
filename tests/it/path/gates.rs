//! Gates refuse, with nothing changed.

use huanjie::shell::clock::Now;
use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::{TestApp, Visitor},
    election::{Walk, day, election_day, key, voter},
};

/// The page that closes a stage.
fn closing(stage: Stage) -> &'static str {
    match stage {
        Stage::Roll => "/roll/post",
        Stage::Objections => "/roll/seal",
        Stage::Candidates => "/candidates/post",
        Stage::Voting => "/ballots/close",
        Stage::Count => "/sheet/finish",
        Stage::Outcome => "/outcome/declare",
    }
}

/// Sends a form that is refused as a conflict; nothing changes.
async fn refused(walk: &Walk<'_>, who: &Visitor, page: &str, form: &[(&str, &str)], why: &str) {
    let before = walk.app.state().await;
    let answer = who.post(&walk.path(page), form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{why}: {page} {form:?}");
    assert_eq!(walk.app.state().await, before, "{why}: {page} {form:?}");
}

async fn late(walk: &Walk<'_>, stage: Stage, on: &str, why: &str) {
    let who = if stage == Stage::Count { &walk.recorder1 } else { &walk.commission };
    refused(walk, who, closing(stage), &[("on", on)], why).await;
}

#[tokio::test]
async fn a_gate_refuses_what_misses_its_limit_and_changes_nothing() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;

    late(&walk, Stage::Roll, &day(-22), "nobody is on the roll").await;
    walk.import().await;
    late(&walk, Stage::Roll, &day(-19), "posted a day late").await;
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-20))]).await;

    late(&walk, Stage::Objections, &day(-15), "objections may be filed on this day").await;
    late(&walk, Stage::Objections, &day(-21), "before the roll was posted").await;
    walk.commission.closes(&walk.path("/roll/seal"), &[("on", &day(-14))]).await;

    late(&walk, Stage::Candidates, &day(-5), "no candidates").await;
    walk.candidates().await;
    late(&walk, Stage::Candidates, &day(-4), "posted a day late").await;
    late(&walk, Stage::Candidates, &day(-15), "before the roll was sealed").await;
    let only = app.number("select max(candidacy_id) from candidacy where post = 'deputy'").await;
    walk.commission.done(&walk.path(&format!("/candidates/{only}/remove")), &[]).await;
    late(&walk, Stage::Candidates, &day(-5), "as many candidates as seats").await;
    let again = voter(3);
    let form = [("name", &*again), ("post", "deputy"), ("birth_on", "")];
    walk.commission.done(&walk.path("/candidates"), &form).await;
    walk.commission.closes(&walk.path("/candidates/post"), &[("on", &day(-5))]).await;

    walk.ledger().await;
    late(&walk, Stage::Voting, &day(-1), "a day before the election").await;
    late(&walk, Stage::Voting, &day(1), "a day after the election").await;
    walk.moves("printed", "", "", "1").await;
    late(&walk, Stage::Voting, &day(0), "65 printed, 64 accounted for").await;
    walk.moves("spoiled", "", "", "1").await;
    walk.commission.closes(&walk.path("/ballots/close"), &[("on", &day(0))]).await;

    late(&walk, Stage::Count, &day(0), "nobody has entered the sheet").await;
    let mut figures = walk.figures().await;
    for (field, figure) in [("ballots.printed", "65"), ("ballots.spoiled", "2")] {
        figures.insert(field.to_owned(), figure.to_owned());
    }
    walk.enter(&walk.recorder1, &figures).await;
    late(&walk, Stage::Count, &day(0), "one person has entered the sheet").await;
    walk.enter(&walk.recorder2, &figures).await;
    walk.explain_all().await;
    late(&walk, Stage::Count, &day(-1), "before the vote was closed").await;
    walk.recorder2.done(&walk.path("/sheet/finish"), &[("on", &day(0))]).await;

    late(&walk, Stage::Outcome, &day(-1), "before the count was closed").await;
    walk.through(Stage::Outcome).await;
}

#[tokio::test]
async fn more_collected_than_printed_keeps_the_vote_open() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Voting).await;
    for (kind, channel, quantity) in [("printed", "", "40"), ("issued", "hall", "40")] {
        walk.moves(kind, channel, "", quantity).await;
    }
    let key = key();
    let mut form = vec![("entry_key", &*key), ("kind", "collected"), ("quantity", "41")];
    let before = app.state().await;
    let asked = walk.commission.post(&walk.path("/ballots"), &form).await;
    assert_eq!(asked.status, StatusCode::BAD_REQUEST);
    assert!(asked.text().contains("共 41 张，多于发出的 40 张"), "{}", asked.text());
    assert_eq!(app.state().await, before, "it is asked before it is taken");
    form.push(("beyond", "1"));
    walk.commission.done(&walk.path("/ballots"), &form).await;
    late(&walk, Stage::Voting, &day(0), "41 of 40 ballots").await;
}

#[tokio::test]
async fn no_stage_is_closed_out_of_order_twice_or_ahead_of_time() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let tomorrow = Now::read().date().succ_opt().expect("a day").to_string();
    for stage in Stage::ALL {
        for other in Stage::ALL.into_iter().filter(|other| *other != stage) {
            late(&walk, other, &day(0), &format!("while {stage:?} is open")).await;
        }
        // more than a year after the election a day is a slip of the pen, not a matter of the gate
        let who = if stage == Stage::Count { &walk.recorder1 } else { &walk.commission };
        let before = app.state().await;
        let ahead = who.post(&walk.path(closing(stage)), &[("on", &*tomorrow)]).await;
        let refused = [StatusCode::BAD_REQUEST, StatusCode::CONFLICT].contains(&ahead.status);
        assert!(refused, "ahead of time: {} {stage:?}", ahead.status);
        assert_eq!(app.state().await, before, "ahead of time: {stage:?}");
        walk.through(stage).await;
    }
    walk.printed().await;
    for stage in Stage::ALL {
        late(&walk, stage, &day(0), "when all is done").await;
    }
}

#[tokio::test]
async fn what_belongs_to_a_closed_stage_is_refused() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let voter = voter(1);
    let candidate = [("name", &*voter), ("post", "director"), ("birth_on", "")];
    let key = key();
    let movement = [
        ("entry_key", &*key),
        ("kind", "printed"),
        ("channel", ""),
        ("hour", ""),
        ("quantity", "9"),
    ];
    let on = day(-18);
    let objection =
        [("entry_key", &*key), ("filed_on", &*on), ("filed_by", "某人"), ("matter", "某事")];
    for stage in Stage::ALL {
        for (page, form, of) in [
            ("/roll/objections", &objection[..], Stage::Objections),
            ("/candidates", &candidate, Stage::Candidates),
            ("/ballots", &movement, Stage::Voting),
        ] {
            // until the sheet is signed the ledger asks for a reason
            let late = (of, stage) == (Stage::Voting, Stage::Count);
            if of != stage && !late {
                let why = format!("while {stage:?} is open");
                refused(&walk, &walk.commission, page, form, &why).await;
            }
        }
        walk.through(stage).await;
    }
}

#[tokio::test]
async fn a_unit_has_one_election_of_a_campaign() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let before = app.state().await;
    let on = day(30);
    let form = [
        ("election_on", &*on),
        ("term_no", "12"),
        ("director", "1"),
        ("deputy", "0"),
        ("member", "2"),
    ];
    let answer = walk.office.post(&format!("/{}/elections", walk.unit), &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn an_objection_is_decided_once_and_not_before_it_was_filed() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let objection = walk.objects(&day(-18), "某事").await;
    let decide = walk.path(&format!("/roll/objections/{objection}/decide"));
    let before = app.state().await;
    let early = day(-19);
    let form = [("decided_on", &*early), ("decision", "rejected"), ("grounds", "无据")];
    let answer = walk.commission.post(&decide, &form).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "decided before it was filed");
    assert_eq!(app.state().await, before);
    let on = day(-17);
    let decision = [("decided_on", &*on), ("decision", "rejected"), ("grounds", "无据")];
    walk.commission.done(&decide, &decision).await;
    let page = format!("/roll/objections/{objection}/decide");
    refused(&walk, &walk.commission, &page, &decision, "decided already").await;
    let page = format!("/roll/objections/{}/decide", objection + 1);
    refused(&walk, &walk.commission, &page, &decision, "no such objection").await;
}

#[tokio::test]
async fn every_comparison_of_the_outcome_is_printed_as_it_is_true() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    let page = walk.commission.get(&walk.path("/outcome")).await.text();
    let page = scraper::Html::parse_document(&page);
    let line = scraper::Selector::parse("[data-part=outcome] tbody tr").expect("a selector");
    let numbers = scraper::Selector::parse("td.number").expect("a selector");
    let bad = scraper::Selector::parse(".tag.bad").expect("a selector");
    let (mut held, mut failed) = (0, 0);
    for line in page.select(&line) {
        let Some(told) = line.select(&numbers).next() else { continue };
        let told: String = told.text().collect();
        let parts: Vec<&str> = told.split_whitespace().collect();
        // without the product, where there is one
        let [.., left, sign, right] = parts[..] else { continue };
        let (Ok(left), Ok(right)) = (left.parse::<i64>(), right.parse::<i64>()) else { continue };
        let is_true = match sign {
            ">" => left > right,
            "≥" => left >= right,
            "<" => left < right,
            "≤" => left <= right,
            "=" => left == right,
            _ => panic!("{told}"),
        };
        assert!(is_true, "{told}");
        match line.select(&bad).next() {
            Some(_) => failed += 1,
            None => held += 1,
        }
    }
    assert!(held > 0 && failed > 0, "{held} hold, {failed} do not");
}
