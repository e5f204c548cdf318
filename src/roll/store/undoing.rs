//! Undoing what a decision made of a roll: by counter-corrections in the act that decides anew.

use law::body::Sex;
use sqlx::PgConnection;

use super::{Change, NewCorrection, Was, correct};
use crate::{
    roll::entry::Line,
    shell::{
        Error,
        act::Act,
        ids::{CorrectionId, ElectionId, ObjectionId, PersonId, RollEntryId},
        mandate::AtElection,
    },
};

/// A correction that nobody has undone.
struct Made {
    correction_id: CorrectionId,
    person_id: PersonId,
    struck: Option<Was>,
    added: Option<Was>,
}

/// Undoes the corrections that an objection made, the newest first; says how many counter-corrections
/// that took. What was changed again since stays as it was changed.
///
/// # Errors
/// Those of the database.
pub async fn undo(
    act: &mut Act<'_>,
    at: &AtElection,
    new: &NewCorrection<'_>,
    objection_id: ObjectionId,
) -> Result<usize, Error> {
    let mut undone = 0;
    for made in made(act, objection_id).await? {
        let now = now(act, at.election_id, made.person_id).await?;
        let twin = match (&made.struck, &now) {
            (Some(was), None) => stands(act, at.election_id, was).await?,
            _ => false,
        };
        let Some(change) = counter(&made, now.as_ref()).filter(|_| !twin) else { continue };
        let new = NewCorrection { undoes: Some(made.correction_id), ..*new };
        correct(act, at, &new, &change).await?;
        undone += 1;
    }
    Ok(undone)
}

/// What brings the roll back to where it stood before a correction, as far as nobody has changed it
/// since: `now` is the entry of the same person that stands.
fn counter(made: &Made, now: Option<&(RollEntryId, Was)>) -> Option<Change> {
    match (&made.struck, &made.added, now) {
        (None, Some(_), Some((entry_id, _))) => Some(Change::Strike(*entry_id)),
        (Some(was), None, None) => Some(Change::Return(made.person_id, line(was))),
        (Some(was), Some(is), Some((entry_id, now))) => {
            let back = merged(was, is, now);
            (back != *now).then(|| Change::Correct(*entry_id, line(&back)))
        }
        _ => None,
    }
}

/// The entry that stands, with what a correction changed put back where it still stands so.
fn merged(was: &Was, is: &Was, now: &Was) -> Was {
    fn one<T: Clone + PartialEq>(was: &T, is: &T, now: &T) -> T {
        if now == is { was.clone() } else { now.clone() }
    }
    Was {
        name: one(&was.name, &is.name, &now.name),
        sex: one(&was.sex, &is.sex, &now.sex),
        birth_on: one(&was.birth_on, &is.birth_on, &now.birth_on),
        group_no: one(&was.group_no, &is.group_no, &now.group_no),
        category: one(&was.category, &is.category, &now.category),
    }
}

fn line(was: &Was) -> Line {
    let category = ["a", "b", "c"].into_iter().find(|one| *one == was.category).unwrap_or("a");
    Line {
        name: was.name.clone(),
        sex: if was.sex == "f" { Sex::Woman } else { Sex::Man },
        birth_on: was.birth_on,
        group_no: was.group_no,
        category,
    }
}

async fn made(db: &mut PgConnection, objection_id: ObjectionId) -> sqlx::Result<Vec<Made>> {
    let rows = sqlx::query!(
        r#"
        select roll_correction_id, coalesce(struck.person_id, added.person_id) as "person_id!: PersonId",
            struck.name as "struck_name?", struck.sex as "struck_sex?",
            struck.birth_on as "struck_birth_on?", struck.group_no as "struck_group_no?",
            struck.category as "struck_category?",
            added.name as "added_name?", added.sex as "added_sex?",
            added.birth_on as "added_birth_on?", added.group_no as "added_group_no?",
            added.category as "added_category?"
        from roll_correction
        left join roll_entry as struck on struck.struck_by = roll_correction_id
        left join roll_entry as added on added.added_by = roll_correction_id
        where objection_id = $1
        and undoes is null
        and not exists (
            select
            from roll_correction as counter
            where counter.undoes = roll_correction.roll_correction_id
        )
        order by roll_correction_id desc
        "#,
        objection_id as ObjectionId,
    )
    .fetch_all(db)
    .await?;
    let made = rows.into_iter().map(|row| Made {
        correction_id: row.roll_correction_id,
        person_id: row.person_id,
        struck: Was::of(
            row.struck_name,
            row.struck_sex,
            row.struck_birth_on,
            row.struck_group_no,
            row.struck_category,
        ),
        added: Was::of(
            row.added_name,
            row.added_sex,
            row.added_birth_on,
            row.added_group_no,
            row.added_category,
        ),
    });
    Ok(made.collect())
}

/// The entry of a person that stands on a roll.
async fn now(
    db: &mut PgConnection,
    election_id: ElectionId,
    person_id: PersonId,
) -> sqlx::Result<Option<(RollEntryId, Was)>> {
    let row = sqlx::query!(
        "
        select roll_entry_id, roll_entry.name, sex, birth_on, group_no, category
        from roll
        join roll_entry using (roll_id)
        where election_id = $1
        and person_id = $2
        and struck_by is null
        ",
        election_id as ElectionId,
        person_id as PersonId,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| {
        let (name, sex, birth_on) = (row.name, row.sex, row.birth_on);
        let was = Was { name, sex, birth_on, group_no: row.group_no, category: row.category };
        (row.roll_entry_id, was)
    }))
}

/// Whether somebody with that name and day of birth stands already, entered again as another person.
async fn stands(db: &mut PgConnection, election_id: ElectionId, was: &Was) -> sqlx::Result<bool> {
    let found = super::standing(db, election_id, &was.name, Some(was.birth_on)).await?;
    Ok(!found.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn was(name: &str, group_no: i32) -> Was {
        Was {
            name: name.to_owned(),
            sex: "f".to_owned(),
            birth_on: chrono::NaiveDate::from_ymd_opt(1980, 1, 2).expect("a day"),
            group_no,
            category: "a".to_owned(),
        }
    }

    fn made(struck: Option<Was>, added: Option<Was>) -> Made {
        Made { correction_id: CorrectionId(1), person_id: PersonId(2), struck, added }
    }

    #[test]
    fn what_was_added_is_struck_and_what_was_struck_stands_again() {
        let now = (RollEntryId(7), was("甲", 1));
        let added = made(None, Some(was("甲", 1)));
        assert_eq!(counter(&added, Some(&now)), Some(Change::Strike(RollEntryId(7))));
        assert_eq!(counter(&added, None), None, "struck since");
        let struck = made(Some(was("甲", 1)), None);
        let again = Change::Return(PersonId(2), line(&was("甲", 1)));
        assert_eq!(counter(&struck, None), Some(again));
        assert_eq!(counter(&struck, Some(&now)), None, "stands already");
    }

    #[test]
    fn a_correction_is_put_back_only_where_it_still_stands() {
        let corrected = made(Some(was("甲", 1)), Some(was("乙", 1)));
        let back = |now: Was| counter(&corrected, Some(&(RollEntryId(7), now)));
        let expected = |was: Was| Some(Change::Correct(RollEntryId(7), line(&was)));
        assert_eq!(back(was("乙", 1)), expected(was("甲", 1)));
        // another group since: only the name goes back
        assert_eq!(back(was("乙", 3)), expected(was("甲", 3)));
        // another name since: nothing of it stands any more
        assert_eq!(back(was("丙", 1)), None);
        assert_eq!(counter(&corrected, None), None, "struck since");
    }
}
