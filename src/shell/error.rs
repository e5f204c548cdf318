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
    kept::Sent,
    mandate::Role,
    urls,
    view::{Away, View, Visit},
    words::Words,
};

/// What can go wrong in a handler.
#[derive(Clone, Debug)]
pub enum Error {
    /// Nothing is at this address.
    NotFound,
    /// What was there is at this address now.
    Moved(String),
    /// Somebody has to sign in first.
    SignIn,
    /// The signed-in person does not hold the duty.
    Forbidden {
        /// The duty, as in the table of access.
        duty: &'static str,
        /// The roles that hold it.
        roles: &'static [Role],
        /// Where; `None` is the instance.
        place: Option<String>,
    },
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
        let reference = Uuid::new_v4();
        tracing::error!(%reference, error = %said(source), "a request failed");
        Self::Internal(reference)
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Moved(_) => StatusCode::TEMPORARY_REDIRECT,
            Self::SignIn => StatusCode::SEE_OTHER,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
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
    told: Vec<(String, String)>,
    home: &'static str,
    /// The page that a refused form stood on.
    back: Option<String>,
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
    let sent = request.extensions().get::<Sent>().cloned();
    if let Some(Away(error)) = request.extensions().get::<Away>() {
        return page(visit, error, sent);
    }
    match tokio::time::timeout(longest(&request), next.run(request)).await {
        Ok(response) => rendered(visit, response, sent),
        Err(_) => page(visit, &Error::Busy, sent),
    }
}

/// The same for what is refused before anything was read.
pub async fn refused(visit: Visit, request: Request, next: Next) -> Response {
    rendered(visit, next.run(request).await, None)
}

fn rendered(visit: Visit, response: Response, sent: Option<Sent>) -> Response {
    if let Some(error) = response.extensions().get::<Error>() {
        return page(visit, error, sent);
    }
    let error = match response.status() {
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Error::BadRequest("error-method"),
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge("error-too-large"),
        _ => return response,
    };
    page(visit, &error, sent)
}

/// Title and reason of an error, in words.
fn told(error: &Error, w: &Words) -> (&'static str, String) {
    match error {
        Error::SignIn => ("sign-in-title", w.text("sign-in-title")),
        Error::Moved(_) | Error::NotFound => {
            ("error-not-found-title", w.text("error-not-found-page"))
        }
        Error::Forbidden { duty, roles, place } => {
            let duty = w.text(&format!("duty-{duty}")).into();
            let who = roles_at(roles, place.as_deref().unwrap_or_default(), w).into();
            let variables = [("duty", duty), ("who", who)];
            ("error-forbidden-title", w.text_with("error-forbidden", &variables))
        }
        Error::BadRequest(key) => ("error-request-title", w.text(key)),
        Error::TooLarge(key) => ("error-large-title", w.text(key)),
        Error::Slow => ("error-request-title", w.text("error-slow")),
        Error::Busy => ("error-internal-title", w.text("error-busy")),
        Error::Conflict(key, variables) => {
            let variables: Vec<_> =
                variables.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
            ("error-conflict-title", w.text_with(key, &variables))
        }
        Error::TooMany(key, variables) => {
            let variables: Vec<_> =
                variables.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
            ("error-too-many-title", w.text_with(key, &variables))
        }
        Error::Gate(_) => ("error-gate-title", w.text("error-gate")),
        Error::Internal(reference) => {
            let reference = reference.to_string().into();
            ("error-internal-title", w.text_with("error-internal", &[("reference", reference)]))
        }
    }
}

/// Who holds a duty, in words: the roles, and where.
pub fn roles_at(roles: &[Role], place: &str, words: &Words) -> String {
    let roles: Vec<String> =
        roles.iter().map(|role| words.text(&format!("role-{}", role.word()))).collect();
    let roles = roles.join(&words.text("page-or"));
    if place.is_empty() {
        return roles;
    }
    words.text_with("page-roles-at", &[("roles", roles.into()), ("place", place.into())])
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
    let (title, reason) = told(error, &w);
    let gate = if let Error::Gate(lines) = error { lines.clone() } else { Vec::new() };
    let status = error.status();
    let title = w.text(title);
    let refused = matches!(error, Error::BadRequest(_) | Error::TooLarge(_) | Error::TooMany(..));
    let back =
        ((sent.is_some() || refused) && visit.path != urls::DESK).then(|| visit.path.clone());
    let told = sent.as_ref().map(|sent| sent.told(&w)).unwrap_or_default();
    let (status_code, home) = (status.as_u16(), urls::DESK);
    let page =
        ErrorPage { visit, status: status_code, title, reason, gate, sent, told, home, back };
    let mut response = (status, View(page)).into_response();
    if let Error::TooMany(_, variables) = error
        && let Some((_, seconds)) = variables.iter().find(|(name, _)| *name == "n")
        && let Ok(seconds) = seconds.parse()
    {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}
