//! Objections and corrections as the page shows them.

use law::stage;

use super::store::{self, Was};
use crate::{
    elections::case::Case,
    shell::{gates, urls, words::Words},
};

/// An objection on the page.
pub struct ObjectionLine {
    /// The objection.
    pub objection: store::Objection,
    /// The day it was filed, in words.
    pub filed_on: String,
    /// That it was filed too late, with the article; empty where it was not.
    pub late: String,
    /// Decision and day in words; empty while it waits.
    pub decided: String,
    /// Decisions that no longer hold, in words.
    pub former: Vec<String>,
    /// It was decided when the roll was sealed already, and changes it no more.
    pub decided_sealed: bool,
    /// It waits for its decision.
    pub waits: bool,
    /// Where it is seen, and decided.
    pub url: String,
}

/// The line of an objection; `former` are those of all objections.
pub fn objection_line(
    one: store::Objection,
    former: &[store::Former],
    case: &Case,
    words: &Words,
) -> ObjectionLine {
    let late = stage::objection_too_late(&case.facts, case.rules, one.filed_on);
    let decided = one.decision.as_ref().zip(one.decided_on).map(|(decision, on)| {
        let decision = words.text(&format!("objection-{decision}"));
        format!("{decision} · {}", gates::day(on, words))
    });
    let of_this = former.iter().filter(|of| of.objection_id == one.objection_id);
    ObjectionLine {
        filed_on: gates::day(one.filed_on, words),
        late: late
            .map(|limit| {
                let source = format!("{} · {}", gates::cite(limit.source, words), limit.rule.0);
                let day = gates::day(limit.on, words);
                words.text_with("objection-late", &[("day", day.into()), ("source", source.into())])
            })
            .unwrap_or_default(),
        url: url(case, &one),
        decided_sealed: one.decided_sealed,
        waits: decided.is_none(),
        decided: decided.unwrap_or_default(),
        former: of_this.map(|of| former_line(of, words)).collect(),
        objection: one,
    }
}

/// A decision that no longer holds, with why.
fn former_line(one: &store::Former, words: &Words) -> String {
    let variables = [
        ("decision", words.text(&format!("objection-{}", one.decision)).into()),
        ("day", gates::day(one.decided_on, words).into()),
        ("grounds", one.grounds.as_deref().unwrap_or("—").into()),
        ("cause", words.text(&format!("objection-cause-{}", one.cause)).into()),
        ("reason", one.reason.as_str().into()),
    ];
    words.text_with("objection-former", &variables)
}

/// Where an objection is decided.
pub fn url(case: &Case, one: &store::Objection) -> String {
    case.at.to(urls::OBJECTION_DECIDE).replace("{objection}", &one.objection_id.to_string())
}

/// A correction on the page.
pub struct CorrectionLine {
    /// Added, struck, corrected.
    pub kind: String,
    /// The entry as it was.
    pub was: String,
    /// The entry as it is.
    pub is: String,
    /// The day, in words.
    pub made_on: String,
    /// The roll was posted already.
    pub after_posting: bool,
    /// Why.
    pub grounds: String,
    /// Who filed the objection that was upheld.
    pub filed_by: Option<String>,
    /// It undoes another one, whose decision no longer holds.
    pub undoes: bool,
    /// It was undone.
    pub undone: bool,
    /// The notice that tells it, or that one is to tell it, after the tone of that.
    pub wall: Option<(&'static str, String)>,
    /// Where its day is mended, for who may.
    pub day_url: Option<String>,
}

/// The line of a correction.
pub fn correction_line(
    one: store::Correction,
    day_url: Option<String>,
    words: &Words,
) -> CorrectionLine {
    CorrectionLine {
        day_url,
        kind: words.text(&format!("correction-{}", one.kind)),
        was: one.struck.map(|was| entry(&was, words)).unwrap_or_default(),
        is: one.added.map(|was| entry(&was, words)).unwrap_or_default(),
        made_on: gates::day(one.made_on, words),
        after_posting: one.after_posting,
        grounds: one.grounds,
        filed_by: one.filed_by,
        undoes: one.undoes,
        undone: one.undone,
        wall: one.told.map(|n| {
            let number = [("n", n.to_string().into())];
            ("good", words.text_with("correction-told-by", &number))
        }),
    }
}

fn entry(was: &Was, words: &Words) -> String {
    let sex = words.text(&format!("sex-{}", was.sex));
    let group = words.text_with("correction-group", &[("n", was.group_no.to_string().into())]);
    let category = words.text(&format!("roll-category-{}", was.category));
    format!("{} · {sex} · {} · {group} · {category}", was.name, was.birth_on)
}
