use super::*;

/// The arrows drawn in the module's documentation.
fn drawn() -> Vec<(&'static str, &'static str)> {
    include_str!("../../stage.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("//!")?.trim().split_once(" --> "))
        .collect()
}

#[test]
fn the_drawing_shows_the_stages_as_they_follow() {
    let mut expected = vec![("[*]", Stage::ALL[0].word())];
    for stage in Stage::ALL {
        expected.push((stage.word(), stage.next().map_or("[*]", Stage::word)));
    }
    assert_eq!(drawn(), expected);
}

#[test]
fn each_stage_follows_the_one_before() {
    for pair in Stage::ALL.windows(2) {
        assert_eq!((pair[0].next(), pair[1].previous()), (Some(pair[1]), Some(pair[0])));
    }
    assert_eq!((Stage::Roll.previous(), Stage::Outcome.next()), (None, None));
}

#[test]
fn stages_and_requirements_are_found_by_their_words() {
    for stage in Stage::ALL {
        assert_eq!(Stage::from_word(stage.word()), Some(stage));
    }
    for what in What::ALL {
        assert_eq!(What::from_key(what.key()), Some(what));
    }
    assert_eq!((Stage::from_word("rolls"), What::from_key("roll")), (None, None));
    assert_eq!(BTreeSet::from(What::ALL).len(), What::ALL.len());
}
