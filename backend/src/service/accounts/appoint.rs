//! Accounts that the operator makes at the command line: the first operator, and whoever else cannot be invited by mail.

use domain::actor::{Place, Role};
use domain::ids::PersonId;
use domain::person::{self, Account, Email, Faults, Level};
use domain::policy::Action;
use domain::text::Lang;

use super::password;
use crate::service::places::gives_roles;
use crate::store::sessions::{self, LinkKind};
use crate::store::{ledger, people};
use crate::vault::readable_secret;
use crate::{Backend, Ctx, Error};

/// Characters of a password that is drawn here: 100 random bits.
const DRAWN: usize = 20;

/// Gives an address a role in a place. An account that is not there is made, with a password that is drawn here and
/// given back, to be told once; with `password` it is that one, also for an account that is there.
pub async fn appoint(
    backend: &Backend,
    ctx: &Ctx,
    (email, name): (&str, &str),
    (place, role): (&Place, Role),
    given: Option<&str>,
) -> Result<Option<String>, Error> {
    let granted = ctx.permit(Action::KeepOffice)?;
    let mut faults = Faults::default();
    let email: Option<Email> = faults.take(person::email("email", email));
    let name = faults.take(person::name("name", name));
    let (email, name) = faults.all(email.zip(name))?;
    let drawn = draw();
    let chosen = given.unwrap_or(&drawn);
    let hash = password::hash(chosen).await?;
    let mut tx = backend.db.begin(&granted).await?;
    let (id, told) = if let Some(row) = people::by_email_for_change(&mut tx, &email).await? {
        // Of an account whose address nobody has confirmed, nothing is to be trusted.
        let fresh = row.account.level == Level::Unconfirmed;
        if given.is_some() || fresh {
            people::set_password(&mut tx, &row.account.id, &hash, ctx.now).await?;
        }
        if fresh {
            people::set_name(&mut tx, &row.account.id, &name, Lang::Zh).await?;
            people::set_level(&mut tx, &row.account.id, Level::Email).await?;
            sessions::end_links(&mut tx, &row.account.id, LinkKind::Confirm).await?;
        }
        (row.account.id, fresh.then(|| chosen.to_owned()))
    } else {
        let account = Account {
            id: PersonId::new(crate::fresh_id()),
            email,
            name,
            lang: Lang::Zh,
            // Who works at the machine vouches for the address.
            level: Level::Email,
            created: ctx.now,
        };
        people::insert(&mut tx, &account, Some(&hash)).await?;
        (account.id, Some(chosen.to_owned()))
    };
    people::join(&mut tx, &id, place, role, ctx.now).await?;
    ledger::append(&mut tx, &granted, gives_roles(backend, place, &[role]).await?).await?;
    tx.commit().await?;
    Ok(told)
}

/// Whether any account with a confirmed address stands at a host, such as that of the demo's people.
pub async fn any_at(backend: &Backend, ctx: &Ctx, host: &str) -> Result<bool, Error> {
    ctx.permit(Action::KeepOffice)?;
    Ok(people::confirmed_at(&backend.db, host).await? > 0)
}

/// A password that is drawn here.
pub fn draw() -> String {
    readable_secret(DRAWN, 5)
}
