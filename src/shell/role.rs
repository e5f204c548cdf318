//! The roles that people hold over places: where each is held, and which it gives.

/// What somebody does in an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// System administrator: the instance, no power over any election.
    Administrator,
    /// County election office.
    CountyOffice,
    /// County official, reads only.
    CountyOfficial,
    /// Town election office.
    TownOffice,
    /// Town leading group.
    LeadingGroup,
    /// Steering group of units.
    SteeringGroup,
    /// Election commission of a unit.
    Commission,
    /// Count recorder.
    Recorder,
    /// Scrutineer.
    Scrutineer,
    /// A screen in the hall, or somebody who only looks on.
    Screen,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 10] = [
        Self::Administrator,
        Self::CountyOffice,
        Self::CountyOfficial,
        Self::TownOffice,
        Self::LeadingGroup,
        Self::SteeringGroup,
        Self::Commission,
        Self::Recorder,
        Self::Scrutineer,
        Self::Screen,
    ];

    /// The word in database, table of access and keys of words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::CountyOffice => "county_office",
            Self::CountyOfficial => "county_official",
            Self::TownOffice => "town_office",
            Self::LeadingGroup => "leading_group",
            Self::SteeringGroup => "steering_group",
            Self::Commission => "commission",
            Self::Recorder => "recorder",
            Self::Scrutineer => "scrutineer",
            Self::Screen => "screen",
        }
    }

    /// The role of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// The roles that it gives.
    pub fn gives(self) -> &'static [Self] {
        match self {
            Self::Administrator => &Self::ALL,
            Self::CountyOffice => &[
                Self::CountyOfficial,
                Self::TownOffice,
                Self::LeadingGroup,
                Self::SteeringGroup,
                Self::Commission,
                Self::Recorder,
                Self::Scrutineer,
                Self::Screen,
            ],
            // the leading group approves what the office prepares: the office does not choose it
            Self::TownOffice => &[
                Self::SteeringGroup,
                Self::Commission,
                Self::Recorder,
                Self::Scrutineer,
                Self::Screen,
            ],
            Self::Commission => &[Self::Recorder, Self::Scrutineer, Self::Screen],
            Self::CountyOfficial
            | Self::LeadingGroup
            | Self::SteeringGroup
            | Self::Recorder
            | Self::Scrutineer
            | Self::Screen => &[],
        }
    }

    /// The levels of places at which it is held; none is the instance.
    pub fn levels(self) -> &'static [&'static str] {
        match self {
            Self::Administrator => &[],
            Self::CountyOffice | Self::CountyOfficial => &["county"],
            Self::TownOffice | Self::LeadingGroup => &["town"],
            Self::SteeringGroup => &["town", "unit"],
            Self::Commission | Self::Recorder | Self::Scrutineer | Self::Screen => &["unit"],
        }
    }

    /// The office that entrusts people with one of these roles: the one that is nearest to them.
    pub fn giver(roles: &[Self]) -> Self {
        let nearest = [Self::TownOffice, Self::CountyOffice];
        let gives = |one: &Self| roles.iter().any(|role| one.gives().contains(role));
        nearest.into_iter().find(gives).unwrap_or(Self::Administrator)
    }
}
