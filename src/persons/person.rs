//! A person's page: who it is, where, with whom it is kin, what posts it holds or held.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::kin::Relation;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    CallPersons, DecideSame, KeepPersons, SeePersons, ShowNumber, death, edit, forms, home,
    lines::{
        KinLine, OfficeLine, PhoneLine, facts, kin_lines, lacking, membership, office_line,
        office_text, phones,
    },
    moving, sets,
    store::{
        self, Person,
        contacts::{self, Entered, Whereabouts},
        list, located, offices, showings, suspicions,
    },
    whom,
};
use crate::places::store as places;
use crate::shell::{
    App, Error,
    error::roles_at,
    extract::Named,
    form::Form,
    ids::{ContactId, PersonId},
    mandate::{AtPlace, Duty, Held, Mandate, Role},
    urls::{self, At},
    view::{Refused, Visit},
    words::Words,
};

/// Calls that are listed.
const CALLS: i64 = 20;

/// The person that a path names.
#[derive(Clone, Copy, Deserialize)]
pub struct PersonPath {
    /// Its key.
    pub person: PersonId,
}

#[derive(Template)]
#[template(path = "persons/person.html")]
struct PersonPage {
    visit: Visit,
    place: AtPlace,
    form: Form,
    name: String,
    url: String,
    /// Label and text of what is known.
    facts: Vec<(String, String)>,
    /// Where the person is changed.
    edit_url: String,
    /// The branch that the person is a member of, and its page for who may see it.
    member: Option<(String, Option<String>)>,
    /// Where the person is by the Party's register, of a member who is not there.
    presence: Option<String>,
    /// When the person died.
    died: Option<String>,
    /// Rolls on which somebody who died stands: names and pages of the units.
    stands: Vec<(String, String)>,
    /// What lacks, in words.
    lacking: String,
    masked: Option<String>,
    /// The record that is kept instead: its page, where the visitor may see it, and name or place.
    merged: Option<(Option<String>, String)>,
    /// Open cases: what is suspected, and where the visitor decides about it.
    cases: Vec<(String, Option<String>)>,
    away: String,
    where_now: Option<Whereabouts>,
    phones: Vec<PhoneLine>,
    calls: Vec<Entered>,
    kin: Vec<KinLine>,
    offices: Vec<OfficeLine>,
    showings: Vec<showings::Showing>,
    may: May,
    choices: Choices,
    /// Where a post can be held.
    places: Vec<located::Offered>,
    /// Who is called as was typed, where one of several is to be chosen.
    which_kin: Vec<(String, String)>,
    which_same: Vec<(String, String)>,
}

/// What the visitor may do here.
struct May {
    keep: bool,
    call: bool,
    show: bool,
}

impl May {
    fn of(held: &Held, person: &Person) -> Self {
        let stands = person.merged_into.is_none();
        Self {
            keep: stands && held.may::<KeepPersons>(),
            call: held.may::<CallPersons>(),
            show: held.may::<ShowNumber>(),
        }
    }
}

/// What is chosen from.
struct Choices {
    away: Vec<(&'static str, String)>,
    outcomes: Vec<(&'static str, String)>,
    relations: Vec<(&'static str, String)>,
    bodies: Vec<(&'static str, String)>,
    posts: Vec<(&'static str, String)>,
    ends: Vec<(&'static str, String)>,
    held: Vec<(String, String)>,
    /// Organisations of the Party of the person's place and of the one typed, where they have several.
    organisations: Vec<(String, String)>,
}

/// What the fields of this page are called.
const LABELS: [(&str, &str); 29] = [
    ("phone", "person-phone"),
    ("phone_note", "person-phone-note"),
    ("away", "person-away"),
    ("since", "person-since"),
    ("where_now", "person-where"),
    ("ask", "person-ask"),
    ("called_on", "person-called-on"),
    ("called_by", "person-called-by"),
    ("outcome", "person-outcome"),
    ("call_note", "person-call-note"),
    ("kin_name", "person-kin-name"),
    ("kin_birth_on", "candidate-birth-on"),
    ("kin_which", "person-which"),
    ("relation", "person-relation"),
    ("body", "person-body"),
    ("post_held", "person-post"),
    ("held_in", "person-organisation"),
    ("term_no", "person-term"),
    ("office", "person-post"),
    ("died_on", "person-died"),
    ("death_sure", "person-death-sure"),
    ("ended_on", "person-ended-on"),
    ("ended", "person-ended"),
    ("left", "person-ended"),
    ("from_on", "people-from"),
    ("until_on", "people-until"),
    ("same_birth_on", "candidate-birth-on"),
    ("same_which", "person-which"),
    ("same_name", "person-name"),
];

/// A person.
pub async fn person(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePersons>,
    Named(path): Named<PersonPath>,
) -> Result<Response, Error> {
    let (place, person_id) = (mandate.over, path.person);
    let mut db = app.db.acquire().await?;
    if let Some(there) = home::lead(&mut db, &visit, &place, person_id).await? {
        return Ok(there);
    }
    drop(db);
    page(&app, visit, place, person_id, Form::default(), StatusCode::OK).await
}

/// The page with a form that was not taken.
pub(super) async fn refused(
    app: &App,
    visit: Visit,
    place: AtPlace,
    person_id: PersonId,
    form: Form,
) -> Result<Response, Error> {
    page(app, visit, place, person_id, form, StatusCode::BAD_REQUEST).await
}

async fn page(
    app: &App,
    visit: Visit,
    place: AtPlace,
    person_id: PersonId,
    mut form: Form,
    status: StatusCode,
) -> Result<Response, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let person = store::find(&mut db, place.place_id, person_id).await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let may = May::of(&held, &person);
    let where_now = contacts::whereabouts(&mut db, person_id).await?;
    let offices = offices::of(&mut db, person_id).await?;
    suggest(&mut form, (&person, where_now.as_ref()), &visit, &place);
    let typed = forms::within(&mut db, form.value("code"), &place).await?;
    let places = [person.place_id.unwrap_or(place.place_id), typed.unwrap_or(place.place_id)];
    let organisations = offices::organisations(&mut db, &places).await?;
    let [which_kin, which_same] =
        whom::to_choose((&app.vault, &mut db), &form, (place.at.world, person_id), &w).await?;
    let (member, presence) =
        membership(&mut db, &place, (person_id, where_now.as_ref()), &w).await?;
    let page = PersonPage {
        edit_url: moving::page(&mut db, &visit, &place, person_id).await?,
        presence,
        which_kin,
        which_same,
        places: located::offered(&mut db, place.place_id).await?,
        masked: edit::masked(&app.vault, &person)?,
        facts: facts(&person, &w),
        member,
        died: person.died_on.map(|on| on.to_string()),
        stands: death::stands(&mut db, &place, &person).await?,
        lacking: lacking(&person, &w),
        merged: kept_of(&mut db, &visit, &place, &person).await?,
        cases: open_cases(&mut db, &visit, &place, person_id).await?,
        away: where_now.as_ref().map_or_else(
            || w.text("person-where-unknown"),
            |now| w.text(&format!("away-{}", now.away)),
        ),
        phones: phones(&mut db, &app.vault, &place, person_id, may.call).await?,
        calls: contacts::contacts(&mut db, person_id, CALLS).await?,
        kin: kin_lines(&mut db, &place, person_id, may.keep, &w).await?,
        offices: offices.iter().map(|one| office_line(one, &place, person_id, &w)).collect(),
        showings: if may.show { showings::of(&mut db, person_id).await? } else { Vec::new() },
        url: urls::of_person(&place.at.to(urls::PERSON_PAGE), person_id),
        name: person.name,
        where_now,
        visit,
        place,
        form,
        may,
        choices: choices(&offices, organisations, &w),
    };
    Ok(Refused(status, page).into_response())
}

/// Fills the fields of the page's forms.
fn suggest(
    form: &mut Form,
    (person, now): (&Person, Option<&Whereabouts>),
    visit: &Visit,
    place: &AtPlace,
) {
    let w = &visit.words;
    form.call_all(&forms::LABELS, w);
    form.call_all(&LABELS, w);
    let today = place.today.0.to_string();
    form.suggest("called_on", &*today);
    let caller = visit.account.as_ref().map(|account| account.name.clone());
    form.suggest("called_by", caller.unwrap_or_default());
    form.suggest("code", person.code.clone().unwrap_or_else(|| place.at.code.clone()));
    form.suggest("ended_on", &*today);
    form.suggest("died_on", &*today);
    if let Some(now) = now {
        form.suggest("away", &*now.away);
        form.suggest("since", now.since.map(|on| on.to_string()).unwrap_or_default());
        form.suggest("where_now", now.where_now.clone().unwrap_or_default());
        form.suggest("ask", now.ask.clone().unwrap_or_default());
    }
}

fn choices(offices: &[offices::Office], organisations: Vec<offices::Hung>, w: &Words) -> Choices {
    let held = offices.iter().filter(|one| one.until_on.is_none());
    let relation = |one: Relation| (one.word(), w.text(&format!("kin-{}", one.word())));
    Choices {
        away: edit::options(sets::AWAY, "away-", w),
        outcomes: edit::options(sets::OUTCOMES, "call-", w),
        relations: Relation::ALL.map(relation).into(),
        bodies: edit::options(sets::BODIES, "held-body-", w),
        posts: edit::options(sets::POSTS, "held-post-", w),
        ends: edit::options(sets::ENDS, "held-ended-", w),
        organisations: (organisations.into_iter().filter(|one| one.among))
            .map(|one| (one.organisation_id.to_string(), one.name))
            .collect(),
        held: held.map(|one| (one.office_id.to_string(), office_text(one, w))).collect(),
    }
}

/// The record that is kept in the place of a merged one: its page and name; where others keep it, in words
/// which place that is.
async fn kept_of(
    db: &mut PgConnection,
    visit: &Visit,
    place: &AtPlace,
    person: &Person,
) -> Result<Option<(Option<String>, String)>, Error> {
    let Some(kept) = person.merged_into else { return Ok(None) };
    let Some(kept) = list::listed(db, &[kept]).await?.into_iter().next() else { return Ok(None) };
    let code = kept.code.as_deref().unwrap_or_default();
    let sees = match places::by_code(db, place.at.world, code).await? {
        Some(there) => visit.held(db, there).await?.may::<SeePersons>(),
        // whoever belongs to no place is reached from none
        None => false,
    };
    Ok(Some(match kept.place.clone() {
        _ if sees => (Some(line_url(place, &kept)), visit.n("person-merged-into", kept.name)),
        Some(there) => (None, visit.n("person-merged-elsewhere", there)),
        None => (None, visit.t("person-merged-nowhere")),
    }))
}

fn line_url(place: &AtPlace, one: &list::Listed) -> String {
    let code = one.code.clone().unwrap_or_else(|| place.at.code.clone());
    urls::of_person(&At { world: place.at.world, code }.to(urls::PERSON_PAGE), one.person_id)
}

/// What is suspected of a person. A case is decided at the lowest place that has both records; whoever
/// may not decide there is told who does, and nothing of the other record.
async fn open_cases(
    db: &mut PgConnection,
    visit: &Visit,
    place: &AtPlace,
    person_id: PersonId,
) -> sqlx::Result<Vec<(String, Option<String>)>> {
    let w = &visit.words;
    let mut told = Vec::new();
    for case in suspicions::of(db, person_id).await? {
        let grounds = w.text(&format!("case-grounds-{}", case.grounds));
        let decides = match &case.above {
            Some(above) => visit.held(&mut *db, above.place_id).await?.may::<DecideSame>(),
            None => false,
        };
        told.push(match &case.above {
            Some(above) if decides => {
                let at = At { world: place.at.world, code: above.code.clone() };
                let url = urls::of_person_case(&at.to(urls::PERSON_CASE), case.person_case_id);
                (w.text_with("case-to-decide", &[("grounds", grounds.into())]), Some(url))
            }
            above => (others_decide(above.as_ref(), grounds, place, w), None),
        });
    }
    Ok(told)
}

/// Who decides about a case: the office at the place that has both records, else the county's.
fn others_decide(
    above: Option<&suspicions::Above>,
    grounds: String,
    place: &AtPlace,
    w: &Words,
) -> String {
    let level = above.map_or("county", |above| &above.level);
    let roles = DecideSame::ROLES.iter().copied().filter(|role| role.levels().contains(&level));
    let roles: Vec<Role> = roles.collect();
    let at = above.map(|above| AtPlace {
        place_id: above.place_id,
        at: At { world: place.at.world, code: above.code.clone() },
        level: above.level.clone(),
        kind: None,
        name: above.name.clone(),
        today: place.today,
    });
    let who = roles_at(&roles, at.as_ref(), w);
    // of one unit both are there to be seen
    let elsewhere = level != "unit";
    let key = if elsewhere { "case-other-elsewhere" } else { "case-others-decide" };
    w.text_with(key, &[("grounds", grounds.into()), ("who", who.into())])
}

impl PersonPage {
    fn to(&self, path: &str) -> String {
        format!("{}/{path}", self.url)
    }

    fn list_url(&self) -> String {
        self.place.at.to(urls::PERSONS)
    }

    /// Whether a form was not taken: what holds it is open.
    fn wrong(&self, fields: &[&str]) -> bool {
        fields.iter().any(|field| self.form.error(field).is_some())
    }

    /// Who may call, in words.
    fn callers(&self) -> String {
        roles_at(CallPersons::ROLES, Some(&self.place), &self.visit.words)
    }

    fn remove_call(&self, call: ContactId) -> String {
        self.to(&format!("calls/{call}/remove"))
    }

    fn outcome(&self, word: &str) -> String {
        self.visit.t(&format!("call-{word}"))
    }
}
