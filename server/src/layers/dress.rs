//! Writes problems in the reader's form: a page for people, `application/problem+json` for programs.

use std::any::Any;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, Method, header};

use crate::asked::{Asked, Form};
use crate::pages;
use crate::problem::{Kind, Problem, ProblemDto};
use crate::state::App;

/// The answer to a panic, which is a fault of ours and must not end more than its request.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the payload over")]
pub fn panicked(payload: Box<dyn Any + Send>) -> Response {
    let what = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("panic without a message");
    tracing::error!(what, "a request panicked");
    Problem::new(Kind::Internal).into_response()
}

/// The middleware.
pub async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(asked) = request.extensions().get::<Asked>().cloned() else {
        return next.run(request).await;
    };
    let (method, uri, sent) = (
        request.method().clone(),
        request.uri().clone(),
        request.headers().clone(),
    );
    let response = next.run(request).await;
    let given = response
        .extensions()
        .get::<Arc<Problem>>()
        .map(|problem| Problem::clone(problem));
    // Answers of the router and of layers that are nothing but a status become problems too.
    let bare = || !response.headers().contains_key(header::CONTENT_TYPE);
    let Some(problem) = given.or_else(|| bare().then(|| Problem::of_status(response.status())).flatten()) else {
        return response;
    };
    let (parts, _) = response.into_parts();
    let (kind, body) = match asked.form {
        Form::Json => {
            let dto = ProblemDto::new(&problem, asked.lang, &asked.request);
            let body = serde_json::to_vec(&dto).expect("a problem has only text and numbers");
            ("application/problem+json; charset=utf-8", Body::from(body))
        }
        Form::Page => (
            "text/html; charset=utf-8",
            Body::from(pages::of_problem(&app, &problem, &asked, &uri, &sent)),
        ),
    };
    let mut dressed = Response::new(if method == Method::HEAD { Body::empty() } else { body });
    *dressed.status_mut() = problem.status();
    *dressed.headers_mut() = parts.headers;
    *dressed.extensions_mut() = parts.extensions;
    let headers = dressed.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.append(header::VARY, HeaderValue::from_static("accept, accept-language"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(asked.lang.tag()));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if asked.form == Form::Json {
        // Programs in pages of other sites may read why they were refused, and when to come back, whichever layer
        // refused them.
        let name = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(name, HeaderValue::from_static("cross-origin"));
        let readable = || HeaderValue::from_static("retry-after, link, x-request-id");
        headers
            .entry(header::ACCESS_CONTROL_ALLOW_ORIGIN)
            .or_insert(HeaderValue::from_static("*"));
        headers
            .entry(header::ACCESS_CONTROL_EXPOSE_HEADERS)
            .or_insert_with(readable);
    }
    if problem.status().as_u16() == 451
        && let Some(slug) = &problem.dataset
    {
        let notice = format!(
            "<{}{}>; rel=\"blocked-by\"",
            app.config.base_url(),
            asked.lang.href(&format!("/datasets/{slug}"))
        );
        if let Ok(value) = HeaderValue::try_from(notice) {
            headers.append(header::LINK, value);
        }
    }
    dressed
}
