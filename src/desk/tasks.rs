//! What an election lacks, whose it is, by when; and the order in which it is told. Pure: rows in,
//! tasks out.

use chrono::NaiveDate;
use law::{
    outcome::decision::Next,
    stage::{self, Stage},
    tally::State,
};

use crate::{
    documents::PrintPapers,
    elections::{
        OpenElection,
        head::{page, stage_duty},
        standing::Standing,
    },
    results::Declare,
    roll::KeepRoll,
    shell::{
        clock::Today,
        mandate::{Duty, Held, Role},
        urls,
    },
    tally::{AskAnew, EnterSheet, sheet::Asked, standing::Standing as Sheet},
};

/// What waits to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The election is not open yet, in so many units.
    Open(usize),
    /// Nobody is on the roll yet.
    Prepare,
    /// A stage can be closed.
    Close(Stage),
    /// So many objections wait for a decision.
    Decide(usize),
    /// The roll is to be sealed.
    Seal,
    /// The sheet is to be entered.
    Enter,
    /// The sheet is to be entered a second time.
    Second,
    /// The second entry is another person's.
    Other,
    /// Fields differ.
    Differ,
    /// The figures do not add up.
    Faulty,
    /// Warnings need an explanation.
    Explain,
    /// The sheet can be signed.
    Sign,
    /// Those who entered the sheet compare and sign it.
    Compare,
    /// Somebody asks for a sheet to be opened again, or begun anew.
    Agree(Asked),
    /// The declared result leaves another vote to be held.
    Again(Next),
    /// A paper could not be printed.
    Print,
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// So many days ago.
    Overdue(i64),
    /// Today.
    Today,
    /// In so many days.
    In(i64),
    /// No rule sets a day.
    NoDate,
    /// It cannot be done before this day.
    From(NaiveDate),
}

/// Something that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub kind: Kind,
    /// Whether it waits for who asks.
    pub mine: bool,
    /// The roles that do it.
    pub who: &'static [Role],
    /// By when.
    pub when: When,
    /// The day of that.
    pub due_on: Option<NaiveDate>,
    /// The election day and how many days ago it was, where the result is not declared.
    pub passed: Option<(NaiveDate, i64)>,
    /// The page where it is done.
    pub path: &'static str,
}

/// An election, as its tasks follow from it.
pub struct Row<'a> {
    /// What who asks holds over its unit.
    pub held: &'a Held,
    /// Where it stands.
    pub standing: &'a Standing,
    /// Where its sheet stands.
    pub sheet: Option<&'a Sheet>,
    /// Whether its papers could not be printed.
    pub unprinted: bool,
}

impl When {
    /// When a day is, seen from today.
    pub fn of(due_on: Option<NaiveDate>, today: Today) -> Self {
        let Some(on) = due_on else { return Self::NoDate };
        match (stage::overdue(on, today.0), (on - today.0).num_days()) {
            (Some(days), _) => Self::Overdue(days),
            (None, 0) => Self::Today,
            (None, days) => Self::In(days),
        }
    }

    /// What is told first has the least of these: overdue longest, today, soon, without a day, not
    /// possible yet.
    pub fn order(self) -> (u8, i64) {
        match self {
            Self::Overdue(days) => (0, -days),
            Self::Today => (1, 0),
            Self::In(days) => (2, days),
            Self::NoDate => (3, 0),
            Self::From(on) => (4, i64::from(chrono::Datelike::num_days_from_ce(&on))),
        }
    }
}

/// What waits in an election.
pub fn tasks(row: &Row<'_>) -> Vec<Task> {
    let mut tasks = Vec::new();
    tasks.extend(row.standing.open.map(|stage| open(row, stage)));
    // V-08: what was filed late kept nobody from sealing the roll, and is decided all the same
    let sealed = row.standing.open.is_none_or(|stage| stage > Stage::Objections);
    if sealed && row.standing.objections > 0 {
        let (roles, may) = stage_duty(Stage::Objections);
        let kind = Kind::Decide(row.standing.objections);
        tasks.push(Task::new(kind, may(row.held), roles, urls::ROLL));
    }
    if let Some((kind, own)) = row.sheet.and_then(|sheet| sheet.request)
        && matches!(row.standing.open, Some(Stage::Count | Stage::Outcome))
    {
        // whoever asks waits for another person
        let mine = !own && row.held.may::<AskAnew>();
        tasks.push(Task::new(Kind::Agree(kind), mine, AskAnew::ROLES, urls::SHEET));
    }
    if let Some(next) = row.standing.again {
        let mine = row.held.may::<Declare>();
        tasks.push(Task::new(Kind::Again(next), mine, Declare::ROLES, urls::OUTCOME));
    }
    if row.unprinted {
        let mine = row.held.may::<PrintPapers>();
        tasks.push(Task::new(Kind::Print, mine, PrintPapers::ROLES, urls::OUTCOME));
    }
    tasks
}

/// What the open stage lacks.
fn open(row: &Row<'_>, stage: Stage) -> Task {
    let standing = row.standing;
    let (roles, may) = stage_duty(stage);
    let mine = may(row.held);
    let path = page(stage);
    let task = match stage {
        Stage::Roll if !standing.has_voters => {
            Task::new(Kind::Prepare, row.held.may::<KeepRoll>(), KeepRoll::ROLES, path)
        }
        Stage::Objections if standing.objections > 0 => {
            Task::new(Kind::Decide(standing.objections), mine, roles, path)
        }
        Stage::Objections => Task::new(Kind::Seal, mine, roles, path),
        Stage::Count => count(row.held, row.sheet),
        _ => Task::new(Kind::Close(stage), mine, roles, path),
    };
    let when = match standing.not_before {
        Some(on) if task.kind == Kind::Seal => When::From(on),
        _ => When::of(standing.due_on, standing.today),
    };
    let passed = standing.passed().map(|days| (standing.election_on, days));
    Task { when, due_on: standing.due_on, passed, ..task }
}

/// What the sheet lacks.
fn count(held: &Held, sheet: Option<&Sheet>) -> Task {
    let enters = held.may::<EnterSheet>();
    let (kind, mine) = match sheet {
        None => (Kind::Enter, enters),
        Some(sheet) if !sheet.begun => (Kind::Enter, enters),
        Some(Sheet { both: false, own: Some(_), .. }) => (Kind::Other, false),
        Some(Sheet { both: false, .. }) => (Kind::Second, enters),
        Some(Sheet { own: Some(state), .. }) => match state {
            State::Differing => (Kind::Differ, true),
            State::Faulty => (Kind::Faulty, true),
            State::Unexplained => (Kind::Explain, true),
            _ => (Kind::Sign, true),
        },
        Some(_) => (Kind::Compare, false),
    };
    Task::new(kind, mine && enters, EnterSheet::ROLES, urls::SHEET)
}

impl Task {
    fn new(kind: Kind, mine: bool, who: &'static [Role], path: &'static str) -> Self {
        Self { kind, mine, who, when: When::NoDate, due_on: None, passed: None, path }
    }

    /// What is told first has the least of these: an election day that has passed without a result is
    /// as urgent as what is overdue.
    pub fn order(&self) -> (u8, i64) {
        match (self.when, self.passed) {
            (When::Overdue(_), _) | (_, None) => self.when.order(),
            (_, Some((_, days))) => When::Overdue(days).order(),
        }
    }

    /// Units of a town without an election.
    pub fn open(units: usize, held: &Held) -> Self {
        let mine = held.may::<OpenElection>();
        Self::new(Kind::Open(units), mine, OpenElection::ROLES, urls::PLACE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 3, day).unwrap()
    }

    #[test]
    fn what_is_overdue_longest_is_told_first_and_what_is_not_possible_yet_last() {
        let today = Today(on(18));
        let mut told = vec![
            When::From(on(19)),
            When::of(None, today),
            When::of(Some(on(30)), today),
            When::of(Some(on(17)), today),
            When::of(Some(on(19)), today),
            When::of(Some(on(18)), today),
            When::of(Some(on(1)), today),
        ];
        told.sort_by_key(|when| when.order());
        let expected = [
            When::Overdue(17),
            When::Overdue(1),
            When::Today,
            When::In(1),
            When::In(12),
            When::NoDate,
            When::From(on(19)),
        ];
        assert_eq!(told, expected);
    }

    fn row<'a>(held: &'a Held, standing: &'a Standing, sheet: Option<&'a Sheet>) -> Row<'a> {
        Row { held, standing, sheet, unprinted: false }
    }

    fn standing(open: Option<Stage>) -> Standing {
        Standing {
            election_id: crate::shell::ids::ElectionId(1),
            place_id: crate::shell::ids::PlaceId(1),
            body: law::body::Body::VillagersCommittee,
            election_on: on(18),
            today: Today(on(18)),
            rules: None,
            has_voters: true,
            objections: 0,
            open,
            again: None,
            due_on: Some(on(17)),
            not_before: None,
        }
    }

    #[test]
    fn a_stage_waits_for_those_who_may_close_it_and_for_nobody_else() {
        for stage in Stage::ALL {
            let standing = standing(Some(stage));
            for role in Role::ALL {
                let held = Held::of(vec![role]);
                let tasks = tasks(&row(&held, &standing, None));
                assert_eq!(tasks.len(), 1);
                assert_eq!(tasks[0].mine, tasks[0].who.contains(&role), "{stage:?} {role:?}");
                assert_eq!(tasks[0].when, When::Overdue(1));
            }
        }
    }

    #[test]
    fn an_election_day_that_has_passed_is_told_until_the_result_is_declared() {
        let held = Held::of(vec![Role::Commission]);
        let told = |open, today| {
            let standing = Standing { today: Today(on(today)), due_on: None, ..standing(open) };
            tasks(&row(&held, &standing, None)).first().map(|task| (task.passed, task.order()))
        };
        assert_eq!(told(Some(Stage::Outcome), 18), Some((None, When::NoDate.order())));
        let passed = Some((Some((on(18), 1)), When::Overdue(1).order()));
        for stage in Stage::ALL {
            assert_eq!(told(Some(stage), 19), passed);
        }
        assert_eq!(told(None, 19), None);
    }

    #[test]
    fn nothing_waits_once_all_is_declared() {
        let held = Held::of(Role::ALL.to_vec());
        assert_eq!(tasks(&row(&held, &standing(None), None)), []);
    }

    #[test]
    fn an_objection_that_was_left_open_waits_after_the_sealing_too() {
        let held = Held::of(vec![Role::Commission]);
        for open in [None, Some(Stage::Candidates)] {
            let standing = Standing { objections: 1, ..standing(open) };
            let kinds: Vec<Kind> =
                tasks(&row(&held, &standing, None)).iter().map(|task| task.kind).collect();
            assert_eq!(kinds.last(), Some(&Kind::Decide(1)), "{open:?}");
        }
        let waits = Standing { objections: 1, ..standing(Some(Stage::Objections)) };
        assert_eq!(tasks(&row(&held, &waits, None)).len(), 1, "told once");
    }

    #[test]
    fn who_has_entered_the_sheet_waits_for_the_other_and_then_for_what_differs() {
        let held = Held::of(vec![Role::Recorder]);
        let standing = standing(Some(Stage::Count));
        for (both, own, kind, mine) in [
            (false, Some(State::FirstEntered), Kind::Other, false),
            (false, None, Kind::Second, true),
            (true, Some(State::Differing), Kind::Differ, true),
            (true, Some(State::Faulty), Kind::Faulty, true),
            (true, Some(State::Unexplained), Kind::Explain, true),
            (true, Some(State::Agreed), Kind::Sign, true),
            (true, None, Kind::Compare, false),
        ] {
            let sheet = Sheet { begun: true, both, signed: false, own, request: None };
            let told = tasks(&row(&held, &standing, Some(&sheet)));
            assert_eq!((told[0].kind, told[0].mine), (kind, mine));
        }
    }

    #[test]
    fn who_asks_for_a_sheet_to_be_opened_does_not_agree_himself() {
        let held = Held::of(vec![Role::Recorder]);
        for own in [true, false] {
            let request = Some((Asked::Reopened, own));
            let own_state = Some(State::Definitive);
            let sheet = Sheet { begun: true, both: true, signed: true, own: own_state, request };
            let standing = standing(Some(Stage::Outcome));
            let told = tasks(&row(&held, &standing, Some(&sheet)));
            let asked = told.iter().find(|task| task.kind == Kind::Agree(Asked::Reopened));
            assert_eq!(asked.map(|task| task.mine), Some(!own));
        }
    }
}
