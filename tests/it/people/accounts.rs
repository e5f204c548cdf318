//! Accounts made, given a password, locked; the temporary password that must be changed.

use huanjie::shell::{journal::verify::verify, mandate::Role};
use reqwest::StatusCode;

use super::{NEW, form, given, id, today, tried};
use crate::house::app::{OTHER, PASSWORD, TestApp, UNIT};

#[tokio::test]
async fn an_account_begins_with_a_temporary_password_that_must_be_changed() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let answer = office.post("/people/new", &form("wang", "commission", UNIT, &today())).await;
    let password = given(&answer);
    assert_ne!(
        given(&office.post("/people/new", &form("li", "recorder", UNIT, &today())).await),
        password
    );

    let wang = app.nobody();
    assert_eq!(tried(&wang, "wang", &password).await.status, StatusCode::SEE_OTHER);
    // before it is changed nothing else opens, by whatever address
    let unit = format!("/{UNIT}");
    for path in ["/", &unit, "/people", "/set-up", "/nowhere"] {
        let answer = wang.get(path).await;
        assert_eq!(answer.location.as_deref(), Some("/me/password"), "{path}");
        let answer = wang.post(path, &[]).await;
        assert_eq!(answer.location.as_deref(), Some("/me/password"), "POST {path}");
    }
    assert_eq!(wang.get("/me/password").await.status, StatusCode::OK);

    let change = |present: &str, new: &str, again: &str| {
        let form = [("present", present), ("password", new), ("again", again)]
            .map(|(name, text)| (name, text.to_owned()));
        let wang = wang.clone();
        async move {
            let form = form.each_ref().map(|(name, text)| (*name, text.as_str()));
            wang.post("/me/password", &form).await
        }
    };
    for (present, new, again, field) in [
        (&*password, "short", "short", "password"),
        (&*password, "password1234", "password1234", "password"),
        (&*password, "wang-wang-wang", "wang-wang-wang", "password"),
        (&*password, &*password, &*password, "password"),
        (&*password, NEW, "another meadow", "again"),
        ("not the present one", NEW, NEW, "present"),
    ] {
        let answer = change(present, new, again).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        let text = answer.text();
        assert!(text.contains(&format!("href=\"#{field}\"")), "{field}: {text}");
        assert!(!text.contains(NEW) && !text.contains(&*password), "none is shown again");
    }
    let answer = change(&password, NEW, NEW).await;
    assert_eq!(answer.location.as_deref(), Some("/"), "{}", answer.text());
    assert_eq!(wang.get(&unit).await.status, StatusCode::OK);
    assert_eq!(tried(&app.nobody(), "wang", &password).await.status, StatusCode::FORBIDDEN);
    assert_eq!(tried(&app.nobody(), "wang", NEW).await.status, StatusCode::SEE_OTHER);
    let changes = "select count(*) from security_log where event = 'password_changed' and account_name = 'wang'";
    assert_eq!(app.number(changes).await, 1);
}

#[tokio::test]
async fn a_place_is_found_by_its_name_among_those_within_reach() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let name = "select name from place join place_code using (place_id) where code = ";
    let name = app.texts(&format!("{name}'{UNIT}'")).await.remove(0);
    let page = office.get("/people/new").await;
    assert!(page.has(&format!("#code[list] + datalist option[value='{UNIT}']")), "{}", page.text());
    assert!(page.text().contains(&name));
    // another town's are neither offered nor found
    assert!(!page.has(&format!("datalist option[value='{OTHER}']")));
    let answer = office.post("/people/new", &form("wang", "commission", &name, &today())).await;
    given(&answer);
    let at = "select code from mandate join account using (account_id)
        join place_code using (place_id) where account.name = 'wang'";
    assert_eq!(app.texts(at).await, [UNIT]);
    for wrong in ["没有这个村", "33090210x"] {
        let answer = office.post("/people/new", &form("li", "commission", wrong, &today())).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(answer.has("#code-error"), "{wrong}");
    }
}

#[tokio::test]
async fn a_changed_password_signs_out_whoever_else_uses_the_account() {
    let app = TestApp::start().await;
    let (one, other) = (app.visitor("office").await, app.visitor("office").await);
    let form = [("present", PASSWORD), ("password", NEW), ("again", NEW)];
    one.done("/me/password", &form).await;
    assert_eq!(one.get("/").await.status, StatusCode::OK);
    assert_eq!(other.get("/").await.status, StatusCode::SEE_OTHER);
    // the present one is not to be guessed from a session that was left open
    let mut waits = false;
    for _ in 0..8 {
        let wrong = [
            ("present", "a wrong password"),
            ("password", "another meadow 12"),
            ("again", "another meadow 12"),
        ];
        waits |= one.post("/me/password", &wrong).await.status == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(waits);
}

#[tokio::test]
async fn who_forgot_gets_a_new_one_and_a_locked_account_is_out_at_once() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let commission = app.visitor("commission").await;
    let account = id(&app, "commission").await;
    let path = |what: &str| format!("/people/{account}/{what}");

    let password = given(&office.post(&path("password"), &[]).await);
    assert_eq!(commission.get("/").await.status, StatusCode::SEE_OTHER, "signed out");
    assert_eq!(tried(&app.nobody(), "commission", PASSWORD).await.status, StatusCode::FORBIDDEN);
    let commission = app.nobody();
    tried(&commission, "commission", &password).await;
    assert_eq!(commission.get("/").await.location.as_deref(), Some("/me/password"));

    office.done(&path("lock"), &[]).await;
    assert_eq!(commission.get("/me/password").await.status, StatusCode::SEE_OTHER, "signed out");
    assert_eq!(tried(&app.nobody(), "commission", &password).await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.post(&path("lock"), &[]).await.status, StatusCode::CONFLICT);
    let told = "临时密码要等解除锁定之后才能登录";
    assert!(office.get(&format!("/people/{account}")).await.text().contains(told));
    office.done(&path("unlock"), &[]).await;
    assert!(!office.get(&format!("/people/{account}")).await.text().contains(told));
    assert_eq!(office.post(&path("unlock"), &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(tried(&app.nobody(), "commission", &password).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_act_on_accounts_is_journalled_and_no_secret_is() {
    let app = TestApp::start().await;
    let before = app.number("select count(*) from journal").await;
    let office = app.visitor("office").await;
    let password =
        given(&office.post("/people/new", &form("wang", "commission", UNIT, &today())).await);
    let account = id(&app, "wang").await;
    let path = |what: &str| format!("/people/{account}/{what}");
    let role = [("role", "recorder"), ("code", UNIT), ("from_on", &*today())];
    office.done(&path("mandates"), &role).await;
    // the same form sent twice gives the role once
    assert_eq!(office.post(&path("mandates"), &role).await.status, StatusCode::BAD_REQUEST);
    let mandate = app.number("select max(mandate_id) from mandate where role = 'recorder'").await;
    office.done(&path(&format!("mandates/{mandate}/end")), &[]).await;
    let again = office.post(&path(&format!("mandates/{mandate}/end")), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    // one that was ended can be given anew
    office.done(&path("mandates"), &role).await;
    let other = given(&office.post(&path("password"), &[]).await);
    office.done(&path("lock"), &[]).await;
    office.done(&path("unlock"), &[]).await;
    let events =
        "select event from journal where actor_name = 'office的名字' and actor_role = 'town_office'
        and stream_id in (select stream_id from stream where kind = 'instance') order by seq";
    let expected = [
        "account_added",
        "mandate_given",
        "mandate_ended",
        "mandate_given",
        "password_given",
        "account_locked",
        "account_unlocked",
    ];
    assert_eq!(app.texts(events).await, expected);
    assert!(before > 0);
    let payloads = app.texts("select convert_from(bytes, 'UTF8') from journal_payload").await;
    for secret in ["$argon2", &password, &other] {
        assert!(!payloads.iter().any(|payload| payload.contains(secret)), "{secret}");
    }
    let report = verify(&app.app.db, &[]).await.expect("a report");
    assert_eq!((report.bad, report.withheld, report.unproven), (None, 0, 0));
}

#[tokio::test]
async fn supervisors_see_when_each_signed_in_last() {
    let app = TestApp::start().await;
    app.visitor("commission").await;
    for name in ["office", "leader", "official", "county"] {
        let page = app.visitor(name).await.get("/people").await.text();
        assert!(page.contains("从未登录"), "{name} sees who never did");
        assert!(page.contains(&today()), "{name} sees who did");
        assert!(page.contains("commission的名字"), "{name}");
    }
    let page = app.visitor("commission").await.get("/people").await.text();
    assert!(page.contains("recorder1") && !page.contains(">office<"), "only within the own place");
    app.person("looks", &[(Role::Recorder, UNIT)]).await;
    assert_eq!(app.visitor("looks").await.get("/people").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_cannot_be_undone_is_asked_before_it_is_done() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let commission = id(&app, "commission").await;
    let role = "select mandate_id from mandate join account using (account_id)
        where account.name = 'commission'";
    let mandate = app.number(role).await;
    let before = app.state().await;
    for (path, says) in [
        (format!("/people/{commission}/mandates/{mandate}/end"), "结束后不能恢复"),
        (format!("/people/{commission}/password"), "临时密码"),
        (format!("/people/{commission}/lock"), "锁定"),
    ] {
        let answer = office.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let text = answer.text();
        assert!(text.contains("commission的名字") && text.contains(says), "{text}");
        assert!(answer.has(&format!("form[method=\"post\"][action=\"{path}\"]")), "{text}");
        // nobody is asked what he may not do
        let recorder = app.visitor("recorder1").await;
        assert_eq!(recorder.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        let own = id(&app, "office").await;
        let own = office.get(&path.replace(&format!("/{commission}/"), &format!("/{own}/"))).await;
        assert!(own.status.is_client_error(), "{path} of oneself: {}", own.status);
    }
    let person = office.get(&format!("/people/{commission}")).await.text();
    assert!(!person.contains(&format!("action=\"/people/{commission}/lock\"")), "{person}");
    assert_eq!(app.state().await, before, "asking changes nothing");
    office.done(&format!("/people/{commission}/mandates/{mandate}/end"), &[]).await;
    let again = office.get(&format!("/people/{commission}/mandates/{mandate}/end")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let factor = office.get(&format!("/people/{commission}/factor/remove")).await;
    assert_eq!(factor.status, StatusCode::CONFLICT, "there is none");
}
