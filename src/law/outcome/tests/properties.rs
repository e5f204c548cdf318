//! Properties of outcomes over generated records of all bodies, rounds, packs and parameters.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

use super::{
    all_stand, as_json, decide, elected,
    generate::{self, Choices, ReadBallot},
    problems,
    sound::{assert_sound, near_kin, votes},
    ties, vacant, villagers, with,
};
use crate::{
    body::{Family, Post},
    outcome::{Count, Decision, Record, decision::Elected},
    rules::parameters::Reach,
};

/// Choices from which a record is generated.
fn choices() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 0..400)
}

/// Records are small and decided fast: eight times the usual number of cases.
fn many() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: 8 * usual.cases, ..usual }
}

fn generated(choices: Vec<u32>) -> Record<'static> {
    generate::record(&mut Choices::listed(choices))
}

fn possible(record: Record) -> Count {
    Count::new(record).expect("generated records are possible")
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn decisions_agree_with_their_record(choices in choices()) {
        let count = possible(generated(choices));
        assert_sound(count.record(), &count.decide());
    }

    /// Somebody elected to a post who gets one more vote for it is elected to it still: in every
    /// body and round, under all parameters, with a women's seat or without. There are two
    /// exceptions, each with an example below. Where a post has open and women-only seats, a woman
    /// in an open seat may draw level with the last woman of the women-only seats, which are
    /// filled first: they then contest that seat, and she has left the open one. With kin
    /// avoidance, of three near kin with equal votes the order of the record tells which two
    /// contest a seat: who draws level with two who did may take the place of one.
    #[test]
    fn one_more_vote_unseats_nobody(choices in choices(), who: Index) {
        let record = generated(choices);
        let before = possible(record.clone());
        let before = before.decide();
        if before.elected.is_empty() {
            return Ok(());
        }
        let raised = who.get(&before.elected);
        // one vote more than there are valid ballots is impossible
        let Ok(after) = Count::new(with_one_more_vote(record, raised)) else { return Ok(()) };
        if three_equal_kin(after.record()) {
            return Ok(());
        }
        let stays = |elected: &Elected| {
            (elected.candidate, elected.post) == (raised.candidate, raised.post)
        };
        let two_entries = entries(after.record(), raised.post) == 2;
        let after = after.decide();
        let level = after.ties.iter().any(|tie| {
            tie.women_only && tie.post == raised.post && tie.candidates.contains(&raised.candidate)
        });
        prop_assert!(
            after.elected.iter().any(stays) || (two_entries && level),
            "{before:#?}\n{after:#?}",
        );
    }

    /// All but the order in which equals are listed. Of three near kin with equal votes for a
    /// post, the first two of the record contest a seat, which is the one exception.
    #[test]
    fn the_order_of_the_candidates_does_not_matter(
        choices in choices(),
        keys in prop::collection::vec(any::<u32>(), 10),
    ) {
        let record = generated(choices);
        if three_equal_kin(&record) {
            return Ok(());
        }
        let mut order: Vec<_> = record.candidates.iter().cloned().zip(keys).collect();
        order.sort_by_key(|(_, key)| *key);
        let candidates = order.into_iter().map(|(one, _)| one).collect();
        let shuffled = possible(Record { candidates, ..record.clone() });
        let record = possible(record);
        prop_assert_eq!(unordered(&record.decide()), unordered(&shuffled.decide()));
    }

    #[test]
    fn a_record_as_text_is_decided_like_the_record_itself(choices in choices()) {
        let count = possible(generated(choices));
        let itself = as_json(&count.decide());
        prop_assert_eq!(decide(&generate::to_json(count.record())), itself);
    }

    #[test]
    fn votes_above_the_valid_ballots_are_told_where_they_stand(
        choices in choices(),
        who: Index,
    ) {
        let mut record = generated(choices);
        if record.candidates.is_empty() {
            return Ok(());
        }
        let valid = u32::try_from(record.ballots.valid()).expect("not below 0");
        let (place, post) = (who.index(record.candidates.len()), record.seats[0].post);
        record.candidates[place].votes.set(post, valid + 1);
        let paths = problems(&generate::to_json(&record).to_string());
        // beside it at most the sum of the post
        let (votes, sum): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| path != "seats[0]");
        prop_assert_eq!(votes, [format!("candidates[{place}].votes.{}", post.word())]);
        prop_assert!(sum.len() <= 1);
    }

    #[test]
    fn ballots_are_read_as_the_rules_say(choices in choices()) {
        let mut choices = Choices::listed(choices);
        let mut record = generate::record(&mut choices);
        let ballots = generate::ballots(&mut choices, &mut record);
        let decision = decide(&generate::to_json_read(&record, &ballots));
        let read = read(&record, &ballots);
        prop_assert_eq!(&decision["ballots"]["invalid"], read.invalid);
        prop_assert_eq!(&decision["ballots"]["blank"], read.blank);
        let valid = record.ballots.collected - read.invalid - read.blank;
        prop_assert_eq!(&decision["ballots"]["valid"], valid);
        for line in decision["tally"].as_array().expect("a list") {
            let id = line["candidate"].as_str().expect("an id");
            prop_assert_eq!(&line["votes"], &read.votes.get(id).cloned().unwrap_or(json!({})));
        }
    }

    #[test]
    fn ballots_one_by_one_are_decided_like_the_votes_they_come_to(choices in choices()) {
        let mut choices = Choices::listed(choices);
        let mut record = generate::record(&mut choices);
        let ballots = generate::ballots(&mut choices, &mut record);
        let read = decide(&generate::to_json_read(&record, &ballots));
        let mut counted = generate::to_json(&record);
        let numbers = counted["ballots"].as_object_mut().expect("an object");
        for name in ["invalid", "blank"] {
            numbers.insert(name.to_owned(), read["ballots"][name].clone());
        }
        let people = counted["candidates"].as_array_mut().expect("a list");
        for (person, line) in people.iter_mut().zip(read["tally"].as_array().expect("a list")) {
            person["votes"] = line["votes"].clone();
        }
        prop_assert_eq!(decide(&counted), read);
    }
}

fn with_one_more_vote<'a>(mut record: Record<'a>, elected: &Elected) -> Record<'a> {
    let mut people = record.candidates.iter_mut();
    let one = people.find(|one| one.id == elected.candidate).expect("a candidate");
    one.votes.set(elected.post, one.votes.get(elected.post).unwrap_or(0) + 1);
    record
}

fn entries(record: &Record, post: Post) -> usize {
    record.seats.iter().filter(|entry| entry.post == post).count()
}

#[test]
fn one_more_vote_may_lead_from_an_open_seat_into_the_tie_of_a_womens_seat() {
    let record = |votes_of_b: u32| {
        let votes = [("Af", 500), ("Bf", votes_of_b), ("C", 450), ("D", 100)];
        with(
            villagers(),
            &[
                (
                    "seats",
                    json!([
                        { "post": "member", "seats": 1 },
                        { "post": "member", "seats": 1, "women_only": true },
                    ]),
                ),
                ("candidates", json!(all_stand("member", &votes))),
            ],
        )
    };
    assert_eq!(elected(&decide(&record(499))), ["member Af", "member Bf"]);
    let level = decide(&record(500));
    assert_eq!(elected(&level), ["member C"]);
    assert_eq!(ties(&level), ["member 1 Af Bf women last_seat"]);
}

#[test]
fn one_more_vote_may_lead_into_a_tie_of_three_equal_kin() {
    let record = |votes_of_a: u32| {
        let mut people =
            all_stand("member", &[("A", votes_of_a), ("B", 500), ("C", 500), ("D", 1)]);
        people[1]["kin"] = json!(["A", "C"]);
        with(
            villagers(),
            &[
                ("parameters", json!({ "kin_avoidance": true, "women_seat": false })),
                ("seats", json!([{ "post": "member", "seats": 3 }])),
                ("candidates", json!(people)),
            ],
        )
    };
    let before = decide(&record(499));
    assert_eq!(ties(&before), ["member 1 B C kin"]);
    assert_eq!(elected(&before), ["member A"]);
    let level = decide(&record(500));
    assert_eq!(ties(&level), ["member 1 A B kin"]);
    assert_eq!(elected(&level), ["member C"]);
}

#[test]
fn who_comes_into_an_open_seat_bars_kin_with_fewer_votes_from_a_womens_seat() {
    let mut people = all_stand("member", &[("A", 300), ("B", 300), ("C", 200), ("Df", 100)]);
    people[1]["kin"] = json!(["A"]);
    people[3]["kin"] = json!(["C"]);
    let decision = decide(&with(
        villagers(),
        &[
            ("round", json!("tie_revote")),
            ("parameters", json!({ "kin_avoidance": true })),
            (
                "seats",
                json!([
                    { "post": "member", "seats": 2 },
                    { "post": "member", "seats": 1, "women_only": true },
                ]),
            ),
            ("candidates", json!(people)),
        ],
    ));
    assert_eq!(ties(&decision), ["member 1 A B kin"]);
    assert_eq!(elected(&decision), ["member C"]);
    let excluded = json!([{ "candidate": "Df", "post": "member", "kin_of": "C" }]);
    assert_eq!(decision["kin_excluded"], excluded);
    assert_eq!(vacant(&decision), ["member 1 women"]);
}

/// Whether somebody has two near kin, all three with equal votes for a post.
fn three_equal_kin(record: &Record) -> bool {
    if !record.parameters.kin_avoidance || record.body.family() == Family::Party {
        return false;
    }
    record.body.posts().iter().any(|&post| {
        record.candidates.iter().any(|one| {
            let equal = record.candidates.iter().filter(|other| {
                other.id != one.id
                    && near_kin(record, &one.id, &other.id)
                    && votes(record, one, post) == votes(record, other, post)
            });
            equal.count() >= 2
        })
    })
}

/// A decision without the orders in it that follow the record's.
fn unordered(decision: &Decision) -> Value {
    let mut whole = as_json(decision);
    for excluded in whole["kin_excluded"].as_array_mut().expect("a list") {
        // of two kin with equal votes the first of the record is named
        excluded["kin_of"] = Value::Null;
    }
    for list in ["ties", "next_candidates"] {
        for one in whole[list].as_array_mut().expect("a list") {
            sort(&mut one["candidates"]);
        }
    }
    for list in ["checks", "elected", "ties", "kin_excluded", "tally", "next_candidates"] {
        sort(&mut whole[list]);
    }
    whole
}

fn sort(list: &mut Value) {
    list.as_array_mut().expect("a list").sort_by_key(Value::to_string);
}

/// What ballots come to.
#[derive(Default)]
struct Read {
    invalid: u32,
    blank: u32,
    /// By person, as a tally has them.
    votes: BTreeMap<&'static str, Value>,
}

/// Reads ballots as decide.md sections 3 and 5 put it, with sets instead of lists.
fn read(record: &Record, ballots: &[ReadBallot]) -> Read {
    let mut read = Read::default();
    for ballot in ballots {
        let mut marks: BTreeMap<Post, BTreeSet<&'static str>> = BTreeMap::new();
        for (post, ids) in &ballot.marks {
            marks.insert(*post, ids.iter().copied().collect());
        }
        let marked =
            |marks: &BTreeMap<Post, BTreeSet<_>>| marks.values().any(|ids| !ids.is_empty());
        if ballot.illegible.is_empty() && !marked(&marks) {
            read.blank += ballot.times;
        } else if fall(record, &mut marks, &ballot.illegible) || !marked(&marks) {
            read.invalid += ballot.times;
        } else {
            for (post, ids) in marks {
                for id in ids {
                    let votes = &mut read.votes.entry(id).or_insert(json!({}))[post.word()];
                    *votes = json!(votes.as_u64().unwrap_or(0) + u64::from(ballot.times));
                }
            }
        }
    }
    read
}

/// Takes out what does not count; true when the whole ballot is invalid.
fn fall(
    record: &Record,
    marks: &mut BTreeMap<Post, BTreeSet<&'static str>>,
    illegible: &[Post],
) -> bool {
    let parameters = &record.parameters;
    if !illegible.is_empty() && parameters.illegible == Reach::Ballot {
        return true;
    }
    marks.retain(|post, _| !illegible.contains(post));
    let too_many = |post: Post, ids: &BTreeSet<_>| {
        let of_post = record.seats.iter().filter(|entry| entry.post == post);
        let seats: u32 = of_post.map(|entry| entry.seats).sum();
        ids.len() > usize::try_from(seats).expect("few")
    };
    if marks.iter().any(|(post, ids)| too_many(*post, ids)) && parameters.overvote == Reach::Ballot
    {
        return true;
    }
    marks.retain(|post, ids| !too_many(*post, ids));
    let all: Vec<&str> = marks.values().flatten().copied().collect();
    let twice = |id: &str| all.iter().filter(|other| **other == id).count() > 1;
    if all.iter().any(|id| twice(id)) && parameters.two_posts == Reach::Ballot {
        return true;
    }
    for ids in marks.values_mut() {
        ids.retain(|id| !twice(id));
    }
    false
}
