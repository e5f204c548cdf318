//! Sheets in the database.

use std::collections::{BTreeSet, HashMap};

use law::tally::{Ballots, Channel, Entry, Field, Figures, Kept as KeptSheet, Ledger, Sheet};
use sqlx::PgConnection;
use uuid::Uuid;

use super::sheet::{self, Kept};
use crate::{
    ballots,
    elections::{self, case::Case},
    nomination,
    shell::{
        Error,
        ids::{AccountId, ElectionId, RoundId, SheetEntryId, SheetId, VoteCountId},
    },
};

/// The sheet of an election's round as it is kept; without a first entry there is none.
///
/// # Errors
/// Those of the database; a kept sheet that no acts could have made.
pub async fn sheet(db: &mut PgConnection, case: &Case) -> Result<Option<Kept>, Error> {
    let round_id = elections::store::round(db, case.at.election_id).await?;
    let found = sqlx::query!(
        r#"
        select sheet_id, sheet_sign_off.account_id as "signed_by?", sheet_request_id
        from vote_count
        join sheet using (vote_count_id)
        left join sheet_sign_off using (sheet_id)
        where round_id = $1
        order by sheet_id desc
        limit 1
        "#,
        round_id as RoundId,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let candidates = nomination::store::candidates(db, round_id).await?;
    let ledger = ledger(db, round_id).await?;
    let form = sheet::form(case, &candidates, &ledger)?;
    let setting = sheet::setting(case, &ledger);
    let kept = KeptSheet {
        first: entry(db, found.sheet_id, 1).await?,
        second: entry(db, found.sheet_id, 2).await?,
        ..KeptSheet::default()
    };
    let impossible = |error| Error::internal(&error);
    let plain = Sheet::restore(form.clone(), kept.clone()).map_err(impossible)?;
    let findings = plain.findings(&setting).unwrap_or_default();
    let explanations = explanations(db, found.sheet_id).await?;
    let kept = KeptSheet {
        explanations: sheet::explanations(&findings, explanations),
        definitive: found.signed_by.is_some(),
        opened: match found.sheet_request_id {
            Some(request_id) if found.signed_by.is_none() => {
                super::requests::fields(db, request_id).await?
            }
            _ => BTreeSet::new(),
        },
        ..kept
    };
    let sheet = Sheet::restore(form, kept).map_err(impossible)?;
    Ok(Some(Kept { sheet_id: found.sheet_id, sheet, setting }))
}

/// The ledger of a round, as the sheet's form and check take it.
///
/// # Errors
/// Those of the database.
pub async fn ledger(db: &mut PgConnection, round_id: RoundId) -> sqlx::Result<Ledger> {
    Ok(ledgers(db, &[round_id.0]).await?.remove(&round_id).unwrap_or_default())
}

/// The ledgers of rounds; of a round without lines there is none.
///
/// # Errors
/// Those of the database.
pub async fn ledgers(
    db: &mut PgConnection,
    rounds: &[i64],
) -> sqlx::Result<HashMap<RoundId, Ledger>> {
    const KINDS: [Ballots; 5] =
        [Ballots::Printed, Ballots::Issued, Ballots::Unused, Ballots::Spoiled, Ballots::Collected];
    let mut ledgers: HashMap<RoundId, Ledger> = HashMap::new();
    for sum in ballots::store::sums(db, rounds).await? {
        let ledger = ledgers.entry(sum.round_id).or_insert_with(|| Ledger {
            ballots: KINDS.map(|kind| (kind, 0)).into(),
            ..Ledger::default()
        });
        let quantity = u32::try_from(sum.quantity).unwrap_or(u32::MAX);
        if let Some(kind) = KINDS.into_iter().find(|one| one.word() == sum.kind) {
            let of = ledger.ballots.entry(kind).or_default();
            *of = of.saturating_add(quantity);
        }
        let channel = sum.channel.as_deref();
        let channel = Channel::ALL.into_iter().find(|one| Some(one.word()) == channel);
        if let Some(channel) = channel {
            ledger.channels.insert(channel, quantity);
        }
        if sum.kind == "scribed" {
            ledger.channels.insert(Channel::Scribe, quantity);
        }
    }
    Ok(ledgers)
}

async fn entry(
    db: &mut PgConnection,
    sheet_id: SheetId,
    ordinal: i32,
) -> Result<Option<Entry>, Error> {
    let found = sqlx::query!(
        "
        select sheet_entry_id, account_id
        from sheet_entry
        where sheet_id = $1
        and ordinal = $2
        ",
        sheet_id as SheetId,
        ordinal,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let rows = sqlx::query!(
        "
        select distinct on (field) field, value
        from sheet_figure
        where sheet_entry_id = $1
        order by field, version desc
        ",
        found.sheet_entry_id as SheetEntryId,
    )
    .fetch_all(db)
    .await?;
    let mut figures = Figures::new();
    for row in rows {
        let Some(value) = row.value else { continue };
        let field: Field = row.field.parse().map_err(|_| Error::conflict("sheet-impossible"))?;
        figures.insert(field, u32::try_from(value).unwrap_or_default());
    }
    Ok(Some(Entry { by: sheet::enterer(found.account_id), figures }))
}

async fn explanations(
    db: &mut PgConnection,
    sheet_id: SheetId,
) -> sqlx::Result<Vec<sheet::Explained>> {
    let rows = sqlx::query!(
        "
        select finding, account_id, explanation
        from sheet_explanation
        where sheet_id = $1
        order by sheet_explanation_id
        ",
        sheet_id as SheetId,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.finding, row.account_id, row.explanation)).collect())
}

/// The sheet of a round for an act, made when it is missing: nobody else enters it meanwhile.
///
/// # Errors
/// Those of the database.
pub async fn sheet_for_update(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<SheetId> {
    let round_id = elections::store::round(db, election_id).await?;
    sqlx::query!(
        "
        insert into vote_count (round_id)
        values ($1)
        on conflict on constraint vote_count_once do nothing
        ",
        round_id as RoundId,
    )
    .execute(&mut *db)
    .await?;
    let vote_count_id = sqlx::query_scalar!(
        "select vote_count_id from vote_count where round_id = $1",
        round_id as RoundId,
    )
    .fetch_one(&mut *db)
    .await?;
    sqlx::query!(
        "
        insert into sheet (vote_count_id)
        values ($1)
        on conflict (vote_count_id) where sheet_request_id is null do nothing
        ",
        vote_count_id as VoteCountId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar!(
        "
        select sheet_id
        from sheet
        where vote_count_id = $1
        order by sheet_id desc
        limit 1
        for update
        ",
        vote_count_id as VoteCountId,
    )
    .fetch_one(db)
    .await
}

/// An entry that was taken.
#[derive(PartialEq, Eq)]
pub struct Entered {
    /// The sheet that it was for.
    pub sheet_id: SheetId,
    /// Who entered.
    pub account_id: AccountId,
    /// Over its figures.
    pub digest: Vec<u8>,
}

/// What an entry key stands for already.
///
/// # Errors
/// Those of the database.
pub async fn entered(db: &mut PgConnection, key: Uuid) -> sqlx::Result<Option<Entered>> {
    sqlx::query_as!(
        Entered,
        "select sheet_id, account_id, digest from sheet_entry where entry_key = $1",
        key,
    )
    .fetch_optional(db)
    .await
}

/// Keeps an entry with its figures.
///
/// # Errors
/// Those of the database.
pub async fn enter(
    db: &mut PgConnection,
    sheet_id: SheetId,
    account_id: AccountId,
    key: Uuid,
    digest: &[u8],
    figures: &Figures,
) -> sqlx::Result<()> {
    let entry_id = sqlx::query_scalar!(
        "
        insert into sheet_entry (sheet_id, ordinal, account_id, entry_key, digest)
        select $1, count(*) + 1, $2, $3, $4
        from sheet_entry
        where sheet_id = $1
        returning sheet_entry_id
        ",
        sheet_id as SheetId,
        account_id as AccountId,
        key,
        digest,
    )
    .fetch_one(&mut *db)
    .await?;
    let fields: Vec<String> = figures.keys().map(ToString::to_string).collect();
    let values: Vec<i32> =
        figures.values().map(|value| i32::try_from(*value).unwrap_or(i32::MAX)).collect();
    sqlx::query!(
        "
        insert into sheet_figure (sheet_entry_id, field, version, value)
        select $1, field, 1, value
        from unnest($2::text[], $3::int[]) as figure (field, value)
        ",
        entry_id as SheetEntryId,
        &fields,
        &values,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps a corrected figure as a new version; `None` takes a written-in row away.
///
/// # Errors
/// Those of the database.
pub async fn correct(
    db: &mut PgConnection,
    sheet_id: SheetId,
    account_id: AccountId,
    field: &Field,
    figure: Option<u32>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into sheet_figure (sheet_entry_id, field, version, value)
        select sheet_entry.sheet_entry_id, $3, coalesce(max(version), 0) + 1, $4
        from sheet_entry
        left join sheet_figure on sheet_figure.sheet_entry_id = sheet_entry.sheet_entry_id and field = $3
        where sheet_id = $1
        and account_id = $2
        group by sheet_entry.sheet_entry_id
        ",
        sheet_id as SheetId,
        account_id as AccountId,
        field.to_string(),
        figure.map(|figure| i32::try_from(figure).unwrap_or(i32::MAX)),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps the explanation of a warning.
///
/// # Errors
/// Those of the database.
pub async fn explain(
    db: &mut PgConnection,
    sheet_id: SheetId,
    account_id: AccountId,
    finding: &str,
    text: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into sheet_explanation (sheet_id, finding, account_id, explanation)
        values ($1, $2, $3, $4)
        ",
        sheet_id as SheetId,
        finding,
        account_id as AccountId,
        text,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes the figures definitive.
///
/// # Errors
/// Those of the database.
pub async fn sign_off(
    db: &mut PgConnection,
    sheet_id: SheetId,
    account_id: AccountId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into sheet_sign_off (sheet_id, account_id)
        values ($1, $2)
        ",
        sheet_id as SheetId,
        account_id as AccountId,
    )
    .execute(db)
    .await?;
    Ok(())
}
