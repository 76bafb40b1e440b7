//! What pages ask the portal for: each function parses what the address says and calls one use case.

pub mod content;
pub mod dataset;
pub mod home;
pub mod ledger;
pub mod list;
pub mod open_list;
pub mod params;
pub mod people;
pub mod places;
pub mod related;
pub mod search;

use backend::{Backend, Ctx};
use domain::actor::Actor;
use leptos::prelude::use_context;

use crate::here::Here;

/// The use cases, as the server has given them to this page.
pub fn backend() -> Backend {
    use_context::<Backend>().expect("the server provides the backend to every page")
}

/// The context of what a reader of a page asks for.
pub fn ctx(here: &Here) -> Ctx {
    let signed_in = here.signed_in.as_ref();
    Ctx {
        actor: signed_in.map_or(Actor::Visitor, |signed_in| {
            Actor::Person(Box::new(signed_in.person.clone()))
        }),
        now: here.now,
        request: here.request.clone(),
    }
}
