//! Special approvals 特批 as gates, case files and papers tell of them.

use chrono::NaiveDate;
use law::{
    approval::State,
    body::Post,
    stage::{self, Approval, ApprovalKey, Compared, Gate, Requirement, Stage, What},
};

use crate::{
    elections::case::Case,
    shell::{
        gates::{self, GateLine},
        ids::{AccountId, ApprovalId, PaperDecisionId},
        mandate::{AtElection, Role},
        urls,
        words::{Lang, Words},
    },
};

/// A special approval: asked for, and perhaps answered.
#[derive(Clone, Debug)]
pub struct Special {
    /// Its key.
    pub approval_id: ApprovalId,
    /// The stage that it is about.
    pub stage: Stage,
    /// What it lets pass.
    pub what: What,
    /// The rule behind that.
    pub rule: String,
    /// The post it is about.
    pub post: Option<Post>,
    /// What was compared when it was asked for.
    pub compared: Compared,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: AccountId,
    /// How that person is shown.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// The campaign's day.
    pub asked_on: NaiveDate,
    /// The paper that it rests on.
    pub paper: Option<PaperOf>,
    /// The answer; `None` while it waits.
    pub answered: Option<Answered>,
}

/// The paper that an approval rests on.
#[derive(Clone, Copy, Debug)]
pub struct PaperOf {
    /// Its key.
    pub paper_decision_id: PaperDecisionId,
    /// Where it stands.
    pub state: State,
}

/// An answer, by whom and when.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Which.
    pub answer: Answer,
    /// How the person is shown.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// The campaign's day.
    pub on: NaiveDate,
    /// Why it was declined.
    pub reason: Option<String>,
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It may pass.
    Agreed,
    /// It may not.
    Declined,
    /// Whoever asked took it back.
    TakenBack,
}

impl Answer {
    /// The word in the store and, after `approval-state-`, in the words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Declined => "declined",
            Self::TakenBack => "taken_back",
        }
    }

    /// The answer of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Agreed, Self::Declined, Self::TakenBack].into_iter().find(|one| one.word() == word)
    }
}

impl Special {
    /// Whether it was agreed to, and the paper that it rests on still counts.
    pub fn counts(&self) -> bool {
        let agreed = self.answered.as_ref().is_some_and(|one| one.answer == Answer::Agreed);
        agreed && self.paper.is_none_or(|paper| paper.state.counts())
    }

    /// As gates see it, where it counts.
    pub fn approval(&self) -> Option<Approval> {
        self.counts().then_some(Approval {
            key: ApprovalKey(self.approval_id.0),
            stage: self.stage,
            what: self.what,
            post: self.post,
            compared: self.compared,
        })
    }

    /// The word of where it stands, after `approval-state-`.
    pub fn state(&self) -> &'static str {
        match &self.answered {
            None => "waiting",
            Some(one) if one.answer == Answer::Agreed && !self.counts() => "gone",
            Some(one) => one.answer.word(),
        }
    }

    /// What fails, as its gate says it.
    pub fn sentence(&self, election_on: NaiveDate, words: &Words) -> String {
        failing((self.what, self.post, self.compared), election_on, words)
    }

    /// Its page.
    pub fn url(&self, at: &AtElection) -> String {
        at.to(urls::APPROVAL).replace("{approval}", &self.approval_id.to_string())
    }

    /// Who asked or agreed, when, and why.
    pub fn told(&self, words: &Words) -> String {
        let agreed = self.answered.as_ref().filter(|one| one.answer == Answer::Agreed);
        let (key, by, role, on) = match agreed {
            Some(one) => ("approval-told-agreed", &one.by, one.role, one.on),
            None => ("approval-told-asked", &self.by, self.role, self.asked_on),
        };
        let role = words.text(&format!("role-{}", role.word()));
        let variables = [
            ("by", by.as_str().into()),
            ("role", role.into()),
            ("on", gates::day(on, words).into()),
            ("reason", self.reason.as_str().into()),
        ];
        words.text_with(key, &variables)
    }
}

/// Puts the special approvals beside what they let pass or are asked for.
pub fn beside_all(case: &Case, gate: &Gate, lines: &mut [GateLine], words: &Words) {
    for (line, one) in lines.iter_mut().zip(&gate.requirements) {
        let special = beside(&case.specials, gate.stage, one);
        line.special = special.map(|special| gates::Special {
            text: special.told(words),
            url: special.url(&case.at),
            agreed: one.approved.is_some(),
        });
    }
}

/// The approval that lets a requirement pass, or else the one that is asked for it.
fn beside<'s>(specials: &'s [Special], stage: Stage, one: &Requirement<'_>) -> Option<&'s Special> {
    if let Some(key) = one.approved {
        return specials.iter().find(|special| special.approval_id.0 == key.0);
    }
    let blocks = !one.holds && one.strength == stage::Strength::Block;
    let asked = |special: &&Special| {
        special.answered.is_none()
            && (special.stage, special.what, special.post) == (stage, one.what, one.post)
    };
    specials.iter().rev().find(asked).filter(|_| blocks)
}

/// What did not hold, without what its gate tells to do about it.
fn fact(case: &Case, one: &Requirement<'_>, words: &Words) -> String {
    if let Compared::Days { happened, limit, .. } = one.compared {
        let [happened, limit] = [happened, limit].map(|on| gates::day(on, words).into());
        return words.text_with("approval-fact-days", &[("happened", happened), ("limit", limit)]);
    }
    failing((one.what, one.post, one.compared), case.facts.election_on, words)
}

/// The sentence of a gate that says what fails; those after it tell what to do, which an approval spares.
fn failing(what: (What, Option<Post>, Compared), election_on: NaiveDate, words: &Words) -> String {
    let said = gates::said(false, what, election_on, words);
    let end = if words.lang() == Lang::ZhCn { "。" } else { ". " };
    said.split_once(end).map_or(said.clone(), |(fact, _)| fact.to_owned())
}

/// What the result report says in its remarks: every requirement that was let pass to close a stage.
pub fn remarks(case: &Case) -> Option<String> {
    let words = Words::new(Lang::ZhCn);
    let approved = stage::approved(&case.facts, case.rules, case.today().0);
    let told = approved.iter().filter_map(|(stage, one)| {
        let special = beside(&case.specials, *stage, one)?;
        let variables = [
            ("stage", words.text(&format!("stage-{}", stage.word())).into()),
            ("fact", fact(case, one, &words).into()),
            ("source", gates::cite(one.source, &words).into()),
            ("told", special.told(&words).into()),
        ];
        Some(words.text_with("approval-remark", &variables))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(""))
}
