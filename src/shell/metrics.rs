//! Numbers for monitors, as Prometheus reads them: requests by route, and how the program fares.
//!
//! Labels hold routes as they are declared, never an address that was asked for, and nothing of
//! whoever asked.

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use metrics::{counter, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::time::Instant;

use super::{App, health::Health};

const REQUESTS: &str = "huanjie_requests_total";
const SECONDS: &str = "huanjie_request_seconds";
/// From a page out of memory to one that should have been a job.
const BUCKETS: [f64; 9] = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// Begins to count, for the whole process.
///
/// # Errors
/// Somebody counts already.
pub fn install() -> Result<PrometheusHandle, BuildError> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), &BUCKETS)?
        .install_recorder()
}

/// Counts a request and how long its answer took to begin. Where nobody counts it costs nothing.
pub async fn measure(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let method = match *request.method() {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    };
    let began = Instant::now();
    let response = next.run(request).await;
    let took = began.elapsed();
    let status = response.status();
    let labels = [
        ("method", method.to_owned()),
        ("route", route.clone()),
        ("status", status.as_u16().to_string()),
    ];
    counter!(REQUESTS, &labels).increment(1);
    histogram!(SECONDS, "method" => method, "route" => route.clone()).record(took);
    if status.is_server_error() {
        let ms = took.as_millis();
        tracing::warn!(method, route, status = status.as_u16(), ms, "a request was not served");
    }
    response
}

/// All numbers as text. What the database knows is asked anew; a monitor learns from
/// `huanjie_database_up` that it does not answer.
pub async fn render(app: &App, handle: &PrometheusHandle) -> Response {
    let health = Health::ask(app).await;
    gauge!("huanjie_database_up").set(if health.is_ok() { 1.0 } else { 0.0 });
    gauge!("huanjie_database_connections").set(f64::from(app.db.size()));
    let idle = u32::try_from(app.db.num_idle()).unwrap_or(u32::MAX);
    gauge!("huanjie_database_connections_idle").set(f64::from(idle));
    gauge!("huanjie_live_pages").set(float(app.live.listeners()));
    if let Ok(health) = health {
        gauge!("huanjie_ready").set(if health.ready() { 1.0 } else { 0.0 });
        gauge!("huanjie_sessions").set(float(health.sessions));
        gauge!("huanjie_outbox_waiting").set(float(health.outbox.waiting));
        gauge!("huanjie_outbox_failed").set(float(health.outbox.failed));
        gauge!("huanjie_outbox_lag_seconds").set(float(health.outbox.lag));
        if let Some(room) = health.room {
            gauge!("huanjie_data_folder_free_bytes").set(float(room));
        }
    }
    handle.run_upkeep();
    let kind = [(axum::http::header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, handle.render()).into_response()
}

/// A number as monitors have it: exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "a monitor knows no other numbers")]
fn float(number: impl TryInto<i64>) -> f64 {
    number.try_into().unwrap_or(i64::MAX) as f64
}
