//! The page of a town, and the trail on pages of places.

use huanjie::shell::mandate::Role;
use law::stage::Stage;
use scraper::Html;

use super::{hrefs, listed, selector};
use crate::house::{
    app::{COUNTY, SIBLING, TOWN, TestApp, UNIT},
    election::Walk,
};

#[tokio::test]
async fn a_town_shows_stage_deadline_and_who_is_responsible_side_by_side() {
    let app = TestApp::start().await;
    app.person("sleeper", &[(Role::Commission, SIBLING)]).await;
    Walk::at(&app, Stage::Candidates).await;
    let office = app.visitor("office").await;
    let text = office.get(&format!("/{TOWN}")).await.text();
    let rows = listed(&Html::parse_document(&text), "main tbody tr");
    let [unit, sibling] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!(unit.0, format!("/{UNIT}"));
    for said in ["正式候选人", "逾期", "2025-03-18", "commission的名字"] {
        assert!(unit.2.contains(said), "{said}: {}", unit.2);
    }
    assert!(sibling.2.contains("sleeper的名字") && sibling.2.contains("从未"), "{}", sibling.2);
    // who does not look after accounts is not told who signed in when
    app.person("helper", &[(Role::SteeringGroup, TOWN)]).await;
    let text = app.visitor("helper").await.get(&format!("/{TOWN}")).await.text();
    assert!(text.contains("sleeper的名字") && !text.contains("从未"), "{text}");
}

#[tokio::test]
async fn the_trail_leads_to_what_the_visitor_may_see() {
    let app = TestApp::start().await;
    Walk::at(&app, Stage::Objections).await;
    for (name, linked) in [
        ("official", vec![COUNTY, TOWN, UNIT]),
        ("office", vec![TOWN, UNIT]),
        ("recorder1", vec![UNIT]),
    ] {
        let visitor = app.visitor(name).await;
        for page in ["", "/committee", "/committee/candidates"] {
            let text = visitor.get(&format!("/{UNIT}{page}")).await.text();
            let html = Html::parse_document(&text);
            let steps: Vec<String> =
                html.select(&selector(".trail li")).map(super::words).collect();
            assert_eq!(steps[..3], ["定海区", "小沙镇", "增辉村"], "{name} {page}");
            let mut links = hrefs(&html, ".trail a");
            links.retain(|href| !href.contains("committee"));
            let expected: Vec<String> = linked.iter().map(|code| format!("/{code}")).collect();
            assert_eq!(links, expected, "{name} {page}");
        }
    }
}
