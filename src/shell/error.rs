//! What can go wrong in a handler, and the page that says so.
//!
//! A handler answers with an [`Error`]; the layer [`render`] makes the page in the visitor's
//! language, logs what is ours once, and never shows a source's text.

use std::time::Duration;

use askama::Template;
use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;

use super::{
    gates::GateLine,
    kept::{Sending, Sent},
    mandate::{AtPlace, Role},
    urls,
    view::{Away, Refused, Visit},
    words::Words,
};

/// What can go wrong in a handler.
#[derive(Clone, Debug)]
pub enum Error {
    /// Nothing is at this address.
    NotFound,
    /// What was there is at this address now.
    Moved(String),
    /// What was there is out of the visitor's reach now: a key of words, with its variables.
    Elsewhere(&'static str, Vec<(&'static str, String)>),
    /// Somebody has to sign in first.
    SignIn,
    /// The signed-in person does not hold the duty.
    Forbidden {
        /// The duty, as in the table of access.
        duty: &'static str,
        /// The roles that hold it.
        roles: &'static [Role],
        /// Where; `None` is the instance.
        place: Option<Box<AtPlace>>,
    },
    /// The address is there, and is not asked in this way.
    Method,
    /// The request is not one that a page of ours makes: a key of words.
    BadRequest(&'static str),
    /// Somebody else was first, or the state is another: a key of words, with its variables.
    Conflict(&'static str, Vec<(&'static str, String)>),
    /// More was sent than is taken: a key of words.
    TooLarge(&'static str),
    /// The request did not arrive in time.
    Slow,
    /// The answer was not ready in time.
    Busy,
    /// It was tried too often: a key of words, with its variables.
    TooMany(&'static str, Vec<(&'static str, String)>),
    /// A gate is closed.
    Gate(Vec<GateLine>),
    /// Ours: the reference under which it was logged.
    Internal(Uuid),
}

impl Error {
    /// A conflict without variables.
    pub fn conflict(key: &'static str) -> Self {
        Self::Conflict(key, Vec::new())
    }

    /// Logs a fault of ours and keeps its reference.
    pub fn internal(source: &(dyn std::error::Error + 'static)) -> Self {
        Self::failed(&said(source))
    }

    /// The same where nobody says why, or what is said may quote values: a cause of our own words.
    pub fn failed(cause: &str) -> Self {
        let reference = Uuid::new_v4();
        tracing::error!(%reference, error = cause, "a request failed");
        Self::Internal(reference)
    }

    /// Whether the same form may be taken if it is sent again: not where what it is about is over.
    fn may_pass(&self) -> bool {
        match self {
            Self::Conflict(key, _) => PASSING.contains(key),
            _ => true,
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::Elsewhere(..) => StatusCode::NOT_FOUND,
            Self::Moved(_) => StatusCode::TEMPORARY_REDIRECT,
            Self::SignIn => StatusCode::SEE_OTHER,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Conflict(..) | Self::Gate(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooMany(..) => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Conflicts that pass: somebody else was first at the same moment, or something else comes first.
const PASSING: [&str; 11] = [
    "backups-busy",
    "error-at-once",
    "error-merge-running",
    "error-no-campaign",
    "error-no-rehearsal",
    "error-objection-undecided",
    "error-stage",
    "sheet-finish-differing",
    "sheet-finish-faulty",
    "sheet-finish-unexplained",
    "sheet-not-now",
];

/// What may be logged of an error: of the database its code and the name of a constraint, since
/// its message quotes values.
fn said(source: &(dyn std::error::Error + 'static)) -> String {
    match source.downcast_ref::<sqlx::Error>() {
        Some(sqlx::Error::Database(error)) => {
            let code = error.code().unwrap_or_default();
            format!("database error {code} {}", error.constraint().unwrap_or_default())
        }
        _ => source.to_string(),
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            // somebody else's act came first; nothing of this one is kept
            sqlx::Error::Database(database)
                if matches!(database.code().as_deref(), Some("40001" | "40P01")) =>
            {
                Self::conflict("error-at-once")
            }
            // text with a sign that the database cannot keep, such as NUL: no page of ours sends it
            sqlx::Error::Database(database) if database.code().as_deref() == Some("22021") => {
                Self::BadRequest("error-form")
            }
            _ => Self::internal(&error),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(&error)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    visit: Visit,
    status: u16,
    title: String,
    reason: String,
    gate: Vec<GateLine>,
    /// What was sent and not kept.
    sent: Option<Sent>,
    /// It may be taken if it is sent again.
    again: bool,
    told: Vec<(String, String)>,
    /// What the button says.
    button: String,
    /// What was kept and what was not.
    kept: String,
    /// The number under which the log has more.
    reference: Option<String>,
    /// The page that a refused form stood on, and other ways out.
    back: Option<String>,
    ways: Vec<(&'static str, &'static str)>,
}

/// What a request may take; the layer around everything waits a little longer.
const LONGEST: Duration = Duration::from_secs(25);
/// What a request with files may take: a scan comes from a village by a slow line.
const LONGEST_UPLOAD: Duration = Duration::from_mins(5);

/// What a request may take.
pub fn longest(request: &Request) -> Duration {
    let kind = request.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let files = kind.is_some_and(|kind| kind.starts_with(b"multipart/form-data"));
    if files { LONGEST_UPLOAD } else { LONGEST }
}

/// Makes the page of an [`Error`] in the visitor's language, with what was sent and not kept.
pub async fn render(visit: Visit, request: Request, next: Next) -> Response {
    let sending = Sending::of(request.extensions());
    if let Some(Away(error)) = request.extensions().get::<Away>() {
        return page(visit, error, shown(&sending));
    }
    match tokio::time::timeout(longest(&request), next.run(request)).await {
        Ok(response) => rendered(visit, response, shown(&sending)),
        Err(_) => page(visit, &Error::Busy, shown(&sending)),
    }
}

/// What was sent, as far as it is told: nothing of a form with a password.
fn shown(sending: &Sending) -> Option<Sent> {
    sending.sent().filter(|sent| !sent.secret)
}

/// The same for what is refused before anything was read.
pub async fn refused(visit: Visit, request: Request, next: Next) -> Response {
    rendered(visit, next.run(request).await, None)
}

fn rendered(visit: Visit, response: Response, sent: Option<Sent>) -> Response {
    if let Some(error) = response.extensions().get::<Error>() {
        return page(visit, error, sent);
    }
    let Some(error) = of_status(&response) else { return response };
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut response = page(visit, &error, sent);
    if let Some(allow) = allow {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}

/// What the parts that we stand on refuse by themselves, with a line of their own or with none.
fn of_status(response: &Response) -> Option<Error> {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let page = kind.and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.contains("html"));
    match response.status() {
        _ if page => None,
        StatusCode::NOT_FOUND => Some(Error::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(Error::Method),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Error::TooLarge("error-too-large")),
        StatusCode::REQUEST_TIMEOUT => Some(Error::Slow),
        StatusCode::BAD_REQUEST
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
        | StatusCode::UNPROCESSABLE_ENTITY => Some(Error::BadRequest("error-form")),
        StatusCode::INTERNAL_SERVER_ERROR => Some(Error::failed("an answer without a cause")),
        _ => None,
    }
}

/// What is answered where the program itself broke off, told like every fault of ours.
pub fn broken_off(_: Box<dyn std::any::Any + Send>) -> Response {
    // what was said may quote values; the place stands in the log
    Error::failed("a handler broke off").into_response()
}

/// Title and reason of an error, in words, for somebody who holds these roles.
fn told(error: &Error, held: &[Role], w: &Words) -> (&'static str, String) {
    let with = |key: &str, variables: &[(&'static str, String)]| {
        let variables: Vec<_> =
            variables.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        w.text_with(key, &variables)
    };
    match error {
        Error::SignIn => ("sign-in-title", w.text("sign-in-title")),
        Error::Moved(_) | Error::NotFound => {
            ("error-not-found-title", w.text("error-not-found-page"))
        }
        Error::Forbidden { duty, roles, place } => {
            let duty = w.text(&format!("duty-{duty}")).into();
            let who = roles_at(roles, place.as_deref(), w).into();
            let giver = w.text(&format!("role-{}", Role::giver(held, roles).word())).into();
            let variables = [("duty", duty), ("who", who), ("giver", giver)];
            ("error-forbidden-title", w.text_with("error-forbidden", &variables))
        }
        Error::Method => ("error-method-title", w.text("error-method")),
        Error::BadRequest(key) => ("error-request-title", w.text(key)),
        Error::TooLarge(key) => ("error-large-title", w.text(key)),
        Error::Slow => ("error-slow-title", w.text("error-slow")),
        Error::Busy => ("error-busy-title", w.text("error-busy")),
        Error::Elsewhere(key, variables) => ("error-elsewhere-title", with(key, variables)),
        Error::Conflict(key, variables) => ("error-conflict-title", with(key, variables)),
        Error::TooMany(key, variables) => ("error-too-many-title", with(key, variables)),
        Error::Gate(_) => ("error-gate-title", w.text("error-gate")),
        Error::Internal(_) => ("error-internal-title", w.text("error-internal")),
    }
}

/// How many roles are named: what most people of a place may do says nothing more by naming all.
const NAMED: usize = 4;

/// Who holds a duty, in words: the roles, and where those are that are held at such a place. The
/// office of a town is not that of each of its villages.
pub fn roles_at(roles: &[Role], place: Option<&AtPlace>, words: &Words) -> String {
    let reaches = |role: &&Role| match place {
        Some(place) => role.reaches(place.level.as_str()),
        None => true,
    };
    let role = |role: &Role| {
        let name = words.text(&format!("role-{}", role.word()));
        match place.filter(|place| role.levels().contains(&&*place.level)) {
            Some(place) => {
                let variables = [("roles", name.into()), ("place", place.name.as_str().into())];
                words.text_with("page-roles-at", &variables)
            }
            None => name,
        }
    };
    let roles: Vec<&Role> = roles.iter().filter(reaches).collect();
    match place.filter(|_| roles.len() > NAMED) {
        Some(place) => words.text_with("page-roles-many", &[("place", place.name.as_str().into())]),
        None => roles.into_iter().map(role).collect::<Vec<_>>().join(&words.text("page-or")),
    }
}

/// The key of words for what was kept.
fn kept(error: &Error, sent: Option<&Sent>) -> &'static str {
    match (error, sent) {
        // nobody knows how far it came
        (Error::Busy, _) => "error-kept-unknown",
        (_, Some(sent)) if sent.files > 0 && sent.fields.is_empty() => "error-kept-no-file",
        (error, Some(_)) if !error.may_pass() => "error-kept-shown",
        (_, Some(sent)) if sent.files > 0 => "error-kept-typed-file",
        (_, Some(_)) => "error-kept-typed",
        (_, None) => "error-kept",
    }
}

/// Where somebody may go on.
fn ways(visit: &Visit) -> Vec<(&'static str, &'static str)> {
    if visit.account.is_some() {
        vec![(urls::DESK, "page-home")]
    } else {
        vec![(urls::SIGN_IN, "sign-in-title")]
    }
}

/// The page of an error.
fn page(visit: Visit, error: &Error, sent: Option<Sent>) -> Response {
    let w = visit.words;
    if matches!(error, Error::SignIn) {
        let back = form_urlencoded::byte_serialize(visit.path.as_bytes()).collect::<String>();
        return Redirect::to(&format!("{}?next={back}", urls::SIGN_IN)).into_response();
    }
    if let Error::Moved(to) = error {
        return Redirect::temporary(to).into_response();
    }
    let held: Vec<Role> = visit.entrusted.iter().map(|one| one.role).collect();
    let (title, reason) = told(error, &held, &w);
    let gate = if let Error::Gate(lines) = error { lines.clone() } else { Vec::new() };
    let status = error.status();
    let title = w.text(title);
    let refused = matches!(error, Error::BadRequest(_) | Error::TooLarge(_) | Error::TooMany(..));
    let back =
        ((sent.is_some() || refused) && visit.path != urls::DESK).then(|| visit.path.clone());
    let told = sent.as_ref().map(|sent| sent.told(&w)).unwrap_or_default();
    let reference =
        if let Error::Internal(reference) = error { Some(reference.to_string()) } else { None };
    let page = ErrorPage {
        status: status.as_u16(),
        ways: ways(&visit),
        kept: w.text(kept(error, sent.as_ref())),
        visit,
        title,
        reason,
        gate,
        again: error.may_pass(),
        button: w.text("kept-again"),
        sent,
        told,
        reference,
        back,
    };
    let mut response = Refused(status, page).into_response();
    if let Some(seconds) = retry_after(error) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

/// After how many seconds it may be tried again.
fn retry_after(error: &Error) -> Option<HeaderValue> {
    let Error::TooMany(_, variables) = error else { return None };
    let (_, seconds) = variables.iter().find(|(name, _)| *name == "n")?;
    seconds.parse().ok()
}
