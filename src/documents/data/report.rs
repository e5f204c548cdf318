//! The result report form (forms.md section 5).

use law::{
    body::Post,
    outcome::{Decision, decision::Next, validity::Check},
    reason::Op,
    tally::Channel,
};
use serde_json::{Value, json};

use super::{Line, Subject, Ways, basis, cells, post_name, why::why};
use crate::{
    decisions,
    documents::number::{chinese, share},
    nomination::store::Candidate,
    results::record::person_id,
    shell::Error,
};

/// The result report form.
///
/// # Errors
/// A record that was kept cannot be read.
pub fn report(subject: &Subject<'_>) -> Result<Value, Error> {
    let count = subject.outcome.count()?;
    let decision = count.decide();
    let unit = &subject.case.at.unit;
    let posts = subject.lines(&decision).into_iter().map(|(post, people)| {
        let people: Vec<Value> =
            people.iter().map(|line| person(subject, line, &decision)).collect();
        json!({"post": post_name(post), "people": people})
    });
    Ok(json!({
        "rehearsal": unit.at.world.0 != 1,
        "failed": subject.failed,
        "number": number(&unit.at.code),
        "county": subject.placed.county,
        "term": chinese(subject.placed.term_no.unsigned_abs()),
        "round": "first",
        "words": {
            "body": "村民委员会",
            "committee": "村民选举委员会",
            "population": "村民总数",
            "entitled": subject.called().entitled,
        },
        "filled_in_by": format!("{}{}村民选举委员会", subject.placed.town, unit.name),
        "election_on": subject.case.facts.election_on,
        "figures": figures(subject, &decision),
        "posts": posts.collect::<Vec<Value>>(),
        "summary": summary(subject, &decision),
        "valid": decision.valid,
        "basis": basis::basis(subject.case.rules, decisive(&decision)),
        "dispositions": dispositions(&decision),
        "checks": checks(subject, &decision),
        "why": if decision.valid { why(subject, &count, &decision) } else { Vec::new() },
        "remarks": decisions::special::remarks(subject.case),
        "signers": {
            "chief_scrutineer": [], "scrutineers": [], "callers": [], "counters": [],
            "presider": [], "committee_chair": [], "town_group": [],
        },
    }))
}

/// 县码-村码-轮次: the county's six digits, the unit's six, the round.
fn number(code: &str) -> String {
    match code.split_at_checked(6) {
        Some((county, unit)) if !unit.is_empty() => format!("{county}-{unit}-1"),
        _ => format!("{code}-1"),
    }
}

fn summary(subject: &Subject<'_>, decision: &Decision<'_>) -> Value {
    let (known, on) = (subject.known, subject.case.facts.election_on);
    let candidate = |id: &str| {
        let is = |one: &&Candidate| person_id(one.roll_entry_id, one.candidacy_id) == id;
        subject.listed.iter().find(is)
    };
    let elected = || decision.elected.iter().filter_map(|seat| candidate(seat.candidate));
    let women = elected().filter(|one| one.sex.as_deref() == Some("f"));
    // posts in the Party's organisation of the unit, any or a certain one
    let in_party = |one: &Candidate, post: Option<&str>| {
        let held = known.of(one.person_id).map(|person| person.held.as_slice());
        held.unwrap_or_default().iter().any(|held| {
            held.body == "party" && held.on(on) && post.is_none_or(|post| held.post == post)
        })
    };
    let director = decision.elected.iter().find(|seat| seat.post == Post::Director);
    let one_shoulder = match director.and_then(|seat| candidate(seat.candidate)) {
        None => json!("—"),
        Some(one) => json!(known.secretary.then(|| in_party(one, Some("secretary")))),
    };
    let seats: i64 = subject.case.facts.posts.iter().map(|of| i64::from(of.seats)).sum();
    json!({
        "seats": seats,
        "elected": decision.elected.len(),
        "tied": decision.ties.iter().map(|one| one.seats).sum::<i64>(),
        "vacant": decision.vacant.iter().map(|one| one.seats).sum::<i64>(),
        "women": women.count(),
        "also_in_party": known.secretary.then(|| elected().filter(|one| in_party(one, None)).count()),
        "one_shoulder": one_shoulder,
    })
}

fn figures(subject: &Subject<'_>, decision: &Decision<'_>) -> Value {
    let registered = subject.case.facts.roll.voters;
    let took_part = subject.took_part(decision);
    let stock = subject.case.facts.ballots;
    let by = |channel| subject.issued_by(&[channel]);
    let mut figures = subject.divided(decision);
    for (name, value) in [
        ("population", json!(subject.known.population)),
        ("registered", json!(registered)),
        ("took_part", json!(took_part)),
        ("turnout", json!(share(took_part.into(), registered.into()))),
        ("mode", json!("有候选人的直接选举")),
        ("not_returned", json!(subject.ways(decision).and_then(Ways::not_returned))),
        ("in_meeting", json!(by(Channel::Hall))),
        ("at_stations", json!(by(Channel::Station))),
        ("in_mobile_boxes", json!(by(Channel::Mobile))),
        ("by_proxy", json!(by(Channel::Proxy))),
        ("written_for_others", json!(subject.channels.get(&Channel::Scribe))),
        ("printed", json!(stock.printed)),
        ("issued", json!(decision.ballots.issued)),
        ("returned", json!(decision.ballots.collected)),
        ("left_over", json!(stock.unused)),
        ("spoiled", json!(stock.spoiled)),
        // no record has it
        ("disposal", Value::Null),
    ] {
        figures[name] = value;
    }
    figures
}

fn person(subject: &Subject<'_>, line: &Line<'_>, decision: &Decision<'_>) -> Value {
    let one = line.one;
    let mut told = json!({
        "name": one.name,
        "apart": subject.apart_in_form(one),
        "sex": one.sex.as_deref().map(|sex| if sex == "f" { "女" } else { "男" }),
        "born": one.birth_on.map(|on| on.format("%Y-%m").to_string()),
        "formal": one.formal,
        "votes": line.votes,
        "share": share(line.votes.into(), subject.took_part(decision).into()),
        "elected": line.elected,
        "womens_seat": line.womens_seat,
    });
    cells::fill(&mut told, one, subject.known, subject.case.facts.election_on);
    told
}

fn dispositions(decision: &Decision<'_>) -> Vec<&'static str> {
    let next = match decision.next {
        Next::Declare | Next::MayConvene => None,
        Next::TieRevote => Some("runoff"),
        Next::AnotherElection => Some("another_election"),
        Next::Rerun | Next::Repeat => Some("repeat"),
    };
    let elected = (!decision.elected.is_empty()).then_some("elected");
    // beside a tie there may be seats that nobody has won
    let also = (decision.next == Next::TieRevote && !decision.vacant.is_empty())
        .then_some("another_election");
    elected.into_iter().chain(next).chain(also).collect()
}

/// The articles that decide whether the vote counts, and who is elected.
fn decisive<'d>(decision: &'d Decision<'_>) -> impl Iterator<Item = &'d law::source::Source> {
    let of_vote = decision.checks.iter().filter(|check| check.candidate.is_none());
    let of_bar = decision.checks.iter().find(|check| check.candidate.is_some());
    of_vote.chain(of_bar).map(|check| check.source)
}

/// Every comparison with its integers; of persons only those who are over the bar.
fn checks(subject: &Subject<'_>, decision: &Decision<'_>) -> Vec<Value> {
    let shown = decision.checks.iter().filter(|check| check.candidate.is_none() || check.holds);
    let told = shown.map(|check| {
        let post = check.post.map(post_name).unwrap_or_default();
        let who = check.candidate.map(|id| subject.name(id)).unwrap_or_default();
        let about = format!("{post}{who}");
        let what = compared(check, subject.measure());
        let label = if about.is_empty() { what } else { format!("{about} {what}") };
        let op = match check.op {
            Op::More => "＞",
            Op::AtLeast => "≥",
            Op::AtMost => "≤",
            Op::Equal => "＝",
        };
        json!({
            "label": label,
            "left": check.left,
            "op": op,
            "right": check.right,
            "holds": check.holds,
        })
    });
    told.collect()
}

fn compared(check: &Check<'_>, measure: char) -> String {
    match (check.rule.0, check.op) {
        ("C-01", _) => "2P＞N".to_owned(),
        ("C-02", _) => "V≤F".to_owned(),
        ("C-16", _) => "候选人＞应选".to_owned(),
        ("C-08", _) | ("C-11", Op::More) => format!("2x＞{measure}"),
        ("C-11", _) => format!("3x≥{measure}"),
        (other, _) => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use law::{
        reason::RuleId,
        source::{Source, Tag},
    };

    use super::*;

    #[test]
    fn the_number_of_a_form_is_that_of_county_unit_and_round() {
        assert_eq!(number("330902102201"), "330902-102201-1");
        assert_eq!(number("330902"), "330902-1");
    }

    #[test]
    fn comparisons_stand_as_the_form_writes_them() {
        let source = Source { law: "VC18".to_owned(), article: "15".to_owned(), tag: Tag::V };
        let check = |rule, op| Check {
            rule: RuleId(rule),
            holds: true,
            left: 3,
            op,
            right: 2,
            times: (1, 1),
            source: &source,
            post: None,
            candidate: None,
        };
        for (rule, op, text) in [
            ("C-01", Op::More, "2P＞N"),
            ("C-02", Op::AtMost, "V≤F"),
            ("C-08", Op::More, "2x＞V"),
            ("C-11", Op::AtLeast, "3x≥V"),
            ("C-11", Op::More, "2x＞V"),
        ] {
            assert_eq!(compared(&check(rule, op), 'V'), text);
        }
    }
}
