use super::*;
use crate::rules::{Parameters, parameters::AnotherBar};

struct Look {
    layout: Layout,
    base: &'static str,
    values: String,
    scope: Scope,
    electors: Electors,
    thresholds: Thresholds,
    parameters: fn(&mut Parameters),
}

impl Look {
    fn found(&self, edits: &str) -> Vec<Finding> {
        let rules = rules(&self.values);
        let mut parameters = rules.parameters(self.layout.body);
        (self.parameters)(&mut parameters);
        let setting = Setting {
            rules: &rules,
            parameters,
            scope: self.scope,
            electors: self.electors,
            thresholds: self.thresholds,
            ledger: None,
        };
        let mut found =
            check(&form_of(self.layout.clone()), &sums(&with(self.base, edits)), &setting);
        found.retain(|it| !it.number.blocks());
        found
    }

    fn numbers(&self, edits: &str) -> String {
        numbers(&self.found(edits))
    }

    fn part(self) -> Self {
        Self { scope: Scope::Part, ..self }
    }

    fn round(mut self, round: Round) -> Self {
        self.layout.round = round;
        if matches!(round, Round::TieRevote | Round::Recall) {
            self.layout.posts.iter_mut().for_each(|it| it.write_ins = false);
        }
        self
    }
}

fn in_village() -> Look {
    Look {
        layout: village(),
        base: VILLAGE,
        values: value("proxy_max", "3"),
        scope: Scope::Whole,
        electors: Electors { should: Some(150), present: None },
        thresholds: Thresholds::default(),
        parameters: |_| {},
    }
}

fn in_party() -> Look {
    Look {
        layout: party(),
        base: PARTY,
        electors: Electors { should: Some(45), present: Some(40) },
        ..in_village()
    }
}

fn in_community() -> Look {
    let mut look = in_village();
    look.layout.body = Body::ResidentsCommittee;
    look.electors.present = Some(98);
    look
}

#[test]
fn the_sample_sheets_have_no_warning() {
    for look in [in_village(), in_party(), in_community()] {
        assert_eq!(look.numbers(""), "");
        assert_eq!(look.part().numbers(""), "");
    }
}

#[test]
fn w201_more_collected_than_issued_voids_the_vote() {
    assert_eq!(in_village().numbers("ballots.collected=100"), "");
    let found = in_village().found("ballots.collected=101");
    assert_eq!(numbers(&found), "W.201");
    assert_eq!(details(&found, "W.201"), "C-02 101 100 ballots.collected ballots.issued");
    assert_eq!(in_village().part().numbers("ballots.collected=101"), "W.201");
    let by_issued = Look { parameters: |it| it.party_ballots_present = false, ..in_party() };
    let found = by_issued.found("ballots.collected=41");
    assert_eq!(numbers(&found), "W.201");
    assert!(details(&found, "W.201").starts_with("P-18 41 40 "));
}

#[test]
fn w202_more_collected_than_present_voids_a_party_vote() {
    let look = in_party();
    let edit = |collected| format!("ballots.issued=45 ballots.collected={collected}");
    let wide = Thresholds { missing: 99, ..Thresholds::default() };
    let look = Look { thresholds: wide, ..look };
    assert_eq!(look.numbers(&edit(40)), "");
    let found = look.found(&edit(41));
    assert_eq!(numbers(&found), "W.202");
    assert_eq!(details(&found, "W.202"), "P-18 41 40 ballots.collected");
    let by_issued = Look { parameters: |it| it.party_ballots_present = false, ..look };
    assert_eq!(by_issued.numbers(&edit(41)), "");
    assert_eq!(in_party().part().numbers("ballots.issued=41 ballots.collected=41"), "");
    assert_eq!(in_community().numbers("ballots.collected=100"), "");
}

#[test]
fn w203_more_than_half_must_have_voted() {
    let of = |should| Look {
        electors: Electors { should: Some(should), present: None },
        ..in_village()
    };
    assert_eq!(of(195).numbers(""), "");
    let found = of(196).found("");
    assert_eq!(numbers(&found), "W.203");
    assert_eq!(details(&found, "W.203"), "C-01 196 196 ballots.collected");
    assert_eq!(of(196).part().numbers(""), "");
    assert_eq!(of(196).round(Round::TieRevote).numbers(""), "");
    assert_eq!(of(196).round(Round::Another).numbers(""), "W.203");
    assert_eq!(of(196).round(Round::Recall).numbers(""), "W.203");
    let by_issued = |should| Look {
        parameters: |it| it.participants = crate::rules::parameters::Participants::Issued,
        ..of(should)
    };
    assert_eq!(by_issued(199).numbers(""), "");
    let found = by_issued(200).found("");
    assert_eq!(details(&found, "W.203"), "C-01 200 200 ballots.issued");
    let mut community = in_community();
    community.electors.should = Some(400);
    assert_eq!(community.numbers(""), "");
    assert_eq!(of(400).numbers("ballots.collected=-"), "");
}

#[test]
fn w204_no_more_are_issued_than_there_are_electors() {
    let of = |should| Look {
        electors: Electors { should: Some(should), present: None },
        ..in_village()
    };
    assert_eq!(of(100).numbers(""), "");
    let found = of(99).found("");
    assert_eq!(numbers(&found), "W.204");
    assert_eq!(details(&found, "W.204"), "C-02 100 99 ballots.issued");
    assert_eq!(of(99).part().numbers(""), "");
}

#[test]
fn w205_a_large_share_of_invalid_ballots() {
    let at = |invalid| Look {
        thresholds: Thresholds { invalid, ..Thresholds::default() },
        ..in_village()
    };
    let edits = "ballots.collected=100 ballots.invalid=";
    assert_eq!(at(5).numbers(&format!("{edits}4")), "");
    let found = at(5).found(&format!("{edits}5"));
    assert_eq!(numbers(&found), "W.205");
    assert_eq!(details(&found, "W.205"), "C-06 500 500 ballots.invalid ballots.collected");
    assert_eq!(at(6).numbers(&format!("{edits}5")), "");
    assert_eq!(at(5).part().numbers(&format!("{edits}6")), "W.205");
}

#[test]
fn w206_a_large_share_of_blank_ballots() {
    let at =
        |blank| Look { thresholds: Thresholds { blank, ..Thresholds::default() }, ..in_village() };
    let edits = "ballots.collected=100 ballots.blank=";
    assert_eq!(at(5).numbers(&format!("{edits}4")), "");
    let found = at(5).found(&format!("{edits}5"));
    assert_eq!(numbers(&found), "W.206");
    assert_eq!(details(&found, "W.206"), "C-06 500 500 ballots.blank ballots.collected");
    assert_eq!(at(6).numbers(&format!("{edits}5")), "");
}

#[test]
fn w207_a_large_share_of_ballots_that_did_not_come_back() {
    let at = |missing| Look {
        thresholds: Thresholds { missing, ..Thresholds::default() },
        ..in_village()
    };
    assert_eq!(at(5).numbers("ballots.collected=96"), "");
    let found = at(5).found("ballots.collected=95");
    assert_eq!(numbers(&found), "W.207");
    assert_eq!(details(&found, "W.207"), "C-06 500 500 ballots.collected ballots.issued");
    assert_eq!(at(6).numbers("ballots.collected=95"), "");
}

#[test]
fn w208_every_figure_is_zero() {
    let zeros = |base: &str| {
        let rows: Vec<_> = read(base).into_keys().map(|it| format!("{it}=0")).collect();
        rows.join(" ") + " written.director.李四=- written.member.李四=-"
    };
    let unknown = Look { electors: Electors::default(), ..in_village() };
    let found = unknown.found(&zeros(VILLAGE));
    assert_eq!(numbers(&found), "W.208");
    assert_eq!(found[0].fields.len(), 18);
    assert_eq!(unknown.numbers(&(zeros(VILLAGE) + " issued.scribe=1")), "");
    let part = in_party().part();
    assert_eq!(part.numbers(&zeros(PARTY)), "W.208");
}

#[test]
fn w209_a_written_name_that_is_a_candidates() {
    let found = in_village().found("written.director.王A=1");
    assert_eq!(numbers(&found), "W.209");
    assert_eq!(details(&found, "W.209"), "C-07 -1 -1 written.director.王A votes.director.A");
    assert_eq!(in_village().numbers("written.member.王A=1"), "");
    assert_eq!(in_village().part().numbers("written.member.王E=1"), "W.209");
}

#[test]
fn w210_a_written_name_without_votes() {
    let found = in_village().found("written.member.李四=0");
    assert_eq!(numbers(&found), "W.210");
    assert_eq!(details(&found, "W.210"), "C-07 -1 -1 written.member.李四");
    assert_eq!(in_village().numbers("written.member.李四=1"), "");
}

#[test]
fn w211_a_candidate_without_votes() {
    let found = in_village().found("votes.member.E=0");
    assert_eq!(numbers(&found), "W.211");
    assert_eq!(details(&found, "W.211"), "C-08 -1 -1 votes.member.E");
    assert_eq!(in_village().numbers("votes.member.E=1"), "");
    assert_eq!(in_village().part().numbers("votes.member.E=0"), "");
    assert_eq!(in_village().numbers("votes.member.E=0 ballots.valid=0"), "");
    assert_eq!(in_village().numbers("votes.member.E=0 ballots.valid=-"), "");
}

#[test]
fn w212_equal_votes_across_the_last_seat() {
    let found = in_village().found("votes.member.E=52");
    assert_eq!(numbers(&found), "W.212");
    assert_eq!(details(&found, "W.212"), "C-10 52 52 votes.member.D votes.member.E");
    assert_eq!(in_village().part().numbers("votes.member.E=52"), "");
    assert_eq!(in_village().numbers("votes.member.E=51"), "");
    // wholly inside the seats, or below the bar
    assert_eq!(in_village().numbers("votes.member.D=70"), "");
    assert_eq!(in_village().numbers("votes.member.D=40"), "");
    assert_eq!(in_village().round(Round::TieRevote).numbers("votes.member.D=40"), "W.212");
    assert_eq!(in_village().round(Round::Another).numbers("votes.member.D=40"), "W.212");
    assert_eq!(in_village().round(Round::Recall).numbers("votes.member.E=52"), "");
    let three = "votes.member.C=50 votes.member.D=50 votes.member.E=50";
    assert_eq!(
        details(&in_village().found(three), "W.212"),
        "C-10 50 50 votes.member.C votes.member.D votes.member.E"
    );
    assert_eq!(in_village().numbers("written.member.李四=52"), "W.212");
    let found = in_party().found("written.member.李四=25");
    assert_eq!(details(&found, "W.212"), "P-22 25 25 votes.member.C written.member.李四");
}

#[test]
fn w212_without_votes_there_is_no_tie() {
    let look = in_village().round(Round::TieRevote);
    assert_eq!(look.numbers("votes.member.D=0 votes.member.E=0"), "W.211 W.211");
    assert_eq!(look.numbers("votes.member.D=1 votes.member.E=1"), "W.212");
}

#[test]
fn w212_votes_that_are_carried_down_are_left_to_the_outcome() {
    let carried =
        |round| Look { parameters: |it| it.carry_down = true, ..in_village().round(round) };
    let (director, member) = ("votes.director.A=45 votes.director.B=45", "votes.member.E=52");
    assert_eq!(carried(Round::First).numbers(member), "");
    assert_eq!(carried(Round::Another).numbers(member), "");
    assert_eq!(carried(Round::Another).numbers(director), "W.212");
    assert_eq!(carried(Round::TieRevote).numbers(member), "W.212");
    assert_eq!(in_village().round(Round::Another).numbers(member), "W.212");
}

#[test]
fn w212_the_third_counts_only_where_nobody_reaches_half() {
    let look = Look {
        parameters: |it| it.another_bar = AnotherBar::HalfThenThird,
        ..in_village().round(Round::Another)
    };
    assert_eq!(look.numbers("votes.member.D=40"), "");
    assert_eq!(look.numbers("votes.member.C=41 votes.member.D=40"), "W.212");
    let nobody = "votes.member.C=30 votes.member.D=30 votes.member.E=30";
    assert_eq!(look.numbers(nobody), "");
}

fn at_bar(look: &Look, edits: &str) -> String {
    let found = look.found(edits);
    assert_eq!(numbers(&found), "W.213", "{edits}");
    details(&found, "W.213")
}

#[test]
fn w213_exactly_half_of_the_collected_misses_the_bar() {
    assert_eq!(in_village().numbers("votes.member.E=48"), "");
    assert_eq!(in_village().numbers("votes.member.E=50"), "");
    assert_eq!(at_bar(&in_village(), "votes.member.E=49"), "C-08 98 98 votes.member.E");
    assert_eq!(in_village().part().numbers("votes.member.E=49"), "");
    let by_issued = Look {
        parameters: |it| it.participants = crate::rules::parameters::Participants::Issued,
        ..in_village()
    };
    assert_eq!(at_bar(&by_issued, "votes.member.E=50"), "C-08 100 100 votes.member.E");
    assert_eq!(at_bar(&in_village(), "written.member.李四=49"), "C-08 98 98 written.member.李四");
    assert_eq!(in_village().round(Round::TieRevote).numbers("votes.member.E=49"), "");
}

#[test]
fn w213_exactly_a_third_of_another_election() {
    let another = || in_village().round(Round::Another);
    let edits = "ballots.collected=99 votes.member.E=33";
    assert_eq!(at_bar(&another(), edits), "C-11 99 99 votes.member.E");
    assert_eq!(another().numbers("votes.member.E=49"), "");
    let both = || Look { parameters: |it| it.another_bar = AnotherBar::HalfThenThird, ..another() };
    assert_eq!(at_bar(&both(), edits), "C-11 99 99 votes.member.E");
    assert_eq!(at_bar(&both(), "votes.member.E=49"), "C-11 98 98 votes.member.E");
}

#[test]
fn w213_the_bar_of_meetings_counts_those_present() {
    let mut community = in_community();
    community.electors.present = Some(96);
    assert_eq!(at_bar(&community, "votes.member.E=48"), "R-06 96 96 votes.member.E");
    let mut community = in_community().round(Round::Another);
    community.electors.present = Some(96);
    assert_eq!(at_bar(&community, "votes.member.E=32"), "C-11 96 96 votes.member.E");
    assert_eq!(at_bar(&in_party(), "votes.member.D=20"), "P-21 40 40 votes.member.D");
    let another = in_party().round(Round::Another);
    assert_eq!(at_bar(&another, "votes.member.D=20"), "P-21 40 40 votes.member.D");
    let unknown = Look { electors: Electors::default(), ..in_party() };
    assert_eq!(unknown.numbers("votes.member.D=20"), "");
}

#[test]
fn w213_a_pre_election_may_count_those_who_should_attend() {
    let pre = || in_party().round(Round::PreElection);
    assert_eq!(at_bar(&pre(), "votes.member.D=20"), "P-20 40 40 votes.member.D");
    let should = |parameters| {
        let mut look = Look { parameters, ..pre() };
        look.electors.should = Some(44);
        look
    };
    let by_should = should(|it| it.pre_election_should = true);
    assert_eq!(at_bar(&by_should, "votes.member.D=22"), "P-20 44 44 votes.member.D");
    assert_eq!(should(|_| {}).numbers("votes.member.D=22"), "");
    let first = Look { parameters: |it| it.pre_election_should = true, ..in_party() };
    assert_eq!(at_bar(&first, "votes.member.D=20"), "P-21 40 40 votes.member.D");
}

#[test]
fn w213_a_recall_may_need_half_of_all_registered() {
    let recall = |word: &str| Look {
        values: value("recall_bar", &format!("\"{word}\"")),
        ..in_village().round(Round::Recall)
    };
    assert_eq!(at_bar(&recall("voting"), "votes.member.E=49"), "V-81 98 98 votes.member.E");
    assert_eq!(at_bar(&recall("registered"), "votes.member.E=75"), "V-81 150 150 votes.member.E");
    let first = Look { values: value("recall_bar", "\"registered\""), ..in_village() };
    assert_eq!(at_bar(&first, "votes.member.E=49"), "C-08 98 98 votes.member.E");
}

#[test]
fn w214_more_in_the_mobile_box_than_in_the_hall_looks_swapped() {
    assert_eq!(in_village().numbers("issued.hall=5"), "");
    let found = in_village().found("issued.hall=4");
    assert_eq!(numbers(&found), "W.214");
    assert_eq!(details(&found, "W.214"), "V-53 5 4 issued.mobile issued.hall");
    let mut inside = in_village();
    inside.layout.inside_hall = [Channel::Mobile].into();
    assert_eq!(inside.numbers("issued.hall=4"), "");
}

#[test]
fn w215_proxies_are_no_more_than_direct_voters_may_carry() {
    assert_eq!(in_village().numbers("issued.proxy=75"), "");
    let found = in_village().found("issued.proxy=76");
    assert_eq!(numbers(&found), "W.215");
    assert_eq!(details(&found, "W.215"), "V-55 76 72 issued.proxy ballots.issued");
    assert_eq!(in_village().part().numbers("issued.proxy=76"), "");
    let unset = Look { values: String::new(), ..in_village() };
    assert_eq!(unset.numbers("issued.proxy=76"), "");
}
