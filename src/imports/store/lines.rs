//! The lines of a file that were read: brought into the database in one stream, looked at, counted.

use std::{collections::HashMap, fmt::Write};

use sqlx::PgConnection;

use crate::{
    imports::line::{Bar, Line, Problem},
    persons::secret,
    shell::{
        Error,
        ids::{ImportId, PersonId, PlaceId},
        vault::{Kind, Sealed, Vault},
        words::Words,
    },
};

/// The stream of lines; statements of this kind cannot be checked beforehand.
pub const COPY: &str = "copy import_line (import_id, line, given, idno_cipher, idno_digest, \
    phone_cipher, phone_digest, bar, problems, cells, more_phones, denied_digest) from stdin";

/// Writes a line as the stream wants it.
///
/// # Errors
/// It cannot be sealed.
pub fn write(
    to: &mut String,
    import_id: ImportId,
    line: &Line,
    vault: &Vault,
) -> Result<(), Error> {
    let given = serde_json::to_string(&line.given)?;
    let problems = serde_json::to_string(&line.problems)?;
    let idno = line.idno.as_ref().map(|read| secret::seal_number(vault, read)).transpose()?;
    let phones = line.phones.iter().map(|number| secret::seal_phone(vault, number));
    let phones = phones.collect::<Result<Vec<_>, _>>()?;
    let cells = serde_json::to_string(&line.cells)?;
    let cells = vault.seal(Kind::ImportLine, &cells, "")?;
    let bar = match line.bar {
        Bar::None => 0,
        Bar::Number => 1,
        Bar::Line => 2,
        Bar::Beside => 3,
    };
    // a text takes whatever is written
    let _ = write!(to, "{import_id}\t{}\t", line.number);
    escaped(to, &given);
    for sealed in [idno.as_ref(), phones.first()] {
        both(to, sealed);
    }
    let _ = write!(to, "\t{bar}\t");
    escaped(to, &problems);
    let _ = write!(to, "\t\\\\x{}\t", hex::encode(&cells.cipher));
    match phones.get(1..).filter(|more| !more.is_empty()) {
        Some(more) => {
            let more = more.iter().map(|sealed| {
                let (cipher, digest) = (hex::encode(&sealed.cipher), hex::encode(&sealed.digest));
                serde_json::json!({ "cipher": cipher, "digest": digest })
            });
            escaped(to, &more.collect::<serde_json::Value>().to_string());
        }
        None => to.push_str("\\N"),
    }
    let _ = match &line.denied {
        Some(read) => {
            write!(to, "\t\\\\x{}", hex::encode(secret::seal_number(vault, read)?.digest))
        }
        None => write!(to, "\t\\N"),
    };
    to.push('\n');
    Ok(())
}

fn both(to: &mut String, sealed: Option<&Sealed>) {
    let _ = match sealed {
        Some(sealed) => write!(
            to,
            "\t\\\\x{}\t\\\\x{}",
            hex::encode(&sealed.cipher),
            hex::encode(&sealed.digest)
        ),
        None => write!(to, "\t\\N\t\\N"),
    };
}

/// JSON has no control signs; its backslashes are the stream's as well.
fn escaped(to: &mut String, json: &str) {
    for (at, part) in json.split('\\').enumerate() {
        if at > 0 {
            to.push_str("\\\\");
        }
        to.push_str(part);
    }
}

/// How the lines of an import stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All that are lines of the list.
    pub lines: i64,
    /// Rows that stand beside it: sums, who has signed.
    pub beside: i64,
    /// Those with nothing wrong.
    pub right: i64,
    /// Those with nothing wrong but their identity number, which may be supplied later.
    pub numbers: i64,
    /// Those with anything else wrong.
    pub wrong: i64,
    /// Of those that are right, the ones about somebody or something that is there already.
    pub there: i64,
    /// Of those, the ones that change something of it.
    pub changing: i64,
    /// Of those, the ones that say what is there already.
    pub same: i64,
    /// Of those that are right, the ones of persons who will have no identity number: neither the line
    /// says it nor was it on record.
    pub lacking: i64,
    /// Of those that are right, the ones at which somebody is to look once more.
    pub warned: i64,
    /// Once they are taken, the persons of them who have no identity number still.
    pub without: i64,
    /// Of a list of members the right lines of new ones of whom neither it nor the record says of what
    /// standing: full ones.
    pub standings: i64,
    /// Everything that is told.
    pub problems: i64,
}

/// How the lines of an import stand.
///
/// # Errors
/// Those of the database.
pub async fn counts(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"
        select count(*) filter (where bar < 3) as "lines!",
            count(*) filter (where bar = 3) as "beside!",
            count(*) filter (where bar = 0 and found = '[]') as "right!",
            count(*) filter (where bar = 1 and found = '[]') as "numbers!",
            count(*) filter (where bar = 2 or bar < 3 and found <> '[]') as "wrong!",
            count(*) filter (where bar = 0 and found = '[]' and target_id is not null) as "there!",
            count(*) filter (where bar = 0 and found = '[]' and alters(import_line) <> '[]') as "changing!",
            count(*) filter (where bar = 0 and found = '[]' and changes = '[]') as "same!",
            count(*) filter (
                where bar = 0 and found = '[]' and (import_line.idno_digest is null or beyond) and on_record is null
            ) as "lacking!",
            count(*) filter (where bar = 0 and found = '[]' and told(import_line) <> '[]') as "warned!",
            count(distinct target_id) filter (
                where (import_line.idno_digest is null or beyond) and on_record is null
            ) as "without!",
            count(*) filter (
                where bar < 2 and found = '[]' and given ? 'organisation' and not given ? 'standing'
                and not given ? 'body' and standing_of(import_line, known.politics) = 'full'
                and not exists (
                    select
                    from membership
                    where membership.person_id = target_id
                    and until_on is null
                )
            ) as "standings!",
            coalesce(sum(jsonb_array_length(told(import_line))) filter (where bar < 3), 0)::bigint as "problems!"
        from import_line
        -- by the key, one line after the other, and only of lines that say no number or are of members
        left join lateral (
            select person.idno_digest as on_record, politics
            from person
            where person_id = target_id
            and (
                import_line.idno_digest is null
                or beyond
                or given ? 'organisation' and not given ?| array['standing', 'body']
            )
            offset 0
        ) as known on true
        where import_id = $1
        "#,
        import_id as ImportId,
    )
    .fetch_one(db)
    .await
}

/// Who comes by the lines of an import that are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coming {
    /// Persons who are new.
    pub persons: i64,
    /// Those who come on a roll, new or there already.
    pub entering: i64,
    /// Of those, the ones of whom the line does not say in which category they vote.
    pub uncategorised: i64,
}

/// Who comes by the lines of an import that are right.
///
/// # Errors
/// Those of the database.
pub async fn coming(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<Coming> {
    sqlx::query_as!(
        Coming,
        r#"
        select
            -- as they get their keys: lines of one person are one
            count(distinct coalesce(
                encode(idno_digest, 'hex'),
                concat_ws(' ', name_key(given ->> 'name'), given ->> 'sex', given ->> 'birth', given ->> 'place')
            )) filter (where target_id is null) as "persons!",
            count(*) filter (where enters) as "entering!",
            count(*) filter (where enters and not given ? 'category') as "uncategorised!"
        from import_line
        cross join lateral (
            select target_id is null or alters(import_line) <> changes as enters
        ) as how
        where import_id = $1
        and bar = 0
        and found = '[]'
        "#,
        import_id as ImportId,
    )
    .fetch_one(db)
    .await
}

/// A line with what is wrong, as it stood.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its number.
    pub line: i64,
    /// Its cells.
    pub cells: Vec<String>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Kept {
    /// All that is wrong, in words, each by its column.
    pub fn told(&self, words: &Words) -> String {
        let told = self.problems.iter().map(|one| {
            let (column, said) = (one.column(words), one.marked(words));
            if column.is_empty() { said } else { format!("{column}: {said}") }
        });
        told.collect::<Vec<_>>().join("; ")
    }
}

/// Which lines are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Those of which something is told.
    Told,
    /// Once they are taken, those that were not.
    Left,
}

/// Lines of an import after one. Who is registered as something that is told says is named where that one
/// belongs to one of the places.
///
/// # Errors
/// Those of the database; the lines are of another vault.
pub async fn after(
    db: &mut PgConnection,
    vault: &Vault,
    import_id: ImportId,
    (after, most): (i64, i64),
    which: Which,
    places: &[PlaceId],
) -> Result<Vec<Kept>, Error> {
    let rows = sqlx::query!(
        r#"
        select line, cells, told(import_line) as "problems!"
        from import_line
        where import_id = $1
        and line > $2
        and (not $4 or told(import_line) <> '[]' and bar < 3)
        and (not $5 or target_id is null)
        order by line
        limit $3
        "#,
        import_id as ImportId,
        after,
        most,
        which != Which::All,
        which == Which::Left,
    )
    .fetch_all(&mut *db)
    .await?;
    let kept = rows.into_iter().map(|row| {
        let cells = vault.unseal(Kind::ImportLine, &row.cells)?;
        Ok(Kept {
            line: row.line,
            cells: serde_json::from_str(&cells)?,
            problems: serde_json::from_value(row.problems)?,
        })
    });
    let mut kept = kept.collect::<Result<Vec<Kept>, Error>>()?;
    name(db, &mut kept, places).await?;
    Ok(kept)
}

/// Names those whom problems tell of, where they belong to one of the places.
async fn name(db: &mut PgConnection, kept: &mut [Kept], places: &[PlaceId]) -> sqlx::Result<()> {
    let told = kept.iter().flat_map(|line| &line.problems);
    let persons: Vec<PersonId> = told.filter_map(|problem| problem.person).collect();
    if persons.is_empty() {
        return Ok(());
    }
    let rows = sqlx::query!(
        r#"
        select person_id as "person_id: PersonId", concat_ws(' ', place.name, person.name) as "called!"
        from person
        join place using (place_id)
        where person_id = any ($1)
        and place_id = any ($2)
        "#,
        &persons as &[PersonId],
        places as &[PlaceId],
    )
    .fetch_all(db)
    .await?;
    let called: HashMap<PersonId, String> =
        rows.into_iter().map(|row| (row.person_id, row.called)).collect();
    for problem in kept.iter_mut().flat_map(|line| &mut line.problems) {
        if let Some(called) = problem.person.and_then(|person| called.get(&person)) {
            problem.name(called.clone());
        }
    }
    Ok(())
}
