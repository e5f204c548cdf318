//! A transaction that knows who: the only way to change anything.
//!
//! An [`Act`] has no plain commit. [`Act::commit`] takes the stream and the event, moves the
//! changed rows into the journal, locks the chain's head last, and tells the live pages *after*
//! the commit: within the transaction the notification would make all commits wait on one lock.

use std::ops::{Deref, DerefMut};

use sqlx::{PgConnection, Postgres, Transaction};

use super::{
    App, Error,
    clock::Now,
    ids::{AccountId, PlaceId, StreamId},
    journal::{self, Event, Stream},
    mandate::{Duty, Mandate, Scope},
};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person in a role.
    Account {
        /// The account.
        account_id: AccountId,
        /// The name, kept in the journal as it is now.
        name: String,
        /// The role's word.
        role: &'static str,
        /// The place over which the duty is held; none is the instance.
        place_id: Option<PlaceId>,
    },
    /// Work that goes on after an act, by its kind.
    Job(&'static str),
    /// Somebody at the command line of the server.
    Console,
}

impl<D: Duty> From<&Mandate<D>> for Actor {
    fn from(mandate: &Mandate<D>) -> Self {
        Self::Account {
            account_id: mandate.account.account_id,
            name: mandate.account.name.clone(),
            role: mandate.role.word(),
            place_id: mandate.over.place_id(),
        }
    }
}

/// A change that is being made.
pub struct Act<'a> {
    app: &'a App,
    transaction: Transaction<'static, Postgres>,
    actor: Actor,
    /// Places that the act concerns besides those of which its rows tell.
    places: Vec<PlaceId>,
    now: Now,
    jobs: bool,
}

impl<'a> Act<'a> {
    /// Begins a change in somebody's name.
    ///
    /// # Errors
    /// The database cannot be reached.
    #[expect(
        clippy::disallowed_methods,
        reason = "acts are the one place where transactions begin"
    )]
    pub async fn begin(app: &'a App, actor: impl Into<Actor>) -> Result<Self, Error> {
        let transaction = app.db.begin().await?;
        let actor = actor.into();
        let places = match &actor {
            Actor::Account { place_id, .. } => place_id.iter().copied().collect(),
            Actor::Job(_) | Actor::Console => Vec::new(),
        };
        Ok(Self { app, transaction, actor, places, now: Now::read(), jobs: false })
    }

    /// The moment of the act.
    pub fn now(&self) -> Now {
        self.now
    }

    /// The account that acts.
    ///
    /// # Errors
    /// Nobody is signed in: a job or the console acts.
    pub fn account_id(&self) -> Result<AccountId, Error> {
        match self.actor {
            Actor::Account { account_id, .. } => Ok(account_id),
            Actor::Job(_) | Actor::Console => Err(Error::SignIn),
        }
    }

    /// Lets the journals of these places tell of the act, too: for what none of its rows says.
    pub fn concerns(&mut self, places: impl IntoIterator<Item = PlaceId>) {
        self.places.extend(places);
    }

    /// Leaves work to be done after the commit.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn leave(&mut self, kind: &'static str, subject: i64) -> Result<(), Error> {
        self.jobs = true;
        super::outbox::put(&mut self.transaction, kind, subject, self.now).await?;
        Ok(())
    }

    /// Lets work that was left before be looked for after the commit.
    pub fn wake_jobs(&mut self) {
        self.jobs = true;
    }

    /// Writes a journal row for what was changed so far, as a part of a long act: none of it is kept
    /// unless the whole is committed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn part(&mut self, stream: Stream, event: Event) -> Result<(), Error> {
        self.write(stream, event).await?;
        Ok(())
    }

    /// Writes the journal row and commits; then tells the live pages.
    ///
    /// # Errors
    /// Those of the database; nothing is kept then.
    pub async fn commit(mut self, stream: Stream, event: Event) -> Result<(), Error> {
        let head = self.write(stream, event).await?;
        self.transaction.commit().await?;
        self.app.live.changed(head);
        if self.jobs {
            self.app.live.jobs();
        }
        Ok(())
    }

    async fn write(&mut self, stream: Stream, event: Event) -> Result<(StreamId, i64), Error> {
        let told = (&self.actor, &*self.places, self.now);
        journal::write(&mut self.transaction, stream, told, event).await
    }
}

impl Deref for Act<'_> {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.transaction
    }
}

impl DerefMut for Act<'_> {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }
}
