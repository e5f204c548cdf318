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
