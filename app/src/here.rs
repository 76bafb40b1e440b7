//! Where a page is: what it knows of the portal ([`Site`]) and of the request ([`Here`]).

use std::sync::Arc;

use backend::Backend;
pub use backend::service::accounts::session::SignedIn;
use backend::service::gate::Permit;
use domain::ids::RequestId;
use domain::text::{Lang, Text};
use domain::time::Moment;
use http::{HeaderMap, Uri};
use leptos::config::LeptosOptions;
use leptos::prelude::{provide_context, use_context};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::text::{Words, words};

/// What every page knows of the portal. The server provides it as context, in an `Arc`.
#[derive(Debug, Clone)]
pub struct Site {
    /// The portal's name.
    pub name: Text,
    /// Who runs it.
    pub operator: Text,
    /// Scheme and host under which people reach it, without a slash at the end.
    pub origin: String,
    /// Whether it shows the demo catalogue, and says so on every page.
    pub demo: bool,
    /// Where the browser's files are.
    pub options: LeptosOptions,
}

impl Site {
    /// Address of the style sheet.
    pub fn css(&self) -> String {
        format!("/{}/{}.css", self.options.site_pkg_dir, self.options.output_name)
    }

    /// The site of this request.
    pub fn current() -> Arc<Self> {
        use_context::<Arc<Self>>().expect("the server provides the site to every page")
    }
}

/// Light, dark, or as the reader's system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appearance {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Appearance {
    /// Reads the cookie `theme`.
    pub fn of_cookies(headers: &HeaderMap) -> Self {
        let cookies = headers.get_all(http::header::COOKIE).into_iter();
        let theme = cookies
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .find_map(|pair| pair.trim().strip_prefix("theme="));
        match theme {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    /// The value of `html[data-theme]`.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// Watches over the answer that a page goes into: content that is on its way to the reader when a door closes has to be
/// thrown away, and only the server can do that.
#[derive(Clone)]
pub struct Watch(pub Arc<dyn Fn(&Permit) + Send + Sync>);

impl Watch {
    /// The watch over this page's answer.
    pub fn current() -> Self {
        use_context::<Self>().expect("the server provides the watch to every page")
    }
}

/// Gives a page what it needs: the portal, its use cases, the request, and the watch over its answer. The server calls it
/// in the context of each page that it renders.
pub fn provide(site: &Arc<Site>, backend: &Backend, here: Here, watch: Watch) {
    provide_context(Arc::clone(site));
    provide_context(backend.clone());
    provide_context(Arc::new(here));
    provide_context(watch);
}

/// What a page knows of its request.
#[derive(Debug, Clone)]
pub struct Here {
    /// The language of the page.
    pub lang: Lang,
    /// Light or dark.
    pub appearance: Appearance,
    /// The path without the language, such as `/datasets`.
    pub path: String,
    /// The query without its question mark; empty when there is none.
    pub query: String,
    /// The request, as logs name it.
    pub request: RequestId,
    /// The moment of the request.
    pub now: Moment,
    /// Who is signed in; nobody for a visitor.
    pub signed_in: Option<Arc<SignedIn>>,
    /// What the place is called that they act for; nothing when they act for themselves, or for the platform.
    pub place_name: Option<String>,
}

impl Here {
    /// What the head of a request says. The server has taken the language off the path before.
    pub fn new(
        lang: Lang,
        request: RequestId,
        uri: &Uri,
        headers: &HeaderMap,
        now: Moment,
        signed_in: Option<Arc<SignedIn>>,
    ) -> Self {
        Self {
            lang,
            appearance: Appearance::of_cookies(headers),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            request,
            now,
            signed_in,
            place_name: None,
        }
    }

    /// The request of this page.
    pub fn current() -> Arc<Self> {
        use_context::<Arc<Self>>().expect("the server provides the request to every page")
    }

    /// The words of the page's language.
    pub fn words(&self) -> &'static Words {
        words(self.lang)
    }

    /// The address of a page in the page's language.
    pub fn href(&self, path: &str) -> String {
        self.lang.href(path)
    }

    /// Path and query of this page, without the language.
    pub fn path_and_query(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }

    /// Where one signs in, to come back to this page afterwards; from the pages of signing in there is no way back.
    pub fn sign_in(&self) -> String {
        self.with_back("/login")
    }

    /// The address of another page that leads back to this one when it is done.
    pub fn with_back(&self, path: &str) -> String {
        let outside = ["/login", "/register"].iter().any(|begin| self.path.starts_with(begin));
        if outside || self.path == "/" {
            return self.href(path);
        }
        let back = self.href(&self.path_and_query());
        format!(
            "{}?back={}",
            self.href(path),
            utf8_percent_encode(&back, NON_ALPHANUMERIC)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(uri: &str, cookie: &str) -> Here {
        let mut headers = HeaderMap::new();
        headers.insert("cookie", cookie.parse().unwrap());
        let request = RequestId::new("test");
        Here::new(
            Lang::En,
            request,
            &uri.parse().unwrap(),
            &headers,
            Moment::from_micros(0),
            None,
        )
    }

    #[test]
    fn a_page_knows_its_place_and_appearance() {
        let here = here("/datasets?q=bus&page=2", "a=b; theme=dark");
        assert_eq!(here.appearance, Appearance::Dark);
        assert_eq!(here.path_and_query(), "/datasets?q=bus&page=2");
        assert_eq!(here.href("/bodies"), "/en/bodies");
    }

    #[test]
    fn signing_in_leads_back_to_where_one_was() {
        let back = here("/datasets?q=bus&page=2", "").sign_in();
        assert_eq!(back, "/en/login?back=%2Fen%2Fdatasets%3Fq%3Dbus%26page%3D2");
        assert_eq!(here("/login?back=%2Fx", "").sign_in(), "/en/login");
        assert_eq!(here("/", "").sign_in(), "/en/login");
    }

    #[test]
    fn an_unknown_appearance_is_the_systems() {
        for cookie in ["", "theme=", "theme=<script>", "xtheme=dark"] {
            assert_eq!(here("/", cookie).appearance, Appearance::System);
        }
    }
}
