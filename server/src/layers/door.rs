//! The door: every request gets an id, a language and a nonce; every answer gets its security headers, one log line and
//! its place in the metrics. No address, query or name of a person is logged.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::RequestId;
use domain::text::Lang;
use http::uri::{PathAndQuery, Uri};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use tracing::Instrument as _;

use crate::asked::{Asked, Form, form, lang_of_program, split_lang};
use crate::layers::compress::AsStored;
use crate::session::Identity;
use crate::state::App;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The route that answered, as an extension of the answer.
#[derive(Clone)]
struct Route(String);

/// A middleware inside the router: tells the door which route answered.
pub async fn name_route(request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| Route(path.as_str().to_owned()));
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

/// The middleware.
pub async fn door(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = request_id(request.headers());
    let english = split_lang(request.uri().path()).map(|(lang, rest)| (lang, rest.to_owned()));
    let form = form(request.uri().path(), request.headers());
    let lang = match (&english, form) {
        (Some((lang, _)), _) => *lang,
        (None, Form::Page) => Lang::Zh,
        (None, Form::Json) => lang_of_program(request.uri(), request.headers()),
    };
    if let Some((_, rest)) = english
        && let Some(uri) = with_path(request.uri(), &rest)
    {
        *request.uri_mut() = uri;
    }
    let asked = Asked {
        lang,
        form,
        request: RequestId::new(&id),
        nonce: URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>()),
        identity: Identity::visitor(),
    };
    let nonce = asked.nonce.clone();
    let method = request.method().clone();
    request.extensions_mut().insert(lang);
    request.extensions_mut().insert(asked);

    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;

    let id = HeaderValue::try_from(id).expect("a request id is visible ASCII");
    response.headers_mut().insert(REQUEST_ID, id);
    // A stored file is never a page of ours, even when it is written in HTML.
    let stored = response.extensions().get::<AsStored>().is_some();
    secure(&app, (!stored).then_some(&*nonce), response.headers_mut());
    let took = begun.elapsed();
    let status = response.status().as_u16();
    let route = response
        .extensions()
        .get::<Route>()
        .map_or("-", |route| route.0.as_str());
    span.in_scope(|| tracing::info!(%method, route, status, ms = took.as_secs_f64() * 1000.0, "answered"));
    app.metrics.answered(&method, route, status, took);
    response
}

/// The client's own id when it is a plain one, else a fresh one.
fn request_id(headers: &HeaderMap) -> String {
    headers
        .get(&REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|id| (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        .map_or_else(backend::fresh_id, str::to_owned)
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let path_and_query = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(path_and_query).ok()?);
    Uri::from_parts(parts).ok()
}

/// Security headers. A page may run only scripts that carry the nonce, and what those load; nothing else may run at all.
fn secure(app: &App, nonce: Option<&str>, headers: &mut HeaderMap) {
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let policy = if let Some(nonce) = nonce.filter(|_| is_page) {
        let policy = format!(
            "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
        );
        HeaderValue::try_from(policy).expect("a base64 nonce is visible ASCII")
    } else {
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox")
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    );
    let fixed = [
        (
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        ),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // Open data may be used by pages of other sites; the answers that may say so themselves.
    headers
        .entry(HeaderName::from_static("cross-origin-resource-policy"))
        .or_insert(HeaderValue::from_static("same-origin"));
    if let Some(value) = &app.hsts {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strange_request_id_is_replaced() {
        let id = |given: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, given.parse().unwrap());
            request_id(&headers)
        };
        assert_eq!(
            id("0192f0c1-aaaa-7bbb-8ccc-0123456789ab"),
            "0192f0c1-aaaa-7bbb-8ccc-0123456789ab"
        );
        for strange in ["short", "a b c d e f g h", "\"injected\":true", &"a".repeat(65)] {
            assert_ne!(id(strange), strange);
        }
    }

    #[test]
    fn the_query_stays_when_the_language_is_split_off() {
        let uri: Uri = "/en/datasets?q=%E5%85%AC&page=2".parse().unwrap();
        assert_eq!(with_path(&uri, "/datasets").unwrap(), "/datasets?q=%E5%85%AC&page=2");
    }
}
