//! The ledger for programs: events as JSON, and proofs that need no tiles.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use backend::service::ledger;
use domain::refused::Why;
use domain::time::Moment;
use http::Uri;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{answer, doc};
use crate::asked::Asked;
use crate::params::Params;
use crate::problem::Problem;
use crate::state::App;

/// Events of a page when none is asked for.
const PAGE: i64 = 100;

/// A page of events, oldest first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LedgerEvents)]
pub struct EventsDto {
    /// How many events the newest checkpoint covers; later ones are not shown yet.
    pub size: u64,
    /// The events.
    pub items: Vec<EventDto>,
    /// The address of the next page; missing at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// An event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LedgerEvent)]
pub struct EventDto {
    /// Its place in the ledger, from 0.
    pub seq: i64,
    /// When, RFC 3339.
    pub at: String,
    /// What was done.
    #[schema(example = "add-version")]
    pub kind: String,
    /// The leaf of the tree, byte for byte: what the hash is made of. It is JSON.
    pub leaf: String,
    /// SHA-256 of a zero byte and the leaf, in base64.
    pub leaf_hash: String,
}

/// A proof that an event is in the ledger (RFC 9162, 2.1.3).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InclusionProof)]
pub struct InclusionDto {
    /// The event.
    pub seq: u64,
    /// The size of the tree.
    pub size: u64,
    /// The hash of the event's leaf, in base64.
    pub leaf_hash: String,
    /// The root of the tree; compare it with the signed checkpoint of this size.
    pub root: String,
    /// The hashes of the proof, from the leaf up, in base64.
    pub hashes: Vec<String>,
}

/// A proof that the ledger begins with an earlier one (RFC 9162, 2.1.4).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConsistencyProof)]
pub struct ConsistencyDto {
    /// The size of the earlier tree.
    pub from: u64,
    /// The size of the later tree.
    pub to: u64,
    /// The root of the earlier tree, in base64.
    pub from_root: String,
    /// The root of the later tree, in base64.
    pub to_root: String,
    /// The hashes of the proof, in base64.
    pub hashes: Vec<String>,
}

/// Events of the ledger, oldest first.
#[utoipa::path(
    get, path = "/api/v1/ledger/events", tag = "ledger",
    params(
        ("after" = Option<i64>, Query, description = "Show events after this one; from the beginning when not given"),
        ("size" = Option<i64>, Query, description = "How many, from 1 to 1000; 100 when not given"),
        doc::Language,
    ),
    responses((status = 200, description = "The events", body = EventsDto), doc::ListProblems)
)]
pub async fn events(State(app): State<App>, Extension(asked): Extension<Asked>, uri: Uri) -> Result<Response, Problem> {
    let mut params = Params::of(&uri);
    let after = params.number("after", -1, i64::MAX - 1).unwrap_or(-1);
    let count = params.number("size", 1, ledger::PAGE_MAX).unwrap_or(PAGE);
    params.finish(&["after", "size"])?;
    let (rows, size) = ledger::events(&app.backend, &app.ctx(&asked), after + 1, count).await?;
    let base = app.config.base_url();
    let last = rows.last().map(|row| row.seq).filter(|last| last + 1 < size as i64);
    let next = last.map(|last| format!("{base}/api/v1/ledger/events?after={last}&size={count}"));
    let items = rows.into_iter().map(|row| {
        // A node that is not up to date yet shows events of kinds that it does not know.
        let event: Value = serde_json::from_str(&row.leaf).unwrap_or_default();
        EventDto {
            seq: row.seq,
            at: Moment::from_micros(event["at"].as_i64().unwrap_or_default()).rfc3339(),
            kind: event["kind"].as_str().unwrap_or_default().to_owned(),
            leaf: row.leaf,
            leaf_hash: row.hash,
        }
    });
    let items = items.collect();
    Ok(answer(EventsDto { size, items, next }))
}

/// A number that has to be given.
fn required(params: &mut Params, field: &str) -> u64 {
    if params.text(field).is_none() {
        params.fault(field, Why::Missing);
    }
    params.number(field, 0, i64::MAX).unwrap_or(0) as u64
}

/// The proof that an event is in the ledger.
#[utoipa::path(
    get, path = "/api/v1/ledger/proofs/inclusion", tag = "ledger",
    params(
        ("seq" = i64, Query, description = "The event"),
        ("size" = Option<i64>, Query, description = "The size of the tree; that of the newest checkpoint when not given"),
        doc::Language,
    ),
    responses((status = 200, description = "The proof", body = InclusionDto), doc::ListProblems)
)]
pub async fn inclusion(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut params = Params::of(&uri);
    let seq = required(&mut params, "seq");
    let size = params.number("size", 1, i64::MAX).map(|size| size as u64);
    params.finish(&["seq", "size"])?;
    let proof = ledger::inclusion(&app.backend, &app.ctx(&asked), seq, size).await?;
    Ok(answer(InclusionDto {
        seq,
        size: proof.size,
        leaf_hash: proof.from.to_string(),
        root: proof.root.to_string(),
        hashes: proof.hashes.iter().map(ToString::to_string).collect(),
    }))
}

/// The proof that the ledger begins with an earlier one.
#[utoipa::path(
    get, path = "/api/v1/ledger/proofs/consistency", tag = "ledger",
    params(
        ("from" = i64, Query, description = "The size of the earlier tree"),
        ("to" = Option<i64>, Query, description = "The size of the later tree; that of the newest checkpoint when not given"),
        doc::Language,
    ),
    responses((status = 200, description = "The proof", body = ConsistencyDto), doc::ListProblems)
)]
pub async fn consistency(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut params = Params::of(&uri);
    let from = required(&mut params, "from");
    let to = params.number("to", 0, i64::MAX).map(|to| to as u64);
    params.finish(&["from", "to"])?;
    let proof = ledger::consistency(&app.backend, &app.ctx(&asked), from, to).await?;
    Ok(answer(ConsistencyDto {
        from,
        to: proof.size,
        from_root: proof.from.to_string(),
        to_root: proof.root.to_string(),
        hashes: proof.hashes.iter().map(ToString::to_string).collect(),
    }))
}
