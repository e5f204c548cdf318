//! The two pushes of 两推一选: the members' recommendation and the masses' (P-29).
//!
//! Which rule joins the two is local: both shares reached, the common part of two top lists, or
//! a weighted sum. Percentages are compared as integers over a common denominator.

use crate::{
    meeting::{Measured, Portion},
    reason::RuleId,
    rules::{Key, Rules},
    source::Source,
};

/// Votes of one recommended person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nominee {
    /// Recommended by so many members; votes for secretary may be added by the caller where the
    /// local plan says so.
    pub members: i64,
    /// Recommended by so many households, representatives or others.
    pub masses: i64,
}

/// How the two pushes are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushRule {
    /// The bar is reached in each push.
    BothOverHalf,
    /// In the top of both lists.
    Common,
    /// In the top by the weighted sum of percentages.
    Weighted {
        /// Weight of the members' push, in percent; the masses' is the rest.
        members_percent: i64,
    },
}

/// What the pushes say about one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NomineeAnswer {
    /// The bar among the members present, where the rule has one.
    pub members: Option<Measured>,
    /// The bar among the masses present, where the rule has one.
    pub masses: Option<Measured>,
    /// The weighted sum, to be read over [`PushAnswer::denominator`].
    pub score: Option<i128>,
    /// Whether the person goes on the initial list; all that are tied for its last place do.
    pub listed: bool,
}

/// The outcome of the two pushes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushAnswer {
    /// Validity of the members' meeting.
    pub members: Measured,
    /// Validity of the masses' meeting.
    pub masses: Measured,
    /// How they were joined.
    pub rule: PushRule,
    /// Who set the rule.
    pub source: Source,
    /// How many names the initial list has, where a layer sets it: names per post × posts.
    pub names: Option<i64>,
    /// The score of somebody whom everyone recommended, for the weighted rule: a score of it all
    /// is 100 percent.
    pub denominator: Option<i128>,
    /// One answer a nominee, in the order given; nobody is listed unless both meetings are valid.
    pub nominees: Vec<NomineeAnswer>,
}

/// P-29: the initial list out of two pushes; `None` where no layer sets the quorum, the rule or
/// what the rule needs (bar, names per post, weight).
///
/// `members` and `masses` are present of those who should be there; `posts` the seats.
pub fn pushes(
    rules: &Rules,
    members: Portion,
    masses: Portion,
    posts: i64,
    nominees: &[Nominee],
) -> Option<PushAnswer> {
    let (quorum, quorum_source) = rules.share(Key::PushQuorum)?;
    let (rule, source) = push_rule(rules)?;
    let names = rules.whole(Key::PushNamesPerPost).map(|(each, _)| each.saturating_mul(posts));
    let measured =
        |count: Portion| Measured::new(quorum, P_29, count.part(), count.whole(), quorum_source);
    let mut answer = PushAnswer {
        members: measured(members),
        masses: measured(masses),
        rule,
        source: source.clone(),
        names,
        denominator: None,
        nominees: Vec::new(),
    };
    answer.nominees = match rule {
        PushRule::BothOverHalf => both_over(rules, members, masses, nominees)?,
        PushRule::Common => common(names?, nominees),
        PushRule::Weighted { members_percent } => {
            answer.denominator = Some(weigh(
                members_percent,
                members,
                masses,
                Nominee { members: members.part(), masses: masses.part() },
            ));
            weighted(members_percent, members, masses, names?, nominees)
        }
    };
    if !(answer.members.holds() && answer.masses.holds()) {
        answer.nominees.iter_mut().for_each(|nominee| nominee.listed = false);
    }
    Some(answer)
}

const P_29: RuleId = RuleId("P-29");

fn push_rule(rules: &Rules) -> Option<(PushRule, &Source)> {
    let (word, source) = rules.word(Key::PushRule)?;
    let rule = match word {
        "common" => PushRule::Common,
        "weighted" => {
            PushRule::Weighted { members_percent: rules.whole(Key::PushMembersPercent)?.0 }
        }
        _ => PushRule::BothOverHalf,
    };
    Some((rule, source))
}

fn both_over(
    rules: &Rules,
    members: Portion,
    masses: Portion,
    nominees: &[Nominee],
) -> Option<Vec<NomineeAnswer>> {
    let (bar, source) = rules.share(Key::PushBar)?;
    let over = |votes, present| Measured::new(bar, P_29, votes, present, source);
    let answer = |nominee: &Nominee| {
        let by_members = over(nominee.members, members.part());
        let by_masses = over(nominee.masses, masses.part());
        let listed = by_members.holds() && by_masses.holds();
        NomineeAnswer { members: Some(by_members), masses: Some(by_masses), score: None, listed }
    };
    Some(nominees.iter().map(answer).collect())
}

fn common(names: i64, nominees: &[Nominee]) -> Vec<NomineeAnswer> {
    let members: Vec<i128> = nominees.iter().map(|nominee| nominee.members.into()).collect();
    let masses: Vec<i128> = nominees.iter().map(|nominee| nominee.masses.into()).collect();
    let (by_members, by_masses) = (top(&members, names), top(&masses, names));
    let both = by_members.into_iter().zip(by_masses);
    both.map(|(first, second)| NomineeAnswer {
        members: None,
        masses: None,
        score: None,
        listed: first && second,
    })
    .collect()
}

fn weighted(
    percent: i64,
    members: Portion,
    masses: Portion,
    names: i64,
    nominees: &[Nominee],
) -> Vec<NomineeAnswer> {
    let scores: Vec<i128> =
        nominees.iter().map(|nominee| weigh(percent, members, masses, *nominee)).collect();
    let listed = top(&scores, names);
    scores
        .into_iter()
        .zip(listed)
        .map(|(score, listed)| NomineeAnswer {
            members: None,
            masses: None,
            score: Some(score),
            listed,
        })
        .collect()
}

/// `w·m/M + (100−w)·q/Q` over the common denominator `100·M·Q`.
fn weigh(percent: i64, members: Portion, masses: Portion, nominee: Nominee) -> i128 {
    let [percent, present_members, present_masses, by_members, by_masses] =
        [percent, members.part(), masses.part(), nominee.members, nominee.masses].map(i128::from);
    let product = |weight: i128, votes: i128, present: i128| {
        weight.saturating_mul(votes).saturating_mul(present)
    };
    product(percent, by_members, present_masses).saturating_add(product(
        100 - percent,
        by_masses,
        present_members,
    ))
}

/// Which are among the best `places`; those tied for the last place all are, those without any
/// vote are not.
fn top(scores: &[i128], places: i64) -> Vec<bool> {
    let mut order: Vec<i128> = scores.to_vec();
    order.sort_unstable_by(|a, b| b.cmp(a));
    let last = usize::try_from(places).ok().and_then(|places| places.checked_sub(1));
    let Some(last) = last else { return vec![false; scores.len()] };
    let bar = order.get(last).or(order.last()).copied().unwrap_or_default();
    scores.iter().map(|score| *score > 0 && *score >= bar).collect()
}
