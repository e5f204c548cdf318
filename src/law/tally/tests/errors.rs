use super::*;

fn found(layout: Layout, base: &str, edits: &str) -> Vec<Finding> {
    let rules = rules("");
    let setting = Setting { scope: Scope::Part, ..setting(&rules, layout.body) };
    let mut found = check(&form_of(layout), &sums(&with(base, edits)), &setting);
    found.retain(|it| it.number.blocks());
    found
}

fn in_village(edits: &str) -> String {
    numbers(&found(village(), VILLAGE, edits))
}

fn in_party(edits: &str) -> String {
    numbers(&found(party(), PARTY, edits))
}

#[test]
fn the_two_sample_sheets_have_no_error() {
    assert_eq!(in_village(""), "");
    assert_eq!(in_party(""), "");
}

#[test]
fn f101_every_field_has_a_figure() {
    let missing = found(village(), VILLAGE, "votes.member.C=- issued.scribe=-");
    assert_eq!(numbers(&missing), "F.101");
    assert_eq!(details(&missing, "F.101"), "H2 -1 -1 issued.scribe votes.member.C");
    let rules = rules("");
    let nothing =
        check(&form_of(village()), &Sums::new(), &setting(&rules, Body::VillagersCommittee));
    assert_eq!(numbers(&nothing), "F.101");
    assert_eq!(nothing[0].fields.len(), 18);
}

#[test]
fn f102_valid_invalid_and_blank_make_up_the_collected() {
    assert_eq!(in_village("ballots.invalid=1"), "F.102");
    assert_eq!(in_village("ballots.blank=2"), "F.102");
    let sheet = found(village(), VILLAGE, "ballots.collected=99");
    assert_eq!(
        details(&sheet, "F.102"),
        "C-06 98 99 ballots.valid ballots.invalid ballots.blank ballots.collected"
    );
    assert_eq!(in_party("ballots.invalid=0"), "F.102");
}

#[test]
fn f102_blank_ballots_stand_where_the_county_counts_them() {
    for blank in [Blank::Valid, Blank::Invalid] {
        let layout = || Layout { blank, ..village() };
        assert_eq!(numbers(&found(layout(), VILLAGE, "")), "F.102");
        let sheet = found(layout(), VILLAGE, "ballots.valid=96");
        assert_eq!(numbers(&sheet), "");
        let sheet = found(layout(), VILLAGE, "ballots.valid=96 ballots.invalid=3");
        assert_eq!(
            details(&sheet, "F.102"),
            "C-06 99 98 ballots.valid ballots.invalid ballots.collected"
        );
    }
}

#[test]
fn f103_blank_ballots_are_no_more_than_what_contains_them() {
    let invalid = || Layout { blank: Blank::Invalid, ..village() };
    let edits = |blank| format!("ballots.valid=96 ballots.blank={blank}");
    assert_eq!(numbers(&found(invalid(), VILLAGE, &edits(2))), "");
    let sheet = found(invalid(), VILLAGE, &edits(3));
    assert_eq!(numbers(&sheet), "F.103");
    assert_eq!(details(&sheet, "F.103"), "C-06 3 2 ballots.blank ballots.invalid");
    let valid = || Layout { blank: Blank::Valid, ..village() };
    let none = "votes.director.A=0 votes.director.B=0 written.director.李四=0 votes.member.C=0 \
                votes.member.D=0 votes.member.E=0 ballots.valid=96 ballots.blank=";
    assert_eq!(numbers(&found(valid(), VILLAGE, &format!("{none}96"))), "");
    let sheet = found(valid(), VILLAGE, &format!("{none}97"));
    assert_eq!(details(&sheet, "F.103"), "C-06 97 96 ballots.blank ballots.valid");
    assert_eq!(numbers(&sheet), "F.103");
    assert_eq!(in_village("ballots.blank=90"), "F.102");
}

#[test]
fn f104_the_printed_are_issued_unused_or_spoiled() {
    for edit in ["ballots.printed=119", "ballots.unused=16", "ballots.spoiled=4"] {
        assert_eq!(in_village(edit), "F.104");
    }
    let sheet = found(village(), VILLAGE, "ballots.printed=121");
    assert_eq!(
        details(&sheet, "F.104"),
        "C-02 121 120 ballots.printed ballots.issued ballots.unused ballots.spoiled"
    );
    let sheet = found(party(), PARTY, "ballots.printed=51");
    assert!(details(&sheet, "F.104").starts_with("P-18 51 50"));
}

#[test]
fn f105_the_channels_make_up_the_issued() {
    for channel in ["hall=61", "station=19", "mobile=6", "proxy=16"] {
        assert_eq!(in_village(&format!("issued.{channel}")), "F.105");
    }
    let sheet = found(village(), VILLAGE, "issued.hall=59");
    assert_eq!(
        details(&sheet, "F.105"),
        "V-58 100 99 ballots.issued issued.hall issued.station issued.mobile issued.proxy"
    );
    let none = Layout { channels: [Channel::Scribe].into(), ..village() };
    assert_eq!(numbers(&found(none, VILLAGE, "")), "");
}

#[test]
fn f106_what_the_hall_contains_is_not_added_and_no_more_than_the_hall() {
    let inside = || Layout { inside_hall: [Channel::Mobile, Channel::Proxy].into(), ..village() };
    assert_eq!(numbers(&found(inside(), VILLAGE, "")), "F.105");
    let edits = |mobile| format!("issued.hall=80 issued.proxy=40 issued.mobile={mobile}");
    assert_eq!(numbers(&found(inside(), VILLAGE, &edits(40))), "");
    assert_eq!(numbers(&found(inside(), VILLAGE, &edits(39))), "");
    let sheet = found(inside(), VILLAGE, &edits(41));
    assert_eq!(numbers(&sheet), "F.106");
    assert_eq!(details(&sheet, "F.106"), "V-58 81 80 issued.mobile issued.proxy issued.hall");
}

#[test]
fn f107_no_more_is_issued_than_printed() {
    let edits = |printed| format!("ballots.printed={printed} ballots.unused=0 ballots.spoiled=0");
    assert_eq!(in_village(&edits(100)), "");
    assert_eq!(in_village(&edits(101)), "F.104");
    assert_eq!(in_village(&edits(99)), "F.104 F.107");
    let sheet = found(village(), VILLAGE, &edits(99));
    assert_eq!(details(&sheet, "F.107"), "C-02 100 99 ballots.issued ballots.printed");
}

#[test]
fn f108_unused_ballots_of_the_party_are_kept_or_clipped() {
    for edit in ["ballots.specimens=2", "ballots.clipped=7"] {
        assert_eq!(in_party(edit), "F.108");
    }
    let sheet = found(party(), PARTY, "ballots.specimens=4");
    assert_eq!(
        details(&sheet, "F.108"),
        "P-18 9 10 ballots.unused ballots.specimens ballots.clipped"
    );
}

#[test]
fn f109_no_person_has_more_votes_than_ballots_were_marked() {
    assert_eq!(in_village("votes.member.C=95"), "");
    assert_eq!(in_village("votes.member.C=94"), "");
    let sheet = found(village(), VILLAGE, "votes.member.C=96");
    assert_eq!(numbers(&sheet), "F.109");
    assert_eq!(details(&sheet, "F.109"), "C-03 96 95 votes.member.C ballots.valid");
    assert_eq!(in_village("votes.member.C=0 written.member.赵六=95"), "");
    assert_eq!(in_village("votes.member.C=0 written.member.赵六=96"), "F.109");
    let empty = "votes.member.A=0 votes.member.B=0 votes.member.C=0 votes.member.D=0 ";
    assert_eq!(in_party(&format!("{empty} written.member.李四=39")), "");
    let sheet = found(party(), PARTY, &format!("{empty} written.member.李四=40"));
    assert_eq!(numbers(&sheet), "F.109");
    assert_eq!(details(&sheet, "F.109"), "P-19 40 39 written.member.李四 ballots.valid");
}

#[test]
fn f109_blank_ballots_that_count_as_valid_carry_no_marks() {
    let valid = || Layout { blank: Blank::Valid, ..village() };
    let edits = |votes| format!("ballots.valid=96 votes.member.C={votes}");
    assert_eq!(numbers(&found(valid(), VILLAGE, &edits(95))), "");
    assert_eq!(numbers(&found(valid(), VILLAGE, &edits(96))), "F.109");
}

#[test]
fn f110_the_three_answers_are_no_more_than_the_valid_ballots() {
    assert_eq!(in_party("abstain.member.A=2"), "");
    let sheet = found(party(), PARTY, "abstain.member.A=3");
    assert_eq!(numbers(&sheet), "F.110");
    assert_eq!(
        details(&sheet, "F.110"),
        "P-17 40 39 votes.member.A against.member.A abstain.member.A ballots.valid"
    );
    assert_eq!(in_party("against.member.A=4"), "F.110");
    assert_eq!(in_party("votes.member.A=37"), "F.110");
}

#[test]
fn f111_the_votes_of_a_post_are_no_more_than_its_seats_allow() {
    assert_eq!(in_village("votes.director.B=33"), "");
    let sheet = found(village(), VILLAGE, "votes.director.B=34");
    assert_eq!(numbers(&sheet), "F.111");
    assert_eq!(
        details(&sheet, "F.111"),
        "C-03 96 95 votes.director.A votes.director.B written.director.李四 ballots.valid"
    );
    assert_eq!(in_village("votes.director.B=33 written.director.李四=3"), "F.111");
    assert_eq!(in_village("votes.member.C=95 votes.member.D=55"), "");
    assert_eq!(in_village("votes.member.C=95 votes.member.D=56"), "F.111");
    let many = "votes.member.A=36 votes.member.B=32 votes.member.C=30 votes.member.D=18 \
                abstain.member.A=0 written.member.李四=";
    assert_eq!(in_party(&format!("{many}1")), "");
    let sheet = found(party(), PARTY, &format!("{many}2"));
    assert_eq!(numbers(&sheet), "F.111");
    assert!(details(&sheet, "F.111").starts_with("P-19 118 117 votes.member.A votes.member.B"));
}

#[test]
fn f111_no_more_hold_a_post_than_its_seats_in_a_recall_either() {
    let mut layout = Layout { round: Round::Recall, ..village() };
    layout.posts = vec![lines(Post::Member, 2, &["C", "D"])];
    layout.posts[0].write_ins = false;
    // everybody against both members
    let all = "votes.director.A=- votes.director.B=- written.director.李四=- votes.member.C=95 \
               votes.member.D=95 votes.member.E=-";
    assert_eq!(numbers(&found(layout.clone(), VILLAGE, all)), "");
    // of one seat, two cannot be recalled by everybody: the outcome refuses such a record
    layout.posts[0].seats = 1;
    let sheet = found(layout, VILLAGE, all);
    assert_eq!(numbers(&sheet), "F.111");
    let compared = "C-03 190 95 votes.member.C votes.member.D ballots.valid";
    assert_eq!(details(&sheet, "F.111"), compared);
}

#[test]
fn f112_scribes_write_no_more_than_was_issued() {
    assert_eq!(in_village("issued.scribe=100"), "");
    assert_eq!(in_village("issued.scribe=101"), "F.112");
    let sheet = found(village(), VILLAGE, "issued.scribe=101");
    assert_eq!(details(&sheet, "F.112"), "V-59 101 100 issued.scribe ballots.issued");
}

#[test]
fn a_check_that_lacks_a_figure_is_not_made() {
    for (base, layout) in [(VILLAGE, village()), (PARTY, party())] {
        for missing in form_of(layout.clone()).fields() {
            let sheet = found(layout.clone(), base, &format!("{missing}=-"));
            assert_eq!(numbers(&sheet), "F.101", "{missing}");
            assert_eq!(sheet[0].fields, [missing]);
        }
    }
}
