//! The files of the built site: scripts, style and wasm under a folder named by their hash, and the static files.

use std::convert::Infallible;
use std::path::Path;

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, Method, Request, header};
use tower::{Service, ServiceExt as _, service_fn};
use tower_http::services::ServeDir;

use crate::problem::{Kind, Problem};

/// Serves the folder of the site. What was compressed when the site was built goes out compressed.
pub fn service(
    site: &Path,
) -> impl Service<Request<Body>, Response = Response, Error = Infallible, Future: Send + 'static>
+ Clone
+ Send
+ Sync
+ 'static {
    let files = ServeDir::new(site)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    service_fn(move |request: Request<Body>| {
        let files = files.clone();
        async move {
            let built = request.uri().path().starts_with("/pkg/");
            if !matches!(*request.method(), Method::GET | Method::HEAD) {
                return Ok(Problem::new(Kind::NoSuchPage).into_response());
            }
            let response = match files.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            if response.status().is_client_error() || response.status().is_server_error() {
                return Ok(Problem::new(Kind::NoSuchPage).into_response());
            }
            let mut response = response.map(Body::new);
            // The hash in the name of the folder changes with the bytes; other files keep their names.
            let caching = if built {
                "public, max-age=31536000, immutable"
            } else {
                "public, max-age=300"
            };
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
            Ok(response)
        }
    })
}
