//! Problems of a count record: where, and what.

use std::{collections::HashSet, fmt::Write as _};

use super::json::LeafReader;

/// How many problems are kept; a hostile record has millions, and their paths alone would fill the
/// memory. What is beyond is counted.
const KEPT: usize = 500_000;

/// What is wrong at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The text is not JSON; line and column where reading stopped, both from 1.
    NotJson(usize, usize),
    /// There is nothing in the text but blanks.
    Empty,
    /// The text is not UTF-8.
    NotUtf8,
    /// A field that must be there is not.
    Missing,
    /// No field of that name belongs here.
    UnknownField,
    /// The same field stands twice in one object.
    FieldTwice,
    /// Not an object.
    NotObject,
    /// Not a list.
    NotList,
    /// Not a string.
    NotText,
    /// Not `true` or `false`.
    NotFlag,
    /// Not a JSON integer from the first number to 1,000,000,000.
    NotWhole(i64),
    /// Not one of the words that may stand here.
    NotAWord,
    /// Not the format `huanjie-count/1`.
    WrongFormat,
    /// No pack of that id.
    UnknownPack,
    /// The pack is made for other bodies.
    WrongPack,
    /// No overlay of that id.
    UnknownOverlay,
    /// The overlay is made for other bodies.
    WrongOverlay,
    /// This body has no such round.
    WrongRound,
    /// No parameter of that name.
    UnknownParameter,
    /// The parameter does not apply to this body.
    ParameterOfOtherBody,
    /// The field does not apply to this body.
    FieldOfOtherBody,
    /// The field must be absent where the ballots are given one by one.
    WithBallotsRead,
    /// No seats at all.
    NoSeats,
    /// The body has no such post.
    PostOfOtherBody,
    /// The posts are not in order of rank, highest first.
    PostOrder,
    /// The post stands twice without the second entry being for women only.
    PostTwice,
    /// The first of two entries of a post is for women only.
    FirstWomenOnly,
    /// The post is not up for election.
    PostNotUp,
    /// The same id stands twice.
    IdTwice,
    /// The id is nowhere declared.
    UnknownId,
    /// A person is not their own kin.
    KinOfSelf,
    /// The sex differs from that of the candidate of the same id.
    SexDiffers,
    /// More present (first) than the base (second).
    PresentAboveBase(i64, i64),
    /// More exempt (first) than full members (second).
    ExemptAboveMembers(i64, i64),
    /// A plenary knows no exemptions.
    ExemptInPlenary,
    /// Invalid and blank (first) above collected (second).
    InvalidAboveCollected(i64, i64),
    /// Votes of one person for one post (first) above the valid ballots (second).
    VotesAboveValid(i64, i64),
    /// Votes of a post (first) above seats × valid ballots (second).
    SumAboveSeats(i64, i64),
    /// Ballots given one by one (first) are not as many as collected (second).
    BallotsReadNumber(i64, i64),
    /// At least so many further problems are not listed.
    More(usize),
}

impl What {
    /// The word key of its text, without its prefix.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotJson(..) => "not-json",
            Self::Empty => "empty",
            Self::NotUtf8 => "not-utf8",
            Self::Missing => "missing",
            Self::UnknownField => "unknown-field",
            Self::FieldTwice => "field-twice",
            Self::NotObject => "not-object",
            Self::NotList => "not-list",
            Self::NotText => "not-text",
            Self::NotFlag => "not-flag",
            Self::NotWhole(_) => "not-whole",
            Self::NotAWord => "not-a-word",
            Self::WrongFormat => "wrong-format",
            Self::UnknownPack => "unknown-pack",
            Self::WrongPack => "wrong-pack",
            Self::UnknownOverlay => "unknown-overlay",
            Self::WrongOverlay => "wrong-overlay",
            Self::WrongRound => "wrong-round",
            Self::UnknownParameter => "unknown-parameter",
            Self::ParameterOfOtherBody => "parameter-of-other-body",
            Self::FieldOfOtherBody => "field-of-other-body",
            Self::WithBallotsRead => "with-ballots-read",
            Self::NoSeats => "no-seats",
            Self::PostOfOtherBody => "post-of-other-body",
            Self::PostOrder => "post-order",
            Self::PostTwice => "post-twice",
            Self::FirstWomenOnly => "first-women-only",
            Self::PostNotUp => "post-not-up",
            Self::IdTwice => "id-twice",
            Self::UnknownId => "unknown-id",
            Self::KinOfSelf => "kin-of-self",
            Self::SexDiffers => "sex-differs",
            Self::PresentAboveBase(..) => "present-above-base",
            Self::ExemptAboveMembers(..) => "exempt-above-members",
            Self::ExemptInPlenary => "exempt-in-plenary",
            Self::InvalidAboveCollected(..) => "invalid-above-collected",
            Self::VotesAboveValid(..) => "votes-above-valid",
            Self::SumAboveSeats(..) => "sum-above-seats",
            Self::BallotsReadNumber(..) => "ballots-read-number",
            Self::More(_) => "more",
        }
    }

    /// The numbers that its text names, in order: `{ $a }`, `{ $b }`.
    pub fn numbers(self) -> Vec<i64> {
        let signed = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        match self {
            Self::NotJson(line, column) => vec![signed(line), signed(column)],
            Self::More(count) => vec![signed(count)],
            Self::NotWhole(least) => vec![least],
            Self::PresentAboveBase(a, b)
            | Self::ExemptAboveMembers(a, b)
            | Self::InvalidAboveCollected(a, b)
            | Self::VotesAboveValid(a, b)
            | Self::SumAboveSeats(a, b)
            | Self::BallotsReadNumber(a, b) => vec![a, b],
            _ => Vec::new(),
        }
    }
}

/// A problem of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, such as `candidates[2].votes.member`; empty for the whole text.
    pub path: String,
    /// What.
    pub what: What,
}

/// A place in the record while it is being read; becomes text only when something is wrong there.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Root,
    Field(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn write(&self, text: &mut String) {
        match self {
            Path::Root => {}
            Path::Field(parent, name) => {
                parent.write(text);
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(name);
            }
            Path::Item(parent, index) => {
                parent.write(text);
                let _ = write!(text, "[{index}]");
            }
        }
    }
}

impl<'p> Path<'p> {
    /// The place of a field below this one.
    pub fn field(&'p self, name: &'p str) -> Path<'p> {
        Path::Field(self, name)
    }

    /// The place of an item below this one, from 0.
    pub fn item(&'p self, index: usize) -> Path<'p> {
        Path::Item(self, index)
    }
}

/// The problems found so far.
#[derive(Default)]
pub(super) struct Log {
    problems: Vec<Problem>,
    more: usize,
    /// Leaves are read from their text, see [`LeafReader`].
    by_text: bool,
}

impl Log {
    /// A log for reading leaves from their text.
    pub fn by_text() -> Self {
        Self { by_text: true, ..Self::default() }
    }

    /// How leaves are read.
    pub fn leaf(&self) -> LeafReader {
        LeafReader { by_text: self.by_text }
    }

    /// Notes a problem.
    pub fn note(&mut self, at: &Path, what: What) {
        if self.is_full() {
            self.more += 1;
            return;
        }
        let mut path = String::new();
        at.write(&mut path);
        self.problems.push(Problem { path, what });
    }

    /// Says that there was more to look at, without looking at it.
    pub fn pass_over(&mut self) {
        self.more += 1;
    }

    /// No further problem will be listed.
    pub fn is_full(&self) -> bool {
        self.problems.len() == KEPT
    }

    /// Nothing is wrong so far.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    /// How many were noted.
    pub fn count(&self) -> usize {
        self.problems.len() + self.more
    }

    /// The problems, one a path, in the order found.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems;
        let mut seen = HashSet::with_capacity(problems.len());
        let fresh: Vec<bool> =
            problems.iter().map(|problem| seen.insert(problem.path.as_str())).collect();
        drop(seen);
        let mut fresh = fresh.into_iter();
        problems.retain(|_| fresh.next().unwrap_or(true));
        if self.more > 0 {
            problems.push(Problem { path: String::new(), what: What::More(self.more) });
        }
        problems
    }
}
