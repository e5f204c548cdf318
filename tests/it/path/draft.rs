//! Elections under rules that are a draft, and what gates and refusals say.

use chrono::{NaiveDate, TimeDelta};
use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::TestApp,
    election::{Walk, day, election_day, entry, key, pairs},
};

#[tokio::test]
async fn a_roll_is_posted_under_draft_rules_only_with_a_reason_that_stays_visible() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    let unit = format!("/{}", walk.unit);
    let opening = walk.office.get(&unit).await.text();
    assert!(opening.contains("适用的规则还是草案"), "{opening}");
    let election_on = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a date");
    walk.open(election_on).await;
    walk.import().await;
    let case = walk.office.get(&walk.path("")).await.text();
    assert!(case.contains("须由选举委员会确认并写明理由"), "{case}");

    let on = (election_on - TimeDelta::days(22)).to_string();
    let check = walk.commission.get(&walk.path(&format!("/roll/post?on={on}"))).await.text();
    assert!(check.contains(r#"name="draft_reason""#) && check.contains("怎么办"), "{check}");
    let before = app.state().await;
    for reason in ["", "  "] {
        let form = [("on", &*on), ("draft_reason", reason)];
        let answer = walk.commission.closing(&walk.path("/roll/post"), &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.has("input[name=seen]"), "the form goes on");
        assert!(answer.text().contains(r##"href="#draft_reason""##), "{}", answer.text());
        assert_eq!(app.state().await, before);
    }
    let form = [("on", &*on), ("draft_reason", "县民政局11月1日函复可以先行")];
    walk.commission.closes(&walk.path("/roll/post"), &form).await;
    let case = walk.office.get(&walk.path("")).await.text();
    assert!(case.contains("县民政局11月1日函复可以先行"), "{case}");
    assert!(!case.contains("须由选举委员会确认并写明理由"), "{case}");
}

#[tokio::test]
async fn rules_that_were_read_ask_for_no_reason() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.import().await;
    let check = walk.commission.get(&walk.path(&format!("/roll/post?on={}", day(-22)))).await;
    assert!(!check.text().contains("draft_reason"), "{}", check.text());
    let case = walk.office.get(&walk.path("")).await.text();
    assert!(!case.contains("草案"), "{case}");
}

#[tokio::test]
async fn a_gate_says_in_words_what_is_missing_with_the_law_and_who_mends_it() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.import().await;
    let late = day(-19);
    let answer = walk.commission.post(&walk.path("/roll/post"), &[("on", &*late)]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.text();
    for said in [
        "选民名单应当在选举日 20 日以前公布，最迟 2025-02-26",
        "(2025-02-27 &#62; 2025-02-26)",
        "村民委员会组织法（2018年修正） 第 14 条 · V-06",
        "由乡镇选举办",
        "在“选举档案”页办理",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn a_refused_sheet_calls_its_lines_by_the_candidates_names() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let form = walk.recorder1.get(&walk.path("/sheet")).await.text();
    let figures = walk.figures().await;
    let mut sent = entry(&key(), &figures);
    // what the page of the sheet sends beside the figures
    for part in form.split(r#"name="named."#).skip(1) {
        let (name, rest) = part.split_once('"').expect("a name");
        let label = rest.split_once(r#"value=""#).and_then(|(_, rest)| rest.split_once('"'));
        sent.insert(format!("named.{name}"), label.expect("a label").0.to_owned());
    }
    assert!(sent.keys().filter(|name| name.starts_with("named.votes.")).count() == 8, "{sent:?}");
    walk.recorder1.done(&walk.path("/sheet"), &pairs(&sent)).await;
    // the same person again, with another key: refused, with everything that was typed
    sent.insert("entry_key".to_owned(), key());
    let answer = walk.recorder1.post(&walk.path("/sheet"), &pairs(&sent)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.text();
    let name = crate::house::election::voter(2);
    assert!(page.contains(&format!("<dt>副主任 {name}</dt><dd>33</dd>")), "{page}");
    assert!(page.contains("<dt>印制选票</dt><dd>64</dd>"), "{page}");
    assert!(!page.contains("<dt>named.") && !page.contains("<dt>votes."), "{page}");
}
