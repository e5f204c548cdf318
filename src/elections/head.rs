//! What every page of an election begins with: where we are, what is next, who must act. Pages and
//! acts are shown to those who may use them; everybody else reads whose they are.

use law::{
    facts::SheetFacts,
    stage::{self, Gate, Stage},
};
use sqlx::PgConnection;

use super::{
    CorrectDays,
    case::Case,
    changes,
    own::{Own, Phase, own},
    standing,
};
use crate::{
    ballots::{KeepLedger, SeeLedger},
    decisions::{AskApproval, SeeApprovals},
    journal_pages::ReadJournal,
    nomination::{ListCandidates, SeeCandidates},
    people::KeepLinks,
    places::MoveDate,
    results::{Declare, SeeOutcome},
    roll::{KeepRoll, SealRoll, SeeRoll},
    shell::{
        Error,
        error::roles_at,
        gates::{self, RailStep},
        mandate::{Duty, Held, Role},
        trail::{TrailStep, trail},
        urls,
        view::Visit,
        words::Words,
    },
    tally::{EnterSheet, SeeSheet},
};

/// What every page of an election begins with.
pub struct Head {
    /// The unit's name.
    pub unit: String,
    /// Where the unit lies.
    pub trail: Vec<TrailStep>,
    /// The case file.
    pub case_url: String,
    /// Where changes are told.
    pub live: String,
    /// The body that is elected.
    pub body: String,
    /// The day of the election.
    pub election_on: String,
    /// Pack and overlay.
    pub rules: String,
    /// The stages.
    pub rail: Vec<RailStep>,
    /// Where the date of a rehearsal is set; none of a live election.
    pub rehearsal: Option<String>,
    /// What is next; `None` when all is done.
    pub next: Option<NextStep>,
    /// That the last day of the open stage has passed.
    pub overdue: Option<String>,
    /// That the election day has passed and the result is not declared.
    pub passed: Option<String>,
    /// The heading over what must hold to close the open stage.
    pub must: String,
    /// The day that the gate on this page is judged for.
    pub today: String,
    /// Addresses and names of the pages that the visitor may see.
    pub pages: Vec<(String, String)>,
    /// What is theirs who only enter, confirm or look on.
    pub own: Option<Own>,
    /// Where a special approval is asked for past what blocks today, for who may.
    pub ask_url: Option<String>,
    /// What the visitor holds here.
    pub held: Held,
}

/// What is next in an election.
pub struct NextStep {
    /// What is done, in words.
    pub text: String,
    /// Where the visitor does it; none for who may not, or has done his part.
    pub url: Option<String>,
    /// The visitor has done his part and waits for somebody else.
    pub waits: bool,
    /// The roles that act, and where.
    pub who: String,
    /// By when, where a rule says so.
    pub due: Option<String>,
    /// What else is to be known of it.
    pub note: Option<String>,
}

/// What a page of an election begins with, for a visitor.
///
/// # Errors
/// Those of the database.
pub async fn head(db: &mut PgConnection, case: &Case, visit: &Visit) -> Result<Head, Error> {
    let words = &visit.words;
    let at = &case.at;
    let held = visit.held(db, at.unit.place_id).await?;
    let now = case.stage();
    let rail = stage::rail(&case.facts, case.rules);
    let rail = gates::rail(&rail, (case.facts.election_on, case.today().0), words);
    let due = rail.iter().find(|step| step.state == "now").and_then(|step| step.due.as_ref());
    let overdue = due.and_then(|due| due.overdue.clone());
    let due = due.map(|due| due.whole(words));
    let waits = now == Some(Stage::Count)
        && case.facts.count.sheet == SheetFacts::First
        && match &visit.account {
            Some(account) => changes::has_entered(db, at.election_id, account.account_id).await?,
            None => false,
        };
    let next = match now {
        Some(stage) => Some(next(case, stage, &held, waits, due, words)),
        None => after(db, case, words).await?,
    };
    let day = case.facts.election_on;
    let passed = standing::passed(day, case.today(), now);
    let mut steps = trail(db, &at.unit, visit).await?;
    let case_url = at.to(urls::COMMITTEE);
    steps.push(TrailStep { name: words.text("case-title"), url: Some(case_url.clone()) });
    Ok(Head {
        unit: at.unit.name.clone(),
        trail: steps,
        case_url,
        live: at.to(urls::LIVE),
        body: words.text(&format!("body-{}", at.body.word())),
        election_on: gates::day(case.facts.election_on, words),
        rules: case.rules_text(words),
        rehearsal: at.unit.rehearses().then(|| at.to(urls::REHEARSAL_DATE)),
        next,
        overdue,
        passed: passed.map(|days| standing::passed_text(day, days, words)),
        must: now.map(|now| words.text(&format!("must-{}", now.word()))).unwrap_or_default(),
        today: gates::day(case.today().0, words),
        pages: pages(&held).map(|(url, key)| (at.to(url), words.text(&key))).collect(),
        own: own(&held, Phase::Open(now), words),
        ask_url: now.and_then(|stage| ask_url(case, &case.gate(stage, case.today().0), &held)),
        rail,
        held,
    })
}

/// What is next while a stage is open.
fn next(
    case: &Case,
    stage: Stage,
    held: &Held,
    waits: bool,
    due: Option<String>,
    words: &Words,
) -> NextStep {
    let at = &case.at;
    let (who, may) = stage_duty(stage);
    let (closes, keeps) = (may(held), stage == Stage::Roll && held.may::<KeepRoll>());
    // there is nothing to check and to post before somebody is on the roll
    let empty = stage == Stage::Roll && case.facts.roll.voters == 0;
    let key = if waits {
        "next-awaited".to_owned()
    } else if empty {
        "next-roll-prepare".to_owned()
    } else {
        format!("next-{}", stage.word())
    };
    let anchor = match (waits, empty) {
        (true, _) => "",
        (_, true) => "#bring",
        _ => "#close",
    };
    let roles = if empty { KeepRoll::ROLES } else { who };
    NextStep {
        text: words.text(&key),
        url: (closes || keeps).then(|| format!("{}{anchor}", at.to(page(stage)))),
        waits,
        who: roles_at(roles, Some(&at.unit), words),
        due,
        note: None,
    }
}

/// What a declared result leaves to be done: seats that stay open are not the end.
async fn after(
    db: &mut PgConnection,
    case: &Case,
    words: &Words,
) -> Result<Option<NextStep>, Error> {
    let left = standing::again(db, case.at.election_id).await?;
    Ok(left.map(|left| NextStep {
        text: words.text(&format!("next-{}", left.word())),
        url: None,
        waits: false,
        who: roles_at(Declare::ROLES, Some(&case.at.unit), words),
        due: None,
        note: Some(words.text("next-on-paper")),
    }))
}

/// Where a special approval is asked for, where something blocks that can be approved and the
/// visitor may ask.
pub(super) fn ask_url(case: &Case, gate: &Gate, held: &Held) -> Option<String> {
    let open = gate.blocking().any(|one| one.what.never().is_none());
    (open && held.may::<AskApproval>()).then(|| case.at.to(urls::APPROVALS))
}

impl Head {
    /// Whether the visitor may move the date of a rehearsal.
    pub fn moves_date(&self) -> bool {
        self.held.may::<MoveDate>()
    }

    /// Whether the visitor may correct the day of a closed stage or the election day.
    pub fn corrects(&self) -> bool {
        self.held.may::<CorrectDays>()
    }
}

/// The roles that close a stage, and whether somebody holds one of them.
pub fn stage_duty(stage: Stage) -> (&'static [Role], fn(&Held) -> bool) {
    fn of<D: Duty>() -> (&'static [Role], fn(&Held) -> bool) {
        (D::ROLES, Held::may::<D>)
    }
    match stage {
        Stage::Roll | Stage::Objections => of::<SealRoll>(),
        Stage::Candidates => of::<ListCandidates>(),
        Stage::Voting => of::<KeepLedger>(),
        Stage::Count => of::<EnterSheet>(),
        Stage::Outcome => of::<Declare>(),
    }
}

/// The page where a stage is worked on.
pub fn page(stage: Stage) -> &'static str {
    match stage {
        Stage::Roll | Stage::Objections => urls::ROLL,
        Stage::Candidates => urls::CANDIDATES,
        Stage::Voting => urls::BALLOTS,
        Stage::Count => urls::SHEET,
        Stage::Outcome => urls::OUTCOME,
    }
}

/// The pages of an election that somebody may see: path and key of the name.
pub fn pages(held: &Held) -> impl Iterator<Item = (&'static str, String)> {
    let seen = PAGES.iter().filter(|(_, _, sees)| sees(held));
    seen.map(|(url, name, _)| (*url, format!("page-{name}")))
}

/// Address, word of its name, and who sees it.
type Page = (&'static str, &'static str, fn(&Held) -> bool);

/// The pages of an election.
const PAGES: [Page; 8] = [
    (urls::ROLL, "roll", Held::may::<SeeRoll>),
    (urls::CANDIDATES, "candidates", Held::may::<SeeCandidates>),
    (urls::BALLOTS, "ballots", Held::may::<SeeLedger>),
    (urls::SHEET, "sheet", Held::may::<SeeSheet>),
    (urls::OUTCOME, "outcome", Held::may::<SeeOutcome>),
    (urls::ELECTION_DECISIONS, "decisions", Held::may::<SeeApprovals>),
    (urls::JOURNAL, "journal", Held::may::<ReadJournal>),
    (urls::ENTRY_LINKS, "entry-links", Held::may::<KeepLinks>),
];
