//! A decision as a person would explain it: whether the vote is valid, who is elected and who not
//! and why, what happens next, each comparison with its integers and its article.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use law::{
    body::{Family, Post},
    outcome::{
        Count, Decision, Problem, Record,
        decision::{Next, TieReason},
        record::Base,
        validity::Check,
    },
    registry,
};
use serde::Deserialize;

use crate::{
    commands::{output, said::Said},
    shell::words::{FluentValue, Lang, Words},
};

/// The names that a record gives beside the ids; the outcome does not depend on them.
#[derive(Default, Deserialize)]
pub struct Names<'a> {
    #[serde(borrow)]
    candidates: Vec<Named<'a>>,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
}

/// All problems of a record, a line each.
pub fn problems(problems: &[Problem], words: &Words) -> String {
    let mut text = words.text("explain-problems");
    text.push('\n');
    for problem in problems {
        let path = if problem.path.is_empty() {
            words.text("explain-whole-record")
        } else {
            output::visible(&problem.path)
        };
        let message = worded(problem, words);
        let line = [("path", path.into()), ("problem", message.into())];
        text.push_str(&words.text_with("error-local", &line));
        text.push('\n');
    }
    text
}

fn worded(problem: &Problem, words: &Words) -> String {
    // as text: a number would get separators that depend on the language
    let variables: Vec<_> = ["a", "b"]
        .into_iter()
        .zip(problem.what.numbers())
        .map(|(name, number)| (name, FluentValue::from(number.to_string())))
        .collect();
    words.text_with(&format!("problem-{}", problem.what.key()), &variables)
}

/// The whole explanation of a decision.
pub fn page(count: &Count, decision: &Decision, names: &Names, words: &Words) -> String {
    let page = Page {
        decision,
        family: count.record().body.family(),
        names: names
            .candidates
            .iter()
            .filter_map(|one| Some((one.id.as_ref(), one.name.as_deref()?)))
            .collect(),
        words,
        said: Said::in_one(words),
    };
    let mut text = page.head(count);
    text.push_str(&page.checks());
    text.push_str(&page.outcome());
    text.push_str(&page.bars());
    text.push_str(&page.next());
    text.push_str(&page.remarks(count.record()));
    text
}

struct Page<'p> {
    decision: &'p Decision<'p>,
    family: Family,
    names: HashMap<&'p str, &'p str>,
    words: &'p Words,
    said: Said,
}

impl Page<'_> {
    fn head(&self, count: &Count) -> String {
        let record = count.record();
        let rules: Vec<&str> =
            [Some(self.decision.pack), self.decision.overlay].into_iter().flatten().collect();
        let mut text = self.line(
            "explain-head",
            &[
                ("body", self.words.text(&format!("body-{}", record.body.word())).into()),
                ("round", self.words.text(&format!("round-{}", record.round.word())).into()),
                ("rules", rules.join(" + ").into()),
            ],
        );
        if self.decision.draft {
            text.push_str(&self.line("packs-draft", &[]));
        }
        let ballots = self.decision.ballots;
        let number = |number: i64| FluentValue::from(number.to_string());
        text.push_str(&self.line(
            "explain-ballots",
            &[
                ("issued", number(ballots.issued.into())),
                ("collected", number(ballots.collected.into())),
                ("valid", number(ballots.valid)),
                ("invalid", number(ballots.invalid.into())),
                ("blank", number(ballots.blank.into())),
            ],
        ));
        text
    }

    /// The checks of validity, one a line.
    fn checks(&self) -> String {
        let verdict = if self.decision.valid { "explain-valid" } else { "explain-void" };
        let mut text = format!("\n{}", self.line(verdict, &[]));
        let of_validity = self.decision.checks.iter().filter(|check| check.candidate.is_none());
        let rows: Vec<Vec<String>> =
            of_validity.map(|check| self.comparison(check, None)).collect();
        text.push_str(&indented(&rows));
        text
    }

    /// Votes against the bar, the best of each post first.
    fn bars(&self) -> String {
        let rows: Vec<Vec<String>> = self
            .decision
            .checks
            .iter()
            .filter_map(|check| Some(self.comparison(check, Some(check.candidate?))))
            .collect();
        if rows.is_empty() {
            return String::new();
        }
        format!("\n{}{}", self.line("explain-bars", &[]), indented(&rows))
    }

    fn comparison(&self, check: &Check, candidate: Option<&str>) -> Vec<String> {
        let holds = if check.holds { "explain-holds" } else { "explain-fails" };
        let about = match (check.post, candidate) {
            (Some(post), Some(id)) => format!("{} {}", self.post(post), self.name(id)),
            // the rule's title speaks of void votes, also where nothing is wrong
            (Some(post), None) if check.rule.0 == "C-16" => {
                format!("{} {}", self.words.text("explain-more-candidates"), self.post(post))
            }
            (Some(post), None) => format!("{} {}", self.title(check.rule.0), self.post(post)),
            _ => self.title(check.rule.0),
        };
        vec![
            about,
            compared(check),
            self.words.text(holds),
            check.rule.0.to_owned(),
            self.said.source(check.source),
        ]
    }

    /// Elected, ties, those who gave way, empty seats.
    fn outcome(&self) -> String {
        let decision = self.decision;
        let elected = decision.elected.iter().map(|one| {
            let mut row = vec![
                self.post(one.post),
                self.name(one.candidate),
                self.with("explain-votes", &[("votes", one.votes.to_string().into())]),
            ];
            row.extend(one.women_seat.then(|| self.words.text("explain-womens-seat")));
            row
        });
        let ties = decision.ties.iter().map(|tie| {
            let reason = match tie.reason {
                TieReason::LastSeat => "explain-tie-last-seat",
                TieReason::Kin => "explain-tie-kin",
            };
            let who: Vec<_> = tie.candidates.iter().map(|id| self.name(id)).collect();
            let seats = [("seats", tie.seats.to_string().into())];
            vec![self.post(tie.post), self.list(&who), self.with(reason, &seats)]
        });
        let kin = decision.kin_excluded.iter().map(|one| {
            let kin = [("kin", self.name(one.kin_of).into())];
            vec![self.post(one.post), self.name(one.candidate), self.with("explain-kin-of", &kin)]
        });
        let vacant = decision.vacant.iter().map(|one| {
            let key = if one.women_only { "explain-seats-women" } else { "explain-seats" };
            vec![self.post(one.post), self.with(key, &[("seats", one.seats.to_string().into())])]
        });
        let uncounted = decision.tally.iter().filter(|line| !line.counted);
        let uncounted = uncounted.map(|line| vec![self.name(line.candidate)]);
        [
            self.section("explain-elected", &elected.collect::<Vec<_>>()),
            self.section("explain-ties", &ties.collect::<Vec<_>>()),
            self.section("explain-kin-excluded", &kin.collect::<Vec<_>>()),
            self.section("explain-vacant", &vacant.collect::<Vec<_>>()),
            self.section("explain-uncounted", &uncounted.collect::<Vec<_>>()),
        ]
        .concat()
    }

    fn next(&self) -> String {
        let next = match self.decision.next {
            Next::Declare => "explain-next-declare",
            Next::TieRevote => "explain-next-tie-revote",
            Next::AnotherElection => "explain-next-another-election",
            Next::MayConvene => "explain-next-may-convene",
            Next::Rerun => "explain-next-rerun",
            Next::Repeat => "explain-next-repeat",
        };
        let mut text = format!("\n{}", self.line(next, &[]));
        if self.decision.may_convene && self.decision.next == Next::Repeat {
            text.push_str(&self.line("explain-may-convene", &[]));
        }
        if self.decision.may_reduce_seats {
            text.push_str(&self.line("explain-may-reduce", &[]));
        }
        let rows: Vec<Vec<String>> = self
            .decision
            .next_candidates
            .iter()
            .map(|next| {
                let who: Vec<_> = next.candidates.iter().map(|id| self.name(id)).collect();
                let mut row = vec![self.post(next.post), self.list(&who)];
                row.extend(next.women_only.then(|| self.words.text("explain-women-only")));
                row
            })
            .collect();
        text.push_str(&indented(&rows));
        text
    }

    /// What the figures do not decide and a person has to see to.
    fn remarks(&self, record: &Record) -> String {
        let mut remarks = Vec::new();
        if let Base::Villagers { registered } = record.base {
            let ballots = record.ballots;
            let above = [
                ("explain-issued-above-roll", ballots.issued),
                ("explain-collected-above-roll", ballots.collected),
            ];
            for (key, number) in above.into_iter().filter(|(_, number)| *number > registered) {
                let numbers = [
                    ("number", number.to_string().into()),
                    ("registered", registered.to_string().into()),
                ];
                remarks.push(vec![self.with(key, &numbers)]);
            }
        }
        let differs = record.parameters.difference && self.family != Family::Party;
        if differs && self.decision.next == Next::AnotherElection {
            let short = Post::ALL.into_iter().filter_map(|post| self.too_few(post));
            remarks.extend(short.map(|remark| vec![remark]));
        }
        self.section("explain-remarks", &remarks)
    }

    /// That the candidates of another election are not more than the seats of a post (C-16).
    fn too_few(&self, post: Post) -> Option<String> {
        let vacant = self.decision.vacant.iter().filter(|one| one.post == post);
        let seats: i64 = vacant.map(|one| one.seats).sum();
        let next = self.decision.next_candidates.iter().filter(|one| one.post == post);
        let candidates: HashSet<&str> =
            next.flat_map(|one| one.candidates.iter().copied()).collect();
        let enough = i64::try_from(candidates.len()).is_ok_and(|number| number > seats);
        (seats > 0 && !enough).then(|| {
            let parts = [
                ("post", self.post(post).into()),
                ("seats", seats.into()),
                ("candidates", candidates.len().into()),
            ];
            self.with("explain-too-few", &parts)
        })
    }

    fn section(&self, head: &str, rows: &[Vec<String>]) -> String {
        if rows.is_empty() {
            return String::new();
        }
        format!("\n{}{}", self.line(head, &[]), indented(rows))
    }

    fn line(&self, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        let mut line = self.with(key, variables);
        line.push('\n');
        line
    }

    fn with(&self, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        self.words.text_with(key, variables)
    }

    fn list(&self, items: &[String]) -> String {
        items.join(&self.words.text("value-separator"))
    }

    /// The name with the id, or the id alone where the record gives no name.
    fn name(&self, id: &str) -> String {
        let shown = output::visible(id);
        match self.names.get(id) {
            Some(name) if *name != id => {
                let name = output::visible(name);
                self.with("explain-name", &[("name", name.into()), ("id", shown.into())])
            }
            _ => shown,
        }
    }

    fn post(&self, post: Post) -> String {
        let party = self.family == Family::Party && post == Post::Deputy;
        let word = if party { "deputy-secretary" } else { post.word() };
        self.words.text(&format!("post-{word}"))
    }

    fn title(&self, rule: &str) -> String {
        let title = registry::find(rule).map(|rule| &rule.title);
        title.map_or_else(
            || rule.to_owned(),
            |title| match self.words.lang() {
                Lang::ZhCn => title.zh.clone(),
                Lang::En => title.en.clone(),
            },
        )
    }
}

/// `2 × 700 = 1400 > 1200`: what was counted, and what the comparison needs of it.
fn compared(check: &Check) -> String {
    let product = |times: u32, number: i64| {
        (times > 1).then(|| format!("{times} × {}", number / i64::from(times)))
    };
    let (left, right) = check.times;
    let left = product(left, check.left).map(|product| format!("{product} = "));
    let right = product(right, check.right).map(|product| format!(" = {product}"));
    let (left, right) = (left.unwrap_or_default(), right.unwrap_or_default());
    format!("{left}{} {} {}{right}", check.left, check.op.sign(), check.right)
}

fn indented(rows: &[Vec<String>]) -> String {
    let mut rows = rows.to_vec();
    for first in rows.iter_mut().filter_map(|row| row.first_mut()) {
        first.insert_str(0, "  ");
    }
    output::table(&rows)
}
