//! Signing in: address and password, then the second factor where there is one.

use domain::person::{self, Level};
use domain::policy::Action;
use domain::refused::Refused;

use super::session::{self, Opened};
use super::throttle::{Attempt, device_sign};
use super::{Client, make_link, password, second, whose_link};
use crate::ctx::Granted;
use crate::store::people;
use crate::store::sessions::{self, LinkKind};
use crate::{Backend, Ctx, Error};

/// How a sign-in went on.
#[derive(Debug)]
pub enum Step {
    /// Signed in.
    Done(SignedIn),
    /// The password was right; the second factor is asked for. The text is a secret that stands for the password for
    /// ten minutes.
    SecondFactor(String),
}

/// What the device is to hold from now on.
#[derive(Debug)]
pub struct SignedIn {
    /// The session and its secret.
    pub opened: Opened,
    /// By which it is known later as one of the owner's.
    pub device: String,
}

/// Tries an address and a password.
pub async fn sign_in(backend: &Backend, ctx: &Ctx, client: &Client, email: &str, given: &str) -> Result<Step, Error> {
    let granted = ctx.permit(Action::SignIn)?;
    let address = person::email("email", email).map_err(|fault| Refused::Invalid { fields: vec![fault] })?;
    let attempt = Attempt::new(backend, client, &address.key(), "password of");
    attempt.begin(backend, &granted).await?;
    let row = people::by_email(&backend.db, &address).await?;
    let confirmed = row.filter(|row| row.account.level > Level::Unconfirmed);
    let hash = confirmed.as_ref().and_then(|row| row.password.as_deref());
    let right = password::verify(given, hash).await?;
    let row = confirmed.filter(|_| right).ok_or(Refused::WrongCredentials)?;
    if row.totp.is_none() {
        return done(backend, &granted, client, &row, &[attempt]).await.map(Step::Done);
    }
    let mut tx = backend.db.begin(&granted).await?;
    let id = Some(&row.account.id);
    let secret = make_link(backend, &mut tx, LinkKind::SecondFactor, id, &(), ctx.now).await?;
    tx.commit().await?;
    Ok(Step::SecondFactor(secret))
}

/// Gives the second factor: a code of the authenticator, or a recovery code, which is used up.
pub async fn second_factor(
    backend: &Backend,
    ctx: &Ctx,
    client: &Client,
    secret: &str,
    code: &str,
) -> Result<SignedIn, Error> {
    let granted = ctx.permit(Action::SignIn)?;
    let row = whose_link(backend, LinkKind::SecondFactor, secret, ctx.now).await?;
    let owner = row.account.email.key();
    let attempt = Attempt::new(backend, client, &owner, "second factor of");
    attempt.begin(backend, &granted).await?;
    let mut tx = backend.db.begin(&granted).await?;
    if !second::take(backend, &mut tx, &row, code, ctx.now).await? {
        return Err(Refused::WrongCode.into());
    }
    sessions::end_links(&mut tx, &row.account.id, LinkKind::SecondFactor).await?;
    tx.commit().await?;
    let by_password = Attempt::new(backend, client, &owner, "password of");
    done(backend, &granted, client, &row, &[attempt, by_password]).await
}

/// Opens the session, if the person is still who was asked: what proved them may have been changed meanwhile.
async fn done(
    backend: &Backend,
    granted: &Granted<'_>,
    client: &Client,
    proved: &people::Row,
    attempts: &[Attempt],
) -> Result<SignedIn, Error> {
    let mut tx = backend.db.begin(granted).await?;
    let row = people::by_id_for_change(&mut tx, &proved.account.id).await?;
    let row = row.filter(|row| row.password == proved.password && row.totp == proved.totp);
    let row = row.ok_or(Refused::WrongCredentials)?;
    for attempt in attempts {
        attempt.succeeded(&mut tx).await?;
    }
    let opened = session::open(backend, granted.ctx(), &mut tx, &row, client).await?;
    tx.commit().await?;
    let device = device_sign(backend, &row.account.email.key());
    Ok(SignedIn { opened, device })
}
