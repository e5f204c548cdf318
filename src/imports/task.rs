//! What is brought in where; reading a file into lines that wait, and what came of it.

use std::{fs::File, io::Cursor};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, postgres::PgPoolCopyExt};
use tokio::{
    sync::{Semaphore, mpsc},
    task::JoinSet,
};

use super::{
    header::Header,
    kinds::Kind,
    line::Known,
    reader::{Limits, Unreadable},
    rows::Lines,
    store::{
        self, SentBy, alike, changes,
        check::{self, Reach},
        known, lines,
    },
};
use crate::{
    elections, persons,
    shell::{
        App, Error,
        clock::Now,
        ids::ImportId,
        mandate::{AtElection, AtPlace},
        statistics,
        words::{Lang, Words},
    },
};

/// Files that are read at once.
static TURNS: Semaphore = Semaphore::const_new(2);

/// An import of a kind at a place.
#[derive(Clone)]
pub struct Task {
    /// What is reached.
    pub app: App,
    /// Its key.
    pub import_id: ImportId,
    /// What.
    pub kind: Kind,
    /// Where.
    pub place: AtPlace,
    /// The election, of a roll.
    pub election: Option<AtElection>,
}

/// A file.
pub enum Source {
    /// In memory.
    Bytes(Vec<u8>),
    /// On the disk.
    File(File),
}

/// Why nothing came of it, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The key of the words.
    pub key: String,
    /// What they name.
    #[serde(default)]
    pub n: String,
    /// Columns that they name.
    #[serde(default)]
    pub columns: Vec<String>,
}

impl Failure {
    /// A failure that names nothing.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), n: String::new(), columns: Vec::new() }
    }

    pub(super) fn naming(key: &str, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        Self { columns, ..Self::new(key) }
    }

    /// In words.
    pub fn text(&self, words: &Words) -> String {
        let columns = self.columns.iter().map(|name| words.text(&format!("import-column-{name}")));
        let columns = columns.collect::<Vec<_>>().join(&words.text("import-and"));
        words.text_with(&self.key, &[("n", self.n.as_str().into()), ("columns", columns.into())])
    }
}

impl From<Unreadable> for Failure {
    fn from(unreadable: Unreadable) -> Self {
        let (key, n) = unreadable.told();
        Self { n: n.to_string(), ..Self::new(key) }
    }
}

/// The heads of a file, as they are kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KeptHeads {
    /// As they stand.
    pub heads: Vec<String>,
    /// Columns that were known, by what they are, and where.
    pub known: Vec<(String, usize)>,
    /// Sheets of a workbook that have something in them and were not read.
    #[serde(default)]
    pub unread: Vec<String>,
}

impl KeptHeads {
    pub(super) fn of(kind: Kind, header: &Header) -> Self {
        let known = kind.columns().iter().zip(&header.places);
        let known = known.filter_map(|(column, place)| Some((column.name.to_owned(), (*place)?)));
        Self { heads: header.heads.clone(), known: known.collect(), unread: Vec::new() }
    }

    /// What of the file was passed over, in words: sheets and columns.
    pub fn passed_over(&self, words: &Words) -> [Option<String>; 2] {
        let known = |at: usize| self.known.iter().any(|(_, known)| *known == at);
        // what we wrote beside lines that were left out
        let ours = Lang::ALL.map(|lang| Words::new(lang).text("import-problem-head"));
        let heads = self.heads.iter().enumerate();
        let unknown = heads
            .filter(|(at, head)| !known(*at) && !head.is_empty() && !ours.contains(head))
            .map(|(_, head)| head.clone());
        let unknown: Vec<String> = unknown.collect();
        let said = |key: &str, names: &[String]| {
            let named = names.join(&words.text("import-and"));
            (!names.is_empty()).then(|| words.text_with(key, &[("n", named.into())]))
        };
        [said("import-unread", &self.unread), said("import-unknown", &unknown)]
    }

    /// Whether what stands in a column is shown nowhere in full.
    pub fn secret(&self, at: usize) -> bool {
        self.known.iter().any(|(name, known)| *known == at && ["idno", "phone"].contains(&&**name))
    }
}

impl Task {
    /// Begins an import.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn begin(
        app: &App,
        kind: Kind,
        place: &AtPlace,
        election: Option<AtElection>,
        sender: &SentBy,
    ) -> Result<Self, Error> {
        let mut db = app.db.acquire().await?;
        let election_id = election.as_ref().map(|at| at.election_id);
        let of = (place.at.world, place.place_id, election_id);
        let import_id = store::begin(&mut db, of, kind.word(), sender, Now::read()).await?;
        Ok(Self { app: app.clone(), import_id, kind, place: place.clone(), election })
    }

    /// How far it reaches.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn reach(&self) -> Result<Reach, Error> {
        let mut db = self.app.db.acquire().await?;
        Ok(Reach {
            world_id: self.place.at.world,
            place_id: self.place.place_id,
            places: persons::store::within(&mut db, self.place.place_id).await?,
            today: self.place.today.0,
            election: self.election.as_ref().map(|at| (at.election_id, at.cycle_id)),
        })
    }

    /// Reads a file: its lines wait then, or what is wrong with it is kept.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn read(&self, source: Source, limits: Limits) -> Result<(), Error> {
        let reach = self.reach().await?;
        let mut db = self.app.db.acquire().await?;
        let known = known::known(&mut db, &reach.places).await?;
        let election_on = match &self.election {
            Some(at) => Some(elections::store::case(&mut db, at.clone()).await?.facts.election_on),
            None => None,
        };
        // a connection is held while another is waited for by few only
        drop(db);
        let _turn = self.heard(TURNS.acquire()).await.map_err(|error| Error::internal(&error))?;
        let read = self.copied(source, limits, known, election_on).await?;
        let mut db = self.app.db.acquire().await?;
        match read {
            Ok(heads) => {
                statistics::count(&self.app.db, Some(&["import_line"])).await;
                // a console asks nobody before it takes: what would change is not told
                if limits.previews {
                    self.heard(self.look(&mut db, &reach)).await?;
                } else {
                    self.heard(self.check(&mut db, &reach)).await?;
                }
                store::ready(&mut db, self.import_id, &serde_json::to_value(heads)?).await?;
            }
            Err(failure) => {
                store::failed(&mut db, self.import_id, &serde_json::to_value(failure)?).await?;
            }
        }
        Ok(())
    }

    /// Looks at all lines: what is wrong, whom they are about or look like.
    async fn check(&self, db: &mut PgConnection, reach: &Reach) -> sqlx::Result<()> {
        check::all(db, self.import_id, self.kind, reach).await?;
        if self.kind.of_persons() {
            alike::find(db, self.import_id, reach.world_id).await?;
        }
        Ok(())
    }

    /// The same, and what they change, so that somebody can decide.
    pub(super) async fn look(&self, db: &mut PgConnection, reach: &Reach) -> sqlx::Result<()> {
        self.check(db, reach).await?;
        let shown = changes::find(db, self.import_id, self.kind).await?;
        store::shown(db, self.import_id, &shown).await
    }

    /// The same beside what is answered now.
    pub fn read_beside(self, source: Source) {
        tokio::spawn(async move {
            if self.read(source, Limits::BROWSER).await.is_err() {
                // it was logged where it failed
                self.fail().await;
            }
        });
    }

    /// Does what may take long, and is heard of all the while: beside it, for the last statement of an
    /// act locks what a beat writes.
    pub(super) async fn heard<T>(&self, work: impl Future<Output = T>) -> T {
        let mut beats = JoinSet::new();
        let (app, import_id) = (self.app.clone(), self.import_id);
        beats.spawn(async move {
            loop {
                tokio::time::sleep(store::HEARD).await;
                let Ok(mut db) = app.db.acquire().await else { continue };
                // a beat that fails is missed, the work goes on
                let _ = store::lives(&mut db, import_id, Now::read()).await;
            }
        });
        // the beats end with the set
        work.await
    }

    /// Keeps that something of ours went wrong.
    pub(super) async fn fail(&self) {
        let Ok(mut db) = self.app.db.acquire().await else { return };
        let failure = serde_json::json!({ "key": "import-failed" });
        let _ = store::failed(&mut db, self.import_id, &failure).await;
    }

    async fn copied(
        &self,
        source: Source,
        limits: Limits,
        known: Known,
        election_on: Option<NaiveDate>,
    ) -> Result<Result<KeptHeads, Failure>, Error> {
        let (chunks, mut received) = mpsc::channel(4);
        let lines = Lines::new(self.clone(), known, election_on, chunks);
        let read = tokio::task::spawn_blocking(move || match source {
            Source::Bytes(bytes) => lines.read(&mut Cursor::new(bytes), &limits),
            Source::File(mut file) => lines.read(&mut file, &limits),
        });
        let mut copy = self.app.db.copy_in_raw(lines::COPY).await?;
        let mut done = 0;
        while let Some((chunk, count)) = received.recv().await {
            copy.send(String::into_bytes(chunk)).await?;
            done += count;
            let mut db = self.app.db.acquire().await?;
            store::beat(&mut db, self.import_id, done, Now::read()).await?;
        }
        // what the library that reads breaks off at is a broken file
        let read = read.await.unwrap_or_else(|_| Err(Unreadable::Broken.into()));
        match &read {
            Ok(_) => copy.finish().await.map(|_| ())?,
            Err(_) => copy.abort("not read").await?,
        }
        Ok(read)
    }
}
