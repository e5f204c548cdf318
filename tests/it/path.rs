//! The whole path of an election, from the opened case to the papers, by those who may.

mod anew;
mod corrections;
mod decided_anew;
mod draft;
mod forms;
mod gates;
mod hostile;
mod kept;
mod late;
mod ledger;
mod names;
mod notices;
mod order;
mod papers;
mod roles;
mod roll;
mod roll_draft;
mod sheet;
mod together;
mod uploads;

use huanjie::shell::journal::verify::verify;
use law::{outcome::Count, stage::Stage};
use reqwest::StatusCode;
use serde_json::Value;

use crate::house::{
    app::TestApp,
    election::{VOTERS, Walk, day, election_day, voter},
};

#[tokio::test]
async fn a_village_walks_from_the_roll_to_the_declared_result() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    rolls(&app, &walk).await;
    lists(&app, &walk).await;
    walk.through(Stage::Voting).await;
    counts(&app, &walk).await;
    declares(&app, &walk).await;

    let heads = app.app.heads.all().expect("heads");
    assert!(!heads.is_empty(), "the papers state a signed head");
    let report = verify(&app.app.db, &heads).await.expect("a report");
    assert_eq!(report.bad, None);
    let events = app
        .texts(
            "select event from journal join stream using (stream_id)
            where kind = 'election' order by seq",
        )
        .await;
    let mut expected = vec!["election_opened", "roll_imported", "roll_imported", "roll_posted"];
    expected.extend(["objection_filed", "objection_decided", "roll_sealed"]);
    expected.extend(["candidate_listed"; 9]);
    expected.extend(["candidate_removed", "candidates_posted"]);
    expected.extend(["ballots_moved"; 7]);
    expected.extend(["voting_closed", "sheet_entered", "sheet_entered", "sheet_corrected"]);
    expected.extend(["sheet_explained", "sheet_signed", "result_declared", "papers_printed"]);
    assert_eq!(events, expected);
}

/// Import in both encodings, posting.
async fn rolls(app: &TestApp, walk: &Walk<'_>) {
    walk.import().await;
    let more = "姓名,性别,出生日期,组别,类别\n欧阳娜娜,女,19880612,第2组,乙\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(more);
    let answer = walk.commission.upload(&walk.path("/roll/import"), &bytes).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let voters = i64::try_from(VOTERS).expect("a number") + 1;
    assert_eq!(app.number("select count(*) from roll_entry").await, voters);
    let named = "select count(*) from roll_entry where name = '欧阳娜娜' and group_no = 2
        and category = 'b' and sex = 'f' and birth_on = '1988-06-12'";
    assert_eq!(app.number(named).await, 1);

    walk.commission.closes(&walk.path("/roll/post"), &[("on", &day(-22))]).await;
    seals(app, walk).await;
}

/// Rules are frozen with the posted roll, entries with the sealed one.
async fn seals(app: &TestApp, walk: &Walk<'_>) {
    assert_eq!(
        app.texts("select pack || ' ' || overlay || ' ' || frozen_on from election_rules").await,
        [format!("VC18 ZJ20 {}", day(-22))]
    );
    let objection = walk.objects(&day(-18), "漏登一人").await;
    let refused = walk.commission.post(&walk.path("/roll/seal"), &[("on", &day(-16))]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "an objection waits");
    let decide = walk.path(&format!("/roll/objections/{objection}/decide"));
    let form = [("decided_on", &*day(-17)), ("decision", "rejected"), ("grounds", "已在名单第3组")];
    walk.commission.done(&decide, &form).await;
    walk.commission.closes(&walk.path("/roll/seal"), &[("on", &day(-16))]).await;
    let digest = app.texts("select digest from roll where digest is not null").await;
    assert_eq!(digest.len(), 1, "the sealed roll has its digest");

    let sealed = app.state().await;
    let late = "姓名,性别,出生日期,组别,类别\n迟来者,男,19700101,1,甲\n";
    let answer = walk.office.upload(&walk.path("/roll/import"), late.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "entries are frozen");
    assert_eq!(app.state().await, sealed);
}

/// Candidates: one listed by mistake is taken off.
async fn lists(app: &TestApp, walk: &Walk<'_>) {
    let mistaken = voter(20);
    let form = [("name", &*mistaken), ("post", "member"), ("birth_on", "")];
    walk.commission.done(&walk.path("/candidates"), &form).await;
    walk.candidates().await;
    let one = app.number("select min(candidacy_id) from candidacy where post = 'member'").await;
    walk.commission.done(&walk.path(&format!("/candidates/{one}/remove")), &[]).await;
    walk.commission.closes(&walk.path("/candidates/post"), &[("on", &day(-5))]).await;
    assert_eq!(app.number("select count(*) from candidacy where formal").await, 8);
}

/// Two entries that differ in one field, of which only that field is corrected.
async fn counts(app: &TestApp, walk: &Walk<'_>) {
    let paper = walk.figures().await;
    let mut misread = paper.clone();
    misread.insert("ballots.invalid".to_owned(), "3".to_owned());
    walk.enter(&walk.recorder1, &paper).await;
    walk.enter(&walk.recorder2, &misread).await;
    let finish = walk.path("/sheet/finish");
    let refused = walk.recorder1.post(&finish, &[("on", &day(0))]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "the entries differ");
    // a field that agrees stays as it is, whatever is sent with the one that differs
    let correction = [("ballots.invalid", "2"), ("ballots.valid", "54")];
    walk.recorder2.done(&walk.path("/sheet/correct"), &correction).await;
    assert_eq!(
        app.texts(
            "select field || ' ' || version || ' ' || value from sheet_figure where version > 1"
        )
        .await,
        ["ballots.invalid 2 2"]
    );

    let refused = walk.recorder1.post(&finish, &[("on", &day(0))]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "a warning is not explained");
    let warnings = walk.warnings().await;
    assert!(warnings.len() == 1 && warnings[0].starts_with("W.211"), "{warnings:?}");
    walk.explain_all().await;
    walk.recorder1.done(&finish, &[("on", &day(0))]).await;
}

/// The outcome is that of the law's function, the declaration that of the outcome, and the papers
/// follow.
async fn declares(app: &TestApp, walk: &Walk<'_>) {
    let record = app.texts("select record from decision").await.remove(0);
    let count = Count::from_json(record.as_bytes()).expect("a record");
    let decision = count.decide();
    assert!(decision.valid);
    let mut written = Vec::new();
    law::outcome::write::decision(&decision, &mut written).expect("a decision");
    let kept = app.texts("select outcome from decision").await.remove(0);
    assert_eq!(kept, String::from_utf8(written).expect("UTF-8"));
    let record: Value = serde_json::from_str(&record).expect("JSON");
    let figures: Vec<u64> = ["issued", "collected", "invalid", "blank"]
        .iter()
        .filter_map(|name| record["ballots"][name].as_u64())
        .collect();
    assert_eq!(figures, [60, 58, 2, 1]);

    walk.through(Stage::Outcome).await;
    let declared = app
        .texts(
            "select post || ' ' || name || ' ' || votes
            from declared_seat join candidacy using (candidacy_id)
            join roll_entry using (roll_entry_id) order by post, votes desc",
        )
        .await;
    let mut expected: Vec<String> = [("deputy", 2, 33), ("director", 0, 40), ("member", 4, 50)]
        .iter()
        .chain(&[("member", 5, 45), ("member", 6, 35)])
        .map(|(post, number, votes)| format!("{post} {} {votes}", voter(*number)))
        .collect();
    expected.sort_by_key(|line| line.split(' ').next().map(str::to_owned));
    assert_eq!(declared, expected);

    walk.printed().await;
    for paper in ["result_announcement", "result_announcement_wall", "result_report"] {
        let answer = walk.commission.get(&walk.path(&format!("/papers/{paper}"))).await;
        assert_eq!((answer.status, &*answer.kind), (StatusCode::OK, "application/pdf"));
        assert!(answer.body.starts_with(b"%PDF"), "{paper}");
    }
}
