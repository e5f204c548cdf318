//! Statistics that the database plans by, counted anew after many rows were added at once.

use sqlx::PgPool;

/// Counts tables anew, all where none is named; beside any transaction and each by itself, for whoever
/// counts keeps others from a table until that is done. What was done before is done, also where this
/// fails: the database is slower then until it counts by itself.
pub async fn count(db: &PgPool, grown: Option<&[&str]>) {
    if let Err(error) = each(db, grown).await {
        tracing::warn!(%error, "tables could not be counted");
    }
}

async fn each(db: &PgPool, grown: Option<&[&str]>) -> sqlx::Result<()> {
    let names = match grown {
        Some(names) => names.iter().map(|&name| name.to_owned()).collect(),
        None => all(db).await?,
    };
    for name in names {
        sqlx::query!("select count_tables($1)", &[name]).execute(db).await?;
    }
    Ok(())
}

async fn all(db: &PgPool) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select relname::text as "name!"
        from pg_class
        where relkind = 'r'
        and relnamespace = current_schema()::regnamespace
        "#,
    )
    .fetch_all(db)
    .await
}
