//! What happens after a vote: declare, re-vote, elect again, convene (C-11, C-12, P-23).

use super::{
    decision::{Decision, Next, NextCandidates},
    filling::Filling,
    kin::Kin,
    record::Record,
    standing::Place,
};
use crate::{
    body::{Family, Post, Round},
    rules::parameters::MayConvene,
};

/// What has to happen after a valid vote.
pub(super) fn next(record: &Record, decision: &Decision) -> Next {
    if !decision.ties.is_empty() {
        Next::TieRevote
    } else if decision.vacant.is_empty() {
        Next::Declare
    } else if record.round == Round::Another && may_convene(record, decision) {
        Next::MayConvene
    } else {
        Next::AnotherElection
    }
}

/// C-12 over all rounds; a seat kept for a woman is never covered by it.
pub(super) fn may_convene(record: &Record, decision: &Decision) -> bool {
    if record.body.family() == Family::Party || decision.vacant.iter().any(|one| one.women_only) {
        return false;
    }
    let posts = || {
        let before = record.already_elected.iter().map(|one| one.post);
        before.chain(decision.elected.iter().map(|one| one.post))
    };
    match record.parameters.may_convene {
        MayConvene::Three => posts().count() >= 3,
        MayConvene::DirectorAndMoreThanThree => {
            posts().count() > 3 && posts().any(|post| post == Post::Director)
        }
    }
}

/// Who stands next: the tied in a re-vote, the best of the rest in another election.
pub(super) fn candidates<'r>(
    filling: &Filling<'_, 'r, '_>,
    kin: Option<&Kin>,
    decision: &Decision<'r>,
) -> Vec<NextCandidates<'r>> {
    match decision.next {
        Next::TieRevote => decision
            .ties
            .iter()
            .map(|tie| NextCandidates {
                post: tie.post,
                candidates: tie.candidates.clone(),
                women_only: tie.women_only,
            })
            .collect(),
        Next::AnotherElection => another(filling, kin, decision),
        _ => Vec::new(),
    }
}

fn another<'r>(
    filling: &Filling<'_, 'r, '_>,
    kin: Option<&Kin>,
    decision: &Decision<'r>,
) -> Vec<NextCandidates<'r>> {
    let standing = filling.standing;
    let record = standing.record;
    let id = |place: Place| record.candidates[place as usize].id.as_ref();
    let mut elected = vec![false; record.candidates.len()];
    for &(place, ..) in filling.filled.iter().flat_map(|filled| &filled.elected) {
        elected[place as usize] = true;
    }
    decision
        .vacant
        .iter()
        .map(|vacancy| {
            let rank = vacancy.post.rank();
            let enough = usize::try_from(vacancy.seats + 1).unwrap_or(usize::MAX);
            let mut best: Vec<Place> = Vec::new();
            for &place in standing.voted(vacancy.post).iter() {
                let fits = !elected[place as usize]
                    && (!vacancy.women_only || standing.is_woman(place))
                    && !kin.is_some_and(|kin| kin.of_any(place, &elected));
                if !fits {
                    continue;
                }
                let votes = |place| standing.votes(place, rank);
                let behind = best.last().is_some_and(|&last| votes(last) > votes(place));
                if best.len() >= enough && behind {
                    break;
                }
                best.push(place);
            }
            NextCandidates {
                post: vacancy.post,
                candidates: best.into_iter().map(id).collect(),
                women_only: vacancy.women_only,
            }
        })
        .collect()
}
