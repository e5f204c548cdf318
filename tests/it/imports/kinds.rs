//! Each kind of list: what becomes of its lines, and that sent again they change nothing.

use huanjie::{
    places::store::organisations::{self, NewOrganisation},
    shell::{ids::WorldId, mandate::Role},
};
use reqwest::StatusCode;

use super::{problems, sent, settled, taken};
use crate::{
    house::app::{SIBLING, TOWN, TestApp, UNIT, verified},
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
    assert_eq!(problems(&settled(&office, &page).await).len(), 1);
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
async fn posts_are_brought_in_with_whoever_holds_them() {
    let app = TestApp::start().await;
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
    assert_eq!(told, [(5, "职务"), (6, "离任时间")]);
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

#[tokio::test]
async fn members_are_brought_into_their_branches() {
    let app = TestApp::start().await;
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
            assert!(text.contains("没有一行可以导入"), "{kind} {format}: {text}");
        }
    }
    let file = format!(
        "姓名,性别,出生日期,身份证号,村,职务\n=1+1,男,1956-05-06,{},增辉村,村委会主任\n",
        number("1956-05-06", 311)
    );
    let page = sent(&office, TOWN, "officers", file.as_bytes()).await;
    taken(&office, &page, &[]).await;
    let persons = office.get(&format!("/{TOWN}/persons/table/csv")).await.text();
    assert!(persons.contains("'=1+1,男,1956-05-06,增辉村,,已登记,"), "{persons}");
    let none = office.get(&format!("/{TOWN}/persons/table/csv?name=王")).await.text();
    assert_eq!(none.lines().count(), 1, "{none}");
    let recorder = app.visitor("recorder1").await;
    let path = format!("/{UNIT}/persons/table/csv");
    assert_eq!(recorder.get(&path).await.status, StatusCode::FORBIDDEN);
}
