//! A sheet with what it is judged by: its form from the candidates, its setting from the rules.

use std::collections::BTreeSet;

use law::{
    body::Round,
    rules::Parameters,
    tally::{
        Blank, Candidate, CandidateId, Electors, EntererId, Finding, Form, Layout, Papers,
        PostLines, Scope, Setting, Sheet, Thresholds, WrittenName,
    },
};

use crate::{
    elections::case::Case,
    nomination::store::Candidate as Listed,
    shell::{
        Error,
        ids::{AccountId, SheetId},
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

/// The form of the first round's paper.
///
/// # Errors
/// No paper looks like that.
pub fn form(case: &Case, candidates: &[Listed]) -> Result<Form, Error> {
    let posts = case.facts.posts.iter().map(|of| PostLines {
        post: of.post,
        seats: of.seats,
        candidates: candidates
            .iter()
            .filter(|one| one.formal && one.post == of.post)
            .filter_map(|one| {
                Some(Candidate {
                    id: CandidateId::new(&one.candidacy_id.to_string())?,
                    name: WrittenName::new(&one.name)?,
                })
            })
            .collect(),
        write_ins: true,
    });
    let layout = Layout {
        body: case.at.body,
        round: Round::First,
        papers: Papers::Issued,
        channels: BTreeSet::new(),
        inside_hall: BTreeSet::new(),
        blank: Blank::Own,
        posts: posts.collect(),
    };
    Form::new(layout).map_err(|error| Error::internal(&error))
}

/// What the figures are judged by.
pub fn setting(case: &Case) -> Setting<'static> {
    Setting {
        rules: case.rules,
        parameters: Parameters::of(case.rules, case.at.body),
        scope: Scope::Whole,
        electors: Electors { should: Some(case.facts.roll.voters), present: None },
        thresholds: Thresholds::default(),
    }
}

/// A finding with its integers and fields, so that an explanation holds for it and no other.
pub fn finding_key(finding: &Finding) -> String {
    let integers = finding.compared.integers().map(|(left, right)| format!("{left},{right}"));
    let fields: Vec<String> = finding.fields.iter().map(ToString::to_string).collect();
    format!("{} {} {}", finding.number, integers.unwrap_or_default(), fields.join(" "))
}
