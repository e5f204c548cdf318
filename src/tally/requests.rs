//! Beginning a sheet anew and opening it again, in the database: one person asks, another agrees.
//! The new sheet follows the old one, which stays as it was.

use std::collections::{BTreeMap, BTreeSet};

use law::tally::{Field, Kept as KeptSheet};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{forms, sheet::Asked, store};
use crate::shell::{
    Error,
    act::Act,
    clock::Now,
    ids::{AccountId, RoundId, SheetId, SheetRequestId},
};

/// What somebody asks for a sheet.
pub struct Request {
    /// Its key.
    pub sheet_request_id: SheetRequestId,
    /// To open it again or to begin anew.
    pub kind: Asked,
    /// Who asks.
    pub account_id: AccountId,
    /// How that person is shown.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The fields to open.
    pub fields: BTreeSet<Field>,
}

/// A field with its figure before and after; `None` where there was no such row.
pub type Change = (Field, Option<i32>, Option<i32>);

/// A sheet that another one follows.
pub struct Earlier {
    /// What was asked for it.
    pub kind: Asked,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub by: String,
    /// Who agreed.
    pub with: String,
    /// When that was recorded.
    pub recorded_at: Now,
    /// Fields whose figure the next sheet has otherwise: as it was, as it is there.
    pub changed: Vec<Change>,
}

/// Keeps what somebody asks for a sheet.
///
/// # Errors
/// Those of the database.
pub async fn ask(
    act: &mut Act<'_>,
    sheet_id: SheetId,
    kind: Asked,
    reason: &str,
    fields: &BTreeSet<Field>,
) -> Result<(), Error> {
    let account_id = act.account_id()?;
    let now = act.now();
    let request_id = sqlx::query_scalar!(
        "
        insert into sheet_request (sheet_id, kind, account_id, reason, recorded_at)
        values ($1, $2, $3, $4, $5)
        returning sheet_request_id
        ",
        sheet_id as SheetId,
        kind.word(),
        account_id as AccountId,
        reason,
        now.0,
    )
    .fetch_one(&mut **act)
    .await?;
    let fields: Vec<String> = fields.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "
        insert into sheet_request_field (sheet_request_id, field)
        select $1, field
        from unnest($2::text[]) as field
        ",
        request_id as SheetRequestId,
        &fields,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// What is asked for a sheet and waits for its answer.
///
/// # Errors
/// Those of the database.
pub async fn waiting(db: &mut PgConnection, sheet_id: SheetId) -> Result<Option<Request>, Error> {
    let found = sqlx::query!(
        r#"
        select sheet_request_id, sheet_request.kind, account_id, shown_as, reason
        from sheet_request
        join account using (account_id)
        where sheet_id = $1
        and not exists (
            select
            from sheet_answer
            where sheet_answer.sheet_request_id = sheet_request.sheet_request_id
        )
        order by sheet_request_id
        limit 1
        "#,
        sheet_id as SheetId,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    Ok(Some(Request {
        sheet_request_id: found.sheet_request_id,
        kind: Asked::from_word(&found.kind).ok_or(Error::conflict("sheet-impossible"))?,
        account_id: found.account_id,
        by: found.shown_as,
        reason: found.reason,
        fields: fields(db, found.sheet_request_id).await?,
    }))
}

/// The fields that a request opens.
///
/// # Errors
/// Those of the database; a field that no sheet has.
pub async fn fields(
    db: &mut PgConnection,
    request_id: SheetRequestId,
) -> Result<BTreeSet<Field>, Error> {
    let rows = sqlx::query_scalar!(
        "select field from sheet_request_field where sheet_request_id = $1",
        request_id as SheetRequestId,
    )
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|field| field.parse().map_err(|_| Error::conflict("sheet-impossible")))
        .collect()
}

/// Answers a request.
///
/// # Errors
/// Agreeing with oneself (`sheet_answer_two_persons`); those of the database.
pub async fn answer(act: &mut Act<'_>, request: &Request, agreed: bool) -> Result<(), Error> {
    let account_id = act.account_id()?;
    let now = act.now();
    sqlx::query!(
        "
        insert into sheet_answer (sheet_request_id, asked_by, account_id, agreed, recorded_at)
        values ($1, $2, $3, $4, $5)
        ",
        request.sheet_request_id as SheetRequestId,
        request.account_id as AccountId,
        account_id as AccountId,
        agreed,
        now.0,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// Keeps the sheet that follows a request, with the entries that it begins with.
///
/// # Errors
/// Those of the database.
pub async fn follow(
    db: &mut PgConnection,
    request: &Request,
    sheet_id: SheetId,
    kept: &KeptSheet,
) -> sqlx::Result<()> {
    let next_id = sqlx::query_scalar!(
        "
        insert into sheet (vote_count_id, sheet_request_id)
        select vote_count_id, $2
        from sheet
        where sheet_id = $1
        returning sheet_id
        ",
        sheet_id as SheetId,
        request.sheet_request_id as SheetRequestId,
    )
    .fetch_one(&mut *db)
    .await?;
    for entry in kept.first.iter().chain(&kept.second) {
        let by = AccountId(i64::try_from(entry.by.0).unwrap_or(i64::MAX));
        let digest = forms::digest(&entry.figures);
        // nobody sends this entry again: its key is new
        let key = Uuid::new_v4();
        store::enter(&mut *db, next_id, by, key, &digest, &entry.figures).await?;
    }
    Ok(())
}

/// The sheets of a round before the last one, with what each following one changed; for a
/// definitive sheet alone, since it tells figures.
///
/// # Errors
/// Those of the database; a field that no sheet has.
pub async fn earlier(db: &mut PgConnection, round_id: RoundId) -> Result<Vec<Earlier>, Error> {
    let rows = sqlx::query!(
        r#"
        select sheet.sheet_id as next_id, sheet_request.kind,
            reason, asker.shown_as as "by", agreed.shown_as as "with", sheet_answer.recorded_at
        from vote_count
        join sheet using (vote_count_id)
        join sheet_answer using (sheet_request_id)
        join sheet_request using (sheet_request_id)
        join account as asker on asker.account_id = sheet_request.account_id
        join account as agreed on agreed.account_id = sheet_answer.account_id
        where round_id = $1
        order by sheet.sheet_id
        "#,
        round_id as RoundId,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut changed = changed(db, round_id).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Earlier {
                kind: Asked::from_word(&row.kind).ok_or(Error::conflict("sheet-impossible"))?,
                reason: row.reason,
                by: row.by,
                with: row.with,
                recorded_at: Now(row.recorded_at),
                changed: changed.remove(&row.next_id).unwrap_or_default(),
            })
        })
        .collect()
}

/// The fields in which the first entry of a sheet ends otherwise than that of the sheet before.
async fn changed(
    db: &mut PgConnection,
    round_id: RoundId,
) -> Result<BTreeMap<SheetId, Vec<Change>>, Error> {
    let rows = sqlx::query!(
        r#"
        with figure as (
            select distinct on (sheet_id, field) sheet_id, field, value
            from vote_count
            join sheet using (vote_count_id)
            join sheet_entry using (sheet_id)
            join sheet_figure using (sheet_entry_id)
            where round_id = $1
            and ordinal = 1
            order by sheet_id, field, version desc
        ),
        pair as (
            select sheet_id as next_id, lag(sheet_id) over (order by sheet_id) as old_id
            from vote_count
            join sheet using (vote_count_id)
            where round_id = $1
        ),
        line as (
            select distinct next_id, old_id, field
            from pair
            join figure on figure.sheet_id in (next_id, old_id)
            where old_id is not null
        )
        select next_id as "next_id!: SheetId", line.field as "field!", old.value as "old?",
            next.value as "next?"
        from line
        left join figure as old on old.sheet_id = old_id and old.field = line.field
        left join figure as next on next.sheet_id = next_id and next.field = line.field
        where old.value is distinct from next.value
        order by next_id, line.field
        "#,
        round_id as RoundId,
    )
    .fetch_all(db)
    .await?;
    let mut changed: BTreeMap<SheetId, Vec<Change>> = BTreeMap::new();
    for row in rows {
        let field = row.field.parse().map_err(|_| Error::conflict("sheet-impossible"))?;
        changed.entry(row.next_id).or_default().push((field, row.old, row.next));
    }
    Ok(changed)
}
