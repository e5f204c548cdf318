//! Decisions that take two persons.
//!
//! A **paper decision** 回填 is what a body decided in a meeting or on paper: one person enters it
//! afterwards, another one checks it 复核 with the scan in view. What was given back is corrected and
//! goes again; the versions before stay. What was checked is withdrawn by two persons only, and the
//! one who agrees had no hand in it before.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Waiting
//!     Waiting --> Waiting: correct
//!     Waiting --> Returned: return
//!     Waiting --> Checked: check
//!     Returned --> Waiting: correct
//!     Checked --> WithdrawalAsked: ask
//!     WithdrawalAsked --> Checked: decline
//!     WithdrawalAsked --> Withdrawn: withdraw
//! ```
//!
//! A **special approval** 特批 past a requirement that blocks ([`crate::stage::Approval`]) is asked for
//! by one person and agreed to by another of higher standing: the leading group or the county.

/// Who acts: the key of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PersonId(pub i64);

/// In whose name somebody acts, the lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// The election commission of a unit.
    Commission,
    /// The town's election office.
    TownOffice,
    /// The town's leading group.
    LeadingGroup,
    /// The county's election office.
    CountyOffice,
}

impl Standing {
    /// All standings, the lowest first.
    pub const ALL: [Self; 4] =
        [Self::Commission, Self::TownOffice, Self::LeadingGroup, Self::CountyOffice];
}

/// Somebody who acts in a standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub person: PersonId,
    /// In whose name.
    pub standing: Standing,
}

/// Why somebody may not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// A second person is needed.
    SamePerson,
    /// Whoever agrees has to stand higher than whoever asks, and no lower than the leading group.
    NotHigher,
    /// Whoever entered or checked a decision does not agree to withdraw it.
    HadAHand,
    /// It does not stand so that this can be done.
    NotNow,
}

/// Whether somebody may agree to what somebody asked for.
///
/// # Errors
/// It is the same person, or one who stands no higher.
pub fn approve(asked: Hand, by: Hand) -> Result<(), Refusal> {
    if asked.person == by.person {
        return Err(Refusal::SamePerson);
    }
    if by.standing < Standing::LeadingGroup || by.standing <= asked.standing {
        return Err(Refusal::NotHigher);
    }
    Ok(())
}

/// Where a paper decision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It waits for its check.
    Waiting,
    /// It was given back with a reason.
    Returned,
    /// Another person has checked it: it counts.
    Checked,
    /// It counts, and somebody asks to withdraw it.
    WithdrawalAsked,
    /// It does not count any more.
    Withdrawn,
}

impl State {
    /// All states.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Returned, Self::Checked, Self::WithdrawalAsked, Self::Withdrawn];

    /// The word that stands after `decisions-state-` in the words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Returned => "returned",
            Self::Checked => "checked",
            Self::WithdrawalAsked => "withdrawal-asked",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Whether the decision counts.
    pub fn counts(self) -> bool {
        matches!(self, Self::Checked | Self::WithdrawalAsked)
    }
}

/// What is done with a paper decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A new version is entered.
    Correct,
    /// It is given back.
    Return,
    /// It is found to say what the scan says.
    Check,
    /// Its withdrawal is asked for.
    Ask,
    /// The withdrawal is declined, or taken back by whoever asked.
    Decline,
    /// The withdrawal is agreed to.
    Withdraw,
}

impl Step {
    /// All steps.
    pub const ALL: [Self; 6] =
        [Self::Correct, Self::Return, Self::Check, Self::Ask, Self::Decline, Self::Withdraw];
}

/// A paper decision, as far as it is told who did what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Where it stands.
    pub state: State,
    /// Who entered its last version.
    pub entered_by: PersonId,
    /// Who checked that one.
    pub checked_by: Option<PersonId>,
    /// Who asks to withdraw it.
    pub asked_by: Option<PersonId>,
}

impl Paper {
    /// Where it stands after somebody has done something.
    ///
    /// # Errors
    /// It cannot be done now, or not by that person.
    pub fn after(&self, step: Step, by: PersonId) -> Result<State, Refusal> {
        let next = match (self.state, step) {
            (State::Waiting | State::Returned, Step::Correct) => State::Waiting,
            (State::Waiting, Step::Return) => State::Returned,
            (State::Waiting, Step::Check) | (State::WithdrawalAsked, Step::Decline) => {
                State::Checked
            }
            (State::Checked, Step::Ask) => State::WithdrawalAsked,
            (State::WithdrawalAsked, Step::Withdraw) => State::Withdrawn,
            _ => return Err(Refusal::NotNow),
        };
        match step {
            Step::Return | Step::Check if by == self.entered_by => Err(Refusal::SamePerson),
            Step::Withdraw if self.asked_by == Some(by) => Err(Refusal::SamePerson),
            Step::Withdraw if by == self.entered_by || self.checked_by == Some(by) => {
                Err(Refusal::HadAHand)
            }
            _ => Ok(next),
        }
    }
}

#[cfg(test)]
mod tests;
