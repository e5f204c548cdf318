//! What somebody enters while somebody else, who has not finished, enters what it would contradict: it waits
//! for the other, and then knows.

use std::time::Duration;

use huanjie::{
    persons::store::{
        self as persons, kin,
        offices::{self, NewOffice},
    },
    places::store::{self as places, NewPlace},
    shell::ids::{PersonId, WorldId},
};
use law::{body::Sex, kin::Relation};
use reqwest::StatusCode;

use super::{
    new,
    pages::{added, fields},
    place,
};
use crate::house::app::{Answer, SIBLING, TOWN, TestApp, UNIT, Visitor, verified};

/// Sends a form while an act is open that has done its work; gives the answer once the act is committed.
pub async fn meanwhile(
    app: &TestApp,
    who: &Visitor,
    (path, form): (&str, &[(&str, &str)]),
    work: impl AsyncFnOnce(&mut huanjie::shell::act::Act<'_>),
) -> Answer {
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let acts = app.console("records_made", async |act| {
        work(act).await;
        begun.send(()).expect("somebody who waits");
        // long enough for a handler that waits for nobody
        tokio::time::sleep(Duration::from_millis(500)).await;
    });
    let sends = async {
        has_begun.await.expect("the work");
        who.post(path, form).await
    };
    tokio::join!(acts, sends).1
}

/// The key of a person from the address of its page.
fn key(page: &str) -> PersonId {
    let id = page.split('?').next().and_then(|page| page.rsplit('/').next()).expect("a key");
    PersonId(id.parse().expect("a number"))
}

#[tokio::test]
async fn two_units_of_a_town_are_not_given_one_name_at_once() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let unit = async |act: &mut huanjie::shell::act::Act<'_>, name: &str, code: &str| {
        let parent_id = Some(place(act, TOWN).await);
        let (world_id, from_on) = (WorldId(1), act.now().date());
        let (level, kind) = ("unit", Some("village"));
        let new = NewPlace { world_id, parent_id, level, kind, name, code, from_on };
        places::add(act, &new).await.expect("a place");
    };
    let form = [("name", "新 村"), ("kind", "village"), ("code", "330902102205")];
    let path = format!("/{TOWN}/units");
    let answer = meanwhile(&app, &office, (&path, &form), async |act| {
        unit(act, "新村", "330902102204").await;
    })
    .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert!(answer.text().contains("330902102204"), "{}", answer.text());
    // and by a change
    let form = [("name", "后村"), ("kind", "village"), ("area", ""), ("within", "")];
    let path = format!("/{UNIT}/change");
    let answer = meanwhile(&app, &office, (&path, &form), async |act| {
        unit(act, "后村", "330902102206").await;
    })
    .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert!(answer.has("#name-error") && answer.text().contains("330902102206"));
    verified(&app).await;
}

#[tokio::test]
async fn nobody_is_added_to_two_villages_of_a_town_at_once() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let form = fields("王秀英", "f", "1971-05-06", "");
    let path = format!("/{UNIT}/persons/new");
    let answer = meanwhile(&app, &commission, (&path, &form), async |act| {
        let town = place(act, TOWN).await;
        places::lock(act, town).await.expect("locked");
        let there = new("王秀英", Sex::Woman, "1971-05-06", Some(place(act, SIBLING).await));
        persons::add(act, WorldId(1), &[there]).await.expect("added");
    })
    .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert!(answer.has("#alike[type=checkbox]") && answer.text().contains("毛峙村"));
    verified(&app).await;
}

#[tokio::test]
async fn two_directors_of_a_committee_are_not_entered_at_once() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let one = added(&commission, UNIT, &fields("王秀英", "f", "1950-01-01", "")).await;
    let other = added(&commission, UNIT, &fields("李建国", "m", "1949-01-01", "")).await;
    let form = [("body", "villagers_committee"), ("post_held", "director"), ("code", UNIT)];
    let path = format!("{}/offices", other.split('?').next().expect("a path"));
    let answer = meanwhile(&app, &commission, (&path, &form), async |act| {
        let office = NewOffice {
            organisation_id: None,
            person_id: key(&one),
            place_id: place(act, UNIT).await,
            body: "villagers_committee",
            post: "director",
            term_no: None,
            from_on: None,
            ended: None,
        };
        offices::add(act, &[office]).await.expect("a post");
    })
    .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert!(answer.has("#post_held-error") && answer.text().contains("王秀英"));
    assert_eq!(app.number("select count(*) from office").await, 1);
    verified(&app).await;
}

#[tokio::test]
async fn nobody_is_married_to_two_at_once() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let mut pages = Vec::new();
    for (name, sex) in [("王秀英", "f"), ("李建国", "m"), ("赵六", "m")] {
        pages.push(added(&commission, UNIT, &fields(name, sex, "1950-01-01", "")).await);
    }
    let [wife, husband, third] = pages.try_into().expect("three");
    // the one who is named is married meanwhile, not the one whose page it is
    let form = [("kin_name", "王秀英"), ("relation", "spouse")];
    let path = format!("{}/kin", third.split('?').next().expect("a path"));
    let answer = meanwhile(&app, &commission, (&path, &form), async |act| {
        kin::add(act, key(&wife), Relation::Spouse, key(&husband)).await.expect("kin");
    })
    .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert!(answer.has("#relation-error"), "{}", answer.text());
    assert_eq!(app.number("select count(*) from kinship").await, 1);
    verified(&app).await;
}
