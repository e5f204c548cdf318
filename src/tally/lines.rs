//! The lines of a sheet and what its check found, in words, as they stand on the paper: ballots
//! first, then each post with its candidates.

use std::{collections::BTreeSet, fmt::Display};

use law::{
    body::Post,
    tally::{Field, Figures, Finding},
};

use super::sheet::{self, Kept};
use crate::{
    nomination::store::Candidate,
    shell::{form::Form, gates, kept, words::Words},
};

/// Lines that stand together on the paper.
pub struct Group {
    /// Ballots, or a post.
    pub title: String,
    /// The post; none of the ballots.
    pub post: Option<Post>,
    /// In the order of the ballot.
    pub lines: Vec<Line>,
}

/// A line of the paper.
pub struct Line {
    /// Name of the field.
    pub name: String,
    /// What stands before the figure.
    pub label: String,
    /// The figure, where one is shown.
    pub value: String,
    /// It is somebody's line: its form says who, for the page of a refusal.
    pub person: bool,
}

/// A line for a person written in, with the names of its fields.
pub struct WrittenLine {
    /// From 1.
    pub number: u32,
    /// Who.
    pub name: String,
    /// For what.
    pub post: String,
    /// How many votes.
    pub votes: String,
}

impl WrittenLine {
    /// The line of a number.
    pub fn new(number: u32) -> Self {
        let [name, post, votes] =
            ["name", "post", "votes"].map(|part| format!("written-{part}-{number}"));
        Self { number, name, post, votes }
    }
}

/// What the check found.
pub struct FindingLine {
    /// Which one.
    pub key: String,
    /// In words.
    pub text: String,
    /// Rule and article.
    pub source: String,
    /// It must be corrected; a warning can be explained.
    pub blocks: bool,
    /// Why the paper says so all the same.
    pub explanation: Option<String>,
}

impl FindingLine {
    /// The field of explaining it, the how manieth of its page it is.
    pub fn field(&self, number: impl Display) -> String {
        format!("explanation-{number}")
    }
}

/// Says fields of a sheet in words.
pub struct Labels<'a> {
    /// Everybody who stands, in the order of the ballot.
    pub candidates: &'a [Candidate],
    /// The language.
    pub words: &'a Words,
}

impl Labels<'_> {
    /// Fields with their figures, group by group.
    pub fn groups(
        &self,
        fields: impl IntoIterator<Item = Field>,
        figures: Option<&Figures>,
    ) -> Vec<Group> {
        let fields = self.ordered(fields);
        let mut groups: Vec<Group> = Vec::new();
        for field in fields {
            let of = post(&field);
            let title = match of {
                Some(post) => self.post(post),
                None => self.words.text("sheet-ballots"),
            };
            let figure = figures.and_then(|figures| figures.get(&field));
            let line = Line {
                name: field.to_string(),
                person: of.is_some(),
                label: self.short(&field),
                value: figure.map(ToString::to_string).unwrap_or_default(),
            };
            match groups.last_mut().filter(|group| group.title == title) {
                Some(group) => group.lines.push(line),
                None => groups.push(Group { title, post: of, lines: vec![line] }),
            }
        }
        groups
    }

    /// Every figure in a line of words, in the order of the paper.
    pub fn lines(&self, figures: &Figures) -> Vec<String> {
        let fields = self.ordered(figures.keys().cloned());
        let line = |field: &Field| {
            let figure = figures.get(field).copied().unwrap_or_default();
            let variables = [("name", self.whole(field).into()), ("n", figure.into())];
            self.words.text_with("sheet-line", &variables)
        };
        fields.iter().map(line).collect()
    }

    /// Fields in the order of the paper.
    pub fn ordered(&self, fields: impl IntoIterator<Item = Field>) -> Vec<Field> {
        let mut fields: Vec<Field> = fields.into_iter().collect();
        fields.sort_by_key(|field| self.place(field));
        fields
    }

    /// Fields that are to be looked at again, with the own figures.
    pub fn again(&self, fields: BTreeSet<Field>, own: &Figures) -> Vec<Line> {
        let line = |field: Field| Line {
            label: self.whole(&field),
            person: post(&field).is_some(),
            value: own.get(&field).map(ToString::to_string).unwrap_or_default(),
            name: field.to_string(),
        };
        fields.into_iter().map(line).collect()
    }

    /// What was typed into a form, field by field.
    pub fn sent(&self, form: &Form) -> Vec<(String, String)> {
        let typed = form.all().filter(|(name, text)| {
            !matches!(*name, "entry_key" | "on" | "seen") && !text.is_empty()
        });
        let typed = typed.filter(|(name, _)| !name.starts_with(kept::NAMED));
        typed
            .map(|(name, text)| {
                let label = match name.parse() {
                    Ok(field) => self.whole(&field),
                    Err(_) => kept::figure(name, &mut 0, self.words),
                };
                (label, text.to_owned())
            })
            .collect()
    }

    /// What the check found in the figures on which both agree.
    pub fn findings(&self, kept: &Kept) -> Vec<FindingLine> {
        let findings = kept.sheet.findings(&kept.setting).unwrap_or_default();
        findings.iter().map(|finding| self.finding(finding, kept)).collect()
    }

    /// What does not add up in figures of one person, whatever another one enters.
    pub fn mistakes(&self, kept: &Kept, own: &Figures) -> Vec<FindingLine> {
        let findings = law::tally::check(kept.sheet.form(), &law::tally::sums(own), &kept.setting);
        let blocking = findings.iter().filter(|finding| finding.number.blocks());
        blocking.map(|finding| self.line(finding, Some(own), kept)).collect()
    }

    /// What a finding says, with its number.
    pub fn said(&self, finding: &Finding, kept: &Kept) -> String {
        self.told(finding, kept.sheet.agreed())
    }

    fn told(&self, finding: &Finding, figures: Option<&Figures>) -> String {
        let fields: Vec<String> = finding.fields.iter().map(|field| self.whole(field)).collect();
        let (left, right) = finding.compared.integers().unwrap_or_default();
        let figure = |at: usize| {
            let field = finding.fields.get(at)?;
            figures.and_then(|figures| figures.get(field)).copied()
        };
        let first = finding.fields.first();
        let post = first.and_then(post).map(|post| self.post(post)).unwrap_or_default();
        let (first, whole) = (figure(0).unwrap_or_default(), figure(1).unwrap_or_default());
        let variables = [
            ("fields", fields.join(" · ").into()),
            ("left", left.into()),
            ("right", right.into()),
            ("post", post.into()),
            ("first", first.into()),
            ("whole", whole.into()),
            // a share is asked as percent · whole > 100 · part, the turnout as 2 · voted > registered
            ("part", (right / 100).into()),
            ("percent", (left / i64::from(whole.max(1))).into()),
        ];
        format!("{} {}", finding.number, self.words.text_with(&finding.number.key(), &variables))
    }

    fn finding(&self, finding: &Finding, kept: &Kept) -> FindingLine {
        self.line(finding, kept.sheet.agreed(), kept)
    }

    fn line(&self, finding: &Finding, figures: Option<&Figures>, kept: &Kept) -> FindingLine {
        FindingLine {
            key: sheet::finding_key(finding),
            text: self.told(finding, figures),
            source: format!(
                "{} · {}",
                gates::cite(kept.setting.rules.source(finding.rule), self.words),
                finding.rule.0
            ),
            blocks: finding.number.blocks(),
            explanation: kept.sheet.explanation(finding).map(|one| one.text.clone()),
        }
    }

    /// A field as it is called anywhere.
    pub fn whole(&self, field: &Field) -> String {
        let name = match field {
            Field::Votes(..) => self.candidate(field).map(|one| one.name.clone()),
            Field::Written(_, name) => Some(name.as_str().to_owned()),
            Field::Ballots(_) | Field::Issued(_) => None,
        };
        let post = post(field).map(|post| self.post(post)).unwrap_or_default();
        let variables = [("post", post.into()), ("name", name.unwrap_or_default().into())];
        self.words.text_with(&field.key(), &variables)
    }

    /// A field as it is called below its post.
    fn short(&self, field: &Field) -> String {
        match field {
            Field::Votes(..) => {
                self.candidate(field).map(|one| one.name.clone()).unwrap_or_default()
            }
            Field::Written(_, name) => {
                format!("{} {}", self.words.text("sheet-written"), name.as_str())
            }
            Field::Ballots(_) | Field::Issued(_) => self.whole(field),
        }
    }

    fn post(&self, post: Post) -> String {
        self.words.text(&format!("post-{}", post.word()))
    }

    fn candidate(&self, field: &Field) -> Option<&Candidate> {
        let Field::Votes(_, _, id) = field else { return None };
        self.candidates.iter().find(|one| one.candidacy_id.to_string() == id.as_str())
    }

    /// Where a field stands on the paper.
    fn place(&self, field: &Field) -> (Option<usize>, Option<i32>, Field) {
        let post = post(field).map(Post::rank);
        let rank = match field {
            Field::Written(..) => Some(i32::MAX),
            _ => self.candidate(field).map(|one| one.rank),
        };
        (post, rank, field.clone())
    }
}

fn post(field: &Field) -> Option<Post> {
    match field {
        Field::Votes(post, ..) | Field::Written(post, _) => Some(*post),
        Field::Ballots(_) | Field::Issued(_) => None,
    }
}
