//! Signing the sheet off: the figures become definitive, the count is closed, the outcome computed.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::{
    stage::Stage,
    tally::{Refusal, Sheet, State as Standing},
};

use super::{
    EnterSheet, entries, forms,
    lines::Labels,
    pages,
    sheet::{self, Kept},
    store,
};
use crate::{
    elections::{self, case::Case, check, head},
    nomination, results,
    shell::{
        App, Error,
        act::Act,
        extract::AskedForm,
        flash::{Done, Flash},
        form::{Form, Typed},
        ids::AccountId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::Visit,
    },
};

/// A sheet that was signed off within an act that is not committed yet.
struct Signed {
    /// The case as it is then, so that the gate judges the signed figures.
    case: Case,
    sheet: Sheet,
    /// The day of the count, of a sheet that was opened again.
    counted_on: Option<NaiveDate>,
}

async fn signed(
    act: &mut Act<'_>,
    at: &AtElection,
    account_id: AccountId,
) -> Result<Signed, Error> {
    elections::store::case_for_update(act, at).await?;
    let (_, Kept { sheet_id, mut sheet, setting }) = entries::locked(act, at).await?;
    let counted_on = elections::store::closed_once(act, at, Stage::Count).await?;
    sheet.finish(&setting, sheet::enterer(account_id)).map_err(|one| unfinished(&one))?;
    store::sign_off(act, sheet_id, account_id).await?;
    Ok(Signed { case: elections::store::case(act, at.clone()).await?, sheet, counted_on })
}

/// Why a sheet cannot be signed: what is to be done first.
fn unfinished(refusal: &Refusal) -> Error {
    match refusal {
        Refusal::NotNow(Standing::Differing, _) => Error::conflict("sheet-finish-differing"),
        Refusal::NotNow(Standing::Faulty, _) => Error::conflict("sheet-finish-faulty"),
        Refusal::NotNow(Standing::Unexplained, _) => Error::conflict("sheet-finish-unexplained"),
        other => pages::refused(other),
    }
}

/// The paper was counted once, whatever is corrected in it: another day is wrong.
fn is_kept(counted_on: Option<NaiveDate>, on: NaiveDate, form: &mut Form, visit: &Visit) -> bool {
    let kept = counted_on.is_none_or(|day| day == on);
    if !kept {
        form.wrong("on", &visit.words, "sheet-day-kept", &[]);
    }
    kept
}

/// Asks once more before the sheet is signed off; nothing is kept of what is tried.
pub async fn check_finish(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterSheet>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let mut act = Act::begin(&app, &mandate).await?;
    let tried = signed(&mut act, &mandate.over, mandate.account.account_id).await?;
    let head = head::head(&mut act, &tried.case, &visit).await?;
    let round_id = elections::store::round(&mut act, mandate.over.election_id).await?;
    let candidates = nomination::store::candidates(&mut act, round_id).await?;
    drop(act);
    let labels = Labels { candidates: &candidates, words: &visit.words };
    let figures = tried.sheet.definitive().ok_or(Error::NotFound)?;
    let seen = check::Seen {
        token: hex::encode(forms::digest(figures)),
        title: visit.t("sheet-figures"),
        lines: labels.lines(figures),
        since: None,
    };
    let mut form = Form::sent(typed);
    if let Ok(on) = form.value("on").parse() {
        is_kept(tried.counted_on, on, &mut form, &visit);
    }
    check::answer(visit, &tried.case, head, form, Stage::Count, seen)
}

/// Makes the figures definitive, closes the count and computes the outcome.
pub async fn finish(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterSheet>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let account_id = mandate.account.account_id;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let Signed { case, sheet, counted_on } = signed(&mut act, at, account_id).await?;
    let on = check::judged(&case, Stage::Count, &mut form, &visit)?;
    let Some(on) = on.filter(|on| is_kept(counted_on, *on, &mut form, &visit)) else {
        drop(act);
        return pages::invalid(&app, visit, at, account_id, form).await;
    };
    if counted_on.is_none() {
        elections::store::close(&mut act, at, Stage::Count, on).await?;
    }
    let figures = sheet.definitive().ok_or(Error::NotFound)?;
    results::store::decide(&mut act, &case, figures).await?;
    let event = Event::new("sheet_signed").note("closed_on", on);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::OUTCOME), Flash::new("done-sheet-signed")).into_response())
}
