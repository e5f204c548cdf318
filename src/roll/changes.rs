//! What is done to a roll, as it is typed: somebody is added, struck, or corrected.

use chrono::NaiveDate;
use law::{body::Sex, roll::reaches_age};
use sqlx::PgConnection;

use super::{
    entry::{self, Line},
    store::{self, Change, Voter},
};
use crate::{
    places::store::groups,
    shell::{Error, form::Form, ids::ElectionId, mandate::AtElection, words::Words},
};

/// What can be done.
const CHANGES: [&str; 3] = ["add", "strike", "correct"];
const SEXES: [&str; 2] = ["f", "m"];
const CATEGORIES: [&str; 3] = ["a", "b", "c"];

/// What the fields are called.
pub const LABELS: [(&str, &str); 9] = [
    ("change", "correction-kind"),
    ("voter", "correction-voter"),
    ("voter_birth_on", "correction-voter-birth"),
    ("name", "roll-column-name"),
    ("sex", "roll-column-sex"),
    ("birth_on", "roll-column-birth"),
    ("group", "roll-column-group"),
    ("category", "roll-column-category"),
    ("grounds", "correction-grounds"),
];

/// The words that can be chosen, in words.
pub struct Choices {
    /// What is done.
    pub changes: Vec<(&'static str, String)>,
    /// Sexes.
    pub sexes: Vec<(&'static str, String)>,
    /// Categories of voters.
    pub categories: Vec<(&'static str, String)>,
}

impl Choices {
    /// The choices in a language.
    pub fn new(words: &Words) -> Self {
        let said = |word, key: String| (word, words.text(&key));
        Self {
            changes: CHANGES.map(|word| said(word, format!("correction-{word}"))).into(),
            sexes: SEXES.map(|word| said(word, format!("sex-{word}"))).into(),
            categories: CATEGORIES.map(|word| said(word, format!("roll-category-{word}"))).into(),
        }
    }
}

/// Reads what is to be done; what is wrong is noted at its field. Call it with the roll locked.
///
/// # Errors
/// Those of the database.
pub async fn change(
    form: &mut Form,
    db: &mut PgConnection,
    at: &AtElection,
    election_on: NaiveDate,
    words: &Words,
) -> Result<Option<Change>, Error> {
    let kind = form.word("change", |word| CHANGES.into_iter().find(|one| *one == word), words);
    let voter = match kind {
        Some("strike" | "correct") => match voter(form, db, at.election_id, words).await? {
            Some(voter) => Some(voter),
            None => return Ok(None),
        },
        _ => None,
    };
    if let (Some("strike"), Some(voter)) = (kind, &voter) {
        return Ok(Some(Change::Strike(voter.roll_entry_id)));
    }
    if kind.is_none() {
        return Ok(None);
    }
    let Some(line) = line(form, voter.as_ref(), election_on, words) else { return Ok(None) };
    let moved = voter.as_ref().is_none_or(|voter| voter.group_no != line.group_no);
    if moved && !groups::may_have(db, at.unit.place_id, line.group_no).await? {
        form.wrong("group", words, "roll-no-group", &[("n", line.group_no.to_string().into())]);
        return Ok(None);
    }
    let others = store::standing(db, at.election_id, &line.name, Some(line.birth_on)).await?;
    let own = voter.as_ref().map(|voter| voter.roll_entry_id);
    if others.iter().any(|other| Some(other.roll_entry_id) != own) {
        let name = line.name.clone();
        form.wrong("name", words, "roll-there-already", &[("value", name.into())]);
        return Ok(None);
    }
    Ok(match voter {
        None => Some(Change::Add(line)),
        Some(voter) if is(&voter, &line) => {
            form.wrong("name", words, "correction-nothing", &[]);
            None
        }
        Some(voter) => Some(Change::Correct(voter.roll_entry_id, line)),
    })
}

/// The voter who is named, by the day of birth where several bear the name.
async fn voter(
    form: &mut Form,
    db: &mut PgConnection,
    election_id: ElectionId,
    words: &Words,
) -> Result<Option<Voter>, Error> {
    let typed = form.text("voter", 60, words);
    let birth_on = form.date_if_any("voter_birth_on", words);
    let (Some(typed), None) = (typed, form.error("voter_birth_on")) else { return Ok(None) };
    let name = entry::name(&typed).unwrap_or_default();
    let mut found = store::standing(db, election_id, &name, birth_on).await?;
    if found.len() == 1 {
        return Ok(found.pop());
    }
    let key = if found.is_empty() { "correction-not-on-roll" } else { "correction-several" };
    form.wrong("voter", words, key, &[]);
    Ok(None)
}

/// What is to stand on the roll; of a voter who stands there, empty fields stay as they are.
fn line(
    form: &mut Form,
    voter: Option<&Voter>,
    election_on: NaiveDate,
    words: &Words,
) -> Option<Line> {
    if let Some(voter) = voter {
        for (field, text) in [
            ("name", voter.name.clone()),
            ("sex", voter.sex.clone()),
            ("birth_on", voter.birth_on.to_string()),
            ("group", voter.group_no.to_string()),
            ("category", voter.category.clone()),
        ] {
            form.fill(field, text);
        }
    }
    let name = form.text("name", 60, words).map(|text| entry::name(&text).unwrap_or_default());
    if name.as_ref().is_some_and(String::is_empty) {
        let typed = form.value("name").to_owned();
        form.wrong("name", words, "roll-bad-name", &[("value", typed.into())]);
    }
    let one_of = |all: &'static [&'static str]| {
        move |word: &str| all.iter().copied().find(|one| *one == word)
    };
    let sex = form.word("sex", one_of(&SEXES), words);
    let birth_on = form.date("birth_on", words);
    if birth_on.is_some_and(|on| reaches_age(on, 18).is_none_or(|of_age| of_age > election_on)) {
        let who = format!("{} {}", name.as_deref().unwrap_or_default(), form.value("birth_on"));
        form.wrong("birth_on", words, "roll-under-age", &[("value", who.trim().into())]);
    }
    let group = form.whole("group", 1, 999, words);
    let category = form.word("category", one_of(&CATEGORIES), words);
    let line = Line {
        name: name?,
        sex: if sex? == "f" { Sex::Woman } else { Sex::Man },
        birth_on: birth_on?,
        group_no: group.and_then(|group| i32::try_from(group).ok())?,
        category: category?,
    };
    form.errors().is_empty().then_some(line)
}

fn is(voter: &Voter, line: &Line) -> bool {
    let sex = if line.sex == Sex::Woman { "f" } else { "m" };
    voter.name == line.name
        && voter.sex == sex
        && voter.birth_on == line.birth_on
        && voter.group_no == line.group_no
        && voter.category == line.category
}
