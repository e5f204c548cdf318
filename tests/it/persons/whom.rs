//! Who is meant by a name that several bear, and where somebody belongs.

use huanjie::shell::words::{Lang, Words};
use reqwest::StatusCode;

use super::pages::{added, fields, persons};
use crate::house::app::{SIBLING, TOWN, TestApp, UNIT, verified};

fn said(key: &str) -> String {
    Words::new(Lang::ZhCn).text(key)
}

/// The key of a person by its page.
fn key(page: &str) -> &str {
    page.rsplit('/').next().expect("a key")
}

#[tokio::test]
async fn of_two_of_one_name_and_birth_one_is_chosen() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let commission = app.visitor("commission").await;
    let number = super::number("1950-01-01", 311);
    let page = added(&commission, UNIT, &fields("王秀英", "f", "1975-01-01", "")).await;
    let one = added(&commission, UNIT, &fields("李建国", "m", "1950-01-01", &number)).await;
    let mut other = fields("李建国", "m", "1950-01-01", "");
    other.push(("code", SIBLING));
    let other = added(&office, TOWN, &other).await;
    let kin = async |which: &str, relation: &str| {
        let form = [
            ("kin_name", "李建国"),
            ("kin_birth_on", "1950-01-01"),
            ("kin_which", which),
            ("relation", relation),
        ];
        commission.post(&format!("{page}/kin"), &form).await
    };
    for which in ["", "0", key(&page)] {
        let asked = kin(which, "parent").await;
        assert_eq!(asked.status, StatusCode::BAD_REQUEST, "{which}");
        let text = asked.text();
        assert!(text.contains(&said("person-several-choose")), "{text}");
        for told in ["增辉村第 3 组 · 330902************", "毛峙村第 3 组 · 待补"] {
            assert!(text.contains(&format!("李建国 · 男 · 1950-01-01 · {told}")), "{told}: {text}");
        }
        assert!(!text.contains(&number[6..]), "{text}");
    }
    assert_eq!(app.number("select count(*) from kinship").await, 0);
    assert_eq!(kin(key(&other), "parent").await.status, StatusCode::SEE_OTHER);
    let kept = app.texts("select a_id || ' ' || b_id from kinship").await.remove(0);
    assert!(kept.contains(key(&other)) && !kept.contains(key(&one)), "{kept}");
    // the same of who may be one and the same person
    let form =
        [("same_name", "李建国"), ("same_birth_on", "1950-01-01"), ("same_which", key(&one))];
    let asked = office.post(&format!("{}/same", page.replace(UNIT, TOWN)), &form).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text());
    verified(&app).await;
}

#[tokio::test]
async fn of_namesakes_who_are_listed_here_the_days_of_birth_are_told() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let page = added(&commission, UNIT, &fields("王秀英", "f", "1975-01-01", "")).await;
    let kin = async |birth_on: &str| {
        let form = [("kin_name", "李建国"), ("kin_birth_on", birth_on), ("relation", "parent")];
        let answer = commission.post(&format!("{page}/kin"), &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{birth_on}");
        answer.text()
    };
    added(&commission, UNIT, &fields("李建国", "m", "1950-01-01", "")).await;
    // of one alone the day can be left empty
    assert!(kin("1950-01-02").await.contains(&said("person-nobody-born")));
    let other = fields("李建国", "m", "1951-02-03", "");
    added(&office, TOWN, &[&other[..], &[("code", SIBLING)]].concat()).await;
    for (birth_on, key) in [("1950-01-02", "person-nobody-born-several"), ("", "person-several")] {
        let text = kin(birth_on).await;
        let words = Words::new(Lang::ZhCn);
        let here = [("n", "1950-01-01 增辉村第 3 组".into())];
        let there = words.text_with("person-called-here", &here) + &said("person-called-elsewhere");
        let told = words.text_with(key, &[("there", there.into())]);
        assert!(text.contains(&told), "{told}: {text}");
        assert!(!text.contains("1951-02-03") && !text.contains("毛峙村"), "{text}");
    }
    // the town lists both
    let page = page.replace(UNIT, TOWN);
    let form = [("kin_name", "李建国"), ("relation", "parent")];
    let text = office.post(&format!("{page}/kin"), &form).await.text();
    assert!(text.contains("1950-01-01 增辉村第 3 组、1951-02-03 毛峙村第 3 组"), "{text}");
    assert!(!text.contains(&said("person-called-elsewhere")), "{text}");
    verified(&app).await;
}

#[tokio::test]
async fn in_which_village_of_a_town_somebody_belongs_is_asked() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let new = format!("{}/new", persons(TOWN));
    let page = office.get(&new).await;
    assert!(page.has("#code[value='']"), "{}", page.text());
    assert!(page.has(&format!("#code-places option[value='{SIBLING}']")), "{}", page.text());
    assert!(
        commission
            .get(&format!("{}/new", persons(UNIT)))
            .await
            .has(&format!("#code[value='{UNIT}']"))
    );
    let words = Words::new(Lang::ZhCn);
    for (typed, key) in [
        ("", "person-place-wanted"),
        ("里柴村", "person-place-beyond"),
        ("330902103201", "person-place-beyond"),
    ] {
        let form = [&fields("王秀英", "f", "1971-05-06", "")[..], &[("code", typed)]].concat();
        let answer = office.post(&new, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{typed}");
        let said = words.text_with(key, &[("place", "小沙镇".into())]);
        assert!(answer.text().contains(&said), "{typed}: {}", answer.text());
    }
    for (name, typed, place) in [
        ("王秀英", "毛峙村", "毛峙村"),
        ("李梅", "毛峙村委会", "毛峙村"),
        ("赵芳", UNIT, "增辉村"),
        ("钱敏", "小沙镇", "小沙镇"),
    ] {
        let form = [&fields(name, "f", "1971-05-06", "")[..], &[("code", typed)]].concat();
        let form: Vec<_> = form.into_iter().filter(|(field, _)| *field != "group").collect();
        office.done(&new, &form).await;
        let query = format!(
            "select place.name from person join place using (place_id) where person.name = '{name}'"
        );
        assert_eq!(app.texts(&query).await, [place], "{name}");
    }
    // nobody writes where nothing can be
    let form = [&fields("孙二", "f", "1971-05-06", "")[..], &[("code", "毛峙村")]].concat();
    let beyond = commission.post(&format!("{}/new", persons(UNIT)), &form).await;
    assert_eq!(beyond.status, StatusCode::BAD_REQUEST, "{}", beyond.text());
    verified(&app).await;
}
