//! The table of routes. Every address of the portal stands here or in the app's own list of pages, so that a test can
//! walk over all of them and nothing that reads content is forgotten.

use axum::Router;
use axum::routing::{MethodRouter, get, post};
use http::{HeaderName, Method, header};
use tower_http::cors::{Any, CorsLayer};

use crate::forms::{accounts, forms, office, places};
use crate::state::App;
use crate::{account, assets, download, export, health, layers, ledger, pages, preferences, rest};

/// What tests know of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteInfo {
    /// The method; a route that takes GET takes HEAD too.
    pub method: Method,
    /// The pattern, with the names of its parts in braces.
    pub path: String,
    /// Whether its answer is made from the content of a dataset, so that it must ask the gate.
    pub reads_content: bool,
}

struct Route {
    path: &'static str,
    reads_content: bool,
    method: Method,
    handler: MethodRouter<App>,
}

/// A route whose answer is made from metadata alone.
fn list(path: &'static str, handler: MethodRouter<App>) -> Route {
    let (reads_content, method) = (false, Method::GET);
    Route {
        path,
        reads_content,
        method,
        handler,
    }
}

/// A route whose answer is made from content.
fn content(path: &'static str, handler: MethodRouter<App>) -> Route {
    Route {
        reads_content: true,
        ..list(path, handler)
    }
}

/// A route that changes something.
fn change(path: &'static str, handler: MethodRouter<App>) -> Route {
    Route {
        method: Method::POST,
        ..list(path, handler)
    }
}

/// Addresses that pages of other sites may read too: open data is for everyone.
fn open_to_all() -> Vec<Route> {
    vec![
        content("/datasets/{slug}/files/{id}/{name}", get(download::by_page)),
        content(
            "/datasets/{slug}/versions/{number}/all.zip",
            get(download::archive::archive),
        ),
        content("/api/v1/datasets/{slug}/files/{id}", get(download::by_api)),
        content("/api/v1/datasets/{slug}/preview", get(rest::preview)),
        list("/api/v1/datasets", get(rest::datasets)),
        list("/api/v1/datasets/{slug}", get(rest::dataset)),
        list("/api/v1/datasets/{slug}/versions", get(rest::versions)),
        list("/api/v1/datasets/{slug}/versions/{number}", get(rest::version)),
        list("/api/v1/datasets/{slug}/files/{id}/meta", get(rest::file_meta)),
        list("/api/v1/suggest", get(rest::suggest)),
        list("/api/v1/bodies", get(rest::bodies)),
        list("/api/v1/bodies/{slug}", get(rest::body)),
        list("/api/v1/themes", get(rest::themes)),
        list("/api/v1/me", get(account::me)),
        list("/api/v1/ledger/events", get(rest::ledger::events)),
        list("/api/v1/ledger/proofs/inclusion", get(rest::ledger::inclusion)),
        list("/api/v1/ledger/proofs/consistency", get(rest::ledger::consistency)),
        list("/api/v1/openapi.json", get(rest::doc::openapi)),
        list("/ledger/checkpoint", get(ledger::checkpoint)),
        list("/ledger/keys", get(ledger::keys)),
        list("/ledger/tile/entries/{*place}", get(ledger::entries)),
        list("/ledger/tile/{level}/{*place}", get(ledger::tile)),
    ]
}

/// Addresses for the portal's own pages and for the machine's keepers.
fn of_the_portal() -> Vec<Route> {
    vec![
        change("/preferences", post(preferences::set)),
        change("/register", forms(accounts::register)),
        change("/register/confirm", forms(accounts::confirm)),
        change("/login", forms(accounts::sign_in)),
        change("/login/second", forms(accounts::second_factor)),
        change("/login/forgotten", forms(accounts::forgotten)),
        change("/login/new-password", forms(accounts::new_password)),
        change("/logout", forms(accounts::sign_out)),
        change("/account", forms(accounts::account)),
        change("/me/keys", forms(accounts::api_keys)),
        change("/me/organisation", forms(places::organisation)),
        change("/invited", forms(places::accept)),
        change("/bodies/{slug}/staff", forms(places::staff)),
        change("/operator/people", forms(office::people)),
        list("/account/export", get(account::export)),
        list("/open-list.csv", get(export::csv)),
        list("/open-list.xlsx", get(export::xlsx)),
        list("/healthz", get(health::alive)),
        list("/readyz", get(health::ready)),
        list("/metrics", get(health::metrics)),
        list("/robots.txt", get(health::robots)),
    ]
}

/// Every route, for tests that walk over all of them.
pub fn routes() -> Vec<RouteInfo> {
    let table = open_to_all().into_iter().chain(of_the_portal()).map(|route| RouteInfo {
        method: route.method,
        path: route.path.to_owned(),
        reads_content: route.reads_content,
    });
    let pages = pages::routes().into_iter().map(|(path, reads_content)| RouteInfo {
        method: Method::GET,
        path,
        reads_content,
    });
    table.chain(pages).collect()
}

/// The whole service.
pub fn router(app: App) -> Router {
    let put = |router: Router<App>, routes: Vec<Route>| {
        routes
            .into_iter()
            .fold(router, |router, route| router.route(route.path, route.handler))
    };
    let open = put(Router::new(), open_to_all()).layer(cross_origin());
    let own = put(Router::new(), of_the_portal());
    let all = pages::add(open.merge(own), &app).fallback_service(assets::service(&app.config.site));
    layers::around(layers::named(all.with_state(app.clone())), &app)
}

fn cross_origin() -> CorsLayer {
    let readable = [
        header::CONTENT_DISPOSITION,
        header::CONTENT_RANGE,
        header::ETAG,
        header::LINK,
        header::RETRY_AFTER,
        HeaderName::from_static("x-data-source"),
        HeaderName::from_static("x-data-licence"),
        HeaderName::from_static("x-request-id"),
        HeaderName::from_static("repr-digest"),
    ];
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::OPTIONS])
        .allow_headers(Any)
        .expose_headers(readable)
        // The answer is the same for every origin.
        .vary([])
}
