//! Who visits, in which language, with which message from the last act; and pages as answers.

use std::{
    any::Any,
    net::{IpAddr, SocketAddr},
    sync::{Arc, OnceLock},
    time::Duration,
};

use askama::{NO_VALUES, Template, Values};
use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State, connect_info::Connected},
    http::{HeaderMap, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
    serve::IncomingStream,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use tokio::net::TcpListener;

use super::{
    App,
    clock::Now,
    entrusted::{self, Entrusted},
    flash::{self, Flash},
    form::Form,
    gates, kept,
    routes::Pages,
    session::{self, SignedIn},
    statics, urls,
    words::{Lang, Words},
};

/// The cookie of the language.
pub const LANGUAGE: &str = "language";

/// The cookie of large type.
pub const LARGE: &str = "large";

/// Who visits a page, and how they are spoken to.
#[derive(Clone)]
pub struct Visit {
    /// The words of the language.
    pub words: Words,
    /// Who is signed in.
    pub account: Option<SignedIn>,
    /// With what.
    pub entrusted: Vec<Entrusted>,
    /// What the last act says.
    pub flash: Option<Flash>,
    /// Path and query asked for.
    pub path: String,
    /// Whether large type is wanted.
    pub large: bool,
    /// The address of the machine that asks.
    pub address: Option<IpAddr>,
    /// Whether what is asked for lies in a rehearsal.
    pub rehearsal: bool,
    /// What the page carries along, also when its language or size is chosen: hidden fields.
    pub carried: Vec<(String, String)>,
    /// The form that is answered, sealed, for the page of a refusal.
    pub typed: Arc<OnceLock<String>>,
}

impl Visit {
    /// Whether the page answers a form: what was typed may stand in it.
    pub fn answers(&self) -> bool {
        self.typed.get().is_some()
    }

    /// The same on a page that carries a form: whoever chooses a language or size there does not
    /// lose it.
    #[must_use]
    pub fn carrying(mut self, form: &Form) -> Self {
        self.carried = kept::hidden(form);
        if !self.carried.is_empty() {
            form.value("next").clone_into(&mut self.path);
        }
        self
    }

    /// What the forms of language and size in the head carry along, on a page that refuses a form or on
    /// any other: hidden fields.
    pub fn along(&self, refuses: bool) -> Vec<(&str, &str)> {
        let carried = self.carried.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let typed = self.typed.get().filter(|_| refuses && self.carried.is_empty());
        carried.chain(typed.map(|typed| (kept::KEPT, typed.as_str()))).collect()
    }

    /// The words of a key; short for templates.
    pub fn t(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// The words of a key with one number or text `$n`.
    pub fn n(&self, key: &str, n: impl std::fmt::Display) -> String {
        self.words.text_with(key, &[("n", n.to_string().into())])
    }

    /// The tag of the language, for `lang=`.
    pub fn lang(&self) -> &'static str {
        self.words.lang().tag()
    }

    /// The day in China with its weekday, for what is printed.
    pub fn day(&self) -> String {
        gates::day(Now::read().date(), &self.words)
    }

    /// The tag of the other language.
    pub fn other_lang(&self) -> &'static str {
        self.words.lang().other().tag()
    }

    /// What the last act says, in words.
    pub fn flash_text(&self) -> Option<String> {
        self.flash.as_ref().map(|flash| flash.text(&self.words))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// Where a connection comes from, by whatever listener.
#[derive(Clone, Copy, Debug)]
pub struct Peer(SocketAddr);

impl Peer {
    /// A connection from an address.
    pub fn at(address: SocketAddr) -> Self {
        Self(address)
    }
}

impl Connected<IncomingStream<'_, TcpListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, TcpListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// Finds out once a request who visits; the message of the last act is shown once.
pub async fn recognise(
    State((app, pages)): State<(App, Pages)>,
    mut request: Request,
    next: Next,
) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let accepts = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|tag| tag.to_str().ok());
    let asked = who(&app, &jar, request.uri().path(), is_by_itself(&request));
    let known = in_time(asked).await;
    let flash = flash::take(&jar);
    let shown = flash.is_some() && request.method() == axum::http::Method::GET;
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    // somebody whose act is refused, or came after the session, is led back to the page it stood on
    let path = if request.method() == axum::http::Method::GET {
        path
    } else {
        page_of(request.headers(), &pages).unwrap_or_else(|| "/".to_owned())
    };
    let words = Words::new(language(&jar, accepts));
    let ((account, entrusted), away) = match known {
        Ok(known) => (known, None),
        Err(error) => (Default::default(), Some(error)),
    };
    let peer = request.extensions().get::<ConnectInfo<Peer>>();
    let address = peer.map(|ConnectInfo(peer)| peer.0.ip().to_canonical());
    let rehearsal = request.uri().path().starts_with(urls::REHEARSALS);
    let large = jar.get(LARGE).is_some_and(|cookie| cookie.value() == "1");
    let visit = Visit {
        words,
        account,
        entrusted,
        flash,
        path,
        large,
        address,
        rehearsal,
        carried: Vec::new(),
        typed: Arc::default(),
    };
    if let Some(error) = away {
        // the layers within this one keep what was typed, and make the page
        request.extensions_mut().insert(Away(error));
    }
    if let Some(to) = visit.account.as_ref().and_then(|one| first(one, request.uri().path())) {
        if request.method() != axum::http::Method::POST || to == urls::ENTERED {
            return Redirect::to(to).into_response();
        }
        // a form is read first, and carried there
        request.extensions_mut().insert(First(to));
    }
    request.extensions_mut().insert(visit);
    let response = next.run(request).await;
    let page = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == HTML);
    if shown && page { (flash::clear(jar), response).into_response() } else { response }
}

/// How long it may take to find out who visits: with what a request may take it stays below what the
/// layer around everything waits, so that there is always a page.
const LONGEST: Duration = Duration::from_secs(4);

/// A database that does not answer in time is told on a page like everything else.
async fn in_time<T>(asked: impl Future<Output = sqlx::Result<T>>) -> Result<T, super::Error> {
    match tokio::time::timeout(LONGEST, asked).await {
        Ok(found) => Ok(found?),
        Err(_) => Err(super::Error::Busy),
    }
}

/// Who visits, and with what he is entrusted; files are the same for everybody. A request that a page
/// makes by itself is no sign of somebody at work.
async fn who(
    app: &App,
    jar: &CookieJar,
    path: &str,
    by_itself: bool,
) -> sqlx::Result<(Option<SignedIn>, Vec<Entrusted>)> {
    let Some(token) = session::token(jar).filter(|_| !path.starts_with(statics::FOLDER)) else {
        return Ok(Default::default());
    };
    let Some(mut account) = session::signed_in(app, &token).await? else {
        return Ok(Default::default());
    };
    if !by_itself {
        session::seen(app, &mut account).await?;
    }
    let mut db = app.db.acquire().await?;
    let entrusted = entrusted::entrusted(&mut db, &account).await?;
    Ok((Some(account), entrusted))
}

/// Whether a page asks without anybody doing anything: for live changes, for the time that is left.
fn is_by_itself(request: &Request) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|kind| kind.to_str().ok());
    request.headers().contains_key(BY_ITSELF)
        || accepts.is_some_and(|kind| kind.contains("text/event-stream"))
}

/// The header of requests that `app.js` makes by itself.
const BY_ITSELF: &str = "x-by-itself";

/// Where somebody goes before anything else opens: to change a password that was given by somebody
/// else, to set up a second factor.
fn first(account: &SignedIn, path: &str) -> Option<&'static str> {
    let always = [
        urls::SIGN_IN,
        urls::SIGN_IN_CODE,
        urls::SIGN_OUT,
        urls::LANGUAGE,
        urls::TYPE_SIZE,
        urls::HEALTH,
    ];
    let open = always.contains(&path)
        || path == urls::READY
        || path.starts_with("/static/")
        || path.starts_with(urls::SESSION_LEFT);
    if open {
        return None;
    }
    if account.only.is_some() {
        // a link opens places and nothing of the account
        let place = path.starts_with("/r/")
            || path.trim_start_matches('/').starts_with(|sign: char| sign.is_ascii_digit())
            || path.starts_with("/enter");
        return (!place).then_some(urls::ENTERED);
    }
    if account.must_change {
        return (path != urls::OWN_PASSWORD).then_some(urls::OWN_PASSWORD);
    }
    let below = path.strip_prefix(urls::OWN_FACTOR);
    let there = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    (account.must_factor && !there).then_some(urls::OWN_FACTOR)
}

/// The page of ours that a form was sent from; where that was the answer to another form, whose address
/// cannot be opened, the nearest page above it.
fn page_of(headers: &HeaderMap, pages: &Pages) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let from: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let ours = from.authority().is_some_and(|authority| authority.as_str() == host);
    let asked = from.path_and_query().filter(|_| ours)?;
    let page = pages.at(asked.path())?;
    Some(if page == asked.path() { asked.to_string() } else { page.to_owned() })
}

/// Where whoever sends a form has to go first.
#[derive(Clone)]
pub struct First(pub &'static str);

/// Who visits cannot be found out: nothing is asked of the handlers.
#[derive(Clone)]
pub struct Away(pub super::Error);

const HTML: &str = "text/html; charset=utf-8";

fn language(jar: &CookieJar, accepts: Option<&str>) -> Lang {
    let chosen = jar.get(LANGUAGE).and_then(|cookie| Lang::from_tag(cookie.value()));
    let accepted = || accepts?.split([',', ';']).find_map(|tag| Lang::from_tag(tag.trim()));
    chosen.or_else(accepted).unwrap_or(Lang::ZhCn)
}

/// A cookie as all of ours are: for this site, not for scripts.
pub fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).build()
}

/// The page of a form that was refused, with everything that was typed.
pub struct Invalid<T>(pub T);

impl<T: Template> IntoResponse for Invalid<T> {
    fn into_response(self) -> Response {
        Refused(StatusCode::BAD_REQUEST, self.0).into_response()
    }
}

/// The same with a status of its own: whoever chooses another language or size there keeps what was
/// typed.
pub struct Refused<T>(pub StatusCode, pub T);

impl<T: Template> IntoResponse for Refused<T> {
    fn into_response(self) -> Response {
        (self.0, rendered(&self.1, &Refuses)).into_response()
    }
}

/// What tells `base.html` that the page refuses a form.
struct Refuses;

impl Values for Refuses {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        (key == "refuses").then_some(&true)
    }
}

/// A page as an answer.
pub struct View<T>(pub T);

impl<T: Template> IntoResponse for View<T> {
    fn into_response(self) -> Response {
        rendered(&self.0, NO_VALUES)
    }
}

fn rendered(page: &impl Template, values: &dyn Values) -> Response {
    match page.render_with_values(values) {
        Ok(html) => ([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response(),
        Err(error) => super::Error::internal(&error).into_response(),
    }
}
