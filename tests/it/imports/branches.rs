//! Branches of one name in several villages: the line says which is meant, and what is taken away comes
//! back without a change.

use huanjie::{
    places::store::organisations::{self, NewOrganisation},
    shell::{
        ids::{OrganisationId, WorldId},
        words::{Lang, Words},
    },
};

use super::{
    again::{brought, changes, preview},
    problems, sent, settled,
};
use crate::{
    house::app::{SIBLING, TOWN, TestApp, UNIT, verified},
    persons::place,
};

const POSTS: &str = "select person.name || ' ' || place.name || ' ' || post || ' ' ||
        coalesce(at.name || organisation.name, '-')
    from office
    join person using (person_id)
    join place on place.place_id = office.place_id
    left join organisation using (organisation_id)
    left join place as at on at.place_id = organisation.place_id
    order by office_id";

fn said(key: &str, value: &str) -> String {
    Words::new(Lang::ZhCn).text_with(key, &[("value", value.into())])
}

/// A first branch of each of two villages; the first one had another of that name before, and the town has
/// one of its own.
async fn branches(app: &TestApp) {
    app.console("organisations_made", async |act| {
        let mut parent_id = None;
        for (code, kind, name, dissolved) in [
            (TOWN, "town_committee", "小沙镇党委", None),
            (TOWN, "branch", "机关党支部", None),
            (UNIT, "branch", "第一党支部", None),
            (SIBLING, "branch", "第一党支部", None),
            (UNIT, "branch", "老党支部", Some("2008-01-01")),
        ] {
            let place_id = place(act, code).await;
            let new = NewOrganisation { world_id: WorldId(1), place_id, parent_id, kind, name };
            let id: OrganisationId = organisations::add(act, &new).await.expect("an organisation");
            if let Some(on) = dissolved {
                let on = on.parse().expect("a day");
                let changed = organisations::change(act, id, name, parent_id, Some(on));
                changed.await.expect("dissolved");
            }
            parent_id = parent_id.or(Some(id));
        }
    })
    .await;
}

#[tokio::test]
async fn branches_of_one_name_are_told_apart_by_the_village_and_come_back_unchanged() {
    let app = TestApp::start().await;
    branches(&app).await;
    let office = app.visitor("office").await;
    let heads = "姓名,性别,出生日期,村,党支部,职务,任职时间,离任时间,离任原因\n";
    let posts = format!(
        "{heads}王强,男,1956-05-06,增辉村,第一党支部,书记,2005-03-28,,\n\
        李芳,女,1970-01-02,毛峙村,第一党支部,书记,2005-03-28,,\n\
        赵六,男,1960-01-02,增辉村,老党支部,书记,2002-03-28,2005-03-27,届满\n"
    );
    let members = "姓名,性别,出生日期,村,党支部\n王强,男,1956-05-06,增辉村,第一党支部\n\
        李芳,女,1970-01-02,毛峙村,第一党支部\n赵六,男,1960-01-02,增辉村,机关党支部\n";
    for _ in 0..2 {
        brought(&office, TOWN, "officers", &posts).await;
        brought(&office, TOWN, "members", members).await;
    }
    let expected = [
        "王强 增辉村 secretary 增辉村第一党支部",
        "李芳 毛峙村 secretary 毛峙村第一党支部",
        "赵六 增辉村 secretary 增辉村老党支部",
    ];
    assert_eq!(app.texts(POSTS).await, expected);
    let now = "select person.name || ' ' || place.name || ' ' || organisation.name
        from member_now join person using (person_id) join organisation using (organisation_id)
        join place on place.place_id = organisation.place_id order by membership_id";
    let expected = ["王强 增辉村 第一党支部", "李芳 毛峙村 第一党支部", "赵六 小沙镇 机关党支部"];
    assert_eq!(app.texts(now).await, expected);
    // who is new belongs where the line says, not where the branch is
    let lives =
        "select place.name from person join place using (place_id) where person.name = '赵六'";
    assert_eq!(app.texts(lives).await, ["增辉村"]);
    for lang in ["en", "zh-CN"] {
        office.post("/language", &[("language", lang), ("next", "/")]).await;
        for (kind, path) in [("officers", "posts"), ("members", "party/members")] {
            for format in ["csv", "xlsx"] {
                let list = office.get(&format!("/{TOWN}/{path}/{format}")).await;
                let page = sent(&office, TOWN, kind, &list.body).await;
                let text = settled(&office, &page).await;
                let told = (problems(&text), changes(&text));
                assert_eq!(told, (vec![], vec![]), "{kind} {format} {lang}: {text}");
                assert!(!text.contains("读到的行</dt><dd>0<"), "{text}");
            }
        }
    }
    verified(&app).await;
}

#[tokio::test]
async fn a_branch_of_which_there_are_several_is_asked_for_with_their_places() {
    let app = TestApp::start().await;
    branches(&app).await;
    let office = app.visitor("office").await;
    let column = || Words::new(Lang::ZhCn).text("import-column-organisation");
    let several = said("import-several-branches", "增辉村 / 毛峙村");
    let list = "姓名,性别,出生日期,党支部\n王强,男,1956-05-06,第一党支部\n";
    let told = problems(&preview(&office, TOWN, "members", list).await);
    assert_eq!(told, [(2, column(), several.clone())]);
    let heads = "姓名,性别,出生日期,村,党支部,职务\n";
    let posts = format!(
        "{heads}王强,男,1956-05-06,,第一党支部,书记\n李芳,女,1970-01-02,增辉村,老党支部,书记\n\
        赵六,男,1960-01-02,毛峙村,第九党支部,村委会主任\n"
    );
    let told = problems(&preview(&office, TOWN, "officers", &posts).await);
    // nobody holds a post in what is no more; where a committee's are held says no branch
    let gone = said("import-branch-gone", "老党支部");
    let told: Vec<_> = told.into_iter().filter(|one| one.1 == column()).collect();
    assert_eq!(told, [(2, column(), several), (3, column(), gone)]);
    let committee = format!("{heads}赵六,男,1960-01-02,毛峙村,第九党支部,村委会主任\n");
    assert_eq!(problems(&preview(&office, TOWN, "officers", &committee).await), []);
    brought(&office, TOWN, "officers", &committee).await;
    assert_eq!(app.texts(POSTS).await, ["赵六 毛峙村 director -"]);
    verified(&app).await;
}

#[tokio::test]
async fn that_no_column_says_the_village_is_told_once() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let words = Words::new(Lang::ZhCn);
    let persons = "姓名,性别,出生日期,庄\n王强,男,1956-05-06,增辉村\n李芳,女,1970-01-02,毛峙村\n\
        赵六,男,1960-01-02,毛峙村\n钱七,无,1960-01-02,毛峙村\n";
    let posts = "姓名,性别,出生日期,庄,职务\n王强,男,1956-05-06,增辉村,村委会主任\n\
        李芳,女,1970-01-02,毛峙村,村委会主任\n赵六,男,1960-01-02,毛峙村,村委会委员\n";
    let once = |lines: i64| words.text_with("import-no-unit-column", &[("n", lines.into())]);
    // also of a line with something else
    for (kind, file, wrong, lines) in
        [("persons", persons, vec![5], 4), ("officers", posts, vec![], 3)]
    {
        let text = preview(&office, TOWN, kind, file).await;
        assert_eq!(text.matches(&once(lines)).count(), 1, "{kind}: {text}");
        assert!(text.contains(&words.text_with("import-unknown", &[("n", "庄".into())])));
        let told: Vec<u64> = problems(&text).iter().map(|one| one.0).collect();
        assert_eq!(told, wrong, "{kind}");
        assert!(!text.contains(&words.text("import-found-no-unit")), "{kind}");
    }
    // with it a line that has nothing there is told as before
    let persons = persons.replace('庄', "村").replace("毛峙村\n赵六", "\n赵六");
    let text = preview(&office, TOWN, "persons", &persons).await;
    assert!(!text.contains(&once(1)), "{text}");
    assert_eq!(problems(&text)[0].2, words.text("import-found-no-unit"));
}

#[tokio::test]
async fn away_without_how_long_is_to_be_looked_at() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = "姓名,性别,出生日期,村,外出情况\n王强,男,1956-05-06,增辉村,外出\n\
        李芳,女,1970-01-02,增辉村,长期外出\n赵六,男,1960-01-02,增辉村,在家\n钱七,男,1961-01-02,增辉村,是\n";
    let column = || Words::new(Lang::ZhCn).text("import-column-away");
    let told = problems(&preview(&office, TOWN, "persons", file).await);
    let warned = |cell: &str| format!("请核对 {}", said("import-warn-away-long", cell));
    assert_eq!(told, [(2, column(), warned("外出")), (5, column(), warned("是"))]);
    brought(&office, TOWN, "persons", file).await;
    assert_eq!(app.number("select count(*) from whereabouts where away = 'long'").await, 3);
}
