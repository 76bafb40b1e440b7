//! Accounts: how people come to have one, prove that they are who they say, and keep it.
//!
//! Invariant: nobody learns from an answer, nor from the time it took, whether an address has an account. Secrets are
//! handed out once and kept as message authentication codes only.

pub mod appoint;
pub mod own;
pub mod password;
pub mod register;
pub mod reset;
pub mod second;
pub mod session;
pub mod sign_in;
pub(super) mod throttle;

use std::sync::atomic::Ordering;

use domain::ids::PersonId;
use domain::policy::Action;
use domain::refused::Refused;
use domain::time::{DAY, Moment};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::sessions::{self, Link, LinkKind};
use crate::store::{Tx, people};
use crate::vault::{Purpose, fresh_secret};
use crate::{Backend, Ctx, Error};

/// How often the use of a session or a key is written down, in microseconds.
pub(in crate::service) const NOTED: i64 = 60_000_000;

/// What is known of the device that asks.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// Its network: an IPv4 address, or the first 64 bits of an IPv6 one. It is kept as a code only, and for a day.
    pub network: String,
    /// What its program calls itself.
    pub agent: String,
    /// What it holds from an earlier sign-in.
    pub device: Option<String>,
}

/// How long a kind of link is good for, in microseconds.
const fn lifetime(kind: LinkKind) -> i64 {
    match kind {
        LinkKind::Confirm | LinkKind::Invite => 7 * DAY,
        LinkKind::Reset => DAY / 24,
        LinkKind::SecondFactor => DAY / 24 / 6,
    }
}

/// How often what is over is forgotten.
const FORGETTING: i64 = DAY / 24;

/// Forgets, once an hour, sessions and links that are over and attempts that were long ago.
pub async fn forget(backend: &Backend, ctx: &Ctx) -> Result<(), Error> {
    let hour = ctx.now.micros() / FORGETTING;
    if backend.forgotten.swap(hour, Ordering::Relaxed) == hour {
        return Ok(());
    }
    let granted = ctx.permit(Action::RunChores)?;
    let mut tx = backend.db.begin(&granted).await?;
    sessions::forget(&mut tx, ctx.now, ctx.now.plus(-throttle::REMEMBERED)).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes a link and gives its secret.
pub(in crate::service) async fn make_link<T: Serialize>(
    backend: &Backend,
    tx: &mut Tx,
    kind: LinkKind,
    person: Option<&PersonId>,
    document: &T,
    now: Moment,
) -> Result<String, Error> {
    let secret = fresh_secret();
    let mac = backend.vault.mac(Purpose::Link, &secret);
    let link = Link {
        person: person.cloned(),
        document: serde_json::to_string(document)?,
    };
    sessions::add_link(tx, &mac, kind, &link, now, now.plus(lifetime(kind))).await?;
    Ok(secret)
}

/// What stands behind a link that still holds, which stays.
pub(in crate::service) async fn look_at_link(
    backend: &Backend,
    kind: LinkKind,
    secret: &str,
    now: Moment,
) -> Result<Link, Error> {
    let mac = backend.vault.mac(Purpose::Link, secret);
    let link = sessions::link(&backend.db, &mac, kind, now).await?;
    Ok(link.ok_or(Refused::LinkSpent)?)
}

/// Whom a link was made for that still holds, which stays.
pub(in crate::service) async fn whose_link(
    backend: &Backend,
    kind: LinkKind,
    secret: &str,
    now: Moment,
) -> Result<people::Row, Error> {
    let id = look_at_link(backend, kind, secret, now)
        .await?
        .person
        .ok_or(Refused::LinkSpent)?;
    let row = people::by_id(&backend.db, &id).await?;
    Ok(row.ok_or(Refused::LinkSpent)?)
}

/// Uses a link up, and gives whom it was made for and what belongs to it.
pub(in crate::service) async fn take_link<T: DeserializeOwned>(
    backend: &Backend,
    tx: &mut Tx,
    kind: LinkKind,
    secret: &str,
    now: Moment,
) -> Result<(Option<PersonId>, T), Error> {
    let mac = backend.vault.mac(Purpose::Link, secret);
    let link = sessions::take_link(tx, &mac, kind, now).await?;
    let link = link.ok_or(Refused::LinkSpent)?;
    Ok((link.person, serde_json::from_str(&link.document)?))
}
