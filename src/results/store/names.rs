//! Names that were written in: which voters of the roll bear them, and what was said of whom they mean.

use chrono::NaiveDate;
use law::tally::{Field, Figures};
use sqlx::PgConnection;

use super::meant::{Choice, Part, parts, written};
use crate::shell::{
    Error,
    ids::{CandidacyId, ElectionId, RollEntryId, RoundId},
};

/// A voter of the roll, with what tells namesakes apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The line of the roll.
    pub roll_entry_id: RollEntryId,
    /// The name.
    pub name: String,
    /// f or m.
    pub sex: String,
    /// Day of birth, of which the month is shown where that is enough.
    pub birth_on: NaiveDate,
    /// The group.
    pub group_no: i32,
    /// The identity number, sealed.
    pub idno_cipher: Option<Vec<u8>>,
}

/// A line of the sheet whose name several voters bear.
pub struct Shared<'a> {
    /// The line.
    pub field: &'a Field,
    /// What the line is called by in addresses: the candidacy of the name alone.
    pub line_id: Option<CandidacyId>,
    /// Its votes.
    pub votes: u32,
    /// Who bears the name, in the order of the roll.
    pub bearers: Vec<&'a Bearer>,
    /// What was said, the newest last.
    pub choices: Vec<&'a Choice>,
}

/// What is known of the names written in on a signed sheet.
pub struct Written {
    /// The lines with their votes.
    pub lines: Figures,
    /// The voters who bear one of the names.
    pub bearers: Vec<Bearer>,
    /// What was said of lines.
    pub choices: Vec<Choice>,
    /// The candidacies of names alone, by post and name.
    ids: Vec<(String, String, CandidacyId)>,
}

impl Written {
    /// The lines whose name several voters bear.
    pub fn shared(&self) -> Vec<Shared<'_>> {
        let lines = self.lines.iter().filter(|(_, votes)| **votes > 0);
        let lines = lines.filter_map(|(field, votes)| {
            let Field::Written(post, name) = field else { return None };
            let name = name.as_str();
            let bearers: Vec<&Bearer> =
                self.bearers.iter().filter(|one| one.name == name).collect();
            let text = field.to_string();
            let of_line = |id: &&(String, String, CandidacyId)| id.0 == post.word() && id.1 == name;
            (bearers.len() > 1).then(|| Shared {
                field,
                line_id: self.ids.iter().find(of_line).map(|id| id.2),
                votes: *votes,
                bearers,
                choices: self.choices.iter().filter(|one| one.field == text).collect(),
            })
        });
        lines.collect()
    }
}

impl Shared<'_> {
    /// What counts: the last that another person agreed to, if the line still has the votes of which
    /// it was said.
    pub fn standing(&self) -> Option<&Choice> {
        let agreed = self.choices.iter().rfind(|choice| choice.is_agreed()).copied();
        agreed.filter(|choice| choice.is_of(self.votes))
    }

    /// Whether it is said who is meant, or that nobody of the roll is.
    pub fn is_clear(&self) -> bool {
        self.standing().is_some()
    }

    /// What was said last and waits for another person's answer.
    pub fn waiting(&self) -> Option<&Choice> {
        let last = self.choices.last().copied();
        last.filter(|choice| choice.answer.is_none() && choice.is_of(self.votes))
    }
}

/// The names written in on the signed sheet of a round, and what is known of them; nothing while the
/// sheet is not signed.
///
/// # Errors
/// Those of the database; a line that no sheet of ours has.
pub async fn of_round(
    db: &mut PgConnection,
    election_id: ElectionId,
    round_id: RoundId,
) -> Result<Written, Error> {
    let rows = sqlx::query!(
        "
        select distinct on (field) field, value
        from vote_count
        join sheet using (vote_count_id)
        join sheet_sign_off using (sheet_id)
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
        and field like 'written.%'
        order by field, version desc
        ",
        round_id as RoundId,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut lines = Figures::new();
    for row in rows {
        let Some(votes) = row.value.and_then(|value| u32::try_from(value).ok()) else { continue };
        let field: Field = row.field.parse().map_err(|_| Error::conflict("sheet-impossible"))?;
        lines.insert(field, votes);
    }
    let bearers = bearers(db, election_id, &lines).await?;
    let choices = choices(db, round_id).await?;
    Ok(Written { bearers, choices, ids: ids(db, round_id).await?, lines })
}

/// The candidacies of names that were taken for no voter, at first or for a part of the votes.
async fn ids(
    db: &mut PgConnection,
    round_id: RoundId,
) -> sqlx::Result<Vec<(String, String, CandidacyId)>> {
    let rows = sqlx::query!(
        r#"
        select post, written_name as "name!", candidacy_id
        from candidacy
        where round_id = $1
        and written_name is not null
        "#,
        round_id as RoundId,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.post, row.name, row.candidacy_id)).collect())
}

/// The voters who bear one of the names written in.
///
/// # Errors
/// Those of the database.
pub(super) async fn bearers(
    db: &mut PgConnection,
    election_id: ElectionId,
    figures: &Figures,
) -> sqlx::Result<Vec<Bearer>> {
    let names: Vec<String> = figures.keys().filter_map(written).map(str::to_owned).collect();
    of_names(db, election_id, &names).await
}

/// The voters who bear one of some names, in the order of the roll.
///
/// # Errors
/// Those of the database.
pub(super) async fn of_names(
    db: &mut PgConnection,
    election_id: ElectionId,
    names: &[String],
) -> sqlx::Result<Vec<Bearer>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_as!(
        Bearer,
        r#"
        select roll_entry_id, roll_entry.name, roll_entry.sex, roll_entry.birth_on,
            roll_entry.group_no, idno_cipher
        from roll
        join roll_entry using (roll_id)
        join person using (person_id)
        where election_id = $1
        and struck_by is null
        and roll_entry.name = any($2)
        -- the index is that of the cycle
        and roll_entry.cycle_id = (
            select cycle_id
            from election
            join campaign using (campaign_id)
            where election.election_id = $1
        )
        order by roll_entry.group_no, roll_entry_id
        "#,
        election_id as ElectionId,
        names,
    )
    .fetch_all(db)
    .await
}

/// All that was said in a round, line by line, the newest last.
///
/// # Errors
/// Those of the database.
pub(super) async fn choices(db: &mut PgConnection, round_id: RoundId) -> sqlx::Result<Vec<Choice>> {
    let rows = sqlx::query!(
        r#"
        select field, version, roll_entry_id, votes, chosen_on, reason,
            written_choice.account_id, account.shown_as as by, agreed as "agreed?",
            answering.shown_as as "answered_by?"
        from written_choice
        join account using (account_id)
        left join written_answer using (round_id, field, version)
        left join account as answering on answering.account_id = written_answer.account_id
        where round_id = $1
        order by field, version
        "#,
        round_id as RoundId,
    )
    .fetch_all(&mut *db)
    .await?;
    let shares = sqlx::query!(
        "
        select field, version, roll_entry_id, votes
        from written_share
        where round_id = $1
        order by field, version, roll_entry_id
        ",
        round_id as RoundId,
    )
    .fetch_all(db)
    .await?;
    let choice = rows.into_iter().map(|row| {
        let of = shares.iter().filter(|one| (&one.field, one.version) == (&row.field, row.version));
        let whole = row.votes.and_then(|votes| u32::try_from(votes).ok()).unwrap_or_default();
        let shares: Vec<Part> =
            of.map(|one| (Some(one.roll_entry_id), one.votes.unsigned_abs())).collect();
        Choice {
            parts: parts(&shares, row.roll_entry_id, whole),
            field: row.field,
            version: row.version,
            votes: row.votes,
            chosen_on: row.chosen_on,
            reason: row.reason,
            account_id: row.account_id,
            by: row.by,
            answer: row.agreed.zip(row.answered_by),
        }
    });
    Ok(choice.collect())
}
