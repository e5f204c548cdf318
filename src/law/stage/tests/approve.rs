use super::*;

const KEY: ApprovalKey = ApprovalKey(7);

fn approval(stage: Stage, what: What, compared: Compared) -> Approval {
    Approval { key: KEY, stage, what, post: None, compared }
}

/// The roll was posted a day late, and that was approved.
fn late_roll() -> Facts {
    with(|facts| {
        facts.roll.posted_on = None;
        let compared = days("2020-11-01", Op::AtMost, "2020-10-31");
        facts.approvals = vec![approval(Stage::Roll, What::RollPostedInTime, compared)];
    })
}

#[test]
fn a_special_approval_lets_a_late_posting_pass_and_hides_nothing() {
    let (facts, rules) = (late_roll(), zhejiang());
    let gate = at(Stage::Roll, &facts, &rules, "2020-11-01");
    let late = one(&gate, What::RollPostedInTime);
    assert!(!late.holds && late.strength == Strength::Block);
    assert_eq!(late.compared, days("2020-11-01", Op::AtMost, "2020-10-31"));
    assert_eq!(late.approved, Some(KEY));
    assert!(gate.passes());
    assert_eq!(gate.blocking().count(), 0);
    assert_eq!(gate.failing().count(), 1, "it is still told to fail");

    let without = with(|facts| facts.roll.posted_on = None);
    assert!(!at(Stage::Roll, &without, &rules, "2020-11-01").passes());
}

#[test]
fn an_approval_covers_what_was_asked_about_and_nothing_worse() {
    let (facts, rules) = (late_roll(), zhejiang());
    assert!(!at(Stage::Roll, &facts, &rules, "2020-11-02").passes(), "a day later than approved");
    let other = with(|facts| {
        facts.roll.posted_on = None;
        let compared = days("2020-11-01", Op::AtMost, "2020-10-31");
        facts.approvals = vec![approval(Stage::Candidates, What::RollPostedInTime, compared)];
    });
    assert!(!at(Stage::Roll, &other, &rules, "2020-11-01").passes(), "of another stage");
}

#[test]
fn an_approval_of_another_day_of_the_vote_covers_that_day_alone() {
    let rules = zhejiang();
    let approved_for = |on, of| {
        with(|facts| {
            facts.approvals =
                vec![approval(Stage::Voting, What::VotedOnTheDay, days(on, Op::Equal, of))];
        })
    };
    let facts = approved_for("2020-11-21", D);
    assert!(at(Stage::Voting, &facts, &rules, "2020-11-21").passes());
    for on in ["2020-11-19", "2020-11-22"] {
        assert!(!at(Stage::Voting, &facts, &rules, on).passes(), "{on}");
    }
    let of_another = approved_for("2020-11-21", "2020-11-19");
    assert!(!at(Stage::Voting, &of_another, &rules, "2020-11-21").passes());
}

#[test]
fn an_approval_that_is_not_needed_has_no_effect() {
    let (facts, rules) = (late_roll(), zhejiang());
    let gate = at(Stage::Roll, &facts, &rules, "2020-10-31");
    assert!(gate.passes());
    assert!(gate.requirements.iter().all(|one| one.approved.is_none()));
}

#[test]
fn fewer_candidates_than_the_province_asks_can_be_approved_by_post() {
    let rules = more_asked();
    let mut facts = done();
    let gate = at(Stage::Candidates, &facts, &rules, "2020-11-15");
    let few = gate.asked(What::EnoughCandidates, Some(Post::Member)).unwrap();
    assert_eq!(few.compared, numbers(4, Op::AtLeast, 5));
    assert_eq!(gate.asked(What::EnoughCandidates, None), Err(CannotAsk::NotNeeded));
    let compared = few.compared;
    let of_post = |post| Approval {
        post: Some(post),
        ..approval(Stage::Candidates, What::EnoughCandidates, compared)
    };
    facts.approvals = vec![of_post(Post::Director)];
    assert!(!at(Stage::Candidates, &facts, &rules, "2020-11-15").passes(), "of another post");
    facts.approvals.push(of_post(Post::Member));
    let gate = at(Stage::Candidates, &facts, &rules, "2020-11-15");
    assert!(gate.passes());
    let twice = gate.asked(What::EnoughCandidates, Some(Post::Member));
    assert_eq!(twice, Err(CannotAsk::Approved));
    let members = facts.posts.iter_mut().find(|post| post.post == Post::Member).unwrap();
    (members.seats, members.formal) = (4, 5);
    let gate = at(Stage::Candidates, &facts, &rules, "2020-11-15");
    assert_eq!(one(&gate, What::EnoughCandidates).compared, numbers(5, Op::AtLeast, 6));
    assert!(!gate.passes(), "more is asked than was approved");
}

#[test]
fn what_warns_or_holds_needs_no_approval() {
    let rules = zhejiang();
    let gate = at(Stage::Roll, &done(), &rules, "2020-10-31");
    assert_eq!(gate.asked(What::RollPostedInTime, None), Err(CannotAsk::NotNeeded));
    let late = at(Stage::Outcome, &done(), &rules, "2020-12-24");
    assert_eq!(one(&late, What::ResultPostedInTime).strength, Strength::Warning);
    assert_eq!(late.asked(What::ResultPostedInTime, None), Err(CannotAsk::NotNeeded));
}

#[test]
fn no_approval_changes_a_number_or_takes_a_right_away() {
    for (what, never) in [
        (What::Turnout, Never::Arithmetic),
        (What::CollectedWithinIssued, Never::Arithmetic),
        (What::CollectedWithinPrinted, Never::Arithmetic),
        (What::BallotsAddUp, Never::Arithmetic),
        (What::SheetIssued, Never::Arithmetic),
        (What::SheetCollected, Never::Arithmetic),
        (What::MoreCandidates, Never::Arithmetic),
        (What::OutcomeDecided, Never::Arithmetic),
        (What::SheetDefinitive, Never::TwoEntries),
        (What::OnOneRoll, Never::Right),
        (What::ObjectionsOver, Never::Right),
        (What::ObjectionsDecided, Never::Right),
        (What::CandidatesOnRoll, Never::Right),
        (What::RollHasVoters, Never::Nobody),
        (What::InOrder, Never::Order),
        (What::DeclaredAfterVote, Never::Order),
        (What::NotInFuture, Never::Clock),
        (What::BodyCarried, Never::NotCarried),
    ] {
        assert_eq!(what.never(), Some(never), "{what:?}");
    }
}

#[test]
fn an_approval_in_the_records_of_what_is_never_approved_passes_no_gate() {
    let rules = zhejiang();
    // everything that blocks, approved as it stands, by whatever way it came into the records
    let mut facts = with(|facts| {
        facts.ballots.printed += 1;
        facts.count.sheet = SheetFacts::Both;
        facts.roll.voters = 0;
        facts.candidates.not_on_roll = 1;
        facts.roll.objections.push(objection("2020-11-04", None));
        facts.posts[0].formal = 1;
    });
    let judged = |facts: &Facts| Stage::ALL.map(|stage| at(stage, facts, &rules, "2020-11-01"));
    let blocking: Vec<Approval> = judged(&facts)
        .iter()
        .flat_map(|gate| {
            gate.blocking().map(|one| Approval {
                post: one.post,
                ..approval(gate.stage, one.what, one.compared)
            })
        })
        .collect();
    assert!(blocking.len() > 10, "{blocking:?}");
    facts.approvals = blocking;
    for gate in judged(&facts) {
        for one in gate.failing().filter(|one| one.what.never().is_some()) {
            assert_eq!(one.approved, None, "{:?}", one.what);
        }
        let blocks = gate.failing().any(|one| one.what.never().is_some());
        assert_eq!(gate.passes(), !blocks, "{:?}", gate.stage);
    }
}

#[test]
fn what_a_closed_stage_rested_on_is_told_as_long_as_it_does() {
    let rules = zhejiang();
    let mut facts = late_roll();
    assert_eq!(approved(&facts, &rules, day("2020-12-01")).len(), 0, "nothing is closed by it");
    facts.roll.posted_on = Some(day("2020-11-01"));
    let rested = approved(&facts, &rules, day("2020-12-01"));
    let told: Vec<_> = rested.iter().map(|(stage, one)| (*stage, one.what, one.approved)).collect();
    assert_eq!(told, [(Stage::Roll, What::RollPostedInTime, Some(KEY))]);
    // the day was mistyped
    facts.roll.posted_on = Some(day("2020-10-30"));
    assert_eq!(approved(&facts, &rules, day("2020-12-01")).len(), 0);
}

#[test]
fn every_reason_for_never_has_a_requirement_and_a_word_of_its_own() {
    let found: BTreeSet<_> =
        What::ALL.iter().filter_map(|it| it.never()).map(Never::word).collect();
    assert_eq!(found, Never::ALL.map(Never::word).into());
    assert_eq!(found.len(), Never::ALL.len());
    assert!(found.contains("right"));
}
