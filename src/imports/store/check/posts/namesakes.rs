//! Who holds the post of a line by what is there, is called like the one of the line, and was born another day.

use sqlx::PgConnection;

use crate::shell::ids::ImportId;

/// A line about somebody new, whose post somebody of the name and sex has since the same day or in the same
/// term, or both hold: often a slip in the day of birth. Two of a committee can be called the same, so that
/// somebody is to look, and no more.
///
/// # Errors
/// Those of the database.
pub async fn look(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with told as (
            select line, min(person.birth_on) as birth_on
            from import_line
            join office on office.place_id = (given ->> 'place')::bigint
                and office.body = given ->> 'body'
                and office.post = given ->> 'post'
            join person on person.person_id = office.person_id
            where import_id = $1
            and target_id is null
            and bar < 2
            and found = '[]'
            and name_key(person.name) = name_key(given ->> 'name')
            and person.sex = given ->> 'sex'
            and person.birth_on <> (given ->> 'birth')::date
            -- two numbers are two persons
            and (person.idno_digest is null or import_line.idno_digest is null)
            and coalesce(held_in(office) = import_line.held_in, true)
            and (
                office.from_on = (given ->> 'from_on')::date
                or office.term_no = (given ->> 'term')::int
                or office.until_on is null and not given ? 'until_on'
            )
            group by line
        )
        update import_line
        set noted = coalesce(noted, '[]') || jsonb_build_array(jsonb_build_object(
            'column', 'birth', 'key', 'import-warn-other-birth', 'value', birth_on::text
        ))
        from told
        where import_line.import_id = $1
        and import_line.line = told.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}
