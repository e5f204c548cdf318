//! Two records side by side, as a clerk compares them.

use std::collections::BTreeSet;

use sqlx::PgConnection;

use super::{
    edit,
    lines::office_text,
    secret,
    store::{Person, contacts, kin, offices},
};
use crate::shell::{Error, vault::Vault, words::Words};

/// Label, of the one, of the other, whether they differ.
pub type Row = (String, String, String, bool);

/// All that is compared; telephones are shown to those who call.
pub async fn rows(
    db: &mut PgConnection,
    vault: &Vault,
    [one, other]: [&Person; 2],
    calls: bool,
    w: &Words,
) -> Result<Vec<Row>, Error> {
    let mut rows = compared(vault, one, other, w)?;
    let around = [Around::of(db, vault, one, w).await?, Around::of(db, vault, other, w).await?];
    rows.extend(beside(around.each_ref(), calls, w));
    Ok(rows)
}

fn compared(vault: &Vault, one: &Person, other: &Person, w: &Words) -> Result<Vec<Row>, Error> {
    let number = |person: &Person| -> Result<String, Error> {
        Ok(edit::masked(vault, person)?.unwrap_or_else(|| w.text("person-number-lacks")))
    };
    let sex = |person: &Person| w.text(&format!("sex-{}", person.sex));
    let place = |person: &Person| person.place.clone().unwrap_or_default();
    let group = |person: &Person| person.group_no.map(|no| no.to_string()).unwrap_or_default();
    let word = |set: &str, word: &Option<String>| {
        word.as_ref().map(|word| w.text(&format!("{set}-{word}"))).unwrap_or_default()
    };
    let rows = [
        ("person-name", one.name.clone(), other.name.clone()),
        ("roll-column-sex", sex(one), sex(other)),
        ("candidate-birth-on", one.birth_on.to_string(), other.birth_on.to_string()),
        ("person-number", number(one)?, number(other)?),
        ("person-place", place(one), place(other)),
        ("person-group", group(one), group(other)),
        (
            "person-nationality",
            word("nationality", &one.nationality),
            word("nationality", &other.nationality),
        ),
        (
            "person-education",
            word("education", &one.education),
            word("education", &other.education),
        ),
        ("person-politics", word("politics", &one.politics), word("politics", &other.politics)),
    ];
    let rows = rows.into_iter();
    let told = rows.map(|(label, one, other)| {
        let differs = one != other;
        (w.text(label), one, other, differs)
    });
    Ok(told.collect())
}

/// What hangs on a record: telephones, posts in words, and how many are kin.
struct Around {
    phones: BTreeSet<String>,
    posts: String,
    kin: String,
}

impl Around {
    async fn of(
        db: &mut PgConnection,
        vault: &Vault,
        person: &Person,
        w: &Words,
    ) -> Result<Self, Error> {
        let mut phones = BTreeSet::new();
        for phone in contacts::phones(db, person.person_id).await? {
            phones.insert(secret::open_phone(vault, &phone.number_cipher)?);
        }
        let offices = offices::of(db, person.person_id).await?;
        let offices: Vec<String> = offices.iter().map(|one| office_text(one, w)).collect();
        let ties = kin::around(db, person.person_id).await?;
        let own = |tie: &&kin::Tie| tie.a_id == person.person_id || tie.b_id == person.person_id;
        let kin = ties.iter().filter(own).count().to_string();
        Ok(Self { phones, posts: offices.join(&w.text("import-and")), kin })
    }

    /// The telephones beside those of the other record: masked, or how many there are for those who do
    /// not call.
    fn phones(&self, other: &Self, calls: bool, w: &Words) -> String {
        if calls {
            let masked: Vec<String> =
                self.phones.iter().map(|one| secret::masked_phone(one)).collect();
            return masked.join(&w.text("import-and"));
        }
        if self.phones.is_empty() {
            return String::new();
        }
        let same = self.phones.intersection(&other.phones).count();
        let numbers = [("n", self.phones.len().into()), ("same", same.into())];
        w.text_with("case-phones", &numbers)
    }
}

/// The same of both records side by side.
fn beside([one, other]: [&Around; 2], calls: bool, w: &Words) -> Vec<Row> {
    let phones = [one.phones(other, calls, w), other.phones(one, calls, w)];
    let row = |label: &str, one: &str, other: &str, differs: bool| {
        (w.text(label), one.to_owned(), other.to_owned(), differs)
    };
    vec![
        row("person-phone", &phones[0], &phones[1], one.phones != other.phones),
        row("case-posts", &one.posts, &other.posts, one.posts != other.posts),
        row("case-kin", &one.kin, &other.kin, one.kin != other.kin),
    ]
}
