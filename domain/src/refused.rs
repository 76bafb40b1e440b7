//! Refusals: why the portal says no, as data. The sentences for people stand in the app, one per language.

use serde::{Deserialize, Serialize};

use crate::entry::{Provenance, Required};
use crate::suspension::Notice;

/// A refusal, with all that its sentence needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[error("refused: {}", self.code())]
pub enum Refused {
    /// An entry lacks what O21-12a asks for.
    Incomplete {
        /// All that is missing.
        missing: Vec<Required>,
    },
    /// Shared or negotiated data cannot be listed.
    NotTheBodysOwn {
        /// How the body came by it.
        provenance: Provenance,
    },
    /// A protected data item forces "not open".
    MustStayClosed {
        /// Names of the items.
        items: Vec<String>,
    },
    /// The data was withdrawn for good.
    Withdrawn {
        /// What the public is told.
        notice: Notice,
    },
    /// The data is suspended while a claim is checked.
    Suspended {
        /// What the public is told.
        notice: Notice,
    },
    /// There is no such thing, or the asker may not know of it.
    NotPublished,
    /// The entry is of the type "not open": its data stays inside.
    NotOpen,
    /// The entry does not say how open it is, so its data stays inside.
    OpenTypeUnknown,
    /// Conditional data needs a known user.
    SignInNeeded,
    /// Conditional data flows only under an agreement.
    NoAgreement,
    /// The dataset does not offer the method.
    MethodNotOffered,
    /// The act needs somebody who is signed in.
    NotSignedIn,
    /// The actor has no right to the action.
    Forbidden,
    /// No account has this address with this password. It does not say which of the two is wrong.
    WrongCredentials,
    /// The second factor is not the one of the account, or was used before.
    WrongCode,
    /// A link from a letter that was used, has run out, or never was.
    LinkSpent,
    /// Staff must have a second factor, and this account has none.
    SecondFactorNeeded,
    /// A place would be left without the one who keeps its people.
    LastKeeper,
    /// Somebody is there already, in just these roles.
    AlreadyMember,
    /// More of something than one person may have.
    Enough {
        /// The limit.
        max: u64,
    },
    /// A dataset that is suspended already.
    AlreadySuspended,
    /// A dataset that is not suspended.
    NotSuspended,
    /// A parameter or field that cannot be taken.
    Invalid {
        /// What is wrong with which field, all at once.
        fields: Vec<Fault>,
    },
    /// Too many requests from one address.
    TooMany {
        /// Seconds until the next one is answered.
        retry_after: u64,
    },
    /// No node may read data at the moment, because this one has lost touch with the primary database.
    GateClosed,
}

/// One field that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The parameter or field.
    pub field: String,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Why {
    /// Nothing was given.
    Missing,
    /// Longer than `max` characters.
    TooLong {
        /// The limit.
        max: u64,
    },
    /// Shorter than `min` characters.
    TooShort {
        /// The least.
        min: u64,
    },
    /// A password that somebody who tries common ones, names and patterns would find.
    Guessable,
    /// Not the present password.
    NotThePassword,
    /// Taken by somebody else already.
    Taken,
    /// Not a whole number from `min` to `max`.
    NotInRange {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// Not one of the known codes.
    UnknownCode {
        /// What was given, shortened.
        given: String,
        /// The codes that would do, when they are few.
        known: Vec<String>,
    },
    /// Not written as expected; `expected` shows how.
    Malformed {
        /// An example or pattern.
        expected: String,
    },
    /// A file whose content is of another kind than its name says.
    WrongContent {
        /// The format that the name's ending stands for, such as `CSV`.
        named: String,
        /// What the content is, as a media type such as `image/png`.
        found: String,
    },
    /// A file that breaks the rules of its own format.
    Unreadable {
        /// The line, from 1, where that shows; `None` where the format has no lines.
        line: Option<u64>,
        /// What is wrong there.
        flaw: Flaw,
    },
    /// A file larger than `max` bytes, packed or unpacked.
    TooLarge {
        /// The limit in bytes.
        max: u64,
    },
}

crate::codes! {
    /// What makes a file unreadable.
    pub enum Flaw {
        /// It has no content at all.
        Empty = "empty",
        /// Bytes that are no characters in the encoding of the rest.
        Encoding = "encoding",
        /// NUL bytes where there should be text.
        NotText = "not-text",
        /// A quotation mark that is never closed.
        Quotes = "quotes",
        /// More columns than a table can have (16,384).
        Columns = "columns",
        /// Not JSON, or not GeoJSON, as its standard has it.
        Syntax = "syntax",
        /// An archive that is damaged, locked with a password, or made to unpack to far more than it says.
        Archive = "archive",
        /// A workbook without a sheet that can be read.
        Workbook = "workbook",
    }
}

impl Refused {
    /// A refusal of a single field.
    pub fn invalid(field: impl Into<String>, why: Why) -> Self {
        Self::Invalid {
            fields: vec![Fault {
                field: field.into(),
                why,
            }],
        }
    }

    /// The stable code of interfaces.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Incomplete { .. } => "incomplete",
            Self::NotTheBodysOwn { .. } => "not-the-bodys-own",
            Self::MustStayClosed { .. } => "must-stay-closed",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Suspended { .. } => "suspended",
            Self::NotPublished => "not-found",
            Self::NotOpen => "not-open",
            Self::OpenTypeUnknown => "open-type-unknown",
            Self::SignInNeeded => "sign-in-needed",
            Self::NoAgreement => "no-agreement",
            Self::MethodNotOffered => "method-not-offered",
            Self::NotSignedIn => "not-signed-in",
            Self::Forbidden => "forbidden",
            Self::WrongCredentials => "wrong-credentials",
            Self::WrongCode => "wrong-code",
            Self::LinkSpent => "link-spent",
            Self::SecondFactorNeeded => "second-factor-needed",
            Self::LastKeeper => "last-keeper",
            Self::AlreadyMember => "already-member",
            Self::Enough { .. } => "enough",
            Self::AlreadySuspended => "already-suspended",
            Self::NotSuspended => "not-suspended",
            Self::Invalid { .. } => "invalid",
            Self::TooMany { .. } => "too-many-requests",
            Self::GateClosed => "gate-closed",
        }
    }

    /// The rule that refuses, where one does.
    pub const fn rule(&self) -> Option<&'static str> {
        match self {
            Self::Incomplete { .. } => Some("O21-12a"),
            Self::NotTheBodysOwn { .. } => Some("O21-12b"),
            Self::MustStayClosed { .. } | Self::NotOpen | Self::OpenTypeUnknown => Some("O21-11b"),
            Self::Withdrawn { .. } | Self::Suspended { .. } | Self::AlreadySuspended | Self::NotSuspended => {
                Some("O21-22")
            }
            Self::NotPublished => Some("O21-12d"),
            Self::SignInNeeded | Self::NoAgreement => Some("O21-15b"),
            Self::MethodNotOffered => Some("O21-15c"),
            Self::GateClosed => Some("O21-22"),
            Self::NotSignedIn
            | Self::Forbidden
            | Self::WrongCredentials
            | Self::WrongCode
            | Self::LinkSpent
            | Self::SecondFactorNeeded
            | Self::LastKeeper
            | Self::AlreadyMember
            | Self::Enough { .. }
            | Self::Invalid { .. }
            | Self::TooMany { .. } => None,
        }
    }

    /// The HTTP status (rules, section 4): one table for pages and interfaces.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Withdrawn { .. } => 410,
            Self::Suspended { .. } => 451,
            Self::NotPublished => 404,
            Self::SignInNeeded | Self::NotSignedIn | Self::WrongCredentials | Self::WrongCode => 401,
            Self::NotOpen
            | Self::OpenTypeUnknown
            | Self::NoAgreement
            | Self::MethodNotOffered
            | Self::Forbidden
            | Self::SecondFactorNeeded => 403,
            Self::LinkSpent => 410,
            Self::TooMany { .. } => 429,
            Self::GateClosed => 503,
            Self::AlreadySuspended
            | Self::NotSuspended
            | Self::LastKeeper
            | Self::AlreadyMember
            | Self::Enough { .. } => 409,
            Self::Invalid { .. } => 400,
            Self::Incomplete { .. } | Self::NotTheBodysOwn { .. } | Self::MustStayClosed { .. } => 422,
        }
    }
}
