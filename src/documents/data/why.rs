//! Why a result is not the plain order of votes, as papers tell it: the woman who came first, the
//! seat that waits for a woman, kin who gave way. No more of kin than their names.

use law::outcome::{
    Count, Decision,
    women::{Stands, Voted, WomensSeat},
};
use serde_json::{Value, json};

use super::{Subject, basis, post_name};
use crate::results::reasons;

/// All of a decision, for `why` of base.typ.
pub fn why<'r>(subject: &Subject<'_>, count: &'r Count<'_>, decision: &Decision<'r>) -> Vec<Value> {
    let women = count.womens_seats(decision);
    let women = women.iter().map(|seat| womens_seat(subject, seat, decision));
    let kin = count.gave_way(decision);
    let kin = kin.iter().map(|one| {
        json!({
            "kind": "avoidance",
            "post": post_name(one.post),
            "name": subject.name(one.who.0),
            "votes": one.who.1,
            "stays": subject.name(one.stays),
            "stays_post": one.at.map(|(post, _)| post_name(post)),
            "stays_votes": one.at.map(|(_, votes)| votes),
            "followed": people(subject, &one.followed),
            "basis": basis::basis(subject.case.rules, [one.source]),
        })
    });
    women.chain(kin).collect()
}

fn womens_seat(subject: &Subject<'_>, seat: &WomensSeat<'_>, decision: &Decision<'_>) -> Value {
    let (kind, her, names) = match &seat.stands {
        Stands::Taken(her) => ("womens_seat", Some(*her), Vec::new()),
        Stands::Kept(best) => ("womens_vacancy", *best, Vec::new()),
        Stands::Tied(ids) => ("womens_tie", None, ids.clone()),
    };
    json!({
        "kind": kind,
        "post": post_name(seat.post),
        "seats": seat.seats,
        "rest": seat.seats - 1,
        "name": her.map(|(id, _)| subject.name(id)),
        "votes": her.map(|(_, votes)| votes),
        "numbers": her.and_then(|(id, _)| reasons::compared(decision, seat.post, id)),
        "names": names.iter().map(|id| subject.name(id)).collect::<Vec<String>>(),
        "passed": people(subject, &seat.passed),
        "basis": basis::basis(subject.case.rules, [seat.women, seat.source]),
    })
}

fn people(subject: &Subject<'_>, all: &[Voted<'_>]) -> Vec<Value> {
    let told = all.iter().map(|(id, votes)| json!({ "name": subject.name(id), "votes": votes }));
    told.collect()
}
