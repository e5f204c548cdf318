//! The journal of a place: all that happened there and below, whoever's chain it stands in, without
//! what belongs to persons; and its words.

use std::sync::LazyLock;

use huanjie::{
    journal_pages::{self, Notes, PLACE_JOURNAL, told},
    shell::{
        clock::Now,
        ids::PlaceId,
        table::Asked,
        words::{Lang, Words},
    },
};
use law::stage::Stage;
use reqwest::StatusCode;
use sqlx::Row;

use crate::{
    house::{
        app::{COUNTY, OTHER_TOWN, SIBLING, TOWN, TestApp, UNIT, Visitor, verified},
        election::Walk,
    },
    imports, persons,
    table::{filled, typed},
};

/// The events of a journal, as its page shows them, the newest first.
async fn events(who: &Visitor, code: &str) -> Vec<String> {
    let answer = who.get(&format!("/{code}/journal")).await;
    assert_eq!(answer.status, StatusCode::OK, "{code}");
    let page = scraper::Html::parse_document(&answer.text());
    let cells = scraper::Selector::parse("#table-journal tbody th").expect("a selector");
    page.select(&cells).map(|cell| cell.text().collect::<String>().trim().to_owned()).collect()
}

#[tokio::test]
async fn the_journal_of_a_place_tells_what_happened_there_and_below_and_nothing_of_persons() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let office = app.visitor("office").await;
    let county = app.visitor("county").await;
    let before = [events(&county, COUNTY).await.len(), events(&office, SIBLING).await.len()];
    let idno = persons::number("1971-05-06", 312);
    let list = format!("{}王秀英,女,1971-05-06,'{idno},3,13857200001\n", imports::HEADS);
    let page = imports::sent(&commission, UNIT, "persons", list.as_bytes()).await;
    imports::taken(&commission, &page, &[]).await;
    let person = app.number("select person_id from person").await;
    // looked at from the town, where the person does not live
    let page = format!("/{TOWN}/persons/{person}");
    let shown = office.post(&format!("{page}/number"), &[("reason", "王秀英来电")]).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    office.done(&format!("{page}/calls"), &[("outcome", "not_reached")]).await;
    let other = [("name", "王秀英"), ("sex", "f"), ("birth_on", "1971-05-06"), ("code", SIBLING)];
    let other = [&other[..], &[("alike", "1")]].concat();
    let added = office.post(&format!("/{TOWN}/persons/new"), &other).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let case = app.number("select person_case_id from person_case").await;
    let same = [("answer", "keep-1"), ("reason", "看过身份证")];
    office.done(&format!("/{TOWN}/persons/cases/{case}"), &same).await;

    let all = [
        "把同一人的两条登记合并",
        "登记了人员",
        "登记了一次联系",
        "查看了完整身份证号",
        "导入了表格",
    ];
    assert_eq!(events(&office, UNIT).await[..4], [all[0], all[2], all[3], all[4]]);
    assert_eq!(events(&office, TOWN).await[..5], all);
    assert_eq!(events(&county, COUNTY).await[..5], all);
    assert_eq!(events(&county, COUNTY).await.len(), before[0] + 5);
    let there = events(&office, SIBLING).await;
    assert_eq!(
        (&there[..2], there.len()),
        (&[all[0].to_owned(), all[1].to_owned()][..], before[1] + 2)
    );
    assert!(events(&county, OTHER_TOWN).await.iter().all(|one| !all.contains(&&**one)));

    let csv = office.get(&format!("/{TOWN}/journal/table/csv")).await.text();
    assert!(csv.contains("导入了表格") && csv.contains("种类：人员"), "{csv}");
    let page = office.get(&format!("/{TOWN}/journal")).await.text();
    assert!(page.contains("查看完整身份证号"), "{page}");
    for text in [&csv, &page] {
        for personal in ["王秀英", "1971", "13857200001", &idno[6..], "来电", "看过身份证"]
        {
            assert!(!text.contains(personal), "{personal}: {text}");
        }
    }
    // one event alone, by its filter
    let found = office.get(&format!("/{TOWN}/journal?event=identity_shown")).await;
    assert!(found.text().contains("查看了完整身份证号"));
    assert!(!found.text().contains("<th scope=\"row\">导入了表格"), "{}", found.text());
    for who in ["commission", "steering", "official"] {
        let answer = app.visitor(who).await.get(&format!("/{UNIT}/journal")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{who}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn what_is_done_in_an_election_is_told_where_it_is_held_whoever_it_names() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let walk = Walk::at(&app, Stage::Candidates).await;
    let of_sibling = format!(
        "with moved as (
            update person
            set place_id = (select place_id from place_code where code = '{SIBLING}' and world_id = 1)
            returning 1
        )
        select count(*) from moved"
    );
    let mut db = app.app.db.begin().await.expect("a transaction");
    for statement in ["set local session_replication_role = replica", &of_sibling] {
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        sqlx::query(statement).execute(&mut *db).await.expect("rows");
    }
    db.commit().await.expect("they have moved away");
    let before = [events(&office, UNIT).await.len(), events(&office, SIBLING).await.len()];
    walk.candidates().await;
    let listed = events(&office, UNIT).await;
    assert!(listed.len() > before[0] && listed[0].contains("候选人"), "{listed:?}");
    assert_eq!(events(&office, SIBLING).await.len(), before[1]);
}

#[tokio::test]
async fn what_happens_to_an_account_is_told_where_it_has_its_roles() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let account = app.number("select account_id from account where name = 'commission'").await;
    office.done(&format!("/people/{account}/lock"), &[]).await;
    assert_eq!(events(&office, UNIT).await[0], "锁定一个账号");
    assert_eq!(events(&office, TOWN).await[0], "锁定一个账号");
    assert!(!events(&office, SIBLING).await.contains(&"锁定一个账号".to_owned()));
}

#[tokio::test]
async fn the_journal_of_a_county_is_read_by_its_index() {
    let app = TestApp::start().await;
    let place = "select place_id from place_code where code = '330902' and world_id = 1";
    let place_id = PlaceId(app.number(place).await);
    filled(&app).await;
    let fill = format!(
        "insert into journal_place (place_id, recorded_at, stream_id, seq, event, at_id, world_id)
        select case other when 0 then {0} else 10000 + other end, recorded_at, stream_id, seq,
            case when seq % 97 = 0 then 'persons_merged' else event end, {0}, 1
        from journal
        cross join generate_series(0, 9) as other
        where actor_name = '某人'
        and seq <= 400",
        place_id.0
    );
    let mut db = app.app.db.begin().await.expect("a transaction");
    for statement in
        ["set local session_replication_role = replica", &fill, "analyze journal_place"]
    {
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        sqlx::query(statement).execute(&mut *db).await.expect("rows");
    }
    let words = Words::new(Lang::En);
    let source = journal_pages::at(&mut db, place_id).await.expect("a source");
    let today = Now::read().date();
    for query in ["", "event=persons_merged", &format!("recorded_at_from={today}")] {
        let asked = Asked::read(&PLACE_JOURNAL, source.clone(), &typed(query), &words);
        let plan = asked.plan(&mut db).await.expect("a plan").join("\n");
        for grows in ["journal_place", "journal", "journal_payload"] {
            let scan = format!("Seq Scan on {grows} ");
            assert!(!plan.contains(&scan), "?{query}\n{plan}");
        }
        assert!(!plan.contains("Sort"), "what is shown first is read first: ?{query}\n{plan}");
    }
}

static LANGS: LazyLock<[Words; 2]> = LazyLock::new(|| Lang::ALL.map(Words::new));

/// Every row of the journal is told in words, in both languages: its event, who did it in which role,
/// its notes and tables. What tests wrote at the console has names of their own.
pub async fn told_in_words(app: &TestApp) {
    let rows = sqlx::query(
        "select distinct on (event, actor_role) event, actor_kind, actor_name, actor_role, bytes
        from journal
        join journal_payload using (stream_id, seq)
        where actor_kind <> 'console'
        order by event, actor_role, octet_length(bytes) desc",
    );
    for row in rows.fetch_all(&app.app.db).await.expect("rows") {
        let [event, kind, name, role]: [String; 4] = std::array::from_fn(|at| row.get(at));
        let bytes: Vec<u8> = row.get(4);
        for words in LANGS.iter() {
            assert!(words.has(&format!("event-{event}")), "the event {event} has words");
            assert!(words.has(&format!("role-{role}")), "the role {role} has words");
            assert!(kind != "job" || words.has(&format!("job-{name}")), "{name} has words");
        }
        for line in told(Some(&bytes), Notes::All, &LANGS[0]) {
            let said = line.split_once('：').map_or(&*line, |(_, said)| said);
            let raw =
                !said.is_empty() && said.chars().all(|one| one.is_ascii_lowercase() || one == '_');
            assert!(!raw && !line.contains('⟦'), "{event}: {line}");
        }
        let told = told(Some(&bytes), Notes::All, &LANGS[1]);
        assert!(told.iter().all(|line| !line.contains('⟦')), "{event}: {told:?}");
    }
}
