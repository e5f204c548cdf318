//! Places: which address leads where, the date of a rehearsal, what is known of each.

mod parts;
mod rehearsals;

use huanjie::{
    places::store::{self as places, NewPlace},
    shell::{ids::WorldId, mandate::Role},
};
use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::{COUNTY, TOWN, TestApp, UNIT, Visitor},
    election::{Walk, day, election_day},
};

/// A county of the rehearsals alone, its town and a village.
const ELSEWHERE: [(&str, &str, Option<&str>, &str); 3] = [
    ("330903", "county", None, "普陀区"),
    ("330903101", "town", None, "展茅镇"),
    ("330903101201", "unit", Some("village"), "干施岙村"),
];

/// Makes a rehearsal with places of its own.
async fn rehearsal(app: &TestApp, number: i64) {
    app.console("rehearsal_made", async |act| {
        sqlx::query("insert into world (world_id, kind) values ($1, 'rehearsal')")
            .bind(number)
            .execute(&mut **act)
            .await
            .expect("a world");
        let from_on = "2005-01-01".parse().expect("a date");
        let mut parent_id = None;
        for (code, level, kind, name) in ELSEWHERE {
            let world_id = WorldId(number);
            let new = NewPlace { world_id, parent_id, level, kind, name, code, from_on };
            parent_id = Some(places::add(act, &new).await.expect("a place"));
        }
    })
    .await;
}

/// Where an address leads.
async fn leads(visitor: &Visitor, path: &str) -> (StatusCode, String) {
    let answer = visitor.get(path).await;
    (answer.status, answer.location.unwrap_or_default())
}

fn moved(to: &str) -> (StatusCode, String) {
    (StatusCode::TEMPORARY_REDIRECT, to.to_owned())
}

#[tokio::test]
async fn an_address_without_a_world_leads_to_the_newest_rehearsal_where_the_live_world_has_none() {
    let app = TestApp::start().await;
    rehearsal(&app, 2).await;
    rehearsal(&app, 3).await;
    app.person_of(3, "rehearser", &[(Role::TownOffice, "330903101")]).await;
    let office = app.visitor("office").await;
    assert_eq!(
        office.get(&format!("/{TOWN}")).await.status,
        StatusCode::OK,
        "the live world first"
    );
    let rehearser = app.visitor("rehearser").await;
    assert_eq!(leads(&rehearser, "/330903101").await, moved("/r/3/330903101"));
    assert_eq!(
        leads(&rehearser, "/330903101201/committee/journal?before=7").await,
        moved("/r/3/330903101201/committee/journal?before=7"),
        "path and query are kept"
    );
    assert_eq!(rehearser.get("/r/3/330903101").await.status, StatusCode::OK);
    assert_eq!(rehearser.get("/r/2/330903101").await.status, StatusCode::FORBIDDEN);
    assert_eq!(leads(&rehearser, "/330999").await, (StatusCode::NOT_FOUND, String::new()));
    assert_eq!(leads(&rehearser, "/r/9/330903101").await.0, StatusCode::NOT_FOUND);
    // nothing is sent on: whoever sends something says where to
    let form = [("name", "新村"), ("kind", "village"), ("code", "330903101202")];
    let sent = rehearser.post("/330903101/units", &form).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    app.console("rehearsal_discarded", async |act| {
        let discarded = "update world set discarded_at = now() where world_id = 3";
        sqlx::query(discarded).execute(&mut **act).await.expect("a discarded world");
    })
    .await;
    assert_eq!(leads(&rehearser, "/330903101").await, moved("/r/2/330903101"));
    assert_eq!(rehearser.get("/r/3/330903101").await.status, StatusCode::NOT_FOUND);
    let nobody = leads(&app.nobody(), "/330903101").await;
    assert_eq!(nobody, (StatusCode::SEE_OTHER, "/sign-in?next=%2F330903101".to_owned()));
}

#[tokio::test]
async fn an_office_of_a_rehearsal_gives_roles_there_by_codes_without_a_world() {
    let app = TestApp::start().await;
    rehearsal(&app, 2).await;
    app.person_of(2, "rehearser", &[(Role::TownOffice, "330903101")]).await;
    let today = huanjie::shell::clock::Now::read().date().to_string();
    let form = [
        ("account", "recorder-there"),
        ("shown_as", "计票员"),
        ("role", "recorder"),
        ("code", "330903101201"),
        ("from_on", &*today),
        ("until_on", ""),
    ];
    let given = app.visitor("rehearser").await.post("/people/new", &form).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text());
    let world = "select world_id from mandate join place using (place_id) where role = 'recorder'
        order by mandate_id desc limit 1";
    assert_eq!(app.number(world).await, 2);
}

/// Opens the election of the rehearsal's village.
async fn opens(office: &Visitor, on: &str, term: &str) -> StatusCode {
    let seats = [("director", "1"), ("deputy", "1"), ("member", "3")];
    let form = [&seats[..], &[("election_on", on), ("term_no", term)]].concat();
    office.post("/r/2/330903101201/elections", &form).await.status
}

#[tokio::test]
async fn a_line_of_the_ledger_bears_the_day_that_its_rehearsal_had() {
    let app = TestApp::start().await;
    rehearsal(&app, 2).await;
    app.person_of(2, "rehearser", &[(Role::TownOffice, "330903101")]).await;
    app.person_of(2, "poster", &[(Role::Commission, "330903101201")]).await;
    let walk = Walk {
        app: &app,
        unit: "r/2/330903101201".to_owned(),
        office: app.visitor("rehearser").await,
        commission: app.visitor("poster").await,
        recorder1: app.visitor("recorder1").await,
        recorder2: app.visitor("recorder2").await,
    };
    walk.open(election_day()).await;
    let date = "/r/2/330903101/rehearsal-date";
    walk.office.done(date, &[("today_on", "2025-03-30")]).await;
    walk.to(Stage::Voting).await;
    walk.moves("printed", "", "", "64").await;
    walk.office.done(date, &[("today_on", "2025-03-31")]).await;
    walk.moves("issued", "hall", "9", "60").await;
    let page = walk.commission.get(&walk.path("/ballots")).await.text();
    for day in ["2025-03-30（演练日期）", "2025-03-31（演练日期）"] {
        assert_eq!(page.matches(day).count(), 1, "{day}: {page}");
    }
}

#[tokio::test]
async fn the_office_moves_the_date_of_a_rehearsal_and_the_law_follows_it() {
    let app = TestApp::start().await;
    rehearsal(&app, 2).await;
    app.person_of(2, "rehearser", &[(Role::TownOffice, "330903101")]).await;
    app.person_of(2, "poster", &[(Role::Commission, "330903101201")]).await;
    let (office, poster) = (app.visitor("rehearser").await, app.visitor("poster").await);
    let date = "/r/2/330903101/rehearsal-date";
    // nothing is rehearsed yet
    let early = office.post(date, &[("today_on", "2025-01-01")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert_eq!(opens(&office, "2025-03-18", "8").await, StatusCode::SEE_OTHER);
    let set = "select count(*) from campaign where today_on is not null";
    assert_eq!(app.number(set).await, 1, "a rehearsal has a date of its own from the beginning");

    for wrong in ["", "2025-02-30", "soon", "1066-01-01"] {
        let answer = office.post(date, &[("today_on", wrong)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(answer.has("#today_on[aria-invalid]"), "{wrong}");
    }
    office.done(date, &[("today_on", "2025-02-20")]).await;
    let page = office.get("/r/2/330903101").await.text();
    assert!(page.contains("2025-02-20"), "{page}");
    let events = "select event from journal join stream using (stream_id)
        where kind = 'campaign' order by seq";
    assert_eq!(app.texts(events).await, ["rehearsal_date_moved"]);
    assert!(page.contains("/r/2/330903101/journal"), "{page}");
    let journal = office.get("/r/2/330903101/journal").await.text();
    assert!(journal.contains("rehearser的名字"), "{journal}");
    let file = office.get("/r/2/330903101/journal/table/csv").await;
    assert!(file.status == StatusCode::OK && file.text().contains("rehearser的名字"));
    assert_eq!(poster.get("/r/2/330903101/journal").await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.get("/r/2/330903101201/journal").await.status, StatusCode::OK);

    // the roll cannot be posted on a day that is still to come, and can when it has come
    let file = crate::house::election::roll(12);
    let roll = "/r/2/330903101201/committee/roll";
    office.upload(&format!("{roll}/import"), file.as_bytes()).await;
    let (post, form) = (format!("{roll}/post"), [("on", "2025-02-24")]);
    assert_eq!(poster.post(&post, &form).await.status, StatusCode::CONFLICT);
    office.done(date, &[("today_on", "2025-02-24")]).await;
    poster.closes(&post, &form).await;

    // what was closed never lies ahead
    let back = office.post(date, &[("today_on", "2025-02-23")]).await;
    assert_eq!(back.status, StatusCode::BAD_REQUEST);
    assert!(back.text().contains("2025-02-24"), "{}", back.text());
    office.done(date, &[("today_on", "2026-03-01")]).await;
    // another year is the same campaign, of the same term
    let sibling = [("name", "螺门村"), ("kind", "village"), ("code", "330903101202")];
    office.done("/r/2/330903101/units", &sibling).await;
    let seats = [("director", "1"), ("deputy", "1"), ("member", "3")];
    for (term, status) in [("9", StatusCode::BAD_REQUEST), ("8", StatusCode::SEE_OTHER)] {
        let form = [&seats[..], &[("election_on", "2026-02-28"), ("term_no", term)]].concat();
        let answer = office.post("/r/2/330903101202/elections", &form).await;
        assert_eq!(answer.status, status, "term {term}");
        assert_eq!(answer.has("#term_no-error"), term == "9", "at its field: {}", answer.text());
    }
    assert_eq!(app.number("select count(*) from campaign").await, 1);
}

#[tokio::test]
async fn nobody_moves_the_date_of_the_live_world() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let before = app.state().await;
    let path = format!("/{TOWN}/rehearsal-date");
    let on = day(0);
    for visitor in [&walk.office, &walk.commission] {
        assert_ne!(visitor.get(&path).await.status, StatusCode::OK);
        let answer = visitor.post(&path, &[("today_on", &*on)]).await;
        assert!([StatusCode::CONFLICT, StatusCode::FORBIDDEN].contains(&answer.status));
    }
    assert_eq!(app.state().await, before);
    assert!(
        !walk.office.get(&format!("/{UNIT}")).await.has(".rehearsal-note"),
        "nor is there a mark"
    );
}

#[tokio::test]
async fn every_page_of_a_rehearsal_says_that_it_is_one() {
    let app = TestApp::start().await;
    rehearsal(&app, 2).await;
    app.person_of(2, "rehearser", &[(Role::TownOffice, "330903101")]).await;
    let office = app.visitor("rehearser").await;
    assert_eq!(opens(&office, &election_day().to_string(), "8").await, StatusCode::SEE_OTHER);
    for page in ["/r/2/330903101", "/r/2/330903101201", "/r/2/330903101201/committee/roll"] {
        let answer = office.get(page).await;
        assert!(answer.has(".rehearsal-note strong"), "{page}: {}", answer.text());
    }
    // refusals as well
    let refused = office.post("/r/2/330903101/units", &[]).await;
    assert!(refused.status == StatusCode::BAD_REQUEST && refused.has(".rehearsal-note"));
    let forbidden = app.visitor("office").await.get("/r/2/330903101").await;
    assert!(forbidden.status == StatusCode::FORBIDDEN && forbidden.has(".rehearsal-note"));
    assert_eq!(app.visitor("county").await.get(&format!("/{COUNTY}")).await.status, StatusCode::OK);
}
