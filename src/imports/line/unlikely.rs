//! What a line says that can be right and rarely is: somebody is to look once more, the line is taken
//! like any other. Nothing that is recorded lies ahead, or before the birth of whom it is about.

use chrono::{Datelike, NaiveDate};
use law::roll::reaches_age;

use super::{AHEAD, Bar, Line};
use crate::{imports::kinds::Kind, persons::sets::below_college};

/// Nobody is older.
const OLDEST: i32 = 110;
/// The first year in which somebody was born who may live.
const BORN: i32 = 1900;
/// People of a household on average, at the most.
const HOUSEHOLD: i64 = 10;
/// The year in which the Party came to the villages.
const FOUNDED: i32 = 1949;
/// The year of the law by which committees are elected; a term was of three years at least.
const ELECTED: i32 = 1987;
const TERM: i32 = 3;

/// Looks at what was read of a line on a day.
pub(super) fn look(line: &mut Line, kind: Kind, today: NaiveDate) {
    if let Some(on) = line.day("birth")
        && (on.year() < BORN || today.year() - on.year() > OLDEST)
    {
        line.warn("birth", "import-warn-old", &on.to_string());
    }
    for column in ["from_on", "until_on", "member_from", "counted_on"] {
        let Some(on) = line.day(column) else { continue };
        if on > today {
            line.wrong(column, AHEAD, &on.to_string(), Bar::Line);
        } else if line.day("birth").is_some_and(|birth| on < birth) {
            line.wrong(column, "import-before-birth", &on.to_string(), Bar::Line);
        } else if on.year() < FOUNDED {
            line.warn(column, "import-warn-long-ago", &on.to_string());
        }
    }
    for column in ["reserve_since", "official_since"] {
        if let (Some(on), Some(birth)) = (line.day(column), line.day("birth"))
            && on < birth
        {
            line.wrong(column, "import-before-birth", &on.to_string(), Bar::Line);
        }
    }
    if line.given.contains_key("official_since")
        && line.text("education").is_some_and(below_college)
    {
        line.warn("education", "import-warn-schooling", "");
    }
    young(line, kind, today);
    term(line, today);
    households(line);
}

/// Nobody has a post or is a member before coming of age (Party constitution, article 1).
fn young(line: &mut Line, kind: Kind, today: NaiveDate) {
    let Some(birth) = line.day("birth") else { return };
    let Some(of_age) = reaches_age(birth, 18) else { return };
    if kind == Kind::Members && of_age > today {
        line.wrong("birth", "import-young-member", &birth.to_string(), Bar::Line);
    }
    let early = |line: &Line, column| line.day(column).filter(|on| (birth..of_age).contains(on));
    if let Some(on) = early(line, "from_on") {
        line.wrong("from_on", "import-young", &on.to_string(), Bar::Line);
    }
    if let Some(on) = early(line, "member_from") {
        line.warn("member_from", "import-warn-young", &on.to_string());
    }
}

/// There were not so many terms by the day on which the post began.
fn term(line: &mut Line, today: NaiveDate) {
    let Some(term) = line.number("term") else { return };
    let on = line.day("from_on").unwrap_or(today);
    let first = if line.text("body") == Some("party") { FOUNDED } else { ELECTED };
    // one more: terms are begun early as well
    let most = (on.year() - first).max(0) / TERM + 2;
    if term > most.into() {
        line.warn("term", "import-warn-term", &term.to_string());
    }
}

fn households(line: &mut Line) {
    let (Some(households), Some(people)) = (line.number("households"), line.number("people"))
    else {
        return;
    };
    if households > people {
        line.warn("people", "import-warn-fewer-people", &format!("{people} < {households}"));
    } else if people > households.saturating_mul(HOUSEHOLD) {
        line.warn("people", "import-warn-large-households", &format!("{people} / {households}"));
    }
}
