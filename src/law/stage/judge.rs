//! What each gate of a villagers' committee's election asks.

use chrono::NaiveDate;

use super::{
    Compared, Requirement, Stage, Strength, What,
    days::{deadline, decision_limit, first, set, strength_of, strength_of_key, too_late},
};
use crate::{
    body::Post,
    calendar::{Direction, Limit, Step},
    facts::{Facts, ObjectionFacts, PostFacts, SheetFacts},
    meeting,
    reason::{Op, Test},
    rules::{Key, Rules, parameters::Participants},
    seats::{self, count},
    source::Tag,
};

/// What must hold to close the stage.
pub(super) fn requirements<'r>(
    stage: Stage,
    facts: &Facts,
    rules: &'r Rules,
    on: NaiveDate,
    today: NaiveDate,
) -> Vec<Requirement<'r>> {
    let mut judge = Judge { stage, facts, rules, on, found: Vec::new() };
    if !Stage::of(facts.body).contains(&stage) {
        judge.done(What::BodyCarried, false);
        return judge.found;
    }
    judge.after_the_stage_before();
    match stage {
        Stage::Roll => judge.roll(),
        Stage::Objections => judge.objections(),
        Stage::Candidates => judge.candidates(),
        Stage::Voting => judge.voting(),
        Stage::Count => judge.count(),
        Stage::Outcome => judge.outcome(),
    }
    judge.entry(today);
    judge.found
}

struct Judge<'r, 'f> {
    stage: Stage,
    facts: &'f Facts,
    rules: &'r Rules,
    on: NaiveDate,
    found: Vec<Requirement<'r>>,
}

impl<'r> Judge<'r, '_> {
    /// the stage before is closed, and not on a later day.
    fn after_the_stage_before(&mut self) {
        let Some(previous) = self.stage.previous() else { return };
        let what = match previous {
            Stage::Roll => What::RollPosted,
            Stage::Objections => What::RollSealed,
            Stage::Candidates => What::ListPosted,
            Stage::Voting => What::VotingClosed,
            Stage::Count | Stage::Outcome => What::CountClosed,
        };
        let closed_on = self.facts.closed_on(previous);
        self.done(what, closed_on.is_some());
        if let Some(limit) = closed_on {
            self.days(What::InOrder, self.on, Op::AtLeast, limit);
        }
    }

    /// Posting the roll.
    fn roll(&mut self) {
        let roll = &self.facts.roll;
        self.numbers(What::RollHasVoters, roll.voters.into(), Op::AtLeast, 1);
        self.in_time(What::RollPostedInTime);
        self.not_before(What::CorrectedBefore, roll.prepared_on);
        self.one_roll();
    }

    /// what is closed holds what was done to it, so that all of that lies on the day or before
    /// it.
    fn not_before(&mut self, what: What, last_on: Option<NaiveDate>) {
        if let Some(limit) = last_on {
            self.days(what, self.on, Op::AtLeast, limit);
        }
    }

    /// V-04, by name, sex and day of birth: who is meant has to be looked up.
    fn one_roll(&mut self) {
        let twice = self.facts.roll.on_other_rolls.into();
        self.numbers(What::OnOneRoll, twice, Op::AtMost, 0).strength = Strength::Warning;
    }

    /// Sealing the roll.
    fn objections(&mut self) {
        let roll = &self.facts.roll;
        let posted: Vec<_> = roll.posted_on.iter().map(|day| (Step::RollPosted, *day)).collect();
        if let Some(limit) = first(set(self.rules, self.facts, posted, Step::Objection)) {
            self.limit(What::ObjectionsOver, self.on, Op::More, &limit, strength_of(&limit));
        }
        let open = |one: &&ObjectionFacts| one.decided_on.is_none_or(|day| day > self.on);
        let open: Vec<_> = roll.objections.iter().filter(open).map(|one| one.filed_on).collect();
        let late = |on: &NaiveDate| Some((*on, too_late(self.rules, self.facts, *on)?));
        let late: Vec<_> = open.iter().filter_map(late).collect();
        self.numbers(What::ObjectionsDecided, count(open.len() - late.len()), Op::AtMost, 0);
        for (on, limit) in late {
            self.limit(What::ObjectionFiledLate, on, Op::AtMost, &limit, Strength::Warning);
        }
        self.decisions();
        let unposted = roll.corrections_unposted.into();
        self.numbers(What::CorrectionsPosted, unposted, Op::AtMost, 0).strength = Strength::Warning;
        self.not_before(What::CorrectedBefore, roll.corrected_on);
        self.not_before(What::NoticedBefore, roll.noticed_on);
        self.not_before(What::SettledBefore, roll.settled_on);
        self.one_roll();
    }

    /// V-08: every decision that came too late, or else the one that was nearest to it.
    fn decisions(&mut self) {
        let mut decided: Vec<(NaiveDate, Limit<'r>)> = Vec::new();
        for objection in &self.facts.roll.objections {
            let limit = decision_limit(self.rules, self.facts, *objection);
            // what was decided in time may be decided anew later
            let on = objection.first_decided_on.or(objection.decided_on);
            decided.extend(on.zip(limit));
        }
        let late = |(day, limit): &(NaiveDate, Limit<'r>)| *day > limit.on;
        if decided.iter().any(late) {
            decided.retain(late);
        } else {
            let nearest = decided
                .iter()
                .copied()
                .max_by_key(|(day, limit)| day.signed_duration_since(limit.on));
            decided = nearest.into_iter().collect();
        }
        for (day, limit) in decided {
            self.limit(What::DecisionInTime, day, Op::AtMost, &limit, Strength::Warning);
        }
    }

    /// Posting the formal list.
    fn candidates(&mut self) {
        let facts = self.facts;
        let posts = || facts.posts.iter().filter(|post| post.seats > 0);
        let seats = posts().map(|post| i64::from(post.seats)).sum();
        self.committee(seats);
        for post in posts() {
            self.difference(*post);
        }
        self.in_time(What::ListPostedInTime);
        let list = facts.candidates;
        for (what, wrong) in [
            (What::CandidatesOnRoll, list.not_on_roll),
            (What::CandidatesForOnePost, list.for_two_posts),
        ] {
            let strength = self.by_source(what);
            self.numbers(what, wrong.into(), Op::AtMost, 0).strength = strength;
        }
    }

    /// V-20: no fewer and no more seats than the law allows, of large villages where it tells them apart:
    /// no record says which are large.
    fn committee(&mut self, seats: i64) {
        let bounds = seats::committee_seats(self.rules, seats, true, false).bounds;
        let large = self.rules.whole(Key::SeatsMaxLarge).is_some();
        let most = if large { Key::SeatsMaxLarge } else { Key::SeatsMax };
        match bounds.least {
            Some(least) => self.test(What::SeatsSet, &least, Key::SeatsMin, None),
            None => {
                self.numbers(What::SeatsSet, seats, Op::AtLeast, 1);
            }
        }
        if let Some(bound) = bounds.most {
            self.test(What::SeatsWithin, &bound, most, None);
        }
    }

    /// V-33: more candidates than seats at each post, and the province's difference.
    fn difference(&mut self, PostFacts { post, seats, formal }: PostFacts) {
        let found = seats::difference(self.rules, post, seats.into(), formal.into(), false);
        let (least, most) = if post == Post::Member {
            (Key::MembersMore, Key::MembersMoreMax)
        } else {
            (Key::OfficersMore, Key::OfficersMoreMax)
        };
        // one more than the seats is the same as more than the seats
        let one_more = i64::from(seats) + 1;
        let more = found.more;
        let least_test = found.least.filter(|test| more.is_none() || test.right > one_more);
        for (what, test, key) in [
            (What::MoreCandidates, more, Key::Difference),
            (What::EnoughCandidates, least_test, least),
            (What::NotTooManyCandidates, found.most, most),
        ] {
            let Some(test) = test else { continue };
            self.test(what, &test, key, Some(post));
        }
    }

    fn test(&mut self, what: What, test: &Test, key: Key, post: Option<Post>) {
        let rules = self.rules;
        let by_key = rules.entry(key).map(|(_, entry)| &entry.source);
        let source = by_key.filter(|source| **source == test.source);
        let requirement = self.numbers(what, test.left, test.op, test.right);
        requirement.rule = test.rule;
        requirement.source = source.unwrap_or_else(|| rules.source(test.rule));
        requirement.post = post;
        requirement.strength = strength_of_key(rules, key);
    }

    /// Closing the vote, with the ledger of ballots (forms.md section 5, check 1).
    fn voting(&mut self) {
        self.in_time(What::VotedOnTheDay);
        self.ledger();
        let ballots = self.facts.ballots;
        let (issued, collected) = (i64::from(ballots.issued), i64::from(ballots.collected));
        // C-02, C-01: these make the vote void, which the outcome says; a void vote is closed too
        self.numbers(What::CollectedWithinIssued, collected, Op::AtMost, issued).strength =
            Strength::Warning;
        let voted = match self.rules.parameters(self.facts.body).participants {
            Participants::Collected => collected,
            Participants::Issued => issued,
        };
        let (left, right) = meeting::HALF.sides(voted, self.facts.roll.voters.into());
        self.numbers(What::Turnout, left, meeting::HALF.op, right).strength = Strength::Warning;
    }

    /// The ledger is filled and balances.
    fn ledger(&mut self) {
        let ballots = self.facts.ballots;
        let (printed, issued) = (i64::from(ballots.printed), i64::from(ballots.issued));
        let collected = i64::from(ballots.collected);
        for (what, stated) in [
            (What::BallotsPrinted, printed),
            (What::BallotsIssued, issued),
            (What::BallotsCollected, collected),
        ] {
            self.numbers(what, stated, Op::AtLeast, 1);
        }
        let sum = issued + i64::from(ballots.unused) + i64::from(ballots.spoiled);
        self.numbers(What::BallotsAddUp, printed, Op::Equal, sum);
        self.numbers(What::CollectedWithinPrinted, collected, Op::AtMost, printed);
    }

    /// Closing the count: the ledger, which may have been set right since the vote was closed,
    /// still balances, and the sheet has its numbers (forms.md section 5, check 1).
    fn count(&mut self) {
        self.in_time(What::CountedOnTheDay);
        self.sheet();
        self.ledger();
        let (ballots, count) = (self.facts.ballots, self.facts.count);
        for (what, stated, kept) in [
            (What::SheetIssued, count.issued, ballots.issued),
            (What::SheetCollected, count.collected, ballots.collected),
        ] {
            if let Some(stated) = stated {
                self.numbers(what, stated.into(), Op::Equal, kept.into());
            }
        }
    }

    /// Declaring the result.
    fn outcome(&mut self) {
        self.sheet();
        // whoever asks doubts a figure of the sheet: the answer comes first
        let asked = self.facts.count.open_requests.into();
        self.numbers(What::SheetRequestsAnswered, asked, Op::AtMost, 0);
        self.done(What::OutcomeDecided, self.facts.count.decided);
        // C-07: a vote for a voter of the unit counts, and until it is said for which it cannot
        let unclear = self.facts.count.unclear_names.into();
        self.numbers(What::WrittenNamesClear, unclear, Op::AtMost, 0);
        // C-05: the commission decides; what somebody proposes and nobody has answered may change it
        let proposed = self.facts.count.open_choices.into();
        self.numbers(What::WrittenNamesConfirmed, proposed, Op::AtMost, 0);
        self.names_on_the_day();
        self.days(What::DeclaredAfterVote, self.on, Op::AtLeast, self.facts.election_on);
        self.in_time(What::ResultPostedInTime);
    }

    /// Who is meant is said when the ballots are read; later it is told with its day.
    fn names_on_the_day(&mut self) {
        let count = self.facts.count;
        let (Some(said), Some(counted)) = (count.names_said_on, count.closed_on) else { return };
        self.days(What::NamesSaidOnTheDay, said, Op::AtMost, counted).strength = Strength::Warning;
    }

    fn sheet(&mut self) {
        self.done(What::SheetDefinitive, self.facts.count.sheet == SheetFacts::Definitive);
    }

    /// A lawful event lies on the day of entry or before it; one before it is entered late.
    fn entry(&mut self, today: NaiveDate) {
        self.days(What::NotInFuture, self.on, Op::AtMost, today);
        if self.on < today {
            self.days(What::EnteredLate, self.on, Op::AtMost, today).strength = Strength::LateEntry;
        }
    }

    /// The limit of the stage itself, where the chosen rules set one.
    fn in_time(&mut self, what: What) {
        let (step, strength) = deadline(self.stage);
        let Some(limit) = first(set(self.rules, self.facts, Vec::new(), step)) else { return };
        let op = match limit.direction {
            Direction::Latest => Op::AtMost,
            Direction::Earliest => Op::AtLeast,
            Direction::OnTheDay => Op::Equal,
        };
        let strength = strength.unwrap_or_else(|| strength_of(&limit));
        self.limit(what, self.on, op, &limit, strength);
    }

    fn limit(
        &mut self,
        what: What,
        happened: NaiveDate,
        op: Op,
        limit: &Limit<'r>,
        strength: Strength,
    ) {
        let requirement = self.days(what, happened, op, limit.on);
        requirement.rule = limit.rule;
        requirement.source = limit.source;
        requirement.strength = strength;
    }

    /// What no value of the packs sets blocks where the chosen law says it itself.
    fn by_source(&self, what: What) -> Strength {
        let source = self.rules.source(what.rule());
        let own = [Some(self.rules.pack), self.rules.overlay];
        let itself = own.into_iter().flatten().any(|pack| pack.id == source.law);
        let read = matches!(source.tag, Tag::V | Tag::L);
        if itself || read { Strength::Block } else { Strength::Warning }
    }

    fn numbers(&mut self, what: What, left: i64, op: Op, right: i64) -> &mut Requirement<'r> {
        self.add(what, Compared::Numbers { left, op, right })
    }

    fn days(
        &mut self,
        what: What,
        happened: NaiveDate,
        op: Op,
        limit: NaiveDate,
    ) -> &mut Requirement<'r> {
        self.add(what, Compared::Days { happened, op, limit })
    }

    fn done(&mut self, what: What, done: bool) -> &mut Requirement<'r> {
        self.add(what, Compared::Done(done))
    }

    fn add(&mut self, what: What, compared: Compared) -> &mut Requirement<'r> {
        let rule = what.rule();
        let source = self.rules.source(rule);
        let holds = compared.holds();
        let strength = Strength::Block;
        self.found.push_mut(Requirement {
            what,
            strength,
            holds,
            rule,
            source,
            compared,
            post: None,
            approved: None,
        })
    }
}
