//! What can go wrong in a handler, and the page that says so.
//!
//! A handler answers with an [`Error`]; the layer [`render`] makes the page in the visitor's
//! language, logs what is ours once, and never shows a source's text.

use askama::Template;
use axum::{
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use uuid::Uuid;

use super::{
    gates::GateLine,
    urls,
    view::{View, Visit},
};

/// What can go wrong in a handler.
#[derive(Clone, Debug)]
pub enum Error {
    /// Nothing is at this address.
    NotFound,
    /// Somebody has to sign in first.
    SignIn,
    /// The signed-in person does not hold the duty.
    Forbidden {
        /// The duty, as in the table of access.
        duty: &'static str,
    },
    /// The request is not one that a page of ours makes: a key of words.
    BadRequest(&'static str),
    /// Somebody else was first, or the state is another: a key of words, with its variables.
    Conflict(&'static str, Vec<(&'static str, String)>),
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
            Self::SignIn => StatusCode::SEE_OTHER,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Conflict(..) | Self::Gate(_) => StatusCode::CONFLICT,
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
    home: &'static str,
    /// The page that a refused form stood on.
    back: Option<String>,
}

/// Makes the page of an [`Error`] in the visitor's language.
pub async fn render(visit: Visit, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if let Some(error) = response.extensions().get::<Error>() {
        return page(visit, error);
    }
    match response.status() {
        StatusCode::NOT_FOUND => page(visit, &Error::NotFound),
        StatusCode::METHOD_NOT_ALLOWED => page(visit, &Error::BadRequest("error-method")),
        StatusCode::PAYLOAD_TOO_LARGE => page(visit, &Error::BadRequest("error-too-large")),
        _ => response,
    }
}

/// The page of an error.
pub(super) fn page(visit: Visit, error: &Error) -> Response {
    let w = visit.words;
    if matches!(error, Error::SignIn) {
        let back = form_urlencoded::byte_serialize(visit.path.as_bytes()).collect::<String>();
        return Redirect::to(&format!("{}?next={back}", urls::SIGN_IN)).into_response();
    }
    let (title, reason) = match error {
        Error::NotFound => ("error-not-found-title", w.text("error-not-found-page")),
        Error::Forbidden { duty } => {
            let duty = w.text(&format!("duty-{duty}")).into();
            ("error-forbidden-title", w.text_with("error-forbidden", &[("duty", duty)]))
        }
        Error::BadRequest(key) => ("error-request-title", w.text(key)),
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
        Error::SignIn => return StatusCode::UNAUTHORIZED.into_response(),
    };
    let gate = if let Error::Gate(lines) = error { lines.clone() } else { Vec::new() };
    let status = error.status();
    let title = w.text(title);
    let refused = matches!(
        error,
        Error::Gate(_) | Error::Conflict(..) | Error::BadRequest(_) | Error::TooMany(..)
    );
    let back = (refused && visit.path != urls::DESK).then(|| visit.path.clone());
    let (status_code, home) = (status.as_u16(), urls::DESK);
    let page = ErrorPage { visit, status: status_code, title, reason, gate, home, back };
    (status, View(page)).into_response()
}
