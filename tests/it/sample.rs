//! The sample county: the figures of the reports, counted from its records; and it is loaded fast.

use std::time::Instant;

use huanjie::{sample, shell::mandate::Role};
use reqwest::StatusCode;

use crate::house::{
    app::{PASSWORD, TestApp},
    folder::Folder,
};

/// A program with the sample, whose accounts have the password of tests.
async fn sampled() -> TestApp {
    let app = TestApp::empty().await;
    sample::load(&app.app, &Folder::new()).await.expect("a sample");
    app.password_of_all().await;
    app
}

#[tokio::test]
async fn the_figures_of_the_reports_are_those_of_the_records() {
    let app = sampled().await;
    let units = |town: &str, rest: &str| {
        format!(
            "select count(*) from place
            join place_code using (place_id)
            where upper_inf(valid) and place.world_id = 2 and level = 'unit' and code like '{town}%' {rest}"
        )
    };
    for (query, count) in [
        (units("330902102", ""), 13),
        (units("330902102", "and kind = 'community'"), 6),
        (units("330902102", "and kind = 'village'"), 7),
        (units("330902199", ""), 8),
        (units("330902199", "and kind = 'community'"), 8),
    ] {
        assert_eq!(app.number(&query).await, count, "{query}");
    }
    let sum = |column: &str| {
        format!(
            "select sum({column})::bigint from place_figure
            join place_code using (place_id)
            where upper_inf(valid) and code like '330902102%'"
        )
    };
    assert_eq!(app.number(&sum("households")).await, 6520);
    assert_eq!(app.number(&sum("people")).await, 16582);
    let organisations = |town: &str, rest: &str| {
        format!(
            "select count(*) from organisation
            join place using (place_id)
            join place_code using (place_id)
            where upper_inf(valid) and code like '{town}%' and {rest}"
        )
    };
    for (query, count) in [
        (organisations("330902102", "organisation.kind = 'general_branch'"), 7),
        (
            organisations(
                "330902102",
                "organisation.kind = 'general_branch' and place.kind = 'village'",
            ),
            1,
        ),
        (organisations("330902102", "organisation.kind = 'branch'"), 42),
        (organisations("330902102", "organisation.kind = 'branch' and place.kind = 'village'"), 14),
        (organisations("330902199", "organisation.kind = 'general_branch'"), 8),
    ] {
        assert_eq!(app.number(&query).await, count, "{query}");
    }
    let groups = "select count(*) from unit_group join place_code using (place_id)
        where code like '330902199%'";
    assert_eq!(app.number(groups).await, 78);
    assert_eq!(app.number("select count(*) from place where world_id = 1").await, 0);
    let office = app.visitor("office-xiaosha").await;
    let town = office.get("/r/2/330902102").await.text();
    assert!(town.contains("6520 户，16582 人"), "{town}");
}

#[tokio::test]
async fn zenghui_tells_how_it_came_to_be() {
    let app = sampled().await;
    let official = app.visitor("county-official").await;
    let page = official.get("/330902102201").await;
    assert_eq!(page.location.as_deref(), Some("/r/2/330902102201"));
    let page = official.get("/r/2/330902102201").await.text();
    for told in [
        "光辉村",
        "芷塘岙村",
        "渔业村",
        "增光村",
        "团结村",
        "光辉经济合作社",
        "芷塘岙经济合作社",
        "增辉社区",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let former = official.get("/330902102225").await;
    assert_eq!(former.location.as_deref(), Some("/r/2/330902102201"), "the code of 团结村");
}

#[tokio::test]
async fn everybody_of_every_role_signs_in_and_sees_the_own_place() {
    let app = sampled().await;
    let roles = "select distinct role from mandate order by 1";
    let mut all: Vec<String> = Role::ALL.map(|role| role.word().to_owned()).into();
    all.sort();
    assert_eq!(app.texts(roles).await, all);
    for (name, place) in [
        ("county", "/r/2/330902"),
        ("county-official", "/r/2/330902"),
        ("organisation", "/r/2/330902"),
        ("civil", "/r/2/330902"),
        ("guidance-xiaosha", "/r/2/330902102"),
        ("audit-xiaosha", "/r/2/330902102"),
        ("petitions-xx", "/r/2/330902199"),
        ("branch-zenghui", "/r/2/330902102201"),
        ("office-xiaosha", "/r/2/330902102"),
        ("leader-xiaosha", "/r/2/330902102"),
        ("office-xx", "/r/2/330902199"),
        ("leader-xx", "/r/2/330902199"),
        ("steering-zenghui", "/r/2/330902102201"),
        ("commission-maozhi", "/r/2/330902102202"),
        ("recorder1-zenghui", "/r/2/330902102201"),
        ("recorder2-zenghui", "/r/2/330902102201"),
        ("scrutineer-cuihu", "/r/2/330902199001"),
        ("screen-zenghui", "/r/2/330902102201"),
        ("office-songpu", "/r/2/330902110"),
        ("leader-yanyu", "/r/2/330902201"),
        ("commission-shangpu", "/r/2/330902110201"),
        ("steering-dayu", "/r/2/330902201201"),
        ("recorder1-luwan-community", "/r/2/330902111001"),
    ] {
        let visitor = app.visitor(name).await;
        let desk = visitor.get("/").await;
        assert!(desk.has(&format!("a[href=\"{place}\"]")), "{name}: {}", desk.text());
        let page = visitor.get(place).await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        assert!(page.has(".rehearsal-note"), "{name}");
    }
    let admin = app.visitor("admin").await;
    assert!(admin.get("/").await.has("a[href=\"/upkeep\"]"));
    let each = "select count(*) from account where name like 'scrutineer-%'";
    assert_eq!(app.number(each).await, 21 + 20);
}

#[tokio::test]
async fn it_is_loaded_once_and_in_a_couple_of_seconds() {
    let app = TestApp::empty().await;
    let folder = Folder::new();
    let began = Instant::now();
    sample::load(&app.app, &folder).await.expect("a sample");
    let took = began.elapsed();
    println!("the sample is loaded in {took:?}");
    let before = app.state().await;
    sample::load(&app.app, &folder).await.expect("nothing to do");
    assert_eq!(app.state().await, before);
    assert_eq!(app.number("select count(*) from journal where event = 'sample_loaded'").await, 1);
    let accounts = sample::accounts(&folder).expect("accounts");
    // five of each further town, and seven each of two units there
    assert_eq!(accounts.names.len(), 162 + 10 * (5 + 2 * 7));
    assert_eq!(accounts.units().len(), 21 + 20);
    let above = accounts.above_units();
    assert_eq!(above.len(), 15 + 50);
    assert_eq!(
        above[..9],
        [
            "admin",
            "county",
            "organisation",
            "civil",
            "county-official",
            "office-xiaosha",
            "leader-xiaosha",
            "guidance-xiaosha",
            "audit-xiaosha"
        ]
    );
    assert_ne!(accounts.password, PASSWORD);
    crate::house::app::verified(&app).await;
}

#[tokio::test]
async fn the_election_of_zenghui_is_opened_within_the_campaign_of_its_town() {
    let app = sampled().await;
    let office = app.visitor("office-xiaosha").await;
    let page = office.get("/r/2/330902102201").await;
    assert!(page.has("#term_no[value=\"8\"]"), "the term is that of the campaign");
    let form = [
        ("election_on", "2008-05-08"),
        ("term_no", "8"),
        ("director", "1"),
        ("deputy", "1"),
        ("member", "3"),
    ];
    office.done("/r/2/330902102201/elections", &form).await;
    let case = office.get("/r/2/330902102201/committee").await.text();
    assert!(case.contains("VC98") && case.contains("2008-04-10"), "{case}");
    assert_eq!(app.number("select count(*) from campaign").await, 12);
}

#[tokio::test]
async fn everybody_is_there_and_the_same_each_time() {
    let (app, again) = (sampled().await, sampled().await);
    let of = |town: &str| {
        format!(
            "select count(*) from person
            join place_code using (place_id)
            where upper_inf(valid) and code like '{town}%'"
        )
    };
    assert_eq!(app.number(&of("330902102")).await, 16582);
    for (query, count) in [
        // each in a group of the own unit, and nobody twice
        ("select count(*) from person where group_no is null", 0),
        (
            "select count(*) from person join unit_group using (place_id)
            where number = group_no and dissolved_on is null and person.world_id = 2",
            app.number("select count(*) from person").await,
        ),
        ("select count(*) - count(distinct (name, birth_on)) from person", 0),
    ] {
        assert_eq!(app.number(query).await, count, "{query}");
    }
    for agreed in ["consented and voted", "consented and not voted", "voted and not consented"] {
        let query = format!("select count(*) from member_now where standing = 'full' and {agreed}");
        assert!(app.number(&query).await > 2, "{agreed}");
    }
    // who is a member says so, and nobody else
    let politics = "select count(*) from person left join member_now using (person_id)
        where (politics in ('party', 'probationary')) <> (membership_id is not null)";
    assert_eq!(app.number(politics).await, 0);
    let people = "select md5(string_agg(
            concat_ws(' ', person.name, sex, birth_on, education, politics, code, post, standing, presence),
            ',' order by person.name, birth_on, post))
        from person
        join place_code using (place_id)
        left join office using (person_id)
        left join member_now using (person_id)";
    assert_eq!(app.texts(people).await, again.texts(people).await);
}

/// The cells of a table of a page, row by row.
fn rows(page: &str, table: &str) -> Vec<Vec<String>> {
    let page = scraper::Html::parse_document(page);
    let selector = |text: &str| scraper::Selector::parse(text).expect("a selector");
    let lines = selector(&format!("#table-{table} tbody tr"));
    let cells = selector("th, td");
    let text = |cell: scraper::ElementRef<'_>| cell.text().collect::<String>().trim().to_owned();
    page.select(&lines).map(|row| row.select(&cells).map(text).collect()).collect()
}

#[tokio::test]
async fn the_county_shows_twelve_towns_each_by_its_own_date() {
    let app = sampled().await;
    let official = app.visitor("county-official").await;
    let page = official.get("/r/2/330902").await.text();
    let towns = rows(&page, "units");
    assert_eq!(towns.len(), 12, "{page}");
    let told = |row: &[String]| row[..5].to_vec();
    let expected = |town: [&str; 5]| town.map(str::to_owned).to_vec();
    for town in [
        ["小沙镇", "330902102", "2008-04-10", "13", "2"],
        ["松浦镇", "330902110", "2025-11-22", "12", "2"],
        ["盐浦镇", "330902117", "2025-11-22", "13", "2"],
        ["××镇", "330902199", "2014-05-30", "8", "0"],
        ["雁屿乡", "330902201", "2025-11-22", "8", "0"],
    ] {
        let row = towns.iter().find(|row| row[0] == town[0]).expect(town[0]);
        let mut row = told(row);
        // without the day of the week
        row[2].truncate(10);
        assert_eq!(row, expected(town));
    }
    let (units, flagged) = (13 + 8 + 100, 2 + 9);
    let sums = scraper::Selector::parse("tfoot td").expect("a selector");
    let html = scraper::Html::parse_document(&page);
    let foot: Vec<String> = html.select(&sums).map(|cell| cell.text().collect()).collect();
    assert!(foot.contains(&units.to_string()) && foot.contains(&flagged.to_string()), "{foot:?}");
    let sheet = official.get("/r/2/330902/units/table/csv").await.text();
    assert!(sheet.contains("松浦镇,330902110,2025-11-22,12,2,"), "{sheet}");
}

#[tokio::test]
async fn a_further_town_has_places_and_organisations_and_nothing_that_was_not_done() {
    let app = sampled().await;
    let office = app.visitor("office-songpu").await;
    let town = office.get("/r/2/330902110").await.text();
    for told in
        ["2025-11-22", "6498 户，17114 人", "沈国良", "新螺村", "竞争激烈", "松浦社区选举委员会"]
    {
        assert!(town.contains(told), "{told}: {town}");
    }
    assert_eq!(rows(&town, "units").len(), 12);
    let village = office.get("/r/2/330902110209").await.text();
    for told in ["新螺村总支部", "新螺村第二支部", "第 13 组", "2025-11-22"] {
        assert!(village.contains(told), "{told}: {village}");
    }
    let lone = office.get("/r/2/330902110210").await.text();
    assert!(lone.contains("白岩村支部") && lone.contains("无人愿选"), "{lone}");
    let other = office.get("/r/2/330902111").await;
    assert_eq!(other.status, StatusCode::FORBIDDEN, "the next town");
    let further = "from place_code join place using (place_id)
        where upper_inf(valid) and (code between '330902110' and '330902118999' or code like '330902201%')";
    for (query, count) in [
        (format!("select count(*) {further} and level = 'unit'"), 100),
        (
            format!(
                "select count(*) {further} and exists (select from person where person.place_id = place.place_id)"
            ),
            0,
        ),
        (
            format!(
                "select count(*) {further} and level = 'unit' and not exists (select from organisation where organisation.place_id = place.place_id)"
            ),
            0,
        ),
        (
            format!(
                "select count(*) {further} and level = 'town' and exists (select from campaign where town_id = place.place_id and today_on = '2025-11-22')"
            ),
            10,
        ),
        ("select count(*) from election".to_owned(), 0),
    ] {
        assert_eq!(app.number(&query).await, count, "{query}");
    }
}
