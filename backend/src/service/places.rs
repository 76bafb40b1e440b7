//! Places and their people: organisations, bodies and the platform, with the same few acts.
//!
//! Invariant: somebody always keeps the people of a place. A change of somebody's roles ends the sessions in which they
//! act for the place, so that no session outlives the rights it was given with.

use domain::actor::{Place, PlaceKind, Role};
use domain::body::Body;
use domain::ids::{OrganisationId, PersonId};
use domain::ledger::event::{Act, EventKind, ObjectKind, Outcome};
use domain::person::{self, Account, Faults, Level, Organisation, Uscc};
use domain::policy::{Action, Object, may};
use domain::refused::{Fault, Refused, Why};
use domain::text::Lang;
use serde::{Deserialize, Serialize};

use super::accounts::own::keeps_its_keeper;
use super::accounts::session::{self, Opened};
use super::accounts::throttle::Attempt;
use super::accounts::{Client, look_at_link, make_link, take_link};
use crate::ctx::Granted;
use crate::mail::{self, Letter};
use crate::store::people::{self, Member};
use crate::store::sessions::{self, LinkKind};
use crate::store::{Tx, bodies, ledger, organisations};
use crate::{Backend, Ctx, Error};

/// An invitation, as it stands behind its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The key of the address that is invited: nobody else can accept.
    pub email: String,
    /// Who invites, if a person does: what they may not do any more, their invitation does not do for them.
    pub by: Option<PersonId>,
    /// The place.
    pub place: Place,
    /// The roles there.
    pub roles: Vec<Role>,
}

fn read<'a>(ctx: &'a Ctx, place: &Place) -> Result<Granted<'a>, Error> {
    match place {
        Place::Organisation(id) => ctx.permit_on(Action::ReadOrganisation, Object::Organisation(id)),
        Place::Body(id) => ctx.permit_on(Action::ReadStaff, Object::Body(id)),
        Place::Platform => ctx.permit(Action::KeepOffice),
    }
}

fn keep<'a>(ctx: &'a Ctx, place: &Place) -> Result<Granted<'a>, Error> {
    match place {
        Place::Organisation(id) => ctx.permit_on(Action::KeepMembers, Object::Organisation(id)),
        Place::Body(id) => ctx.permit_on(Action::KeepStaff, Object::Body(id)),
        Place::Platform => ctx.permit(Action::KeepOffice),
    }
}

/// The people of a place.
pub async fn members(backend: &Backend, ctx: &Ctx, place: &Place) -> Result<Vec<Member>, Error> {
    read(ctx, place)?;
    Ok(people::members(backend.db.read(), place).await?)
}

/// How many invitations somebody sends before waits begin.
const INVITATIONS: i64 = 50;
/// How many organisations the operator is shown.
const SHOWN: i64 = 50;

/// An organisation, for its members.
pub async fn organisation(backend: &Backend, ctx: &Ctx, id: &OrganisationId) -> Result<Organisation, Error> {
    ctx.permit_on(Action::ReadOrganisation, Object::Organisation(id))?;
    organisations::by_id(&backend.db, id)
        .await?
        .ok_or_else(Error::not_found)
}

/// Organisations for the operator: those that wait to be verified first, then the newest.
pub async fn organisations(backend: &Backend, ctx: &Ctx) -> Result<Vec<Organisation>, Error> {
    ctx.permit(Action::KeepPeople)?;
    Ok(organisations::newest(&backend.db, SHOWN).await?)
}

/// The body that the reader works for, if they may see its people.
pub async fn own_body(backend: &Backend, ctx: &Ctx) -> Result<Option<Body>, Error> {
    let person = ctx.actor.person().ok_or(Refused::NotSignedIn)?;
    match &person.place {
        Some(Place::Body(id)) if may(&ctx.actor, Action::ReadStaff, Object::Body(id)) => {
            Ok(bodies::by_id(&backend.db, id).await?)
        }
        _ => Ok(None),
    }
}

/// Enters an organisation with the person who does so as its signer, who acts for it from now on. Until the operator has
/// verified it, its members are known no better than before.
pub async fn enter(backend: &Backend, ctx: &Ctx, name: &str, uscc: &str) -> Result<(Organisation, Opened), Error> {
    let granted = ctx.permit(Action::EnterOrganisation)?;
    let (person, _) = session::own(ctx)?;
    let mut faults = Faults::default();
    let name = faults.take(person::name("name", name));
    let uscc: Option<Uscc> = faults.take(uscc.parse().map_err(|_| Fault {
        field: "uscc".into(),
        why: Why::Malformed {
            expected: "91310000MA1FL0001R".into(),
        },
    }));
    let (name, uscc) = faults.all(name.zip(uscc))?;
    let mut tx = backend.db.begin(&granted).await?;
    if organisations::by_uscc(&mut tx, &uscc).await?.is_some() {
        return Err(Refused::invalid("uscc", Why::Taken).into());
    }
    let organisation = Organisation {
        id: OrganisationId::new(crate::fresh_id()),
        name,
        uscc,
        verified: false,
        created: ctx.now,
    };
    organisations::insert(&mut tx, &organisation)
        .await
        .map_err(|error| match error.into() {
            Error::Conflict => Refused::invalid("uscc", Why::Taken).into(),
            other => other,
        })?;
    let place = Place::Organisation(organisation.id.clone());
    people::join(&mut tx, &person.id, &place, Role::keeper_of(place.kind()), ctx.now).await?;
    let act = Act::on(EventKind::EnterOrganisation, ObjectKind::Organisation, &organisation.id);
    ledger::append(&mut tx, &granted, act).await?;
    let opened = session::renew(backend, ctx, &mut tx, Some(&place)).await?;
    tx.commit().await?;
    Ok((organisation, opened))
}

/// Invites an address to act for a place.
pub async fn invite(
    backend: &Backend,
    ctx: &Ctx,
    client: &Client,
    place: &Place,
    email: &str,
    roles: &[Role],
    lang: Lang,
) -> Result<(), Error> {
    let granted = keep(ctx, place)?;
    let mut faults = Faults::default();
    let email = faults.take(person::email("email", email));
    faults.take(fitting(place.kind(), roles));
    let email = faults.all(email)?;
    // Nobody has the portal write to a stranger again and again, nor to ever more of them.
    let sender = ctx.actor.person().map_or("console", |person| person.id.as_str());
    let to_address = Attempt::new(backend, client, &email.key(), "letters to");
    to_address.begin(backend, &granted).await?;
    let by_sender = Attempt::new(backend, client, sender, "invitations of").allowing(INVITATIONS);
    by_sender.begin(backend, &granted).await?;
    let by = match ctx.actor.person() {
        Some(person) => people::by_id(&backend.db, &person.id)
            .await?
            .map(|row| row.account.name),
        None => None,
    };
    let invitation = Invitation {
        email: email.key(),
        by: ctx.actor.person().map(|person| person.id.clone()),
        place: place.clone(),
        roles: roles.to_vec(),
    };
    let name = session::name_of(backend, place).await?;
    let named = if name.is_empty() {
        backend.settings.name.get(lang).to_owned()
    } else {
        name
    };
    let roles: Vec<&str> = roles.iter().map(|role| mail::role_name(*role, lang)).collect();
    let by = by.unwrap_or_else(|| backend.settings.name.get(lang).to_owned());
    let mut tx = backend.db.begin(&granted).await?;
    let secret = make_link(backend, &mut tx, LinkKind::Invite, None, &invitation, ctx.now).await?;
    let between = if lang == Lang::Zh { "、" } else { ", " };
    let letter = Letter::invite(&backend.settings, lang, &by, &named, &roles.join(between), &secret);
    mail::send(&mut tx, ctx, &email, letter).await?;
    tx.commit().await?;
    Ok(())
}

/// An invitation that still holds, with the name of its place.
pub async fn invitation(backend: &Backend, ctx: &Ctx, secret: &str) -> Result<(Invitation, String), Error> {
    ctx.permit(Action::SignIn)?;
    let link = look_at_link(backend, LinkKind::Invite, secret, ctx.now).await?;
    let invitation: Invitation = serde_json::from_str(&link.document)?;
    let name = session::name_of(backend, &invitation.place).await?;
    Ok((invitation, name))
}

/// Accepts an invitation, which is used up; the person acts for the place from now on.
pub async fn accept(backend: &Backend, ctx: &Ctx, secret: &str) -> Result<Opened, Error> {
    let (person, _) = session::own(ctx)?;
    let granted = ctx.permit_on(Action::KeepAccount, Object::Person(&person.id))?;
    let mut tx = backend.db.begin(&granted).await?;
    let row = people::by_id_for_change(&mut tx, &person.id)
        .await?
        .ok_or_else(Error::not_found)?;
    let (_, invitation): (_, Invitation) = take_link(backend, &mut tx, LinkKind::Invite, secret, ctx.now).await?;
    if invitation.email != row.account.email.key() || !still_keeps(&mut tx, &invitation).await? {
        return Err(Refused::LinkSpent.into());
    }
    let before = people::memberships(&mut *tx, &person.id).await?;
    let place = &invitation.place;
    let has = |role: &Role| before.iter().any(|of| of.place == *place && of.roles.contains(role));
    if invitation.roles.iter().all(has) {
        return Err(Refused::AlreadyMember.into());
    }
    for role in &invitation.roles {
        people::join(&mut tx, &person.id, place, *role, ctx.now).await?;
    }
    settle_level(&mut tx, &row.account).await?;
    let opened = session::renew(backend, ctx, &mut tx, Some(place)).await?;
    ledger::append(&mut tx, &granted, gives_roles(backend, place, &invitation.roles).await?).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Whether who invited may still keep the people of the place.
async fn still_keeps(tx: &mut Tx, invitation: &Invitation) -> Result<bool, Error> {
    let Some(by) = &invitation.by else { return Ok(true) };
    let keeper = Role::keeper_of(invitation.place.kind());
    let memberships = people::memberships(&mut **tx, by).await?;
    Ok(memberships.iter().any(|of| {
        let keeps = of.place == invitation.place && of.roles.contains(&keeper);
        keeps || (of.place == Place::Platform && of.roles.contains(&Role::Operator))
    }))
}

/// Gives somebody who belongs to a place other roles there; with none, they belong to it no more.
pub async fn set_roles(
    backend: &Backend,
    ctx: &Ctx,
    place: &Place,
    person: &PersonId,
    roles: &[Role],
) -> Result<(), Error> {
    let granted = keep(ctx, place)?;
    if !roles.is_empty() {
        let mut faults = Faults::default();
        faults.take(fitting(place.kind(), roles));
        faults.finish()?;
    }
    let mut tx = backend.db.begin(&granted).await?;
    let row = people::by_id_for_change(&mut tx, person)
        .await?
        .ok_or_else(Error::not_found)?;
    let before = people::memberships(&mut *tx, person).await?;
    let before = before
        .into_iter()
        .find(|of| of.place == *place)
        .ok_or_else(Error::not_found)?;
    for role in before.roles.iter().filter(|role| !roles.contains(role)) {
        keeps_its_keeper(&mut tx, &row.account, place, *role).await?;
    }
    people::leave(&mut tx, person, place).await?;
    for role in roles {
        people::join(&mut tx, person, place, *role, ctx.now).await?;
    }
    settle_level(&mut tx, &row.account).await?;
    sessions::end_acting_for(&mut tx, person, place).await?;
    ledger::append(&mut tx, &granted, gives_roles(backend, place, roles).await?).await?;
    tx.commit().await?;
    Ok(())
}

/// Notes whether an organisation is who it says, with the reason; its members are known as well or as little as that.
pub async fn verify(backend: &Backend, ctx: &Ctx, id: &OrganisationId, verified: bool) -> Result<(), Error> {
    let granted = ctx.permit(Action::KeepPeople)?;
    let mut tx = backend.db.begin(&granted).await?;
    organisations::by_id_for_change(&mut tx, id)
        .await?
        .ok_or_else(Error::not_found)?;
    organisations::set_verified(&mut tx, id, verified).await?;
    let place = Place::Organisation(id.clone());
    for member in people::members(&mut *tx, &place).await? {
        settle_level(&mut tx, &member.account).await?;
    }
    let act = Act::on(EventKind::VerifyOrganisation, ObjectKind::Organisation, id);
    let outcome = if verified { Outcome::Done } else { Outcome::Refused };
    ledger::append(&mut tx, &granted, act.outcome(outcome)).await?;
    tx.commit().await?;
    Ok(())
}

/// A member of a verified organisation is known as such, as long as they are one.
async fn settle_level(tx: &mut Tx, account: &Account) -> Result<(), Error> {
    let mut verified = false;
    for of in people::memberships(&mut **tx, &account.id).await? {
        if let Place::Organisation(id) = &of.place {
            let organisation = organisations::by_id_for_change(tx, id).await?;
            verified |= organisation.is_some_and(|organisation| organisation.verified);
        }
    }
    match (verified, account.level) {
        (true, level) if level < Level::Organisation => {
            people::set_level(tx, &account.id, Level::Organisation).await?;
        }
        (false, Level::Organisation) => people::set_level(tx, &account.id, Level::Email).await?,
        _ => {}
    }
    Ok(())
}

/// The event of roles that somebody has in a place from now on. It does not say who.
pub(super) async fn gives_roles(backend: &Backend, place: &Place, roles: &[Role]) -> Result<Act, Error> {
    let (kind, id) = match place {
        Place::Organisation(id) => (ObjectKind::Organisation, id.to_string()),
        Place::Body(id) => {
            let body = bodies::by_id(&backend.db, id).await?.ok_or_else(Error::not_found)?;
            (ObjectKind::Body, body.slug.to_string())
        }
        Place::Platform => (ObjectKind::Platform, "platform".to_owned()),
    };
    let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    Ok(Act::on(EventKind::GiveRoles, kind, id).detail("roles", roles.join(" ")))
}

/// The roles must be some, and those of the place's kind.
fn fitting(kind: PlaceKind, roles: &[Role]) -> Result<(), Fault> {
    let known = Role::of(kind);
    let why = if roles.is_empty() {
        Why::Missing
    } else if let Some(strange) = roles.iter().find(|role| !known.contains(role)) {
        Why::UnknownCode {
            given: strange.to_string(),
            known: known.iter().map(ToString::to_string).collect(),
        }
    } else {
        return Ok(());
    };
    Err(Fault {
        field: "role".into(),
        why,
    })
}
