//! What people do on the pages of persons.

use huanjie::shell::mandate::Role;
use reqwest::StatusCode;

use super::number;
use crate::house::app::{COUNTY, OTHER, OTHER_TOWN, SIBLING, TOWN, TestApp, UNIT, Visitor};

const NAME: &str = "王秀英";
const BIRTH: &str = "1971-05-06";

/// The path of the persons of a place.
pub fn persons(code: &str) -> String {
    format!("/{code}/persons")
}

/// The fields of a new person.
pub fn fields<'a>(
    name: &'a str,
    sex: &'a str,
    birth_on: &'a str,
    idno: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![("name", name), ("sex", sex), ("birth_on", birth_on), ("idno", idno), ("group", "3")]
}

/// Adds a person, whoever is alike; gives the path of its page.
pub async fn added(who: &Visitor, code: &str, fields: &[(&str, &str)]) -> String {
    let fields = [fields, &[("alike", "1")]].concat();
    let answer = who.post(&format!("{}/new", persons(code)), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{fields:?}: {}", answer.text());
    answer.location.expect("a page")
}

async fn event(app: &TestApp) -> String {
    let events = app.texts("select event from journal order by stream_id, seq").await;
    events.last().expect("an event").clone()
}

#[tokio::test]
async fn who_has_no_number_was_not_called_today() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let page = added(&commission, UNIT, &fields("王秀英", "f", "1971-05-06", "")).await;
    let page = page.split('?').next().expect("a path");
    let shown = commission.get(page).await.text();
    assert!(shown.contains("请先登记一个") && !shown.contains("今天打过"), "{shown}");
    commission.done(&format!("{page}/phones"), &[("phone", "13857200001")]).await;
    let shown = commission.get(page).await.text();
    assert!(!shown.contains("请先登记一个") && shown.contains("今天打过"), "{shown}");
}

#[tokio::test]
async fn a_person_is_added_found_and_changed() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let empty = commission.get(&persons(UNIT)).await.text();
    assert!(empty.contains("还没有登记人员"), "says what to do first");
    let idno = number(BIRTH, 312);
    let page =
        added(&commission, UNIT, &fields(" 王 秀英", "f", BIRTH, &idno.to_lowercase())).await;
    assert_eq!(event(&app).await, "person_added");
    let text = commission.get(&page).await.text();
    assert!(text.contains("已登记王秀英") && text.contains("第 3 组"), "{text}");
    assert!(text.contains("330902************") && !text.contains(&idno[6..]), "masked");
    for query in ["王", "秀英", "王 秀英", "英"] {
        let query = form_urlencoded::byte_serialize(query.as_bytes()).collect::<String>();
        let list = commission.get(&format!("{}?name={query}", persons(UNIT))).await;
        let found = list.text().contains(&page);
        // one sign is the beginning of a name
        assert_eq!(found, query != "%E8%8B%B1", "{query}");
        assert!(!list.text().contains(&idno[6..]));
    }
    for typed in [&*idno, &format!("'{} ", idno.to_lowercase())] {
        let found = commission.post(&format!("{}/number", persons(UNIT)), &[("idno", typed)]).await;
        assert_eq!(found.location.as_deref(), Some(&*page), "{typed}");
    }
    let nobody = number(BIRTH, 314);
    let none = commission.post(&format!("{}/number", persons(UNIT)), &[("idno", &nobody)]).await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    assert!(none.has("#idno-error"));

    let mut change = fields("王秀芳", "f", BIRTH, "");
    change.extend([("nationality", "22"), ("education", "senior"), ("politics", "league")]);
    change.extend([("reserve_since", "2024-01-01"), ("code", UNIT)]);
    commission.done(&format!("{page}/edit"), &change).await;
    assert_eq!(event(&app).await, "person_changed");
    let text = commission.get(&page).await.text();
    for told in ["王秀芳", "畲族", "高中", "共青团员", "2024-01-01 起", "330902************"]
    {
        assert!(text.contains(told), "{told}: {text}");
    }
    change.push(("idno_clear", "1"));
    commission.done(&format!("{page}/edit"), &change).await;
    assert!(commission.get(&page).await.text().contains("待补"));
}

#[tokio::test]
async fn what_does_not_go_together_is_told_beside_its_field() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let new = format!("{}/new", persons(TOWN));
    let idno = number(BIRTH, 312);
    let mut wrong = idno.clone();
    wrong.replace_range(17.., if idno.ends_with('1') { "2" } else { "1" });
    for (name, sex, birth_on, number, field, says) in [
        (NAME, "f", "1971-05-07", &*idno, "idno", "1971-05-06"),
        (NAME, "m", BIRTH, &idno, "idno", "性别是女"),
        (NAME, "f", BIRTH, &wrong, "idno", "校验位"),
        (NAME, "f", BIRTH, "3.30902E+17", "idno", "科学计数法"),
        (NAME, "f", BIRTH, "33090219710506", "idno", "14 位"),
        (NAME, "f", "2099-01-01", "", "birth_on", "晚于今天"),
        ("", "f", BIRTH, "", "name", "请填写"),
        (NAME, "x", BIRTH, "", "sex", "请选择"),
    ] {
        let answer = office.post(&new, &fields(name, sex, birth_on, number)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{says}");
        assert!(answer.has(&format!("#{field}-error")), "{field}: {}", answer.text());
        assert!(answer.text().contains(says), "{says}: {}", answer.text());
        assert!(answer.has(&format!("[name=name][value=\"{name}\"]")), "nothing typed is lost");
    }
    for code in [OTHER, OTHER_TOWN, "330902102999"] {
        let mut elsewhere = fields(NAME, "f", BIRTH, "");
        elsewhere.push(("code", code));
        let answer = office.post(&new, &elsewhere).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{code}");
        assert!(answer.has("#code-error"));
    }
    assert_eq!(app.number("select count(*) from person").await, 0);
}

#[tokio::test]
async fn a_number_that_somebody_has_leads_to_him_where_he_is_ones_own() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let commission = app.visitor("commission").await;
    let idno = number(BIRTH, 312);
    let mut first = fields(NAME, "f", BIRTH, &idno);
    first.push(("code", SIBLING));
    let page = added(&office, TOWN, &first).await;
    // the 15 digits of the same number
    let short = format!("{}{}", &idno[..6], &idno[8..17]);
    let again = fields("王秀瑛", "f", BIRTH, &short);
    let there = [&again[..], &[("code", UNIT)]].concat();
    let answer = office.post(&format!("{}/new", persons(TOWN)), &there).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.has("#idno-error") && answer.text().contains(&page), "{}", answer.text());
    let answer = commission.post(&format!("{}/new", persons(UNIT)), &again).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(!answer.text().contains(NAME), "nothing is told of somebody elsewhere");
    // a change to a number that is taken
    let mine = added(&commission, UNIT, &fields("李", "f", BIRTH, "")).await;
    let answer = commission.post(&format!("{mine}/edit"), &again).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.has("#idno-error"));
    assert!(commission.get(&mine).await.text().contains("待补"));
}

#[tokio::test]
async fn a_number_is_shown_in_full_by_an_act_with_a_reason_alone() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let idno = number(BIRTH, 312);
    let page = added(&commission, UNIT, &fields(NAME, "f", BIRTH, &idno)).await;
    let show = format!("{page}/number");
    let without = commission.post(&show, &[("reason", "")]).await;
    assert_eq!(without.status, StatusCode::BAD_REQUEST);
    assert!(without.has("#reason-error") && !without.text().contains(&idno));
    let shown = commission.post(&show, &[("reason", "核对户口簿")]).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text().contains(&idno));
    assert_eq!(event(&app).await, "identity_shown");
    let text = commission.get(&page).await.text();
    assert!(text.contains("核对户口簿") && !text.contains(&idno), "who saw it is told");
    for who in ["county", "official", "leader", "steering"] {
        let visitor = app.visitor(who).await;
        let answer = visitor.post(&show, &[("reason", "看看")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who}");
        assert!(!visitor.get(&page).await.text().contains("核对户口簿"), "{who}");
    }
}

#[tokio::test]
async fn telephones_are_for_those_who_call() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let page = added(&commission, UNIT, &fields(NAME, "f", BIRTH, "")).await;
    let phone = [("phone", "138 5720 0001"), ("phone_note", "女儿，晚上")];
    commission.done(&format!("{page}/phones"), &phone).await;
    let again = commission.post(&format!("{page}/phones"), &[("phone", "13857200001")]).await;
    assert!(again.status == StatusCode::BAD_REQUEST && again.has("#phone-error"));
    let wrong = commission.post(&format!("{page}/phones"), &[("phone", "没有")]).await;
    assert!(wrong.status == StatusCode::BAD_REQUEST && wrong.has("#phone-error"));
    for (who, sees) in [
        ("commission", true),
        ("steering", true),
        ("office", true),
        ("county", false),
        ("official", false),
        ("leader", false),
    ] {
        let text = app.visitor(who).await.get(&page).await.text();
        assert_eq!(text.contains("13857200001"), sees, "{who}");
        assert_eq!(text.contains("女儿"), sees, "{who}");
        assert!(text.contains(NAME), "{who}");
    }
    let steering = app.visitor("steering").await;
    // one click
    steering.done(&format!("{page}/calls"), &[("outcome", "not_reached")]).await;
    let call = [
        ("outcome", "proxy"),
        ("called_on", "2026-11-01"),
        ("called_by", "小李"),
        ("call_note", "委托儿子"),
    ];
    steering.done(&format!("{page}/calls"), &call).await;
    let away = [("away", "long"), ("since", "2020-03-01"), ("where_now", "宁波"), ("ask", "儿子")];
    steering.done(&format!("{page}/whereabouts"), &away).await;
    let text = steering.get(&page).await.text();
    for told in ["没联系上", "steering的名字", "委托投票", "小李", "委托儿子", "长期外出", "宁波"]
    {
        assert!(text.contains(told), "{told}");
    }
    let list = steering.get(&persons(UNIT)).await.text();
    assert!(list.contains("长期外出"));
    for (path, field, form) in [
        ("calls", "outcome", vec![("outcome", "")]),
        ("calls", "called_on", vec![("outcome", "proxy"), ("called_on", "2099-01-01")]),
        ("whereabouts", "away", vec![("away", "gone")]),
    ] {
        let answer = steering.post(&format!("{page}/{path}"), &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.has(&format!("#{field}-error")), "{field}");
    }
    let phone = app.number("select phone_id from phone").await;
    steering.done(&format!("{page}/phones/{phone}/remove"), &[]).await;
    assert_eq!(app.number("select count(*) from phone").await, 0);
}

#[tokio::test]
async fn kin_are_recorded_once_and_the_rest_follows() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let office = app.visitor("office").await;
    let add =
        async |name, sex, birth| added(&commission, UNIT, &fields(name, sex, birth, "")).await;
    let mother = add("母亲", "f", "1950-01-01").await;
    let daughter = add("女儿", "f", "1975-01-01").await;
    let son = add("儿子", "m", "1977-01-01").await;
    let mut twin = fields("儿子", "m", "1978-03-01", "");
    twin.push(("code", SIBLING));
    added(&office, TOWN, &twin).await;
    let kin = async |page: &str, form: &[(&str, &str)]| {
        commission.post(&format!("{page}/kin"), form).await
    };
    for (form, field) in [
        (vec![("kin_name", "谁"), ("relation", "child")], "kin_name"),
        (vec![("kin_name", "母亲"), ("relation", "child")], "kin_name"),
        (vec![("kin_name", "儿子"), ("relation", "child")], "kin_birth_on"),
        (vec![("kin_name", "女儿"), ("relation", "cousin")], "relation"),
    ] {
        let answer = kin(&mother, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{form:?}");
        assert!(answer.has(&format!("#{field}-error")), "{form:?}: {}", answer.text());
    }
    let first = kin(&mother, &[("kin_name", "女儿"), ("relation", "child")]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let again = kin(&daughter, &[("kin_name", "母亲"), ("relation", "parent")]).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "recorded from the other side");
    let form = [("kin_name", "母亲"), ("relation", "parent")];
    commission.done(&format!("{son}/kin"), &form).await;
    let text = commission.get(&daughter).await.text();
    assert!(text.contains("兄弟姐妹") && text.contains(&son), "follows: {text}");
    let tie = app.number("select min(kinship_id) from kinship").await;
    commission.done(&format!("{mother}/kin/{tie}/remove"), &[]).await;
    assert!(!commission.get(&daughter).await.text().contains(&son));
}

#[tokio::test]
async fn posts_are_kept_over_the_terms() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let page = added(&commission, UNIT, &fields(NAME, "f", BIRTH, "")).await;
    let post = [("body", "villagers_committee"), ("post_held", "director"), ("term_no", "3")];
    let now = [&post[..], &[("from_on", "2021-03-01"), ("code", UNIT)]].concat();
    commission.done(&format!("{page}/offices"), &now).await;
    let ended = [("from_on", "2018-03-01"), ("until_on", "2021-02-28"), ("left", "term")];
    commission.done(&format!("{page}/offices"), &[&post[..], &ended].concat()).await;
    let half = [&post[..], &[("until_on", "2021-02-28")]].concat();
    let answer = commission.post(&format!("{page}/offices"), &half).await;
    assert!(answer.status == StatusCode::BAD_REQUEST && answer.has("#left-error"));
    let text = commission.get(&page).await.text();
    assert!(text.contains("在任") && text.contains("2018-03-01 至 2021-02-28，届满"), "{text}");
    let office =
        app.number("select office_id from office where until_on is null").await.to_string();
    let end = [("office", &*office), ("ended_on", "2020-01-01"), ("ended", "resigned")];
    let answer = commission.post(&format!("{page}/offices/end"), &end).await;
    assert!(answer.status == StatusCode::BAD_REQUEST && answer.has("#ended_on-error"), "too early");
    let end = [("office", &*office), ("ended_on", "2026-01-01"), ("ended", "resigned")];
    commission.done(&format!("{page}/offices/end"), &end).await;
    let again = commission.post(&format!("{page}/offices/end"), &end).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "ended already");
    assert!(commission.get(&page).await.text().contains("辞职"));
    commission.done(&format!("{page}/offices/{office}/remove"), &[]).await;
    assert_eq!(app.number("select count(*) from office").await, 1);
}

#[tokio::test]
async fn two_records_of_one_person_are_a_case_that_a_clerk_decides() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let office = app.visitor("office").await;
    let idno = number(BIRTH, 312);
    let kept = added(&commission, UNIT, &fields(NAME, "f", BIRTH, "")).await;
    let mut other = fields(NAME, "f", BIRTH, &idno);
    other.push(("code", SIBLING));
    let merged = added(&office, TOWN, &other).await;
    assert!(office.get(&merged).await.text().contains("疑似重复"));
    let case = app.number("select person_case_id from person_case").await;
    let path = |code: &str| format!("{}/cases/{case}", persons(code));
    // one of the two lies beyond the village
    assert_eq!(commission.get(&path(UNIT)).await.status, StatusCode::NOT_FOUND);
    assert!(!commission.get(&format!("{}/cases", persons(UNIT))).await.text().contains(NAME));
    assert!(office.get(&format!("{}/cases", persons(TOWN))).await.text().contains(NAME));
    let page = office.get(&path(TOWN)).await.text();
    assert!(page.contains("330902************") && !page.contains(&idno[6..]), "{page}");
    let without = office.post(&path(TOWN), &[("answer", "different"), ("reason", "")]).await;
    assert!(without.status == StatusCode::BAD_REQUEST && without.has("#reason-error"));
    let wrong = office.post(&path(TOWN), &[("answer", "99999"), ("reason", "看过身份证")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let same = [("answer", "keep-1"), ("reason", "看过身份证")];
    let done = office.post(&path(TOWN), &same).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(event(&app).await, "persons_merged");
    let text = commission.get(&kept).await.text();
    assert!(text.contains("330902************"), "the number went over");
    let old = office.get(&merged).await.text();
    assert!(old.contains("已并入") && old.contains(&kept), "{old}");
    assert!(!old.contains("/edit\""), "only read");
    let edit = office.post(&format!("{merged}/edit"), &fields(NAME, "f", BIRTH, "")).await;
    assert_eq!(edit.status, StatusCode::NOT_FOUND);
    let again = office.post(&path(TOWN), &same).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let typed = again.text();
    assert!(typed.contains("同一人，保留登记一") && !typed.contains("keep-1<"), "{typed}");
    office.post("/language", &[("language", "en"), ("next", "/")]).await;
    let typed = office.post(&path(TOWN), &same).await.text();
    assert!(typed.contains("One person: keep record 1"), "{typed}");
    office.post("/language", &[("language", "zh-CN"), ("next", "/")]).await;
    let decided = office.get(&path(TOWN)).await.text();
    assert!(decided.contains("看过身份证") && decided.contains("office的名字"));
}

#[tokio::test]
async fn a_case_leads_to_the_lowest_place_that_has_both_records() {
    let app = TestApp::start().await;
    let (commission, office) = (app.visitor("commission").await, app.visitor("office").await);
    let county = app.visitor("county").await;
    app.person("other", &[(Role::TownOffice, OTHER_TOWN)]).await;
    app.person("sibling", &[(Role::Commission, SIBLING)]).await;
    let (other, sibling) = (app.visitor("other").await, app.visitor("sibling").await);
    let case = |code: &str, n: i64| format!("{}/cases/{n}", persons(code));
    // two villages of a town
    let one = added(&commission, UNIT, &fields(NAME, "f", BIRTH, "")).await;
    let two = added(&sibling, SIBLING, &fields(NAME, "f", BIRTH, "")).await;
    let first = app.number("select person_case_id from person_case").await;
    for page in [&one, &two] {
        let text = office.get(page).await.text();
        assert!(text.contains(&format!("href=\"{}\"", case(TOWN, first))), "{text}");
        assert!(!text.contains(&case(UNIT, first)) && !text.contains(&case(SIBLING, first)));
    }
    assert_eq!(office.get(&case(TOWN, first)).await.status, StatusCode::OK);
    for (who, page, id) in [(&commission, &one, &two), (&sibling, &two, &one)] {
        let text = who.get(page).await.text();
        assert!(text.contains("另一条登记在别处，由乡镇选举办（小沙镇）比对确认"), "{text}");
        let id = id.rsplit('/').next().expect("a key");
        assert!(!text.contains("/cases/") && !text.contains(&format!("/persons/{id}\"")), "{text}");
    }
    // who only looks on is told the same
    let official = app.visitor("official").await.get(&one).await.text();
    assert!(
        official.contains("由乡镇选举办（小沙镇）") && !official.contains("/cases/"),
        "{official}"
    );
    // within one village its commission decides
    let third = added(&commission, UNIT, &fields("李建国", "m", BIRTH, "")).await;
    added(&commission, UNIT, &fields("李建国", "m", BIRTH, "")).await;
    let second = app.number("select max(person_case_id) from person_case").await;
    for who in [&commission, &office] {
        assert!(who.get(&third).await.text().contains(&case(UNIT, second)));
    }
    // two towns: the county
    let li = |code| [&fields("李芳", "f", BIRTH, "")[..], &[("code", code)]].concat();
    let far = added(&other, OTHER_TOWN, &li(OTHER_TOWN)).await;
    let near = added(&office, TOWN, &li(TOWN)).await;
    let last = app.number("select max(person_case_id) from person_case").await;
    for (who, page) in [(&office, &near), (&other, &far)] {
        let text = who.get(page).await.text();
        assert!(text.contains("由县选举办（定海区）比对确认"), "{text}");
        assert!(!text.contains("/cases/"), "{text}");
    }
    let text = county.get(&near).await.text();
    assert!(text.contains(&case(COUNTY, last)), "{text}");
    let same = [("answer", "keep-2"), ("reason", "看过身份证")];
    county.done(&case(COUNTY, last), &same).await;
    assert!(office.get(&near).await.text().contains("李芳"));
    assert_eq!(app.number("select count(*) from person where merged_into is not null").await, 1);
}

#[tokio::test]
async fn whoever_is_over_both_records_asks_from_the_page_of_either() {
    let app = TestApp::start().await;
    let (commission, office) = (app.visitor("commission").await, app.visitor("office").await);
    let one = added(&commission, UNIT, &fields("王秀", "f", "1950-01-01", "")).await;
    let mut other = fields(NAME, "f", BIRTH, "");
    other.push(("code", SIBLING));
    added(&office, TOWN, &other).await;
    let form = [("same_name", NAME)];
    let refused = commission.post(&format!("{one}/same"), &form).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.has("#same_name-error"), "{}", refused.text());
    assert_eq!(app.number("select count(*) from person_case").await, 0, "nothing is kept");
    let asked = office.post(&format!("{one}/same"), &form).await;
    let case = app.number("select person_case_id from person_case").await;
    let expected = format!("{}/cases/{case}", persons(TOWN));
    assert_eq!(asked.location.as_deref(), Some(&*expected), "{}", asked.text());
    assert_eq!(office.get(&expected).await.status, StatusCode::OK);
}

#[tokio::test]
async fn two_people_are_told_apart_and_not_asked_again() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let one = added(&commission, UNIT, &fields(NAME, "f", BIRTH, "")).await;
    added(&commission, UNIT, &fields(NAME, "f", BIRTH, "")).await;
    let case = app.number("select person_case_id from person_case").await;
    let path = format!("{}/cases/{case}", persons(UNIT));
    commission.done(&path, &[("answer", "different"), ("reason", "表姐妹")]).await;
    assert_eq!(event(&app).await, "persons_told_apart");
    commission.done(&format!("{one}/edit"), &fields(NAME, "f", BIRTH, "")).await;
    assert_eq!(app.number("select count(*) from person_case where decision is null").await, 0);
    // somebody asks anew
    let form = [("same_name", NAME), ("same_birth_on", BIRTH)];
    let asked = commission.post(&format!("{one}/same"), &form).await;
    assert_eq!(asked.location.as_deref(), Some(&*path), "{}", asked.text());
    assert_eq!(app.number("select count(*) from person_case where decision is null").await, 1);
}

#[tokio::test]
async fn a_place_shows_its_own_persons_alone() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let office = app.visitor("office").await;
    let mut sibling = fields("邻村人", "m", "1980-01-01", "");
    sibling.push(("code", SIBLING));
    let page = added(&office, TOWN, &sibling).await;
    let id = page.rsplit('/').next().expect("a key");
    for path in [format!("/{UNIT}/persons/{id}"), format!("/{UNIT}/persons/{id}/edit")] {
        assert_eq!(commission.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["phones", "calls", "whereabouts", "kin", "offices", "edit", "same", "number"] {
        let form =
            [("outcome", "proxy"), ("away", "here"), ("phone", "13800000000"), ("reason", "x")];
        let answer = commission.post(&format!("/{UNIT}/persons/{id}/{path}"), &form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!commission.get(&persons(UNIT)).await.text().contains("邻村人"));
    assert!(office.get(&persons(TOWN)).await.text().contains("邻村人"));
    assert!(
        app.visitor("county")
            .await
            .get(&format!("{}?name=邻村人", persons("330902")))
            .await
            .text()
            .contains("邻村人")
    );
}

#[tokio::test]
async fn the_list_is_a_table_that_is_sorted_filtered_and_taken_away() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let idno = number(BIRTH, 312);
    for (name, sex, birth, idno) in [
        ("王秀英", "f", BIRTH, &*idno),
        ("=王强", "m", "1980-02-03", ""),
        ("李建国", "m", "1950-02-03", ""),
    ] {
        let mut new = fields(name, sex, birth, idno);
        new.push(("code", UNIT));
        added(&office, TOWN, &new).await;
    }
    let list = persons(TOWN);
    // what was told after the last one is told once
    office.get(&list).await;
    let men = office.get(&format!("{list}?sex=m&sort=-birth_on")).await.text();
    let (upper, lower) = (men.find("=王强").expect("one"), men.find("李建国").expect("another"));
    assert!(upper < lower && !men.contains("王秀英"), "{men}");
    let lacking = office.get(&format!("{list}?number=lacks&name=王")).await.text();
    assert!(!lacking.contains("李建国") && !lacking.contains("王秀英"), "a surname begins a name");
    let csv = office.get(&format!("{list}/table/csv?name=王秀")).await;
    assert_eq!((csv.status, csv.kind.starts_with("text/csv")), (StatusCode::OK, true));
    assert!(csv.text().contains("王秀英") && !csv.text().contains("李建国"));
    let all = office.get(&format!("{list}/table/csv")).await.text();
    assert!(all.contains("'=王强"), "no formula: {all}");
    assert!(!all.contains(&idno[6..]), "no number leaves by a list");
    // nobody pages through a county
    let county = app.visitor("county").await;
    let asks = county.get(&persons(COUNTY)).await;
    assert!(!asks.has("table") && asks.has("form[role=search] [name=name]"), "{}", asks.text());
    let found = county.get(&format!("{}?name=秀英", persons(COUNTY))).await;
    assert!(found.has("#table-persons tbody tr"), "{}", found.text());
}

#[tokio::test]
async fn a_number_is_looked_for_above_the_list_however_short_it_is() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let idno = number(BIRTH, 312);
    let page = added(&commission, UNIT, &fields(NAME, "f", BIRTH, &idno)).await;
    let list = commission.get(&persons(UNIT)).await.text();
    let at = |part: &str| list.find(part).unwrap_or_else(|| panic!("{part}: {list}"));
    let form = at(&format!("method=\"post\" action=\"{}/number\"", persons(UNIT)));
    assert!(form < at("id=\"table-persons\""), "{list}");
    // where nobody is found the form stays, with what was typed
    let nobody = commission
        .post(&format!("{}/number", persons(UNIT)), &[("idno", &number("1980-01-01", 311))])
        .await;
    assert_eq!(nobody.status, StatusCode::BAD_REQUEST);
    assert!(nobody.has("#idno-error") && nobody.has("#table-persons"), "{}", nobody.text());
    let found = commission.post(&format!("{}/number", persons(UNIT)), &[("idno", &idno)]).await;
    assert_eq!(found.location.as_deref(), page.split('?').next());
}

#[tokio::test]
async fn what_is_not_there_is_a_dash_on_the_page_and_nothing_in_files() {
    use calamine::{Data, Reader};
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let form = [("name", NAME), ("sex", "f"), ("birth_on", BIRTH), ("idno", ""), ("group", "")];
    added(&commission, UNIT, &form).await;
    let page = commission.get(&persons(UNIT)).await;
    let html = scraper::Html::parse_document(&page.text());
    let cells = scraper::Selector::parse("#table-persons tbody td").expect("a selector");
    let dashes = html.select(&cells).filter(|cell| cell.text().collect::<String>().trim() == "—");
    assert_eq!(dashes.count(), 2, "group and whereabouts: {}", page.text());
    let table = format!("{}/table", persons(UNIT));
    let csv = commission.get(&format!("{table}/csv")).await.text();
    assert_eq!(csv.lines().nth(1), Some("王秀英,女,1971-05-06,增辉村,,待补,"), "{csv}");
    let file = commission.get(&format!("{table}/xlsx")).await.body;
    let file = std::io::Cursor::new(file);
    let mut workbook: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(file).expect("a workbook");
    let sheet = workbook.worksheet_range_at(0).expect("a sheet").expect("read");
    let row: Vec<&Data> = sheet.rows().nth(1).expect("a row").iter().collect();
    assert_eq!(row[4], &Data::Empty, "{row:?}");
    assert!(row.get(6).is_none_or(|cell| **cell == Data::Empty), "{row:?}");
}
