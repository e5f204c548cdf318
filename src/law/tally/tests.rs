//! Tests of the tally, with one village sheet and one Party sheet that have no finding.

mod errors;
mod field;
mod form;
mod ledger;
mod sheet;
mod total;
mod warnings;
mod words;

use super::*;
use crate::{
    body::{Body, Post, Round},
    rules::{Pack, Rules},
};

/// Rules that set these values and nothing else.
pub(super) fn rules(values: &str) -> Rules {
    let text = format!(
        "id = \"T\"\nkind = \"national\"\nfamily = \"villagers\"\nfrom = \"1990-01-01\"\n\
         title = {{ zh = \"x\", en = \"x\" }}\n[values]\n{values}"
    );
    let pack = Box::leak(Box::new(Pack::parse(&text).unwrap()));
    Rules { pack, overlay: None, local: None }
}

pub(super) fn value(name: &str, value: &str) -> String {
    format!("{name} = {{ value = {value}, law = \"T\", tag = \"V\" }}\n")
}

pub(super) fn setting(rules: &Rules, body: Body) -> Setting<'_> {
    Setting {
        rules,
        parameters: rules.parameters(body),
        scope: Scope::Whole,
        electors: Electors::default(),
        thresholds: Thresholds::default(),
        ledger: None,
    }
}

pub(super) fn lines(post: Post, seats: u32, ids: &[&str]) -> PostLines {
    let candidates = ids
        .iter()
        .map(|id| Candidate {
            id: CandidateId::new(id).unwrap(),
            name: WrittenName::new(&format!("王{id}")).unwrap(),
        })
        .collect();
    PostLines { post, seats, candidates, write_ins: true }
}

pub(super) fn village() -> Layout {
    Layout {
        body: Body::VillagersCommittee,
        round: Round::First,
        papers: Papers::Stock,
        channels: [
            Channel::Hall,
            Channel::Station,
            Channel::Mobile,
            Channel::Proxy,
            Channel::Scribe,
        ]
        .into(),
        inside_hall: [].into(),
        blank: Blank::Own,
        posts: vec![
            lines(Post::Director, 1, &["A", "B"]),
            lines(Post::Member, 2, &["C", "D", "E"]),
        ],
    }
}

pub(super) const VILLAGE: &str = "ballots.printed=120 ballots.issued=100 ballots.unused=15 \
    ballots.spoiled=5 issued.hall=60 issued.station=20 issued.mobile=5 issued.proxy=15 \
    issued.scribe=3 ballots.collected=98 ballots.valid=95 ballots.invalid=2 ballots.blank=1 \
    votes.director.A=60 votes.director.B=31 written.director.李四=2 votes.member.C=70 \
    votes.member.D=52 votes.member.E=40";

pub(super) fn party() -> Layout {
    Layout {
        body: Body::PartyCommittee,
        round: Round::First,
        papers: Papers::Stock,
        channels: [].into(),
        inside_hall: [].into(),
        blank: Blank::Absent,
        posts: vec![lines(Post::Member, 3, &["A", "B", "C", "D"])],
    }
}

pub(super) const PARTY: &str = "ballots.printed=50 ballots.issued=40 ballots.unused=9 \
    ballots.spoiled=1 ballots.specimens=3 ballots.clipped=6 ballots.collected=40 ballots.valid=39 \
    ballots.invalid=1 votes.member.A=35 against.member.A=2 abstain.member.A=1 votes.member.B=30 \
    against.member.B=5 abstain.member.B=2 votes.member.C=25 against.member.C=6 \
    abstain.member.C=3 votes.member.D=9 against.member.D=20 abstain.member.D=1 \
    written.member.李四=1";

pub(super) fn form_of(layout: Layout) -> Form {
    Form::new(layout).unwrap()
}

pub(super) fn field(text: &str) -> Field {
    text.parse().unwrap()
}

/// Figures of a text such as `ballots.valid=3 votes.member.A=2`.
pub(super) fn read(text: &str) -> Figures {
    let rows = text.split_whitespace().map(|row| {
        let (name, figure) = row.split_once('=').unwrap();
        (field(name), figure.parse().unwrap())
    });
    figures(rows).unwrap()
}

/// The same figures with some set anew; `-` takes one away.
pub(super) fn with(base: &str, edits: &str) -> Figures {
    let mut figures = read(base);
    for row in edits.split_whitespace() {
        let (name, figure) = row.split_once('=').unwrap();
        if figure == "-" {
            figures.remove(&field(name));
        } else {
            figures.insert(field(name), figure.parse().unwrap());
        }
    }
    figures
}

pub(super) fn numbers(findings: &[Finding]) -> String {
    findings.iter().map(|it| it.number.to_string()).collect::<Vec<_>>().join(" ")
}

/// The integers and fields of one finding: `98 99 ballots.valid ballots.collected`.
pub(super) fn details(findings: &[Finding], number: &str) -> String {
    let found = findings.iter().find(|it| it.number.to_string() == number).unwrap();
    let (left, right) = found.compared.integers().unwrap_or((-1, -1));
    let fields: Vec<_> = found.fields.iter().map(Field::to_string).collect();
    format!("{} {left} {right} {}", found.rule.0, fields.join(" "))
}

#[test]
fn a_field_typed_twice_is_refused() {
    let twice = [(field("written.member.张 三"), 1), (field("written.member.张三"), 2)];
    assert_eq!(figures(twice), Err(field("written.member.张三")));
    let once = figures([(field("ballots.valid"), 1), (field("ballots.blank"), 2)]).unwrap();
    assert_eq!(sums(&once), Sums::from([(field("ballots.valid"), 1), (field("ballots.blank"), 2)]));
}
