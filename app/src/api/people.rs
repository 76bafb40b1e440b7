//! People as their own pages, those of their places, and the operator's ask for them.

use backend::service::accounts::own::{self, Own};
use backend::service::accounts::second::{self, Enrolment};
use backend::service::accounts::session::{self, NamedPlace};
use backend::service::people::{self, Found};
use backend::service::{catalogue, keys, places};
use backend::store::keys::Key;
use backend::store::people::Member;
use backend::store::sessions::Session;
use backend::{Backend, Ctx, Error};
use domain::actor::Place;
use domain::body::Body;
use domain::ids::Slug;
use domain::person::Organisation;
use domain::policy::{Action, Object, may};
use domain::refused::Refused;

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
    Ok(Ways {
        staff: places::own_body(backend, ctx).await?.map(|body| body.slug),
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
    Ok(Some(OwnOrganisation {
        organisation: places::organisation(backend, ctx, id).await?,
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
    Ok(Everybody {
        found: people::find(backend, ctx, text).await?,
        organisations: places::organisations(backend, ctx).await?,
        office: places::members(backend, ctx, &Place::Platform).await?,
    })
}
