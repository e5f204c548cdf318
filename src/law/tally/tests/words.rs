use std::collections::BTreeSet;

use super::*;

const ENGLISH: &str = include_str!("../../../../words/en.ftl");
const CHINESE: &str = include_str!("../../../../words/zh-CN.ftl");

fn text<'a>(words: &'a str, key: &str) -> Option<&'a str> {
    words.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))
}

fn variables(text: &str) -> BTreeSet<&str> {
    text.split("{ $")
        .skip(1)
        .filter_map(|rest| rest.split_once(" }"))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_finding_and_field_has_words_in_both_languages() {
    let ids = ["votes.member.A", "against.member.A", "abstain.member.A", "written.member.A"];
    let fields = ids
        .map(field)
        .into_iter()
        .chain(Ballots::ALL.map(Field::Ballots))
        .chain(Channel::ALL.map(Field::Issued));
    let keys = fields.map(|it| it.key()).chain(Number::ALL.map(Number::key));
    for key in keys {
        let (english, chinese) = (text(ENGLISH, &key), text(CHINESE, &key));
        assert!(english.is_some() && chinese.is_some(), "{key}");
        assert_eq!(variables(english.unwrap()), variables(chinese.unwrap()), "{key}");
    }
}

#[test]
fn the_table_lists_every_number_once() {
    let rows = include_str!("../../tally.rs").lines().filter_map(|line| {
        let cell = line.strip_prefix("//! | ")?.split(" |").next()?;
        Number::from_text(cell)
    });
    assert_eq!(rows.collect::<Vec<_>>(), Number::ALL);
    assert_eq!(BTreeSet::from(Number::ALL).len(), Number::ALL.len());
    assert_eq!(Number::from_text("F.201"), None);
}

#[test]
fn numbers_say_whether_they_block() {
    assert!(Number::F(101).blocks());
    assert!(!Number::W(201).blocks());
    assert_eq!(Number::W(201).key(), "finding-W-201");
    assert_eq!(Number::F(112).to_string(), "F.112");
}

#[test]
fn every_number_is_reachable() {
    let rules = rules(&value("proxy_max", "3"));
    let mut reached = BTreeSet::new();
    let mut reach = |layout: Layout, base: &str, edits: &str| {
        let mut setting = setting(&rules, layout.body);
        setting.electors = Electors { should: Some(99), present: Some(40) };
        setting.ledger = Some(Ledger {
            ballots: [(Ballots::Collected, 97)].into(),
            channels: [(Channel::Hall, 59)].into(),
        });
        let found = check(&form_of(layout), &sums(&with(base, edits)), &setting);
        reached.extend(found.into_iter().map(|it| it.number));
    };
    reach(village(), VILLAGE, "votes.member.C=- ballots.collected=10 ballots.issued=200");
    reach(village(), VILLAGE, "ballots.invalid=9 ballots.blank=9 written.member.王C=0");
    reach(village(), VILLAGE, "votes.member.C=96 votes.director.B=0 issued.scribe=101");
    reach(village(), VILLAGE, "votes.member.E=52 votes.director.B=49 issued.hall=1");
    reach(village(), VILLAGE, "votes.member.D=95 votes.member.E=50 issued.proxy=90");
    reach(village(), VILLAGE, "ballots.collected=101");
    reach(party(), PARTY, "ballots.specimens=2 ballots.collected=41 abstain.member.A=9");
    let blank = Layout { blank: Blank::Valid, ..village() };
    reach(blank, VILLAGE, "ballots.blank=99");
    let inside = Layout { inside_hall: [Channel::Proxy].into(), ..village() };
    reach(inside, VILLAGE, "issued.proxy=90");
    let zeros: Vec<_> = read(PARTY).into_keys().map(|it| format!("{it}=0")).collect();
    reach(party(), PARTY, &zeros.join(" "));
    assert_eq!(reached, BTreeSet::from(Number::ALL));
}
