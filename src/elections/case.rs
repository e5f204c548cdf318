//! An election as gates and pages see it: facts, rules, the day. The page that shows a gate and the
//! act that passes it call the same function of the law.

use chrono::NaiveDate;
use law::{
    facts::Facts,
    rules::Rules,
    stage::{self, Compared, Gate, Stage, State},
};

use super::ways;
use crate::{
    decisions::special::{self, Special},
    shell::{
        Error,
        clock::Today,
        form::Form,
        gates::{self, GateLine},
        mandate::AtElection,
        words::Words,
    },
};

/// Days between election day and anything that belongs to the election: more than a year is a slip
/// of the pen.
const FAR: i64 = 400;

/// What is known of an election.
pub struct Case {
    /// Which one.
    pub at: AtElection,
    /// The facts that gates judge.
    pub facts: Facts,
    /// Pack and overlay: those frozen with the roll, before that those of the election day.
    pub rules: &'static Rules,
    /// The day that frozen rules were frozen on.
    pub frozen_on: Option<NaiveDate>,
    /// Why the roll was posted under rules that are a draft.
    pub draft_reason: Option<String>,
    /// Special approvals, asked for and answered, the oldest first.
    pub specials: Vec<Special>,
}

impl Case {
    /// The stage that is open now; `None` when all are closed.
    pub fn stage(&self) -> Option<Stage> {
        let rail = stage::rail(&self.facts, self.rules);
        rail.iter().find(|line| line.state == State::Now).map(|line| line.stage)
    }

    /// The campaign's day.
    pub fn today(&self) -> Today {
        self.at.today
    }

    /// What must hold to close a stage on a day.
    pub fn gate(&self, stage: Stage, on: NaiveDate) -> Gate<'static> {
        stage::gate(stage, &self.facts, self.rules, on, self.today().0)
    }

    /// Whether a day that was typed can belong to this election; what is a year off was mistyped.
    pub fn is_near(&self, form: &mut Form, name: &str, on: NaiveDate, words: &Words) -> bool {
        let near = (on - self.facts.election_on).num_days().abs() <= FAR;
        if !near {
            let [on, election] = [on, self.facts.election_on].map(|on| gates::day(on, words));
            let variables = [("day", on.into()), ("election", election.into())];
            form.wrong(name, words, "error-date-far", &variables);
        }
        near
    }

    /// Refuses what belongs to a stage that is not open now.
    ///
    /// # Errors
    /// [`Error::Conflict`].
    pub fn open(&self, stage: Stage) -> Result<(), Error> {
        let now = self.stage();
        match now {
            Some(now) if now == stage => Ok(()),
            Some(now) if now < stage => Err(Error::conflict("error-stage")),
            _ => Err(Error::conflict("error-stage-over")),
        }
    }

    /// Whether the rules are a draft that nobody has brought into force.
    pub fn is_draft(&self) -> bool {
        self.rules.draft_on(self.facts.election_on)
    }

    /// Pack and overlay; says where their text is a draft that nobody has brought into force.
    pub(super) fn rules_text(&self, words: &Words) -> String {
        let pack = self.rules.pack.id.as_str();
        let overlay = self.rules.overlay.map(|overlay| overlay.id.as_str());
        let ids = [Some(pack), overlay].into_iter().flatten().collect::<Vec<_>>().join(" + ");
        if self.is_draft() { words.text_with("rules-draft", &[("ids", ids.into())]) } else { ids }
    }

    /// The gate of the open stage, were it closed today.
    pub fn next_gate(&self, words: &Words) -> Vec<GateLine> {
        self.stage().map(|stage| self.gate_lines(stage, words)).unwrap_or_default()
    }

    /// The gate of a stage, were it closed today, while it is open.
    pub fn gate_lines(&self, stage: Stage, words: &Words) -> Vec<GateLine> {
        if self.stage() != Some(stage) {
            return Vec::new();
        }
        let today = self.today().0;
        let gate = self.gate(stage, today);
        let mut lines = self.told(&gate, words);
        // what today is too late or too early for may have been done on another day
        for (line, one) in lines.iter_mut().zip(&gate.requirements) {
            let of_today =
                matches!(one.compared, Compared::Days { happened, .. } if happened == today);
            line.by_day = of_today && !line.holds && !line.is_approved();
        }
        lines
    }

    /// A gate in words, with the way out of what is missing, and with the special approvals beside
    /// what they let pass.
    pub fn told(&self, gate: &Gate, words: &Words) -> Vec<GateLine> {
        let mut lines = gates::lines(gate, words);
        special::beside_all(self, gate, &mut lines, words);
        for (line, one) in lines.iter_mut().zip(&gate.requirements).filter(|(line, _)| !line.holds)
        {
            if !line.is_approved() {
                line.way = ways::way(one.what, &self.at.unit, words);
            }
        }
        lines
    }

    /// Passes a gate or refuses with what is missing.
    ///
    /// # Errors
    /// [`Error::Gate`] with every line when something blocks that nobody has approved.
    pub fn pass(&self, gate: &Gate, words: &Words) -> Result<(), Error> {
        if gate.passes() { Ok(()) } else { Err(Error::Gate(self.told(gate, words))) }
    }
}
