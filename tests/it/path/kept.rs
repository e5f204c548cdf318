//! Nothing typed is lost: shown with what was refused, and carried through signing in.

use law::stage::Stage;
use reqwest::{Method, StatusCode};
use scraper::{Html, Selector};

use crate::{
    decisions::{PDF, paper, send},
    house::{
        app::{Answer, PASSWORD, TOWN, TestApp, UNIT, Visitor},
        election::{Walk, day, election_day, entry, key, pairs},
    },
};

/// The hidden fields of the first form with an action.
fn hidden(page: &str, action: &str) -> Vec<(String, String)> {
    let page = Html::parse_document(page);
    let form = Selector::parse("main form").expect("a selector");
    let mut forms = page.select(&form);
    let form = forms.find(|form| form.value().attr("action") == Some(action));
    let fields = Selector::parse("input[type=hidden]").expect("a selector");
    let form = form.unwrap_or_else(|| panic!("no form to {action}"));
    let attribute =
        |one: scraper::ElementRef<'_>, name| one.value().attr(name).unwrap_or_default().to_owned();
    form.select(&fields).map(|one| (attribute(one, "name"), attribute(one, "value"))).collect()
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn what_was_refused_is_shown_and_can_be_sent_again() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let path = walk.path("/roll/objections");
    let matter = "漏登张三 <b>\"两处\"</b>\n第二行";
    let key = uuid::Uuid::new_v4().to_string();
    let form =
        [("filed_on", &*day(-18)), ("filed_by", "李四"), ("matter", matter), ("entry_key", &*key)];
    // the stage of objections is not open yet
    let early = walk.commission.post(&path, &form).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let text = early.text();
    assert!(text.contains("申诉人") && text.contains("李四"), "labels as on the form: {text}");
    assert!(!text.contains("<b>"), "no markup of anybody's");
    walk.import().await;
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-22))]).await;
    let again = hidden(&text, &path);
    let answer = walk.commission.post(&path, &borrowed(&again)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{again:?}");
    let kept = app.texts("select matter from objection").await;
    assert_eq!(kept[0].replace('\r', ""), matter);

    let official = app.visitor("official").await;
    let forbidden = official.post(&path, &form).await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    assert!(forbidden.text().contains("李四"));
}

#[tokio::test]
async fn what_can_never_be_taken_is_shown_without_a_way_to_send_it_again() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Candidates).await;
    let key = uuid::Uuid::new_v4().to_string();
    let form =
        [("filed_on", &*day(-18)), ("filed_by", "李四"), ("matter", "漏登"), ("entry_key", &*key)];
    let over = walk.commission.post(&walk.path("/roll/objections"), &form).await;
    assert_eq!(over.status, StatusCode::CONFLICT);
    let text = over.text();
    assert!(text.contains("已经办结") && text.contains("李四"), "{text}");
    assert!(!text.contains("再提交一次") && !text.contains("原样重新提交"), "{text}");
    // what was chosen is told in words
    let sheet =
        [("entry_key", &*key), ("written-name-1", "外来客"), ("written-post-1", "director")];
    let early = walk.recorder1.post(&walk.path("/sheet"), &sheet).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let text = early.text();
    assert!(text.contains("主任") && !text.contains("<dd>director</dd>"), "{text}");
}

#[tokio::test]
async fn too_much_is_said_to_be_too_much() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let path = walk.path("/roll/objections");
    let long = format!("matter={}", "9".repeat(300 * 1024)).into_bytes();
    let kind = "application/x-www-form-urlencoded";
    let answer = walk.commission.send(Method::POST, &path, kind, long).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.kind.starts_with("text/html"), "{}", answer.kind);
}

#[tokio::test]
async fn a_form_sent_after_the_session_goes_on_after_signing_in() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let path = format!("/{UNIT}/elections");
    let form = [
        ("election_on", "2025-03-18"),
        ("term_no", "12"),
        ("director", "1"),
        ("deputy", "1"),
        ("member", "3"),
    ];
    app.texts("with ended as (delete from session returning 1) select '' from ended").await;
    let before = app.state().await;
    let asked = office.post(&path, &form).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let mut carried = hidden(&asked.text(), "/sign-in");
    assert!(carried.iter().any(|(name, value)| name == "kept" && !value.is_empty()));
    // a wrong password keeps carrying it
    let mut wrong = carried.clone();
    wrong.extend([("account", "office"), ("password", "wrong wrong wrong")].map(owned));
    let refused = office.post("/sign-in", &borrowed(&wrong)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!refused.text().contains("wrong wrong"), "never a password");
    carried = hidden(&refused.text(), "/sign-in");
    carried.extend([("account", "office"), ("password", PASSWORD)].map(owned));
    let page = office.post("/sign-in", &borrowed(&carried)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(!page.text().contains(PASSWORD), "never a password");
    assert_eq!(app.state().await, before, "nothing is done before the button is pressed");
    let kept = hidden(&page.text(), &path);
    office.done(&path, &borrowed(&kept)).await;
    assert_eq!(app.number("select count(*) from election").await, 1);
}

/// Ends every session, as time would.
async fn ended(app: &TestApp) {
    app.texts("with ended as (delete from session returning 1) select '' from ended").await;
}

/// Signs in with what a page carries.
async fn signs_in(
    who: &Visitor,
    account: &str,
    password: &str,
    carried: &[(String, String)],
) -> Answer {
    let mut form = carried.to_vec();
    form.extend([("account", account), ("password", password)].map(owned));
    who.post("/sign-in", &borrowed(&form)).await
}

const TYPED: &str = "只有打字的人知道";

#[tokio::test]
async fn a_form_goes_on_for_the_account_that_was_typing_and_for_nobody_else() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let (key, on) = (key(), day(-18));
    let path = walk.path("/roll/objections");
    let form = [("entry_key", &*key), ("filed_on", &*on), ("filed_by", "某人"), ("matter", TYPED)];
    for signed_out in [false, true] {
        let browser = app.visitor("office").await;
        if signed_out {
            browser.post("/sign-out", &[]).await;
        } else {
            ended(&app).await;
        }
        let before = app.state().await;
        let asked = browser.post(&path, &form).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert!(!asked.text().contains(TYPED), "not even in the source of the page");
        let carried = hidden(&asked.text(), "/sign-in");
        // somebody else signs in on the same machine, who might have sent it as well
        let other = signs_in(&browser, "commission", PASSWORD, &carried).await;
        assert_eq!(other.status, StatusCode::SEE_OTHER);
        assert_eq!(other.location.as_deref(), Some("/"));
        let desk = browser.get("/").await.text();
        assert!(desk.contains("属于另一个账号") && !desk.contains(TYPED), "{desk}");
        assert_eq!(app.state().await, before, "nothing was sent");
        // nor after whoever comes next: the page that was left open is still the first one's
        let own = signs_in(&browser, "office", PASSWORD, &carried).await;
        assert_eq!(own.status, StatusCode::OK, "{}", own.text());
        assert!(own.text().contains(TYPED));
        if signed_out {
            browser.done(&path, &borrowed(&hidden(&own.text(), &path))).await;
        }
    }
    assert_eq!(app.number("select count(*) from objection").await, 1);
}

/// The hidden fields of a form in the head of a page.
fn of_head(page: &Answer, action: &str) -> Vec<(String, String)> {
    let text =
        page.text().replace("<header class=\"top\">", "<main>").replace("</header>", "</main>");
    hidden(&text, action)
}

#[tokio::test]
async fn a_form_that_is_carried_is_not_lost_when_the_language_or_the_size_is_chosen() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let (key, on) = (key(), day(-18));
    let path = walk.path("/roll/objections");
    let form = [("entry_key", &*key), ("filed_on", &*on), ("filed_by", "某人"), ("matter", TYPED)];
    let browser = app.visitor("office").await;
    ended(&app).await;
    let asked = browser.post(&path, &form).await;
    let next = hidden(&asked.text(), "/sign-in");
    let english = browser.post("/language", &borrowed(&of_head(&asked, "/language"))).await;
    assert_eq!(english.status, StatusCode::OK, "{}", english.text());
    assert!(english.has("html[lang=en]") && english.has("main form[action='/sign-in']"));
    let large = browser.post("/type-size", &borrowed(&of_head(&english, "/type-size"))).await;
    assert!(large.has("html.large[lang=en]"), "{}", large.text());
    assert_eq!(hidden(&large.text(), "/sign-in"), next, "the same is carried");
    // also once somebody has signed in
    let own = signs_in(&browser, "office", PASSWORD, &next).await;
    assert!(own.text().contains(TYPED), "{}", own.text());
    let again = browser.post("/language", &borrowed(&of_head(&own, "/language"))).await;
    assert!(again.has("html[lang=zh-CN]") && again.text().contains(TYPED), "{}", again.text());
    browser.done(&path, &borrowed(&hidden(&again.text(), &path))).await;
    assert_eq!(app.number("select count(*) from objection").await, 1);
    // without anything carried it leads back as ever
    let plain = browser.post("/language", &[("language", "en"), ("next", "/me")]).await;
    assert_eq!(plain.location.as_deref(), Some("/me"));
}

/// Chooses a language or a size on the page that refused a form, and sends the form once more: whoever
/// does that is asked for the same again, with everything typed.
async fn chosen(who: &Visitor, refused: &Answer, path: &str, typed: &str) -> Answer {
    let (mut page, before) = (None, refused.text());
    for (to, told) in [("/language", "html[lang=en]"), ("/type-size", "html.large")] {
        let head = of_head(page.as_ref().unwrap_or(refused), to);
        assert!(!head.iter().any(|(_, value)| value.contains(typed)), "sealed: {head:?}");
        let shown = who.post(to, &borrowed(&head)).await;
        assert_eq!(shown.status, StatusCode::OK, "{to}: {before}");
        assert!(shown.has(told) && shown.text().contains(typed), "{to}: {}", shown.text());
        assert!(!shown.text().contains('⟦'), "{}", shown.text());
        page = Some(shown);
    }
    let page = page.expect("a page");
    let again = who.post(path, &borrowed(&hidden(&page.text(), path))).await;
    assert_eq!(again.status, refused.status, "{}", again.text());
    assert!(again.has("html.large[lang=en]"), "{}", again.text());
    again
}

#[tokio::test]
async fn the_page_that_refuses_a_form_keeps_it_when_the_language_or_the_size_is_chosen() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let path = walk.path("/roll/objections");
    let key = key();
    let form = [("entry_key", &*key), ("filed_on", "x"), ("filed_by", "某人"), ("matter", TYPED)];
    let before = app.state().await;
    // a field is wrong: the page of the form
    let office = app.visitor("office").await;
    let refused = office.post(&path, &form).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let again = chosen(&office, &refused, &path, TYPED).await;
    assert!(
        again.has("#filed_on-error") && again.has("#filed_by[value='某人']"),
        "{}",
        again.text()
    );
    assert!(again.text().contains(TYPED), "{}", again.text());
    // somebody who may not: the page of an error
    let official = app.visitor("official").await;
    let refused = official.post(&path, &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    chosen(&official, &refused, &path, TYPED).await;
    // nobody else reads it on the same machine
    let kept = of_head(&again, "/language");
    let other = app.visitor("commission").await;
    let answer = other.post("/language", &borrowed(&kept)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(app.state().await, before, "nothing is done by choosing");
    // what was done is not offered to be done again
    let today = TestApp::today().to_string();
    let given = [
        ("account", "li"),
        ("shown_as", "王小明"),
        ("role", "commission"),
        ("code", UNIT),
        ("from_on", &*today),
    ];
    let given = walk.office.post("/people/new", &given).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text());
    // and what is shown once is not lost by choosing: there is no choice
    assert!(given.has("code.given") && !given.has("header form[action='/language']"));
}

#[tokio::test]
async fn of_a_form_with_files_the_texts_are_kept_and_the_files_asked_for_again() {
    let app = TestApp::start().await;
    let path = format!("/{TOWN}/decisions/new");
    let office = app.visitor("office").await;
    let mut form = paper();
    form.insert("decides", TYPED.to_owned());
    ended(&app).await;
    let before = app.state().await;
    let asked = send(&office, &path, &form, &[("a.pdf", PDF), ("b.pdf", PDF)]).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.text().contains("请重新选择") && !asked.text().contains(TYPED));
    let carried = hidden(&asked.text(), "/sign-in");
    let page = signs_in(&office, "office", PASSWORD, &carried).await;
    assert!(page.text().contains(TYPED), "{}", page.text());
    let files = format!("main form[action='{path}'][enctype='multipart/form-data'] ");
    assert!(page.has(&format!("{files} input[type=file][name=file][multiple]")));
    assert_eq!(app.state().await, before);
    // without a file it is the page of the form, with everything that was typed
    let again: std::collections::BTreeMap<String, String> =
        hidden(&page.text(), &path).into_iter().collect();
    assert_eq!(again["decides"], TYPED);
    form.insert("decides", again["decides"].clone());
    let refused = send(&office, &path, &form, &[]).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.has("#file-error") && refused.text().contains(TYPED), "{}", refused.text());
    // whose language may be chosen
    let head = of_head(&refused, "/language");
    let shown = office.post("/language", &borrowed(&head)).await;
    assert!(shown.has("html[lang=en]") && shown.text().contains(TYPED), "{}", shown.text());
    assert!(shown.has(&format!("{files} input[type=file][name=file]")), "{}", shown.text());
    assert_eq!(hidden(&shown.text(), &path).len(), form.len());
    let done = send(&office, &path, &form, &[("a.pdf", PDF)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    // the same key for something else: a conflict, on a page with what was typed
    form.insert("decides", "别的内容".to_owned());
    let conflict = send(&office, &path, &form, &[("a.pdf", PDF)]).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.text().contains("别的内容"), "{}", conflict.text());
}

#[tokio::test]
async fn of_a_form_with_a_password_it_is_said_that_nothing_was_done() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    ended(&app).await;
    let form = [("present", PASSWORD), ("password", TYPED), ("again", TYPED)];
    let asked = office.post("/me/password", &form).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.text().contains("密码和口令不能保留") && !asked.text().contains(TYPED));
    let carried = hidden(&asked.text(), "/sign-in");
    let again = signs_in(&office, "office", PASSWORD, &carried).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
}

#[tokio::test]
async fn a_form_of_which_nobody_knows_who_was_typing_is_said_to_be_lost() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let stranger = app.nobody();
    let form = [("filed_by", "某人"), ("matter", TYPED)];
    let asked = stranger.post(&walk.path("/roll/objections"), &form).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.text().contains("没有能够保留") && !asked.text().contains(TYPED));
}

#[tokio::test]
async fn the_sheet_that_is_refused_is_kept_when_the_language_is_chosen() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let path = walk.path("/sheet");
    let mut figures = walk.figures().await;
    figures.insert("ballots.valid".to_owned(), "七十".to_owned());
    figures.insert("ballots.invalid".to_owned(), "734561".to_owned());
    let form = entry(&key(), &figures);
    let refused = walk.recorder1.post(&path, &pairs(&form)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let again = chosen(&walk.recorder1, &refused, &path, "734561").await;
    assert!(again.has("[name='ballots.invalid'][value='734561']"), "{}", again.text());
    assert!(again.has("[name='written-name-2'][value='外来客']"), "{}", again.text());
    // so is one that was sent to have more lines
    let mut more = form.clone();
    more.insert("another".to_owned(), "1".to_owned());
    let lines = walk.recorder2.post(&path, &pairs(&more)).await;
    assert_eq!(lines.status, StatusCode::OK);
    chosen(&walk.recorder2, &lines, &path, "734561").await;
    // the other recorder, on whose machine the page stands open, does not see it
    let kept = of_head(&again, "/language");
    let other = walk.recorder2.post("/language", &borrowed(&kept)).await;
    assert!(!other.text().contains("734561"), "{}", other.text());
    assert_eq!(app.number("select count(*) from sheet_entry").await, 0);
}

#[tokio::test]
async fn a_form_of_a_browser_in_which_nobody_has_signed_in_is_not_carried() {
    let app = TestApp::start().await;
    let stranger = app.nobody();
    let asked = stranger.post(&format!("/{UNIT}/elections"), &[("term_no", "12")]).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let carried = hidden(&asked.text(), "/sign-in");
    // the page says so
    let said = ["next", "kept_lost"];
    assert!(carried.iter().all(|(name, _)| said.contains(&&**name)), "{carried:?}");
}

#[tokio::test]
async fn a_form_goes_on_after_the_password_was_changed() {
    const NEW: &str = "a meadow behind seven mills";
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let path = format!("/{UNIT}/elections");
    let form = [
        ("election_on", "2025-03-18"),
        ("term_no", "12"),
        ("director", "1"),
        ("deputy", "1"),
        ("member", "3"),
    ];
    let must = "with must as (update credential set must_change = true
        where account_id = (select account_id from account where name = 'office') returning 1)
        select '' from must";
    app.texts(must).await;
    let before = app.state().await;
    // within a session, and after it
    let asked = office.post(&path, &form).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    assert!(asked.has("form[action='/me/password'] input[name=kept]"), "{}", asked.text());
    ended(&app).await;
    let asked = office.post(&path, &form).await;
    let carried = hidden(&asked.text(), "/sign-in");
    let page = signs_in(&office, "office", PASSWORD, &carried).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("您填写的内容已保留"), "{}", page.text());
    let change = |page: &Answer, present: &str| {
        let mut form = hidden(&page.text(), "/me/password");
        form.extend([("present", present), ("password", NEW), ("again", NEW)].map(owned));
        form
    };
    let wrong = office.post("/me/password", &borrowed(&change(&page, "wrong wrong"))).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(app.state().await, before);
    let page = office.post("/me/password", &borrowed(&change(&wrong, PASSWORD))).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(!page.text().contains(NEW), "never a password");
    office.done(&path, &borrowed(&hidden(&page.text(), &path))).await;
    assert_eq!(app.number("select count(*) from election").await, 1);
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn figures_of_a_sheet_are_shown_to_nobody_who_signs_in_after_the_session() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let mut figures = walk.figures().await;
    figures.insert("ballots.valid".to_owned(), "734561".to_owned());
    let form = entry(&key(), &figures);
    app.texts("with ended as (delete from session returning 1) select '' from ended").await;
    let before = app.state().await;
    for page in ["/sheet", "/sheet/correct"] {
        let path = walk.path(page);
        let asked = walk.recorder1.post(&path, &pairs(&form)).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED, "{page}");
        assert!(asked.text().contains("对照纸质计票单重新录入"), "{}", asked.text());
        assert!(!asked.text().contains("734561"), "{}", asked.text());
        // the other recorder signs in on the same machine, even with a page of before
        let mut carried = hidden(&asked.text(), "/sign-in");
        carried.extend([("account", "recorder2"), ("password", PASSWORD)].map(owned));
        let signed = walk.recorder1.post("/sign-in", &borrowed(&carried)).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{page}");
        carried.extend([("kept_to", &*path), ("kept.ballots.valid", "734561")].map(owned));
        let signed = walk.recorder1.post("/sign-in", &borrowed(&carried)).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{page}");
        app.texts("with ended as (delete from session returning 1) select '' from ended").await;
    }
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn a_form_that_nobody_here_has_sealed_is_not_carried() {
    let app = TestApp::start().await;
    for kept in ["", "00", "{\"to\":\"https://example.com/\"}", &"ab".repeat(200)] {
        let visitor = app.nobody();
        let form = [("account", "office"), ("password", PASSWORD), ("kept", kept)];
        let answer = visitor.post("/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{kept}");
        assert_eq!(answer.location.as_deref(), Some("/"), "{kept}");
    }
}

#[tokio::test]
async fn a_file_sent_after_the_session_is_said_to_be_lost() {
    let app = TestApp::start().await;
    let nobody = app.nobody();
    let answer = nobody.upload(&format!("/{UNIT}/committee/roll/import"), b"name\n").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.text().contains("文件不能保留"), "{}", answer.text());
}

#[tokio::test]
async fn a_form_of_another_site_is_not_offered_again() {
    let app = TestApp::start().await;
    let visitor = app.visitor("office").await.with_header("sec-fetch-site", "cross-site");
    let answer = visitor.post(&format!("/{UNIT}/elections"), &[("term_no", "七七届")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(!answer.text().contains("七七届"), "{}", answer.text());
}

#[tokio::test]
async fn what_an_address_asks_and_no_page_asks_is_refused_on_a_page() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let path = walk.path("/roll/table/csv?group_no=x");
    let answer = walk.office.get(&path).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
    assert!(answer.text().contains("<h1>"), "a page of ours: {path} {}", answer.text());
    let path = walk.path("/candidates/x/remove");
    let answer = walk.commission.post(&path, &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text().contains("<h1>"), "a page of ours: {}", answer.text());
}
