//! The facts of an election as gates judge them: plain values out of all rooms' tables.

use chrono::NaiveDate;
use law::{
    body::Post,
    facts::{
        BallotFacts, CandidateFacts, CountFacts, Facts, ObjectionFacts, PostFacts, RollFacts,
        SheetFacts,
    },
    stage::Stage,
};
use sqlx::PgConnection;

use super::store::round;
use crate::shell::{
    Error,
    ids::{ElectionId, RoundId},
    mandate::AtElection,
};

/// Everything that the gates of this family of stages judge.
pub(super) async fn facts(
    db: &mut PgConnection,
    at: &AtElection,
    election_on: NaiveDate,
) -> Result<Facts, Error> {
    let closed = sqlx::query!(
        "select stage, closed_on from stage_entry where election_id = $1",
        at.election_id as ElectionId,
    )
    .fetch_all(&mut *db)
    .await?;
    let closed =
        |stage: Stage| closed.iter().find(|one| one.stage == stage.word()).map(|one| one.closed_on);
    let round_id = round(db, at.election_id).await?;
    let roll = RollFacts {
        posted_on: closed(Stage::Roll),
        sealed_on: closed(Stage::Objections),
        ..roll_facts(db, at.election_id).await?
    };
    let candidates = CandidateFacts {
        posted_on: closed(Stage::Candidates),
        ..candidate_facts(db, at.election_id, round_id).await?
    };
    let ballots =
        BallotFacts { closed_on: closed(Stage::Voting), ..ballot_facts(db, round_id).await? };
    let count = count_facts(db, round_id).await?;
    // opening the sheet again opens the stage again; its day stays
    let counted_on = closed(Stage::Count).filter(|_| count.sheet == SheetFacts::Definitive);
    let count = CountFacts { closed_on: counted_on, ..count };
    Ok(Facts {
        body: at.body,
        election_on,
        roll,
        posts: post_facts(db, round_id).await?,
        candidates,
        ballots,
        count,
        declared_on: closed(Stage::Outcome),
    })
}

async fn roll_facts(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<RollFacts> {
    let voters = sqlx::query_scalar!(
        r#"
        select count(*) as "count!"
        from roll
        join roll_entry using (roll_id)
        where election_id = $1
        "#,
        election_id as ElectionId,
    )
    .fetch_one(&mut *db)
    .await?;
    let objections = sqlx::query!(
        "
        select filed_on, decided_on
        from roll
        join objection using (roll_id)
        where election_id = $1
        order by objection_id
        ",
        election_id as ElectionId,
    )
    .fetch_all(&mut *db)
    .await?;
    let undecided = objections.iter().filter(|one| one.decided_on.is_none()).count();
    Ok(RollFacts {
        voters: number(voters),
        posted_on: None,
        objections_undecided: u32::try_from(undecided).unwrap_or(u32::MAX),
        objections: objections
            .iter()
            .map(|one| ObjectionFacts { filed_on: one.filed_on, decided_on: one.decided_on })
            .collect(),
        // the table of entries takes a person once a cycle (roll_entry_one_roll)
        on_other_rolls: 0,
        sealed_on: None,
    })
}

async fn post_facts(db: &mut PgConnection, round_id: RoundId) -> sqlx::Result<Vec<PostFacts>> {
    let rows = sqlx::query!(
        r#"
        select post, sum(seats) as "seats!",
            (
                select count(*)
                from candidacy
                where candidacy.round_id = $1
                and candidacy.post = round_seat.post
                and formal
            ) as "formal!"
        from round_seat
        where round_id = $1
        group by post
        "#,
        round_id as RoundId,
    )
    .fetch_all(db)
    .await?;
    let mut posts: Vec<PostFacts> = rows
        .iter()
        .filter_map(|row| {
            let post = Post::from_word(&row.post)?;
            Some(PostFacts { post, seats: number(row.seats), formal: number(row.formal) })
        })
        .collect();
    posts.sort_by_key(|one| one.post.rank());
    Ok(posts)
}

async fn candidate_facts(
    db: &mut PgConnection,
    election_id: ElectionId,
    round_id: RoundId,
) -> sqlx::Result<CandidateFacts> {
    let row = sqlx::query!(
        r#"
        select
            count(*) filter (where roll.election_id is distinct from $2) as "not_on_roll!",
            count(*) - count(distinct candidacy.roll_entry_id) as "for_two_posts!"
        from candidacy
        left join roll_entry using (roll_entry_id)
        left join roll using (roll_id)
        where round_id = $1
        and formal
        "#,
        round_id as RoundId,
        election_id as ElectionId,
    )
    .fetch_one(db)
    .await?;
    Ok(CandidateFacts {
        posted_on: None,
        not_on_roll: number(row.not_on_roll),
        for_two_posts: number(row.for_two_posts),
    })
}

async fn ballot_facts(db: &mut PgConnection, round_id: RoundId) -> sqlx::Result<BallotFacts> {
    let rows = sqlx::query!(
        r#"
        select kind, sum(quantity) as "quantity!"
        from ballot_movement
        where round_id = $1
        group by kind
        "#,
        round_id as RoundId,
    )
    .fetch_all(db)
    .await?;
    let of =
        |kind: &str| rows.iter().find(|row| row.kind == kind).map_or(0, |row| number(row.quantity));
    Ok(BallotFacts {
        printed: of("printed"),
        issued: of("issued"),
        unused: of("unused"),
        spoiled: of("spoiled"),
        collected: of("collected"),
        closed_on: None,
    })
}

async fn count_facts(db: &mut PgConnection, round_id: RoundId) -> sqlx::Result<CountFacts> {
    let row = sqlx::query!(
        r#"
        select
            count(distinct sheet_entry.sheet_entry_id) as "entries!",
            bool_or(sheet_sign_off.sheet_id is not null) as signed,
            exists (select from decision where decision.round_id = $1) as "decided!"
        from vote_count
        join sheet using (vote_count_id)
        left join sheet_entry using (sheet_id)
        left join sheet_sign_off using (sheet_id)
        where round_id = $1
        -- the last one: the others were begun anew or opened again
        and not exists (
            select
            from sheet as later
            where later.vote_count_id = sheet.vote_count_id
            and later.sheet_id > sheet.sheet_id
        )
        "#,
        round_id as RoundId,
    )
    .fetch_one(db)
    .await?;
    let sheet = match (row.signed, row.entries) {
        (Some(true), _) => SheetFacts::Definitive,
        (_, 0) => SheetFacts::None,
        (_, 1) => SheetFacts::First,
        _ => SheetFacts::Differs,
    };
    // the outcome of a sheet that was opened again is none until it is signed anew
    let decided = row.decided && sheet == SheetFacts::Definitive;
    Ok(CountFacts { sheet, closed_on: None, decided })
}

fn number(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
