//! Members of the Party: no list takes somebody out of the Party or back into it without a word.

use huanjie::shell::words::{Lang, Words};

use super::{
    again::{brought, changes, preview},
    figure, problems,
};
use crate::house::app::{TOWN, TestApp, UNIT, verified};

const HEADS: &str = "姓名,性别,出生日期,党支部,党员类别,转入日期\n";

fn said(key: &str, value: &str) -> String {
    Words::new(Lang::ZhCn).text_with(key, &[("value", value.into())])
}

#[tokio::test]
async fn the_politics_of_a_member_follow_the_membership() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let members = format!(
        "{HEADS}王强,男,1956-05-06,增辉村党支部,,\n李芳,女,1970-01-02,增辉村党支部,预备党员,\n"
    );
    brought(&office, TOWN, "members", &members).await;
    let list = |wang: &str, li: &str| {
        format!(
            "姓名,性别,出生日期,村,政治面貌\n王强,男,1956-05-06,增辉村,{wang}\n\
            李芳,女,1970-01-02,增辉村,{li}\n赵六,男,1960-01-02,增辉村,群众\n"
        )
    };
    let column = || "政治面貌".to_owned();
    let leaves = said("import-found-member-leaves", "");
    let standing = said("import-found-member-standing", "");
    for (wang, li, expected) in [
        ("群众", "共青团员", [(2, column(), leaves.clone()), (3, column(), leaves)]),
        ("预备党员", "中共党员", [(2, column(), standing.clone()), (3, column(), standing)]),
    ] {
        let page = preview(&office, TOWN, "persons", &list(wang, li)).await;
        assert_eq!(problems(&page), expected);
        // the list of posts says it too
        let posts =
            format!("姓名,性别,出生日期,职务,政治面貌\n王强,男,1956-05-06,村委会委员,{wang}\n");
        let page = preview(&office, UNIT, "officers", &posts).await;
        assert_eq!(problems(&page), [expected[0].clone()]);
    }
    // what the membership says is nothing new
    let same = list("中共党员", "中共预备党员");
    assert_eq!(changes(&preview(&office, TOWN, "persons", &same).await), []);
    brought(&office, TOWN, "persons", &same).await;
    let all = "select name || ' ' || politics from person order by name";
    assert_eq!(app.texts(all).await, ["李芳 probationary", "王强 party", "赵六 masses"]);
    verified(&app).await;
}

#[tokio::test]
async fn who_was_a_member_does_not_come_back_by_an_old_list() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let line = |name: &str, day: &str| format!("{name},男,1956-05-06,增辉村党支部,,{day}\n");
    let list = |day: &str| format!("{HEADS}{}{}", line("王强", day), line("赵六", day));
    brought(&office, TOWN, "members", &list("2000-01-01")).await;
    for (name, how) in [("王强", "left"), ("赵六", "died")] {
        let path = format!(
            "select '/{UNIT}/party/' || organisation_id || '/members/' || membership_id || '/end'
            from membership join person using (person_id) where name = '{name}'"
        );
        let form =
            [("how", how), ("left_on", "2021-01-01"), ("end_reason", "核实"), ("member_sure", "1")];
        commission.done(&app.texts(&path).await[0], &form).await;
    }
    let day = "2021-01-01";
    let ended = (2, "转入日期".to_owned(), said("import-found-member-ended", day));
    let died = (3, "整行".to_owned(), said("import-found-member-died", day));
    for (joined, expected) in [
        ("", vec![ended.clone(), died.clone()]),
        ("2000-01-01", vec![ended, died.clone()]),
        ("2022-01-01", vec![died]),
    ] {
        let told = problems(&preview(&office, TOWN, "members", &list(joined)).await);
        assert_eq!(told, expected, "{joined}");
    }
    let again = format!("{HEADS}{}", line("王强", "2022-01-01"));
    brought(&office, TOWN, "members", &again).await;
    let now = "select name || ' ' || from_on from member_now join person using (person_id)";
    assert_eq!(app.texts(now).await, ["王强 2022-01-01"]);
    verified(&app).await;
}

#[tokio::test]
async fn who_is_probationary_by_the_record_becomes_no_full_member_by_a_list_without_it() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let persons = "姓名,性别,出生日期,村,政治面貌\n王强,男,1956-05-06,增辉村,预备党员\n\
        李芳,女,1970-01-02,增辉村,中共党员\n赵六,男,1960-01-02,增辉村,预备党员\n";
    brought(&office, TOWN, "persons", persons).await;
    let list = "姓名,性别,出生日期,党支部\n王强,男,1956-05-06,增辉村党支部\n\
        李芳,女,1970-01-02,增辉村党支部\n";
    let text = preview(&office, TOWN, "members", list).await;
    let told = Words::new(Lang::ZhCn);
    assert_eq!(figure(&text, &told.text("import-standings")).as_deref(), Some("1"), "{text}");
    let wang = changes(&text).into_iter().find(|one| one.1 == "王强").expect("a change").2;
    assert!(wang.contains("预备党员") && !wang.contains("正式党员"), "{wang}");
    brought(&office, TOWN, "members", list).await;
    // where the list says it in the column of politics it is read there, unless it has the own one
    let list = "姓名,性别,出生日期,党支部,政治面貌\n赵六,男,1960-01-02,增辉村党支部,中共党员\n\
        孙七,男,1961-01-02,增辉村党支部,预备党员\n";
    brought(&office, TOWN, "members", list).await;
    let list = "姓名,性别,出生日期,党支部,政治面貌,党员类别\n周八,男,1962-01-02,增辉村党支部,中共党员,预备党员\n";
    brought(&office, TOWN, "members", list).await;
    let all = "select name || ' ' || standing || ' ' || politics
        from member_now join person using (person_id) order by name";
    let expected = [
        "周八 probationary probationary",
        "孙七 probationary probationary",
        "李芳 full party",
        "王强 probationary probationary",
        "赵六 full party",
    ];
    assert_eq!(app.texts(all).await, expected);
    let masses = "姓名,性别,出生日期,党支部,政治面貌\n吴九,男,1960-01-02,增辉村党支部,群众\n";
    let told = problems(&preview(&office, TOWN, "members", masses).await);
    assert_eq!(told.iter().map(|one| &*one.1).collect::<Vec<_>>(), ["党员类别"]);
    verified(&app).await;
}

#[tokio::test]
async fn what_a_list_of_members_says_that_cannot_be_is_told() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let more = "insert into organisation (world_id, place_id, parent_id, kind, name, dissolved_on)
        select world_id, place_id, parent_id, more.kind, more.name, more.dissolved_on::date
        from organisation cross join (
            values ('general_branch', '增辉村党总支', null), ('branch', '增辉村老年支部', '2007-01-01')
        ) as more (kind, name, dissolved_on)
        where organisation.name = '增辉村党支部'";
    app.console("organisation_made", async |act| {
        sqlx::query(more).execute(&mut **act).await.expect("organisations");
    })
    .await;
    let list = "姓名,性别,出生日期,党支部,政治面貌\n王一,男,1960-01-02,增辉村党总支,中共党员\n\
        王二,男,1960-01-02,增辉村老年支部,中共党员\n王三,男,1960-01-02,第九支部,中共党员\n\
        王四,男,1960-01-02,增辉二支部,团员\n王五,男,2015-04-01,增辉村党支部,中共党员\n";
    let told = problems(&preview(&commission, UNIT, "members", list).await);
    let expected = [
        (2, "所在党支部", said("import-branch-general", "增辉村党总支")),
        (3, "所在党支部", said("import-branch-gone", "增辉村老年支部")),
        (4, "所在党支部", said("import-no-branch-but", "增辉村党支部 / 增辉村第二党支部")),
        (5, "党员类别", said("import-not-a-member", "团员")),
        (6, "出生日期", said("import-young-member", "2015-04-01")),
    ];
    assert_eq!(told, expected.map(|(line, column, said)| (line, column.to_owned(), said)));
    // who is of another village than the branch, and who is on probation for less than a year, somebody looks at
    let heads = "姓名,性别,出生日期,村,党支部,党员类别\n";
    let list = format!(
        "{heads}王一,男,1960-01-02,毛峙村,增辉村党支部,预备党员\n\
        王二,男,1960-01-03,增辉村,增辉村党支部,预备党员\n"
    );
    let told = problems(&preview(&office, TOWN, "members", &list).await);
    let column = || "所在党支部".to_owned();
    let branch = said("import-warn-branch-of", "增辉村");
    assert_eq!(told, [(2, column(), format!("请核对 {branch}"))]);
    brought(&office, TOWN, "members", &list).await;
    let today = TestApp::today().to_string();
    let told = problems(&preview(&office, TOWN, "members", &list.replace("预备", "正式")).await);
    let early = format!("请核对 {}", said("import-warn-probation", &today));
    let columns: Vec<_> = told.iter().filter(|one| one.1 == "党员类别").collect();
    assert_eq!(columns.iter().map(|one| &one.2).collect::<Vec<_>>(), [&early, &early]);
    // whose year is over becomes one
    let heads = heads.replace("党员类别", "党员类别,转入日期");
    let list = format!("{heads}王三,男,1960-01-04,增辉村,增辉村党支部,预备党员,2020-01-01\n");
    brought(&office, TOWN, "members", &list).await;
    let told = problems(&preview(&office, TOWN, "members", &list.replace("预备", "正式")).await);
    assert_eq!(told, []);
    verified(&app).await;
}

#[tokio::test]
async fn how_lines_were_read_is_shown_beside_them() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let list = "姓名,性别,出生日期,村,职务\n王一,男,1960-01-02,增辉村,经济合作社社长\n\
        王二,男,1960-01-02,增辉村,第3组组长\n";
    let text = preview(&office, TOWN, "officers", list).await;
    for read in ["职务：主任", "班子：经济合作社", "职务：小组长", "村（社区）：增辉村"]
    {
        assert!(text.contains(read), "{read}: {text}");
    }
    let group = format!("请核对 {}", said("import-warn-post-group", "第3组组长"));
    assert_eq!(problems(&text), [(3, "职务".to_owned(), group)]);
    // of a line that is not taken no organisation is shown
    let list = "姓名,性别,出生日期,村,党支部,职务\n王一,男,无,增辉村,增辉村党支部,书记\n";
    let text = preview(&office, TOWN, "officers", list).await;
    assert!(text.contains("职务：书记") && !text.contains("所在党支部："), "{text}");
}

#[tokio::test]
async fn the_title_of_a_section_says_of_what_standing_those_below_it_are() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let line = |name: &str| format!("{name},男,1956-05-06,增辉村党支部\n");
    let list = format!(
        "姓名,性别,出生日期,党支部\n一、增辉村党支部（含预备党员1名）,,,\n{}二、预备党员（1名）,,,\n{}\
        小计,1,,\n三、入党积极分子,,,\n{}四、第二支部,,,\n{}",
        line("王一"),
        line("王二"),
        line("王三"),
        line("王四")
    );
    let text = preview(&office, TOWN, "members", &list).await;
    let column = || "党员类别".to_owned();
    let heading = |said_of: &str| format!("请核对 {}", said("import-warn-heading", said_of));
    let expected = [
        (5, column(), heading("预备党员")),
        (8, column(), heading("积极分子")),
        (8, column(), said("import-not-a-member", "积极分子")),
    ];
    assert_eq!(problems(&text), expected);
    let told = Words::new(Lang::ZhCn).text("import-standings");
    assert_eq!(figure(&text, &told).as_deref(), Some("2"), "{text}");
    assert!(text.contains("党员类别：预备党员") && text.contains("党员类别：正式党员"), "{text}");
    let list: String = list
        .lines()
        .filter(|line| !line.contains("王三"))
        .fold(String::new(), |all, line| all + line + "\n");
    brought(&office, TOWN, "members", &list).await;
    let all =
        "select name || ' ' || standing from member_now join person using (person_id) order by 1";
    assert_eq!(app.texts(all).await, ["王一 full", "王二 probationary", "王四 full"]);
}

#[tokio::test]
async fn what_stands_in_brackets_or_above_against_a_standing_is_not_lost() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let heads = "姓名,性别,出生日期,党支部,党员类别\n";
    let line =
        |name: &str, standing: &str| format!("{name},男,1956-05-06,增辉村党支部,{standing}\n");
    let list = format!(
        "{heads}{}{}{}一、留党察看,,,,\n{}二、预备党员,,,,\n{}",
        line("王一", "党员（预备）"),
        line("王二", "中共党员（留党察看）"),
        line("王三", "正式党员（留党察看一年）"),
        line("王四", ""),
        line("王五", "正式党员"),
    );
    let told = problems(&preview(&office, TOWN, "members", &list).await);
    let lines: Vec<(u64, bool)> =
        told.iter().map(|one| (one.0, one.2.starts_with("请核对"))).collect();
    assert_eq!(lines, [(4, false), (6, true), (8, true)], "{told:?}");
    let list = list.replace("留党察看一年", "留党察看");
    brought(&office, TOWN, "members", &list).await;
    let all =
        "select name || ' ' || standing from member_now join person using (person_id) order by 1";
    let expected = [
        "王一 probationary",
        "王三 disciplinary_probation",
        "王二 disciplinary_probation",
        "王五 full",
        "王四 disciplinary_probation",
    ];
    assert_eq!(app.texts(all).await, expected);
}
