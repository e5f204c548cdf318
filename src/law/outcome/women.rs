//! C-15 in numbers, for people: why a woman with fewer votes was elected before others, or why a seat
//! waits for a woman.

use super::{
    Decision,
    decision::TieReason,
    record::{Record, Seats},
};
use crate::{
    body::{Family, Post, Round, Sex},
    reason::RuleId,
    source::Source,
};

/// Somebody with the votes that count for the post.
pub type Voted<'r> = (&'r str, i64);

/// A seat of a post that only a woman could take, or took before others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WomensSeat<'r> {
    /// The post.
    pub post: Post,
    /// All seats of the post.
    pub seats: i64,
    /// What became of it.
    pub stands: Stands<'r>,
    /// Those with enough votes and yet no seat of the post, the most votes first; where somebody took
    /// the seat only those with more votes than hers.
    pub passed: Vec<Voted<'r>>,
    /// The rule: C-15.
    pub rule: RuleId,
    /// Where it stands.
    pub source: &'r Source,
    /// Where it stands that women are among the members (V-21).
    pub women: &'r Source,
}

/// What became of a seat for a woman.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands<'r> {
    /// She took it first.
    Taken(Voted<'r>),
    /// Women with equal votes contest it.
    Tied(Vec<&'r str>),
    /// Nobody could take it; the woman with the most votes for the post.
    Kept(Option<Voted<'r>>),
}

/// The women's seats of a decision, by post; those without effect are left out.
pub(super) fn seats<'r>(record: &'r Record<'_>, decision: &Decision<'r>) -> Vec<WomensSeat<'r>> {
    if record.body.family() == Family::Party || !decision.valid {
        return Vec::new();
    }
    let posts = record.body.posts().iter().copied();
    let found = posts.filter_map(|post| {
        let stands = stands(record, decision, post)?;
        let passed = passed(record, decision, post, &stands);
        // with the most votes anyway: nobody asks why
        if matches!(stands, Stands::Taken(_)) && passed.is_empty() {
            return None;
        }
        let of_post = |entry: &&Seats| entry.post == post;
        Some(WomensSeat {
            post,
            seats: record.seats.iter().filter(of_post).map(|entry| i64::from(entry.seats)).sum(),
            stands,
            passed,
            rule: RuleId("C-15"),
            source: record.rules.source(RuleId("C-15")),
            women: record.rules.source(RuleId("V-21")),
        })
    });
    found.collect()
}

fn stands<'r>(record: &'r Record<'_>, decision: &Decision<'r>, post: Post) -> Option<Stands<'r>> {
    let first = decision.elected.iter().find(|one| one.post == post && one.women_seat);
    if let Some(one) = first {
        return Some(Stands::Taken((one.candidate, one.votes)));
    }
    let tie = decision
        .ties
        .iter()
        .find(|tie| tie.post == post && tie.women_only && tie.reason == TieReason::LastSeat);
    if let Some(tie) = tie {
        return Some(Stands::Tied(tie.candidates.clone()));
    }
    let kept = decision.vacant.iter().any(|one| one.post == post && one.women_only);
    kept.then(|| {
        let women = record.candidates.iter().filter(|one| one.sex == Sex::Woman && one.eligible);
        let women = women.filter(|one| is_free(decision, &one.id, post));
        let voted = women.map(|one| (&*one.id, votes(record, decision, &one.id, post)));
        // of equal votes the first of the record
        let most = voted.filter(|(_, votes)| *votes > 0).rev();
        Stands::Kept(most.max_by_key(|(_, votes)| *votes))
    })
}

/// Not elected to a higher post, and nobody who gave way.
fn is_free(decision: &Decision<'_>, id: &str, post: Post) -> bool {
    let above = decision.elected.iter().any(|one| one.candidate == id && one.post != post);
    !above && !decision.kin_excluded.iter().any(|one| one.candidate == id)
}

/// Votes for a post as they count: carried down where the rules do that.
pub(super) fn votes(record: &Record<'_>, decision: &Decision<'_>, id: &str, post: Post) -> i64 {
    let Some(line) = decision.tally.iter().find(|line| line.candidate == id) else { return 0 };
    let carries =
        record.parameters.carry_down && matches!(record.round, Round::First | Round::Another);
    let of = |post: Post| i64::from(line.votes.get(post).unwrap_or_default());
    let posts = record.body.posts().iter().copied();
    let above = posts.filter(|one| carries && one.rank() < post.rank()).map(of).sum::<i64>();
    above + of(post)
}

/// Those over the bar of the post who have no seat of it though their votes were more than those of
/// whoever took the women's seat.
fn passed<'r>(
    record: &'r Record<'_>,
    decision: &Decision<'r>,
    post: Post,
    stands: &Stands<'_>,
) -> Vec<Voted<'r>> {
    let more_than = match stands {
        Stands::Taken((_, votes)) => *votes,
        Stands::Tied(_) | Stands::Kept(_) => 0,
    };
    let over = |id: &str| {
        let mut bars = decision.checks.iter().filter(|check| {
            check.post == Some(post) && check.candidate == Some(id) && check.rule.0 != "C-16"
        });
        bars.any(|check| check.holds)
    };
    let tied = |id: &str| decision.ties.iter().any(|tie| tie.candidates.contains(&id));
    let elected = |id: &str| decision.elected.iter().any(|one| one.candidate == id);
    let people = record.candidates.iter().filter(|one| one.eligible).map(|one| &*one.id);
    let left = people.filter(|id| !elected(id) && !tied(id) && is_free(decision, id, post));
    let over = left.filter(|id| over(id)).map(|id| (id, votes(record, decision, id, post)));
    let mut passed: Vec<Voted<'r>> = over.filter(|(_, votes)| *votes > more_than).collect();
    passed.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
    passed
}
