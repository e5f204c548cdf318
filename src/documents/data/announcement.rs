//! The announcement of the result (forms.md section 4).

use law::{
    outcome::{Count, Decision, decision::TieReason},
    reason::RuleId,
    rules::parameters::Participants,
    tally::Channel,
};
use serde_json::{Value, json};

use super::{Line, Subject, Ways, basis, post_name, why::why};
use crate::{
    documents::number::{chinese, share},
    results::{missed, record::person_id},
    shell::Error,
};

/// Where a copy of the announcement goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    /// Into the archive: A4, with lines for where and when it was put up.
    Archive,
    /// On the wall: A3.
    Wall,
}

/// The announcement of the result.
///
/// # Errors
/// A record that was kept cannot be read.
pub fn announcement(subject: &Subject<'_>, copy: Copy) -> Result<Value, Error> {
    let count = subject.outcome.count()?;
    let decision = count.decide();
    let term = chinese(subject.placed.term_no.unsigned_abs());
    let called = subject.called();
    let participants = subject.parameters().participants;
    Ok(json!({
        "rehearsal": subject.case.at.unit.at.world.0 != 1,
        "archive": copy == Copy::Archive,
        "wall": copy == Copy::Wall,
        "failed": subject.failed,
        "number": subject.number,
        "village": subject.case.at.unit.name,
        "term": term,
        "kind": "first",
        "words": {
            "body": "村民委员会",
            "place": "村",
            "electors": called.electors,
            "electors_half": called.electors_half,
            "unit": "人",
        },
        "election_on": subject.case.facts.election_on,
        "figures": figures(subject, &decision),
        "validity": validity(&decision),
        "too_few": failed(&decision, "C-01"),
        "again_on": null,
        "elected_by": match participants {
            Participants::Collected => "half_of_returned",
            Participants::Issued => "half_of_participants",
        },
        "elected": people(subject, &decision, true),
        "others": people(subject, &decision, false),
        "open": open(subject, &count, &decision),
        "issuer": format!("{}第{term}届村民选举委员会", subject.case.at.unit.name),
        "issued_on": subject.declared_on,
    }))
}

/// Posts with their people, elected or not; the elected by votes alone.
fn people(subject: &Subject<'_>, decision: &Decision<'_>, elected: bool) -> Vec<Value> {
    let posts = subject.lines(decision).into_iter().map(|(post, people)| {
        let mut people: Vec<Line<'_>> =
            people.into_iter().filter(|line| line.elected == elected).collect();
        if elected {
            people.sort_by_key(|line| std::cmp::Reverse(line.votes));
        }
        let people = people.iter().map(|line| {
            json!({
                "name": line.one.name,
                "apart": subject.apart(line.one),
                "votes": line.votes,
                "formal": line.one.formal,
                "note": if elected { None } else { note(line, decision) },
                "womens_seat": line.womens_seat,
            })
        });
        json!({ "post": post_name(post), "people": people.collect::<Vec<Value>>() })
    });
    posts.collect()
}

/// Why somebody is not elected, where the votes alone do not tell it.
fn note(line: &Line<'_>, decision: &Decision<'_>) -> Option<&'static str> {
    let id = person_id(line.one.roll_entry_id, line.one.candidacy_id);
    let counted = decision.tally.iter().any(|one| one.candidate == id && one.counted);
    let tied = |tie: &law::outcome::decision::Tie<'_>| {
        tie.post == line.one.post && tie.candidates.iter().any(|other| *other == id)
    };
    if !counted {
        Some("not_a_voter")
    } else if decision.ties.iter().any(tied) {
        Some("tied")
    } else {
        missed(decision, &id, line.one.post).then_some("full")
    }
}

fn figures(subject: &Subject<'_>, decision: &Decision<'_>) -> Value {
    let registered = subject.case.facts.roll.voters;
    let took_part = subject.took_part(decision);
    let ways = [
        ("直接投票", subject.issued_by(&[Channel::Hall, Channel::Station])),
        ("委托投票", subject.issued_by(&[Channel::Proxy])),
        ("流动票箱投票", subject.issued_by(&[Channel::Mobile])),
    ];
    let ways = ways.map(|(name, people)| json!({ "name": name, "people": people }));
    let told = subject.ways(decision);
    let mut figures = subject.divided(decision);
    figures["registered"] = json!(registered);
    figures["took_part"] = json!(took_part);
    figures["turnout"] = json!(share(took_part.into(), registered.into()));
    figures["channels"] = json!(told.map(|_| &ways));
    figures["not_returned"] = json!(told.and_then(Ways::not_returned));
    figures["issued"] = json!(decision.ballots.issued);
    figures["returned"] = json!(decision.ballots.collected);
    figures
}

/// Whether the vote counts, and why not.
fn validity(decision: &Decision<'_>) -> &'static str {
    if failed(decision, "C-02") {
        "returned_over_issued"
    } else if failed(decision, "C-01") {
        "turnout_not_over_half"
    } else {
        "turnout_over_half"
    }
}

fn failed(decision: &Decision<'_>, rule: &str) -> bool {
    decision.checks.iter().any(|check| check.rule.0 == rule && !check.holds)
}

/// What the election leaves open: ties, seats given way, vacancies.
fn open<'r>(subject: &Subject<'_>, count: &'r Count<'_>, decision: &Decision<'r>) -> Vec<Value> {
    let article = |rule| basis::basis(subject.case.rules, [subject.case.rules.source(rule)]);
    let ties = decision.ties.iter().map(|tie| {
        let names: Vec<String> = tie.candidates.iter().map(|id| subject.name(id)).collect();
        let votes = decision
            .tally
            .iter()
            .find(|line| tie.candidates.contains(&line.candidate))
            .and_then(|line| line.votes.get(tie.post))
            .unwrap_or_default();
        let rule = match tie.reason {
            TieReason::LastSeat => RuleId("C-10"),
            TieReason::Kin => RuleId("V-24"),
        };
        json!({
            "kind": "tie",
            "kin": tie.reason == TieReason::Kin,
            "post": post_name(tie.post),
            "names": names,
            "votes": votes,
            "on": null,
            "basis": article(rule),
        })
    });
    // a post's open seats and those kept for women are one line of the paper
    let vacant = subject.case.facts.posts.iter().filter_map(|of| {
        let of_post = || decision.vacant.iter().filter(|one| one.post == of.post);
        let vacant: i64 = of_post().map(|one| one.seats).sum();
        let women: i64 = of_post().filter(|one| one.women_only).map(|one| one.seats).sum();
        let elected = decision.elected.iter().filter(|seat| seat.post == of.post).count();
        (vacant > 0).then(|| {
            json!({
                "kind": "another_election",
                "post": post_name(of.post),
                "seats": of.seats,
                "elected": elected,
                "vacant": vacant,
                "women": women,
                "on": null,
            })
        })
    });
    if !decision.valid {
        return Vec::new();
    }
    why(subject, count, decision).into_iter().chain(ties).chain(vacant).collect()
}
