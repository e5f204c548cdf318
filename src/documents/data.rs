//! What the papers of a result say, from the records: the JSON that their templates read.

use chrono::NaiveDate;
use law::{
    body::Post,
    outcome::{Count, Decision, decision::Next},
    reason::Op,
};
use serde_json::{Value, json};

use super::{
    number::{chinese, share},
    store::Placed,
};
use crate::{
    elections::case::Case,
    nomination::store::Candidate,
    results::{record::person_id, store::Outcome},
    shell::Error,
};

/// A declared result and where it belongs.
pub struct Subject<'a> {
    /// Where.
    pub placed: &'a Placed,
    /// The election.
    pub case: &'a Case,
    /// The computed outcome.
    pub outcome: &'a Outcome,
    /// Everybody who stood or was written in.
    pub listed: &'a [Candidate],
    /// The day of the declaration.
    pub declared_on: NaiveDate,
}

/// Puts version, check code and head of the journal on a paper's data.
pub fn stamped(mut data: Value, version: i32, digest: &str) -> Value {
    let code = digest.get(..8).unwrap_or(digest).to_uppercase();
    let (one, other) = code.split_at(code.len() / 2);
    data["version"] = json!(version);
    data["check_code"] = json!(format!("{one}-{other}"));
    data
}

fn count<'a>(subject: &Subject<'a>) -> Result<Count<'a>, Error> {
    subject.outcome.count()
}

fn post_name(post: Post) -> &'static str {
    match post {
        Post::Director => "主任",
        Post::Deputy => "副主任",
        Post::Member => "委员",
        Post::Secretary => "书记",
    }
}

/// The votes of somebody for the post that they stood for.
struct Line<'a> {
    one: &'a Candidate,
    votes: u32,
    elected: bool,
}

/// By post in order of rank, the most votes first.
fn lines<'a>(subject: &Subject<'a>, decision: &Decision<'_>) -> Vec<(Post, Vec<Line<'a>>)> {
    let posts = subject.case.facts.posts.iter().map(|of| {
        let people = subject.listed.iter().filter(|one| one.post == of.post);
        let mut people: Vec<Line<'a>> = people.map(|one| line(one, decision)).collect();
        people.sort_by_key(|line| (!line.one.formal, std::cmp::Reverse(line.votes), line.one.rank));
        (of.post, people)
    });
    posts.collect()
}

fn line<'a>(one: &'a Candidate, decision: &Decision<'_>) -> Line<'a> {
    let id = person_id(one.roll_entry_id, one.candidacy_id);
    let tally = decision.tally.iter().find(|line| line.candidate == id);
    Line {
        one,
        votes: tally.and_then(|line| line.votes.get(one.post)).unwrap_or_default(),
        elected: decision.elected.iter().any(|seat| seat.candidate == id && seat.post == one.post),
    }
}

/// The announcement of the result (forms.md section 4).
///
/// # Errors
/// A record that was kept cannot be read.
pub fn announcement(subject: &Subject<'_>) -> Result<Value, Error> {
    let count = count(subject)?;
    let decision = count.decide();
    let term = chinese(subject.placed.term_no.unsigned_abs());
    let all = lines(subject, &decision);
    let of = |elected: bool| -> Vec<Value> {
        let posts = all.iter().map(|(post, people)| {
            let mut people: Vec<&Line<'_>> =
                people.iter().filter(|line| line.elected == elected).collect();
            if elected {
                people.sort_by_key(|line| std::cmp::Reverse(line.votes));
            }
            let people: Vec<Value> = people
                .into_iter()
                .map(|line| json!({"name": line.one.name, "votes": line.votes, "formal": line.one.formal}))
                .collect();
            json!({"post": post_name(*post), "people": people})
        });
        posts.collect()
    };
    let ballots = decision.ballots;
    let registered = subject.case.facts.roll.voters;
    Ok(json!({
        "rehearsal": subject.case.at.unit.at.world.0 != 1,
        "archive": true,
        "number": 16,
        "village": format!("{}{}", subject.placed.town, subject.case.at.unit.name),
        "term": term,
        "kind": "first",
        "words": {
            "body": "村民委员会",
            "place": "村",
            "electors": "登记参加选举的村民",
            "electors_half": "登记参加选举村民",
            "unit": "人",
        },
        "election_on": subject.case.facts.election_on,
        "figures": {
            "registered": registered,
            "took_part": ballots.collected,
            "turnout": share(ballots.collected.into(), registered.into()),
            // ballots that went out by a channel and votes that came back need not be as many
            "channels": [],
            "issued": ballots.issued,
            "returned": ballots.collected,
            "valid": ballots.valid,
            "invalid": ballots.invalid,
            "blank": ballots.blank,
        },
        "validity": validity(&decision),
        "again_on": null,
        "elected_by": "half_of_returned",
        "elected": of(true),
        "others": of(false),
        "open": open(subject, &decision),
        "issuer": format!("{}第{term}届村民选举委员会", subject.case.at.unit.name),
        "issued_on": subject.declared_on,
    }))
}

/// Whether the vote counts, and why not.
fn validity(decision: &Decision<'_>) -> &'static str {
    let failed =
        |rule: &str| decision.checks.iter().any(|check| check.rule.0 == rule && !check.holds);
    if failed("C-02") {
        "returned_over_issued"
    } else if failed("C-01") {
        "turnout_not_over_half"
    } else {
        "turnout_over_half"
    }
}

/// What the election leaves open: ties, seats given way, vacancies.
fn open(subject: &Subject<'_>, decision: &Decision<'_>) -> Vec<Value> {
    let name = |id: &str| name(subject, id);
    let ties = decision.ties.iter().map(|tie| {
        let names: Vec<String> = tie.candidates.iter().map(|id| name(id)).collect();
        let votes = decision
            .tally
            .iter()
            .find(|line| tie.candidates.contains(&line.candidate))
            .and_then(|line| line.votes.get(tie.post))
            .unwrap_or_default();
        json!({"kind": "tie", "post": post_name(tie.post), "names": names, "votes": votes, "on": null, "basis": null})
    });
    // a post's open seats and those kept for women are one line of the paper
    let vacant = subject.case.facts.posts.iter().filter_map(|of| {
        let seats = decision.vacant.iter().filter(|one| one.post == of.post).map(|one| one.seats);
        let vacant: i64 = seats.sum();
        let elected = decision.elected.iter().filter(|seat| seat.post == of.post).count();
        (vacant > 0).then(|| {
            json!({
                "kind": "another_election",
                "post": post_name(of.post),
                "seats": of.seats,
                "elected": elected,
                "vacant": vacant,
                "on": null,
            })
        })
    });
    if decision.valid { ties.chain(vacant).collect() } else { Vec::new() }
}

fn name(subject: &Subject<'_>, id: &str) -> String {
    let of_id = |one: &&Candidate| person_id(one.roll_entry_id, one.candidacy_id) == id;
    subject.listed.iter().find(of_id).map_or_else(|| id.to_owned(), |one| one.name.clone())
}

/// The result report form (forms.md section 5).
///
/// # Errors
/// A record that was kept cannot be read.
pub fn report(subject: &Subject<'_>) -> Result<Value, Error> {
    let count = count(subject)?;
    let decision = count.decide();
    let unit = &subject.case.at.unit;
    let filled_in_by = format!("{}{}村民选举委员会", subject.placed.town, unit.name);
    let posts: Vec<Value> = lines(subject, &decision)
        .iter()
        .map(|(post, people)| {
            let people: Vec<Value> = people.iter().map(|line| person(line, &decision)).collect();
            json!({"post": post_name(*post), "people": people})
        })
        .collect();
    let women = decision.elected.iter().filter(|seat| {
        subject.listed.iter().any(|one| {
            person_id(one.roll_entry_id, one.candidacy_id) == seat.candidate
                && one.sex.as_deref() == Some("f")
        })
    });
    let seats: i64 = subject.case.facts.posts.iter().map(|of| i64::from(of.seats)).sum();
    let vacant: i64 = decision.vacant.iter().map(|one| one.seats).sum();
    Ok(json!({
        "rehearsal": unit.at.world.0 != 1,
        "number": format!("{}-1", unit.at.code),
        "county": subject.placed.county,
        "term": chinese(subject.placed.term_no.unsigned_abs()),
        "round": "first",
        "words": {
            "body": "村民委员会",
            "committee": "村民选举委员会",
            "population": "村民总数",
            "entitled": "登记参加选举人",
        },
        "filled_in_by": filled_in_by,
        "election_on": subject.case.facts.election_on,
        "figures": report_figures(subject, &decision),
        "posts": posts,
        "summary": {
            "seats": seats,
            "elected": decision.elected.len(),
            "vacant": vacant,
            "women": women.count(),
            "also_in_party": null,
            "one_shoulder": null,
        },
        "valid": decision.valid,
        "basis": "《中华人民共和国村民委员会组织法》第十五条",
        "dispositions": dispositions(&decision),
        "checks": checks(subject, &decision),
        "remarks": null,
        "signers": {
            "chief_scrutineer": [], "scrutineers": [], "callers": [], "counters": [],
            "presider": [], "committee_chair": [], "town_group": [],
        },
    }))
}

fn report_figures(subject: &Subject<'_>, decision: &Decision<'_>) -> Value {
    let registered = subject.case.facts.roll.voters;
    let ballots = decision.ballots;
    let stock = subject.case.facts.ballots;
    json!({
        "population": null,
        "registered": registered,
        "took_part": ballots.collected,
        "turnout": share(ballots.collected.into(), registered.into()),
        "mode": "有候选人的直接选举",
        // the ledger knows what was issued by channel, not what came back
        "in_meeting": null,
        "at_stations": null,
        "in_mobile_boxes": null,
        "by_proxy": null,
        "written_for_others": null,
        "printed": stock.printed,
        "issued": ballots.issued,
        "returned": ballots.collected,
        "valid": ballots.valid,
        "invalid": ballots.invalid,
        "blank": ballots.blank,
        "left_over": stock.unused,
        "spoiled": stock.spoiled,
        "disposal": null,
    })
}

fn person(line: &Line<'_>, decision: &Decision<'_>) -> Value {
    let one = line.one;
    json!({
        "name": one.name,
        "sex": one.sex.as_deref().map(|sex| if sex == "f" { "女" } else { "男" }),
        "born": one.birth_on.map(|on| on.format("%Y-%m").to_string()),
        "ethnicity": null,
        "affiliation": null,
        "education": null,
        "former_post": null,
        "formal": one.formal,
        "votes": line.votes,
        "share": share(line.votes.into(), decision.ballots.collected.into()),
        "elected": line.elected,
    })
}

fn dispositions(decision: &Decision<'_>) -> Vec<&'static str> {
    let next = match decision.next {
        Next::Declare | Next::MayConvene => None,
        Next::TieRevote => Some("runoff"),
        Next::AnotherElection => Some("another_election"),
        Next::Rerun | Next::Repeat => Some("repeat"),
    };
    let elected = (!decision.elected.is_empty()).then_some("elected");
    elected.into_iter().chain(next).collect()
}

/// Every comparison with its integers; of persons only those who are elected.
fn checks(subject: &Subject<'_>, decision: &Decision<'_>) -> Vec<Value> {
    let shown = decision.checks.iter().filter(|check| check.candidate.is_none() || check.holds);
    let told = shown.map(|check| {
        let post = check.post.map(post_name).unwrap_or_default();
        let who = check.candidate.map(|id| name(subject, id)).unwrap_or_default();
        let what = match check.rule.0 {
            "C-01" => "2V＞N",
            "C-02" => "V≤F",
            "C-16" => "候选人＞应选",
            "C-08" => " 2x＞V",
            other => other,
        };
        let op = match check.op {
            Op::More => "＞",
            Op::AtLeast => "≥",
            Op::AtMost => "≤",
            Op::Equal => "＝",
        };
        json!({"label": format!("{post}{who}{what}"), "left": check.left, "op": op, "right": check.right, "holds": check.holds, "form": false})
    });
    told.collect()
}
