//! Who asks: found out once for each request, from the cookie of a session or from an API key.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use backend::Error;
use backend::service::accounts::session::{self, Opened, SignedIn};
use backend::service::keys;
use domain::actor::{Actor, Means};
use domain::refused::Refused;
use domain::time::Moment;
use http::{HeaderMap, HeaderValue, header};

use crate::asked::Asked;
use crate::config::Config;
use crate::layers::limits::is_the_same_for_all;
use crate::problem::Problem;
use crate::state::App;

/// Who asks.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The actor.
    pub actor: Actor,
    /// Who is signed in, where somebody is.
    pub signed_in: Option<Arc<SignedIn>>,
    /// The name of the place that they act for.
    pub place: Option<String>,
}

impl Identity {
    /// Anyone.
    pub fn visitor() -> Arc<Self> {
        Arc::new(Self {
            actor: Actor::Visitor,
            signed_in: None,
            place: None,
        })
    }
}

/// The middleware. It stands inside the limits, because it asks the database.
pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if is_the_same_for_all(request.uri().path()) {
        return next.run(request).await;
    }
    let identity = match whose(&app, request.headers()).await {
        Ok(identity) => identity,
        Err(error) => return Problem::from(error).into_response(),
    };
    if let Some(asked) = request.extensions_mut().get_mut::<Asked>() {
        asked.identity = Arc::clone(&identity);
    }
    let mut response = next.run(request).await;
    if identity.signed_in.is_some() {
        // What a page says to somebody is for nobody else, and not for the next one at the same machine.
        let private = HeaderValue::from_static("private, no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, private);
    }
    response.extensions_mut().insert(identity);
    response
}

async fn whose(app: &App, headers: &HeaderMap) -> Result<Arc<Identity>, Error> {
    let now = app.backend.clock.now();
    if let Some(key) = bearer(headers) {
        let person = keys::authenticate(&app.backend, key, now).await?;
        let person = person.ok_or(Refused::WrongCredentials)?;
        if let Means::Key { id, .. } = &person.means {
            for rate in app.key_rates.iter().flatten() {
                rate.count(id).map_err(|retry_after| Refused::TooMany { retry_after })?;
            }
        }
        return Ok(Arc::new(Identity {
            actor: Actor::Person(Box::new(person)),
            signed_in: None,
            place: None,
        }));
    }
    let Some(secret) = cookie(headers, &app.config.cookie("session")) else {
        return Ok(Identity::visitor());
    };
    let Some(signed_in) = session::authenticate(&app.backend, &secret, now).await? else {
        return Ok(Identity::visitor());
    };
    let place = match &signed_in.session.place {
        Some(place) => Some(session::name_of(&app.backend, place).await?),
        None => None,
    };
    Ok(Arc::new(Identity {
        actor: Actor::Person(Box::new(signed_in.person.clone())),
        signed_in: Some(Arc::new(signed_in)),
        place,
    }))
}

/// An API key, as programs send it: `Authorization: Bearer kc_…`, or the key alone.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let key = value.strip_prefix("Bearer ").unwrap_or(value).trim();
    keys::looks_like_one(key).then_some(key)
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';'));
    pairs.find_map(|pair| {
        let (found, value) = pair.trim().split_once('=')?;
        (found == name && !value.is_empty()).then(|| value.to_owned())
    })
}

impl Config {
    /// The full name of a cookie. Over HTTPS the prefix has browsers refuse one that another host has set.
    pub fn cookie(&self, name: &str) -> String {
        if self.is_https() {
            format!("__Host-{name}")
        } else {
            name.to_owned()
        }
    }

    /// A cookie that only the server reads, for so many seconds; 0 takes it away.
    pub fn set_cookie(&self, name: &str, value: &str, seconds: i64) -> HeaderValue {
        let secure = if self.is_https() { "; Secure" } else { "" };
        let name = self.cookie(name);
        let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::try_from(cookie).expect("names and secrets are visible ASCII")
    }

    /// The cookie of a session.
    pub fn session_cookie(&self, opened: &Opened, now: Moment) -> HeaderValue {
        let seconds = (opened.ends.micros() - now.micros()) / 1_000_000;
        self.set_cookie("session", &opened.secret, seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_an_empty_one_is_none() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("theme=dark; session=abc"));
        headers.append(header::COOKIE, HeaderValue::from_static("xsession=no; empty="));
        assert_eq!(cookie(&headers, "session").as_deref(), Some("abc"));
        assert_eq!((cookie(&headers, "empty"), cookie(&headers, "other")), (None, None));
    }

    #[test]
    fn cookies_are_bound_to_the_host_where_it_is_https() {
        let mut config = Config::default();
        let plain = config.set_cookie("session", "x", 60);
        assert_eq!(plain, "session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
        config.public_url = Some("https://data.example.cn".into());
        let secure = config.set_cookie("session", "x", 60);
        assert_eq!(
            secure,
            "__Host-session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
    }

    #[test]
    fn keys_come_with_and_without_a_scheme() {
        let sent = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, HeaderValue::from_static(value));
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(sent("Bearer kc_abc").as_deref(), Some("kc_abc"));
        assert_eq!(sent("kc_abc").as_deref(), Some("kc_abc"));
        assert_eq!(sent("Basic kc_abc"), None);
    }
}
