//! Who is at the head of a body.

use huanjie::shell::words::{Lang, Words};

use super::{
    again::{brought, preview},
    problems,
};
use crate::house::app::{TOWN, TestApp, UNIT, verified};

const HEADS: &str = "姓名,性别,出生日期,村,班子,职务,任职时间,离任时间\n";

fn said(key: &str, value: &str) -> String {
    Words::new(Lang::ZhCn).text_with(key, &[("value", value.into()), ("name", value.into())])
}

#[tokio::test]
async fn a_party_organisation_has_one_secretary() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let wang = "王强,男,1956-05-06,增辉村,,党支部书记,2005-01-01,";
    brought(&office, TOWN, "officers", &format!("{HEADS}{wang}\n")).await;
    let second = "李芳,女,1970-01-02,增辉村,党组织,书记,2008-05-01,\n";
    let told = problems(&preview(&office, TOWN, "officers", &format!("{HEADS}{second}")).await);
    assert_eq!(told, [(2, "职务".to_owned(), said("import-found-secretary", "王强"))]);
    // of two in one file the second one is told; a deputy is none
    let new = "赵六,男,1960-01-01,毛峙村,,党支部书记,2008-05-01,\n";
    let deputy = new.replace("赵六", "孙八").replace("书记", "副书记");
    let file = format!("{HEADS}{new}{}{deputy}", new.replace("赵六", "钱七"));
    let told = problems(&preview(&office, TOWN, "officers", &file).await);
    assert_eq!(told, [(3, "职务".to_owned(), said("import-found-secretary", "赵六"))]);
    // the same file says that the first one left
    let both = format!("{HEADS}{second}{wang}2008-04-30\n");
    brought(&office, TOWN, "officers", &both).await;
    let holds = "select name from office join person using (person_id)
        where post = 'secretary' and until_on is null";
    assert_eq!(app.texts(holds).await, ["李芳"]);
    let person = app.number("select person_id from person where name = '王强'").await;
    let form = [("body", "party"), ("post_held", "secretary"), ("from_on", "2011-01-01")];
    let answer = office.post(&format!("/{UNIT}/persons/{person}/offices"), &form).await;
    assert!(answer.text().contains(&said("person-secretary-there", "李芳")), "{}", answer.text());
    assert_eq!(app.texts(holds).await, ["李芳"]);
    verified(&app).await;
}
