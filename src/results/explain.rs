//! A decision as a person would explain it: who has how many votes, what was compared, by which
//! article.

use law::{
    outcome::{Decision, validity::Check},
    reason::Op,
    tally::Field,
};

use super::{
    namesakes,
    reasons::{self, Reason},
    record::{Kin, person_id},
    store::{self, Outcome, apart::Apart, names::Written},
};
use crate::{
    elections::check::Seen,
    nomination::store::Candidate,
    shell::{Error, gates, ids::RollEntryId, words::Words},
};

/// A decision in words.
pub struct Explained {
    pub valid: bool,
    pub next: String,
    pub checks: Vec<CheckLine>,
    pub people: Vec<PersonLine>,
    /// Why somebody was elected before others, or gave way, or a seat waits for a woman.
    pub reasons: Vec<Reason>,
    pub vacant: Vec<String>,
    pub ties: Vec<Reason>,
    pub figures: Vec<(String, String)>,
    pub declared_on: Option<String>,
    pub digest: String,
    /// Who is near kin of whom is known otherwise than when it was computed.
    pub kin_since: bool,
}

pub struct CheckLine {
    pub holds: bool,
    pub text: String,
    pub numbers: String,
    pub source: String,
}

pub struct PersonLine {
    pub name: String,
    /// What tells namesakes on the roll apart.
    pub apart: String,
    /// The name was written in.
    pub written: bool,
    pub post: String,
    pub votes: u32,
    pub verdict: Verdict,
}

/// What becomes of somebody's votes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Elected,
    /// By the seat kept for a woman, before others.
    WomensSeat,
    /// Equal votes at the last seat: a re-vote decides.
    Tied,
    /// Enough votes, and the seats went to those with more.
    Full,
    NotElected,
    /// To near kin.
    GaveWay,
    /// Nobody of the roll: the votes are told and do not count.
    NotCounted,
    /// Several voters bear the name, and it is not said who is meant.
    Unclear,
}

impl Verdict {
    /// Whether it is a seat.
    pub fn is_elected(self) -> bool {
        matches!(self, Self::Elected | Self::WomensSeat)
    }
}

/// What is shown of an outcome besides the decision itself.
pub struct Around<'a> {
    /// Everybody who stood or was written in.
    pub listed: &'a [Candidate],
    /// Who has namesakes on the roll.
    pub apart: &'a [(RollEntryId, Apart)],
    /// The names written in.
    pub written: &'a Written,
    /// Near kin as they are known now.
    pub kin: &'a Kin,
}

/// A decision in words.
///
/// # Errors
/// A record that was kept cannot be read.
pub fn explain(outcome: &Outcome, around: &Around<'_>, words: &Words) -> Result<Explained, Error> {
    // a record that was kept has been decided before
    let count = outcome.count()?;
    let decision = count.decide();
    let name = |id: &str| around.name(id, words);
    let seats = |one: &law::outcome::decision::Vacancy| {
        let variables = [("post", post(one.post, words).into()), ("n", one.seats.into())];
        let key = if one.women_only { "outcome-vacant-women" } else { "outcome-vacant" };
        words.text_with(key, &variables)
    };
    Ok(Explained {
        valid: decision.valid,
        next: told_next(&decision, words),
        checks: checks(&decision, &name, words),
        people: around.people(&decision, words),
        vacant: decision.vacant.iter().map(seats).collect(),
        reasons: reasons::of(&count, &decision, &name, words),
        ties: reasons::ties(&count, &decision, &name, words),
        figures: figures(&decision, words),
        declared_on: outcome.declared_on.map(|on| gates::day(on, words)),
        digest: outcome.digest.clone(),
        kin_since: outcome.declared_on.is_none()
            && !store::kin::is_known(count.record(), around.kin),
    })
}

impl Around<'_> {
    /// Everybody with votes or on the ballot, in its order.
    fn people(&self, decision: &Decision<'_>, words: &Words) -> Vec<PersonLine> {
        let unclear: Vec<Field> = self
            .written
            .shared()
            .iter()
            .filter(|one| !one.is_clear())
            .map(|one| one.field.clone())
            .collect();
        let line = |one: &Candidate| {
            let id = person_id(one.roll_entry_id, one.candidacy_id);
            let tally = decision.tally.iter().find(|line| line.candidate == id);
            let votes = tally.and_then(|line| line.votes.get(one.post)).unwrap_or_default();
            // a name of a sheet that was corrected since, or one that meant somebody else
            if !one.formal && votes == 0 {
                return None;
            }
            let mut seats = decision.elected.iter();
            let seat = seats.find(|seat| seat.candidate == id && seat.post == one.post);
            let gave_way = |out: &law::outcome::decision::KinExcluded<'_>| {
                out.candidate == id && out.post == one.post
            };
            let is_line = |field: &Field| match field {
                Field::Written(post, name) => *post == one.post && name.as_str() == one.name,
                _ => false,
            };
            let tied = |tie: &law::outcome::decision::Tie<'_>| {
                tie.post == one.post && tie.candidates.iter().any(|other| *other == id)
            };
            let verdict = if let Some(seat) = seat {
                if seat.women_seat { Verdict::WomensSeat } else { Verdict::Elected }
            } else if decision.kin_excluded.iter().any(gave_way) {
                Verdict::GaveWay
            } else if decision.ties.iter().any(tied) {
                Verdict::Tied
            } else if missed(decision, &id, one.post) {
                Verdict::Full
            } else if tally.is_some_and(|line| line.counted) {
                Verdict::NotElected
            } else if unclear.iter().any(is_line) {
                Verdict::Unclear
            } else {
                Verdict::NotCounted
            };
            Some(PersonLine {
                name: one.name.clone(),
                apart: self.apart_text(one, words),
                written: !one.formal,
                post: post(one.post, words),
                votes,
                verdict,
            })
        };
        self.listed.iter().filter_map(line).collect()
    }

    fn apart_text(&self, one: &Candidate, words: &Words) -> String {
        let apart = self.apart.iter().find(|(id, _)| Some(*id) == one.roll_entry_id);
        apart.map(|(_, apart)| namesakes::apart(*apart, words)).unwrap_or_default()
    }

    fn name(&self, id: &str, words: &Words) -> String {
        let one =
            self.listed.iter().find(|one| person_id(one.roll_entry_id, one.candidacy_id) == id);
        let Some(one) = one else { return id.to_owned() };
        match self.apart_text(one, words) {
            apart if apart.is_empty() => one.name.clone(),
            apart => format!("{} ({apart})", one.name),
        }
    }
}

/// What is declared by an outcome: who is elected to what, and the seats that stay vacant.
pub fn seen(told: Explained, words: &Words) -> Seen {
    let elected = told.people.iter().filter(|one| one.verdict.is_elected()).map(|one| {
        let name = match &one.apart {
            apart if apart.is_empty() => one.name.clone(),
            apart => format!("{} ({apart})", one.name),
        };
        let post = one.post.clone().into();
        let variables = [("post", post), ("name", name.into()), ("n", one.votes.into())];
        words.text_with("outcome-seen-line", &variables)
    });
    let mut lines: Vec<String> = elected.collect();
    if lines.is_empty() {
        lines.push(words.text("outcome-seen-nobody"));
    }
    lines.extend(told.ties.into_iter().map(|one| one.text));
    lines.extend(told.vacant);
    lines.extend(told.reasons.into_iter().map(|one| one.text));
    Seen { token: told.digest, title: words.text("outcome-seen"), lines, since: None }
}

fn post(post: law::body::Post, words: &Words) -> String {
    words.text(&format!("post-{}", post.word()))
}

fn checks(decision: &Decision, name: &dyn Fn(&str) -> String, words: &Words) -> Vec<CheckLine> {
    let line = |check: &Check<'_>| {
        let who = check.candidate.map(name);
        let post = check.post.map(|post| words.text(&format!("post-{}", post.word())));
        let about: Vec<String> = post.into_iter().chain(who).collect();
        let sign = gates::stands(check.op, check.left.cmp(&check.right));
        CheckLine {
            holds: check.holds,
            text: if about.is_empty() {
                words.text("outcome-whole-vote")
            } else {
                about.join(" · ")
            },
            numbers: match multiplied(check) {
                Some((factor, votes)) => {
                    format!("{factor} × {votes} = {} {sign} {}", check.left, check.right)
                }
                None => format!("{} {sign} {}", check.left, check.right),
            },
            source: gates::cited(check.source, check.rule, words),
        }
    };
    decision.checks.iter().map(line).collect()
}

/// What is compared is a multiple of what was counted: the factor, and what was counted.
pub fn multiplied(check: &Check<'_>) -> Option<(i64, i64)> {
    let factor = match (check.rule.0, check.op) {
        ("C-01" | "C-08", _) | ("C-11", Op::More) => 2,
        ("C-11", _) => 3,
        _ => return None,
    };
    (check.left % factor == 0).then_some((factor, check.left / factor))
}

/// Whether somebody had enough votes for a post, and only its seats were too few: nobody of his kin
/// kept him out.
pub fn missed(decision: &Decision<'_>, id: &str, post: law::body::Post) -> bool {
    let of = |candidate: Option<&str>| candidate == Some(id);
    decision.valid
        && !decision.elected.iter().any(|seat| seat.candidate == id)
        && !decision.kin_excluded.iter().any(|one| one.candidate == id)
        && !decision.vacant.iter().any(|one| one.post == post)
        && decision
            .checks
            .iter()
            .any(|check| check.holds && of(check.candidate) && check.post == Some(post))
}

/// What happens next; beside a tie there may be seats that nobody has won.
fn told_next(decision: &Decision<'_>, words: &Words) -> String {
    let next = words.text(&format!("outcome-next-{}", decision.next.word()));
    if decision.valid && !decision.ties.is_empty() && !decision.vacant.is_empty() {
        format!("{next}{}", words.text("outcome-next-also"))
    } else {
        next
    }
}

fn figures(decision: &Decision, words: &Words) -> Vec<(String, String)> {
    let ballots = decision.ballots;
    [
        ("issued", ballots.issued.to_string()),
        ("collected", ballots.collected.to_string()),
        ("valid", ballots.valid.to_string()),
        ("invalid", ballots.invalid.to_string()),
        ("blank", ballots.blank.to_string()),
    ]
    .into_iter()
    .map(|(word, number)| (words.text(&format!("ballots-{word}")), number))
    .collect()
}
