//! Forms of one's own account: opening it, signing in, keeping it.

use app::forms::Shown;
use backend::Error;
use backend::service::accounts::register::{self, NewAccount};
use backend::service::accounts::sign_in::{self, SignedIn, Step};
use backend::service::accounts::{own, reset, second, session};
use backend::service::keys;
use domain::actor::{PlaceKind, Scope};
use domain::ids::{KeyId, SessionId};
use domain::refused::{Refused, Why};

use super::{Acted, Sent, Taken};
use crate::preferences::own_path;

/// For how long a device is known as one of its owner's, in seconds.
const DEVICE_SECONDS: i64 = 400 * 86_400;
/// For how long the second factor may be given after the password, in seconds.
const PENDING_SECONDS: i64 = 600;

/// Opens an account.
pub fn register(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        let new = NewAccount {
            name: sent.field("name").to_owned(),
            email: sent.field("email").to_owned(),
            password: sent.field("password").to_owned(),
            lang: Some(sent.asked.lang),
        };
        register::register(&sent.app.backend, &sent.ctx, &sent.client, &new).await?;
        Ok(Taken::show(Shown::LetterSent))
    })
}

/// Confirms an address.
pub fn confirm(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        let (key, password) = (sent.field("key"), sent.field("password"));
        register::confirm(&sent.app.backend, &sent.ctx, &sent.client, key, password).await?;
        Ok(Taken::go(sent.href("/login?done=confirmed")))
    })
}

/// Signs in by address and password.
pub fn sign_in(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        let (email, password) = (sent.field("email"), sent.field("password"));
        let step = sign_in::sign_in(&sent.app.backend, &sent.ctx, &sent.client, email, password).await?;
        let back = back(sent);
        Ok(match step {
            Step::Done(signed_in) => enter(sent, &signed_in, &back),
            Step::SecondFactor(secret) => {
                let config = &sent.app.config;
                Taken::go(sent.href("/login/second"))
                    .with(config.set_cookie("pending", &secret, PENDING_SECONDS))
                    .with(config.set_cookie("back", &urlencoded(&back), PENDING_SECONDS))
            }
        })
    })
}

/// Gives the second factor.
pub fn second_factor(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        let pending = sent.cookie("pending").ok_or(Refused::LinkSpent)?;
        let code = sent.field("code");
        let done = sign_in::second_factor(&sent.app.backend, &sent.ctx, &sent.client, &pending, code).await?;
        let back = sent
            .cookie("back")
            .map_or_else(|| sent.href("/"), |back| own_path(&decoded(&back)));
        let config = &sent.app.config;
        Ok(enter(sent, &done, &back)
            .with(config.set_cookie("pending", "", 0))
            .with(config.set_cookie("back", "", 0)))
    })
}

fn enter(sent: &Sent, signed_in: &SignedIn, back: &str) -> Taken {
    let config = &sent.app.config;
    Taken::go(back)
        .with(config.session_cookie(&signed_in.opened, sent.ctx.now))
        .with(config.set_cookie("device", &signed_in.device, DEVICE_SECONDS))
}

fn back(sent: &Sent) -> String {
    match sent.field("back") {
        "" => sent.href("/account"),
        back => own_path(back),
    }
}

fn urlencoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

/// Asks for a letter to set a new password.
pub fn forgotten(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        reset::ask(&sent.app.backend, &sent.ctx, &sent.client, sent.field("email")).await?;
        Ok(Taken::show(Shown::LetterSent))
    })
}

/// Sets a new password by the link of a letter.
pub fn new_password(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        let (key, password) = (sent.field("key"), sent.field("password"));
        reset::set(&sent.app.backend, &sent.ctx, key, password).await?;
        Ok(Taken::go(sent.href("/login?done=password")))
    })
}

/// Signs out.
pub fn sign_out(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        match session::sign_out(&sent.app.backend, &sent.ctx).await {
            Ok(()) | Err(Error::Refused(Refused::NotSignedIn)) => {}
            Err(error) => return Err(error),
        }
        Ok(Taken::go(sent.href("/")).with(sent.app.config.set_cookie("session", "", 0)))
    })
}

/// The forms of the account's page.
pub fn account(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        let (backend, ctx, client) = (&sent.app.backend, &sent.ctx, &sent.client);
        let password = sent.field("password");
        let renewed = |opened: &session::Opened| sent.app.config.session_cookie(opened, ctx.now);
        let here = || Taken::go(sent.href("/account"));
        Ok(match sent.field("form") {
            "profile" => {
                let lang = sent.field("lang").parse().unwrap_or(sent.asked.lang);
                own::rename(backend, ctx, sent.field("name"), lang).await?;
                here()
            }
            "password" => {
                let opened = reset::change(backend, ctx, client, sent.field("present"), password).await?;
                Taken::show(Shown::Done).with(renewed(&opened))
            }
            "totp" => {
                let (secret, code) = (sent.field("secret"), sent.field("code"));
                let (codes, opened) = second::set_up(backend, ctx, client, secret, code, password).await?;
                Taken::show(Shown::Codes(codes)).with(renewed(&opened))
            }
            "totp-remove" => {
                let opened = second::remove(backend, ctx, client, password).await?;
                here().with(renewed(&opened))
            }
            "codes" => Taken::show(Shown::Codes(second::new_codes(backend, ctx, client, password).await?)),
            "session-end" => {
                let id = Some(sent.field("id")).filter(|id| !id.is_empty()).map(SessionId::new);
                session::end(backend, ctx, id.as_ref()).await?;
                here()
            }
            "place" => {
                let (kind, id) = match sent.field("place").split_once(':') {
                    Some((kind, id)) => (Some(kind.parse::<PlaceKind>().map_err(|_| Error::not_found())?), id),
                    None => (None, ""),
                };
                let opened = session::choose(backend, ctx, kind, id).await?;
                here().with(renewed(&opened))
            }
            "end" => {
                own::end(backend, ctx, client, password).await?;
                Taken::go(sent.href("/")).with(sent.app.config.set_cookie("session", "", 0))
            }
            _ => return Err(unknown_form()),
        })
    })
}

/// The forms of the page of API keys.
pub fn api_keys(sent: &Sent) -> Acted<'_> {
    Box::pin(async move {
        let (backend, ctx) = (&sent.app.backend, &sent.ctx);
        let id = || KeyId::new(sent.field("id"));
        Ok(match sent.field("form") {
            "make" => {
                let scopes: Vec<Scope> = sent.codes("scope")?;
                let days = sent.field("days").trim().parse().unwrap_or(0);
                let made = keys::make(backend, ctx, sent.field("name"), &scopes, days).await?;
                Taken::show(Shown::Key(made.secret))
            }
            "rotate" => Taken::show(Shown::Key(keys::rotate(backend, ctx, &id()).await?.secret)),
            "end" => {
                keys::end(backend, ctx, &id()).await?;
                Taken::go(sent.href("/me/keys"))
            }
            _ => return Err(unknown_form()),
        })
    })
}

/// A page has no form of this name.
pub(super) fn unknown_form() -> Error {
    let expected = "form=profile".to_owned();
    Refused::invalid("form", Why::Malformed { expected }).into()
}
