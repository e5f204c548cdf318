//! What lines of a file may name: places and branches in reach.

use std::collections::BTreeSet;

use sqlx::PgConnection;

use crate::{
    imports::{
        line::{Branch, Known, branch_key},
        value,
    },
    shell::ids::{OrganisationId, PlaceId},
};

/// Codes and names of some places, and the organisations of the Party that hang on them.
///
/// # Errors
/// Those of the database.
pub async fn known(db: &mut PgConnection, places: &[PlaceId]) -> sqlx::Result<Known> {
    let mut known = Known::default();
    let rows = sqlx::query!(
        r#"
        select place_id, code, name, parent_id, within_id
        from place
        join place_code using (place_id)
        where place_id = any ($1)
        and upper_inf(valid)
        "#,
        places as &[PlaceId],
    )
    .fetch_all(&mut *db)
    .await?;
    for row in rows {
        let around = [row.parent_id, row.within_id].into_iter().flatten();
        known.around.insert(row.place_id, around.collect());
        known.called.insert(row.place_id, row.name.clone());
        known.codes.insert(row.code, row.place_id);
        for name in short(&row.name) {
            let named = known.names.entry(name).or_insert(Some(row.place_id));
            // several of a name are none
            *named = named.filter(|place| *place == row.place_id);
        }
    }
    let rows = sqlx::query!(
        r#"
        select organisation_id as "organisation_id: OrganisationId", place_id, name,
            dissolved_on is not null as "dissolved!", kind = 'general_branch' as "general!"
        from organisation
        where place_id = any ($1)
        and kind <> 'town_committee'
        "#,
        places as &[PlaceId],
    )
    .fetch_all(db)
    .await?;
    for row in rows {
        let branch = Branch {
            organisation_id: row.organisation_id,
            place_id: row.place_id,
            name: row.name,
            dissolved: row.dissolved,
            general: row.general,
        };
        let place = known.called.get(&branch.place_id).map(String::as_str).unwrap_or_default();
        for name in called(&branch.name, place) {
            known.branches.entry(name).or_default().push(branch.clone());
        }
    }
    Ok(known)
}

/// What a branch is called: with and without the name of its place.
fn called(name: &str, place: &str) -> BTreeSet<String> {
    let own = branch_key(name);
    let places = short(place);
    let bare =
        places.iter().filter_map(|place| own.strip_prefix(&**place)).min_by_key(|one| one.len());
    let bare = bare.filter(|bare| !bare.is_empty()).unwrap_or(&own).to_owned();
    let long = places.iter().map(|place| format!("{place}{bare}"));
    long.chain([own, bare.clone()]).collect()
}

/// A name as it is compared, with and without the word that says what it is.
fn short(name: &str) -> Vec<String> {
    let whole = value::word(name);
    let bare =
        ["村", "社区"].into_iter().find_map(|end| whole.strip_suffix(end).map(str::to_owned));
    let bare = bare.filter(|bare| !bare.is_empty());
    [Some(whole), bare].into_iter().flatten().collect()
}
