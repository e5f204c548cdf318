//! Bringing in what waits: all of it in one transaction, many lines a statement, or nothing.
//!
//! A long list is written to the journal in parts, so that neither process nor database holds all
//! its rows at once; the parts are kept together or not at all.

use std::collections::HashSet;

use law::stage::Stage;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::{
    kinds::Kind,
    store::{
        self, changes,
        check::{self, Reach},
        lines, take,
    },
    task::{Failure, Task},
};
use crate::{
    elections,
    persons::store::{cases, deaths},
    places, roll,
    shell::{
        Error,
        act::{Act, Actor},
        clock::Now,
        ids::{ImportId, PersonId, RollId},
        journal::{Event, Stream},
        statistics,
    },
};

/// Lines of a statement, and of a part of the journal.
const SLICE: i64 = 5000;
/// What grows by thousands of rows.
const GROWN: &[&str] = &[
    "change",
    "import_line",
    "journal",
    "membership",
    "member_state",
    "office",
    "person",
    "phone",
    "roll_entry",
    "whereabouts",
];

/// What is said where another process takes the same list.
const NOT_ALONE: &str = "import-not-alone";

/// Lists that are brought in at once.
static TURNS: Semaphore = Semaphore::const_new(2);

/// What was decided about lines that are not right, and what was told of all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Lines whose identity number alone is wrong are taken without it.
    pub supply: bool,
    /// Lines that are left out, as they were told to whoever decided.
    pub left: i64,
    /// The digest of what was told of all lines; nobody looked at them where there is none.
    pub shown: Option<String>,
}

/// What became of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Lines taken.
    pub lines: i64,
    /// Persons or units that are new.
    pub added: u64,
    /// Lines that changed somebody or something that was there, as they were told beforehand.
    pub changed: u64,
    /// Lines that say what was there already; not known of rolls that were taken long ago.
    #[serde(default)]
    pub same: Option<u64>,
    /// Entries on a roll, posts, memberships, figures.
    pub entries: u64,
    /// Lines left out.
    pub left: i64,
    /// Records that may be of one person.
    pub suspected: u64,
}

impl Task {
    /// Brings in what waits, beside what is answered now; the work was claimed.
    pub fn take_beside(self, actor: Actor, choice: Choice) {
        tokio::spawn(async move {
            match self.take(actor, choice).await {
                Ok(Err(failure)) => {
                    // it was logged where it failed
                    if self.wait(&failure).await.is_err() {
                        self.fail().await;
                    }
                }
                Ok(Ok(_)) => {}
                Err(_) => self.fail().await,
            }
        });
    }

    /// Lets the lines wait again, looked at anew: what was told of them may be no longer so. Not where
    /// another process takes them, or has: they are its own.
    #[expect(clippy::disallowed_methods, reason = "lines that wait are no protected record")]
    async fn wait(&self, failure: &Failure) -> Result<(), Error> {
        let reach = self.reach().await?;
        let mut db = self.app.db.begin().await?;
        if failure.key == NOT_ALONE && !store::alone(&mut db, self.import_id).await? {
            return Ok(());
        }
        self.heard(self.look(&mut db, &reach)).await?;
        store::waits(&mut db, self.import_id, &serde_json::to_value(failure)?).await?;
        db.commit().await?;
        Ok(())
    }

    /// Brings in what waits; the work was claimed.
    ///
    /// # Errors
    /// Those of the database. What whoever decides can mend is a [`Failure`].
    pub async fn take(
        &self,
        actor: Actor,
        choice: Choice,
    ) -> Result<Result<Outcome, Failure>, Error> {
        let _turn = self.heard(TURNS.acquire()).await.map_err(|error| Error::internal(&error))?;
        let reach = self.reach().await?;
        let act = Act::begin(&self.app, actor).await?;
        match self.heard(self.act(act, &reach, &choice)).await {
            Err(Error::Conflict(key, _)) => Ok(Err(Failure::new(key))),
            Ok(outcome) => {
                statistics::count(&self.app.db, Some(GROWN)).await;
                Ok(Ok(outcome))
            }
            Err(error) => Err(error),
        }
    }

    async fn act(
        &self,
        mut act: Act<'_>,
        reach: &Reach,
        choice: &Choice,
    ) -> Result<Outcome, Error> {
        if !store::alone(&mut act, self.import_id).await? {
            return Err(Error::conflict(NOT_ALONE));
        }
        let roll_id = self.roll(&mut act).await?;
        self.lock(&mut act).await?;
        check::all(&mut act, self.import_id, self.kind, reach).await?;
        let counts = lines::counts(&mut act, self.import_id).await?;
        let left = counts.wrong + if choice.supply { 0 } else { counts.numbers };
        let told = changes::find(&mut act, self.import_id, self.kind).await?;
        let other = choice.shown.as_ref().is_some_and(|shown| *shown != told);
        if left != choice.left || other {
            return Err(Error::conflict("import-changed"));
        }
        let mut outcome = Outcome { lines: counts.lines - left, left, ..Outcome::default() };
        let did = match self.kind {
            Kind::Units => self.units(&mut act, &mut outcome).await,
            Kind::Households => self.figures(&mut act, &mut outcome).await,
            Kind::Persons | Kind::Members | Kind::Officers | Kind::Roll => {
                self.persons(&mut act, roll_id, choice.supply, &mut outcome).await
            }
        };
        let lines = u64::try_from(outcome.lines).unwrap_or_default();
        outcome.same = Some(lines.saturating_sub(did?));
        store::done(&mut act, self.import_id, &serde_json::to_value(outcome)?).await?;
        act.concerns([self.place.place_id]);
        act.commit(self.stream(), self.event(&outcome)).await?;
        Ok(outcome)
    }

    /// Waits for whoever changes the same by a form or another list, so that of two the second one sees
    /// what the first did: of units what keeps their names, of posts what keeps who is at the head, of
    /// members what keeps their branches from being dissolved.
    async fn lock(&self, act: &mut Act<'_>) -> Result<(), Error> {
        match self.kind {
            Kind::Units => {
                places::store::lock(act, self.place.place_id).await?;
            }
            Kind::Officers => take::lock_places(act, self.import_id).await?,
            Kind::Members => take::lock_organisations(act, self.import_id).await?,
            _ => {}
        }
        Ok(())
    }

    /// The roll, locked, while it may be filled.
    async fn roll(&self, act: &mut Act<'_>) -> Result<Option<RollId>, Error> {
        let Some(at) = &self.election else { return Ok(None) };
        let case = elections::store::case_for_share(act, at).await?;
        case.open(Stage::Roll)?;
        Ok(Some(roll::store::roll_for_update(act, at.election_id).await?))
    }

    fn stream(&self) -> Stream {
        match &self.election {
            Some(at) => Stream::Election(at.election_id),
            None => Stream::Instance,
        }
    }

    fn event(&self, outcome: &Outcome) -> Event {
        if self.kind == Kind::Roll {
            return Event::new("roll_imported")
                .note("voters", outcome.entries)
                .note("left", outcome.left);
        }
        Event::new("list_imported")
            .note("kind", self.kind.word())
            .note("lines", outcome.lines)
            .note("left", outcome.left)
    }

    /// Gives how many lines something came of; so do the others.
    async fn units(&self, act: &mut Act<'_>, outcome: &mut Outcome) -> Result<u64, Error> {
        take::number(act, self.import_id, false, "place_place_id_seq").await?;
        let of = (self.place.at.world, self.place.place_id);
        let today = self.place.today.0;
        (outcome.added, outcome.changed) =
            take::add_units(act, self.import_id, of, today).await.map_err(met)?;
        Ok(outcome.added + outcome.changed)
    }

    async fn figures(&self, act: &mut Act<'_>, outcome: &mut Outcome) -> Result<u64, Error> {
        take::number(act, self.import_id, false, "place_place_id_seq").await?;
        let world_id = self.place.at.world;
        (outcome.entries, outcome.changed) =
            take::add_figures(act, self.import_id, world_id, &self.place.name).await?;
        Ok(outcome.entries + outcome.changed)
    }

    async fn persons(
        &self,
        act: &mut Act<'_>,
        roll_id: Option<RollId>,
        supply: bool,
        outcome: &mut Outcome,
    ) -> Result<u64, Error> {
        let (import_id, world_id) = (self.import_id, self.place.at.world);
        take::number(act, import_id, supply, "person_person_id_seq").await?;
        let slices = take::slices(act, import_id, SLICE).await?;
        let (mut done, mut did) = (0, 0);
        for (at, slice) in slices.iter().copied().enumerate() {
            if at > 0 {
                let part = Event::new("list_part").note("number", at);
                act.part(self.stream(), part).await?;
            }
            let on = (world_id, roll_id);
            let added = take::add_persons(act, import_id, on, slice).await.map_err(met)?;
            let mut changed =
                take::change_persons(act, import_id, roll_id, slice).await.map_err(met)?;
            // whose number or place is another may be suspected no more, or only now
            let other: Vec<PersonId> = changed.iter().map(|did| did.person_id).collect();
            let told = take::changing(act, import_id, slice).await?;
            changed.extend(take::reach_persons(act, import_id, slice).await?);
            let entered = self.entered(act, roll_id, slice).await?;
            changed.extend(entered.changed);
            // each line once, whatever came of it
            outcome.changed += many(told.len());
            let lines = added.iter().chain(&changed).map(|did| did.line);
            let lines = lines.chain(entered.lines).chain(told);
            did += many(lines.collect::<HashSet<i64>>().len());
            let added: HashSet<PersonId> = added.iter().map(|did| did.person_id).collect();
            outcome.entries += entered.count;
            outcome.added += many(added.len());
            let dead = take::dead(act, import_id, slice).await?;
            deaths::follow(act, &dead).await?;
            let looked: Vec<PersonId> = added.into_iter().chain(other).collect();
            let today = self.place.today.0;
            outcome.suspected += cases::look(act, world_id, &looked, today).await?;
            done += SLICE;
            self.beat(import_id, done.min(outcome.lines + outcome.left)).await?;
        }
        Ok(did)
    }

    /// What the persons of a slice are: voters, officers, members.
    async fn entered(
        &self,
        act: &mut Act<'_>,
        roll_id: Option<RollId>,
        slice: take::Slice,
    ) -> Result<Entered, Error> {
        let import_id = self.import_id;
        let mut entered = Entered::default();
        match (self.kind, roll_id, &self.election) {
            (Kind::Roll, Some(roll_id), Some(at)) => {
                let on = (roll_id, at.cycle_id);
                entered.lines = take::add_voters(act, import_id, on, slice).await.map_err(met)?;
                entered.count = many(entered.lines.len());
            }
            (Kind::Officers, ..) => {
                let done = take::add_offices(act, import_id, slice).await.map_err(met)?;
                (entered.count, entered.lines) = done;
            }
            (Kind::Members, ..) => {
                let (world_id, today) = (self.place.at.world, self.place.today.0);
                let joined = take::add_members(act, import_id, world_id, slice, today).await;
                let joined = joined.map_err(met)?;
                entered.count = many(joined.len());
                entered.lines = joined.iter().map(|did| did.line).collect();
                entered.changed = take::change_states(act, import_id, slice, today).await?;
                entered.changed.extend(take::say_politics(act, import_id, slice).await?);
            }
            _ => {}
        }
        Ok(entered)
    }

    /// How far it is stands outside of the act, for whoever looks.
    async fn beat(&self, import_id: ImportId, done: i64) -> Result<(), Error> {
        let mut db = self.app.db.acquire().await?;
        store::beat(&mut db, import_id, done, Now::read()).await?;
        Ok(())
    }
}

/// What came of a slice besides its persons.
#[derive(Default)]
struct Entered {
    /// Entries on a roll, posts, memberships.
    count: u64,
    /// The lines that made them.
    lines: Vec<i64>,
    /// Of whom something else is said now.
    changed: Vec<take::Did>,
}

fn many(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// What somebody else's act has taken meanwhile is no fault: the lines are looked at anew.
fn met(error: sqlx::Error) -> Error {
    let once = [
        "person_idno_once",
        "place_code_once",
        "place_one_code",
        "membership_once",
        "roll_entry_one_roll",
        "office_period",
    ];
    let constraint = error.as_database_error().and_then(|error| error.constraint());
    if constraint.is_some_and(|name| once.contains(&name)) {
        return Error::conflict("import-changed");
    }
    error.into()
}
