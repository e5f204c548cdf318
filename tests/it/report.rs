//! The figures of the reports, read from the page of the town; and the records that each leads to.

use reqwest::StatusCode;
use scraper::{Html, Selector};

use crate::house::{
    app::{SIBLING, TOWN, TestApp, UNIT, Visitor, verified},
    folder::Folder,
};

const XIAOSHA: &str = "/r/2/330902102";
const XX: &str = "/r/2/330902199";

/// A program with the sample, whose accounts have the password of tests.
async fn sampled() -> TestApp {
    let app = TestApp::empty().await;
    huanjie::sample::load(&app.app, &Folder::new()).await.expect("a sample");
    app.password_of_all().await;
    app
}

/// What a figure of a part says, and where it leads.
fn figure(page: &str, part: &str, name: &str) -> (String, String) {
    let selector = format!("#figures-{part} [data-figure=\"{name}\"] dd > a");
    let selector = Selector::parse(&selector).expect("a selector");
    let page = Html::parse_document(page);
    let found = page.select(&selector).next().unwrap_or_else(|| panic!("{part} {name}"));
    (found.text().collect(), found.value().attr("href").expect("a link").to_owned())
}

/// How many rows the table behind a link has.
async fn rows(visitor: &Visitor, url: &str, table: &str) -> usize {
    let (path, _) = url.split_once('#').unwrap_or((url, ""));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let file = visitor.get(&format!("{path}/csv?{query}")).await;
    assert_eq!(file.status, StatusCode::OK, "{url}");
    let text = file.text();
    let lines = text.lines().filter(|line| !line.is_empty()).count();
    assert!(lines > 0, "{table} {text}");
    lines - 1
}

/// Asserts what figures of a part say, and that as many records stand behind each as its number.
async fn says(visitor: &Visitor, page: &str, part: &str, figures: &[(&str, &str, Option<usize>)]) {
    for (name, text, records) in figures {
        let (said, url) = figure(page, part, name);
        assert_eq!(said, *text, "{part} {name}");
        if let Some(records) = records {
            assert_eq!(rows(visitor, &url, part).await, *records, "{part} {name}: {url}");
        }
    }
}

#[tokio::test]
async fn the_figures_of_report_3_come_from_the_records_and_lead_to_them() {
    let app = sampled().await;
    let office = app.visitor("office-xiaosha").await;
    let page = office.get(XIAOSHA).await.text();
    assert!(page.contains("6520 户，16582 人"));
    let units = [("communities", "6", None), ("villages", "7", None)];
    says(&office, &page, "units", &units).await;
    let organisations = [
        ("general_branches", "7", Some(7)),
        ("branches", "42", Some(42)),
        ("members", "1029", Some(1029)),
        ("village_branches", "14/42（33.3%）", Some(14)),
        ("village_members", "574/1029（55.8%）", Some(574)),
    ];
    says(&office, &page, "organisations", &organisations).await;
    let teams = [
        ("team_all", "48 = 31 + 30 − 13", Some(48)),
        ("cross", "13", Some(13)),
        ("women", "11/48（22.9%）", Some(11)),
    ];
    says(&office, &page, "teams", &teams).await;
    let party = [
        ("team_party", "31", Some(31)),
        ("old", "5/31（16.1%）", Some(5)),
        ("young", "2/31（6.5%）", Some(2)),
        ("technical", "13/31（41.9%）", Some(13)),
        ("secretaries", "7", Some(7)),
    ];
    says(&office, &page, "party", &party).await;
    let committees = [
        ("team_villagers_committee", "30", Some(30)),
        ("old", "6/30（20.0%）", Some(6)),
        ("young", "3/30（10.0%）", Some(3)),
        ("technical", "8/30（26.7%）", Some(8)),
        ("directors", "7", Some(7)),
    ];
    says(&office, &page, "villagers_committee", &committees).await;
    let reserves = [
        ("reserves", "24", Some(24)),
        ("average", "30.0（720/24）", Some(24)),
        ("college", "7/24（29.2%）", Some(7)),
        ("reserve_officials", "3/7（42.9%）", Some(3)),
        ("reserve_senior", "17/24（70.8%）", Some(17)),
    ];
    says(&office, &page, "reserves", &reserves).await;
    // the report's 36 stands beside the 48 of the records
    let selector = Selector::parse("[data-figure=team_all] .differs").expect("a selector");
    let html = Html::parse_document(&page);
    let told: String = html.select(&selector).flat_map(|one| one.text()).collect();
    assert!(told.contains("与上报不符") && told.contains("上报 36"), "{told}");
    assert_eq!(page.matches("class=\"differs\"").count(), 1);
    for told in ["增辉村", "毛峙村", "收入差距大", "上届选举竞争激烈", "拆迁、撤并、改制"]
    {
        assert!(page.contains(told), "{told}");
    }
    let unit = office.get(&format!("{XIAOSHA}201")).await.text();
    assert!(unit.contains("收入差距大"), "the flag stands on the page of the unit");
}

#[tokio::test]
async fn the_figures_of_report_1_come_from_the_records_and_lead_to_them() {
    let app = sampled().await;
    let office = app.visitor("office-xx").await;
    let page = office.get(XX).await.text();
    says(&office, &page, "units", &[("communities", "8", None)]).await;
    let party = [
        ("team_party", "45", Some(45)),
        ("secretaries", "8", Some(8)),
        ("deputy_secretaries", "8", Some(8)),
        ("average", "42.0（1890/45）", Some(45)),
        ("women_of", "23/45（51.1%）", Some(23)),
        ("college", "22/45（48.9%）", Some(22)),
        ("officials", "1", Some(1)),
        ("women_heads", "4/8（50.0%）", Some(4)),
    ];
    says(&office, &page, "party", &party).await;
    let committees = [
        ("team_residents_committee", "46", Some(46)),
        ("directors", "8", Some(8)),
        ("deputies", "8", Some(8)),
        ("average", "43.0（1978/46）", Some(46)),
        ("women_of", "23/46（50.0%）", Some(23)),
        ("college", "9/46（19.6%）", Some(9)),
        ("officials", "2", Some(2)),
        ("women_heads", "3/8（37.5%）", Some(3)),
    ];
    says(&office, &page, "residents_committee", &committees).await;
    let groups = [
        ("groups", "78", None),
        ("group_leaders", "78", Some(78)),
        ("representatives", "402", Some(402)),
    ];
    says(&office, &page, "groups", &groups).await;
    assert!(page.contains("上报 30"), "the report's 30 cannot include the officers");
}

#[tokio::test]
async fn figures_are_the_same_some_weeks_later_and_for_whoever_may_see_persons_only() {
    let app = sampled().await;
    let office = app.visitor("office-xiaosha").await;
    let date = format!("{XIAOSHA}/rehearsal-date");
    office.done(&date, &[("today_on", "2008-05-08")]).await;
    let page = office.get(XIAOSHA).await.text();
    let party = [("old", "5/31（16.1%）", Some(5)), ("young", "2/31（6.5%）", Some(2))];
    says(&office, &page, "party", &party).await;
    assert_eq!(figure(&page, "reserves", "average").0, "30.0（720/24）");
    let recorder = app.visitor("recorder1-zenghui").await;
    let unit = recorder.get(&format!("{XIAOSHA}201")).await;
    assert_eq!(unit.status, StatusCode::OK);
    assert!(!unit.text().contains("收入差距大"), "why a unit is flagged is not for everybody");
    let english = app.visitor("county-official").await;
    english.post("/language", &[("language", "en"), ("next", "/")]).await;
    let page = english.get(XIAOSHA).await.text();
    assert_eq!(figure(&page, "party", "technical").0, "13/31 (41.9 %)");
}

#[tokio::test]
async fn a_town_without_records_shows_no_figures() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let page = office.get(&format!("/{TOWN}")).await.text();
    assert!(!page.contains("data-figure=\"team_all\"") && !page.contains("⟦"), "{page}");
}

#[tokio::test]
async fn a_unit_is_flagged_with_a_reason_until_it_is_settled() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let flags = format!("/{UNIT}/flags");
    let today = TestApp::today().to_string();
    let whole = [("grounds", "clans"), ("note", "两姓争选"), ("since_on", &*today)];
    for (field, text) in [("grounds", "x"), ("note", ""), ("since_on", "2099-01-01")] {
        let form = whole.map(|(name, kept)| (name, if name == field { text } else { kept }));
        let answer = office.post(&flags, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        assert!(answer.has(&format!("#{field}[aria-invalid]")), "{field}");
    }
    office.done(&flags, &whole).await;
    let again = office.post(&flags, &whole).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "once for a reason");
    let town = office.get(&format!("/{TOWN}")).await.text();
    assert!(town.contains("两姓争选") && town.contains("宗族、派性"), "{town}");
    let unit = office.get(&format!("/{UNIT}")).await;
    let flag = app.number("select unit_flag_id from unit_flag").await;
    let end = format!("/{UNIT}/flags/{flag}/end");
    assert!(unit.has(&format!("a[href=\"{end}\"]")), "{}", unit.text());
    let elsewhere = office.post(&format!("/{SIBLING}/flags/{flag}/end"), &[]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    office.done(&end, &[("until_on", &*today)]).await;
    assert!(!office.get(&format!("/{TOWN}")).await.text().contains("两姓争选"));
    assert_eq!(
        app.texts("select event from journal order by recorded_at desc limit 2").await,
        ["unit_flag_ended", "unit_flagged"]
    );
    verified(&app).await;
}

#[tokio::test]
async fn what_was_reported_stands_beside_what_is_counted_where_they_differ() {
    let app = sampled().await;
    let office = app.visitor("office-xiaosha").await;
    let reported = format!("{XIAOSHA}/reported");
    let whole = [
        ("figure", "team_all"),
        ("value", "48"),
        ("reported_on", "2008-04-10"),
        ("source", "小政〔2008〕12号"),
    ];
    let wrong = [("figure", "x"), ("value", "-1"), ("reported_on", "2008-05-01"), ("source", "")];
    let answer = office.post(&reported, &wrong).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    for (field, _) in wrong {
        assert!(answer.has(&format!("#{field}[aria-invalid]")), "{field}");
    }
    office.done(&reported, &whole).await;
    let page = office.get(XIAOSHA).await.text();
    assert!(!page.contains("上报 36"), "the newest counts: {page}");
    let other = whole.map(|(name, text)| (name, if name == "value" { "47" } else { text }));
    office.done(&reported, &other).await;
    assert!(office.get(XIAOSHA).await.text().contains("上报 47（小政〔2008〕12号，2008-04-10）"));
}
