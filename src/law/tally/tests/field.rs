use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

#[test]
fn names_that_differ_only_in_spaces_are_the_same() {
    let name = WrittenName::new("张三").unwrap();
    for text in
        ["张 三", " 张三 ", "张\u{3000}三", "张\u{200b}三", "\u{feff}张三", "张\u{200c}\u{200d}三"]
    {
        assert_eq!(WrittenName::new(text), Some(name.clone()), "{text:?}");
    }
    assert_ne!(WrittenName::new("张山"), Some(name.clone()));
    assert_eq!(name.as_str(), "张三");
    assert_eq!(WrittenName::new(" \u{3000}"), None);
}

#[test]
fn dots_of_names_are_one_sign() {
    let name = WrittenName::new("阿依\u{b7}古丽").unwrap();
    for dot in ['\u{2022}', '\u{2027}', '\u{30fb}', '\u{ff65}'] {
        assert_eq!(WrittenName::new(&format!("阿依{dot}古丽")), Some(name.clone()), "{dot}");
    }
    assert_eq!(name.as_str(), "阿依\u{b7}古丽");
}

#[test]
fn an_id_is_not_empty() {
    assert_eq!(CandidateId::new(""), None);
    assert_eq!(CandidateId::new("a.b").unwrap().as_str(), "a.b");
}

#[test]
fn fields_have_a_stable_text() {
    let id = CandidateId::new("a.1").unwrap();
    let cases = [
        (Field::Ballots(Ballots::Collected), "ballots.collected", "field-ballots-collected"),
        (Field::Issued(Channel::Mobile), "issued.mobile", "field-issued-mobile"),
        (Field::Votes(Post::Member, Answer::For, id.clone()), "votes.member.a.1", "field-votes"),
        (
            Field::Votes(Post::Secretary, Answer::Against, id.clone()),
            "against.secretary.a.1",
            "field-against",
        ),
        (Field::Votes(Post::Deputy, Answer::Abstain, id), "abstain.deputy.a.1", "field-abstain"),
        (
            Field::Written(Post::Director, WrittenName::new("张三").unwrap()),
            "written.director.张三",
            "field-written",
        ),
    ];
    for (field, text, key) in cases {
        assert_eq!(field.to_string(), text);
        assert_eq!(text.parse(), Ok(field.clone()));
        assert_eq!(field.key(), key);
    }
    let words: BTreeSet<_> =
        Ballots::ALL.into_iter().map(|it| format!("ballots.{}", it.word())).collect();
    for text in words.iter().cloned().chain(Channel::ALL.map(|it| format!("issued.{}", it.word())))
    {
        assert_eq!(text.parse::<Field>().unwrap().to_string(), text);
    }
    assert_eq!(words.len(), 10);
}

#[test]
fn other_texts_are_no_fields() {
    for text in [
        "",
        "ballots",
        "ballots.",
        "ballots.burnt",
        "issued.pigeon",
        "votes.member",
        "votes.member.",
        "votes.king.A",
        "likes.member.A",
        "written.member. ",
        "written.king.张三",
        "Ballots.valid",
    ] {
        assert!(text.parse::<Field>().is_err(), "{text}");
    }
}

fn any_post() -> impl Strategy<Value = Post> {
    proptest::sample::select(Post::ALL.to_vec())
}

proptest! {
    #[test]
    fn the_text_of_a_field_reads_back(
        post in any_post(),
        answer in proptest::sample::select(Answer::ALL.to_vec()),
        id in "\\PC{1,12}",
    ) {
        let votes = Field::Votes(post, answer, CandidateId::new(&id).unwrap());
        prop_assert_eq!(votes.to_string().parse(), Ok(votes));
        if let Some(name) = WrittenName::new(&id) {
            let written = Field::Written(post, name);
            prop_assert_eq!(written.to_string().parse(), Ok(written));
        }
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,40}") {
        if let Ok(field) = text.parse::<Field>() {
            prop_assert_eq!(field.to_string().parse(), Ok(field));
        }
    }
}
