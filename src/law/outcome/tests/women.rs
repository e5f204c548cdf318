//! What people are told of a decision: the women's seat (C-15), who gave way to kin (V-24).

use serde_json::{Value, json};

use super::{all_stand, stands, villagers, with};
use crate::{
    body::Post,
    outcome::{
        Count,
        given_way::GaveWay,
        women::{Stands, WomensSeat},
    },
};

/// W10: three seats, 900 ballots; the best woman has these votes.
fn w10(w1: u32) -> Value {
    // 399 and not W10's 430: no more votes than seats on the ballots, whatever she has
    let votes = [("M1", 700), ("M2", 600), ("M3", 500), ("W1f", w1), ("W2f", 399)];
    of(3, &all_stand("member", &votes))
}

fn of(seats: u32, candidates: &[Value]) -> Value {
    with(
        villagers(),
        &[
            ("overlay", json!("ZJ20")),
            ("ballots.issued", json!(900)),
            ("ballots.collected", json!(900)),
            ("base.registered", json!(1500)),
            ("seats", json!([{ "post": "member", "seats": seats }])),
            ("candidates", json!(candidates)),
        ],
    )
}

fn told(record: &Value, see: impl FnOnce(&[WomensSeat<'_>])) {
    let text = record.to_string();
    let count = Count::from_json(text.as_bytes()).expect("a record");
    let decision = count.decide();
    see(&count.womens_seats(&decision));
}

#[test]
fn the_woman_who_comes_first_is_told_with_those_who_have_more_votes() {
    told(&w10(470), |seats| {
        let [seat] = seats else { panic!("{seats:?}") };
        assert_eq!((seat.post, seat.seats), (Post::Member, 3));
        assert_eq!(seat.stands, Stands::Taken(("W1f", 470)));
        assert_eq!(seat.passed, [("M3", 500)]);
        assert_eq!((seat.rule.0, &*seat.source.cite()), ("C-15", "ZJ20 art. 29"));
        assert_eq!(seat.women.cite(), "ZJ20 art. 2");
    });
}

#[test]
fn a_woman_whom_the_votes_elect_passed_nobody_over() {
    // one more vote than the third man would have elected her anyway
    told(&w10(501), |seats| assert_eq!(seats, []));
}

#[test]
fn the_seat_that_is_kept_is_told_with_the_best_woman_and_the_men_over_the_bar() {
    told(&w10(450), |seats| {
        let [seat] = seats else { panic!("{seats:?}") };
        assert_eq!(seat.stands, Stands::Kept(Some(("W1f", 450))));
        assert_eq!(seat.passed, [("M3", 500)]);
    });
    let men = all_stand("member", &[("M1", 700), ("M2", 600), ("M3", 500), ("M4", 300)]);
    told(&of(3, &men), |seats| {
        let [seat] = seats else { panic!("{seats:?}") };
        assert_eq!(seat.stands, Stands::Kept(None));
        assert_eq!(seat.passed, [("M3", 500)], "M4 is below the bar");
    });
}

#[test]
fn women_with_equal_votes_contest_the_seat() {
    let votes = [("M1", 680), ("M2", 600), ("M3", 500), ("W1f", 460), ("W2f", 460)];
    told(&of(3, &all_stand("member", &votes)), |seats| {
        let [seat] = seats else { panic!("{seats:?}") };
        assert_eq!(seat.stands, Stands::Tied(vec!["W1f", "W2f"]));
        assert_eq!(seat.passed, [("M3", 500)]);
    });
}

#[test]
fn a_woman_above_or_a_void_vote_has_nothing_to_tell() {
    let director = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 3 }]);
    let mut people = all_stand("member", &[("M1", 700), ("M2", 600), ("M3", 500), ("M4", 480)]);
    people.push(stands("Df", "f", "director", 600));
    people.push(stands("D2", "m", "director", 200));
    let record = with(of(3, &people), &[("seats", director)]);
    told(&record, |seats| assert_eq!(seats, []));
    told(&with(w10(470), &[("base.registered", json!(1800))]), |seats| assert_eq!(seats, []));
}

/// W29: director X, member Y = X's brother, Z next over half.
fn w29(z: u32) -> Value {
    let mut people = vec![stands("X", "m", "director", 600), stands("X2", "m", "director", 200)];
    people.extend(all_stand("member", &[("Y", 560), ("Af", 550), ("B", 540), ("Z", z)]));
    people[2]["kin"] = json!(["X"]);
    let seats = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 3 }]);
    with(of(3, &people), &[("seats", seats)])
}

fn given_way(record: &Value, see: impl FnOnce(&[GaveWay<'_>])) {
    let text = record.to_string();
    let count = Count::from_json(text.as_bytes()).expect("a record");
    let decision = count.decide();
    see(&count.gave_way(&decision));
}

#[test]
fn who_gives_way_is_told_with_who_stays_and_who_follows() {
    given_way(&w29(480), |all| {
        let [one] = all else { panic!("{all:?}") };
        assert_eq!((one.who, one.post), (("Y", 560), Post::Member));
        assert_eq!((one.stays, one.at), ("X", Some((Post::Director, 600))));
        assert_eq!(one.followed, [("Z", 480)]);
        assert_eq!((one.rule.0, &*one.source.cite()), ("V-24", "ZJ20 art. 31"));
    });
    given_way(&w29(440), |all| assert_eq!(all[0].followed, [], "Z is below the bar"));
    // no rule of avoidance, nobody gives way
    let plain = with(w29(480), &[("overlay", json!(null))]);
    given_way(&plain, |all| assert_eq!(all, []));
}
