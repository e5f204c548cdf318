//! The ledger of ballots: each entry once, a wrong one taken back, compared with the sheet.

use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::TestApp,
    election::{Walk, day, key},
};

/// Sums of what counts, by kind.
async fn sums(app: &TestApp) -> Vec<String> {
    app.texts(
        "select kind || ' ' || sum(quantity) from ballot_standing group by kind order by kind",
    )
    .await
}

fn movement<'a>(key: &'a str, quantity: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![("entry_key", key), ("kind", "printed"), ("quantity", quantity)]
}

/// Issues more ballots than were printed: asked about once, and answered.
async fn beyond(walk: &Walk<'_>, channel: &str, quantity: &str) {
    let (path, key) = (walk.path("/ballots"), key());
    let mut form = vec![
        ("entry_key", &*key),
        ("kind", "issued"),
        ("channel", channel),
        ("hour", "9"),
        ("quantity", quantity),
    ];
    let before = walk.app.state().await;
    let asked = walk.commission.post(&path, &form).await;
    assert_eq!(asked.status, StatusCode::BAD_REQUEST, "{}", asked.text());
    let said = format!("发出的选票共 {quantity} 张，多于印制的");
    assert!(asked.text().contains(&said), "{}", asked.text());
    assert!(asked.has("input[type=checkbox][name=beyond]"), "{}", asked.text());
    assert_eq!(walk.app.state().await, before, "it is asked before it is taken");
    form.push(("beyond", "1"));
    walk.commission.done(&path, &form).await;
}

async fn last(app: &TestApp) -> i64 {
    app.number("select max(ballot_movement_id) from ballot_movement").await
}

#[tokio::test]
async fn a_movement_sent_twice_is_booked_once_and_other_content_is_a_conflict() {
    let app = TestApp::start().await;
    let other = app.again().await;
    let walk = Walk::at(&app, Stage::Voting).await;
    let path = walk.path("/ballots");
    let key = key();
    let elsewhere = other.visitor("commission2").await;
    let form = movement(&key, "64");
    let sent = (0..10).map(|number| {
        let who = if number % 2 == 0 { &walk.commission } else { &elsewhere };
        who.post(&path, &form)
    });
    for answer in futures_util::future::join_all(sent).await {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
    assert_eq!(sums(&app).await, ["printed 64"]);

    let before = app.state().await;
    let answer = walk.commission.post(&path, &movement(&key, "46731")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("46731"), "what was typed is kept");
    assert_eq!(app.state().await, before);

    // the answer is the same once the vote is closed
    for (kind, channel, quantity) in
        [("issued", "hall", "60"), ("unused", "", "4"), ("collected", "", "58")]
    {
        walk.moves(kind, channel, "", quantity).await;
    }
    walk.commission.closes(&walk.path("/ballots/close"), &[("on", &day(0))]).await;
    let before = app.state().await;
    walk.commission.done(&path, &form).await;
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn a_wrong_movement_is_taken_back_once_with_a_reason_and_both_stay() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Voting).await;
    walk.moves("printed", "", "", "64").await;
    beyond(&walk, "hall", "73291").await;
    let page = walk.path(&format!("/ballots/{}/take-back", last(&app).await));
    let before = app.state().await;
    let key1 = key();
    let answer = walk.commission.post(&page, &[("entry_key", &*key1), ("reason", " ")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "a reason is asked");
    assert_eq!(app.state().await, before);

    let form = [("entry_key", &*key1), ("reason", "多记了一位数字")];
    walk.commission.done(&page, &form).await;
    let after = app.state().await;
    walk.commission.done(&page, &form).await;
    assert_eq!(app.state().await, after, "sent twice, taken back once");
    let answer = walk.commission.post(&page, &[("entry_key", &*key()), ("reason", "再来")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "never twice");
    assert!(answer.text().contains("再来"), "what was typed is kept");
    let answer = walk.commission.post(&page, &[("entry_key", &*key1), ("reason", "别的")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "the same key, another reason");
    assert!(answer.text().contains("别的"), "what was typed is kept");
    let counter = walk.path(&format!("/ballots/{}/take-back", last(&app).await));
    let answer =
        walk.commission.post(&counter, &[("entry_key", &*key()), ("reason", "冲冲销")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "a counter-entry stays");
    assert_eq!(app.state().await, after);

    assert_eq!(sums(&app).await, ["printed 64"]);
    assert_eq!(app.number("select count(*) from ballot_movement").await, 3);
    let ledger = walk.commission.get(&walk.path("/ballots")).await.text();
    assert_eq!(ledger.matches("<s>73291</s>").count(), 2, "both are struck");
    assert!(ledger.contains("多记了一位数字"));
    // when they were recorded: the hour, no more
    let hour =
        "select to_char(date_trunc('hour', recorded_at) + interval '8 hours', 'YYYY-MM-DD FMHH24')
        from journal where event = 'ballots_taken_back'";
    let recorded = app.texts(hour).await.remove(0);
    assert!(ledger.contains(&format!("{recorded} 时")), "{recorded}");
}

#[tokio::test]
async fn printed_ballots_are_not_taken_back_below_those_issued() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Voting).await;
    walk.moves("printed", "", "", "64").await;
    let page = walk.path(&format!("/ballots/{}/take-back", last(&app).await));
    walk.moves("issued", "hall", "", "60").await;
    let before = app.state().await;
    let key = key();
    let form = [("entry_key", &*key), ("reason", "印制数有误")];
    let answer = walk.commission.post(&page, &form).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.has("#reason-error"), "{}", answer.text());
    let text = answer.text();
    assert!(text.contains("印制的选票只有 0 张，少于已经发出的 60 张"), "{text}");
    assert!(text.contains("印制数有误"), "what was typed is kept");
    assert_eq!(app.state().await, before);
    // the right number first
    walk.moves("printed", "", "", "62").await;
    walk.commission.done(&page, &form).await;
    assert_eq!(sums(&app).await, ["issued 60", "printed 62"]);
}

#[tokio::test]
async fn an_empty_ledger_keeps_the_vote_open() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Voting).await;
    let close = walk.path("/ballots/close");
    for (kind, channel, quantity) in
        [("printed", "", "60"), ("issued", "hall", "60"), ("collected", "", "50")]
    {
        let before = app.state().await;
        let answer = walk.commission.post(&close, &[("on", &day(0))]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "without {kind}");
        assert_eq!(app.state().await, before);
        walk.moves(kind, channel, "", quantity).await;
    }
    walk.commission.closes(&close, &[("on", &day(0))]).await;
}

#[tokio::test]
async fn a_sheet_with_other_numbers_than_the_ledger_is_not_signed_until_one_is_set_right() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    // the ledger has 50 issued in the hall, 60 in all and 64 printed; the paper has one more of each
    let mut figures = walk.figures().await;
    for (field, figure) in
        [("ballots.printed", "65"), ("ballots.issued", "61"), ("issued.hall", "51")]
    {
        figures.insert(field.to_owned(), figure.to_owned());
    }
    walk.enter(&walk.recorder1, &figures).await;
    walk.enter(&walk.recorder2, &figures).await;
    let finish = walk.path("/sheet/finish");
    let before = app.state().await;
    let answer = walk.recorder1.post(&finish, &[("on", &day(0))]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("必须更正的问题，不能定稿"), "{}", answer.text());
    assert_eq!(app.state().await, before);
    who_has_entered_reads_it(&walk).await;

    // the commission sets the ledger right, with reasons, and it stays visible as late
    let hall =
        app.number("select ballot_movement_id from ballot_movement where quantity = 50").await;
    let form = [("entry_key", &*key()), ("reason", "少记一张")];
    walk.commission.done(&walk.path(&format!("/ballots/{hall}/take-back")), &form).await;
    let refused = walk.recorder1.post(&finish, &[("on", &day(0))]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "the ledger does not balance");
    let late = |kind: &'static str, channel: &'static str, quantity: &'static str| {
        vec![
            ("kind", kind),
            ("channel", channel),
            ("hour", ""),
            ("quantity", quantity),
            ("reason", "少记一张"),
        ]
    };
    for mut form in [late("issued", "hall", "51"), late("printed", "", "1")] {
        let key = key();
        form.push(("entry_key", &*key));
        walk.commission.done(&walk.path("/ballots"), &form).await;
    }
    assert_eq!(app.number("select count(*) from ballot_movement where late").await, 3);
    let ledger = walk.commission.get(&walk.path("/ballots")).await.text();
    assert_eq!(ledger.matches("投票结束后补登</span>").count(), 3, "{ledger}");
    let page = walk.recorder1.get(&walk.path("/sheet")).await.text();
    assert!(!page.contains("F.113") && !page.contains("W.216"), "{page}");
    assert!(page.contains("与台账的 61 张一致"), "{page}");
    walk.explain_all().await;
    walk.recorder1.done(&finish, &[("on", &day(0))]).await;

    // signed: the ledger is closed for good
    let before = app.state().await;
    let key = key();
    let mut form = late("printed", "", "1");
    form.push(("entry_key", &*key));
    let answer = walk.commission.post(&walk.path("/ballots"), &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let printed = app.number("select min(ballot_movement_id) from ballot_movement").await;
    let page = walk.path(&format!("/ballots/{printed}/take-back"));
    let form = [("entry_key", &*key), ("reason", "太迟")];
    assert_eq!(walk.commission.post(&page, &form).await.status, StatusCode::CONFLICT);
    assert_eq!(app.state().await, before);
}

/// Where the sheet is not as the ledger, and what can be corrected.
async fn who_has_entered_reads_it(walk: &Walk<'_>) {
    // who has entered the sheet reads what is wrong; nobody else does
    let sheet = walk.path("/sheet");
    let page = walk.recorder1.get(&sheet).await.text();
    for said in [
        "F.113 印制选票：计票单为 65 张，选票台账为 64 张",
        "F.113 发出选票：计票单为 61 张",
        "W.216 中心会场发出选票：计票单为 51 张，选票台账为 50 张",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains(r#"name="ballots.issued""#), "and can correct the own figure");
    assert!(!walk.commission.get(&sheet).await.text().contains("F.113"));
}

#[tokio::test]
async fn a_channel_counted_otherwise_is_explained_and_the_words_stay_with_the_sheet() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    // the scrutineers counted the mobile box within the hall
    let mut figures = walk.figures().await;
    for (field, figure) in [("issued.hall", "56"), ("issued.mobile", "0")] {
        figures.insert(field.to_owned(), figure.to_owned());
    }
    walk.enter(&walk.recorder1, &figures).await;
    walk.enter(&walk.recorder2, &figures).await;
    let warnings = walk.warnings().await;
    assert_eq!(warnings.iter().filter(|key| key.starts_with("W.216")).count(), 2, "{warnings:?}");
    let finish = walk.path("/sheet/finish");
    let answer = walk.recorder1.get(&format!("{finish}?on={}", day(0))).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("还有疑点没有说明"), "{}", answer.text());
    walk.explain_all().await;
    walk.recorder1.done(&finish, &[("on", &day(0))]).await;
    let page = walk.commission.get(&walk.path("/sheet")).await.text();
    assert!(page.contains("W.216 流动票箱发出选票：计票单为 0 张，选票台账为 6 张"), "{page}");
}

#[tokio::test]
async fn a_channel_that_comes_late_into_the_ledger_is_asked_of_both() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let figures = walk.figures().await;
    walk.enter(&walk.recorder1, &figures).await;
    walk.enter(&walk.recorder2, &figures).await;
    for (kind, channel) in [("issued", "station"), ("printed", "")] {
        let key = key();
        let form = [
            ("entry_key", &*key),
            ("kind", kind),
            ("channel", channel),
            ("quantity", "1"),
            ("reason", "漏记"),
        ];
        walk.commission.done(&walk.path("/ballots"), &form).await;
    }
    let page = walk.recorder2.get(&walk.path("/sheet")).await.text();
    assert!(page.contains("F.101 未填：投票站发出选票"), "{page}");
    assert!(page.contains(r#"name="issued.station""#), "{page}");
}

#[tokio::test]
async fn a_movement_of_another_village_cannot_be_taken_back() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Voting).await;
    walk.moves("printed", "", "", "64").await;
    let theirs = last(&app).await;
    app.person("both", &[(huanjie::shell::mandate::Role::Commission, crate::house::app::TOWN)])
        .await;
    let mut walk = walk;
    walk.unit = crate::house::app::SIBLING.to_owned();
    walk.commission = app.visitor("both").await;
    walk.open(crate::house::election::election_day()).await;
    walk.to(Stage::Voting).await;
    let before = app.state().await;
    let page = walk.path(&format!("/ballots/{theirs}/take-back"));
    let form = [("entry_key", &*key()), ("reason", "别村的")];
    assert_eq!(walk.commission.post(&page, &form).await.status, StatusCode::NOT_FOUND);
    assert_eq!(walk.commission.get(&page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn the_ledger_sums_its_channels_and_drops_none_without_a_word() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Voting).await;
    walk.ledger().await;
    let page = walk.commission.get(&walk.path("/ballots")).await.text();
    assert!(page.contains("其中发出：中心会场 50，流动票箱 6，委托投票 4"), "{page}");
    let before = app.state().await;
    let key = key();
    let form =
        [("entry_key", &*key), ("kind", "printed"), ("quantity", "5"), ("channel", "mobile")];
    let answer = walk.commission.post(&walk.path("/ballots"), &form).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.has("#channel-error"), "{}", answer.text());
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn the_journal_tells_which_ballots_moved_and_why_a_line_was_taken_back() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Voting).await;
    beyond(&walk, "mobile", "77").await;
    let page = walk.path(&format!("/ballots/{}/take-back", last(&app).await));
    let form = [("entry_key", &*key()), ("reason", "多记了一次")];
    walk.commission.done(&page, &form).await;
    let journal = walk.office.get(&walk.path("/journal")).await.text();
    for told in ["事项：发出", "渠道：流动票箱", "张数：77", "原因：多记了一次", "台账笔号：1"]
    {
        assert!(journal.contains(told), "{told}: {journal}");
    }
    assert!(
        journal.contains(&format!("候选人：{}", crate::house::election::voter(0))),
        "{journal}"
    );
}

/// The texts of all elements of a selector.
fn listed(page: &str, selector: &str) -> Vec<String> {
    let selector = scraper::Selector::parse(selector).expect("a selector");
    let page = scraper::Html::parse_document(page);
    page.select(&selector).map(|one| one.text().collect()).collect()
}

#[tokio::test]
async fn every_figure_of_the_ledger_stands_by_its_own_name_wherever_it_is_shown() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Voting).await;
    // all differ, so that none can stand in the place of another
    for (kind, channel, quantity) in [
        ("printed", "", "65"),
        ("issued", "hall", "55"),
        ("scribed", "", "2"),
        ("spoiled", "", "1"),
        ("unused", "", "9"),
        ("collected", "", "54"),
    ] {
        walk.moves(kind, channel, "", quantity).await;
    }
    let told = [
        ("印制", "65"),
        ("发出", "55"),
        ("其中代写", "2"),
        ("污损作废", "1"),
        ("剩余", "9"),
        ("收回", "54"),
    ];
    let page = walk.commission.get(&walk.path("/ballots")).await.text();
    let names = listed(&page, "[data-part=ledger] dl.figures dt");
    let figures = listed(&page, "[data-part=ledger] dl.figures dd");
    assert_eq!(names, told.map(|(name, _)| name));
    assert_eq!(figures, told.map(|(_, figure)| figure));
    // what the commission confirms before it closes the vote
    let page = walk.path(&format!("/ballots/close?on={}", day(0)));
    let page = walk.commission.get(&page).await.text();
    let confirmed = listed(&page, "[data-part=seen] li");
    assert_eq!(confirmed, told.map(|(name, figure)| format!("{name}：{figure} 张")));
}
