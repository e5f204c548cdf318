use super::*;

const ENGLISH: &str = include_str!("../../../../words/en.ftl");
const CHINESE: &str = include_str!("../../../../words/zh-CN.ftl");

fn text<'a>(words: &'a str, key: &str) -> Option<&'a str> {
    words.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))
}

fn variables(text: &str) -> BTreeSet<&str> {
    let parts = text.split("{ $").skip(1);
    parts.filter_map(|rest| rest.split_once(" }")).map(|(name, _)| name).collect()
}

/// The variables that a requirement offers.
fn offered(requirement: &Requirement<'_>) -> BTreeSet<&'static str> {
    let compared: &[&str] = match requirement.compared {
        Compared::Numbers { .. } => &["left", "right"],
        Compared::Days { .. } => &["happened", "limit", "days"],
        Compared::Done(_) => &[],
    };
    let voted = (requirement.what == What::Turnout).then_some("voted");
    compared.iter().copied().chain(voted).chain(requirement.post.map(|_| "post")).collect()
}

/// What the gates ask, each with its variables: of a good election, entered late, and of a body
/// that is not carried.
fn asked() -> BTreeMap<What, BTreeSet<&'static str>> {
    let packs = [zhejiang(), rules("VC18", Some("HN")), more_asked()];
    let mut asked: BTreeMap<What, BTreeSet<&'static str>> = BTreeMap::new();
    for (body, rules) in packs.iter().flat_map(|rules| Body::ALL.map(|body| (body, rules))) {
        let mut facts = Facts { body, ..done() };
        // one that waits and came too late
        facts.roll.objections.push(objection("2020-11-06", None));
        // who is meant by a name was said on the day of the count
        facts.count.names_said_on = facts.count.closed_on;
        for stage in Stage::ALL {
            let gate = gate(stage, &facts, rules, day(D), day("2020-12-01"));
            for requirement in &gate.requirements {
                let offered = offered(requirement);
                let known = asked.entry(requirement.what).or_insert_with(|| offered.clone());
                assert_eq!(*known, offered, "{:?} is not always alike", requirement.what);
            }
        }
    }
    asked
}

#[test]
fn every_requirement_can_be_asked() {
    assert_eq!(asked().into_keys().collect::<Vec<_>>(), What::ALL);
}

#[test]
fn every_requirement_has_words_that_use_only_what_it_offers() {
    for (what, offered) in asked() {
        let key = format!("gate-{}", what.key());
        for words in [ENGLISH, CHINESE] {
            let text = text(words, &key).unwrap_or_else(|| panic!("{key}"));
            assert!(variables(text).is_subset(&offered), "{key}: {text}");
        }
    }
}

#[test]
fn every_stage_and_strength_has_words() {
    let stages = Stage::ALL.map(|stage| format!("stage-{}", stage.word()));
    let strengths = Strength::ALL.map(|strength| format!("strength-{}", strength.word()));
    for key in stages.into_iter().chain(strengths) {
        assert!(text(ENGLISH, &key).is_some() && text(CHINESE, &key).is_some(), "{key}");
    }
}

#[test]
fn no_words_are_left_of_requirements_that_nobody_asks() {
    let left: Vec<_> = ENGLISH
        .lines()
        .filter_map(|line| line.strip_prefix("gate-")?.split_once(" = "))
        .filter(|(key, _)| What::from_key(key).is_none())
        .collect();
    assert_eq!(left, []);
}
