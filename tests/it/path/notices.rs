//! Notices of corrections: read before they are made, one after another by day, and mended while the
//! roll is not sealed.

use huanjie::shell::journal::verify::verify;
use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::{TestApp, verified},
    election::{Walk, day, voter},
};

/// The commission strikes a voter from the posted roll.
async fn strikes(walk: &Walk<'_>, who: usize, on: &str) {
    let name = voter(who);
    let form = [("change", "strike"), ("voter", &*name), ("grounds", "迁出"), ("made_on", on)];
    walk.commission.done(&walk.path("/roll/correct"), &form).await;
}

/// What a notice is told when its day is refused.
async fn refused(walk: &Walk<'_>, path: &str, on: &str, said: &str) {
    let form = [("posted_on", on), ("reason", "录错")];
    let answer = walk.commission.post(&walk.path(path), &form).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {on}");
    assert!(answer.text().contains(said), "{path} {on}: {}", answer.text());
}

#[tokio::test]
async fn a_notice_is_made_only_as_it_was_read() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let notices = walk.path("/roll/notices");
    let on = day(-16);
    strikes(&walk, 5, &day(-17)).await;
    let asked = format!("{notices}?posted_on={on}");
    let page = walk.commission.get(&asked).await.text();
    let gone = voter(5);
    for said in ["第 4—1 号", "2025年3月2日", &*gone, "共 59 人"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(app.number("select count(*) from correction_notice").await, 0, "only asked");

    let unread = walk.commission.post(&notices, &[("posted_on", &*on)]).await;
    assert_eq!(unread.status, StatusCode::CONFLICT, "nobody has read it");
    let seen = walk.commission.seen(&asked).await;
    strikes(&walk, 6, &day(-17)).await;
    let other = walk.commission.post(&notices, &[("posted_on", &*on), ("seen", &*seen)]).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "another correction since");
    let (text, later) = (other.text(), voter(6));
    assert!(text.contains("补正或者公告有变动") && text.contains(&later), "{text}");
    assert_eq!(app.number("select count(*) from correction_notice").await, 0);
    walk.commission.closes(&notices, &[("posted_on", &*on)]).await;
    assert_eq!(app.number("select count(*) from correction_notice_line").await, 2);
}

#[tokio::test]
async fn notices_follow_one_another_by_day() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let notices = walk.path("/roll/notices");
    strikes(&walk, 5, &day(-17)).await;
    refused(&walk, "/roll/notices", &day(-18), "到这一天还没有要公告的补正").await;
    let today = TestApp::today();
    let tomorrow = today.succ_opt().expect("a day").to_string();
    let near = tomorrow <= day(30);
    refused(&walk, "/roll/notices", &tomorrow, if near { "晚于今天" } else { "相差" }).await;
    walk.commission.closes(&notices, &[("posted_on", &*day(-15))]).await;
    strikes(&walk, 6, &day(-17)).await;
    refused(&walk, "/roll/notices", &day(-16), "第 4—1 号的张贴日期是").await;
    walk.commission.closes(&notices, &[("posted_on", &*day(-15))]).await;
    refused(&walk, "/roll/notices/2/day", &day(-16), "第 4—1 号的张贴日期是").await;
    refused(&walk, "/roll/notices/2/day", &day(-15), "与现在的日期相同").await;
    for path in ["/roll/notices/1/day", "/roll/notices/1/withdraw"] {
        let form = [("posted_on", &*day(-17)), ("reason", "录错")];
        let answer = walk.commission.post(&walk.path(path), &form).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path}: not the last one");
        let page = walk.commission.get(&walk.path(path)).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{path}");
    }
}

#[tokio::test]
async fn a_notice_tells_what_was_corrected_until_its_day_and_leaves_the_rest_for_the_next() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let notices = walk.path("/roll/notices");
    let (early, late) = (voter(5), voter(6));
    strikes(&walk, 6, &day(-16)).await;
    strikes(&walk, 5, &day(-18)).await;
    // somebody corrected on the later day and once more on an earlier one is told with the later one
    let corrects = async |who: &str, group: &str, on: &str| {
        let form = [
            ("change", "correct"),
            ("voter", who),
            ("group", group),
            ("grounds", "组别有误"),
            ("made_on", on),
        ];
        walk.commission.done(&walk.path("/roll/correct"), &form).await;
    };
    corrects(&voter(7), "8", &day(-16)).await;
    corrects(&voter(7), "9", &day(-18)).await;
    let objection = walk.objects(&day(-18), "另一件").await;
    for page in ["/roll/correct".to_owned(), format!("/roll/objections/{objection}/decide")] {
        let text = walk.commission.get(&walk.path(&page)).await.text();
        assert!(text.contains("还没有公告的补正共 4 处") && text.contains(&*early), "{text}");
        assert!(text.contains("须另出一份公告"), "{text}");
    }

    let asked = format!("{notices}?posted_on={}", day(-17));
    let text = walk.commission.get(&asked).await.text();
    let (paper, rest) = text.split_once("留待下一份公告").expect("what is left");
    assert!(paper.contains(&*early) && paper.contains("共 59 人"), "{paper}");
    assert!(!paper.contains(&*late) && !paper.contains(&voter(7)), "{paper}");
    assert!(rest.contains("以下 3 处补正") && rest.contains(&*late), "{rest}");
    walk.commission.closes(&notices, &[("posted_on", &*day(-17))]).await;
    assert_eq!(app.number("select count(*) from correction_notice_line").await, 1);
    assert_eq!(app.number("select voters from correction_notice").await, 59);
    let roll = walk.commission.get(&walk.path("/roll")).await.text();
    assert!(roll.contains("第 4—1 号已公告") && roll.contains("还有 3 处补正没有公告"), "{roll}");
    assert_eq!(roll.matches("待公告").count(), 3, "{roll}");

    walk.commission.closes(&notices, &[("posted_on", &*day(-16))]).await;
    let page = walk.office.get(&walk.path("/roll/notices/2")).await.text();
    assert!(page.contains(&*late) && page.contains("共 58 人"), "{page}");
    assert_eq!(app.number("select count(*) from correction_notice_line").await, 4);
    let text = walk.commission.get(&walk.path("/roll/correct")).await.text();
    assert!(text.contains("没有等待公告的补正"), "{text}");
    verified(&app).await;
}

#[tokio::test]
async fn a_day_entered_too_late_is_corrected_and_the_roll_sealed_on_its_real_day() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    strikes(&walk, 5, &day(-17)).await;
    walk.commission.closes(&walk.path("/roll/notices"), &[("posted_on", &*day(-1))]).await;
    let seal = walk.path("/roll/seal");
    let barred = walk.commission.closing(&seal, &[("on", &*day(-14))]).await;
    assert_eq!(barred.status, StatusCode::CONFLICT);
    let path = walk.path("/roll/notices/1/day");
    let on = day(-16);
    let silent = walk.commission.post(&path, &[("posted_on", &*on), ("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::BAD_REQUEST, "a reason is asked");
    let others = walk.office.post(&path, &[("posted_on", &*on), ("reason", "录错")]).await;
    assert!(matches!(others.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND));
    walk.commission.done(&path, &[("posted_on", &*on), ("reason", "照抄了当天日期")]).await;
    let page = walk.office.get(&walk.path("/roll/notices/1")).await.text();
    assert!(page.contains("照抄了当天日期") && page.contains("2025年3月2日"), "{page}");
    assert!(!page.contains("/roll/notices/1/day"), "the office cannot correct it: {page}");
    let journal = walk.commission.get(&walk.path("/journal")).await.text();
    assert!(journal.contains("更正补正公告的张贴日期"), "{journal}");

    walk.commission.closes(&seal, &[("on", &*day(-14))]).await;
    for path in ["/roll/notices/1/day", "/roll/notices/1/withdraw"] {
        let form = [("posted_on", &*day(-15)), ("reason", "再改")];
        let answer = walk.commission.post(&walk.path(path), &form).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path}: the roll is sealed");
    }
    let page = walk.commission.get(&walk.path("/roll/notices/1")).await.text();
    assert!(!page.contains("/roll/notices/1/day"), "{page}");
}

#[tokio::test]
async fn a_withdrawn_notice_keeps_its_number_and_its_corrections_are_told_again() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let notices = walk.path("/roll/notices");
    let gone = voter(5);
    strikes(&walk, 5, &day(-17)).await;
    walk.commission.closes(&notices, &[("posted_on", &*day(-1))]).await;
    let withdraw = walk.path("/roll/notices/1/withdraw");
    let silent = walk.commission.post(&withdraw, &[("reason", "")]).await;
    assert_eq!(silent.status, StatusCode::BAD_REQUEST);
    walk.commission.done(&withdraw, &[("reason", "漏盖印章")]).await;
    let page = walk.office.get(&walk.path("/roll/notices/1")).await.text();
    for said in ["作废", "漏盖印章", "第 4—1 号", &*gone] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let page = walk.commission.get(&walk.path("/roll")).await.text();
    assert!(page.contains("（作废）") && page.contains("还有 1 处补正没有公告"), "{page}");
    let asked = walk.commission.get(&walk.path(&format!("/roll/seal?on={}", day(-14)))).await;
    let asked = asked.text();
    assert!(asked.contains("有 1 处补正还没有公告"), "{asked}");
    assert!(!asked.contains("最近一次补正公告的日期"), "a withdrawn notice bars nothing: {asked}");
    let again = walk.commission.post(&withdraw, &[("reason", "再次")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "there is no notice left to withdraw");

    // not before the day of a notice that no longer counts, but before no other
    walk.commission.closes(&notices, &[("posted_on", &*day(-16))]).await;
    let page = walk.office.get(&walk.path("/roll/notices/2")).await.text();
    assert!(page.contains("第 4—2 号") && page.contains(&gone), "{page}");
    walk.commission.closes(&walk.path("/roll/seal"), &[("on", &*day(-16))]).await;
    let heads = app.app.heads.all().expect("heads");
    assert_eq!(verify(&app.app.db, &heads).await.expect("a report").bad, None);
}

#[tokio::test]
async fn a_correction_entered_with_too_late_a_day_is_given_its_own() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    strikes(&walk, 5, &day(-10)).await;
    let path = walk.path("/roll/corrections/");
    let correction = app.number("select roll_correction_id from roll_correction").await;
    let mend = format!("{path}{correction}/day");
    let seal = walk.path(&format!("/roll/seal?on={}", day(-16)));
    let stuck = walk.commission.get(&seal).await.text();
    assert!(stuck.contains("2025-03-08"), "the day of the correction holds the roll up: {stuck}");
    let roll = walk.commission.get(&walk.path("/roll")).await;
    assert!(roll.has(&format!("a[href$='/corrections/{correction}/day']")), "{}", roll.text());
    let looks_on = walk.office.get(&walk.path("/roll")).await;
    assert!(!looks_on.has("a[href$='/day']"), "it is the commission's");

    for (on, said) in [
        (day(-10), "与现在的日期相同"),
        (day(-23), "公布"),
        ((TestApp::today() + chrono::TimeDelta::days(1)).to_string(), "made_on-error"),
    ] {
        let form = [("made_on", &*on), ("reason", "录错")];
        let answer = walk.commission.post(&mend, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{on}");
        assert!(answer.text().contains(said), "{on} {said}: {}", answer.text());
    }
    let form = [("made_on", &*day(-17)), ("reason", "")];
    assert_eq!(walk.commission.post(&mend, &form).await.status, StatusCode::BAD_REQUEST);
    let form = [("made_on", &*day(-17)), ("reason", "日期录错")];
    walk.commission.done(&mend, &form).await;
    let roll = walk.commission.get(&walk.path("/roll")).await.text();
    assert!(roll.contains("2025-03-01") && !roll.contains("2025-03-08"), "{roll}");
    let journal = walk.commission.get(&walk.path("/journal")).await.text();
    assert!(journal.contains("更正补正日期") && journal.contains("日期录错"), "{journal}");

    // once it hangs on the wall it is mended no more
    walk.commission.closes(&walk.path("/roll/notices"), &[("posted_on", &day(-16))]).await;
    assert_eq!(walk.commission.post(&mend, &form).await.status, StatusCode::CONFLICT);
    walk.commission.closes(&walk.path("/roll/seal"), &[("on", &day(-16))]).await;
    verified(&app).await;
}

#[tokio::test]
async fn what_no_notice_told_before_the_sealing_is_told_after_it() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    strikes(&walk, 5, &day(-17)).await;
    walk.commission.closes(&walk.path("/roll/seal"), &[("on", &day(-14))]).await;
    let roll = walk.commission.get(&walk.path("/roll")).await;
    assert!(roll.text().contains("还有 1 处补正没有公告"), "{}", roll.text());
    assert!(roll.has("form[action$='/roll/notices']"), "{}", roll.text());
    let looks_on = walk.office.get(&walk.path("/roll")).await;
    assert!(!looks_on.has("form[action$='/roll/notices']"));

    let notices = walk.path("/roll/notices");
    let asked = walk.commission.get(&format!("{notices}?posted_on={}", day(-10))).await.text();
    assert!(asked.contains("名单已经确认，不因公告改动"), "{asked}");
    refused(&walk, "/roll/notices", &day(-18), "到这一天还没有要公告的补正").await;
    let rolls = "select count(*) || ' ' || digest from roll join roll_entry using (roll_id)
        where struck_by is null group by digest";
    let sealed = app.texts(rolls).await;
    walk.commission.closes(&notices, &[("posted_on", &*day(-10))]).await;
    // also to a day before the sealing: it hung then, and was entered late
    let form = [("posted_on", &*day(-16)), ("reason", "当时已经贴上墙")];
    walk.commission.done(&walk.path("/roll/notices/1/day"), &form).await;
    let form = [("posted_on", &*day(-9)), ("reason", "次日才贴上墙")];
    walk.commission.done(&walk.path("/roll/notices/1/day"), &form).await;
    assert_eq!(app.texts(rolls).await, sealed, "the sealed roll stays");
    let page = walk.commission.get(&walk.path("/roll")).await.text();
    assert!(page.contains("第 4—1 号") && !page.contains("没有公告"), "{page}");
    // it asks for no later sealing
    let form = [("on", &*day(-15)), ("reason", "日期录错")];
    walk.office.done(&walk.path("/stages/objections/correct"), &form).await;
    crate::house::app::verified(&app).await;
}

#[tokio::test]
async fn what_a_decision_made_is_not_dated_before_it() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let objection = walk.objects(&day(-18), "有人已迁出").await;
    let (on, who) = (day(-16), voter(5));
    let form = [
        ("decision", "upheld"),
        ("decided_on", &*on),
        ("change", "strike"),
        ("voter", &*who),
        ("grounds", "迁出"),
    ];
    walk.commission.done(&walk.path(&format!("/roll/objections/{objection}/decide")), &form).await;
    let correction = app.number("select roll_correction_id from roll_correction").await;
    let path = walk.path(&format!("/roll/corrections/{correction}/day"));
    let before = app.state().await;
    let early = [("made_on", &*day(-17)), ("reason", "录错")];
    let answer = walk.commission.post(&path, &early).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("早于处理决定的日期"), "{}", answer.text());
    assert_eq!(app.state().await, before);
    let later = [("made_on", &*day(-15)), ("reason", "次日才办理")];
    walk.commission.done(&path, &later).await;
}
