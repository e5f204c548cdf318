//! Members of the Party: found, added, changed, moved; who should attend; and the same for a county.

mod dissolved;
mod ends;
mod told;

use huanjie::{
    party::store::{
        members::{self, NewMember, State},
        tree,
    },
    persons::store as persons,
    places::store as places,
    shell::ids::{OrganisationId, PersonId, WorldId},
};
use reqwest::StatusCode;
use sqlx::{Executor, Row};

use crate::{
    house::app::{COUNTY, OTHER, SIBLING, TOWN, TestApp, UNIT, Visitor, verified},
    persons::number,
};

/// Adds an organisation; gives its key.
async fn organisation(
    app: &TestApp,
    office: &Visitor,
    code: &str,
    (kind, name, above): (&str, &str, i64),
) -> i64 {
    let above = if above == 0 { String::new() } else { above.to_string() };
    let form = [("organisation", kind), ("name", name), ("above", &*above)];
    office.done(&format!("/{code}/organisations"), &form).await;
    app.number("select max(organisation_id) from organisation").await
}

/// The committee of the town, a general branch of the unit and two branches of it.
pub async fn organised(app: &TestApp, office: &Visitor) -> [i64; 4] {
    let committee =
        organisation(app, office, TOWN, ("town_committee", "中共小沙镇委员会", 0)).await;
    let general =
        organisation(app, office, UNIT, ("general_branch", "增辉村总支部", committee)).await;
    let one = organisation(app, office, UNIT, ("branch", "光辉支部", general)).await;
    let other = organisation(app, office, UNIT, ("branch", "芷塘岙支部", general)).await;
    [committee, general, one, other]
}

/// Registers a person; gives its key.
async fn person(app: &TestApp, who: &Visitor, name: &str, idno: &str) -> i64 {
    let form = [("name", name), ("sex", "f"), ("birth_on", "1971-05-06"), ("idno", idno)];
    let form = [&form[..], &[("alike", "1")]].concat();
    who.done(&format!("/{UNIT}/persons/new"), &form).await;
    app.number("select max(person_id) from person").await
}

fn today() -> String {
    TestApp::today().to_string()
}

/// The newest membership.
async fn newest(app: &TestApp) -> i64 {
    app.number("select max(membership_id) from membership").await
}

/// Adds a member of a branch with a state; gives the path of its page.
async fn joins(
    app: &TestApp,
    who: &Visitor,
    branch: i64,
    name: &str,
    (standing, presence): (&str, &str),
) -> String {
    let person = person(app, who, name, "").await;
    let form = [
        ("standing", standing),
        ("presence", presence),
        ("from_on", "2001-07-01"),
        ("since_on", "2001-07-01"),
    ];
    who.done(&format!("/{UNIT}/party/{branch}/find/{person}"), &form).await;
    format!("/{UNIT}/party/{branch}/members/{}", newest(app).await)
}

async fn last_event(app: &TestApp) -> String {
    app.texts("select event from journal order by recorded_at desc limit 1").await.remove(0)
}

/// A figure of the page of an organisation: its label, its number.
fn figure(page: &str, label: &str) -> String {
    let page = scraper::Html::parse_document(page);
    let divs = scraper::Selector::parse("dl.figures div").expect("a selector");
    let text = |part: &str, of: scraper::ElementRef<'_>| {
        let selector = scraper::Selector::parse(part).expect("a selector");
        of.select(&selector).flat_map(|one| one.text()).collect::<String>()
    };
    let found = page.select(&divs).find(|one| text("dt", *one) == label);
    text("dd", found.unwrap_or_else(|| panic!("{label}")))
}

#[tokio::test]
async fn a_member_is_found_by_name_or_number_and_added_to_one_branch_once() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, general, one, other] = organised(&app, &office).await;
    let idno = number("1971-05-06", 312);
    let someone = person(&app, &commission, "王秀英", &idno).await;
    let find = format!("/{UNIT}/party/{one}/find");
    let empty = commission.get(&find).await;
    assert!(empty.has("form[role=search]") && !empty.has("tbody"));
    let add = format!("{find}/{someone}");
    let found = commission.get(&format!("{find}?name=%E7%A7%80%E8%8B%B1")).await;
    assert!(found.has(&format!("a[href=\"{add}\"]")), "{}", found.text());
    // who it is the form says as well
    let asked = commission.get(&add).await.text();
    for told in ["<dd>女</dd>", "<dd>1971-05-06</dd>", "<dd>增辉村</dd>"] {
        assert!(asked.contains(told), "{told}: {asked}");
    }
    assert!(!found.text().contains(&idno[6..]), "no number is shown");
    let by_number = commission.post(&format!("{find}/number"), &[("idno", &idno)]).await;
    assert_eq!(by_number.location.as_deref(), Some(&*add));
    let nobody = number("1971-05-06", 314);
    let none = commission.post(&format!("{find}/number"), &[("idno", &nobody)]).await;
    assert!(none.status == StatusCode::BAD_REQUEST && none.has("#idno-error"));

    let today = today();
    let whole = [
        ("standing", "probationary"),
        ("presence", "here"),
        ("from_on", ""),
        ("since_on", &*today),
        ("reason", "新发展"),
    ];
    for (field, text) in
        [("standing", ""), ("presence", "gone"), ("from_on", "2099-01-01"), ("since_on", "")]
    {
        let form = whole.map(|(name, kept)| (name, if name == field { text } else { kept }));
        let answer = commission.post(&add, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        assert!(answer.has(&format!("#{field}[aria-invalid]")), "{field}: {}", answer.text());
        assert!(answer.has("#reason[value=新发展]"), "nothing typed is lost");
    }
    assert_eq!(app.number("select count(*) from membership").await, 0);
    commission.done(&add, &whole).await;
    assert_eq!(last_event(&app).await, "member_added");
    let said = "select politics from person where politics is not null";
    assert_eq!(app.texts(said).await, ["probationary"], "what is said of the person follows");
    let page = commission.get(&format!("/{UNIT}/party/{one}")).await;
    assert!(page.text().contains("王秀英") && page.text().contains("预备党员"), "{}", page.text());
    let own = commission.get(&format!("/{UNIT}/persons/{someone}")).await.text();
    assert!(own.contains("光辉支部（预备党员）"), "{own}");

    // nowhere a second time, and only to branches
    let again = commission.post(&format!("/{UNIT}/party/{other}/find/{someone}"), &whole).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text().contains("已经是一个支部的党员"));
    let found = commission.get(&format!("{find}?name=%E7%8E%8B")).await;
    assert!(found.text().contains("已是党员") && !found.has(&format!("a[href=\"{add}\"]")));
    let above = commission.get(&format!("/{UNIT}/party/{general}/find")).await;
    assert_eq!(above.status, StatusCode::NOT_FOUND, "a general branch has no members of its own");
    // what lies elsewhere is not there
    for path in [format!("/{SIBLING}/party/{one}"), format!("/{OTHER}/party/{one}/find")] {
        let office = app.visitor("county").await;
        assert_ne!(office.get(&path).await.status, StatusCode::OK, "{path}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn each_change_of_a_state_is_dated_with_its_reason_and_the_newest_counts() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., one, _] = organised(&app, &office).await;
    let member = joins(&app, &commission, one, "王秀英", ("probationary", "here")).await;
    let state = format!("{member}/state");
    let change = |standing: &'static str, presence: &'static str, since: &'static str| {
        [
            ("standing", standing),
            ("presence", presence),
            ("since_on", since),
            ("state_reason", "支部大会通过"),
        ]
    };
    for (field, form) in [
        (
            "state_reason",
            [
                ("standing", "full"),
                ("presence", "here"),
                ("since_on", "2002-07-01"),
                ("state_reason", ""),
            ],
        ),
        ("since_on", change("full", "here", "2001-06-30")),
        ("since_on", change("full", "here", "2099-01-01")),
        ("standing", change("", "here", "2002-07-01")),
    ] {
        let answer = commission.post(&state, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        assert!(answer.has(&format!("#{field}[aria-invalid]")), "{field}: {}", answer.text());
    }
    commission.done(&state, &change("full", "here", "2002-07-01")).await;
    assert_eq!(last_event(&app).await, "member_state_changed");
    commission.done(&state, &change("full", "long", "2020-01-01")).await;
    // entered late: it was so before, and the newest day counts
    commission.done(&state, &change("full", "short", "2010-01-01")).await;
    let now = "select standing || ' ' || presence || ' ' || since_on from member_now";
    assert_eq!(app.texts(now).await, ["full long 2020-01-01"]);
    let page = commission.get(&member).await.text();
    for told in ["2001-07-01", "2002-07-01", "2010-01-01", "2020-01-01", "支部大会通过"] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert_eq!(app.texts("select politics from person").await, ["party"]);
    let looker = app.visitor("leader").await;
    assert!(!looker.get(&member).await.has("form[action$=\"/state\"]"));
    verified(&app).await;
}

#[tokio::test]
async fn a_member_who_is_away_is_not_counted_once_both_have_agreed() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [committee, _, one, other] = organised(&app, &office).await;
    for (nth, name) in ["甲", "乙", "丙", "丁"].into_iter().enumerate() {
        let branch = if nth < 3 { one } else { other };
        joins(&app, &commission, branch, name, ("full", "here")).await;
    }
    joins(&app, &commission, one, "戊", ("probationary", "here")).await;
    let away = joins(&app, &commission, one, "己", ("full", "long")).await;
    let branch = format!("/{UNIT}/party/{one}");
    let counted = async |should: &str| {
        let page = commission.get(&branch).await.text();
        assert_eq!(figure(&page, "党员"), "5");
        assert_eq!(figure(&page, "有选举权"), "4", "not who is on probation");
        assert_eq!(figure(&page, "应到会"), should);
        page
    };
    counted("4").await;
    let asked = format!("{away}/exemption");
    let wrong = commission.post(&asked, &[("exempt_for", "busy"), ("asked_on", &*today())]).await;
    assert!(wrong.status == StatusCode::BAD_REQUEST && wrong.has("#exempt_for[aria-invalid]"));
    let form = [("exempt_for", "moved"), ("asked_on", "2026-01-10")];
    commission.done(&asked, &form).await;
    assert_eq!(commission.post(&asked, &form).await.status, StatusCode::CONFLICT, "one at a time");
    assert!(counted("4").await.contains("1 名党员的申请手续不全"));
    commission.done(&format!("{asked}/vote"), &[("voted_on", "2026-01-15")]).await;
    counted("4").await;
    let consent = [("consented_on", "2026-01-20"), ("consent_no", "小组〔2026〕3号")];
    let own = commission.post(&format!("{asked}/consent"), &consent).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "a branch does not consent for who is above it");
    let before = [("consented_on", "2026-01-09"), ("consent_no", "小组〔2026〕3号")];
    let before = office.post(&format!("{asked}/consent"), &before).await;
    assert!(before.has("#consented_on[aria-invalid]"), "{}", before.text());
    office.done(&format!("{asked}/consent"), &consent).await;
    let again = office.post(&format!("{asked}/consent"), &consent).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let page = counted("3").await;
    assert_eq!(figure(&page, "不计入应到会"), "1");
    assert!(page.contains("到会 3 人以上"), "four fifths of three: {page}");
    // of the whole town
    let town = office.get(&format!("/{TOWN}/party/{committee}")).await.text();
    assert_eq!((figure(&town, "党员"), figure(&town, "应到会")), ("6".to_owned(), "4".to_owned()));
    let tree = office.get(&format!("/{TOWN}/party")).await.text();
    assert!(tree.contains("总支部 1 个，支部 2 个") && tree.contains("全部党员（6 名）"), "{tree}");
    let county = app.visitor("official").await.get(&format!("/{COUNTY}/party")).await.text();
    assert!(county.contains("中共小沙镇委员会") && !county.contains("光辉支部"), "{county}");
    commission.done(&format!("{asked}/end"), &[("exempt_until", "2026-02-01")]).await;
    counted("4").await;
    verified(&app).await;
}

#[tokio::test]
async fn a_member_moves_with_the_state_and_leaves_with_a_reason() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, general, one, other] = organised(&app, &office).await;
    let member = joins(&app, &commission, one, "王秀英", ("full", "short")).await;
    let move_to = |branch: i64, on: &str| {
        [
            ("branch", branch.to_string()),
            ("moved_on", on.to_owned()),
            ("move_reason", String::new()),
        ]
    };
    let path = format!("{member}/move");
    for (branch, on, field) in [
        (general, "2020-01-01", "branch"),
        (one, "2020-01-01", "branch"),
        (other, "2001-06-01", "moved_on"),
    ] {
        let form = move_to(branch, on);
        let form = form.each_ref().map(|(name, text)| (*name, &**text));
        let answer = commission.post(&path, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        assert!(answer.has(&format!("#{field}[aria-invalid]")), "{field}");
    }
    let form = move_to(other, "2020-01-01");
    let form = form.each_ref().map(|(name, text)| (*name, &**text));
    let answer = commission.post(&path, &form).await;
    let there = format!("/{UNIT}/party/{other}/members/{}", newest(&app).await);
    assert_eq!(answer.location.as_deref(), Some(&*there));
    let page = commission.get(&there).await.text();
    assert!(page.contains("短期外出") && page.contains("2020-01-01"), "the state goes on: {page}");
    let old = commission.get(&member).await;
    assert!(old.text().contains("转到本镇其他支部") && !old.has("form[action$=\"/move\"]"));
    assert_eq!(commission.post(&path, &form).await.status, StatusCode::CONFLICT, "once");
    let end = [("how", "expelled"), ("left_on", "2021-01-01"), ("end_reason", "")];
    let refused = commission.post(&format!("{there}/end"), &end).await;
    assert!(refused.has("#end_reason[aria-invalid]"));
    let end = [("how", "expelled"), ("left_on", "2021-01-01"), ("end_reason", "严重违纪")];
    let unticked = commission.post(&format!("{there}/end"), &end).await;
    assert!(unticked.has("#member_sure[aria-invalid]"), "{}", unticked.text());
    let end = [
        ("how", "expelled"),
        ("left_on", "2021-01-01"),
        ("end_reason", "严重违纪"),
        ("member_sure", "1"),
    ];
    commission.done(&format!("{there}/end"), &end).await;
    assert_eq!(app.number("select count(*) from member_now").await, 0);
    assert_eq!(app.texts("select politics from person").await, ["masses"]);
    verified(&app).await;
}

#[tokio::test]
async fn what_does_not_move_along_is_said_and_no_full_member_is_probationary_again() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, _, one, other] = organised(&app, &office).await;
    let member = joins(&app, &commission, one, "王秀英", ("full", "long")).await;
    let seen = commission.get(&member).await.text();
    let seen = seen.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let form = [
        ("standing", "probationary"),
        ("presence", "here"),
        ("since_on", "2020-01-01"),
        ("state_reason", "更正"),
        ("seen", seen.expect("what was seen")),
    ];
    let answer = commission.post(&format!("{member}/state"), &form).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("正式党员不会再成为预备党员"), "{}", answer.text());
    let asked = [("exempt_for", "moved"), ("asked_on", "2026-01-10")];
    commission.done(&format!("{member}/exemption"), &asked).await;
    assert!(commission.get(&member).await.text().contains("不随转移"));
    let branch = other.to_string();
    let moved = [("branch", &*branch), ("moved_on", "2026-02-01"), ("move_reason", "")];
    let answer = commission.post(&format!("{member}/move"), &moved).await;
    let page = commission.get(&answer.location.expect("a page")).await.text();
    assert!(page.contains("到此为止"), "{page}");
    verified(&app).await;
}

#[tokio::test]
async fn nobody_is_a_member_before_eighteen() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, _, one, _] = organised(&app, &office).await;
    let born = |name| [("name", name), ("sex", "f"), ("birth_on", "2009-03-04")];
    commission.done(&format!("/{UNIT}/persons/new"), &born("李芳")).await;
    let young = app.number("select max(person_id) from person").await;
    let joins = [
        ("standing", "probationary"),
        ("presence", "here"),
        ("from_on", ""),
        ("since_on", &*today()),
    ];
    let answer = commission.post(&format!("/{UNIT}/party/{one}/find/{young}"), &joins).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.has("#since_on[aria-invalid]"), "{}", answer.text());
    assert!(answer.text().contains("不满 18 周岁（2009-03-04 出生），不能是党员"));
    // nor in a state that is entered later of a day before
    let member = person(&app, &commission, "王秀英", "").await;
    let since = [("from_on", ""), ("since_on", "2001-07-01")];
    let state = [("standing", "full"), ("presence", "here")];
    let form = [&state[..], &since].concat();
    commission.done(&format!("/{UNIT}/party/{one}/find/{member}"), &form).await;
    let page = format!("/{UNIT}/party/{one}/members/{}", newest(&app).await);
    let early = [("since_on", "1989-05-05"), ("presence", "short"), ("standing", "full")];
    let form = [&early[..], &[("state_reason", "补记")]].concat();
    let seen = commission.seen(&page).await;
    let answer =
        commission.post(&format!("{page}/state"), &[&form[..], &[("seen", &*seen)]].concat()).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.has("#since_on[aria-invalid]"), "{}", answer.text());
    verified(&app).await;
}

#[tokio::test]
async fn whoever_is_made_full_before_a_year_of_probation_is_asked_about() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, _, one, _] = organised(&app, &office).await;
    // on probation since 2001-07-01
    let page = joins(&app, &commission, one, "王秀英", ("probationary", "here")).await;
    let enters = async |standing: &str, since_on: &str, more: &[(&str, &str)]| {
        let seen = commission.seen(&page).await;
        let form = [
            ("standing", standing),
            ("presence", "short"),
            ("since_on", since_on),
            ("state_reason", "支部大会"),
            ("seen", &*seen),
        ];
        commission.post(&format!("{page}/state"), &[&form[..], more].concat()).await
    };
    // going away is none of it, and begins no new year
    let answer = enters("probationary", "2002-01-01", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let before = app.state().await;
    let answer = enters("full", "2002-06-30", &[]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text());
    assert!(answer.has("#unlikely[type=checkbox]:not([checked])"), "{}", answer.text());
    assert!(answer.text().contains("不满一年") && answer.text().contains("2001"));
    assert_eq!(app.state().await, before);
    assert_eq!(
        enters("full", "2002-06-30", &[("unlikely", "1")]).await.status,
        StatusCode::SEE_OTHER
    );
    // after the year nobody asks
    let page = joins(&app, &commission, one, "李芳", ("probationary", "here")).await;
    assert!(!commission.get(&page).await.has("#unlikely"));
    let form = [
        ("standing", "full"),
        ("presence", "here"),
        ("since_on", "2002-07-01"),
        ("state_reason", "支部大会"),
        ("seen", &*commission.seen(&page).await),
    ];
    commission.done(&format!("{page}/state"), &form).await;
    verified(&app).await;
}

#[tokio::test]
async fn members_are_sorted_filtered_and_taken_away_as_a_file() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [_, general, one, other] = organised(&app, &office).await;
    for (name, branch, state) in [
        ("甲", one, ("full", "here")),
        ("乙", one, ("full", "mobile")),
        ("丙", other, ("disciplinary_probation", "here")),
    ] {
        joins(&app, &commission, branch, name, state).await;
    }
    let path = format!("/{UNIT}/party/{general}");
    let lines = async |path: &str| {
        let file = commission.get(path).await;
        assert_eq!(file.status, StatusCode::OK, "{path}: {}", file.text());
        file.text()
            .lines()
            .skip(1)
            .map(|line| line.chars().next().expect("a name"))
            .collect::<String>()
    };
    assert_eq!(lines(&format!("{path}/table/csv?sort=name")).await, "丙甲乙");
    assert_eq!(lines(&format!("{path}/table/csv?presence=mobile")).await, "乙");
    assert_eq!(lines(&format!("{path}/table/csv?standing=disciplinary_probation")).await, "丙");
    assert_eq!(
        lines(&format!("/{UNIT}/party/members/csv?unit_kind=village&sort=-name")).await,
        "乙甲丙"
    );
    assert_eq!(lines(&format!("/{UNIT}/party/members/csv?unit_kind=community")).await, "");
    let workbook = commission.get(&format!("{path}/table/xlsx")).await;
    assert!(workbook.kind.contains("spreadsheetml"));
    let page = commission.get(&format!("{path}?presence=mobile")).await.text();
    assert!(page.contains("乙") && !page.contains(">甲<"), "{page}");
}

#[tokio::test]
async fn two_records_that_are_both_members_do_not_become_one() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let [.., one, other] = organised(&app, &office).await;
    let first = joins(&app, &commission, one, "王秀英", ("full", "here")).await;
    let second = joins(&app, &commission, other, "王秀英", ("full", "here")).await;
    let case = app.number("select person_case_id from person_case").await;
    let kept = app.number("select min(person_id) from person").await;
    let path = format!("/{UNIT}/persons/cases/{case}");
    // told before, with the way to where one of them ends
    let told = commission.get(&path).await;
    for member in [&first, &second] {
        assert!(told.has(&format!(".message a[href=\"{member}\"]")), "{}", told.text());
    }
    let form = [("answer", "keep-1"), ("reason", "看过身份证")];
    let refused = commission.post(&path, &form).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("光辉支部") && refused.text().contains("芷塘岙支部"));
    let end = [
        ("how", "mistaken"),
        ("left_on", &*today()),
        ("end_reason", "重复登记"),
        ("member_sure", "1"),
    ];
    commission.done(&format!("{second}/end"), &end).await;
    commission.done(&path, &form).await;
    assert_eq!(
        app.number(&format!("select count(*) from membership where person_id = {kept}")).await,
        2
    );
    verified(&app).await;
}

/// A county in which 200 branches have 200 members each.
async fn large(db: &mut sqlx::PgConnection) {
    // made of nothing: no act, no journal
    db.execute("set session_replication_role = replica").await.expect("a setting");
    db.execute(
        "insert into organisation (world_id, place_id, kind, name)
            select 1, place_id, 'town_committee', '镇党委' from place where name = '小沙镇';
        insert into organisation (world_id, place_id, parent_id, kind, name)
            select 1, place_id, organisation_id, 'branch', '支部' || n
            from organisation, generate_series(1, 200) as n;
        insert into person (world_id, place_id, name, sex, birth_on)
            select 1, place_id, '党员' || n, 'f', date '1950-01-01' + n % 15000
            from place, generate_series(1, 40000) as n where place.name = '小沙镇';
        insert into membership (world_id, organisation_id, person_id)
            select 1, (select min(organisation_id) from organisation) + 1 + person_id % 200, person_id
            from person;
        insert into member_state (membership_id, standing, presence, since_on)
            select membership_id, 'full', 'here', date '2001-07-01' from membership;
        insert into member_state (membership_id, standing, presence, since_on)
            select membership_id, 'full', 'long', date '2010-07-01' from membership where membership_id % 10 = 0",
    )
    .await
    .expect("members");
    db.execute("set session_replication_role = origin").await.expect("a setting");
    db.execute("analyze").await.expect("statistics");
}

#[tokio::test]
async fn members_of_a_large_county_are_found_by_index_and_added_at_once() {
    let app = TestApp::start().await;
    let mut db = app.app.db.acquire().await.expect("a connection");
    large(&mut db).await;
    let rows =
        db.fetch_all("select organisation_id from organisation where kind = 'branch' order by 1");
    let branches: Vec<OrganisationId> =
        rows.await.expect("branches").iter().map(|row| OrganisationId(row.get(0))).collect();
    let scans = "select sum(seq_scan)::bigint from pg_stat_user_tables
        where relname in ('membership', 'member_state', 'person')";
    let read = async |db: &mut sqlx::PgConnection| {
        db.execute("select pg_stat_force_next_flush()").await.expect("flushed");
        db.execute("select pg_stat_clear_snapshot()").await.expect("cleared");
        let row = db.fetch_one(scans).await.expect("a row");
        row.get::<i64, _>(0)
    };
    let before = read(&mut db).await;
    for _ in 0..7 {
        let groups = tree::groups(&mut db, &branches[..3]).await.expect("groups");
        let all: i64 = groups.iter().map(|group| group.members).sum();
        assert_eq!(all, 600);
        let some: Vec<PersonId> = (1..50).map(PersonId).collect();
        members::of_persons(&mut db, &some).await.expect("found");
    }
    assert_eq!(read(&mut db).await, before, "no query read all members");
    drop(db);
    app.console("members_added", async |act| {
        let town = places::by_code(act, WorldId(1), TOWN).await.expect("found").expect("a town");
        let person = crate::persons::new("新", law::body::Sex::Man, "1980-01-01", Some(town));
        let persons = vec![person; 1000];
        let ids = persons::add(act, WorldId(1), &persons).await.expect("added");
        let new = ids.into_iter().map(|person_id| NewMember {
            organisation_id: branches[0],
            person_id,
            from_on: None,
            state: State {
                standing: "full",
                presence: "here",
                since_on: TestApp::today(),
                reason: None,
            },
        });
        let new: Vec<NewMember> = new.collect();
        let added = members::add(act, WorldId(1), &new).await.expect("added");
        assert_eq!(added.len(), 1000);
        let groups = tree::groups(act, &branches[..1]).await.expect("groups");
        assert_eq!(groups.iter().map(|group| group.members).sum::<i64>(), 1200);
    })
    .await;
}
