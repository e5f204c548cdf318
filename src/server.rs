//! The web server: layers around the routes, start, graceful end.

use std::{net::SocketAddr, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
};
use tokio::net::TcpListener;
use tower_http::{
    compression::{
        CompressionLayer, Predicate,
        predicate::{NotForContentType, SizeAbove},
    },
    csrf::CsrfLayer,
    set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};

use crate::{
    routes,
    shell::{App, Error, db, error, view},
};

/// No script or style but our own files, no frames, no other site.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// A page that takes longer helps nobody.
const LONGEST: Duration = Duration::from_secs(30);
/// How long open requests have to be finished at the end: a stalled one may never be.
const GRACE: Duration = Duration::from_secs(10);
/// Forms; files have limits of their own.
const BODY: usize = 256 * 1024;

/// The whole program behind one router.
pub fn router(app: App) -> Router {
    let compressed = SizeAbove::new(1024).and(NotForContentType::const_new("text/event-stream"));
    routes()
        .into_router()
        .layer(middleware::from_fn(error::render))
        .layer(
            CsrfLayer::new()
                .with_rejection_response(|_| Error::BadRequest("error-other-site").into_response()),
        )
        .layer(middleware::from_fn(error::render))
        .layer(middleware::from_fn_with_state(app.clone(), view::recognise))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(CompressionLayer::new().compress_when(compressed))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
        .layer(header_layer(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(header_layer(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header_layer(header::REFERRER_POLICY, "same-origin"))
        .layer(header_layer(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .with_state(app)
}

fn header_layer(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// Serves until told to stop; open requests are finished, pages that wait for changes let go.
///
/// # Errors
/// Those of the listener.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let live = app.live.clone();
    let ended = live.ended();
    let stop = async move {
        stop.await;
        live.end();
    };
    // sign-ins are counted by address
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop);
    tokio::select! {
        done = serving.into_future() => done,
        () = async { ended.await; tokio::time::sleep(GRACE).await } => Ok(()),
    }
}

/// The process is alive.
pub async fn health() -> &'static str {
    "ok\n"
}

/// The database answers; says whether grants protect the journal.
pub async fn ready(State(app): State<App>) -> Response {
    match db::grants_protect(&app.db).await {
        Ok(true) => "ready\n".into_response(),
        Ok(false) => {
            "ready; the database has one role: grants do not protect the journal\n".into_response()
        }
        Err(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}
