//! Helpers of the tests of outcomes: records and decisions as JSON, as decide.md writes them.

mod filling;
mod generate;
mod kin;
mod listing;
mod million;
mod naive_kin;
mod next;
mod problems;
mod properties;
mod reading;
mod sound;
mod women;
mod worked;
mod write;

use serde_json::{Value, json};

use super::{Count, Decision};

/// A first vote for a villagers' committee that is valid: N = 1,000, 800 collected.
pub(super) fn villagers() -> Value {
    json!({
        "format": "huanjie-count/1",
        "pack": "VC18",
        "body": "villagers_committee",
        "round": "first",
        "base": { "registered": 1000 },
        "ballots": { "issued": 800, "collected": 800, "invalid": 0, "blank": 0 },
        "seats": [],
        "candidates": [],
    })
}

/// A first vote for a branch committee by so many electors present.
pub(super) fn party(full_members: u32, exempt: u32, present: u32) -> Value {
    json!({
        "format": "huanjie-count/1",
        "pack": "P20",
        "body": "party_committee",
        "round": "first",
        "base": { "full_members": full_members, "exempt": exempt, "present": present },
        "ballots": { "issued": present, "collected": present, "invalid": 0, "blank": 0 },
        "seats": [{ "post": "member", "seats": 3 }],
        "candidates": [],
    })
}

/// The record with other values at some places: `("ballots.collected", json!(7))`.
pub(super) fn with(mut record: Value, changes: &[(&str, Value)]) -> Value {
    for (path, value) in changes {
        let mut place = &mut record;
        for field in path.split('.') {
            place = &mut place[field];
        }
        *place = value.clone();
    }
    record
}

/// A formal candidate for one post, with votes for it.
pub(super) fn stands(id: &str, sex: &str, post: &str, votes: u32) -> Value {
    json!({ "id": id, "sex": sex, "formal": [post], "votes": { post: votes } })
}

/// Formal candidates for one post; a name ending in `f` is a woman's.
pub(super) fn all_stand(post: &str, votes: &[(&str, u32)]) -> Vec<Value> {
    let sex = |id: &str| if id.ends_with('f') { "f" } else { "m" };
    votes.iter().map(|(id, votes)| stands(id, sex(id), post, *votes)).collect()
}

pub(super) fn decide(record: &Value) -> Value {
    let text = record.to_string();
    match Count::from_json(text.as_bytes()) {
        Ok(count) => as_json(&count.decide()),
        Err(problems) => panic!("{problems:?}\n{text}"),
    }
}

/// A decision as it is written.
pub(super) fn as_json(decision: &Decision) -> Value {
    let mut out = Vec::new();
    super::write::decision(decision, &mut out).expect("memory takes all");
    serde_json::from_slice(&out).expect("a decision is JSON")
}

/// The paths of the problems of a record.
pub(super) fn problems(text: &str) -> Vec<String> {
    match Count::from_json(text.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|problem| problem.path).collect(),
    }
}

/// Who is elected: `director X`.
pub(super) fn elected(decision: &Value) -> Vec<String> {
    pairs(&decision["elected"], "post", "candidate")
}

/// Vacancies: `member 1`, `member 1 women`.
pub(super) fn vacant(decision: &Value) -> Vec<String> {
    let list = decision["vacant"].as_array().expect("a list");
    list.iter()
        .map(|one| {
            let women = if one["women_only"] == json!(true) { " women" } else { "" };
            format!("{} {}{women}", text(&one["post"]), one["seats"])
        })
        .collect()
}

/// Ties: `member 1 C D last_seat`.
pub(super) fn ties(decision: &Value) -> Vec<String> {
    let list = decision["ties"].as_array().expect("a list");
    list.iter()
        .map(|tie| {
            let who: Vec<_> = tie["candidates"].as_array().expect("ids").iter().map(text).collect();
            let women = if tie["women_only"] == json!(true) { " women" } else { "" };
            let reason = text(&tie["reason"]);
            format!("{} {} {}{women} {reason}", text(&tie["post"]), tie["seats"], who.join(" "))
        })
        .collect()
}

/// Who stands next: `deputy Y Z`.
pub(super) fn next_candidates(decision: &Value) -> Vec<String> {
    let list = decision["next_candidates"].as_array().expect("a list");
    list.iter()
        .map(|next| {
            let who: Vec<_> =
                next["candidates"].as_array().expect("ids").iter().map(text).collect();
            let women = if next["women_only"] == json!(true) { " women" } else { "" };
            format!("{} {}{women}", text(&next["post"]), who.join(" "))
        })
        .collect()
}

/// The checks of a rule: `1200 > 1200 false`.
pub(super) fn checks(decision: &Value, rule: &str) -> Vec<String> {
    let list = decision["checks"].as_array().expect("a list");
    list.iter()
        .filter(|check| check["rule"] == json!(rule))
        .map(|check| {
            let op = text(&check["op"]);
            format!("{} {op} {} {}", check["left"], check["right"], check["holds"])
        })
        .collect()
}

/// The laws that the checks of a rule cite, each once: `VC18 art. 15`.
pub(super) fn cited(decision: &Value, rule: &str) -> Vec<String> {
    let list = decision["checks"].as_array().expect("a list");
    let of_rule = list.iter().filter(|check| check["rule"] == json!(rule));
    let mut cited: Vec<String> = of_rule.map(|check| text(&check["source"])).collect();
    cited.sort();
    cited.dedup();
    cited
}

/// Votes of a person in the tally.
pub(super) fn tally(decision: &Value, id: &str) -> Value {
    let list = decision["tally"].as_array().expect("a list");
    list.iter().find(|line| line["candidate"] == json!(id)).expect("a line")["votes"].clone()
}

fn pairs(list: &Value, first: &str, second: &str) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter().map(|one| format!("{} {}", text(&one[first]), text(&one[second]))).collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
