//! The database: connecting, migrating, roles.
//!
//! An owner migrates, the role `huanjie_app` runs: it can add rows to the journal but neither change
//! nor remove them. With a database of somebody else's that has one role only, grants protect
//! nothing, which `/readyz` says.

use std::time::Duration;

use sqlx::{
    Executor, PgConnection, PgPool,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The role that runs the program on a database of its own.
pub const APP_ROLE: &str = "huanjie_app";

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// It cannot be reached.
    #[error("the database cannot be reached")]
    Unreachable(#[source] sqlx::Error),
    /// A newer program has migrated it.
    #[error("the schema {0} is newer than this program")]
    Newer(i64),
    /// A migration failed or was changed.
    #[error("the schema cannot be migrated")]
    Migration(#[source] MigrateError),
}

/// Brings the schema up to date.
///
/// # Errors
/// [`DbError::Newer`] for a schema that this program does not know.
pub async fn migrate(options: &PgConnectOptions) -> Result<(), DbError> {
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options.clone())
        .await
        .map_err(DbError::Unreachable)?;
    let done = MIGRATIONS.run(&pool).await;
    match done {
        Ok(()) => {}
        Err(MigrateError::VersionMissing(version)) => return Err(DbError::Newer(version)),
        Err(error) => return Err(DbError::Migration(error)),
    }
    let mut connection = pool.acquire().await.map_err(DbError::Unreachable)?;
    grant(&mut connection).await.map_err(DbError::Unreachable)?;
    drop(connection);
    pool.close().await;
    Ok(())
}

/// Grants the running role what it needs, where there is such a role.
async fn grant(db: &mut PgConnection) -> sqlx::Result<()> {
    let known = sqlx::query_scalar!("select 1 from pg_roles where rolname = 'huanjie_app'")
        .fetch_optional(&mut *db)
        .await?;
    if known.is_some() {
        db.execute(include_str!("db/grants.sql")).await?;
    }
    Ok(())
}

/// Makes the running role and the database on a server of our own, as its superuser.
///
/// # Errors
/// Those of the database.
pub async fn prepare(options: &PgConnectOptions, database: &str) -> sqlx::Result<()> {
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
    let mut db = pool.acquire().await?;
    db.execute(
        "
        do $$
        begin
            if not exists (select from pg_roles where rolname = 'huanjie_app') then
                create role huanjie_app login;
            end if;
        end
        $$
        ",
    )
    .await?;
    let known = sqlx::query_scalar!("select 1 from pg_database where datname = $1", database)
        .fetch_optional(&mut *db)
        .await?;
    if known.is_none() {
        // the name is ours, not a visitor's
        db.execute(sqlx::AssertSqlSafe(format!("create database {database}"))).await?;
    }
    drop(db);
    pool.close().await;
    Ok(())
}

/// The connections of a running program.
///
/// # Errors
/// [`DbError::Unreachable`].
pub async fn pool(options: PgConnectOptions) -> Result<PgPool, DbError> {
    PgPoolOptions::new()
        .max_connections(32)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(options)
        .await
        .map_err(DbError::Unreachable)
}

/// Whether the running role could change the journal by its grants.
///
/// # Errors
/// Those of the database.
pub async fn grants_protect(db: &PgPool) -> sqlx::Result<bool> {
    let may = sqlx::query_scalar!(r#"select has_table_privilege('journal', 'update') as "may!""#)
        .fetch_one(db)
        .await?;
    Ok(!may)
}
