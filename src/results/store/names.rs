//! Names that were written in: which voters of the roll bear them, and who was said to be meant.

use chrono::NaiveDate;
use law::tally::{Field, Figures};
use sqlx::PgConnection;

use crate::{
    nomination::store::Candidate,
    shell::{
        Error,
        act::Act,
        ids::{AccountId, ElectionId, RollEntryId, RoundId},
    },
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
    /// Day of birth; no more than the month is ever shown.
    pub birth_on: NaiveDate,
    /// The group.
    pub group_no: i32,
}

/// Whom a line of the sheet was said to mean.
pub struct Choice {
    /// The line.
    pub field: String,
    /// From 1.
    pub version: i32,
    /// The voter; none of those who bear the name.
    pub roll_entry_id: Option<RollEntryId>,
    /// The votes of the line when it was said.
    pub votes: Option<i32>,
    /// The day on paper.
    pub chosen_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
}

/// A line of the sheet whose name several voters bear.
pub struct Shared<'a> {
    /// The line.
    pub field: &'a Field,
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
}

impl Written {
    /// The lines whose name several voters bear.
    pub fn shared(&self) -> Vec<Shared<'_>> {
        shared(&self.lines, &self.bearers, &self.choices)
    }
}

impl Shared<'_> {
    /// What was said last, if the line still has the votes of which it was said.
    pub fn standing(&self) -> Option<&Choice> {
        self.choices.last().copied().filter(|choice| choice.stands(self.votes))
    }

    /// Whether it is said who is meant, or that nobody of the roll is.
    pub fn is_clear(&self) -> bool {
        self.standing().is_some()
    }
}

impl Choice {
    /// A line whose votes were changed tells of other papers than those that were looked at.
    fn stands(&self, votes: u32) -> bool {
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
    Ok(Written { bearers, choices: choices(db, round_id).await?, lines })
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
async fn of_names(
    db: &mut PgConnection,
    election_id: ElectionId,
    names: &[String],
) -> sqlx::Result<Vec<Bearer>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_as!(
        Bearer,
        "
        select roll_entry_id, name, sex, birth_on, group_no
        from roll
        join roll_entry using (roll_id)
        where election_id = $1
        and struck_by is null
        and name = any($2)
        -- the index is that of the cycle
        and roll_entry.cycle_id = (
            select cycle_id
            from election
            join campaign using (campaign_id)
            where election.election_id = $1
        )
        order by group_no, roll_entry_id
        ",
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
    sqlx::query_as!(
        Choice,
        r#"
        select field, version, roll_entry_id, votes, chosen_on, reason, account.shown_as as by
        from written_choice
        join account using (account_id)
        where round_id = $1
        order by field, version
        "#,
        round_id as RoundId,
    )
    .fetch_all(db)
    .await
}

/// The lines with votes whose name several voters bear.
fn shared<'a>(
    figures: &'a Figures,
    bearers: &'a [Bearer],
    choices: &'a [Choice],
) -> Vec<Shared<'a>> {
    let lines = figures.iter().filter(|(_, votes)| **votes > 0).filter_map(|(field, votes)| {
        let name = written(field)?;
        let bearers: Vec<&Bearer> = bearers.iter().filter(|one| one.name == name).collect();
        let text = field.to_string();
        let choices = choices.iter().filter(|one| one.field == text).collect();
        (bearers.len() > 1).then_some(Shared { field, votes: *votes, bearers, choices })
    });
    lines.collect()
}

/// The voter whom a line means: who alone bears the name, or who was said to be meant.
pub(super) fn meant(
    (field, votes): (&Field, u32),
    bearers: &[Bearer],
    choices: &[Choice],
) -> Option<RollEntryId> {
    let name = written(field)?;
    let mut bearing = bearers.iter().filter(|one| one.name == name);
    match (bearing.next(), bearing.next()) {
        (Some(only), None) => Some(only.roll_entry_id),
        (Some(_), Some(_)) => {
            let text = field.to_string();
            let last = choices.iter().rfind(|one| one.field == text)?;
            last.roll_entry_id.filter(|_| last.stands(votes))
        }
        (None, _) => None,
    }
}

fn written(field: &Field) -> Option<&str> {
    match field {
        Field::Written(_, name) => Some(name.as_str()),
        _ => None,
    }
}

/// What is said of a line.
pub struct NewChoice<'a> {
    /// The line.
    pub field: &'a Field,
    /// Its votes.
    pub votes: u32,
    /// The voter; none of those who bear the name.
    pub roll_entry_id: Option<RollEntryId>,
    /// The day on paper.
    pub chosen_on: NaiveDate,
    /// Why.
    pub reason: &'a str,
}

/// Keeps who is meant by a line, as a new version.
///
/// # Errors
/// Those of the database.
pub async fn choose(
    act: &mut Act<'_>,
    round_id: RoundId,
    new: &NewChoice<'_>,
) -> Result<(), Error> {
    let account_id = act.account_id()?;
    sqlx::query!(
        "
        insert into written_choice (
            round_id, field, version, roll_entry_id, chosen_on, account_id, reason, votes
        )
        select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7
        from written_choice
        where round_id = $1
        and field = $2
        ",
        round_id as RoundId,
        new.field.to_string(),
        new.roll_entry_id as Option<RollEntryId>,
        new.chosen_on,
        account_id as AccountId,
        new.reason,
        i32::try_from(new.votes).unwrap_or(i32::MAX),
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// What tells somebody from namesakes on the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apart {
    /// The group.
    pub group_no: i32,
    /// The day of birth, of which the month is shown, where a namesake is of the same group.
    pub birth_on: Option<NaiveDate>,
}

/// Those of the candidates who have namesakes on the roll, by their lines of it.
///
/// # Errors
/// Those of the database.
pub async fn apart(
    db: &mut PgConnection,
    election_id: ElectionId,
    listed: &[Candidate],
) -> sqlx::Result<Vec<(RollEntryId, Apart)>> {
    let on_roll = listed.iter().filter(|one| one.on_roll);
    let names: Vec<String> = on_roll.map(|one| one.name.clone()).collect();
    let bearers = of_names(db, election_id, &names).await?;
    Ok(told_apart(&bearers))
}

fn told_apart(bearers: &[Bearer]) -> Vec<(RollEntryId, Apart)> {
    let of = |one: &Bearer| {
        let mut others = bearers
            .iter()
            .filter(|other| other.name == one.name && other.roll_entry_id != one.roll_entry_id)
            .peekable();
        others.peek()?;
        let same_group = others.any(|other| other.group_no == one.group_no);
        let birth_on = same_group.then_some(one.birth_on);
        Some((one.roll_entry_id, Apart { group_no: one.group_no, birth_on }))
    };
    bearers.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bearer(id: i64, name: &str, group_no: i32) -> Bearer {
        Bearer {
            roll_entry_id: RollEntryId(id),
            name: name.to_owned(),
            sex: "f".to_owned(),
            birth_on: NaiveDate::default(),
            group_no,
        }
    }

    fn choice(field: &str, version: i32, id: Option<i64>) -> Choice {
        Choice {
            field: field.to_owned(),
            version,
            roll_entry_id: id.map(RollEntryId),
            votes: Some(34),
            chosen_on: NaiveDate::default(),
            reason: String::new(),
            by: String::new(),
        }
    }

    #[test]
    fn a_name_means_who_alone_bears_it_or_who_was_said_last() {
        let field: Field = "written.member.甲".parse().expect("a field");
        let alone = [bearer(1, "甲", 1), bearer(2, "乙", 1)];
        assert_eq!(meant((&field, 34), &alone, &[]), Some(RollEntryId(1)));
        assert_eq!(meant((&field, 34), &alone[1..], &[]), None);
        let two = [bearer(1, "甲", 1), bearer(2, "甲", 2)];
        assert_eq!(meant((&field, 34), &two, &[]), None);
        let said = [
            choice("written.member.甲", 1, Some(1)),
            choice("written.member.甲", 2, Some(2)),
            choice("written.deputy.甲", 1, Some(1)),
        ];
        assert_eq!(meant((&field, 34), &two, &said), Some(RollEntryId(2)));
        let none = [choice("written.member.甲", 1, None)];
        assert_eq!(meant((&field, 34), &two, &none), None);
        // the votes of the line were changed since
        assert_eq!(meant((&field, 33), &two, &said), None);
        // a choice of before an objection was upheld says nothing where there is one left
        assert_eq!(meant((&field, 34), &alone, &none), Some(RollEntryId(1)));
    }

    #[test]
    fn namesakes_are_told_apart_by_group_and_only_in_a_group_by_birth() {
        let all = [bearer(1, "甲", 1), bearer(2, "甲", 2), bearer(3, "甲", 2), bearer(4, "乙", 2)];
        let apart = told_apart(&all);
        let birth = NaiveDate::default();
        let expected = [(1, 1, None), (2, 2, Some(birth)), (3, 2, Some(birth))];
        let expected = expected
            .map(|(id, group_no, birth_on)| (RollEntryId(id), Apart { group_no, birth_on }));
        assert_eq!(apart, expected);
    }
}
