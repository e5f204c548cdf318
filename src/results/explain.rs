//! A decision as a person would explain it: who has how many votes, what was compared, by which
//! article.

use law::{
    outcome::{Decision, validity::Check},
    reason::Op,
    tally::Field,
};

use super::{
    record::person_id,
    store::{
        Outcome,
        names::{Apart, Bearer, Choice, Shared, Written},
    },
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
    pub vacant: Vec<String>,
    pub ties: Vec<String>,
    pub figures: Vec<(String, String)>,
    pub declared_on: Option<String>,
    pub digest: String,
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
    pub post: String,
    pub votes: u32,
    pub verdict: Verdict,
}

/// What becomes of somebody's votes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Elected,
    /// Equal votes at the last seat: a re-vote decides.
    Tied,
    /// Enough votes, and the seats went to those with more.
    Full,
    NotElected,
    /// Nobody of the roll: the votes are told and do not count.
    NotCounted,
    /// Several voters bear the name, and it is not said who is meant.
    Unclear,
}

/// A line of the sheet whose name several voters bear, in words.
pub struct NameLine {
    /// The line's text form.
    pub field: String,
    /// Post, name, votes.
    pub text: String,
    /// How many bear the name.
    pub bearers: usize,
    /// It is said who is meant.
    pub clear: bool,
    /// What was said, the newest first.
    pub said: Vec<String>,
}

/// What is shown of an outcome besides the decision itself.
pub struct Around<'a> {
    /// Everybody who stood or was written in.
    pub listed: &'a [Candidate],
    /// Who has namesakes on the roll.
    pub apart: &'a [(RollEntryId, Apart)],
    /// The names written in.
    pub written: &'a Written,
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
        ties: decision
            .ties
            .iter()
            .map(|tie| {
                let names: Vec<String> = tie.candidates.iter().map(|id| name(id)).collect();
                let names = names.join(&words.text("outcome-and"));
                let at = post(tie.post, words);
                let variables =
                    [("post", at.into()), ("names", names.into()), ("n", tie.seats.into())];
                words.text_with("outcome-tie", &variables)
            })
            .collect(),
        figures: figures(&decision, words),
        declared_on: outcome.declared_on.map(|on| gates::day(on, words)),
        digest: outcome.digest.clone(),
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
            let seat = |seat: &law::outcome::decision::Elected<'_>| {
                seat.candidate == id && seat.post == one.post
            };
            let is_line = |field: &Field| match field {
                Field::Written(post, name) => *post == one.post && name.as_str() == one.name,
                _ => false,
            };
            let tied = |tie: &law::outcome::decision::Tie<'_>| {
                tie.post == one.post && tie.candidates.iter().any(|other| *other == id)
            };
            let verdict = if decision.elected.iter().any(seat) {
                Verdict::Elected
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
                post: post(one.post, words),
                votes,
                verdict,
            })
        };
        self.listed.iter().filter_map(line).collect()
    }

    fn apart_text(&self, one: &Candidate, words: &Words) -> String {
        let apart = self.apart.iter().find(|(id, _)| Some(*id) == one.roll_entry_id);
        let Some((_, apart)) = apart else { return String::new() };
        let group = [("group", apart.group_no.to_string().into())];
        let group = words.text_with("names-group", &group);
        match apart.birth_on {
            Some(on) => {
                let born = [("born", month(on).into())];
                format!("{group} · {}", words.text_with("names-born", &born))
            }
            None => group,
        }
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
    let elected = told.people.iter().filter(|one| one.verdict == Verdict::Elected).map(|one| {
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
    lines.extend(told.ties);
    lines.extend(told.vacant);
    Seen { token: told.digest, title: words.text("outcome-seen"), lines, since: None }
}

/// The lines whose name several voters bear, in words.
pub fn names(written: &Written, words: &Words) -> Vec<NameLine> {
    written.shared().iter().map(|one| name_line(one, words)).collect()
}

/// One of them.
pub fn name_line(one: &Shared<'_>, words: &Words) -> NameLine {
    let (name, at) = match one.field {
        Field::Written(at, name) => (name.as_str(), post(*at, words)),
        _ => ("", String::new()),
    };
    let variables = [("post", at.into()), ("name", name.into()), ("n", one.votes.into())];
    let lapsed = (!one.is_clear() && !one.choices.is_empty()).then(|| words.text("names-lapsed"));
    let said = one.choices.iter().rev().map(|choice| said(choice, &one.bearers, words));
    NameLine {
        field: one.field.to_string(),
        text: words.text_with("names-line", &variables),
        bearers: one.bearers.len(),
        clear: one.is_clear(),
        said: lapsed.into_iter().chain(said).collect(),
    }
}

fn said(choice: &Choice, bearers: &[&Bearer], words: &Words) -> String {
    let meant = bearers.iter().find(|one| Some(one.roll_entry_id) == choice.roll_entry_id);
    let meant = meant.map_or_else(|| words.text("names-none"), |one| bearer(one, words));
    let variables = [
        ("meant", meant.into()),
        ("reason", choice.reason.as_str().into()),
        ("by", choice.by.as_str().into()),
        ("on", gates::day(choice.chosen_on, words).into()),
    ];
    words.text_with("names-said", &variables)
}

/// A voter with what tells namesakes apart: group, sex, month of birth.
pub fn bearer(one: &Bearer, words: &Words) -> String {
    let group = words.text_with("names-group", &[("group", one.group_no.to_string().into())]);
    let born = words.text_with("names-born", &[("born", month(one.birth_on).into())]);
    format!("{group} · {} · {born}", words.text(&format!("sex-{}", one.sex)))
}

fn month(on: chrono::NaiveDate) -> String {
    on.format("%Y-%m").to_string()
}

fn post(post: law::body::Post, words: &Words) -> String {
    words.text(&format!("post-{}", post.word()))
}

fn checks(decision: &Decision, name: &dyn Fn(&str) -> String, words: &Words) -> Vec<CheckLine> {
    let line = |check: &Check<'_>| {
        let who = check.candidate.map(name);
        let post = check.post.map(|post| words.text(&format!("post-{}", post.word())));
        let about: Vec<String> = post.into_iter().chain(who).collect();
        let sign = match check.op {
            Op::AtLeast => "≥",
            Op::AtMost => "≤",
            other => other.sign(),
        };
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
            source: format!("{} · {}", gates::cite(check.source, words), check.rule.0),
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
