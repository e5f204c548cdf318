//! The checks of the result report form (forms.md section 5): errors here, warnings in `warn`.

use std::collections::BTreeSet;

use super::{
    Ledger, Sums,
    field::{Answer, Ballots, Channel, Field},
    finding::{Compared, Finding, Number},
    form::{Blank, Form, PostLines},
};
use crate::{
    reason::{Op, RuleId, Test},
    rules::{Parameters, Rules},
};

/// What the figures are judged by, besides the form.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// The rules of the election, for values and sources.
    pub rules: &'a Rules,
    /// The parameters of the outcome.
    pub parameters: Parameters,
    /// Whether the figures are those of the whole count.
    pub scope: Scope,
    /// Who could vote, as far as it is known.
    pub electors: Electors,
    /// From where a share is worth a warning.
    pub thresholds: Thresholds,
    /// What the ledger of ballots says, where one is kept.
    pub ledger: Option<Ledger>,
}

/// How much of a count the figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One group, box or station of several.
    Part,
    /// The whole count.
    Whole,
}

/// Who could vote, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Electors {
    /// Registered villagers, residents (households, delegates), or Party electors who should
    /// attend.
    pub should: Option<u32>,
    /// Those present at the meeting (residents and Party).
    pub present: Option<u32>,
}

/// From where a share is worth a warning, in hundredths of the whole; 0 warns always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Invalid ballots among those collected.
    pub invalid: u32,
    /// Blank ballots among those collected.
    pub blank: u32,
    /// Ballots issued and not returned among those issued.
    pub missing: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { invalid: 5, blank: 5, missing: 5 }
    }
}

/// All findings about some figures, errors first, in the order of their numbers.
///
/// A check that needs a missing field is not made: the field itself is reported.
pub fn check(form: &Form, sums: &Sums, setting: &Setting<'_>) -> Vec<Finding> {
    let case = Case { form, sums, setting };
    let mut found = case.errors();
    found.extend(case.warnings());
    found.sort_by_key(|finding| finding.number);
    found
}

/// The figures of one check with all they are judged by.
pub(super) struct Case<'a> {
    pub(super) form: &'a Form,
    pub(super) sums: &'a Sums,
    pub(super) setting: &'a Setting<'a>,
}

impl Case<'_> {
    fn errors(&self) -> Vec<Finding> {
        [
            self.missing(),
            self.collected(),
            self.blank(),
            self.printed(),
            self.channels(),
            self.hall(),
            self.issued(),
            self.unused(),
            self.scribes(),
        ]
        .into_iter()
        .flatten()
        .chain(self.form.layout().posts.iter().flat_map(|lines| self.votes(lines)))
        .chain(self.unlike_ledger())
        .collect()
    }

    fn missing(&self) -> Option<Finding> {
        let missing: Vec<Field> =
            self.form.fields().into_iter().filter(|field| !self.sums.contains_key(field)).collect();
        let finding = || finding(101, super::DOUBLE_ENTRY, missing.clone(), Compared::Nothing);
        (!missing.is_empty()).then(finding)
    }

    fn collected(&self) -> Option<Finding> {
        let mut parts = vec![Ballots::Valid, Ballots::Invalid];
        if self.form.layout().blank == Blank::Own {
            parts.push(Ballots::Blank);
        }
        let mut sum = 0;
        for part in &parts {
            sum += self.ballots(*part)?;
        }
        let fields = parts.into_iter().chain([Ballots::Collected]).map(Field::Ballots).collect();
        equal(102, RuleId("C-06"), fields, sum, self.ballots(Ballots::Collected)?)
    }

    fn blank(&self) -> Option<Finding> {
        let whole = match self.form.layout().blank {
            Blank::Valid => Ballots::Valid,
            Blank::Invalid => Ballots::Invalid,
            Blank::Own | Blank::Absent => return None,
        };
        let fields = vec![Field::Ballots(Ballots::Blank), Field::Ballots(whole)];
        let (blank, whole) = (self.ballots(Ballots::Blank)?, self.ballots(whole)?);
        self.at_most(103, RuleId("C-06"), fields, blank, whole)
    }

    fn printed(&self) -> Option<Finding> {
        let parts = [Ballots::Issued, Ballots::Unused, Ballots::Spoiled];
        let mut sum = 0;
        for part in parts {
            sum += self.ballots(part)?;
        }
        let fields = [Ballots::Printed].into_iter().chain(parts).map(Field::Ballots).collect();
        equal(104, self.of_ballots(), fields, self.ballots(Ballots::Printed)?, sum)
    }

    fn channels(&self) -> Option<Finding> {
        let layout = self.form.layout();
        let added: Vec<Channel> = layout
            .channels
            .iter()
            .copied()
            .filter(|it| *it != Channel::Scribe && !layout.inside_hall.contains(it))
            .collect();
        if added.is_empty() {
            return None;
        }
        let sum = self.channel_sum(added.iter().copied())?;
        let fields = [Field::Ballots(Ballots::Issued)]
            .into_iter()
            .chain(added.into_iter().map(Field::Issued))
            .collect();
        equal(105, RuleId("V-58"), fields, self.ballots(Ballots::Issued)?, sum)
    }

    fn hall(&self) -> Option<Finding> {
        let inside: &BTreeSet<Channel> = &self.form.layout().inside_hall;
        let sum = self.channel_sum(inside.iter().copied())?;
        let fields = inside.iter().copied().chain([Channel::Hall]).map(Field::Issued).collect();
        self.at_most(106, RuleId("V-58"), fields, sum, self.channel(Channel::Hall)?)
    }

    fn issued(&self) -> Option<Finding> {
        let fields = vec![Field::Ballots(Ballots::Issued), Field::Ballots(Ballots::Printed)];
        let (issued, printed) = (self.ballots(Ballots::Issued)?, self.ballots(Ballots::Printed)?);
        self.at_most(107, self.of_ballots(), fields, issued, printed)
    }

    fn unused(&self) -> Option<Finding> {
        let parts = [Ballots::Unused, Ballots::Specimens, Ballots::Clipped];
        let sum = self.ballots(Ballots::Specimens)? + self.ballots(Ballots::Clipped)?;
        let fields = parts.map(Field::Ballots).to_vec();
        equal(108, RuleId("P-18"), fields, self.ballots(Ballots::Unused)?, sum)
    }

    fn scribes(&self) -> Option<Finding> {
        let fields = vec![Field::Issued(Channel::Scribe), Field::Ballots(Ballots::Issued)];
        let (scribe, issued) = (self.channel(Channel::Scribe)?, self.ballots(Ballots::Issued)?);
        self.at_most(112, RuleId("V-59"), fields, scribe, issued)
    }

    /// No person has more votes for a post than ballots were marked, no post more than its seats
    /// allow: in a recall too, where each is voted on alone (V-81) but no more persons hold a post
    /// than it has seats. A sheet beyond it would be an impossible record for the outcome
    /// (decide.md section 1).
    fn votes(&self, lines: &PostLines) -> Vec<Finding> {
        let Some(marked) = self.marked() else { return Vec::new() };
        let rows = self.rows(lines);
        let one = |(field, votes): &(Field, i64)| {
            let fields = vec![field.clone(), Field::Ballots(Ballots::Valid)];
            self.at_most(109, self.of_marks(), fields, *votes, marked)
        };
        let mut found: Vec<Finding> = if self.form.party() {
            let answers = lines.candidates.iter().filter_map(|it| self.answers(lines, &it.id));
            let written = rows.iter().filter(|(field, _)| matches!(field, Field::Written(..)));
            answers.chain(written.filter_map(one)).collect()
        } else {
            rows.iter().filter_map(one).collect()
        };
        let sum = rows.iter().map(|(_, votes)| votes).sum();
        let limit = marked.saturating_mul(lines.seats.into());
        let valid = Field::Ballots(Ballots::Valid);
        let fields = rows.into_iter().map(|(field, _)| field).chain([valid]).collect();
        found.extend(self.at_most(111, self.of_marks(), fields, sum, limit));
        found
    }

    fn answers(&self, lines: &PostLines, id: &super::CandidateId) -> Option<Finding> {
        let columns = Answer::ALL.map(|answer| Field::Votes(lines.post, answer, id.clone()));
        let mut sum = 0;
        for column in &columns {
            sum += self.figure(column)?;
        }
        let fields = columns.into_iter().chain([Field::Ballots(Ballots::Valid)]).collect();
        self.at_most(110, RuleId("P-17"), fields, sum, self.ballots(Ballots::Valid)?)
    }

    /// Ballots that carry marks: the valid ones without blank ones that count as valid.
    pub(super) fn marked(&self) -> Option<i64> {
        let valid = self.ballots(Ballots::Valid)?;
        match self.form.layout().blank {
            Blank::Valid => Some((valid - self.ballots(Ballots::Blank)?).max(0)),
            Blank::Own | Blank::Invalid | Blank::Absent => Some(valid),
        }
    }

    /// Votes in favour for a post, candidates in the order of the paper, then written-in rows.
    pub(super) fn rows(&self, lines: &PostLines) -> Vec<(Field, i64)> {
        let candidates = lines
            .candidates
            .iter()
            .map(|candidate| Field::Votes(lines.post, Answer::For, candidate.id.clone()))
            .filter_map(|field| self.figure(&field).map(|votes| (field, votes)));
        let written = self
            .sums
            .iter()
            .filter(|(field, _)| matches!(field, Field::Written(post, _) if *post == lines.post))
            .map(|(field, votes)| (field.clone(), *votes));
        candidates.chain(written).collect()
    }

    pub(super) fn ballots(&self, ballots: Ballots) -> Option<i64> {
        self.figure(&Field::Ballots(ballots))
    }

    pub(super) fn channel(&self, channel: Channel) -> Option<i64> {
        self.figure(&Field::Issued(channel))
    }

    fn channel_sum(&self, channels: impl Iterator<Item = Channel>) -> Option<i64> {
        let mut sum = 0;
        for channel in channels {
            sum += self.channel(channel)?;
        }
        Some(sum)
    }

    pub(super) fn figure(&self, field: &Field) -> Option<i64> {
        self.sums.get(field).copied()
    }

    /// The rule that compares ballots collected with ballots issued.
    pub(super) fn of_ballots(&self) -> RuleId {
        RuleId(if self.form.party() { "P-18" } else { "C-02" })
    }

    /// The rule that limits the marks on a ballot.
    fn of_marks(&self) -> RuleId {
        RuleId(if self.form.party() { "P-19" } else { "C-03" })
    }

    fn at_most(
        &self,
        number: u16,
        rule: RuleId,
        fields: Vec<Field>,
        left: i64,
        right: i64,
    ) -> Option<Finding> {
        self.demand(Number::F(number), rule, fields, (left, Op::AtMost, right))
    }

    /// A finding when a comparison does not hold.
    pub(super) fn demand(
        &self,
        number: Number,
        rule: RuleId,
        fields: Vec<Field>,
        (left, op, right): (i64, Op, i64),
    ) -> Option<Finding> {
        let test = Test::new(rule, left, op, right, self.setting.rules.source(rule));
        (!test.holds).then_some(Finding { number, rule, fields, compared: Compared::Test(test) })
    }
}

fn equal(number: u16, rule: RuleId, fields: Vec<Field>, left: i64, right: i64) -> Option<Finding> {
    (left != right).then(|| finding(number, rule, fields, Compared::Numbers { left, right }))
}

fn finding(number: u16, rule: RuleId, fields: Vec<Field>, compared: Compared) -> Finding {
    Finding { number: Number::F(number), rule, fields, compared }
}
