//! What is decided about the lines that wait: they are taken as they were shown, or shown anew.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    BringIn,
    kinds::Kind,
    pages::{ImportPath, page, seen},
    store::{self, lines},
    take::Choice,
    task::Task,
};
use crate::{
    places::KeepPlaces,
    shell::{
        App, Error,
        clock::Now,
        extract::Named,
        form::{Form, SEEN, Typed},
        mandate::{AtElection, Mandate, Scope},
        urls,
        view::{Invalid, Visit},
    },
};

/// Takes what waits, as it was decided.
pub async fn take(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<BringIn>,
    Named(path): Named<ImportPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let place = mandate.over.clone();
    let mut form = Form::sent(typed);
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let import = store::find(&mut db, place.place_id, path.import).await?;
    let kind = Kind::from_word(&import.kind).ok_or(Error::NotFound)?;
    let held = visit.held(&mut db, place.place_id).await?;
    if matches!(kind, Kind::Units | Kind::Households) && !held.may::<KeepPlaces>() {
        return Err(Error::NotFound);
    }
    let url = urls::of_import(&place.at.to(urls::IMPORT), path.import);
    if import.state == "done" || import.works(Now::read()) {
        // sent twice: it is taken once
        return Ok(Redirect::to(&url).into_response());
    }
    let counts = lines::counts(&mut db, path.import).await?;
    let supply = counts.numbers == 0
        || form.word(
            "numbers",
            |word| Some(word == "supply").filter(|_| ["supply", "leave"].contains(&word)),
            &w,
        ) == Some(true);
    let left = counts.wrong + if supply { 0 } else { counts.numbers };
    if counts.wrong > 0 && !form.is("leave", "1") {
        form.wrong("leave", &w, "import-leave-wanted", &[]);
    }
    if counts.lines == left {
        form.wrong("leave", &w, "import-nothing-right", &[]);
    }
    if form.errors().is_empty() && !form.is(SEEN, &seen(&counts, &import)) {
        form.wrong("leave", &w, "import-changed", &[]);
    }
    if !form.errors().is_empty() {
        drop(db);
        let form = form.without(SEEN);
        return Ok(Invalid(page(&app, visit, place, path.import, form).await?).into_response());
    }
    let election = match kind {
        Kind::Roll => Some(AtElection::within(&app, Some(place.clone())).await?),
        _ => None,
    };
    if store::claim(&mut db, path.import, Now::read()).await? {
        let task = Task { app: app.clone(), import_id: path.import, kind, place, election };
        task.take_beside((&mandate).into(), Choice { supply, left, shown: Some(import.shown) });
    }
    Ok(Redirect::to(&url).into_response())
}
