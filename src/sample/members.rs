//! The members of the Party in the sample: branches, states, exemptions.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::settling::Joined;
use crate::{
    party::store::{
        exemptions::{self, NewExemption},
        members::{self, NewMember, State},
    },
    shell::{
        Error,
        act::Act,
        ids::{MembershipId, OrganisationId, WorldId},
    },
};

/// The branches with their sizes.
pub struct Sizes {
    /// By unit.
    pub of_units: Vec<Vec<(OrganisationId, usize)>>,
    /// The town's own.
    pub of_town: Vec<(OrganisationId, usize)>,
}

/// Whether a member is away, and why he is not counted.
struct Away {
    presence: &'static str,
    reason: &'static str,
    grounds: &'static str,
}

const MOBILE: Away =
    Away { presence: "mobile", reason: "在外经商，流动党员", grounds: "moved" };
const LONG: Away =
    Away { presence: "long", reason: "随子女在外地居住", grounds: "retired_elsewhere" };
const SHORT: Away = Away { presence: "short", reason: "外出务工", grounds: "" };

/// The members of a town, by the unit where they live, join its branches, the rest the town's own.
pub async fn join(
    act: &mut Act<'_>,
    (world_id, on): (WorldId, NaiveDate),
    sizes: &Sizes,
    members: Vec<Vec<Joined>>,
) -> Result<(), Error> {
    let mut joined = Vec::new();
    let mut rest = Vec::new();
    for (branches, here) in sizes.of_units.iter().zip(members) {
        let own = branches.iter().map(|(_, size)| size).sum();
        let mut here = here.into_iter();
        joined.extend(dealt(branches, here.by_ref().take(own).collect()));
        rest.extend(here);
    }
    joined.extend(dealt(&sizes.of_town, rest));
    let becoming: Vec<Option<State>> =
        joined.iter().enumerate().map(|(nth, (_, one))| became(nth, one, on)).collect();
    let new = joined.iter().zip(&becoming);
    let new: Vec<NewMember> =
        new.map(|((branch, one), state)| new_member(*branch, one, state.as_ref(), on)).collect();
    let ids = members::add(act, world_id, &new).await?;
    let mut states = Vec::new();
    let mut exempt = Vec::new();
    for (nth, (id, state)) in ids.into_iter().zip(becoming).enumerate() {
        exempt.extend(state.as_ref().and_then(|state| exemption(id, nth, state, on)));
        states.extend(state.filter(|state| !begins(state)).map(|state| (id, state)));
    }
    let said: Vec<(MembershipId, &State)> = states.iter().map(|(id, one)| (*id, one)).collect();
    members::add_states(act, &said).await?;
    exemptions::add(act, &exempt).await?;
    Ok(())
}

/// Deals members out to branches, one to each in turn until it is full.
fn dealt(
    branches: &[(OrganisationId, usize)],
    members: Vec<Joined>,
) -> Vec<(OrganisationId, Joined)> {
    let mut left: Vec<(OrganisationId, usize)> = branches.to_vec();
    let mut dealt = Vec::new();
    let mut at = 0;
    for member in members {
        if left.is_empty() {
            break;
        }
        at %= left.len();
        let (branch, size) = left[at];
        dealt.push((branch, member));
        if size == 1 {
            left.remove(at);
        } else {
            left[at].1 = size - 1;
            at += 1;
        }
    }
    dealt
}

/// Whoever is on probation has just become a member.
fn begins(state: &State) -> bool {
    state.standing == "probationary"
}

/// What has become of somebody whom no report counts.
fn became(nth: usize, (_, human): &Joined, on: NaiveDate) -> Option<State> {
    let state = state(nth, on).filter(|_| human.plain)?;
    let young = human.new.data.birth_on > on - Months::new(45 * 12);
    (young || !begins(&state)).then_some(state)
}

fn new_member(
    organisation_id: OrganisationId,
    (person_id, human): &Joined,
    state: Option<&State>,
    on: NaiveDate,
) -> NewMember {
    let person_id = *person_id;
    if let Some(state) = state.filter(|state| begins(state)) {
        let from_on = Some(state.since_on);
        return NewMember { organisation_id, person_id, from_on, state: state.clone() };
    }
    // some years after coming of age, on the day of the Party
    let birth = human.new.data.birth_on;
    let years = 21 + i32::try_from(birth.ordinal() % 9).unwrap_or_default();
    let year = (birth.year() + years).min(on.year() - 1);
    let from_on = NaiveDate::from_ymd_opt(year, 7, 1);
    let since_on = from_on.unwrap_or(on);
    let state = State { standing: "full", presence: "here", since_on, reason: None };
    NewMember { organisation_id, person_id, from_on, state }
}

/// What has become of a member since, of some.
fn state(nth: usize, on: NaiveDate) -> Option<State> {
    let (standing, away) = match nth {
        _ if nth % 211 == 7 => ("disciplinary_probation", None),
        _ if nth % 37 == 5 => ("probationary", None),
        _ if nth % 23 == 3 => ("full", Some(MOBILE)),
        _ if nth % 29 == 11 => ("full", Some(LONG)),
        _ if nth % 31 == 17 => ("full", Some(SHORT)),
        _ => return None,
    };
    let reason = match standing {
        "disciplinary_probation" => "留党察看一年",
        "probationary" => "新发展，预备期一年",
        _ => away.as_ref().map_or("", |away| away.reason),
    };
    Some(State {
        standing,
        presence: away.map_or("here", |away| away.presence),
        since_on: on - Days::new(60 + u64::try_from(nth % 200).unwrap_or_default()),
        reason: Some(reason.to_owned()),
    })
}

/// Why a member who is away need not be counted: of some both have agreed, of some not yet.
fn exemption(
    membership_id: MembershipId,
    nth: usize,
    state: &State,
    on: NaiveDate,
) -> Option<NewExemption> {
    let grounds = [MOBILE, LONG].into_iter().find(|away| away.presence == state.presence)?.grounds;
    let consented = (nth % 5 < 3).then(|| (on - Days::new(20), format!("组〔{}〕9号", on.year())));
    let voted_on = (nth % 5 != 2).then_some(on - Days::new(12));
    let asked_on = on - Days::new(40);
    Some(NewExemption { membership_id, grounds, asked_on, consented, voted_on })
}
