//! The HTTP server and the command line of the portal.
//!
//! [`router`] is the whole service, the same in a test as behind a socket; [`serve`] accepts connections for it.

// The futures of axum, leptos and sqlx nest deeper than the compiler looks by itself.
#![recursion_limit = "512"]

mod account;
pub mod asked;
mod assets;
pub mod attribution;
pub mod cli;
pub mod config;
pub mod connection;
mod demo_people;
pub mod download;
mod export;
mod forms;
mod health;
mod layers;
mod ledger;
mod logs;
pub mod metrics;
mod open;
mod pages;
mod params;
mod preferences;
pub mod problem;
pub mod rest;
mod routes;
pub mod seed;
pub mod serve;
mod session;
mod state;
pub mod witness;

pub use routes::{RouteInfo, router, routes};
pub use state::App;
