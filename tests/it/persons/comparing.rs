//! Two records side by side with all that hangs on them, and a form that comes after somebody else's.

use reqwest::StatusCode;

use super::pages::{added, fields, persons};
use crate::{
    house::app::{SIBLING, TOWN, TestApp, UNIT, verified},
    imports::again::brought,
    party::organised,
};

/// The rows of a comparison: label, of the one, of the other, whether they are marked.
fn rows(page: &str) -> Vec<(String, String, String, bool)> {
    let page = scraper::Html::parse_document(page);
    let selector = |text: &str| scraper::Selector::parse(text).expect("a selector");
    let (rows, cells) = (selector("table.compared tbody tr"), selector("th, td"));
    let told = page.select(&rows).map(|row| {
        let texts: Vec<String> =
            row.select(&cells).map(|cell| cell.text().collect::<String>()).collect();
        let label = texts[0].replace(" 不同", "");
        let marked = row.value().classes().any(|class| class == "differs");
        (label, texts[1].clone(), texts[2].clone(), marked)
    });
    told.collect()
}

/// The pages of two records of one person.
async fn two(app: &TestApp) -> [String; 2] {
    let commission = app.visitor("commission").await;
    let form = fields("王秀英", "f", "1971-05-06", "");
    let page = async || {
        let page = added(&commission, UNIT, &form).await;
        page.split('?').next().expect("a path").to_owned()
    };
    [page().await, page().await]
}

#[tokio::test]
async fn records_are_compared_with_all_that_is_said_of_them() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., branch, _] = organised(&app, &office).await;
    let [one, other] = two(&app).await;
    for (name, born) in [("李建国", "1950-01-01"), ("李建国", "1951-01-01")] {
        added(&commission, UNIT, &fields(name, "m", born, "")).await;
    }
    let id = one.rsplit('/').next().expect("a key");
    let joins = [
        ("standing", "full"),
        ("presence", "long"),
        ("from_on", "2001-07-01"),
        ("since_on", "2001-07-01"),
    ];
    commission.done(&format!("/{UNIT}/party/{branch}/find/{id}"), &joins).await;
    let away = [("away", "long"), ("since", "2020-01-01"), ("where_now", "宁波"), ("ask", "弟弟")];
    commission.done(&format!("{other}/whereabouts"), &away).await;
    for (page, from_on, born) in
        [(&one, "2011-01-01", "1950-01-01"), (&other, "2011-02-01", "1951-01-01")]
    {
        let post = [
            ("body", "villagers_committee"),
            ("post_held", "deputy"),
            ("term_no", "9"),
            ("from_on", from_on),
        ];
        commission.done(&format!("{page}/offices"), &post).await;
        let kin = [("kin_name", "李建国"), ("kin_birth_on", born), ("relation", "parent")];
        commission.done(&format!("{page}/kin"), &kin).await;
        let mut cadre = fields("王秀英", "f", "1971-05-06", "");
        cadre.extend([("reserve_since", from_on), ("official_since", "2010-01-01")]);
        cadre.push(("politics", if page == &one { "party" } else { "" }));
        commission.done(&format!("{page}/edit"), &cadre).await;
    }
    let case =
        app.number("select min(person_case_id) from person_case where decision is null").await;
    let rows = rows(&commission.get(&format!("{}/cases/{case}", persons(UNIT))).await.text());
    for (label, of_one, of_other, marked) in [
        ("党员登记", "光辉支部（正式党员，长期外出）\n2001-07-01 起", "—", true),
        ("后备干部", "2011-01-01 起", "2011-02-01 起", true),
        ("大学生村官", "2010-01-01 起", "2010-01-01 起", false),
        (
            "任职",
            "增辉村 村民委员会 副主任（第 9 届），2011-01-01 起",
            "增辉村 村民委员会 副主任（第 9 届），2011-02-01 起",
            true,
        ),
        (
            "登记的近亲属",
            "父母：李建国（1950-01-01 出生）",
            "父母：李建国（1951-01-01 出生）",
            true,
        ),
        ("去向", "—", "长期外出\n2020-01-01 起\n宁波\n向谁打听：弟弟", true),
    ] {
        let row = rows.iter().find(|row| row.0 == label);
        let expected = (label.to_owned(), of_one.to_owned(), of_other.to_owned(), marked);
        assert_eq!(row, Some(&expected), "{label}: {rows:?}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn nobody_has_two_spouses_by_a_merger() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let [one, other] = two(&app).await;
    for (page, name) in [(&one, "李建国"), (&other, "赵六")] {
        added(&commission, UNIT, &fields(name, "m", "1970-01-01", "")).await;
        let kin = [("kin_name", name), ("relation", "spouse")];
        commission.done(&format!("{page}/kin"), &kin).await;
    }
    let case =
        app.number("select max(person_case_id) from person_case where decision is null").await;
    let case = format!("{}/cases/{case}", persons(UNIT));
    let same = [("answer", "keep-1"), ("reason", "看过身份证")];
    let answer = commission.post(&case, &same).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    assert!(answer.text().contains("配偶不同：李建国、赵六"), "{}", answer.text());
    assert!(commission.get(&case).await.text().contains("配偶不同：李建国、赵六"), "told before");
    let tie = app.number("select max(kinship_id) from kinship").await;
    commission.done(&format!("{other}/kin/{tie}/remove"), &[]).await;
    commission.done(&case, &same).await;
    verified(&app).await;
}

#[tokio::test]
async fn whoever_is_back_is_nowhere_else() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let [page, _] = two(&app).await;
    let page = page.split('?').next().expect("a path").to_owned();
    let said = "select away || ' ' || coalesce(since::text, '-') || ' ' || coalesce(where_now, '-')
        || ' ' || coalesce(ask, '-') from whereabouts order by person_id";
    let away = [("away", "long"), ("since", "2020-01-01"), ("where_now", "宁波"), ("ask", "弟弟")];
    office.done(&format!("{page}/whereabouts"), &away).await;
    assert_eq!(app.texts(said).await, ["long 2020-01-01 宁波 弟弟"]);
    let back = [("away", "here"), ("since", "2020-01-01"), ("where_now", "宁波"), ("ask", "弟弟")];
    office.done(&format!("{page}/whereabouts"), &back).await;
    assert_eq!(app.texts(said).await, ["here - - 弟弟"]);
    office.done(&format!("{page}/whereabouts"), &away).await;
    let merged = "update person set merged_into = (select min(person_id) from person)
        where person_id = (select max(person_id) from person)";
    app.console("persons_merged", async |act| {
        sqlx::query(merged).execute(&mut **act).await.expect("one record");
    })
    .await;
    let list = |away: &str, place: &str| {
        format!("姓名,性别,出生日期,村,外出,去向\n王秀英,女,1971-05-06,增辉村,{away},{place}\n")
    };
    for (away, place, expected) in [
        ("在本地", "", "here - - 弟弟"),
        ("短期外出", "上海", "short - 上海 弟弟"),
        ("长期外出", "", "long - 上海 弟弟"),
        ("在本地", "上海", "here - - 弟弟"),
    ] {
        brought(&office, UNIT, "persons", &list(away, place)).await;
        assert_eq!(app.texts(said).await, [expected], "{away} {place}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn a_form_that_comes_late_says_what_was_changed_meanwhile() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [page, _] = two(&app).await;
    let edit = format!("{page}/edit");
    let seen = commission.seen(&edit).await;
    let form = |more: &[(&'static str, &'static str)]| {
        [&fields("王秀英", "f", "1971-05-06", "")[..], more].concat()
    };
    let theirs = form(&[("education", "junior"), ("politics", "league")]);
    office
        .done(&edit.replace(UNIT, TOWN), &{
            let mut theirs = theirs.clone();
            theirs.push(("code", UNIT));
            theirs
        })
        .await;
    let mut mine = form(&[("education", "senior"), ("nationality", "01")]);
    mine.push(("code", UNIT));
    let late = [&mine[..], &[("seen", &*seen)]].concat();
    let answer = commission.post(&edit, &late).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.has("#education[aria-invalid]") && answer.has("#politics[aria-invalid]"));
    assert!(!answer.has("#name[aria-invalid]") && !answer.has("#nationality[aria-invalid]"));
    assert!(answer.text().contains("改成了“初中”"), "{}", answer.text());
    assert!(answer.has("#education option[value=senior][selected]"), "what was typed stays");
    assert!(answer.has("#politics option[value=league][selected]"), "what was not is as it is now");
    // the answer is held to what it shows
    let seen = answer.text();
    let seen = seen.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let again = [&mine[..], &[("politics", "league"), ("seen", seen.expect("seen"))]].concat();
    commission.done(&edit, &again).await;
    let said = "select education || ' ' || politics || ' ' || nationality from person
        where education is not null";
    assert_eq!(app.texts(said).await, ["senior league 01"]);
    verified(&app).await;
}

#[tokio::test]
async fn nobody_is_a_cadre_from_a_day_ahead() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let ahead = (TestApp::today() + chrono::Days::new(1)).to_string();
    for field in ["official_since", "reserve_since"] {
        let mut form = fields("王秀英", "f", "1971-05-06", "");
        form.push((field, &*ahead));
        let answer = commission.post(&format!("{}/new", persons(UNIT)), &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        assert!(answer.has(&format!("#{field}[aria-invalid]")), "{field}: {}", answer.text());
    }
    let today = TestApp::today().to_string();
    for head in ["后备干部", "大学生村官"] {
        let list =
            |on: &str| format!("姓名,性别,出生日期,村,{head}\n王秀英,女,1971-05-06,增辉村,{on}\n");
        let page = crate::imports::again::preview(
            &app.visitor("office").await,
            UNIT,
            "persons",
            &list(&ahead),
        )
        .await;
        let told = crate::imports::problems(&page);
        assert!(told.len() == 1 && told[0].2.contains(&ahead), "{head}: {told:?}");
        brought(&app.visitor("office").await, UNIT, "persons", &list(&today)).await;
    }
    verified(&app).await;
}

#[tokio::test]
async fn whoever_adds_somebody_who_is_there_already_is_asked_first() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let new = format!("{}/new", persons(UNIT));
    let form = fields("王秀英", "f", "1971-05-06", "");
    let page = added(&commission, UNIT, &form).await;
    let before = app.state().await;
    let asked = commission.post(&new, &form).await;
    assert_eq!(asked.status, StatusCode::BAD_REQUEST, "{}", asked.text());
    assert!(asked.has("#alike[type=checkbox]:not([checked])") && asked.text().contains(&page));
    assert_eq!(app.state().await, before);
    // who is not the same in all is not asked about
    for other in [
        fields("王秀英", "m", "1971-05-06", ""),
        fields("王秀英", "f", "1971-05-07", ""),
        fields("王秀美", "f", "1971-05-06", ""),
    ] {
        commission.done(&new, &other).await;
    }
    commission.done(&new, &[&form[..], &[("alike", "1")]].concat()).await;
    assert_eq!(app.number("select count(*) from person").await, 5);
    // two numbers tell two persons apart
    for sequence in [312, 314] {
        let number = super::number("1960-02-03", sequence);
        commission.done(&new, &fields("李梅", "f", "1960-02-03", &number)).await;
    }
    verified(&app).await;
}

#[tokio::test]
async fn whoever_adds_somebody_who_lives_in_another_village_is_asked_first() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let form = fields("王秀英", "f", "1971-05-06", "");
    added(&office, TOWN, &[&form[..], &[("code", SIBLING)]].concat()).await;
    let there = format!("a[href=\"/{SIBLING}/persons/1\"]");
    let new = format!("{}/new", persons(UNIT));
    let before = app.state().await;
    let asked = commission.post(&new, &form).await;
    assert_eq!(asked.status, StatusCode::BAD_REQUEST, "{}", asked.text());
    assert!(asked.has("#alike[type=checkbox]:not([checked])"), "{}", asked.text());
    // the village is told and who moves somebody from there, and no more
    for said in ["1971-05-06 毛峙村</li>", "请乡镇选举办改到这里"] {
        assert!(asked.text().contains(said), "{said}: {}", asked.text());
    }
    assert!(!asked.has(&there));
    // the town sees both
    let town = [&form[..], &[("code", UNIT)]].concat();
    let asked = office.post(&format!("{}/new", persons(TOWN)), &town).await;
    assert_eq!(asked.status, StatusCode::BAD_REQUEST, "{}", asked.text());
    assert!(asked.has(&there) && !asked.text().contains("改到这里"), "{}", asked.text());
    assert_eq!(app.state().await, before);
    commission.done(&new, &[&form[..], &[("alike", "1")]].concat()).await;
    verified(&app).await;
}

/// What the form of a page says it has shown.
fn seen(page: &str) -> String {
    let value = page.split("name=\"seen\" value=\"").nth(1).expect("it says so");
    value.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn that_it_is_somebody_else_holds_for_whom_it_was_said() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let new = format!("{}/new", persons(UNIT));
    let (wang, li) =
        (fields("王秀英", "f", "1971-05-06", ""), fields("李梅", "f", "1960-02-03", ""));
    added(&commission, UNIT, &wang).await;
    added(&commission, UNIT, &li).await;
    let asked = commission.post(&new, &wang).await.text();
    let said =
        huanjie::shell::words::Words::new(huanjie::shell::words::Lang::ZhCn).text("person-alike");
    assert_eq!(asked.matches(said.trim_end_matches('：')).count(), 1, "said once");
    let first = seen(&asked);
    let ticked = [("alike", "1"), ("seen", &*first)];
    // the name is changed after the tick: somebody else is there, too, and is asked about
    let other = commission.post(&new, &[&li[..], &ticked].concat()).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST, "{}", other.text());
    assert_eq!(app.number("select count(*) from person").await, 2);
    let again = seen(&other.text());
    assert!(again != first, "the form says of whom it asks now");
    commission.done(&new, &[&li[..], &[("alike", "1"), ("seen", &*again)]].concat()).await;
    commission.done(&new, &[&wang[..], &ticked].concat()).await;
    assert_eq!(app.number("select count(*) from person").await, 4);
}

#[tokio::test]
async fn nobody_is_kin_of_oneself() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let page = added(&commission, UNIT, &fields("王秀英", "f", "1971-05-06", "")).await;
    let page = page.split('?').next().expect("a path");
    for (path, name) in [("kin", "kin_name"), ("same", "same_name")] {
        let form = [(name, "王秀英"), ("relation", "spouse")];
        let answer = commission.post(&format!("{page}/{path}"), &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.text().contains("这是本人"), "{path}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_suspicion_keeps_its_number_until_it_holds_no_longer_and_then_says_so() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [one, other] = two(&app).await;
    let said =
        "select person_case_id || ' ' || coalesce(decision, grounds) from person_case order by 1";
    let [id] = &app.texts(said).await[..] else { panic!("one case") };
    let id = id.split(' ').next().expect("a key").to_owned();
    let case = format!("{}/cases/{id}", persons(UNIT));
    let change = async |page: &str, name, birth| {
        commission.done(&format!("{page}/edit"), &fields(name, "f", birth, "")).await;
    };
    // another day that is near, or none: it is the same case
    change(&one, "王秀英", "1971-05-06").await;
    assert_eq!(app.texts(said).await, [format!("{id} same_birth")]);
    change(&one, "王秀英", "1971-05-16").await;
    assert_eq!(app.texts(said).await, [format!("{id} near_birth")]);
    // another name: whoever has the page open is told
    change(&other, "王秀芳", "1971-05-06").await;
    assert_eq!(app.texts(said).await, [format!("{id} lapsed")]);
    let different = [("answer", "different"), ("reason", "表姐妹")];
    let answer = commission.post(&case, &different).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    let day = TestApp::today().to_string();
    assert!(answer.text().contains("不再相近") && answer.text().contains(&day));
    let page = commission.get(&case).await;
    assert!(page.status == StatusCode::OK && page.text().contains("不再相近"), "{}", page.text());
    assert!(page.has(&format!(".message a[href=\"{one}\"]")), "{}", page.text());
    assert!(page.has(&format!(".message a[href=\"{other}\"]")) && !page.has("[name=answer]"));
    assert!(!commission.get(&one).await.text().contains("/cases/"), "of no person");
    // alike again
    change(&other, "王秀英", "1971-05-06").await;
    assert_eq!(app.texts(said).await, [format!("{id} near_birth")]);
    // a list that says that each has a number of its own
    for (birth, sequence) in [("1971-05-06", 312), ("1971-05-16", 314)] {
        let number = super::number(birth, sequence);
        let list = format!("姓名,性别,出生日期,村,身份证号\n王秀英,女,{birth},增辉村,{number}\n");
        brought(&office, UNIT, "persons", &list).await;
    }
    assert_eq!(app.texts(said).await, [format!("{id} lapsed")]);
    verified(&app).await;
}

#[tokio::test]
async fn a_village_is_told_how_many_cases_lie_across_villages_and_who_decides_them() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let list = format!("{}/cases", persons(UNIT));
    let town = format!("a[href=\"/{TOWN}/persons/cases\"]");
    let form = fields("王秀英", "f", "1971-05-06", "");
    added(&commission, UNIT, &form).await;
    assert!(!commission.get(&list).await.text().contains("另有"));
    added(&office, TOWN, &[&form[..], &[("code", SIBLING)]].concat()).await;
    let told = commission.get(&list).await;
    assert!(told.text().contains("另有 1 处涉及同镇别的村（社区）"), "{}", told.text());
    assert!(
        !told.has(&town) && !told.text().contains("王秀英"),
        "nothing of whom: {}",
        told.text()
    );
    let told = office.get(&list).await;
    assert!(told.text().contains("另有 1 处") && told.has(&town), "{}", told.text());
    // at the town they are its own
    let told = office.get(&format!("/{TOWN}/persons/cases")).await;
    assert!(told.text().contains("王秀英") && !told.text().contains("另有"), "{}", told.text());
    // of which nobody knows where the other record belongs
    app.console("person_added", async |act| {
        use huanjie::{persons::store, shell::ids::WorldId};
        let nowhere = super::new("王秀英", law::body::Sex::Woman, "1971-05-06", None);
        let ids = store::add(act, WorldId(1), &[nowhere]).await.expect("added");
        store::cases::look(act, WorldId(1), &ids, TestApp::today()).await.expect("looked");
    })
    .await;
    for list in [list, format!("/{TOWN}/persons/cases")] {
        let told = office.get(&list).await.text();
        assert!(told.contains("由县里确认"), "{told}");
    }
}

#[tokio::test]
async fn a_case_whose_record_was_merged_meanwhile_says_so() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let [_, gone] = two(&app).await;
    added(&commission, UNIT, &fields("王秀英", "f", "1971-05-16", "")).await;
    let said = "select person_case_id::text from person_case order by 1";
    let all = app.texts(said).await;
    let [first, of_kept, of_gone] = &all[..] else { panic!("{all:?}") };
    let case = |id: &str| format!("{}/cases/{id}", persons(UNIT));
    let same = [("answer", "keep-1"), ("reason", "看过身份证")];
    commission.done(&case(first), &same).await;
    let answer = commission.post(&case(of_gone), &same).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    assert!(answer.text().contains("已在") && answer.text().contains("并入另一条登记"));
    let page = commission.get(&case(of_gone)).await;
    assert!(page.text().contains("并入另一条登记") && page.has(&format!("a[href=\"{gone}\"]")));
    // what is left is asked once, under the number that it had
    let open = "select person_case_id::text from person_case where decision is null";
    assert_eq!(&app.texts(open).await[..], std::slice::from_ref(of_kept));
    verified(&app).await;
}

#[tokio::test]
async fn a_decision_over_records_that_somebody_has_changed_is_asked_for_again() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [one, other] = two(&app).await;
    let case = app.number("select max(person_case_id) from person_case").await;
    let case = format!("{}/cases/{case}", persons(UNIT));
    let numbered = super::number("1971-05-06", 312);
    let with_number = fields("王秀英", "f", "1971-05-06", &numbered);
    let other_number = super::number("1971-05-06", 314);
    let with_other = fields("王秀英", "f", "1971-05-06", &other_number);
    let mut schooled = with_other.clone();
    schooled.push(("education", "senior"));
    let changes = [
        (format!("{other}/edit"), with_number),
        // masked it reads the same
        (format!("{other}/edit"), with_other),
        (format!("{other}/edit"), schooled),
        (format!("{one}/phones"), vec![("phone", "13857200001")]),
        (format!("{one}/whereabouts"), vec![("away", "long"), ("where_now", "宁波")]),
    ];
    let held = |seen: &str| {
        [("answer", "keep-1"), ("reason", "看过身份证"), ("seen", seen)]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
    };
    for (path, form) in changes {
        let late = held(&commission.seen(&case).await);
        office.done(&path, &form).await;
        let before = app.state().await;
        let late = late.each_ref().map(|(name, text)| (&**name, &**text));
        let answer = commission.post(&case, &late).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path}: {}", answer.text());
        assert!(answer.text().contains("有人改过其中一条登记"), "{}", answer.text());
        assert!(
            answer.has("[name=answer][value=keep-1][checked]")
                && answer.text().contains("看过身份证")
        );
        assert_eq!(app.state().await, before, "{path}: nothing is decided");
        let seen = answer.text();
        let seen =
            seen.split("name=\"seen\" value=\"").nth(1).and_then(|all| all.split('"').next());
        assert_eq!(seen, Some(&*commission.seen(&case).await), "the answer shows what is now");
    }
    let again = held(&commission.seen(&case).await);
    let again = again.each_ref().map(|(name, text)| (&**name, &**text));
    commission.done(&case, &again).await;
    verified(&app).await;
}

/// Where each of two records says something itself, both words stay.
#[tokio::test]
async fn what_was_said_of_where_somebody_is_is_not_lost() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let mut pages = Vec::new();
    for birth in ["1971-05-06", "1971-05-16"] {
        pages.push(added(&commission, UNIT, &fields("王秀英", "f", birth, "")).await);
    }
    let here = [("away", "here")];
    commission
        .done(&format!("{}/whereabouts", pages[0].split('?').next().expect("a path")), &here)
        .await;
    let there = [("away", "long"), ("where_now", "嘉兴")];
    commission
        .done(&format!("{}/whereabouts", pages[1].split('?').next().expect("a path")), &there)
        .await;
    let case = app.number("select person_case_id from person_case").await;
    let case = format!("/{TOWN}/persons/cases/{case}");
    let seen = office.seen(&case).await;
    let form = [("answer", "keep-1"), ("reason", "同一人"), ("seen", &*seen)];
    office.done(&case, &form).await;
    let told = commission.get(&pages[1]).await.text();
    assert!(told.contains("嘉兴"), "{told}");
    assert!(office.get(&case).await.text().contains("现在的内容"));
    verified(&app).await;
}
