//! Corrections of the posted roll that no notice has told yet, as pages say them.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{
    lines::{CorrectionLine, correction_line},
    store::{self, Line, Untold},
};
use crate::shell::{ids::ElectionId, words::Words};

/// Each correction with the day from which a notice can tell it: not before the one that it follows,
/// or the wall would tell a change of what nobody has read.
pub fn dated(untold: &[Untold]) -> Vec<Line> {
    let mut dated: Vec<Line> = Vec::new();
    for one in untold {
        let before = dated.iter().find(|line| Some(line.correction) == one.follows);
        let made_on = before.map_or(one.made_on, |before| before.made_on.max(one.made_on));
        dated.push(Line { correction: one.correction, made_on });
    }
    dated
}

/// How many more voters corrections leave on a roll than there were; less than nothing where fewer.
pub fn more(untold: &[Untold], of: &[Line]) -> i64 {
    let is_of = |one: &&Untold| of.iter().any(|line| line.correction == one.correction);
    let one = |one: &Untold| match one.kind.as_str() {
        "add" => 1,
        "strike" => -1,
        _ => 0,
    };
    untold.iter().filter(is_of).map(one).sum()
}

/// What no notice has told, each correction in words.
///
/// # Errors
/// Those of the database.
pub async fn told(
    db: &mut PgConnection,
    election_id: ElectionId,
    words: &Words,
) -> sqlx::Result<Vec<String>> {
    let lines = dated(&store::untold(db, election_id).await?);
    said(db, election_id, &lines, words).await
}

/// Corrections in words.
///
/// # Errors
/// Those of the database.
pub async fn said(
    db: &mut PgConnection,
    election_id: ElectionId,
    lines: &[Line],
    words: &Words,
) -> sqlx::Result<Vec<String>> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = store::corrections(db, election_id).await?;
    all.retain(|one| lines.iter().any(|line| line.correction == one.correction_id.0));
    Ok(all.into_iter().map(|one| line(&correction_line(one, None, words), words)).collect())
}

fn line(one: &CorrectionLine, words: &Words) -> String {
    let stands = [&*one.was, &*one.is].into_iter().filter(|entry| !entry.is_empty());
    let stands = stands.collect::<Vec<_>>().join(" → ");
    let variables = [
        ("kind", one.kind.as_str().into()),
        ("entry", stands.into()),
        ("day", one.made_on.as_str().into()),
    ];
    words.text_with("notice-untold-line", &variables)
}

/// The first day on which there is something to tell.
pub fn first(lines: &[Line]) -> Option<NaiveDate> {
    lines.iter().map(|line| line.made_on).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 3, day).expect("a day")
    }

    fn untold(correction: i64, on: u32, kind: &str, follows: Option<i64>) -> Untold {
        Untold { correction, made_on: day(on), kind: kind.to_owned(), follows }
    }

    #[test]
    fn a_correction_is_not_told_before_the_one_that_it_follows() {
        let all = [
            untold(1, 5, "correct", None),
            untold(2, 3, "correct", Some(1)),
            untold(3, 4, "strike", Some(2)),
            untold(4, 2, "add", Some(9)),
        ];
        let days: Vec<NaiveDate> = dated(&all).iter().map(|line| line.made_on).collect();
        assert_eq!(days, [day(5), day(5), day(5), day(2)]);
        assert_eq!(first(&dated(&all)), Some(day(2)));
        assert_eq!(more(&all, &dated(&all)), 0);
        assert_eq!(more(&all, &dated(&all[..3])), -1);
    }
}
