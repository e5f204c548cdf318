//! What cannot be is refused, and what somebody may not see is said in words.

use huanjie::shell::mandate::Role;
use reqwest::StatusCode;

use super::pages::{added, fields, persons};
use crate::house::app::{SIBLING, TOWN, TestApp, UNIT, verified};

#[tokio::test]
async fn nobody_has_two_spouses_or_younger_parents() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let wife = added(&commission, UNIT, &fields("王秀英", "f", "1950-01-01", "")).await;
    let husband = added(&commission, UNIT, &fields("李建国", "m", "1949-01-01", "")).await;
    added(&commission, UNIT, &fields("赵六", "m", "1960-01-01", "")).await;
    let kin = async |page: &str, name: &str, relation: &str| {
        commission.post(&format!("{page}/kin"), &[("kin_name", name), ("relation", relation)]).await
    };
    assert_eq!(kin(&wife, "李建国", "spouse").await.status, StatusCode::SEE_OTHER);
    for (page, name, relation, said) in [
        (&wife, "赵六", "spouse", "已登记配偶：李建国"),
        (&wife, "赵六", "parent", "应比子女"),
        (&husband, "赵六", "grandparent", "应比子女"),
    ] {
        let answer = kin(page, name, relation).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{relation}");
        assert!(answer.text().contains(said), "{relation}: {}", answer.text());
    }
    assert_eq!(kin(&wife, "赵六", "child").await.status, StatusCode::SEE_OTHER);
    for (name, said) in [("张三2", "不能有数字"), ("张三、李四", "只写一个人")] {
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
    // the record of the other village is kept: who may not see it reads where it is
    let keep = two.rsplit('/').next().expect("a key");
    office.done(&case, &[("answer", keep), ("reason", "看过身份证")]).await;
    let text = commission.get(&one).await.text();
    assert!(text.contains("已并入毛峙村的登记") && !text.contains(&two), "{text}");
    assert!(office.get(&one.replace(UNIT, TOWN)).await.text().contains(&two));
    verified(&app).await;
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
    let text = commission.get(&format!("/{UNIT}/away")).await.text();
    for said in ["王秀英", "上海", "2020-02-01", "委托投票", "李建国"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("赵六") && !text.contains("2020-01-01"), "{text}");
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
