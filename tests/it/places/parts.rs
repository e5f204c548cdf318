//! What is known of places: adding them, changing them, codes, areas, groups, figures, cooperatives,
//! history, organisations.

use huanjie::shell::{
    mandate::Role,
    words::{Lang, Words},
};
use law::stage::Stage;
use reqwest::StatusCode;

use super::{leads, moved};
use crate::house::{
    app::{COUNTY, OTHER, OTHER_TOWN, SIBLING, TOWN, TestApp, UNIT, Visitor},
    election::{Walk, election_day},
};

/// Sends a form that is refused for one field, and changes nothing.
async fn refused(app: &TestApp, who: &Visitor, path: &str, form: &[(&str, &str)], field: &str) {
    let before = app.state().await;
    let answer = who.post(path, form).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {form:?}: {}", answer.text());
    let marked = format!("#{field}[aria-invalid]");
    assert!(answer.has(&marked), "{path} {form:?}: {}", answer.text());
    assert!(answer.has(&format!(".summary a[href=\"#{field}\"]")), "{path} {form:?}");
    assert_eq!(app.state().await, before, "{path} {form:?}");
}

/// What a hidden field of a page holds.
fn hidden(page: &str, name: &str) -> String {
    let page = scraper::Html::parse_document(page);
    let field = scraper::Selector::parse(&format!("main [name=\"{name}\"]")).expect("a selector");
    let field = page.select(&field).next().expect("a field");
    field.value().attr("value").expect("a value").to_owned()
}

/// The event of the last act.
async fn last_event(app: &TestApp) -> String {
    app.texts("select event from journal order by recorded_at desc limit 1").await.remove(0)
}

fn today() -> String {
    huanjie::shell::clock::Now::read().date().to_string()
}

fn tomorrow() -> String {
    huanjie::shell::clock::Now::read().date().succ_opt().expect("a day").to_string()
}

#[tokio::test]
async fn an_instance_grows_from_its_administrator_to_the_first_unit() {
    let app = TestApp::empty().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    let admin = app.visitor("admin").await;
    assert!(admin.get("/").await.has("a[href=\"/places/new\"]"), "the desk leads there");
    let county = [("name", "定海区"), ("code", COUNTY)];
    refused(&app, &admin, "/places/new", &[("name", "定海区"), ("code", "33")], "code").await;
    admin.done("/places/new", &county).await;
    refused(&app, &admin, "/places/new", &county, "code").await;
    assert_eq!(last_event(&app).await, "county_added");

    app.person("county", &[(Role::CountyOffice, COUNTY)]).await;
    let office = app.visitor("county").await;
    let page = office.get(&format!("/{COUNTY}")).await;
    assert!(
        page.text().contains("还没有登记乡镇") && page.has(&format!("a[href=\"/{COUNTY}/towns\"]"))
    );
    let towns = format!("/{COUNTY}/towns");
    refused(&app, &office, &towns, &[("name", "小沙镇"), ("code", "330903102")], "code").await;
    office.done(&towns, &[("name", "小沙镇"), ("code", TOWN)]).await;
    assert_eq!(last_event(&app).await, "town_added");

    app.person("office", &[(Role::TownOffice, TOWN)]).await;
    let town = app.visitor("office").await;
    let unit = [("name", "增辉村"), ("kind", "village"), ("code", UNIT)];
    town.done(&format!("/{TOWN}/units"), &unit).await;
    let page = town.get(&format!("/{UNIT}")).await;
    for empty in
        ["还没有登记村（居）民小组", "没有登记经济合作社", "还没有登记党组织", "没有登记并入"]
    {
        assert!(page.text().contains(empty), "{empty}");
    }
    // a town has no towns, a unit no units
    assert_eq!(town.get(&format!("/{UNIT}/units")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(office.get(&format!("/{TOWN}/towns")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_unit_lies_in_an_area_and_a_village_in_a_community() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let areas = format!("/{TOWN}/areas");
    refused(&app, &office, &areas, &[("name", ""), ("lead", "")], "name").await;
    office.done(&areas, &[("name", "东片"), ("lead", "周海平")]).await;
    refused(&app, &office, &areas, &[("name", "东片"), ("lead", "")], "name").await;
    let area = app.number("select area_id from area").await;
    office.done(&format!("{areas}/{area}"), &[("name", "东片"), ("lead", "傅永年")]).await;
    let elsewhere = office.get(&format!("/{TOWN}/areas/{}", area + 1)).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    app.person("other-office", &[(Role::TownOffice, OTHER_TOWN)]).await;
    let other = app.visitor("other-office").await;
    let crossed = other.get(&format!("/{OTHER_TOWN}/areas/{area}")).await;
    assert_eq!(crossed.status, StatusCode::NOT_FOUND, "of another town there is none");

    let community = [("name", "滨海社区"), ("kind", "community"), ("code", "330902102001")];
    office.done(&format!("/{TOWN}/units"), &community).await;
    let edit = format!("/{UNIT}/change");
    let form = |kind, area, within| {
        [("name", "增辉村"), ("kind", kind), ("area", area), ("within", within)]
    };
    refused(&app, &office, &edit, &form("village", "西片", ""), "area").await;
    refused(&app, &office, &edit, &form("village", "", SIBLING), "within").await;
    refused(&app, &office, &edit, &form("community", "", "330902102001"), "within").await;
    refused(&app, &office, &edit, &form("hamlet", "", ""), "kind").await;
    office.done(&edit, &form("village", "东片", "330902102001")).await;
    let town = office.get(&format!("/{TOWN}")).await;
    assert!(town.has(&format!("td ul.row a[href=\"/{UNIT}\"]")), "{}", town.text());
    let page = office.get(&format!("/{UNIT}")).await.text();
    assert!(page.contains("东片，片长 傅永年") && page.contains("滨海社区"), "{page}");
    // it holds a village: it stays a community
    let kept = [("name", "滨海社区"), ("kind", "village"), ("area", ""), ("within", "")];
    refused(&app, &office, "/330902102001/change", &kept, "kind").await;
    // its election decides which body is elected
    Walk::new(&app).await.open(election_day()).await;
    refused(&app, &office, &edit, &form("community", "东片", ""), "kind").await;
    office
        .done(&edit, &[("name", "增辉新村"), ("kind", "village"), ("area", ""), ("within", "")])
        .await;
    assert_eq!(last_event(&app).await, "place_changed");
}

#[tokio::test]
async fn names_and_codes_of_towns_are_the_countys_to_change() {
    let app = TestApp::start().await;
    let (office, county) = (app.visitor("office").await, app.visitor("county").await);
    let edit = format!("/{TOWN}/change");
    assert_eq!(office.get(&edit).await.status, StatusCode::FORBIDDEN);
    let named = office.post(&edit, &[("name", "大沙镇")]).await;
    assert_eq!(named.status, StatusCode::FORBIDDEN);
    county.done(&edit, &[("name", "大沙镇")]).await;
    assert!(county.get(&format!("/{TOWN}")).await.text().contains("大沙镇"));
    assert_eq!(county.get(&format!("/{COUNTY}/code")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_old_code_leads_to_the_place_and_roles_stay() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let office = &walk.office;
    let path = format!("/{UNIT}/code");
    let form = |code, on| [("code", code), ("valid_on", on), ("document_no", "民函〔2026〕3号")];
    let (today, tomorrow) = (today(), tomorrow());
    // valid since today in tests: a new one is later
    refused(&app, office, &path, &form("330902102301", &today), "valid_on").await;
    backdate(&app).await;
    refused(&app, office, &path, &form(UNIT, &today), "code").await;
    refused(&app, office, &path, &form("330902103301", &today), "code").await;
    refused(&app, office, &path, &form(SIBLING, &today), "code").await;
    refused(&app, office, &path, &form("330902102301", &tomorrow), "valid_on").await;
    office.done(&path, &form("330902102301", &today)).await;
    assert_eq!(last_event(&app).await, "code_changed");
    let rest = format!("/{UNIT}/committee/roll?page=1");
    assert_eq!(leads(&walk.commission, &rest).await, moved("/330902102301/committee/roll?page=1"));
    let page = walk.commission.get("/330902102301/committee").await;
    assert_eq!(page.status, StatusCode::OK, "the role and the election are of the place");
    let told = walk.office.get("/330902102301").await.text();
    assert!(told.contains(UNIT) && told.contains("民函〔2026〕3号"), "{told}");
    // a form is not sent on
    let sent = walk.commission.post(&format!("/{UNIT}/committee/roll/seal"), &[]).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    // the old code is free for another place, which then has the address
    let new = [("name", "新村"), ("kind", "village"), ("code", UNIT)];
    office.done(&format!("/{TOWN}/units"), &new).await;
    assert!(office.get(&format!("/{UNIT}")).await.text().contains("新村"));
    crate::house::app::verified(&app).await;
}

/// Codes are valid since years ago.
async fn backdate(app: &TestApp) {
    app.console("places_made", async |act| {
        let earlier = "update place_code set valid = daterange('2010-01-01', upper(valid))";
        sqlx::query(earlier).execute(&mut **act).await.expect("an earlier day");
    })
    .await;
}

#[tokio::test]
async fn with_the_code_of_a_town_those_of_its_units_change() {
    let app = TestApp::start().await;
    backdate(&app).await;
    let county = app.visitor("county").await;
    let form = [("code", "330902104"), ("valid_on", "2026-01-01"), ("document_no", "")];
    let path = format!("/{TOWN}/code");
    let taken = [("code", OTHER_TOWN), form[1], form[2]];
    refused(&app, &county, &path, &taken, "code").await;
    county.done(&path, &form).await;
    assert_eq!(leads(&county, &format!("/{TOWN}")).await, moved("/330902104"));
    assert_eq!(leads(&county, &format!("/{UNIT}")).await, moved("/330902104201"));
    assert_eq!(leads(&county, &format!("/{SIBLING}")).await, moved("/330902104202"));
    assert_eq!(county.get(&format!("/{OTHER}")).await.status, StatusCode::OK, "of another town");
    // and once more: every former code leads to the present one
    let again = [("code", "330902105"), ("valid_on", "2026-02-01"), ("document_no", "")];
    county.done("/330902104/code", &again).await;
    assert_eq!(leads(&county, &format!("/{UNIT}")).await, moved("/330902105201"));
    assert_eq!(leads(&county, "/330902104201").await, moved("/330902105201"));
}

#[tokio::test]
async fn a_unit_that_became_part_of_another_leads_there_and_is_told_there() {
    let app = TestApp::start().await;
    let ahead = tomorrow();
    backdate(&app).await;
    let office = app.visitor("office").await;
    office.done(&format!("/{SIBLING}/cooperatives"), &cooperative("毛峙经济合作社", "", "")).await;
    let merge = format!("/{SIBLING}/merge");
    let form = |into, on| [("into", into), ("happened_on", on), ("document_no", "小政〔2026〕1号")];
    refused(&app, &office, &merge, &form(SIBLING, "2026-01-01"), "into").await;
    refused(&app, &office, &merge, &form(OTHER, "2026-01-01"), "into").await;
    refused(&app, &office, &merge, &form(UNIT, &ahead), "happened_on").await;
    refused(&app, &office, &merge, &form(UNIT, "2009-01-01"), "happened_on").await;
    office.done(&merge, &form(UNIT, "2026-01-01")).await;
    assert_eq!(
        leads(&office, &format!("/{SIBLING}/change")).await,
        moved(&format!("/{UNIT}/change"))
    );
    let page = office.get(&format!("/{UNIT}")).await.text();
    for told in ["毛峙村", "小政〔2026〕1号", "2026-01-01", "毛峙经济合作社"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let town = office.get(&format!("/{TOWN}")).await;
    assert!(!town.has(&format!("a[href=\"/{SIBLING}\"]")), "it is no unit any more");
    // it was kept here: it is no note that could be taken off
    let former = app.number("select place_id from place where name = '毛峙村'").await;
    let remove = format!("/{UNIT}/history/{former}/remove");
    assert_eq!(office.post(&remove, &[]).await.status, StatusCode::CONFLICT);
    crate::house::app::verified(&app).await;
}

#[tokio::test]
async fn a_unit_whose_election_runs_does_not_become_part_of_another() {
    let app = TestApp::start().await;
    backdate(&app).await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let before = app.state().await;
    let form = [("into", SIBLING), ("happened_on", "2026-01-01"), ("document_no", "")];
    let answer = walk.office.post(&format!("/{UNIT}/merge"), &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn of_two_mergers_at_once_none_is_into_a_unit_that_is_gone() {
    let app = TestApp::start().await;
    backdate(&app).await;
    let office = app.visitor("office").await;
    let other = app.again().await;
    let there = office.at(&other);
    let form = |into| [("into", into), ("happened_on", "2026-01-01"), ("document_no", "")];
    let (one, two) = (form(UNIT), form(SIBLING));
    let (merge, back) = (format!("/{SIBLING}/merge"), format!("/{UNIT}/merge"));
    let (one, two) = tokio::join!(office.post(&merge, &one), there.post(&back, &two));
    let done = [one.status, two.status].iter().filter(|one| **one == StatusCode::SEE_OTHER).count();
    assert_eq!(done, 1, "{} {}", one.text(), two.text());
    assert_eq!(app.number("select count(*) from place_succession").await, 1);
    crate::house::app::verified(&app).await;
}

#[tokio::test]
async fn former_units_are_noted_over_several_steps_and_taken_off_again() {
    let app = TestApp::start().await;
    let ahead = tomorrow();
    backdate(&app).await;
    let office = app.visitor("office").await;
    let history = format!("/{UNIT}/history");
    let unit = app.number("select place_id from place where name = '增辉村'").await.to_string();
    let form = |former, code, became, on| {
        [
            ("former", former),
            ("former_code", code),
            ("became", became),
            ("happened_on", on),
            ("document_no", ""),
        ]
    };
    refused(&app, &office, &history, &form("", "", &unit, "2005-09-20"), "former").await;
    refused(&app, &office, &history, &form("光辉村", "12", &unit, "2005-09-20"), "former_code")
        .await;
    refused(&app, &office, &history, &form("光辉村", "", "0", "2005-09-20"), "became").await;
    refused(&app, &office, &history, &form("光辉村", "", &unit, &ahead), "happened_on").await;
    // the code was another's then
    refused(&app, &office, &history, &form("光辉村", SIBLING, &unit, "2015-01-01"), "former_code")
        .await;
    office.done(&history, &form("芷塘岙村", "330902102222", &unit, "2005-09-20")).await;
    let step = app.number("select place_id from place where name = '芷塘岙村'").await.to_string();
    office.done(&history, &form("渔业村", "330902102223", &step, "2001-06-12")).await;
    assert_eq!(
        leads(&office, "/330902102223").await,
        moved(&format!("/{UNIT}")),
        "over both steps"
    );

    let page = office.get(&format!("/{UNIT}")).await;
    let first = app.number("select place_id from place where name = '渔业村'").await;
    let remove = |id: &str| format!("/{UNIT}/history/{id}/remove");
    assert!(page.has(&format!("form[action=\"{}\"]", remove(&first.to_string()))));
    assert!(
        !page.has(&format!("form[action=\"{}\"]", remove(&step))),
        "what it was made of goes first"
    );
    assert_eq!(office.post(&remove(&step), &[]).await.status, StatusCode::CONFLICT);
    office.done(&remove(&first.to_string()), &[]).await;
    office.done(&remove(&step), &[]).await;
    assert_eq!(leads(&office, "/330902102223").await.0, StatusCode::NOT_FOUND);
    assert_eq!(app.number("select count(*) from place_succession").await, 0);
    crate::house::app::verified(&app).await;
}

#[tokio::test]
async fn groups_are_numbered_within_their_unit() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let groups = format!("/{UNIT}/groups");
    for wrong in ["", "0", "51", "-1", "two"] {
        refused(&app, &office, &groups, &[("groups", wrong)], "groups").await;
    }
    office.done(&groups, &[("groups", "3")]).await;
    office.done(&groups, &[("groups", "2")]).await;
    office.done(&format!("/{SIBLING}/groups"), &[("groups", "1")]).await;
    let numbers = "select code || ' ' || number from unit_group join place_code using (place_id)
        order by code, number";
    let expected: Vec<String> = (1..=5).map(|number| format!("{UNIT} {number}")).collect();
    assert_eq!(app.texts(numbers).await[..5], expected);
    assert_eq!(app.texts(numbers).await[5], format!("{SIBLING} 1"));
    let third = app.number("select unit_group_id from unit_group where number = 3").await;
    let path = format!("{groups}/{third}");
    refused(
        &app,
        &office,
        &path,
        &[("group_name", ""), ("dissolved_on", &tomorrow())],
        "dissolved_on",
    )
    .await;
    office.done(&path, &[("group_name", "塘头"), ("dissolved_on", "2026-01-01")]).await;
    let page = office.get(&format!("/{UNIT}")).await.text();
    assert!(page.contains("塘头") && page.contains("2026-01-01"), "{page}");
    let crossed = office.get(&format!("/{SIBLING}/groups/{third}")).await;
    assert_eq!(crossed.status, StatusCode::NOT_FOUND, "of another unit there is none");
}

#[tokio::test]
async fn figures_stay_and_the_newest_day_counts() {
    let app = TestApp::start().await;
    let ahead = tomorrow();
    let office = app.visitor("office").await;
    let figures = format!("/{UNIT}/figures");
    let form = |on, households, people| {
        [("counted_on", on), ("households", households), ("people", people), ("source", "户籍")]
    };
    refused(&app, &office, &figures, &form("2026-01-01", "9", "5"), "households").await;
    refused(&app, &office, &figures, &form("2026-01-01", "", "5"), "households").await;
    refused(&app, &office, &figures, &form("2026-01-01", "3", "5.5"), "people").await;
    refused(&app, &office, &figures, &form(&ahead, "3", "9"), "counted_on").await;
    office.done(&figures, &form("2026-02-01", "410", "1020")).await;
    office.done(&figures, &form("2025-02-01", "400", "1000")).await;
    office.done(&format!("/{SIBLING}/figures"), &form("2025-02-01", "100", "250")).await;
    let town = office.get(&format!("/{TOWN}")).await.text();
    assert!(town.contains("510 户，1270 人（2 个村、社区中 2 个已登记）"), "{town}");
    let unit = office.get(&format!("/{UNIT}")).await.text();
    assert!(unit.contains("410") && unit.contains("400"), "former figures stay: {unit}");
    assert!(unit.contains("href=\"#counted\""), "{unit}");
    // of the same day once more: the same is there, another one replaces it when it was read
    refused(&app, &office, &figures, &form("2026-02-01", "410", "1020"), "counted_on").await;
    let other = form("2026-02-01", "411", "1020");
    let asked = office.post(&figures, &other).await;
    assert!(asked.text().contains("户数 410 → 411，人口 1020 → 1020"), "{}", asked.text());
    assert!(asked.has("input[type=checkbox][name=replace]"));
    let seen = |page: &str| hidden(page, "seen");
    let send = async |form: &[(&str, &str)], seen: &str| {
        let sure = [form, &[("replace", "1"), ("seen", seen)]].concat();
        office.post(&figures, &sure).await
    };
    // who has said so before reading either is asked
    let mut unread = other.to_vec();
    unread.push(("replace", "1"));
    refused(&app, &office, &figures, &unread, "replace").await;
    // who types something else after reading is shown that
    let read = seen(&asked.text());
    let typed = send(&form("2026-02-01", "412", "1020"), &read).await;
    assert!(typed.text().contains("户数 410 → 412"), "{}", typed.text());
    assert!(!typed.has("[name=replace][checked]"), "the tick was for something else");
    // somebody else has replaced them meanwhile: what is there now is shown
    let first = send(&form("2026-02-01", "412", "1020"), &seen(&typed.text())).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    let second = send(&other, &read).await;
    assert_eq!(second.status, StatusCode::BAD_REQUEST);
    assert!(second.text().contains("户数 412 → 411"), "{}", second.text());
    let done = send(&other, &seen(&second.text())).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(last_event(&app).await, "figures_replaced");
    // what was entered before stays in the records, and counts no more
    assert_eq!(app.number("select count(*) from place_figure").await, 5);
    let town = office.get(&format!("/{TOWN}")).await.text();
    assert!(town.contains("511 户，1270 人"), "{town}");
    let unit = office.get(&format!("/{UNIT}")).await.text();
    assert!(unit.contains(">411<") && !unit.contains(">410<"), "{unit}");
}

fn cooperative<'a>(name: &'a str, income: &'a str, year: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("name", name),
        ("members", ""),
        ("income", income),
        ("income_year", year),
        ("dissolved_on", ""),
    ]
}

#[tokio::test]
async fn a_unit_has_several_cooperatives() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let path = format!("/{UNIT}/cooperatives");
    refused(&app, &office, &path, &cooperative("", "", ""), "name").await;
    refused(&app, &office, &path, &cooperative("光辉经济合作社", "100", ""), "income_year").await;
    refused(&app, &office, &path, &cooperative("光辉经济合作社", "", "2025"), "income").await;
    office.done(&path, &cooperative("光辉经济合作社", "2860000", "2025")).await;
    refused(&app, &office, &path, &cooperative("光辉经济合作社", "", ""), "name").await;
    office.done(&path, &cooperative("芷塘岙经济合作社", "940000", "2025")).await;
    let first = app.number("select min(cooperative_id) from cooperative").await;
    let changed = format!("{path}/{first}");
    refused(&app, &office, &changed, &cooperative("芷塘岙经济合作社", "", ""), "name").await;
    office.done(&changed, &cooperative("光辉股份经济合作社", "", "")).await;
    let page = office.get(&format!("/{UNIT}")).await.text();
    assert!(page.contains("光辉股份经济合作社") && page.contains("940000（2025 年）"), "{page}");
    let crossed = office.get(&format!("/{SIBLING}/cooperatives/{first}")).await;
    assert_eq!(crossed.status, StatusCode::NOT_FOUND, "of another unit there is none");
}

#[tokio::test]
async fn organisations_stand_as_a_tree_on_their_places() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let town = format!("/{TOWN}/organisations");
    let unit = format!("/{UNIT}/organisations");
    let form = |kind, name, above| [("organisation", kind), ("name", name), ("above", above)];
    refused(&app, &office, &unit, &form("branch", "增辉村支部", ""), "above").await;
    refused(&app, &office, &unit, &form("town_committee", "党委", ""), "organisation").await;
    office.done(&town, &form("town_committee", "小沙镇党委", "")).await;
    refused(&app, &office, &town, &form("town_committee", "又一党委", ""), "organisation").await;
    let id = |name: &str| format!("select organisation_id from organisation where name = '{name}'");
    let top = app.number(&id("小沙镇党委")).await.to_string();
    refused(&app, &office, &town, &form("town_committee", "党委", &top), "above").await;
    office.done(&unit, &form("general_branch", "增辉村总支部", &top)).await;
    let general = app.number(&id("增辉村总支部")).await.to_string();
    office.done(&unit, &form("branch", "光辉支部", &general)).await;
    let branch = app.number(&id("光辉支部")).await.to_string();
    refused(&app, &office, &unit, &form("branch", "再下一级", &branch), "above").await;
    let other = format!("/{SIBLING}/organisations");
    refused(&app, &office, &other, &form("branch", "毛峙支部", &general), "above").await;
    let page = office.get(&format!("/{TOWN}")).await;
    assert!(page.has(".tree .depth-0") && page.has(".tree .depth-1") && page.has(".tree .depth-2"));
    assert!(page.text().contains("总支部 1 个，支部 1 个"), "{}", page.text());
}

#[tokio::test]
async fn an_organisation_is_renamed_moved_and_dissolved_when_nothing_hangs_on_it() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let (town, unit) = (format!("/{TOWN}/organisations"), format!("/{UNIT}/organisations"));
    for (path, kind, name, above) in [
        (&town, "town_committee", "小沙镇党委", ""),
        (&town, "general_branch", "机关总支", "1"),
        (&unit, "general_branch", "增辉村总支", "1"),
        (&unit, "branch", "第一支部", "3"),
    ] {
        office.done(path, &[("organisation", kind), ("name", name), ("above", above)]).await;
    }
    let page = office.get(&format!("/{UNIT}")).await;
    assert!(page.has(&format!("a[href='{unit}/3']")) && page.has(&format!("a[href='{unit}/4']")));
    // what stands under it stays there
    let today = TestApp::today().to_string();
    let gone = |above: &'static str, on: &str| {
        vec![("name", "增辉村党总支"), ("above", above), ("dissolved_on", on)]
            .into_iter()
            .map(|(name, text)| (name, text.to_owned()))
            .collect::<Vec<_>>()
    };
    let send = async |path: &str, form: Vec<(&str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, &**text)).collect();
        office.post(path, &form).await
    };
    let before = app.state().await;
    for (form, field) in [
        (gone("1", &today), "dissolved_on"),
        (gone("4", ""), "above"),
        (gone("3", ""), "above"),
        (gone("1", "2199-01-01"), "dissolved_on"),
    ] {
        let answer = send(&format!("{unit}/3"), form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        assert!(answer.has(&format!("#{field}-error")), "{}", answer.text());
    }
    assert_eq!(app.state().await, before);
    // of another place it is none
    assert_eq!(office.get(&format!("{unit}/2")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(send(&format!("{town}/3"), gone("1", "")).await.status, StatusCode::NOT_FOUND);
    let branch = [("name", "第一支部"), ("above", "2"), ("dissolved_on", "")];
    office.done(&format!("{unit}/4"), &branch).await;
    let answer = send(&format!("{unit}/3"), gone("1", &today)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = office.get(&format!("/{UNIT}")).await.text();
    assert!(page.contains("增辉村党总支") && page.contains("撤销"), "{page}");
    let form = office.get(&unit).await.text();
    assert!(!form.contains("<option value=\"3\""), "nothing stands under one that is no more");
}

#[tokio::test]
async fn an_area_is_taken_away_when_no_unit_lies_in_it() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    office.done(&format!("/{TOWN}/areas"), &[("name", "东片"), ("lead", "")]).await;
    let inside = |area: &'static str| {
        [("name", "增辉村"), ("kind", "village"), ("area", area), ("within", "")]
    };
    office.done(&format!("/{UNIT}/change"), &inside("东片")).await;
    let remove = format!("/{TOWN}/areas/1/remove");
    assert!(office.get(&format!("/{TOWN}/areas/1")).await.has(&format!("form[action='{remove}']")));
    assert_eq!(office.post(&remove, &[]).await.status, StatusCode::CONFLICT);
    office.done(&format!("/{UNIT}/change"), &inside("")).await;
    office.done(&remove, &[]).await;
    assert_eq!(app.number("select count(*) from area").await, 0);
    assert_eq!(office.post(&remove, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn no_two_organisations_that_stand_on_a_place_are_called_the_same() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let (town, unit) = (format!("/{TOWN}/organisations"), format!("/{UNIT}/organisations"));
    let committee = [("organisation", "town_committee"), ("name", "镇党委"), ("above", "")];
    office.done(&town, &committee).await;
    let above = app.number("select organisation_id from organisation").await.to_string();
    let branch =
        |name: &'static str| [("organisation", "branch"), ("name", name), ("above", &*above)];
    office.done(&unit, &branch("第一党支部")).await;
    let taken = Words::new(Lang::ZhCn).text("organisation-name-taken");
    let refused = office.post(&unit, &branch("第一 党支部")).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text().contains(&taken), "{}", refused.text());
    // another place has its own
    office.done(&format!("/{SIBLING}/organisations"), &branch("第一党支部")).await;
    office.done(&unit, &branch("第二党支部")).await;
    let last = app.number("select max(organisation_id) from organisation").await;
    let change = format!("{unit}/{last}");
    let day = TestApp::today().to_string();
    let form = |name: &'static str, on: &str| {
        [("name", name.to_owned()), ("above", above.clone()), ("dissolved_on", on.to_owned())]
    };
    let send = async |name, on: &str| {
        let form = form(name, on);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, &**text)).collect();
        office.post(&change, &form).await
    };
    assert!(send("第一党支部", "").await.text().contains(&taken));
    // what is no more keeps its name, and comes back only under another
    assert_eq!(send("第一党支部", &day).await.status, StatusCode::SEE_OTHER);
    assert!(send("第一党支部", "").await.text().contains(&taken));
    assert_eq!(send("第三党支部", "").await.status, StatusCode::SEE_OTHER);
    // its own name is no other's
    assert_eq!(send("第三党支部", "").await.status, StatusCode::SEE_OTHER);
}
