//! The page of a place.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

use super::{
    MoveDate, SeePlace,
    details::{Details, details},
    store, units,
};
use crate::{
    decisions::SeeDecisions,
    elections::{
        self,
        own::{Own, Phase},
    },
    imports,
    journal_pages::ReadPlaceJournal,
    party, persons, report,
    shell::{
        App, Error,
        clock::Now,
        error::roles_at,
        extract::AskedForm,
        form::{Form, Typed},
        gates,
        mandate::{AtPlace, Duty, Mandate},
        table::{Asked, Listed},
        trail::{TrailStep, trail},
        urls,
        view::{Invalid, View, Visit},
    },
};

#[derive(Template)]
#[template(path = "places/place.html")]
struct PlacePage {
    visit: Visit,
    place: AtPlace,
    trail: Vec<TrailStep>,
    list: Listed,
    election_form: Form,
    /// What is known of the place.
    known: Details,
    opens: bool,
    /// The body that the unit elects is not kept here yet.
    not_yet: bool,
    /// The date of the rehearsal, and where it is moved by who may.
    rehearsal: Option<(String, Option<String>)>,
    /// Rules of an election that is opened now are a draft: what that means.
    draft: Option<String>,
    /// Who opens the election that is not there yet, for who does not.
    opener: Option<String>,
    /// Where what lies below is added to.
    add_url: String,
    elections_url: String,
    election_url: Option<String>,
    /// Where lists are brought in, for whoever does.
    imports_url: Option<String>,
    /// The persons who belong here, for those who see them.
    persons_url: Option<String>,
    /// What the records of a town add up to, for those who see persons.
    figures: report::Figures,
    /// Units in which an election may not go smoothly, for the same.
    flags: Vec<report::FlagLine>,
    /// Where a unit is flagged, for who may.
    flag_url: Option<String>,
    /// The organisations of the Party with their members, for those who see them.
    party_url: Option<String>,
    /// Decisions at the place, for who may see them.
    decisions_url: Option<String>,
    /// What is theirs who wait for the count of an election that is not there yet.
    own: Option<Own>,
    /// The journal of the place and what lies below it, for who may read it.
    journal_url: Option<String>,
}

/// A place and what lies below it.
pub async fn place(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePlace>,
    AskedForm(asked): AskedForm,
) -> Result<Response, Error> {
    let page = page(&app, visit, mandate.over, elections::forms::empty(), &asked).await?;
    Ok(View(page).into_response())
}

/// The page, with the form as it was sent.
async fn page(
    app: &App,
    visit: Visit,
    place: AtPlace,
    mut election_form: Form,
    asked: &Typed,
) -> Result<PlacePage, Error> {
    call(&mut election_form, &visit);
    let mut db = app.db.acquire().await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let trail = trail(&mut db, &place, &visit).await?;
    let below = units::below(&mut db, place.place_id, Now::read().date()).await?;
    let list = Asked::read(units::table(&place, &held), below, asked, &visit.words)
        .list(&mut db, &units::paths(&place.at))
        .await?;
    let has_election = elections::store::exists(&mut db, place.place_id).await?;
    suggest_term(&mut db, &place, &mut election_form).await?;
    let elects = elections::store::body_of(&place).is_some();
    let opening = place.level == "unit" && !has_election && elects;
    let may_open = held.may::<elections::OpenElection>();
    let sees = held.may::<persons::SeePersons>();
    let figures = match &*place.level {
        "town" if sees => report::figures(&mut db, &place, &held, &visit).await?,
        _ => report::Figures::default(),
    };
    let flags = match &*place.level {
        "town" | "unit" if sees => report::flags(&mut db, &place, &held, &visit).await?,
        _ => Vec::new(),
    };
    let flags_here = place.level == "unit" && held.may::<report::FlagUnits>();
    Ok(PlacePage {
        trail,
        figures,
        flags,
        flag_url: flags_here.then(|| place.at.to(urls::FLAGS)),
        known: details(&mut db, &place, &held, &visit).await?,
        rehearsal: place.rehearses().then(|| {
            let today = gates::day(place.today.0, &visit.words);
            let moves = place.level != "county" && held.may::<MoveDate>();
            (today, moves.then(|| place.at.to(urls::REHEARSAL_DATE)))
        }),
        opens: opening && may_open,
        opener: (opening && !may_open)
            .then(|| roles_at(elections::OpenElection::ROLES, Some(&place), &visit.words)),
        not_yet: place.level == "unit" && !has_election && !elects,
        draft: draft(&place, &election_form, &visit),
        add_url: place.at.to(if place.level == "county" { urls::TOWNS } else { urls::UNITS }),
        elections_url: place.at.to(urls::ELECTIONS),
        decisions_url: held.may::<SeeDecisions>().then(|| place.at.to(urls::DECISIONS)),
        own: opening.then(|| elections::own::own(&held, Phase::Unopened, &visit.words)).flatten(),
        journal_url: held.may::<ReadPlaceJournal>().then(|| place.at.to(urls::PLACE_JOURNAL)),
        election_url: has_election.then(|| place.at.to(urls::COMMITTEE)),
        imports_url: held.may::<imports::BringIn>().then(|| place.at.to(urls::IMPORTS)),
        party_url: held.may::<party::SeeMembers>().then(|| place.at.to(urls::PARTY)),
        persons_url: sees.then(|| place.at.to(urls::PERSONS)),
        visit,
        place,
        list,
        election_form,
    })
}

fn call(election_form: &mut Form, visit: &Visit) {
    election_form.call_all(
        &[
            ("election_on", "place-election-day"),
            ("term_no", "election-term"),
            ("director", "post-director"),
            ("deputy", "post-deputy"),
            ("member", "post-member"),
        ],
        &visit.words,
    );
}

/// In a rehearsal the term is that of the town's campaign.
async fn suggest_term(
    db: &mut PgConnection,
    place: &AtPlace,
    election_form: &mut Form,
) -> sqlx::Result<()> {
    if place.level != "unit" || !place.rehearses() || !election_form.errors().is_empty() {
        return Ok(());
    }
    let town_id = store::above(db, place.place_id).await?;
    if let Some(campaign) = elections::store::opening::campaign_of(db, town_id).await? {
        election_form.fill("term_no", campaign.term_no.to_string());
    }
    Ok(())
}

/// That the rules of an election are a draft, on the day that was chosen; on that of the place, which
/// in a rehearsal is its own, while none is.
fn draft(place: &AtPlace, election_form: &Form, visit: &Visit) -> Option<String> {
    let on = election_form.value("election_on").parse().unwrap_or(place.today.0);
    let body = elections::store::body_of(place)?;
    let rules = elections::store::rules_on(body, &place.at.code, on)?;
    rules.draft_on(on).then(|| visit.n("draft-opening", gates::day(on, &visit.words)))
}

/// The page of a unit whose election form was refused.
pub(crate) async fn refused(
    app: &App,
    visit: Visit,
    place: AtPlace,
    election_form: Form,
) -> Result<Response, Error> {
    let page = page(app, visit, place, election_form, &Typed::default()).await?;
    Ok(Invalid(page).into_response())
}
