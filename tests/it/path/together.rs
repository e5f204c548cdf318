//! Two people, two processes, the same moment.

use std::time::Duration;

use huanjie::{
    places::store as places,
    shell::{ids::WorldId, mandate::Role},
};
use law::stage::Stage;
use reqwest::StatusCode;
use tokio::time::Instant;

use crate::house::{
    app::{LivePage, TOWN, TestApp},
    election::{Walk, day, election_day, voter},
};

#[tokio::test]
async fn of_two_commissions_that_post_the_roll_at_once_one_is_told_that_it_was_second() {
    let app = TestApp::start().await;
    let second = app.again().await;
    app.person("all1", &[(Role::Commission, TOWN)]).await;
    app.person("all2", &[(Role::Commission, TOWN)]).await;
    let (here, there) = tokio::join!(app.visitor("all1"), second.visitor("all2"));
    let mut walk = Walk::new(&app).await;
    for round in 0..20 {
        let unit = format!("330902102{}", 300 + round);
        add_unit(&app, &unit).await;
        walk.unit = unit;
        walk.open(election_day()).await;
        let file = format!("name,sex,birth,group,category\n{},f,1980-01-01,1,a\n", voter(round));
        walk.office.upload(&walk.path("/roll/import"), file.as_bytes()).await;
        let path = walk.path("/roll/post");
        let on = day(-22);
        let seen = here.seen(&format!("{path}?on={on}")).await;
        let form = [("on", &*on), ("seen", &*seen)];
        let (one, other) = tokio::join!(here.post(&path, &form), there.post(&path, &form));
        let mut statuses = [one.status, other.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "round {round}");
    }
    assert_eq!(app.number("select count(*) from stage_entry where stage = 'roll'").await, 20);
    assert_eq!(app.number("select count(*) from journal where event = 'roll_posted'").await, 20);
}

async fn add_unit(app: &TestApp, code: &str) {
    app.console("unit_added", async |act| {
        let parent_id = places::by_code(act, WorldId(1), TOWN).await.expect("a town");
        let new = places::NewPlace {
            world_id: WorldId(1),
            parent_id,
            level: "unit",
            kind: Some("village"),
            name: code,
            code,
            from_on: act.now().date(),
        };
        places::add(act, &new).await.expect("a place");
    })
    .await;
}

#[tokio::test]
async fn candidates_listed_at_once_are_listed_or_refused_as_second() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Candidates).await;
    let other = app.visitor("commission2").await;
    let path = walk.path("/candidates");
    let names: Vec<String> = (10..26).map(voter).collect();
    let sent = names.iter().enumerate().map(|(number, name)| {
        let who = if number % 2 == 0 { &walk.commission } else { &other };
        let path = &path;
        async move { who.post(path, &[("name", name), ("post", "member"), ("birth_on", "")]).await }
    });
    let mut listed = 0;
    for answer in futures_util::future::join_all(sent).await {
        match answer.status {
            StatusCode::SEE_OTHER => listed += 1,
            status => assert_eq!(status, StatusCode::CONFLICT),
        }
    }
    assert!(listed > 0);
    assert_eq!(app.number("select count(*) from candidacy").await, listed);
    assert_eq!(app.number("select count(distinct rank) from candidacy").await, listed);
}

#[tokio::test]
async fn an_act_in_one_process_shows_on_a_page_of_the_other_within_two_seconds() {
    let app = TestApp::start().await;
    let other = app.again().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    listening(&app, 2).await;
    let commission = other.visitor("commission").await;
    let mut page = commission.live(&walk.path("/live")).await;
    walk.import().await;
    // the last thing told of this act comes from the slow poll of the heads: an act right after a
    // poll is told by the notification or too late
    let last = quiet(&mut page).await;
    let period = Duration::from_secs(5);
    let mut poll = last;
    while poll < Instant::now() {
        poll += period;
    }
    tokio::time::sleep_until(poll + Duration::from_millis(300)).await;
    while page.changes_within(Duration::from_millis(1)).await {}
    let acted = Instant::now();
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-22))]).await;
    assert!(page.changes_within(Duration::from_secs(2)).await, "told after {:?}", acted.elapsed());
}

#[tokio::test]
async fn a_page_hears_nothing_of_another_election() {
    let app = TestApp::start().await;
    let mut walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let mut page = walk.commission.live(&walk.path("/live")).await;
    quiet(&mut page).await;
    walk.unit = crate::house::app::SIBLING.to_owned();
    walk.open(election_day()).await;
    walk.import().await;
    assert!(!page.changes_within(Duration::from_millis(5500)).await, "{}", page.heard);
}

/// Waits until nothing is told any more, longer than the slow poll; gives when the last was.
async fn quiet(page: &mut LivePage) -> Instant {
    let mut last = Instant::now();
    while page.changes_within(Duration::from_millis(5300)).await {
        last = Instant::now();
    }
    last
}

/// Waits until so many processes listen.
async fn listening(app: &TestApp, processes: i64) {
    let query = "select count(*) from pg_stat_activity
        where datname = current_database() and query ilike 'listen%'";
    for _ in 0..100 {
        if app.number(query).await == processes {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("nobody listens");
}
