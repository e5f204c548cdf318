//! Who may use which route: every route asked by every role over the own unit, what lies above it,
//! a sibling and another town, and by nobody; and the same as a document.

use std::{collections::BTreeMap, fmt::Write, fs};

use futures_util::{StreamExt, stream};
use huanjie::shell::{
    mandate::Role,
    routes::{Access, Row},
    urls,
};
use reqwest::{Method, StatusCode};

use crate::house::{
    app::{COUNTY, OTHER, OTHER_TOWN, SIBLING, TOWN, TestApp, UNIT, Visitor},
    election::{Walk, election_day},
    source::{files, root},
};

/// Places of mandates, and whether they reach the unit, its town, a rehearsal's unit.
const PLACES: [(&str, bool, bool); 6] = [
    (UNIT, true, false),
    (TOWN, true, true),
    (COUNTY, true, true),
    (SIBLING, false, false),
    (OTHER, false, false),
    (OTHER_TOWN, false, false),
];

/// Somebody who asks.
struct Asker {
    role: Option<Role>,
    place: &'static str,
    unit: bool,
    town: bool,
    county: bool,
    visitor: Visitor,
}

/// Everybody: each role over each place, the administrator over none, nobody.
async fn everybody(app: &TestApp) -> Vec<Asker> {
    let mut askers = Vec::new();
    for role in Role::ALL {
        for (place, unit, town) in PLACES {
            let name = format!("{}-{place}", role.word().replace('_', "-"));
            let roles = if role == Role::Administrator { (role, "none") } else { (role, place) };
            app.person(&name, &[roles]).await;
            let visitor = app.visitor(&name).await;
            let reaches = role != Role::Administrator;
            askers.push(Asker {
                role: Some(role),
                place,
                unit: unit && reaches,
                town: town && reaches,
                county: place == COUNTY && reaches,
                visitor,
            });
        }
    }
    let visitor = app.nobody();
    askers.push(Asker { role: None, place: "", unit: false, town: false, county: false, visitor });
    askers
}

/// What an answer says about access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    In,
    Forbidden,
    SignIn,
}

/// Asks with an empty form; of a page that never ends only the beginning is read.
async fn ask(asker: &Asker, row: &Row, path: &str) -> Verdict {
    let method = if row.method == "GET" { Method::GET } else { Method::POST };
    let form = if row.method == "GET" { "" } else { "application/x-www-form-urlencoded" };
    let (status, location) = asker.visitor.status(method, path, form).await;
    let sign_in = location.is_some_and(|location| location.starts_with("/sign-in?next="));
    match status {
        StatusCode::SEE_OTHER if sign_in => Verdict::SignIn,
        // a form waits on the page of the sign-in
        StatusCode::UNAUTHORIZED => Verdict::SignIn,
        StatusCode::FORBIDDEN => Verdict::Forbidden,
        // the way is free: there is nothing, something is missing, it is not the time
        StatusCode::OK
        | StatusCode::SEE_OTHER
        | StatusCode::NOT_FOUND
        | StatusCode::BAD_REQUEST
        | StatusCode::CONFLICT => Verdict::In,
        other => panic!("{other} {} {path}", row.method),
    }
}

fn expected(asker: &Asker, row: &Row, rehearsal: bool) -> Verdict {
    match (row.access, asker.role) {
        (Access::Public, _) | (Access::SignedIn, Some(_)) => Verdict::In,
        (_, None) => Verdict::SignIn,
        (Access::Duty { roles, .. }, Some(role)) => {
            let reaches = match over(row) {
                COUNTY => asker.county,
                TOWN => asker.town,
                _ => asker.unit,
            };
            // what names no place is open to who holds the role anywhere
            let reaches = reaches && !rehearsal || !row.path.starts_with("/{code}");
            if roles.contains(&role) && reaches { Verdict::In } else { Verdict::Forbidden }
        }
    }
}

/// Towns are added to a county, units and areas to a town.
fn over(row: &Row) -> &'static str {
    match row.path {
        urls::TOWNS => COUNTY,
        urls::UNITS | urls::AREAS | urls::AREA => TOWN,
        _ => UNIT,
    }
}

fn path(row: &Row) -> String {
    row.path
        .replace("{code}", over(row))
        .replace("{area}", "0")
        .replace("{group}", "0")
        .replace("{cooperative}", "0")
        .replace("{former}", "0")
        .replace("{objection}", "0")
        .replace("{correction}", "0")
        .replace("{number}", "0")
        .replace("{candidacy}", "0")
        .replace("{movement}", "0")
        .replace("{account}", "0")
        .replace("{mandate}", "0")
        .replace("{session}", "0")
        .replace("{token}", "0")
        .replace("{link}", "0")
        .replace("{person}", "0")
        .replace("{organisation}", "0")
        .replace("{membership}", "0")
        .replace("{flag}", "0")
        .replace("{phone}", "0")
        .replace("{call}", "0")
        .replace("{kinship}", "0")
        .replace("{office}", "0")
        .replace("{case}", "0")
        .replace("{import}", "0")
        .replace("{decision}", "0")
        .replace("{version}", "0")
        .replace("{ordinal}", "0")
        .replace("{approval}", "0")
        .replace("{request}", "0")
        .replace("{kind}", "result_report")
        .replace("{stage}", "roll")
        .replace("{line}", "0")
        .replace("{name}", "app.css")
        .replace("{format}", "csv")
}

/// Signing in asks for a password and signing out ends what the next request needs.
fn walked(row: &Row) -> bool {
    !["/sign-in", "/sign-in/code", "/sign-out", "/me/sessions/end"].contains(&row.path)
}

async fn walk(askers: &[Asker], rows: &[Row], prefix: &str) {
    let asked = askers.iter().flat_map(|asker| rows.iter().map(move |row| (asker, row)));
    let asked = asked.filter(|(_, row)| walked(row));
    let rehearsal = !prefix.is_empty();
    let asked = asked.filter(|(_, row)| !rehearsal || row.path.starts_with("/{code}"));
    let wrong: Vec<String> = stream::iter(asked)
        .map(async |(asker, row)| {
            let path = format!("{prefix}{}", path(row));
            assert!(!path.contains(['{', '}']), "{path}: what is asked for in its place?");
            let (is, should) = (ask(asker, row, &path).await, expected(asker, row, rehearsal));
            let role = asker.role.map_or("nobody", Role::word);
            (is != should).then(|| {
                format!("{} {path} {role} over {}: {is:?}, not {should:?}", row.method, asker.place)
            })
        })
        .buffer_unordered(8)
        .filter_map(async |wrong| wrong)
        .collect()
        .await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn every_route_lets_in_whom_its_duty_names_and_nobody_else() {
    let app = TestApp::start().await;
    Walk::new(&app).await.open(election_day()).await;
    rehearsal(&app).await;
    let askers = everybody(&app).await;
    let before = app.state().await;
    let routes = huanjie::routes();
    walk(&askers, routes.rows(), "").await;
    // those of the live world hold nothing in a rehearsal
    walk(&askers, routes.rows(), "/r/2").await;
    assert_eq!(app.state().await, before, "empty forms change nothing");

    let named: Vec<(Role, &str)> = vec![(Role::TownOffice, TOWN), (Role::Commission, UNIT)];
    rehearses(&app, "rehearser", &named).await;
    let rehearser = app.visitor("rehearser").await;
    for row in routes.rows().iter().filter(|row| row.path.starts_with("/{code}")) {
        let asker = Asker {
            role: None,
            place: "",
            unit: true,
            town: true,
            county: false,
            visitor: rehearser.clone(),
        };
        let Access::Duty { roles, .. } = row.access else { continue };
        let may = roles.contains(&Role::TownOffice) && over(row) != COUNTY
            || roles.contains(&Role::Commission) && over(row) == UNIT;
        let there = ask(&asker, row, &format!("/r/2{}", path(row))).await;
        let should = if may { Verdict::In } else { Verdict::Forbidden };
        assert_eq!(there, should, "{} /r/2{}", row.method, row.path);
        assert_eq!(ask(&asker, row, &path(row)).await, Verdict::Forbidden, "not of the live world");
    }
}

/// A rehearsal with copies of the places, in which the election of the unit is open.
pub async fn rehearsal(app: &TestApp) {
    app.console("rehearsal_made", async |act| {
        for statement in [
            "insert into world (world_id, kind, copied_from) values (2, 'rehearsal', 1)",
            // the next one has the next number
            "select nextval('world_number')",
            "insert into place (world_id, parent_id, level, kind, name)
                select 2, null, level, kind, name from place where level = 'county'",
            "insert into place (world_id, parent_id, level, kind, name)
                select 2, above.place_id, place.level, place.kind, place.name
                from place, place as above
                where place.name = '小沙镇' and above.world_id = 2",
            "insert into place (world_id, parent_id, level, kind, name)
                select 2, above.place_id, place.level, place.kind, place.name
                from place, place as above
                where place.name = '增辉村' and above.world_id = 2 and above.level = 'town'",
            "insert into place_code (world_id, place_id, code, valid)
                select 2, copy.place_id, code, valid
                from place_code join place using (place_id)
                join place as copy on copy.name = place.name and copy.world_id = 2",
        ] {
            sqlx::query(statement).execute(&mut **act).await.expect(statement);
        }
    })
    .await;
    rehearses(app, "opener", &[(Role::TownOffice, TOWN)]).await;
    let opener = app.visitor("opener").await;
    let on = election_day().to_string();
    let form = [
        ("election_on", &*on),
        ("term_no", "1"),
        ("director", "1"),
        ("deputy", "1"),
        ("member", "3"),
    ];
    opener.done(&format!("/r/2/{UNIT}/elections"), &form).await;
}

/// Somebody with roles in the rehearsal alone.
async fn rehearses(app: &TestApp, name: &str, roles: &[(Role, &str)]) {
    app.person_of(2, name, roles).await;
}

#[test]
fn the_document_of_access_is_that_of_the_routes() {
    let routes = huanjie::routes();
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in routes.rows() {
        *seen.entry((row.path, row.method)).or_default() += 1;
    }
    assert!(seen.values().all(|times| *times == 1), "a route twice: {seen:?}");
    let document = document(routes.rows());
    let path = root().join("docs/access.md");
    if std::env::var_os("HUANJIE_BLESS").is_some() {
        fs::write(&path, &document).expect("a file");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == document, "docs/access.md is of other routes: run with HUANJIE_BLESS=1");
}

fn document(rows: &[Row]) -> String {
    let mut text = "# Who may do what\n\n\
        Made by the tests from the table of routes (`HUANJIE_BLESS=1`), and held by them: every route is\n\
        asked by every role over the own unit, what lies above it, a sibling, another town, and by nobody.\n\
        A role reaches its place and what lies below it. Below `/r/{world}` a rehearsal has the same\n\
        routes of places, for those who hold a role in it. A duty over no place is that of who holds the\n\
        role anywhere; over which accounts, `src/people/rights.rs` says.\n\n\
        | route | method | duty | roles |\n|---|---|---|---|\n"
        .to_owned();
    for row in rows {
        let (duty, roles) = match row.access {
            Access::Public => ("—".to_owned(), "everybody".to_owned()),
            Access::SignedIn => ("—".to_owned(), "everybody who is signed in".to_owned()),
            Access::Duty { name, roles } => {
                let roles: Vec<String> =
                    roles.iter().map(|role| role.word().replace('_', " ")).collect();
                (name.to_owned(), roles.join(", "))
            }
        };
        writeln!(text, "| `{}` | {} | {duty} | {roles} |", row.path, row.method).expect("text");
    }
    text
}

#[test]
fn no_route_is_added_beside_the_table() {
    let calls =
        [".route(", ".route_service(", ".nest(", ".nest_service(", "Router::new(", ".fallback("];
    for (path, text) in files("src") {
        if path == "src/shell/routes.rs" {
            assert!(text.contains(calls[0]), "the table makes the routes");
            continue;
        }
        for call in calls {
            assert!(!text.contains(call), "{path} has {call}…): only the table of routes may");
        }
    }
}
