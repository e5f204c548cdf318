//! Two records that may be of one person: a clerk decides, with a reason.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::{body::Sex, identity::Contradiction};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    CallPersons, DecideSame, KeepPersons, compare,
    lines::membership,
    pages::{Line, line},
    person::{PersonPath, refused},
    secret,
    store::{
        self, Person,
        cases::{self, Case, Decision},
        doubles, list,
        merge::{self, Clash},
        suspicions::{self, Above},
    },
    whom,
};
use crate::shell::{
    App, Error,
    act::Act,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, Typed},
    ids::{PersonCaseId, PersonId},
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls::{self, At},
    vault::Vault,
    view::{Refused, Visit},
    words::Words,
};

/// The case that a path names.
#[derive(Clone, Copy, Deserialize)]
pub struct CasePath {
    case: PersonCaseId,
}

#[derive(Template)]
#[template(path = "persons/case.html")]
struct CasePage {
    visit: Visit,
    place: AtPlace,
    form: Form,
    url: String,
    cases_url: String,
    grounds: String,
    /// Decided already: how, when, by whom, why; or why it is suspected no longer.
    decided: Option<String>,
    /// What keeps the two from becoming one.
    clash: Option<String>,
    /// The members' pages, where memberships keep them from it.
    mended_at: Vec<(String, String)>,
    one: Line,
    other: Line,
    compared: Vec<compare::Row>,
    answers: Vec<(String, String)>,
}

/// A case with both its records, which must lie at the place or below it.
async fn found(
    act: &mut PgConnection,
    at: &AtPlace,
    path: CasePath,
) -> Result<(Case, Person, Person), Error> {
    let case = cases::case(act, path.case).await?;
    let one = store::find(act, at.place_id, case.one_id).await?;
    let other = store::find(act, at.place_id, case.other_id).await?;
    Ok((case, one, other))
}

/// Two records side by side.
pub async fn case(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<DecideSame>,
    Named(path): Named<CasePath>,
) -> Result<Response, Error> {
    page(&app, visit, mandate.over, path, Form::default(), StatusCode::OK).await
}

async fn page(
    app: &App,
    visit: Visit,
    place: AtPlace,
    path: CasePath,
    mut form: Form,
    status: StatusCode,
) -> Result<Response, Error> {
    let (w, world) = (visit.words, place.at.world);
    let mut db = app.db.acquire().await?;
    let (case, one, other) = found(&mut db, &place, path).await?;
    let listed = list::listed(&mut db, &[case.one_id, case.other_id]).await?;
    let of = |id: PersonId| listed.iter().find(|one| one.person_id == id).cloned();
    let clash = match case.decision {
        None => merge::clash(&mut db, case.one_id, case.other_id).await?,
        Some(_) => None,
    };
    let mut mended_at = Vec::new();
    if let Some(Clash::Members(..)) = clash {
        for id in [case.one_id, case.other_id] {
            let (member, _) = membership(&mut db, &place, (id, None), &w).await?;
            mended_at.extend(member.and_then(|(said, url)| Some((said, url?))));
        }
    }
    form.call_all(&[("answer", "case-answer"), ("reason", "page-reason")], &w);
    // before the rows are read: what changes between is asked about, not passed over
    form.show(compare::shown(&mut db, &app.vault, &place, [&one, &other]).await?);
    let page = CasePage {
        url: urls::of_person_case(&place.at.to(urls::PERSON_CASE), path.case),
        cases_url: place.at.to(urls::PERSON_CASES),
        grounds: w.text(&format!("case-grounds-{}", case.grounds)),
        decided: decided(&case, [&one, &other], &w),
        clash: clash.as_ref().map(|clash| clash_text(clash, &w)),
        mended_at,
        one: line(of(case.one_id).ok_or(Error::NotFound)?, world, &w),
        other: line(of(case.other_id).ok_or(Error::NotFound)?, world, &w),
        compared: {
            let held = visit.held(&mut db, place.place_id).await?;
            let calls = held.may::<CallPersons>();
            compare::rows(&mut db, &app.vault, (&place, calls), [&one, &other], &w).await?
        },
        answers: Answer::WORDS.map(|(word, key)| (word.to_owned(), w.text(key))).into(),
        visit,
        place,
        form,
    };
    Ok(Refused(status, page).into_response())
}

fn decided(case: &Case, both: [&Person; 2], w: &Words) -> Option<String> {
    let decision = case.decision.as_deref()?;
    let day = ("day", case.decided_on?.to_string().into());
    if decision == "lapsed" {
        let merged = both.iter().any(|one| one.merged_into.is_some());
        let key = if merged { "case-lapsed-merged" } else { "case-lapsed" };
        return Some(w.text_with(key, &[day]));
    }
    let variables = [
        ("how", w.text(&format!("case-{decision}")).into()),
        day,
        ("who", case.decided_by.clone().unwrap_or_default().into()),
        ("reason", case.reason.clone().unwrap_or_default().into()),
    ];
    Some(w.text_with("case-decided", &variables))
}

fn clash_text(clash: &Clash, w: &Words) -> String {
    match clash {
        Clash::Rolls(one, other) => w.text_with(
            "case-clash-rolls",
            &[("one", one.clone().into()), ("other", other.clone().into())],
        ),
        Clash::Members(one, other) => w.text_with(
            "case-clash-members",
            &[("one", one.clone().into()), ("other", other.clone().into())],
        ),
        Clash::Numbers => w.text("case-clash-numbers"),
        Clash::EachOther => w.text("case-clash-each-other"),
        Clash::Spouses(one, other) => w.text_with(
            "case-clash-spouses",
            &[("one", one.clone().into()), ("other", other.clone().into())],
        ),
        Clash::Kin(name) => w.text_with("case-clash-kin", &[("name", name.clone().into())]),
    }
}

/// Decides a case: one person, whose record is kept as chosen, or two.
pub async fn decide(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<DecideSame>,
    Named(path): Named<CasePath>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let mut act = Act::begin(&app, &mandate).await?;
    let (case, one, other) = found(&mut act, at, path).await?;
    if let Some(why) = decided(&case, [&one, &other], &w) {
        return Err(Error::Conflict("case-decided-already", vec![("why", why)]));
    }
    let ids = [one.person_id, other.person_id];
    store::lock(&mut act, &ids).await?;
    doubles::lock(&mut act, ids).await?;
    // as they are now that nobody else changes them
    let (_, one, other) = found(&mut act, at, path).await?;
    if !form.is_seen(compare::shown(&mut act, &app.vault, at, [&one, &other]).await?) {
        drop(act);
        let form = form.unseen("answer", &w, "case-meanwhile");
        return page(&app, visit, mandate.over, path, form, StatusCode::CONFLICT).await;
    }
    let answer = form.word("answer", |word| Answer::from_word(word, ids), &w);
    let reason = form.text("reason", 500, &w);
    match answer {
        Some(Answer::Same(kept, _)) if kept == one.person_id => {
            number_fits(&app.vault, [&one, &other], &mut form, &w)?;
        }
        Some(Answer::Same(..)) => number_fits(&app.vault, [&other, &one], &mut form, &w)?,
        Some(Answer::Different) | None => {}
    }
    let (Some(answer), Some(reason), true) = (answer, reason, form.errors().is_empty()) else {
        drop(act);
        return page(&app, visit, mandate.over, path, form, StatusCode::BAD_REQUEST).await;
    };
    let decision = Decision {
        person_case_id: case.person_case_id,
        same: matches!(answer, Answer::Same(..)),
        decided_on: at.today.0,
        reason: &reason,
        account_id: act.account_id()?,
    };
    if !cases::decide(&mut act, &decision).await? {
        // by somebody else, while this waited for the records
        let (case, one, other) = found(&mut act, at, path).await?;
        let why = decided(&case, [&one, &other], &w).unwrap_or_default();
        return Err(Error::Conflict("case-decided-already", vec![("why", why)]));
    }
    let Answer::Same(kept, merged) = answer else {
        act.commit(Stream::Instance, Event::new("persons_told_apart")).await?;
        return Ok(
            Done(at.at.to(urls::PERSON_CASES), Flash::new("done-told-apart")).into_response()
        );
    };
    if let Some(clash) = merge::clash(&mut act, kept, merged).await? {
        return Err(Error::Conflict("case-clash", vec![("why", clash_text(&clash, &w))]));
    }
    merge::merge(&mut act, kept, merged, at.today.0).await?;
    act.commit(Stream::Instance, Event::new("persons_merged")).await?;
    let url = urls::of_person(&at.at.to(urls::PERSON_PAGE), kept);
    Ok(Done(url, Flash::new("done-merged")).into_response())
}

/// Looks whether the number that goes over to the kept record says the same as that one.
fn number_fits(
    vault: &Vault,
    [kept, merged]: [&Person; 2],
    form: &mut Form,
    w: &Words,
) -> Result<(), Error> {
    let (None, Some(cipher), Some(sex)) =
        (&kept.idno_cipher, &merged.idno_cipher, Sex::from_word(&kept.sex))
    else {
        return Ok(());
    };
    let number = secret::open_number(vault, cipher)?.number;
    for one in number.contradictions(kept.birth_on, sex) {
        match one {
            Contradiction::Birth(says) => {
                let variables =
                    [("says", says.to_string().into()), ("kept", kept.birth_on.to_string().into())];
                form.wrong("answer", w, "case-number-other-birth", &variables);
            }
            Contradiction::Sex(_) => form.wrong("answer", w, "case-number-other-sex", &[]),
        }
    }
    Ok(())
}

/// What a clerk found.
#[derive(Clone, Copy)]
enum Answer {
    /// One person: the record that is kept, and the one that becomes a part of it.
    Same(PersonId, PersonId),
    /// Two people.
    Different,
}

impl Answer {
    /// The words of the form, and their keys of words: the two records of a case never change.
    const WORDS: [(&'static str, &'static str); 3] =
        [("keep-1", "case-keep-1"), ("keep-2", "case-keep-2"), ("different", "case-different")];

    fn from_word(word: &str, [one, other]: [PersonId; 2]) -> Option<Self> {
        match word {
            "keep-1" => Some(Self::Same(one, other)),
            "keep-2" => Some(Self::Same(other, one)),
            "different" => Some(Self::Different),
            _ => None,
        }
    }
}

/// Asks whether a person has another record, by its name and day of birth.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    store::find_for_update(&mut act, at.place_id, path.person).await?;
    let other = whom::who(&mut act, &mut form, whom::SAME, at, path.person, &visit.words).await?;
    let Some(other) = other.filter(|_| form.errors().is_empty()) else {
        drop(act);
        return refused(&app, visit, mandate.over, path.person, form).await;
    };
    let case = cases::ask(&mut act, at.at.world, path.person, other, at.today.0).await?;
    // what lies beyond one's own places is for whoever is over both
    let Some(above) = decided_at(&mut act, &visit, path.person, case).await? else {
        drop(act);
        form.wrong("same_name", &visit.words, "case-beyond", &[]);
        return refused(&app, visit, mandate.over, path.person, form).await;
    };
    act.commit(Stream::Instance, Event::new("person_case_asked")).await?;
    let at = At { world: at.at.world, code: above.code };
    let url = urls::of_person_case(&at.to(urls::PERSON_CASE), case);
    Ok(Done(url, Flash::new("done-case-asked")).into_response())
}

/// The lowest place that has both records of a case, where the visitor decides there.
async fn decided_at(
    act: &mut Act<'_>,
    visit: &Visit,
    person_id: PersonId,
    case: PersonCaseId,
) -> Result<Option<Above>, Error> {
    let all = suspicions::of(act, person_id).await?;
    let above = all.into_iter().find(|one| one.person_case_id == case).and_then(|one| one.above);
    let Some(above) = above else { return Ok(None) };
    let held = visit.held(act, above.place_id).await?;
    Ok(held.may::<DecideSame>().then_some(above))
}
