//! Moving a person to another unit: from which page it is done, and what stays where it was.
//!
//! Where a person belongs is one thing; a membership of the Party is transferred, a post ends and a roll is
//! changed by acts of their own, so none of them follows.

use sqlx::PgConnection;

use super::{
    KeepPersons,
    lines::office_text,
    store::{self, Data, Person, deaths, offices},
};
use crate::party::store::members;
use crate::shell::{
    above, act::Act, flash::Flash, ids::PersonId, mandate::AtPlace, urls, view::Visit, words::Words,
};

/// The page on which a visitor changes a person: at the place, or at the town of a unit, whose office can
/// move the person to another one.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: &mut PgConnection,
    visit: &Visit,
    place: &AtPlace,
    person_id: PersonId,
) -> sqlx::Result<String> {
    let town = above::town::<KeepPersons>(db, visit, place).await?;
    let at = town.map_or_else(|| place.at.clone(), |town| town.at);
    Ok(urls::of_person(&at.to(urls::PERSON_EDIT), person_id))
}

/// Who moves a person of a unit to another one, in words; `None` where that is done here.
pub fn who(place: &AtPlace, w: &Words) -> Option<String> {
    (place.level == "unit").then(|| above::in_towns::<KeepPersons>(w))
}

/// What is told of somebody who was moved from where he was before: the membership, posts and rolls that
/// stayed there, and that the group was taken away. `None` where neither is so.
///
/// # Errors
/// Those of the database.
pub async fn told(
    act: &mut Act<'_>,
    at: &AtPlace,
    (before, ungrouped, suspected): (&Person, bool, usize),
    w: &Words,
) -> sqlx::Result<Option<Flash>> {
    let now = store::find(act, at.place_id, before.person_id).await?;
    if now.place_id == before.place_id {
        return Ok(None);
    }
    act.concerns(before.place_id); // the place that was left
    let code = now.code.as_deref().unwrap_or_default();
    // what hangs on the unit or on the town above it is where the person is
    let elsewhere = |at: &str| !code.starts_with(at);
    let mut stays = Vec::new();
    if let Some(one) =
        members::of_person(act, now.person_id).await?.filter(|one| elsewhere(&one.code))
    {
        let standing = w.text(&format!("standing-{}", one.standing));
        let variables = [("branch", one.name.into()), ("standing", standing.into())];
        stays.push(w.text_with("person-member", &variables));
    }
    for one in offices::of(act, now.person_id).await? {
        if one.until_on.is_none() && one.code.as_deref().is_some_and(elsewhere) {
            stays.push(office_text(&one, w));
        }
    }
    for one in deaths::stands(act, now.person_id).await? {
        if elsewhere(&one.code) {
            stays.push(w.text_with("person-on-roll", &[("n", one.name.into())]));
        }
    }
    let mut more = Vec::new();
    if !stays.is_empty() {
        let stays = stays.join(&w.text("import-and"));
        more.push(w.text_with("person-moved-stays", &[("stays", stays.into())]));
    }
    if ungrouped {
        more.push(w.text("person-moved-group"));
    }
    if suspected > 0 && !more.is_empty() {
        let n = [("n", suspected.to_string().into())];
        more.push(w.text_with("person-moved-suspected", &n));
    }
    Ok((!more.is_empty()).then(|| {
        Flash::new("done-person-moved")
            .with("name", &now.name)
            .with("place", now.place.clone().unwrap_or_default())
            .with("more", more.join(&w.text("person-moved-and")))
    }))
}

/// Takes the group away of somebody who is moved with that of the unit before; gives whether it was.
pub fn ungrouped(before: &Person, now: &mut Data) -> bool {
    let moved = before.place_id != now.place_id;
    let same = now.group_no.is_some() && now.group_no == before.group_no;
    if moved && same {
        now.group_no = None;
    }
    moved && same
}
