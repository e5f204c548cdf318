//! Double entry of tally sheets: the signed paper is the record, and its figures reach the count
//! only when two people have typed the same ones without seeing each other's.
//!
//! A [`Form`] says which fields the paper has. A [`Sheet`] takes two entries, shows where they
//! differ, lets only those fields (and the fields of a finding) be corrected from the paper, and
//! is definitive when nothing differs, no error is left and every warning is explained. [`total`]
//! adds definitive sheets up to one count.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Empty
//!     Empty --> FirstEntered: enter
//!     FirstEntered --> Differing: enter
//!     FirstEntered --> Faulty: enter
//!     FirstEntered --> Unexplained: enter
//!     FirstEntered --> Agreed: enter
//!     Differing --> Differing: correct
//!     Differing --> Faulty: correct
//!     Differing --> Unexplained: correct
//!     Differing --> Agreed: correct
//!     Faulty --> Differing: correct
//!     Unexplained --> Differing: correct
//!     Agreed --> Differing: correct
//!     Unexplained --> Unexplained: explain
//!     Unexplained --> Agreed: explain
//!     Agreed --> Agreed: explain
//!     Agreed --> Definitive: finish
//!     Differing --> Differing: reopen
//!     Faulty --> Faulty: reopen
//!     Unexplained --> Unexplained: reopen
//!     Agreed --> Unexplained: reopen
//!     Agreed --> Agreed: reopen
//!     Definitive --> Unexplained: reopen
//!     Definitive --> Agreed: reopen
//!     FirstEntered --> Empty: start_over
//!     Differing --> Empty: start_over
//!     Faulty --> Empty: start_over
//!     Unexplained --> Empty: start_over
//!     Agreed --> Empty: start_over
//! ```
//!
//! A correction changes the entry of the person who makes it: whoever misread the paper corrects
//! the own figure, and where both did, both do. Figures that agree and are wrong (an error, a
//! warning, a named field that two people opened again) therefore differ again until the second
//! person has read the paper too. Where the wrong paper was typed, or an enterer has left, two
//! people start over; what was typed is kept.
//!
//! # Findings
//!
//! Errors block; warnings need a written explanation. Numbers never change their meaning and are
//! never used again. "Marked" is the valid ballots without blank ones that count as valid.
//!
//! | number | raised when | compared |
//! |---|---|---|
//! | F.101 | a field of the form has no figure | |
//! | F.102 | valid + invalid (+ blank, where it is a figure of its own) ≠ collected | sum, collected |
//! | F.103 | blank ballots that count as valid (invalid) exceed the valid (invalid) | blank ≤ whole |
//! | F.104 | printed ≠ issued + unused + spoiled | printed, sum |
//! | F.105 | issued ≠ sum of the channels | issued, sum |
//! | F.106 | channels contained in the hall exceed the hall | sum ≤ hall |
//! | F.107 | more issued than printed | issued ≤ printed |
//! | F.108 | unused ≠ specimens + clipped (Party) | unused, sum |
//! | F.109 | votes of one person for one post exceed the marked ballots | votes ≤ marked |
//! | F.110 | for + against + abstain of one candidate exceed the valid ballots (Party) | sum ≤ valid |
//! | F.111 | votes of a post exceed its seats × marked ballots | sum ≤ product |
//! | F.112 | more written by scribes than issued | scribe ≤ issued |
//! | F.113 | a number of ballots is not the ledger's (C-02, P-18) | sheet, ledger |
//! | W.201 | more collected than issued: the vote will be void (C-02, P-18) | collected ≤ issued |
//! | W.202 | more collected than present: the vote will be void (P-18) | collected ≤ present |
//! | W.203 | no more than half voted: the vote will be void (C-01) | 2·voted > registered |
//! | W.204 | more issued than there are electors | issued ≤ electors |
//! | W.205 | share of invalid ballots at the threshold or above | percent·collected > 100·invalid |
//! | W.206 | share of blank ballots at the threshold or above | percent·collected > 100·blank |
//! | W.207 | share of ballots not returned at the threshold or above | percent·issued > 100·missing |
//! | W.208 | every figure is 0 | |
//! | W.209 | a written-in name is that of a candidate for the post | |
//! | W.210 | a written-in name without votes | |
//! | W.211 | a candidate without votes, though ballots were marked | |
//! | W.212 | equal votes across the last seat (C-10, P-22) | votes, votes |
//! | W.213 | votes exactly at the bar (½ misses it, ⅓ reaches it) | multiple of votes, base |
//! | W.214 | more in the mobile box than in the hall (V-53) | mobile ≤ hall |
//! | W.215 | more proxies than the direct voters may carry (V-55) | proxies ≤ limit·direct |
//! | W.216 | ballots issued by a channel are not the ledger's (V-58) | sheet, ledger |
//!
//! F.113, W.202–W.204, W.211–W.213, W.215 and W.216 are asked of the whole count only, not of one group's sheet;
//! run [`check`] on the [`Totals`] for them.

mod check;
mod field;
mod finding;
mod form;
mod kept;
mod ledger;
mod sheet;
mod total;
mod warn;

#[cfg(test)]
mod tests;

pub use check::{Electors, Scope, Setting, Thresholds, check};
pub use field::{Answer, Ballots, CandidateId, Channel, Field, WrittenName};
pub use finding::{Compared, Finding, Number};
pub use form::{Blank, Candidate, Form, FormError, Layout, Papers, PostLines};
pub use kept::{
    Act, Difference, Ended, EntererId, Entry, Explanation, Kept, Refusal, State, Status, Version,
};
pub use ledger::Ledger;
pub use sheet::Sheet;
pub use total::{CountFigures, Person, PersonVotes, TotalError, Totals, total};

use std::collections::BTreeMap;

use crate::reason::RuleId;

/// Figures of one entry, in ballots or votes, each at most [`MAX_FIGURE`].
pub type Figures = BTreeMap<Field, u32>;

/// Figures of one entry or sums of several, in ballots or votes.
pub type Sums = BTreeMap<Field, i64>;

/// The largest figure a count record takes (decide.md section 5).
pub const MAX_FIGURE: u32 = 1_000_000_000;

/// Two people enter each sheet without seeing each other's figures: no statute says so, the
/// product does (capability H2).
pub const DOUBLE_ENTRY: RuleId = RuleId("H2");

/// Puts typed rows together.
///
/// # Errors
/// The first field that occurs twice; names that differ only in spaces are the same.
pub fn figures(rows: impl IntoIterator<Item = (Field, u32)>) -> Result<Figures, Field> {
    let mut figures = Figures::new();
    for (field, figure) in rows {
        if figures.contains_key(&field) {
            return Err(field);
        }
        figures.insert(field, figure);
    }
    Ok(figures)
}

/// The figures of one entry as sums, for [`check`].
pub fn sums(figures: &Figures) -> Sums {
    figures.iter().map(|(field, figure)| (field.clone(), i64::from(*figure))).collect()
}
