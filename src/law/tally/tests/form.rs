use super::*;
use crate::reason::RuleId;

fn refused(base: fn() -> Layout, change: impl FnOnce(&mut Layout)) -> FormError {
    let mut layout = base();
    change(&mut layout);
    Form::new(layout).unwrap_err()
}

fn names(layout: Layout) -> String {
    form_of(layout).fields().iter().map(Field::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_village_sheet_has_its_fields() {
    assert_eq!(
        names(village()),
        "ballots.printed ballots.issued ballots.unused ballots.spoiled ballots.collected \
         ballots.valid ballots.invalid ballots.blank issued.hall issued.station issued.mobile \
         issued.proxy issued.scribe votes.director.A votes.director.B votes.member.C \
         votes.member.D votes.member.E"
    );
    assert_eq!(form_of(village()).layout(), &village());
}

#[test]
fn a_party_sheet_has_specimens_three_columns_and_no_blank() {
    let mut layout = party();
    layout.posts = vec![lines(Post::Member, 1, &["A"])];
    assert_eq!(
        names(layout.clone()),
        "ballots.printed ballots.issued ballots.unused ballots.spoiled ballots.specimens \
         ballots.clipped ballots.collected ballots.valid ballots.invalid votes.member.A \
         against.member.A abstain.member.A"
    );
    layout.papers = Papers::Issued;
    assert_eq!(
        names(layout),
        "ballots.issued ballots.collected ballots.valid ballots.invalid votes.member.A \
         against.member.A abstain.member.A"
    );
}

#[test]
fn the_sheet_of_a_group_starts_with_the_ballots_collected() {
    let mut layout = village();
    layout.papers = Papers::Collected;
    layout.channels.clear();
    layout.posts = vec![lines(Post::Director, 1, &["A"])];
    assert_eq!(
        names(layout.clone()),
        "ballots.collected ballots.valid ballots.invalid ballots.blank votes.director.A"
    );
    layout.papers = Papers::Issued;
    assert_eq!(
        names(layout),
        "ballots.issued ballots.collected ballots.valid ballots.invalid ballots.blank \
         votes.director.A"
    );
}

#[test]
fn only_rows_of_the_form_and_write_ins_are_admitted() {
    let mut layout = village();
    layout.posts[1].write_ins = false;
    let form = form_of(layout);
    for text in ["ballots.valid", "votes.member.C", "issued.scribe", "written.director.某人"] {
        assert!(form.admits(&field(text)), "{text}");
    }
    for text in [
        "ballots.clipped",
        "votes.member.A",
        "against.member.C",
        "issued.letter",
        "written.member.某人",
        "written.deputy.某人",
    ] {
        assert!(!form.admits(&field(text)), "{text}");
    }
}

#[test]
fn sheets_that_cannot_be_are_refused() {
    let director = Post::Director;
    assert_eq!(refused(village, |it| it.round = Round::PreElection), FormError::Round);
    assert_eq!(refused(village, |it| it.posts.clear()), FormError::NoPost);
    assert_eq!(refused(party, |it| it.posts[0].post = director), FormError::Post(director));
    assert_eq!(refused(village, |it| it.posts[1].post = director), FormError::PostTwice(director));
    assert_eq!(refused(village, |it| it.posts[0].seats = 0), FormError::NoSeats(director));
    let twice = |it: &mut Layout| it.posts[0] = lines(director, 1, &["A", "A"]);
    assert_eq!(refused(village, twice), FormError::CandidateTwice(director));
    assert_eq!(refused(village, |it| it.papers = Papers::Collected), FormError::Channels);
    let proxy = |it: &mut Layout| it.channels = [Channel::Proxy].into();
    assert_eq!(refused(party, proxy), FormError::Proxy);
    assert_eq!(refused(party, |it| it.blank = Blank::Own), FormError::Blank);
    assert_eq!(refused(village, |it| it.blank = Blank::Absent), FormError::Blank);
    for round in [Round::TieRevote, Round::Recall] {
        assert_eq!(refused(village, |it| it.round = round), FormError::WriteIns(director));
    }
}

#[test]
fn a_revote_without_write_ins_is_a_form() {
    for round in [Round::TieRevote, Round::Recall] {
        let mut layout = village();
        layout.round = round;
        layout.posts.iter_mut().for_each(|it| it.write_ins = false);
        assert!(Form::new(layout).is_ok());
    }
}

#[test]
fn what_stands_inside_the_hall_has_a_line_beside_the_hall() {
    let inside = |channel: Channel| move |it: &mut Layout| it.inside_hall = [channel].into();
    for channel in [Channel::Hall, Channel::Station, Channel::Scribe, Channel::Letter] {
        assert_eq!(refused(village, inside(channel)), FormError::Inside(channel));
    }
    let no_hall = |it: &mut Layout| {
        it.channels.remove(&Channel::Hall);
        it.inside_hall = [Channel::Mobile].into();
    };
    assert_eq!(refused(village, no_hall), FormError::Inside(Channel::Mobile));
    for channel in [Channel::Mobile, Channel::Proxy] {
        let mut layout = village();
        layout.inside_hall = [channel].into();
        assert!(Form::new(layout).is_ok());
    }
    let mut layout = village();
    layout.channels.insert(Channel::Letter);
    layout.inside_hall = [Channel::Letter].into();
    assert!(Form::new(layout).is_ok());
}

#[test]
fn refusals_of_law_name_their_rule() {
    assert_eq!(FormError::Proxy.rule(), Some(RuleId("P-13")));
    assert_eq!(FormError::Blank.rule(), Some(RuleId("P-17")));
    assert_eq!(FormError::WriteIns(Post::Member).rule(), Some(RuleId("C-10")));
    assert_eq!(FormError::NoPost.rule(), None);
}

#[test]
fn the_switch_of_blank_ballots_is_a_value_of_the_rules() {
    let of = |values: &str| Blank::of(&rules(values), Body::VillagersCommittee);
    assert_eq!(of(""), Blank::Own);
    for (word, blank) in [("own", Blank::Own), ("valid", Blank::Valid), ("invalid", Blank::Invalid)]
    {
        assert_eq!(of(&value("blank_ballots", &format!("\"{word}\""))), blank);
    }
    assert_eq!(Blank::of(&rules(""), Body::PartyCommittee), Blank::Absent);
}
