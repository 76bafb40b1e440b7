//! The pages of the app in the server's router, and the page of a problem.

use std::sync::Arc;

use app::{Here, Site, Watch};
use axum::Router;
use backend::service::gate::Permit;
use domain::text::Text;
use http::request::Parts;
use http::{HeaderMap, Uri};
use leptos::nonce::Nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes as _, generate_route_list_with_exclusions_and_ssg_and_context};

use crate::asked::Asked;
use crate::config::Config;
use crate::connection::Connection;
use crate::problem::{Problem, sentence};
use crate::state::App;

/// Pages that show content: rows of a preview, or a drawing.
const WITH_CONTENT: &[&str] = &["/datasets/{slug}"];

/// What pages know of the portal.
pub fn site(config: &Config, options: leptos::config::LeptosOptions) -> Arc<Site> {
    let portal = &config.portal;
    Arc::new(Site {
        name: Text::both(&portal.name_zh, &portal.name_en),
        operator: Text::both(&portal.operator_zh, &portal.operator_en),
        origin: config.base_url(),
        demo: config.demo,
        options,
    })
}

/// The addresses of the pages, as the app's own router knows them.
fn listing() -> Vec<AxumRouteListing> {
    let context = || {};
    generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, context).0
}

/// The patterns of the pages, and whether each shows content.
pub fn routes() -> Vec<(String, bool)> {
    listing()
        .iter()
        .map(|page| (page.path().to_owned(), WITH_CONTENT.contains(&page.path())))
        .collect()
}

/// Adds the pages to a router.
pub fn add(router: Router<App>, state: &App) -> Router<App> {
    let provided = state.clone();
    let context = move || {
        let parts = use_context::<Parts>().expect("the request stands in the context of every page");
        if let Some(asked) = parts.extensions.get::<Asked>() {
            // The same nonce as in the header: the layer that sets the header has made it.
            provide_context(Nonce::from_value(asked.nonce.clone()));
            let here = here(&provided, asked, &parts.uri, &parts.headers);
            let connection = parts.extensions.get::<Connection>().cloned();
            let watch = move |permit: &Permit| connection.iter().for_each(|connection| connection.guard(permit));
            app::provide(&provided.site, &provided.backend, here, Watch(Arc::new(watch)));
        }
    };
    router.leptos_routes_with_context(state, listing(), context, app::shell)
}

fn here(state: &App, asked: &Asked, uri: &Uri, headers: &HeaderMap) -> Here {
    let now = state.backend.clock.now();
    Here::new(asked.lang, asked.request.clone(), uri, headers, now)
}

/// The page of a problem.
pub fn of_problem(state: &App, problem: &Problem, asked: &Asked, uri: &Uri, headers: &HeaderMap) -> String {
    let said = sentence::of(problem, asked.lang);
    let here = here(state, asked, uri, headers);
    app::error_page(&state.site, &here, problem.status().as_u16(), said)
}
