//! Nobody gives what lies outside his place or above his role, nor gains it by a new password.

use huanjie::shell::mandate::Role;
use reqwest::StatusCode;

use super::{form, given, id, today};
use crate::house::app::{COUNTY, OTHER, OTHER_TOWN, SIBLING, TOWN, TestApp, UNIT};

#[tokio::test]
async fn a_role_is_given_within_the_own_place_and_below_the_own_role() {
    let app = TestApp::start().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    let today = today();
    let mut n = 0;
    for (giver, role, code, may) in [
        ("office", "commission", UNIT, true),
        ("office", "commission", SIBLING, true),
        ("office", "steering_group", TOWN, true),
        ("office", "commission", OTHER, false),
        ("office", "steering_group", OTHER_TOWN, false),
        ("office", "town_office", TOWN, false),
        ("office", "leading_group", TOWN, false),
        ("office", "county_office", COUNTY, false),
        ("office", "administrator", "", false),
        // no such level, no such place
        ("office", "commission", TOWN, false),
        ("office", "commission", "330902102999", false),
        ("office", "commission", "", false),
        ("county", "town_office", OTHER_TOWN, true),
        ("county", "leading_group", TOWN, true),
        ("county", "commission", OTHER, true),
        ("county", "county_office", COUNTY, false),
        ("county", "administrator", "", false),
        ("commission", "recorder", UNIT, true),
        ("commission", "recorder", SIBLING, false),
        ("commission", "commission", UNIT, false),
        ("admin", "administrator", "", true),
        ("admin", "administrator", UNIT, false),
        ("admin", "county_office", COUNTY, true),
        ("admin", "recorder", OTHER, true),
    ] {
        n += 1;
        let name = format!("new-{n}");
        let giver_at = app.visitor(giver).await;
        let before = app.state().await;
        let answer = giver_at.post("/people/new", &form(&name, role, code, &today)).await;
        if may {
            given(&answer);
        } else {
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{giver} gives {role} at {code}");
            assert!(answer.text().contains(&name), "what was typed is kept");
            assert_eq!(app.state().await, before, "{giver} gives {role} at {code}");
        }
    }
    for giver in ["official", "leader", "steering", "recorder1", "scrutineer"] {
        let answer = app
            .visitor(giver)
            .await
            .post("/people/new", &form("x1", "recorder", UNIT, &today))
            .await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{giver}");
    }
}

#[tokio::test]
async fn an_account_is_kept_only_by_who_could_give_all_that_it_holds() {
    let app = TestApp::start().await;
    app.person("elsewhere", &[(Role::Commission, OTHER)]).await;
    app.person("both", &[(Role::Commission, UNIT), (Role::CountyOfficial, COUNTY)]).await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    let office = app.visitor("office").await;
    let before = app.state().await;
    for (name, status) in [
        // not seen at all
        ("elsewhere", StatusCode::NOT_FOUND),
        ("county", StatusCode::NOT_FOUND),
        ("admin", StatusCode::NOT_FOUND),
        // seen, but above or more
        ("leader", StatusCode::FORBIDDEN),
        ("both", StatusCode::FORBIDDEN),
        ("office", StatusCode::FORBIDDEN),
    ] {
        let account = id(&app, name).await;
        for what in ["password", "lock", "unlock"] {
            let answer = office.post(&format!("/people/{account}/{what}"), &[]).await;
            assert_eq!(answer.status, status, "{name} {what}");
        }
    }
    assert_eq!(app.state().await, before);
    let both = id(&app, "both").await;
    app.visitor("admin").await.done(&format!("/people/{both}/lock"), &[]).await;
}

#[tokio::test]
async fn a_role_is_ended_by_who_could_give_it_and_at_once() {
    let app = TestApp::start().await;
    app.person("both", &[(Role::Commission, UNIT), (Role::CountyOfficial, COUNTY)]).await;
    let (office, county) = (app.visitor("office").await, app.visitor("county").await);
    let both = app.visitor("both").await;
    let account = id(&app, "both").await;
    let mandate = async |role: &str| {
        let query = format!(
            "select mandate_id from mandate where account_id = {account} and role = '{role}'"
        );
        format!("/people/{account}/mandates/{}/end", app.number(&query).await)
    };
    let (low, high) = (mandate("commission").await, mandate("county_official").await);
    assert_eq!(office.post(&high, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(both.get("/330902103").await.status, StatusCode::OK);
    county.done(&high, &[]).await;
    assert_eq!(both.get("/330902103").await.status, StatusCode::FORBIDDEN, "at once");
    assert_eq!(both.get(&format!("/{UNIT}")).await.status, StatusCode::OK);
    office.done(&low, &[]).await;
    assert_eq!(both.get(&format!("/{UNIT}")).await.status, StatusCode::FORBIDDEN);
    // of another account's roles this path names none
    let other = id(&app, "commission").await;
    let crossed = low.replacen(&format!("/{account}/"), &format!("/{other}/"), 1);
    assert_eq!(office.post(&crossed, &[]).await.status, StatusCode::NOT_FOUND);
    // nobody ends or adds his own
    let own = id(&app, "office").await;
    let own_mandate =
        app.number(&format!("select mandate_id from mandate where account_id = {own}")).await;
    let path = format!("/people/{own}/mandates");
    let answer = office.post(&format!("{path}/{own_mandate}/end"), &[]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let form = [("role", "recorder"), ("code", UNIT), ("from_on", &*today())];
    assert_eq!(office.post(&path, &form).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_administrator_holds_no_power_over_elections() {
    let app = TestApp::start().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    app.person("other-admin", &[(Role::Administrator, "none")]).await;
    let admin = app.visitor("admin").await;
    let other = id(&app, "other-admin").await;
    let on = today();
    let role = [("role", "county_office"), ("code", COUNTY), ("from_on", &*on)];
    let answer = admin.post(&format!("/people/{other}/mandates"), &role).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let county = id(&app, "county").await;
    let role = [("role", "administrator"), ("code", ""), ("from_on", &*on)];
    let answer = admin.post(&format!("/people/{county}/mandates"), &role).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(admin.get(&format!("/{UNIT}")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_role_holds_within_its_period() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let tomorrow = huanjie::shell::clock::Now::read().date().succ_opt().expect("a day").to_string();
    let answer = office.post("/people/new", &form("later", "commission", UNIT, &tomorrow)).await;
    given(&answer);
    sqlx::query("update credential set must_change = false, password_hash =
        (select password_hash from credential join account using (account_id) where name = 'office')")
        .execute(&app.app.db).await.expect("a password");
    let later = app.visitor("later").await;
    assert_eq!(later.get(&format!("/{UNIT}")).await.status, StatusCode::FORBIDDEN, "not yet");
    let mut past = form("past", "commission", UNIT, "2020-01-01");
    assert_eq!(office.post("/people/new", &past).await.status, StatusCode::BAD_REQUEST);
    past = form("past", "commission", UNIT, &tomorrow);
    past[5].1 = "2020-01-01";
    assert_eq!(office.post("/people/new", &past).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn who_is_refused_is_sent_to_an_office_above_his_own() {
    let app = TestApp::start().await;
    for (name, path, asked) in [
        ("recorder1", format!("/{UNIT}/persons"), "请乡镇选举办调整您的职责"),
        ("leader", format!("/{TOWN}/imports"), "请县选举办调整您的职责"),
        ("office", "/upkeep".to_owned(), "请系统管理员调整您的职责"),
        ("county", format!("/{UNIT}/imports"), "请系统管理员调整您的职责"),
    ] {
        let answer = app.visitor(name).await.get(&path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name} {path}");
        assert!(answer.text().contains(asked), "{name}: {}", answer.text());
    }
}

#[tokio::test]
async fn desks_groups_and_branches_can_be_entrusted_and_look_on_at_their_own_place() {
    let app = TestApp::start().await;
    let county = app.visitor("county").await;
    let today = today();
    let offered = county.get("/people/new").await.text();
    for (role, code, path) in [
        ("organisation_desk", COUNTY, format!("/{UNIT}/party")),
        ("civil_desk", COUNTY, format!("/{UNIT}/persons")),
        ("guidance_group", TOWN, format!("/{UNIT}/persons")),
        ("audit_group", TOWN, format!("/{UNIT}/persons")),
        ("petitions_group", TOWN, format!("/{UNIT}/decisions")),
        ("branch", UNIT, format!("/{UNIT}/party")),
    ] {
        assert!(offered.contains(&format!("value=\"{role}\"")), "{role}: {offered}");
        let name = role.replace('_', "-");
        let answer = county.post("/people/new", &form(&name, role, code, &today)).await;
        assert_eq!(answer.status, StatusCode::OK, "{role}: {}", answer.text());
        app.password_of_all().await;
        let visitor = app.visitor(&name).await;
        for path in ["/".to_owned(), format!("/{UNIT}"), path] {
            assert_eq!(visitor.get(&path).await.status, StatusCode::OK, "{role} {path}");
        }
        let other = visitor.get(&format!("/{OTHER}")).await.status;
        let all = if code == COUNTY { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(other, all, "{role}");
        let opens = visitor.post(&format!("/{UNIT}/elections"), &[]).await;
        assert_eq!(opens.status, StatusCode::FORBIDDEN, "{role} opens no election");
    }
}
