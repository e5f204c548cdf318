//! Special approvals: asked for by one, agreed to by another who stands higher, seen for ever.

use huanjie::{
    decisions::special,
    elections,
    shell::{
        act::{Act, Actor},
        mandate::{AtElection, Role, Scope},
    },
};
use law::stage::Stage;
use reqwest::StatusCode;

use super::{DECIDES, checks, enters, paper};
use crate::house::{
    app::{TOWN, TestApp, UNIT, Visitor},
    election::{Walk, day, election_day},
};

const WHY: &str = "台风停电三天无法张榜";

/// An election whose roll is in and can only be posted a day late.
async fn late(app: &TestApp) -> Walk<'_> {
    let walk = Walk::new(app).await;
    walk.open(election_day()).await;
    walk.import().await;
    walk
}

/// What is asked for on a day.
fn request<'a>(on: &'a str, what: &'a str) -> [(&'static str, &'a str); 3] {
    [("on", on), ("what", what), ("reason", WHY)]
}

/// Asks; gives the address.
async fn asks(walk: &Walk<'_>, who: &Visitor, on: &str) -> String {
    let form = request(on, "roll-posted-in-time");
    let answer = who.post(&walk.path("/approvals"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location.expect("an address")
}

async fn refused(app: &TestApp, who: &Visitor, path: &str, form: &[(&str, &str)], why: &str) {
    let before = app.state().await;
    let answer = who.post(path, form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{why}: {}", answer.text());
    assert_eq!(app.state().await, before, "{why}");
}

async fn remarks(walk: &Walk<'_>) -> Option<String> {
    let app = &walk.app.app;
    let path = serde_json::from_value(serde_json::json!({ "code": walk.unit })).expect("a path");
    let at = AtElection::find(app, &path).await.expect("an election");
    let mut db = app.db.acquire().await.expect("a connection");
    special::remarks(&elections::store::case(&mut db, at).await.expect("a case"))
}

#[tokio::test]
async fn a_late_posting_passes_by_special_approval_and_stays_visible() {
    let app = TestApp::start().await;
    let walk = late(&app).await;
    let leader = app.visitor("leader").await;
    let (post, on) = (walk.path("/roll/post"), day(-19));
    refused(&app, &walk.commission, &post, &[("on", &on)], "a day late").await;
    let page = walk.commission.get(&format!("{post}?on={on}")).await;
    let ask = format!("{}?on={on}", walk.path("/approvals"));
    assert!(page.has(&format!("a[href='{ask}']")), "the way out: {}", page.text());
    assert!(!leader.get(&walk.path("")).await.text().contains(WHY));
    let form = walk.commission.get(&ask).await;
    assert!(form.has("input[name=what][value='roll-posted-in-time']"), "{}", form.text());

    let approval = asks(&walk, &walk.commission, &on).await;
    refused(&app, &walk.commission, &post, &[("on", &on)], "asked for is not agreed").await;
    let again = request(&on, "roll-posted-in-time");
    refused(&app, &walk.office, &walk.path("/approvals"), &again, "asked already").await;
    let agree = format!("{approval}/agree");
    for who in [&walk.commission, &walk.office] {
        assert_eq!(who.post(&agree, &[]).await.status, StatusCode::FORBIDDEN, "not higher");
    }
    let list = leader.get(&walk.path("/decisions")).await.text();
    assert!(list.contains("等您办理") && list.contains(WHY), "{list}");
    leader.done(&agree, &[]).await;
    refused(&app, &leader, &agree, &[], "answered").await;

    let two_days = day(-18);
    refused(&app, &walk.commission, &post, &[("on", &two_days)], "worse than approved").await;
    let page = walk.commission.get(&format!("{post}?on={on}")).await.text();
    assert!(page.contains("特批") && page.contains(WHY) && page.contains("leader的名字"));
    let compared = page.replace("&#62;", ">").contains("2025-02-27 > 2025-02-26");
    assert!(compared, "the comparison stays: {page}");
    assert_eq!(remarks(&walk).await, None, "nothing rests on it yet");
    walk.commission.closes(&post, &[("on", &on)]).await;

    let case = app.visitor("official").await.get(&walk.path("")).await.text();
    assert!(case.contains(WHY) && case.contains("leader的名字"), "the case file tells it");
    assert!(case.contains("迟 1 天办结"), "and so does the rail: {case}");
    let remarks = remarks(&walk).await.expect("a remark");
    for part in ["2025-02-27", "期限 2025-02-26", "村民委员会组织法", "leader的名字", WHY]
    {
        assert!(remarks.contains(part), "{part}: {remarks}");
    }
    assert!(!remarks.contains("V-06") && !remarks.contains('>'), "{remarks}");
    let journal = walk.commission.get(&walk.path("/journal")).await.text();
    assert!(journal.contains("申请特批") && journal.contains("同意特批"));
    assert!(!journal.contains(WHY), "no value of a table");
}

#[tokio::test]
async fn more_than_a_page_of_approvals_are_turned_over() {
    let app = TestApp::start().await;
    let walk = late(&app).await;
    asks(&walk, &walk.office, &day(-18)).await;
    app.console("special_approval_asked", async |act| {
        let many = "insert into special_approval (election_id, stage, what, rule, op, left_number,
                right_number, happened_on, limit_on, reason, account_id, role, asked_on, recorded_at)
            select election_id, stage, what, rule, op, left_number, right_number, happened_on,
                limit_on, '第' || n || '次申请', account_id, role, asked_on, recorded_at
            from special_approval, generate_series(1, 120) as n";
        sqlx::query(many).execute(&mut **act).await.expect("approvals");
    })
    .await;
    let list = format!("/{TOWN}/decisions");
    let (first, second) =
        (walk.office.get(&list).await, walk.office.get(&format!("{list}?page=1")).await);
    assert!(first.text().contains("第120次申请") && !first.text().contains("第1次申请"));
    assert!(first.has("a[rel=next][href$=\"?page=1\"]"));
    assert!(second.text().contains("第1次申请") && second.text().contains(WHY));
    assert!(!second.text().contains("第120次申请") && !second.has("a[rel=next]"));
}

#[tokio::test]
async fn an_approval_that_is_not_needed_has_no_effect() {
    let app = TestApp::start().await;
    let walk = late(&app).await;
    let approval = asks(&walk, &walk.office, &day(-19)).await;
    app.visitor("county").await.done(&format!("{approval}/agree"), &[]).await;
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-22))]).await;
    assert_eq!(remarks(&walk).await, None);
    // posted in time: nothing blocks, nothing can be asked for
    let on = day(-19);
    let form = request(&on, "roll-posted-in-time");
    refused(&app, &walk.office, &walk.path("/approvals"), &form, "another stage is open").await;
}

#[tokio::test]
async fn nobody_agrees_to_the_own_request_in_whatever_role() {
    let app = TestApp::start().await;
    let walk = late(&app).await;
    app.person("both", &[(Role::Commission, UNIT), (Role::LeadingGroup, TOWN)]).await;
    app.person("leader2", &[(Role::LeadingGroup, TOWN)]).await;
    let both = app.visitor("both").await;
    let approval = asks(&walk, &both, &day(-19)).await;
    let agree = format!("{approval}/agree");
    refused(&app, &both, &agree, &[], "two roles, one person").await;
    refused(&app, &walk.office, &format!("{approval}/take-back"), &[], "not his").await;
    both.done(&format!("{approval}/take-back"), &[]).await;

    let leader = app.visitor("leader").await;
    let approval = asks(&walk, &leader, &day(-19)).await;
    let agree = format!("{approval}/agree");
    let leader2 = app.visitor("leader2").await;
    refused(&app, &leader2, &agree, &[], "no higher than whoever asks").await;
    app.visitor("county").await.done(&agree, &[]).await;
}

#[tokio::test]
async fn the_database_itself_holds_who_may_agree() {
    let app = TestApp::start().await;
    let walk = late(&app).await;
    asks(&walk, &walk.commission, &day(-19)).await;
    let asker = "asked.account_id";
    let other = "(select account_id from account where name = 'leader')";
    for (account, role, constraint) in [
        (asker, "leading_group", "special_approval_answer_second_person"),
        (other, "town_office", "special_approval_answer_higher"),
    ] {
        let mut act = Act::begin(&app.app, Actor::Console).await.expect("an act");
        let insert = format!(
            "insert into special_approval_answer (
                special_approval_id, asked_by, asked_role, account_id, role, answer, answered_on,
                recorded_at
            )
            select special_approval_id, account_id, role, {account}, '{role}', 'agreed', asked_on,
                now()
            from special_approval as asked"
        );
        let done = sqlx::query(sqlx::AssertSqlSafe(insert)).execute(&mut *act).await;
        let error = done.expect_err("a constraint").into_database_error().expect("a fault");
        assert_eq!(error.constraint(), Some(constraint));
    }
}

#[tokio::test]
async fn a_declined_request_says_why_and_passes_nothing() {
    let app = TestApp::start().await;
    let walk = late(&app).await;
    let leader = app.visitor("leader").await;
    let approval = asks(&walk, &walk.commission, &day(-19)).await;
    let decline = format!("{approval}/decline");
    let silent = leader.post(&decline, &[("reason", "")]).await;
    assert_eq!(silent.status, StatusCode::BAD_REQUEST);
    leader.done(&decline, &[("reason", "应当改定选举日")]).await;
    let page = walk.commission.get(&approval).await.text();
    assert!(page.contains("未同意") && page.contains("应当改定选举日"), "{page}");
    let post = walk.path("/roll/post");
    refused(&app, &walk.commission, &post, &[("on", &day(-19))], "declined").await;
    // it may be asked for once more
    asks(&walk, &walk.commission, &day(-19)).await;
}

#[tokio::test]
async fn of_two_answers_at_once_one_is_told_that_it_is_answered() {
    let app = TestApp::start().await;
    let other = app.again().await;
    let walk = late(&app).await;
    let (leader, county) = (app.visitor("leader").await, other.visitor("county").await);
    for _ in 0..5 {
        let approval = asks(&walk, &walk.commission, &day(-19)).await;
        let (agree, decline) = (format!("{approval}/agree"), format!("{approval}/decline"));
        let form = [("reason", "不同意")];
        let (one, two) = tokio::join!(leader.post(&agree, &[]), county.post(&decline, &form));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
        if one.status == StatusCode::SEE_OTHER {
            return;
        }
    }
}

#[tokio::test]
async fn what_nobody_may_approve_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let asked = async |stage: Stage, on: i64, what: &str, why: &str| {
        let (path, on) = (walk.path("/approvals"), day(on));
        let before = app.state().await;
        let answer = walk.commission.post(&path, &request(&on, what)).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{stage:?} {what}");
        assert!(answer.text().contains(why), "{what}: {}", answer.text());
        assert_eq!(app.state().await, before);
        // the form tells the same before anybody asks
        let form = walk.commission.get(&format!("{path}?on={on}")).await;
        assert!(!form.has(&format!("input[value='{what}']")), "{what} is not offered");
    };
    asked(Stage::Roll, -22, "roll-has-voters", "就没有选举").await;
    walk.through(Stage::Roll).await;
    asked(Stage::Objections, -21, "objections-over", "法定权利").await;
    let objection = walk.objects(&day(-18), "某事").await;
    asked(Stage::Objections, -16, "objections-decided", "法定权利").await;
    let decision = [("decided_on", &*day(-17)), ("decision", "rejected"), ("grounds", "无据")];
    let decide = walk.path(&format!("/roll/objections/{objection}/decide"));
    walk.commission.done(&decide, &decision).await;
    walk.through(Stage::Objections).await;
    asked(Stage::Candidates, -5, "more-candidates/director", "改变不了数字").await;
    asked(Stage::Candidates, -20, "in-order", "程序不能省略").await;
    walk.through(Stage::Candidates).await;
    walk.moves("printed", "", "", "64").await;
    asked(Stage::Voting, 0, "ballots-add-up", "改变不了数字").await;
    asked(Stage::Voting, 0, "turnout", "改变不了数字").await;
    walk.moves("issued", "hall", "9", "60").await;
    walk.moves("unused", "", "", "4").await;
    walk.moves("collected", "", "", "58").await;
    walk.commission.closes(&walk.path("/ballots/close"), &[("on", &day(0))]).await;
    asked(Stage::Count, 0, "sheet-definitive", "两人分别录入").await;
    for (what, status) in [
        ("nonsense", StatusCode::BAD_REQUEST),
        ("turnout/king", StatusCode::BAD_REQUEST),
        ("counted-on-the-day", StatusCode::CONFLICT),
    ] {
        let on = day(0);
        let answer = walk.commission.post(&walk.path("/approvals"), &request(&on, what)).await;
        assert_eq!(answer.status, status, "{what}");
    }
}

#[tokio::test]
async fn an_approval_on_paper_counts_as_long_as_its_paper_does() {
    let app = TestApp::start().await;
    let walk = late(&app).await;
    let leader = app.visitor("leader").await;
    let county = app.visitor("county").await;
    let mut fields = paper();
    fields.insert("about", "election".to_owned());
    let path = enters(&walk.office, UNIT, &fields).await;
    let id = path.rsplit('/').next().expect("a key").to_owned();
    let form = walk.commission.get(&format!("{}?on={}", walk.path("/approvals"), day(-19))).await;
    assert!(form.text().contains(DECIDES), "the paper can be chosen");
    let on = day(-19);
    let mut asked = request(&on, "roll-posted-in-time").to_vec();
    asked.push(("paper", &id));
    let answer = walk.commission.post(&walk.path("/approvals"), &asked).await;
    let approval = answer.location.expect("an address");
    let agree = format!("{approval}/agree");
    refused(&app, &county, &agree, &[], "its paper is not checked").await;
    assert_eq!(checks(&leader, &path, "1").await.status, StatusCode::SEE_OTHER);
    county.done(&agree, &[]).await;
    let (post, gate) = (walk.path("/roll/post"), format!("{}?on={on}", walk.path("/roll/post")));
    assert!(walk.commission.get(&gate).await.has(&format!("form[action='{post}'] button")));

    walk.office.done(&format!("{path}/withdraw"), &[("reason", "不是这次会议")]).await;
    county.done(&format!("{path}/withdrawal/agree"), &[]).await;
    refused(&app, &walk.commission, &post, &[("on", &on)], "its paper was withdrawn").await;
    assert!(walk.commission.get(&approval).await.text().contains("失效"));
}
