//! Entries of the sheet: blind, corrected field by field from the paper, warnings explained.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::{
    stage::Stage,
    tally::{Field, Figures, Refusal},
};
use uuid::Uuid;

use super::{
    EnterSheet, forms,
    lines::{FindingLine, Labels},
    pages,
    sheet::{self, Kept},
    store,
};
use crate::{
    elections::{self, case::Case},
    nomination,
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, Typed},
        ids::AccountId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::Visit,
        words::Words,
    },
};

/// The case and its sheet, locked for an act on it.
pub(super) async fn locked(act: &mut Act<'_>, at: &AtElection) -> Result<(Case, Kept), Error> {
    let case = elections::store::case_for_share(act, at).await?;
    case.open(Stage::Count)?;
    store::sheet_for_update(act, at.election_id).await?;
    let kept = store::sheet(act, &case).await?.ok_or(Error::NotFound)?;
    Ok((case, kept))
}

/// Takes an entry; the same sent twice is taken once.
pub async fn enter(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterSheet>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let account_id = mandate.account.account_id;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let Some(key) = form.key::<Uuid>("entry_key", &w) else {
        return Err(Error::BadRequest("error-form"));
    };
    if form.has(forms::ANOTHER) {
        return pages::more_lines(&app, visit, at, account_id, form).await;
    }
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    store::sheet_for_update(&mut act, at.election_id).await?;
    let kept = store::sheet(&mut act, &case).await?.ok_or(Error::NotFound)?;
    let figures = forms::figures(&mut form, kept.sheet.form(), &w);
    let sent = figures.as_ref().map(forms::digest);
    let done = || Done(at.to(urls::SHEET), Flash::new("done-sheet-entered")).into_response();
    if let Some(before) = store::entered(&mut act, key).await? {
        drop(act);
        let sheet_id = kept.sheet_id;
        let this = sent.map(|digest| store::Entered { sheet_id, account_id, digest });
        // the answer to the first was lost on its way, or something else has the same key: other
        // figures, those of a sheet that was begun anew since, those of somebody else
        return if this == Some(before) {
            Ok(done())
        } else {
            pages::other(&app, visit, at, account_id, form, "sheet-other-content").await
        };
    }
    case.open(Stage::Count)?;
    let (Some(figures), Some(digest)) = (figures, sent) else {
        drop(act);
        return pages::invalid(&app, visit, at, account_id, form).await;
    };
    let Kept { sheet_id, mut sheet, setting } = kept;
    match sheet.enter(&setting, sheet::enterer(account_id), figures.clone()) {
        // two others were first: there is no third entry, now or later
        Err(Refusal::NotNow(..)) => {
            drop(act);
            return pages::other(&app, visit, at, account_id, form, "sheet-too-late").await;
        }
        entered => entered.map_err(|one| pages::refused(&one))?,
    }
    if form.value("seen") != forms::looked_at(&figures) {
        let kept = Kept { sheet_id, sheet, setting };
        let mistakes = mistakes(&mut act, at, &kept, &figures, &w).await?;
        if !mistakes.is_empty() {
            drop(act);
            return pages::mistaken(&app, visit, at, account_id, form, (mistakes, &figures)).await;
        }
    }
    store::enter(&mut act, sheet_id, account_id, key, &digest, &figures).await?;
    act.commit(Stream::Election(at.election_id), Event::new("sheet_entered")).await?;
    Ok(done())
}

/// What does not add up in an own entry, before it is taken. The other one has no part in it.
async fn mistakes(
    act: &mut Act<'_>,
    at: &AtElection,
    kept: &Kept,
    figures: &Figures,
    words: &Words,
) -> Result<Vec<FindingLine>, Error> {
    let round_id = elections::store::round(act, at.election_id).await?;
    let candidates = nomination::store::candidates(act, round_id).await?;
    Ok(Labels { candidates: &candidates, words }.mistakes(kept, figures))
}

/// Corrects the own figures that differ, by looking at the paper.
pub async fn correct(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterSheet>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let account_id = mandate.account.account_id;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let (_, Kept { sheet_id, mut sheet, setting }) = locked(&mut act, at).await?;
    let me = sheet::enterer(account_id);
    let own =
        sheet.status_for(me, &setting).own.ok_or_else(|| pages::refused(&Refusal::NotEnterer))?;
    let mut corrections: Vec<(Field, Option<u32>)> = Vec::new();
    for field in sheet.correctable(&setting) {
        let name = field.to_string();
        // what the page did not show is not taken away
        if !form.has(&name) {
            continue;
        }
        let written = matches!(field, Field::Written(..));
        let before = own.figures.get(&field).copied();
        let figure = match form.value(&name) {
            // a row that the other has written in and that is not on the paper
            "" if written || before.is_none() => None,
            _ => form.whole(&name, 0, law::tally::MAX_FIGURE, &w),
        };
        if form.error(&name).is_some() || figure == before {
            continue;
        }
        corrections.push((field, figure));
    }
    if !form.errors().is_empty() {
        drop(act);
        return pages::invalid(&app, visit, at, account_id, form).await;
    }
    let corrected = corrections.len();
    if corrected == 0 {
        return Ok(Done(at.to(urls::SHEET), Flash::new("done-nothing-changed")).into_response());
    }
    sheet.correct_all(&setting, me, &corrections).map_err(|one| pages::refused(&one))?;
    for (field, figure) in &corrections {
        store::correct(&mut act, sheet_id, account_id, field, *figure).await?;
    }
    act.commit(
        Stream::Election(at.election_id),
        Event::new("sheet_corrected").note("fields", corrected),
    )
    .await?;
    Ok(Done(at.to(urls::SHEET), Flash::new("done-sheet-corrected").with("n", corrected))
        .into_response())
}

/// The form again, where nothing was written; what it asked about may be gone meanwhile.
async fn unsaid(
    app: &App,
    visit: Visit,
    at: &AtElection,
    account_id: AccountId,
    typed: &Typed,
) -> Result<Response, Error> {
    let asked = typed.all().find_map(|(name, _)| name.strip_prefix("finding-"));
    let asked = asked.and_then(|number| number.parse::<u16>().ok());
    let number = asked.ok_or_else(|| pages::refused(&Refusal::NoWarning))?;
    let mut form = Form::default();
    let field = format!("explanation-{number}");
    form.call(&field, &visit.t("sheet-explanation"));
    form.wrong(&field, &visit.words, "form-required", &[]);
    pages::invalid(app, visit, at, account_id, form).await
}

/// Explains warnings: all that are given a text, or none.
pub async fn explain(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterSheet>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let account_id = mandate.account.account_id;
    let mut act = Act::begin(&app, &mandate).await?;
    let (_, Kept { sheet_id, mut sheet, setting }) = locked(&mut act, at).await?;
    let findings = sheet.findings(&setting).unwrap_or_default();
    let mut explained = 0;
    for number in 1..=findings.len() {
        let text = typed.get(&format!("explanation-{number}")).trim();
        if text.is_empty() {
            continue;
        }
        let text: String = text.chars().take(1000).collect();
        let key = typed.get(&format!("finding-{number}"));
        let finding = findings.iter().find(|one| sheet::finding_key(one) == key);
        let finding = finding.ok_or_else(|| pages::refused(&Refusal::NoWarning))?;
        sheet
            .explain(&setting, sheet::enterer(account_id), finding, &text)
            .map_err(|one| pages::refused(&one))?;
        store::explain(&mut act, sheet_id, account_id, key, &text).await?;
        explained += 1;
    }
    if explained == 0 {
        drop(act);
        return unsaid(&app, visit, at, account_id, &typed).await;
    }
    act.commit(Stream::Election(at.election_id), Event::new("sheet_explained")).await?;
    Ok(Done(at.to(urls::SHEET), Flash::new("done-sheet-explained")).into_response())
}
