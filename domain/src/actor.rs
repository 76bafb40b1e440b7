//! Actors: who acts, for whom, and by what means. Every use case is told by its context; there is no way to act as nobody.

use serde::{Deserialize, Serialize};

use crate::ids::{BodyId, KeyId, OrganisationId, PersonId, SessionId};
use crate::person::Level;

crate::codes! {
    /// Work that the platform does by itself.
    pub enum Job {
        /// Brings the search index up to the database.
        Index = "index",
        /// Writes counted reads to the database.
        Count = "count",
        /// Sends mail, and forgets what is over.
        Mail = "mail",
        /// Signs what the ledger has grown to.
        Seal = "seal",
    }
}

crate::codes! {
    /// Kinds of places that people act for.
    pub enum PlaceKind {
        /// A data user that is a legal person or an organisation (数据利用主体).
        Organisation = "organisation",
        /// A data-opening body (数据开放主体).
        Body = "body",
        /// The platform: operator, authority, and those who look on.
        Platform = "platform",
    }
}

crate::codes! {
    /// Roles (rules, section 9). Which of them a kind of place has, [`Role::of`] says.
    pub enum Role {
        /// Signs agreements, for an organisation or for a body; an organisation's signers keep its members.
        Signer = "signer",
        /// Works with the data of an organisation.
        Developer = "developer",
        /// Keeps a body's people.
        Manager = "manager",
        /// Writes a body's entries.
        Editor = "editor",
        /// Handles a body's objections and applications.
        Handler = "handler",
        /// Runs the platform (平台运营方).
        Operator = "operator",
        /// The open-data authority (开放主管部门).
        Authority = "authority",
        /// Gives opinions on hard cases (O21-8).
        Expert = "expert",
        /// Reads the ledger and changes nothing.
        Auditor = "auditor",
    }
}

impl Role {
    /// The roles that a kind of place has.
    pub const fn of(kind: PlaceKind) -> &'static [Self] {
        match kind {
            PlaceKind::Organisation => &[Self::Signer, Self::Developer],
            PlaceKind::Body => &[Self::Manager, Self::Editor, Self::Handler, Self::Signer],
            PlaceKind::Platform => &[Self::Operator, Self::Authority, Self::Expert, Self::Auditor],
        }
    }

    /// The role that keeps the people of a kind of place: somebody always has it.
    pub const fn keeper_of(kind: PlaceKind) -> Self {
        match kind {
            PlaceKind::Organisation => Self::Signer,
            PlaceKind::Body => Self::Manager,
            PlaceKind::Platform => Self::Operator,
        }
    }
}

/// Whom somebody acts for. People with several memberships choose one, and act for one at a time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "kebab-case")]
pub enum Place {
    /// For an organisation.
    Organisation(OrganisationId),
    /// For a body.
    Body(BodyId),
    /// For the platform.
    Platform,
}

impl Place {
    /// Its kind.
    pub const fn kind(&self) -> PlaceKind {
        match self {
            Self::Organisation(_) => PlaceKind::Organisation,
            Self::Body(_) => PlaceKind::Body,
            Self::Platform => PlaceKind::Platform,
        }
    }

    /// Its id; the platform has none.
    pub fn id(&self) -> &str {
        match self {
            Self::Organisation(id) => id.as_str(),
            Self::Body(id) => id.as_str(),
            Self::Platform => "",
        }
    }

    /// From its kind and id, as the database keeps them.
    pub fn new(kind: PlaceKind, id: &str) -> Self {
        match kind {
            PlaceKind::Organisation => Self::Organisation(OrganisationId::new(id)),
            PlaceKind::Body => Self::Body(BodyId::new(id)),
            PlaceKind::Platform => Self::Platform,
        }
    }
}

crate::codes! {
    /// What an API key may be used for.
    pub enum Scope {
        /// Getting data.
        Data = "data",
        /// Reading the account: profile, keys, use.
        Account = "account",
    }
}

/// By what means a person acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Means {
    /// Signed in.
    Session(SessionId),
    /// With an API key, which may do less.
    Key {
        /// The key.
        id: KeyId,
        /// What it may be used for.
        scopes: Vec<Scope>,
    },
}

/// A person with an account, as they act now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The person.
    pub id: PersonId,
    /// How well the platform knows who they are.
    pub level: Level,
    /// Whom they act for; `None` when for themselves.
    pub place: Option<Place>,
    /// Their roles there.
    pub roles: Vec<Role>,
    /// By what means.
    pub means: Means,
}

impl Person {
    /// Whether they act in a role for a kind of place.
    pub fn acts_as(&self, kind: PlaceKind, role: Role) -> bool {
        self.place.as_ref().is_some_and(|place| place.kind() == kind) && self.roles.contains(&role)
    }
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// Anyone, without an account.
    Visitor,
    /// A person with an account.
    Person(Box<Person>),
    /// The operator at the command line of the machine, whose right comes from the right to be there.
    Console,
    /// The platform itself.
    System(Job),
}

impl Actor {
    /// The person, if it is one.
    pub const fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            _ => None,
        }
    }
}
