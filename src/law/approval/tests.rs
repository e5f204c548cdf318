use std::collections::BTreeSet;

use super::*;

const CLERK: PersonId = PersonId(1);
const LEADER: PersonId = PersonId(2);
const COUNTY: PersonId = PersonId(3);
const OTHER: PersonId = PersonId(4);

fn paper(state: State) -> Paper {
    let checked = state.counts() || state == State::Withdrawn;
    let asked = matches!(state, State::WithdrawalAsked | State::Withdrawn);
    Paper {
        state,
        entered_by: CLERK,
        checked_by: checked.then_some(LEADER),
        asked_by: asked.then_some(COUNTY),
    }
}

fn hand(person: PersonId, standing: Standing) -> Hand {
    Hand { person, standing }
}

#[test]
fn a_paper_decision_is_checked_by_another_person() {
    let entered = paper(State::Waiting);
    assert_eq!(entered.after(Step::Check, CLERK), Err(Refusal::SamePerson));
    assert_eq!(entered.after(Step::Return, CLERK), Err(Refusal::SamePerson));
    assert_eq!(entered.after(Step::Check, LEADER), Ok(State::Checked));
    assert_eq!(entered.after(Step::Return, LEADER), Ok(State::Returned));
}

#[test]
fn what_was_given_back_is_corrected_by_whoever_may_and_waits_again() {
    for by in [CLERK, LEADER, OTHER] {
        assert_eq!(paper(State::Returned).after(Step::Correct, by), Ok(State::Waiting));
    }
    assert_eq!(paper(State::Checked).after(Step::Correct, CLERK), Err(Refusal::NotNow));
}

#[test]
fn a_checked_decision_is_withdrawn_by_two_of_whom_one_had_no_hand_in_it() {
    assert_eq!(paper(State::Checked).after(Step::Withdraw, OTHER), Err(Refusal::NotNow));
    let asked = paper(State::WithdrawalAsked);
    assert_eq!(asked.after(Step::Withdraw, COUNTY), Err(Refusal::SamePerson));
    assert_eq!(asked.after(Step::Withdraw, CLERK), Err(Refusal::HadAHand));
    assert_eq!(asked.after(Step::Withdraw, LEADER), Err(Refusal::HadAHand));
    assert_eq!(asked.after(Step::Withdraw, OTHER), Ok(State::Withdrawn));
    assert!(asked.state.counts(), "it counts until then");
    // whoever asked may take it back
    assert_eq!(asked.after(Step::Decline, COUNTY), Ok(State::Checked));
}

#[test]
fn the_drawing_shows_every_way_of_a_paper_decision() {
    let drawn: BTreeSet<String> = include_str!("../approval.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("//!     "))
        .filter(|line| !line.starts_with("[*]"))
        .map(str::to_owned)
        .collect();
    let mut found = BTreeSet::new();
    for (state, step) in State::ALL.into_iter().flat_map(|state| Step::ALL.map(|it| (state, it))) {
        if let Ok(next) = paper(state).after(step, OTHER) {
            let step = format!("{step:?}").to_lowercase();
            found.insert(format!("{state:?} --> {next:?}: {step}"));
        }
    }
    assert_eq!(drawn, found);
}

#[test]
fn a_special_approval_needs_another_person_who_stands_higher() {
    use Standing::{Commission, CountyOffice, LeadingGroup, TownOffice};
    for standing in Standing::ALL {
        let oneself = approve(hand(CLERK, Commission), hand(CLERK, standing));
        assert_eq!(oneself, Err(Refusal::SamePerson), "in two roles, yet one person");
    }
    for (asked, by, may) in [
        (Commission, Commission, false),
        (Commission, TownOffice, false),
        (Commission, LeadingGroup, true),
        (Commission, CountyOffice, true),
        (TownOffice, TownOffice, false),
        (TownOffice, LeadingGroup, true),
        (TownOffice, CountyOffice, true),
        (LeadingGroup, LeadingGroup, false),
        (LeadingGroup, CountyOffice, true),
        (CountyOffice, CountyOffice, false),
        (CountyOffice, LeadingGroup, false),
    ] {
        let answer = approve(hand(CLERK, asked), hand(LEADER, by));
        assert_eq!(answer.is_ok(), may, "{asked:?} asks, {by:?} agrees");
        assert!(may || answer == Err(Refusal::NotHigher));
    }
}
