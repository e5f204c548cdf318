//! Opening an election: what is typed in.

use chrono::NaiveDate;
use law::body::Post;

use crate::shell::{form::Form, words::Words};

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

/// Parses the form; `None` leaves its errors in it.
pub fn parse(form: &mut Form, words: &Words) -> Option<NewElection> {
    let election_on = form.date("election_on", words);
    let term_no = form.whole("term_no", 1, 99, words);
    let posts = [("director", Post::Director), ("deputy", Post::Deputy), ("member", Post::Member)];
    let seats: Option<Vec<_>> = posts
        .into_iter()
        .map(|(name, post)| {
            let least = u32::from(post == Post::Director);
            form.whole(name, least, 20, words).map(|seats| (post, seats))
        })
        .collect();
    let seats = seats?.into_iter().filter(|(_, seats)| *seats > 0).collect();
    Some(NewElection { election_on: election_on?, term_no: term_no?, seats })
}
