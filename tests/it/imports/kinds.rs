//! Each kind of list: what becomes of its lines, and that sent again they change nothing.

use huanjie::{
    places::store::organisations::{self, NewOrganisation},
    shell::{
        ids::WorldId,
        mandate::Role,
        words::{Lang, Words},
    },
};
use law::stage::Stage;
use reqwest::StatusCode;

use super::{
    again::{brought, changes, preview},
    problems, sent, settled, taken,
};
use crate::{
    house::{
        app::{SIBLING, TOWN, TestApp, UNIT, verified},
        election::Walk,
    },
    persons::{number, place},
};

#[tokio::test]
async fn units_with_households_and_people_are_brought_in() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = format!(
        "小沙镇村社区一览表\n名称,代码,类别\n新增辉村,{UNIT},村\n兴海社区,330902102001,\n庙桥村,330902102210,行政村\n\
        庙桥二村,330902102210,村\n外村,330902103210,村\n无码村,33090210221,村\n"
    );
    let page = sent(&office, TOWN, "units", file.as_bytes()).await;
    let told = problems(&settled(&office, &page).await);
    assert_eq!(told.iter().map(|one| one.0).collect::<Vec<_>>(), [6, 7, 8]);
    taken(&office, &page, &[("leave", "1")]).await;
    let all = format!(
        "select name || ' ' || kind || ' ' || code from place join place_code using (place_id)
        where level = 'unit' and code like '{TOWN}%' order by code"
    );
    let expected = [
        "兴海社区 community 330902102001".to_owned(),
        format!("新增辉村 village {UNIT}"),
        format!("毛峙村 village {SIBLING}"),
        "庙桥村 village 330902102210".to_owned(),
    ];
    assert_eq!(app.texts(&all).await, expected);
    let figures = "村,户数,人口,统计日期,来源\n新增辉村,\"1,234\",3456人,2008年3月,派出所\n庙桥,10,x,,\n兴海社区,5,9,,\n";
    let page = sent(&office, TOWN, "households", figures.as_bytes()).await;
    let told = problems(&settled(&office, &page).await);
    let told: Vec<(u64, &str)> = told.iter().map(|one| (one.0, one.1.as_str())).collect();
    let expected = [(2, "统计日期"), (3, "人口"), (3, "统计日期"), (4, "统计日期")];
    assert_eq!(told, expected, "a month, a letter, and no day");
    taken(&office, &page, &[("leave", "1")]).await;
    let kept =
        "select name || ' ' || households || ' ' || people || ' ' || source from place_figure
        join place using (place_id) order by name";
    let expected = ["兴海社区 5 9 小沙镇", "新增辉村 1234 3456 派出所"];
    let mut found = app.texts(kept).await;
    found.sort();
    assert_eq!(found, expected);
    let again = sent(&office, TOWN, "households", figures.as_bytes()).await;
    taken(&office, &again, &[("leave", "1")]).await;
    assert_eq!(app.number("select count(*) from place_figure").await, 2);
    // a commission keeps no places
    app.person("all", &[(Role::Commission, TOWN)]).await;
    let all = app.visitor("all").await;
    let answer = super::send(&all, TOWN, "units", b"a").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    verified(&app).await;
}

#[tokio::test]
async fn the_kind_of_a_unit_is_said_by_its_committee_too() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let said = ["社区居委会", "社区居民委员会", "居委会", "村委会", "村民委员会", "行政村"];
    let lines = (210..).zip(said).map(|(n, kind)| format!("{kind}{n},330902102{n},{kind}\n"));
    let file = format!("名称,代码,类型\n{}", lines.collect::<String>());
    let page = sent(&office, TOWN, "units", file.as_bytes()).await;
    assert_eq!(problems(&settled(&office, &page).await), []);
    taken(&office, &page, &[]).await;
    let kinds = "select kind from place join place_code using (place_id)
        where code between '330902102210' and '330902102215' order by code";
    let (community, village) = ("community", "village");
    let expected = [community, community, community, village, village, village];
    assert_eq!(app.texts(kinds).await, expected);
    // an assistant is elected by nobody
    let file = "姓名,性别,出生日期,村,班子,职务\n张三,男,1985-01-02,增辉村,村委会,村主任助理\n";
    let page = sent(&office, TOWN, "officers", file.as_bytes()).await;
    let said = Words::new(Lang::ZhCn)
        .text_with("import-post-unelected", &[("value", "村主任助理".into())]);
    assert_eq!(problems(&settled(&office, &page).await), [(2, "职务".to_owned(), said)]);
    verified(&app).await;
}

#[tokio::test]
async fn a_unit_is_not_called_after_its_committee() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let names = "select name || ' ' || kind from place where level = 'unit' order by place_id";
    let there = app.texts(names).await;
    for committee in ["增辉村委会", "增辉村村民委员会", "增辉村民委员会", "增辉村"]
    {
        let file = format!("单位名称,单位代码\n{committee},{UNIT}\n毛峙村村委会,{SIBLING}\n");
        let text = preview(&office, TOWN, "units", &file).await;
        assert_eq!((problems(&text), changes(&text)), (vec![], vec![]), "{committee}");
        assert!(brought(&office, TOWN, "units", &file).await.contains("2 行都与登记一致"));
        assert_eq!(app.texts(names).await, there, "{committee}");
    }
    // one that is new is called as the place is
    let new = format!("单位名称,单位代码\n里柴村委会,{TOWN}210\n新苑社区居委会,{TOWN}011\n");
    brought(&office, TOWN, "units", &new).await;
    let now = app.texts(names).await;
    assert_eq!(now[there.len()..], ["里柴村 village", "新苑社区 community"]);
    let text = preview(&office, TOWN, "units", &new).await;
    assert_eq!((problems(&text), changes(&text)), (vec![], vec![]));
    // however it is called: its name stays
    let bare = format!("单位名称,单位代码,类型\n里柴,{TOWN}210,村\n");
    brought(&office, TOWN, "units", &bare).await;
    assert_eq!(changes(&preview(&office, TOWN, "units", &new).await), []);
    // but another name is another name
    for called in ["新柴村", "新柴村委会"] {
        let file = format!("单位名称,单位代码\n{called},{TOWN}210\n");
        let told = changes(&preview(&office, TOWN, "units", &file).await);
        assert_eq!(told[0].2, "单位名称：里柴 → 新柴村", "{called}");
    }
}

#[tokio::test]
async fn words_and_heads_are_known_as_offices_write_them() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = "姓名,性别,出生日期,村,民族,文化程度,外出情况\n\
        王秀英,女,1971-05-06,增辉村,维族,中师,外地务工\n";
    let page = sent(&office, TOWN, "persons", file.as_bytes()).await;
    assert_eq!(problems(&settled(&office, &page).await), []);
    taken(&office, &page, &[]).await;
    assert_eq!(
        app.texts("select nationality || ' ' || education from person").await,
        ["05 technical"]
    );
    let file = "姓名,性别,出生日期,村,职务,届别,任职日期,离任日期,离职原因\n\
        王秀英,女,1971-05-06,增辉村,支委,6,2002-05-01,2005-05-01,辞职\n";
    let page = sent(&office, TOWN, "officers", file.as_bytes()).await;
    assert_eq!(problems(&settled(&office, &page).await), []);
    taken(&office, &page, &[]).await;
    let posts = app.texts("select concat_ws(' ', body, post, term_no, ended) from office").await;
    assert_eq!(posts, ["party member 6 resigned"]);
}

#[tokio::test]
async fn posts_are_brought_in_with_whoever_holds_them() {
    let app = TestApp::start().await;
    led(&app, &[UNIT]).await;
    let office = app.visitor("office").await;
    let idno = number("1956-05-06", 311);
    let file = format!(
        "姓名,身份证号,性别,出生日期,村,职务,届次,任职时间,离任时间,离任原因\n\
        王强,{idno},,,增辉村,党支部书记,第7届,2005.3,,\n\
        王强,{idno},,,增辉村,村委会委员,7,2005.3,2008.2,届满\n\
        李芳,,女,1970-01-02,毛峙村,村民委员会副主任,7,2005年3月1日,,\n\
        赵六,,男,1970-01-02,毛峙村,厨师,,,,\n\
        钱七,,男,1970-01-02,毛峙村,村委会主任,,2008-01-01,2005-01-01,\n"
    );
    let page = sent(&office, TOWN, "officers", file.as_bytes()).await;
    let told = problems(&settled(&office, &page).await);
    let told: Vec<(u64, &str)> = told.iter().map(|one| (one.0, one.1.as_str())).collect();
    // months are taken for their first day, and somebody is to look at them
    let months = [(2, "任职时间"), (2, "职务"), (3, "任职时间"), (3, "离任时间")];
    let others = [(5, "职务"), (6, "离任时间"), (6, "离任原因")];
    assert_eq!(told, [&months[..], &others].concat());
    taken(&office, &page, &[("leave", "1")]).await;
    let all =
        "select person.name || ' ' || place.name || ' ' || body || ' ' || post || ' ' || term_no
        || ' ' || from_on || ' ' || coalesce(ended, '-')
        from office join person using (person_id) join place on place.place_id = office.place_id
        order by office_id";
    let expected = [
        "王强 增辉村 party secretary 7 2005-03-01 -",
        "王强 增辉村 villagers_committee member 7 2005-03-01 term",
        "李芳 毛峙村 villagers_committee deputy 7 2005-03-01 -",
    ];
    assert_eq!(app.texts(all).await, expected);
    assert_eq!(app.number("select count(*) from person").await, 2);
    let again = sent(&office, TOWN, "officers", file.as_bytes()).await;
    taken(&office, &again, &[("leave", "1")]).await;
    assert_eq!(app.texts(all).await, expected);
    // who left is told later
    let left = "姓名,性别,出生日期,村,职务,离任时间,离任原因\n李芳,女,1970-01-02,毛峙村,村委会副主任,2008-04-01,辞职\n";
    let page = sent(&office, TOWN, "officers", left.as_bytes()).await;
    taken(&office, &page, &[]).await;
    let ended = "select until_on || ' ' || ended from office where post = 'deputy'";
    assert_eq!(app.texts(ended).await, ["2008-04-01 resigned"]);
    verified(&app).await;
}

/// Two branches of the Party at the unit.
pub async fn branches(app: &TestApp) {
    app.console("organisations_made", async |act| {
        let (town, unit) = (place(act, TOWN).await, place(act, UNIT).await);
        let world_id = WorldId(1);
        let above = NewOrganisation {
            world_id,
            place_id: town,
            parent_id: None,
            kind: "town_committee",
            name: "小沙镇党委",
        };
        let above = organisations::add(act, &above).await.expect("a committee");
        for name in ["增辉村党支部", "增辉村第二党支部"] {
            let branch = NewOrganisation {
                world_id,
                place_id: unit,
                parent_id: Some(above),
                kind: "branch",
                name,
            };
            organisations::add(act, &branch).await.expect("a branch");
        }
    })
    .await;
}

/// A general branch in each of some places.
pub async fn led(app: &TestApp, codes: &[&str]) {
    app.console("organisations_made", async |act| {
        let world_id = WorldId(1);
        let mut new = NewOrganisation {
            world_id,
            place_id: place(act, TOWN).await,
            parent_id: None,
            kind: "town_committee",
            name: "小沙镇党委",
        };
        let above = organisations::add(act, &new).await.expect("a committee");
        for code in codes {
            let (place_id, parent_id) = (place(act, code).await, Some(above));
            new = NewOrganisation {
                place_id,
                parent_id,
                kind: "general_branch",
                name: "村党总支",
                ..new
            };
            organisations::add(act, &new).await.expect("a general branch");
        }
    })
    .await;
}

#[tokio::test]
async fn members_are_brought_into_their_branches() {
    let app = TestApp::start().await;
    branches(&app).await;
    let office = app.visitor("office").await;
    let file = "姓名,性别,出生日期,党支部,党员类别,在外情况\n王强,男,1956-05-06,增辉村党支部,,流动\n\
        李芳,女,1970-01-02,增辉村党支部,预备,\n赵六,男,1960-01-02,无名支部,,\n";
    let page = sent(&office, TOWN, "members", file.as_bytes()).await;
    let told = problems(&settled(&office, &page).await);
    assert_eq!((told.len(), told[0].0), (1, 4));
    taken(&office, &page, &[("leave", "1")]).await;
    let all = "select name || ' ' || politics || ' ' || standing || ' ' || presence
        from member_now join person using (person_id) order by name";
    assert_eq!(
        app.texts(all).await,
        ["李芳 probationary probationary here", "王强 party full mobile"]
    );
    // once more nothing is new; who is a member elsewhere is told
    let again = sent(&office, TOWN, "members", file.as_bytes()).await;
    taken(&office, &again, &[("leave", "1")]).await;
    assert_eq!(app.number("select count(*) from membership").await, 2);
    let other = file.replace("增辉村党支部", "增辉村第二党支部");
    let page = sent(&office, TOWN, "members", other.as_bytes()).await;
    let told = problems(&settled(&office, &page).await);
    assert_eq!(told.iter().map(|one| one.0).collect::<Vec<_>>(), [2, 3, 4]);
    verified(&app).await;
}

#[tokio::test]
async fn templates_are_read_as_lists_and_lists_are_taken_away() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let page = office.get(&format!("/{TOWN}/imports")).await;
    for kind in ["units", "households", "persons", "members", "officers"] {
        for format in ["xlsx", "csv"] {
            let path = format!("/{TOWN}/imports/template/{kind}/{format}");
            assert!(page.text().contains(&path), "{path}");
            let file = office.get(&path).await;
            assert_eq!(file.status, StatusCode::OK);
            // it has all columns, and no line
            let page = sent(&office, TOWN, kind, &file.body).await;
            let text = settled(&office, &page).await;
            let said = Words::new(Lang::ZhCn).text("import-file-no-lines");
            assert!(text.contains(&said) && !text.contains("/take\""), "{kind} {format}: {text}");
        }
    }
    let file = format!(
        "姓名,性别,出生日期,身份证号,村,职务\n=甲,男,1956-05-06,{},增辉村,村委会主任\n",
        number("1956-05-06", 311)
    );
    let page = sent(&office, TOWN, "officers", file.as_bytes()).await;
    taken(&office, &page, &[]).await;
    let persons = office.get(&format!("/{TOWN}/persons/table/csv")).await.text();
    assert!(persons.contains("'=甲,男,1956-05-06,增辉村,,已登记,"), "{persons}");
    let none = office.get(&format!("/{TOWN}/persons/table/csv?name=王")).await.text();
    assert_eq!(none.lines().count(), 1, "{none}");
    let recorder = app.visitor("recorder1").await;
    let path = format!("/{UNIT}/persons/table/csv");
    assert_eq!(recorder.get(&path).await.status, StatusCode::FORBIDDEN);
}

/// The heads of a list that pages show, by their keys, which no import takes: what they say follows from
/// other lists.
const UNITS_BEYOND: [&str; 7] = [
    "roll-groups",
    "place-stage",
    "place-progress",
    "place-due",
    "place-overdue",
    "place-election-day",
    "place-responsible",
];

#[tokio::test]
async fn what_is_taken_away_is_brought_in_again_under_its_own_heads_in_both_languages() {
    let app = TestApp::start().await;
    branches(&app).await;
    Walk::at(&app, Stage::Roll).await;
    let office = app.visitor("office").await;
    let file = format!(
        "姓名,性别,出生日期,身份证号,党支部,党员类别,在外情况\n\
        王强,男,1956-05-06,{},增辉村党支部,,流动\n李芳,女,1970-01-02,,增辉村党支部,预备,短期外出\n\
        钱一,男,1971-01-02,,增辉村党支部,留党察看,长期外出\n孙二,女,1972-01-02,,增辉村党支部,被羁押,\n",
        number("1956-05-06", 311)
    );
    let page = sent(&office, TOWN, "members", file.as_bytes()).await;
    taken(&office, &page, &[]).await;
    let file = format!(
        "姓名,性别,出生日期,区划代码,外出情况\n王强,男,1956-05-06,{UNIT},短期外出\n\
        李芳,女,1970-01-02,{UNIT},长期外出\n钱一,男,1971-01-02,{UNIT},在本地\n"
    );
    let page = sent(&office, TOWN, "persons", file.as_bytes()).await;
    taken(&office, &page, &[]).await;
    let file = "姓名,性别,出生日期,组别\n王强,男,1956-05-06,2\n";
    let page = sent(&office, UNIT, "roll", file.as_bytes()).await;
    taken(&office, &page, &[]).await;
    for lang in Lang::ALL {
        let words = Words::new(lang);
        let word = if lang == Lang::En { "en" } else { "zh-CN" };
        office.post("/language", &[("language", word), ("next", "/")]).await;
        let whole = words.text_with("table-whole", &[("n", words.text("place-progress").into())]);
        for (kind, place, path, beyond) in [
            ("persons", TOWN, "persons/table", &[][..]),
            ("members", TOWN, "party/members", &["member-since", "member-exemption"]),
            ("roll", UNIT, "committee/roll/table", &["roll-no"]),
            ("units", TOWN, "units/table", &UNITS_BEYOND),
        ] {
            for format in ["csv", "xlsx"] {
                let list = office.get(&format!("/{place}/{path}/{format}")).await;
                assert_eq!(list.status, StatusCode::OK, "{path}");
                let page = sent(&office, place, kind, &list.body).await;
                let text = settled(&office, &page).await;
                let mut beyond: Vec<String> = beyond.iter().map(|key| words.text(key)).collect();
                if kind == "units" {
                    beyond.insert(3, whole.clone());
                    beyond.push(words.text("people-last"));
                }
                let unknown = beyond.join(&words.text("import-and"));
                let unknown = words.text_with("import-unknown", &[("n", unknown.into())]);
                let any = words.text_with("import-unknown", &[("n", "".into())]);
                assert_eq!(text.contains(&any), !beyond.is_empty(), "{kind}: {text}");
                assert!(beyond.is_empty() || text.contains(&unknown), "{unknown}: {text}");
                if ["persons", "members"].contains(&kind) {
                    assert_eq!(problems(&text), [], "{kind} {format}");
                    taken(&office, &page, &[]).await;
                }
            }
        }
    }
    office.post("/language", &[("language", "zh-CN"), ("next", "/")]).await;
    assert_eq!(app.number("select count(*) from person").await, 4);
    assert_eq!(app.number("select count(*) from person_case").await, 0);
    assert_eq!(app.number("select count(*) from member_state").await, 4);
    verified(&app).await;
}

#[tokio::test]
async fn numbers_of_a_csv_file_stay_texts_and_are_read_again() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let idno = number("1971-05-06", 312);
    let file = format!(
        "姓名,性别,身份证号,区划代码,联系电话\n王秀英,无,{idno},{UNIT},05802031234\n\
        李芳,无,,{UNIT},13800138000\n"
    );
    let page = sent(&office, TOWN, "persons", file.as_bytes()).await;
    settled(&office, &page).await;
    let rejected = office.get(&format!("{page}/rejected/csv")).await.text();
    let line = format!("王秀英,无,'{idno},'{UNIT},'05802031234,");
    assert!(rejected.contains(&line), "{rejected}");
    assert!(rejected.contains(",13800138000,"), "a spreadsheet shows eleven digits: {rejected}");
    let mended = rejected.replace("王秀英,无", "王秀英,女");
    let page = sent(&office, TOWN, "persons", mended.as_bytes()).await;
    taken(&office, &page, &[("leave", "1")]).await;
    assert_eq!(
        app.texts("select name from person where idno_digest is not null").await,
        ["王秀英"]
    );
    let person = app.number("select person_id from person").await;
    let shown = office.get(&format!("/{UNIT}/persons/{person}")).await.text();
    assert!(shown.contains("tel:05802031234"), "{shown}");
}
