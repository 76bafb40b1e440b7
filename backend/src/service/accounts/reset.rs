//! A new password: by a letter for who has forgotten the old one, with the old one for who has not.

use domain::actor::Person;
use domain::ids::{PersonId, SessionId};
use domain::person::{self, Level};
use domain::policy::{Action, Object};
use domain::refused::{Refused, Why};

use super::session::{self, Opened};
use super::{Client, make_link, password, take_link, throttle, whose_link};
use crate::ctx::Granted;
use crate::mail::{self, Letter};
use crate::store::sessions::{self, LinkKind};
use crate::store::{Tx, people};
use crate::{Backend, Ctx, Error};

/// Sends a letter with a link, if the address has an account. The answer is the same if not.
pub async fn ask(backend: &Backend, ctx: &Ctx, client: &Client, email: &str) -> Result<(), Error> {
    let granted = ctx.permit(Action::SignIn)?;
    let address = person::email("email", email).map_err(|fault| Refused::Invalid { fields: vec![fault] })?;
    let attempt = throttle::Attempt::new(backend, client, &address.key(), "letters to");
    attempt.begin(backend, &granted).await?;
    let mut tx = backend.db.begin(&granted).await?;
    let known = people::by_email_for_change(&mut tx, &address).await?;
    if let Some(row) = known.filter(|row| row.account.level > Level::Unconfirmed) {
        let account = &row.account;
        let secret = make_link(backend, &mut tx, LinkKind::Reset, Some(&account.id), &(), ctx.now).await?;
        let letter = Letter::reset(&backend.settings, account.lang, &account.name, &secret);
        mail::send(&mut tx, ctx, &account.email, letter).await?;
    } else {
        // As much is written for nobody, so that the time it takes tells nothing. The secret goes nowhere.
        make_link(backend, &mut tx, LinkKind::Reset, None, &(), ctx.now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whether a link for a new password still holds.
pub async fn holds(backend: &Backend, ctx: &Ctx, secret: &str) -> Result<(), Error> {
    ctx.permit(Action::SignIn)?;
    whose_link(backend, LinkKind::Reset, secret, ctx.now).await.map(drop)
}

/// Sets a new password by the link of a letter, and ends every session. The second factor stays.
pub async fn set(backend: &Backend, ctx: &Ctx, secret: &str, new: &str) -> Result<(), Error> {
    let granted = ctx.permit(Action::SignIn)?;
    let row = whose_link(backend, LinkKind::Reset, secret, ctx.now).await?;
    let id = &row.account.id;
    check(&row, "password", new)?;
    let hash = password::hash(new).await?;
    let mut tx = backend.db.begin(&granted).await?;
    // Taken only now: a password that would not do leaves the link as it was.
    take_link::<()>(backend, &mut tx, LinkKind::Reset, secret, ctx.now).await?;
    end_pending(&mut tx, id).await?;
    people::set_password(&mut tx, id, &hash, ctx.now).await?;
    sessions::end_all(&mut tx, id).await?;
    let letter = Letter::password_changed(&backend.settings, row.account.lang, &row.account.name);
    mail::send(&mut tx, ctx, &row.account.email, letter).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes the password of the signed-in person, and ends their other sessions.
pub async fn change(backend: &Backend, ctx: &Ctx, client: &Client, present: &str, new: &str) -> Result<Opened, Error> {
    let Confirmed {
        row,
        person,
        session,
        granted,
    } = confirm(backend, ctx, client, "present", present).await?;
    check(&row, "password", new)?;
    let hash = password::hash(new).await?;
    let mut tx = backend.db.begin(&granted).await?;
    people::set_password(&mut tx, &person.id, &hash, ctx.now).await?;
    end_pending(&mut tx, &person.id).await?;
    sessions::end_others(&mut tx, &person.id, session).await?;
    let opened = session::renew(backend, ctx, &mut tx, person.place.as_ref()).await?;
    let letter = Letter::password_changed(&backend.settings, row.account.lang, &row.account.name);
    mail::send(&mut tx, ctx, &row.account.email, letter).await?;
    tx.commit().await?;
    Ok(opened)
}

/// The signed-in person, who has just shown that they know their password.
pub(super) struct Confirmed<'a> {
    /// As the database keeps them.
    pub row: people::Row,
    /// As they act.
    pub person: &'a Person,
    /// Their session.
    pub session: &'a SessionId,
    /// The right to change their account.
    pub granted: Granted<'a>,
}

/// Has the signed-in person show once more that they know their password, before something that a found device must not
/// be able to do.
pub(super) async fn confirm<'a>(
    backend: &Backend,
    ctx: &'a Ctx,
    client: &Client,
    field: &str,
    given: &str,
) -> Result<Confirmed<'a>, Error> {
    let (person, session) = session::own(ctx)?;
    let granted = ctx.permit_on(Action::KeepAccount, Object::Person(&person.id))?;
    let row = people::by_id(&backend.db, &person.id)
        .await?
        .ok_or_else(Error::not_found)?;
    let attempt = throttle::Attempt::new(backend, client, &row.account.email.key(), "password of");
    attempt.begin(backend, &granted).await?;
    if !password::verify(given, row.password.as_deref()).await? {
        return Err(Refused::invalid(field, Why::NotThePassword).into());
    }
    let mut tx = backend.db.begin(&granted).await?;
    attempt.succeeded(&mut tx).await?;
    tx.commit().await?;
    Ok(Confirmed {
        row,
        person,
        session,
        granted,
    })
}

/// Makes worthless what was begun with the old password: other links, and sign-ins that wait for their second factor.
async fn end_pending(tx: &mut Tx, person: &PersonId) -> Result<(), sqlx::Error> {
    for kind in [LinkKind::Reset, LinkKind::SecondFactor] {
        sessions::end_links(tx, person, kind).await?;
    }
    Ok(())
}

fn check(row: &people::Row, field: &str, new: &str) -> Result<(), Error> {
    password::check_for(&row.account, field, new, row.totp.is_some())
}
