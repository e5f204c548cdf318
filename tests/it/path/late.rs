//! What comes late: an objection that is decided when the roll is sealed already, a stage whose last day
//! has passed, an act that somebody else has just done.

use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::{TestApp, verified},
    election::{Walk, day, election_day, voter},
};

/// What was entered after the sealing by mistake is decided anew, and the sealed roll stays all the same.
async fn decided_anew(app: &TestApp, walk: &Walk<'_>, objection: i64, rolls: &str) {
    let sealed = app.texts(rolls).await;
    let path = walk.path(&format!("/roll/objections/{objection}/anew"));
    let page = walk.commission.get(&path).await;
    assert!(page.text().contains("已确认的名单不因此改动"), "{}", page.text());
    assert!(!page.has("[name='change']"), "nothing can be changed");
    let form = [
        ("cause", "mistake"),
        ("reason", "看错了登记表"),
        ("decision", "rejected"),
        ("decided_on", &*day(-10)),
        ("change", "strike"),
        ("voter", &*voter(5)),
        ("grounds", "仍在本村居住"),
    ];
    walk.commission.done(&path, &form).await;
    assert_eq!(app.texts(rolls).await, sealed, "the sealed roll stays");
    assert_eq!(app.number("select count(*) from roll_correction").await, 0);
    let page = walk.commission.get(&path.replace("anew", "decide")).await.text();
    for said in ["申诉不成立", "仍在本村居住", "原决定有误，看错了登记表", "名单确认后登记"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn an_objection_left_open_is_decided_after_the_sealing_and_the_roll_stays_as_it_is() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let who = voter(5);
    let objection = walk.objects(&day(-16), "有人已迁出").await;
    let other = walk.objects(&day(-16), "漏登一人").await;
    walk.commission.closes(&walk.path("/roll/seal"), &[("on", &day(-16))]).await;
    let decide = walk.path(&format!("/roll/objections/{objection}/decide"));
    let roll = walk.commission.get(&walk.path("/roll")).await;
    assert!(roll.has(&format!("a[href$='/objections/{objection}/decide']")), "{}", roll.text());
    let desk = walk.commission.get("/").await.text();
    assert!(desk.contains("处理 2 件对选民名单的申诉"), "{desk}");
    let page = walk.commission.get(&decide).await;
    assert!(
        page.text().contains("名单已经确认。逾期提出的申诉仍须作出处理决定"),
        "{}",
        page.text()
    );
    assert!(!page.has("[name='change']"), "nothing can be changed");

    let rolls = "select count(*) || ' ' || digest from roll join roll_entry using (roll_id)
        where struck_by is null group by digest";
    let sealed = app.texts(rolls).await;
    let on = day(-10);
    let form = [
        ("decision", "upheld"),
        ("decided_on", &*on),
        ("change", "strike"),
        ("voter", &*who),
        ("grounds", "查明已迁出"),
    ];
    let silent = [("decision", "upheld"), ("decided_on", &*on), ("grounds", " ")];
    assert_eq!(walk.commission.post(&decide, &silent).await.status, StatusCode::BAD_REQUEST);
    let looks_on = walk.office.post(&decide, &form).await;
    assert!(matches!(looks_on.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND));
    walk.commission.done(&decide, &form).await;
    assert_eq!(app.texts(rolls).await, sealed, "the sealed roll stays");
    assert_eq!(app.number("select count(*) from roll_correction").await, 0);
    let page = walk.commission.get(&walk.path("/roll")).await.text();
    for said in ["申诉成立 · 2025-03-08", "查明已迁出", "名单确认后登记", "已确认的名单不因此改动"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    decided_anew(&app, &walk, objection, rolls).await;
    let before = app.state().await;
    for step in ["decide", "correct"] {
        let path = walk.path(&format!("/roll/objections/{objection}/{step}"));
        let again = walk.commission.post(&path, &form).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{step}: it is decided");
    }
    assert_eq!(app.state().await, before);
    let journal = walk.commission.get(&walk.path("/journal")).await.text();
    assert!(journal.contains("名单确认后对申诉作出处理决定"), "{journal}");

    // what was decided afterwards keeps nobody from correcting the day of the sealing
    let form = [("on", &*day(-15)), ("reason", "日期录错")];
    walk.office.done(&walk.path("/stages/objections/correct"), &form).await;
    // and it can be decided however far the election has come
    walk.through(Stage::Candidates).await;
    let path = walk.path(&format!("/roll/objections/{other}/decide"));
    let form = [("decision", "rejected"), ("decided_on", &*on), ("grounds", "已在名单上")];
    walk.commission.done(&path, &form).await;
    let desk = walk.commission.get("/").await.text();
    assert!(!desk.contains("件对选民名单的申诉"), "{desk}");
    verified(&app).await;
}

#[tokio::test]
async fn a_stage_whose_last_day_has_passed_is_overdue_on_rail_and_head() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Roll).await;
    let page = walk.office.get(&walk.path("/roll")).await;
    for place in [".rail li.now .due .tag.bad", ".next .hint .tag.bad"] {
        assert!(page.has(place), "{place}: {}", page.text());
    }
    let overdue = (TestApp::today() - election_day()).num_days() + 20;
    assert!(page.text().contains(&format!("逾期 {overdue} 天")), "{}", page.text());
    walk.through(Stage::Roll).await;
    let page = walk.office.get(&walk.path("/roll")).await;
    assert!(!page.has(".rail .tag.bad"), "no objection waits: {}", page.text());
    walk.objects(&day(-18), "漏登").await;
    let page = walk.office.get(&walk.path("/roll")).await;
    assert!(page.has(".rail li.now .due .tag.bad"), "{}", page.text());
}

#[tokio::test]
async fn whoever_closes_a_stage_second_reads_who_was_first_and_the_journal_tells_the_day() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Roll).await;
    walk.import().await;
    let second = app.visitor("commission2").await;
    let path = walk.path("/roll/post");
    let on = day(-22);
    let seen = second.seen(&format!("{path}?on={on}")).await;
    walk.commission.closes(&path, &[("on", &on)]).await;
    let before = app.state().await;
    let answer = second.post(&path, &[("on", &*on), ("seen", &*seen)]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let text = answer.text();
    assert!(text.contains("commission的名字已于") && text.contains("登记办结“选民登记”"), "{text}");
    let page = second.get(&path).await;
    assert!(page.text().contains("commission的名字已于"), "{}", page.text());
    assert_eq!(app.state().await, before);
    let early = second.post(&walk.path("/candidates/post"), &[("on", &*on)]).await;
    assert!(early.text().contains("这件事不属于现在的阶段"), "{}", early.text());

    let journal = walk.commission.get(&walk.path("/journal")).await.text();
    assert!(journal.contains("办结日期") && journal.contains("2025-02-24"), "{journal}");
}
