//! API keys: made by people, shown once, known afterwards by a message authentication code.

use domain::actor::{Actor, Means, Person, Scope};
use domain::ids::KeyId;
use domain::person::{self, Faults};
use domain::policy::{Action, Object};
use domain::refused::{Fault, Refused, Why};
use domain::time::{DAY, Moment};

use super::accounts::{NOTED, session};
use crate::store::keys::{self, Key};
use crate::store::{Tx, people};
use crate::vault::{Purpose, fresh_secret};
use crate::{Backend, Ctx, Error};

/// What every key begins with, so that scanners for lost secrets know it.
const BEGIN: &str = "kc_";
/// Characters of the secret after that which are shown for ever.
const SHOWN: usize = 6;
/// The most keys that one person may have at a time.
pub const MOST: usize = 20;
/// The longest life of a key, in days.
pub const DAYS_MAX: i64 = 730;
/// How long the key before goes on beside the one that takes its place.
pub const OVERLAP: i64 = 7 * DAY;

/// A key that was just made, with its secret, which is shown this once.
#[derive(Debug)]
pub struct Made {
    /// The key.
    pub key: Key,
    /// The secret.
    pub secret: String,
}

impl Made {
    /// A key with a fresh secret, whose beginning it is told.
    fn fresh(key: impl FnOnce(String) -> Key) -> Self {
        let secret = format!("{BEGIN}{}", fresh_secret());
        let prefix = secret.chars().take(BEGIN.len() + SHOWN).collect();
        Self {
            key: key(prefix),
            secret,
        }
    }

    async fn insert(&self, backend: &Backend, tx: &mut Tx) -> Result<(), sqlx::Error> {
        let mac = backend.vault.mac(Purpose::Key, &self.secret);
        keys::insert(tx, &mac, &self.key).await
    }
}

/// The person's keys that still hold, newest first.
pub async fn list(backend: &Backend, ctx: &Ctx) -> Result<Vec<Key>, Error> {
    let person = ctx.actor.person().ok_or(Refused::NotSignedIn)?;
    ctx.permit_on(Action::ReadAccount, Object::Person(&person.id))?;
    let all = keys::of_person(&backend.db, &person.id).await?;
    Ok(all.into_iter().filter(|key| key.ends > ctx.now).collect())
}

/// Makes a key that acts for the person, or for the place that they act for now.
pub async fn make(backend: &Backend, ctx: &Ctx, name: &str, scopes: &[Scope], days: i64) -> Result<Made, Error> {
    let (person, _) = session::own(ctx)?;
    let granted = ctx.permit_on(Action::KeepKeys, Object::Person(&person.id))?;
    let mut faults = Faults::default();
    let name = faults.take(person::name("name", name));
    faults.take(if scopes.is_empty() {
        fault("scope", Why::Missing)
    } else {
        Ok(())
    });
    faults.take(if (1..=DAYS_MAX).contains(&days) {
        Ok(())
    } else {
        fault("days", Why::NotInRange { min: 1, max: DAYS_MAX })
    });
    let name = faults.all(name)?;
    if list(backend, ctx).await?.len() >= MOST {
        return Err(Refused::Enough { max: MOST as u64 }.into());
    }
    let made = Made::fresh(|prefix| Key {
        id: KeyId::new(crate::fresh_id()),
        person: person.id.clone(),
        place: person.place.clone(),
        name,
        prefix,
        scopes: scopes.to_vec(),
        created: ctx.now,
        ends: ctx.now.plus(days * DAY),
        used: None,
    });
    let mut tx = backend.db.begin(&granted).await?;
    made.insert(backend, &mut tx).await?;
    tx.commit().await?;
    Ok(made)
}

/// Makes a key in the place of another, which goes on for [`OVERLAP`] so that programs can be changed over.
pub async fn rotate(backend: &Backend, ctx: &Ctx, id: &KeyId) -> Result<Made, Error> {
    let (person, _) = session::own(ctx)?;
    let granted = ctx.permit_on(Action::KeepKeys, Object::Person(&person.id))?;
    let old = list(backend, ctx)
        .await?
        .into_iter()
        .find(|key| key.id == *id)
        .ok_or_else(Error::not_found)?;
    let made = Made::fresh(|prefix| Key {
        id: KeyId::new(crate::fresh_id()),
        prefix,
        created: ctx.now,
        ends: ctx.now.plus(old.ends.micros() - old.created.micros()),
        used: None,
        ..old
    });
    let mut tx = backend.db.begin(&granted).await?;
    made.insert(backend, &mut tx).await?;
    keys::shorten(&mut tx, &person.id, id, ctx.now.plus(OVERLAP)).await?;
    tx.commit().await?;
    Ok(made)
}

/// Ends a key at once.
pub async fn end(backend: &Backend, ctx: &Ctx, id: &KeyId) -> Result<(), Error> {
    let (person, _) = session::own(ctx)?;
    let granted = ctx.permit_on(Action::KeepKeys, Object::Person(&person.id))?;
    let mut tx = backend.db.begin(&granted).await?;
    let ended = keys::end(&mut tx, &person.id, id).await?;
    tx.commit().await?;
    if ended { Ok(()) } else { Err(Error::not_found()) }
}

/// Whether a text looks like a key of this portal.
pub fn looks_like_one(text: &str) -> bool {
    text.starts_with(BEGIN)
}

/// Who acts with a key that holds.
pub async fn authenticate(backend: &Backend, secret: &str, now: Moment) -> Result<Option<Person>, Error> {
    let mac = backend.vault.mac(Purpose::Key, secret);
    let Some(key) = keys::by_mac(&backend.db, &mac, now).await? else {
        return Ok(None);
    };
    let Some(row) = people::by_id(&backend.db, &key.person).await? else {
        return Ok(None);
    };
    let memberships = people::memberships(backend.db.read(), &key.person).await?;
    let membership = memberships.into_iter().find(|of| Some(&of.place) == key.place.as_ref());
    // A key that was made for a place ends with the membership.
    if key.place.is_some() && membership.is_none() {
        return Ok(None);
    }
    let person = Person {
        id: key.person.clone(),
        level: row.account.level,
        place: key.place.clone(),
        roles: membership.map(|of| of.roles).unwrap_or_default(),
        means: Means::Key {
            id: key.id.clone(),
            scopes: key.scopes.clone(),
        },
    };
    note(backend, &person, &key, now).await?;
    Ok(Some(person))
}

async fn note(backend: &Backend, person: &Person, key: &Key, now: Moment) -> Result<(), Error> {
    let fresh = key.used.is_some_and(|used| now.micros() - used.micros() < NOTED);
    if fresh {
        return Ok(());
    }
    let ctx = Ctx::new(Actor::Person(Box::new(person.clone())), now);
    let granted = ctx
        .permit(Action::ReadList)
        .or_else(|_| ctx.permit(Action::ReadAccount))?;
    let mut tx = backend.db.begin(&granted).await?;
    keys::used(&mut tx, &key.id, now).await?;
    tx.commit().await?;
    Ok(())
}

fn fault(field: &str, why: Why) -> Result<(), Fault> {
    Err(Fault {
        field: field.into(),
        why,
    })
}
