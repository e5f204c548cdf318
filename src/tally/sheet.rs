//! A sheet with what it is judged by: its form from the candidates, its setting from the rules.

use std::collections::BTreeSet;

use law::{
    body::{Body, Post, Round},
    facts::{PostFacts, SheetFacts},
    rules::{Parameters, Rules},
    stage::Stage,
    tally::{
        Ballots, Blank, Candidate, CandidateId, Channel, Electors, EntererId, Entry, Explanation,
        Field, Finding, Form, Layout, Ledger, Papers, PostLines, Scope, Setting, Sheet, State,
        Thresholds, WrittenName,
    },
};

use crate::{
    elections::case::Case,
    nomination::store::Candidate as Listed,
    shell::{
        Error,
        gates::GateLine,
        ids::{AccountId, CandidacyId, SheetId},
        words::Words,
    },
};

/// A sheet as it is kept, and what it is judged by.
pub struct Kept {
    /// Its key.
    pub sheet_id: SheetId,
    /// The sheet.
    pub sheet: Sheet,
    /// What it is judged by.
    pub setting: Setting<'static>,
}

/// What can be asked for a sheet, by one person, for another to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To open named fields again.
    Reopened,
    /// To throw the entries away and begin anew.
    StartedOver,
}

impl Asked {
    /// The word in the database and, after `sheet-`, in the words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reopened => "reopened",
            Self::StartedOver => "started_over",
        }
    }

    /// What a word means.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Reopened, Self::StartedOver].into_iter().find(|one| one.word() == word)
    }
}

/// Somebody who enters.
pub fn enterer(account_id: AccountId) -> EntererId {
    EntererId(account_id.0.unsigned_abs())
}

/// The form of the first round's paper: what became of the ballots, by which channels they went out
/// where there was more than one, and the votes. A channel that a late line of the ledger brings in
/// is a field without a figure, which the check names.
///
/// # Errors
/// No paper looks like that.
pub fn form(case: &Case, candidates: &[Listed], ledger: &Ledger) -> Result<Form, Error> {
    let formal = candidates.iter().filter(|one| one.formal);
    let formal = formal.map(|one| Formal {
        candidacy_id: one.candidacy_id,
        post: one.post,
        name: one.name.clone(),
    });
    Paper::of(case, ledger).form(&formal.collect::<Vec<_>>())
}

/// What the figures are judged by.
pub fn setting(case: &Case, ledger: &Ledger) -> Setting<'static> {
    Paper::of(case, ledger).setting()
}

/// What the first round's paper and its check follow from.
pub(super) struct Paper<'a> {
    /// The body that is elected.
    pub body: Body,
    /// The posts to be filled.
    pub posts: &'a [PostFacts],
    /// Pack and overlay.
    pub rules: &'static Rules,
    /// Persons on the roll.
    pub voters: u32,
    /// What was booked of the ballots.
    pub ledger: &'a Ledger,
}

/// A formal candidate, as the paper has him.
pub(super) struct Formal {
    /// His key.
    pub candidacy_id: CandidacyId,
    /// The post.
    pub post: Post,
    /// The name.
    pub name: String,
}

impl<'a> Paper<'a> {
    fn of(case: &'a Case, ledger: &'a Ledger) -> Self {
        let (posts, voters) = (&case.facts.posts, case.facts.roll.voters);
        Self { body: case.at.body, posts, rules: case.rules, voters, ledger }
    }

    /// The form.
    pub fn form(&self, formal: &[Formal]) -> Result<Form, Error> {
        let posts = self.posts.iter().map(|of| PostLines {
            post: of.post,
            seats: of.seats,
            candidates: formal
                .iter()
                .filter(|one| one.post == of.post)
                .filter_map(|one| {
                    Some(Candidate {
                        id: CandidateId::new(&one.candidacy_id.to_string())?,
                        name: WrittenName::new(&one.name)?,
                    })
                })
                .collect(),
            write_ins: true,
        });
        let issued = self.ledger.channels.keys().copied();
        let (scribes, ways): (BTreeSet<_>, BTreeSet<_>) =
            issued.partition(|channel| *channel == Channel::Scribe);
        let layout = Layout {
            body: self.body,
            round: Round::First,
            papers: Papers::Stock,
            // what scribes wrote is told wherever the ledger has it, one way or several
            channels: if ways.len() > 1 { &ways | &scribes } else { scribes },
            inside_hall: BTreeSet::new(),
            blank: Blank::of(self.rules, self.body),
            posts: posts.collect(),
        };
        Form::new(layout).map_err(|error| Error::internal(&error))
    }

    /// What the figures are judged by.
    pub fn setting(&self) -> Setting<'static> {
        Setting {
            rules: self.rules,
            parameters: Parameters::of(self.rules, self.body),
            scope: Scope::Whole,
            electors: Electors { should: Some(self.voters), present: None },
            thresholds: Thresholds::default(),
            ledger: Some(self.ledger.clone()),
        }
    }
}

/// A finding's key, who explained it, the explanation.
pub(super) type Explained = (String, AccountId, String);

/// The explanations of findings that stand; those of others are left out.
pub(super) fn explanations(findings: &[Finding], explained: Vec<Explained>) -> Vec<Explanation> {
    let explanation = |(key, account_id, text): Explained| {
        let finding = findings.iter().find(|one| finding_key(one) == key)?.clone();
        Some(Explanation { finding, by: enterer(account_id), text })
    };
    explained.into_iter().filter_map(explanation).collect()
}

/// What must hold to close the count; once no error is left, who has made an entry sees that the
/// ledger has its numbers. Where it has others, the check of the sheet says so (F.113).
pub fn gate(case: &mut Case, own: Option<&Entry>, state: State, words: &Words) -> Vec<GateLine> {
    if let (Some(own), State::Unexplained | State::Agreed) = (own, state) {
        let stated = |which| own.figures.get(&Field::Ballots(which)).copied();
        case.facts.count.issued = stated(Ballots::Issued);
        case.facts.count.collected = stated(Ballots::Collected);
    }
    if own.is_some() && state == State::Agreed {
        // signing is what the gate is for: it does not stand in its own way
        case.facts.count.sheet = SheetFacts::Definitive;
    }
    case.gate_lines(Stage::Count, words)
}

/// A finding with its integers and fields, so that an explanation holds for it and no other.
pub fn finding_key(finding: &Finding) -> String {
    let integers = finding.compared.integers().map(|(left, right)| format!("{left},{right}"));
    let fields: Vec<String> = finding.fields.iter().map(ToString::to_string).collect();
    format!("{} {} {}", finding.number, integers.unwrap_or_default(), fields.join(" "))
}
