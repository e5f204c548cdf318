//! What is there already: a list sent once more changes nothing, what changes is told old → new before it
//! is taken, and what cannot be at once is refused.

use huanjie::shell::words::{Lang, Words};

use super::{figure, problems, sent, settled, taken};
use crate::{
    house::{
        app::{SIBLING, TOWN, TestApp, UNIT, Visitor, verified},
        election::{Walk, election_day},
    },
    persons::number,
};

/// The changes that a preview tells: line, whom, old → new.
pub fn changes(page: &str) -> Vec<(u64, String, String)> {
    let page = scraper::Html::parse_document(page);
    let selector = |text: &str| scraper::Selector::parse(text).expect("a selector");
    let (rows, cells) = (selector("tr.change"), selector("th, td"));
    let told = page.select(&rows).map(|row| {
        let texts: Vec<String> =
            row.select(&cells).map(|cell| cell.text().collect::<String>()).collect();
        (texts[0].parse().expect("a line"), texts[1].clone(), texts[2].trim().to_owned())
    });
    told.collect()
}

/// The page of a list while it is decided about it.
pub async fn preview(visitor: &Visitor, place: &str, kind: &str, file: &str) -> String {
    let page = sent(visitor, place, kind, file.as_bytes()).await;
    settled(visitor, &page).await
}

/// Brings in a list with nothing wrong; gives the page once it is done.
pub async fn brought(visitor: &Visitor, place: &str, kind: &str, file: &str) -> String {
    let page = sent(visitor, place, kind, file.as_bytes()).await;
    let told = problems(&settled(visitor, &page).await);
    assert!(told.iter().all(|one| one.2.contains("请核对")), "{kind}: {told:?}");
    taken(visitor, &page, &[]).await
}

#[tokio::test]
async fn a_roll_sent_once_more_is_unchanged_and_no_mistake() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let roll =
        "姓名,性别,出生日期,组别,类别\n王秀英,女,1971-05-06,2,甲\n李建国,男,1950-02-03,3,乙\n";
    let page = brought(&walk.office, UNIT, "roll", roll).await;
    assert!(page.contains("已导入 2 行"), "{page}");
    let again = preview(&walk.office, UNIT, "roll", roll).await;
    assert_eq!((problems(&again), changes(&again)), (vec![], vec![]));
    assert_eq!(figure(&again, "其中无变化").as_deref(), Some("2"), "{again}");
    let page = brought(&walk.office, UNIT, "roll", roll).await;
    assert!(page.contains("2 行都与登记一致，没有改动") && !page.contains("已导入 2 行"), "{page}");
    assert_eq!(figure(&page, "已在名单上，无变化").as_deref(), Some("2"), "{page}");
    // who stands otherwise on it is told; who is new comes on it
    let other = roll.replace("1950-02-03,3,乙", "1950-02-03,4,乙") + "赵六,男,1960-01-01,1,\n";
    let page = sent(&walk.office, UNIT, "roll", other.as_bytes()).await;
    let told = problems(&settled(&walk.office, &page).await);
    let said = Words::new(Lang::ZhCn).text("import-found-on-roll");
    assert_eq!(told, [(3, "组别".to_owned(), said)]);
    taken(&walk.office, &page, &[("leave", "1")]).await;
    let entries = "select name || ' ' || group_no || ' ' || category from roll_entry order by 1";
    assert_eq!(app.texts(entries).await, ["李建国 3 b", "王秀英 2 a", "赵六 1 a"]);
    verified(&app).await;
}

#[tokio::test]
async fn who_lives_elsewhere_is_known_by_the_post_or_the_membership() {
    let app = TestApp::start().await;
    super::kinds::led(&app, &[SIBLING]).await;
    let office = app.visitor("office").await;
    let idno = number("1971-05-06", 2);
    let file = format!("姓名,身份证号,村\n王秀英,{idno},增辉村\n");
    brought(&office, TOWN, "persons", &file).await;
    let other = app
        .texts(&format!(
            "select name from place join place_code using (place_id) where code = '{SIBLING}'"
        ))
        .await;
    let post = |who: &str| format!("{who},{},党组织,委员,2005-03-28\n", other[0]);
    let heads = "村,班子,职务,任职日期\n";
    brought(
        &office,
        TOWN,
        "officers",
        &format!("姓名,身份证号,{heads}{}", post(&format!("王秀英,{idno}"))),
    )
    .await;
    // lists that are taken away do not have the number
    let file = format!("姓名,性别,出生日期,{heads}{}", post("王秀英,女,1971-05-06"));
    let page = preview(&office, TOWN, "officers", &file).await;
    assert_eq!(problems(&page), []);
    assert_eq!(figure(&page, "其中无变化").as_deref(), Some("1"), "{page}");
    // another post says nothing of who it is
    let page = preview(&office, TOWN, "officers", &file.replace("委员", "书记")).await;
    assert_eq!(figure(&page, "其中无变化"), None, "{page}");
    let page = brought(&office, TOWN, "officers", &file).await;
    assert!(page.contains("都与登记一致，没有改动"), "{page}");
    assert_eq!(app.number("select count(*) from person where name = '王秀英'").await, 1);
    assert_eq!(app.number("select count(*) from office").await, 1);
}

#[tokio::test]
async fn what_changes_is_told_old_and_new() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let heads = "姓名,性别,出生日期,村,文化程度,外出情况,后备干部,大学生村官,联系电话\n";
    let first = format!("{heads}王秀英,女,1971-05-06,增辉村,初中,,2007-3,否,13800138000\n");
    brought(&office, TOWN, "persons", &first).await;
    let again = preview(&office, TOWN, "persons", &first).await;
    assert_eq!(changes(&again), []);
    assert_eq!(figure(&again, "其中无变化").as_deref(), Some("1"));
    let second = format!(
        "{heads}王秀英,女,1971-05-06,增辉村,大专,长期外出,,2008-07-01,13800138000、0580-2031234\n\
        李芳,女,1970-01-02,增辉村,,,是,,\n"
    );
    let page = sent(&office, TOWN, "persons", second.as_bytes()).await;
    let text = settled(&office, &page).await;
    let told = changes(&text);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].0, told[0].1.as_str()), (2, "王秀英"));
    for said in [
        "文化程度：初中 → 大专",
        "外出情况：（无） → 长期外出",
        "大学生村官：（无） → 2008-07-01",
        "联系电话：新增",
    ] {
        assert!(told[0].2.contains(said), "{said}: {told:?}");
    }
    assert!(!text.contains("2031234"), "no telephone is shown");
    assert_eq!(problems(&text)[0].1, "后备干部", "since when is asked");
    taken(&office, &page, &[("leave", "1")]).await;
    assert_eq!(app.number("select count(*) from phone").await, 2, "both of one cell");
    let marks = "select reserve_since || ' ' || official_since from person";
    assert_eq!(app.texts(marks).await, ["2007-03-01 2008-07-01"]);
    let rest = second.replace("李芳,女,1970-01-02,增辉村,,,是,,\n", "");
    let again = brought(&office, TOWN, "persons", &rest).await;
    assert!(again.contains("1 行都与登记一致"));
    verified(&app).await;
}

#[tokio::test]
async fn another_period_replaces_the_one_that_is_registered() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let heads = "姓名,性别,出生日期,村,后备干部,后备干部止,大学生村官,大学生村官止\n";
    let line = |periods: &str| format!("{heads}王秀英,女,1971-05-06,增辉村,{periods}\n");
    let kept =
        "select concat_ws(' ', reserve_since, reserve_until, '/', official_since, official_until)
        from person";
    for (periods, told, now) in [
        (
            "2005-03-01,2008-03-01,2005-07-01,2008-07-01",
            None,
            "2005-03-01 2008-03-01 / 2005-07-01 2008-07-01",
        ),
        // it begins after the other ended, and lasts
        (
            "2010-03-01,,2011-07-01,",
            Some(
                "后备干部：2005-03-01 → 2010-03-01后备干部止：2008-03-01 → （无）\
                大学生村官：2005-07-01 → 2011-07-01大学生村官止：2008-07-01 → （无）",
            ),
            "2010-03-01 / 2011-07-01",
        ),
        // it ended before the other began
        (
            "2001-03-01,2002-03-01,,",
            Some("后备干部：2010-03-01 → 2001-03-01后备干部止：（无） → 2002-03-01"),
            "2001-03-01 2002-03-01 / 2011-07-01",
        ),
        // what is empty changes nothing
        ("2001-03-01,,2011-07-01,", None, "2001-03-01 2002-03-01 / 2011-07-01"),
        (
            ",,2011-07-01,2014-07-01",
            Some("大学生村官止：（无） → 2014-07-01"),
            "2001-03-01 2002-03-01 / 2011-07-01 2014-07-01",
        ),
    ] {
        let file = line(periods);
        let changed = changes(&preview(&office, TOWN, "persons", &file).await);
        assert_eq!(changed.first().map(|one| one.2.as_str()), told, "{periods}");
        brought(&office, TOWN, "persons", &file).await;
        assert_eq!(app.texts(kept).await, [now], "{periods}");
        assert_eq!(changes(&preview(&office, TOWN, "persons", &file).await), [], "{periods}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn figures_of_the_same_day_are_replaced_as_was_told() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let heads = "区划代码,户数,人口,统计日期,来源\n";
    brought(&office, TOWN, "households", &format!("{heads}{UNIT},100,250,2020-01-01,派出所\n"))
        .await;
    let other = format!("{heads}{UNIT},120,250,2020-01-01,\n{SIBLING},十二,30,2020-01-01,\n");
    let text = preview(&office, TOWN, "households", &other).await;
    let told = changes(&text);
    assert_eq!(told, [(2, "增辉村".to_owned(), "户数：100 → 120".to_owned())]);
    let done = brought(&office, TOWN, "households", &other).await;
    assert_eq!(figure(&done, "已有并有更新").as_deref(), Some("1"), "{done}");
    let kept = "select households || ' ' || people || ' ' || source from place_figure order by 1";
    assert_eq!(app.texts(kept).await, ["100 250 派出所", "12 30 小沙镇", "120 250 派出所"]);
    verified(&app).await;
}

#[tokio::test]
async fn no_two_units_of_a_town_are_called_the_same() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = format!(
        "单位名称,单位代码\n增辉村,{UNIT}\n毛峙村,330902102209\n新村,330902102210\n新 村,330902102211\n"
    );
    let told = problems(&preview(&office, TOWN, "units", &file).await);
    let words = Words::new(Lang::ZhCn);
    let taken_name = words.text_with("import-found-name-taken", &[("value", SIBLING.into())]);
    let twice = words.text_with("import-found-twice", &[("value", "4".into())]);
    let column = || "单位名称".to_owned();
    assert_eq!(told, [(3, column(), taken_name), (5, column(), twice)]);
    // with or without the word for it, or for its committee, also where the file calls one so itself
    let file = format!(
        "名称,代码,类型\n增辉村委会,{UNIT},村\n增辉村,330902102210,村\n毛峙,330902102211,\n\
        毛峙社区,330902102012,\n增辉,330902102013,社区\n毛峙居委会,330902102014,社区\n"
    );
    let told = problems(&preview(&office, TOWN, "units", &file).await);
    let told: Vec<_> = told.into_iter().map(|one| (one.0, one.2)).collect();
    let said = |key: &str, value: &str| words.text_with(key, &[("value", value.into())]);
    let expected = [
        (3, said("import-found-name-taken", UNIT)),
        (4, said("import-found-name-taken", SIBLING)),
        (7, said("import-found-twice", "5")),
    ];
    assert_eq!(told, expected);
    let form = [("name", "毛峙村"), ("kind", "village"), ("code", "330902102209")];
    let answer = office.post(&format!("/{TOWN}/units"), &form).await;
    let said = words.text_with("unit-name-taken", &[("code", SIBLING.into())]);
    assert!(answer.text().contains(&said), "{}", answer.text());
    let page = office.get(&format!("/{UNIT}/change")).await.text();
    let seen = super::field(&page, "seen");
    let form = [("name", "毛峙村"), ("kind", "village"), ("seen", &seen)];
    let answer = office.post(&format!("/{UNIT}/change"), &form).await;
    assert!(answer.text().contains(&said), "{}", answer.text());
    assert_eq!(app.number("select count(*) from place where name = '毛峙村'").await, 1);
}

#[tokio::test]
async fn names_groups_and_terms_are_read_as_they_are_meant() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    office.done(&format!("/{UNIT}/groups"), &[("groups", "3"), ("seen", "0")]).await;
    let file = "姓名,性别,出生日期,组别\n张三2,男,1960-01-01,1\n张三、李四,男,1960-01-01,1\n\
        王五,男,1960-01-01,9\n赵六,男,1960-01-01,三组\n";
    let page = sent(&office, UNIT, "persons", file.as_bytes()).await;
    let words = Words::new(Lang::ZhCn);
    let said = |key: &str, value: &str| words.text_with(key, &[("value", value.into())]);
    let told = problems(&settled(&office, &page).await);
    let expected = [
        (2, "姓名".to_owned(), said("import-name-digits", "张三2")),
        (3, "姓名".to_owned(), said("import-name-several", "张三、李四")),
        (4, "组别".to_owned(), said("import-found-no-group", "9")),
    ];
    assert_eq!(told, expected);
    taken(&office, &page, &[("leave", "1")]).await;
    assert_eq!(app.texts("select name || group_no from person").await, ["赵六3"]);
    let posts = "姓名,性别,出生日期,职务,届次,任职时间\n\
        赵六,男,1960-01-01,村委会主任,第六届,2005-01-01\n王五,男,1961-01-01,村委会委员,六,2005-01-01\n";
    brought(&office, UNIT, "officers", posts).await;
    assert_eq!(app.number("select count(*) from office where term_no = 6").await, 2);
    verified(&app).await;
}

#[tokio::test]
async fn a_committee_has_one_director_and_what_ended_does_not_come_back() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let heads = "姓名,性别,出生日期,村,职务,任职时间,离任时间\n";
    let (wang, li) =
        ("王强,男,1956-05-06,增辉村,村委会主任", "李芳,女,1970-01-02,增辉村,村委会主任");
    brought(&office, TOWN, "officers", &format!("{heads}{wang},2005-01-01,\n")).await;
    let words = Words::new(Lang::ZhCn);
    let said = |key: &str, value: &str| words.text_with(key, &[("value", value.into())]);
    let second = format!("{heads}{li},2008-05-01,\n");
    let told = problems(&preview(&office, TOWN, "officers", &second).await);
    assert_eq!(told, [(2, "职务".to_owned(), said("import-found-director", "王强"))]);
    // the same file says that the first one left
    let both = format!("{heads}{li},2008-05-01,\n{wang},2005-01-01,2008-04-30\n");
    brought(&office, TOWN, "officers", &both).await;
    let told = problems(
        &preview(&office, TOWN, "officers", &format!("{heads}{wang},2005-01-01,\n")).await,
    );
    assert_eq!(told[0].2, said("import-found-post-ended", "2008-04-30"), "{told:?}");
    // of two in one file the second one is told
    let new = "赵六,男,1960-01-01,毛峙村,村委会主任,2008-05-01,\n";
    let file = format!("{heads}{new}{}", new.replace("赵六", "钱七"));
    let told = problems(&preview(&office, TOWN, "officers", &file).await);
    assert_eq!(told, [(3, "职务".to_owned(), said("import-found-director", "赵六"))]);
    let person = app.number("select person_id from person where name = '王强'").await;
    let form =
        [("body", "villagers_committee"), ("post_held", "director"), ("from_on", "2011-01-01")];
    let answer = office.post(&format!("/{UNIT}/persons/{person}/offices"), &form).await;
    let text = answer.text();
    assert!(
        text.contains(&words.text_with("person-director-there", &[("name", "李芳".into())])),
        "{text}"
    );
    verified(&app).await;
}

#[tokio::test]
async fn members_are_of_a_standing_that_goes_one_way() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let heads = "姓名,性别,出生日期,党支部,党员类别\n";
    let file = format!(
        "{heads}王强,男,1956-05-06,增辉村党支部,流动党员\n李芳,女,1970-01-02,增辉村党支部,预备党员（流动）\n\
        赵六,男,1960-01-02,增辉村党支部,\n"
    );
    brought(&office, TOWN, "members", &file).await;
    let all = "select name || ' ' || standing || ' ' || presence
        from member_now join person using (person_id) order by name";
    let first = ["李芳 probationary mobile", "王强 full mobile", "赵六 full here"];
    assert_eq!(app.texts(all).await, first);
    let again = brought(&office, TOWN, "members", &file).await;
    assert!(again.contains("3 行都与登记一致"), "{again}");
    let other = format!(
        "{heads}李芳,女,1970-01-02,增辉村党支部,正式党员\n赵六,男,1960-01-02,增辉村党支部,预备党员\n"
    );
    let page = sent(&office, TOWN, "members", other.as_bytes()).await;
    let text = settled(&office, &page).await;
    assert_eq!(problems(&text)[1].2, Words::new(Lang::ZhCn).text("import-found-full"));
    let told = changes(&text);
    assert_eq!(told[0].2, "党员类别：预备党员 → 正式党员政治面貌：中共预备党员 → 中共党员");
    taken(&office, &page, &[("leave", "1")]).await;
    let then = ["李芳 full mobile", "王强 full mobile", "赵六 full here"];
    assert_eq!(app.texts(all).await, then);
    verified(&app).await;
}

#[tokio::test]
async fn that_somebody_is_a_member_says_nothing_of_the_standing() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let file = |head: &str, said: &str| {
        format!("姓名,性别,出生日期,党支部,{head}\n李芳,女,1970-01-02,增辉村党支部,{said}\n")
    };
    let standing = "select name || ' ' || standing from member_now join person using (person_id)
        order by name";
    brought(&office, TOWN, "members", &file("党员类别", "预备党员")).await;
    for head in ["是否党员", "党员类别", "党籍"] {
        let page = preview(&office, TOWN, "members", &file(head, "是")).await;
        assert_eq!((problems(&page), changes(&page)), (vec![], vec![]), "{head}");
        brought(&office, TOWN, "members", &file(head, "是")).await;
        assert_eq!(app.texts(standing).await, ["李芳 probationary"], "{head}");
        // who is no member is not on such a list
        let told = problems(&preview(&office, TOWN, "members", &file(head, "否")).await);
        assert_eq!(told.len(), 1, "{head}: {told:?}");
    }
    // who is none yet becomes a full one
    let new = file("是否党员", "是").replace("李芳,女", "王强,男");
    brought(&office, TOWN, "members", &new).await;
    assert_eq!(app.texts(standing).await, ["李芳 probationary", "王强 full"]);
    // where just that is asked it is said
    let full = file("是否正式", "是");
    let told = changes(&preview(&office, TOWN, "members", &full).await);
    assert!(told[0].2.contains("党员类别：预备党员 → 正式党员"), "{told:?}");
    let none = preview(&office, TOWN, "members", &file("是否正式", "否")).await;
    assert_eq!((problems(&none), changes(&none)), (vec![], vec![]));
    brought(&office, TOWN, "members", &full).await;
    assert_eq!(app.texts(standing).await, ["李芳 full", "王强 full"]);
    verified(&app).await;
}

#[tokio::test]
async fn each_list_that_is_taken_away_and_sent_again_is_unchanged() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let office = &walk.office;
    let idno = number("1956-05-06", 311);
    let posts = format!(
        "姓名,性别,出生日期,身份证号,村,职务,届次,任职时间,离任时间,离任原因\n\
        王强,男,1956-05-06,{idno},增辉村,村委会主任,7,2005-03-01,,\n\
        王强,男,1956-05-06,{idno},增辉村,党支部书记,,2005-03-01,2008-01-01,辞职\n\
        李芳,女,1970-01-02,,增辉村,村务监督委员会主任,,,,\n"
    );
    brought(office, TOWN, "officers", &posts).await;
    let members = "姓名,性别,出生日期,党支部,党员类别,转入日期\n\
        王强,男,1956-05-06,增辉村党支部,,2000-01-01\n李芳,女,1970-01-02,增辉村党支部,流动党员,\n";
    brought(office, TOWN, "members", members).await;
    let households = "村,户数,人口,统计日期,来源\n增辉村,300,900,2007-12-31,派出所\n毛峙村,200,700,2007-12-31,\n";
    brought(office, TOWN, "households", households).await;
    let roll = "姓名,性别,出生日期,组别,类别\n王强,男,1956-05-06,2,甲\n李芳,女,1970-01-02,3,乙\n";
    brought(office, UNIT, "roll", roll).await;
    for lang in Lang::ALL {
        let word = if lang == Lang::En { "en" } else { "zh-CN" };
        office.post("/language", &[("language", word), ("next", "/")]).await;
        let words = Words::new(lang);
        for (kind, place, path) in [
            ("units", TOWN, "units/table"),
            ("households", TOWN, "households"),
            ("persons", TOWN, "persons/table"),
            ("members", TOWN, "party/members"),
            ("officers", TOWN, "posts"),
            ("roll", UNIT, "committee/roll/table"),
        ] {
            for format in ["csv", "xlsx"] {
                let list = office.get(&format!("/{place}/{path}/{format}")).await;
                let page = sent(office, place, kind, &list.body).await;
                let text = settled(office, &page).await;
                assert_eq!(
                    (problems(&text), changes(&text)),
                    (vec![], vec![]),
                    "{kind} {format}: {text}"
                );
                let text = taken(office, &page, &[]).await;
                let lines = figure(&text, &words.text(&format!("import-same-{kind}")));
                let lines = lines.expect("a figure");
                assert!(lines != "0", "{kind} {format}");
                let all = words.text_with("import-done-same", &[("n", lines.into())]);
                assert!(text.contains(&all), "{kind} {format}: {text}");
            }
        }
    }
    verified(&app).await;
}

/// Somebody of another village who is a member of a branch of this one and holds a post there; gives the number.
async fn one_of_elsewhere(office: &Visitor) -> String {
    let idno = number("1971-05-06", 2);
    let persons = format!("姓名,身份证号,区划代码\n王秀英,{idno},{SIBLING}\n");
    brought(office, TOWN, "persons", &persons).await;
    let members = format!("姓名,身份证号,党支部\n王秀英,{idno},增辉村党支部\n");
    brought(office, TOWN, "members", &members).await;
    let posts =
        format!("姓名,身份证号,村,职务,任职时间\n王秀英,{idno},增辉村,村民代表,2005-03-28\n");
    brought(office, TOWN, "officers", &posts).await;
    idno
}

#[tokio::test]
async fn a_list_of_a_village_comes_back_unchanged_with_those_who_belong_elsewhere() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    one_of_elsewhere(&office).await;
    for (path, kind) in [("party/members", "members"), ("posts", "officers")] {
        for visitor in [&office, &commission] {
            let file = visitor.get(&format!("/{UNIT}/{path}/csv")).await.text();
            assert!(file.contains("王秀英"), "{file}");
            let text = preview(visitor, UNIT, kind, &file).await;
            assert_eq!((problems(&text), changes(&text)), (vec![], vec![]), "{kind}");
            assert_eq!(figure(&text, "其中无变化").as_deref(), Some("1"), "{kind}: {text}");
            brought(visitor, UNIT, kind, &file).await;
        }
    }
    assert_eq!(app.number("select count(*) from person").await, 1);
    verified(&app).await;
}

#[tokio::test]
async fn of_who_belongs_elsewhere_a_list_enters_membership_and_posts_alone() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let idno = one_of_elsewhere(&office).await;
    // the membership is of the village, the person is not: that is told, and nothing of it changed
    let list = format!(
        "姓名,身份证号,党支部,党员类别,文化程度,联系电话\n\
        王秀英,{idno},增辉村党支部,留党察看,大专,13800138000\n"
    );
    let text = preview(&commission, UNIT, "members", &list).await;
    let elsewhere = Words::new(Lang::ZhCn).text("import-warn-of-elsewhere");
    let told: Vec<String> = problems(&text).into_iter().map(|one| one.2).collect();
    assert_eq!(told, [format!("请核对 {elsewhere}")]);
    brought(&commission, UNIT, "members", &list).await;
    let now =
        "select standing || ' ' || coalesce(education, '-') || ' ' || (select count(*) from phone)
        from member_now join person using (person_id)";
    assert_eq!(app.texts(now).await, ["disciplinary_probation - 0"]);
    // that nothing is entered is told where something differs, and only there
    let schooling = list.replace(",留党察看,", ",,");
    let text = preview(&commission, UNIT, "members", &schooling).await;
    assert_eq!(problems(&text).len(), 1, "{text}");
    let same = schooling.replace(",大专,13800138000", ",,");
    assert_eq!(problems(&preview(&commission, UNIT, "members", &same).await), []);
    // she is known at another post of the village, too; her death is entered where she belongs
    let heads = "姓名,性别,出生日期,职务,任职时间,离任时间,离任原因";
    let one = "王秀英,女,1971-05-06";
    let posts = format!("{heads}\n{one},村委会委员,2008-03-28,,\n");
    let text = brought(&commission, UNIT, "officers", &posts).await;
    assert_eq!(figure(&text, "新增").as_deref(), Some("0"), "{text}");
    let posts = format!("{heads}\n{one},村民代表,2005-03-28,2020-01-01,去世\n");
    let told = problems(&preview(&commission, UNIT, "officers", &posts).await);
    let dead = Words::new(Lang::ZhCn).text("import-found-dead-elsewhere");
    assert_eq!(told, [(2, "离任原因".to_owned(), dead)]);
    // what the Party's register says of her is not told to who reads another word of it
    let posts = "姓名,性别,出生日期,职务,政治面貌\n王秀英,女,1971-05-06,村委会委员,群众\n";
    let told = problems(&preview(&commission, UNIT, "officers", posts).await);
    assert_eq!(told.iter().map(|one| &*one.1).collect::<Vec<_>>(), ["整行"]);
    // a slip in the sex makes somebody else, and is told
    let slip = list.replace("姓名,身份证号", "姓名,性别,出生日期").replace(&idno, "男,1971-05-06");
    let sex = Words::new(Lang::ZhCn).text("import-warn-other-sex");
    for (visitor, at) in [(&office, TOWN), (&commission, UNIT)] {
        let told = problems(&preview(visitor, at, "members", &slip).await);
        assert_eq!(told, [(2, "性别".to_owned(), format!("请核对 {sex}"))], "{at}");
    }
    // whoever is known by no record of the village is none of its lists
    let other = number("1960-01-02", 1);
    let persons = format!("姓名,身份证号,区划代码\n李建国,{other},{SIBLING}\n");
    brought(&office, TOWN, "persons", &persons).await;
    let other = list.replace(&idno, &other).replace("王秀英", "李建国");
    let told = problems(&preview(&commission, UNIT, "members", &other).await);
    assert_eq!(told.iter().map(|one| &*one.1).collect::<Vec<_>>(), ["身份证号"]);
    verified(&app).await;
}
