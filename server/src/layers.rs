//! The layers around every route, from the outside in: the door (id, language, headers, log), compression, problems in
//! the reader's form, the limits, and the rule that forms come from the portal itself.

pub mod compress;
pub mod door;
pub mod dress;
pub mod forms;
pub mod limits;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;

use crate::state::App;

/// Wraps the routes. Routing happens inside, because the door may change the path.
pub fn around(routes: Router, state: &App) -> Router {
    Router::new()
        .fallback_service(routes)
        .layer(CatchPanicLayer::custom(dress::panicked))
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
