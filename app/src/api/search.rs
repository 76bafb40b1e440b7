//! What the search page shows.

use std::collections::HashMap;
use std::sync::Arc;

use backend::search::{Query, Results};
use backend::service::search;
use backend::{Backend, Ctx, Error};
use domain::ids::EntryId;
use domain::suspension::Door;

use super::list::{List, State};
use crate::here::Here;

/// A page of results, and the doors that are closed.
pub struct Found {
    /// The results.
    pub results: Results,
    /// Doors that are closed, as this node last saw them.
    pub closed: Arc<HashMap<EntryId, Door>>,
    /// How many datasets the list would show if it kept to those that are suspended.
    pub suspended: u64,
}

impl Found {
    /// The door of a dataset.
    pub fn door(&self, entry: &EntryId) -> &Door {
        self.closed.get(entry).unwrap_or(&Door::Open)
    }
}

/// What a list asks for. A door's state is not in the index but on the board, which knows it at once.
pub fn results(backend: &Backend, ctx: &Ctx, list: &List) -> Result<Results, Error> {
    match list.state {
        None => search::search(backend, ctx, &list.query),
        Some(State::Suspended) => search::search(backend, ctx, &keeping_to(backend, &list.query)),
    }
}

/// A query that keeps to suspended datasets.
fn keeping_to(backend: &Backend, query: &Query) -> Query {
    Query {
        only: Some(search::suspended(backend)),
        ..query.clone()
    }
}

/// Searches.
pub fn load(backend: &Backend, here: &Here, list: &List) -> Result<Found, Error> {
    let ctx = super::ctx(here);
    let results = results(backend, &ctx, list)?;
    let closed = backend.board.closed();
    let suspended = if list.state.is_some() {
        results.total
    } else if closed.is_empty() {
        0
    } else {
        let counted = Query {
            size: 0,
            facets: false,
            ..keeping_to(backend, &list.query)
        };
        search::search(backend, &ctx, &counted)?.total
    };
    Ok(Found {
        results,
        closed,
        suspended,
    })
}
