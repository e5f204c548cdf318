//! What the papers of a result say, from the records: the JSON that their templates read.

mod announcement;
mod basis;
pub mod cells;
mod report;
mod why;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use law::{
    body::{Post, Sex},
    outcome::Decision,
    rules::{Parameters, parameters::Participants},
    tally::{Blank, Channel},
};
use serde_json::{Value, json};

pub use announcement::{Copy, announcement};
pub use report::report;

use super::store::{Placed, known::Known};
use crate::{
    elections::case::Case,
    nomination::store::Candidate,
    results::{
        record::person_id,
        store::{
            Outcome,
            apart::{Apart, Birth},
        },
    },
    shell::{ids::RollEntryId, journal::heads::Head},
};

/// Ballots by the channel that they were issued through.
pub type Channels = BTreeMap<Channel, u32>;

/// A declared result and where it belongs.
pub struct Subject<'a> {
    /// Where.
    pub placed: &'a Placed,
    /// The election.
    pub case: &'a Case,
    /// The computed outcome.
    pub outcome: &'a Outcome,
    /// Everybody who stood or was written in.
    pub listed: &'a [Candidate],
    /// Who has namesakes on the roll.
    pub apart: &'a [(RollEntryId, Apart)],
    /// What the records know of them and of the unit.
    pub known: &'a Known,
    /// Ballots issued, by channel.
    pub channels: &'a Channels,
    /// Checks of the form that failed, in words: with one the papers are drafts.
    pub failed: &'a [String],
    /// The number of the announcement.
    pub number: i32,
    /// The day of the declaration.
    pub declared_on: NaiveDate,
}

/// Puts version, check code and the signed head of the journal on a paper's data.
pub fn stamped(mut data: Value, version: i32, code: &str, (head, on): (&Head, NaiveDate)) -> Value {
    let code = code.get(..8).unwrap_or(code).to_uppercase();
    let (one, other) = code.split_at(code.len() / 2);
    let hash = hex::encode(&head.hash);
    data["version"] = json!(version);
    data["check_code"] = json!(format!("{one}-{other}"));
    data["head"] = json!({
        "stream": match &*head.kind {
            "election" => format!("选举 {}", head.subject),
            kind => format!("{kind} {}", head.subject),
        },
        "seq": head.seq,
        "hash": hash.get(..16).unwrap_or(&hash),
        "on": on,
    });
    data
}

/// How the ways of taking part add up: what came back through each nobody counts.
#[derive(Clone, Copy)]
enum Ways {
    /// To those who took part.
    TookPart,
    /// To the ballots issued, so many of which did not come back.
    Issued(u32),
}

impl Ways {
    fn not_returned(self) -> Option<u32> {
        match self {
            Self::TookPart => None,
            Self::Issued(missing) => Some(missing),
        }
    }
}

/// What the law calls those who may vote, by its time.
struct Called {
    electors: &'static str,
    electors_half: &'static str,
    entitled: &'static str,
}

/// The Act of 1998 knows voters, those after it villagers registered for the election.
const CALLED_OF_OLD: Called =
    Called { electors: "选民", electors_half: "选民", entitled: "选民" };
const CALLED: Called = Called {
    electors: "登记参加选举的村民",
    electors_half: "登记参加选举村民",
    entitled: "登记参加选举人",
};

impl Subject<'_> {
    fn parameters(&self) -> Parameters {
        self.case.rules.parameters(self.case.at.body)
    }

    /// P of the rules: those who took part, by the measure of the rules.
    fn took_part(&self, decision: &Decision<'_>) -> u32 {
        match self.parameters().participants {
            Participants::Collected => decision.ballots.collected,
            Participants::Issued => decision.ballots.issued,
        }
    }

    /// The letter of what the bar is measured by.
    fn measure(&self) -> char {
        match self.parameters().participants {
            Participants::Collected => 'V',
            Participants::Issued => 'P',
        }
    }

    fn blank(&self) -> Blank {
        Blank::of(self.case.rules, self.case.at.body)
    }

    fn called(&self) -> Called {
        if self.case.rules.pack.id == "VC98" { CALLED_OF_OLD } else { CALLED }
    }

    /// Valid, invalid and blank ballots as the county puts them on its papers.
    fn divided(&self, decision: &Decision<'_>) -> Value {
        let ballots = decision.ballots;
        let (mut valid, mut invalid) = (ballots.valid, i64::from(ballots.invalid));
        let within = match self.blank() {
            Blank::Valid => {
                valid += i64::from(ballots.blank);
                Some("valid")
            }
            Blank::Invalid => {
                invalid += i64::from(ballots.blank);
                Some("invalid")
            }
            Blank::Own | Blank::Absent => None,
        };
        json!({ "valid": valid, "invalid": invalid, "blank": ballots.blank, "blank_in": within })
    }

    /// Ballots issued through some channels.
    fn issued_by(&self, channels: &[Channel]) -> u32 {
        channels.iter().filter_map(|channel| self.channels.get(channel)).sum()
    }

    /// How the ways of taking part add up; nothing where they add up to neither those who took part nor
    /// the ballots issued.
    fn ways(&self, decision: &Decision<'_>) -> Option<Ways> {
        // what scribes wrote went out through another channel
        let own = self.channels.iter().filter(|(channel, _)| **channel != Channel::Scribe);
        let sum: u32 = own.map(|(_, ballots)| *ballots).sum();
        if sum == self.took_part(decision) {
            return Some(Ways::TookPart);
        }
        let back = decision.ballots.issued.checked_sub(decision.ballots.collected);
        back.filter(|_| sum == decision.ballots.issued).map(Ways::Issued)
    }

    /// The same in the report form, which has columns of its own for sex and birth.
    fn apart_in_form(&self, one: &Candidate) -> Option<String> {
        let apart = self.apart_of(one)?;
        let place = apart.posted.map(|at| format!("名单上同名第{at}人"));
        let told = [Some(format!("第{}组", apart.group_no)), place].into_iter().flatten();
        Some(told.collect::<Vec<String>>().join("，"))
    }

    fn apart_of(&self, one: &Candidate) -> Option<&Apart> {
        self.apart.iter().find(|(id, _)| Some(*id) == one.roll_entry_id).map(|(_, apart)| apart)
    }

    fn name(&self, id: &str) -> String {
        let of_id = |one: &&Candidate| person_id(one.roll_entry_id, one.candidacy_id) == id;
        let Some(one) = self.listed.iter().find(of_id) else { return id.to_owned() };
        match self.apart(one) {
            Some(apart) => format!("{}（{apart}）", one.name),
            None => one.name.clone(),
        }
    }

    /// What tells somebody from namesakes on the roll: the group, in one group the birth. Of a birth no
    /// paper tells more than the month (forms.md 0.3): who was born in the same month is told by sex as
    /// on the posted roll (forms.md 2), and by the place on it.
    fn apart(&self, one: &Candidate) -> Option<String> {
        let apart = self.apart_of(one)?;
        let group = Some(format!("第{}组", apart.group_no));
        let birth = apart.birth.map(|birth| {
            let (Birth::Month(on) | Birth::Day(on)) = birth;
            format!("{}出生", on.format("%Y年%-m月"))
        });
        let place = apart.posted.map(|at| format!("名单上同名第{at}人"));
        let sex = apart.sex.map(|sex| if sex == Sex::Woman { "女" } else { "男" }.to_owned());
        let told = [group, birth, sex, place].into_iter().flatten();
        Some(told.collect::<Vec<String>>().join("，"))
    }

    /// By post in order of rank, the most votes first.
    fn lines(&self, decision: &Decision<'_>) -> Vec<(Post, Vec<Line<'_>>)> {
        let posts = self.case.facts.posts.iter().map(|of| {
            let people = self.listed.iter().filter(|one| one.post == of.post);
            let people = people.map(|one| line(one, decision));
            // a name of a sheet that was corrected since, or one that meant somebody else
            let mut people: Vec<Line<'_>> =
                people.filter(|line| line.one.formal || line.votes > 0).collect();
            people.sort_by_key(|line| {
                (!line.one.formal, std::cmp::Reverse(line.votes), line.one.rank)
            });
            (of.post, people)
        });
        posts.collect()
    }
}

fn post_name(post: Post) -> &'static str {
    match post {
        Post::Director => "主任",
        Post::Deputy => "副主任",
        Post::Member => "委员",
        Post::Secretary => "书记",
    }
}

/// The votes of somebody for the post that they stood for.
struct Line<'a> {
    one: &'a Candidate,
    votes: u32,
    elected: bool,
    /// By the seat kept for a woman.
    womens_seat: bool,
}

fn line<'a>(one: &'a Candidate, decision: &Decision<'_>) -> Line<'a> {
    let id = person_id(one.roll_entry_id, one.candidacy_id);
    let tally = decision.tally.iter().find(|line| line.candidate == id);
    let mut seats = decision.elected.iter();
    let seat = seats.find(|seat| seat.candidate == id && seat.post == one.post);
    Line {
        one,
        votes: tally.and_then(|line| line.votes.get(one.post)).unwrap_or_default(),
        elected: seat.is_some(),
        womens_seat: seat.is_some_and(|seat| seat.women_seat),
    }
}
