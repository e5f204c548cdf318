//! Posts that are entered by hand: in which organisation, by whom they can be held, and from when.

use huanjie::shell::words::{Lang, Words};
use reqwest::StatusCode;

use super::pages::{added, fields};
use crate::house::app::{SIBLING, TOWN, TestApp, UNIT, verified};

const BIRTH: &str = "1971-05-06";

#[tokio::test]
async fn a_post_that_cannot_be_is_refused_at_its_field() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let mut new = fields("王秀英", "f", BIRTH, "");
    new.extend([("code", UNIT), ("politics", "masses")]);
    let page = added(&office, TOWN, &new).await;
    let path = format!("{}/offices", page.split('?').next().expect("a path"));
    let shown = office.get(&page).await;
    assert!(shown.has(&format!("#code[value='{UNIT}']")), "her village: {}", shown.text());
    let director = [("body", "villagers_committee"), ("post_held", "director")];
    let cases: [(&[(&str, &str)], &str); 6] = [
        (&[("code", TOWN)], "code"),
        (&[("code", UNIT), ("from_on", "2199-01-01")], "from_on"),
        (&[("code", UNIT), ("from_on", "1989-05-05")], "from_on"),
        (&[("code", UNIT), ("until_on", "2199-01-01"), ("left", "term")], "until_on"),
        (&[("code", UNIT), ("body", "residents_committee"), ("post_held", "director")], "body"),
        (&[("code", UNIT), ("body", "party"), ("post_held", "secretary")], "body"),
    ];
    for (more, field) in cases {
        let form = if more.iter().any(|(name, _)| *name == "body") {
            more.to_vec()
        } else {
            [&director[..], more].concat()
        };
        let answer = office.post(&path, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{form:?}");
        assert!(answer.has(&format!("#{field}-error")), "{form:?}: {}", answer.text());
    }
    assert_eq!(app.number("select count(*) from office").await, 0);
    let held = [&director[..], &[("code", UNIT), ("from_on", "1989-05-06")]].concat();
    office.done(&path, &held).await;
    let answer = office.post(&path, &held).await;
    assert!(answer.status == StatusCode::BAD_REQUEST && answer.has("#post_held-error"), "twice");
    let post = app.number("select office_id from office").await.to_string();
    let end = [("office", &*post), ("ended_on", "2199-01-01"), ("ended", "resigned")];
    let answer = office.post(&format!("{path}/end"), &end).await;
    assert!(answer.status == StatusCode::BAD_REQUEST && answer.has("#ended_on-error"), "ahead");
    let end = [("office", &*post), ("ended_on", "2008-01-01"), ("ended", "died")];
    office.done(&format!("{path}/end"), &end).await;
    let answer = office.post(&path, &held).await;
    assert!(answer.status == StatusCode::BAD_REQUEST && answer.has("#post_held-error"), "died");
    verified(&app).await;
}

#[tokio::test]
async fn each_branch_of_a_village_has_its_secretary() {
    let app = TestApp::start().await;
    crate::imports::kinds::branches(&app).await;
    let commission = app.visitor("commission").await;
    let branches = app
        .texts("select organisation_id::text from organisation where kind = 'branch' order by 1")
        .await;
    let mut pages = Vec::new();
    for name in ["王秀英", "李建国", "赵六"] {
        pages.push(added(&commission, UNIT, &fields(name, "m", BIRTH, "")).await);
    }
    let path = |page: &String| format!("{}/offices", page.split('?').next().expect("a path"));
    for page in &pages {
        let id = page.split('?').next().and_then(|page| page.rsplit('/').next()).expect("a key");
        let joins = [("standing", "full"), ("presence", "here"), ("since_on", "2010-07-01")];
        commission.done(&format!("/{UNIT}/party/{}/find/{id}", branches[0]), &joins).await;
    }
    let post = |branch| [("body", "party"), ("post_held", "secretary"), ("held_in", branch)];
    for (page, branch) in pages.iter().zip(&branches) {
        commission.done(&path(page), &post(branch)).await;
    }
    assert!(commission.get(&pages[1]).await.text().contains("增辉村第二党支部 书记"));
    let answer = commission.post(&path(&pages[2]), &post(&branches[1])).await;
    assert!(answer.status == StatusCode::BAD_REQUEST && answer.text().contains("李建国"));
    // of several one is chosen
    let answer = commission.post(&path(&pages[2]), &post("")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let several = Words::new(Lang::ZhCn).text("person-organisation-several");
    assert!(answer.has("#held_in-error") && answer.text().contains(&several), "{}", answer.text());
    // and where there is none, none leads
    let elsewhere = [("code", SIBLING), ("body", "party"), ("post_held", "secretary")];
    let office = app.visitor("office").await;
    let town = path(&pages[2]).replace(UNIT, TOWN);
    let answer = office.post(&town, &elsewhere).await;
    let missing = Words::new(Lang::ZhCn).text("person-organisation-missing");
    assert!(answer.has("#body-error") && answer.text().contains(&missing), "{}", answer.text());
    // also of another village and of the town, whose own cannot be meant without saying it
    let other =
        added(&office, TOWN, &[&fields("孙七", "m", BIRTH, "")[..], &[("code", SIBLING)]].concat())
            .await;
    assert!(!office.get(&other).await.has("#held_in"), "one branch");
    let at = |code, branch| [&post(branch)[..], &[("code", code)]].concat();
    let answer = office.post(&path(&other), &at(TOWN, "")).await;
    assert!(answer.has("#code-error"), "{}", answer.text());
    let typed = [("code", UNIT), ("body", "party"), ("post_held", "")];
    let answer = office.post(&path(&other), &typed).await;
    assert!(answer.has(&format!("#held_in option[value='{}']", branches[1])), "{}", answer.text());
    let director =
        [("body", "villagers_committee"), ("post_held", "director"), ("held_in", &branches[0])];
    let answer = commission.post(&path(&pages[0]), &director).await;
    assert!(answer.has("#held_in-error"), "{}", answer.text());
    verified(&app).await;
}

#[tokio::test]
async fn a_post_in_the_party_of_who_is_on_probation_is_asked_about() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = crate::party::organised(&app, &office).await;
    let page = added(&commission, UNIT, &fields("王秀英", "f", BIRTH, "")).await;
    let page = page.split('?').next().expect("a path");
    let id = page.rsplit('/').next().expect("a key");
    let joins = [("standing", "probationary"), ("presence", "here"), ("since_on", "2026-07-01")];
    commission.done(&format!("/{UNIT}/party/{branch}/find/{id}"), &joins).await;
    let branch = branch.to_string();
    let post = [("body", "party"), ("post_held", "member"), ("held_in", &*branch)];
    let path = format!("{page}/offices");
    let answer = commission.post(&path, &post).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert!(answer.has("details[open] #unlikely[type=checkbox]:not([checked])"));
    assert!(answer.text().contains("没有被选举权"), "{}", answer.text());
    assert_eq!(app.number("select count(*) from office").await, 0);
    commission.done(&path, &[&post[..], &[("unlikely", "1")]].concat()).await;
    // what is over, or of another body, is not asked about
    let over = [("from_on", "2011-01-01"), ("until_on", "2014-01-01"), ("left", "term")];
    commission.done(&path, &[&post[..], &over].concat()).await;
    let director = [("body", "villagers_committee"), ("post_held", "director")];
    commission.done(&path, &director).await;
    verified(&app).await;
}
