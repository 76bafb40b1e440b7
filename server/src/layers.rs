//! The layers around every route, from the outside in: the door (id, language, headers, log), compression, problems in
//! the reader's form, the limits, the rule that forms come from the portal itself, and who asks.

pub mod compress;
pub mod door;
pub mod dress;
pub mod forms;
pub mod limits;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;

use crate::session;
use crate::state::App;

/// Wraps the routes. Routing happens inside, because the door may change the path.
pub fn around(routes: Router, state: &App) -> Router {
    Router::new()
        .fallback_service(routes)
        .layer(CatchPanicLayer::custom(dress::panicked))
        .layer(from_fn_with_state(state.clone(), session::identify))
        .layer(from_fn_with_state(state.clone(), limits::time_and_size))
        .layer(from_fn_with_state(state.clone(), forms::same_site))
        .layer(from_fn_with_state(state.clone(), limits::rate))
        .layer(from_fn_with_state(state.clone(), dress::dress))
        .layer(compress::layer())
        .layer(from_fn_with_state(state.clone(), door::door))
}

/// Marks the place where routing has happened, so that logs and metrics name the route and not the address.
pub fn named(routes: Router) -> Router {
    routes.layer(from_fn(door::name_route))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;
    use http::{Request, StatusCode, header};
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;
    use crate::config::Config;

    async fn ask(routes: Router, set: impl FnOnce(&mut Config)) -> (StatusCode, String, String) {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config {
            data: folder.path().to_owned(),
            ..Config::default()
        };
        set(&mut config);
        let backend = crate::open::backend(&config).await.unwrap();
        let service = around(routes, &App::new(backend, config));
        let request = Request::get("/x").header(header::ACCEPT, "text/html");
        let answer = service.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
        let status = answer.status();
        let page = answer.into_body().collect().await.unwrap().to_bytes();
        (status, id, String::from_utf8(page.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_panic_ends_its_request_with_a_page_that_tells_the_id_and_nothing_else() {
        async fn broken() -> StatusCode {
            let secrets: [StatusCode; 0] = [];
            *secrets.first().expect("the secret of the house")
        }
        let (status, id, page) = ask(Router::new().route("/x", get(broken)), |_| ()).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(page.contains(&id) && !page.contains("secret"), "{page}");
    }

    #[tokio::test]
    async fn an_answer_that_takes_too_long_is_given_up() {
        async fn slow() -> StatusCode {
            tokio::time::sleep(std::time::Duration::from_secs(59)).await;
            StatusCode::OK
        }
        let routes = Router::new().route("/x", get(slow));
        let (status, ..) = ask(routes, |config| config.limits.request_seconds = 1).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    }
}
