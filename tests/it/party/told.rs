//! What the pages of members and organisations say: where the person belongs, who moves a member, what counts.

use reqwest::StatusCode;

use super::{figure, joins, newest, organisation, organised};
use crate::{
    house::app::{SIBLING, TOWN, TestApp, UNIT, verified},
    persons::pages::fields,
};

#[tokio::test]
async fn the_table_counts_the_members_of_all_below_as_the_tree_does() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [committee, _, one, other] = organised(&app, &office).await;
    for (branch, name) in [(one, "甲"), (one, "乙"), (other, "丙")] {
        joins(&app, &commission, branch, name, ("full", "here")).await;
    }
    organisation(&app, &office, SIBLING, ("branch", "毛峙支部", committee)).await;
    let figures = async |query: &str| {
        let file = office.get(&format!("/{TOWN}/party/list/csv?{query}")).await.text();
        file.lines()
            .skip(1)
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                format!("{} {}", cells[0], cells[4])
            })
            .collect::<Vec<_>>()
    };
    let all = ["中共小沙镇委员会 3", "增辉村总支部 3", "光辉支部 2", "芷塘岙支部 1", "毛峙支部 0"];
    let mut found = figures("sort=-members").await;
    assert_eq!(found[2..], all[2..], "{found:?}");
    found.sort();
    let mut all = all.to_vec();
    all.sort_unstable();
    assert_eq!(found, all);
    assert_eq!(figures("kind=general_branch").await, ["增辉村总支部 3"]);
    let tree = office.get(&format!("/{TOWN}/party")).await.text();
    assert!(tree.contains("全部党员（3 名）"), "{tree}");
    // of the village's there is the general branch alone
    let own = commission.get(&format!("/{UNIT}/party/list/csv?kind=general_branch")).await.text();
    assert!(own.contains("增辉村总支部") && own.contains(",3"), "{own}");
    verified(&app).await;
}

#[tokio::test]
async fn a_state_before_the_newest_one_is_said_to_be_a_former_one() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., one, _] = organised(&app, &office).await;
    let member = joins(&app, &commission, one, "王秀英", ("full", "here")).await;
    let change = |presence: &'static str, since: &'static str| {
        [
            ("standing", "full"),
            ("presence", presence),
            ("since_on", since),
            ("state_reason", "外出务工"),
        ]
    };
    let state = format!("{member}/state");
    for (presence, since, said) in [
        ("long", "2020-01-01", "状态已变更。"),
        ("short", "2010-01-01", "现在的状态不变：正式党员，长期外出（2020-01-01"),
        // of one day what was entered last
        ("here", "2020-01-01", "状态已变更。"),
    ] {
        commission.done(&state, &change(presence, since)).await;
        let page = commission.get(&member).await.text();
        assert!(page.contains(said), "{said}: {page}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn the_page_of_a_member_leads_to_the_town_and_to_where_the_person_belongs() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [committee, _, one, _] = organised(&app, &office).await;
    let far = organisation(&app, &office, SIBLING, ("branch", "毛峙支部", committee)).await;
    let member = joins(&app, &commission, one, "王秀英", ("full", "here")).await;
    let far_option = format!("option[value='{far}']");
    let town = member.replace(UNIT, TOWN);
    let page = office.get(&member).await;
    assert!(!page.has(&far_option) && page.has(&format!("a[href='{town}']")), "{}", page.text());
    let page = office.get(&town).await;
    assert!(page.has(&far_option) && !page.text().contains("支部的，由"));
    let page = commission.get(&member).await;
    assert!(!page.has(&format!("a[href='{town}']")), "{}", page.text());
    assert!(page.text().contains("转到其他村（社区）支部的，由乡镇选举办办理"), "{}", page.text());
    // the person moves, the membership stays
    let who = app.number("select person_id from membership").await;
    let own = format!("/{UNIT}/persons/{who}");
    assert!(page.has(&format!("a[href='{own}']")) && !page.text().contains("现属"));
    let mut form = fields("王秀英", "f", "1971-05-06", "");
    form.extend([("politics", "party"), ("code", SIBLING)]);
    office.done(&format!("/{TOWN}/persons/{who}/edit"), &form).await;
    let there = format!("/{SIBLING}/persons/{who}");
    let page = office.get(&member).await;
    assert!(page.has(&format!("a[href='{there}']")) && page.text().contains("本人现属"));
    let page = commission.get(&member).await;
    assert!(page.text().contains("本人现属"), "{}", page.text());
    assert!(!page.has(&format!("a[href='{there}']")) && !page.has(&format!("a[href='{own}']")));
    assert_eq!(office.get(&there).await.status, StatusCode::OK);
    assert_ne!(commission.get(&there).await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_is_exempt_who_has_no_vote() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., one, _] = organised(&app, &office).await;
    let new = joins(&app, &commission, one, "王秀英", ("probationary", "long")).await;
    let page = commission.get(&new).await;
    assert!(!page.has("#exempt_for"), "{}", page.text());
    assert!(page.text().contains("党籍为“预备党员”的，在党员大会上没有表决权"), "{}", page.text());
    let asks = [("exempt_for", "moved"), ("asked_on", "2026-01-10")];
    let answer = commission.post(&format!("{new}/exemption"), &asks).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    // at its field, and what was typed stays
    assert!(answer.has("#exempt_for-error") && answer.has("#asked_on[value='2026-01-10']"));
    // of who loses the vote it counts no more
    let member = joins(&app, &commission, one, "李芳", ("full", "long")).await;
    commission.done(&format!("{member}/exemption"), &asks).await;
    commission.done(&format!("{member}/exemption/vote"), &[("voted_on", "2026-01-15")]).await;
    let consent = [("consented_on", "2026-01-20"), ("consent_no", "小组〔2026〕3号")];
    office.done(&format!("{member}/exemption/consent"), &consent).await;
    let branch = format!("/{UNIT}/party/{one}");
    let counted = async |n: &str| {
        let page = commission.get(&branch).await.text();
        assert_eq!(figure(&page, "不计入应到会"), n);
        let list = commission.get(&format!("{branch}/table/csv?exemption=exempt")).await.text();
        assert_eq!((list.lines().count() - 1).to_string(), n, "{list}");
    };
    counted("1").await;
    let state = [
        ("standing", "disciplinary_probation"),
        ("presence", "long"),
        ("since_on", "2026-02-01"),
        ("state_reason", "留党察看一年"),
    ];
    commission.done(&format!("{member}/state"), &state).await;
    counted("0").await;
    let page = commission.get(&member).await.text();
    assert!(page.contains("没有表决权，本来就不计入"), "{page}");
    verified(&app).await;
}

#[tokio::test]
async fn an_exemption_ends_with_the_membership() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., one, other] = organised(&app, &office).await;
    let first = joins(&app, &commission, one, "王秀英", ("full", "long")).await;
    let asks = [("exempt_for", "moved"), ("asked_on", "2026-01-10")];
    commission.done(&format!("{first}/exemption"), &asks).await;
    let to = other.to_string();
    let moves = [("branch", &*to), ("moved_on", "2026-02-01"), ("move_reason", "")];
    commission.done(&format!("{first}/move"), &moves).await;
    let second = format!("/{UNIT}/party/{other}/members/{}", newest(&app).await);
    commission.done(&format!("{second}/exemption"), &[asks[0], ("asked_on", "2026-02-10")]).await;
    let ends = [
        ("how", "left"),
        ("left_on", "2026-02-05"),
        ("end_reason", "本人申请"),
        ("member_sure", "1"),
    ];
    commission.done(&format!("{second}/end"), &ends).await;
    // one that was asked for later than that never began
    let ended = "select ended_on::text from member_exemption order by member_exemption_id";
    assert_eq!(app.texts(ended).await, ["2026-02-01", "2026-02-10"]);
    for (page, on) in [(first, "2026-02-01"), (second, "2026-02-05")] {
        let page = commission.get(&page).await.text();
        assert!(page.contains("随本支部的党员关系结束") && page.contains(on), "{page}");
        assert!(!page.contains("仍计入"), "{page}");
    }
    verified(&app).await;
}
