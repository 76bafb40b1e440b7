//! What the machine's keepers ask: is the process alive, can it serve, and its figures.

use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use backend::service::indexing;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::connection::Connection;
use crate::problem::{Kind, Problem};
use crate::state::App;

/// Alive: the process answers.
pub async fn alive() -> Response {
    text("ok\n")
}

/// What the portal needs in order to serve.
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, asked by name"
)]
struct Ready {
    /// The database takes writes.
    database: bool,
    /// The search index follows closely enough.
    index: bool,
    /// The gate is in touch with the primary database.
    gate: bool,
    /// The ledger is what was signed, and is being signed.
    ledger: bool,
}

/// How many changes the index may be behind before the portal calls itself not ready.
const LAG: i64 = 10_000;
/// How long the database may take no write before the portal calls itself not ready. The node writes a beat each second;
/// nothing is written for the question itself, because anyone may ask it as often as they like.
const UNWRITTEN: Duration = Duration::from_secs(10);

/// Ready: database, index, gate and ledger.
pub async fn ready(State(app): State<App>) -> Response {
    let backend = &app.backend;
    let lag = indexing::lag(backend).await;
    if let Ok(lag) = lag {
        app.metrics.index_lag(lag);
    }
    let ready = Ready {
        database: backend.board.wrote_within(UNWRITTEN),
        index: lag.is_ok_and(|lag| lag <= LAG) && backend.search().is_ok_and(|index| index.sequence().is_some()),
        gate: backend.board.in_touch(),
        ledger: backend.ledger.fault().is_none(),
    };
    let status = if ready.database && ready.index && ready.gate && ready.ledger {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let mut response = (status, axum::Json(ready)).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The figures, for the machine itself or, by a setting, for everyone.
pub async fn metrics(State(app): State<App>, connection: Option<Extension<Connection>>) -> Response {
    let local = connection.is_some_and(|Extension(connection)| connection.peer.ip().to_canonical().is_loopback());
    // Behind a proxy on this machine every client is local; then only the setting opens the figures.
    let trusted = local && app.config.limits.proxy_header.is_none();
    if !(app.config.metrics.public || trusted) {
        return Problem::new(Kind::NoSuchPage).into_response();
    }
    if let Ok(lag) = indexing::lag(&app.backend).await {
        app.metrics.index_lag(lag);
    }
    text(app.metrics.render())
}

/// Robots may read the pages; files and the API are for people and their programs.
pub async fn robots() -> Response {
    text(
        "User-agent: *\nDisallow: /api/\nDisallow: /datasets/*/files/\nDisallow: /datasets/*/versions/\nDisallow: /en/datasets/*/files/\nDisallow: /en/datasets/*/versions/\n",
    )
}

fn text(body: impl Into<String>) -> Response {
    let mut response = body.into().into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
