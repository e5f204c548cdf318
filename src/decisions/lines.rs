//! Decisions and special approvals as lines of lists.

use chrono::{DateTime, Utc};
use law::approval::State;

use super::{
    special::Special,
    store::{self, approvals},
};
use crate::{
    elections::case::Case,
    shell::{
        clock::shown,
        gates,
        ids::WorldId,
        urls::{self, At},
        words::Words,
    },
};

/// A line of a list.
pub struct Line {
    /// What it is about.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Where.
    pub place: String,
    /// Who decided, or asks.
    pub who: String,
    /// The day on paper, or on which it was asked for.
    pub on: String,
    /// It was entered after its day.
    pub late: bool,
    /// Where it stands.
    pub state: String,
    /// good, warn or bad.
    pub tone: &'static str,
    /// It waits for the visitor.
    pub mine: bool,
}

/// How a state looks.
pub(super) fn tone(state: State) -> &'static str {
    match state {
        State::Checked => "good",
        State::Waiting | State::WithdrawalAsked => "warn",
        State::Returned | State::Withdrawn => "bad",
    }
}

/// Who did something, in which role, when it was recorded.
pub(super) fn when(
    key: &str,
    (by, role, at): (&str, &str, DateTime<Utc>),
    words: &Words,
) -> String {
    let role = words.text(&format!("role-{role}"));
    let variables = [("by", by.into()), ("role", role.into()), ("at", shown(at).into())];
    words.text_with(key, &variables)
}

/// A paper decision; `checks` whether the visitor may check.
pub(super) fn paper(one: store::Listed, world: WorldId, checks: bool, words: &Words) -> Line {
    let found = [one.meeting, one.document_number].into_iter().flatten().collect::<Vec<_>>();
    let url = At { world, code: one.code }.to(urls::DECISION);
    let state = State::ALL.into_iter().find(|state| state.word() == one.state);
    Line {
        title: one.decides,
        url: url.replace("{decision}", &one.paper_decision_id.to_string()),
        place: one.place,
        who: format!("{} · {}", one.body, found.join(" · ")),
        on: gates::day(one.decided_on, words),
        late: one.decided_on < one.entered_on,
        state: words.text(&format!("decisions-state-{}", one.state)),
        tone: state.map_or("warn", tone),
        mine: checks && one.mine,
    }
}

/// How an answer, or none yet, looks.
fn answer_tone(state: &str) -> &'static str {
    match state {
        "agreed" => "good",
        "waiting" => "warn",
        _ => "bad",
    }
}

/// A special approval in the list of a place.
pub(super) fn listed(one: approvals::Listed, world: WorldId, words: &Words) -> Line {
    let url = At { world, code: one.code }.to(urls::APPROVAL);
    let answer = one.answer.as_deref().unwrap_or("waiting");
    let stage = words.text(&format!("stage-{}", one.stage));
    Line {
        title: format!("{stage} · {} · {}", one.rule, one.reason),
        url: url.replace("{approval}", &one.approval_id.to_string()),
        place: one.place,
        who: one.by,
        on: gates::day(one.asked_on, words),
        late: false,
        tone: answer_tone(answer),
        state: words.text(&format!("approval-state-{answer}")),
        mine: one.mine,
    }
}

/// A special approval of an election; `mine` whether it waits for the visitor.
pub fn special(one: &Special, case: &Case, mine: bool, words: &Words) -> Line {
    let at = &case.at;
    let stage = words.text(&format!("stage-{}", one.stage.word()));
    Line {
        title: format!("{stage} · {} · {}", one.rule, one.sentence(case.facts.election_on, words)),
        url: one.url(at),
        place: at.unit.name.clone(),
        who: one.told(words),
        on: gates::day(one.asked_on, words),
        late: false,
        tone: answer_tone(one.state()),
        state: words.text(&format!("approval-state-{}", one.state())),
        mine,
    }
}
