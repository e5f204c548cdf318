//! What can be right and rarely is, is told by line and column, and taken like the rest.

use huanjie::shell::words::{Lang, Words};

use super::{HEADS, problems, sent, settled, taken};
use crate::house::app::{SIBLING, TOWN, TestApp, UNIT, Visitor, verified};

/// Line, column, the words that say what, what they name.
type Told<'a> = (u64, &'a str, &'a str, &'a str);

fn said(key: &str, value: &str, words: &Words) -> String {
    let today = TestApp::today().to_string();
    words.text_with(key, &[("value", value.into()), ("today", today.into())])
}

/// What a page tells is just that, in both languages and in the file.
async fn tells(visitor: &Visitor, page: &str, expected: &[Told<'_>]) {
    settled(visitor, page).await;
    for lang in Lang::ALL {
        let words = Words::new(lang);
        let word = if lang == Lang::En { "en" } else { "zh-CN" };
        visitor.post("/language", &[("language", word), ("next", "/")]).await;
        let tag = words.text("import-warns");
        let all: Vec<(u64, String, String)> = expected
            .iter()
            .map(|(line, column, key, value)| {
                let said = said(key, value, &words);
                assert!(!said.contains('⟦'), "{key}");
                let warns = key.starts_with("import-warn-");
                let said = if warns { format!("{tag} {said}") } else { said };
                (*line, words.text(&format!("import-column-{column}")), said)
            })
            .collect();
        assert_eq!(problems(&visitor.get(page).await.text()), all);
        let file = visitor.get(&format!("{page}/rejected/csv")).await.text();
        let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("a row")).collect();
        let mut lines: Vec<u64> = expected.iter().map(|one| one.0).collect();
        lines.dedup();
        assert_eq!(rows.len(), lines.len(), "{file}");
        for (line, row) in lines.iter().zip(&rows) {
            let told = row.iter().next_back().expect("a cell");
            for (_, column, key, value) in expected.iter().filter(|one| one.0 == *line) {
                let said = said(key, value, &words);
                let column = words.text(&format!("import-column-{column}"));
                assert!(told.contains(&said) && told.contains(&column), "{told}");
            }
        }
    }
    visitor.post("/language", &[("language", "zh-CN"), ("next", "/")]).await;
}

#[tokio::test]
async fn unlikely_persons_are_told_and_taken() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let file = format!(
        "{HEADS}Test A,男,1980-01-01,,1,\n张 三,男,1980-01-02,,1,\n张三 李四,女,1980-01-03,,1,\n\
        王五,男,1899-12-31,,1,\n赵六,男,1900-01-01,,1,\nTest B,无,1980-01-04,,1,\n\
        孙七,女,2199-01-01,,1,\n"
    );
    let page = sent(&commission, UNIT, "persons", file.as_bytes()).await;
    let expected = [
        (2, "name", "import-warn-parted", "Test A"),
        (4, "name", "import-warn-parted", "张三 李四"),
        (5, "birth", "import-warn-old", "1899-12-31"),
        (6, "birth", "import-warn-old", "1900-01-01"),
        (7, "name", "import-warn-parted", "Test B"),
        (7, "sex", "import-bad-sex", "无"),
        // nobody is born tomorrow
        (8, "birth", "import-day-ahead", "2199-01-01"),
    ];
    tells(&commission, &page, &expected).await;
    let waiting = commission.get(&page).await.text();
    assert!(waiting.contains("其中请核对</dt><dd>4<"), "{waiting}");
    let done = taken(&commission, &page, &[("leave", "1")]).await;
    assert!(done.contains("已导入 5 行"), "{done}");
    let names = app.texts("select name from person order by birth_on").await;
    assert_eq!(names, ["王五", "赵六", "TestA", "张三", "张三李四"]);
    verified(&app).await;
}

#[tokio::test]
async fn unlikely_posts_and_terms_are_told_and_taken() {
    let app = TestApp::start().await;
    super::kinds::led(&app, &[UNIT]).await;
    let commission = app.visitor("commission").await;
    let file = "姓名,性别,出生日期,职务,届次,任职时间,离任时间\n\
        钱一,男,1980-01-01,村委会主任,12,2008-05-08,\n\
        钱二,男,1980-01-01,村委会副主任,8,2008-05-08,\n\
        钱三,男,2000-01-01,村委会委员,8,2008-05-08,\n\
        钱四,男,1960-01-01,党支部书记,17,2008-05-08,\n\
        钱五,男,1960-01-01,党支部委员,60,,2199-01-01\n\
        钱七,男,1960-01-01,党支部委员,,1959-12-31,\n\
        钱六,男,1920-01-01,村委会委员,,1948-01-01,1950-01-01\n";
    let page = sent(&commission, UNIT, "officers", file.as_bytes()).await;
    let expected = [
        (2, "term", "import-warn-term", "12"),
        // nobody held a post at eight
        (4, "from_on", "import-young", "2008-05-08"),
        (5, "post", "import-warn-no-membership", ""),
        // how it ended is said by nobody
        (6, "ended", "import-warn-ended", ""),
        // nothing ends tomorrow, nor begins before birth
        (6, "until_on", "import-day-ahead", "2199-01-01"),
        (6, "term", "import-warn-term", "60"),
        (7, "from_on", "import-before-birth", "1959-12-31"),
        (8, "ended", "import-warn-ended", ""),
        (8, "from_on", "import-warn-long-ago", "1948-01-01"),
    ];
    tells(&commission, &page, &expected).await;
    let done = taken(&commission, &page, &[("leave", "1")]).await;
    assert!(done.contains("已导入 4 行"), "{done}");
    assert_eq!(app.number("select count(*) from office").await, 4);
    // of what is there already nobody has to look once more
    let again = sent(&commission, UNIT, "officers", file.as_bytes()).await;
    let expected: Vec<Told> =
        expected.into_iter().filter(|one| ![2, 5, 8].contains(&one.0)).collect();
    tells(&commission, &again, &expected).await;
}

#[tokio::test]
async fn a_group_belongs_to_a_unit_a_month_is_no_day_and_no_child_is_a_member() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = "姓名,性别,出生日期,村别,队
钱一,男,1980-01-01,,1
钱二,男,1980-01-01,,
钱三,男,1980-01-01,增辉,1
";
    let page = sent(&office, TOWN, "persons", file.as_bytes()).await;
    let none = [(2, "unit", "import-found-no-unit", ""), (3, "unit", "import-found-no-unit", "")];
    tells(&office, &page, &none).await;

    let commission = app.visitor("commission").await;
    let file = "姓名,性别,出生日期,后备干部,大学生村官
钱四,男,1980-01-01,1979-12-31,1980-01-01
";
    let page = sent(&commission, UNIT, "persons", file.as_bytes()).await;
    tells(&commission, &page, &[(2, "reserve_since", "import-before-birth", "1979-12-31")]).await;
    let file = "姓名,性别,DOB,职务,任职时间
钱二,男,1980-01-01,村委会副主任,2005.5
";
    let page = sent(&commission, UNIT, "officers", file.as_bytes()).await;
    tells(&commission, &page, &[(2, "from_on", "import-warn-month", "2005-05-01")]).await;
}

#[tokio::test]
async fn unlikely_households_are_told_and_taken() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = format!(
        "区划代码,户数,人口,统计日期\n{UNIT},900,300,2020-01-01\n{SIBLING},10,4000,2020-01-01\n\
        {UNIT},300,900,2020-02-01\n{SIBLING},300,3000,2199-01-01\n"
    );
    let page = sent(&office, TOWN, "households", file.as_bytes()).await;
    let expected = [
        (2, "people", "import-warn-fewer-people", "300 < 900"),
        (3, "people", "import-warn-large-households", "4000 / 10"),
        (5, "counted_on", "import-day-ahead", "2199-01-01"),
    ];
    tells(&office, &page, &expected).await;
    let done = taken(&office, &page, &[("leave", "1")]).await;
    assert!(done.contains("已导入 3 行"), "{done}");
    assert_eq!(app.number("select count(*) from place_figure").await, 3);
    // a line that is wrong tells nothing that a right one would repeat
    let file = format!(
        "区划代码,户数,人口,统计日期\n{UNIT},x,900,二〇二〇年三月一日\n{UNIT},300,900,2020-03-01\n\
        {UNIT},300,901,2020-03-01\n"
    );
    let page = sent(&office, TOWN, "households", file.as_bytes()).await;
    let told = problems(&settled(&office, &page).await);
    let words = Words::new(Lang::ZhCn);
    let expected = [
        (2, words.text("import-column-households"), said("import-bad-number", "x", &words)),
        (4, words.text("import-whole-line"), said("import-found-twice", "3", &words)),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn households_are_of_units_and_of_a_day() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = "村别,户数,总人口,截止时间,资料来源\n增辉村,300,900,2007-12-31,派出所\n\
        毛峙村,300,900,,\n小沙镇,7000,18000,2007-12-31,全镇\n";
    let page = sent(&office, TOWN, "households", file.as_bytes()).await;
    let today = TestApp::today().to_string();
    let expected = [
        (3, "counted_on", "import-warn-counted-today", &*today),
        (4, "unit", "import-of-the-town", ""),
    ];
    tells(&office, &page, &expected).await;
    taken(&office, &page, &[("leave", "1")]).await;
    let kept =
        "select counted_on || ' ' || source from place_figure where households = 300 order by 1";
    let found = app.texts(kept).await;
    assert_eq!(found, ["2007-12-31 派出所".to_owned(), format!("{today} 小沙镇")]);
}

#[tokio::test]
async fn unlikely_days_of_members_are_told() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let file = "姓名,性别,出生日期,所在党支部,转入日期\n\
        周一,男,1928-01-01,增辉村党支部,1949-01-01\n\
        周二,男,1930-01-01,增辉村党支部,1920-12-31\n\
        周三,男,1980-01-01,增辉村党支部,1997-12-31\n\
        周四,男,1901-01-01,增辉村党支部,1920-12-31\n";
    let page = sent(&office, TOWN, "members", file.as_bytes()).await;
    let expected = [
        (3, "member_from", "import-before-birth", "1920-12-31"),
        (4, "member_from", "import-warn-young", "1997-12-31"),
        (5, "birth", "import-warn-old", "1901-01-01"),
        (5, "member_from", "import-warn-long-ago", "1920-12-31"),
    ];
    tells(&office, &page, &expected).await;
}

#[tokio::test]
async fn a_village_official_without_a_college_is_told() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let file = "姓名,性别,出生日期,文化程度,大学生村官\n王秀英,女,1985-05-06,初中,2008-09-01\n\
        李芳,女,1985-05-07,大专,2008-09-01\n赵六,男,1985-05-08,初中,\n";
    let page = sent(&commission, UNIT, "persons", file.as_bytes()).await;
    tells(&commission, &page, &[(2, "education", "import-warn-schooling", "")]).await;
}
