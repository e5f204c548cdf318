use super::*;

/// The ledger of the sample sheet.
fn kept() -> Ledger {
    Ledger {
        ballots: [
            (Ballots::Printed, 120),
            (Ballots::Issued, 100),
            (Ballots::Unused, 15),
            (Ballots::Spoiled, 5),
            (Ballots::Collected, 98),
        ]
        .into(),
        channels: [
            (Channel::Hall, 60),
            (Channel::Station, 20),
            (Channel::Mobile, 5),
            (Channel::Proxy, 15),
        ]
        .into(),
    }
}

fn found(ledger: Option<Ledger>, scope: Scope, edits: &str) -> Vec<Finding> {
    let rules = rules("");
    let setting = Setting { scope, ledger, ..setting(&rules, Body::VillagersCommittee) };
    let mut found = check(&form_of(village()), &sums(&with(VILLAGE, edits)), &setting);
    found.retain(|it| matches!(it.number, Number::F(113) | Number::W(216)));
    found
}

fn whole(edits: &str) -> Vec<Finding> {
    found(Some(kept()), Scope::Whole, edits)
}

#[test]
fn a_sheet_as_the_ledger_has_it_has_no_finding() {
    assert_eq!(numbers(&whole("")), "");
}

#[test]
fn f113_each_number_of_ballots_is_the_ledgers() {
    let other = whole("ballots.issued=101");
    assert_eq!(numbers(&other), "F.113");
    assert_eq!(details(&other, "F.113"), "C-02 101 100 ballots.issued");
    for field in ["printed", "unused", "spoiled", "collected"] {
        let other = whole(&format!("ballots.{field}=7"));
        assert_eq!(numbers(&other), "F.113", "{field}");
        assert_eq!(other[0].fields, [Field::Ballots(ballots(field))]);
    }
    assert_eq!(numbers(&whole("ballots.issued=101 ballots.printed=121")), "F.113 F.113");
}

fn ballots(word: &str) -> Ballots {
    Ballots::ALL.into_iter().find(|one| one.word() == word).unwrap()
}

#[test]
fn w216_each_channel_is_the_ledgers() {
    // counted within the hall by the scrutineers: the sum is the same
    let other = whole("issued.hall=65 issued.mobile=0");
    assert_eq!(numbers(&other), "W.216 W.216");
    assert_eq!(details(&other, "W.216"), "V-58 65 60 issued.hall");
    assert!(!other[0].number.blocks());
    // scribes are no channel of the ledger
    assert_eq!(numbers(&whole("issued.scribe=9")), "");
}

#[test]
fn what_is_missing_or_no_whole_count_is_not_compared() {
    assert_eq!(numbers(&whole("ballots.issued=- issued.hall=-")), "");
    let edits = "ballots.issued=101 issued.hall=1";
    assert_eq!(numbers(&found(Some(kept()), Scope::Part, edits)), "");
    assert_eq!(numbers(&found(None, Scope::Whole, edits)), "");
    let party = Ledger { ballots: [(Ballots::Collected, 41)].into(), ..Ledger::default() };
    let rules = rules("");
    let setting = Setting { ledger: Some(party), ..setting(&rules, Body::PartyCommittee) };
    let found = check(&form_of(super::party()), &sums(&read(PARTY)), &setting);
    assert_eq!(details(&found, "F.113"), "P-18 40 41 ballots.collected");
}
