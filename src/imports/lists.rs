//! What can be brought in at a place: sending a file, templates, what was sent lately.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    BringIn,
    kinds::Kind,
    reader::Limits,
    store::{self, Import, SentBy},
    take::Outcome,
    task::{Source, Task},
};
use crate::{
    elections,
    places::KeepPlaces,
    roll::KeepRoll,
    shell::{
        App, Error,
        clock::{self, Now},
        extract::{Asked, Upload},
        form::Form,
        mandate::{AtElection, AtPlace, Held, Mandate, Scope},
        urls,
        view::{Invalid, View, Visit},
        words::Words,
    },
};
use law::stage::Stage;

/// Lists that were sent, on one page.
const SIZE: i64 = 25;

#[derive(Template)]
#[template(path = "imports/lists.html")]
struct ListsPage {
    visit: Visit,
    place: AtPlace,
    form: Form,
    url: String,
    kinds: Vec<KindLine>,
    options: Vec<(String, String)>,
    latest: Vec<SentLine>,
    earlier: Option<String>,
    later: Option<String>,
}

struct KindLine {
    name: String,
    lead: String,
    needed: String,
    more: String,
    xlsx: String,
    csv: String,
}

struct SentLine {
    url: String,
    /// How the file was called, or what it was about where that is not known.
    file: String,
    kind: String,
    sender: String,
    when: String,
    state: String,
    /// What became of it, once it was brought in.
    outcome: Option<Outcome>,
}

/// The kinds that somebody brings in at a place.
async fn kinds(
    app: &App,
    db: &mut PgConnection,
    place: &AtPlace,
    held: &Held,
) -> Result<Vec<Kind>, Error> {
    let mut kinds = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| kind.at(&place.level)) {
        let may = match kind {
            Kind::Units | Kind::Households => held.may::<KeepPlaces>(),
            Kind::Roll => held.may::<KeepRoll>() && open_roll(app, db, place).await?.is_some(),
            Kind::Persons | Kind::Members | Kind::Officers => true,
        };
        if may {
            kinds.push(kind);
        }
    }
    Ok(kinds)
}

/// The election of a unit whose roll is prepared.
async fn open_roll(
    app: &App,
    db: &mut PgConnection,
    place: &AtPlace,
) -> Result<Option<AtElection>, Error> {
    let at = match AtElection::within(app, Some(place.clone())).await {
        Err(Error::NotFound) => return Ok(None),
        found => found?,
    };
    let case = elections::store::case(db, at.clone()).await?;
    Ok((case.stage() == Some(Stage::Roll)).then_some(at))
}

/// Which kind is chosen beforehand, and which page of what was sent.
#[derive(Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    page: i64,
}

/// What can be brought in.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<BringIn>,
    Asked(which): Asked<Which>,
) -> Result<Response, Error> {
    let form = Form::new(&[("kind", which.kind)]);
    let page = which.page.clamp(0, 1_000_000);
    Ok(View(lists(&app, visit, mandate.over, page, form).await?).into_response())
}

async fn lists(
    app: &App,
    visit: Visit,
    place: AtPlace,
    page: i64,
    mut form: Form,
) -> Result<ListsPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let kinds = kinds(app, &mut db, &place, &held).await?;
    let mut latest = store::latest(&mut db, place.place_id, (page * SIZE, SIZE + 1)).await?;
    let size = usize::try_from(SIZE).unwrap_or(usize::MAX);
    let more = latest.len() > size;
    latest.truncate(size);
    let to = |page: i64| format!("{}?page={page}#latest", place.at.to(urls::IMPORTS));
    let (earlier, later) = ((page > 0).then(|| to(page - 1)), more.then(|| to(page + 1)));
    let latest = latest.into_iter().map(|one| sent_line(one, &place, &w));
    form.call_all(&[("kind", "import-kind"), ("file", "import-file")], &w);
    let called =
        |kind: &Kind| (kind.word().to_owned(), w.text(&format!("import-kind-{}", kind.word())));
    Ok(ListsPage {
        url: place.at.to(urls::IMPORTS),
        latest: latest.collect(),
        earlier,
        later,
        options: kinds.iter().map(called).collect(),
        kinds: kinds.iter().map(|kind| kind_line(*kind, &place, &w)).collect(),
        visit,
        place,
        form,
    })
}

fn sent_line(one: Import, place: &AtPlace, w: &Words) -> SentLine {
    let kind = w.text(&format!("import-kind-{}", one.kind));
    let state = if one.broke_off(Now::read()) { "broken" } else { &one.state };
    SentLine {
        url: urls::of_import(&place.at.to(urls::IMPORT), one.import_id),
        when: clock::shown(one.began_at),
        state: w.text(&format!("import-state-{state}")),
        file: if one.file_name.is_empty() { kind.clone() } else { one.file_name },
        sender: one.sender.unwrap_or_else(|| w.text("import-by-console")),
        outcome: one.outcome.and_then(|outcome| serde_json::from_value(outcome).ok()),
        kind,
    }
}

fn kind_line(kind: Kind, place: &AtPlace, w: &Words) -> KindLine {
    let (needed, more) = kind.needed(w);
    let and = w.text("import-and");
    let file = place.at.to(urls::IMPORT_TEMPLATE).replace("{kind}", kind.word());
    KindLine {
        name: w.text(&format!("import-kind-{}", kind.word())),
        lead: w.text(&format!("import-lead-{}", kind.word())),
        needed: needed.join(&and),
        more: more.join(&and),
        xlsx: file.replace("{format}", "xlsx"),
        csv: file.replace("{format}", "csv"),
    }
}

/// Takes a file: it is read beside what is answered.
pub async fn send(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<BringIn>,
    upload: Upload,
) -> Result<Response, Error> {
    let place = mandate.over;
    let most = Limits::BROWSER.bytes;
    let sent = upload.form(usize::try_from(most).unwrap_or(usize::MAX)).await?;
    let mut form = Form::sent(sent.typed);
    let w = visit.words;
    let (kind, election) = {
        let mut db = app.db.acquire().await?;
        let held = visit.held(&mut db, place.place_id).await?;
        let kinds = kinds(&app, &mut db, &place, &held).await?;
        let known = |word: &str| Kind::from_word(word).filter(|kind| kinds.contains(kind));
        let kind = form.word("kind", known, &w);
        let election = match kind {
            Some(Kind::Roll) => open_roll(&app, &mut db, &place).await?,
            _ => None,
        };
        (kind, election)
    };
    let file = sent.files.into_iter().next();
    if file.is_none() && !sent.cut {
        form.wrong("file", &w, "import-no-file", &[]);
    }
    if sent.cut || file.as_ref().is_some_and(Option::is_none) {
        let most = (most / (1024 * 1024)).to_string();
        form.wrong("file", &w, "import-file-large", &[("n", most.into())]);
    }
    if matches!(file, Some(Some(_))) && !form.errors().is_empty() {
        form.wrong("file", &w, "kept-file-again", &[]);
    }
    let (Some(kind), Some(Some(bytes)), true) = (kind, file, form.errors().is_empty()) else {
        return Ok(Invalid(lists(&app, visit, place, 0, form).await?).into_response());
    };
    let sender = SentBy {
        account_id: Some(mandate.account.account_id),
        file_name: sent.names.into_iter().next().unwrap_or_default(),
    };
    let task = Task::begin(&app, kind, &place, election, &sender).await?;
    let url = urls::of_import(&place.at.to(urls::IMPORT), task.import_id);
    task.read_beside(Source::Bytes(bytes));
    Ok(Redirect::to(&url).into_response())
}
