//! Requests that change something must come from the portal's own pages (cross-site request forgery).

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, Method, Uri, header};

use crate::problem::{Kind, Problem};
use crate::state::App;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The middleware.
pub async fn same_site(State(app): State<App>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && !is_own(request.headers(), &app.config.base_url()) {
        return Problem::new(Kind::CrossSite).into_response();
    }
    next.run(request).await
}

/// Whether the browser says that the request comes from the portal's own origin. Browsers send `Sec-Fetch-Site` on
/// trustworthy origins and `Origin` with every POST; a request that says neither comes from no page of ours.
fn is_own(headers: &HeaderMap, base_url: &str) -> bool {
    if let Some(site) = headers.get(&SEC_FETCH_SITE) {
        return site == "same-origin";
    }
    let Some(origin) = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let own_host = || {
        let host = headers.get(header::HOST)?.to_str().ok()?;
        let uri: Uri = origin.parse().ok()?;
        Some(uri.authority()?.as_str().eq_ignore_ascii_case(host))
    };
    origin == base_url || own_host() == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_portals_own_pages_may_change_something() {
        let base = "https://data.example.cn";
        let own = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            is_own(&headers, base)
        };
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(own(&[("origin", "https://data.example.cn")]));
        assert!(own(&[("origin", "http://localhost:8080"), ("host", "localhost:8080")]));
        assert!(!own(&[("sec-fetch-site", "cross-site"), ("origin", base)]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
        assert!(!own(&[("sec-fetch-site", "none")]));
        assert!(!own(&[("origin", "null"), ("host", "data.example.cn")]));
        assert!(!own(&[("origin", "https://evil.example"), ("host", "data.example.cn")]));
        assert!(!own(&[]));
    }
}
