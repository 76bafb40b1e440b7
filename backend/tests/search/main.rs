//! The search index as the portal uses it.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod common;
mod counts;
mod crash;
mod finding;
mod helping;
mod hostile;
mod real;
