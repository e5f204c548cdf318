//! Posts in the organisations of the Party: of several at a place each has its own secretary, and nobody
//! holds what a place has not.

use huanjie::{
    persons::store::offices::{self, NewOffice},
    places::store::organisations::{self, NewOrganisation},
    shell::{
        ids::{OrganisationId, PersonId, WorldId},
        words::{Lang, Words},
    },
};

use super::{
    again::{brought, changes, preview},
    problems, sent, settled, taken,
};
use crate::{
    house::app::{TOWN, TestApp, UNIT, Visitor, verified},
    persons::place,
};

const HEADS: &str = "姓名,性别,出生日期,村,党组织,职务,任职时间,离任时间\n";
const POSTS: &str = "select person.name || ' ' || post || ' ' || coalesce(organisation.name, '-')
    from office join person using (person_id) left join organisation using (organisation_id)
    order by person.name, office_id";

fn said(key: &str, value: &str) -> String {
    Words::new(Lang::ZhCn).text_with(key, &[("value", value.into())])
}

/// What is told of a list of posts, by line and column, but that somebody is no member yet.
async fn told(office: &Visitor, file: &str) -> Vec<(u64, String, String)> {
    member_or_not(&preview(office, TOWN, "officers", file).await)
}

fn member_or_not(page: &str) -> Vec<(u64, String, String)> {
    let none = said("import-warn-no-membership", "");
    problems(page).into_iter().filter(|one| !one.2.ends_with(&none)).collect()
}

#[tokio::test]
async fn each_of_two_branches_has_its_secretary() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let one = "王强,男,1956-05-06,增辉村,增辉村党支部,书记,2005-03-28,\n";
    let two = "李建国,男,1960-05-06,,增辉村第二党支部,书记,2005-03-28,\n";
    let third = "赵六,男,1961-05-06,增辉村,增辉村第二党支部,书记,2005-03-28,\n";
    let file = format!("{HEADS}{one}{two}{third}");
    let second = said("import-found-secretary", "增辉村第二党支部 · 李建国");
    assert_eq!(told(&office, &file).await, [(4, "职务".to_owned(), second.clone())]);
    let both = format!("{HEADS}{one}{two}");
    brought(&office, TOWN, "officers", &both).await;
    let posts = ["李建国 secretary 增辉村第二党支部", "王强 secretary 增辉村党支部"];
    assert_eq!(app.texts(POSTS).await, posts);
    assert_eq!(changes(&preview(&office, TOWN, "officers", &both).await), []);
    // also beside what is there, unless the file ends it
    let file = format!("{HEADS}{third}");
    assert_eq!(told(&office, &file).await, [(2, "职务".to_owned(), second)]);
    let ended = two.replace(",\n", ",2008-03-28\n");
    assert_eq!(told(&office, &format!("{HEADS}{third}{ended}")).await.len(), 1, "how it ended");
    // what is taken away comes back without a change
    let out = office.get(&format!("/{TOWN}/posts/csv")).await.text();
    assert!(out.contains("增辉村第二党支部"), "{out}");
    assert_eq!(changes(&preview(&office, TOWN, "officers", &out).await), []);
    verified(&app).await;
}

#[tokio::test]
async fn an_organisation_that_nobody_named_is_filled_in() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let line = |branch: &str| {
        format!("{HEADS}王强,男,1956-05-06,增辉村,{branch},党支部委员,2005-03-28,\n")
    };
    // of several it is asked which
    let several = said("import-found-several-organisations", "增辉村党支部 / 增辉村第二党支部");
    assert_eq!(told(&office, &line("")).await, [(2, "所在党支部".to_owned(), several)]);
    // what was registered without it stays
    let persons = "姓名,性别,出生日期,村\n王强,男,1956-05-06,增辉村\n";
    brought(&office, TOWN, "persons", persons).await;
    app.console("posts_made", async |act| {
        let new = NewOffice {
            person_id: PersonId(1),
            place_id: place(act, UNIT).await,
            body: "party",
            post: "member",
            organisation_id: None,
            term_no: None,
            from_on: "2005-03-28".parse().ok(),
            ended: None,
        };
        offices::add(act, &[new]).await.expect("a post");
    })
    .await;
    let out = office.get(&format!("/{TOWN}/posts/csv")).await.text();
    let again = preview(&office, TOWN, "officers", &out).await;
    assert_eq!((problems(&again), changes(&again)), (vec![], vec![]), "{out}");
    brought(&office, TOWN, "officers", &line("")).await;
    assert_eq!(app.texts(POSTS).await, ["王强 member -"]);
    let named = line("增辉村第二党支部");
    let told = changes(&preview(&office, TOWN, "officers", &named).await);
    assert_eq!(told[0].2, "所在党支部：（无） → 增辉村第二党支部");
    for file in [&named, &named, &line("")] {
        brought(&office, TOWN, "officers", file).await;
        assert_eq!(app.texts(POSTS).await, ["王强 member 增辉村第二党支部"]);
    }
    // a member of one committee can be one of another
    brought(&office, TOWN, "officers", &line("增辉村党支部")).await;
    assert_eq!(app.number("select count(*) from office").await, 2);
    verified(&app).await;
}

#[tokio::test]
async fn nobody_holds_what_the_place_has_not() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let persons = "姓名,性别,出生日期,村,政治面貌\n王强,男,1956-05-06,增辉村,群众\n";
    brought(&office, TOWN, "persons", persons).await;
    let file = format!(
        "{HEADS}王强,男,1956-05-06,增辉村,增辉村党支部,书记,2005-03-28,\n\
        李一,男,1960-05-06,增辉村,,居委会主任,2005-03-28,\n\
        李二,男,1960-05-06,增辉村,增辉村党支部,村委会委员,2005-03-28,\n\
        李三,男,1960-05-06,,,村委会委员,2005-03-28,\n\
        李四,男,1960-05-06,增辉村,增辉村第九党支部,支部委员,2005-03-28,\n\
        李五,男,1960-05-06,增辉村,,村委会委员,2005-03-28,\n\
        李五,男,1960-05-06,增辉村,,村委会委员,2006-03-28,\n\
        李六,男,1960-05-06,,,党支部委员,2006-03-28,\n"
    );
    // one fact is told once: not that the post is registered in the one of the place, too
    let expected = [
        (2, "职务", said("import-found-no-member", "")),
        (3, "职务", said("import-found-other-committee", "")),
        (5, "村（社区）", said("import-found-no-unit", "")),
        (6, "所在党支部", said("import-no-branch-but", "增辉村党支部 / 增辉村第二党支部")),
        (8, "任职时间", said("import-found-post-since", "2005-03-28")),
        (9, "村（社区）", said("import-found-no-unit", "")),
    ];
    let expected = expected.map(|(line, column, said)| (line, column.to_owned(), said));
    assert_eq!(told(&office, &file).await, expected);
}

#[tokio::test]
async fn a_village_without_an_organisation_has_no_post_in_one() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let line = |rest: &str| format!("{HEADS}王强,男,1956-05-06,增辉村,,书记,{rest}\n");
    let none = said("import-found-no-organisation", "");
    let held = line("2005-03-28,").replace("书记", "党支部书记");
    assert_eq!(told(&office, &held).await, [(2, "所在党支部".to_owned(), none)]);
    // what ended may have been in one that is no more
    let ended = held.replace("2005-03-28,", "2005-03-28,2008-03-28");
    brought(&office, TOWN, "officers", &ended).await;
    assert_eq!(app.number("select count(*) from office").await, 1);
}

#[tokio::test]
async fn that_the_village_is_missing_is_told_beside_what_cannot_be_read() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = "姓名,性别,出生日期,村,职务\n王强,男,1956-05-06,,村委会主任、党支部委员\n\
        李芳,女,1970-01-02,,主任\n赵六,男,1960-01-02,无名村,厨师\n钱七,男,1960-01-02,增辉村,村委会委员\n";
    let told: Vec<(u64, String)> =
        told(&office, file).await.into_iter().map(|one| (one.0, one.1)).collect();
    let expected = [
        (2, "职务"),
        (2, "村（社区）"),
        (3, "班子"),
        (3, "村（社区）"),
        (4, "村（社区）"),
        (4, "职务"),
    ];
    assert_eq!(told, expected.map(|(line, column)| (line, column.to_owned())));
    let file = "姓名,性别,出生日期,村\n王强,无,1956-05-06,\n";
    let told = problems(&preview(&office, TOWN, "persons", file).await);
    let columns: Vec<&str> = told.iter().map(|one| &*one.1).collect();
    assert_eq!(columns, ["性别", "村（社区）"]);
}

/// A village with a general branch and a branch under it.
async fn general_branch(app: &TestApp) {
    app.console("organisations_made", async |act| {
        let (town, unit) = (place(act, TOWN).await, place(act, UNIT).await);
        let mut parent_id = None;
        for (kind, name) in [
            ("town_committee", "小沙镇党委"),
            ("general_branch", "增辉村党总支"),
            ("branch", "增辉村第一党支部"),
        ] {
            let place_id = if kind == "town_committee" { town } else { unit };
            let new = NewOrganisation { world_id: WorldId(1), place_id, parent_id, kind, name };
            parent_id = Some(organisations::add(act, &new).await.expect("an organisation"));
        }
    })
    .await;
}

#[tokio::test]
async fn who_leads_a_village_is_the_secretary_of_its_general_branch() {
    let app = TestApp::start().await;
    general_branch(&app).await;
    let office = app.visitor("office").await;
    let line = |name: &str, branch: &str| {
        format!("{name},男,1956-05-06,增辉村,{branch},书记,2005-03-28,\n")
    };
    let both = [line("王强", ""), line("李建国", "增辉村第一党支部")].concat();
    brought(&office, TOWN, "officers", &format!("{HEADS}{both}")).await;
    assert_eq!(app.number("select count(*) from office").await, 2);
    let second = format!("{HEADS}{}", line("赵六", "增辉村党总支"));
    let expected = (2, "职务".to_owned(), said("import-found-secretary", "增辉村党总支 · 王强"));
    assert_eq!(told(&office, &second).await, [expected]);
    // a branch of the town's itself
    app.console("organisation_made", async |act| {
        let town = place(act, TOWN).await;
        let above = sqlx::query_scalar(
            "select organisation_id from organisation where kind = 'town_committee'",
        );
        let above: i64 = above.fetch_one(&mut **act).await.expect("a committee");
        let new = NewOrganisation {
            world_id: WorldId(1),
            place_id: town,
            parent_id: Some(OrganisationId(above)),
            kind: "branch",
            name: "机关党支部",
        };
        organisations::add(act, &new).await.expect("a branch");
    })
    .await;
    let own = format!("{HEADS}{}", line("孙七", "机关党支部").replace("增辉村,", ","));
    brought(&office, TOWN, "officers", &own).await;
    assert_eq!(app.number("select count(*) from office").await, 3);
}

#[tokio::test]
async fn a_post_of_the_place_is_not_one_of_its_branch() {
    let app = TestApp::start().await;
    general_branch(&app).await;
    let office = app.visitor("office").await;
    let line = |branch: &str, from_on: &str, rest: &str| {
        format!("王强,男,1956-05-06,增辉村,{branch},党组织委员,{from_on},{rest}\n")
    };
    // where nobody says it, it is that of the place
    brought(&office, TOWN, "officers", &format!("{HEADS}{}", line("", "2005-03-28", ""))).await;
    assert_eq!(app.texts(POSTS).await, ["王强 member 增辉村党总支"]);
    // since another day in the branch: another post
    let branch = format!("{HEADS}{}", line("增辉村第一党支部", "2008-03-28", ""));
    brought(&office, TOWN, "officers", &branch).await;
    let both = ["王强 member 增辉村党总支", "王强 member 增辉村第一党支部"];
    assert_eq!(app.texts(POSTS).await, both);
    // since another day in that of the place, said or not: it is held
    for name in ["", "增辉村党总支"] {
        let file = format!("{HEADS}{}", line(name, "2008-03-28", ""));
        let expected = (2, "任职时间".to_owned(), said("import-found-post-since", "2005-03-28"));
        assert_eq!(told(&office, &file).await, [expected], "{name}");
    }
    // and it is the one that a line without a branch ends
    let heads = HEADS.replace("离任时间", "离任时间,离任原因");
    let ends = format!("{heads}{}", line("", "2005-03-28", "2008-03-28,届满"));
    brought(&office, TOWN, "officers", &ends).await;
    let left = app.texts(
        "select name from office join organisation using (organisation_id) where until_on is not null",
    );
    assert_eq!(left.await, ["增辉村党总支"]);
    // who holds a post in one organisation alone is meant with it
    let again = format!("{heads}{}", line("增辉村第一党支部", "2008-03-28", "2011-03-28,届满"));
    let alone = again.replace("王强", "李建国");
    brought(&office, TOWN, "officers", &alone).await;
    let unsaid = alone.replace("增辉村第一党支部", "");
    assert_eq!(changes(&preview(&office, TOWN, "officers", &unsaid).await), []);
    verified(&app).await;
}

#[tokio::test]
async fn a_branch_is_known_by_its_post_and_by_the_names_that_people_use() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let heads = "姓名,性别,出生日期,村,所在党支部,职务\n";
    let line = |name: &str, rest: &str| format!("{name},男,1956-05-06,增辉村,{rest}\n");
    let file = [
        line("王强", ",增辉村第二党支部书记"),
        line("李建国", ",第二支部委员"),
        line("赵六", "第二党支部,支部委员"),
        line("孙七", "中共增辉村第二支部委员会,支部委员"),
        line("周八", ",第九支部委员"),
        line("吴九", ",党支部书记"),
    ];
    let whole = format!("{heads}{}", file.concat());
    let both = "增辉村党支部 / 增辉村第二党支部";
    let column = || "所在党支部".to_owned();
    let expected = [
        (6, column(), said("import-no-branch-but", both)),
        (7, column(), said("import-found-several-organisations", both)),
    ];
    assert_eq!(told(&office, &whole).await, expected);
    brought(&office, TOWN, "officers", &format!("{heads}{}", file[..4].concat())).await;
    let posts = [
        "孙七 member 增辉村第二党支部",
        "李建国 member 增辉村第二党支部",
        "王强 secretary 增辉村第二党支部",
        "赵六 member 增辉村第二党支部",
    ];
    assert_eq!(app.texts(POSTS).await, posts);
    let members = "姓名,性别,出生日期,村,所在党支部\n王强,男,1956-05-06,增辉村,第二支部\n";
    brought(&office, TOWN, "members", members).await;
    assert_eq!(app.number("select count(*) from membership").await, 1);
    verified(&app).await;
}

#[tokio::test]
async fn a_post_of_a_branch_is_none_of_the_general_branch() {
    let app = TestApp::start().await;
    general_branch(&app).await;
    let office = app.visitor("office").await;
    let line = |name: &str, branch: &str, post: &str| {
        format!("{name},男,1956-05-06,增辉村,{branch},{post},2005-03-28,\n")
    };
    // with one branch that is meant
    let one = format!("{HEADS}{}", line("王强", "", "支部委员"));
    brought(&office, TOWN, "officers", &one).await;
    assert_eq!(app.texts(POSTS).await, ["王强 member 增辉村第一党支部"]);
    let second = "insert into organisation (world_id, place_id, parent_id, kind, name)
        select world_id, place_id, parent_id, kind, '增辉村第二党支部' from organisation where kind = 'branch'";
    app.console("organisation_made", async |act| {
        sqlx::query(second).execute(&mut **act).await.expect("a branch");
    })
    .await;
    // of two it is asked which, but of who holds that post in one
    let column = || "所在党支部".to_owned();
    let file = format!(
        "{HEADS}{}{}{}{}",
        line("王强", "", "支部委员"),
        line("李建国", "", "支部副书记"),
        line("赵六", "", "总支委员"),
        line("孙七", "增辉村党总支", "支部委员"),
    );
    let both = said("import-found-several-organisations", "增辉村第一党支部 / 增辉村第二党支部");
    let kinds = said("import-branch-kind", "增辉村党总支");
    let expected = [(3, column(), both), (5, column(), kinds)];
    assert_eq!(told(&office, &file).await, expected);
    let right = format!("{HEADS}{}", line("赵六", "", "总支委员"));
    brought(&office, TOWN, "officers", &right).await;
    let posts = ["王强 member 增辉村第一党支部", "赵六 member 增辉村党总支"];
    assert_eq!(app.texts(POSTS).await, posts);
    // another post of the same person in the general branch is another one
    let above = format!("{HEADS}{}", line("王强", "", "总支委员"));
    brought(&office, TOWN, "officers", &above).await;
    assert_eq!(app.number("select count(*) from office").await, 3);
    verified(&app).await;
}

#[tokio::test]
async fn what_a_place_has_of_another_kind_is_told() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let file = format!("{HEADS}王强,男,1956-05-06,增辉村,,总支书记,2005-03-28,\n");
    let kind = said("import-found-organisation-kind", "增辉村党支部 / 增辉村第二党支部");
    assert_eq!(told(&office, &file).await, [(2, "所在党支部".to_owned(), kind)]);
}

#[tokio::test]
async fn an_organisation_that_is_named_and_is_not_there_stops_the_line() {
    let app = TestApp::start().await;
    general_branch(&app).await;
    let office = app.visitor("office").await;
    let sibling = crate::house::app::SIBLING;
    app.console("organisation_made", async |act| {
        let place_id = place(act, sibling).await;
        let above = sqlx::query_scalar(
            "select organisation_id from organisation where kind = 'town_committee'",
        );
        let above: i64 = above.fetch_one(&mut **act).await.expect("a committee");
        let parent_id = Some(OrganisationId(above));
        let (world_id, name) = (WorldId(1), "毛峙村党支部");
        let new = NewOrganisation { world_id, place_id, parent_id, kind: "branch", name };
        organisations::add(act, &new).await.expect("a branch");
    })
    .await;
    let line = |branch: &str, rest: &str| {
        format!("王强,男,1956-05-06,增辉村,{branch},{rest},2005-03-28,\n")
    };
    let file = format!(
        "{HEADS}{}{}{}{}",
        line("毛峙村党支部", "党组织委员"),
        line("小沙镇第九支部", "党组织委员"),
        line("毛峙村党支部", "村委会委员"),
        line("小沙镇第九支部", "村委会委员"),
    );
    let column = || "所在党支部".to_owned();
    let expected = [
        (2, column(), said("import-branch-elsewhere", "毛峙村")),
        (3, column(), said("import-no-branch-but", "增辉村党总支 / 增辉村第一党支部")),
    ];
    let told = told(&office, &file).await;
    let told: Vec<_> = told.into_iter().filter(|one| one.1 == column()).collect();
    assert_eq!(told, expected);
}

#[tokio::test]
async fn a_branch_that_is_dissolved_after_reading_takes_no_post() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let file = format!("{HEADS}王强,男,1956-05-06,增辉村,增辉村第二党支部,书记,2005-03-28,\n");
    let page = sent(&office, TOWN, "officers", file.as_bytes()).await;
    assert_eq!(member_or_not(&settled(&office, &page).await), []);
    let dissolved =
        "update organisation set dissolved_on = '2008-01-01' where name = '增辉村第二党支部'";
    app.console("organisation_made", async |act| {
        sqlx::query(dissolved).execute(&mut **act).await.expect("dissolved");
    })
    .await;
    let text = taken(&office, &page, &[]).await;
    assert!(text.contains(&said("import-changed", "")), "{text}");
    let gone = said("import-found-branch-dissolved", "2008-01-01");
    assert_eq!(problems(&text), [(2, "所在党支部".to_owned(), gone)]);
    assert_eq!(app.number("select count(*) from office").await, 0);
}

#[tokio::test]
async fn whoever_holds_a_post_in_the_party_is_a_member_with_a_right_to_it() {
    let app = TestApp::start().await;
    general_branch(&app).await;
    let office = app.visitor("office").await;
    let members = "姓名,性别,出生日期,党支部,党员类别\n王强,男,1956-05-06,增辉村第一党支部,预备党员\n\
        李建国,男,1956-05-06,增辉村第一党支部,正式党员\n";
    brought(&office, TOWN, "members", members).await;
    let line =
        |name: &str| format!("{name},男,1956-05-06,增辉村,增辉村第一党支部,支部委员,2005-03-28,\n");
    // a doubt about the organisation is no way around it
    let masses = format!(
        "{}{}",
        HEADS.replace("离任时间", "离任时间,政治面貌"),
        line("钱七").replace("支部委员", "总支委员").replace(",\n", ",,群众\n")
    );
    let text = preview(&office, TOWN, "officers", &masses).await;
    assert_eq!(problems(&text)[0].2, said("import-branch-kind", "增辉村第一党支部"));
    let list = format!("{HEADS}{}{}{}", line("王强"), line("李建国"), line("赵六"));
    let look = |key: &str| format!("请核对 {}", said(key, ""));
    let expected = [
        (2, "职务".to_owned(), look("import-warn-probationary-post")),
        (4, "职务".to_owned(), look("import-warn-no-membership")),
    ];
    assert_eq!(problems(&preview(&office, TOWN, "officers", &list).await), expected);
}
