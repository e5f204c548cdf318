//! Adding the definitive sheets of several groups, boxes or stations up to one count.

use super::{
    Sums,
    field::{Answer, Ballots, CandidateId, Field, WrittenName},
    form::Form,
    sheet::Sheet,
};
use crate::body::Post;

/// The sums over all sheets of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// The form that all sheets share.
    pub form: Form,
    /// The sums, in ballots or votes.
    pub sums: Sums,
}

/// Why sheets cannot be added up; the number is the index of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TotalError {
    /// There is no sheet.
    #[error("no sheet")]
    NoSheet,
    /// A sheet is not definitive.
    #[error("sheet {0} is not definitive")]
    NotDefinitive(usize),
    /// A sheet has other fields, candidates or switches than the first.
    #[error("sheet {0} has another form")]
    OtherForm(usize),
}

/// What a count record needs of the figures (decide.md section 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountFigures {
    /// Ballots issued; `None` where the sheets do not tell and the issuing log must.
    pub issued: Option<i64>,
    /// Ballots collected.
    pub collected: i64,
    /// Invalid ballots, without blank ones.
    pub invalid: i64,
    /// Blank ballots; 0 for the Party, where they are valid.
    pub blank: i64,
    /// Votes by post, in the order of the form: candidates, then written-in persons by name.
    pub votes: Vec<PersonVotes>,
}

/// The votes of one person for one post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonVotes {
    /// Who.
    pub person: Person,
    /// The post.
    pub post: Post,
    /// Votes in favour.
    pub votes: i64,
    /// Votes against and abstentions, for printed candidates of the Party.
    pub against_abstain: Option<(i64, i64)>,
}

/// Who got votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// A candidate printed on the form.
    Candidate(CandidateId),
    /// A person written in; the caller finds out who it is.
    Written(WrittenName),
}

/// Adds definitive sheets up, field by field; a written-in name on some sheets only is added over
/// these.
///
/// # Errors
/// No sheet, one that is not definitive, one with another form.
pub fn total(sheets: &[&Sheet]) -> Result<Totals, TotalError> {
    let form = sheets.first().ok_or(TotalError::NoSheet)?.form();
    let mut sums = Sums::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let figures = sheet.definitive().ok_or(TotalError::NotDefinitive(index))?;
        if sheet.form() != form {
            return Err(TotalError::OtherForm(index));
        }
        for (field, figure) in figures {
            // a figure is at most 10^9: no number of sheets that fits into memory overflows
            *sums.entry(field.clone()).or_default() += i64::from(*figure);
        }
    }
    Ok(Totals { form: form.clone(), sums })
}

impl Totals {
    /// The figures of the count record, with blank ballots taken out of the invalid ones where
    /// the form counts them there.
    pub fn count_figures(&self) -> CountFigures {
        let blank = self.ballots(Ballots::Blank).unwrap_or_default();
        let invalid = self.ballots(Ballots::Invalid).unwrap_or_default();
        CountFigures {
            issued: self.ballots(Ballots::Issued),
            collected: self.ballots(Ballots::Collected).unwrap_or_default(),
            invalid: self.form.layout().blank.invalid_alone(invalid, blank),
            blank,
            votes: self.votes(),
        }
    }

    fn votes(&self) -> Vec<PersonVotes> {
        let mut votes = Vec::new();
        for lines in &self.form.layout().posts {
            let post = lines.post;
            for candidate in &lines.candidates {
                let figure = |answer| {
                    let field = Field::Votes(post, answer, candidate.id.clone());
                    self.sums.get(&field).copied().unwrap_or_default()
                };
                let against_abstain = || (figure(Answer::Against), figure(Answer::Abstain));
                votes.push(PersonVotes {
                    person: Person::Candidate(candidate.id.clone()),
                    post,
                    votes: figure(Answer::For),
                    against_abstain: self.form.party().then(against_abstain),
                });
            }
            votes.extend(self.written(post));
        }
        votes
    }

    fn written(&self, up: Post) -> impl Iterator<Item = PersonVotes> {
        self.sums.iter().filter_map(move |(field, votes)| match field {
            Field::Written(post, name) if *post == up => Some(PersonVotes {
                person: Person::Written(name.clone()),
                post: up,
                votes: *votes,
                against_abstain: None,
            }),
            _ => None,
        })
    }

    fn ballots(&self, ballots: Ballots) -> Option<i64> {
        self.sums.get(&Field::Ballots(ballots)).copied()
    }
}
