//! Who died is counted nowhere any more, however it was entered, and a mistake is taken back.

use reqwest::StatusCode;

use super::pages::{added, fields};
use crate::{
    house::app::{TestApp, UNIT, Visitor, verified},
    imports::{
        again::{brought, preview},
        problems,
    },
    party::organised,
};

/// What is said of a person who died, in one line each: membership, posts, times as a cadre.
const SAID: &str = "
    select 'member ' || coalesce(ended || ' ' || until_on, '-') from membership where person_id = 1
    union all
    select 'post ' || body || ' ' || coalesce(ended || ' ' || until_on, '-') from office where person_id = 1
    union all
    select 'cadre ' || coalesce(reserve_until::text, '-') || ' ' || coalesce(official_until::text, '-')
        || ' ' || coalesce(died_on::text, '-')
    from person where person_id = 1
    union all
    select 'exempt ' || coalesce(ended_on::text, '-') from member_exemption
    order by 1";
const DAY: &str = "2026-11-02";

/// A member and director who is a reserve cadre and a village official; the pages of person and member.
pub async fn cadre(app: &TestApp) -> (Visitor, Visitor, String, String) {
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = organised(app, &office).await;
    let mut form = fields("王秀英", "f", "1971-05-06", "");
    form.extend([("reserve_since", "2020-01-01"), ("official_since", "2020-02-01")]);
    let page = added(&commission, UNIT, &form).await;
    let page = page.split('?').next().expect("a path").to_owned();
    assert!(page.ends_with("/1"), "{page}");
    let joins = [
        ("standing", "full"),
        ("presence", "here"),
        ("from_on", "2001-07-01"),
        ("since_on", "2001-07-01"),
    ];
    commission.done(&format!("/{UNIT}/party/{branch}/find/1"), &joins).await;
    let member = format!("/{UNIT}/party/{branch}/members/1");
    let asked = [("exempt_for", "moved"), ("asked_on", "2026-11-01")];
    commission.done(&format!("{member}/exemption"), &asked).await;
    for (body, post) in [("villagers_committee", "director"), ("party", "secretary")] {
        let form = [("body", body), ("post_held", post), ("from_on", "2021-01-01")];
        commission.done(&format!("{page}/offices"), &form).await;
    }
    (office, commission, page, member)
}

/// All has ended on the day.
fn ended() -> Vec<String> {
    [
        format!("cadre {DAY} {DAY} {DAY}"),
        format!("exempt {DAY}"),
        format!("member died {DAY}"),
        format!("post party died {DAY}"),
        format!("post villagers_committee died {DAY}"),
    ]
    .into()
}

#[tokio::test]
async fn with_a_death_all_ends_wherever_it_is_entered() {
    // on the page of the person, with a post, with the membership, by a list
    for way in 0..4 {
        let app = TestApp::start().await;
        let (office, commission, page, member) = cadre(&app).await;
        match way {
            0 => {
                let early = [("died_on", "2020-12-31"), ("death_sure", "1")];
                let answer = commission.post(&format!("{page}/death"), &early).await;
                assert!(answer.has("#died_on-error"), "{}", answer.text());
                let answer = commission.post(&format!("{page}/death"), &[("died_on", DAY)]).await;
                assert!(answer.has("#death_sure-error"), "{}", answer.text());
                let form = [("died_on", DAY), ("death_sure", "1")];
                commission.done(&format!("{page}/death"), &form).await;
                let again = commission.post(&format!("{page}/death"), &form).await;
                assert_eq!(again.status, StatusCode::CONFLICT);
            }
            1 => {
                let post = app.number("select min(office_id) from office").await.to_string();
                let early = [("office", &*post), ("ended", "died"), ("ended_on", "2020-12-31")];
                let answer = commission.post(&format!("{page}/offices/end"), &early).await;
                assert!(answer.has("#ended_on-error"), "{}", answer.text());
                let form = [("office", &*post), ("ended", "died"), ("ended_on", DAY)];
                commission.done(&format!("{page}/offices/end"), &form).await;
            }
            2 => {
                let form = [
                    ("how", "died"),
                    ("left_on", DAY),
                    ("end_reason", "病故"),
                    ("member_sure", "1"),
                ];
                commission.done(&format!("{member}/end"), &form).await;
            }
            _ => {
                let list = format!(
                    "姓名,性别,出生日期,村,组织,职务,任职日期,离任日期,离任原因\n王秀英,女,1971-05-06,增辉村,\
                     村委会,主任,2021-01-01,{DAY},去世\n"
                );
                brought(&office, UNIT, "officers", &list).await;
            }
        }
        assert_eq!(app.texts(SAID).await, ended(), "{way}");
        let told = commission.get(&page).await.text();
        assert!(told.contains("已去世") && !told.contains("今天打过"), "{way}: {told}");
        let all = commission.get(&format!("/{UNIT}/persons")).await.text();
        assert!(all.contains("已去世"), "{way}: {all}");
        verified(&app).await;
    }
}

#[tokio::test]
async fn who_died_is_nothing_anew() {
    let app = TestApp::start().await;
    let (_, commission, page, member) = cadre(&app).await;
    commission.done(&format!("{page}/death"), &[("died_on", DAY), ("death_sure", "1")]).await;
    // a cadre without an end ends with the death, a member is not added again
    let mut form = fields("王秀英", "f", "1971-05-06", "");
    form.extend([("reserve_since", "2021-01-01"), ("official_since", "2021-02-01")]);
    form.push(("politics", "party"));
    commission.done(&format!("{page}/edit"), &form).await;
    assert_eq!(app.texts(SAID).await, ended());
    let branch = member.split("/members").next().expect("a branch");
    let answer = commission.get(&format!("{branch}/find/1")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    verified(&app).await;
}

#[tokio::test]
async fn a_death_by_mistake_is_taken_back_but_for_what_somebody_else_holds() {
    let app = TestApp::start().await;
    let (_, commission, page, _) = cadre(&app).await;
    commission.done(&format!("{page}/death"), &[("died_on", DAY), ("death_sure", "1")]).await;
    let other = added(&commission, UNIT, &fields("李建国", "m", "1970-01-01", "")).await;
    let other = other.split('?').next().expect("a path");
    let post = [("body", "villagers_committee"), ("post_held", "director")];
    commission.done(&format!("{other}/offices"), &post).await;
    commission.done(&format!("{page}/death/taken-back"), &[]).await;
    let expected = [
        "cadre - - -".to_owned(),
        "exempt -".to_owned(),
        "member -".to_owned(),
        "post party -".to_owned(),
        format!("post villagers_committee other {DAY}"),
    ];
    assert_eq!(app.texts(SAID).await, expected);
    let again = commission.post(&format!("{page}/death/taken-back"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    verified(&app).await;
}

#[tokio::test]
async fn of_what_was_asked_for_a_member_only_what_the_death_ended_goes_on() {
    let app = TestApp::start().await;
    let (_, commission, page, member) = cadre(&app).await;
    let by_mistake = async || {
        let died = [("died_on", DAY), ("death_sure", "1")];
        commission.done(&format!("{page}/death"), &died).await;
        commission.done(&format!("{page}/death/taken-back"), &[]).await;
    };
    let exempt = "select asked_on || ' ' || coalesce(ended_on::text, '-') from member_exemption
        order by member_exemption_id";
    // what somebody ended on the very day stays ended
    commission.done(&format!("{member}/exemption/end"), &[("exempt_until", DAY)]).await;
    by_mistake().await;
    assert_eq!(app.texts(exempt).await, [format!("2026-11-01 {DAY}")]);
    // and what was asked for since goes on
    let asked = [("exempt_for", "moved"), ("asked_on", DAY)];
    commission.done(&format!("{member}/exemption"), &asked).await;
    by_mistake().await;
    assert_eq!(app.texts(exempt).await, [format!("2026-11-01 {DAY}"), format!("{DAY} -")]);
    verified(&app).await;
}

#[tokio::test]
async fn what_can_hardly_be_is_asked_about_once() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let new = format!("/{UNIT}/persons/new");
    for (birth, cadre) in [("1880-05-06", ""), ("2005-05-06", "2020-01-01")] {
        let mut form = fields("王秀英", "f", birth, "");
        form.push(("reserve_since", cadre));
        let answer = commission.post(&new, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{birth}");
        assert!(answer.has("#unlikely[type=checkbox]:not([checked])"), "{}", answer.text());
        form.push(("unlikely", "1"));
        let page = commission.post(&new, &form).await.location.expect("added");
        let page = page.split('?').next().expect("a path").to_owned();
        // what is there is not asked about again
        form.pop();
        form.push(("education", "senior"));
        commission.done(&format!("{page}/edit"), &form).await;
        // a college-graduate village official without a college is
        form.push(("official_since", "2026-01-01"));
        let answer = commission.post(&format!("{page}/edit"), &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{birth}");
        assert!(answer.has("#unlikely[type=checkbox]:not([checked])"), "{}", answer.text());
    }
    verified(&app).await;
}

#[tokio::test]
async fn posts_in_the_party_and_its_politics_are_of_members() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    // lists of offices say who is in the Party, and not where
    let list = "姓名,性别,出生日期,村,政治面貌\n王秀英,女,1971-05-06,增辉村,中共党员\n";
    brought(&office, UNIT, "persons", list).await;
    let page = format!("/{UNIT}/persons/1");
    let post = [("body", "party"), ("post_held", "secretary")];
    let answer = commission.post(&format!("{page}/offices"), &post).await;
    assert!(answer.has("#body-error"), "{}", answer.text());
    // it stays as it is, and nobody becomes one by the form
    let mut form = fields("王秀英", "f", "1971-05-06", "");
    form.push(("politics", "party"));
    commission.done(&format!("{page}/edit"), &form).await;
    *form.last_mut().expect("politics") = ("politics", "masses");
    commission.done(&format!("{page}/edit"), &form).await;
    *form.last_mut().expect("politics") = ("politics", "probationary");
    let answer = commission.post(&format!("{page}/edit"), &form).await;
    assert!(answer.has("#politics-error"), "{}", answer.text());
    verified(&app).await;
}

#[tokio::test]
async fn no_list_gives_a_post_or_a_membership_to_who_died() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    organised(&app, &office).await;
    // who was no member and held nothing
    let page = added(&commission, UNIT, &fields("王秀英", "f", "1971-05-06", "")).await;
    let page = page.split('?').next().expect("a path");
    commission.done(&format!("{page}/death"), &[("died_on", DAY), ("death_sure", "1")]).await;
    let branch = app.texts("select name from organisation where kind = 'branch' limit 1").await;
    for (kind, column, cell) in
        [("officers", "职务", "村委会委员"), ("members", "所在党支部", &*branch[0])]
    {
        let file = format!("姓名,性别,出生日期,{column}\n王秀英,女,1971-05-06,{cell}\n");
        let told = problems(&preview(&office, UNIT, kind, &file).await);
        let said = told.iter().any(|(line, _, said)| *line == 2 && said.contains(DAY));
        assert!(said, "{kind}: {told:?}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn what_ends_today_counts_no_more() {
    let app = TestApp::start().await;
    let (_, commission, page, _) = cadre(&app).await;
    let list = format!("/{UNIT}/reserves/csv"); // a page would tell of the act before
    assert!(commission.get(&list).await.text().contains("王秀英"));
    let today = TestApp::today().to_string();
    commission.done(&format!("{page}/death"), &[("died_on", &*today), ("death_sure", "1")]).await;
    assert!(!commission.get(&list).await.text().contains("王秀英"));
    commission.done(&format!("{page}/death/taken-back"), &[]).await;
    let team = format!("/{UNIT}/officers/csv?official=yes");
    assert!(commission.get(&team).await.text().contains("王秀英"));
    let mut form = fields("王秀英", "f", "1971-05-06", "");
    form.extend([("politics", "party"), ("reserve_since", "2020-01-01")]);
    form.extend([("official_since", "2020-02-01"), ("official_until", &*today)]);
    form.push(("reserve_until", &*today));
    commission.done(&format!("{page}/edit"), &form).await;
    for list in [&list, &team] {
        assert!(!commission.get(list).await.text().contains("王秀英"), "{list}");
    }
    verified(&app).await;
}
