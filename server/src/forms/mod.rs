//! Forms of pages: each is sent to the address of its page. What was taken leads on; what was not comes back on the same
//! page, with what was typed and what is wrong with it. Nothing of it travels in an address.

pub mod accounts;
pub mod office;
pub mod places;

use app::forms::{Filled, Shown};
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest as _, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, post};
use backend::service::accounts::Client;
use backend::{Ctx, Error};
use domain::refused::{Refused, Why};
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::asked::{Asked, Form};
use crate::connection::Connection;
use crate::pages;
use crate::problem::{Kind, Problem};
use crate::session::cookie;
use crate::state::App;

/// A form that was sent.
pub struct Sent {
    /// The portal.
    pub app: App,
    /// Who sent it, and when.
    pub ctx: Ctx,
    /// From which device.
    pub client: Client,
    /// What it asks for besides.
    pub asked: Asked,
    fields: Vec<(String, String)>,
    path: String,
    headers: HeaderMap,
}

/// What becomes of a form that was taken.
pub struct Taken {
    next: Next,
    cookies: Vec<HeaderValue>,
}

enum Next {
    Go(String),
    Show(Shown),
}

/// The outcome of a form's act.
pub type Acted<'a> = BoxFuture<'a, Result<Taken, Error>>;

impl Taken {
    /// Leads on to a page.
    pub fn go(to: impl Into<String>) -> Self {
        Self {
            next: Next::Go(to.into()),
            cookies: Vec::new(),
        }
    }

    /// Shows the page again with something that is shown once.
    pub const fn show(shown: Shown) -> Self {
        Self {
            next: Next::Show(shown),
            cookies: Vec::new(),
        }
    }

    /// With a cookie.
    pub fn with(mut self, cookie: HeaderValue) -> Self {
        self.cookies.push(cookie);
        self
    }
}

impl Sent {
    /// What was typed into a field; empty where it is missing.
    pub fn field(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value)
    }

    /// A part of the page's path, counted from 0.
    pub fn part(&self, number: usize) -> &str {
        self.path.split('/').nth(number + 1).unwrap_or_default()
    }

    /// Every value of a field, read as one of a closed list; what is none of it is refused.
    pub fn codes<T: std::str::FromStr>(&self, name: &str) -> Result<Vec<T>, Refused> {
        let given = self.fields.iter().filter(|(field, _)| field == name);
        let read = |(_, value): &(String, String)| {
            let given = value.chars().take(60).collect();
            let known = Vec::new();
            value
                .parse()
                .map_err(|_| Refused::invalid(name, Why::UnknownCode { given, known }))
        };
        given.map(read).collect()
    }

    /// A cookie of the request.
    pub fn cookie(&self, name: &str) -> Option<String> {
        cookie(&self.headers, &self.app.config.cookie(name))
    }

    /// The address of a page in the reader's language.
    pub fn href(&self, path: &str) -> String {
        self.asked.lang.href(path)
    }
}

/// The route of a page's forms.
pub fn forms(act: fn(&Sent) -> Acted<'_>) -> MethodRouter<App> {
    post(
        move |State(app): State<App>,
              Extension(asked): Extension<Asked>,
              connection: Option<Extension<Connection>>,
              request: Request| async move {
            let connection = connection.map(|Extension(connection)| connection);
            handle(app, asked, connection, request, act).await
        },
    )
}

async fn handle(
    app: App,
    asked: Asked,
    connection: Option<Connection>,
    request: Request,
    act: fn(&Sent) -> Acted<'_>,
) -> Response {
    let (parts, body) = request.into_parts();
    let form = Request::from_parts(parts.clone(), body);
    let fields = match axum::Form::<Vec<(String, String)>>::from_request(form, &app).await {
        Ok(axum::Form(fields)) => fields,
        Err(rejection) => return unreadable(&app, &rejection, "name=value&name=value").into_response(),
    };
    let sent = Sent {
        ctx: app.ctx(&asked),
        client: Client {
            network: app.network(&parts.headers, connection.as_ref()),
            agent: text(&parts.headers, header::USER_AGENT),
            device: cookie(&parts.headers, &app.config.cookie("device")),
        },
        fields,
        path: parts.uri.path().to_owned(),
        headers: parts.headers.clone(),
        app,
        asked,
    };
    let (shown, refused, cookies) = match act(&sent).await {
        Ok(Taken {
            next: Next::Go(to),
            cookies,
        }) => return go(&to, cookies),
        Ok(Taken {
            next: Next::Show(shown),
            cookies,
        }) => (Some(shown), None, cookies),
        Err(Error::Refused(refused)) if stays(&refused) && sent.asked.form == Form::Page => {
            (None, Some(refused), Vec::new())
        }
        Err(error) => return Problem::from(error).into_response(),
    };
    let status = refused.as_ref().map_or(200, Refused::status);
    let filled = Filled {
        form: sent.field("form").to_owned(),
        values: sent
            .fields
            .iter()
            .filter(|(name, _)| !is_secret(name))
            .cloned()
            .collect(),
        refused,
        shown,
    };
    let mut response = pages::with_form(&sent.app, parts, filled).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    }
    set(&mut response, cookies);
    response
}

/// Refusals that concern the form stay on its page; others have pages of their own.
const fn stays(refused: &Refused) -> bool {
    !matches!(
        refused,
        Refused::NotSignedIn | Refused::Forbidden | Refused::NotPublished
    )
}

/// Fields that are never sent back to a browser.
fn is_secret(field: &str) -> bool {
    matches!(field, "password" | "present" | "code")
}

/// A form that cannot be read at all; `expected` shows one that can.
pub fn unreadable(app: &App, rejection: &FormRejection, expected: &str) -> Problem {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let max = app.config.limits.body_bytes;
        return Problem::new(Kind::BodyTooLarge { max });
    }
    let expected = expected.to_owned();
    Problem::invalid("form", Why::Malformed { expected })
}

fn go(to: &str, cookies: Vec<HeaderValue>) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let location = HeaderValue::try_from(to).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, location);
    set(&mut response, cookies);
    response
}

fn set(response: &mut Response, cookies: Vec<HeaderValue>) {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie);
    }
}

fn text(headers: &HeaderMap, name: http::HeaderName) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}
