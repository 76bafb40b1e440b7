//! Events: who did what to which object, when, with which outcome, on which ground (rules, section 8).
//!
//! Invariant: what everyone may read (the leaf) names roles, bodies and objects, never a person. What is known of the
//! person stands beside the log, and the leaf holds only a salted digest of it: it can be erased, and every proof holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::tile::ENTRY_MAX;
use super::tree::{self, Hash};
use crate::actor::{self, Actor, Place};
use crate::ids::{Digest, RequestId};
use crate::time::Moment;

crate::codes! {
    /// What was done. Codes stand in the log for ever: they are added, never changed.
    pub enum EventKind {
        /// A body was added or changed.
        SaveBody = "save-body",
        /// An entry was put on the list.
        Publish = "publish",
        /// An entry was taken over from another catalogue, new or revised.
        Import = "import",
        /// A version was added.
        AddVersion = "add-version",
        /// A dataset was closed.
        Suspend = "suspend",
        /// A dataset was opened again.
        Restore = "restore",
        /// Data was given out.
        Read = "read",
        /// Uses counted elsewhere were taken over.
        RecordUse = "record-use",
        /// What the log held beside itself on the person behind an event was erased.
        EraseTraces = "erase-traces",
        /// Somebody was given roles in a place, or they were taken from them.
        GiveRoles = "give-roles",
        /// An organisation was entered.
        EnterOrganisation = "enter-organisation",
        /// The operator has found an organisation to be who it says, or not.
        VerifyOrganisation = "verify-organisation",
    }
}

crate::codes! {
    /// In what role somebody acted.
    pub enum Role {
        /// Anyone, without an account.
        Visitor = "visitor",
        /// The operator at the command line of the machine.
        Console = "console",
        /// The platform by itself.
        System = "system",
        /// Somebody with an account, for themselves.
        User = "user",
        /// A signer of an organisation or a body.
        Signer = "signer",
        /// A developer of an organisation.
        Developer = "developer",
        /// Who keeps the people of a body.
        Manager = "manager",
        /// An editor of a body.
        Editor = "editor",
        /// A handler of a body.
        Handler = "handler",
        /// The operator.
        Operator = "operator",
        /// The authority.
        Authority = "authority",
        /// An expert.
        Expert = "expert",
        /// An auditor.
        Auditor = "auditor",
    }
}

impl From<actor::Role> for Role {
    fn from(role: actor::Role) -> Self {
        match role {
            actor::Role::Signer => Self::Signer,
            actor::Role::Developer => Self::Developer,
            actor::Role::Manager => Self::Manager,
            actor::Role::Editor => Self::Editor,
            actor::Role::Handler => Self::Handler,
            actor::Role::Operator => Self::Operator,
            actor::Role::Authority => Self::Authority,
            actor::Role::Expert => Self::Expert,
            actor::Role::Auditor => Self::Auditor,
        }
    }
}

crate::codes! {
    /// What was acted on.
    pub enum ObjectKind {
        /// A dataset, by its address.
        Dataset = "dataset",
        /// A body, by its address.
        Body = "body",
        /// An event of the ledger, by its number.
        Event = "event",
        /// An organisation, by its id.
        Organisation = "organisation",
        /// The platform.
        Platform = "platform",
    }
}

crate::codes! {
    /// How it ended.
    pub enum Outcome {
        /// It was done.
        Done = "done",
        /// It was refused.
        Refused = "refused",
    }
}

/// What was acted on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// Its kind.
    pub kind: ObjectKind,
    /// Its public id, such as the slug of a dataset.
    pub id: String,
}

/// Who acted: the part that everyone may know, and the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The role.
    pub role: Role,
    /// The body that they acted for, by its id.
    pub body: Option<String>,
    /// The person, by the id of their account; it never enters the leaf.
    pub person: Option<String>,
}

impl Who {
    /// Who an actor is in the ledger. The one place that knows.
    pub fn of(actor: &Actor) -> Self {
        let role = match actor {
            Actor::Visitor => Role::Visitor,
            Actor::Console => Role::Console,
            Actor::System(_) => Role::System,
            Actor::Person(person) => person.roles.first().map_or(Role::User, |role| Role::from(*role)),
        };
        let person = actor.person();
        // Bodies are public; which organisation somebody belongs to is not.
        let body = person.and_then(|person| match &person.place {
            Some(Place::Body(id)) => Some(id.to_string()),
            _ => None,
        });
        Self {
            role,
            body,
            person: person.map(|person| person.id.to_string()),
        }
    }
}

/// An act, as the use case tells it; who and when are known from its context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    kind: EventKind,
    object: Object,
    version: Option<i64>,
    outcome: Outcome,
    ground: Option<String>,
    details: BTreeMap<String, String>,
}

impl Act {
    /// Something done to a dataset.
    pub fn on_dataset(kind: EventKind, slug: impl ToString) -> Self {
        Self::on(kind, ObjectKind::Dataset, slug)
    }

    /// Something done to an object.
    pub fn on(kind: EventKind, object: ObjectKind, id: impl ToString) -> Self {
        Self {
            kind,
            object: Object {
                kind: object,
                id: id.to_string(),
            },
            version: None,
            outcome: Outcome::Done,
            ground: None,
            details: BTreeMap::new(),
        }
    }

    /// With the number of the version.
    pub const fn version(mut self, number: i64) -> Self {
        self.version = Some(number);
        self
    }

    /// With another outcome than that it was done.
    pub const fn outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// With the article that it rests on.
    pub fn ground(mut self, article: impl Into<String>) -> Self {
        self.ground = Some(article.into());
        self
    }

    /// With a detail that everyone may know.
    pub fn detail(mut self, name: &str, value: impl ToString) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }
}

/// An event as everyone may read it. Its JSON, fields in this order, is the entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What was done.
    pub kind: EventKind,
    /// When.
    pub at: Moment,
    /// In what role somebody acted.
    pub role: Role,
    /// The body or organisation that they acted for, by its slug.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// What was acted on.
    pub object: Object,
    /// The version of the object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// How it ended.
    pub outcome: Outcome,
    /// The article that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// What else everyone may know.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
    /// SHA-256 of the salt and the private part.
    pub commitment: Digest,
}

/// What stands beside the log, for the person themselves and for auditors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Private {
    /// The person who acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The request.
    pub request: RequestId,
}

/// A salt: 32 random bytes, so that nobody finds the person by trying all of them.
pub type Salt = [u8; 32];

/// An event ready for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The entry of the log.
    pub leaf: String,
    /// The hash of the leaf.
    pub hash: Hash,
    /// The private part, as the commitment covers it.
    pub private: String,
}

/// An event that the log cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event is longer than the 65,535 bytes that an entry of the log can have")]
pub struct TooLong;

/// What a leaf holds of the private part.
pub fn commitment(salt: &Salt, private: &str) -> Digest {
    Digest::from_bytes(&Sha256::new().chain_update(salt).chain_update(private).finalize().into())
}

/// Writes an act down as an event.
pub fn write(act: Act, who: Who, at: Moment, request: &RequestId, salt: &Salt) -> Result<Written, TooLong> {
    let private = Private {
        person: who.person,
        request: request.clone(),
    };
    let private = serde_json::to_string(&private).expect("an id and a text are always JSON");
    let Act {
        kind,
        object,
        version,
        outcome,
        ground,
        details,
    } = act;
    let event = Event {
        kind,
        at,
        role: who.role,
        body: who.body,
        object,
        version,
        outcome,
        ground,
        details,
        commitment: commitment(salt, &private),
    };
    let leaf = serde_json::to_string(&event).expect("texts and numbers are always JSON");
    if leaf.len() > ENTRY_MAX {
        return Err(TooLong);
    }
    Ok(Written {
        hash: tree::leaf_hash(leaf.as_bytes()),
        leaf,
        private,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(salt: u8) -> Written {
        let act = Act::on_dataset(EventKind::AddVersion, "bus-stops")
            .version(2)
            .ground("O21-16a")
            .detail("files", 3)
            .detail("digest", "ab");
        let who = Who {
            role: Role::Console,
            body: Some("transport-commission".into()),
            person: Some("张三".into()),
        };
        write(act, who, Moment::from_micros(5), &RequestId::new("r1"), &[salt; 32]).unwrap()
    }

    #[test]
    fn o21_20a_the_form_of_a_leaf_is_reviewed() {
        let leaf = written(1).leaf;
        let (public, _) = leaf.split_once(r#","commitment""#).unwrap();
        insta::assert_snapshot!(public, @r#"{"kind":"add-version","at":5,"role":"console","body":"transport-commission","object":{"kind":"dataset","id":"bus-stops"},"version":2,"outcome":"done","ground":"O21-16a","details":{"digest":"ab","files":"3"}"#);
        let event: Event = serde_json::from_str(&leaf).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), leaf);
    }

    #[test]
    fn o9_24_no_leaf_names_a_person_and_no_two_are_alike() {
        let (one, two) = (written(1), written(2));
        assert!(one.private.contains("张三") && !one.leaf.contains("张三") && !one.leaf.contains("r1"));
        assert_ne!(one.leaf, two.leaf, "the salt hides that the same person acted twice");
    }

    #[test]
    fn an_event_longer_than_an_entry_is_refused() {
        let act = Act::on_dataset(EventKind::Publish, "x").detail("long", "x".repeat(ENTRY_MAX));
        let who = Who::of(&Actor::Console);
        let result = write(act, who, Moment::from_micros(0), &RequestId::new("r"), &[0; 32]);
        assert_eq!(result, Err(TooLong));
    }
}
