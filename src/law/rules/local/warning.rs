//! Extra warnings that a local document asks for.

use serde::{Deserialize, Serialize};

use super::LocalProblem;

/// What a local warning watches; a warning never blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Age in whole years on election day, at most.
    AgeAtMost,
    /// Age in whole years on election day, at least.
    AgeAtLeast,
    /// Terms served in the same post, at most.
    TermsAtMost,
    /// Share of women among those elected, in percent, at least.
    WomenPercentAtLeast,
    /// Members of 35 or under, at least.
    YoungAtLeast,
    /// Members who also sit on the other committee, in percent, at least.
    ConcurrentPercentAtLeast,
    /// Turnout in percent, at least.
    TurnoutPercentAtLeast,
}

impl Measure {
    /// All of them, by the words of a layer.
    pub const WORDS: [&str; 7] = [
        "age_at_most",
        "age_at_least",
        "terms_at_most",
        "women_percent_at_least",
        "young_at_least",
        "concurrent_percent_at_least",
        "turnout_percent_at_least",
    ];

    /// The greatest limit that makes sense.
    fn greatest(self) -> u32 {
        match self {
            Self::WomenPercentAtLeast
            | Self::ConcurrentPercentAtLeast
            | Self::TurnoutPercentAtLeast => 100,
            Self::AgeAtMost | Self::AgeAtLeast | Self::TermsAtMost | Self::YoungAtLeast => 1000,
        }
    }

    /// Whether a measured number satisfies the limit (no warning).
    pub fn satisfied(self, measured: i64, limit: u32) -> bool {
        match self {
            Self::AgeAtMost | Self::TermsAtMost => measured <= i64::from(limit),
            _ => measured >= i64::from(limit),
        }
    }
}

/// An extra warning that a local document asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Name of the warning within the layer.
    pub id: String,
    /// What it watches.
    pub measure: Measure,
    /// The limit, in the measure's unit.
    pub limit: u32,
    /// Number of the document that asks for it.
    pub document: String,
}

pub(super) fn check(warnings: &[Warning], problem: &mut impl FnMut(String, LocalProblem)) {
    for (index, warning) in warnings.iter().enumerate() {
        if warning.id.trim().is_empty() {
            problem(format!("warnings[{index}].id"), LocalProblem::Empty);
        } else if warnings[..index].iter().any(|earlier| earlier.id == warning.id) {
            problem(format!("warnings[{index}].id"), LocalProblem::Twice);
        }
        if warning.document.trim().is_empty() {
            problem(format!("warnings[{index}].document"), LocalProblem::NoDocument);
        }
        if warning.limit > warning.measure.greatest() {
            problem(format!("warnings[{index}].limit"), LocalProblem::Misfit);
        }
    }
}
