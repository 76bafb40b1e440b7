//! Compression of what is made for the request: pages, JSON, drawings. Stored files go out as they are stored, because
//! their ETag and their ranges speak of those bytes; assets were compressed when the site was built.

use http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// An extension of answers whose bytes must not change on their way.
#[derive(Clone, Copy)]
pub struct AsStored;

/// Smaller answers gain nothing.
const LEAST: usize = 1024;

/// The layer. The fastest level: these answers are made anew for every request.
pub fn layer() -> CompressionLayer<impl tower_http::compression::Predicate> {
    CompressionLayer::new()
        .br(true)
        .gzip(true)
        .quality(CompressionLevel::Fastest)
        .compress_when(worth_it)
}

fn worth_it(_: StatusCode, _: Version, headers: &HeaderMap, extensions: &Extensions) -> bool {
    if extensions.get::<AsStored>().is_some() || headers.contains_key(header::CONTENT_RANGE) {
        return false;
    }
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length < LEAST) {
        return false;
    }
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    [
        "text/html",
        "application/json",
        "application/problem+json",
        "image/svg+xml",
        "text/plain",
        "text/csv",
    ]
    .iter()
    .any(|compressible| kind.starts_with(compressible))
}
