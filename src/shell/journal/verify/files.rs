//! Files: the bytes that papers and scans consist of, compared with the digests they are kept by.

use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, PgConnection, Row};

use super::{Bad, Look};

impl Look {
    /// Compares every file with its digest; then looks for records that name a file which is gone.
    pub(super) async fn files(&mut self, db: &mut PgConnection) -> sqlx::Result<Option<Bad>> {
        let mut rows =
            sqlx::query!("select sha256, bytes from attachment order by sha256").fetch(&mut *db);
        while let Some(row) = rows.try_next().await? {
            // not by the function of the database, which is what is judged here
            if Sha256::digest(&row.bytes).as_slice() != row.sha256 {
                return Ok(Some(Bad::File { sha256: hex::encode(row.sha256) }));
            }
            self.report.files += 1;
        }
        drop(rows);
        missing(db).await
    }
}

/// The first file that a record of any table names and that is not there.
async fn missing(db: &mut PgConnection) -> sqlx::Result<Option<Bad>> {
    let named = sqlx::query!(
        r#"
        select class.relname::text as "relation!", attribute.attname::text as "column!"
        from pg_constraint as named
        join pg_class as class on class.oid = named.conrelid
        join pg_attribute as attribute
            on attribute.attrelid = class.oid and attribute.attnum = any (named.conkey)
        where named.contype = 'f'
        and named.confrelid = 'attachment'::regclass
        order by 1, 2
        "#
    )
    .fetch_all(&mut *db)
    .await?;
    for name in named {
        // names of tables and columns come from the catalogue
        let query = format!(
            "select {column} as sha256 from {relation}
            where {column} is not null and {column} not in (select sha256 from attachment)
            order by 1 limit 1",
            column = name.column,
            relation = name.relation,
        );
        #[expect(clippy::disallowed_methods, reason = "tables are known to the catalogue only")]
        let found = sqlx::query(AssertSqlSafe(query)).fetch_optional(&mut *db).await?;
        if let Some(row) = found {
            let sha256: Vec<u8> = row.try_get("sha256")?;
            return Ok(Some(Bad::File { sha256: hex::encode(sha256) }));
        }
    }
    Ok(None)
}
