//! What people see and change of their own account (Personal Information Protection Law, Articles 44 to 47).

use domain::actor::Role;
use domain::person::{self, Account, Faults};
use domain::policy::{Action, Object};
use domain::refused::Refused;
use domain::text::Lang;
use domain::time::Moment;
use serde::Serialize;

use super::reset::{self, Confirmed};
use super::{Client, session};
use crate::service::places::gives_roles;
use crate::store::db::{self, Counter};
use crate::store::sessions as rows;
use crate::store::{Tx, keys, ledger, people};
use crate::{Backend, Ctx, Error};

/// An account as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The account.
    pub account: Account,
    /// Whether it has a password; one that came from elsewhere has none.
    pub has_password: bool,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// How many recovery codes are left.
    pub codes_left: i64,
}

/// One's own account.
pub async fn read(backend: &Backend, ctx: &Ctx) -> Result<Own, Error> {
    let person = ctx.actor.person().ok_or(Refused::NotSignedIn)?;
    ctx.permit_on(Action::ReadAccount, Object::Person(&person.id))?;
    let row = people::by_id(&backend.db, &person.id)
        .await?
        .ok_or_else(Error::not_found)?;
    Ok(Own {
        has_password: row.password.is_some(),
        second_factor: row.totp.is_some(),
        codes_left: people::codes_left(&backend.db, &person.id).await?,
        account: row.account,
    })
}

/// Changes name and language.
pub async fn rename(backend: &Backend, ctx: &Ctx, name: &str, lang: Lang) -> Result<(), Error> {
    let (person, _) = session::own(ctx)?;
    let granted = ctx.permit_on(Action::KeepAccount, Object::Person(&person.id))?;
    let mut faults = Faults::default();
    let name = faults.take(person::name("name", name));
    let name = faults.all(name)?;
    let mut tx = backend.db.begin(&granted).await?;
    people::set_name(&mut tx, &person.id, &name, lang).await?;
    tx.commit().await?;
    Ok(())
}

/// All that the platform holds about somebody, for themselves.
#[derive(Debug, Serialize)]
pub struct Export {
    /// When it was drawn up.
    pub at: String,
    /// The account.
    pub account: Value,
    /// Whom they may act for.
    pub memberships: Vec<Value>,
    /// Where they are signed in.
    pub sessions: Vec<Value>,
    /// Their API keys, without secrets.
    pub keys: Vec<Value>,
}

type Value = serde_json::Value;

/// Draws up all that the platform holds about the person.
pub async fn export(backend: &Backend, ctx: &Ctx) -> Result<Export, Error> {
    let own = read(backend, ctx).await?;
    let Account {
        id,
        email,
        name,
        lang,
        level,
        created,
    } = &own.account;
    let memberships = people::memberships(backend.db.read(), id).await?;
    let sessions = rows::of_person(&backend.db, id, ctx.now).await?;
    let keys = keys::of_person(&backend.db, id).await?;
    Ok(Export {
        at: ctx.now.rfc3339(),
        account: serde_json::json!({
            "id": id, "email": email, "name": name, "language": lang, "level": level, "created": created.rfc3339(),
            "secondFactor": own.second_factor, "recoveryCodesLeft": own.codes_left,
        }),
        memberships: memberships
            .iter()
            .map(|of| serde_json::json!({ "place": of.place, "roles": of.roles }))
            .collect(),
        sessions: sessions
            .iter()
            .map(|of| serde_json::json!({ "program": of.agent, "since": of.created.rfc3339(), "lastUsed": of.seen.rfc3339() }))
            .collect(),
        keys: keys
            .iter()
            .map(|of| {
                serde_json::json!({
                    "name": of.name, "prefix": of.prefix, "scopes": of.scopes, "created": of.created.rfc3339(),
                    "ends": of.ends.rfc3339(), "lastUsed": of.used.map(Moment::rfc3339),
                })
            })
            .collect(),
    })
}

/// Ends the account, by the password: all that is known of the person is erased. What the ledger tells of their acts
/// stays, without them. Whoever alone keeps a place hands it on first.
pub async fn end(backend: &Backend, ctx: &Ctx, client: &Client, password: &str) -> Result<(), Error> {
    let Confirmed { row, granted, .. } = reset::confirm(backend, ctx, client, "password", password).await?;
    let mut tx = backend.db.begin(&granted).await?;
    people::by_id_for_change(&mut tx, &row.account.id)
        .await?
        .ok_or_else(Error::not_found)?;
    for membership in people::memberships(&mut *tx, &row.account.id).await? {
        for role in &membership.roles {
            keeps_its_keeper(&mut tx, &row.account, &membership.place, *role).await?;
        }
        ledger::append(&mut tx, &granted, gives_roles(backend, &membership.place, &[]).await?).await?;
    }
    rows::end_all(&mut tx, &row.account.id).await?;
    keys::end_all(&mut tx, &row.account.id).await?;
    people::erase(&mut tx, &row.account.id, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses to take the last one who keeps the people of a place.
pub(in crate::service) async fn keeps_its_keeper(
    tx: &mut Tx,
    account: &Account,
    place: &domain::actor::Place,
    role: Role,
) -> Result<(), Error> {
    if role != Role::keeper_of(place.kind()) {
        return Ok(());
    }
    // Two who leave at once must not each count the other: the ledger's counter lets one pass after the other.
    db::advance(tx, Counter::Ledger, 0).await?;
    if people::others_with_role(tx, &account.id, place, role).await? == 0 {
        return Err(Refused::LastKeeper.into());
    }
    Ok(())
}
