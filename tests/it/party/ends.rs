//! How a membership ends, and what follows: posts of who died, the politics of who is no member any more.

use reqwest::StatusCode;

use super::{joins, organised};
use crate::{
    house::app::{TOWN, TestApp, UNIT, verified},
    imports::{again::preview, problems},
    persons::pages::{added, fields},
};

/// How a membership ends, on a day.
fn ends<'a>(how: &'a str, on: &'a str) -> [(&'a str, &'a str); 4] {
    [("how", how), ("left_on", on), ("end_reason", "核实"), ("member_sure", "1")]
}

const POLITICS: &str = "select politics from person where name = '王秀英'";

#[tokio::test]
async fn the_posts_of_who_died_end_with_the_membership() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = organised(&app, &office).await;
    let member = joins(&app, &commission, branch, "王秀英", ("full", "here")).await;
    let page = app.texts("select '/' || person_id from membership").await.remove(0);
    let page = format!("/{UNIT}/persons{page}");
    for (post, from_on, until_on) in [
        ("deputy", "2011-01-01", ""),
        ("member", "2014-01-01", ""),
        ("member", "2008-01-01", "2011-01-01"),
    ] {
        let left = if until_on.is_empty() { "" } else { "term" };
        let form = [
            ("body", "villagers_committee"),
            ("post_held", post),
            ("from_on", from_on),
            ("until_on", until_on),
            ("left", left),
        ];
        commission.done(&format!("{page}/offices"), &form).await;
    }
    let path = format!("{member}/end");
    let early = commission.post(&path, &ends("died", "2013-01-01")).await;
    assert_eq!(early.status, StatusCode::BAD_REQUEST);
    assert!(early.has("#left_on[aria-invalid]"), "{}", early.text());
    let answer = commission.post(&path, &ends("died", "2021-01-01")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let told = commission.get(&member).await.text();
    assert!(told.contains("在任的 2 个职务也在同一天终止"), "{told}");
    let posts = "select from_on || ' ' || until_on || ' ' || ended from office order by 1";
    let all =
        ["2008-01-01 2011-01-01 term", "2011-01-01 2021-01-01 died", "2014-01-01 2021-01-01 died"];
    assert_eq!(app.texts(posts).await, all);
    assert_eq!(app.texts(POLITICS).await, ["party"], "a member until the last day");
    // a list that knows nothing of it does not bring the posts back, whatever days it says
    for from_on in ["", "2011-01-01", "2020-01-01"] {
        let list = format!(
            "姓名,性别,出生日期,村,职务,任职时间\n王秀英,女,1971-05-06,增辉村,村委会副主任,{from_on}\n"
        );
        let told = problems(&preview(&office, TOWN, "officers", &list).await);
        assert!(told.iter().any(|one| one.2.contains("2021-01-01")), "{from_on}: {told:?}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn the_politics_of_who_is_no_member_any_more_follow() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = organised(&app, &office).await;
    let mut member = joins(&app, &commission, branch, "王秀英", ("full", "here")).await;
    let person = app.number("select person_id from membership").await;
    for (how, said, expected) in [
        ("transferred", "league", "party"),
        ("left", "", "masses"),
        ("mistaken", "league", "league"),
        ("mistaken", "masses", "masses"),
        ("expelled", "democratic", "democratic"),
    ] {
        let form = [&ends(how, "2022-01-01")[..], &[("politics", said)]].concat();
        let answer = commission.post(&format!("{member}/end"), &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{how}: {}", answer.text());
        assert_eq!(app.texts(POLITICS).await, [expected], "{how}");
        let again = [
            ("standing", "probationary"),
            ("presence", "here"),
            ("from_on", "2022-01-01"),
            ("since_on", "2022-01-01"),
        ];
        commission.done(&format!("/{UNIT}/party/{branch}/find/{person}"), &again).await;
        assert_eq!(app.texts(POLITICS).await, ["probationary"], "a member again");
        let newest = app.number("select max(membership_id) from membership").await;
        member = format!("/{UNIT}/party/{branch}/members/{newest}");
    }
    let form = [&ends("left", "2022-01-01")[..], &[("politics", "party")]].concat();
    let answer = commission.post(&format!("{member}/end"), &form).await;
    assert!(answer.has("#politics[aria-invalid]"), "{}", answer.text());
    verified(&app).await;
}

#[tokio::test]
async fn what_is_said_of_a_person_does_not_contradict_the_membership() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = organised(&app, &office).await;
    joins(&app, &commission, branch, "王秀英", ("full", "here")).await;
    let person = app.number("select person_id from membership").await;
    let edit = format!("/{UNIT}/persons/{person}/edit");
    let said = |politics| {
        let mut form = fields("王秀英", "f", "1971-05-06", "");
        form.push(("politics", politics));
        form
    };
    for politics in ["masses", "probationary", ""] {
        let answer = commission.post(&edit, &said(politics)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{politics}");
        assert!(answer.has("#politics[aria-invalid]"), "{politics}: {}", answer.text());
        assert!(answer.text().contains("是光辉支部的正式党员"), "{}", answer.text());
    }
    commission.done(&edit, &said("party")).await;
    // who is a member of no branch is not made one by a word
    let other = added(&commission, UNIT, &fields("李建国", "m", "1950-01-01", "")).await;
    let mut form = fields("李建国", "m", "1950-01-01", "");
    form.push(("politics", "party"));
    let edit = format!("{}/edit", other.split('?').next().expect("a path"));
    let answer = commission.post(&edit, &form).await;
    assert!(answer.has("#politics-error"), "{}", answer.text());
    verified(&app).await;
}

#[tokio::test]
async fn days_that_cannot_be_are_refused_where_they_are_typed() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = organised(&app, &office).await;
    let member = joins(&app, &commission, branch, "王秀英", ("full", "here")).await;
    let young = added(&commission, UNIT, &fields("李梅", "f", "2000-03-04", "")).await;
    let young = young.split('?').next().expect("a path").rsplit('/').next().expect("a key");
    let person = app.texts("select '/' || person_id from membership").await.remove(0);
    let person = format!("/{UNIT}/persons{person}");
    let today = TestApp::today().to_string();
    let add = format!("/{UNIT}/party/{branch}/find/{young}");
    let joins = |from_on, since_on| {
        vec![
            ("standing", "full"),
            ("presence", "here"),
            ("from_on", from_on),
            ("since_on", since_on),
        ]
    };
    let state = |since_on| {
        let same = [("standing", "full"), ("presence", "here"), ("state_reason", "核实")];
        [&same[..], &[("since_on", since_on)]].concat()
    };
    let edit = |field, on| [&fields("王秀英", "f", "1971-05-06", "")[..], &[(field, on)]].concat();
    let before = app.state().await;
    for (path, form, field) in [
        (add.clone(), joins("2018-03-03", "2018-03-04"), "from_on"),
        (add.clone(), joins("2018-03-04", "2018-03-03"), "since_on"),
        (format!("{member}/state"), state("2001-07-01"), "standing"),
        (format!("{member}/state"), state(&today), "standing"),
        (
            format!("{member}/exemption"),
            vec![("exempt_for", "moved"), ("asked_on", "2001-06-30")],
            "asked_on",
        ),
        (format!("{person}/whereabouts"), vec![("away", "long"), ("since", "1971-05-05")], "since"),
        (
            format!("{person}/calls"),
            vec![("called_on", "1971-05-05"), ("outcome", "returns")],
            "called_on",
        ),
        (format!("{person}/edit"), edit("reserve_since", "1971-05-05"), "reserve_since"),
        (format!("{person}/edit"), edit("official_until", "2020-01-01"), "official_since"),
    ] {
        let answer = commission.post(&path, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {form:?}: {}", answer.text());
        let wrong = format!("#{field}[aria-invalid]");
        assert!(answer.has(&wrong), "{path} {form:?}: {}", answer.text());
        assert_eq!(app.state().await, before, "{path} {form:?}");
    }
    commission.done(&add, &joins("2018-03-04", "2018-03-04")).await;
    verified(&app).await;
}

#[tokio::test]
async fn who_is_expelled_holds_no_post_in_the_party_any_more() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = organised(&app, &office).await;
    let member = joins(&app, &commission, branch, "王秀英", ("full", "here")).await;
    let person = app.number("select person_id from membership").await;
    for (body, post) in [("party", "secretary"), ("villagers_committee", "member")] {
        let form = [("body", body), ("post_held", post), ("code", UNIT), ("from_on", "2021-06-01")];
        commission.done(&format!("/{UNIT}/persons/{person}/offices"), &form).await;
    }
    let early = ends("expelled", "2021-05-31");
    let answer = commission.post(&format!("{member}/end"), &early).await;
    assert!(answer.has("#left_on[aria-invalid]"), "{}", answer.text());
    let answer = commission.post(&format!("{member}/end"), &ends("expelled", "2022-01-01")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let posts =
        "select body || ' ' || coalesce(ended || ' ' || until_on, '-') from office order by 1";
    let expected = ["party removed 2022-01-01", "villagers_committee -"];
    assert_eq!(app.texts(posts).await, expected);
    verified(&app).await;
}
