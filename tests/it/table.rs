//! Tables of pages: sort, filter and page in the address, sums, and files of what is shown.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use huanjie::{
    journal_pages::{self, JOURNAL},
    people::table::{ACCOUNTS, seen},
    places::units::{SUPERVISED_TOWNS, SUPERVISED_UNITS, below},
    roll::voters::{self, VOTERS},
    shell::{
        clock::Now,
        form::Typed,
        ids::{AccountId, ElectionId, PlaceId},
        mandate::Role,
        table::{Asked, Source, Table},
        words::{Lang, Words},
    },
    upkeep::security::{self, SECURITY},
};
use reqwest::StatusCode;
use scraper::{Html, Selector};

use crate::house::{
    app::{SIBLING, TOWN, TestApp, UNIT, Visitor},
    election::{Walk, election_day, roll, voter},
};

/// The texts of what a selector names.
fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).expect("a selector");
    let text = |one: scraper::ElementRef<'_>| one.text().collect::<String>().trim().to_owned();
    page.select(&selector).map(text).collect()
}

fn attributes(page: &str, selector: &str, name: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).expect("a selector");
    let found = page.select(&selector).filter_map(|one| one.value().attr(name));
    found.map(str::to_owned).collect()
}

/// An election with so many voters on its roll.
async fn with_voters(app: &TestApp, voters: usize) -> Walk<'_> {
    let walk = Walk::new(app).await;
    walk.open(election_day()).await;
    let answer = walk.office.upload(&walk.path("/roll/import"), roll(voters).as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    walk
}

async fn page(visitor: &Visitor, path: &str) -> String {
    let answer = visitor.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    answer.text()
}

#[tokio::test]
async fn a_table_is_sorted_filtered_and_paged_by_its_address() {
    let app = TestApp::start().await;
    let walk = with_voters(&app, 250).await;
    let roll = walk.path("/roll");
    let all = page(&walk.office, &roll).await;
    assert_eq!(texts(&all, "#table-voters tbody tr").len(), 100);
    assert!(texts(&all, "#table-voters caption")[0].contains("共 250 人"), "{all}");
    assert_eq!(texts(&all, ".pager span"), ["第 1 页，共 3 页"]);
    // the head that it is sorted by says so, and leads to the other way
    assert_eq!(attributes(&all, "th[aria-sort]", "aria-sort"), ["ascending"]);
    let other = attributes(&all, "th[aria-sort] a", "href");
    assert_eq!(other, [format!("{roll}?sort=-number#table-voters")]);

    let asked = format!("{roll}?group_no=2&sex=f&sort=-birth_on");
    let some = page(&walk.office, &asked).await;
    let groups = texts(&some, "#table-voters td[data-label=组别]");
    assert!(groups.len() == 41 && groups.iter().all(|group| group == "2"), "{groups:?}");
    let births = texts(&some, "#table-voters td[data-label=出生日期]");
    assert!(births.is_sorted_by(|one, next| one >= next), "{births:?}");
    assert!(texts(&some, "#table-voters caption")[0].contains("符合 41 人，共 250 人"));
    assert_eq!(attributes(&some, "th[aria-sort]", "aria-sort"), ["descending"]);
    // links keep the filter, files the order as well
    for link in attributes(&some, "#table-voters thead a", "href") {
        assert!(link.contains("group_no=2&sex=f"), "{link}");
    }
    for file in attributes(&some, "#table-voters a[download]", "href") {
        assert!(file.ends_with("?group_no=2&sex=f&sort=-birth_on"), "{file}");
    }
    // the number is the place on the roll, whatever is looked for
    let one = page(&walk.office, &format!("{roll}?name={}", voter(249))).await;
    assert_eq!(texts(&one, "#table-voters td[data-label=序号]"), ["84"]);
    assert_eq!(texts(&one, "#table-voters tbody th"), [voter(249)]);

    let last = page(&walk.office, &format!("{roll}?page=3&sort=name")).await;
    assert_eq!(texts(&last, "#table-voters tbody tr").len(), 50);
    assert_eq!(attributes(&last, ".pager a", "rel"), ["first", "prev"]);
    for link in attributes(&last, ".pager a", "href") {
        assert!(link.contains("sort=name"), "{link}");
    }
    let beyond = page(&walk.office, &format!("{roll}?page=4000000000&sort=name")).await;
    assert_eq!(texts(&beyond, ".pager span"), texts(&last, ".pager span"), "the last page");
    // Chinese by its sounds: 丙 bing, 丁 ding, 庚 geng, 癸 gui, 己 ji, 甲 jia, 壬 ren …
    let named = page(&walk.office, &format!("{roll}?sort=name")).await;
    let first = &texts(&named, "#table-voters tbody th")[0];
    assert_eq!(*first, "选丙丙丙", "sorted by sounds");
}

#[tokio::test]
async fn what_no_column_has_is_passed_over_and_what_cannot_be_read_is_told() {
    let app = TestApp::start().await;
    let walk = with_voters(&app, 20).await;
    let roll = walk.path("/roll");
    for passed in [
        "sort=nothing",
        "sort=-",
        "sort=roll_entry_id",
        "sort=name%3B+drop+table+roll",
        "page=0",
        "page=-1",
        "page=x",
        "page=99999999999999999999",
        "birth_on=2000-01-01",
        "number=3",
        "struck_by=1",
        "%00=%00",
        "sort=%00",
        "=&&&a=%ff",
        "page=",
    ] {
        let all = page(&walk.office, &format!("{roll}?{passed}")).await;
        assert_eq!(texts(&all, "#table-voters tbody tr").len(), 20, "{passed}");
    }
    let long = format!("name={}", "9".repeat(5000));
    for told in [
        "group_no=x",
        "group_no=-1",
        "group_no=99999999999999999999",
        "sex=x",
        "category=a%27+or+1%3D1",
        "birth_on_from=yesterday",
        "birth_on_until=9999-99-99",
        "name=%00",
        "name=a%00b",
        &long,
    ] {
        let none = page(&walk.office, &format!("{roll}?{told}")).await;
        assert_eq!(texts(&none, "#table-voters tbody tr").len(), 0, "{told}");
        let links = attributes(&none, "#table-voters .summary a", "href");
        assert_eq!(links.len(), 1, "{told}");
        let field = attributes(&none, &links[0], "aria-invalid");
        assert_eq!(field, ["true"], "{told} leads to {links:?}");
        let path = format!("{roll}/table/csv?{told}");
        assert_eq!(walk.office.get(&path).await.status, StatusCode::BAD_REQUEST, "{told}");
    }
    for nothing in ["name=%27%3B+drop+table+roll--", "name=%25", "name=_", "group_no=999"] {
        let none = page(&walk.office, &format!("{roll}?{nothing}")).await;
        assert!(none.contains("没有符合条件的记录") && !none.contains("field-error"), "{nothing}");
        assert!(attributes(&none, ".actions a", "href").contains(&format!("{roll}#table-voters")));
    }
    for format in ["pdf", "CSV", "%00", ""] {
        let answer = walk.office.get(&format!("{roll}/table/{format}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{format}");
    }
}

/// A table of the program, and whose rows.
type Listed = (&'static Table, Source);

async fn tables(app: &TestApp) -> Vec<Listed> {
    let mut db = app.app.db.acquire().await.expect("a connection");
    let town = "select place_id from place where name = '小沙镇'";
    let town = PlaceId(app.number(town).await);
    let election = ElectionId(app.number("select max(election_id) from election").await);
    let units = below(&mut db, town, Now::read().date()).await.expect("units");
    let county = "select place_id from place where level = 'county'";
    let county = PlaceId(app.number(county).await);
    let towns = below(&mut db, county, Now::read().date()).await.expect("towns");
    let county = "select account_id from account where name = 'county'";
    let county = AccountId(app.number(county).await);
    let journal = journal_pages::of(&mut db, "election", election.0).await.expect("a stream");
    let signed_in = security::rows(vec!["signed_in".to_owned()]);
    vec![
        (&SUPERVISED_UNITS, units),
        (&SUPERVISED_TOWNS, towns),
        (&ACCOUNTS, seen(county, Now::read().date(), false)),
        (&VOTERS, voters::of(election)),
        (&JOURNAL, journal),
        (&SECURITY, signed_in),
    ]
}

/// What an address asks.
pub fn typed(query: &str) -> Typed {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

#[tokio::test]
async fn every_column_can_be_sorted_and_filtered_as_its_table_says() {
    let app = TestApp::start().await;
    let _walk = with_voters(&app, 5).await;
    let words = Words::new(Lang::En);
    let mut asked = 0;
    for (table, source) in tables(&app).await {
        let mut db = app.app.db.acquire().await.expect("a connection");
        for column in table.columns {
            let name = column.name;
            let mut queries = Vec::new();
            if !column.sorts.is_empty() {
                queries.extend([format!("sort={name}"), format!("sort=-{name}")]);
            }
            if column.filters {
                queries.extend([
                    format!("{name}=1"),
                    format!("{name}_from=2025-01-01&{name}_until=2025-12-31"),
                    format!("{name}=signed_in"),
                ]);
            }
            for query in queries {
                let paths = huanjie::shell::table::Paths {
                    page: "/page".to_owned(),
                    files: "/page/{format}".to_owned(),
                };
                let read = Asked::read(table, source.clone(), &typed(&query), &words);
                let listed = read.list(&mut db, &paths).await;
                assert!(listed.is_ok(), "{} {query}: {:?}", table.name, listed.err());
                asked += 1;
            }
        }
    }
    assert!(asked > 60, "{asked}");
}

/// Cells of a file as CSV, without the mark at its beginning.
fn lines(file: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(file).expect("UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let line = |line: csv::Result<csv::StringRecord>| {
        line.expect("a line").iter().map(str::to_owned).collect()
    };
    reader.records().map(line).collect()
}

fn workbook(file: &[u8]) -> calamine::Range<Data> {
    let mut book = Xlsx::new(Cursor::new(file.to_vec())).expect("a workbook");
    let name = book.sheet_names()[0].clone();
    assert_eq!(book.worksheet_formula(&name).expect("a sheet").used_cells().count(), 0);
    book.worksheet_range(&name).expect("a sheet")
}

#[tokio::test]
async fn files_hold_what_is_shown_on_all_pages_in_its_order() {
    let app = TestApp::start().await;
    let walk = with_voters(&app, 250).await;
    let path = |format: &str| walk.path(&format!("/roll/table/{format}?sort=-name&sex=f"));
    let csv = walk.office.get(&path("csv")).await;
    assert_eq!(csv.status, StatusCode::OK);
    assert_eq!(csv.kind, "text/csv; charset=utf-8");
    let csv = lines(&csv.body);
    assert_eq!(csv[0], ["序号", "姓名", "性别", "出生日期", "组别", "类别"]);
    assert_eq!(csv.len(), 1 + 125);
    let mut shown = Vec::new();
    for number in 1..=2 {
        let path = walk.path(&format!("/roll?sort=-name&sex=f&page={number}"));
        shown.extend(texts(&page(&walk.office, &path).await, "#table-voters tbody th"));
    }
    let named: Vec<&str> = csv[1..].iter().map(|line| &*line[1]).collect();
    assert_eq!(named, shown);

    let answer = walk.office.get(&path("xlsx")).await;
    let name = answer.disposition.clone().expect("a name");
    let today = Now::read().date();
    assert!(
        name.starts_with("attachment; filename=\"voters.xlsx\"; filename*=UTF-8''%E5"),
        "{name}"
    );
    assert!(name.ends_with(&format!("-{today}.xlsx")), "{name}");
    let sheet = workbook(&answer.body);
    assert_eq!(sheet.height(), 126);
    for (row, line) in csv.iter().enumerate().skip(1) {
        let cell = |column: u32| sheet.get_value((u32::try_from(row).expect("a row"), column));
        assert!(matches!(cell(0), Some(Data::Float(number)) if number.to_string() == line[0]));
        assert_eq!(cell(1), Some(&Data::String(line[1].clone())));
        let Some(Data::DateTime(day)) = cell(3) else { panic!("{:?} is a date", cell(3)) };
        let (year, month, day, ..) = day.to_ymd_hms_milli();
        let day = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
        assert_eq!(day.expect("a date").to_string(), line[3]);
    }
    let english = walk.office.with_header("cookie", "language=en");
    assert_eq!(english.get(&path("csv")).await.status, StatusCode::SEE_OTHER, "who is that?");
    walk.office.post("/language", &[("language", "en"), ("next", "/")]).await;
    let english = lines(&walk.office.get(&path("csv")).await.body);
    assert_eq!(english[0], ["No.", "Name", "Sex", "Date of birth", "Group", "Category"]);
}

#[tokio::test]
async fn sums_are_over_all_that_matches_and_no_text_becomes_a_formula() {
    let app = TestApp::start().await;
    let walk = with_voters(&app, 60).await;
    walk.commission
        .closes(&walk.path("/roll/post"), &[("on", &crate::house::election::day(-22))])
        .await;
    for (name, code) in
        [("=1+1", "330902102210"), ("@SUM(A1)", "330902102211"), ("-2村", "330902102212")]
    {
        let form = [("name", name), ("kind", "village"), ("code", code)];
        walk.office.done(&format!("/{TOWN}/units"), &form).await;
    }
    let town = page(&walk.office, &format!("/{TOWN}")).await;
    assert_eq!(texts(&town, "#table-units tfoot td.number"), ["0", "1/6"]);
    let none = page(&walk.office, &format!("/{TOWN}?name=毛峙")).await;
    assert_eq!(texts(&none, "#table-units tfoot td.number"), ["0", "—"]);
    assert_eq!(texts(&none, "#table-units tbody tr").len(), 1);
    // links keep leading to the place
    assert!(attributes(&town, "#table-units tbody a", "href").contains(&format!("/{UNIT}")));

    let file = walk.office.get(&format!("/{TOWN}/units/table/csv")).await.body;
    let csv = lines(&file);
    let heads = "名称 类型 区划代码 村（居）民小组 阶段 已办结阶段 已办结阶段（总数） 下一期限";
    assert_eq!(csv[0][..8].join(" "), heads);
    assert_eq!(csv[0].last().expect("a head"), "最近登录", "the office supervises");
    let risky = csv.iter().filter(|line| line[0].starts_with(['=', '@', '-'])).count();
    assert_eq!(risky, 0, "{csv:?}");
    assert!(csv.iter().any(|line| line[0] == "'=1+1"), "{csv:?}");
    let own = csv.iter().find(|line| line[2] == format!("'{UNIT}")).expect("the unit");
    assert_eq!(own[5..7], ["1", "6"], "part and whole are no date");
    assert_eq!(csv[0][8], "逾期", "what the page marks is a column of its own");
    assert_eq!(own[8..10], ["否", "2025-03-18"]);
    let none = walk.office.get(&format!("/{TOWN}/units/table/csv?overdue=yes")).await;
    assert_eq!(lines(&none.body).len(), 2, "heads and sums");
    let unopened = page(&walk.office, &format!("/{TOWN}?stage=unopened")).await;
    let names = texts(&unopened, "#table-units tbody th");
    assert!(names.len() >= 2 && !unopened.contains(&format!("href=\"/{UNIT}\"")), "{names:?}");
    assert_eq!(csv.last().expect("sums")[5..7], ["1", "6"]);
    let on = election_day().to_string();
    let form = [
        ("election_on", &*on),
        ("term_no", "12"),
        ("director", "1"),
        ("deputy", "1"),
        ("member", "3"),
    ];
    walk.office.done(&format!("/{SIBLING}/elections"), &form).await;
    let late = page(&walk.office, &format!("/{TOWN}?stage=roll&due_on_until=2025-12-31")).await;
    let due = texts(&late, "#table-units td[data-label=下一期限] .tag");
    let one = walk.office.get(&format!("/{TOWN}/units/table/csv?overdue=yes")).await;
    assert_eq!(lines(&one.body)[1][8], "是");
    assert_eq!(due, ["逾期"], "what the law says is looked for like the rest: {late}");
    let looks = app.visitor("steering").await;
    let answer = looks.get(&format!("/{UNIT}/units/table/csv")).await;
    assert_eq!(lines(&answer.body).len(), 2, "heads and sums");
    let sheet = workbook(&walk.office.get(&format!("/{TOWN}/units/table/xlsx")).await.body);
    let names: Vec<&Data> = sheet.rows().map(|row| &row[0]).collect();
    assert!(names.contains(&&Data::String("=1+1".to_owned())), "{names:?}");
}

#[tokio::test]
async fn the_list_of_units_says_how_many_groups_each_has() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    office.done(&format!("/{UNIT}/groups"), &[("groups", "4")]).await;
    app.console("group_changed", async |act| {
        let one = "update unit_group set dissolved_on = current_date where number = 2";
        sqlx::query(one).execute(&mut **act).await.expect("dissolved");
    })
    .await;
    let town = page(&office, &format!("/{TOWN}?sort=groups")).await;
    assert_eq!(texts(&town, "#table-units tbody td[data-label='村（居）民小组']").concat(), "03");
    let csv = lines(&office.get(&format!("/{TOWN}/units/table/csv")).await.body);
    let own = csv.iter().find(|line| line[2] == format!("'{UNIT}")).expect("the unit");
    assert_eq!(own[3], "3", "those that there are, and none that was dissolved");
    assert_eq!(csv.last().expect("sums")[3], "3");
}

#[tokio::test]
async fn the_journal_is_found_by_day_by_person_and_by_act() {
    let app = TestApp::start().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    let walk = with_voters(&app, 60).await;
    let day = crate::house::election::day(-22);
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day)]).await;
    let journal = walk.path("/journal");
    let acts = texts(&page(&walk.office, &journal).await, "#table-journal tbody th");
    assert_eq!(acts.len(), 3, "{acts:?}");
    let posted = page(&walk.office, &format!("{journal}?event=roll_posted")).await;
    assert_eq!(texts(&posted, "#table-journal tbody th"), [acts[0].clone()]);
    let who = page(&walk.office, &format!("{journal}?actor_name=office&sort=seq")).await;
    assert_eq!(texts(&who, "#table-journal td[data-label=序号]"), ["1", "2"]);
    let today = Now::read().date();
    let days = format!("{journal}?recorded_at_from={today}&recorded_at_until={today}");
    let here = page(&walk.office, &days).await;
    assert_eq!(texts(&here, "#table-journal tbody th").len(), 3);
    let before = page(&walk.office, &format!("{journal}?recorded_at_until=2020-01-01")).await;
    assert!(before.contains("没有符合条件的记录"), "{before}");
    let csv = lines(&walk.office.get(&format!("{journal}/table/csv")).await.body);
    assert!(csv[2][5].contains("; "), "notes and tables in one cell: {csv:?}");

    let admin = app.visitor("admin").await;
    let instance = page(&admin, "/upkeep/journal?event=account_added").await;
    let added = texts(&instance, "#table-journal tbody th").len();
    assert_eq!(added, 12, "{instance}");
    assert_eq!(walk.office.get("/upkeep/journal").await.status, StatusCode::FORBIDDEN);
}

/// Many rows of others, so that reading all of a table would show.
pub async fn filled(app: &TestApp) {
    app.console("filled", async |act| {
        for statement in [
            "set local session_replication_role = replica",
            "insert into roll (election_id, version) select election, 1 from generate_series(100, 139) as election",
            "insert into roll_entry (roll_id, person_id, cycle_id, group_no, category, name, sex, birth_on)
                select roll_id, 1000 * roll_id + number, 1, number % 9 + 1, 'a', '选民' || number, 'f', '1980-01-01'
                from roll, generate_series(1, 1000) as number
                where election_id >= 100",
            "insert into stream (kind, subject) select 'election', subject from generate_series(100, 139) as subject",
            "insert into journal (stream_id, seq, recorded_at, actor_kind, account_id, actor_name, actor_role, event, payload_digest, hash)
                select stream_id, seq, now() - seq * interval '1 hour', 'account', 1, '某人', 'town_office', 'roll_imported',
                    decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
                from stream, generate_series(1, 1000) as seq
                where subject >= 100",
            "insert into journal_payload (stream_id, seq, salt, bytes) select stream_id, seq, '', '' from journal where event = 'roll_imported' and actor_name = '某人'",
            "insert into security_log (happened_at, event, account_id, account_name)
                select now() - number * interval '1 minute', case when number % 100 = 0 then 'refused' else 'signed_in' end, 1, '某人'
                from generate_series(1, 40000) as number",
        ] {
            sqlx::query(statement).execute(&mut **act).await.expect(statement);
        }
    })
    .await;
    sqlx::query("analyze").execute(&app.app.db).await.expect("statistics");
}

#[tokio::test]
async fn lists_that_grow_are_read_by_their_indexes() {
    let app = TestApp::start().await;
    let _walk = with_voters(&app, 5).await;
    filled(&app).await;
    let words = Words::new(Lang::En);
    let mut db = app.app.db.acquire().await.expect("a connection");
    let roll = voters::of(ElectionId(120));
    let journal = journal_pages::of(&mut db, "election", 120).await.expect("a stream");
    let log = || security::rows(vec!["refused".to_owned()]);
    let today = Now::read().date();
    let days = format!("happened_at_from={today}&happened_at_until={today}");
    for (table, source, query, grows) in [
        (&VOTERS, roll.clone(), "", "roll_entry"),
        (&VOTERS, roll.clone(), "name=选民5", "roll_entry"),
        (&VOTERS, roll.clone(), "group_no=3&category=a", "roll_entry"),
        (&VOTERS, roll, "sort=-name", "roll_entry"),
        (&JOURNAL, journal.clone(), "", "journal"),
        (&JOURNAL, journal.clone(), "event=roll_imported", "journal"),
        (&JOURNAL, journal, "recorded_at_from=2026-01-01&actor_name=a", "journal"),
        (&SECURITY, log(), "event=refused", "security_log"),
        (&SECURITY, log(), &days, "security_log"),
    ] {
        let asked = Asked::read(table, source, &typed(query), &words);
        let plan = asked.plan(&mut db).await.expect("a plan").join("\n");
        let scan = |line: &str| {
            line.trim_end()
                .split("  (cost")
                .next()
                .unwrap_or("")
                .ends_with(&format!("Seq Scan on {grows}"))
        };
        assert!(!plan.lines().any(scan), "{} ?{query}\n{plan}", table.name);
        assert!(plan.contains("Index"), "{plan}");
    }
    // of all rows only those of the page are read
    let plan = Asked::read(&SECURITY, log(), &typed(""), &words).plan(&mut db).await;
    let plan = plan.expect("a plan").join("\n");
    assert!(plan.contains("Index Scan Backward using security_log_pkey"), "{plan}");
    let (looking, today) =
        (AccountId(app.number("select min(account_id) from account").await), today);
    let plan =
        Asked::read(&ACCOUNTS, seen(looking, today, false), &typed(""), &words).plan(&mut db).await;
    let plan = plan.expect("a plan").join("\n");
    assert!(!plan.contains("Seq Scan on security_log"), "{plan}");
}
