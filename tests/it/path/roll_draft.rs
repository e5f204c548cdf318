//! The roll before it is posted: what is next, what looks mistaken, a wrong file; and the days of what
//! is done to it.

use huanjie::shell::journal::verify::verify;
use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::{TestApp, UNIT},
    election::{VOTERS, Walk, day, election_day, voter},
};

const HEAD: &str = "姓名,性别,出生日期,组别,类别\n";

#[tokio::test]
async fn an_empty_roll_asks_for_voters_and_offers_no_posting() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let posting = format!(r#"action="{}""#, walk.path("/roll/post"));
    for page in ["", "/roll"] {
        let text = walk.commission.get(&walk.path(page)).await.text();
        assert!(text.contains("导入选民，准备名单") && text.contains("#bring"), "{text}");
        assert!(!text.contains("核对并公布选民名单") && !text.contains(&posting), "{text}");
    }
    walk.import().await;
    let text = walk.commission.get(&walk.path("/roll")).await.text();
    assert!(text.contains("核对并公布选民名单") && text.contains(&posting), "{text}");
}

#[tokio::test]
async fn a_wrong_roll_is_emptied_before_the_posting_and_brought_in_anew() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.import().await;
    let who = voter(3);
    let strike =
        [("change", "strike"), ("voter", &*who), ("grounds", "迁出"), ("made_on", &*day(-21))];
    walk.commission.done(&walk.path("/roll/correct"), &strike).await;
    let page = walk.office.get(&walk.path("/roll")).await.text();
    assert!(page.contains("是追加，不会替换"), "{page}");

    let path = walk.path("/roll/clear");
    let asked = walk.office.get(&path).await.text();
    assert!(asked.contains(r#"name="seen" value="59""#), "{asked}");
    let before = app.state().await;
    let forms = [
        (vec![("seen", "59")], StatusCode::BAD_REQUEST),
        (vec![("seen", "58"), ("reason", "导错")], StatusCode::CONFLICT),
        (vec![("reason", "导错")], StatusCode::CONFLICT),
    ];
    for (form, status) in forms {
        assert_eq!(walk.office.post(&path, &form).await.status, status, "{form:?}");
        assert_eq!(app.state().await, before, "{form:?}");
    }
    walk.office.done(&path, &[("seen", "59"), ("reason", "导入了别的村的文件")]).await;
    assert_eq!(app.number("select count(*) from roll_entry").await, 0);
    assert_eq!(app.number("select count(*) from person").await, 0, "nobody else knows them");
    let again = walk.office.post(&path, &[("seen", "0"), ("reason", "导错")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "nobody is on it");

    walk.import().await;
    let page = walk.commission.get(&walk.path("/roll")).await.text();
    assert!(!page.contains("迁出") && page.contains(&format!(">{VOTERS}<")), "{page}");
    // the strike of the draft that is gone does not bind the day
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-22))]).await;
    let late = walk.office.post(&path, &[("seen", "60"), ("reason", "导错")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "it is posted");
    let journal = walk.office.get(&walk.path("/journal")).await.text();
    assert!(
        journal.contains("清空选民名单") && journal.contains("导入了别的村的文件"),
        "{journal}"
    );
    let heads = app.app.heads.all().expect("heads");
    assert_eq!(verify(&app.app.db, &heads).await.expect("a report").bad, None);
}

#[tokio::test]
async fn a_person_of_whom_more_is_known_stays_when_the_roll_is_emptied() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.import().await;
    let known = "insert into contact (person_id, called_on, called_by, outcome, account_id)
        select min(person_id), date '2025-02-01', '某人', 'returns', (select min(account_id) from account)
        from person";
    app.console("person_called", async |act| {
        sqlx::query(known).execute(&mut **act).await.expect("a call");
    })
    .await;
    walk.office.done(&walk.path("/roll/clear"), &[("seen", "60"), ("reason", "导错")]).await;
    assert_eq!(app.number("select count(*) from person").await, 1);
}

#[tokio::test]
async fn emptying_a_roll_leaves_whom_it_did_not_bring_in() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    // registered by hand before the roll; without a number, as the file of the roll has none
    let before = voter(3);
    let form = [("name", &*before), ("sex", "m"), ("birth_on", "1980-01-04")];
    walk.office.done(&format!("/{UNIT}/persons/new"), &form).await;
    walk.import().await;
    let known =
        "select count(*) from roll_entry join person using (person_id) where brought_by is null";
    assert_eq!(app.number(known).await, 1, "the roll found him");
    // brought in by the roll, kept by hand since
    let since = voter(5);
    let person = format!("select person_id from roll_entry where name = '{since}'");
    let path = format!("/{UNIT}/persons/{}/edit", app.number(&person).await);
    let form =
        [("name", &*since), ("sex", "m"), ("birth_on", "1980-01-06"), ("education", "junior")];
    walk.office.done(&path, &form).await;
    walk.office.done(&walk.path("/roll/clear"), &[("seen", "60"), ("reason", "导错")]).await;
    assert_eq!(app.number("select count(*) from roll_entry").await, 0);
    let mut left = app.texts("select name from person").await;
    left.sort();
    let mut expected = [before, since];
    expected.sort();
    assert_eq!(left, expected);
}

#[tokio::test]
async fn entries_that_look_mistaken_are_taken_and_listed() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.office.done(&format!("/{}/groups", walk.unit), &[("groups", "18")]).await;
    let file =
        format!("{HEAD}古老人,男,1870-01-01,1,a\n张A,男,1970-01-02,18,a\n常人,男,1970-01-03,2,a\n");
    // a group that there is not, and a name with a number, are mistakes
    for wrong in ["远组人,女,1970-01-01,99,a\n", "张3,男,1970-01-02,18,a\n"] {
        let file = format!("{file}{wrong}");
        let answer = walk.office.upload(&walk.path("/roll/import"), file.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let answer = walk.office.upload(&walk.path("/roll/import"), file.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(app.number("select count(*) from roll_entry").await, 3, "a warning takes nothing");
    let page = walk.office.get(&walk.path("/roll")).await.text();
    let doubts = page.split(r#"data-part="doubts""#).nth(1).expect("they are listed");
    let doubts = doubts.split("</table>").next().expect("a table");
    for told in ["(2)", "古老人", "年龄超过 110 岁", "张A", "有数字或者字母"] {
        assert!(doubts.contains(told), "{told}: {doubts}");
    }
    assert!(!doubts.contains("常人"), "{doubts}");
}

#[tokio::test]
async fn the_roll_is_not_closed_as_of_a_day_before_what_was_done_to_it() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.import().await;
    let names = [voter(3), voter(4)];
    let strike = |at: usize, on: &str| {
        let form =
            [("change", "strike"), ("voter", &*names[at]), ("grounds", "迁出"), ("made_on", on)];
        form.map(|(name, text)| (name.to_owned(), text.to_owned()))
    };
    let corrects = |at: usize, on: i64| {
        let form = strike(at, &day(on));
        let path = walk.path("/roll/correct");
        let commission = &walk.commission;
        async move {
            let form: Vec<_> = form.iter().map(|(name, text)| (&**name, &**text)).collect();
            commission.done(&path, &form).await;
        }
    };
    let refused = |page: &'static str, on: i64, said: &'static str| {
        let (path, on) = (walk.path(page), day(on));
        let commission = &walk.commission;
        async move {
            let answer = commission.post(&path, &[("on", &*on)]).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{page} {on}");
            assert!(answer.text().contains(said), "{page} {on}: {}", answer.text());
        }
    };
    corrects(0, -21).await;
    refused("/roll/post", -22, "名单最近一次更正的日期").await;
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-21))]).await;

    let objection = walk.objects(&day(-18), "撤回的申诉").await;
    let decide = walk.path(&format!("/roll/objections/{objection}/decide"));
    walk.commission.done(&decide, &[("decided_on", &*day(-14)), ("decision", "withdrawn")]).await;
    refused("/roll/seal", -15, "最近一件申诉在").await;
    corrects(1, -13).await;
    refused("/roll/seal", -14, "名单最近一次更正的日期").await;
    walk.commission.closes(&walk.path("/roll/notices"), &[("posted_on", &*day(-12))]).await;
    refused("/roll/seal", -13, "最近一次补正公告的日期").await;
    let later = [("on", &*day(-20)), ("reason", "录错")];
    walk.office.done(&walk.path("/stages/roll/correct"), &later).await;
    walk.commission.closes(&walk.path("/roll/seal"), &[("on", &day(-12))]).await;
    for (stage, on) in [("objections", -13), ("roll", -12)] {
        let form = [("on", &*day(on)), ("reason", "录错")];
        let path = walk.path(&format!("/stages/{stage}/correct"));
        let answer = walk.office.post(&path, &form).await;
        assert!(answer.status.is_client_error(), "{stage}");
    }
}

#[tokio::test]
async fn a_change_begun_before_the_posting_is_no_correction_of_the_posted_roll_unasked() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.import().await;
    let path = walk.path("/roll/correct");
    let page = walk.commission.get(&path).await.text();
    assert!(page.contains(r#"name="seen" value="before""#), "{page}");
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-22))]).await;
    let before = app.state().await;
    let (who, on) = (voter(3), day(-20));
    let mut form = vec![
        ("change", "strike"),
        ("voter", &*who),
        ("grounds", "迁出"),
        ("made_on", &*on),
        ("seen", "before"),
    ];
    let answer = walk.commission.post(&path, &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let text = answer.text();
    assert!(text.contains("已经公布") && text.contains(&who), "what was typed is kept: {text}");
    assert!(text.contains(r#"name="seen" value="after""#), "{text}");
    assert_eq!(app.state().await, before);
    form.retain(|(name, _)| *name != "seen");
    form.push(("seen", "after"));
    walk.commission.done(&path, &form).await;
    assert_eq!(app.number("select count(*) from roll_entry where struck_by is not null").await, 1);
    let closing = walk.commission.get(&walk.path("/roll/post?on=2025-02-20")).await;
    assert_eq!(closing.status, StatusCode::CONFLICT, "{:?}", Stage::Roll);
}
