//! The plain values a sheet is made of, and why it refuses an act.

use std::collections::BTreeSet;

use super::{DOUBLE_ENTRY, Figures, field::Field, finding::Finding};
use crate::reason::RuleId;

/// The caller's id of a person who enters figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntererId(pub u64);

/// What one person typed from the paper, with that person's corrections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub by: EntererId,
    /// The figures.
    pub figures: Figures,
}

/// Where a sheet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Nobody has entered it.
    Empty,
    /// One person has; the second must not see it.
    FirstEntered,
    /// Both have, and they differ.
    Differing,
    /// Both agree on figures with an error.
    Faulty,
    /// Both agree, and a warning has no explanation.
    Unexplained,
    /// Nothing stands in the way.
    Agreed,
    /// The figures count.
    Definitive,
}

/// What can be done with a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// Enter all figures.
    Enter,
    /// Correct one of the own figures from the paper.
    Correct,
    /// Explain a warning.
    Explain,
    /// Make the figures definitive.
    Finish,
    /// Open named fields again that no finding opens.
    Reopen,
    /// Throw both entries away and begin anew.
    StartOver,
}

/// A field in which the entries differ; `None` where one of them has no such row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field.
    pub field: Field,
    /// Figure of the first entry.
    pub first: Option<u32>,
    /// Figure of the second entry.
    pub second: Option<u32>,
}

/// Why a warning may stand. It holds for this finding with these integers, not for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The warning.
    pub finding: Finding,
    /// Who explains.
    pub by: EntererId,
    /// The explanation, not blank.
    pub text: String,
}

/// An earlier version of a sheet: what had been typed when it was reopened or begun anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The first entry.
    pub first: Entry,
    /// The second, if there was one.
    pub second: Option<Entry>,
    /// The explanations of its warnings.
    pub explanations: Vec<Explanation>,
    /// Whether it was definitive.
    pub definitive: bool,
    /// Who ended it and why.
    pub ended: Ended,
}

/// Two people end a version, with a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Who asked.
    pub by: EntererId,
    /// Who agreed, another person.
    pub with: EntererId,
    /// Why, not blank.
    pub reason: String,
}

/// Everything there is to keep of a sheet besides its form: for the store alone, since it holds
/// both entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The first entry.
    pub first: Option<Entry>,
    /// The second entry.
    pub second: Option<Entry>,
    /// Explanations, also of warnings that are gone.
    pub explanations: Vec<Explanation>,
    /// Fields opened since the figures were last definitive.
    pub opened: BTreeSet<Field>,
    /// Whether the figures are definitive.
    pub definitive: bool,
    /// Earlier versions, oldest first.
    pub versions: Vec<Version>,
}

/// What a person may see of a sheet while it is being entered: the own figures only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status<'a> {
    /// Where the sheet stands.
    pub state: State,
    /// The person's own entry.
    pub own: Option<&'a Entry>,
}

/// Why an act is refused; the sheet stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not in this state.
    #[error("not in this state")]
    NotNow(State, Act),
    /// A second person is needed.
    #[error("another person is needed")]
    SamePerson,
    /// Only the two who entered the sheet may do this.
    #[error("only those who entered the sheet")]
    NotEnterer,
    /// The form has no such field.
    #[error("no field {0} on this form")]
    NoField(Field),
    /// The figure is larger than a count can hold.
    #[error("{0} is too large")]
    TooLarge(Field),
    /// Neither differing, nor named by a finding, nor reopened.
    #[error("{0} is not open for correction")]
    NotOpen(Field),
    /// The own figure is that already.
    #[error("{0} is unchanged")]
    Unchanged(Field),
    /// A printed field cannot be taken away, only a written-in row.
    #[error("{0} is printed on the form")]
    Printed(Field),
    /// No such warning, or an error, which no explanation lifts.
    #[error("not a warning of this sheet")]
    NoWarning,
    /// The explanation or the reason is blank.
    #[error("nothing is written")]
    NoText,
    /// Reopening names no field.
    #[error("no field is named")]
    NoFields,
    /// A kept sheet that no acts could have made.
    #[error("not a sheet that can be")]
    Impossible,
}

impl Refusal {
    /// The rule behind it.
    pub fn rule(&self) -> RuleId {
        DOUBLE_ENTRY
    }
}
