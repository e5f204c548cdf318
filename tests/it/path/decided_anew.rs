//! Objections decided anew, decisions that concern several voters, and the notices of corrections.

use huanjie::shell::journal::verify::verify;
use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::TestApp,
    election::{Walk, day, voter},
};

/// Entries that stand of a name: group and category.
async fn standing(app: &TestApp, name: &str) -> Vec<String> {
    let query = format!(
        "select group_no || ' ' || category from roll_entry
        where struck_by is null and name = '{name}' order by roll_entry_id"
    );
    app.texts(&query).await
}

/// Sends something of an objection.
async fn sends(walk: &Walk<'_>, objection: i64, step: &str, form: &[(&str, &str)]) -> StatusCode {
    let path = walk.path(&format!("/roll/objections/{objection}/{step}"));
    walk.commission.post(&path, form).await.status
}

/// An objection that is upheld and strikes a voter.
async fn struck(walk: &Walk<'_>, who: &str) -> i64 {
    let objection = walk.objects(&day(-18), "有人已迁出").await;
    let on = day(-17);
    let form = [
        ("decision", "upheld"),
        ("decided_on", &*on),
        ("change", "strike"),
        ("voter", who),
        ("grounds", "迁出"),
    ];
    assert_eq!(sends(walk, objection, "decide", &form).await, StatusCode::SEE_OTHER);
    objection
}

/// The town orders another decision once there is one, not before.
async fn none_is_ordered_before_there_is_one(app: &TestApp, walk: &Walk<'_>, objection: i64) {
    let before = app.state().await;
    let early = day(-17);
    let form = [
        ("cause", "town"),
        ("reason", "镇政府责令改正"),
        ("decision", "rejected"),
        ("decided_on", &*early),
        ("grounds", "查无此事"),
    ];
    let path = walk.path(&format!("/roll/objections/{objection}/anew"));
    let answer = walk.commission.post(&path, &form).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.has("#decided_on-error"), "{}", answer.text());
    assert!(
        answer.text().contains("新的决定不能早于原决定的日期（2025-03-02"),
        "{}",
        answer.text()
    );
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn an_objection_decided_anew_undoes_what_it_made_and_keeps_the_former_decision() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let (who, other) = (voter(5), voter(6));
    let person = format!("select person_id::text from roll_entry where name = '{who}' limit 1");
    let person = app.texts(&person).await;
    let objection = struck(&walk, &who).await;
    assert!(standing(&app, &who).await.is_empty());

    let before = app.state().await;
    let on = day(-16);
    let good = [
        ("cause", "mistake"),
        ("reason", "认错了人"),
        ("decision", "upheld"),
        ("decided_on", &*on),
        ("change", "strike"),
        ("voter", &*other),
        ("grounds", "迁出的是此人"),
    ];
    for (missing, why) in [
        ("cause", "no cause"),
        ("reason", "no reason"),
        ("voter", "nobody"),
        ("decided_on", "no day"),
    ] {
        let form: Vec<_> = good.iter().copied().filter(|(name, _)| *name != missing).collect();
        assert_eq!(sends(&walk, objection, "anew", &form).await, StatusCode::BAD_REQUEST, "{why}");
        assert_eq!(app.state().await, before, "{why}");
    }
    assert_eq!(sends(&walk, objection, "anew", &good).await, StatusCode::SEE_OTHER);

    // the same person stands again, the other one is struck, nothing is deleted
    assert_eq!(standing(&app, &who).await, ["3 a"]);
    let again = format!(
        "select person_id::text from roll_entry where name = '{who}' and struck_by is null"
    );
    assert_eq!(app.texts(&again).await, person);
    assert!(standing(&app, &other).await.is_empty());
    assert_eq!(
        app.texts(
            "select kind || ' ' || (undoes is not null) from roll_correction order by roll_correction_id"
        )
        .await,
        ["strike false", "add true", "strike false"]
    );
    both_are_seen(&app, &walk, objection).await;

    none_is_ordered_before_there_is_one(&app, &walk, objection).await;

    // a second time: rejected, and the roll is as it was posted
    let on = day(-16);
    let form = [
        ("cause", "town"),
        ("reason", "镇政府责令改正"),
        ("decision", "rejected"),
        ("decided_on", &*on),
        ("grounds", "查无此事"),
    ];
    assert_eq!(sends(&walk, objection, "anew", &form).await, StatusCode::SEE_OTHER);
    assert_eq!(standing(&app, &other).await, ["1 a"]);
    assert_eq!(standing(&app, &who).await, ["3 a"]);
    assert_eq!(app.number("select count(*) from former_decision").await, 2);
    let heads = app.app.heads.all().expect("heads");
    assert_eq!(verify(&app.app.db, &heads).await.expect("a report").bad, None);

    sealed_is_sealed(&app, &walk, objection, &form).await;
}

/// Once the roll is sealed nothing is decided any more.
async fn sealed_is_sealed(app: &TestApp, walk: &Walk<'_>, objection: i64, form: &[(&str, &str)]) {
    walk.through(Stage::Objections).await;
    let before = app.state().await;
    assert_eq!(sends(walk, objection, "anew", form).await, StatusCode::CONFLICT);
    assert_eq!(app.state().await, before);
}

/// Both decisions stand on the pages, and what the former one made is marked as taken back.
async fn both_are_seen(app: &TestApp, walk: &Walk<'_>, objection: i64) {
    let page =
        walk.commission.get(&walk.path(&format!("/roll/objections/{objection}/decide"))).await;
    let page = page.text();
    for said in
        ["原决定：2025-03-01", "原决定有误，认错了人", "撤回原补正", "已撤回", "迁出的是此人"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    // the first decision was in time, whatever day it was decided anew
    let roll = walk.commission.get(&walk.path("/roll")).await.text();
    assert!(roll.contains("申诉于 2025-03-01"), "{roll}");
    assert_eq!(
        app.number("select count(*) from journal where event = 'objection_decided_anew'").await,
        1
    );
}

#[tokio::test]
async fn one_objection_corrects_several_voters_and_only_one_that_was_upheld() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let (first, second) = (voter(5), voter(6));
    let waits = walk.objects(&day(-18), "另一件").await;
    let objection = struck(&walk, &first).await;
    let on = day(-16);
    let form = [
        ("change", "correct"),
        ("voter", &*second),
        ("group", "9"),
        ("grounds", "同一户"),
        ("made_on", &*on),
    ];
    let before = app.state().await;
    assert_eq!(sends(&walk, waits, "correct", &form).await, StatusCode::CONFLICT, "undecided");
    let early = day(-18);
    let mut wrong = form.to_vec();
    wrong[4] = ("made_on", &*early);
    assert_eq!(sends(&walk, objection, "correct", &wrong).await, StatusCode::BAD_REQUEST);
    assert_eq!(app.state().await, before);
    assert_eq!(sends(&walk, objection, "correct", &form).await, StatusCode::SEE_OTHER);
    assert_eq!(standing(&app, &second).await, ["9 a"]);
    let of = format!("select count(*) from roll_correction where objection_id = {objection}");
    assert_eq!(app.number(&of).await, 2);

    // what was corrected again since stays as it was corrected; the rest goes back
    let again = [
        ("change", "correct"),
        ("voter", &*second),
        ("group", "8"),
        ("category", "b"),
        ("grounds", "组别再核"),
        ("made_on", &*on),
    ];
    walk.commission.done(&walk.path("/roll/correct"), &again).await;
    let anew = [
        ("cause", "mistake"),
        ("reason", "材料有误"),
        ("decision", "rejected"),
        ("decided_on", &*on),
        ("grounds", "不成立"),
    ];
    assert_eq!(sends(&walk, objection, "anew", &anew).await, StatusCode::SEE_OTHER);
    assert_eq!(standing(&app, &first).await, ["3 a"]);
    assert_eq!(standing(&app, &second).await, ["8 b"]);
}

#[tokio::test]
async fn a_notice_of_corrections_is_numbered_once_and_tells_the_wall_no_more_than_it_may() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let notices = walk.path("/roll/notices");
    let on = day(-16);
    let nothing = walk.commission.post(&notices, &[("posted_on", &*on)]).await;
    assert_eq!(nothing.status, StatusCode::CONFLICT, "nothing to tell");

    // decided and taken back before anybody was told: no notice tells it
    let hasty = struck(&walk, &voter(7)).await;
    let back = [
        ("cause", "mistake"),
        ("reason", "看错"),
        ("decision", "rejected"),
        ("decided_on", &*on),
        ("grounds", "不成立"),
    ];
    assert_eq!(sends(&walk, hasty, "anew", &back).await, StatusCode::SEE_OTHER);
    assert_eq!(
        walk.commission.post(&notices, &[("posted_on", &*on)]).await.status,
        StatusCode::CONFLICT
    );

    let (who, renamed) = (voter(5), voter(6));
    let objection = struck(&walk, &who).await;
    let corrected = [
        ("change", "correct"),
        ("voter", &*renamed),
        ("name", "改名者"),
        ("birth_on", "1981-02-03"),
        ("grounds", "姓名有误"),
        ("made_on", &*on),
    ];
    walk.commission.done(&walk.path("/roll/correct"), &corrected).await;
    let seal = walk.path(&format!("/roll/seal?on={on}"));
    let asked = walk.commission.get(&seal).await.text();
    assert!(asked.contains("有 2 处补正还没有公告"), "{asked}");
    let early = walk.commission.post(&notices, &[("posted_on", &*day(-18))]).await;
    assert_eq!(early.status, StatusCode::BAD_REQUEST, "before what it tells");
    walk.commission.closes(&notices, &[("posted_on", &*on)]).await;
    let page = walk.office.get(&walk.path("/roll/notices/1")).await.text();
    for said in [
        "第 4—1 号",
        &*format!("{who}（第 3 组）"),
        "改名者（1981年2月出生，第 1 组）",
        "共 59 人",
        "增辉村第十二届村民选举委员会",
        "2025年3月2日",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("1981-02-03") && !page.contains("2月3日"), "no day of birth on a wall");
    let english = walk.commission.get(&walk.path("/roll/notices/2")).await;
    assert_eq!(english.status, StatusCode::NOT_FOUND);
    let asked = walk.commission.get(&seal).await.text();
    assert!(asked.contains("名单公布后的补正都已公告"), "{asked}");

    // told, then taken back: the next notice tells that too
    assert_eq!(sends(&walk, objection, "anew", &back).await, StatusCode::SEE_OTHER);
    walk.commission.closes(&notices, &[("posted_on", &*on)]).await;
    let page = walk.office.get(&walk.path("/roll/notices/2")).await.text();
    assert!(page.contains("第 4—2 号") && page.contains("共 60 人"), "{page}");
    assert!(page.contains(&format!("{who}（第 3 组，")), "{page}");
    let heads = app.app.heads.all().expect("heads");
    assert_eq!(verify(&app.app.db, &heads).await.expect("a report").bad, None);
}

#[tokio::test]
async fn a_decision_entered_with_too_late_a_day_keeps_no_roll_from_being_sealed_on_its_own() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let (who, late, on) = (voter(5), day(-10), day(-17));
    let objection = walk.objects(&day(-18), "有人已迁出").await;
    let upheld = |on| {
        [
            ("decision", "upheld"),
            ("decided_on", on),
            ("change", "strike"),
            ("voter", &*who),
            ("grounds", "迁出"),
            ("cause", "mistake"),
            ("reason", "日期录错"),
        ]
    };
    let of = upheld(&late);
    assert_eq!(sends(&walk, objection, "decide", &of).await, StatusCode::SEE_OTHER);
    let seal = walk.path(&format!("/roll/seal?on={}", day(-16)));
    let settled = "最近一件申诉在 2025-03-08";
    let stuck = walk.commission.get(&seal).await.text();
    assert!(stuck.contains(settled), "{stuck}");
    let of = upheld(&on);
    assert_eq!(sends(&walk, objection, "anew", &of).await, StatusCode::SEE_OTHER);
    let page = walk.commission.get(&seal).await.text();
    assert!(!page.contains(settled) && !page.contains("才作出处理决定"), "{page}");
    // the correction that was a mistake has a day of its own, which is mended by itself
    let first = app.number("select min(roll_correction_id) from roll_correction").await;
    let mend = walk.path(&format!("/roll/corrections/{first}/day"));
    walk.commission.done(&mend, &[("made_on", &*on), ("reason", "日期录错")]).await;
    walk.commission.closes(&walk.path("/roll/notices"), &[("posted_on", &day(-16))]).await;
    walk.commission.closes(&walk.path("/roll/seal"), &[("on", &day(-16))]).await;
    let heads = app.app.heads.all().expect("heads");
    assert_eq!(verify(&app.app.db, &heads).await.expect("a report").bad, None);
}
