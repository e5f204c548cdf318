//! Rehearsals: a copy of a town in which nothing real is touched, and nothing of which is left.

use huanjie::{
    persons::store as persons,
    shell::{
        ids::WorldId,
        journal::verify::{Bad, verify},
        mandate::Role,
    },
};
use law::{body::Sex, stage::Stage};
use reqwest::StatusCode;

use crate::{
    house::{
        app::{COUNTY, OTHER_TOWN, TOWN, TestApp, UNIT, Visitor, verified},
        election::{Walk, election_day, voter},
    },
    persons::{new, number, place, with_number},
};

const BEGIN: [(&str, &str); 4] =
    [("today_on", "2025-04-30"), ("term_no", "12"), ("part", "everybody"), ("newest", "0")];

/// What a world holds, table by table.
async fn held(app: &TestApp, world: i64) -> Vec<String> {
    let parts = app
        .texts(&format!(
            "select format(
                'select %L || count(*) || '' '' ||
                    coalesce(md5(string_agg(kept::text, '' '' order by kept::text)), '''')
                from %s as kept where %s',
                relation || ' ', relation, replace(condition, '$1', '{world}')
            )
            from of_world()"
        ))
        .await;
    let mut held = app.texts(&parts.join(" union all ")).await;
    held.sort();
    held
}

/// How many rows a world has in tables.
fn rows(held: &[String]) -> u64 {
    let count = |line: &String| line.split(' ').nth(1)?.parse::<u64>().ok();
    held.iter().filter_map(count).sum()
}

/// Two persons of the village who are kin, with numbers, a telephone and a post.
async fn people(app: &TestApp) {
    let vault = app.app.vault.clone();
    app.console("person_added", async |act| {
        let unit = place(act, UNIT).await;
        let mut made = Vec::new();
        for (at, (name, sex)) in [("毛阿大", Sex::Man), ("毛小妹", Sex::Woman)].iter().enumerate() {
            let number = number("1970-05-06", 100 + u32::try_from(at).expect("a number"));
            let one = with_number(&vault, new(name, *sex, "1970-05-06", Some(unit)), &number);
            made.extend(persons::add(act, WorldId(1), &[one]).await.expect("one"));
        }
        for statement in [
            "insert into kinship (a_id, b_id, relation) values ($1, $2, 'sibling')",
            "insert into office (person_id, place_id, body, post)
            select $1, place_id, 'villagers_committee', 'director' from person where person_id = $2",
            "insert into whereabouts (person_id, away)
            select person_id, 'short' from person where person_id in ($1, $2)",
            "insert into phone (person_id, number_cipher, number_digest)
            select $1, 'sealed', idno_digest from person where person_id = $2",
            "insert into unit_flag (world_id, place_id, grounds, note, since_on)
            select 1, place_id, 'merger', '三村合并', '2005-01-01' from person
            where person_id = $1 and $2 > 0",
            "insert into organisation (world_id, place_id, kind, name)
            select 1, parent_id, 'town_committee', '镇党委'
            from place join person using (place_id) where person_id = $1 and $2 > 0",
            "insert into membership (world_id, organisation_id, person_id)
            select 1, organisation_id, $1 from organisation where $2 > 0",
            "insert into member_state (membership_id, standing, presence, since_on)
            select membership_id, 'full', 'here', '2001-07-01' from membership
            where person_id = $1 and $2 > 0",
        ] {
            let sent = sqlx::query(statement).bind(made[0].0).bind(made[1].0);
            sent.execute(&mut **act).await.expect(statement);
        }
    })
    .await;
}

async fn begun(office: &Visitor) -> String {
    let answer = office.post(&format!("/{TOWN}/rehearsals"), &BEGIN).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location.expect("an address")
}

#[tokio::test]
async fn a_rehearsal_is_a_copy_of_a_town_with_its_people_and_their_roles() {
    let app = TestApp::start().await;
    people(&app).await;
    let office = app.visitor("office").await;
    // its journal tells that it was begun
    let real = async || {
        let held = held(&app, 1).await;
        held.into_iter().filter(|line| !line.starts_with("journal_place ")).collect::<Vec<_>>()
    };
    let live = real().await;
    let page = office.get(&format!("/{TOWN}/rehearsals")).await;
    assert!(page.has("input[name=today_on]") && page.has("input[name=newest][value='0']"));
    assert_eq!(begun(&office).await, format!("/r/2/{TOWN}"));
    assert_eq!(real().await, live, "nothing real is touched");
    let town = office.get(&format!("/r/2/{TOWN}")).await.text();
    assert!(town.contains("增辉村") && town.contains("2025"), "{town}");
    // the people of the town are there with what is known of them, those of other towns are not
    for (what, there) in [
        ("person", 2),
        ("kinship join person on person_id = a_id", 1),
        ("office join person using (person_id)", 1),
        ("whereabouts join person using (person_id)", 2),
        ("phone join person using (person_id)", 1),
        ("member_state join membership using (membership_id)", 1),
        ("organisation", 1),
        ("unit_flag", 1),
        ("place", 4),
    ] {
        let query = format!("select count(*) from {what} where world_id = 2");
        assert_eq!(app.number(&query).await, there, "{what}");
    }
    let commission = app.visitor("commission").await;
    assert_eq!(commission.get(&format!("/r/2/{UNIT}")).await.status, StatusCode::OK);
    // the form sent twice begins one
    let again = office.post(&format!("/{TOWN}/rehearsals"), &BEGIN).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    // alone, and from the rehearsal itself
    let alone = [("today_on", "2025-05-01"), ("term_no", "1"), ("part", "myself"), ("newest", "0")];
    office.done(&format!("/r/2/{TOWN}/rehearsals"), &alone).await;
    assert_eq!(office.get(&format!("/r/3/{TOWN}")).await.status, StatusCode::OK);
    let shut = commission.get(&format!("/r/3/{UNIT}")).await.status;
    assert_eq!(shut, StatusCode::FORBIDDEN);
    verified(&app).await;
}

#[tokio::test]
async fn whoever_is_not_over_a_town_neither_begins_nor_discards_a_rehearsal() {
    let app = TestApp::start().await;
    app.person("admin", &[(Role::Administrator, "")]).await;
    app.person("elsewhere", &[(Role::TownOffice, OTHER_TOWN)]).await;
    begun(&app.visitor("office").await).await;
    for name in ["admin", "elsewhere", "leader", "commission", "official"] {
        let visitor = app.visitor(name).await;
        for path in [format!("/{TOWN}/rehearsals"), format!("/r/2/{TOWN}/rehearsal-discard")] {
            let answer = visitor.post(&path, &[("sure", "1")]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name} {path}");
        }
    }
    let office = app.visitor("office").await;
    let live = office.post(&format!("/{TOWN}/rehearsal-discard"), &[("sure", "1")]).await;
    assert_eq!(live.status, StatusCode::CONFLICT, "what is real is not thrown away");
    let unsure = office.post(&format!("/r/2/{TOWN}/rehearsal-discard"), &[]).await;
    assert_eq!(unsure.status, StatusCode::BAD_REQUEST);
    assert!(unsure.text().contains("href=\"#sure\""), "{}", unsure.text());
    // the county sees the copy of its office's own place
    let county = app.visitor("county").await;
    let page = county.get(&format!("/r/2/{COUNTY}/rehearsal-discard")).await;
    assert!(page.has("input[name=sure]"), "{}", page.text());
}

#[tokio::test]
async fn of_a_discarded_rehearsal_nothing_is_left_but_hashes() {
    let app = TestApp::start().await;
    people(&app).await;
    let office = app.visitor("office").await;
    begun(&office).await;
    // an election is rehearsed to its papers, with an entry link and a paper decision's scan
    let walk = Walk { unit: format!("r/2/{UNIT}"), ..Walk::new(&app).await };
    walk.open(election_day()).await;
    walk.to(Stage::Outcome).await;
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    let objects = format!("/r/2/{UNIT}/committee/journal");
    assert_eq!(office.get(&objects).await.status, StatusCode::OK);
    let live = held(&app, 1).await;
    let before = held(&app, 2).await;
    assert!(rows(&before) > 150, "{before:?}");
    let page = office.get(&format!("/r/2/{TOWN}/rehearsal-discard")).await;
    assert!(page.has("dl.facts") && page.has("input[name=sure]"), "{}", page.text());
    let path = format!("/r/2/{TOWN}/rehearsal-discard");
    let answer = office.post(&path, &[("sure", "1")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());

    assert_eq!(held(&app, 1).await, live, "nothing real is touched");
    assert_eq!(rows(&held(&app, 2).await), 0);
    for path in [format!("/r/2/{TOWN}"), format!("/r/2/{UNIT}/committee/roll")] {
        assert_eq!(office.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!office.get("/").await.text().contains("/r/2/"));
    // no name of its roll is in the journal, whose chains still hold
    let told = format!(
        "select count(*) from journal_payload where convert_from(bytes, 'UTF8') like '%{}%'",
        voter(1)
    );
    assert_eq!(app.number(&told).await, 0);
    let heads = app.app.heads.all().expect("heads");
    let report = verify(&app.app.db, &heads).await.expect("a report");
    assert_eq!((report.bad, report.unproven), (None, 0));
    assert!(report.withheld > 20, "{}", report.withheld);
    let files = "select count(*) from attachment";
    assert_eq!(app.number(files).await, 0, "papers went too");
    // what is real is proven as before
    sqlx::query("alter table person disable trigger all").execute(&app.app.db).await.expect("off");
    sqlx::query("update person set name = '毛大'  where world_id = 1 and name = '毛阿大'")
        .execute(&app.app.db)
        .await
        .expect("an edit");
    let report = verify(&app.app.db, &heads).await.expect("a report");
    assert!(matches!(report.bad, Some(Bad::Record { relation, .. }) if relation == "person"));
}

#[tokio::test]
async fn whoever_got_a_link_in_a_rehearsal_is_still_proven_once_it_is_discarded() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    begun(&office).await;
    let form = [("mandate", ""), ("shown_as", "记票的人"), ("role", "recorder"), ("hours", "6")];
    let made =
        app.visitor("commission").await.post(&format!("/r/2/{UNIT}/entry-links"), &form).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let added = "select count(*) from account where shown_as = '记票的人'";
    assert_eq!(app.number(added).await, 1);
    office.done(&format!("/r/2/{TOWN}/rehearsal-discard"), &[("sure", "1")]).await;
    assert_eq!((app.number(added).await, rows(&held(&app, 2).await)), (1, 0));
    verified(&app).await;
}

#[tokio::test]
async fn the_sample_can_be_thrown_away_by_its_county() {
    let app = TestApp::empty().await;
    let folder = crate::house::folder::Folder::new();
    huanjie::sample::load(&app.app, &folder).await.expect("a sample");
    app.password_of_all().await;
    let office = app.visitor("office-xiaosha").await;
    let path = "/r/2/330902102/rehearsal-discard";
    let refused = office.post(path, &[("sure", "1")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "it has another town");
    let county = app.visitor("county").await;
    county.done("/r/2/330902/rehearsal-discard", &[("sure", "1")]).await;
    assert_eq!(rows(&held(&app, 2).await), 0);
    verified(&app).await;
}

/// Tables of a world that a rehearsal begins without: what was done, not what a town is.
const NOT_COPIED: [&str; 4] = ["cycle", "import", "journal_place", "person_case"];

#[tokio::test]
async fn whatever_belongs_to_a_town_is_copied_to_its_rehearsal_or_is_named_here() {
    let app = TestApp::start().await;
    let tables = app
        .texts(
            "select relation::text from of_world()
            where condition = 'world_id = $1' order by relation::text",
        )
        .await;
    assert!(tables.len() > 10, "{tables:?}");
    let folder = crate::house::source::files("src/places/store/worlds");
    for table in tables.iter().filter(|table| !NOT_COPIED.contains(&table.as_str())) {
        // by a statement of its own, or like others
        let inserts = [format!("insert into {table} "), format!(", \"{table}\", ")];
        let copied = |text: &String| inserts.iter().any(|one| text.contains(one));
        assert!(folder.iter().any(|(_, text)| copied(text)), "{table} is not copied");
    }
}
