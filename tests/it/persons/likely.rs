//! What cannot be is refused, and what somebody may not see is said in words.

use huanjie::shell::mandate::Role;
use reqwest::StatusCode;

use super::pages::{added, fields, persons};
use crate::house::app::{COUNTY, SIBLING, TOWN, TestApp, UNIT, verified};

#[tokio::test]
async fn nobody_has_two_spouses_or_younger_parents() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let wife = added(&commission, UNIT, &fields("王秀英", "f", "1950-01-01", "")).await;
    let husband = added(&commission, UNIT, &fields("李建国", "m", "1949-01-01", "")).await;
    added(&commission, UNIT, &fields("赵六", "m", "1960-01-01", "")).await;
    added(&commission, UNIT, &fields("钱七", "f", "1959-12-31", "")).await;
    let kin = async |page: &str, name: &str, relation: &str| {
        commission.post(&format!("{page}/kin"), &[("kin_name", name), ("relation", relation)]).await
    };
    let answer = kin(&wife, "李建国", "spouse").await;
    let told = commission.get(&answer.location.expect("added")).await.text();
    assert!(told.contains("李建国（1949-01-01 出生，增辉村）"), "{told}");
    for (page, name, relation, said) in [
        (&wife, "赵六", "spouse", "已登记配偶：李建国"),
        (&wife, "赵六", "parent", "应比子女"),
        (&husband, "赵六", "grandparent", "应比子女"),
        // a day too early
        (&wife, "钱七", "child", "应比子女"),
    ] {
        let answer = kin(page, name, relation).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{relation}");
        assert!(answer.text().contains(said), "{relation}: {}", answer.text());
    }
    assert_eq!(kin(&wife, "赵六", "child").await.status, StatusCode::SEE_OTHER);
    let other = added(&commission, UNIT, &fields("孙八", "f", "1950-01-01", "")).await;
    let answer = kin(&other, "钱七", "spouse").await;
    assert!(answer.text().contains("性别相同"), "{}", answer.text());
    // who is there is not to be added anew because of a day
    let form = [("kin_name", "赵六"), ("kin_birth_on", "1960-01-02"), ("relation", "sibling")];
    let answer = commission.post(&format!("{other}/kin"), &form).await;
    assert!(answer.has("#kin_birth_on-error"), "{}", answer.text());
    for (name, said) in [
        ("张三2", "不能有数字"),
        ("张三、李四", "只写一个人"),
        ("<b>测试</b>", "姓名里不能有 &#60; &#62;"),
    ] {
        let form = fields(name, "m", "1960-01-01", "");
        let answer = commission.post(&format!("{}/new", persons(UNIT)), &form).await;
        assert!(answer.text().contains(said), "{name}: {}", answer.text());
    }
    verified(&app).await;
}

#[tokio::test]
async fn two_records_are_compared_with_telephones_posts_and_kin() {
    let app = TestApp::start().await;
    let (commission, office) = (app.visitor("commission").await, app.visitor("office").await);
    app.person("sibling", &[(Role::Commission, SIBLING)]).await;
    let sibling = app.visitor("sibling").await;
    let one = added(&commission, UNIT, &fields("王秀英", "f", "1971-05-06", "")).await;
    let two = added(&sibling, SIBLING, &fields("王秀英", "f", "1971-05-06", "")).await;
    added(&commission, UNIT, &fields("李建国", "m", "1950-01-01", "")).await;
    commission.done(&format!("{one}/phones"), &[("phone", "13800138000")]).await;
    let post =
        [("body", "villagers_committee"), ("post_held", "deputy"), ("from_on", "2011-01-01")];
    commission.done(&format!("{one}/offices"), &post).await;
    let kin = [("kin_name", "李建国"), ("relation", "parent")];
    commission.done(&format!("{one}/kin"), &kin).await;
    let case = app.number("select person_case_id from person_case").await;
    let case = format!("{}/cases/{case}", persons(TOWN));
    let page = office.get(&case).await;
    let text = page.text();
    assert!(text.contains("138****8000") && !text.contains("13800138000"), "{text}");
    assert!(text.contains("副主任") && text.contains("登记的近亲属"), "{text}");
    assert!(phones_differ(&text), "{text}");
    // who does not call is told whether they are the same, and no part of them
    for phone in ["13800138000", "13800138111"] {
        sibling.done(&format!("{two}/phones"), &[("phone", phone)]).await;
    }
    let county = app.visitor("county").await;
    let counted = county.get(&case.replace(TOWN, COUNTY)).await.text();
    assert!(!counted.contains("****8"), "{counted}");
    for told in ["1 个，其中 1 个与另一条相同", "2 个，其中 1 个与另一条相同"]
    {
        assert!(counted.contains(told), "{told}: {counted}");
    }
    assert!(phones_differ(&counted), "{counted}");
    let last = app.number("select max(phone_id) from phone").await;
    sibling.done(&format!("{two}/phones/{last}/remove"), &[]).await;
    for (who, path) in [(&office, &case), (&county, &case.replace(TOWN, COUNTY))] {
        let text = who.get(path).await.text();
        assert!(!phones_differ(&text), "{text}");
    }
    // the record of the other village is kept: who may not see it reads where it is
    office.done(&case, &[("answer", "keep-2"), ("reason", "看过身份证")]).await;
    let text = commission.get(&one).await.text();
    assert!(text.contains("已并入毛峙村的登记") && !text.contains(&two), "{text}");
    assert!(office.get(&one.replace(UNIT, TOWN)).await.text().contains(&two));
    // where the kept record belongs to no place it is nobody's to see from another one
    app.console("person_changed", async |act| {
        let nowhere =
            "update person set place_id = null where merged_into is null and name = '王秀英'";
        sqlx::query(nowhere).execute(&mut **act).await.expect("no place");
    })
    .await;
    for who in [&commission, &office] {
        let text = who.get(&one).await.text();
        assert!(text.contains("还没有写明所属村") && !text.contains(&two), "{text}");
        let id = two.rsplit('/').next().expect("a key");
        assert!(!text.contains(&format!("/persons/{id}\"")), "{text}");
    }
    verified(&app).await;
}

/// Whether the comparison marks the telephones.
fn phones_differ(page: &str) -> bool {
    let page = scraper::Html::parse_document(page);
    let heads = scraper::Selector::parse("tr.differs th[scope=row]").expect("a selector");
    let texts = page.select(&heads).map(|head| head.text().collect::<String>());
    texts.into_iter().any(|text| text.contains("电话号码"))
}

#[tokio::test]
async fn what_is_not_stated_is_named_and_a_group_that_the_unit_lacks_is_refused() {
    let app = TestApp::start().await;
    let (commission, office) = (app.visitor("commission").await, app.visitor("office").await);
    let mut new = fields("王秀英", "f", "1971-05-06", "");
    let page = added(&commission, UNIT, &new).await;
    let page = page.split('?').next().expect("a path");
    let hint = commission.get(page).await.text();
    assert!(hint.contains("还没有填写：民族、文化程度、政治面貌"), "{hint}");
    new.extend([("nationality", "01"), ("politics", "masses")]);
    commission.done(&format!("{page}/edit"), &new).await;
    let hint = commission.get(page).await.text();
    assert!(hint.contains("还没有填写：文化程度。"), "{hint}");
    new.push(("education", "junior"));
    commission.done(&format!("{page}/edit"), &new).await;
    assert!(!commission.get(page).await.text().contains("还没有填写："));
    // nobody had entered the groups of the unit: now it has two, and the third is none
    office.done(&format!("/{UNIT}/groups"), &[("groups", "2")]).await;
    let other = fields("李建国", "m", "1950-01-01", "");
    let refused = commission.post(&format!("{}/new", persons(UNIT)), &other).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.has("#group-error") && refused.text().contains("没有第 3 组"));
    // who was in it before is changed otherwise, but not put into another that is not there
    let moved = |group| {
        let fields =
            new.iter().map(|(name, text)| (*name, if *name == "group" { group } else { *text }));
        fields.collect::<Vec<_>>()
    };
    commission.done(&format!("{page}/edit"), &moved("3")).await;
    let refused = commission.post(&format!("{page}/edit"), &moved("4")).await;
    assert!(refused.status == StatusCode::BAD_REQUEST && refused.has("#group-error"));
    commission.done(&format!("{page}/edit"), &moved("2")).await;
    assert_eq!(app.number("select group_no from person").await, 2);
    // a group that was dissolved is none any more
    let group = app.number("select unit_group_id from unit_group where number = 1").await;
    let dissolved = [("group_name", ""), ("dissolved_on", "2026-01-01")];
    office.done(&format!("/{UNIT}/groups/{group}"), &dissolved).await;
    let refused = commission.post(&format!("{page}/edit"), &moved("1")).await;
    assert!(refused.has("#group-error"), "{}", refused.text());
    verified(&app).await;
}

#[tokio::test]
async fn a_post_leads_to_its_holder_where_he_lives() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let mut lives = fields("王秀英", "f", "1971-05-06", "");
    lives.push(("code", SIBLING));
    let page = added(&office, TOWN, &lives).await;
    let page = page.split('?').next().expect("a path");
    let post = [("body", "villagers_committee"), ("post_held", "director"), ("code", UNIT)];
    office.done(&format!("{page}/offices"), &post).await;
    let id = page.rsplit('/').next().expect("a key");
    let there = format!("/{SIBLING}/persons/{id}");
    assert_eq!(office.get(&there).await.status, StatusCode::OK);
    // a list of the village asks at the village, which leads on
    let here = format!("/{UNIT}/persons/{id}");
    assert_eq!(office.get(&here).await.location.as_deref(), Some(&*there));
    for (code, list, page) in
        [(UNIT, "posts", &here), (TOWN, "posts", &there), (UNIT, "officers", &here)]
    {
        let shown = office.get(&format!("/{code}/{list}")).await;
        assert!(shown.has(&format!("a[href=\"{page}\"]")), "{code} {list}: {}", shown.text());
    }
    let file = office.get(&format!("/{UNIT}/posts/csv")).await.text();
    assert!(file.contains(UNIT) && !file.contains(SIBLING), "the post is of the unit: {file}");
}

#[tokio::test]
async fn who_is_away_is_listed_with_the_last_call() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let away = added(&commission, UNIT, &fields("王秀英", "f", "1971-05-06", "")).await;
    let other = added(&commission, UNIT, &fields("李建国", "m", "1950-02-03", "")).await;
    added(&commission, UNIT, &fields("赵六", "m", "1960-01-01", "")).await;
    let place = [("away", "long"), ("where_now", "上海")];
    commission.done(&format!("{away}/whereabouts"), &place).await;
    commission.done(&format!("{other}/whereabouts"), &[("away", "short")]).await;
    for (day, outcome) in [("2020-01-01", "not_reached"), ("2020-02-01", "proxy")] {
        let call = [("called_on", day), ("outcome", outcome)];
        commission.done(&format!("{away}/calls"), &call).await;
    }
    for (number, note) in [("13800138000", "女儿，晚上"), ("0580-2031234", "")] {
        let phone = [("phone", number), ("phone_note", note)];
        commission.done(&format!("{away}/phones"), &phone).await;
    }
    let text = commission.get(&format!("/{UNIT}/away")).await.text();
    let phones = ["13800138000（女儿，晚上）", "05802031234"];
    for said in [&["王秀英", "上海", "2020-02-01", "委托投票", "李建国"][..], &phones].concat()
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("赵六") && !text.contains("2020-01-01"), "{text}");
    // one that was entered by mistake is taken away
    let before = app.number("select max(contact_id) from contact").await;
    let third = [("called_on", "2020-03-01"), ("outcome", "returns")];
    commission.done(&format!("{away}/calls"), &third).await;
    commission.done(&format!("{away}/calls/{}/remove", before + 1), &[]).await;
    let gone = commission.post(&format!("{away}/calls/{}/remove", before + 1), &[]).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    let text = commission.get(&format!("/{UNIT}/away")).await.text();
    assert!(text.contains("2020-02-01") && !text.contains("2020-03-01"), "{text}");
    let csv = commission.get(&format!("/{UNIT}/away/csv?called=yes")).await.text();
    assert!(csv.contains(&phones.join("; ")), "{csv}");
    // nobody else sees them: neither the page of the person nor the list
    app.person("branch", &[(Role::Branch, UNIT)]).await;
    let branch = app.visitor("branch").await;
    assert!(!branch.get(&away).await.text().contains(phones[1]));
    assert_eq!(branch.get(&format!("/{UNIT}/away")).await.status, StatusCode::FORBIDDEN);
    let csv = commission.get(&format!("/{UNIT}/away/csv?called=no")).await.text();
    assert!(csv.contains("李建国") && !csv.contains("王秀英"), "{csv}");
    let list = commission.get(&persons(UNIT)).await.text();
    assert!(
        list.contains(&format!("/{UNIT}/away\"")) && list.contains(&format!("/{UNIT}/posts\""))
    );
    // an import that is none is told, whatever was written
    for import in ["999999", "99999999999999999999999", "x"] {
        let page = commission.get(&format!("{}?import={import}", persons(UNIT))).await;
        assert!(page.text().contains("没有这次导入"), "{import}: {}", page.text());
    }
}

#[tokio::test]
async fn beside_the_files_of_a_list_it_says_whether_they_can_be_brought_in_again() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let page = added(&commission, UNIT, &fields("王秀英", "f", "1971-05-06", "")).await;
    let page = page.split('?').next().expect("a path");
    for list in ["officers", "posts", "away", "reserves"] {
        let empty = commission.get(&format!("/{UNIT}/{list}")).await.text();
        assert!(!empty.contains("下载的文件"), "{list}: there is no file");
    }
    // a post that this list does not have is said to be in the other one
    let post = [("body", "supervision"), ("post_held", "member"), ("code", UNIT)];
    commission.done(&format!("{page}/offices"), &post).await;
    let officers = commission.get(&format!("/{UNIT}/officers")).await;
    assert!(!officers.text().contains("王秀英") && officers.text().contains("监委会"));
    assert!(officers.has(&format!("p.hint a[href=\"/{UNIT}/posts\"]")), "{}", officers.text());
    let post = [("body", "villagers_committee"), ("post_held", "director"), ("code", UNIT)];
    commission.done(&format!("{page}/offices"), &post).await;
    commission.done(&format!("{page}/whereabouts"), &[("away", "long")]).await;
    let mut reserve = fields("王秀英", "f", "1971-05-06", "");
    reserve.push(("reserve_since", "2024-01-01"));
    commission.done(&format!("{page}/edit"), &reserve).await;
    for (list, said) in [
        ("officers", "不能再导入"),
        ("posts", "可以送回"),
        ("away", "不能再导入"),
        ("reserves", "不能再导入"),
    ] {
        let shown = commission.get(&format!("/{UNIT}/{list}")).await;
        assert!(shown.text().contains(said), "{list}: {}", shown.text());
    }
    // what can be brought in is a link away
    let officers = commission.get(&format!("/{UNIT}/officers")).await;
    assert!(officers.has(&format!("p.hint a[href=\"/{UNIT}/posts\"]")));
}
