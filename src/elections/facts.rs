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

use super::{changes, doubts, store::round};
use crate::{
    roll,
    shell::{
        Error,
        ids::{ElectionId, RoundId},
        mandate::AtElection,
    },
};

/// Everything that the gates of this family of stages judge.
pub(super) async fn facts(
    db: &mut PgConnection,
    at: &AtElection,
    election_on: NaiveDate,
) -> Result<Facts, Error> {
    let closed = changes::closed(db, at.election_id).await?;
    let closed = |stage: Stage| closed.iter().find(|(of, _)| of == stage.word()).map(|(_, on)| *on);
    let round_id = round(db, at.election_id).await?;
    let roll = RollFacts {
        posted_on: closed(Stage::Roll),
        sealed_on: closed(Stage::Objections),
        ..roll_facts(db, at.election_id).await?
    };
    // a sealed roll does not change any more: nobody can be struck
    let on_other_rolls = match roll.sealed_on {
        Some(_) => 0,
        None => on_other_rolls(db, at.election_id).await?,
    };
    let roll = RollFacts { on_other_rolls, ..roll };
    let candidates = CandidateFacts {
        posted_on: closed(Stage::Candidates),
        ..candidate_facts(db, at.election_id, round_id).await?
    };
    let ballots =
        BallotFacts { closed_on: closed(Stage::Voting), ..ballot_facts(db, round_id).await? };
    let mut count = count_facts(db, round_id).await?;
    if count.decided {
        count = doubts::of(db, at, round_id, count).await?;
    }
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
        approvals: Vec::new(),
    })
}

async fn roll_facts(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<RollFacts> {
    let voters = sqlx::query_scalar!(
        r#"
        select count(*) as "count!"
        from roll
        join roll_entry using (roll_id)
        where election_id = $1
        and struck_by is null
        "#,
        election_id as ElectionId,
    )
    .fetch_one(&mut *db)
    .await?;
    let objections = sqlx::query!(
        "
        select filed_on, decided_on,
            (
                -- none is made anew before it was made: then the former day was mistyped
                select least(former_decision.decided_on, objection.decided_on)
                from former_decision
                where former_decision.objection_id = objection.objection_id
                order by former_decision_id
                limit 1
            ) as first_decided_on
        from roll
        join objection using (roll_id)
        where election_id = $1
        and decision is distinct from 'withdrawn'
        order by objection_id
        ",
        election_id as ElectionId,
    )
    .fetch_all(&mut *db)
    .await?;
    let unposted = roll::store::unposted(db, election_id).await?;
    let last = roll::store::last_done(db, election_id).await?;
    Ok(RollFacts {
        voters: number(voters),
        posted_on: None,
        objections: objections
            .iter()
            .map(|one| ObjectionFacts {
                filed_on: one.filed_on,
                decided_on: one.decided_on,
                first_decided_on: one.first_decided_on,
            })
            .collect(),
        on_other_rolls: 0,
        corrections_unposted: number(unposted.count),
        prepared_on: last.prepared_on,
        corrected_on: last.corrected_on,
        noticed_on: last.noticed_on,
        settled_on: last.settled_on,
        sealed_on: None,
    })
}

/// Entries of a roll whose name, sex and day of birth stand on another unit's of the cycle too.
async fn on_other_rolls(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<u32> {
    let count = sqlx::query_scalar!(
        r#"
        select count(*) as "count!"
        from election
        join roll using (election_id)
        join roll_entry as own using (roll_id)
        where election.election_id = $1
        and own.struck_by is null
        and exists (
            select
            from roll_entry as other
            join roll as other_roll on other_roll.roll_id = other.roll_id
            join election as elsewhere on elsewhere.election_id = other_roll.election_id
            where other.cycle_id = own.cycle_id
            and other.name = own.name
            and other.birth_on = own.birth_on
            and other.sex = own.sex
            and other.struck_by is null
            and elsewhere.place_id <> election.place_id
        )
        "#,
        election_id as ElectionId,
    )
    .fetch_one(db)
    .await?;
    Ok(number(count))
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
        select kind as "kind!", sum(quantity) as "quantity!"
        from ballot_standing
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
    .fetch_one(&mut *db)
    .await?;
    let sheet = match (row.signed, row.entries) {
        (Some(true), _) => SheetFacts::Definitive,
        (_, 0) => SheetFacts::None,
        (_, 1) => SheetFacts::First,
        _ => SheetFacts::Both,
    };
    // before, no page may show a figure
    let (issued, collected) = match sheet {
        SheetFacts::Definitive => stated(db, round_id).await?,
        _ => (None, None),
    };
    // the outcome of a sheet that was opened again is none until it is signed anew
    let decided = row.decided && sheet == SheetFacts::Definitive;
    Ok(CountFacts { sheet, issued, collected, decided, ..CountFacts::default() })
}

/// Ballots issued and collected as both entries of the last sheet state them.
async fn stated(
    db: &mut PgConnection,
    round_id: RoundId,
) -> sqlx::Result<(Option<u32>, Option<u32>)> {
    let rows = sqlx::query!(
        "
        select distinct on (field) field, value
        from vote_count
        join sheet using (vote_count_id)
        join sheet_entry using (sheet_id)
        join sheet_figure using (sheet_entry_id)
        where round_id = $1
        and not exists (
            select
            from sheet as later
            where later.vote_count_id = sheet.vote_count_id
            and later.sheet_id > sheet.sheet_id
        )
        and sheet_entry.ordinal = 1
        and field in ('ballots.issued', 'ballots.collected')
        order by field, version desc
        ",
        round_id as RoundId,
    )
    .fetch_all(db)
    .await?;
    let of = |field: &str| {
        let row = rows.iter().find(|row| row.field == field)?;
        row.value.and_then(|value| u32::try_from(value).ok())
    };
    Ok((of("ballots.issued"), of("ballots.collected")))
}

pub(super) fn number(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
