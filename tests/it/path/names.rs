//! A name written in that several voters bear: somebody who reads the paper says who is meant.

use huanjie::shell::{journal::verify::verify, mandate::Role};
use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::{TestApp, UNIT, Visitor, verified},
    election::{Walk, day, election_day},
};

/// Three voters of one name, two of them in one group.
const NAMESAKES: &str = "姓名,性别,出生日期,组别,类别\n\
    同名人,男,19700501,2,a\n同名人,女,19810602,3,a\n同名人,男,19550703,3,a\n";

/// An election that is counted, in which they are written in as a member with enough votes.
async fn counted(app: &TestApp) -> Walk<'_> {
    counted_with(app, NAMESAKES).await
}

/// The same with other namesakes.
async fn counted_with<'a>(app: &'a TestApp, namesakes: &str) -> Walk<'a> {
    let walk = Walk::new(app).await;
    walk.open(election_day()).await;
    let answer = walk.office.upload(&walk.path("/roll/import"), namesakes.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    for stage in [Stage::Roll, Stage::Objections, Stage::Candidates, Stage::Voting] {
        walk.through(stage).await;
    }
    let mut figures = walk.figures().await;
    let third = figures
        .iter()
        .find(|(field, votes)| field.starts_with("votes.member.") && votes.as_str() == "35");
    let third = third.expect("a third member").0.clone();
    figures.insert(third, "20".to_owned());
    figures.insert("written-name-2".to_owned(), "同 名人".to_owned());
    figures.insert("written-votes-2".to_owned(), "34".to_owned());
    walk.enter(&walk.recorder1, &figures).await;
    walk.enter(&walk.recorder2, &figures).await;
    walk.explain_all().await;
    walk.recorder1.done(&walk.path("/sheet/finish"), &[("on", &day(0))]).await;
    walk
}

/// The page on which it is said who is meant.
async fn line(app: &TestApp) -> String {
    let query = "select candidacy_id from candidacy where written_name = '同名人'";
    format!("/outcome/names/{}", app.number(query).await)
}

/// The key of the namesake born in a year.
async fn namesake(app: &TestApp, year: i32) -> String {
    let query = format!(
        "select roll_entry_id from roll_entry
        where name = '同名人' and extract(year from birth_on) = {year}"
    );
    app.number(&query).await.to_string()
}

/// The field of the votes of a namesake; of nobody.
fn field(meant: &str) -> String {
    format!("votes.{meant}")
}

/// The scrutineer proposes that all votes of the line are of one.
async fn proposes(walk: &Walk<'_>, meant: &str, votes: &str, reason: &str) {
    let scrutineer = walk.app.visitor("scrutineer").await;
    let on = day(0);
    let meant = field(meant);
    let form = [(&*meant, votes), ("reason", reason), ("on", &*on)];
    scrutineer.done(&walk.path(&line(walk.app).await), &form).await;
}

/// What waits is answered.
async fn answers(walk: &Walk<'_>, who: &Visitor, answer: &str) -> reqwest::StatusCode {
    let version = "select max(version) from written_choice";
    let version = walk.app.number(version).await.to_string();
    let path = walk.path(&format!("{}/answer", line(walk.app).await));
    who.post(&path, &[("version", &*version), ("answer", answer)]).await.status
}

/// The scrutineer says who is meant, and the commission agrees.
async fn says(walk: &Walk<'_>, meant: &str, reason: &str) {
    proposes(walk, meant, "34", reason).await;
    assert_eq!(answers(walk, &walk.commission, "agree").await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn until_it_is_said_who_is_meant_the_result_is_not_declared() {
    let app = TestApp::start().await;
    let walk = counted(&app).await;
    let page = walk.commission.get(&walk.path("/outcome")).await.text();
    assert!(page.contains("待认定") && page.contains(&line(&app).await), "{page}");
    assert!(page.contains("名单上 3 人同名"), "{page}");
    let before = app.state().await;
    let declare = walk.path("/outcome/declare");
    let refused = walk.commission.post(&declare, &[("on", &*day(0))]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("没有两人认定是哪一位"), "{}", refused.text());
    assert_eq!(app.state().await, before);

    let asked = walk.commission.get(&walk.path(&line(&app).await)).await.text();
    for told in ["第 2 组 · 男 · 1970-05 出生", "第 3 组 · 女 · 1981-06 出生", "都不是"]
    {
        assert!(asked.contains(told), "{told}: {asked}");
    }
    assert!(!asked.contains("1970-05-01"), "no more than the month of birth: {asked}");

    says(&walk, &namesake(&app, 1970).await, "监票人认字，会议记录第 3 页").await;
    assert_eq!(app.number("select count(*) from decision").await, 2, "computed anew");
    let page = walk.commission.get(&walk.path("/outcome")).await.text();
    assert!(page.contains("监票人认字，会议记录第 3 页") && page.contains("已认定"), "{page}");
    assert!(page.contains(r#"<span class="tag">另选</span>"#), "who was written in: {page}");
    walk.through(Stage::Outcome).await;
    let declared = "select count(*) from declared_seat join candidacy using (candidacy_id)
        join roll_entry using (roll_entry_id)
        where name = '同名人' and birth_on = '1970-05-01' and votes = 34 and not formal";
    assert_eq!(app.number(declared).await, 1);

    walk.printed().await;
    let announcement = walk.paper("result_announcement").await;
    assert!(announcement.contains("同名人（第2组）34票"), "{announcement}");
    assert!(!announcement.contains("1970"), "{announcement}");
    let heads = app.app.heads.all().expect("heads");
    assert_eq!(verify(&app.app.db, &heads).await.expect("a report").bad, None);
    let late = [("votes.nobody", "34"), ("reason", "x"), ("on", &*day(0))];
    let late = walk.commission.post(&walk.path(&line(&app).await), &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the result is declared");
}

#[tokio::test]
async fn what_was_said_is_changed_with_a_reason_and_both_stay() {
    let app = TestApp::start().await;
    let walk = counted(&app).await;
    let (first, second) = (namesake(&app, 1970).await, namesake(&app, 1981).await);
    proposes(&walk, &first, "34", "先这样认").await;
    // the same sent twice is said once
    proposes(&walk, &first, "34", "先这样认").await;
    assert_eq!(answers(&walk, &walk.commission, "agree").await, StatusCode::SEE_OTHER);
    assert_eq!(app.number("select count(*) from written_choice").await, 1);
    says(&walk, &second, "看了第二遍").await;
    assert_eq!(app.number("select count(*) from decision").await, 3);
    let page = walk.commission.get(&walk.path("/outcome")).await.text();
    assert!(page.contains("先这样认") && page.contains("看了第二遍"), "{page}");
    let record = app.texts("select record from decision order by version desc limit 1").await;
    assert!(record[0].contains(&format!("\"voter-{second}\"")), "{record:?}");
    assert!(!record[0].contains(&format!("\"voter-{first}\"")), "{record:?}");
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    // another of the name is of the same group: the month of birth tells them apart
    let announcement = walk.paper("result_announcement").await;
    assert!(announcement.contains("同名人（第3组，1981年6月出生）34票"), "{announcement}");
}

#[tokio::test]
async fn namesakes_of_one_group_and_month_are_told_apart_on_paper_without_a_day_of_birth() {
    let app = TestApp::start().await;
    let alike = "姓名,性别,出生日期,组别,类别\n\
        同名人,男,19810630,3,a\n同名人,女,19810602,3,a\n同名人,女,19810609,3,a\n";
    let walk = counted_with(&app, alike).await;
    let query = "select roll_entry_id from roll_entry where birth_on = '1981-06-09'";
    let meant = app.number(query).await.to_string();
    says(&walk, &meant, "认得是后一人").await;
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    let announcement = walk.paper("result_announcement").await;
    let told = "同名人（第3组，1981年6月出生，女，名单上同名第3人）34票";
    assert!(announcement.contains(told), "{announcement}");
    let report = walk.paper("result_report").await;
    assert!(!announcement.contains("6月9日") && !report.contains("6月9日"), "{announcement}");
}

#[tokio::test]
async fn a_name_that_means_none_of_the_roll_counts_for_nobody() {
    let app = TestApp::start().await;
    let walk = counted(&app).await;
    says(&walk, "nobody", "写的是外村的人").await;
    let page = walk.commission.get(&walk.path("/outcome")).await.text();
    assert!(page.contains("不是本村选民，不计"), "{page}");
    walk.through(Stage::Outcome).await;
    let declared = "select count(*) from declared_seat join candidacy using (candidacy_id)
        where post = 'member'";
    assert_eq!(app.number(declared).await, 2, "34 votes for nobody leave a seat open");
}

#[tokio::test]
async fn what_was_said_stands_when_the_sheet_is_opened_again() {
    let app = TestApp::start().await;
    let walk = counted(&app).await;
    says(&walk, &namesake(&app, 1955).await, "监票人认字").await;
    let form = [
        ("kind", "reopened"),
        ("open.ballots.blank", "1"),
        ("open.ballots.invalid", "1"),
        ("reason", "纸面是 2"),
    ];
    walk.recorder1.done(&walk.path("/sheet/requests"), &form).await;
    let request = app.number("select max(sheet_request_id) from sheet_request").await;
    let early = [("votes.nobody", "34"), ("reason", "x"), ("on", &*day(0))];
    walk.recorder2.done(&walk.path(&format!("/sheet/requests/{request}/agree")), &[]).await;
    let early = walk.commission.post(&walk.path(&line(&app).await), &early).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "the count is open again");
    let corrected = [("ballots.blank", "2"), ("ballots.invalid", "1")];
    walk.recorder1.done(&walk.path("/sheet/correct"), &corrected).await;
    walk.recorder2.done(&walk.path("/sheet/correct"), &corrected).await;
    walk.explain_all().await;
    walk.recorder1.done(&walk.path("/sheet/finish"), &[("on", &*day(0))]).await;
    walk.through(Stage::Outcome).await;
}

#[tokio::test]
async fn who_is_meant_is_said_by_those_who_read_the_paper_with_a_reason() {
    let app = TestApp::start().await;
    let walk = counted(&app).await;
    let before = app.state().await;
    let one = namesake(&app, 1970).await;
    let other =
        app.number("select min(roll_entry_id) from roll_entry where name <> '同名人'").await;
    let other = other.to_string();
    let other = field(&other);
    let (one, on, early) = (field(&one), day(0), day(-1));
    let first = field(&namesake(&app, 1970).await);
    let error = format!("[id='{first}-error']");
    let line = line(&app).await;
    for (form, wrong) in [
        (&[(&*one, "34"), ("reason", " "), ("on", &*on)][..], "#reason-error"),
        (&[("reason", "x"), ("on", &*on)], &error),
        (&[(&*one, "33"), ("reason", "x"), ("on", &*on)], &error),
        (&[(&*one, "30"), ("votes.nobody", "5"), ("reason", "x"), ("on", &*on)], &error),
        (&[(&*one, "35"), ("reason", "x"), ("on", &*on)], &error),
        (&[(&*other, "34"), ("reason", "x"), ("on", &*on)], &error),
        (&[(&*one, "34"), ("reason", "x"), ("on", &*early)], "#on-error"),
        (&[(&*one, "34"), ("reason", "x"), ("on", "2199-01-01")], "#on-error"),
    ] {
        let answer = walk.commission.post(&walk.path(&line), form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{form:?}");
        assert!(answer.has(wrong), "{wrong}: {}", answer.text());
    }
    let form = [(&*one, "34"), ("reason", "x"), ("on", &*on)];
    for (who, page, status) in [
        (&walk.recorder1, &*line, StatusCode::FORBIDDEN),
        (&walk.office, &line, StatusCode::FORBIDDEN),
        (&walk.commission, "/outcome/names/0", StatusCode::NOT_FOUND),
        (&walk.commission, "/outcome/names/written.member.x", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(who.post(&walk.path(page), &form).await.status, status, "{page}");
    }
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn it_counts_once_another_one_of_the_commission_agrees() {
    let app = TestApp::start().await;
    let walk = counted(&app).await;
    let meant = namesake(&app, 1970).await;
    proposes(&walk, &meant, "34", "监票人认字").await;
    assert_eq!(app.number("select count(*) from decision").await, 1, "nothing is computed yet");
    app.person("scrutineer2", &[(Role::Scrutineer, UNIT)]).await;
    let [scrutineer, other] = [app.visitor("scrutineer").await, app.visitor("scrutineer2").await];
    let before = app.state().await;
    // neither who proposed it agrees, nor another scrutineer
    assert_eq!(answers(&walk, &scrutineer, "agree").await, StatusCode::CONFLICT);
    assert_eq!(answers(&walk, &other, "agree").await, StatusCode::CONFLICT);
    assert_eq!(app.state().await, before);
    let declare = walk.path("/outcome/declare");
    let refused = walk.commission.post(&declare, &[("on", &*day(0))]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let text = refused.text();
    assert!(text.contains("只有一人提出，等待选举委员会另一名成员认可"), "{text}");
    assert!(text.contains("1 &#62; 0"), "the numbers: {text}");
    assert!(text.contains("C-05") && text.contains("页办理"), "rule and way out: {text}");
    // what waits is answered before anything else is proposed
    let form = [("votes.nobody", "34"), ("reason", "x"), ("on", &*day(0))];
    let second = walk.commission.post(&walk.path(&line(&app).await), &form).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert_eq!(answers(&walk, &walk.commission, "decline").await, StatusCode::SEE_OTHER);
    assert_eq!(answers(&walk, &walk.commission, "agree").await, StatusCode::CONFLICT, "answered");
    let page = walk.commission.get(&walk.path("/outcome")).await.text();
    assert!(page.contains("commission的名字没有认可，认定无效"), "{page}");
    assert!(page.contains("待认定"), "{page}");
    assert_eq!(app.number("select count(*) from decision").await, 1);
    // the commission proposes, and only another one of the commission agrees
    let own = field(&meant);
    let form = [(&*own, "34"), ("reason", "复看"), ("on", &*day(0))];
    walk.commission.done(&walk.path(&line(&app).await), &form).await;
    assert_eq!(answers(&walk, &walk.commission, "agree").await, StatusCode::CONFLICT);
    let second = app.visitor("commission2").await;
    assert_eq!(answers(&walk, &second, "agree").await, StatusCode::SEE_OTHER);
    let journal = "select count(*) from journal
        where event in ('name_proposed', 'name_declined', 'name_said')";
    assert_eq!(app.number(journal).await, 4, "every word is in the journal");
    walk.through(Stage::Outcome).await;
    verified(&app).await;
}

#[tokio::test]
async fn the_votes_of_one_name_are_divided_between_its_bearers() {
    let app = TestApp::start().await;
    let walk = counted(&app).await;
    let (first, second) = (namesake(&app, 1970).await, namesake(&app, 1981).await);
    let (one, other) = (field(&first), field(&second));
    let form = [
        (&*one, "30"),
        (&*other, "3"),
        ("votes.nobody", "1"),
        ("reason", "写有组别的分开计"),
        ("on", &*day(0)),
    ];
    let scrutineer = app.visitor("scrutineer").await;
    scrutineer.done(&walk.path(&line(&app).await), &form).await;
    let asked = walk.commission.get(&walk.path(&line(&app).await)).await.text();
    assert!(asked.contains("出生 30 票") && asked.contains("出生 3 票"), "{asked}");
    assert!(asked.contains("都不是（不是名单上的人） 1 票"), "{asked}");
    assert_eq!(answers(&walk, &walk.commission, "agree").await, StatusCode::SEE_OTHER);
    let record = app.texts("select record from decision order by version desc limit 1").await;
    let record: serde_json::Value = serde_json::from_str(&record[0]).expect("JSON");
    let votes = |id: String| {
        let all = record["candidates"].as_array().expect("people").iter();
        let one = all.clone().find(|one| one["id"] == serde_json::json!(id));
        one.map(|one| one["votes"]["member"].as_u64().expect("votes"))
    };
    assert_eq!(votes(format!("voter-{first}")), Some(30));
    assert_eq!(votes(format!("voter-{second}")), Some(3));
    let nobody =
        app.number("select candidacy_id from candidacy where written_name = '同名人'").await;
    assert_eq!(votes(format!("written-{nobody}")), Some(1));
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    let announcement = walk.paper("result_announcement").await;
    assert!(announcement.contains("同名人（第2组）30票"), "{announcement}");
    assert!(announcement.contains("同名人（第3组，1981年6月出生）3票"), "{announcement}");
    verified(&app).await;
}

#[tokio::test]
async fn a_choice_after_the_day_of_the_count_is_told_with_its_day() {
    let app = TestApp::start().await;
    let walk = counted(&app).await;
    let meant = field(&namesake(&app, 1970).await);
    let on = (election_day() + chrono::Days::new(1)).to_string();
    let form = [(&*meant, "34"), ("reason", "次日复看"), ("on", &*on)];
    walk.commission.done(&walk.path(&line(&app).await), &form).await;
    let second = app.visitor("commission2").await;
    assert_eq!(answers(&walk, &second, "agree").await, StatusCode::SEE_OTHER);
    let page = walk.commission.get(&walk.path("/outcome")).await.text();
    assert!(page.contains("晚于计票日"), "{page}");
    assert!(page.contains(&on), "{page}");
}

#[tokio::test]
async fn a_request_for_the_sheet_is_answered_before_the_declaration() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Outcome).await;
    let form = [
        ("kind", "reopened"),
        ("open.ballots.blank", "1"),
        ("open.ballots.invalid", "1"),
        ("reason", "纸面是 2"),
    ];
    walk.recorder1.done(&walk.path("/sheet/requests"), &form).await;
    let before = app.state().await;
    let refused = walk.commission.post(&walk.path("/outcome/declare"), &[("on", &*day(0))]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let text = refused.text();
    assert!(text.contains("有 1 项重开或者重录计票单的申请没有答复"), "{text}");
    assert!(text.contains("1 &#62; 0") && text.contains("页办理"), "numbers, way out: {text}");
    assert_eq!(app.state().await, before);
    let request = app.number("select max(sheet_request_id) from sheet_request").await;
    walk.recorder1.done(&walk.path(&format!("/sheet/requests/{request}/drop")), &[]).await;
    walk.through(Stage::Outcome).await;
}

#[tokio::test]
async fn what_was_said_of_a_line_lapses_when_its_votes_are_changed() {
    let app = TestApp::start().await;
    let walk = counted(&app).await;
    says(&walk, &namesake(&app, 1970).await, "监票人认字").await;
    let form = [("kind", "reopened"), ("open.written.member.同名人", "1"), ("reason", "纸面是 33")];
    walk.recorder1.done(&walk.path("/sheet/requests"), &form).await;
    let request = app.number("select max(sheet_request_id) from sheet_request").await;
    walk.recorder2.done(&walk.path(&format!("/sheet/requests/{request}/agree")), &[]).await;
    let corrected = [("written.member.同名人", "33")];
    walk.recorder1.done(&walk.path("/sheet/correct"), &corrected).await;
    walk.recorder2.done(&walk.path("/sheet/correct"), &corrected).await;
    walk.explain_all().await;
    walk.recorder1.done(&walk.path("/sheet/finish"), &[("on", &*day(0))]).await;

    let page = walk.commission.get(&walk.path("/outcome")).await.text();
    assert!(page.contains("待认定") && page.contains("原来的认定不再有效"), "{page}");
    let record = app.texts("select record from decision order by version desc limit 1").await;
    let first = namesake(&app, 1970).await;
    assert!(!record[0].contains(&format!("\"voter-{first}\"")), "{record:?}");
    let before = app.state().await;
    let refused = walk.commission.post(&walk.path("/outcome/declare"), &[("on", &*day(0))]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("没有两人认定是哪一位"), "{}", refused.text());
    assert_eq!(app.state().await, before);

    // the same said again is said of the changed line
    proposes(&walk, &first, "33", "监票人认字").await;
    assert_eq!(answers(&walk, &walk.commission, "agree").await, StatusCode::SEE_OTHER);
    walk.through(Stage::Outcome).await;
    let declared = "select count(*) from declared_seat join candidacy using (candidacy_id)
        where post = 'member' and votes = 33 and not formal";
    assert_eq!(app.number(declared).await, 1);
}

#[tokio::test]
async fn the_outcome_that_was_seen_is_declared_and_no_other() {
    let app = TestApp::start().await;
    let walk = counted(&app).await;
    says(&walk, &namesake(&app, 1970).await, "先这样认").await;
    let declare = walk.path("/outcome/declare");
    let asked = walk.commission.get(&format!("{declare}?on={}", day(0))).await;
    let text = asked.text();
    assert!(asked.has("[data-part=seen] li") && text.contains("同名人 (第 2 组)"), "{text}");
    let seen = walk.seen().await;
    // while the page is open, the scrutineers look once more
    says(&walk, &namesake(&app, 1981).await, "看了第二遍").await;
    let before = app.state().await;
    let on = day(0);
    for form in [&[("on", &*on), ("seen", &*seen)][..], &[("on", &*on)]] {
        let refused = walk.commission.post(&declare, form).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{form:?}");
        assert!(refused.text().contains("这次没有宣布"), "{}", refused.text());
        assert_eq!(app.state().await, before);
    }
    let newest = walk.seen().await;
    assert_ne!(newest, seen);
    walk.commission.done(&declare, &[("on", &*on), ("seen", &*newest)]).await;
}
