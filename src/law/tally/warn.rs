//! What a clerk should look at again, and explain where the paper says so.

use super::{
    check::{Case, Scope, Setting},
    field::{Answer, Ballots, Channel, Field},
    finding::{Compared, Finding, Number},
    form::PostLines,
};
use crate::{
    body::{Family, Round},
    reason::{Op, RuleId},
    rules::{
        Key,
        parameters::{AnotherBar, Participants},
    },
};

/// The votes a person needs: `times · votes op base`.
struct Bar {
    rule: RuleId,
    times: i64,
    op: Op,
    base: i64,
}

impl Case<'_> {
    pub(super) fn warnings(&self) -> Vec<Finding> {
        let mut found: Vec<Finding> = self.of_ballots_warned();
        let posts = &self.form.layout().posts;
        found.extend(posts.iter().flat_map(|lines| self.write_ins(lines)));
        if self.setting.scope == Scope::Whole {
            found.extend(
                [self.turnout(), self.electors(), self.present(), self.proxies()]
                    .into_iter()
                    .flatten(),
            );
            found.extend(self.channels_unlike_ledger());
            found.extend(posts.iter().flat_map(|lines| self.without_votes(lines)));
            let bars = self.bars();
            for lines in self.posts_alone() {
                found.extend(self.tie(lines, &bars));
                found.extend(self.at_bar(lines, &bars));
            }
        }
        found
    }

    fn of_ballots_warned(&self) -> Vec<Finding> {
        let thresholds = self.setting.thresholds;
        let (collected, issued) = (Ballots::Collected, Ballots::Issued);
        let missing = || Some(self.ballots(issued)? - self.ballots(collected)?);
        [
            self.over_issued(),
            self.share(
                205,
                thresholds.invalid,
                Ballots::Invalid,
                self.ballots(Ballots::Invalid),
                collected,
            ),
            self.share(
                206,
                thresholds.blank,
                Ballots::Blank,
                self.ballots(Ballots::Blank),
                collected,
            ),
            self.share(207, thresholds.missing, collected, missing(), issued),
            self.all_zero(),
            self.mobile(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The vote is void by law, not the sheet: the figures may stand if the paper says so.
    fn over_issued(&self) -> Option<Finding> {
        let fields = vec![Field::Ballots(Ballots::Collected), Field::Ballots(Ballots::Issued)];
        let (collected, issued) =
            (self.ballots(Ballots::Collected)?, self.ballots(Ballots::Issued)?);
        let test = (collected, Op::AtMost, issued);
        self.demand(Number::W(201), self.of_ballots(), fields, test)
    }

    fn share(
        &self,
        number: u16,
        percent: u32,
        field: Ballots,
        part: Option<i64>,
        whole: Ballots,
    ) -> Option<Finding> {
        let fields = vec![Field::Ballots(field), Field::Ballots(whole)];
        let whole = self.ballots(whole).filter(|whole| *whole > 0)?;
        let test = (whole.saturating_mul(percent.into()), Op::More, part?.saturating_mul(100));
        self.demand(Number::W(number), RuleId("C-06"), fields, test)
    }

    fn all_zero(&self) -> Option<Finding> {
        let zero = !self.sums.is_empty() && self.sums.values().all(|figure| *figure == 0);
        let fields = || self.sums.keys().cloned().collect();
        zero.then(|| warning(208, super::DOUBLE_ENTRY, fields(), Compared::Nothing))
    }

    /// Mobile boxes are for the old, sick and disabled: more than in the hall looks swapped.
    fn mobile(&self) -> Option<Finding> {
        if self.form.layout().inside_hall.contains(&Channel::Mobile) {
            return None;
        }
        let fields = vec![Field::Issued(Channel::Mobile), Field::Issued(Channel::Hall)];
        let test = (self.channel(Channel::Mobile)?, Op::AtMost, self.channel(Channel::Hall)?);
        self.demand(Number::W(214), RuleId("V-53"), fields, test)
    }

    fn write_ins(&self, lines: &PostLines) -> Vec<Finding> {
        let mut found = Vec::new();
        for (field, votes) in self.rows(lines) {
            let Field::Written(_, name) = &field else { continue };
            if let Some(same) = lines.candidates.iter().find(|it| it.name == *name) {
                let printed = Field::Votes(lines.post, Answer::For, same.id.clone());
                let fields = vec![field.clone(), printed];
                found.push(warning(209, RuleId("C-07"), fields, Compared::Nothing));
            }
            if votes == 0 {
                found.push(warning(210, RuleId("C-07"), vec![field], Compared::Nothing));
            }
        }
        found
    }

    /// C-01 for villagers: more than half of the registered voted; a re-vote among the tied
    /// needs no turnout.
    fn turnout(&self) -> Option<Finding> {
        let layout = self.form.layout();
        if layout.body.family() != Family::Villagers || layout.round == Round::TieRevote {
            return None;
        }
        let voted = self.participants();
        let fields = vec![Field::Ballots(voted)];
        let test = (2 * self.ballots(voted)?, Op::More, self.setting.electors.should?.into());
        self.demand(Number::W(203), RuleId("C-01"), fields, test)
    }

    fn electors(&self) -> Option<Finding> {
        let fields = vec![Field::Ballots(Ballots::Issued)];
        let should = self.setting.electors.should?.into();
        let test = (self.ballots(Ballots::Issued)?, Op::AtMost, should);
        self.demand(Number::W(204), self.of_ballots(), fields, test)
    }

    fn present(&self) -> Option<Finding> {
        if !(self.form.party() && self.setting.parameters.party_ballots_present) {
            return None;
        }
        let fields = vec![Field::Ballots(Ballots::Collected)];
        let present = self.setting.electors.present?.into();
        let test = (self.ballots(Ballots::Collected)?, Op::AtMost, present);
        self.demand(Number::W(202), RuleId("P-18"), fields, test)
    }

    /// V-55: each direct voter can carry no more than the limit.
    fn proxies(&self) -> Option<Finding> {
        let (limit, _) = self.setting.rules.whole(Key::ProxyMax)?;
        let fields = vec![Field::Issued(Channel::Proxy), Field::Ballots(Ballots::Issued)];
        let proxies = self.channel(Channel::Proxy)?;
        let direct = self.ballots(Ballots::Issued)? - proxies;
        let test = (proxies, Op::AtMost, direct.saturating_mul(limit));
        self.demand(Number::W(215), RuleId("V-55"), fields, test)
    }

    fn without_votes(&self, lines: &PostLines) -> Vec<Finding> {
        if self.marked().is_none_or(|marked| marked == 0) {
            return Vec::new();
        }
        self.rows(lines)
            .into_iter()
            .filter(|(field, votes)| matches!(field, Field::Votes(..)) && *votes == 0)
            .map(|(field, _)| warning(211, RuleId("C-08"), vec![field], Compared::Nothing))
            .collect()
    }

    /// Posts whose result the rows alone decide: where votes are carried down (C-14) only the
    /// highest.
    fn posts_alone(&self) -> &[PostLines] {
        let layout = self.form.layout();
        let carried = self.setting.parameters.carry_down
            && matches!(layout.round, Round::First | Round::Another);
        let posts = layout.posts.as_slice();
        if carried { posts.get(..1).unwrap_or(posts) } else { posts }
    }

    fn tie(&self, lines: &PostLines, bars: &[Bar]) -> Option<Finding> {
        if self.form.layout().round == Round::Recall {
            return None;
        }
        let mut rows = self.rows(lines);
        rows.retain(|(_, votes)| *votes > 0);
        let over = |bar: &Bar| -> Vec<_> {
            let reaches = |votes: i64| bar.op.holds(bar.times.saturating_mul(votes), bar.base);
            rows.iter().filter(|(_, votes)| reaches(*votes)).cloned().collect()
        };
        let mut over = match bars {
            [] => rows.clone(),
            bars => bars.iter().map(over).find(|over| !over.is_empty())?,
        };
        over.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
        let seats = usize::try_from(lines.seats).ok()?;
        let (_, last) = over.get(seats.checked_sub(1)?)?;
        let (_, next) = over.get(seats)?;
        let compared = Compared::Numbers { left: *last, right: *next };
        let tied = || over.iter().filter(|(_, votes)| votes == last);
        let fields = || tied().map(|(field, _)| field.clone()).collect();
        let rule = RuleId(if self.form.party() { "P-22" } else { "C-10" });
        (last == next).then(|| warning(212, rule, fields(), compared))
    }

    fn at_bar(&self, lines: &PostLines, bars: &[Bar]) -> Vec<Finding> {
        let mut found = Vec::new();
        for bar in bars {
            for (field, votes) in self.rows(lines) {
                let left = votes.saturating_mul(bar.times);
                if left == bar.base && votes > 0 {
                    let compared = Compared::Numbers { left, right: bar.base };
                    found.push(warning(213, bar.rule, vec![field], compared));
                }
            }
        }
        found
    }

    /// The bars of this round, the one to be tried first in front; empty where there is none or
    /// its base is not known.
    fn bars(&self) -> Vec<Bar> {
        let layout = self.form.layout();
        let Some(base) = self.base() else { return Vec::new() };
        let half = |rule| Bar { rule: RuleId(rule), times: 2, op: Op::More, base };
        let third = || Bar { rule: RuleId("C-11"), times: 3, op: Op::AtLeast, base };
        match (layout.round, layout.body.family()) {
            (Round::TieRevote, _) => Vec::new(),
            (Round::Recall, _) => vec![half("V-81")],
            (Round::PreElection, _) => vec![half("P-20")],
            (_, Family::Party) => vec![half("P-21")],
            (Round::First, Family::Villagers) => vec![half("C-08")],
            (Round::First, Family::Residents) => vec![half("R-06")],
            (Round::Another, _) => match self.setting.parameters.another_bar {
                AnotherBar::Third => vec![third()],
                AnotherBar::HalfThenThird => vec![half("C-11"), third()],
            },
        }
    }

    fn base(&self) -> Option<i64> {
        let layout = self.form.layout();
        let Setting { rules, parameters, electors, .. } = self.setting;
        let registered = layout.round == Round::Recall
            && rules.word(Key::RecallBar).is_some_and(|(word, _)| word == "registered");
        let pre = layout.round == Round::PreElection && parameters.pre_election_should;
        if registered || pre {
            return electors.should.map(i64::from);
        }
        match layout.body.family() {
            Family::Villagers => self.ballots(self.participants()),
            Family::Residents | Family::Party => electors.present.map(i64::from),
        }
    }

    fn participants(&self) -> Ballots {
        match self.setting.parameters.participants {
            Participants::Collected => Ballots::Collected,
            Participants::Issued => Ballots::Issued,
        }
    }
}

fn warning(number: u16, rule: RuleId, fields: Vec<Field>, compared: Compared) -> Finding {
    Finding { number: Number::W(number), rule, fields, compared }
}
