//! Sheets: two people, each entry once, no figure outside before it is definitive.

use std::time::Duration;

use law::stage::Stage;
use reqwest::StatusCode;
use uuid::Uuid;

use crate::house::{
    app::TestApp,
    election::{Walk, day, entry, key, looked_at, pairs},
};

/// A figure that stands nowhere else.
const FIGURE: &str = "734561";

#[tokio::test]
async fn a_second_entry_needs_another_person() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let figures = walk.figures().await;
    walk.enter(&walk.recorder1, &figures).await;
    let before = app.state().await;
    let again = entry(&Uuid::new_v4().to_string(), &figures);
    let answer = walk.recorder1.post(&walk.path("/sheet"), &pairs(&again)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(app.state().await, before);
    walk.enter(&walk.recorder2, &figures).await;
    let before = app.state().await;
    let third = app.visitor("recorder3").await;
    let answer = third.post(&walk.path("/sheet"), &pairs(&again)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "there are two already");
    let text = answer.text();
    assert!(text.contains("另外两人已经先录入") && text.contains("没有保存"), "{text}");
    assert!(!text.contains("原样重新提交") && answer.has("[data-part=state]"), "{text}");
    for page in ["/sheet/correct", "/sheet/finish"] {
        let form = [("on", &*day(0)), ("ballots.valid", "54")];
        let answer = third.post(&walk.path(page), &form).await;
        assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{page}");
        assert_eq!(app.state().await, before, "{page} is for the two who entered");
    }
}

#[tokio::test]
async fn the_same_entry_sent_twice_is_taken_once() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let form = entry(&Uuid::new_v4().to_string(), &walk.figures().await);
    let path = walk.path("/sheet");
    let first = walk.recorder1.post(&path, &pairs(&form)).await;
    let before = app.state().await;
    let second = walk.recorder1.post(&path, &pairs(&form)).await;
    assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(first.location, second.location);
    assert_eq!(app.state().await, before);
    assert_eq!(app.number("select count(*) from sheet_entry").await, 1);
}

#[tokio::test]
async fn twenty_sendings_of_one_entry_at_once_are_one_entry() {
    let app = TestApp::start().await;
    let other = app.again().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let form = entry(&Uuid::new_v4().to_string(), &walk.figures().await);
    let path = walk.path("/sheet");
    let elsewhere = other.visitor("recorder1").await;
    let form = pairs(&form);
    let sent = (0..20).map(|number| {
        let who = if number % 2 == 0 { &walk.recorder1 } else { &elsewhere };
        who.post(&path, &form)
    });
    for answer in futures_util::future::join_all(sent).await {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(app.number("select count(*) from sheet_entry").await, 1);
}

#[tokio::test]
async fn the_same_key_with_other_content_is_a_conflict_that_changes_nothing() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let key = Uuid::new_v4().to_string();
    let mut figures = walk.figures().await;
    let path = walk.path("/sheet");
    walk.recorder1.done(&path, &pairs(&entry(&key, &figures))).await;
    let before = app.state().await;
    figures.insert("ballots.valid".to_owned(), FIGURE.to_owned());
    for who in [&walk.recorder1, &walk.recorder2] {
        let answer = who.post(&path, &pairs(&entry(&key, &figures))).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(app.state().await, before);
    }
}

#[tokio::test]
async fn an_old_page_is_no_entry_of_a_sheet_begun_anew_nor_of_somebody_else() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let form = entry(&Uuid::new_v4().to_string(), &walk.figures().await);
    let path = walk.path("/sheet");
    walk.recorder1.done(&path, &pairs(&form)).await;
    let before = app.state().await;
    let other = walk.recorder2.post(&path, &pairs(&form)).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "another's entry is not the own one");
    assert_eq!(app.state().await, before);

    let ask = [("kind", "started_over"), ("reason", "拿错了纸")];
    walk.recorder1.done(&walk.path("/sheet/requests"), &ask).await;
    let request = app.number("select max(sheet_request_id) from sheet_request").await;
    walk.recorder2.done(&walk.path(&format!("/sheet/requests/{request}/agree")), &[]).await;
    let before = app.state().await;
    let again = walk.recorder1.post(&path, &pairs(&form)).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "nothing is entered in the new sheet");
    assert_eq!(app.state().await, before);
    // what was typed is there, with a key of its own
    let text = again.text();
    let key =
        text.split(r#"name="entry_key" value=""#).nth(1).and_then(|one| one.split('"').next());
    let key = key.expect("the form again");
    assert_ne!(Some(key), form.get("entry_key").map(String::as_str));
    assert!(text.contains(&format!(r#"value="{}""#, form["ballots.valid"])), "{text}");
    let mut next = form.clone();
    next.insert("entry_key".to_owned(), key.to_owned());
    walk.recorder1.done(&path, &pairs(&next)).await;
    assert_eq!(app.number("select count(*) from sheet_entry").await, 2);
}

#[tokio::test]
async fn what_was_typed_stays_in_the_page_of_a_conflict() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let key = Uuid::new_v4().to_string();
    let mut figures = walk.figures().await;
    let path = walk.path("/sheet");
    walk.recorder1.done(&path, &pairs(&entry(&key, &figures))).await;
    figures.insert("ballots.valid".to_owned(), FIGURE.to_owned());
    for who in [&walk.recorder1, &walk.recorder2] {
        let answer = who.post(&path, &pairs(&entry(&key, &figures))).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(answer.text().contains(FIGURE), "{}", answer.text());
    }
}

#[tokio::test]
async fn no_figure_leaves_its_enterer_before_it_is_definitive() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let mut live = walk.commission.live(&walk.path("/live")).await;
    let mut figures = walk.figures().await;
    for field in ["ballots.valid", "ballots.collected", "ballots.issued"] {
        figures.insert(field.to_owned(), FIGURE.to_owned());
    }
    walk.enter(&walk.recorder1, &figures).await;
    assert!(live.changes_within(Duration::from_secs(2)).await);
    assert!(!live.heard.contains(FIGURE));
    nobody_reads_it(&app, &walk).await;
    // nor where the second entry differs
    figures.insert("ballots.blank".to_owned(), "734562".to_owned());
    figures.insert("ballots.valid".to_owned(), "734563".to_owned());
    walk.enter(&walk.recorder2, &figures).await;
    nobody_reads_it(&app, &walk).await;
    let second = walk.recorder1.get(&walk.path("/sheet")).await.text();
    assert!(!second.contains("734562") && !second.contains("734563"), "{second}");
}

/// Opens every page that has a code in its path and nothing else, as everybody but the enterers.
async fn nobody_reads_it(app: &TestApp, walk: &Walk<'_>) {
    let routes = huanjie::routes();
    let pages = routes.rows().iter().filter(|row| row.method == "GET");
    let pages: Vec<String> = pages
        .map(|row| row.path)
        // the live page never ends
        .filter(|path| path.starts_with("/{code}") && !path.ends_with("/live"))
        .filter(|path| !path.contains("{stage}"))
        .map(|path| {
            path.replace("{code}", &walk.unit)
                .replace("{kind}", "result_report")
                .replace("{number}", "1")
        })
        .collect();
    assert!(pages.len() > 7, "{pages:?}");
    let others = [
        "county",
        "official",
        "office",
        "leader",
        "steering",
        "commission",
        "recorder3",
        "scrutineer",
    ];
    for name in others {
        let visitor = app.visitor(name).await;
        for page in &pages {
            let answer = visitor.get(page).await;
            assert!(!answer.text().contains("73456"), "{name} reads a figure on {page}");
        }
    }
}

#[tokio::test]
async fn the_enterer_reads_the_own_figures() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let mut figures = walk.figures().await;
    figures.insert("ballots.valid".to_owned(), FIGURE.to_owned());
    walk.enter(&walk.recorder1, &figures).await;
    assert!(walk.recorder1.get(&walk.path("/sheet")).await.text().contains(FIGURE));
}

#[tokio::test]
async fn a_paper_with_many_written_in_has_as_many_lines() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let before = app.state().await;
    let mut form = entry(&Uuid::new_v4().to_string(), &walk.figures().await);
    for line in 3..=6 {
        form.insert(format!("written-name-{line}"), format!("外人{line}"));
        form.insert(format!("written-post-{line}"), "member".to_owned());
        form.insert(format!("written-votes-{line}"), "1".to_owned());
    }
    let path = walk.path("/sheet");
    let mut more = form.clone();
    more.insert("another".to_owned(), "1".to_owned());
    // figures that are not complete yet may stay so
    more.insert("ballots.valid".to_owned(), String::new());
    let page = walk.recorder1.post(&path, &pairs(&more)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("#written-name-9") && !page.has("#written-name-10"), "{}", page.text());
    assert!(page.has("#written-name-6[value='外人6']"), "nothing typed is lost");
    assert!(!page.has(".field-error"), "{}", page.text());
    assert_eq!(app.state().await, before, "nothing is kept");

    for line in 7..=8 {
        form.insert(format!("written-name-{line}"), format!("外人{line}"));
        form.insert(format!("written-post-{line}"), "member".to_owned());
        form.insert(format!("written-votes-{line}"), "1".to_owned());
    }
    form.insert("written-votes-8".to_owned(), "x".to_owned());
    let wrong = walk.recorder1.post(&path, &pairs(&form)).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.has("#written-votes-8-error"), "{}", wrong.text());
    form.insert("written-votes-8".to_owned(), "1".to_owned());
    walk.recorder1.done(&path, &pairs(&form)).await;
    let lines = "select count(*) from sheet_figure where field like 'written.%'";
    assert_eq!(app.number(lines).await, 8);
}

#[tokio::test]
async fn what_does_not_add_up_in_an_entry_is_told_before_it_is_taken() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let right = walk.figures().await;
    let path = walk.path("/sheet");
    for (recorder, entered) in [(&walk.recorder1, 0), (&walk.recorder2, 1)] {
        let mut figures = right.clone();
        figures.insert("ballots.valid".to_owned(), "56".to_owned());
        let mut form = entry(&key(), &figures);
        let before = app.state().await;
        let asked = recorder.post(&path, &pairs(&form)).await;
        assert_eq!(asked.status, StatusCode::BAD_REQUEST);
        let text = asked.text();
        assert!(asked.has("#mistakes li") && text.contains("F.102"), "{text}");
        // what was typed is there, and nothing is there of the other's
        assert!(
            text.contains(r#"name="ballots.valid""#) && text.contains(r#"value="56""#),
            "{text}"
        );
        assert!(!text.contains(r#"value="55""#) && !text.contains("W."), "{text}");
        assert_eq!(app.state().await, before, "nothing is kept of it");
        assert_eq!(app.number("select count(*) from sheet_entry").await, entered);
        // another mistake is another one
        form.insert("seen".to_owned(), looked_at(&text));
        form.insert("ballots.valid".to_owned(), "57".to_owned());
        let again = recorder.post(&path, &pairs(&form)).await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST);
        // put right, it is taken; so is what the paper says all the same
        let valid = if entered == 0 { "55" } else { "57" };
        form.insert("ballots.valid".to_owned(), valid.to_owned());
        form.insert("seen".to_owned(), looked_at(&again.text()));
        recorder.done(&path, &pairs(&form)).await;
    }
    assert_eq!(app.number("select count(*) from sheet_entry").await, 2);
}

/// An explanation without a word is asked for at its field; asking anew without one names each field.
async fn silent(walk: &Walk<'_>) {
    let empty = [("finding-1", "W.213 1,1 votes.member.1"), ("explanation-1", " ")];
    let answer = walk.recorder1.post(&walk.path("/sheet/explain"), &empty).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert!(answer.has("#explanation-1-error"), "{}", answer.text());
    assert!(!answer.text().contains("W.213 1,1"), "{}", answer.text());
    let answer = walk.recorder1.post(&walk.path("/sheet/requests"), &[("reason", "")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    for said in ["怎样更正: 请选择一项", "原因: 请填写这一项"] {
        assert!(answer.text().contains(said), "{said}: {}", answer.text());
    }
}

#[tokio::test]
async fn the_forms_of_a_sheet_come_and_go_with_its_state_in_the_part_that_an_open_page_fetches() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let sheet = walk.path("/sheet");
    let form = |action: &str| format!("[data-part=work] form[action='{}']", walk.path(action));
    let (enter, correct) = (form("/sheet"), form("/sheet/correct"));
    let (explain, finish) = (form("/sheet/explain"), form("/sheet/finish"));
    let mut figures = walk.figures().await;
    assert!(walk.recorder1.get(&sheet).await.has(&enter));
    walk.enter(&walk.recorder1, &figures).await;
    let page = walk.recorder1.get(&sheet).await;
    assert!(!page.has(&enter) && !page.has(&correct));
    assert!(page.has("[data-changed=work][hidden]"), "what is said where somebody is typing");

    let right = figures.insert("ballots.blank".to_owned(), "9".to_owned()).expect("a figure");
    walk.enter(&walk.recorder2, &figures).await;
    assert!(walk.recorder1.get(&sheet).await.has(&correct), "the two entries differ");
    // what was sent and refused is never fetched over
    let wrong = walk.recorder2.post(&walk.path("/sheet/correct"), &[("ballots.blank", "x")]).await;
    assert!(wrong.has("[data-part=work][data-typed]"), "{}", wrong.text());
    assert!(!walk.recorder2.get(&sheet).await.has("[data-typed]"));

    walk.recorder2.done(&walk.path("/sheet/correct"), &[("ballots.blank", &*right)]).await;
    let page = walk.recorder1.get(&sheet).await;
    assert!(page.has(&explain), "{}", page.text());
    silent(&walk).await;
    walk.explain_all().await;
    let page = walk.recorder1.get(&sheet).await;
    assert!(page.has(&finish) && page.has(&explain), "settled: {}", page.text());
    assert!(!page.has("[data-part=work] [name='ballots.blank']"), "{}", page.text());
}
