use chrono::Days;

use super::*;

/// A day so many days before (or, below zero, after) election day.
fn before(days: i64) -> NaiveDate {
    let election = day(D);
    let distance = Days::new(days.unsigned_abs());
    if days < 0 { election + distance } else { election - distance }
}

fn some_day(around: i64) -> impl Strategy<Value = Option<NaiveDate>> {
    prop_oneof![
        1 => Just(None),
        6 => (around - 2..=around + 2).prop_map(|days| Some(before(days))),
    ]
}

prop_compose! {
    fn rolls()(
        voters in 0_u32..3,
        posted_on in some_day(20),
        objections in prop::collection::vec((12_i64..19, some_day(13)), 0..3),
        on_other_rolls in prop_oneof![4 => Just(0_u32), 1 => Just(1)],
        prepared_on in some_day(22),
        done in [some_day(15), some_day(14), some_day(15)],
        sealed_on in some_day(13),
    ) -> RollFacts {
        let objections = objections
            .into_iter()
            .map(|(filed, decided_on)| ObjectionFacts {
                filed_on: before(filed),
                decided_on,
                first_decided_on: None,
            })
            .collect();
        RollFacts {
                voters,
                posted_on,
                objections,
                on_other_rolls,
                corrections_unposted: on_other_rolls,
                prepared_on,
                corrected_on: done[0],
                noticed_on: done[1],
                settled_on: done[2],
                sealed_on,
            }
    }
}

prop_compose! {
    fn ballots()(
        issued in 0_u32..4,
        unused in 0_u32..2,
        spoiled in 0_u32..2,
        missing in prop_oneof![4 => Just(0_u32), 1 => Just(1)],
        collected in 0_u32..6,
        closed_on in some_day(0),
    ) -> BallotFacts {
        let printed = issued + unused + spoiled + missing;
        BallotFacts { printed, issued, unused, spoiled, collected, closed_on }
    }
}

prop_compose! {
    fn elections()(
        roll in rolls(),
        ballots in ballots(),
        seats in prop::collection::vec((0_u32..4, 0_u32..5), 3),
        posted_on in some_day(5),
        wrong in prop_oneof![3 => Just((0_u32, 0_u32)), 1 => Just((1, 0)), 1 => Just((0, 1))],
        definitive in prop::bool::weighted(0.8),
        decided in prop::bool::weighted(0.8),
        waiting in prop_oneof![4 => Just([0_u32; 3]), 1 => prop::array::uniform3(0_u32..2)],
        stated in prop::option::of(0_u32..4),
        counted_on in some_day(0),
        declared_on in some_day(0),
    ) -> Facts {
        let posts = [Post::Director, Post::Deputy, Post::Member];
        let posts = posts.into_iter().zip(seats);
        Facts {
            body: Body::VillagersCommittee,
            election_on: day(D),
            roll,
            posts: posts.map(|(post, (seats, formal))| PostFacts { post, seats, formal }).collect(),
            candidates: CandidateFacts { posted_on, not_on_roll: wrong.0, for_two_posts: wrong.1 },
            ballots,
            count: CountFacts {
                sheet: if definitive { SheetFacts::Definitive } else { SheetFacts::Both },
                issued: stated,
                collected: Some(ballots.collected),
                closed_on: counted_on,
                decided,
                unclear_names: waiting[0],
                open_choices: waiting[1],
                open_requests: waiting[2],
                names_said_on: None,
            },
            declared_on,
            approvals: Vec::new(),
        }
    }
}

/// What the law says in Zhejiang, told once more in plain words: whether a stage may be closed.
fn lawful(stage: Stage, facts: &Facts, on: NaiveDate, today: NaiveDate) -> bool {
    let follows = |day: Option<NaiveDate>| day.is_some_and(|day| day <= on);
    let (roll, ballots) = (&facts.roll, facts.ballots);
    let balanced = ballots.printed == ballots.issued + ballots.unused + ballots.spoiled
        && ballots.collected <= ballots.printed
        && ballots.issued > 0
        && ballots.collected > 0;
    let of_stage = match stage {
        Stage::Roll => {
            roll.voters > 0 && on <= before(20) && roll.prepared_on.is_none_or(|last| last <= on)
        }
        Stage::Objections => {
            let done = [roll.corrected_on, roll.noticed_on, roll.settled_on];
            done.into_iter().flatten().all(|last| last <= on)
                && roll.posted_on.is_some_and(|posted| on > posted + Days::new(5))
                && roll.objections.iter().all(|objection| {
                    let late = roll
                        .posted_on
                        .is_some_and(|posted| objection.filed_on > posted + Days::new(5));
                    late || follows(objection.decided_on)
                })
        }
        Stage::Candidates => {
            follows(roll.sealed_on)
                && (3..=7).contains(&facts.posts.iter().map(|post| post.seats).sum::<u32>())
                && facts.posts.iter().all(|post| post.seats == 0 || post.formal > post.seats)
                && on <= before(5)
                && facts.candidates.not_on_roll == 0
                && facts.candidates.for_two_posts == 0
        }
        Stage::Voting => follows(facts.candidates.posted_on) && on == day(D) && balanced,
        Stage::Count => {
            follows(ballots.closed_on)
                && facts.count.sheet == SheetFacts::Definitive
                && balanced
                && facts.count.issued.is_none_or(|stated| stated == ballots.issued)
        }
        Stage::Outcome => {
            follows(facts.count.closed_on)
                && facts.count.sheet == SheetFacts::Definitive
                && facts.count.decided
                && facts.count.unclear_names == 0
                && facts.count.open_choices == 0
                && facts.count.open_requests == 0
                && on >= day(D)
        }
    };
    of_stage && on <= today
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn a_gate_passes_exactly_when_the_law_is_kept(
        facts in elections(),
        days in -3_i64..23,
        entered in -2_i64..4,
    ) {
        let rules = zhejiang();
        let (on, today) = (before(days), before(days - entered));
        for stage in Stage::ALL {
            let gate = gate(stage, &facts, &rules, on, today);
            prop_assert_eq!(
                gate.passes(), lawful(stage, &facts, on, today), "{:?} {:?}", stage, gate
            );
            for requirement in &gate.requirements {
                prop_assert_eq!(requirement.holds, requirement.compared.holds());
                prop_assert!(requirement.holds || requirement.strength != Strength::LateEntry);
            }
            let entered_late = gate.requirements.iter().any(|it| it.what == What::EnteredLate);
            prop_assert_eq!(entered_late, on < today);
        }
    }

    #[test]
    fn one_stage_at_most_is_open_now_and_all_before_it_are_done(facts in elections()) {
        let rules = zhejiang();
        let rail = rail(&facts, &rules);
        let open = rail.iter().position(|line| !matches!(line.state, State::Done(_)));
        let now = rail.iter().position(|line| line.state == State::Now);
        prop_assert_eq!(open, now);
        prop_assert!(rail.iter().filter(|line| line.state == State::Now).count() <= 1);
    }
}
