//! A page that is one table about a place, and the same as a file: a room says which table, whose rows
//! and who sees it; `listing::page::<L>` and `listing::file::<L>` are the handlers of its two routes.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

use super::{Asked, FormatPath, Listed, Paths, Source, Table};
use crate::shell::{
    App, Error,
    extract::{AskedForm, Named},
    mandate::{AtPlace, Duty, Held, Mandate},
    trail::{TrailStep, trail},
    view::{View, Visit},
};

/// A table about a place that has a page of its own.
pub trait Listing: 'static {
    /// Who sees it.
    type Seen: Duty<Over = AtPlace>;
    /// The table.
    const TABLE: &'static Table;
    /// The key of the words that say what it is about: `place`, and `day` there.
    const LEAD: &'static str;
    /// The address of the page.
    const PAGE: &'static str;
    /// The address of its files.
    const FILES: &'static str;
    /// What it leaves out, and the list where that is: a key of words, address, and the key of its title.
    const LEAVES: Option<(&'static str, &'static str, &'static str)> = None;
    /// The list whose files can, where its own cannot: address, and the key of its title.
    const RATHER: Option<(&'static str, &'static str)> = None;

    /// Beside its files, for who brings in lists: whether they can be brought in again, and where. A key of
    /// words.
    fn back(_: &Held) -> Option<&'static str> {
        None
    }

    /// Its rows, as seen from a place.
    fn source(
        db: &mut PgConnection,
        place: &AtPlace,
    ) -> impl Future<Output = sqlx::Result<Source>> + Send;
}

#[derive(Template)]
#[template(path = "listing.html")]
struct ListingPage {
    visit: Visit,
    trail: Vec<TrailStep>,
    place: AtPlace,
    title: String,
    lead: String,
    /// What is left out, with address and title of the list that has it.
    leaves: Option<(String, String, String)>,
    list: Listed,
    /// What is said beside the files.
    back: Option<String>,
    /// Address and title of the list to take rather.
    rather: Option<(String, String)>,
}

/// The page.
///
/// # Errors
/// Those of the database.
pub async fn page<L: Listing>(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<L::Seen>,
    AskedForm(asked): AskedForm,
) -> Result<Response, Error> {
    let place = mandate.over;
    let mut db = app.db.acquire().await?;
    let source = L::source(&mut db, &place).await?;
    let trail = trail(&mut db, &place, &visit).await?;
    let paths = Paths { page: place.at.to(L::PAGE), files: place.at.to(L::FILES) };
    let asked = Asked::read(L::TABLE, source, &asked, &visit.words).opening(&app.vault);
    let list = asked.list(&mut db, &paths).await?;
    let title = visit.t(L::TABLE.title);
    let about = [("place", place.name.clone().into()), ("day", place.today.0.to_string().into())];
    let lead = visit.words.text_with(L::LEAD, &about);
    let held = visit.held(&mut db, place.place_id).await?;
    let back = L::back(&held).map(|key| visit.t(key));
    let rather = L::RATHER.map(|(path, title)| (place.at.to(path), visit.t(title)));
    let leaves =
        L::LEAVES.map(|(said, path, title)| (visit.t(said), place.at.to(path), visit.t(title)));
    let page = ListingPage { visit, trail, place, title, lead, leaves, list, back, rather };
    Ok(View(page).into_response())
}

/// The same as a file.
///
/// # Errors
/// Those of [`Asked::file`].
pub async fn file<L: Listing>(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<L::Seen>,
    Named(path): Named<FormatPath>,
    AskedForm(asked): AskedForm,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let source = L::source(&mut *app.db.acquire().await?, place).await?;
    let asked = Asked::read(L::TABLE, source, &asked, &visit.words).opening(&app.vault);
    asked.file(&app, path.format, &place.name).await
}
