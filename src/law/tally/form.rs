//! The layout of a paper tally sheet: which fields it has.

use std::collections::BTreeSet;

use super::field::{Answer, Ballots, CandidateId, Channel, Field, WrittenName};
use crate::{
    body::{Body, Family, Post, Round},
    reason::RuleId,
    rules::{Key, Rules},
};

/// What a sheet looks like, as the caller describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The body that is elected.
    pub body: Body,
    /// The round.
    pub round: Round,
    /// How much of the ballots' life the sheet tells.
    pub papers: Papers,
    /// Channels with a line of their own.
    pub channels: BTreeSet<Channel>,
    /// Channels whose ballots the line of the hall contains already (the county's switch).
    pub inside_hall: BTreeSet<Channel>,
    /// Where blank ballots stand (the county's switch).
    pub blank: Blank,
    /// The posts up for election.
    pub posts: Vec<PostLines>,
}

/// How much of the ballots' life a sheet tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Papers {
    /// Collected ballots only: the sheet of one group that counts mixed boxes.
    Collected,
    /// Issued and collected.
    Issued,
    /// From the printer on; for the Party with specimens and clipped ballots.
    Stock,
}

/// Where blank ballots stand; one choice for a whole county.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// A figure of its own beside valid and invalid.
    Own,
    /// Contained in the valid ballots.
    Valid,
    /// Contained in the invalid ballots.
    Invalid,
    /// Not on the form: a Party ballot without marks is valid and stands under "abstain".
    Absent,
}

impl Blank {
    /// Where the rules put blank ballots; a figure of its own where no layer says.
    pub fn of(rules: &Rules, body: Body) -> Self {
        if body.family() == Family::Party {
            return Self::Absent;
        }
        match rules.word(Key::BlankBallots) {
            Some(("valid", _)) => Self::Valid,
            Some(("invalid", _)) => Self::Invalid,
            _ => Self::Own,
        }
    }

    /// Invalid ballots of a form without the blank ones that it may count among them.
    pub fn invalid_alone(self, invalid: i64, blank: i64) -> i64 {
        if self == Self::Invalid { invalid - blank } else { invalid }
    }
}

/// The lines of one post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostLines {
    /// The post.
    pub post: Post,
    /// All its seats, also those kept for women.
    pub seats: u32,
    /// The printed candidates, in the order of the paper.
    pub candidates: Vec<Candidate>,
    /// Whether persons may be written in.
    pub write_ins: bool,
}

/// A printed candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The caller's id.
    pub id: CandidateId,
    /// The name on the ballot.
    pub name: WrittenName,
}

/// Why no sheet looks like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// The body has no such round.
    #[error("no such round")]
    Round,
    /// No post is up for election.
    #[error("no post")]
    NoPost,
    /// The body has no such post.
    #[error("no such post")]
    Post(Post),
    /// A post twice.
    #[error("post twice")]
    PostTwice(Post),
    /// A post without seats.
    #[error("no seats")]
    NoSeats(Post),
    /// A candidate twice under one post.
    #[error("candidate twice")]
    CandidateTwice(Post),
    /// A round without write-ins: a re-vote among the tied (C-10), a recall (V-81).
    #[error("no write-ins in this round")]
    WriteIns(Post),
    /// Lines for channels on a sheet that does not tell what was issued.
    #[error("channels without ballots issued")]
    Channels,
    /// A channel that cannot stand inside the hall, or has no line, or no line for the hall.
    #[error("channel not inside the hall")]
    Inside(Channel),
    /// Nobody votes by proxy in the Party (P-13).
    #[error("no proxy in the Party")]
    Proxy,
    /// Party sheets have no line for blank ballots, all others have one or contain it (P-17).
    #[error("blank ballots")]
    Blank,
}

impl FormError {
    /// The rule behind the refusal, where it is one of law.
    pub fn rule(self) -> Option<RuleId> {
        match self {
            Self::WriteIns(_) => Some(RuleId("C-10")),
            Self::Proxy => Some(RuleId("P-13")),
            Self::Blank => Some(RuleId("P-17")),
            _ => None,
        }
    }
}

/// A layout that has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form(Layout);

impl Form {
    /// Checks a layout.
    ///
    /// # Errors
    /// The first thing about it that cannot be.
    pub fn new(layout: Layout) -> Result<Self, FormError> {
        if !layout.body.has_round(layout.round) {
            return Err(FormError::Round);
        }
        if layout.posts.is_empty() {
            return Err(FormError::NoPost);
        }
        let mut seen = BTreeSet::new();
        for lines in &layout.posts {
            check_post(&layout, lines)?;
            if !seen.insert(lines.post) {
                return Err(FormError::PostTwice(lines.post));
            }
        }
        check_channels(&layout)?;
        if is_party(&layout) != (layout.blank == Blank::Absent) {
            return Err(FormError::Blank);
        }
        Ok(Self(layout))
    }

    /// The layout.
    pub fn layout(&self) -> &Layout {
        &self.0
    }

    /// The fields that the paper has, without written-in rows.
    pub fn fields(&self) -> BTreeSet<Field> {
        let ballots = Ballots::ALL.into_iter().filter(|it| self.has_ballots(*it));
        let votes = self.0.posts.iter().flat_map(|lines| {
            lines.candidates.iter().flat_map(|candidate| {
                self.answers()
                    .iter()
                    .map(|answer| Field::Votes(lines.post, *answer, candidate.id.clone()))
            })
        });
        ballots
            .map(Field::Ballots)
            .chain(self.0.channels.iter().copied().map(Field::Issued))
            .chain(votes)
            .collect()
    }

    /// Whether a field can stand on this sheet, printed or written in.
    pub fn admits(&self, field: &Field) -> bool {
        match field {
            Field::Written(post, _) => {
                self.0.posts.iter().any(|lines| lines.post == *post && lines.write_ins)
            }
            _ => self.fields().contains(field),
        }
    }

    /// Whether the body is one of the Party.
    pub fn party(&self) -> bool {
        is_party(&self.0)
    }

    /// The columns of a candidate's line: for, and in the Party against and abstain (P-17).
    pub fn answers(&self) -> &'static [Answer] {
        if self.party() { &Answer::ALL } else { &[Answer::For] }
    }

    fn has_ballots(&self, ballots: Ballots) -> bool {
        match ballots {
            Ballots::Collected | Ballots::Valid | Ballots::Invalid => true,
            Ballots::Blank => self.0.blank != Blank::Absent,
            Ballots::Issued => self.0.papers >= Papers::Issued,
            Ballots::Printed | Ballots::Unused | Ballots::Spoiled => self.0.papers == Papers::Stock,
            Ballots::Specimens | Ballots::Clipped => self.0.papers == Papers::Stock && self.party(),
        }
    }
}

fn is_party(layout: &Layout) -> bool {
    layout.body.family() == Family::Party
}

fn check_post(layout: &Layout, lines: &PostLines) -> Result<(), FormError> {
    let post = lines.post;
    if !layout.body.posts().contains(&post) {
        return Err(FormError::Post(post));
    }
    if lines.seats == 0 {
        return Err(FormError::NoSeats(post));
    }
    let ids: BTreeSet<_> = lines.candidates.iter().map(|candidate| &candidate.id).collect();
    if ids.len() != lines.candidates.len() {
        return Err(FormError::CandidateTwice(post));
    }
    if lines.write_ins && matches!(layout.round, Round::TieRevote | Round::Recall) {
        return Err(FormError::WriteIns(post));
    }
    Ok(())
}

fn check_channels(layout: &Layout) -> Result<(), FormError> {
    if !layout.channels.is_empty() && layout.papers == Papers::Collected {
        return Err(FormError::Channels);
    }
    if is_party(layout) && layout.channels.contains(&Channel::Proxy) {
        return Err(FormError::Proxy);
    }
    let hall = layout.channels.contains(&Channel::Hall);
    for channel in &layout.inside_hall {
        let can = matches!(channel, Channel::Mobile | Channel::Proxy | Channel::Letter);
        if !(can && hall && layout.channels.contains(channel)) {
            return Err(FormError::Inside(*channel));
        }
    }
    Ok(())
}
