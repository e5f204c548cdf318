//! What a form says of a person beside what stays as it is: the membership that says the politics, the
//! identity number that says birth and sex.

use sqlx::PgConnection;

use super::{forms, secret, store::Person};
use crate::{
    party::{sets as party, store::members},
    shell::{Error, form::Form, vault::Vault, words::Words},
};

/// What is said of the politics of a member follows from the membership, as in lists
/// (`imports::store::check::members::politics`): whoever leaves the Party is entered there.
pub(super) async fn politics(
    db: &mut PgConnection,
    form: &mut Form,
    person: &Person,
    words: &Words,
) -> sqlx::Result<()> {
    let typed = form.value("politics").to_owned();
    if typed == person.politics.as_deref().unwrap_or_default() {
        return Ok(());
    }
    let Some(member) = members::of_person(db, person.person_id).await? else {
        if !typed.is_empty() && !party::NO_MEMBER.contains(&&*typed) {
            form.wrong("politics", words, "person-politics-no-member", &[]);
        }
        return Ok(());
    };
    if typed != party::politics(&member.standing) {
        let standing = words.text(&format!("standing-{}", member.standing));
        let variables = [("branch", member.name.into()), ("standing", standing.into())];
        form.wrong("politics", words, "person-politics-member", &variables);
    }
    Ok(())
}

/// Whether the number is to be taken away.
pub(super) fn clears(form: &Form) -> bool {
    form.value("idno_clear") == "1" && form.value("idno").is_empty()
}

/// Whether the number that stays goes together with what is said now.
pub(super) fn kept_fits(
    vault: &Vault,
    person: &Person,
    typed: &forms::Typed,
    form: &mut Form,
    words: &Words,
) -> Result<bool, Error> {
    if let (Some(cipher), None, false) = (&person.idno_cipher, &typed.number, clears(form)) {
        let kept = secret::open_number(vault, cipher)?;
        forms::contradictions(form, &kept, typed.data.birth_on, typed.data.sex, words);
    }
    Ok(form.errors().is_empty())
}
