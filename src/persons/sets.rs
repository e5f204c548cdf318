//! Closed sets of what is said of a person; the database holds the same words, and pages say them by
//! keys that begin with the set's name.

/// Schooling, lowest first.
pub const EDUCATION: &[&str] = &[
    "none",
    "primary",
    "junior",
    "senior",
    "technical",
    "college",
    "bachelor",
    "master",
    "doctor",
];
/// Whether somebody of such schooling has not been to a college, as college-graduate village officials have.
pub fn below_college(education: &str) -> bool {
    ["none", "primary", "junior", "senior", "technical"].contains(&education)
}

/// Political status.
pub const POLITICS: &[&str] =
    &["party", "probationary", "league", "democratic", "independent", "masses"];
/// Whether somebody is there.
pub const AWAY: &[&str] = &["here", "short", "long"];
/// What came of a call.
pub const OUTCOMES: &[&str] = &["returns", "proxy", "not_taking_part", "not_reached"];
/// In what somebody holds a post.
pub const BODIES: &[&str] = &[
    "party",
    "villagers_committee",
    "residents_committee",
    "supervision",
    "cooperative",
    "groups",
];
/// Posts, highest first.
pub const POSTS: &[&str] = &[
    "secretary",
    "deputy_secretary",
    "director",
    "deputy",
    "member",
    "group_leader",
    "representative",
];
/// Whether a body has a post: secretaries are those of the Party, groups have leaders and representatives.
pub fn holds(body: &str, post: &str) -> bool {
    match body {
        "party" => ["secretary", "deputy_secretary", "member"].contains(&post),
        "groups" => ["group_leader", "representative", "member"].contains(&post),
        _ => ["director", "deputy", "member"].contains(&post),
    }
}

/// How a post ended.
pub const ENDS: &[&str] = &["term", "resigned", "recalled", "removed", "died", "other"];
/// Nationalities by their numbers in GB/T 3304, then others and naturalised.
pub const NATIONALITY: &[&str] = &[
    "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32",
    "33", "34", "35", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "48",
    "49", "50", "51", "52", "53", "54", "55", "56", "97", "98",
];

/// The word of a set that was meant.
pub fn find(set: &[&'static str], word: &str) -> Option<&'static str> {
    set.iter().copied().find(|one| *one == word)
}
