//! Who elects in a Party organisation, who should attend, the two pushes before the choice, and
//! fewer seats after it.

use crate::{
    body::Body,
    meeting::{HALF, Measured, Portion},
    reason::{Op, RuleId},
    rules::{Key, Rules, Share},
};

mod pushes;

pub use pushes::{Nominee, NomineeAnswer, PushAnswer, PushRule, pushes};

/// Where a member stands towards the Party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Membership {
    /// 正式党员.
    Full,
    /// 预备党员: a member of a year's trial, without a vote.
    Probationary,
    /// 留党察看: a full member under that penalty, without a vote meanwhile.
    DisciplinaryProbation,
    /// A full member detained or arrested, whose rights are suspended under some packs.
    Detained,
}

/// Why a full member need not be counted among those who should attend (P-12); a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExemptReason {
    /// Mental illness, or unable to express one's will.
    CannotExpressWill,
    /// Abroad for half a year or more at own cost.
    Abroad,
    /// In prison without having been expelled.
    Imprisoned,
    /// Bedridden or long ill and unable to care for oneself.
    Bedridden,
    /// Moved, seconded or away for half a year or more, whose membership should have been
    /// transferred; the only reason that can cover a drifting member 流动党员.
    Moved,
    /// Retired and living at the place of origin.
    RetiredElsewhere,
}

/// An exemption from the base, with the two consents that it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exemption {
    /// Why.
    pub reason: ExemptReason,
    /// The higher organisation consented.
    pub consented: bool,
    /// The members' meeting voted for it.
    pub voted: bool,
}

/// A member of the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// State of membership.
    pub membership: Membership,
    /// Exemption asked for, if any.
    pub exemption: Option<Exemption>,
}

/// Why a member is not in the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Left {
    /// Without a vote (P-01).
    NoVote(Membership),
    /// Exempt by both consents (P-12).
    Exempt(ExemptReason),
}

/// What an exemption still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lacks {
    /// The higher organisation's consent.
    Consent,
    /// The vote of the members' meeting.
    Vote,
    /// Both.
    Both,
}

/// Those with a vote, those who should attend, and whoever left the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceBase {
    /// Members with a vote (P-01).
    pub electors: i64,
    /// Electors exempt by consent and vote (P-12).
    pub exempt: i64,
    /// Those who should attend: electors less the exempt.
    pub should: i64,
    /// Members that are not in the base, by index.
    pub left: Vec<(usize, Left)>,
    /// Exemptions that do not count yet, by index.
    pub pending: Vec<(usize, Lacks)>,
}

/// P-01: whether a member has a vote.
pub fn elector(rules: &Rules, membership: Membership) -> bool {
    match membership {
        Membership::Full => true,
        Membership::Probationary | Membership::DisciplinaryProbation => false,
        // where no layer suspends a detained member's rights, they stay
        Membership::Detained => {
            !rules.flag(Key::DetainedSuspended).is_some_and(|(suspended, _)| suspended)
        }
    }
}

/// P-01, P-12: the base of a members' meeting.
pub fn attendance_base(rules: &Rules, members: &[Member]) -> AttendanceBase {
    let mut base =
        AttendanceBase { electors: 0, exempt: 0, should: 0, left: vec![], pending: vec![] };
    for (index, member) in members.iter().enumerate() {
        if !elector(rules, member.membership) {
            base.left.push((index, Left::NoVote(member.membership)));
            continue;
        }
        base.electors += 1;
        match member.exemption.map(|exemption| (exemption.reason, lacks(exemption))) {
            Some((reason, None)) => {
                base.exempt += 1;
                base.left.push((index, Left::Exempt(reason)));
            }
            Some((_, Some(lacks))) => base.pending.push((index, lacks)),
            None => {}
        }
    }
    base.should = base.electors - base.exempt;
    base
}

/// P-20: whether a pre-election makes a formal candidate: more than half of those present, or of
/// those who should attend, by the rules.
pub fn pre_election(rules: &Rules, votes: i64, present: i64, should: i64) -> Measured {
    let by_should = rules.parameters(Body::PartyCommittee).pre_election_should;
    let source =
        rules.word(Key::PreElectionBase).map_or_else(|| rules.source(P_20), |(_, source)| source);
    Measured::new(HALF, P_20, votes, if by_should { should } else { present }, source)
}

/// P-21: whether a vote elects: more than half of the electors present, whatever ballots came in.
pub fn elected(rules: &Rules, votes: Portion) -> Measured {
    crate::meeting::over_half(rules, RuleId("P-21"), votes)
}

/// P-23: whether seats that stay empty may be given up: half or more (半数以上) of the electors
/// present agree. Approved seats are not left empty without that.
pub fn reduction(rules: &Rules, agreed: Portion) -> Measured {
    let half_or_more = Share { op: Op::AtLeast, num: 1, den: 2 };
    Measured::new(half_or_more, P_23, agreed.part(), agreed.whole(), rules.source(P_23))
}

const P_20: RuleId = RuleId("P-20");
const P_23: RuleId = RuleId("P-23");

fn lacks(exemption: Exemption) -> Option<Lacks> {
    match (exemption.consented, exemption.voted) {
        (true, true) => None,
        (false, true) => Some(Lacks::Consent),
        (true, false) => Some(Lacks::Vote),
        (false, false) => Some(Lacks::Both),
    }
}

#[cfg(test)]
mod tests;
