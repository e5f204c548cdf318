//! What avoidance among near kin (V-24) did, for people: who gave way to whom, and who followed.

use super::{
    Decision, deciding,
    record::Record,
    women::{Voted, votes},
};
use crate::{body::Post, reason::RuleId, source::Source};

/// Somebody whose votes were enough, and who gives way to near kin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GaveWay<'r> {
    /// Who, with the votes for the post.
    pub who: Voted<'r>,
    /// The post that the votes were enough for.
    pub post: Post,
    /// The kin who stays.
    pub stays: &'r str,
    /// The kin's post; `None` of somebody elected in an earlier round.
    pub at: Option<(Post, i64)>,
    /// Who has a seat of the post that nobody else's giving way would have left.
    pub followed: Vec<Voted<'r>>,
    /// The rule: V-24.
    pub rule: RuleId,
    /// Where it stands.
    pub source: &'r Source,
}

/// Everybody who gave way, as the decision lists them.
pub(super) fn list<'r>(record: &'r Record<'_>, decision: &Decision<'r>) -> Vec<GaveWay<'r>> {
    if decision.kin_excluded.is_empty() {
        return Vec::new();
    }
    // the same count without the rule: whoever is elected with it alone has followed
    let mut without = record.clone();
    without.parameters.kin_avoidance = false;
    let other = deciding::decide(&without);
    let followed = |post: Post| {
        let elected = decision.elected.iter().filter(|one| one.post == post);
        let new = elected.filter(|one| {
            !other.elected.iter().any(|was| was.post == post && was.candidate == one.candidate)
        });
        new.map(|one| (one.candidate, one.votes)).collect()
    };
    let told = decision.kin_excluded.iter().map(|one| {
        let stays = decision.elected.iter().find(|seat| seat.candidate == one.kin_of);
        GaveWay {
            who: (one.candidate, votes(record, decision, one.candidate, one.post)),
            post: one.post,
            stays: one.kin_of,
            at: stays.map(|seat| (seat.post, seat.votes)),
            followed: followed(one.post),
            rule: RuleId("V-24"),
            source: record.rules.source(RuleId("V-24")),
        }
    });
    told.collect()
}
