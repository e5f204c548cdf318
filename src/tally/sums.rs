//! What the page adds up while a sheet is typed, by the same comparisons as its check: shown beside the
//! fields, and never in anybody's way. The browser adds; without a script the check says it once the
//! sheet is sent.

use law::{
    body::Post,
    tally::{Ballots, Blank, Channel, Field, Layout, Papers},
};

use crate::shell::words::Words;

/// A sum and what it is compared with.
pub struct Sum {
    /// Where it stands: below the lines of a post, or of the ballots.
    pub post: Option<Post>,
    /// Names of the fields that are added.
    pub left: String,
    /// The word of the post whose votes are added, written-in lines as well.
    pub votes: &'static str,
    /// Names of the fields that it is compared with.
    pub right: String,
    /// Names of the fields that are taken off the right side.
    pub minus: String,
    /// How often the right side counts.
    pub times: u32,
    /// The sum may be less.
    pub at_most: bool,
    /// What is added, in words.
    pub what: String,
    /// What it is compared with, in words.
    pub with: String,
}

/// The sums of a sheet.
pub fn of(layout: &Layout, words: &Words) -> Vec<Sum> {
    let says = |fields: &[Field]| {
        let names: Vec<String> = fields.iter().map(|field| words.text(&field.key())).collect();
        names.join(" + ")
    };
    let equal = |left: Vec<Field>, right: Ballots| {
        let right = Field::Ballots(right);
        Sum {
            post: None,
            votes: "",
            what: says(&left),
            with: words.text(&right.key()),
            left: names(&left),
            right: right.to_string(),
            minus: String::new(),
            times: 1,
            at_most: false,
        }
    };
    let ballots = |all: &[Ballots]| all.iter().copied().map(Field::Ballots).collect::<Vec<_>>();
    let mut sums = Vec::new();
    if layout.papers == Papers::Stock {
        let parts = ballots(&[Ballots::Issued, Ballots::Unused, Ballots::Spoiled]);
        sums.push(equal(parts, Ballots::Printed));
    }
    let apart =
        |channel: &Channel| *channel != Channel::Scribe && !layout.inside_hall.contains(channel);
    let channels: Vec<Field> =
        layout.channels.iter().copied().filter(apart).map(Field::Issued).collect();
    if !channels.is_empty() {
        sums.push(equal(channels, Ballots::Issued));
    }
    let mut parts = vec![Ballots::Valid, Ballots::Invalid];
    if layout.blank == Blank::Own {
        parts.push(Ballots::Blank);
    }
    sums.push(equal(ballots(&parts), Ballots::Collected));
    sums.extend(layout.posts.iter().map(|lines| {
        // ballots that carry marks
        let minus = (layout.blank == Blank::Valid).then_some(Field::Ballots(Ballots::Blank));
        let valid = Field::Ballots(Ballots::Valid);
        let variables = [("seats", lines.seats.into()), ("of", words.text(&valid.key()).into())];
        Sum {
            post: Some(lines.post),
            votes: lines.post.word(),
            left: String::new(),
            right: valid.to_string(),
            minus: minus.map(|field| field.to_string()).unwrap_or_default(),
            times: lines.seats,
            at_most: true,
            what: words.text("sheet-sum-votes"),
            with: words.text_with("sheet-sum-most", &variables),
        }
    }));
    sums
}

fn names(fields: &[Field]) -> String {
    fields.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
