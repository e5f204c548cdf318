//! What can be brought in: kinds of lists, each with its columns. A column says what it is called in
//! files, whether it is needed, and how its cells are read; its own name is `import-column-NAME` in the
//! words.

mod columns;
pub mod told;
mod written;

pub use written::HOW_LONG;

use columns::{HOUSEHOLDS, MEMBERS, OFFICERS, PERSONS, ROLL, UNITS};

/// A kind of list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Villages and communities of a town.
    Units,
    /// Households and people of units, as counted on a day.
    Households,
    /// Persons.
    Persons,
    /// Members of organisations of the Party.
    Members,
    /// Posts that persons hold or held.
    Officers,
    /// Voters of the roll of a committee's election.
    Roll,
}

/// Whether a column and its cells are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Always,
    /// Unless there is an identity number, which says the same.
    OrNumber,
    /// Unless the other way to say the place is there.
    OrPlace,
    /// Unless the post says it; no file must have the column.
    OrPost,
    /// No.
    No,
}

/// How a cell is read.
#[derive(Clone, Copy, Debug)]
pub enum Read {
    /// A name of a person.
    Name,
    /// man or woman.
    Sex,
    /// A day that does not lie ahead; a month is none.
    Birth,
    /// A day, or the first of a month.
    Day,
    /// The same, or that there is none.
    Since,
    /// How a member stands towards the Party, and perhaps that it is a mobile one.
    Standing(&'static Set),
    /// An identity number.
    IdNumber,
    /// A telephone number.
    Phone,
    /// A word of a closed set.
    Word(&'static Set),
    /// A whole number between two.
    Whole(i64, i64),
    /// A group of a unit.
    Group,
    /// A text of so many characters.
    Text(usize),
    /// The division code of a place that is there.
    PlaceCode,
    /// The name of a place that is there.
    PlaceName,
    /// The division code of a unit, there or not.
    UnitCode,
    /// In what a post is held, by what the text has in it.
    Body,
    /// A post, by what the text has in it.
    Post,
    /// An organisation of the Party, by its name.
    Organisation,
}

/// A closed set of words: as pages say them, and as people write them besides.
#[derive(Debug)]
pub struct Set {
    /// What the keys of its words begin with.
    pub prefix: &'static str,
    /// The words.
    pub words: &'static [&'static str],
    /// What else is written for them.
    pub also: &'static [(&'static str, &'static str)],
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its name here.
    pub name: &'static str,
    /// What files call it, besides what pages do.
    pub names: &'static [&'static str],
    /// What files call it that have none of those.
    pub otherwise: &'static [&'static str],
    /// Whether it is needed.
    pub need: Need,
    /// How its cells are read.
    pub read: Read,
}

impl Column {
    const fn new(
        name: &'static str,
        need: Need,
        read: Read,
        names: &'static [&'static str],
    ) -> Self {
        Self { name, names, otherwise: &[], need, read }
    }

    /// With heads that stand for it where none of its own is there.
    const fn otherwise(self, otherwise: &'static [&'static str]) -> Self {
        Self { otherwise, ..self }
    }
}

impl Kind {
    /// All kinds, in the order in which they are brought in.
    pub const ALL: [Self; 6] =
        [Self::Units, Self::Households, Self::Persons, Self::Members, Self::Officers, Self::Roll];

    /// The word in addresses, the database and keys of words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Households => "households",
            Self::Persons => "persons",
            Self::Members => "members",
            Self::Officers => "officers",
            Self::Roll => "roll",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its columns, in the order of the template.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Units => UNITS,
            Self::Households => HOUSEHOLDS,
            Self::Persons => PERSONS,
            Self::Members => MEMBERS,
            Self::Officers => OFFICERS,
            Self::Roll => ROLL,
        }
    }

    /// Whether its lines are of persons.
    pub fn of_persons(self) -> bool {
        !matches!(self, Self::Units | Self::Households)
    }

    /// Whether a person may stand in it on several lines.
    pub fn repeats(self) -> bool {
        matches!(self, Self::Officers)
    }

    /// Whether it is brought in at places of a level.
    pub fn at(self, level: &str) -> bool {
        match self {
            Self::Units | Self::Households => level == "town",
            Self::Persons | Self::Members | Self::Officers => level != "county",
            Self::Roll => level == "unit",
        }
    }
}
