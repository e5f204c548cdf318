//! The web server: layers around the routes, start, graceful end.

use std::{net::SocketAddr, pin::pin, time::Duration};

use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, Request, State},
    handler::HandlerWithoutStateExt,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    serve::Listener,
};
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{NotForContentType, SizeAbove},
    },
    csrf::CsrfLayer,
    set_header::SetResponseHeaderLayer,
};

use crate::{
    people, routes,
    shell::{App, Error, error, health::Health, kept, metrics, routes::Pages, tls::Https, view},
};

/// No script or style but our own files, no frames, no other site.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// What everything may take longer than the making of a page, which has a limit of its own.
const MORE: Duration = Duration::from_secs(5);
/// How long a connection may be silent, or take for the head of a request, before it is let go:
/// one that nobody uses keeps a file of the process.
pub const SILENT: Duration = Duration::from_secs(30);
/// How long open requests have to be finished at the end: a stalled one may never be.
const GRACE: Duration = Duration::from_secs(10);

/// How long a browser remembers to ask by https only.
const HSTS: &str = "max-age=2592000";

/// The whole program behind one router.
pub fn router(app: App) -> Router {
    let compressed = SizeAbove::new(1024)
        .and(NotForContentType::const_new("text/event-stream"))
        .and(NotForContentType::const_new("application/x-tar"));
    let https = app.instance.https();
    let routes = routes();
    let pages = Pages::of(routes.rows());
    routes
        .into_router()
        .layer(CatchPanicLayer::custom(error::broken_off))
        .layer(middleware::from_fn_with_state(app.clone(), people::kept::first_things_first))
        .layer(middleware::from_fn(error::render))
        // within the check of the site: nothing of another site is shown with a button to send it
        .layer(middleware::from_fn_with_state(app.clone(), kept::keep))
        .layer(
            CsrfLayer::new()
                .with_rejection_response(|_| Error::BadRequest("error-other-site").into_response()),
        )
        .layer(middleware::from_fn(error::refused))
        .layer(middleware::from_fn_with_state((app.clone(), pages), view::recognise))
        .layer(DefaultBodyLimit::max(kept::BODY))
        .layer(CompressionLayer::new().compress_when(compressed))
        .layer(middleware::from_fn(in_time))
        // a file that somebody sent has a stricter one of its own
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(POLICY),
        ))
        .layer(header_layer(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header_layer(header::REFERRER_POLICY, "same-origin"))
        .layer(header_layer(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(middleware::from_fn(move |request: Request, next: Next| {
            secured(https, request, next)
        }))
        .layer(middleware::from_fn(metrics::measure))
        .with_state(app)
}

/// A page that takes longer helps nobody.
async fn in_time(request: Request, next: Next) -> Response {
    let longest = error::longest(&request) + MORE;
    match tokio::time::timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// By https cookies go by https only. A browser that was told to ask by https only cannot be made
/// to trust our own certificate any more: it is told so only where it trusts the certificate.
async fn secured(https: Https, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if https == Https::Off {
        return response;
    }
    let headers = response.headers_mut();
    let cookies: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for cookie in cookies {
        let secure = [cookie.as_bytes(), b"; Secure"].concat();
        // a cookie of ours with a plain word after it is a header as well
        headers.append(header::SET_COOKIE, HeaderValue::from_bytes(&secure).unwrap_or(cookie));
    }
    if https == Https::Trusted {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    response
}

fn header_layer(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// Serves until told to stop; open requests are finished, pages that wait for changes let go. A
/// connection that is silent for longer than it may is closed.
pub async fn serve(
    app: App,
    mut listener: impl Listener<Addr = SocketAddr>,
    stop: impl Future<Output = ()>,
    silent: Duration,
) {
    let live = app.live.clone();
    let routes = TowerToHyperService::new(router(app));
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(silent);
    let connections = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let routes = routes.clone();
        let service = service_fn(move |mut request: axum::http::Request<Incoming>| {
            // sign-ins are counted by address
            request.extensions_mut().insert(ConnectInfo(view::Peer::at(address)));
            routes.call(request)
        });
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let connection = connections.watch(connection);
        // whoever breaks off is told nothing
        tokio::spawn(async move { connection.await.ok() });
    }
    drop(listener);
    live.end();
    tokio::select! {
        () = connections.shutdown() => {}
        () = tokio::time::sleep(GRACE) => {}
    }
}

/// Tells monitors the numbers, on a port of its own, for ever.
///
/// # Errors
/// Those of the listener.
pub async fn tell_numbers(
    app: App,
    listener: TcpListener,
    handle: PrometheusHandle,
) -> std::io::Result<()> {
    let answer = async move |request: Request| {
        if request.uri().path() == "/metrics" {
            metrics::render(&app, &handle).await
        } else {
            StatusCode::NOT_FOUND.into_response()
        }
    };
    axum::serve(listener, answer.into_make_service()).await
}

/// The process is alive.
pub async fn health() -> &'static str {
    "ok\n"
}

/// Whether requests can be served, and how the program fares.
pub async fn ready(State(app): State<App>) -> Response {
    match Health::ask(&app).await {
        Ok(health) if health.ready() => format!("ready\n{}", health.lines()).into_response(),
        Ok(health) => {
            let lines = format!("not ready\n{}", health.lines());
            (StatusCode::SERVICE_UNAVAILABLE, lines).into_response()
        }
        Err(_) => {
            let told = "not ready\ndatabase: does not answer\n";
            (StatusCode::SERVICE_UNAVAILABLE, told).into_response()
        }
    }
}
