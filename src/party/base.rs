//! How many members an organisation has, and how many should attend: as the law counts them.

use std::collections::HashMap;

use law::{
    body::Body,
    meeting::{Portion, party_meeting},
    party::{Exemption, Member, attendance_base, elector},
    rules::Rules,
};

use super::{
    sets,
    store::tree::{Group, Node},
};
use crate::{
    elections::store::rules_on,
    shell::{ids::OrganisationId, mandate::AtPlace},
};

/// How the members of an organisation stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All members.
    pub members: i64,
    /// On probation.
    pub probationary: i64,
    /// Under disciplinary probation.
    pub disciplinary: i64,
    /// Mobile.
    pub mobile: i64,
    /// Away for short.
    pub short: i64,
    /// Away for long.
    pub long: i64,
    /// With a vote (P-01).
    pub electors: i64,
    /// Electors who need not be counted (P-12).
    pub exempt: i64,
    /// Exemptions that lack a consent, and do not count.
    pub pending: i64,
    /// Who should attend.
    pub should: i64,
}

impl Count {
    fn with(self, other: Self) -> Self {
        Self {
            members: self.members + other.members,
            probationary: self.probationary + other.probationary,
            disciplinary: self.disciplinary + other.disciplinary,
            mobile: self.mobile + other.mobile,
            short: self.short + other.short,
            long: self.long + other.long,
            electors: self.electors + other.electors,
            exempt: self.exempt + other.exempt,
            pending: self.pending + other.pending,
            should: self.should + other.should,
        }
    }
}

/// The rules of the Party's elections at a place today.
pub fn rules(place: &AtPlace) -> Option<&'static Rules> {
    rules_on(Body::PartyCommittee, &place.at.code, place.today.0)
}

/// Whether a member of a standing has a vote: who has none is not counted, whatever was agreed (P-01).
pub fn votes(rules: Option<&Rules>, standing: &str) -> bool {
    rules.is_none_or(|rules| elector(rules, sets::membership(standing)))
}

/// The count of some groups.
fn count(rules: Option<&Rules>, groups: &[&Group]) -> Count {
    let of = |test: &dyn Fn(&Group) -> bool| -> i64 {
        groups.iter().filter(|group| test(group)).map(|group| group.members).sum()
    };
    let mut count = Count {
        members: of(&|_| true),
        probationary: of(&|group| group.standing == "probationary"),
        disciplinary: of(&|group| group.standing == "disciplinary_probation"),
        mobile: of(&|group| group.presence == "mobile"),
        short: of(&|group| group.presence == "short"),
        long: of(&|group| group.presence == "long"),
        ..Count::default()
    };
    if let Some(rules) = rules {
        let members: Vec<Member> = groups.iter().flat_map(|group| members(group)).collect();
        let base = attendance_base(rules, &members);
        count.electors = base.electors;
        count.exempt = base.exempt;
        count.should = base.should;
        count.pending = i64::try_from(base.pending.len()).unwrap_or(i64::MAX);
    }
    count
}

/// The count of all groups together.
pub fn total(rules: Option<&Rules>, groups: &[Group]) -> Count {
    count(rules, &groups.iter().collect::<Vec<_>>())
}

/// How many of those who should attend make a meeting valid (P-11); `None` where nobody should.
pub fn quorum(rules: &Rules, should: i64) -> Option<i64> {
    let enough = |present: &i64| {
        Portion::new(*present, should).is_some_and(|present| party_meeting(rules, present).holds())
    };
    (0..=should).find(enough)
}

/// The members of a group as the law knows them.
fn members(group: &Group) -> Vec<Member> {
    let exemption = group.grounds.as_deref().and_then(sets::grounds);
    let exemption = exemption.map(|reason| Exemption {
        reason,
        consented: group.consented,
        voted: group.voted,
    });
    let member = Member { membership: sets::membership(&group.standing), exemption };
    vec![member; usize::try_from(group.members).unwrap_or_default()]
}

/// The counts of organisations, each with all below it.
pub fn counts(
    rules: Option<&Rules>,
    nodes: &[Node],
    groups: &[Group],
) -> HashMap<OrganisationId, Count> {
    let mut counts: HashMap<OrganisationId, Count> = HashMap::new();
    for node in nodes {
        let own: Vec<&Group> =
            groups.iter().filter(|group| group.organisation_id == node.organisation_id).collect();
        let own = count(rules, &own);
        let mut at = Some(node.organisation_id);
        // a tree of three levels; more would be a circle
        for _ in 0..4 {
            let Some(id) = at else { break };
            let sum = counts.entry(id).or_default();
            *sum = sum.with(own);
            let above = nodes.iter().find(|one| one.organisation_id == id);
            at = above.and_then(|one| one.parent_id);
        }
    }
    counts
}

/// An organisation and all below it.
pub fn below(nodes: &[Node], top: OrganisationId) -> Vec<OrganisationId> {
    let mut all = vec![top];
    let mut at = 0;
    while let Some(id) = all.get(at).copied() {
        let next = nodes.iter().filter(|node| node.parent_id == Some(id));
        let next: Vec<OrganisationId> = next.map(|node| node.organisation_id).collect();
        all.extend(next);
        at += 1;
    }
    all
}
