use proptest::prelude::*;

use super::*;

fn definitive(layout: &Layout, text: &str) -> Sheet {
    let rules = rules("");
    let setting = Setting { scope: Scope::Part, ..setting(&rules, layout.body) };
    let mut sheet = Sheet::new(form_of(layout.clone()));
    sheet.enter(&setting, EntererId(1), read(text)).unwrap();
    sheet.enter(&setting, EntererId(2), read(text)).unwrap();
    for finding in sheet.findings(&setting).unwrap() {
        sheet.explain(&setting, EntererId(1), &finding, "as on the paper").unwrap();
    }
    sheet.finish(&setting, EntererId(1)).unwrap();
    sheet
}

fn votes(figures: &CountFigures) -> Vec<String> {
    let row = |it: &PersonVotes| {
        let name = match &it.person {
            Person::Candidate(id) => id.as_str(),
            Person::Written(name) => name.as_str(),
        };
        let more = it.against_abstain.map(|(no, none)| format!(" -{no} ~{none}"));
        format!("{} {name} {}{}", it.post.word(), it.votes, more.unwrap_or_default())
    };
    figures.votes.iter().map(row).collect()
}

#[test]
fn groups_add_up_field_by_field_and_name_by_name() {
    let layout = village();
    let first = definitive(&layout, VILLAGE);
    let text = VILLAGE.replace("director.李四", "member.李四");
    let second = definitive(&layout, &text);
    let totals = total(&[&first, &second]).unwrap();
    assert_eq!(totals.form, form_of(layout));
    assert_eq!(totals.sums[&field("ballots.collected")], 196);
    assert_eq!(totals.sums[&field("issued.scribe")], 6);
    let figures = totals.count_figures();
    assert_eq!(figures.issued, Some(200));
    assert_eq!((figures.collected, figures.invalid, figures.blank), (196, 4, 2));
    assert_eq!(
        votes(&figures),
        [
            "director A 120",
            "director B 62",
            "director 李四 2",
            "member C 140",
            "member D 104",
            "member E 80",
            "member 李四 2",
        ]
    );
}

#[test]
fn a_party_count_has_three_answers_and_no_blank() {
    let totals = total(&[&definitive(&party(), PARTY)]).unwrap();
    let figures = totals.count_figures();
    assert_eq!(figures.issued, Some(40));
    assert_eq!((figures.collected, figures.invalid, figures.blank), (40, 1, 0));
    assert_eq!(
        votes(&figures),
        [
            "member A 35 -2 ~1",
            "member B 30 -5 ~2",
            "member C 25 -6 ~3",
            "member D 9 -20 ~1",
            "member 李四 1",
        ]
    );
}

#[test]
fn blank_ballots_are_taken_out_of_the_invalid_ones() {
    let group = |blank| Layout {
        papers: Papers::Collected,
        channels: [].into(),
        blank,
        posts: vec![lines(Post::Director, 1, &["A"])],
        ..village()
    };
    let count = |blank, valid, invalid| {
        let text = format!(
            "ballots.collected=100 ballots.valid={valid} ballots.invalid={invalid} \
             ballots.blank=2 votes.director.A=60"
        );
        total(&[&definitive(&group(blank), &text)]).unwrap().count_figures()
    };
    for (blank, valid, invalid) in
        [(Blank::Own, 95, 3), (Blank::Valid, 97, 3), (Blank::Invalid, 95, 5)]
    {
        let figures = count(blank, valid, invalid);
        assert_eq!(figures.issued, None);
        assert_eq!((figures.collected, figures.invalid, figures.blank), (100, 3, 2));
    }
}

#[test]
fn only_definitive_sheets_of_one_form_are_added() {
    assert_eq!(total(&[]), Err(TotalError::NoSheet));
    let first = definitive(&village(), VILLAGE);
    let empty = Sheet::new(form_of(village()));
    assert_eq!(total(&[&first, &empty]), Err(TotalError::NotDefinitive(1)));
    let other = definitive(&party(), PARTY);
    assert_eq!(total(&[&first, &first, &other]), Err(TotalError::OtherForm(2)));
}

proptest! {
    #[test]
    fn totals_add_up(votes in proptest::collection::vec((0..=MAX_FIGURE / 2, 0..=MAX_FIGURE / 2), 1..5)) {
        let layout = Layout {
            papers: Papers::Collected,
            channels: [].into(),
            posts: vec![lines(Post::Director, 1, &["A"])],
            ..village()
        };
        let sheets: Vec<Sheet> = votes
            .iter()
            .map(|(votes, others)| {
                let collected = votes + others;
                definitive(&layout, &format!(
                    "ballots.collected={collected} ballots.valid={collected} ballots.invalid=0 \
                     ballots.blank=0 votes.director.A={votes} written.director.李四={others}"
                ))
            })
            .collect();
        let all: Vec<&Sheet> = sheets.iter().collect();
        let totals = total(&all).unwrap();
        let sum: i64 = votes.iter().map(|(votes, _)| i64::from(*votes)).sum();
        prop_assert_eq!(totals.sums[&field("votes.director.A")], sum);
        for (name, sum) in &totals.sums {
            let apart: i64 = sheets.iter().map(|it| i64::from(it.definitive().unwrap()[name])).sum();
            prop_assert_eq!(*sum, apart);
        }
    }
}
