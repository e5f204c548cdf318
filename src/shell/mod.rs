//! What every room stands on: acts, mandates, routes, pages, the journal.

pub mod above;
pub mod act;
pub mod chance;
pub mod clock;
pub mod db;
pub mod device;
pub mod entrusted;
pub mod error;
pub mod extract;
pub mod files;
pub mod flash;
pub mod form;
pub mod gates;
pub mod health;
pub mod ids;
pub mod instance;
pub mod journal;
pub mod kept;
pub mod live;
pub mod mandate;
pub mod metrics;
pub mod outbox;
pub mod panics;
pub mod private_postgres;
pub mod qr;
mod role;
pub mod routes;
pub mod secret;
pub mod session;
pub mod statics;
pub mod statistics;
pub mod table;
pub mod tls;
pub mod trail;
pub mod urls;
pub mod vault;
pub mod view;
pub mod words;

pub use error::Error;
pub use instance::{Instance, Policy};

use sqlx::PgPool;

use journal::heads::Heads;
use live::Live;
use vault::Vault;

/// What every handler reaches.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: PgPool,
    /// Open pages.
    pub live: Live,
    /// Signs what goes on paper.
    pub heads: Heads,
    /// Enciphers what is not to lie open in the database.
    pub vault: Vault,
    /// Where it runs.
    pub instance: Instance,
}
