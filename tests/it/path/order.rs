//! Where the order of votes alone does not decide: the women's seat (C-15), avoidance among near kin
//! (V-24). Page and papers say who, with numbers, rule and article.

use std::collections::BTreeMap;

use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::{TestApp, UNIT, Visitor, verified},
    election::{Walk, day, voter},
};

/// The figures of the paper with other votes: director, deputy, members in their order, and a man who
/// was written in as a member.
async fn figures(walk: &Walk<'_>, votes: [u32; 8], written: u32) -> BTreeMap<String, String> {
    let fields = "select 'votes.' || post || '.' || candidacy_id from candidacy where formal
        order by array_position(array['director', 'deputy', 'member'], post), rank";
    let mut figures = walk.figures().await;
    for (field, votes) in walk.app.texts(fields).await.into_iter().zip(votes) {
        figures.insert(field, votes.to_string());
    }
    figures.insert("written-post-1".to_owned(), "member".to_owned());
    figures.insert("written-votes-1".to_owned(), written.to_string());
    figures
}

/// Counts the vote with these votes.
async fn counted(walk: &Walk<'_>, votes: [u32; 8], written: u32) {
    walk.to(Stage::Count).await;
    let figures = figures(walk, votes, written).await;
    walk.enter(&walk.recorder1, &figures).await;
    walk.enter(&walk.recorder2, &figures).await;
    walk.explain_all().await;
    walk.recorder1.done(&walk.path("/sheet/finish"), &[("on", &day(0))]).await;
}

/// The page of the outcome as it reads.
async fn outcome(walk: &Walk<'_>) -> String {
    read(&walk.commission, &walk.path("/outcome")).await
}

async fn read(visitor: &Visitor, path: &str) -> String {
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = scraper::Html::parse_document(&page.text());
    let text: String = page.root_element().text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn opened(app: &TestApp) -> Walk<'_> {
    let walk = Walk::new(app).await;
    walk.open(crate::house::election::election_day()).await;
    walk
}

// men have odd numbers: 58 ballots collected, more than 29 votes elect

#[tokio::test]
async fn a_woman_elected_before_men_with_more_votes_is_explained_on_page_and_papers() {
    let app = TestApp::start().await;
    let walk = opened(&app).await;
    counted(&walk, [12, 40, 20, 33, 31, 45, 10, 40], 35).await;
    let page = outcome(&walk).await;
    let [woman, passed] = [voter(4), voter(9)];
    for told in [
        format!("委员应选 3 名，主任、副主任中没有妇女当选。{woman}得 31 票（62 > 58）"),
        "先当选 1 名，其余 2 名按得票多少当选。".to_owned(),
        format!("{passed}（35 票）得票比{woman}多，因名额已满没有当选。"),
        "C-15".to_owned(),
        "V-21".to_owned(),
        "当选（妇女名额）".to_owned(),
    ] {
        assert!(page.contains(&told), "{told}: {page}");
    }
    // whoever declares it sees it once more
    let check =
        read(&walk.commission, &walk.path(&format!("/outcome/declare?on={}", day(0)))).await;
    assert!(check.contains("因名额已满没有当选"), "{check}");
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    let told = format!(
        "{woman}得31票（62>58），是得票符合当选条件的妇女中得票最多的，\
        依据《浙江省村民委员会选举办法》第二条、第二十九条，\
        先当选1名，其余2名按得票多少当选。{passed}（35票）得票虽多于{woman}，因名额已满，未当选。"
    );
    for kind in ["result_announcement", "result_announcement_wall", "result_report"] {
        let paper = through(&walk.paper(kind).await);
        assert!(paper.contains(&told), "{kind}: {told} not in {paper}");
    }
    let announcement = through(&walk.paper("result_announcement").await);
    assert!(announcement.contains(&format!("{woman}31票妇女名额")), "{announcement}");
    assert!(!announcement.contains("尚缺"), "{announcement}");
}

#[tokio::test]
async fn a_seat_that_waits_for_a_woman_is_explained_on_page_and_papers() {
    let app = TestApp::start().await;
    let walk = opened(&app).await;
    counted(&walk, [12, 40, 20, 33, 29, 45, 10, 40], 35).await;
    let page = outcome(&walk).await;
    let [woman, passed] = [voter(4), voter(9)];
    for told in [
        format!("得票最多的妇女{woman}得 29 票（58 ≤ 58），不够当选。"),
        format!("{passed}（35 票）票数够当选，但男候选人得票再多也不能占用这个名额。"),
        "这个名额留给妇女（C-15）".to_owned(),
    ] {
        assert!(page.contains(&told), "{told}: {page}");
    }
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    let told = format!(
        "得票最多的妇女{woman}得29票（58≤58），不符合当选条件，\
        依据《浙江省村民委员会选举办法》第二条、第二十九条，\
        其中1名为妇女名额，另行选举妇女。{passed}（35票）得票符合当选条件，但不占用妇女名额，未当选。"
    );
    for kind in ["result_announcement", "result_report"] {
        let paper = through(&walk.paper(kind).await);
        assert!(paper.contains(&told), "{kind}: {told} not in {paper}");
    }
    let announcement = through(&walk.paper("result_announcement").await);
    assert!(announcement.contains("尚缺1名（其中妇女名额1名），另行选举"), "{announcement}");
}

/// A paper as it is read on, without what stands below each page.
fn through(paper: &str) -> String {
    let mut parts = paper.split("张贴时间");
    let first = parts.next().unwrap_or_default().to_owned();
    // the foot of a page ends with the day of the signed head
    let rest = parts.map(|part| part.split_once("办理记录").map_or(part, |(_, foot)| foot));
    first + &rest.map(|foot| foot.split_once('日').map_or("", |(_, on)| on)).collect::<String>()
}

/// Records that a voter is a sibling of another one.
async fn siblings(walk: &Walk<'_>, one: usize, other: usize) {
    let person = format!("select person_id from roll_entry where name = '{}'", voter(one));
    let person = walk.app.number(&person).await;
    let name = voter(other);
    let form = [("relation", "sibling"), ("kin_name", &*name), ("kin_birth_on", "")];
    walk.commission.done(&format!("/{UNIT}/persons/{person}/kin"), &form).await;
}

#[tokio::test]
async fn kin_of_a_higher_officer_gives_way_and_page_and_papers_say_to_whom() {
    let app = TestApp::start().await;
    let walk = opened(&app).await;
    walk.through(Stage::Roll).await;
    siblings(&walk, 0, 4).await;
    for stage in [Stage::Objections, Stage::Candidates, Stage::Voting] {
        walk.through(stage).await;
    }
    let figures = figures(&walk, [40, 12, 33, 20, 50, 45, 35, 0], 31).await;
    walk.enter(&walk.recorder1, &figures).await;
    walk.enter(&walk.recorder2, &figures).await;
    walk.explain_all().await;
    walk.recorder1.done(&walk.path("/sheet/finish"), &[("on", &day(0))]).await;
    let page = outcome(&walk).await;
    let [stays, out, follows] = [voter(0), voter(4), voter(9)];
    for told in [
        format!(
            "{out}得 50 票，够当选委员；与{stays}（主任，40 票）是近亲属，职务高的任职，{out}不任职。"
        ),
        format!("空出的名额由{follows}（31 票）按得票递补。"),
        "V-24".to_owned(),
        "因任职回避未当选".to_owned(),
    ] {
        assert!(page.contains(&told), "{told}: {page}");
    }
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    let told = format!(
        "{out}的委员得票（50票）符合当选条件，因与{stays}（主任，40票）依法应当实行任职回避，\
        依据《浙江省村民委员会选举办法》第三十一条，由{stays}任职，{out}不任职，\
        由{follows}（31票）依次递补。"
    );
    for kind in ["result_announcement", "result_report"] {
        let paper = through(&walk.paper(kind).await);
        assert!(paper.contains(&told), "{kind}: {told} not in {paper}");
        assert!(!paper.contains("兄弟"), "no more than the names: {paper}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn kin_recorded_after_the_count_have_the_outcome_computed_anew() {
    let app = TestApp::start().await;
    let walk = opened(&app).await;
    counted(&walk, [40, 12, 33, 20, 50, 45, 35, 0], 31).await;
    let seen = walk.seen().await;
    siblings(&walk, 0, 4).await;
    let page = outcome(&walk).await;
    assert!(page.contains("候选人的亲属关系有改动"), "{page}");
    let before = app.state().await;
    let declare = walk.path("/outcome/declare");
    let form = [("on", &*day(0)), ("seen", &*seen)];
    let refused = walk.commission.post(&declare, &form).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("这次没有宣布"), "{}", refused.text());
    assert_eq!(app.state().await, before);
    walk.commission.done(&walk.path("/outcome/anew"), &[]).await;
    let page = outcome(&walk).await;
    assert!(!page.contains("候选人的亲属关系有改动"), "{page}");
    assert!(page.contains("不任职"), "{page}");
    walk.through(Stage::Outcome).await;
    let gone = format!(
        "select count(*) from declared_seat join candidacy using (candidacy_id)
        join roll_entry using (roll_entry_id) where name = '{}'",
        voter(4)
    );
    assert_eq!(app.number(&gone).await, 0);
}
