//! What is asked before a stage is closed, and days that were entered wrongly.

use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::TestApp,
    election::{Walk, day, election_day, voter},
};

/// The question before each stage is closed, and what the button sends.
const CHECKS: [(Stage, &str); 6] = [
    (Stage::Roll, "/roll/post"),
    (Stage::Objections, "/roll/seal"),
    (Stage::Candidates, "/candidates/post"),
    (Stage::Voting, "/ballots/close"),
    (Stage::Count, "/sheet/finish"),
    (Stage::Outcome, "/outcome/declare"),
];

/// Lawful days of closing, from election day.
fn lawful(stage: Stage) -> i64 {
    match stage {
        Stage::Roll => -22,
        Stage::Objections => -16,
        Stage::Candidates => -5,
        Stage::Voting | Stage::Count | Stage::Outcome => 0,
    }
}

#[tokio::test]
async fn before_a_stage_is_closed_the_day_is_judged_and_nothing_is_kept() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    for (stage, page) in CHECKS {
        match stage {
            Stage::Roll => walk.import().await,
            Stage::Candidates => walk.candidates().await,
            Stage::Voting => walk.ledger().await,
            Stage::Count => {
                let figures = walk.figures().await;
                walk.enter(&walk.recorder1, &figures).await;
                walk.enter(&walk.recorder2, &figures).await;
                walk.explain_all().await;
            }
            Stage::Objections | Stage::Outcome => {}
        }
        let who = if stage == Stage::Count { &walk.recorder1 } else { &walk.commission };
        let before = app.state().await;
        let ask = |on: String| {
            let path = walk.path(&format!("{page}?on={on}"));
            async move { who.get(&path).await }
        };
        let button = format!(r#"<form method="post" action="{}">"#, walk.path(page));
        let good = ask(day(lawful(stage))).await;
        assert_eq!(good.status, StatusCode::OK, "{stage:?}: {}", good.text());
        let text = good.text();
        assert!(text.contains(&button), "{stage:?} has its button: {text}");
        assert!(text.contains("星期"), "the day with its weekday");
        let late = ask("2025-03-30".to_owned()).await;
        let blocked = [Stage::Roll, Stage::Candidates, Stage::Voting].contains(&stage);
        if blocked {
            assert_eq!(late.status, StatusCode::CONFLICT, "{stage:?}");
            assert!(!late.text().contains(&button), "{stage:?} has no button then");
        }
        for (on, why) in [("2023-03-18", "a mistyped year"), ("x", "no day"), ("", "nothing")] {
            let wrong = ask(on.to_owned()).await;
            assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{stage:?} {why}");
            let sent = who.post(&walk.path(page), &[("on", on)]).await;
            assert_eq!(sent.status, StatusCode::BAD_REQUEST, "{stage:?} {why}, sent");
        }
        assert_eq!(app.state().await, before, "{stage:?}");
        let (_, of_another) = CHECKS[(stage as usize + 1) % CHECKS.len()];
        let other = who.get(&walk.path(&format!("{of_another}?on=2025-03-18"))).await;
        assert!(other.status.is_client_error(), "another stage than {stage:?}");
        // what is asked for and what is done are judged alike
        let on = day(lawful(stage));
        who.closes(&walk.path(page), &[("on", &*on)]).await;
    }
}

/// Somebody else changes what is about to be closed; what is told of it, and what there is now.
async fn meanwhile(walk: &Walk<'_>, stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Roll => {
            let more = "姓名,性别,出生日期,组别,类别\n后来者,女,19800101,2,a\n";
            walk.office.upload(&walk.path("/roll/import"), more.as_bytes()).await;
            ("导入选民", "选民 61 人，其中妇女 31 人")
        }
        Stage::Objections => {
            let on = day(-17);
            let form =
                [("change", "strike"), ("voter", "后来者"), ("grounds", "迁出"), ("made_on", &on)];
            walk.commission.done(&walk.path("/roll/correct"), &form).await;
            walk.commission.closes(&walk.path("/roll/notices"), &[("posted_on", &on)]).await;
            ("补正", "选民 60 人")
        }
        Stage::Candidates => {
            let name = voter(30);
            let form = [("name", &*name), ("post", "member"), ("birth_on", "")];
            let other = walk.app.visitor("commission2").await;
            other.done(&walk.path("/candidates"), &form).await;
            ("commission2的名字", "选甲丁甲")
        }
        _ => {
            walk.moves("printed", "", "", "1").await;
            walk.moves("unused", "", "", "1").await;
            ("登记", "印制：65 张")
        }
    }
}

#[tokio::test]
async fn a_stage_is_closed_for_what_was_shown_and_for_nothing_else() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.import().await;
    for (stage, page) in &CHECKS[..4] {
        let path = walk.path(page);
        let on = day(lawful(*stage));
        match stage {
            Stage::Candidates => walk.candidates().await,
            Stage::Voting => walk.ledger().await,
            _ => {}
        }
        let seen = walk.commission.seen(&format!("{path}?on={on}")).await;
        assert!(!seen.is_empty(), "{stage:?} shows something");
        let (done, said) = meanwhile(&walk, *stage).await;
        let before = app.state().await;
        let form = [("on", &*on), ("seen", &*seen)];
        let stale = walk.commission.post(&path, &form).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{stage:?}");
        let text = stale.text();
        assert!(text.contains("给您看过之后内容有变动"), "{stage:?}: {text}");
        assert!(text.contains(done) && text.contains(said), "{stage:?}: {text}");
        // a form that no page has shown anything for
        let blind = walk.commission.post(&path, &[("on", &*on)]).await;
        assert_eq!(blind.status, StatusCode::CONFLICT, "{stage:?}");
        assert!(blind.text().contains("没有办理"), "{}", blind.text());
        assert_eq!(app.state().await, before, "{stage:?}");
        // the page of the refusal shows what is there now, and its button does it
        let now = text.split(r#"name="seen" value=""#).nth(1).and_then(|one| one.split('"').next());
        let form = [("on", &*on), ("seen", now.expect("what is there now"))];
        walk.commission.done(&path, &form).await;
    }
}

#[tokio::test]
async fn a_wrong_day_of_a_closed_stage_is_corrected_and_stays_visible() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Candidates).await;
    let path = |stage: &str| walk.path(&format!("/stages/{stage}/correct"));
    let correct = |stage: &'static str, on: i64, reason: &'static str| {
        let (path, on) = (path(stage), day(on));
        let office = &walk.office;
        async move { office.post(&path, &[("on", &*on), ("reason", reason)]).await.status }
    };
    let before = app.state().await;
    for (stage, on, reason, status, why) in [
        ("roll", -22, "录错", StatusCode::BAD_REQUEST, "the same day"),
        ("roll", -23, "", StatusCode::BAD_REQUEST, "no reason"),
        ("roll", -800, "录错", StatusCode::BAD_REQUEST, "two years off"),
        ("roll", -19, "录错", StatusCode::CONFLICT, "after the last day of posting"),
        ("objections", -23, "录错", StatusCode::CONFLICT, "before the roll was posted"),
        ("candidates", -5, "录错", StatusCode::CONFLICT, "not closed"),
        ("nothing", -5, "录错", StatusCode::NOT_FOUND, "no stage"),
    ] {
        assert_eq!(correct(stage, on, reason).await, status, "{why}");
        assert_eq!(app.state().await, before, "{why}");
    }
    let other = walk.commission.post(&path("roll"), &[("on", &day(-23)), ("reason", "录错")]).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "the town office's alone");
    assert_eq!(correct("roll", -23, "看错公告上的日期").await, StatusCode::SEE_OTHER);
    assert_eq!(correct("roll", -24, "再次更正").await, StatusCode::SEE_OTHER);
    let page = walk.office.get(&walk.path("")).await.text();
    for shown in [day(-22), day(-23), day(-24), "看错公告上的日期".to_owned()] {
        assert!(page.contains(&shown), "{shown}: {page}");
    }
    walk.through(Stage::Candidates).await;
    assert_eq!(correct("candidates", -17, "录错").await, StatusCode::CONFLICT, "before the seal");
    assert_eq!(correct("candidates", -6, "录错").await, StatusCode::SEE_OTHER);
    for stage in [Stage::Voting, Stage::Count, Stage::Outcome] {
        walk.through(stage).await;
    }
    assert_eq!(correct("roll", -25, "太晚").await, StatusCode::CONFLICT, "declared");
    let journal = walk.office.get(&walk.path("/journal")).await.text();
    assert!(journal.contains("更正阶段办结日期") && journal.contains(&day(-24)), "{journal}");
}

#[tokio::test]
async fn the_election_day_moves_until_the_roll_is_posted() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.import().await;
    let path = walk.path("/day");
    let before = app.state().await;
    for (on, reason, why) in [
        ("2025-03-18", "改期", "the same day"),
        ("2025-03-25", "", "no reason"),
        ("1985-03-25", "改期", "no rules"),
        ("1997-12-31", "改期", "nobody is eighteen"),
    ] {
        let answer = walk.office.post(&path, &[("on", on), ("reason", reason)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{why}");
        assert_eq!(app.state().await, before, "{why}");
    }
    // other rules govern the year before
    walk.office.done(&path, &[("on", "2018-03-18"), ("reason", "录错年份")]).await;
    let page = walk.office.get(&walk.path("")).await.text();
    assert!(page.contains("VC10") && page.contains("录错年份"), "{page}");
    walk.office.done(&path, &[("on", "2025-03-18"), ("reason", "改回")]).await;
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-22))]).await;
    let late = walk.office.post(&path, &[("on", "2025-04-18"), ("reason", "改期")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the roll is posted");
    let page = walk.office.get(&walk.path("")).await.text();
    assert!(page.contains("V-23") && !page.contains(&path), "{page}");
    let heads = app.app.heads.all().expect("heads");
    let report = huanjie::shell::journal::verify::verify(&app.app.db, &heads).await;
    assert_eq!(report.expect("a report").bad, None);
}

#[tokio::test]
async fn seats_are_corrected_until_the_list_is_posted() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Candidates).await;
    walk.candidates().await;
    let path = walk.path("/seats");
    let form = |director: &'static str, deputy: &'static str, member: &'static str| {
        vec![("director", director), ("deputy", deputy), ("member", member), ("reason", "录错")]
    };
    let before = app.state().await;
    for (seats, why) in [
        (form("0", "0", "0"), "no director"),
        (form("1", "1", "3"), "the same"),
        (form("1", "0", "3"), "candidates are listed for it"),
        (form("1", "1", "21"), "too many"),
        (form("1", "1", "6"), "more than the law allows"),
        (form("1", "1", "0"), "fewer than the law asks"),
        (form("1", "1", "2")[..3].to_vec(), "no reason"),
    ] {
        assert_eq!(walk.office.post(&path, &seats).await.status, StatusCode::BAD_REQUEST, "{why}");
        assert_eq!(app.state().await, before, "{why}");
    }
    let other = walk.commission.post(&path, &form("1", "1", "2")).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "the town office's alone");
    walk.office.done(&path, &form("1", "1", "2")).await;
    let seats = "select post || ' ' || seats from round_seat order by 1";
    assert_eq!(app.texts(seats).await, ["deputy 1", "director 1", "member 2"]);
    let journal = walk.office.get(&walk.path("/journal")).await.text();
    assert!(journal.contains("委员 3 名") && journal.contains("委员 2 名"), "{journal}");
    walk.office.done(&path, &form("1", "1", "3")).await;
    walk.commission.closes(&walk.path("/candidates/post"), &[("on", &day(-5))]).await;
    let late = walk.office.post(&path, &form("1", "1", "2")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the ballots follow the list");
}

#[tokio::test]
async fn a_day_that_is_past_is_asked_about_before_the_election_is_opened() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    let page = walk.office.get(&format!("/{}", walk.unit)).await.text();
    assert!(page.contains(r#"name="seen" value="""#), "{page}");
    let on = election_day().to_string();
    let mut form = vec![
        ("election_on", &*on),
        ("term_no", "12"),
        ("director", "1"),
        ("deputy", "1"),
        ("member", "3"),
        ("seen", ""),
    ];
    let path = format!("/{}/elections", walk.unit);
    let before = app.state().await;
    let asked = walk.office.post(&path, &form).await;
    assert_eq!(asked.status, StatusCode::BAD_REQUEST);
    let text = asked.text();
    assert!(text.contains("已经过去") && text.contains(&format!(r#"name="seen" value="{on}""#)));
    // VC18 and ZJ20 govern that day, whatever governs today's
    assert!(!text.contains("适用的规则还是草案"), "{text}");
    assert_eq!(app.state().await, before);
    form.pop();
    form.push(("seen", &on));
    walk.office.done(&path, &form).await;
}

#[tokio::test]
async fn an_election_of_more_or_fewer_seats_than_the_law_allows_is_not_opened() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    let on = election_day().to_string();
    let path = format!("/{}/elections", walk.unit);
    let before = app.state().await;
    for (member, said) in [("9", "至多 7 人"), ("6", "至多 7 人"), ("0", "至少应有 3 人")]
    {
        let form = [
            ("election_on", &*on),
            ("term_no", "12"),
            ("director", "1"),
            ("deputy", "1"),
            ("member", member),
        ];
        let answer = walk.office.post(&path, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{member}");
        let text = answer.text();
        assert!(answer.has("#member-error") && text.contains(said), "{text}");
        assert!(text.contains("· V-20"), "{text}");
        assert_eq!(app.state().await, before, "{member}");
    }
}
