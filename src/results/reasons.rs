//! Why a decision is not the plain order of votes, in words: a woman who came first, a seat that waits
//! for a woman, kin who gave way, ties. Each with its numbers, its rule and its article.

use law::{
    body::Post,
    outcome::{
        Count, Decision,
        decision::TieReason,
        given_way::GaveWay,
        validity::Check,
        women::{Stands, Voted, WomensSeat},
    },
    reason::{Op, RuleId},
    source::Source,
};

use crate::shell::{
    gates,
    words::{FluentValue, Words},
};

/// A sentence with where it stands.
pub struct Reason {
    /// What, with numbers.
    pub text: String,
    /// Law, article, rule.
    pub source: String,
}

/// How somebody is called.
type Name<'n> = &'n dyn Fn(&str) -> String;

/// The reasons of a decision.
pub fn of<'r>(
    count: &'r Count<'_>,
    decision: &Decision<'r>,
    name: Name<'_>,
    words: &Words,
) -> Vec<Reason> {
    let women = count.womens_seats(decision);
    let women = women.iter().map(|seat| womens_seat(seat, decision, name, words));
    let kin = count.gave_way(decision);
    women.chain(kin.iter().map(|one| gave_way(one, name, words))).collect()
}

/// The ties of a decision.
pub fn ties<'r>(
    count: &'r Count<'_>,
    decision: &Decision<'r>,
    name: Name<'_>,
    words: &Words,
) -> Vec<Reason> {
    let told = decision.ties.iter().map(|tie| {
        let names: Vec<String> = tie.candidates.iter().map(|id| name(id)).collect();
        let (key, rule) = match tie.reason {
            TieReason::LastSeat if tie.women_only => ("outcome-tie-women", RuleId("C-15")),
            TieReason::LastSeat => ("outcome-tie", RuleId("C-10")),
            TieReason::Kin => ("outcome-tie-kin", RuleId("V-24")),
        };
        let variables = [
            ("post", post(tie.post, words).into()),
            ("names", names.join(" · ").into()),
            ("n", tie.seats.into()),
        ];
        let text = words.text_with(key, &variables);
        Reason { text, source: cite(count.record().rules.source(rule), rule, words) }
    });
    told.collect()
}

fn womens_seat(
    seat: &WomensSeat<'_>,
    decision: &Decision<'_>,
    name: Name<'_>,
    words: &Words,
) -> Reason {
    let mut variables: Vec<(&str, FluentValue<'_>)> = vec![
        ("post", post(seat.post, words).into()),
        ("seats", seat.seats.into()),
        ("rest", (seat.seats - 1).into()),
        ("passed", people(&seat.passed, name, words).into()),
    ];
    let key = match &seat.stands {
        Stands::Taken((id, votes)) => {
            variables.extend(voted(seat.post, (*id, *votes), decision, name));
            "outcome-women-taken"
        }
        Stands::Tied(ids) => {
            let names: Vec<String> = ids.iter().map(|id| name(id)).collect();
            variables.push(("names", names.join(" · ").into()));
            "outcome-women-tied"
        }
        Stands::Kept(Some((id, votes))) => {
            variables.extend(voted(seat.post, (*id, *votes), decision, name));
            "outcome-women-kept"
        }
        Stands::Kept(None) => "outcome-women-kept-none",
    };
    let mut text = words.text_with(key, &variables);
    if !seat.passed.is_empty() {
        let key = match seat.stands {
            Stands::Taken(_) => "outcome-women-passed",
            _ => "outcome-women-passed-kept",
        };
        text = format!("{text}{}", words.text_with(key, &variables));
    }
    let [own, women] = [(seat.source, seat.rule), (seat.women, RuleId("V-21"))]
        .map(|(at, rule)| cite(at, rule, words));
    Reason { text, source: format!("{own}; {women}") }
}

/// Somebody's votes with the comparison that was made of them.
fn voted<'w>(
    post: Post,
    (id, votes): Voted<'_>,
    decision: &Decision<'_>,
    name: Name<'_>,
) -> [(&'w str, FluentValue<'w>); 3] {
    let numbers = compared(decision, post, id).unwrap_or_default();
    [("name", name(id).into()), ("votes", votes.into()), ("numbers", numbers.into())]
}

/// The comparison of somebody's votes with the bar, as it stands.
pub fn compared(decision: &Decision<'_>, post: Post, id: &str) -> Option<String> {
    let of = |check: &&Check<'_>| {
        check.post == Some(post) && check.candidate == Some(id) && check.rule.0 != "C-16"
    };
    let check = decision.checks.iter().rfind(of)?;
    let sign = match (check.op, check.holds) {
        (Op::More, true) => ">",
        (Op::More, false) => "≤",
        (Op::AtLeast, true) => "≥",
        (Op::AtLeast, false) => "<",
        (other, _) => other.sign(),
    };
    Some(format!("{} {sign} {}", check.left, check.right))
}

fn gave_way(one: &GaveWay<'_>, name: Name<'_>, words: &Words) -> Reason {
    let (id, votes) = one.who;
    let mut variables: Vec<(&str, FluentValue<'_>)> = vec![
        ("post", post(one.post, words).into()),
        ("name", name(id).into()),
        ("votes", votes.into()),
        ("stays", name(one.stays).into()),
        ("followed", people(&one.followed, name, words).into()),
    ];
    let key = match one.at {
        Some((at, votes)) => {
            variables.extend([("at", post(at, words).into()), ("more", votes.into())]);
            if at == one.post { "outcome-kin-votes" } else { "outcome-kin-post" }
        }
        None => "outcome-kin-earlier",
    };
    let followed =
        if one.followed.is_empty() { "outcome-kin-nobody" } else { "outcome-kin-followed" };
    let text = [key, followed].map(|key| words.text_with(key, &variables)).concat();
    Reason { text, source: cite(one.source, one.rule, words) }
}

fn people(all: &[Voted<'_>], name: Name<'_>, words: &Words) -> String {
    let told = all.iter().map(|(id, votes)| {
        let variables = [("name", name(id).into()), ("n", (*votes).into())];
        words.text_with("outcome-votes-of", &variables)
    });
    told.collect::<Vec<String>>().join(words.text("outcome-and").trim_matches('|'))
}

fn cite(source: &Source, rule: RuleId, words: &Words) -> String {
    gates::cited(source, rule, words)
}

fn post(post: Post, words: &Words) -> String {
    words.text(&format!("post-{}", post.word()))
}
