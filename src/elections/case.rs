//! An election as gates and pages see it: facts, rules, the day. The page that shows a gate and the
//! act that passes it call the same function of the law.

use chrono::NaiveDate;
use law::{
    facts::Facts,
    rules::Rules,
    stage::{self, Gate, Stage, State},
};

use crate::shell::{
    Error,
    clock::Today,
    gates::{self, GateLine, RailStep},
    mandate::AtElection,
    urls,
    words::Words,
};

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

    /// Closes a stage on a day, or refuses with every number and article.
    ///
    /// # Errors
    /// The stage is not open, or its gate does not pass.
    pub fn pass(&self, stage: Stage, on: NaiveDate, words: &Words) -> Result<(), Error> {
        self.open(stage)?;
        gates::pass(&self.gate(stage, on), words)
    }

    /// Refuses what belongs to a stage that is not open now.
    ///
    /// # Errors
    /// [`Error::Conflict`].
    pub fn open(&self, stage: Stage) -> Result<(), Error> {
        if self.stage() == Some(stage) { Ok(()) } else { Err(Error::conflict("error-stage")) }
    }

    /// What every page of this election begins with.
    pub fn head(&self, words: &Words) -> Head {
        let now = self.stage();
        let rail = gates::rail(&stage::rail(&self.facts, self.rules), words);
        let of_stage = |what: &str| {
            now.map(|stage| words.text(&format!("{what}-{}", stage.word()))).unwrap_or_default()
        };
        Head {
            unit: self.at.unit.name.clone(),
            unit_url: self.at.to(urls::PLACE),
            case_url: self.at.to(urls::COMMITTEE),
            live: self.at.to(urls::LIVE),
            body: words.text(&format!("body-{}", self.at.body.word())),
            election_on: gates::day(self.facts.election_on, words),
            rules: self.rules_text(words),
            rehearsal: self.at.unit.at.world.0 != 1,
            next: now.map(|stage| {
                (self.at.to(page(stage)), words.text(&format!("next-{}", stage.word())))
            }),
            who: of_stage("who"),
            due: rail.iter().find(|step| step.state == "now").and_then(|step| step.due.clone()),
            must: of_stage("must"),
            pages: PAGES
                .map(|(url, name)| (self.at.to(url), words.text(&format!("page-{name}"))))
                .into(),
            rail,
        }
    }

    /// Pack and overlay; says where their text is a draft that nobody has brought into force.
    fn rules_text(&self, words: &Words) -> String {
        let pack = self.rules.pack.id.as_str();
        let overlay = self.rules.overlay.map(|overlay| overlay.id.as_str());
        let ids = [Some(pack), overlay].into_iter().flatten().collect::<Vec<_>>().join(" + ");
        if self.rules.draft_on(self.facts.election_on) {
            words.text_with("rules-draft", &[("ids", ids.into())])
        } else {
            ids
        }
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
        gates::lines(&self.gate(stage, self.today().0), words)
    }
}

/// The page where a stage is worked on.
fn page(stage: Stage) -> &'static str {
    match stage {
        Stage::Roll | Stage::Objections => urls::ROLL,
        Stage::Candidates => urls::CANDIDATES,
        Stage::Voting => urls::BALLOTS,
        Stage::Count => urls::SHEET,
        Stage::Outcome => urls::OUTCOME,
    }
}

/// The pages of an election with the words of their names.
const PAGES: [(&str, &str); 6] = [
    (urls::ROLL, "roll"),
    (urls::CANDIDATES, "candidates"),
    (urls::BALLOTS, "ballots"),
    (urls::SHEET, "sheet"),
    (urls::OUTCOME, "outcome"),
    (urls::JOURNAL, "journal"),
];

/// What every page of an election begins with: where we are, what is next.
pub struct Head {
    /// The unit's name.
    pub unit: String,
    /// The unit's page.
    pub unit_url: String,
    /// The case file.
    pub case_url: String,
    /// Where changes are told.
    pub live: String,
    /// The body that is elected.
    pub body: String,
    /// The day of the election.
    pub election_on: String,
    /// Pack and overlay.
    pub rules: String,
    /// The stages.
    pub rail: Vec<RailStep>,
    /// Not a live election.
    pub rehearsal: bool,
    /// Address and words of what is next.
    pub next: Option<(String, String)>,
    /// Who acts next.
    pub who: String,
    /// By when, where a rule says so.
    pub due: Option<String>,
    /// The heading over what must hold to close the open stage.
    pub must: String,
    /// Addresses and names of the pages of this election.
    pub pages: Vec<(String, String)>,
}
