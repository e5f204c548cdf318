//! The desk: each role finds its tasks, in their order, one click from where they are done, and
//! nothing of other places; the head of every page and the page of a town.

mod kinds;
mod many;
mod own;
mod places;

use huanjie::shell::mandate::Role;
use law::stage::Stage;
use reqwest::StatusCode;
use scraper::{ElementRef, Html, Selector};

use crate::house::{
    app::{COUNTY, OTHER, OTHER_TOWN, SIBLING, TOWN, TestApp, UNIT, Visitor},
    election::{Walk, election_day},
};

/// What a desk shows.
struct Desk {
    /// Address, state and words of each task.
    tasks: Vec<(String, String, String)>,
    /// The same of what waits for others.
    eyes: Vec<(String, String, String)>,
    text: String,
}

impl Desk {
    fn has(&self, href: &str) -> bool {
        self.tasks.iter().any(|(of, ..)| of == href)
    }

    fn hrefs(&self) -> Vec<&str> {
        self.tasks.iter().map(|(of, ..)| of.as_str()).collect()
    }
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

fn words(of: ElementRef<'_>) -> String {
    of.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines of a list: address, class, words.
fn listed(page: &Html, rows: &str) -> Vec<(String, String, String)> {
    let anchor = selector("a");
    let line = |row: ElementRef<'_>| {
        let href = row.select(&anchor).next().and_then(|link| link.attr("href"));
        let class = row.attr("class").unwrap_or_default();
        (href.unwrap_or_default().to_owned(), class.to_owned(), words(row))
    };
    page.select(&selector(rows)).map(line).collect()
}

/// Where the links lead that a selector names.
fn hrefs(page: &Html, links: &str) -> Vec<String> {
    let links = selector(links);
    let hrefs = page.select(&links).filter_map(|link| link.attr("href"));
    hrefs.map(str::to_owned).collect()
}

async fn desk(visitor: &Visitor) -> Desk {
    desk_at(visitor, "/").await
}

async fn desk_at(visitor: &Visitor, path: &str) -> Desk {
    let answer = visitor.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let text = answer.text();
    let page = Html::parse_document(&text);
    Desk { tasks: listed(&page, ".tasks li"), eyes: listed(&page, ".eyes tbody tr"), text }
}

#[tokio::test]
async fn an_election_that_is_to_be_opened_waits_for_the_office_and_others_see_that_it_does() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let first = desk(&office).await;
    assert_eq!(first.hrefs(), [format!("/{TOWN}")], "one task for both villages");
    assert!(first.tasks[0].2.contains("2 个村"), "{:?}", first.tasks);
    let commission = desk(&app.visitor("commission").await).await;
    assert_eq!(commission.hrefs(), Vec::<&str>::new());
    let (href, _, text) = &commission.eyes[0];
    assert_eq!(*href, format!("/{UNIT}"));
    assert!(text.contains("立项") && text.contains("乡镇选举办"), "{text}");
    Walk::new(&app).await.open(election_day()).await;
    let second = desk(&office).await;
    assert!(second.has(&format!("/{SIBLING}")), "the village that is left: {:?}", second.tasks);
}

#[tokio::test]
async fn what_is_overdue_comes_first_then_what_is_due_soonest() {
    let app = TestApp::start().await;
    let mut walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    SIBLING.clone_into(&mut walk.unit);
    let soon = TestApp::today() + chrono::TimeDelta::days(40);
    walk.open(soon).await;
    let desk = desk(&walk.office).await;
    let states: Vec<&str> = desk.tasks.iter().map(|(_, state, _)| &**state).collect();
    assert_eq!(states, ["overdue", "later"], "{:?}", desk.tasks);
    assert!(desk.tasks[0].0.starts_with(&format!("/{UNIT}/")));
    assert!(desk.tasks[0].2.contains("逾期"), "{:?}", desk.tasks);
    // the roll is posted twenty days before at the latest: in twenty days
    assert!(desk.tasks[1].2.contains("还有 20 天"), "{:?}", desk.tasks);
}

#[tokio::test]
async fn nothing_of_another_town_is_ever_shown() {
    let app = TestApp::start().await;
    app.person("office2", &[(Role::TownOffice, OTHER_TOWN)]).await;
    Walk::new(&app).await.open(election_day()).await;
    let mut walk = Walk::new(&app).await;
    OTHER.clone_into(&mut walk.unit);
    walk.office = app.visitor("office2").await;
    walk.open(election_day()).await;
    for name in ["office", "leader", "steering", "commission", "recorder1", "scrutineer"] {
        let desk = desk(&app.visitor(name).await).await;
        assert!(!desk.text.contains(OTHER) && !desk.text.contains("石礁村"), "{name}");
        assert!(desk.text.contains(UNIT), "{name} sees the own unit: {}", desk.text);
    }
    let other = desk(&walk.office).await;
    assert!(other.has(&format!("/{OTHER}/committee/roll#bring")), "{:?}", other.tasks);
    assert!(!other.text.contains(UNIT) && !other.text.contains("增辉村"));
    let official = desk(&app.visitor("official").await).await;
    assert!(official.text.contains(UNIT) && official.text.contains(OTHER));
}

#[tokio::test]
async fn who_looks_on_sees_what_runs_and_who_must_act() {
    let app = TestApp::start().await;
    Walk::at(&app, Stage::Candidates).await;
    for name in ["county", "official", "leader"] {
        let desk = desk(&app.visitor(name).await).await;
        assert_eq!(desk.hrefs(), Vec::<&str>::new(), "{name} has no task");
        let (href, _, text) = desk.eyes.first().expect("the election");
        assert_eq!(*href, format!("/{UNIT}/committee"), "{name}");
        assert!(text.contains("选举委员会") && text.contains("逾期"), "{name}: {text}");
        let page = Html::parse_document(&desk.text);
        let rows = listed(&page, ".counts tbody tr");
        let town = rows.iter().find(|(href, ..)| *href == format!("/{TOWN}")).expect("the town");
        // units, not opened, six stages, to be voted on again, declared, overdue
        assert_eq!(town.2, "小沙镇 2 1 0 0 1 0 0 0 0 0 1", "{name}");
        // each number leads to those that it counts
        for (by, one) in
            [("stage=unopened", SIBLING), ("stage=candidates", UNIT), ("overdue=yes", UNIT)]
        {
            let url = format!("/{TOWN}?{by}");
            assert!(desk.text.contains(&format!("href=\"{url}\"")), "{name}: {}", desk.text);
            let list = app.visitor(name).await.get(&url).await.text();
            let there = |code: &str| list.contains(&format!("href=\"/{code}\""));
            assert!(there(one) && !there(if one == UNIT { SIBLING } else { UNIT }), "{by}: {list}");
        }
    }
}

#[tokio::test]
async fn the_administrator_sees_how_the_instance_fares() {
    let app = TestApp::start().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    let admin = app.visitor("admin").await;
    let first = desk(&admin).await;
    assert_eq!(first.hrefs(), ["/upkeep/backups"], "no back-up yet");
    assert!(first.text.contains("从未登录的账号"));
    assert!(!first.text.contains(TOWN), "no election is his");
    app.failed_print(1).await;
    assert_eq!(desk(&admin).await.hrefs(), ["/upkeep/backups", "/upkeep"]);
    let folder = app.app.instance.folder().join("backups");
    std::fs::create_dir_all(&folder).expect("a folder");
    let now = huanjie::shell::clock::Now::read().0.format("huanjie-%Y%m%d-%H%M%S.tar");
    std::fs::write(folder.join(now.to_string()), "").expect("a file");
    assert_eq!(desk(&admin).await.hrefs(), ["/upkeep"], "one was made today");
}

#[tokio::test]
async fn the_administrator_is_told_of_people_only_where_a_county_has_none() {
    let app = TestApp::start().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    let admin = app.visitor("admin").await;
    assert_eq!(desk(&admin).await.hrefs(), ["/upkeep/backups"]);
    app.console("mandate_ended", async |act| {
        let end = "update mandate set revoked_on = from_on where role = 'county_office'";
        sqlx::query(end).execute(&mut **act).await.expect("an end");
    })
    .await;
    assert_eq!(desk(&admin).await.hrefs(), ["/people/new", "/upkeep/backups"]);
}

#[tokio::test]
async fn a_county_gives_its_towns_their_offices_first() {
    let app = TestApp::start().await;
    let county = app.visitor("county").await;
    let told = async || county.get("/").await;
    let first = told().await;
    assert!(first.text().contains("还有 1 个乡镇的选举办没有人"), "{}", first.text());
    assert!(first.has("main a.button[href='/people/new']"));
    app.person("office2", &[(Role::TownOffice, OTHER_TOWN)]).await;
    let then = told().await;
    assert!(
        !then.text().contains("选举办没有人") && then.text().contains("眼下没有等您办理"),
        "{}",
        then.text()
    );
}

#[tokio::test]
async fn somebody_without_a_role_is_told_whom_to_ask() {
    let app = TestApp::start().await;
    app.person("nobody", &[]).await;
    let desk = desk(&app.visitor("nobody").await).await;
    assert!(desk.text.contains("您还没有任何职责"), "{}", desk.text);
    assert!(desk.tasks.is_empty() && desk.eyes.is_empty());
}

#[tokio::test]
async fn the_head_offers_what_a_role_may_see_and_marks_the_page() {
    let app = TestApp::start().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    app.person("two", &[(Role::Commission, UNIT), (Role::Recorder, SIBLING)]).await;
    let unit = format!("/{UNIT}");
    let sibling = format!("/{SIBLING}");
    let town = format!("/{TOWN}");
    let county = format!("/{COUNTY}");
    for (name, offered) in [
        ("admin", vec!["/", "/people", "/upkeep"]),
        ("county", vec!["/", &*county, "/people"]),
        ("official", vec!["/", &*county, "/people"]),
        ("office", vec!["/", &*town, "/people"]),
        ("leader", vec!["/", &*town, "/people"]),
        ("steering", vec!["/", &*unit]),
        ("commission", vec!["/", &*unit, "/people"]),
        ("recorder1", vec!["/", &*unit]),
        ("scrutineer", vec!["/", &*unit]),
        ("two", vec!["/", "/people", &*unit, &*sibling]),
    ] {
        let visitor = app.visitor(name).await;
        for path in &offered {
            let answer = visitor.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{name} {path}");
            let page = Html::parse_document(&answer.text());
            assert_eq!(hrefs(&page, ".way a"), offered, "{name} at {path}");
            assert_eq!(hrefs(&page, ".way a[aria-current]"), [*path], "{name} at {path}");
        }
    }
}
