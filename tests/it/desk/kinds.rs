//! Each kind of task, for those whose it is, as an election is walked.

use huanjie::{
    elections::{standing::standings, store},
    shell::mandate::{AtElection, Scope},
};
use law::stage::{self, Stage, State};

use super::desk;
use crate::house::{
    app::{TestApp, UNIT, Visitor},
    election::{Walk, day},
};

fn at(page: &str) -> String {
    format!("/{UNIT}/committee{page}")
}

/// The tasks of the election; that of the sibling which is to be opened is another one.
async fn own(visitor: &Visitor) -> Vec<String> {
    let tasks = desk(visitor).await.tasks.into_iter();
    tasks.map(|(href, ..)| href).filter(|href| href.contains("committee")).collect()
}

async fn eyes(visitor: &Visitor) -> String {
    desk(visitor).await.eyes.iter().map(|(.., text)| text.as_str()).collect()
}

const NONE: [&str; 0] = [];

#[tokio::test]
async fn the_roll_waits_for_its_voters_then_to_be_posted_its_objections_then_to_be_sealed() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(crate::house::election::election_day()).await;
    assert_eq!(own(&walk.office).await, [at("/roll#bring")]);
    assert_eq!(own(&walk.commission).await, [at("/roll#bring")]);
    assert_eq!(own(&walk.recorder1).await, NONE);
    walk.import().await;
    assert_eq!(own(&walk.office).await, NONE, "the commission posts it");
    assert!(eyes(&walk.office).await.contains("选举委员会"));
    assert_eq!(own(&walk.commission).await, [at("/roll#close")]);
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-22))]).await;
    assert_eq!(own(&walk.commission).await, [at("/roll#close")], "to be sealed");
    assert!(desk(&walk.commission).await.text.contains("未定期限"));
    let objection = walk.objects(&day(-18), "漏登").await;
    let tasks = desk(&walk.commission).await.tasks;
    assert_eq!(tasks[0].0, at("/roll#objections"));
    // three days after it was filed
    assert!(tasks[0].2.contains("1 件") && tasks[0].2.contains(&day(-15)), "{tasks:?}");
    let decide = walk.path(&format!("/roll/objections/{objection}/decide"));
    walk.commission.done(&decide, &[("decided_on", &day(-17)), ("decision", "withdrawn")]).await;
    assert_eq!(own(&walk.commission).await, [at("/roll#close")]);
    walk.through(Stage::Objections).await;
    assert_eq!(own(&walk.commission).await, [at("/candidates#close")]);
    walk.through(Stage::Candidates).await;
    assert_eq!(own(&walk.commission).await, [at("/ballots#close")]);
    assert!(eyes(&walk.recorder1).await.contains("选举委员会"));
}

#[tokio::test]
async fn a_roll_is_not_to_be_sealed_before_the_time_of_objections_is_over() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    let today = TestApp::today();
    walk.open(today + chrono::TimeDelta::days(30)).await;
    walk.import().await;
    // the rules of an election of this year are a draft, which asks for a word
    let on = today.to_string();
    let form = [("on", &*on), ("draft_reason", "县里函复先行")];
    walk.commission.closes(&walk.path("/roll/post"), &form).await;
    let desk = desk(&walk.commission).await;
    assert!(desk.tasks[0].2.contains("起可办"), "{:?}", desk.tasks);
}

#[tokio::test]
async fn a_sheet_waits_for_the_second_entry_then_for_what_differs_for_words_for_a_signature() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    for visitor in [&walk.recorder1, &walk.recorder2] {
        assert_eq!(own(visitor).await, [at("/sheet#close")]);
    }
    assert_eq!(own(&walk.commission).await, NONE);
    let figures = walk.figures().await;
    walk.enter(&walk.recorder1, &figures).await;
    assert_eq!(own(&walk.recorder1).await, NONE, "the other is awaited");
    assert!(eyes(&walk.recorder1).await.contains("等"));
    assert!(desk(&walk.recorder2).await.text.contains("第二次录入"));
    let mut other = figures.clone();
    other.insert("ballots.blank".to_owned(), "2".to_owned());
    walk.enter(&walk.recorder2, &other).await;
    for visitor in [&walk.recorder1, &walk.recorder2] {
        assert!(desk(visitor).await.tasks[0].2.contains("不一致"));
        assert_eq!(own(visitor).await, [at("/sheet")]);
    }
    let third = app.visitor("recorder3").await;
    assert_eq!(own(&third).await, NONE, "two have entered it");
    assert!(eyes(&third).await.contains("两位录入人"));
    let figure = [("ballots.blank", "1")];
    walk.recorder2.done(&walk.path("/sheet/correct"), &figure).await;
    assert!(desk(&walk.recorder1).await.tasks[0].2.contains("说明"), "a warning waits for words");
    walk.explain_all().await;
    assert!(desk(&walk.recorder2).await.tasks[0].2.contains("签署"));
    let finish = walk.path("/sheet/finish");
    walk.recorder1.done(&finish, &[("on", &day(0))]).await;
    assert_eq!(own(&walk.recorder1).await, NONE);
    assert_eq!(own(&walk.commission).await, [at("/outcome#close")], "to be declared");
}

#[tokio::test]
async fn a_request_to_open_a_sheet_again_waits_for_another_person() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    let form = [("kind", "reopened"), ("open.ballots.blank", "1"), ("reason", "纸面是 2")];
    walk.recorder1.done(&walk.path("/sheet/requests"), &form).await;
    assert_eq!(own(&walk.recorder1).await, NONE, "whoever asks does not agree");
    assert!(eyes(&walk.recorder1).await.contains("另一人答复"));
    for visitor in [&walk.recorder2, &walk.office, &walk.commission] {
        assert!(own(visitor).await.contains(&at("/sheet#waiting")));
    }
    let request = app.number("select max(sheet_request_id) from sheet_request").await;
    walk.office.done(&walk.path(&format!("/sheet/requests/{request}/drop")), &[]).await;
    assert_eq!(own(&walk.office).await, NONE);
}

#[tokio::test]
async fn papers_that_could_not_be_printed_wait_for_who_may_print_them() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    let election = app.number("select max(election_id) from election").await;
    app.failed_print(election).await;
    for visitor in [&walk.office, &walk.commission] {
        assert!(own(visitor).await.contains(&at("/outcome")));
    }
    assert_eq!(own(&walk.recorder1).await, NONE);
}

#[tokio::test]
async fn the_desk_says_the_stage_and_the_day_that_the_case_file_says() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(crate::house::election::election_day()).await;
    agrees(&app).await;
    for stage in Stage::ALL {
        walk.through(stage).await;
        if stage == Stage::Roll {
            walk.objects(&day(-16), "逾期的申诉").await;
        }
        agrees(&app).await;
    }
}

#[tokio::test]
async fn an_election_day_without_a_result_is_told_on_the_desk_and_in_the_case_file() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let told = "选举日为 2025-03-18";
    for stage in [Stage::Count, Stage::Outcome] {
        for visitor in [&walk.office, &walk.commission, &walk.recorder1] {
            let case = visitor.get(&walk.path("")).await.text();
            let next = case.split(r#"data-part="next""#).nth(1).expect("what is next");
            let next = next.split("</div>").next().expect("a part");
            for text in [next, &desk(visitor).await.text] {
                assert!(
                    text.contains(told) && text.contains("选举结果尚未宣布"),
                    "{stage:?} {text}"
                );
            }
        }
        walk.through(stage).await;
    }
    for visitor in [&walk.office, &walk.commission, &walk.recorder1] {
        let case = visitor.get(&walk.path("")).await.text();
        assert!(!case.contains("尚未宣布"), "{case}");
        assert!(!desk(visitor).await.text.contains("尚未宣布"));
    }
}

#[tokio::test]
async fn an_election_day_that_lies_ahead_is_no_trouble() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(TestApp::today()).await;
    for text in [walk.office.get(&walk.path("")).await.text(), desk(&walk.office).await.text] {
        assert!(!text.contains("尚未宣布"), "{text}");
    }
}

/// The lean look at many elections and the whole one at this say the same.
async fn agrees(app: &TestApp) {
    let path = serde_json::from_value(serde_json::json!({ "code": UNIT })).expect("a path");
    let at = AtElection::find(&app.app, &path).await.expect("an election");
    let place_id = at.unit.place_id;
    let mut db = app.app.db.acquire().await.expect("a connection");
    let case = store::case(&mut db, at).await.expect("a case");
    let rail = stage::rail(&case.facts, case.rules);
    let now = rail.iter().find(|line| line.state == State::Now);
    let standings = standings(&mut db, &[place_id]).await.expect("an answer");
    let standing = standings.get(&place_id).expect("a standing");
    assert_eq!(standing.open, now.map(|line| line.stage));
    assert_eq!(standing.due_on, now.and_then(|line| line.due).map(|due| due.on));
    assert_eq!(standing.has_voters, case.facts.roll.voters > 0);
    assert_eq!(standing.rules.map(law::rules::Rules::digest), Some(case.rules.digest()));
}
