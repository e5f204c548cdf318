//! Persons of whom nothing is kept but that a draft of a roll named them.

use sqlx::PgConnection;

use crate::shell::ids::{PersonId, RollId};

/// Removes those of these persons whom this roll brought in, to whom nothing refers
/// (`merge::REFERENCES`) and whose identity nobody has entered; the others stay. Who was there before,
/// or has been named by another list since, is not the roll's to remove.
///
/// # Errors
/// Those of the database.
pub async fn remove(
    db: &mut PgConnection,
    persons: &[PersonId],
    roll_id: RollId,
) -> sqlx::Result<()> {
    let persons: Vec<i64> = persons.iter().map(|id| id.0).collect();
    sqlx::query!(
        "
        delete from person
        where person_id = any ($1)
        and brought_by = $2
        and idno_digest is null
        and merged_into is null
        and not exists (select from person as other where other.merged_into = person.person_id)
        and not exists (select from contact where contact.person_id = person.person_id)
        and not exists (
            select from identity_showing where identity_showing.person_id = person.person_id
        )
        and not exists (select from kinship where kinship.a_id = person.person_id)
        and not exists (select from kinship where kinship.b_id = person.person_id)
        and not exists (select from membership where membership.person_id = person.person_id)
        and not exists (select from office where office.person_id = person.person_id)
        and not exists (select from person_case where one_id = person.person_id)
        and not exists (select from person_case where other_id = person.person_id)
        and not exists (select from phone where phone.person_id = person.person_id)
        and not exists (select from roll_entry where roll_entry.person_id = person.person_id)
        and not exists (select from whereabouts where whereabouts.person_id = person.person_id)
        ",
        &persons,
        roll_id as RollId,
    )
    .execute(db)
    .await?;
    Ok(())
}
