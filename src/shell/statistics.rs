//! Statistics that the database plans by, counted anew after many rows were added at once.

use sqlx::PgPool;

/// Counts tables anew, all where none is named; beside any transaction, for whoever counts keeps
/// others from it until theirs ends. What was done before is done, also where this fails: the
/// database is slower then until it counts by itself.
pub async fn count(db: &PgPool, grown: Option<&[&str]>) {
    let grown = grown.map(|names| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
    let counted = sqlx::query!("select count_tables($1)", grown.as_deref()).execute(db).await;
    if let Err(error) = counted {
        tracing::warn!(%error, "tables could not be counted");
    }
}
