//! Opening an election: what is typed in.

use chrono::NaiveDate;
use law::{body::Post, reason::Op, rules::Rules, seats::committee_seats};

use crate::shell::{
    form::{Form, SEEN},
    gates,
    words::Words,
};

/// An election as it is opened.
pub struct NewElection {
    /// The day of the election.
    pub election_on: NaiveDate,
    /// The term, from 1.
    pub term_no: u32,
    /// Seats by post, highest first; posts without seats are left out.
    pub seats: Vec<(Post, u32)>,
}

/// The form before anything is typed, with the usual numbers of seats.
pub fn empty() -> Form {
    Form::new(&[
        ("term_no", String::new()),
        ("director", "1".to_owned()),
        ("deputy", "1".to_owned()),
        ("member", "3".to_owned()),
    ])
}

/// The fields of seats, with their posts.
pub const POSTS: [(&str, Post); 3] =
    [("director", Post::Director), ("deputy", Post::Deputy), ("member", Post::Member)];

/// Parses the form; `None` leaves its errors in it.
pub fn parse(form: &mut Form, words: &Words) -> Option<NewElection> {
    let election_on = form.date("election_on", words);
    let term_no = form.whole("term_no", 1, 99, words);
    let seats = seats(form, words);
    Some(NewElection { election_on: election_on?, term_no: term_no?, seats: seats? })
}

/// The seats of the posts that have some, each wrong one told; `None` leaves the errors in the form.
pub fn seats(form: &mut Form, words: &Words) -> Option<Vec<(Post, u32)>> {
    let read = |(name, post)| {
        let least = u32::from(post == Post::Director);
        form.whole(name, least, 20, words).map(|seats| (post, seats))
    };
    // all of them are read before any is missed
    let read: Vec<_> = POSTS.into_iter().map(read).collect();
    let seats: Vec<_> = read.into_iter().collect::<Option<_>>()?;
    Some(seats.into_iter().filter(|(_, seats)| *seats > 0).collect())
}

/// Notes a committee of more or fewer members than the law allows. Says whether it is lawful.
///
/// Where the rules have another most for large villages, that one is taken: which villages are large is
/// for the county to say, and is on no record.
pub fn lawful(form: &mut Form, seats: &[(Post, u32)], rules: &Rules, words: &Words) -> bool {
    let total = seats.iter().map(|(_, seats)| i64::from(*seats)).sum();
    let bounds = committee_seats(rules, total, true, false).bounds;
    let mut tests = [bounds.least, bounds.most].into_iter().flatten();
    let Some(failed) = tests.find(|test| !test.holds) else { return true };
    let key = if failed.op == Op::AtLeast { "seats-too-few" } else { "seats-too-many" };
    let source = gates::cited(&failed.source, failed.rule, words);
    let variables =
        [("n", total.into()), ("bound", failed.right.into()), ("source", source.into())];
    form.wrong("member", words, key, &variables);
    false
}

/// Asks once more before an election is opened whose day is past: it may be one that was held on paper,
/// and is a slip of the pen more often. The page has shown the day that stands in its field; a form
/// without that field is no page of ours. Says whether the election may be opened.
pub fn past(form: &mut Form, election_on: NaiveDate, today: NaiveDate, words: &Words) -> bool {
    let shown = !form.has(SEEN) || form.value(SEEN) == election_on.to_string();
    if election_on >= today || shown {
        return true;
    }
    *form = std::mem::take(form).without(SEEN);
    form.suggest(SEEN, election_on.to_string());
    let [on, today] = [election_on, today].map(|on| gates::day(on, words));
    let variables = [("day", on.into()), ("today", today.into())];
    form.wrong("election_on", words, "election-past", &variables);
    false
}
