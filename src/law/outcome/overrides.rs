//! The parameters that a record may override (decide.md section 2): names, values, bodies.

use std::borrow::Cow;

use serde::de::{IgnoredAny, MapAccess};
use serde_json::value::RawValue;

use super::{
    json::{Container, Name, flag, word},
    problem::{Log, Path, What},
};
use crate::{
    body::Body,
    rules::parameters::{AnotherBar, MayConvene, Parameters, Participants, Quorum, Reach},
};

/// Names, in the order of decide.md section 2.
pub const NAMES: [&str; 14] = [
    "participants",
    "difference",
    "overvote",
    "two_posts",
    "illegible",
    "carry_down",
    "women_seat",
    "kin_avoidance",
    "another_bar",
    "may_convene",
    "quorum",
    "party_quorum",
    "party_ballots",
    "pre_election_base",
];

/// Whether decide.md section 2 has a parameter of that name.
pub fn known(name: &str) -> bool {
    NAMES.contains(&name)
}

/// Whether a parameter applies to a body (decide.md section 5).
pub fn applies(name: &str, body: Body) -> bool {
    match body {
        Body::VillagersCommittee => {
            !matches!(name, "quorum" | "party_quorum" | "party_ballots" | "pre_election_base")
        }
        Body::ResidentsCommittee => {
            !matches!(name, "participants" | "party_quorum" | "party_ballots" | "pre_election_base")
        }
        Body::PartyCommittee => {
            matches!(name, "difference" | "party_quorum") || applies(name, Body::PartyPlenary)
        }
        Body::PartyPlenary => matches!(
            name,
            "overvote" | "two_posts" | "illegible" | "party_ballots" | "pre_election_base"
        ),
    }
}

/// Reads the object of parameters: known names with their values as they stand.
pub(super) struct Reader<'d, 'de>(pub &'d mut Vec<(Cow<'de, str>, &'de RawValue)>);

impl<'de> Container<'de> for Reader<'_, 'de> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut map: A,
    ) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key()? {
            if self.0.iter().any(|(known, _)| *known == name) {
                log.note(&at.field(&name), What::FieldTwice);
                map.next_value::<IgnoredAny>()?;
            } else if known(&name) {
                self.0.push((name, map.next_value()?));
            } else {
                log.note(&at.field(&name), What::UnknownParameter);
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Reads the value of a known parameter into `parameters`.
pub(super) fn apply(
    parameters: &mut Parameters,
    name: &str,
    raw: &RawValue,
    log: &mut Log,
    at: &Path,
) {
    // a wrong value is noted; the rest of the record is still checked under the default
    let place = match name {
        "carry_down" => &mut parameters.carry_down,
        "women_seat" => &mut parameters.women_seat,
        "kin_avoidance" => &mut parameters.kin_avoidance,
        _ => {
            word(raw.into(), log, at, |word| by_word(parameters, name, word));
            return;
        }
    };
    *place = flag(&raw.into(), log, at).unwrap_or(*place);
}

fn by_word(parameters: &mut Parameters, name: &str, word: &str) -> Option<()> {
    match (name, word) {
        ("participants", "collected") => parameters.participants = Participants::Collected,
        ("participants", "issued") => parameters.participants = Participants::Issued,
        ("difference", "required") => parameters.difference = true,
        ("difference", "not_required") => parameters.difference = false,
        ("overvote", "ballot") => parameters.overvote = Reach::Ballot,
        ("overvote", "section") => parameters.overvote = Reach::Section,
        ("two_posts", "ballot") => parameters.two_posts = Reach::Ballot,
        ("two_posts", "name") => parameters.two_posts = Reach::Section,
        ("illegible", "ballot") => parameters.illegible = Reach::Ballot,
        ("illegible", "part") => parameters.illegible = Reach::Section,
        ("another_bar", "third") => parameters.another_bar = AnotherBar::Third,
        ("another_bar", "half_then_third") => parameters.another_bar = AnotherBar::HalfThenThird,
        ("may_convene", "three") => parameters.may_convene = MayConvene::Three,
        ("may_convene", "director_and_more_than_three") => {
            parameters.may_convene = MayConvene::DirectorAndMoreThanThree;
        }
        ("quorum", "half") => parameters.quorum = Quorum::Half,
        ("quorum", "two_thirds") => parameters.quorum = Quorum::TwoThirds,
        ("party_quorum", "at_least") => parameters.party_quorum_at_least = true,
        ("party_quorum", "more_than") => parameters.party_quorum_at_least = false,
        ("party_ballots", "present") => parameters.party_ballots_present = true,
        ("party_ballots", "issued") => parameters.party_ballots_present = false,
        ("pre_election_base", "present") => parameters.pre_election_should = false,
        ("pre_election_base", "should") => parameters.pre_election_should = true,
        _ => return None,
    }
    Some(())
}

/// The value in use, as decide.md writes it.
pub(super) enum Shown {
    /// A word.
    Word(&'static str),
    /// Yes or no.
    Flag(bool),
}

/// The value in use of a parameter, by name.
pub(super) fn shown(parameters: &Parameters, name: &str) -> Shown {
    let pick = |first: bool, yes, no| Shown::Word(if first { yes } else { no });
    match name {
        "participants" => {
            pick(parameters.participants == Participants::Collected, "collected", "issued")
        }
        "difference" => pick(parameters.difference, "required", "not_required"),
        "overvote" => pick(parameters.overvote == Reach::Ballot, "ballot", "section"),
        "two_posts" => pick(parameters.two_posts == Reach::Ballot, "ballot", "name"),
        "illegible" => pick(parameters.illegible == Reach::Ballot, "ballot", "part"),
        "carry_down" => Shown::Flag(parameters.carry_down),
        "women_seat" => Shown::Flag(parameters.women_seat),
        "kin_avoidance" => Shown::Flag(parameters.kin_avoidance),
        "another_bar" => {
            pick(parameters.another_bar == AnotherBar::Third, "third", "half_then_third")
        }
        "may_convene" => pick(
            parameters.may_convene == MayConvene::Three,
            "three",
            "director_and_more_than_three",
        ),
        "quorum" => pick(parameters.quorum == Quorum::Half, "half", "two_thirds"),
        "party_quorum" => pick(parameters.party_quorum_at_least, "at_least", "more_than"),
        "party_ballots" => pick(parameters.party_ballots_present, "present", "issued"),
        _ => pick(parameters.pre_election_should, "should", "present"),
    }
}
