//! The packs as they ship: whole, in agreement with the table of the outcome's parameters, and
//! without idle lines; then their choice and the local layer.

mod choice;
mod local;
mod words;

use chrono::NaiveDate;

use super::{
    key::KeyKind,
    pack::PackError,
    parameters::{AnotherBar, MayConvene, Participants, Quorum, Reach},
    *,
};
use crate::{body::Electorate, source::Tag};

const VILLAGERS: &[Key] = &[
    Key::Participants,
    Key::Difference,
    Key::Overvote,
    Key::TwoPosts,
    Key::Illegible,
    Key::CarryDown,
    Key::WomenSeat,
    Key::KinAvoidance,
    Key::AnotherBar,
    Key::MayConvene,
];
const RESIDENTS: &[Key] = &[
    Key::Difference,
    Key::Overvote,
    Key::TwoPosts,
    Key::Illegible,
    Key::CarryDown,
    Key::WomenSeat,
    Key::KinAvoidance,
    Key::AnotherBar,
    Key::MayConvene,
    Key::Quorum,
    Key::DelegatesQuorum,
];
const PARTY: &[Key] = &[
    Key::Difference,
    Key::Overvote,
    Key::TwoPosts,
    Key::Illegible,
    Key::PartyQuorum,
    Key::PartyBallots,
    Key::PreElectionBase,
];

fn outcome_keys(family: Family) -> &'static [Key] {
    match family {
        Family::Villagers => VILLAGERS,
        Family::Residents => RESIDENTS,
        Family::Party => PARTY,
    }
}

fn is_outcome(key: Key) -> bool {
    [VILLAGERS, RESIDENTS, PARTY].iter().any(|keys| keys.contains(&key))
}

fn of_kind(kind: Kind) -> impl Iterator<Item = &'static Pack> {
    Pack::all().iter().filter(move |pack| pack.kind == kind)
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn rules(pack: &str, overlay: Option<&str>) -> Rules {
    let family = Pack::national(pack).expect("a national pack").family;
    Rules::new(family, pack, overlay).expect("they go together")
}

#[test]
fn all_packs_and_overlays_are_there_once() {
    let ids: Vec<_> = Pack::all().iter().map(|pack| pack.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "VC98", "VC10", "VC18", "VC25", "RC89", "RC18", "RC25", "P90", "P20", "ZJ20", "SH20",
            "BJ12", "HN", "SD12", "ZJ04", "SD11", "BJ91", "HNR20", "GX"
        ]
    );
}

#[test]
fn overlays_have_a_province_and_national_packs_have_none() {
    for pack in Pack::all() {
        let digits = pack.province.as_deref().map(str::len);
        assert_eq!(digits, (pack.kind == Kind::Overlay).then_some(2), "{}", pack.id);
        assert!(pack.until.is_none_or(|until| pack.from <= until), "{}", pack.id);
    }
}

#[test]
fn what_was_not_read_is_a_draft_and_says_so() {
    let drafts: Vec<_> =
        Pack::all().iter().filter(|pack| pack.draft).map(|pack| pack.id.as_str()).collect();
    assert_eq!(drafts, ["VC25", "RC25", "ZJ04", "SD11"]);
    for id in drafts {
        let note = Pack::find(id).and_then(|pack| pack.note.as_ref()).expect("a note");
        assert!(note.zh.starts_with("草案") && note.en.starts_with("Draft"), "{id}");
    }
}

#[test]
fn every_national_pack_sets_the_outcome_parameters_of_its_bodies_and_no_others() {
    for pack in of_kind(Kind::National) {
        for key in Key::ALL.iter().copied().filter(|key| is_outcome(*key)) {
            let applies = outcome_keys(pack.family).contains(&key);
            assert_eq!(pack.values.contains_key(&key), applies, "{} {}", pack.id, key.name());
        }
    }
}

#[test]
fn overlays_set_outcome_parameters_of_their_bodies_only() {
    for pack in of_kind(Kind::Overlay) {
        for key in pack.values.keys().filter(|key| is_outcome(**key)) {
            assert!(outcome_keys(pack.family).contains(key), "{} {}", pack.id, key.name());
        }
    }
}

#[test]
fn an_overlay_changes_a_value_or_fixes_what_the_nation_only_presumes() {
    for overlay in of_kind(Kind::Overlay) {
        let nation: Vec<_> = of_kind(Kind::National)
            .filter(|pack| pack.family == overlay.family)
            .filter(|pack| pack.until.is_none_or(|until| overlay.from <= until))
            .filter(|pack| overlay.until.is_none_or(|until| pack.from <= until))
            .collect();
        for (key, entry) in &overlay.values {
            let idle = nation.iter().all(|pack| {
                pack.values
                    .get(key)
                    .is_some_and(|law| law.value == entry.value && law.fixed >= entry.fixed)
            });
            assert!(!idle, "{} repeats {}", overlay.id, key.name());
        }
    }
}

#[test]
fn nothing_from_memory_or_practice_is_fixed() {
    for pack in Pack::all() {
        for (key, Entry { source, fixed, .. }) in &pack.values {
            let weak = source.tag == Tag::M || ["practice", "handbook"].contains(&&*source.law);
            assert!(!(weak && *fixed), "{} {}", pack.id, key.name());
            assert_ne!(source.tag, Tag::L, "{} {}", pack.id, key.name());
        }
    }
}

#[test]
fn every_source_belongs_to_a_registered_rule() {
    for pack in Pack::all() {
        for rule in pack.sources.keys() {
            assert!(crate::registry::find(rule).is_some(), "{} {rule}", pack.id);
        }
    }
    for key in Key::ALL {
        assert!(crate::registry::find(key.rule()).is_some(), "{}", key.name());
    }
}

/// Else the registry would cite a law of villages to a community or to the Party.
#[test]
fn national_packs_name_the_article_of_every_rule_that_their_decisions_cite() {
    let cited = |family| match family {
        Family::Villagers => &["V-", "C-"][..],
        Family::Residents => &["C-", "R-", "V-"],
        Family::Party => &["C-", "P-"],
    };
    for pack in of_kind(Kind::National) {
        for rule in crate::registry::all().iter().map(|rule| rule.id.as_str()) {
            // V-32 is obsolete since 2010, R-16 is the revision of 2025
            let later = ["V-32", "R-16"].contains(&rule);
            let of_committees = pack.family == Family::Party
                && ["C-12", "C-13", "C-15", "C-17", "C-18", "C-19", "C-20"].contains(&rule);
            if cited(pack.family).iter().any(|prefix| rule.starts_with(prefix)) {
                let named = pack.sources.contains_key(rule);
                assert!(named || later || of_committees, "{} {rule}", pack.id);
            }
        }
    }
}

/// Every national pack alone and with every overlay of its family.
fn all_rules() -> impl Iterator<Item = Rules> {
    of_kind(Kind::National).flat_map(|pack| {
        let overlays = of_kind(Kind::Overlay).filter(|overlay| overlay.family == pack.family);
        let overlaid = overlays.map(|overlay| rules(&pack.id, Some(&overlay.id)));
        std::iter::once(rules(&pack.id, None)).chain(overlaid)
    })
}

#[test]
fn pairs_of_limits_are_in_order() {
    for rules in all_rules() {
        let broken = relation::broken(&|key| Some(rules.law_entry(key)?.1));
        let overlay = rules.overlay.map(|overlay| &overlay.id);
        assert!(broken.is_empty(), "{} {overlay:?}: {broken:?}", rules.pack.id);
    }
}

#[test]
fn what_any_layer_of_the_law_fixes_is_fixed() {
    let loose = "id = \"LOOSE\"\nkind = \"overlay\"\nfamily = \"villagers\"\nprovince = \"33\"\n\
        from = \"2020-01-01\"\ntitle = { zh = \"宽\", en = \"loose\" }\n[values]\n\
        roll_before_days = { value = 25, law = \"LOOSE\", article = \"1\", tag = \"E\" }\n";
    let overlay = Box::leak(Box::new(Pack::parse(loose).expect("an overlay")));
    let rules = Rules { overlay: Some(overlay), ..rules("VC18", None) };
    assert_eq!(rules.whole(Key::RollBeforeDays).map(|(days, _)| days), Some(25));
    assert_eq!(rules.fixed_by(Key::RollBeforeDays).map(Source::cite), Some("VC18 art. 14".into()));
    assert_eq!(rules.fixed_by(Key::Participants), None);
    let text = "place = \"330902\"\n[values.roll_before_days]\nvalue = 20\ndocument = \"d\"";
    let errors = LocalRules::parse(text, &rules).expect_err("fewer days");
    assert!(
        matches!(errors[0].problem, crate::rules::local::LocalProblem::Lowers { .. }),
        "{errors:?}"
    );
}

#[test]
fn representatives_stand_for_five_to_fifteen_households_by_law() {
    for pack in ["VC10", "VC18", "VC25"] {
        for key in [Key::RepHouseholdsMin, Key::RepHouseholdsMax] {
            let article = rules(pack, None).fixed_by(key).map(|source| source.article.clone());
            assert_eq!(article.as_deref(), Some("25"), "{pack}");
        }
    }
}

#[test]
fn the_absence_notice_is_local_practice_and_in_no_pack() {
    for rules in all_rules() {
        assert_eq!(rules.whole(Key::AbsenceNoticeBeforeDays), None, "{}", rules.pack.id);
    }
}

#[test]
fn the_supervision_committee_of_shandong_is_odd() {
    let odd = |overlay| rules("VC18", overlay).flag(Key::SupervisionOdd).map(|(odd, _)| odd);
    assert_eq!((odd(Some("SD12")), odd(None)), (Some(true), None));
}

#[test]
fn an_amendment_that_was_not_read_makes_a_draft_from_its_day() {
    let zhejiang = Pack::overlay("ZJ20").expect("an overlay");
    assert!(!zhejiang.draft && !zhejiang.draft_on(day("2025-11-25")));
    assert!(zhejiang.draft_on(day("2025-11-26")));
    let rules = rules("VC18", Some("ZJ20"));
    assert!(!rules.draft_on(day("2025-11-25")) && rules.draft_on(day("2025-11-26")));
    let text = "place = \"330902\"\n[adopts.ZJ20]\ndocument = \"d\"";
    let layer = LocalRules::parse(text, &rules).expect("an adoption");
    let adopted = rules.with_local(Arc::new(layer)).expect("its rules");
    assert!(!adopted.draft_on(day("2025-11-26")));
}

#[test]
fn a_share_above_the_whole_is_none() {
    assert_eq!(Share::parse("> 3/3"), None);
    assert!(Share::parse(">= 3/3").is_some());
}

/// Every pack with every overlay of its family, under the parameters of decide.md section 2.
#[test]
fn the_parameters_of_the_outcome_are_those_of_the_contract() {
    for body in Body::ALL {
        for pack in of_kind(Kind::National).filter(|pack| pack.family == body.family()) {
            let overlays = of_kind(Kind::Overlay)
                .filter(|overlay| overlay.family == body.family())
                .map(|overlay| Some(overlay.id.as_str()));
            for overlay in overlays.chain([None]) {
                let found = rules(&pack.id, overlay).parameters(body);
                assert_eq!(found, contract(body, &pack.id, overlay.unwrap_or_default()));
            }
        }
    }
}

fn contract(body: Body, pack: &str, overlay: &str) -> Parameters {
    let reach = |ballot: bool| if ballot { Reach::Ballot } else { Reach::Section };
    let two_thirds = if overlay == "GX" { Quorum::TwoThirds } else { Quorum::Half };
    Parameters {
        participants: Participants::Collected,
        difference: body.family() != Family::Residents,
        overvote: reach(overlay != "HN"),
        two_posts: reach(["ZJ20", "ZJ04", "SD11"].contains(&overlay)),
        illegible: reach(["BJ12", "HN"].contains(&overlay)),
        carry_down: false,
        women_seat: ["VC10", "VC18", "VC25"].contains(&pack),
        kin_avoidance: ["ZJ20", "ZJ04", "SD11", "SH20", "HN"].contains(&overlay),
        another_bar: if overlay == "HN" { AnotherBar::HalfThenThird } else { AnotherBar::Third },
        may_convene: if overlay == "BJ12" {
            MayConvene::DirectorAndMoreThanThree
        } else {
            MayConvene::Three
        },
        quorum: Quorum::Half,
        delegates_quorum: two_thirds,
        party_quorum_at_least: true,
        party_ballots_present: pack != "P90",
        pre_election_should: false,
    }
}

#[test]
fn delegates_in_guangxi_need_two_thirds_and_households_half() {
    let found = rules("RC18", Some("GX")).parameters(Body::ResidentsCommittee);
    assert_eq!(found.for_electorate(Electorate::GroupDelegates).quorum, Quorum::TwoThirds);
    assert_eq!(found.for_electorate(Electorate::HouseholdReps).quorum, Quorum::Half);
}

#[test]
fn recall_needs_the_registered_in_1998_and_the_voting_from_2010() {
    assert_eq!(rules("VC98", None).word(Key::RecallBar).map(|(word, _)| word), Some("registered"));
    assert_eq!(rules("VC98", None).share(Key::RecallReps), None);
    for pack in ["VC10", "VC18", "VC25"] {
        assert_eq!(rules(pack, None).word(Key::RecallBar).map(|(word, _)| word), Some("voting"));
        assert_eq!(rules(pack, None).share(Key::RecallReps).map(|(s, _)| s.needed(45)), Some(15));
    }
}

#[test]
fn articles_stand_with_the_law_that_says_it() {
    let cite = |pack, overlay, rule| rules(pack, overlay).source(RuleId(rule)).cite();
    assert_eq!(cite("VC18", None, "C-01"), "VC18 art. 15");
    assert_eq!(cite("VC18", Some("ZJ20"), "C-01"), "VC18 art. 15");
    assert_eq!(cite("VC18", Some("ZJ20"), "C-02"), "ZJ20 art. 27");
    assert_eq!(cite("VC18", Some("HN"), "C-11"), "HN art. 38");
    assert_eq!(cite("RC18", Some("GX"), "R-05"), "GX art. 11");
    assert_eq!(cite("P20", None, "P-09"), "P20 art. 13");
    // where no pack says anything, the registry answers
    assert_eq!(cite("VC18", None, "V-32"), "practice");
}

#[test]
fn the_last_layer_that_sets_a_value_wins() {
    let henan = rules("VC18", Some("HN"));
    assert_eq!(henan.entry(Key::SeatsMax).map(|(layer, _)| layer), Some(Layer::Overlay));
    assert_eq!(henan.whole(Key::SeatsMax).map(|(seats, _)| seats), Some(5));
    assert_eq!(henan.entry(Key::SeatsMin).map(|(layer, _)| layer), Some(Layer::Pack));
    assert_eq!(henan.entry(Key::SelfNominationBeforeDays), None);
}

#[test]
fn rules_of_other_bodies_do_not_go_together() {
    use RulesError::*;
    let new = |family, pack, overlay| Rules::new(family, pack, overlay).expect_err("refused");
    let villagers = Family::Villagers;
    assert_eq!(new(villagers, "VC99", None), UnknownPack("VC99".into()));
    assert_eq!(new(villagers, "ZJ20", None), UnknownPack("ZJ20".into()));
    assert_eq!(new(villagers, "RC18", None), WrongPack("RC18".into()));
    assert_eq!(new(villagers, "VC18", Some("VC10")), UnknownOverlay("VC10".into()));
    assert_eq!(new(villagers, "VC18", Some("GX")), WrongOverlay("GX".into()));
}

const SMALL: &str = r#"
id = "T1"
kind = "national"
family = "villagers"
from = "2001-01-01"
until = "2002-12-31"
title = { zh = "一", en = "one" }
[values]
term_years = { value = 3, law = "T1", article = "4", tag = "V", fixed = true }
proxy_kin = { value = ["spouse", "child"], law = "T1", tag = "E" }
[sources]
"C-01" = { law = "T1", article = "9", tag = "V" }
"#;

#[test]
fn a_digest_changes_with_every_value_and_not_with_comments() {
    let digest = |text: &str| Pack::parse(text).expect("a pack").digest().to_owned();
    let original = digest(SMALL);
    assert_eq!(original.len(), 64);
    assert_eq!(original, digest(&SMALL.replace("[values]", "[values] # 任期\n# more\n")));
    assert_eq!(original, digest(&SMALL.replace("title = { zh = \"一\"", "title = { zh = \"二\"")));
    let changes = [
        ("value = 3", "value = 5"),
        (", fixed = true", ""),
        ("article = \"4\"", "article = \"5\""),
        ("article = \"9\"", "article = \"10\""),
        ("tag = \"E\"", "tag = \"M\""),
        ("\"spouse\", \"child\"", "\"spouse\""),
        ("2001-01-01", "2001-01-02"),
        ("2002-12-31", "2003-12-31"),
        ("until =", "unread_from = \"2002-01-01\"\nuntil ="),
        ("\"C-01\"", "\"C-02\""),
        ("id = \"T1\"", "id = \"T2\""),
    ];
    for (old, new) in changes {
        assert!(SMALL.contains(old));
        assert_ne!(original, digest(&SMALL.replace(old, new)), "{old} -> {new}");
    }
}

#[test]
fn shipped_packs_have_digests_of_their_own() {
    let digests: std::collections::BTreeSet<_> = Pack::all().iter().map(Pack::digest).collect();
    assert_eq!(digests.len(), Pack::all().len());
    assert_ne!(rules("VC18", None).digest(), rules("VC18", Some("ZJ20")).digest());
}

#[test]
fn a_pack_with_an_unknown_or_unfit_value_is_refused() {
    let refused = |old: &str, new: &str| {
        assert!(SMALL.contains(old));
        Pack::parse(&SMALL.replace(old, new)).expect_err("refused")
    };
    assert_eq!(refused("term_years", "years"), PackError::UnknownKey("years".into()));
    for unfit in ["7", "0", "-1", "\"3\"", "true", "3.0"] {
        let error = refused("value = 3", &format!("value = {unfit}"));
        assert_eq!(error, PackError::Misfit("term_years".into()), "{unfit}");
    }
    for unfit in ["[\"spouse\", \"spouse\"]", "[\"cousin\"]", "\"spouse\""] {
        let error = refused("[\"spouse\", \"child\"]", unfit);
        assert_eq!(error, PackError::Misfit("proxy_kin".into()), "{unfit}");
    }
    assert!(matches!(refused("id = \"T1\"", "name = \"T1\""), PackError::Form(_)));
    assert!(matches!(refused("tag = \"E\"", "tag = \"Z\""), PackError::Form(_)));
}

#[test]
fn keys_have_names_of_their_own_and_kinds_that_hold_something() {
    for key in Key::ALL {
        assert_eq!(Key::from_name(key.name()), Some(*key));
        match key.kind() {
            KeyKind::Whole(_, least, most) => assert!(least <= most, "{}", key.name()),
            KeyKind::Word(words) | KeyKind::Words(words) => assert!(words.len() > 1),
            KeyKind::Flag | KeyKind::Share => {}
        }
    }
}
