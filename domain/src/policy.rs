//! Rights: who may do what to which object, in one table (rules, section 9).
//!
//! Invariant: a right comes from a line of the table and from nowhere else; what the table does not name is refused. The
//! table is printed on `/rules`.

use crate::actor::{Actor, Job, Means, Person, Place, PlaceKind, Role, Scope};
use crate::ids::{BodyId, OrganisationId, PersonId, SessionId};
use crate::person::Level;
use crate::refused::Refused;

crate::codes! {
    /// What can be done.
    pub enum Action {
        /// Search and read published entries.
        ReadList = "read-list",
        /// Ask the gate for content.
        ReadData = "read-data",
        /// Create or change bodies.
        WriteBody = "write-body",
        /// Put an entry on the list or revise it.
        WriteEntry = "write-entry",
        /// Add a version with its files.
        AddVersion = "add-version",
        /// Close a dataset at once.
        Suspend = "suspend",
        /// Open it again.
        Restore = "restore",
        /// Write the counted reads.
        CountUse = "count-use",
        /// Read all that is published into the index.
        Reindex = "reindex",
        /// Compare stored files with their digests.
        CheckStore = "check-store",
        /// Open an account, confirm an address, sign in, set a new password by mail.
        SignIn = "sign-in",
        /// See and change one's own account: password, second factor, sessions, memberships; end it.
        KeepAccount = "keep-account",
        /// Read one's own account.
        ReadAccount = "read-account",
        /// Make, renew and end one's own API keys.
        KeepKeys = "keep-keys",
        /// Follow datasets, bodies and searches, and read one's own notices.
        Follow = "follow",
        /// Enter an organisation.
        EnterOrganisation = "enter-organisation",
        /// See an organisation and its members.
        ReadOrganisation = "read-organisation",
        /// Invite, change and remove members of an organisation.
        KeepMembers = "keep-members",
        /// See who works for a body, and in which roles.
        ReadStaff = "read-staff",
        /// Invite, change and remove people of a body.
        KeepStaff = "keep-staff",
        /// Find people, verify who they are, close and open accounts.
        KeepPeople = "keep-people",
        /// Give and take roles of the platform.
        KeepOffice = "keep-office",
        /// See jobs, mail that waits, settings.
        WatchPlatform = "watch-platform",
        /// Send mail, forget what is over.
        RunChores = "run-chores",
        /// Read the public part of the ledger.
        ReadLedger = "read-ledger",
        /// Sign what the ledger has grown to.
        SealLedger = "seal-ledger",
        /// Erase what stands beside the ledger on the person behind an event.
        EraseTraces = "erase-traces",
    }
}

/// What is acted on, as far as rights depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object<'a> {
    /// The portal as a whole.
    Portal,
    /// A person's account, which others may not know of.
    Person(&'a PersonId),
    /// An organisation, which others may not know of.
    Organisation(&'a OrganisationId),
    /// A body, which everyone knows.
    Body(&'a BodyId),
}

/// Who may: one cell of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everyone, with or without an account.
    Anyone,
    /// People who are signed in and known at least so well; of accounts, their own.
    Known(Level),
    /// People in this role for the very organisation or body that is acted on.
    Of(PlaceKind, Role),
    /// People in this role for the platform, whatever is acted on.
    Office(Role),
    /// The operator at the command line.
    Console,
    /// The platform's own jobs.
    Jobs,
}

/// The table. A new action does not compile until it has its line.
pub const fn who_may(action: Action) -> &'static [Who] {
    use Who::{Anyone, Console, Jobs, Known, Of, Office};
    const OPERATOR: Who = Office(Role::Operator);
    match action {
        Action::ReadList | Action::ReadData | Action::ReadLedger | Action::SignIn => &[Anyone],
        Action::WriteBody => &[OPERATOR, Console],
        Action::WriteEntry | Action::AddVersion | Action::CheckStore | Action::EraseTraces => &[Console],
        Action::Suspend | Action::Restore => &[OPERATOR, Office(Role::Authority), Console],
        Action::Reindex => &[OPERATOR, Console, Jobs],
        Action::CountUse | Action::SealLedger | Action::RunChores => &[Jobs],
        Action::KeepAccount | Action::ReadAccount | Action::Follow => &[Known(Level::Unconfirmed)],
        Action::KeepKeys | Action::EnterOrganisation => &[Known(Level::Email)],
        Action::ReadOrganisation => &[
            Of(PlaceKind::Organisation, Role::Signer),
            Of(PlaceKind::Organisation, Role::Developer),
            OPERATOR,
        ],
        Action::KeepMembers => &[Of(PlaceKind::Organisation, Role::Signer), OPERATOR],
        Action::ReadStaff => &[
            Of(PlaceKind::Body, Role::Manager),
            Of(PlaceKind::Body, Role::Editor),
            Of(PlaceKind::Body, Role::Handler),
            Of(PlaceKind::Body, Role::Signer),
            OPERATOR,
            Console,
        ],
        Action::KeepStaff => &[Of(PlaceKind::Body, Role::Manager), OPERATOR, Console],
        Action::KeepPeople | Action::KeepOffice => &[OPERATOR, Console],
        Action::WatchPlatform => &[OPERATOR, Office(Role::Auditor)],
    }
}

/// The scope that an API key needs for an action; `None` where no key will do.
pub const fn scope(action: Action) -> Option<Scope> {
    match action {
        Action::ReadList | Action::ReadData => Some(Scope::Data),
        Action::ReadAccount => Some(Scope::Account),
        _ => None,
    }
}

/// Asks the table. The order of refusal: who is not signed in and could be, is told so; an object that the actor may not
/// know of is not found; all else is forbidden.
pub fn check(actor: &Actor, action: Action, object: Object<'_>) -> Result<(), Refused> {
    let lines = who_may(action);
    if lines.contains(&Who::Anyone) && key_will_do(actor, action) {
        return Ok(());
    }
    let allowed = match actor {
        Actor::Visitor => false,
        Actor::Console => lines.contains(&Who::Console),
        Actor::System(_) => lines.contains(&Who::Jobs),
        Actor::Person(person) => key_will_do(actor, action) && lines.iter().any(|who| covers(*who, person, object)),
    };
    match (allowed, actor, object) {
        (true, ..) => Ok(()),
        (false, Actor::Visitor, _) if lines.iter().any(|who| is_for_people(*who)) => Err(Refused::NotSignedIn),
        (false, Actor::Person(_), Object::Person(_) | Object::Organisation(_)) => Err(Refused::NotPublished),
        (false, ..) => Err(Refused::Forbidden),
    }
}

/// Whether an actor may: for pages that show only what can be done.
pub fn may(actor: &Actor, action: Action, object: Object<'_>) -> bool {
    check(actor, action, object).is_ok()
}

const fn is_for_people(who: Who) -> bool {
    matches!(who, Who::Known(_) | Who::Of(..) | Who::Office(_))
}

fn key_will_do(actor: &Actor, action: Action) -> bool {
    match actor.person().map(|person| &person.means) {
        Some(Means::Key { scopes, .. }) => scope(action).is_some_and(|scope| scopes.contains(&scope)),
        _ => true,
    }
}

fn covers(who: Who, person: &Person, object: Object<'_>) -> bool {
    match who {
        Who::Known(level) => person.level >= level && matches_self(person, object),
        Who::Of(kind, role) => {
            let same = match (object, &person.place) {
                (Object::Organisation(id), Some(Place::Organisation(own))) => id == own,
                (Object::Body(id), Some(Place::Body(own))) => id == own,
                _ => false,
            };
            same && person.acts_as(kind, role)
        }
        Who::Office(role) => person.acts_as(PlaceKind::Platform, role),
        Who::Anyone | Who::Console | Who::Jobs => false,
    }
}

fn matches_self(person: &Person, object: Object<'_>) -> bool {
    match object {
        Object::Portal => true,
        Object::Person(id) => *id == person.id,
        Object::Organisation(_) | Object::Body(_) => false,
    }
}

/// Somebody who can act, as a column of the printed matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Without an account.
    Visitor,
    /// With an account whose address is confirmed, acting for themselves.
    User,
    /// In a role for a place.
    In(PlaceKind, Role),
    /// The operator at the command line.
    Console,
    /// The platform's own jobs.
    Jobs,
}

impl Column {
    /// All columns.
    pub fn all() -> Vec<Self> {
        let of_kind = |kind: &PlaceKind| {
            let kind = *kind;
            Role::of(kind).iter().map(move |role| Self::In(kind, *role))
        };
        let mut all = vec![Self::Visitor, Self::User];
        all.extend(PlaceKind::ALL.iter().flat_map(of_kind));
        all.extend([Self::Console, Self::Jobs]);
        all
    }

    /// One who stands for the column: the person `me`, acting for the place `own`.
    fn actor(self) -> Actor {
        match self {
            Self::Visitor => Actor::Visitor,
            Self::User => person(None, None),
            Self::In(kind, role) => person(Some(Place::new(kind, "own")), Some(role)),
            Self::Console => Actor::Console,
            Self::Jobs => Actor::System(Job::Index),
        }
    }
}

fn person(place: Option<Place>, role: Option<Role>) -> Actor {
    Actor::Person(Box::new(Person {
        id: PersonId::new("me"),
        level: Level::Email,
        place,
        roles: role.into_iter().collect(),
        means: Means::Session(SessionId::new("s")),
    }))
}

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// There is no such right.
    Nothing,
    /// To what is one's own: the account, the organisation, the body.
    Own,
    /// To everything.
    All,
}

/// A cell of the printed matrix, asked of the same table as every act.
pub fn reach(column: Column, action: Action) -> Reach {
    let actor = column.actor();
    let may_on = |person: &str, place: &str| {
        let (person, organisation, body) = (PersonId::new(person), OrganisationId::new(place), BodyId::new(place));
        let objects = [
            Object::Person(&person),
            Object::Organisation(&organisation),
            Object::Body(&body),
        ];
        objects.into_iter().any(|object| may(&actor, action, object))
    };
    if may_on("you", "other") {
        Reach::All
    } else if may_on("me", "own") || may(&actor, action, Object::Portal) {
        Reach::Own
    } else {
        Reach::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::KeyId;

    fn name(column: Column) -> String {
        match column {
            Column::Visitor => "visitor".to_owned(),
            Column::User => "user".to_owned(),
            Column::In(kind, role) => format!("{kind}/{role}"),
            Column::Console => "console".to_owned(),
            Column::Jobs => "system".to_owned(),
        }
    }

    #[test]
    fn the_rights_matrix_is_reviewed() {
        let mut matrix = String::new();
        for action in Action::ALL {
            let cells = Column::all()
                .into_iter()
                .filter_map(|column| match reach(column, *action) {
                    Reach::All => Some(name(column)),
                    Reach::Own => Some(format!("{} (own)", name(column))),
                    Reach::Nothing => None,
                });
            let may_do: Vec<String> = cells.collect();
            matrix.push_str(&format!("{action}: {}\n", may_do.join(", ")));
        }
        insta::assert_snapshot!(matrix);
    }

    #[test]
    fn refusals_do_not_tell_what_somebody_may_not_know() {
        let id = PersonId::new("you");
        let check = |actor: &Actor, action, object| check(actor, action, object).map_err(|refused| refused.status());
        assert_eq!(
            check(&Actor::Visitor, Action::ReadAccount, Object::Person(&id)),
            Err(401)
        );
        let me = person(None, None);
        assert_eq!(check(&me, Action::ReadAccount, Object::Person(&id)), Err(404));
        let organisation = OrganisationId::new("x");
        assert_eq!(
            check(&me, Action::ReadOrganisation, Object::Organisation(&organisation)),
            Err(404)
        );
        let body = BodyId::new("x");
        assert_eq!(check(&me, Action::KeepStaff, Object::Body(&body)), Err(403));
        assert_eq!(check(&Actor::Visitor, Action::CheckStore, Object::Portal), Err(403));
    }

    #[test]
    fn a_key_does_what_its_scopes_name_and_nothing_else() {
        let with = |scopes: &[Scope]| {
            Actor::Person(Box::new(Person {
                id: PersonId::new("me"),
                level: Level::Organisation,
                place: Some(Place::Platform),
                roles: vec![Role::Operator],
                means: Means::Key {
                    id: KeyId::new("k"),
                    scopes: scopes.to_vec(),
                },
            }))
        };
        let data = with(&[Scope::Data]);
        assert!(may(&data, Action::ReadData, Object::Portal));
        assert!(!may(&data, Action::ReadAccount, Object::Portal));
        let both = with(Scope::ALL);
        for action in Action::ALL {
            assert_eq!(
                may(&both, *action, Object::Portal),
                scope(*action).is_some(),
                "{action}"
            );
        }
    }
}
