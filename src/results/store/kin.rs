//! Near kin of those who stand, from the ties that the room of persons keeps, in the degrees that the
//! rules of the election name (V-24).

use std::collections::{BTreeMap, BTreeSet};

use law::{
    kin::{Family, candidate_kin},
    outcome::Record,
};
use sqlx::PgConnection;

use crate::{
    elections::case::Case,
    nomination::store::Candidate,
    persons,
    results::record::{Kin, person_id},
    shell::ids::PersonId,
};

/// Who is near kin of whom among those who stand or were written in.
///
/// # Errors
/// Those of the database.
pub async fn of_listed(
    db: &mut PgConnection,
    case: &Case,
    listed: &[Candidate],
) -> sqlx::Result<Kin> {
    let ids: BTreeMap<PersonId, String> = listed
        .iter()
        .filter_map(|one| Some((one.person_id?, person_id(one.roll_entry_id, one.candidacy_id))))
        .collect();
    let people: Vec<PersonId> = ids.keys().copied().collect();
    if !case.rules.parameters(case.at.body).kin_avoidance || people.is_empty() {
        return Ok(Kin::new());
    }
    let ties = persons::store::kin::among(db, &people).await?;
    let family = Family::of(ties.iter().map(|tie| (tie.a_id, tie.relation, tie.b_id)));
    let near = candidate_kin(case.rules, &family, &people).unwrap_or_default();
    let name = |id: &PersonId| ids.get(id).cloned();
    let of = |(one, kin): (PersonId, Vec<PersonId>)| {
        let kin: Vec<String> = kin.iter().filter_map(name).collect();
        Some((name(&one)?, kin)).filter(|(_, kin)| !kin.is_empty())
    };
    Ok(near.into_iter().filter_map(of).collect())
}

/// Whether a record was written with the kin that are known now.
pub fn is_known(record: &Record<'_>, kin: &Kin) -> bool {
    let there: BTreeSet<&str> = record.candidates.iter().map(|one| &*one.id).collect();
    record.candidates.iter().all(|one| {
        let now = kin.get(&*one.id).into_iter().flatten().map(String::as_str);
        let now: BTreeSet<&str> = now.filter(|id| there.contains(id)).collect();
        now == one.kin.iter().map(|id| &**id).collect::<BTreeSet<&str>>()
    })
}
