//! Two records of one person who is a member of the Party, or holds a post, in both: it stands once, the
//! membership as the kept record says it, and nothing that only one says is lost.

use huanjie::{
    party::store::members::{self, NewMember, State},
    persons::store::{self, doubles, merge},
    shell::ids::{OrganisationId, WorldId},
};
use law::body::Sex::Woman;
use reqwest::StatusCode;

use super::{
    day, new, number,
    pages::{added, fields, persons},
    place,
};
use crate::{
    house::app::{TestApp, UNIT, Visitor, verified},
    party::organised,
};

const BIRTH: &str = "1971-05-06";

/// A member of a branch from a day on; gives the page of the person and that of the member.
async fn joins(
    app: &TestApp,
    who: &Visitor,
    branch: i64,
    (standing, from_on): (&str, &str),
) -> (String, String) {
    let page = added(who, UNIT, &fields("王秀英", "f", BIRTH, "")).await;
    let page = page.split('?').next().expect("a path").to_owned();
    let id = page.rsplit('/').next().expect("a key");
    let form = [
        ("standing", standing),
        ("presence", "here"),
        ("from_on", from_on),
        ("since_on", if from_on.is_empty() { "2005-07-01" } else { from_on }),
    ];
    who.done(&format!("/{UNIT}/party/{branch}/find/{id}"), &form).await;
    let membership = app.number("select max(membership_id) from membership").await;
    (page, format!("/{UNIT}/party/{branch}/members/{membership}"))
}

/// Enters that a member is full and there from a day on.
async fn is_full(who: &Visitor, member: &str, since_on: &str) {
    let form = [
        ("standing", "full"),
        ("presence", "here"),
        ("since_on", since_on),
        ("state_reason", "支部大会通过"),
    ];
    who.done(&format!("{member}/state"), &form).await;
}

async fn case(app: &TestApp) -> String {
    let case = app.number("select max(person_case_id) from person_case").await;
    format!("{}/cases/{case}", persons(UNIT))
}

const SAME: [(&str, &str); 2] = [("answer", "keep-1"), ("reason", "看过身份证")];

#[tokio::test]
async fn a_membership_and_a_post_of_both_records_stand_once() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = organised(&app, &office).await;
    let (kept, first) = joins(&app, &commission, branch, ("full", "")).await;
    let (merged, second) = joins(&app, &commission, branch, ("probationary", "1999-07-01")).await;
    is_full(&commission, &second, "2000-07-01").await;
    let post = [("body", "villagers_committee"), ("post_held", "deputy"), ("code", UNIT)];
    let known = [&post[..], &[("from_on", "2011-01-01"), ("term_no", "9")]].concat();
    let ended = [&post[..], &[("until_on", "2008-01-01"), ("left", "term")]].concat();
    for (page, form) in [(&kept, &post[..]), (&merged, &known), (&kept, &ended), (&merged, &ended)]
    {
        commission.done(&format!("{page}/offices"), form).await;
    }
    let other = [("body", "villagers_committee"), ("post_held", "member"), ("term_no", "8")];
    commission.done(&format!("{merged}/offices"), &other).await;
    commission.done(&case(&app).await, &SAME).await;

    let kept = kept.rsplit('/').next().expect("a key");
    let now = format!(
        "select from_on || ' ' || standing from member_now where person_id = {kept}
        union all select count(*)::text from member_now"
    );
    assert_eq!(
        app.texts(&now).await,
        ["1999-07-01 full", "1"],
        "the day that it did not say, once"
    );
    let member = commission.get(&first).await.text();
    assert!(member.contains("2005-07-01"), "{member}");
    for other in ["预备党员</dd>", "2000-07-01", "支部大会通过"] {
        assert!(!member.contains(other), "the states of the other record: {other}: {member}");
    }
    // what was written of the other stays, and says how it ended
    let old = commission.get(&second).await.text();
    let today = TestApp::today().to_string();
    assert!(old.contains("与同一人的另一条登记合并") && old.contains(&today), "{old}");
    assert!(old.contains("预备党员") && old.contains("支部大会通过"), "{old}");
    let posts = format!(
        "select post || ' ' || coalesce(from_on::text, '-') || ' ' || coalesce(term_no::text, '-')
            || ' ' || coalesce(until_on::text, '-')
        from office where person_id = {kept} order by 1"
    );
    let all = ["deputy - - 2008-01-01", "deputy 2011-01-01 9 -", "member - 8 -"];
    assert_eq!(app.texts(&posts).await, all);
    assert_eq!(app.number("select count(*) from office").await, 3);
    verified(&app).await;
}

#[tokio::test]
async fn of_two_memberships_of_one_branch_that_of_the_kept_record_goes_on_as_it_was() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = organised(&app, &office).await;
    let (_, first) = joins(&app, &commission, branch, ("full", "1995-07-01")).await;
    let (_, second) = joins(&app, &commission, branch, ("full", "1993-04-10")).await;
    let away = [
        ("standing", "full"),
        ("presence", "long"),
        ("since_on", "2008-04-10"),
        ("state_reason", "外出务工"),
    ];
    commission.done(&format!("{second}/state"), &away).await;
    for (member, exempt_for) in [(&first, "bedridden"), (&second, "moved")] {
        let asked = [("exempt_for", exempt_for), ("asked_on", "2026-11-01")];
        commission.done(&format!("{member}/exemption"), &asked).await;
    }
    let states =
        "select membership_id || ' ' || presence || ' ' || since_on from member_state order by 1";
    let before = app.texts(states).await;
    let case = case(&app).await;
    let shown = commission.get(&case).await.text();
    for told in [
        "1995-07-01 起",
        "长期外出",
        "2008-04-10 起",
        "年老体弱",
        "党员登记、任职",
        "以保留的一条为准",
    ] {
        assert!(shown.contains(told), "told before: {told}: {shown}");
    }
    commission.done(&case, &SAME).await;
    let now =
        "select from_on || ' ' || presence || ' ' || since_on || ' ' || grounds from member_now";
    assert_eq!(app.texts(now).await, ["1995-07-01 here 1995-07-01 bedridden"]);
    assert_eq!(
        app.texts(states).await,
        before,
        "each membership has the states that were written of it"
    );
    let kept = commission.get(&first).await.text();
    assert!(!kept.contains("长期外出</dd>") && !kept.contains("外出务工"), "{kept}");
    let lost = commission.get(&second).await.text();
    assert!(lost.contains("与同一人的另一条登记合并") && lost.contains("外出务工"), "{lost}");
    let lasts = "select count(*) from member_exemption where ended_on is null";
    assert_eq!(app.number(lasts).await, 1, "what was asked for the other membership ends with it");
    verified(&app).await;
}

#[tokio::test]
async fn a_membership_that_only_the_other_record_has_goes_over_with_its_states() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = organised(&app, &office).await;
    let page = added(&commission, UNIT, &fields("王秀英", "f", BIRTH, "")).await;
    let kept = page.split('?').next().and_then(|path| path.rsplit('/').next()).expect("a key");
    let (_, second) = joins(&app, &commission, branch, ("probationary", "1999-07-01")).await;
    is_full(&commission, &second, "2000-07-01").await;
    commission.done(&case(&app).await, &SAME).await;
    let now = format!(
        "select from_on || ' ' || standing || ' ' || since_on from member_now where person_id = {kept}"
    );
    assert_eq!(app.texts(&now).await, ["1999-07-01 full 2000-07-01"]);
    assert_eq!(app.number("select count(*) from member_state").await, 2);
    verified(&app).await;
}

#[tokio::test]
async fn a_membership_ends_by_a_merger_on_the_day_of_the_act_and_not_before_it_began() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let [.., branch, _] = organised(&app, &office).await;
    app.console("persons_merged", async |act| {
        let unit = place(act, UNIT).await;
        let all = ["甲", "甲", "甲"].map(|name| new(name, Woman, BIRTH, Some(unit)));
        let ids = store::add(act, WorldId(1), &all).await.expect("added");
        let member = |person_id, from_on: &str, since_on: &str| NewMember {
            organisation_id: OrganisationId(branch),
            person_id,
            from_on: Some(day(from_on)),
            state: State {
                standing: "full",
                presence: "here",
                since_on: day(since_on),
                reason: None,
            },
        };
        let new = [
            member(ids[0], "2001-07-01", "2001-07-01"),
            member(ids[1], "2003-07-01", "2001-07-01"),
            member(ids[2], "2008-06-01", "2008-06-01"),
        ];
        members::add(act, WorldId(1), &new).await.expect("members");
        assert_eq!(merge::clash(act, ids[0], ids[1]).await.expect("an answer"), None);
        merge::merge(act, ids[0], ids[1], day("2008-05-08")).await.expect("merged");
        merge::merge(act, ids[0], ids[2], day("2008-05-08")).await.expect("merged");
        let lasts = doubles::lasting(act, ids[0]).await.expect("an answer").expect("a member");
        let states = members::states(act, lasts.membership_id).await.expect("states");
        assert_eq!(states.len(), 1, "its own state stays: {states:?}");
    })
    .await;
    let ends = "select from_on || ' ' || until_on from membership where ended = 'merged'
        order by membership_id";
    assert_eq!(app.texts(ends).await, ["2003-07-01 2008-05-08", "2008-06-01 2008-06-01"]);
    let lasts = "select from_on::text from membership where until_on is null";
    assert_eq!(app.texts(lasts).await, ["2001-07-01"]);
    verified(&app).await;
}

#[tokio::test]
async fn a_number_does_not_go_over_to_a_record_that_it_contradicts() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    added(&commission, UNIT, &fields("王秀英", "f", "1972-05-06", "")).await;
    added(&commission, UNIT, &fields("王秀英", "f", BIRTH, &number(BIRTH, 312))).await;
    let case = case(&app).await;
    let before = app.state().await;
    let answer = commission.post(&case, &SAME).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert!(answer.text().contains("身份证号里的出生日期是 1971-05-06"), "{}", answer.text());
    assert_eq!(app.state().await, before, "nothing is decided");
    commission.done(&case, &[("answer", "keep-2"), ("reason", "看过身份证")]).await;
    let kept = "select birth_on || ' ' || (idno_digest is not null) from person
        where merged_into is null";
    assert_eq!(app.texts(kept).await, ["1971-05-06 true"]);
    verified(&app).await;
}
