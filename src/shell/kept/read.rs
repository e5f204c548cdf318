//! A form is read once, and a copy of it left for the pages of refusals. One with files is read by
//! whoever takes the files, piece by piece, and leaves what was typed in it then; here only where it
//! will be asked who sends it, since nobody else reads it.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{
    RequestExt,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{Extensions, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use futures_util::StreamExt;

use super::{BODY, SECRET, Sent, Typist};
use crate::shell::{
    App, Error,
    extract::Upload,
    vault::Vault,
    view::{First, Visit},
};

/// How long the body of a form may take to arrive.
const SLOWEST: Duration = Duration::from_secs(20);
/// How long files may take that are thrown away.
const SLOWEST_FILES: Duration = Duration::from_mins(4);
/// Bytes that are read of a form whose files are thrown away.
const MOST: usize = 128 * 1024 * 1024;

/// What was sent by the form of a request, as soon as it has been read.
#[derive(Clone, Default)]
pub struct Sending {
    sent: Option<Sent>,
    late: Arc<OnceLock<Sent>>,
    /// What the head of a page carries of it, if it refuses the form.
    typed: Arc<OnceLock<String>>,
    vault: Option<Vault>,
    visit: Option<Visit>,
}

impl Sending {
    /// That of a request; empty where no form was sent.
    pub fn of(extensions: &Extensions) -> Self {
        extensions.get::<Self>().cloned().unwrap_or_default()
    }

    /// What was sent, as far as it has been read.
    pub fn sent(&self) -> Option<Sent> {
        self.late.get().cloned().or_else(|| self.sent.clone())
    }

    /// Leaves what was typed in a form with so many files.
    ///
    /// # Errors
    /// It cannot be sealed.
    pub fn has_read(&self, fields: &[(String, String)], files: usize) -> Result<(), Error> {
        let Some(sent) = self.sent.clone().filter(|_| may_be_kept(fields)) else { return Ok(()) };
        let sent = Sent { fields: fields.to_vec(), files: files.max(1), ..sent };
        if let (Some(vault), Some(visit)) = (&self.vault, &self.visit)
            && let Some(typed) = sent.clone().typed(vault, visit)?
        {
            // a form is read once
            let _ = self.typed.set(typed);
        }
        let _ = self.late.set(sent);
        Ok(())
    }
}

/// Reads a form once, and leaves a copy of it for the pages of refusals.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    match kept(&app.vault, request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn kept(vault: &Vault, request: Request) -> Result<Request, Error> {
    if request.method() != Method::POST {
        return Ok(request);
    }
    let to = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    if kind.starts_with("multipart/form-data") {
        return with_files(vault, request, Sent { to, files: 1, ..Sent::default() }).await;
    }
    let (mut parts, mut body) = request.into_parts();
    if kind.starts_with("application/x-www-form-urlencoded") {
        let read = tokio::time::timeout(SLOWEST, bytes(body)).await;
        let bytes = read.map_err(|_| Error::Slow)??;
        let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes).into_owned().collect();
        if may_be_kept(&fields) {
            let sent = Sent { to, fields, ..Sent::default() };
            if let Some(visit) = parts.extensions.get::<Visit>()
                && let Some(typed) = sent.clone().typed(vault, visit)?
            {
                let _ = visit.typed.set(typed);
            }
            parts.extensions.insert(Sending { sent: Some(sent), ..Sending::default() });
        } else {
            let sent = Sent { to, secret: true, ..Sent::default() };
            parts.extensions.insert(Sending { sent: Some(sent), ..Sending::default() });
        }
        body = Body::from(bytes);
    }
    Ok(Request::from_parts(parts, body))
}

/// A form with files: read here, without them, where it comes from a browser in which somebody was
/// typing whose session has ended, or who has something else to do first.
async fn with_files(vault: &Vault, mut request: Request, sent: Sent) -> Result<Request, Error> {
    let visit = request.extensions().get::<Visit>().cloned();
    let first = request.extensions().get::<First>().is_some();
    let asked = first || visit.as_ref().is_some_and(|visit| visit.account.is_none());
    let known = Typist::brought(&CookieJar::from_headers(request.headers())).is_some();
    let sending = Sending {
        sent: Some(sent),
        typed: visit.as_ref().map(|visit| Arc::clone(&visit.typed)).unwrap_or_default(),
        vault: Some(vault.clone()),
        visit,
        ..Sending::default()
    };
    request.extensions_mut().insert(sending.clone());
    if !(asked && known) {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let mut copy = Request::new(body);
    *copy.headers_mut() = parts.headers.clone();
    *copy.method_mut() = parts.method.clone();
    copy.extensions_mut().insert(sending);
    DefaultBodyLimit::max(MOST).apply(&mut copy);
    let read = async { copy.extract::<Upload, _>().await?.form(0).await };
    // what is wrong with it is said to whoever has signed in and sends it again
    let _ = tokio::time::timeout(SLOWEST_FILES, read).await;
    Ok(Request::from_parts(parts, Body::empty()))
}

/// Half of a form would be sent again as the whole: one with a password is not kept at all.
fn may_be_kept(fields: &[(String, String)]) -> bool {
    !fields.iter().any(|(name, _)| SECRET.iter().any(|part| name.contains(part)))
}

async fn bytes(body: Body) -> Result<Vec<u8>, Error> {
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Error::BadRequest("error-form"))?;
        if bytes.len() + chunk.len() > BODY {
            return Err(Error::TooLarge("error-form-too-large"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
