//! The lines that change something of who or what is there, as they are listed.

use sqlx::PgConnection;

use crate::{imports::change::Change, shell::ids::ImportId};

/// A line that changes something, and who or what it is about.
#[derive(Clone, Debug)]
pub struct Changing {
    /// Its number.
    pub line: i64,
    /// The name that it says.
    pub name: String,
    /// What it changes.
    pub changes: Vec<Change>,
}

/// Lines after one that change something.
///
/// # Errors
/// Those of the database.
pub async fn after(
    db: &mut PgConnection,
    import_id: ImportId,
    (after, most): (i64, i64),
) -> sqlx::Result<Vec<Changing>> {
    let rows = sqlx::query!(
        r#"
        select line, alters(import_line) as "changes!",
            coalesce(
                given ->> 'name', given ->> 'unit_name',
                (select name from place where place_id = (given ->> 'place')::bigint), ''
            ) as "name!"
        from import_line
        where import_id = $1
        and line > $2
        and alters(import_line) <> '[]'
        and bar < 2
        and found = '[]'
        order by line
        limit $3
        "#,
        import_id as ImportId,
        after,
        most,
    )
    .fetch_all(db)
    .await?;
    let changing = rows.into_iter().map(|row| Changing {
        line: row.line,
        name: row.name,
        changes: serde_json::from_value(row.changes).unwrap_or_default(),
    });
    Ok(changing.collect())
}
