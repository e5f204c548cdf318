//! A sheet opened again or begun anew: one person asks, another agrees, both versions stay.

use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::TestApp,
    election::{Walk, day},
};

/// Asks for a sheet and says the path of the request.
async fn asked(walk: &Walk<'_>, form: &[(&str, &str)]) -> String {
    walk.recorder1.done(&walk.path("/sheet/requests"), form).await;
    let newest = "select max(sheet_request_id) from sheet_request";
    let request = walk.app.number(newest).await;
    walk.path(&format!("/sheet/requests/{request}"))
}

const REOPEN: [(&str, &str); 4] = [
    ("kind", "reopened"),
    ("open.ballots.blank", "1"),
    ("open.ballots.invalid", "1"),
    ("reason", "纸面是 2"),
];
const ANEW: [(&str, &str); 2] = [("kind", "started_over"), ("reason", "拿错了纸")];

#[tokio::test]
async fn beginning_anew_needs_another_person_and_keeps_what_was_entered() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let figures = walk.figures().await;
    walk.enter(&walk.recorder1, &figures).await;
    let request = asked(&walk, &ANEW).await;
    let before = app.state().await;
    let alone = walk.recorder1.post(&format!("{request}/agree"), &[]).await;
    assert_eq!(alone.status, StatusCode::CONFLICT);
    let twice = walk.recorder2.post(&walk.path("/sheet/requests"), &ANEW).await;
    assert_eq!(twice.status, StatusCode::CONFLICT, "one waits already");
    assert_eq!(app.state().await, before);
    walk.commission.done(&format!("{request}/agree"), &[]).await;
    let again = walk.commission.post(&format!("{request}/agree"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "it is answered");
    assert_eq!(app.number("select count(*) from sheet_entry").await, 1, "the entry is kept");
    // the same two people, with new entries, to the end
    walk.through(Stage::Count).await;
    walk.through(Stage::Outcome).await;
    assert_eq!(app.number("select count(*) from sheet_entry").await, 3);
}

#[tokio::test]
async fn a_request_says_what_why_and_which_lines() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    let before = app.state().await;
    for (form, field) in [
        (&[("kind", "reopened"), ("reason", "x")][..], "#fields-error"),
        (&[("kind", "reopened"), ("open.ballots.blank", "1"), ("reason", " ")], "#reason-error"),
        (&[("reason", "x")], "#kind-error"),
    ] {
        let answer = walk.recorder1.post(&walk.path("/sheet/requests"), form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.has(field), "{field}");
    }
    for form in [
        // a definitive sheet is opened, not thrown away; and what the paper does not have
        &ANEW[..],
        &[("kind", "reopened"), ("open.ballots.clipped", "1"), ("reason", "x")],
    ] {
        let answer = walk.recorder1.post(&walk.path("/sheet/requests"), form).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
    }
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn a_signed_sheet_is_opened_corrected_and_signed_anew() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    let request = asked(&walk, &REOPEN).await;
    walk.recorder2.done(&format!("{request}/agree"), &[]).await;
    let declared = walk.commission.post(&walk.path("/outcome/declare"), &[("on", &*day(0))]).await;
    assert_eq!(declared.status, StatusCode::CONFLICT, "the count is open again");
    let page = walk.commission.get(&walk.path("/outcome")).await;
    assert!(!page.has("table"), "an outcome of the old figures");
    let finish = walk.path("/sheet/finish");
    let form = [("ballots.blank", "2"), ("ballots.invalid", "1")];
    walk.recorder1.done(&walk.path("/sheet/correct"), &form).await;
    let early = walk.recorder1.post(&finish, &[("on", &*day(0))]).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "one alone has looked: the entries differ");
    walk.recorder2.done(&walk.path("/sheet/correct"), &form).await;
    walk.explain_all().await;
    let other_day = walk.recorder1.post(&finish, &[("on", &*day(1))]).await;
    assert_eq!(other_day.status, StatusCode::BAD_REQUEST, "the day of the count stays");
    walk.recorder1.done(&finish, &[("on", &*day(0))]).await;
    assert_eq!(app.number("select count(*) from decision").await, 2);
    let page = walk.commission.get(&walk.path("/sheet")).await.text();
    assert!(page.contains("纸面是 2"), "both versions and the reason are shown");
    walk.through(Stage::Outcome).await;
    let late = walk.recorder1.post(&walk.path("/sheet/requests"), &REOPEN).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the result is declared");
}

#[tokio::test]
async fn a_request_can_be_taken_back_or_refused() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    for who in [&walk.recorder1, &walk.recorder2] {
        let request = asked(&walk, &REOPEN).await;
        who.done(&format!("{request}/drop"), &[]).await;
        assert_eq!(app.number("select count(*) from sheet").await, 1);
    }
    walk.through(Stage::Outcome).await;
}

#[tokio::test]
async fn no_figure_of_a_sheet_opened_again_is_shown_to_others() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    let figures = "[data-part=figures]";
    assert!(walk.commission.get(&walk.path("/sheet")).await.has(figures));
    let request = asked(&walk, &REOPEN).await;
    walk.recorder2.done(&format!("{request}/agree"), &[]).await;
    assert!(!walk.commission.get(&walk.path("/sheet")).await.has(figures));
}
