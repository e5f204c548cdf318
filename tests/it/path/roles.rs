//! Pages show forms, links and the next step to those who may use them.

use law::stage::Stage;
use reqwest::StatusCode;
use scraper::{Html, Selector};

use crate::house::{
    app::{SIBLING, TOWN, TestApp, Visitor},
    election::{Walk, election_day},
};

/// The addresses that a page's elements lead to.
async fn leads(visitor: &Visitor, path: &str, of: &str, attribute: &str) -> Vec<String> {
    let answer = visitor.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    let page = Html::parse_document(&answer.text());
    let selector = Selector::parse(of).expect("a selector");
    let found = page.select(&selector).filter_map(|one| one.value().attr(attribute));
    found.map(str::to_owned).collect()
}

/// Everybody who walks an election.
const EVERYBODY: [&str; 8] =
    ["county", "official", "office", "leader", "steering", "commission", "recorder1", "scrutineer"];

#[tokio::test]
async fn whatever_a_page_shows_its_visitor_may_use() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let mut visitors = Vec::new();
    for name in EVERYBODY {
        visitors.push((name, app.visitor(name).await));
    }
    let mut shown = 0;
    for stage in Stage::ALL {
        for (name, visitor) in &visitors {
            let links = leads(visitor, &walk.path(""), "nav.pages a, .next a", "href").await;
            assert!(links.len() >= 2, "{name}: {links:?}");
            for link in links {
                let link = link.split('#').next().expect("a path").to_owned();
                let page = visitor.get(&link).await;
                assert_eq!(page.status, StatusCode::OK, "{name} is led to {link} while {stage:?}");
                for action in leads(visitor, &link, "main form", "action").await {
                    shown += 1;
                    let answer = visitor.post(&action, &[]).await;
                    assert_ne!(answer.status, StatusCode::FORBIDDEN, "{name} is shown {action}");
                }
            }
        }
        walk.through(stage).await;
    }
    assert!(shown > 20, "{shown} forms");
}

#[tokio::test]
async fn who_may_not_act_reads_who_must() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Candidates).await;
    let official = app.visitor("official").await;
    let page = official.get(&walk.path("/candidates")).await.text();
    assert!(page.contains("选举委员会（增辉村）"), "{page}");
    assert!(leads(&official, &walk.path("/candidates"), ".next a", "href").await.is_empty());
    let refused = official.post(&walk.path("/candidates"), &[("name", "某")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text().contains("选举委员会（增辉村）"), "{}", refused.text());
}

#[tokio::test]
async fn an_office_is_told_with_the_place_that_is_its_own() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    // the office of a town is not one of a village
    let page = walk.commission.post(&walk.path("/day"), &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let text = page.text();
    assert!(text.contains("这件事由 乡镇选举办 办理") && text.contains("请县选举办"), "{text}");
    assert!(!text.contains("乡镇选举办（增辉村）"), "{text}");
    // several roles: each with its own, and who entrusts people with them
    let text = walk.commission.post(&walk.path("/sheet"), &[]).await.text();
    for said in ["计票记录员（增辉村）", "请乡镇选举办"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // at the town its office is the town's
    let text = walk.commission.post(&format!("/{TOWN}/units"), &[]).await.text();
    assert!(text.contains("乡镇选举办（小沙镇）") && text.contains("请县选举办"), "{text}");
}

#[tokio::test]
async fn who_has_entered_the_sheet_waits_for_the_other() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let figures = walk.figures().await;
    let awaited = "等待另一人录入";
    assert!(!walk.recorder1.get(&walk.path("")).await.text().contains(awaited));
    walk.enter(&walk.recorder1, &figures).await;
    assert!(walk.recorder1.get(&walk.path("")).await.text().contains(awaited));
    assert!(!walk.recorder2.get(&walk.path("")).await.text().contains(awaited));
    let next = leads(&walk.recorder2, &walk.path(""), ".next a.button", "href").await;
    assert_eq!(next, [walk.path("/sheet#close")]);
}

#[tokio::test]
async fn a_stranger_is_told_that_he_may_not_before_what_there_is() {
    let app = TestApp::start().await;
    // no election is open in either
    let stranger = app.visitor("commission").await;
    let other = stranger.get(&format!("/{SIBLING}/committee")).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    let own = stranger.get("/330902102201/committee").await;
    assert_eq!(own.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn taking_a_candidate_off_the_list_asks_first() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Candidates).await;
    walk.candidates().await;
    let one = app.number("select max(candidacy_id) from candidacy").await;
    let remove = walk.path(&format!("/candidates/{one}/remove"));
    let list = walk.commission.get(&walk.path("/candidates")).await;
    assert!(list.has(&format!("main a[href='{remove}']")), "{}", list.text());
    assert!(!list.has(&format!("main form[action='{remove}']")));
    let before = app.state().await;
    let asked = walk.commission.get(&remove).await;
    assert!(asked.has(&format!("main form[method=post][action='{remove}'] button")));
    assert_eq!(app.state().await, before);
    assert_eq!(walk.office.get(&remove).await.status, StatusCode::FORBIDDEN);
    walk.commission.done(&remove, &[]).await;
    assert_eq!(walk.commission.get(&remove).await.status, StatusCode::CONFLICT);
}
