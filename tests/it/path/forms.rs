//! Forms with mistakes: shown again, nothing kept.

use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    app::TestApp,
    election::{Walk, election_day, voter},
};

#[tokio::test]
async fn a_form_with_mistakes_is_shown_again_and_nothing_is_kept() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    let mut reached = None;
    for (stage, path, form) in mistakes(&walk) {
        if stage != reached {
            if reached.is_none() {
                walk.open(election_day()).await;
            }
            let done = |one: &Stage| reached.is_none_or(|reached| *one >= reached);
            let stages = Stage::ALL.into_iter().filter(done);
            for one in stages.take_while(|one| Some(*one) < stage) {
                walk.through(one).await;
            }
            reached = stage;
        }
        let before = app.state().await;
        let who = match stage {
            None => &walk.office,
            Some(Stage::Count) if path.ends_with("/sheet") => &walk.recorder1,
            Some(_) => &walk.commission,
        };
        let answer = who.post(&path, &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {form:?}");
        assert_eq!(app.state().await, before, "{path} {form:?}");
    }
}

#[tokio::test]
async fn a_candidate_for_a_post_that_is_not_elected_here_is_refused_at_the_field() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Candidates).await;
    let before = app.state().await;
    let name = voter(3);
    for post in ["secretary", "chair", ""] {
        let form = [("name", &*name), ("post", post), ("birth_on", "")];
        let answer = walk.commission.post(&walk.path("/candidates"), &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{post}");
        assert!(answer.has("#post-error"), "{post}: {}", answer.text());
        assert_eq!(app.state().await, before, "{post}");
    }
}

/// The key of an entry.
const KEY: &str = "7f5a4f1e-7a1c-4f0e-9d7f-6b1f5a3b2c1d";

/// The open stage, none before the election is opened; the address; what is sent.
type Mistake = (Option<Stage>, String, Vec<(&'static str, &'static str)>);

fn mistakes(walk: &Walk<'_>) -> Vec<Mistake> {
    let elections = format!("/{}/elections", walk.unit);
    let units = "/330902102/units".to_owned();
    vec![
        (None, elections.clone(), vec![]),
        (None, elections.clone(), vec![("election_on", "2025-02-30"), ("term_no", "12")]),
        (None, elections.clone(), seats("2025-03-18", "0", "1")),
        (None, elections.clone(), seats("2025-03-18", "12", "0")),
        (None, elections.clone(), seats("1949-10-01", "12", "1")),
        (None, elections, seats("9999-12-31", "12", "1")),
        (None, units.clone(), vec![("name", "新村"), ("kind", "hamlet"), ("code", "330902102203")]),
        (None, units.clone(), vec![("name", ""), ("kind", "village"), ("code", "330902102203")]),
        (
            None,
            units.clone(),
            vec![("name", "新村"), ("kind", "village"), ("code", "330902103203")],
        ),
        (None, units, vec![("name", "新村"), ("kind", "village"), ("code", "330902102201")]),
    ]
    .into_iter()
    .chain(mistakes_of_rolls(walk))
    .chain(mistakes_of_votes(walk))
    .collect()
}

fn mistakes_of_rolls(walk: &Walk<'_>) -> Vec<Mistake> {
    let path = |page: &str| walk.path(page);
    vec![
        (Some(Stage::Roll), path("/roll/post"), vec![]),
        (Some(Stage::Roll), path("/roll/post"), vec![("on", "昨天")]),
        (Some(Stage::Objections), path("/roll/objections"), vec![]),
        (Some(Stage::Objections), path("/roll/objections"), vec![("entry_key", KEY)]),
        (Some(Stage::Objections), path("/roll/correct"), vec![]),
        (
            Some(Stage::Objections),
            path("/roll/correct"),
            vec![("change", "strike"), ("voter", "不在册"), ("grounds", "死亡")],
        ),
        (Some(Stage::Objections), path("/roll/seal"), vec![("on", "")]),
        (Some(Stage::Candidates), path("/candidates"), vec![("name", ""), ("post", "king")]),
        (
            Some(Stage::Candidates),
            path("/candidates"),
            vec![("name", "不在册"), ("post", "member")],
        ),
        (Some(Stage::Candidates), path("/candidates/post"), vec![]),
        (
            Some(Stage::Voting),
            path("/ballots"),
            vec![("entry_key", KEY), ("kind", "printed"), ("quantity", "-1")],
        ),
        (
            Some(Stage::Voting),
            path("/ballots"),
            vec![("entry_key", KEY), ("kind", "issued"), ("quantity", "1")],
        ),
        (
            Some(Stage::Voting),
            path("/ballots"),
            vec![("entry_key", KEY), ("kind", "printed"), ("quantity", "1"), ("hour", "24")],
        ),
        (
            Some(Stage::Voting),
            path("/ballots"),
            vec![("entry_key", KEY), ("kind", "printed"), ("quantity", "4294967296")],
        ),
    ]
}

fn mistakes_of_votes(walk: &Walk<'_>) -> Vec<Mistake> {
    let path = |page: &str| walk.path(page);
    vec![
        (Some(Stage::Voting), path("/ballots"), vec![("kind", "printed"), ("quantity", "1")]),
        (Some(Stage::Voting), path("/ballots/close"), vec![]),
        // the vote is closed: the ledger asks for a reason
        (
            Some(Stage::Count),
            path("/ballots"),
            vec![("entry_key", KEY), ("kind", "printed"), ("quantity", "1")],
        ),
        (Some(Stage::Count), path("/sheet"), vec![]),
        (Some(Stage::Count), path("/sheet"), vec![("entry_key", KEY)]),
        (Some(Stage::Outcome), path("/outcome/declare"), vec![]),
    ]
}

fn seats(
    on: &'static str,
    term: &'static str,
    director: &'static str,
) -> Vec<(&'static str, &'static str)> {
    vec![
        ("election_on", on),
        ("term_no", term),
        ("director", director),
        ("deputy", "1"),
        ("member", "3"),
    ]
}

#[tokio::test]
async fn a_file_with_one_mistake_is_refused_whole() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let import = walk.path("/roll/import");
    let before = app.state().await;
    let header = "姓名,性别,出生日期,组别,类别\n";
    let good = "张一,男,1970-01-01,1,a\n";
    for bad in [
        "李二,男,2010-01-01,1,a\n",
        "李二,男,1970-01-01,0,a\n",
        "李二,无,1970-01-01,1,a\n",
        "李\0二,男,1970-01-01,1,a\n",
        good,
    ] {
        let answer = walk.office.upload(&import, format!("{header}{good}{bad}").as_bytes()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{bad:?}");
        assert_eq!(app.state().await, before, "{bad:?}");
    }
    let file = format!("{header}{good}");
    let answer = walk.office.upload(&import, file.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let answer = walk.office.upload(&import, file.as_bytes()).await;
    // who is on the roll already as the file says is no mistake, and stays once
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(app.number("select count(*) from roll_entry").await, 1);
}

#[tokio::test]
async fn a_roll_of_ten_thousand_voters_is_taken_and_an_endless_file_is_not() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let import = walk.path("/roll/import");
    let line = |number: u32| {
        let (month, day) = (number % 12 + 1, number % 28 + 1);
        let name = format!("欧阳选民第{}号", crate::house::election::signs(number));
        format!("{name},男,1980-{month:02}-{day:02},{},a\n", number % 20 + 1)
    };
    let header = "姓名,性别,出生日期,组别,类别\n".to_owned();
    let file = (0..10_000).fold(header.clone(), |file, number| file + &line(number));
    assert!(file.len() > 256 * 1024, "more than a form may hold");
    let answer = walk.office.upload(&import, file.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(app.number("select count(*) from roll_entry").await, 10_000);
    let before = app.state().await;
    let endless = header + &line(10_001).repeat(300_000);
    let answer = walk.office.upload(&import, endless.as_bytes()).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert_eq!(app.state().await, before);
}
