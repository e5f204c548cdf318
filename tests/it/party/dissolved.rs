//! A branch that is no more: it takes no members, and was dissolved when the last had gone.

use huanjie::{
    party::store::{
        members::{self, NewMember, State},
        tree,
    },
    places::store::organisations,
    shell::{
        ids::{OrganisationId, PersonId, WorldId},
        words::{Lang, Words},
    },
};
use reqwest::StatusCode;

use super::{joins, newest, organised, person};
use crate::{
    house::app::{Answer, TOWN, TestApp, UNIT, Visitor, verified},
    imports::{again::preview, problems, sent, settled, taken},
    persons::{at_once::meanwhile, number, place},
};

/// What the office says of a branch of the general branch: since when it is no more, if it is.
async fn dissolves(
    office: &Visitor,
    (branch, name): (i64, &str),
    (general, on): (i64, &str),
) -> Answer {
    let above = general.to_string();
    let form = [("name", name), ("above", &*above), ("dissolved_on", on)];
    office.post(&format!("/{UNIT}/organisations/{branch}"), &form).await
}

#[tokio::test]
async fn a_branch_that_is_no_more_takes_no_members() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, general, one, other] = organised(&app, &office).await;
    let idno = number("1971-05-06", 312);
    let someone = person(&app, &commission, "王秀英", &idno).await;
    let member = joins(&app, &commission, one, "李芳", ("full", "here")).await;
    assert!(commission.get(&member).await.has(&format!("option[value='{other}']")));
    // a list that was read while the branch stood
    let list = "姓名,性别,出生日期,党支部\n赵六,男,1960-01-02,芷塘岙支部\n";
    let waiting = sent(&office, TOWN, "members", list.as_bytes()).await;
    assert_eq!(problems(&settled(&office, &waiting).await), []);
    let today = TestApp::today().to_string();
    let gone = dissolves(&office, (other, "芷塘岙支部"), (general, &today)).await;
    let page = format!("/{UNIT}/party/{other}");
    assert_eq!(gone.location.as_deref(), Some(&*page), "{}", gone.text());
    let before = app.state().await;
    let shown = commission.get(&page).await;
    assert!(shown.text().contains("撤销于"), "{}", shown.text());
    let find = format!("{page}/find");
    assert!(!shown.has(&format!("a[href='{find}']")));
    for path in [find.clone(), format!("{find}/{someone}")] {
        let answer = commission.get(&path).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path}");
        assert!(answer.text().contains("芷塘岙支部已撤销"), "{}", answer.text());
    }
    let joins =
        [("standing", "full"), ("presence", "here"), ("from_on", ""), ("since_on", "2001-07-01")];
    let answer = commission.post(&format!("{find}/{someone}"), &joins).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    let answer = commission.post(&format!("{find}/number"), &[("idno", &*idno)]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    // nor by a move
    assert!(!commission.get(&member).await.has(&format!("option[value='{other}']")));
    let branch = other.to_string();
    let moves = [("branch", &*branch), ("moved_on", &*today), ("move_reason", "")];
    let answer = commission.post(&format!("{member}/move"), &moves).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.has("#branch[aria-invalid]") && answer.text().contains("不能转入"));
    // nor by a list, whether it was read before or comes now
    let told = taken(&office, &waiting, &[]).await;
    let said = Words::new(Lang::ZhCn);
    let dissolved = said.text_with("import-found-branch-dissolved", &[("value", (&*today).into())]);
    assert!(problems(&told).iter().any(|one| one.2 == dissolved), "{told}");
    assert_eq!(app.state().await, before);
    let told = problems(&preview(&office, TOWN, "members", list).await);
    let gone = said.text_with("import-branch-gone", &[("value", "芷塘岙支部".into())]);
    assert!(told.iter().any(|one| one.2 == gone), "{told:?}");
    verified(&app).await;
}

#[tokio::test]
async fn the_tree_and_the_register_count_the_same_members() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, general, one, other] = organised(&app, &office).await;
    joins(&app, &commission, one, "李芳", ("full", "here")).await;
    joins(&app, &commission, other, "王秀英", ("full", "here")).await;
    // as could be entered once
    app.console("organisation_changed", async |act| {
        let (id, above) = (OrganisationId(other), Some(OrganisationId(general)));
        let day = Some(TestApp::today());
        organisations::change(act, id, "芷塘岙支部", above, day).await.expect("dissolved");
    })
    .await;
    let tree = commission.get(&format!("/{UNIT}/party")).await.text();
    assert!(tree.contains("全部党员（1 名）"), "{tree}");
    for path in [format!("/{UNIT}/party/members"), format!("/{UNIT}/party/{general}")] {
        let list = commission.get(&path).await.text();
        assert!(list.contains("李芳") && !list.contains("王秀英"), "{list}");
    }
}

#[tokio::test]
async fn what_is_no_more_is_found_under_the_tree() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, general, _, other] = organised(&app, &office).await;
    let link = |code: &str| format!("details a[href='/{code}/party/{other}']");
    let tree = commission.get(&format!("/{UNIT}/party")).await;
    assert!(!tree.has(".lines a") && !tree.text().contains("已撤销的组织"), "{}", tree.text());
    let today = TestApp::today().to_string();
    dissolves(&office, (other, "芷塘岙支部"), (general, &today)).await;
    for (who, code) in [(&commission, UNIT), (&office, TOWN)] {
        let tree = who.get(&format!("/{code}/party")).await;
        assert!(tree.text().contains("已撤销的组织（1 个）"), "{}", tree.text());
        assert!(tree.has(&link(code)), "{}", tree.text());
        assert!(tree.text().contains(&format!("增辉村 · {today} 起撤销")), "{}", tree.text());
        // the tree itself and its table have those that stand
        assert!(!tree.has(&format!("table a[href='/{code}/party/{other}']")));
    }
}

#[tokio::test]
async fn a_branch_is_dissolved_no_sooner_than_the_last_has_gone() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, general, one, other] = organised(&app, &office).await;
    let member = joins(&app, &commission, one, "李芳", ("full", "here")).await;
    let who = app.number("select person_id from membership").await;
    let branch = one.to_string();
    let post = [
        ("body", "party"),
        ("post_held", "secretary"),
        ("held_in", &*branch),
        ("from_on", "2010-01-01"),
    ];
    commission.done(&format!("/{UNIT}/persons/{who}/offices"), &post).await;
    let day = TestApp::today().to_string();
    let refused = async |on: &str, said: &str| {
        let answer = dissolves(&office, (one, "光辉支部"), (general, on)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{on}");
        assert!(answer.has("#dissolved_on[aria-invalid]"), "{on}");
        assert!(answer.text().contains(said), "{said}: {}", answer.text());
    };
    // what it has is named, and nothing else
    refused(&day, "还有1 名党员、1 项在任的党内职务，").await;
    let to = other.to_string();
    let moves = [("branch", &*to), ("moved_on", "2020-01-01"), ("move_reason", "")];
    commission.done(&format!("{member}/move"), &moves).await;
    refused(&day, "还有1 项在任的党内职务，").await;
    let office_id = app.texts("select office_id::text from office").await.remove(0);
    let ends = [("office", &*office_id), ("ended_on", "2020-03-01"), ("ended", "term")];
    commission.done(&format!("/{UNIT}/persons/{who}/offices/end"), &ends).await;
    refused("2020-02-29", "登记到2020-03-01").await;
    // who was entered by mistake was never there
    let mistaken = joins(&app, &commission, one, "王秀英", ("full", "here")).await;
    let form =
        [("how", "mistaken"), ("left_on", &*day), ("end_reason", "核实"), ("member_sure", "1")];
    commission.done(&format!("{mistaken}/end"), &form).await;
    let answer = dissolves(&office, (one, "光辉支部"), (general, "2020-03-01")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    // the general branch was there as long as its last branch
    let answer = dissolves(&office, (other, "芷塘岙支部"), (general, "2019-12-31")).await;
    assert!(answer.text().contains("还有1 名党员，"), "{}", answer.text());
    assert_eq!(newest(&app).await, 3);
    verified(&app).await;
}

#[tokio::test]
async fn a_death_is_not_taken_back_into_a_branch_that_is_no_more() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, general, one, _] = organised(&app, &office).await;
    joins(&app, &commission, one, "李芳", ("full", "here")).await;
    let who = app.number("select person_id from membership").await;
    let died = [("died_on", "2020-01-01"), ("death_sure", "1")];
    commission.done(&format!("/{UNIT}/persons/{who}/death"), &died).await;
    let answer = dissolves(&office, (one, "光辉支部"), (general, "2019-12-31")).await;
    assert!(answer.text().contains("登记到2020-01-01"), "{}", answer.text());
    let answer = dissolves(&office, (one, "光辉支部"), (general, "2021-01-01")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let back = format!("/{UNIT}/persons/{who}/death/taken-back");
    let answer = commission.post(&back, &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("光辉支部已在 2021-01-01 撤销"), "{}", answer.text());
    let answer = dissolves(&office, (one, "光辉支部"), (general, "")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    commission.done(&back, &[]).await;
    assert_eq!(app.number("select count(*) from member_now").await, 1);
    verified(&app).await;
}

#[tokio::test]
async fn a_branch_is_renamed_and_dissolved_from_its_page() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [committee, general, one, _] = organised(&app, &office).await;
    for (code, id, at) in [(TOWN, committee, TOWN), (TOWN, one, UNIT), (UNIT, one, UNIT)] {
        let page = office.get(&format!("/{code}/party/{id}")).await;
        let change = format!("/{at}/organisations/{id}");
        assert!(page.has(&format!("a[href='{change}']")), "{}", page.text());
        let form = office.get(&change).await;
        assert!(form.has(&format!("a[href='/{at}/party/{id}']")), "{}", form.text());
    }
    let page = commission.get(&format!("/{UNIT}/party/{one}")).await;
    assert!(!page.has(&format!("a[href='/{UNIT}/organisations/{one}']")));
    assert!(page.text().contains("还没有党员。点“添加党员”"), "{}", page.text());
    let looker = app.visitor("leader").await.get(&format!("/{UNIT}/party/{one}")).await.text();
    assert!(looker.contains("没有党员。") && !looker.contains("添加"), "{looker}");
    let above = commission.get(&format!("/{UNIT}/party/{general}")).await.text();
    assert!(above.contains("到支部的页面添加"), "{above}");
}

#[tokio::test]
async fn a_general_branch_stands_under_no_other() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let [committee, general, ..] = organised(&app, &office).await;
    let (top, above) = (committee.to_string(), general.to_string());
    let form =
        |above| [("organisation", "general_branch"), ("name", "又一总支部"), ("above", above)];
    let path = format!("/{UNIT}/organisations");
    let answer = office.post(&path, &form(&above)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.has("#above[aria-invalid]"), "{}", answer.text());
    assert!(answer.text().contains("不能隶属于另一个总支部"), "{}", answer.text());
    office.done(&path, &form(&top)).await;
    let last = app.number("select max(organisation_id) from organisation").await;
    let change = format!("{path}/{last}");
    assert!(!office.get(&change).await.has(&format!("option[value='{general}']")));
    let moved = [("name", "又一总支部"), ("above", &*above), ("dissolved_on", "")];
    let answer = office.post(&change, &moved).await;
    assert!(answer.has("#above[aria-invalid]"), "{}", answer.text());
}

#[tokio::test]
async fn nobody_becomes_a_member_while_the_branch_is_dissolved_nor_the_other_way_round() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, general, one, other] = organised(&app, &office).await;
    let someone = person(&app, &commission, "王秀英", "").await;
    let (id, above) = (OrganisationId(one), Some(OrganisationId(general)));
    let joins = [("standing", "full"), ("presence", "here"), ("since_on", "2001-07-01")];
    let find = format!("/{UNIT}/party/{one}/find/{someone}");
    let answer = meanwhile(&app, &commission, (&find, &joins), async |act| {
        let unit = place(act, UNIT).await;
        organisations::find_for_update(act, unit, id).await.expect("a branch");
        let day = Some(TestApp::today());
        organisations::change(act, id, "光辉支部", above, day).await.expect("dissolved");
    })
    .await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    let (day, up) = (TestApp::today().to_string(), general.to_string());
    let form = [("name", "芷塘岙支部"), ("above", &*up), ("dissolved_on", &*day)];
    let path = format!("/{UNIT}/organisations/{other}");
    let answer = meanwhile(&app, &office, (&path, &form), async |act| {
        let organisation_id = OrganisationId(other);
        let gone = tree::dissolved_for_share(act, organisation_id).await.expect("a branch");
        assert_eq!(gone, None);
        let state =
            State { standing: "full", presence: "here", since_on: TestApp::today(), reason: None };
        let person_id = PersonId(someone);
        let new = NewMember { organisation_id, person_id, from_on: None, state };
        members::add(act, WorldId(1), &[new]).await.expect("added");
    })
    .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("还有1 名党员"), "{}", answer.text());
    // nor does an organisation come to stand under one
    let form = [("organisation", "branch"), ("name", "新支部"), ("above", &*up)];
    let path = format!("/{UNIT}/organisations");
    let answer = meanwhile(&app, &office, (&path, &form), async |act| {
        let unit = place(act, UNIT).await;
        let id = OrganisationId(general);
        let was = organisations::find_for_update(act, unit, id).await.expect("a general branch");
        let day = Some(TestApp::today());
        organisations::change(act, id, &was.name, was.parent_id, day).await.expect("dissolved");
    })
    .await;
    assert!(answer.text().contains("这个上级组织已撤销"), "{}", answer.text());
    verified(&app).await;
}
