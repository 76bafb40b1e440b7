//! What can go wrong in a use case.

use domain::refused::Refused;

use crate::search;

/// An error of a use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule says no; people are told which.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Somebody else was quicker; trying again may do.
    #[error("the object was changed by somebody else meanwhile")]
    Conflict,
    /// A fault of ours. It is logged once with its chain; people see the request id.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl Error {
    /// There is no such thing, or the asker may not know of it.
    pub const fn not_found() -> Self {
        Self::Refused(Refused::NotPublished)
    }
}

macro_rules! internal {
    ($($source:ty),+) => {$(
        impl From<$source> for Error {
            fn from(error: $source) -> Self {
                Self::Internal(error.into())
            }
        }
    )+};
}

internal!(
    serde_json::Error,
    object_store::Error,
    std::io::Error,
    tokio::task::JoinError
);

impl From<sqlx::Error> for Error {
    /// Two who write the same at once: the second one is told that somebody was quicker.
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(of) if of.is_unique_violation() => Self::Conflict,
            _ => Self::Internal(error.into()),
        }
    }
}

impl From<search::Error> for Error {
    fn from(error: search::Error) -> Self {
        match error {
            search::Error::Refused(refused) => Self::Refused(refused),
            fault => Self::Internal(fault.into()),
        }
    }
}
