//! Which pack governs: border days, provinces, bodies.

use super::{Body, choose, day};

fn chosen(body: Body, code: &str, date: &str) -> Option<(&'static str, Option<&'static str>)> {
    choose(body, code, day(date))
        .map(|found| (found.pack.id.as_str(), found.overlay.map(|overlay| overlay.id.as_str())))
}

#[test]
fn villages_change_their_law_at_midnight() {
    // a province without an overlay
    let on = |date| chosen(Body::VillagersCommittee, "520102001", date).map(|(pack, _)| pack);
    assert_eq!(on("1998-11-03"), None);
    assert_eq!(on("1998-11-04"), Some("VC98"));
    assert_eq!(on("2010-10-27"), Some("VC98"));
    assert_eq!(on("2010-10-28"), Some("VC10"));
    assert_eq!(on("2018-12-28"), Some("VC10"));
    assert_eq!(on("2018-12-29"), Some("VC18"));
    assert_eq!(on("2025-12-31"), Some("VC18"));
    assert_eq!(on("2026-01-01"), Some("VC25"));
}

#[test]
fn communities_change_their_law_at_midnight() {
    let on = |date| chosen(Body::ResidentsCommittee, "520102001", date).map(|(pack, _)| pack);
    assert_eq!(on("1989-12-31"), None);
    assert_eq!(on("1990-01-01"), Some("RC89"));
    assert_eq!(on("2018-12-28"), Some("RC89"));
    assert_eq!(on("2018-12-29"), Some("RC18"));
    assert_eq!(on("2025-12-31"), Some("RC18"));
    assert_eq!(on("2026-01-01"), Some("RC25"));
}

#[test]
fn the_party_changes_its_regulations_at_midnight_and_has_no_overlays() {
    for body in [Body::PartyCommittee, Body::PartyPlenary] {
        let on = |date| chosen(body, "330902102", date);
        assert_eq!(on("1990-06-26"), None);
        assert_eq!(on("1990-06-27"), Some(("P90", None)));
        assert_eq!(on("2020-07-12"), Some(("P90", None)));
        assert_eq!(on("2020-07-13"), Some(("P20", None)));
    }
}

#[test]
fn a_province_has_its_overlay_from_the_day_of_its_text() {
    let on =
        |code, date| chosen(Body::VillagersCommittee, code, date).and_then(|(_, overlay)| overlay);
    assert_eq!(on("330902102", "2004-09-16"), None);
    assert_eq!(on("330902102", "2008-05-08"), Some("ZJ04"));
    assert_eq!(on("330902102", "2012-06-30"), Some("ZJ04"));
    assert_eq!(on("330902102", "2012-07-01"), None);
    assert_eq!(on("330902102", "2020-07-30"), None);
    assert_eq!(on("330902102", "2020-07-31"), Some("ZJ20"));
    assert_eq!(on("310115", "2020-09-24"), None);
    assert_eq!(on("310115", "2020-09-25"), Some("SH20"));
    assert_eq!(on("110101", "2012-10-31"), None);
    assert_eq!(on("110101", "2012-11-01"), Some("BJ12"));
    assert_eq!(on("410102", "2011-08-31"), None);
    assert_eq!(on("410102", "2011-09-01"), Some("HN"));
    assert_eq!(on("370102", "2011-01-13"), None);
    assert_eq!(on("370102", "2011-01-14"), Some("SD11"));
    assert_eq!(on("370102", "2012-12-31"), Some("SD11"));
    assert_eq!(on("370102", "2013-01-01"), Some("SD12"));
    assert_eq!(on("520102", "2022-01-01"), None);
}

#[test]
fn communities_have_the_overlays_of_communities() {
    let on =
        |code, date| chosen(Body::ResidentsCommittee, code, date).and_then(|(_, overlay)| overlay);
    assert_eq!(on("110101", "1991-12-20"), None);
    assert_eq!(on("110101", "1991-12-21"), Some("BJ91"));
    assert_eq!(on("410102", "2020-06-03"), None);
    assert_eq!(on("410102", "2020-06-04"), Some("HNR20"));
    assert_eq!(on("450102", "2021-01-01"), Some("GX"));
    assert_eq!(on("330902102", "2021-01-01"), None);
}

#[test]
fn a_choice_is_a_draft_when_pack_or_overlay_is() {
    let draft =
        |code, date| choose(Body::VillagersCommittee, code, day(date)).expect("a pack").draft();
    assert!(draft("330902102", "2008-05-08"));
    assert!(draft("520102", "2026-01-01"));
    assert!(!draft("330902102", "2025-11-25"));
    assert!(draft("330902102", "2025-11-26"), "amended, and the amendment was not read");
    assert!(!draft("520102", "2008-05-08"));
}
