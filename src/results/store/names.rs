//! Names that were written in: which voters of the roll bear them, and who was said to be meant.

use chrono::NaiveDate;
use law::tally::{Field, Figures};
use sqlx::PgConnection;

use crate::shell::{
    Error,
    ids::{AccountId, CandidacyId, ElectionId, RollEntryId, RoundId},
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

/// Whom a line of the sheet is said to mean: one proposes it, another one answers.
pub struct Choice {
    /// The line.
    pub field: String,
    /// From 1.
    pub version: i32,
    /// The votes of the line by whose they are.
    pub parts: Vec<Part>,
    /// The votes of the line when it was said.
    pub votes: Option<i32>,
    /// The day on paper.
    pub chosen_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub account_id: AccountId,
    /// How that person is shown.
    pub by: String,
    /// What another one answered, and how that one is shown.
    pub answer: Option<(bool, String)>,
}

/// Votes of a line for one voter; `None` is nobody of the roll.
pub type Part = (Option<RollEntryId>, u32);

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

impl Choice {
    /// Whether another person agreed.
    pub fn is_agreed(&self) -> bool {
        self.answer.as_ref().is_some_and(|(agreed, _)| *agreed)
    }

    /// A line whose votes were changed tells of other papers than those that were looked at.
    pub fn is_of(&self, votes: u32) -> bool {
        self.votes.is_some_and(|of| u32::try_from(of) == Ok(votes))
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

/// All votes of a line by whose they are: the shares, and what is left for nobody of the roll; without
/// shares all are of the one voter, or nobody's.
fn parts(shares: &[Part], only: Option<RollEntryId>, whole: u32) -> Vec<Part> {
    if shares.is_empty() {
        return vec![(only, whole)];
    }
    let rest = whole.saturating_sub(shares.iter().map(|(_, votes)| *votes).sum());
    let rest = (rest > 0).then_some((None, rest));
    shares.iter().copied().chain(rest).collect()
}

/// Whose the votes of a line are: of the voter who alone bears the name, or of those who were said to
/// be meant, by two persons; else nobody's.
pub(super) fn meant(
    (field, votes): (&Field, u32),
    bearers: &[Bearer],
    choices: &[Choice],
) -> Vec<Part> {
    let nobody = vec![(None, votes)];
    let Some(name) = written(field) else { return nobody };
    let mut bearing = bearers.iter().filter(|one| one.name == name);
    match (bearing.next(), bearing.next()) {
        (Some(only), None) => vec![(Some(only.roll_entry_id), votes)],
        (Some(_), Some(_)) => {
            let text = field.to_string();
            let agreed = choices.iter().rfind(|one| one.field == text && one.is_agreed());
            agreed.filter(|one| one.is_of(votes)).map_or(nobody, |one| one.parts.clone())
        }
        (None, _) => nobody,
    }
}

fn written(field: &Field) -> Option<&str> {
    match field {
        Field::Written(_, name) => Some(name.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bearer(id: i64, name: &str) -> Bearer {
        Bearer {
            roll_entry_id: RollEntryId(id),
            name: name.to_owned(),
            sex: "f".to_owned(),
            birth_on: NaiveDate::default(),
            group_no: 1,
            idno_cipher: None,
        }
    }

    fn choice(field: &str, version: i32, parts: &[(Option<i64>, u32)]) -> Choice {
        Choice {
            field: field.to_owned(),
            version,
            parts: parts.iter().map(|(id, votes)| (id.map(RollEntryId), *votes)).collect(),
            votes: Some(34),
            chosen_on: NaiveDate::default(),
            reason: String::new(),
            account_id: AccountId(1),
            by: String::new(),
            answer: Some((true, String::new())),
        }
    }

    fn of(id: i64, votes: u32) -> Part {
        (Some(RollEntryId(id)), votes)
    }

    #[test]
    fn a_name_means_who_alone_bears_it_or_who_was_agreed_last() {
        let field: Field = "written.member.甲".parse().expect("a field");
        let alone = [bearer(1, "甲"), bearer(2, "乙")];
        assert_eq!(meant((&field, 34), &alone, &[]), [of(1, 34)]);
        assert_eq!(meant((&field, 34), &alone[1..], &[]), [(None, 34)]);
        let two = [bearer(1, "甲"), bearer(2, "甲")];
        assert_eq!(meant((&field, 34), &two, &[]), [(None, 34)]);
        let mut said = vec![
            choice("written.member.甲", 1, &[(Some(1), 34)]),
            choice("written.member.甲", 2, &[(Some(2), 34)]),
            choice("written.deputy.甲", 1, &[(Some(1), 34)]),
        ];
        assert_eq!(meant((&field, 34), &two, &said), [of(2, 34)]);
        // what nobody else has agreed to does not count, nor what was declined
        for answer in [None, Some((false, String::new()))] {
            said[1].answer = answer;
            assert_eq!(meant((&field, 34), &two, &said), [of(1, 34)]);
        }
        let none = [choice("written.member.甲", 1, &[(None, 34)])];
        assert_eq!(meant((&field, 34), &two, &none), [(None, 34)]);
        // the votes of the line were changed since
        assert_eq!(meant((&field, 33), &two, &said), [(None, 33)]);
        // a choice of before an objection was upheld says nothing where there is one left
        assert_eq!(meant((&field, 34), &alone, &none), [of(1, 34)]);
        let divided = [choice("written.member.甲", 1, &[(Some(1), 20), (Some(2), 14)])];
        assert_eq!(meant((&field, 34), &two, &divided), [of(1, 20), of(2, 14)]);
    }

    #[test]
    fn what_no_share_has_is_nobodys() {
        assert_eq!(parts(&[of(1, 20), of(2, 10)], None, 34), [of(1, 20), of(2, 10), (None, 4)]);
        assert_eq!(parts(&[of(1, 34)], Some(RollEntryId(1)), 34), [of(1, 34)]);
        // of before shares were kept
        assert_eq!(parts(&[], Some(RollEntryId(1)), 34), [of(1, 34)]);
        assert_eq!(parts(&[], None, 34), [(None, 34)]);
    }
}
