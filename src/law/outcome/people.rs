//! The persons of a record: ids, kin, posts and which fields they may have.

use super::{
    draft::{Draft, DraftCandidate, DraftElected, DraftVotes, Named},
    ids::Ids,
    problem::{Log, Path, What},
};
use crate::body::{Family, Post};

const ROOT: Path = Path::Root;

/// Ids of candidates and of those already elected.
pub(super) struct People<'d, 'a> {
    pub ids: Ids<'d, DraftCandidate<'a>>,
    elected: Ids<'d, DraftElected<'a>>,
    /// Whether every id could be read, so that an unknown one is certain.
    pub complete: bool,
}

impl<'d, 'a> People<'d, 'a> {
    pub fn of(draft: &'d Draft<'a>, log: &mut Log) -> Self {
        let candidates = draft.candidates.as_deref().unwrap_or_default();
        let already = draft.already_elected.as_slice();
        let at = ROOT.field("candidates");
        let ids = Ids::new(
            candidates,
            |one| one.id.as_deref(),
            |place| log.note(&at.item(place).field("id"), What::IdTwice),
        );
        let mut twice = Vec::new();
        let elected = Ids::new(already, |one| one.candidate.as_deref(), |place| twice.push(place));
        let mut twice = twice.into_iter().peekable();
        let at = ROOT.field("already_elected");
        for (index, elected) in already.iter().enumerate() {
            let here = at.item(index);
            let Some(id) = &elected.candidate else { continue };
            if twice.next_if_eq(&index).is_some() {
                log.note(&here.field("candidate"), What::IdTwice);
            }
            let candidate = ids.get(id).and_then(|place| candidates.get(place as usize));
            if let (Some(sex), Some(other)) = (elected.sex, candidate.and_then(|one| one.sex))
                && sex != other
            {
                log.note(&here.field("sex"), What::SexDiffers);
            }
            if let (Some(post), Some(body)) = (elected.post, draft.body)
                && !body.posts().contains(&post)
            {
                log.note(&here.field("post"), What::PostOfOtherBody);
            }
        }
        let complete = draft.candidates.is_some()
            && draft.already_read
            && candidates.iter().all(|one| one.id.is_some())
            && already.iter().all(|one| one.candidate.is_some());
        Self { ids, elected, complete }
    }

    pub fn check(&self, draft: &Draft, up: Option<&[Post]>, log: &mut Log) {
        let at = ROOT.field("candidates");
        let party = draft.body.map(|body| body.family() == Family::Party);
        let read = draft.ballots_read.is_some();
        for (index, candidate) in draft.candidates.iter().flatten().enumerate() {
            let here = at.item(index);
            if let Some(up) = up {
                let formal = here.field("formal");
                for (j, post) in candidate.formal.listed().enumerate() {
                    if post.is_some_and(|post| !up.contains(&post)) {
                        log.note(&formal.item(j), What::PostNotUp);
                    }
                }
            }
            self.check_kin(candidate, &here.field("kin"), log);
            let seen = candidate.seen;
            let kinds = [
                ("votes", &candidate.votes, seen.votes, true),
                ("against", &candidate.against, seen.against, party.unwrap_or(true)),
                ("abstain", &candidate.abstain, seen.abstain, party.unwrap_or(true)),
            ];
            for (name, votes, seen, fits) in kinds {
                let here = here.field(name);
                match (seen, fits, read) {
                    (true, false, _) => log.note(&here, What::FieldOfOtherBody),
                    (true, true, true) => log.note(&here, What::WithBallotsRead),
                    (true, true, false) => check_posts(votes, up, &here, log),
                    // an entry that is no object has been noted as such
                    (false, _, false) if name == "votes" && candidate.is_object => {
                        log.note(&here, What::Missing);
                    }
                    _ => {}
                }
            }
        }
    }

    fn check_kin(&self, candidate: &DraftCandidate, at: &Path, log: &mut Log) {
        candidate.kin.read(log, at, |kin, log, here| {
            if candidate.id.as_ref() == Some(&kin) {
                log.note(here, What::KinOfSelf);
            } else if self.complete
                && self.ids.get(&kin).is_none()
                && self.elected.get(&kin).is_none()
            {
                log.note(here, What::UnknownId);
            }
        });
    }
}

fn check_posts(votes: &DraftVotes, up: Option<&[Post]>, at: &Path, log: &mut Log) {
    let Some(up) = up else { return };
    for post in Post::ALL {
        if votes.get(post) != Named::No && !up.contains(&post) {
            log.note(&at.field(post.word()), What::PostNotUp);
        }
    }
}
