//! Closed sets of what is said of members; the database holds the same words, and pages say them by
//! keys that begin with the set's name.

use law::party::{ExemptReason, Membership};

/// How a member stands towards the Party.
pub const STANDINGS: &[&str] = &["full", "probationary", "disciplinary_probation", "detained"];
/// Whether a member is there: mobile are those who live elsewhere without a fixed place.
pub const PRESENCES: &[&str] = &["here", "mobile", "short", "long"];
/// How a membership of an organisation ended; `merged` is one that another record of the person said too.
pub const ENDS: &[&str] =
    &["moved", "transferred", "left", "expelled", "died", "mistaken", "merged"];
/// The ends that are entered: a move within the town is an act of its own.
pub const ENTERED_ENDS: &[&str] = &["transferred", "left", "expelled", "died", "mistaken"];
/// What somebody can be who is no member of the Party; the first where nothing else is said.
pub const NO_MEMBER: &[&str] = &["masses", "league", "democratic", "independent"];
/// Why a member need not be counted among those who should attend (P-12).
pub const GROUNDS: &[&str] =
    &["cannot_express_will", "abroad", "imprisoned", "bedridden", "moved", "retired_elsewhere"];

/// The word of a set that was meant.
pub fn find(set: &[&'static str], word: &str) -> Option<&'static str> {
    set.iter().copied().find(|one| *one == word)
}

/// What a standing says of the politics of a person, of [`crate::persons::sets::POLITICS`].
pub fn politics(standing: &str) -> &'static str {
    if standing == "probationary" { "probationary" } else { "party" }
}

/// A standing as the law knows it.
pub fn membership(word: &str) -> Membership {
    match word {
        "probationary" => Membership::Probationary,
        "disciplinary_probation" => Membership::DisciplinaryProbation,
        "detained" => Membership::Detained,
        _ => Membership::Full,
    }
}

/// Grounds of an exemption as the law knows them.
pub fn grounds(word: &str) -> Option<ExemptReason> {
    Some(match word {
        "cannot_express_will" => ExemptReason::CannotExpressWill,
        "abroad" => ExemptReason::Abroad,
        "imprisoned" => ExemptReason::Imprisoned,
        "bedridden" => ExemptReason::Bedridden,
        "moved" => ExemptReason::Moved,
        "retired_elsewhere" => ExemptReason::RetiredElsewhere,
        _ => return None,
    })
}
