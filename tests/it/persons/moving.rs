//! Who moves to another unit is moved from the town's page, which says what stays where it was; and whom
//! the Party's register calls away is listed among those to call.

use huanjie::shell::words::{Lang, Words};
use reqwest::StatusCode;

use super::{
    deaths::cadre,
    pages::{added, fields},
};
use crate::house::app::{SIBLING, TOWN, TestApp, UNIT, verified};

#[tokio::test]
async fn the_page_of_a_village_leads_to_the_town_that_can_move_somebody() {
    let app = TestApp::start().await;
    let (office, commission, page, _) = cadre(&app).await;
    let town = format!("{}/edit", page.replace(UNIT, TOWN));
    assert!(office.get(&page).await.has(&format!("a.button[href=\"{town}\"]")));
    let own = format!("{page}/edit");
    assert!(commission.get(&page).await.has(&format!("a.button[href=\"{own}\"]")));
    assert!(commission.get(&own).await.text().contains("由乡镇选举办登记"));
    // nothing of it is said of somebody new, nor where it can be done
    for there in [office.get(&town).await, commission.get(&format!("/{UNIT}/persons/new")).await] {
        assert!(!there.text().contains("改属别的村"), "{}", there.text());
    }
    let mut form = fields("王秀英", "f", "1971-05-06", "");
    form.extend([("politics", "party"), ("code", SIBLING)]);
    let answer = commission.post(&own, &form).await;
    assert!(answer.text().contains("由乡镇选举办登记"), "{}", answer.text());
    let answer = office.post(&town, &form).await;
    let told = office.get(&answer.location.expect("moved")).await.text();
    // the group was that of the village before
    assert!(told.contains("已清空"), "{told}");
    assert_eq!(app.texts("select coalesce(group_no::text, '-') from person").await, ["-"]);
    // the address that was known leads on, for who may see where it leads
    let led = office.get(&page).await;
    assert_eq!(led.location.as_deref(), Some(&*page.replace(UNIT, SIBLING)));
    let led = office.get(&own).await;
    assert_eq!(
        led.location.as_deref(),
        Some(&*page.replace(UNIT, SIBLING)),
        "also where one edits"
    );
    let away = commission.get(&own).await.text();
    assert!(away.contains("本人现属") && !away.contains("王秀英"), "{away}");
    // who may not reads where the person belongs and who shows it, and nothing of the person; the lists of
    // posts held here lead there
    for list in ["posts", "officers"] {
        let list = commission.get(&format!("/{UNIT}/{list}")).await;
        assert!(list.has(&format!("a[href=\"{page}\"]")), "{}", list.text());
    }
    let away = commission.get(&page).await;
    assert_eq!(away.status, StatusCode::NOT_FOUND);
    let away = away.text();
    assert!(away.contains("本人现属") && away.contains("选举委员会"), "{away}");
    assert!(!away.contains("王秀英"), "{away}");
    // both villages read of it
    for village in [UNIT, SIBLING] {
        let journal = office.get(&format!("/{village}/journal")).await.text();
        assert!(journal.contains("修改了人员"), "{village}: {journal}");
    }
    for stays in ["以下仍在原处", "光辉支部（正式党员）", "村民委员会 主任", "书记"]
    {
        assert!(told.contains(stays), "{stays}: {told}");
    }
    // the way back leaves nothing behind
    form.retain(|(name, _)| !["code", "group"].contains(name));
    form.push(("code", UNIT));
    let answer = office.post(&town, &form).await;
    let told = office.get(&answer.location.expect("moved")).await.text();
    assert!(told.contains("已保存") && !told.contains("仍在原处"), "{told}");
    verified(&app).await;
}

#[tokio::test]
async fn a_move_tells_of_records_that_may_be_of_the_same_person() {
    let app = TestApp::start().await;
    let (office, _, page, _) = cadre(&app).await;
    let namesake = fields("王秀英", "f", "1971-05-20", "");
    added(&office, TOWN, &[&namesake[..], &[("code", SIBLING)]].concat()).await;
    let mut form = fields("王秀英", "f", "1971-05-06", "");
    form.extend([("politics", "party"), ("code", SIBLING)]);
    let answer = office.post(&format!("{}/edit", page.replace(UNIT, TOWN)), &form).await;
    let told = office.get(&answer.location.expect("moved")).await.text();
    let said = Words::new(Lang::ZhCn).text_with("person-moved-suspected", &[("n", "1".into())]);
    assert!(told.contains("现属毛峙村") && told.contains(&said), "{said}: {told}");
    verified(&app).await;
}

#[tokio::test]
async fn members_whom_the_party_calls_away_are_to_be_called() {
    let app = TestApp::start().await;
    let (_, commission, page, member) = cadre(&app).await;
    let other = added(&commission, UNIT, &fields("李建国", "m", "1950-02-03", "")).await;
    let other = other.split('?').next().expect("a path");
    commission.done(&format!("{other}/whereabouts"), &[("away", "long")]).await;
    let list = format!("/{UNIT}/away/csv");
    let csv = commission.get(&list).await.text();
    assert!(csv.contains("李建国") && !csv.contains("王秀英"), "{csv}");
    for (presence, said) in [("short", "短期外出"), ("mobile", "流动党员")] {
        let state = [
            ("standing", "full"),
            ("presence", presence),
            ("since_on", "2026-10-01"),
            ("state_reason", "务工"),
        ];
        commission.done(&format!("{member}/state"), &state).await;
        let csv = commission.get(&list).await.text();
        let line = csv.lines().find(|line| line.contains("王秀英")).unwrap_or_default();
        assert!(line.contains(said) && line.contains("党员登记"), "{csv}");
        assert!(line.contains("2026-10-01"), "{csv}");
        assert!(csv.lines().any(|line| line.contains("李建国") && line.contains("去向登记")));
    }
    let told = commission.get(&page).await.text();
    assert!(told.contains("党员登记</dt><dd>流动") && !told.contains("不一致"), "{told}");
    // whereabouts that somebody entered hold; that the two differ is told
    commission.done(&format!("{page}/whereabouts"), &[("away", "long")]).await;
    assert!(!commission.get(&page).await.text().contains("党员登记</dt>"));
    commission.done(&format!("{page}/whereabouts"), &[("away", "here")]).await;
    let told = commission.get(&page).await.text();
    assert!(told.contains("党员登记</dt><dd>流动") && told.contains("不一致"), "{told}");
    let csv = commission.get(&list).await.text();
    assert!(!csv.contains("王秀英"), "{csv}");
    // nobody calls the dead
    let died = [("died_on", "2026-11-02"), ("death_sure", "1")];
    commission.done(&format!("{other}/death"), &died).await;
    let csv = commission.get(&list).await.text();
    assert!(!csv.contains("李建国"), "{csv}");
    let all = commission.get(&format!("/{UNIT}/persons?away=long")).await.text();
    assert!(!all.contains("李建国"), "{all}");
    verified(&app).await;
}
