//! The ledger as it is published, `/ledger`: checkpoint, tiles and entries (C2SP tlog-tiles), and the public keys.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use backend::service::ledger;
use domain::ledger::tile::Tile;
use http::{HeaderValue, header};

use crate::asked::Asked;
use crate::params::Place;
use crate::problem::{Kind, Problem};
use crate::state::App;

const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";
/// A tile of a width never changes, full or partial.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

fn answer(body: impl Into<Body>, kind: &'static str, cache: &'static str) -> Response {
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// The newest checkpoint with its cosignatures.
pub async fn checkpoint(State(app): State<App>, Extension(asked): Extension<Asked>) -> Result<Response, Problem> {
    let signed = ledger::checkpoint(&app.backend, &app.ctx(&asked)).await?;
    Ok(answer(signed.note, TEXT, ASK_AGAIN))
}

/// A tile of hashes.
pub async fn tile(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    Place((level, place)): Place<(String, String)>,
) -> Result<Response, Problem> {
    let tile = Tile::parse(&level, &place).ok_or_else(|| Problem::new(Kind::NoSuchPage))?;
    let bytes = ledger::tile(&app.backend, &app.ctx(&asked), tile).await?;
    Ok(answer(bytes, BYTES, FOR_EVER))
}

/// A bundle of entries.
pub async fn entries(
    State(app): State<App>,
    Extension(asked): Extension<Asked>,
    Place(place): Place<String>,
) -> Result<Response, Problem> {
    let tile = Tile::parse("entries", &place).ok_or_else(|| Problem::new(Kind::NoSuchPage))?;
    let bytes = ledger::entries(&app.backend, &app.ctx(&asked), tile).await?;
    Ok(answer(bytes, BYTES, FOR_EVER))
}

/// The public keys: the log's on the first line, its witnesses' below.
pub async fn keys(State(app): State<App>, Extension(asked): Extension<Asked>) -> Result<Response, Problem> {
    let keys = ledger::keys(&app.backend, &app.ctx(&asked))?;
    let (log, witnesses) = keys.ok_or_else(|| Problem::new(Kind::NoSuchPage))?;
    let mut text = format!("{log}\n");
    for witness in witnesses {
        text.push_str(&format!("{witness}\n"));
    }
    Ok(answer(text, TEXT, ASK_AGAIN))
}
