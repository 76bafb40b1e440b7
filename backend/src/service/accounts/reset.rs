//! A new password: by a letter for who has forgotten the old one, with the old one for who has not.

use domain::ids::PersonId;
use domain::person::{self, Faults, Level};
use domain::policy::{Action, Object};
use domain::refused::{Fault, Refused, Why};

use super::session::{self, Opened};
use super::{Client, make_link, password, take_link, throttle};
use crate::mail::{self, Letter};
use crate::store::sessions::{self, LinkKind};
use crate::store::{Tx, people};
use crate::vault::Purpose;
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
    let mac = backend.vault.mac(Purpose::Link, secret);
    let link = sessions::link(&backend.db, &mac, LinkKind::Reset, ctx.now).await?;
    let person = link.and_then(|link| link.person);
    person.map(drop).ok_or_else(|| Refused::LinkSpent.into())
}

/// Sets a new password by the link of a letter, and ends every session. The second factor stays.
pub async fn set(backend: &Backend, ctx: &Ctx, secret: &str, new: &str) -> Result<(), Error> {
    let granted = ctx.permit(Action::SignIn)?;
    let mac = backend.vault.mac(Purpose::Link, secret);
    let link = sessions::link(&backend.db, &mac, LinkKind::Reset, ctx.now).await?;
    let id = link.and_then(|link| link.person).ok_or(Refused::LinkSpent)?;
    let row = people::by_id(&backend.db, &id).await?.ok_or(Refused::LinkSpent)?;
    check(&row, "password", new)?;
    let hash = password::hash(new).await?;
    let mut tx = backend.db.begin(&granted).await?;
    // Taken only now: a password that would not do leaves the link as it was.
    take_link::<()>(backend, &mut tx, LinkKind::Reset, secret, ctx.now).await?;
    end_pending(&mut tx, &id).await?;
    people::set_password(&mut tx, &id, &hash, ctx.now).await?;
    sessions::end_others(&mut tx, &id, &domain::ids::SessionId::new("")).await?;
    let letter = Letter::password_changed(&backend.settings, row.account.lang, &row.account.name);
    mail::send(&mut tx, ctx, &row.account.email, letter).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes the password of the signed-in person, and ends their other sessions.
pub async fn change(backend: &Backend, ctx: &Ctx, client: &Client, present: &str, new: &str) -> Result<Opened, Error> {
    let row = confirm(backend, ctx, client, "present", present).await?;
    let (person, session) = session::own(ctx)?;
    let granted = ctx.permit_on(Action::KeepAccount, Object::Person(&person.id))?;
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

/// Has the signed-in person show once more that they know their password, before something that a found device must not
/// be able to do.
pub(super) async fn confirm(
    backend: &Backend,
    ctx: &Ctx,
    client: &Client,
    field: &str,
    given: &str,
) -> Result<people::Row, Error> {
    let (person, _) = session::own(ctx)?;
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
    Ok(row)
}

/// Makes worthless what was begun with the old password: other links, and sign-ins that wait for their second factor.
async fn end_pending(tx: &mut Tx, person: &PersonId) -> Result<(), sqlx::Error> {
    for kind in [LinkKind::Reset, LinkKind::SecondFactor] {
        sessions::end_links(tx, person, kind).await?;
    }
    Ok(())
}

fn check(row: &people::Row, field: &str, new: &str) -> Result<(), Error> {
    let about = [row.account.name.as_str(), row.account.email.as_str()];
    let mut faults = Faults::default();
    let checked: Result<(), Fault> = password::check(field, new, &about, row.totp.is_some());
    faults.take(checked);
    Ok(faults.finish()?)
}
