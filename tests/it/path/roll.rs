//! Corrections of the roll: by objections that are upheld, by the commission itself; who seems to
//! stand on two rolls.

use huanjie::shell::{journal::verify::verify, mandate::Role};
use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::{SIBLING, TOWN, TestApp, UNIT},
    election::{Walk, day, election_day, key, voter},
};

/// The entries that stand, as texts.
async fn entries(app: &TestApp, condition: &str) -> Vec<String> {
    let query = format!(
        "select name || ' ' || sex || ' ' || birth_on || ' ' || group_no || ' ' || category
        from roll_entry where struck_by is null and {condition} order by roll_entry_id"
    );
    app.texts(&query).await
}

async fn decide(walk: &Walk<'_>, objection: i64, more: &[(&str, &str)]) -> StatusCode {
    let on = day(-17);
    let mut form = vec![("decided_on", &*on)];
    form.extend_from_slice(more);
    let path = walk.path(&format!("/roll/objections/{objection}/decide"));
    walk.commission.post(&path, &form).await.status
}

const ADD: [(&str, &str); 7] = [
    ("change", "add"),
    ("name", "艾 力•买买提"),
    ("sex", "m"),
    ("birth_on", "1990-05-06"),
    ("group", "2"),
    ("category", "b"),
    ("grounds", "漏登"),
];

#[tokio::test]
async fn an_upheld_objection_changes_the_roll_in_the_same_act() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let added = walk.objects(&day(-18), "漏登一人").await;
    let struck = walk.objects(&day(-18), "有人已死亡").await;
    let corrected = walk.objects(&day(-18), "性别登错").await;

    let before = app.state().await;
    let bare = [("decision", "upheld"), ("grounds", "漏登")];
    assert_eq!(decide(&walk, added, &bare).await, StatusCode::BAD_REQUEST, "what is done?");
    assert_eq!(app.state().await, before);
    let upheld = [&[("decision", "upheld")], &ADD[..]].concat();
    assert_eq!(decide(&walk, added, &upheld).await, StatusCode::SEE_OTHER);
    assert_eq!(entries(&app, "added_by is not null").await, ["艾力·买买提 m 1990-05-06 2 b"]);

    let who = voter(5);
    let strike =
        [("decision", "upheld"), ("change", "strike"), ("voter", &*who), ("grounds", "死亡")];
    assert_eq!(decide(&walk, struck, &strike).await, StatusCode::SEE_OTHER);
    assert_eq!(entries(&app, &format!("name = '{who}'")).await, [""; 0]);

    let who = voter(6);
    let correct = [
        ("decision", "upheld"),
        ("change", "correct"),
        ("voter", &*who),
        ("sex", "m"),
        ("grounds", "身份证为男"),
    ];
    assert_eq!(
        entries(&app, &format!("name = '{who}'")).await,
        [format!("{who} f 1980-01-07 1 a")]
    );
    assert_eq!(decide(&walk, corrected, &correct).await, StatusCode::SEE_OTHER);
    assert_eq!(
        entries(&app, &format!("name = '{who}'")).await,
        [format!("{who} m 1980-01-07 1 a")]
    );
    assert_eq!(app.texts(&format!("select sex from person where name = '{who}'")).await, ["m"]);

    // nothing is deleted; one act each
    assert_eq!(app.number("select count(*) from roll_entry").await, 62);
    assert_eq!(app.number("select count(*) from roll_entry where struck_by is not null").await, 2);
    let acts = "select count(*) from journal where event = 'objection_decided'";
    assert_eq!(app.number(acts).await, 3);
    let page = walk.commission.get(&walk.path("/roll")).await.text();
    assert_eq!(page.matches("补正</span>").count(), 3, "{page}");

    seals_what_stands(&app, &walk).await;
}

/// Digest and candidates follow the corrected roll.
async fn seals_what_stands(app: &TestApp, walk: &Walk<'_>) {
    walk.through(Stage::Objections).await;
    let digest = app.texts("select digest from roll").await;
    let expected = app
        .texts(
            "select encode(sha256(convert_to(string_agg(
                roll_entry_id || E'\\t' || group_no || E'\\t' || category || E'\\t' || name || E'\\t'
                    || sex || E'\\t' || birth_on || E'\\n', '' order by group_no, roll_entry_id
            ), 'UTF8')), 'hex')
            from roll_entry where struck_by is null",
        )
        .await;
    assert_eq!(digest, expected);
    // who was struck is no candidate, who was added is, however the name is typed
    let struck = voter(5);
    let form = [("name", &*struck), ("post", "member"), ("birth_on", "")];
    let answer = walk.commission.post(&walk.path("/candidates"), &form).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let form = [("name", "艾力・买买提"), ("post", "member"), ("birth_on", "")];
    walk.commission.done(&walk.path("/candidates"), &form).await;
    let heads = app.app.heads.all().expect("heads");
    assert_eq!(verify(&app.app.db, &heads).await.expect("a report").bad, None);
}

#[tokio::test]
async fn what_an_objection_asks_is_checked_as_the_file_is() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let objection = walk.objects(&day(-18), "漏登一人").await;
    let before = app.state().await;
    let there = voter(1);
    let with = |name: &'static str, value: &str| {
        let value = value.to_owned();
        let mut form: Vec<(&str, String)> = vec![("decision", "upheld".to_owned())];
        form.extend(ADD.iter().map(|(field, text)| (*field, (*text).to_owned())));
        form.retain(|(field, _)| *field != name);
        form.push((name, value));
        form
    };
    let mut wrong = vec![
        with("name", "\u{200b}"),
        with("birth_on", "2010-01-01"),
        with("sex", "x"),
        with("group", "1000"),
        with("category", "d"),
        with("grounds", ""),
        with("change", "delete"),
        with("change", "strike"),
    ];
    // somebody who is on the roll already
    let mut twice = with("name", &there);
    twice.retain(|(field, _)| *field != "birth_on");
    twice.push(("birth_on", "1980-01-02".to_owned()));
    wrong.push(twice);
    wrong.push(vec![("decision", "rejected".to_owned())]);
    wrong.push(
        [("decision", "upheld"), ("change", "correct"), ("voter", &*there), ("grounds", "无")]
            .map(|(field, text)| (field, text.to_owned()))
            .into(),
    );
    for form in wrong {
        let sent: Vec<(&str, &str)> =
            form.iter().map(|(field, text)| (*field, text.as_str())).collect();
        assert_eq!(decide(&walk, objection, &sent).await, StatusCode::BAD_REQUEST, "{form:?}");
        assert_eq!(app.state().await, before, "{form:?}");
    }
}

#[tokio::test]
async fn a_late_objection_and_one_that_was_withdrawn_do_not_keep_the_roll_open() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    // posted on the 22nd day before: the last day is the 17th
    walk.objects(&day(-16), "逾期的申诉").await;
    let withdrawn = walk.objects(&day(-18), "撤回的申诉").await;
    let page = walk.commission.get(&walk.path("/roll")).await.text();
    assert!(
        page.contains("逾期提出")
            && page.contains("村民委员会组织法（2018年修正） 第 14 条 · V-07"),
        "{page}"
    );
    let seal = walk.path("/roll/seal");
    let refused = walk.commission.post(&seal, &[("on", &day(-16))]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "one waits that came in time");
    assert_eq!(decide(&walk, withdrawn, &[("decision", "withdrawn")]).await, StatusCode::SEE_OTHER);
    assert_eq!(
        app.texts("select decision from objection where decided_on is not null").await,
        ["withdrawn"]
    );
    walk.commission.closes(&seal, &[("on", &day(-16))]).await;
}

#[tokio::test]
async fn an_objection_sent_twice_is_filed_once_and_other_content_is_a_conflict() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let path = walk.path("/roll/objections");
    let (key, on) = (key(), day(-18));
    let form = |matter: &'static str| {
        vec![("entry_key", &*key), ("filed_on", &*on), ("filed_by", "某人"), ("matter", matter)]
    };
    let first = form("漏登一人");
    let sent = (0..6).map(|_| walk.office.post(&path, &first));
    for answer in futures_util::future::join_all(sent).await {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
    assert_eq!(app.number("select count(*) from objection").await, 1);
    let before = app.state().await;
    let answer = walk.office.post(&path, &form("另一件事情")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("另一件事情"), "what was typed is kept");
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn the_commission_corrects_what_it_finds_itself_until_the_roll_is_sealed() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.import().await;
    let (path, on) = (walk.path("/roll/correct"), day(-23));
    let (first, second) = (voter(7), voter(8));
    let strike =
        |who| vec![("change", "strike"), ("voter", who), ("grounds", "迁出"), ("made_on", &*on)];
    walk.commission.done(&path, &strike(&first)).await;
    let again = walk.commission.post(&path, &strike(&first)).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "struck already");
    let page = walk.commission.get(&walk.path("/roll")).await.text();
    assert!(page.contains("公布前更正</span>") && page.contains(">59<"), "{page}");
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-22))]).await;
    let early = walk.commission.post(&path, &strike(&second)).await;
    assert_eq!(early.status, StatusCode::BAD_REQUEST, "before the posting");
    let mut form = strike(&second);
    let on = day(-20);
    form.retain(|(field, _)| *field != "made_on");
    form.push(("made_on", &*on));
    walk.commission.done(&path, &form).await;
    assert_eq!(
        app.texts("select after_posting::text from roll_correction order by 1").await,
        ["false", "true"]
    );
    walk.through(Stage::Objections).await;
    let before = app.state().await;
    let third = voter(9);
    form.retain(|(field, _)| *field != "voter");
    form.push(("voter", &*third));
    assert_eq!(walk.commission.post(&path, &form).await.status, StatusCode::CONFLICT, "sealed");
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn somebody_who_seems_to_stand_on_two_rolls_is_told_and_can_be_struck() {
    let app = TestApp::start().await;
    let mut walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.import().await;
    app.person("both", &[(Role::Commission, TOWN)]).await;
    walk.commission = app.visitor("both").await;
    let own = walk.unit.clone();
    walk.unit = SIBLING.to_owned();
    walk.open(election_day()).await;
    // the first is the same; of the others sex or day of birth differ
    let (same, other) = (voter(0), voter(2));
    let file = format!(
        "姓名,性别,出生日期,组别,类别\n{same},女,1980-01-01,1,a\n{other},男,1980-01-03,1,a\n{},女,1980-02-05,1,a\n",
        voter(4)
    );
    walk.office.upload(&walk.path("/roll/import"), file.as_bytes()).await;
    for unit in [SIBLING, &own] {
        walk.unit = unit.to_owned();
        let page = walk.commission.get(&walk.path("/roll")).await.text();
        assert!(page.contains("1 &#62; 0") && page.contains("疑似同时列入"), "{page}");
    }
    let (path, on) = (walk.path("/roll/correct"), day(-23));
    let form =
        [("change", "strike"), ("voter", &*same), ("grounds", "在外村登记"), ("made_on", &*on)];
    walk.commission.done(&path, &form).await;
    for unit in [SIBLING, &own] {
        walk.unit = unit.to_owned();
        let page = walk.commission.get(&walk.path("/roll")).await.text();
        assert!(page.contains("0 ≤ 0") && !page.contains("疑似同时列入"), "{page}");
    }
    // perhaps another person of that name: it is a warning
    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-22))]).await;
}

#[tokio::test]
async fn nobody_is_entered_in_a_group_that_the_village_does_not_have() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let (path, who, on) = (walk.path("/roll/correct"), voter(5), day(-17));
    let moves = |group: &'static str| {
        let form = [("change", "correct"), ("voter", &*who), ("group", group)];
        let form = [&form[..], &[("grounds", "录错"), ("made_on", &*on)]].concat();
        let (commission, path) = (walk.commission.clone(), path.clone());
        async move { commission.post(&path, &form).await }
    };
    walk.office.done(&format!("/{UNIT}/groups"), &[("groups", "9")]).await;
    let before = app.state().await;
    let answer = moves("99").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.has("#group-error") && answer.text().contains("本村没有第 99 组"));
    assert_eq!(app.state().await, before);
    assert_eq!(moves("9").await.status, StatusCode::SEE_OTHER);
    let roll = walk.commission.get(&walk.path("/roll")).await.text();
    assert!(roll.contains("不得张贴上墙"), "days of birth stand on it: {roll}");
    let form = [("change", "correct"), ("voter", &*who), ("category", "b")];
    let form = [&form[..], &[("grounds", "录错"), ("made_on", &*on)]].concat();
    walk.commission.done(&path, &form).await;
}
