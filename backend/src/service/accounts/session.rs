//! Sessions: who is signed in, on which device, acting for whom.
//!
//! Invariant: the secret of a session changes whenever its rights do, so that one that was seen before is worth nothing.

use domain::actor::{Actor, Means, Person, Place, PlaceKind};
use domain::ids::{PersonId, SessionId};
use domain::person::Account;
use domain::policy::{Action, Object};
use domain::refused::Refused;
use domain::text::Lang;
use domain::time::{DAY, Moment};

use super::{Client, NOTED};
use crate::store::people::{self, Membership};
use crate::store::sessions::{self, Session};
use crate::store::{Tx, bodies, organisations};
use crate::vault::{Purpose, fresh_secret};
use crate::{Backend, Ctx, Error};

/// How long a session lasts in all, and how long without use.
const LASTS: (i64, i64) = (30 * DAY, 7 * DAY);
/// The longest name of a program that is kept, in characters.
const AGENT_MAX: usize = 200;

/// A session that was just opened or renewed.
#[derive(Debug)]
pub struct Opened {
    /// What the device is to hold.
    pub secret: String,
    /// When it is over at the latest.
    pub ends: Moment,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The actor that they are.
    pub person: Person,
    /// Their account.
    pub account: Account,
    /// Whether they have a second factor.
    pub second_factor: bool,
    /// Whether their roles rest because staff must have a second factor and they have none.
    pub resting: bool,
    /// The session.
    pub session: Session,
}

/// A place with its name, for people to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPlace {
    /// The membership.
    pub membership: Membership,
    /// The name, in the language of the register it stands in; empty for the platform.
    pub name: String,
}

/// Opens a session, for the one place that the person may act for, or else for themselves.
pub(super) async fn open(
    backend: &Backend,
    ctx: &Ctx,
    tx: &mut Tx,
    row: &people::Row,
    client: &Client,
) -> Result<Opened, Error> {
    let mut memberships = people::memberships(&mut **tx, &row.account.id).await?;
    let only = (memberships.len() == 1).then(|| memberships.remove(0).place);
    let session = Session {
        id: SessionId::new(crate::fresh_id()),
        person: row.account.id.clone(),
        place: only,
        agent: client.agent.chars().take(AGENT_MAX).collect(),
        created: ctx.now,
        seen: ctx.now,
        ends: ctx.now.plus(LASTS.1),
    };
    let secret = fresh_secret();
    sessions::insert(tx, &backend.vault.mac(Purpose::Session, &secret), &session).await?;
    let ends = session.ends;
    Ok(Opened { secret, ends })
}

/// Who holds the secret of a running session.
pub async fn authenticate(backend: &Backend, secret: &str, now: Moment) -> Result<Option<SignedIn>, Error> {
    let mac = backend.vault.mac(Purpose::Session, secret);
    let Some(found) = sessions::signed_in(&backend.db, &mac, now).await? else {
        return Ok(None);
    };
    let sessions::Found {
        session,
        account,
        second_factor,
        roles,
    } = found;
    let is_staff = matches!(session.place, Some(Place::Body(_) | Place::Platform));
    let resting = is_staff && backend.settings.staff_second_factor && !second_factor;
    let person = Person {
        id: account.id.clone(),
        level: account.level,
        // A place that the person was removed from meanwhile is none.
        place: session.place.clone().filter(|_| !roles.is_empty()),
        roles: if resting { Vec::new() } else { roles },
        means: Means::Session(session.id.clone()),
    };
    note(backend, &person, &session, now).await?;
    Ok(Some(SignedIn {
        person,
        account,
        second_factor,
        resting,
        session,
    }))
}

async fn note(backend: &Backend, person: &Person, session: &Session, now: Moment) -> Result<(), Error> {
    if now.micros() - session.seen.micros() < NOTED {
        return Ok(());
    }
    let ctx = Ctx::new(Actor::Person(Box::new(person.clone())), now);
    let granted = ctx.permit(Action::KeepAccount)?;
    let ends = now.plus(LASTS.1).min(session.created.plus(LASTS.0));
    let mut tx = backend.db.begin(&granted).await?;
    sessions::touch(&mut tx, &session.id, now, ends).await?;
    tx.commit().await?;
    Ok(())
}

/// The person and the session of a context.
pub(in crate::service) fn own(ctx: &Ctx) -> Result<(&Person, &SessionId), Error> {
    let person = ctx.actor.person().ok_or(Refused::NotSignedIn)?;
    match &person.means {
        Means::Session(id) => Ok((person, id)),
        Means::Key { .. } => Err(Refused::Forbidden.into()),
    }
}

/// Gives the running session a new secret, after a change of rights.
pub(in crate::service) async fn renew(
    backend: &Backend,
    ctx: &Ctx,
    tx: &mut Tx,
    place: Option<&Place>,
) -> Result<Opened, Error> {
    let (_, id) = own(ctx)?;
    let secret = fresh_secret();
    sessions::rotate(tx, id, &backend.vault.mac(Purpose::Session, &secret), place).await?;
    Ok(Opened {
        secret,
        ends: ctx.now.plus(LASTS.1),
    })
}

/// The places that the signed-in person may act for.
pub async fn places(backend: &Backend, ctx: &Ctx) -> Result<Vec<NamedPlace>, Error> {
    let (person, _) = own(ctx)?;
    ctx.permit_on(Action::ReadAccount, Object::Person(&person.id))?;
    places_of(backend, &person.id).await
}

/// The places that somebody may act for, with their names.
pub(in crate::service) async fn places_of(backend: &Backend, person: &PersonId) -> Result<Vec<NamedPlace>, Error> {
    let mut named = Vec::new();
    for membership in people::memberships(backend.db.read(), person).await? {
        let name = name_of(backend, &membership.place).await?;
        named.push(NamedPlace { membership, name });
    }
    Ok(named)
}

/// The name of a place; empty for the platform, whose name is a word of the pages.
pub async fn name_of(backend: &Backend, place: &Place) -> Result<String, Error> {
    Ok(match place {
        Place::Platform => String::new(),
        Place::Body(id) => {
            let body = bodies::by_id(&backend.db, id).await?;
            body.map_or_else(String::new, |body| body.name.get(Lang::Zh).to_owned())
        }
        Place::Organisation(id) => {
            let organisation = organisations::by_id(&backend.db, id).await?;
            organisation.map_or_else(String::new, |organisation| organisation.name)
        }
    })
}

/// Chooses whom the person acts for from now on: a place they belong to, or themselves.
pub async fn choose(backend: &Backend, ctx: &Ctx, kind: Option<PlaceKind>, place: &str) -> Result<Opened, Error> {
    let (person, _) = own(ctx)?;
    let granted = ctx.permit_on(Action::KeepAccount, Object::Person(&person.id))?;
    let place = kind.map(|kind| Place::new(kind, place));
    let mut tx = backend.db.begin(&granted).await?;
    if let Some(place) = &place {
        let memberships = people::memberships(&mut *tx, &person.id).await?;
        if memberships.iter().all(|membership| membership.place != *place) {
            return Err(Error::not_found());
        }
    }
    let opened = renew(backend, ctx, &mut tx, place.as_ref()).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Where the person is signed in, the last used first.
pub async fn list(backend: &Backend, ctx: &Ctx) -> Result<Vec<Session>, Error> {
    let (person, _) = own(ctx)?;
    ctx.permit_on(Action::ReadAccount, Object::Person(&person.id))?;
    Ok(sessions::of_person(&backend.db, &person.id, ctx.now).await?)
}

/// Ends a session of the person, or with none named all but this one.
pub async fn end(backend: &Backend, ctx: &Ctx, session: Option<&SessionId>) -> Result<(), Error> {
    let (person, own) = own(ctx)?;
    let granted = ctx.permit_on(Action::KeepAccount, Object::Person(&person.id))?;
    let mut tx = backend.db.begin(&granted).await?;
    match session {
        Some(id) if !sessions::end(&mut tx, &person.id, id).await? => return Err(Error::not_found()),
        Some(_) => {}
        None => {
            sessions::end_others(&mut tx, &person.id, own).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Signs out.
pub async fn sign_out(backend: &Backend, ctx: &Ctx) -> Result<(), Error> {
    let (_, id) = own(ctx)?;
    end(backend, ctx, Some(id)).await
}
