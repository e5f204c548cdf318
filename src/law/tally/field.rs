//! The fields of a tally sheet and their stable text form, such as `ballots.collected`,
//! `issued.hall`, `votes.member.12`, `written.member.张三`.

use std::{fmt, str::FromStr};

use crate::body::Post;

/// A field of a tally sheet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// A number of ballots.
    Ballots(Ballots),
    /// Ballots issued by one channel.
    Issued(Channel),
    /// Votes of a candidate on the form.
    Votes(Post, Answer, CandidateId),
    /// Votes for a person written in (另选他人), a row that the enterer adds.
    Written(Post, WrittenName),
}

/// What a number of ballots counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ballots {
    /// 印制
    Printed,
    /// 发出
    Issued,
    /// 剩余: printed, neither issued nor spoiled.
    Unused,
    /// 污损作废: taken back and replaced, or spoiled in print.
    Spoiled,
    /// 留样: unused ballots kept as specimens (Party).
    Specimens,
    /// 剪角: unused ballots clipped on the spot (Party).
    Clipped,
    /// 收回
    Collected,
    /// 有效
    Valid,
    /// 无效
    Invalid,
    /// 空白, 弃权
    Blank,
}

/// How ballots were issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// 大会投票: the central hall.
    Hall,
    /// 投票站
    Station,
    /// 流动票箱: the mobile box.
    Mobile,
    /// 委托投票: ballots given to agents for their principals.
    Proxy,
    /// 函投: by letter, where local rules know it.
    Letter,
    /// 代写: written by a scribe, and contained in another channel.
    Scribe,
}

/// The column of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// 赞成
    For,
    /// 不赞成 (Party, P-17)
    Against,
    /// 弃权 (Party, P-17)
    Abstain,
}

/// The caller's id of a candidate, not empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CandidateId(String);

/// A name as it is compared: without spaces, with one kind of middle dot; not empty.
///
/// Two-character names are set with a wide space (张 三), so a space never tells two names apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WrittenName(String);

impl CandidateId {
    /// The id; `None` when empty.
    pub fn new(id: &str) -> Option<Self> {
        (!id.is_empty()).then(|| Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl WrittenName {
    /// The name without spaces; `None` when nothing is left.
    pub fn new(name: &str) -> Option<Self> {
        let name: String = name
            .chars()
            .filter(|sign| !sign.is_whitespace() && !INVISIBLE.contains(sign))
            .map(|sign| if DOTS.contains(&sign) { '\u{b7}' } else { sign })
            .collect();
        (!name.is_empty()).then_some(Self(name))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Signs that look like the dot in names of small nationalities.
const DOTS: [char; 4] = ['\u{2022}', '\u{2027}', '\u{30fb}', '\u{ff65}'];

/// Signs without width that slip in from word processors.
const INVISIBLE: [char; 4] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{feff}'];

impl Ballots {
    /// All, in the order of the paper.
    pub const ALL: [Self; 10] = [
        Self::Printed,
        Self::Issued,
        Self::Unused,
        Self::Spoiled,
        Self::Specimens,
        Self::Clipped,
        Self::Collected,
        Self::Valid,
        Self::Invalid,
        Self::Blank,
    ];

    /// The word in a field's text form.
    pub fn word(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Issued => "issued",
            Self::Unused => "unused",
            Self::Spoiled => "spoiled",
            Self::Specimens => "specimens",
            Self::Clipped => "clipped",
            Self::Collected => "collected",
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Blank => "blank",
        }
    }
}

impl Channel {
    /// All, in the order of the paper.
    pub const ALL: [Self; 6] =
        [Self::Hall, Self::Station, Self::Mobile, Self::Proxy, Self::Letter, Self::Scribe];

    /// The word in a field's text form.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hall => "hall",
            Self::Station => "station",
            Self::Mobile => "mobile",
            Self::Proxy => "proxy",
            Self::Letter => "letter",
            Self::Scribe => "scribe",
        }
    }
}

impl Answer {
    /// All, in the order of the paper.
    pub const ALL: [Self; 3] = [Self::For, Self::Against, Self::Abstain];

    /// The word in a field's text form.
    pub fn word(self) -> &'static str {
        match self {
            Self::For => "votes",
            Self::Against => "against",
            Self::Abstain => "abstain",
        }
    }
}

impl Field {
    /// The key of its label in the words: `field-ballots-collected`, `field-issued-hall`,
    /// `field-votes`, `field-against`, `field-abstain`, `field-written`; the last four take the
    /// variables `post` and `name`.
    pub fn key(&self) -> String {
        match self {
            Self::Ballots(ballots) => format!("field-ballots-{}", ballots.word()),
            Self::Issued(channel) => format!("field-issued-{}", channel.word()),
            Self::Votes(_, answer, _) => format!("field-{}", answer.word()),
            Self::Written(..) => "field-written".to_owned(),
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ballots(ballots) => write!(f, "ballots.{}", ballots.word()),
            Self::Issued(channel) => write!(f, "issued.{}", channel.word()),
            Self::Votes(post, answer, id) => {
                write!(f, "{}.{}.{}", answer.word(), post.word(), id.as_str())
            }
            Self::Written(post, name) => write!(f, "written.{}.{}", post.word(), name.as_str()),
        }
    }
}

/// A text that names no field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such field")]
pub struct NoField;

impl FromStr for Field {
    type Err = NoField;

    fn from_str(text: &str) -> Result<Self, NoField> {
        parse(text).ok_or(NoField)
    }
}

fn parse(text: &str) -> Option<Field> {
    let (kind, rest) = text.split_once('.')?;
    match kind {
        "ballots" => Ballots::ALL.into_iter().find(|it| it.word() == rest).map(Field::Ballots),
        "issued" => Channel::ALL.into_iter().find(|it| it.word() == rest).map(Field::Issued),
        _ => {
            let (post, whose) = rest.split_once('.')?;
            let post = Post::from_word(post)?;
            if kind == "written" {
                return WrittenName::new(whose).map(|name| Field::Written(post, name));
            }
            let answer = Answer::ALL.into_iter().find(|it| it.word() == kind)?;
            CandidateId::new(whose).map(|id| Field::Votes(post, answer, id))
        }
    }
}
