//! Whom a form means by a name: a day of birth tells most apart who are called the same; of those who
//! are left one is chosen.

use sqlx::PgConnection;

use super::{
    forms,
    lines::place_of,
    pages::line,
    secret,
    store::{self, list},
};
use crate::shell::{
    Error,
    act::Act,
    form::Form,
    ids::{PersonId, WorldId},
    mandate::AtPlace,
    vault::Vault,
    words::Words,
};

/// The fields of a form by which somebody is named.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    name: &'static str,
    birth: &'static str,
    /// Which of several.
    which: &'static str,
}

/// Kin.
pub(super) const KIN: Fields =
    Fields { name: "kin_name", birth: "kin_birth_on", which: "kin_which" };
/// Who may be the same person.
pub(super) const SAME: Fields =
    Fields { name: "same_name", birth: "same_birth_on", which: "same_which" };

/// Somebody else who is meant.
pub(super) async fn who(
    act: &mut Act<'_>,
    form: &mut Form,
    fields: Fields,
    at: &AtPlace,
    but: PersonId,
    words: &Words,
) -> Result<Option<PersonId>, Error> {
    let name = forms::name(form, fields.name, words);
    let birth_on = form.date_if_any(fields.birth, words);
    let Some(name) = name else { return Ok(None) };
    let named = list::named(act, at.at.world, &name, birth_on).await?;
    let found: Vec<PersonId> = named.iter().copied().filter(|one| *one != but).collect();
    let chosen = form.value(fields.which);
    let (field, key) = match found[..] {
        [one] => return Ok(Some(one)),
        [] if !named.is_empty() => (fields.name, "person-oneself"),
        [] => {
            // somebody is called so: whoever is told that there is nobody would add a second record
            let mut called = list::named(act, at.at.world, &name, None).await?;
            called.retain(|one| *one != but);
            match called.len() {
                0 => (fields.name, "person-nobody"),
                1 => (fields.birth, "person-nobody-born"),
                _ => (fields.birth, "person-nobody-born-several"),
            }
        }
        _ => match found.iter().find(|one| one.to_string() == chosen) {
            Some(one) => return Ok(Some(*one)),
            None if birth_on.is_none() => (fields.birth, "person-several"),
            None => (fields.which, "person-several-choose"),
        },
    };
    let there = if field == fields.birth {
        called(act, at, (&name, but), words).await?
    } else {
        String::new()
    };
    form.wrong(field, words, key, &[("there", there.into())]);
    Ok(None)
}

/// Who has a name, in words: of those of the place with day of birth and village, for they are listed there; of
/// others only that there are some, for nobody learns by a name alone who is called so.
async fn called(
    db: &mut PgConnection,
    at: &AtPlace,
    (name, but): (&str, PersonId),
    words: &Words,
) -> sqlx::Result<String> {
    let places = store::within(db, at.place_id).await?;
    let here = list::namesakes(db, &places, name, None).await?;
    let all = list::named(db, at.at.world, name, None).await?;
    let elsewhere = all.iter().any(|one| *one != but && !here.contains(one));
    let listed = list::listed(db, &here).await?.into_iter().filter(|one| one.person_id != but);
    let said = listed.map(|one| {
        let birth_on = one.birth_on;
        format!("{birth_on} {}", place_of(one.place, one.group_no, words)).trim_end().to_owned()
    });
    let said: Vec<String> = said.collect();
    let mut there = Vec::new();
    if !said.is_empty() {
        there.push(words.text_with(
            "person-called-here",
            &[("n", said.join(&words.text("import-and")).into())],
        ));
    }
    if elsewhere {
        there.push(words.text("person-called-elsewhere"));
    }
    Ok(there.join(&words.text("person-moved-and")))
}

/// Keys, and what tells them apart.
type Choice = Vec<(String, String)>;

/// Those of whom one is to be chosen, kin or the same person; nobody where that is not asked.
pub(super) async fn to_choose(
    (vault, db): (&Vault, &mut PgConnection),
    form: &Form,
    who: (WorldId, PersonId),
    words: &Words,
) -> Result<[Choice; 2], Error> {
    let kin = choice((vault, db), form, KIN, who, words).await?;
    Ok([kin, choice((vault, db), form, SAME, who, words).await?])
}

async fn choice(
    (vault, db): (&Vault, &mut PgConnection),
    form: &Form,
    fields: Fields,
    (world, but): (WorldId, PersonId),
    words: &Words,
) -> Result<Choice, Error> {
    let birth_on = form.value(fields.birth).parse().ok();
    if form.error(fields.which).is_none() || birth_on.is_none() {
        return Ok(Vec::new());
    }
    let named = list::named(db, world, form.value(fields.name), birth_on).await?;
    let numbers = list::numbers_of(db, &named).await?;
    let listed = list::listed(db, &named).await?.into_iter().filter(|one| one.person_id != but);
    listed
        .map(|one| {
            let person_id = one.person_id;
            let number = match numbers.get(&person_id) {
                Some(cipher) => secret::open_number(vault, cipher)?.number.masked(),
                None => words.text("person-number-lacks"),
            };
            let one = line(one, world, words);
            let parts = [one.name, one.sex, one.birth_on, one.place, number];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            Ok((person_id.to_string(), parts.join(" · ")))
        })
        .collect()
}
