//! The records themselves, through the store and its acts.

use huanjie::{
    persons::{
        secret,
        store::{
            self,
            cases::{self, Decision},
            contacts::{self, Contact, NewPhone, Whereabouts},
            kin,
            merge::{self, Clash},
            offices::{self, NewOffice},
            showings,
        },
    },
    shell::{
        ids::{AccountId, PersonId, PlaceId, WorldId},
        journal::verify,
        vault::Vault,
    },
};
use law::{
    body::Sex::{Man, Woman},
    identity::Parsed,
    kin::Relation,
};
use sqlx::{Executor, PgConnection, Row};

use super::{day, new, number, place, with_number};
use crate::house::{
    app::{COUNTY, OTHER, SIBLING, TestApp, UNIT},
    postgres,
};

const WORLD: WorldId = WorldId(1);

/// Journal and tables agree.
async fn verified(app: &TestApp) {
    let mut db = app.app.db.acquire().await.expect("a connection");
    let report = verify::compare(&mut db, &[]).await.expect("a report");
    assert!(report.bad.is_none(), "{:?}", report.bad);
}

/// Everything that the database holds, as text.
async fn everything(app: &TestApp) -> String {
    let tables = app
        .texts("select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
        .await;
    let mut all = String::new();
    for table in tables {
        all += &app.texts(&format!("select kept::text from {table} as kept")).await.join("\n");
    }
    all += &app.texts("select convert_from(bytes, 'UTF8') from journal_payload").await.join("\n");
    all
}

#[tokio::test]
async fn identity_and_telephone_numbers_lie_nowhere_in_the_clear() {
    let app = TestApp::start().await;
    let vault = &app.app.vault;
    let long = number("1971-05-06", 312);
    let short = format!("{}{}", &long[..6], &long[8..17]);
    let phone = "13857200001";
    app.console("persons_added", async |act| {
        let unit = place(act, UNIT).await;
        let someone = with_number(vault, new("甲", Woman, "1971-05-06", Some(unit)), &short);
        let [person] = store::add(act, WORLD, &[someone]).await.expect("added")[..] else {
            panic!()
        };
        let sealed = secret::seal_phone(vault, phone).expect("sealed");
        let phone = NewPhone { person_id: person, number: sealed, note: Some("女儿".to_owned()) };
        assert_eq!(contacts::add_phones(act, &[phone]).await.expect("added"), 1);
    })
    .await;
    let all = everything(&app).await;
    assert!(all.contains("女儿"), "what is looked through is what is kept");
    for secret in [&*long, &short, phone, &long[6..], &hex::encode(&long), &hex::encode(phone)] {
        assert!(!all.contains(secret), "{secret}");
    }
    verified(&app).await;
    let mut db = app.app.db.acquire().await.expect("a connection");
    let row = db.fetch_one("select person_id, idno_cipher from person").await.expect("a row");
    let opened = secret::open_number(vault, &row.get::<Vec<u8>, _>("idno_cipher")).expect("opened");
    assert_eq!(opened.number.reveal(), long);
    assert_eq!(opened.original.expect("what was written").reveal(), short);
    let person = PersonId(row.get("person_id"));
    let phones = contacts::phones(&mut db, person).await.expect("phones");
    assert_eq!(secret::open_phone(vault, &phones[0].number_cipher).expect("opened"), phone);
    let digest = secret::digest_of(vault, &opened.number);
    let found = store::by_numbers(&mut db, WORLD, &[digest, vec![0; 32]]).await.expect("found");
    assert_eq!(found.into_values().collect::<Vec<_>>(), [person]);
}

#[tokio::test]
async fn an_identity_number_is_one_persons_in_its_world() {
    let app = TestApp::start().await;
    let vault = &app.app.vault;
    let long = number("1971-05-06", 312);
    app.console("persons_added", async |act| {
        let unit = place(act, UNIT).await;
        let one = with_number(vault, new("甲", Woman, "1971-05-06", Some(unit)), &long);
        store::add(act, WORLD, &[one]).await.expect("added");
    })
    .await;
    app.console("persons_added", async |act| {
        act.execute("savepoint before").await.expect("a savepoint");
        let again = with_number(vault, new("乙", Woman, "1971-05-06", None), &long);
        let refused =
            store::add(act, WORLD, std::slice::from_ref(&again)).await.expect_err("taken");
        let constraint = refused.as_database_error().and_then(|error| error.constraint());
        assert_eq!(constraint, Some("person_idno_once"));
        act.execute("rollback to before").await.expect("rolled back");
        // a rehearsal's copy has the same number
        let world = "insert into world (world_id, kind, copied_from) values (2, 'rehearsal', 1)";
        act.execute(world).await.expect("a world");
        store::add(act, WorldId(2), &[again]).await.expect("added");
    })
    .await;
    verified(&app).await;
}

#[tokio::test]
async fn another_key_is_not_taken_for_that_of_the_database() {
    let app = TestApp::start().await;
    let db = &app.app.db;
    assert!(app.app.vault.fits(db).await.expect("an answer"), "that of a new database");
    assert!(app.again().await.app.vault.fits(db).await.expect("an answer"), "the same folder");
    let other = TestApp::empty().await;
    assert!(!other.app.vault.fits(db).await.expect("an answer"), "that of another folder");
}

#[tokio::test]
async fn suspected_are_the_same_name_and_sex_with_the_same_or_a_near_day_of_birth() {
    let app = TestApp::start().await;
    let vault = &app.app.vault;
    app.console("persons_added", async |act| {
        let (unit, sibling) = (place(act, UNIT).await, place(act, SIBLING).await);
        let other = place(act, OTHER).await;
        let (one, two) = (number("1971-05-06", 312), number("1971-05-06", 314));
        let of = |name, sex, birth, at| new(name, sex, birth, Some(at));
        let all = [
            of("王秀英", Woman, "1971-05-06", unit),
            // the same day, in another town, written otherwise
            of("王 秀英", Woman, "1971-05-06", other),
            // a lunar birthday, in the same town
            of("王秀英", Woman, "1971-06-10", sibling),
            // the same far away
            of("王秀英", Woman, "1971-06-12", other),
            // a year older as people count
            of("王秀英", Woman, "1970-05-06", unit),
            // somebody else
            of("王秀英", Man, "1971-05-06", unit),
            of("王秀英", Woman, "1975-05-06", unit),
            of("王秀云", Woman, "1971-05-06", unit),
            // two with numbers of their own
            with_number(vault, of("李二", Woman, "1971-05-06", unit), &one),
            with_number(vault, of("李二", Woman, "1971-05-06", unit), &two),
        ];
        let ids = store::add(act, WORLD, &all).await.expect("added");
        let today = day("2026-11-20");
        cases::look(act, WORLD, &ids, today).await.expect("looked");
        let county = place(act, COUNTY).await;
        let places = store::within(act, county).await.expect("places");
        let open = cases::open(act, WORLD, &places, 100).await.expect("cases");
        let mut pairs: Vec<_> = open
            .iter()
            .map(|case| {
                let at = |id| ids.iter().position(|one| *one == id).expect("one of them");
                (at(case.one_id), at(case.other_id), case.grounds.as_str())
            })
            .collect();
        pairs.sort_unstable();
        let near = "near_birth";
        assert_eq!(pairs, [(0, 1, "same_birth"), (0, 2, near), (0, 4, near), (1, 3, near)]);
        // in the village alone
        let places = store::within(act, unit).await.expect("places");
        assert_eq!(cases::open(act, WORLD, &places, 100).await.expect("cases").len(), 1);
        // decided cases are not asked again, cleared ones fall away
        let account_id = AccountId(1);
        let same = open.iter().find(|case| case.other_id == ids[1]).expect("a case");
        let decision = Decision {
            person_case_id: same.person_case_id,
            same: false,
            decided_on: today,
            reason: "两个人",
            account_id,
        };
        assert!(cases::decide(act, &decision).await.expect("decided"));
        assert!(!cases::decide(act, &decision).await.expect("once"));
        let mut cleared = all[4].data.clone();
        cleared.name = "王秀芳".to_owned();
        store::change(act, ids[4], &cleared).await.expect("changed");
        cases::look(act, WORLD, &ids, today).await.expect("looked");
        let open = cases::of(act, ids[0]).await.expect("cases");
        let decided: Vec<_> = open.iter().map(|case| case.decision.as_deref()).collect();
        assert_eq!(decided, [None, Some("different"), Some("lapsed")], "{open:?}");
    })
    .await;
    verified(&app).await;
}

#[tokio::test]
async fn of_two_records_that_become_one_everything_goes_over() {
    let app = TestApp::start().await;
    let vault = &app.app.vault;
    app.console("persons_merged", async |act| {
        let unit = place(act, UNIT).await;
        let long = number("1971-05-06", 312);
        let of = |name, birth| new(name, Woman, birth, Some(unit));
        let all = [
            of("王秀英", "1971-05-06"),
            with_number(vault, of("王秀英", "1971-05-06"), &long),
            of("母", "1950-01-01"),
            of("妹", "1973-01-01"),
            of("旧", "1971-05-06"),
            of("王秀英", "1971-05-07"),
        ];
        let ids = store::add(act, WORLD, &all).await.expect("added");
        let [kept, merged, mother, sister, older, third] = ids[..] else { panic!() };
        merge::merge(act, merged, older, day("2026-11-20")).await.expect("merged");
        is_reached(act, vault, kept, merged).await;
        kin::add(act, mother, Relation::Parent, kept).await.expect("kin");
        kin::add(act, merged, Relation::Child, mother).await.expect("kin");
        kin::add(act, sister, Relation::Sibling, merged).await.expect("kin");
        holds(act, merged, unit).await;
        cases::look(act, WORLD, &ids, day("2026-11-20")).await.expect("looked");
        assert_eq!(merge::clash(act, kept, merged).await.expect("an answer"), None);
        merge::merge(act, kept, merged, day("2026-11-20")).await.expect("merged");

        let person = store::find(act, unit, kept).await.expect("kept");
        let cipher = person.idno_cipher.expect("the number goes over");
        assert_eq!(secret::open_number(vault, &cipher).expect("opened").number.reveal(), long);
        let gone = store::find(act, unit, merged).await.expect("still read");
        assert_eq!((gone.merged_into, gone.name.as_str()), (Some(kept), "王秀英"));
        let first = store::find(act, unit, older).await.expect("still read");
        assert_eq!(first.merged_into, Some(kept), "leads on");
        assert!(store::find_for_update(act, unit, merged).await.is_err(), "changed no more");
        went_over(act, kept).await;
        // with the merged record nothing is open
        let open = cases::of(act, kept).await.expect("cases");
        let open: Vec<_> = open.iter().filter(|case| case.decision.is_none()).collect();
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].one_id, open[0].other_id), (kept, third));
        let gone = cases::of(act, merged).await.expect("cases");
        assert!(gone.iter().all(|case| case.decision.as_deref() == Some("lapsed")), "{gone:?}");
    })
    .await;
    verified(&app).await;
}

fn away() -> Whereabouts {
    let where_now = Some("宁波".to_owned());
    Whereabouts { away: "long".to_owned(), since: None, where_now, ask: None }
}

fn call() -> Contact {
    Contact {
        called_on: day("2026-11-20"),
        called_by: "小李".to_owned(),
        outcome: "proxy".to_owned(),
        note: None,
    }
}

/// The kept one by a telephone, the other by the same and one more, and it was called.
async fn is_reached(act: &mut PgConnection, vault: &Vault, kept: PersonId, merged: PersonId) {
    let all = [(kept, "13800000001"), (merged, "13800000001"), (merged, "13800000002")];
    for (person_id, number) in all {
        let number = secret::seal_phone(vault, number).expect("sealed");
        let phone = NewPhone { person_id, number, note: None };
        contacts::add_phones(act, &[phone]).await.expect("added");
    }
    contacts::set_whereabouts(act, merged, &away()).await.expect("said");
    contacts::add_contact(act, merged, &call(), AccountId(1)).await.expect("entered");
}

/// The other holds a post, and its number was shown.
async fn holds(act: &mut PgConnection, person_id: PersonId, place_id: PlaceId) {
    let office = NewOffice {
        organisation_id: None,
        person_id,
        place_id,
        body: "villagers_committee",
        post: "member",
        term_no: Some(3),
        from_on: Some(day("2021-03-01")),
        ended: None,
    };
    offices::add(act, &[office]).await.expect("a post");
    let shown_on = day("2026-11-20");
    showings::add(act, person_id, AccountId(1), shown_on, "核对").await.expect("shown");
}

async fn went_over(act: &mut PgConnection, kept: PersonId) {
    assert_eq!(contacts::phones(act, kept).await.expect("phones").len(), 2);
    assert_eq!(contacts::whereabouts(act, kept).await.expect("where"), Some(away()));
    let calls = contacts::contacts(act, kept, 9).await.expect("calls");
    assert_eq!(calls.into_iter().map(|one| one.contact).collect::<Vec<_>>(), [call()]);
    assert_eq!(offices::of(act, kept).await.expect("posts").len(), 1);
    assert_eq!(showings::of(act, kept).await.expect("shown").len(), 1);
    let ties = kin::around(act, kept).await.expect("ties");
    assert_eq!(ties.len(), 2, "{ties:?}");
    assert!(ties.iter().all(|tie| tie.a_id == kept), "{ties:?}");
}

#[tokio::test]
async fn records_that_contradict_each_other_do_not_become_one() {
    let app = TestApp::start().await;
    let vault = &app.app.vault;
    app.console("persons_added", async |act| {
        let of = |name| new(name, Woman, "1971-05-06", None);
        let (one, two) = (number("1971-05-06", 312), number("1971-05-06", 314));
        let all = [
            with_number(vault, of("甲"), &one),
            with_number(vault, of("甲"), &two),
            of("甲"),
            of("乙"),
        ];
        let ids = store::add(act, WORLD, &all).await.expect("added");
        let clash = merge::clash(act, ids[0], ids[1]).await.expect("an answer");
        assert_eq!(clash, Some(Clash::Numbers));
        kin::add(act, ids[3], Relation::Sibling, ids[1]).await.expect("kin");
        kin::add(act, ids[3], Relation::Parent, ids[2]).await.expect("kin");
        let clash = merge::clash(act, ids[1], ids[2]).await.expect("an answer");
        assert_eq!(clash, Some(Clash::Kin("乙".to_owned())));
        kin::add(act, ids[0], Relation::Sibling, ids[2]).await.expect("kin");
        let clash = merge::clash(act, ids[2], ids[0]).await.expect("an answer");
        assert_eq!(clash, Some(Clash::EachOther));
    })
    .await;
}

#[tokio::test]
async fn whatever_refers_to_a_person_goes_over_when_two_records_become_one() {
    let db = postgres::database().await;
    let query = "
        select conrelid::regclass::text, attname::text
        from pg_constraint
        join pg_attribute on attrelid = conrelid and attnum = any (conkey)
        where contype = 'f' and confrelid = 'person'::regclass and attname <> 'world_id'
        order by 1, 2";
    let rows = db.fetch_all(query).await.expect("rows");
    let found: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let known = merge::REFERENCES.map(|(table, column)| (table.to_owned(), column.to_owned()));
    assert_eq!(found, known, "src/persons/store/merge.rs takes each of these over");
}

#[tokio::test]
async fn a_number_of_fifteen_digits_is_found_by_eighteen() {
    let app = TestApp::empty().await;
    let vault = &app.app.vault;
    let long = number("1971-05-06", 312);
    let short = format!("{}{}", &long[..6], &long[8..17]);
    let read = |text: &str| Parsed::read(text).expect("a number").number;
    let digest = |text: &str| secret::digest_of(vault, &read(text));
    assert_eq!(digest(&long), digest(&short));
    assert_ne!(digest(&long), digest(&number("1971-05-06", 314)));
}
