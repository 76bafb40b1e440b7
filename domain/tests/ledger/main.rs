//! A log as it is published, what becomes of it when somebody changes it, and what two verifiers that share no code say.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

mod log;
mod mutations;
mod second;
mod tampering;
