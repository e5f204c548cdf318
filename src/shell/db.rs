//! The database: connecting, migrating, roles.
//!
//! An owner migrates, the role `huanjie_app` runs: it can add rows to the journal but neither change
//! nor remove them. With a database of somebody else's that has one role only, grants protect
//! nothing, which `/readyz` says.

use std::time::Duration;

use sqlx::{
    Connection, Executor, PgConnection, PgPool, Row,
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

/// How the schema of a database stands to this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// There is none.
    None,
    /// An older program's, of this version; a start migrates it.
    Older(i64),
    /// Ours.
    Current,
    /// A newer program's, of this version.
    Newer(i64),
}

/// The version of the schema that this program makes.
pub fn newest() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// How the schema of a database stands to this program.
///
/// # Errors
/// [`DbError::Unreachable`].
pub async fn schema(options: &PgConnectOptions) -> Result<Schema, DbError> {
    let asked = async {
        let mut db = PgConnection::connect_with(options).await?;
        let state = schema_of(&mut db).await?;
        db.close().await?;
        Ok(state)
    };
    asked.await.map_err(DbError::Unreachable)
}

/// The same on an open connection.
///
/// # Errors
/// Those of the database.
pub async fn schema_of(db: &mut PgConnection) -> sqlx::Result<Schema> {
    // the table is sqlx's own, therefore not among those that queries are checked with
    let there = db.fetch_one("select to_regclass('_sqlx_migrations') is not null").await?;
    if !there.try_get::<bool, _>(0)? {
        return Ok(Schema::None);
    }
    let applied = "select max(version) from _sqlx_migrations where success";
    let applied: Option<i64> = db.fetch_one(applied).await?.try_get(0)?;
    Ok(match applied {
        None => Schema::None,
        Some(version) if version < newest() => Schema::Older(version),
        Some(version) if version > newest() => Schema::Newer(version),
        Some(_) => Schema::Current,
    })
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

/// Makes the running role on a server of our own, as its superuser.
///
/// # Errors
/// Those of the database.
pub async fn make_role(options: &PgConnectOptions) -> sqlx::Result<()> {
    let mut db = PgConnection::connect_with(options).await?;
    db.execute(
        "
        do $$
        begin
            if not exists (select from pg_roles where rolname = 'huanjie_app') then
                create role huanjie_app nologin;
            end if;
        exception when unique_violation or duplicate_object then
            null;
        end
        $$
        ",
    )
    .await?;
    db.close().await
}

/// The connections of a running program.
///
/// # Errors
/// [`DbError::Unreachable`].
pub async fn pool(options: PgConnectOptions) -> Result<PgPool, DbError> {
    PgPoolOptions::new()
        .max_connections(32)
        .acquire_timeout(Duration::from_secs(10))
        .after_connect(|db, _| Box::pin(become_app(db)))
        .connect_with(options)
        .await
        .map_err(DbError::Unreachable)
}

/// Lays down the owner's power, where there is a role that runs: what the owner alone may do cannot
/// be done by a fault of the program.
async fn become_app(db: &mut PgConnection) -> sqlx::Result<()> {
    let may = sqlx::query_scalar!(
        r#"
        select pg_has_role(oid, 'member') as "may!"
        from pg_roles
        where rolname = 'huanjie_app'
        "#
    )
    .fetch_optional(&mut *db)
    .await?;
    if may == Some(true) {
        db.execute("set role huanjie_app").await?;
    }
    Ok(())
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
