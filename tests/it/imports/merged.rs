//! Old lists name records that were merged meanwhile: their lines are about the one that was kept, and
//! change neither its name nor its day of birth.

use huanjie::shell::{
    mandate::Role,
    words::{Lang, Words},
};

use super::{
    again::{brought, changes, preview},
    figure, problems, sent, settled, taken,
};
use crate::{
    house::{
        app::{SIBLING, TOWN, TestApp, UNIT, Visitor, verified},
        election::{Walk, election_day},
    },
    persons::number,
};

const HEADS: &str = "姓名,性别,出生日期,村,组别,政治面貌\n";

/// Decides the only case that waits: they are one, and the first record is kept.
async fn merge(app: &TestApp, office: &Visitor) {
    let case = app.number("select person_case_id from person_case where decision is null").await;
    let form = [("answer", "keep-1"), ("reason", "看过身份证")];
    office.done(&format!("/{TOWN}/persons/cases/{case}"), &form).await;
}

/// Persons as they are known, those that were merged too.
async fn known(app: &TestApp) -> Vec<String> {
    let query = "select concat_ws(' ', person.name, sex, birth_on, place.name, group_no, politics,
            merged_into is not null)
        from person join place using (place_id) order by person_id";
    app.texts(query).await
}

#[tokio::test]
async fn a_line_of_a_merged_record_is_about_the_one_that_was_kept() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    brought(&office, TOWN, "persons", &format!("{HEADS}王秀英,女,1971-05-06,增辉村,2,群众\n"))
        .await;
    let old = format!("{HEADS}王秀英,女,1971-06-01,增辉村,2,\n");
    brought(&office, TOWN, "persons", &old).await;
    merge(&app, &office).await;
    let before = known(&app).await;
    assert_eq!(before[0], "王秀英 f 1971-05-06 增辉村 2 masses f");
    let page = preview(&office, TOWN, "persons", &old).await;
    assert_eq!((problems(&page), changes(&page)), (vec![], vec![]));
    assert_eq!(figure(&page, "其中无变化").as_deref(), Some("1"), "{page}");
    brought(&office, TOWN, "persons", &old).await;
    assert_eq!(known(&app).await, before, "nobody is new, and nothing is changed");
    assert_eq!(app.number("select count(*) from person_case where decision is null").await, 0);
    // what the line says otherwise is told as of anybody; both records in one list are one person
    let other = format!("{HEADS}王秀英,女,1971-06-01,增辉村,3,\n王秀英,女,1971-05-06,增辉村,2,\n");
    let page = sent(&office, TOWN, "persons", other.as_bytes()).await;
    let text = settled(&office, &page).await;
    assert_eq!(changes(&text), [(2, "王秀英".to_owned(), "组别：2 → 3".to_owned())]);
    let words = Words::new(Lang::ZhCn);
    let same = words.text_with("import-found-same-person", &[("value", "2".into())]);
    let told = problems(&text);
    assert_eq!(told.iter().map(|one| (one.0, &one.2)).collect::<Vec<_>>(), [(3, &same)]);
    taken(&office, &page, &[("leave", "1")]).await;
    assert_eq!(known(&app).await[0], "王秀英 f 1971-05-06 增辉村 3 masses f");
    // the same from a list of the village
    brought(&office, UNIT, "persons", "姓名,性别,出生日期\n王秀英,女,1971-06-01\n").await;
    assert_eq!(app.number("select count(*) from person").await, 2);
    verified(&app).await;
}

#[tokio::test]
async fn a_merged_record_is_known_by_its_name_beside_the_number() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let idno = number("1971-05-06", 312);
    brought(&office, TOWN, "persons", &format!("{HEADS}王秀英,女,1971-05-06,增辉村,2,\n")).await;
    let old = format!("姓名,身份证号,村\n王秀瑛,{idno},增辉村\n");
    brought(&office, TOWN, "persons", &old).await;
    let ids = app.texts("select person_id::text from person order by person_id").await;
    let ask = [("same_name", "王秀瑛"), ("same_birth_on", "1971-05-06")];
    office.done(&format!("/{UNIT}/persons/{}/same", ids[0]), &ask).await;
    merge(&app, &office).await;
    let before = known(&app).await;
    brought(&office, TOWN, "persons", &old).await;
    assert_eq!(known(&app).await, before, "the number went over, and the name stays");
    let page = preview(&office, TOWN, "persons", &old.replace("王秀瑛", "王秀芬")).await;
    let said =
        Words::new(Lang::ZhCn).text_with("import-found-other-name", &[("value", "王秀英".into())]);
    assert_eq!(problems(&page), [(2, "身份证号".to_owned(), said)]);
    verified(&app).await;
}

#[tokio::test]
async fn who_was_merged_with_somebody_elsewhere_is_not_reached_by_it() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    app.person("sibling", &[(Role::Commission, SIBLING)]).await;
    let sibling = app.visitor("sibling").await;
    brought(&office, TOWN, "persons", &format!("{HEADS}王秀英,女,1971-05-06,增辉村,2,\n")).await;
    let old = "姓名,性别,出生日期,政治面貌\n王秀英,女,1971-05-06,群众\n";
    brought(&sibling, SIBLING, "persons", old).await;
    merge(&app, &office).await;
    let page = preview(&sibling, SIBLING, "persons", old).await;
    let said = Words::new(Lang::ZhCn).text("import-found-merged-elsewhere");
    assert_eq!(problems(&page).iter().map(|one| &*one.2).collect::<Vec<_>>(), [said]);
    // whoever is over both sees what moves, and that it does
    let old = "姓名,性别,出生日期,区划代码\n";
    let old = format!("{old}王秀英,女,1971-05-06,{SIBLING}\n");
    let page = preview(&office, TOWN, "persons", &old).await;
    assert_eq!(
        changes(&page),
        [(2, "王秀英".to_owned(), "村（社区）：增辉村 → 毛峙村".to_owned())]
    );
    verified(&app).await;
}

#[tokio::test]
async fn on_a_roll_stands_what_the_record_says_that_was_kept() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    brought(&walk.office, TOWN, "persons", &format!("{HEADS}王秀英,女,1971-05-06,增辉村,2,\n"))
        .await;
    let old = format!("{HEADS}王秀英,女,1971-06-01,增辉村,2,\n");
    brought(&walk.office, TOWN, "persons", &old).await;
    merge(&app, &walk.office).await;
    let roll = "姓名,性别,出生日期,组别\n王秀英,女,1971-06-01,2\n";
    let page = preview(&walk.office, UNIT, "roll", roll).await;
    let said = Words::new(Lang::ZhCn)
        .text_with("import-found-otherwise", &[("value", "1971-05-06".into())]);
    assert_eq!(problems(&page), [(2, "出生日期".to_owned(), said)]);
    brought(&walk.office, UNIT, "roll", &roll.replace("06-01", "05-06")).await;
    assert_eq!(
        app.texts("select name || ' ' || birth_on from roll_entry").await,
        ["王秀英 1971-05-06"]
    );
    verified(&app).await;
}

#[tokio::test]
async fn of_several_alike_a_line_without_a_number_is_about_the_one_of_its_group_or_none() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let two = [312, 314].map(|order| number("1971-05-06", order));
    let heads = "姓名,性别,出生日期,身份证号\n";
    let lines = two.each_ref().map(|idno| format!("王秀英,女,1971-05-06,{idno}\n")).concat();
    brought(&office, UNIT, "persons", &format!("{heads}{lines}")).await;
    assert_eq!(app.number("select count(*) from person").await, 2);
    // as lists have them that were taken from here
    let file = format!("{heads}{}", "王秀英,女,1971-05-06,已登记\n".repeat(2));
    let page = sent(&office, UNIT, "persons", file.as_bytes()).await;
    let told = problems(&settled(&office, &page).await);
    let words = Words::new(Lang::ZhCn);
    let several = words.text_with("import-found-several", &[("value", "2".into())]);
    let whole = words.text("import-whole-line");
    assert_eq!(told, [2, 3].map(|line| (line, whole.clone(), several.clone())));
    let again = preview(&office, UNIT, "persons", &format!("{heads}{lines}")).await;
    assert_eq!((problems(&again), changes(&again)), (vec![], vec![]));
    // unless their groups tell them apart
    let grouped = |idnos: [&str; 2]| {
        let line = |n: usize| format!("王秀英,女,1971-05-06,{},第{}组\n", idnos[n], n + 1);
        format!("姓名,性别,出生日期,身份证号,组别\n{}{}", line(0), line(1))
    };
    brought(&office, UNIT, "persons", &grouped([&two[0], &two[1]])).await;
    let again = preview(&office, UNIT, "persons", &grouped(["已登记"; 2])).await;
    assert_eq!((problems(&again), changes(&again)), (vec![], vec![]));
    assert_eq!(app.number("select count(*) from person").await, 2);
    verified(&app).await;
}
