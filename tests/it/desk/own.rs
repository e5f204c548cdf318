//! Who only enters, confirms or looks on is told what is theirs, also while nothing waits; suspected
//! duplicates reach the desk of who decides about them.

use huanjie::shell::mandate::Role;
use law::stage::Stage;

use super::desk;
use crate::house::{
    app::{SIBLING, TOWN, TestApp, UNIT, Visitor},
    election::Walk,
};

const WAITING: [&str; 3] = ["recorder1", "scrutineer", "screen"];

#[tokio::test]
async fn who_waits_for_the_count_is_told_what_is_theirs_and_when_it_is_their_turn() {
    let app = TestApp::start().await;
    app.person("screen", &[(Role::Screen, UNIT)]).await;
    for name in WAITING {
        let visitor = app.visitor(name).await;
        let told = desk(&visitor).await.text;
        assert!(
            told.contains("增辉村") && told.contains("还没有立项，由乡镇选举办办理"),
            "{name}: {told}"
        );
        assert!(told.contains("立项以后这里"), "{name}: {told}");
        assert!(told.contains(&format!("href=\"/{UNIT}\"")), "{name}: {told}");
        // where a link leads that opens before the election does
        let unit = visitor.get(&format!("/{UNIT}")).await.text();
        assert!(unit.contains("您的职责") && unit.contains("立项以后这里"), "{name}: {unit}");
    }
    let walk = Walk::at(&app, Stage::Candidates).await;
    let day = crate::house::election::day(0);
    for (name, turn) in WAITING.into_iter().zip([
        "投票结束、进入计票阶段时",
        "选举日投票时到场监督",
        "候选人名单公布后可以展示",
    ]) {
        let visitor = app.visitor(name).await;
        let told = desk(&visitor).await.text;
        assert!(told.contains(turn) && told.contains(&day), "{name}: {told}");
        assert!(told.contains("由选举委员会办理"), "{name}: {told}");
        let links =
            ["", "/candidates", "/outcome"].map(|page| format!("href=\"{}\"", walk.path(page)));
        for link in links {
            assert!(told.contains(&link), "{name}: {link} {told}");
        }
        let ledger = format!("href=\"{}\"", walk.path("/ballots"));
        assert_eq!(told.contains(&ledger), name == "scrutineer", "{name}: only what may be seen");
        let case = visitor.get(&walk.path("")).await.text();
        assert!(case.contains("您的职责") && case.contains(turn), "{name}: {case}");
    }
    for name in ["office", "commission", "steering", "county"] {
        let told = desk(&app.visitor(name).await).await.text;
        assert!(!told.contains("轮到您</dt>"), "{name} is led by tasks: {told}");
    }
}

async fn added(who: &Visitor, code: &str, name: &str) {
    let fields =
        [("name", name), ("sex", "f"), ("birth_on", "1971-05-06"), ("code", code), ("alike", "1")];
    who.done(&format!("/{TOWN}/persons/new"), &fields).await;
}

#[tokio::test]
async fn suspected_duplicates_reach_the_desk_of_who_may_merge_them() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let cases = |code: &str| format!("/{code}/persons/cases");
    assert!(!desk(&office).await.has(&cases(TOWN)));
    added(&office, UNIT, "王秀英").await;
    added(&office, SIBLING, "王秀英").await;
    desk(&office).await;
    // without what the last page had to say
    let told = desk(&office).await;
    let line = told.tasks.iter().find(|(href, ..)| *href == cases(TOWN)).expect("the cases");
    assert!(line.2.contains("小沙镇") && line.2.contains("1 对"), "{line:?}");
    assert!(!told.text.contains("王秀英"));
    // the commission of the one village has nothing to do with the other
    assert!(!desk(&app.visitor("commission").await).await.has(&cases(UNIT)));
    added(&office, UNIT, "王秀英").await;
    let line = desk(&app.visitor("commission").await).await;
    assert!(line.has(&cases(UNIT)), "{:?}", line.tasks);
    let county = desk(&app.visitor("county").await).await;
    assert!(county.has("/330902/persons/cases"), "{:?}", county.tasks);
    for name in ["leader", "steering", "official", "recorder1"] {
        let told = desk(&app.visitor(name).await).await;
        assert!(!told.text.contains("persons/cases"), "{name}");
    }
}
