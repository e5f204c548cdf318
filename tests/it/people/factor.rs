//! The second factor: who needs one, how it is set up, what signing in asks, how it is removed.

use huanjie::shell::{Policy, clock::Now, mandate::Role};
use reqwest::StatusCode;
use totp_rs::{Builder, Secret};

use super::{change, id, pieces, tried, value};
use crate::house::app::{Answer, PASSWORD, TOWN, TestApp, Visitor};

/// The code that an app shows so many steps from now.
pub fn code(secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).expect("a secret");
    let totp = Builder::new().with_secret(secret).build().expect("a generator");
    let time = u64::try_from(Now::read().0.timestamp() + 30 * steps).expect("a time");
    totp.generate(time).to_string()
}

/// Sets up an app for somebody who has signed in; gives its secret.
pub(super) async fn by_app(visitor: &Visitor) -> String {
    by_app_with(visitor).await.0
}

/// The same, and the code that it was set up with.
async fn by_app_with(visitor: &Visitor) -> (String, String) {
    let page = visitor.get("/me/factor/app").await;
    let secret = value(&page.text(), "secret");
    let code = code(&secret, 0);
    let form = [("secret", &*secret), ("one_time", &*code), ("present", PASSWORD)];
    visitor.done("/me/factor/app", &form).await;
    (secret, code)
}

/// Makes a card for somebody who has signed in; gives its codes.
async fn by_card(visitor: &Visitor) -> Vec<String> {
    let answer = visitor.post("/me/factor/card", &[("present", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    pieces(&answer.text(), ".codes code")
}

/// As if all codes of apps were still to be had.
pub(super) async fn fresh(app: &TestApp) {
    change(app, "update factor set last_step = null").await;
}

pub(super) async fn second(visitor: &Visitor, code: &str) -> Answer {
    visitor.post("/sign-in/code", &[("one_time", code)]).await
}

/// Somebody whose password was right and who is asked for the code.
pub(super) async fn first(app: &TestApp, name: &str) -> Visitor {
    let visitor = app.nobody();
    let answer = tried(&visitor, name, PASSWORD).await;
    assert_eq!(answer.location.as_deref(), Some("/sign-in/code?next=%2F"), "{}", answer.text());
    visitor
}

#[tokio::test]
async fn county_town_and_administrator_set_one_up_before_anything_else() {
    let app = TestApp::guarded().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    app.person("guide", &[(Role::SteeringGroup, TOWN)]).await;
    for name in ["admin", "county", "official", "office", "leader", "guide"] {
        let visitor = app.visitor(name).await;
        for path in ["/", "/people", "/me", "/me/password", "/nowhere", "/upkeep"] {
            let answer = visitor.get(path).await;
            assert_eq!(answer.location.as_deref(), Some("/me/factor"), "{name} {path}");
            let answer = visitor.post(path, &[]).await;
            assert_eq!(answer.location.as_deref(), Some("/me/factor"), "{name} POST {path}");
        }
        assert!(visitor.get("/me/factor").await.has("main .next"), "{name} reads why");
    }
    for name in ["steering", "commission", "recorder1", "scrutineer"] {
        assert_eq!(app.visitor(name).await.get("/").await.status, StatusCode::OK, "{name}");
    }
    // who has the role in future needs none yet
    let tomorrow = "update mandate set from_on = from_on + 1 where role = 'leading_group'";
    app.console("account_changed", async |act| {
        sqlx::query(tomorrow).execute(&mut **act).await.expect("a later role");
    })
    .await;
    assert_eq!(app.visitor("leader").await.get("/").await.status, StatusCode::OK);
    // on a network of the office's own nobody is asked
    let lan = app.again_by(Policy { lan: true, ..Policy::default() }).await;
    assert_eq!(lan.visitor("county").await.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_app_is_set_up_with_its_code_and_the_present_password() {
    let app = TestApp::guarded().await;
    let office = app.visitor("office").await;
    let other = app.visitor("office").await;
    let page = office.get("/me/factor/app").await;
    assert!(page.has("main svg[role=img][aria-label]"), "as an image");
    let secret = value(&page.text(), "secret");
    let groups = pieces(&page.text(), ".given").join("").replace(' ', "");
    assert_eq!(groups, secret, "and as text");
    let before = app.state().await;
    let good = code(&secret, 0);
    for (secret, code, present, field) in [
        (&*secret, "000000", PASSWORD, "one_time"),
        (&*secret, "", PASSWORD, "one_time"),
        (&*secret, &*good, "a wrong password", "present"),
        (&*secret, &*good, "", "present"),
    ] {
        let form = [("secret", secret), ("one_time", code), ("present", present)];
        let answer = office.post("/me/factor/app", &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        let text = answer.text();
        assert!(text.contains(&format!("href=\"#{field}\"")), "{field}: {text}");
        assert_eq!(value(&text, "secret"), secret, "the app has it already");
        assert!(!text.contains(PASSWORD), "no password is shown again");
    }
    for secret in ["", "MFRGG", "not one"] {
        let form = [("secret", secret), ("one_time", "000000"), ("present", PASSWORD)];
        assert_eq!(office.post("/me/factor/app", &form).await.status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(app.state().await, before);
    let form = [("secret", &*secret), ("one_time", &*good), ("present", PASSWORD)];
    office.done("/me/factor/app", &form).await;
    assert_eq!(office.get("/").await.status, StatusCode::OK, "everything opens");
    assert_eq!(other.get("/").await.location.as_deref(), Some("/sign-in?next=%2F"));
    let bytes = Secret::try_from_base32(&secret).expect("a secret").as_bytes().to_vec();
    let sealed: Vec<u8> = sqlx::query_scalar("select secret from factor")
        .fetch_one(&app.app.db)
        .await
        .expect("a sealed secret");
    assert!(!sealed.windows(8).any(|part| bytes.windows(8).any(|own| own == part)));
    let log = "select account_name from security_log where event = 'factor_set'";
    assert_eq!(app.texts(log).await, ["office"]);
}

#[tokio::test]
async fn signing_in_asks_for_the_code_and_takes_each_once() {
    let app = TestApp::guarded().await;
    let (secret, used) = by_app_with(&app.visitor("office").await).await;
    // the one that it was set up with, also when its half minute is over
    let visitor = first(&app, "office").await;
    assert_eq!(second(&visitor, &used).await.status, StatusCode::FORBIDDEN);
    assert_eq!(visitor.get("/").await.location.as_deref(), Some("/sign-in?next=%2F"), "no session");
    assert!(visitor.get("/sign-in/code").await.has("#one_time[autocomplete=one-time-code]"));
    fresh(&app).await;
    let (now, next) = (code(&secret, 0), code(&secret, 1));
    for wrong in ["", "000000", "１２３", &code(&secret, 4), &code(&secret, -4)] {
        assert_eq!(second(&visitor, wrong).await.status, StatusCode::FORBIDDEN, "{wrong}");
    }
    change(&app, "delete from sign_in_attempt").await;
    let answer = second(&visitor, &next).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "a clock one step ahead: {}", answer.text());
    assert_eq!(visitor.get("/people").await.status, StatusCode::OK);
    // neither again nor an older one, from whatever machine
    for code in [&next, &now] {
        let visitor = first(&app, "office").await;
        assert_eq!(second(&visitor, code).await.status, StatusCode::FORBIDDEN);
    }
    let count = "select count(*) from security_log where event = 'factor_refused'";
    assert_eq!(app.number(count).await, 8);
    // without a right password before there is nothing to type a code for
    let nobody = app.nobody();
    assert_eq!(nobody.get("/sign-in/code").await.location.as_deref(), Some("/sign-in"));
    fresh(&app).await;
    assert_eq!(second(&nobody, &now).await.status, StatusCode::FORBIDDEN);
    let visitor = first(&app, "office").await;
    change(&app, "update sign_in_step set ends_at = now()").await;
    assert_eq!(second(&visitor, &code(&secret, 0)).await.status, StatusCode::FORBIDDEN, "too late");
}

#[tokio::test]
async fn the_same_code_sent_at_once_opens_one_session() {
    let app = TestApp::guarded().await;
    let secret = by_app(&app.visitor("office").await).await;
    fresh(&app).await;
    change(&app, "delete from session").await;
    let code = code(&secret, 0);
    let mut tries = Vec::new();
    for _ in 0..4 {
        let visitor = first(&app, "office").await;
        let code = code.clone();
        tries.push(async move { second(&visitor, &code).await.status });
    }
    let answers = futures_util::future::join_all(tries).await;
    let taken = answers.iter().filter(|status| **status == StatusCode::SEE_OTHER).count();
    assert_eq!(taken, 1, "{answers:?}");
    assert_eq!(app.number("select count(*) from session").await, 1);
}

#[tokio::test]
async fn codes_are_not_guessed_endlessly_and_the_password_gives_none_back() {
    let app = TestApp::guarded().await;
    let secret = by_app(&app.visitor("office").await).await;
    fresh(&app).await;
    for _ in 0..6 {
        let visitor = first(&app, "office").await;
        assert_eq!(second(&visitor, "000000").await.status, StatusCode::FORBIDDEN);
    }
    let visitor = first(&app, "office").await;
    let answer = second(&visitor, &code(&secret, 0)).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "the right one waits as well");
    assert!((100..=120).contains(&answer.retry_after.expect("when to try again")));
    // somebody else in the same hall does not
    let county = by_app(&app.visitor("county").await).await;
    fresh(&app).await;
    let visitor = first(&app, "county").await;
    assert_eq!(second(&visitor, &code(&county, 0)).await.status, StatusCode::SEE_OTHER);
    let told = "select count(*) from security_log where event = 'throttled'";
    assert_eq!(app.number(told).await, 1);
}

#[tokio::test]
async fn a_card_has_codes_that_are_good_once_in_their_order() {
    let app = TestApp::guarded().await;
    let county = app.visitor("county").await;
    let before = app.state().await;
    for present in ["", "a wrong password"] {
        let answer = county.post("/me/factor/card", &[("present", present)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.text().contains("href=\"#present\""));
    }
    assert_eq!(app.state().await, before);
    let codes = by_card(&county).await;
    assert_eq!(codes.len(), 20);
    let kept = app.texts("select encode(digest, 'escape') from factor_code").await.join(" ");
    assert!(codes.iter().all(|code| !kept.contains(&code.replace(' ', ""))), "digests only");
    assert_eq!(county.get("/").await.status, StatusCode::OK);

    let visitor = first(&app, "county").await;
    assert!(visitor.get("/sign-in/code").await.text().contains("第 1 号"));
    assert_eq!(second(&visitor, &codes[1]).await.status, StatusCode::FORBIDDEN, "not the first");
    assert_eq!(second(&visitor, &codes[0]).await.status, StatusCode::SEE_OTHER);
    assert!(visitor.get("/me").await.text().contains("剩余 19 个"));
    let visitor = first(&app, "county").await;
    assert_eq!(second(&visitor, &codes[0]).await.status, StatusCode::FORBIDDEN, "a second time");
    assert_eq!(second(&visitor, &codes[1]).await.status, StatusCode::SEE_OTHER);

    // a new card makes the old one invalid, an app makes both
    let new = by_card(&visitor).await;
    let visitor = first(&app, "county").await;
    assert_eq!(second(&visitor, &codes[2]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(second(&visitor, &codes[0]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(second(&visitor, &new[0]).await.status, StatusCode::SEE_OTHER);
    change(&app, "update factor_code set used_at = now() where ordinal < 18").await;
    let visitor = first(&app, "county").await;
    assert_eq!(second(&visitor, &new[17]).await.status, StatusCode::SEE_OTHER);
    assert!(visitor.get("/").await.text().contains("剩余 2 个"), "told in time");
    change(&app, "update factor_code set used_at = now()").await;
    let visitor = first(&app, "county").await;
    let page = visitor.get("/sign-in/code").await;
    assert!(!page.has("#one_time") && page.has("main .next"), "{}", page.text());
    assert_eq!(second(&visitor, &new[19]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_app_takes_the_place_of_a_card() {
    let app = TestApp::guarded().await;
    let office = app.visitor("office").await;
    let codes = by_card(&office).await;
    let secret = by_app(&office).await;
    assert_eq!(app.number("select count(*) from factor_code").await, 0);
    fresh(&app).await;
    let visitor = first(&app, "office").await;
    assert_eq!(second(&visitor, &codes[0]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(second(&visitor, &code(&secret, 0)).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_that_came_after_the_session_goes_on_after_both_pages() {
    let app = TestApp::guarded().await;
    let office = app.visitor("office").await;
    let secret = by_app(&office).await;
    change(&app, "delete from session").await;
    fresh(&app).await;
    let path = format!("/{TOWN}/units");
    let form = [("name", "新村"), ("kind", "village"), ("code", "330902102203")];
    let asked = office.post(&path, &form).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let carried = super::hidden(&asked.text());
    let with = |more: &[(&str, &str)], carried: &[(String, String)]| {
        let mut form = carried.to_vec();
        form.extend(more.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
        form
    };
    let send = async |path: &str, form: Vec<(String, String)>| {
        let form: Vec<_> = form.iter().map(|(name, text)| (&**name, &**text)).collect();
        office.post(path, &form).await
    };
    let password = with(&[("account", "office"), ("password", PASSWORD)], &carried);
    let page = send("/sign-in", password).await;
    assert_eq!(page.status, StatusCode::OK, "the second page carries the form on");
    assert!(!page.text().contains(PASSWORD));
    let wrong =
        send("/sign-in/code", with(&[("one_time", "000000")], &super::hidden(&page.text()))).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let good = with(&[("one_time", &code(&secret, 0))], &super::hidden(&wrong.text()));
    let page = send("/sign-in/code", good).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.has(&format!("form[action=\"{path}\"] input[value=新村]")), "{}", page.text());
    let answer = send(&path, super::hidden(&page.text())).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(app.number("select count(*) from place where name = '新村'").await, 1);
}

#[tokio::test]
async fn a_form_goes_on_after_the_second_factor_was_set_up() {
    let app = TestApp::guarded().await;
    let path = format!("/{TOWN}/units");
    let units = "select count(*) from place where level = 'unit' and name like '新村%'";
    let borrowed = |form: &[(String, String)]| {
        form.iter().map(|(name, text)| (name.clone(), text.clone())).collect::<Vec<_>>()
    };
    for (number, by_app) in [(1, true), (2, false)] {
        change(&app, "delete from factor").await;
        change(&app, "delete from session").await;
        let office = app.visitor("office").await;
        let send = async |path: &str, form: Vec<(String, String)>| {
            let form: Vec<_> = form.iter().map(|(name, text)| (&**name, &**text)).collect();
            office.post(path, &form).await
        };
        let code_of_unit = format!("33090210220{}", number + 3);
        let name = format!("新村{number}");
        let form = [("name", &*name), ("kind", "village"), ("code", &*code_of_unit)];
        // set up first: the form waits on that page
        let asked = office.post(&path, &form).await;
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{}", asked.text());
        assert!(asked.text().contains("您填写的内容已保留"), "{}", asked.text());
        assert_eq!(app.number(units).await, number - 1);
        let page = if by_app {
            let shown = send("/me/factor/app", super::hidden(&asked.text())).await;
            assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
            let secret = value(&shown.text(), "secret");
            let mut given = borrowed(&super::hidden(&shown.text()));
            given.push(("present".to_owned(), PASSWORD.to_owned()));
            given.push(("one_time".to_owned(), "000000".to_owned()));
            let wrong = send("/me/factor/app", given.clone()).await;
            assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
            let mut given = borrowed(&super::hidden(&wrong.text()));
            given.push(("present".to_owned(), PASSWORD.to_owned()));
            given.push(("one_time".to_owned(), code(&secret, 0)));
            send("/me/factor/app", given).await
        } else {
            let mut given = borrowed(&super::hidden(&asked.text()));
            given.push(("present".to_owned(), PASSWORD.to_owned()));
            send("/me/factor/card", given).await
        };
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert_eq!(page.has(".codes code"), !by_app);
        assert!(
            page.has(&format!("form[action=\"{path}\"] input[value={name}]")),
            "{}",
            page.text()
        );
        let answer = send(&path, super::hidden(&page.text())).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        assert_eq!(app.number(units).await, number);
    }
}

#[tokio::test]
async fn who_has_lost_it_has_it_removed_by_who_may_give_passwords() {
    let app = TestApp::guarded().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    let office = app.visitor("office").await;
    by_app(&office).await;
    let (county, official) = (app.visitor("county").await, app.visitor("official").await);
    let secret = by_app(&county).await;
    by_app(&official).await;
    let (account, above) = (id(&app, "office").await, id(&app, "county").await);
    let path = format!("/people/{account}/factor/remove");
    let page = county.get(&format!("/people/{account}")).await;
    assert!(page.has(&format!("a[href=\"{path}\"]")));
    for (visitor, path, status) in [
        (&official, path.clone(), StatusCode::FORBIDDEN),
        (&office, path.clone(), StatusCode::FORBIDDEN),
        (&office, format!("/people/{above}/factor/remove"), StatusCode::NOT_FOUND),
        (&county, format!("/people/{above}/factor/remove"), StatusCode::FORBIDDEN),
    ] {
        assert_eq!(visitor.post(&path, &[]).await.status, status, "{path}");
    }
    county.done(&path, &[]).await;
    assert_eq!(
        county.post(&path, &[]).await.status,
        StatusCode::CONFLICT,
        "there is none any more"
    );
    assert_eq!(office.get("/").await.location.as_deref(), Some("/sign-in?next=%2F"));
    let office = app.visitor("office").await;
    assert_eq!(office.get("/").await.location.as_deref(), Some("/me/factor"), "a new one");
    assert_eq!(
        app.texts("select event from journal where event like 'factor%'").await,
        ["factor_removed"]
    );
    let log = "select account_name from security_log where event = 'factor_removed'";
    assert_eq!(app.texts(log).await, ["office"]);
    let admin = app.visitor("admin").await;
    by_app(&admin).await;
    admin.done(&format!("/people/{above}/factor/remove"), &[]).await;
    fresh(&app).await;
    assert_ne!(code(&secret, 0), "");
    assert_eq!(app.visitor("county").await.get("/").await.location.as_deref(), Some("/me/factor"));
}

#[tokio::test]
async fn who_supervises_sees_who_has_one_and_who_never_signed_in() {
    let app = TestApp::guarded().await;
    let county = app.visitor("county").await;
    by_app(&county).await;
    let official = app.visitor("official").await;
    by_card(&official).await;
    app.person("deputy", &[(Role::TownOffice, TOWN)]).await;
    app.person("guide", &[(Role::SteeringGroup, TOWN)]).await;
    let page = county.get("/people").await.text();
    let rows = pieces(&page, "tbody tr");
    let row = |name: &str| {
        let found = rows.iter().find(|row| row.contains(&format!("{name}的名字")));
        found.unwrap_or_else(|| panic!("{name} in {page}")).clone()
    };
    assert!(row("county").contains("手机验证器"));
    assert!(row("official").contains("剩余 20 个"));
    assert!(row("deputy").contains("必须设置，尚未设置") && row("deputy").contains("从未登录"));
    assert!(
        row("guide").contains("必须设置，尚未设置"),
        "by the place, not by the name of the role"
    );
    assert!(row("steering").contains("未设置") && !row("steering").contains("必须"));
    assert!(row("recorder1").contains("未设置") && !row("recorder1").contains("必须"));
    assert!(!row("county").contains("从未登录"));
    for name in ["deputy", "guide"] {
        let one = county.get(&format!("/people/{}", id(&app, name).await)).await.text();
        assert!(one.contains("从未登录") && one.contains("必须设置，尚未设置"), "{name}");
    }
    // an office sees when those of its units were here last
    let office =
        app.again_by(Policy { lan: true, ..Policy::default() }).await.visitor("office").await;
    app.visitor("recorder1").await;
    let rows = pieces(&office.get("/people").await.text(), "tbody tr");
    let of = |name: &str| rows.iter().filter(|row| row.contains(name)).cloned().collect::<String>();
    assert!(!of("recorder1").contains("从未登录") && of("recorder2").contains("从未登录"));
    assert!(of("county").is_empty(), "not of those above it");
}

#[tokio::test]
async fn an_account_of_the_sample_needs_none_and_serves_its_own_machine_only() {
    let app = TestApp::guarded().await;
    app.console("sample_loaded", async |act| {
        let names = ["office".to_owned()];
        huanjie::people::store::mark_sample(act, &names).await.expect("a mark");
    })
    .await;
    assert_eq!(app.visitor("office").await.get("/").await.status, StatusCode::OK);
    let elsewhere = app.elsewhere(Policy::default()).await;
    let answer = tried(&elsewhere.nobody(), "office", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("--sample-beyond"), "{}", answer.text());
    // whoever does not know the password learns nothing
    let wrong = tried(&elsewhere.nobody(), "office", "a wrong password").await;
    assert!(!wrong.text().contains("--sample-beyond"));
    assert_eq!(tried(&elsewhere.nobody(), "county", PASSWORD).await.status, StatusCode::SEE_OTHER);
    let beyond = app.elsewhere(Policy { sample_beyond: true, ..Policy::default() }).await;
    assert_eq!(tried(&beyond.nobody(), "office", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_wrong_password_does_not_tell_that_there_is_a_factor() {
    let app = TestApp::guarded().await;
    by_app(&app.visitor("office").await).await;
    let known = tried(&app.nobody(), "office", "a wrong password").await;
    let unknown = tried(&app.nobody(), "nobody", "a wrong password").await;
    assert_eq!(known.status, unknown.status);
    assert_eq!(known.text().replace("office", "nobody"), unknown.text());
    assert_eq!(app.number("select count(*) from sign_in_step").await, 0);
}
