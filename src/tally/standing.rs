//! Where the sheets of many elections stand at once, for the desk of somebody who enters them. What
//! the figures say is asked of the law only for sheets that he has entered himself.

use std::collections::HashMap;

use law::{
    body::Post,
    facts::PostFacts,
    tally::{Entry, Figures, Kept as KeptSheet, Sheet, State},
};
use sqlx::PgConnection;

use super::{
    sheet::{self, Asked, Formal, Paper},
    store,
};
use crate::{
    elections::standing::Standing as Election,
    shell::{
        Error,
        ids::{AccountId, ElectionId, RoundId, SheetId},
    },
};

/// Where a sheet stands.
pub struct Standing {
    /// Whether somebody has entered it.
    pub begun: bool,
    /// Whether two have.
    pub both: bool,
    /// Whether the figures are definitive.
    pub signed: bool,
    /// Where it stands for who asks; only where he has entered it.
    pub own: Option<State>,
    /// What is asked for it and waits for another person, and whether he asked it himself.
    pub request: Option<(Asked, bool)>,
}

struct Row {
    election_id: ElectionId,
    round_id: RoundId,
    sheet_id: SheetId,
    entries: i64,
    signed: bool,
    mine: bool,
    kind: Option<String>,
    asked_by: Option<AccountId>,
}

/// The sheets of these elections, for one account; an election without a sheet is left out.
///
/// # Errors
/// Those of the database; a kept sheet that no acts could have made.
pub async fn standings(
    db: &mut PgConnection,
    elections: &[&Election],
    account_id: AccountId,
) -> Result<HashMap<ElectionId, Standing>, Error> {
    let rows = rows(db, elections, account_id).await?;
    let compared: Vec<&Row> =
        rows.iter().filter(|row| row.mine && row.entries == 2 && !row.signed).collect();
    let states =
        if compared.is_empty() { HashMap::new() } else { states(db, elections, &compared).await? };
    let standing = |row: &Row| {
        let own = match (row.signed, row.entries) {
            (true, _) => State::Definitive,
            (_, 2) => states.get(&row.sheet_id).copied().unwrap_or(State::Faulty),
            _ => State::FirstEntered,
        };
        let request = row.kind.as_deref().and_then(Asked::from_word);
        let standing = Standing {
            begun: row.entries > 0,
            both: row.entries == 2,
            signed: row.signed,
            own: row.mine.then_some(own),
            request: request.map(|kind| (kind, row.asked_by == Some(account_id))),
        };
        (row.election_id, standing)
    };
    Ok(rows.iter().map(standing).collect())
}

async fn rows(
    db: &mut PgConnection,
    elections: &[&Election],
    account_id: AccountId,
) -> sqlx::Result<Vec<Row>> {
    let ids: Vec<i64> = elections.iter().map(|one| one.election_id.0).collect();
    sqlx::query_as!(
        Row,
        r#"
        select distinct on (round.election_id) round.election_id, round.round_id, sheet.sheet_id,
            (
                select count(*)
                from sheet_entry
                where sheet_entry.sheet_id = sheet.sheet_id
            ) as "entries!",
            sheet_sign_off.sheet_id is not null as "signed!",
            exists (
                select
                from sheet_entry
                where sheet_entry.sheet_id = sheet.sheet_id
                and sheet_entry.account_id = $2
            ) as "mine!",
            request.kind as "kind?", request.account_id as "asked_by?: AccountId"
        from round
        join vote_count using (round_id)
        join sheet using (vote_count_id)
        left join sheet_sign_off using (sheet_id)
        left join lateral (
            select sheet_request.kind, sheet_request.account_id
            from sheet_request
            where sheet_request.sheet_id = sheet.sheet_id
            and not exists (
                select
                from sheet_answer
                where sheet_answer.sheet_request_id = sheet_request.sheet_request_id
            )
            order by sheet_request_id
            limit 1
        ) as request on true
        where round.election_id = any ($1)
        order by round.election_id, round.ordinal desc, sheet.sheet_id desc
        "#,
        &ids,
        account_id as AccountId,
    )
    .fetch_all(db)
    .await
}

/// Where sheets stand that two people have entered, by the law.
async fn states(
    db: &mut PgConnection,
    elections: &[&Election],
    rows: &[&Row],
) -> Result<HashMap<SheetId, State>, Error> {
    let rounds: Vec<i64> = rows.iter().map(|row| row.round_id.0).collect();
    let sheets: Vec<i64> = rows.iter().map(|row| row.sheet_id.0).collect();
    let mut entries = entries(db, &sheets).await?;
    let mut explained = explained(db, &sheets).await?;
    let mut listed = listed(db, &rounds).await?;
    let mut posts = posts(db, &rounds).await?;
    let voters = voters(db, rows).await?;
    let mut ledgers = store::ledgers(db, &rounds).await?;
    let mut states = HashMap::new();
    for row in rows {
        let of = elections.iter().find(|one| one.election_id == row.election_id);
        let Some((of, rules)) = of.and_then(|of| Some((of, of.rules?))) else { continue };
        let paper = Paper {
            body: of.body,
            posts: &posts.remove(&row.round_id).unwrap_or_default(),
            rules,
            voters: voters.get(&row.election_id).copied().unwrap_or_default(),
            ledger: &ledgers.remove(&row.round_id).unwrap_or_default(),
        };
        let form = paper.form(&listed.remove(&row.round_id).unwrap_or_default())?;
        let (first, second) = entries.remove(&row.sheet_id).unwrap_or_default();
        let kept = KeptSheet { first, second, ..KeptSheet::default() };
        let explained = explained.remove(&row.sheet_id).unwrap_or_default();
        let setting = paper.setting();
        let impossible = |error| Error::internal(&error);
        let plain = Sheet::restore(form.clone(), kept.clone()).map_err(impossible)?;
        let findings = plain.findings(&setting).unwrap_or_default();
        let explanations = sheet::explanations(&findings, explained);
        let kept = KeptSheet { explanations, ..kept };
        let sheet = Sheet::restore(form, kept).map_err(impossible)?;
        states.insert(row.sheet_id, sheet.state(&setting));
    }
    Ok(states)
}

type Entries = (Option<Entry>, Option<Entry>);

async fn entries(
    db: &mut PgConnection,
    sheets: &[i64],
) -> Result<HashMap<SheetId, Entries>, Error> {
    let rows = sqlx::query!(
        r#"
        select distinct on (sheet_id, ordinal, field) sheet_id, ordinal, account_id, field, value
        from sheet_entry
        join sheet_figure using (sheet_entry_id)
        where sheet_id = any ($1)
        order by sheet_id, ordinal, field, version desc
        "#,
        sheets,
    )
    .fetch_all(db)
    .await?;
    let mut entries: HashMap<SheetId, Entries> = HashMap::new();
    for row in rows {
        let (first, second) = entries.entry(row.sheet_id).or_default();
        let entry = if row.ordinal == 1 { first } else { second };
        let by = sheet::enterer(row.account_id);
        let entry = entry.get_or_insert_with(|| Entry { by, figures: Figures::new() });
        let Some(value) = row.value else { continue };
        let field = row.field.parse().map_err(|_| Error::conflict("sheet-impossible"))?;
        entry.figures.insert(field, u32::try_from(value).unwrap_or_default());
    }
    Ok(entries)
}

async fn explained(
    db: &mut PgConnection,
    sheets: &[i64],
) -> sqlx::Result<HashMap<SheetId, Vec<sheet::Explained>>> {
    let rows = sqlx::query!(
        "
        select sheet_id, finding, account_id, explanation
        from sheet_explanation
        where sheet_id = any ($1)
        order by sheet_explanation_id
        ",
        sheets,
    )
    .fetch_all(db)
    .await?;
    let mut explained: HashMap<SheetId, Vec<sheet::Explained>> = HashMap::new();
    for row in rows {
        let of = explained.entry(row.sheet_id).or_default();
        of.push((row.finding, row.account_id, row.explanation));
    }
    Ok(explained)
}

async fn listed(
    db: &mut PgConnection,
    rounds: &[i64],
) -> sqlx::Result<HashMap<RoundId, Vec<Formal>>> {
    let rows = sqlx::query!(
        r#"
        select round_id, candidacy_id, post, roll_entry.name
        from candidacy
        join roll_entry using (roll_entry_id)
        where round_id = any ($1)
        and formal
        order by rank
        "#,
        rounds,
    )
    .fetch_all(db)
    .await?;
    let mut listed: HashMap<RoundId, Vec<Formal>> = HashMap::new();
    for row in rows {
        let Some(post) = Post::from_word(&row.post) else { continue };
        let formal = Formal { candidacy_id: row.candidacy_id, post, name: row.name };
        listed.entry(row.round_id).or_default().push(formal);
    }
    Ok(listed)
}

/// The posts to be filled; how many stand for each the paper does not ask.
async fn posts(
    db: &mut PgConnection,
    rounds: &[i64],
) -> sqlx::Result<HashMap<RoundId, Vec<PostFacts>>> {
    let rows = sqlx::query!(
        r#"
        select round_id, post, sum(seats) as "seats!"
        from round_seat
        where round_id = any ($1)
        group by round_id, post
        "#,
        rounds,
    )
    .fetch_all(db)
    .await?;
    let mut posts: HashMap<RoundId, Vec<PostFacts>> = HashMap::new();
    for row in rows {
        let Some(post) = Post::from_word(&row.post) else { continue };
        let seats = u32::try_from(row.seats).unwrap_or(u32::MAX);
        posts.entry(row.round_id).or_default().push(PostFacts { post, seats, formal: 0 });
    }
    for posts in posts.values_mut() {
        posts.sort_by_key(|one| one.post.rank());
    }
    Ok(posts)
}

async fn voters(db: &mut PgConnection, rows: &[&Row]) -> sqlx::Result<HashMap<ElectionId, u32>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.election_id.0).collect();
    let rows = sqlx::query!(
        r#"
        select roll.election_id, count(*) as "voters!"
        from roll
        join roll_entry using (roll_id)
        where roll.election_id = any ($1)
        and struck_by is null
        group by roll.election_id
        "#,
        &ids,
    )
    .fetch_all(db)
    .await?;
    let voters = rows
        .into_iter()
        .map(|row| (row.election_id, u32::try_from(row.voters).unwrap_or(u32::MAX)));
    Ok(voters.collect())
}
