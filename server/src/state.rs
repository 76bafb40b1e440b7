//! What every handler can reach.

use std::net::IpAddr;
use std::sync::Arc;

use app::Site;
use app::text::Named as _;
use axum::extract::FromRef;
use backend::{Backend, Ctx};
use domain::entry::Theme;
use domain::ids::KeyId;
use domain::text::{Lang, Text};
use http::{HeaderMap, HeaderValue};
use leptos::config::LeptosOptions;

use crate::asked::Asked;
use crate::config::Config;
use crate::connection::Connection;
use crate::layers::limits::{Rate, client_network};
use crate::metrics::Metrics;
use crate::pages;

/// The server's state. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The use cases.
    pub backend: Backend,
    /// The settings.
    pub config: Arc<Config>,
    /// The figures.
    pub metrics: Metrics,
    /// The count of requests, when a limit is set.
    pub rate: Arc<Option<Rate<IpAddr>>>,
    /// The counts of each API key: in a second, and in a day.
    pub key_rates: Arc<[Option<Rate<KeyId>>; 2]>,
    /// The value of `Strict-Transport-Security`, when it is sent.
    pub hsts: Option<HeaderValue>,
    /// What pages know of the portal.
    pub site: Arc<Site>,
}

impl App {
    /// The state of a server with these settings.
    pub fn new(backend: Backend, config: Config) -> Self {
        let seconds = config.security.hsts_seconds;
        let hsts = (config.is_https() && seconds > 0)
            .then(|| HeaderValue::try_from(format!("max-age={seconds}")).expect("digits make a header value"));
        // The folder of the assets carries the hash over them, so that they can be cached for ever.
        let build = std::fs::read_to_string(config.site.join("build-id")).unwrap_or_default();
        let package = format!("pkg/{}", build.trim());
        let leptos = LeptosOptions::builder()
            .output_name("app")
            .site_root(config.site.display().to_string())
            .site_pkg_dir(package.trim_end_matches('/').to_owned())
            .site_addr(config.listen)
            .build();
        if let Ok(search) = backend.search() {
            let named = |theme: &Theme| (*theme, Text::both(theme.name(Lang::Zh), theme.name(Lang::En)));
            search.name_themes(&Theme::ALL.iter().map(named).collect::<Vec<_>>());
        }
        Self {
            backend,
            metrics: Metrics::of_process(),
            rate: Arc::new(Rate::per_second(config.limits.rate, config.limits.burst)),
            key_rates: Arc::new([
                Rate::per_second(config.limits.key_rate, config.limits.key_rate.saturating_mul(5)),
                Rate::per_day(config.limits.key_day),
            ]),
            hsts,
            site: pages::site(&config, leptos),
            config: Arc::new(config),
        }
    }

    /// The network of a client, as limits count it.
    pub fn network(&self, headers: &HeaderMap, connection: Option<&Connection>) -> String {
        let header = self.config.limits.proxy_header.as_deref();
        client_network(header, headers, connection).to_string()
    }

    /// The context of a request.
    pub fn ctx(&self, asked: &Asked) -> Ctx {
        Ctx {
            actor: asked.identity.actor.clone(),
            now: self.backend.clock.now(),
            request: asked.request.clone(),
        }
    }
}

impl FromRef<App> for LeptosOptions {
    fn from_ref(app: &App) -> Self {
        app.site.options.clone()
    }
}
