//! Statistics that the database plans by, counted anew after many rows were added at once.

use sqlx::PgPool;

use super::Error;

/// Counts tables anew, all where none is named; beside any transaction, for whoever counts keeps
/// others from it until theirs ends.
///
/// # Errors
/// Those of the database.
pub async fn count(db: &PgPool, grown: Option<&[&str]>) -> Result<(), Error> {
    let grown = grown.map(|names| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
    sqlx::query!("select count_tables($1)", grown.as_deref()).execute(db).await?;
    Ok(())
}
