//! Posts of lists: of two terms they are two, what nobody knew of one is filled in, and nobody beyond the
//! reach of a list is changed by it.

use huanjie::shell::words::{Lang, Words};

use super::{
    again::{brought, changes, preview},
    figure, problems, sent, settled, taken,
};
use crate::{
    house::app::{SIBLING, TOWN, TestApp, UNIT, verified},
    persons::number,
};

const HEADS: &str = "姓名,性别,出生日期,村,职务,届次,任职时间,离任时间\n";
const POSTS: &str = "select post || ' ' || coalesce(term_no::text, '-') || ' '
    || coalesce(from_on::text, '-') || ' ' || coalesce(until_on::text, '-')
    from office order by term_no nulls first, from_on, office_id";

/// A line of a member of the committee.
fn held(term: &str, from_on: &str, until_on: &str) -> String {
    format!("王强,男,1956-05-06,增辉村,村委会委员,{term},{from_on},{until_on}\n")
}

#[tokio::test]
async fn posts_of_two_terms_are_two_and_settle() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    brought(&office, TOWN, "officers", &format!("{HEADS}{}", held("", "", ""))).await;
    assert_eq!(app.texts(POSTS).await, ["member - - -"]);
    let two = format!("{HEADS}{}{}", held("7", "", ""), held("8", "", ""));
    let told = changes(&preview(&office, TOWN, "officers", &two).await);
    let expected = [
        (2, "王强".to_owned(), "职务：（无） → 委员届次：（无） → 7".to_owned()),
        (3, "王强".to_owned(), "届次：（无） → 8".to_owned()),
    ];
    assert_eq!(told, expected);
    brought(&office, TOWN, "officers", &two).await;
    assert_eq!(app.texts(POSTS).await, ["member 7 - -", "member 8 - -"]);
    // the same, and a line that says less
    for file in [two.clone(), format!("{HEADS}{}", held("", "", ""))] {
        assert_eq!(changes(&preview(&office, TOWN, "officers", &file).await), []);
        let done = brought(&office, TOWN, "officers", &file).await;
        assert!(done.contains("行都与登记一致，没有改动"), "{done}");
        assert_eq!(app.texts(POSTS).await, ["member 7 - -", "member 8 - -"]);
    }
    // each line completes its own
    let more = format!("{HEADS}{}{}", held("8", "2008-05-08", ""), held("7", "", "2008-05-07"));
    let told = changes(&preview(&office, TOWN, "officers", &more).await);
    let told: Vec<&str> = told.iter().map(|one| one.2.as_str()).collect();
    assert_eq!(told, ["任职时间：（无） → 2008-05-08", "离任时间：（无） → 2008-05-07"]);
    for _ in 0..2 {
        brought(&office, TOWN, "officers", &more).await;
        let posts = ["member 7 - 2008-05-07", "member 8 2008-05-08 -"];
        assert_eq!(app.texts(POSTS).await, posts);
    }
    verified(&app).await;
}

#[tokio::test]
async fn a_post_of_two_terms_that_begins_on_one_day_is_told() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let said = |term: &str| {
        let words = Words::new(Lang::ZhCn);
        words.text_with("import-found-post-term", &[("value", term.into())])
    };
    // of a file the first line holds
    let file =
        format!("{HEADS}{}{}", held("8", "2008-05-08", ""), held("7", "2008-05-08", "2011-05-08"));
    let page = sent(&office, TOWN, "officers", file.as_bytes()).await;
    let told = problems(&settled(&office, &page).await);
    assert_eq!(told.iter().find(|one| one.1 == "届次"), Some(&(3, "届次".to_owned(), said("8"))));
    taken(&office, &page, &[("leave", "1")]).await;
    assert_eq!(app.texts(POSTS).await, ["member 8 2008-05-08 -"]);
    // and what is registered before that
    let file = format!("{HEADS}{}{}", held("7", "2008-05-08", ""), held("8", "2008-05-08", ""));
    let told = problems(&preview(&office, TOWN, "officers", &file).await);
    assert_eq!(told, [(2, "届次".to_owned(), said("8"))]);
    verified(&app).await;
}

#[tokio::test]
async fn lines_of_one_post_of_somebody_new_are_one_post() {
    let mut lines = [
        ("", "", ""),
        ("7", "2005-03-28", ""),
        ("7", "", ""),
        ("", "2005-03-28", ""),
        ("8", "", ""),
        ("8", "", ""),
        ("", "", "2001-05-07"),
        ("", "1998-05-08", "2001-05-07"),
    ];
    let posts = ["member - 1998-05-08 2001-05-07", "member 7 2005-03-28 -", "member 8 - -"];
    for _ in 0..2 {
        let app = TestApp::start().await;
        let office = app.visitor("office").await;
        let text: String =
            lines.iter().map(|(term, from, until)| held(term, from, until)).collect();
        let file = format!("{HEADS}{text}");
        for _ in 0..2 {
            brought(&office, TOWN, "officers", &file).await;
            assert_eq!(app.texts(POSTS).await, posts, "{file}");
        }
        let again = preview(&office, TOWN, "officers", &file).await;
        assert_eq!(changes(&again), []);
        assert_eq!(figure(&again, "其中无变化").as_deref(), Some("8"), "{again}");
        verified(&app).await;
        lines.reverse();
    }
}

#[tokio::test]
async fn a_line_that_says_held_is_not_about_a_post_that_the_file_ends() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    brought(&office, TOWN, "officers", &format!("{HEADS}{}", held("", "", ""))).await;
    let both = format!("{HEADS}{}{}", held("10", "", "2020-10-31"), held("", "", ""));
    let page = preview(&office, TOWN, "officers", &both).await;
    let told = changes(&page);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].0 == 2 && told[0].2.starts_with("职务：（无） → 委员"), "{told:?}");
    for _ in 0..2 {
        brought(&office, TOWN, "officers", &both).await;
        assert_eq!(app.texts(POSTS).await, ["member - - -", "member 10 - 2020-10-31"]);
    }
    assert_eq!(changes(&preview(&office, TOWN, "officers", &both).await), []);
    verified(&app).await;
}

#[tokio::test]
async fn posts_of_several_terms_come_out_the_same_whatever_their_order() {
    let mut lines = [
        held("12", "2020-11-20", ""),
        held("11", "2017-05-01", "2020-10-31"),
        held("10", "2013-05-01", "2017-04-30"),
    ];
    for _ in 0..2 {
        let app = TestApp::start().await;
        let office = app.visitor("office").await;
        brought(&office, TOWN, "officers", &format!("{HEADS}{}", held("", "", ""))).await;
        let file = format!("{HEADS}{}", lines.concat());
        for _ in 0..2 {
            let page = brought(&office, TOWN, "officers", &file).await;
            let expected = [
                "member 10 2013-05-01 2017-04-30",
                "member 11 2017-05-01 2020-10-31",
                "member 12 2020-11-20 -",
            ];
            assert_eq!(app.texts(POSTS).await, expected, "{page}");
        }
        assert_eq!(changes(&preview(&office, TOWN, "officers", &file).await), []);
        verified(&app).await;
        lines.reverse();
    }
}

#[tokio::test]
async fn a_post_is_not_held_a_second_time_since_another_day() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    brought(&office, TOWN, "officers", &format!("{HEADS}{}", held("7", "2005-03-28", ""))).await;
    let words = Words::new(Lang::ZhCn);
    let said = words.text_with("import-found-post-since", &[("value", "2005-03-28".into())]);
    for term in ["7", ""] {
        let file = format!("{HEADS}{}", held(term, "2005-04-01", ""));
        let told = problems(&preview(&office, TOWN, "officers", &file).await);
        assert_eq!(told, [(2, "任职时间".to_owned(), said.clone())], "{term}");
    }
    // a line of the file ends it, or the term is another one
    let file =
        format!("{HEADS}{}{}", held("", "2008-05-08", ""), held("7", "2005-03-28", "2008-05-07"));
    for _ in 0..2 {
        brought(&office, TOWN, "officers", &file).await;
        let posts = ["member - 2008-05-08 -", "member 7 2005-03-28 2008-05-07"];
        assert_eq!(app.texts(POSTS).await, posts);
    }
    verified(&app).await;
}

#[tokio::test]
async fn what_is_told_to_change_is_counted_the_same_afterwards() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let person = "姓名,性别,出生日期,村\n王强,男,1956-05-06,增辉村\n";
    brought(&office, TOWN, "persons", person).await;
    let file = format!(
        "{HEADS}{}{}{}",
        held("7", "2005-03-28", "2008-05-07"),
        held("8", "2008-05-08", "2011-05-07"),
        held("9", "2011-05-08", "")
    );
    let page = preview(&office, TOWN, "officers", &file).await;
    assert_eq!(figure(&page, "其中有改动").as_deref(), Some("3"), "{page}");
    let done = brought(&office, TOWN, "officers", &file).await;
    assert_eq!(figure(&done, "已有并有更新").as_deref(), Some("3"), "{done}");
    assert!(done.contains("有 1 名导入的人员身份证号待补"), "persons, not lines: {done}");
}

#[tokio::test]
async fn a_day_that_nobody_knew_is_filled_in_where_the_post_ends() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    brought(&office, TOWN, "officers", &format!("{HEADS}{}", held("", "", ""))).await;
    let ended = format!("{HEADS}{}", held("7", "2005-03-28", "2008-05-07"));
    let told = changes(&preview(&office, TOWN, "officers", &ended).await);
    let all = "届次：（无） → 7任职时间：（无） → 2005-03-28离任时间：（无） → 2008-05-07";
    assert_eq!(told[0].2, all);
    for _ in 0..2 {
        brought(&office, TOWN, "officers", &ended).await;
        assert_eq!(app.texts(POSTS).await, ["member 7 2005-03-28 2008-05-07"]);
    }
    assert_eq!(app.texts("select ended from office").await, ["term"]);
    verified(&app).await;
}

#[tokio::test]
async fn who_lives_beyond_the_reach_of_a_list_is_not_changed_by_post_or_membership() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let idno = number("1971-05-06", 2);
    let persons = format!("姓名,身份证号,区划代码\n王秀英,{idno},{SIBLING}\n");
    brought(&office, TOWN, "persons", &persons).await;
    let posts =
        format!("姓名,身份证号,村,职务,任职时间\n王秀英,{idno},增辉村,村委会委员,2005-03-28\n");
    brought(&office, TOWN, "officers", &posts).await;
    let members = format!("姓名,身份证号,党支部\n王秀英,{idno},增辉村党支部\n");
    brought(&office, TOWN, "members", &members).await;
    let here = "select person::text from person where idno_digest is not null";
    let before = app.texts(here).await;
    let lists = [
        (
            "officers",
            "姓名,性别,出生日期,村,职务,任职时间,届次,文化程度,联系电话\n\
            王秀英,女,1971-05-06,增辉村,村委会委员,2005-03-28,8,硕士,13800138000\n",
        ),
        (
            "members",
            "姓名,性别,出生日期,党支部,党员类别,文化程度,联系电话\n\
            王秀英,女,1971-05-06,增辉村党支部,预备党员,硕士,13800138000\n",
        ),
    ];
    // the town reaches her
    let town = preview(&office, TOWN, lists[0].0, lists[0].1).await;
    assert_eq!(figure(&town, "其中有改动").as_deref(), Some("1"), "{town}");
    let town = preview(&office, TOWN, lists[1].0, lists[1].1).await;
    let full = Words::new(Lang::ZhCn).text("import-found-full");
    assert_eq!(problems(&town), [(2, "党员类别".to_owned(), full)]);
    let elsewhere = Words::new(Lang::ZhCn).text("import-warn-of-elsewhere");
    for (kind, file) in lists {
        let page = sent(&commission, UNIT, kind, file.as_bytes()).await;
        let text = settled(&commission, &page).await;
        let (told, changed) = (problems(&text), changes(&text));
        if kind == "members" {
            assert_eq!(told, problems(&town), "what is known of her is known here");
            continue;
        }
        // of her own post what nobody knew is filled in
        assert_eq!(told, [(2, "整行".to_owned(), format!("请核对 {elsewhere}"))]);
        assert_eq!(changed.iter().map(|one| &*one.2).collect::<Vec<_>>(), ["届次：（无） → 8"]);
        taken(&commission, &page, &[]).await;
    }
    assert_eq!(app.texts(here).await, before);
    assert_eq!(app.number("select count(*) from person").await, 1);
    let phones =
        "select count(*) from phone join person using (person_id) where idno_digest is not null";
    assert_eq!(app.number(phones).await, 0);
    let standing = "select standing from member_now join person using (person_id)
        where idno_digest is not null";
    assert_eq!(app.texts(standing).await, ["full"]);
    verified(&app).await;
}

#[tokio::test]
async fn of_several_lines_of_one_post_none_says_another_day_than_an_earlier_one() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let told = async |lines: &[String]| {
        problems(&preview(&office, TOWN, "officers", &format!("{HEADS}{}", lines.concat())).await)
    };
    let since = |line, day: &str| {
        let said = Words::new(Lang::ZhCn)
            .text_with("import-found-post-since", &[("value", day.to_owned().into())]);
        (line, "任职时间".to_owned(), said)
    };
    // of another term than the first, beside one of its own
    let terms =
        [held("7", "2005-03-28", ""), held("8", "2008-03-28", ""), held("8", "2009-03-28", "")];
    assert_eq!(told(&terms).await, [since(4, "2008-03-28")]);
    // a line without a term is about any of them
    let any =
        [held("7", "2005-03-28", ""), held("8", "2008-03-28", ""), held("", "2008-03-28", "")];
    assert_eq!(told(&any).await, []);
    let none = [held("", "2005-03-28", ""), held("8", "2008-03-28", "")];
    assert_eq!(told(&none).await, [since(3, "2005-03-28")]);
}
