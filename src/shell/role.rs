//! The roles that people hold over places: where each is held, and which it gives.

/// What somebody does in an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// System administrator: the instance, no power over any election.
    Administrator,
    /// County election office.
    CountyOffice,
    /// Desk of the county's organisation department in that office: the Party.
    OrganisationDesk,
    /// Desk of the county's civil affairs in that office: the committees.
    CivilDesk,
    /// County official, reads only.
    CountyOfficial,
    /// Town election office.
    TownOffice,
    /// Town leading group.
    LeadingGroup,
    /// Working group of the leading group: guidance of the work.
    GuidanceGroup,
    /// Working group: financial audit.
    AuditGroup,
    /// Working group: letters and visits.
    PetitionsGroup,
    /// Steering group of units.
    SteeringGroup,
    /// Election commission of a unit.
    Commission,
    /// Party organisation of a unit.
    Branch,
    /// Count recorder.
    Recorder,
    /// Scrutineer.
    Scrutineer,
    /// A screen in the hall, or somebody who only looks on.
    Screen,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 16] = [
        Self::Administrator,
        Self::CountyOffice,
        Self::OrganisationDesk,
        Self::CivilDesk,
        Self::CountyOfficial,
        Self::TownOffice,
        Self::LeadingGroup,
        Self::GuidanceGroup,
        Self::AuditGroup,
        Self::PetitionsGroup,
        Self::SteeringGroup,
        Self::Commission,
        Self::Branch,
        Self::Recorder,
        Self::Scrutineer,
        Self::Screen,
    ];

    /// The word in database, table of access and keys of words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::CountyOffice => "county_office",
            Self::OrganisationDesk => "organisation_desk",
            Self::CivilDesk => "civil_desk",
            Self::CountyOfficial => "county_official",
            Self::TownOffice => "town_office",
            Self::LeadingGroup => "leading_group",
            Self::GuidanceGroup => "guidance_group",
            Self::AuditGroup => "audit_group",
            Self::PetitionsGroup => "petitions_group",
            Self::SteeringGroup => "steering_group",
            Self::Commission => "commission",
            Self::Branch => "branch",
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
                Self::OrganisationDesk,
                Self::CivilDesk,
                Self::CountyOfficial,
                Self::TownOffice,
                Self::LeadingGroup,
                Self::GuidanceGroup,
                Self::AuditGroup,
                Self::PetitionsGroup,
                Self::SteeringGroup,
                Self::Commission,
                Self::Branch,
                Self::Recorder,
                Self::Scrutineer,
                Self::Screen,
            ],
            // the leading group approves what the office prepares: the office does not choose it
            Self::TownOffice => &[
                Self::GuidanceGroup,
                Self::AuditGroup,
                Self::PetitionsGroup,
                Self::SteeringGroup,
                Self::Commission,
                Self::Branch,
                Self::Recorder,
                Self::Scrutineer,
                Self::Screen,
            ],
            Self::Commission => &[Self::Recorder, Self::Scrutineer, Self::Screen],
            Self::OrganisationDesk
            | Self::CivilDesk
            | Self::CountyOfficial
            | Self::LeadingGroup
            | Self::GuidanceGroup
            | Self::AuditGroup
            | Self::PetitionsGroup
            | Self::SteeringGroup
            | Self::Branch
            | Self::Recorder
            | Self::Scrutineer
            | Self::Screen => &[],
        }
    }

    /// The levels of places at which it is held; none is the instance.
    pub fn levels(self) -> &'static [&'static str] {
        match self {
            Self::Administrator => &[],
            Self::CountyOffice
            | Self::OrganisationDesk
            | Self::CivilDesk
            | Self::CountyOfficial => &["county"],
            Self::TownOffice
            | Self::LeadingGroup
            | Self::GuidanceGroup
            | Self::AuditGroup
            | Self::PetitionsGroup => &["town"],
            Self::SteeringGroup => &["town", "unit"],
            Self::Commission | Self::Branch | Self::Recorder | Self::Scrutineer | Self::Screen => {
                &["unit"]
            }
        }
    }

    /// Whether it is held at a place of a level or above it, and so reaches that place.
    pub fn reaches(self, level: &str) -> bool {
        const LEVELS: [&str; 3] = ["county", "town", "unit"];
        let rank = |of: &str| LEVELS.iter().position(|one| *one == of).unwrap_or_default();
        self.levels().is_empty() || self.levels().iter().any(|of| rank(of) <= rank(level))
    }

    /// The office that entrusts somebody who holds some roles with one of others: the one that is
    /// nearest to him and could give him all that he holds.
    pub fn giver(held: &[Self], roles: &[Self]) -> Self {
        let nearest = [Self::TownOffice, Self::CountyOffice];
        let gives = |one: &Self| {
            roles.iter().any(|role| one.gives().contains(role))
                && held.iter().all(|role| one.gives().contains(role))
        };
        nearest.into_iter().find(gives).unwrap_or(Self::Administrator)
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn nobody_is_sent_to_his_own_office_to_ask_for_more() {
        let declares = [Role::Commission];
        for (held, asked) in [
            (Role::Commission, Role::TownOffice),
            (Role::SteeringGroup, Role::TownOffice),
            (Role::TownOffice, Role::CountyOffice),
            (Role::LeadingGroup, Role::CountyOffice),
            (Role::CountyOffice, Role::Administrator),
            (Role::CountyOfficial, Role::CountyOffice),
        ] {
            assert_eq!(Role::giver(&[held], &declares), asked, "{held:?}");
        }
        assert_eq!(Role::giver(&[], &[Role::LeadingGroup]), Role::CountyOffice);
    }
}
