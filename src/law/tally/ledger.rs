//! The sheet against the ledger of ballots (forms.md section 5, check 1): what two people read on
//! the signed paper is what was booked while the vote was held.

use std::collections::BTreeMap;

use super::{
    check::{Case, Scope},
    field::{Ballots, Channel, Field},
    finding::{Compared, Finding, Number},
};
use crate::reason::RuleId;

/// What the ledger says, in ballots; what it does not know is not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Ballots by what became of them.
    pub ballots: BTreeMap<Ballots, u32>,
    /// Ballots issued, by channel.
    pub channels: BTreeMap<Channel, u32>,
}

impl Case<'_> {
    /// Numbers of ballots that the ledger has otherwise: one of the two is wrong.
    pub(super) fn unlike_ledger(&self) -> Vec<Finding> {
        let rule = self.of_ballots();
        let Some(ledger) = self.ledger() else { return Vec::new() };
        let kept = ledger.ballots.iter();
        kept.filter_map(|(of, kept)| self.unlike(Number::F(113), rule, Field::Ballots(*of), *kept))
            .collect()
    }

    /// Channels that the ledger has otherwise. The paper may count a channel within another one,
    /// which its scrutineers can say.
    pub(super) fn channels_unlike_ledger(&self) -> Vec<Finding> {
        let Some(ledger) = self.ledger() else { return Vec::new() };
        let rule = RuleId("V-58");
        let kept = ledger.channels.iter();
        kept.filter_map(|(of, kept)| self.unlike(Number::W(216), rule, Field::Issued(*of), *kept))
            .collect()
    }

    /// The ledger is that of the whole vote.
    fn ledger(&self) -> Option<&Ledger> {
        self.setting.ledger.as_ref().filter(|_| self.setting.scope == Scope::Whole)
    }

    fn unlike(&self, number: Number, rule: RuleId, field: Field, kept: u32) -> Option<Finding> {
        let (left, right) = (self.figure(&field)?, i64::from(kept));
        let compared = Compared::Numbers { left, right };
        (left != right).then(|| Finding { number, rule, fields: vec![field], compared })
    }
}
