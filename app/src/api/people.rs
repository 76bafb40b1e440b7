//! People as their own pages, those of their places, and the operator's ask for them.

use backend::service::accounts::own::{self, Own};
use backend::service::accounts::second::{self, Enrolment};
use backend::service::accounts::session::{self, NamedPlace};
use backend::service::{catalogue, keys, places};
use backend::store::keys::Key;
use backend::store::people::Member;
use backend::store::sessions::Session;
use backend::store::{bodies, organisations, people};
use backend::{Backend, Ctx, Error};
use domain::actor::Place;
use domain::body::Body;
use domain::ids::Slug;
use domain::person::{Account, Organisation};
use domain::policy::{Action, Object, may};
use domain::refused::Refused;

/// People that a search shows, and organisations that a list does.
const SHOWN: i64 = 50;

/// What stands on the page of one's account.
pub struct OwnAccount {
    /// The account.
    pub own: Own,
    /// Whom they may act for.
    pub places: Vec<NamedPlace>,
    /// Where they are signed in.
    pub sessions: Vec<Session>,
    /// What an authenticator would be given; nothing when there is one already.
    pub enrolment: Option<Enrolment>,
}

/// One's own account.
pub async fn account(backend: &Backend, ctx: &Ctx) -> Result<OwnAccount, Error> {
    let own = own::read(backend, ctx).await?;
    let places = session::places(backend, ctx).await?;
    let sessions = session::list(backend, ctx).await?;
    let enrolment = if own.second_factor {
        None
    } else {
        Some(second::begin(backend, ctx).await?)
    };
    Ok(OwnAccount {
        own,
        places,
        sessions,
        enrolment,
    })
}

/// Where else the pages of one's own lead.
pub struct Ways {
    /// The body whose people they may see.
    pub staff: Option<Slug>,
    /// Whether they may look at the operator's pages.
    pub operator: bool,
}

/// Where else the pages of one's own lead.
pub async fn ways(backend: &Backend, ctx: &Ctx) -> Result<Ways, Error> {
    let person = ctx.actor.person().ok_or(Refused::NotSignedIn)?;
    let staff = match &person.place {
        Some(Place::Body(id)) if may(&ctx.actor, Action::ReadStaff, Object::Body(id)) => {
            bodies::by_id(&backend.db, id).await?.map(|body| body.slug)
        }
        _ => None,
    };
    Ok(Ways {
        staff,
        operator: may(&ctx.actor, Action::WatchPlatform, Object::Portal),
    })
}

/// What stands on the page of one's API keys.
pub struct OwnKeys {
    /// The keys that hold.
    pub keys: Vec<Key>,
    /// Whom they may act for, by name.
    pub places: Vec<NamedPlace>,
    /// Whether they may make one.
    pub makes: bool,
}

/// One's own API keys.
pub async fn own_keys(backend: &Backend, ctx: &Ctx) -> Result<OwnKeys, Error> {
    Ok(OwnKeys {
        keys: keys::list(backend, ctx).await?,
        places: session::places(backend, ctx).await?,
        makes: may(&ctx.actor, Action::KeepKeys, Object::Portal),
    })
}

/// The organisation that somebody acts for.
pub struct OwnOrganisation {
    /// The organisation.
    pub organisation: Organisation,
    /// Its members.
    pub members: Vec<Member>,
    /// Whether the reader may invite, change and remove them.
    pub keeps: bool,
}

/// The organisation that the reader acts for; nothing when they act for none.
pub async fn own_organisation(backend: &Backend, ctx: &Ctx) -> Result<Option<OwnOrganisation>, Error> {
    let person = ctx.actor.person().ok_or(Refused::NotSignedIn)?;
    let Some(Place::Organisation(id)) = &person.place else {
        return Ok(None);
    };
    let members = places::members(backend, ctx, &Place::Organisation(id.clone())).await?;
    let organisation = organisations::by_id(&backend.db, id).await?;
    Ok(Some(OwnOrganisation {
        organisation: organisation.ok_or_else(Error::not_found)?,
        members,
        keeps: may(&ctx.actor, Action::KeepMembers, Object::Organisation(id)),
    }))
}

/// A body with its people.
pub struct Staff {
    /// The body.
    pub body: Body,
    /// Its people.
    pub members: Vec<Member>,
    /// Whether the reader may invite, change and remove them.
    pub keeps: bool,
}

/// The people of a body, by the body's address.
pub async fn staff(backend: &Backend, ctx: &Ctx, slug: &str) -> Result<Staff, Error> {
    let body = catalogue::body(backend, ctx, slug).await?.body;
    let members = places::members(backend, ctx, &Place::Body(body.id.clone())).await?;
    let keeps = may(&ctx.actor, Action::KeepStaff, Object::Body(&body.id));
    Ok(Staff { body, members, keeps })
}

/// An account as the operator sees it.
pub struct Found {
    /// The account.
    pub account: Account,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// Whom the person may act for.
    pub places: Vec<NamedPlace>,
}

/// What stands on the operator's page of people.
pub struct Everybody {
    /// Accounts whose name or address holds the text that was searched for.
    pub found: Vec<Found>,
    /// Organisations: those that wait to be verified first, then the newest.
    pub organisations: Vec<Organisation>,
    /// The people of the platform.
    pub office: Vec<Member>,
}

/// What the operator sees of people.
pub async fn everybody(backend: &Backend, ctx: &Ctx, text: &str) -> Result<Everybody, Error> {
    ctx.permit(Action::KeepPeople)?;
    let mut found = Vec::new();
    for row in people::found(&backend.db, text, SHOWN).await? {
        let mut named = Vec::new();
        for membership in people::memberships(backend.db.read(), &row.account.id).await? {
            let name = session::name_of(backend, &membership.place).await?;
            named.push(NamedPlace { membership, name });
        }
        found.push(Found {
            second_factor: row.totp.is_some(),
            account: row.account,
            places: named,
        });
    }
    Ok(Everybody {
        found,
        organisations: organisations::newest(&backend.db, SHOWN).await?,
        office: places::members(backend, ctx, &Place::Platform).await?,
    })
}
