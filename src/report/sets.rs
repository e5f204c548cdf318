//! Closed sets of what this room says; the database holds the same words.

/// Why the election of a unit may not go smoothly.
pub const GROUNDS: &[&str] = &[
    "no_election",
    "incomplete_team",
    "weak_team",
    "tension",
    "opaque_affairs",
    "nobody_stands",
    "fierce_contest",
    "weak_control",
    "legacy",
    "merger",
    "overbearing",
    "group_petitions",
    "clans",
    "other",
];

/// Figures that a report may have told before, by the names that they have on the page.
pub const FIGURES: &[&str] = &[
    "team_all",
    "team_party",
    "team_villagers_committee",
    "team_residents_committee",
    "cross",
    "women",
    "general_branches",
    "branches",
    "members",
    "village_members",
    "reserves",
    "representatives",
    "group_leaders",
];

/// Yes and no in filters.
pub const YES_NO: &[&str] = &["yes", "no"];
/// Bands of ages.
pub const BANDS: &[&str] = &["young", "middle", "old"];

/// The word of a set that was meant.
pub fn find(set: &[&'static str], word: &str) -> Option<&'static str> {
    set.iter().copied().find(|one| *one == word)
}
