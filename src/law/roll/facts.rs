//! What is known of a person who may belong on a roll, as plain values.

use chrono::NaiveDate;

/// What is known of a person, as of the day of judging.
///
/// What nobody knows yet is `None`; a duty of the person that was not done (declaring, applying)
/// is `false`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own in the law")]
pub struct Facts {
    /// Date of birth by identity card, else by the hukou record.
    pub birth: Option<NaiveDate>,
    /// Where the hukou is.
    pub hukou: Option<Hukou>,
    /// Whether and since when the person resides here.
    pub residence: Option<Residence>,
    /// Declared to take part although away (category b).
    pub declared: bool,
    /// Applied to take part without hukou here (category c).
    pub applied: bool,
    /// What the meeting (or the commission) answered the application.
    pub consent: Option<Consent>,
    /// Proved not to be registered at the place of hukou, where rules ask for that.
    pub proof: bool,
    /// What the application rests on besides residence.
    pub claims: Vec<Claim>,
    /// Registered in another village or community in this cycle.
    pub registered_elsewhere: bool,
    /// Deprived of political rights by law.
    pub deprived: bool,
    /// Without capacity, or mentally ill and unable to vote; confirmed by the commission.
    pub incapable: bool,
    /// Could not be reached in any way during registration; confirmed by the commission.
    pub unreachable: bool,
    /// Dead.
    pub dead: bool,
}

/// Where the hukou is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hukou {
    /// In this village or community.
    Here,
    /// Elsewhere.
    Elsewhere,
}

/// Where the person lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Residence {
    /// Here, since a day if known.
    Here(Option<NaiveDate>),
    /// Elsewhere.
    Away,
}

/// What an application of category c may rest on; words of `category_c_grounds`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Residence here for the asked time.
    Residence,
    /// Work for the village for the asked time (ZJ20 art. 13, BJ12 art. 13).
    Work,
    /// Married into the village, hukou not moved (SH20 art. 9).
    Spouse,
    /// Former villager with rights in the collective economy (SH20 art. 9).
    CollectiveRights,
    /// Educated or otherwise able person who came to work and live here (HN art. 20).
    Talent,
    /// Lawful and stable stay for the asked time (SH20 art. 9).
    StableStay,
    /// Former rural hukou of the village, now another one; still lives or works here (BJ12 art. 13
    /// no. 3: no year is asked, the meeting's consent is).
    FormerHukou,
}

impl Ground {
    /// The word used in packs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Residence => "residence",
            Self::Work => "work",
            Self::Spouse => "spouse",
            Self::CollectiveRights => "collective_rights",
            Self::Talent => "talent",
            Self::StableStay => "stable_stay",
            Self::FormerHukou => "former_hukou",
        }
    }

    /// Whether the law asks a duration (and, in Henan, the proof) of it.
    pub(super) fn timed(self) -> bool {
        matches!(self, Self::Residence | Self::Work | Self::StableStay)
    }

    /// Whether the person must apply; for the former rural residents of Beijing the law asks the
    /// consent alone (BJ12 art. 13 no. 3).
    pub(super) fn applied_for(self) -> bool {
        self != Self::FormerHukou
    }

    pub(super) fn confirmed_by_commission(self) -> bool {
        matches!(self, Self::Spouse | Self::CollectiveRights)
    }
}

/// A ground with its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The ground.
    pub ground: Ground,
    /// Since when, if known.
    pub since: Option<NaiveDate>,
}

/// The answer to an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// The villagers' or reps' meeting consented.
    Meeting,
    /// The commission confirmed, which is enough for spouses and former villagers (SH20 art. 9).
    Commission,
    /// Refused.
    Refused,
}
