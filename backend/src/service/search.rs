//! Searching the open list, and what the home page shows of it.

use std::collections::HashMap;

use domain::card::Card;
use domain::entry::{OpenType, Theme};
use domain::ids::EntryId;
use domain::policy::Action;
use domain::suspension::Door;
use domain::text::Lang;

use crate::search::{Count, FreshState, Query, Results, Sort, Suggestion, SuggestionKind};
use crate::store::uses as uses_rows;
use crate::{Backend, Ctx, Error, uses};

/// What the home page shows, live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Published entries.
    pub entries: u64,
    /// Bodies with a published entry.
    pub bodies: u64,
    /// Entries by open type.
    pub open_types: Vec<Count<OpenType>>,
    /// Entries by theme.
    pub themes: Vec<Count<Theme>>,
    /// Datasets whose data is suspended.
    pub suspended: u64,
    /// Entries whose last update came in time, among those that promise one.
    pub on_time: u64,
    /// Entries whose update is overdue.
    pub overdue: u64,
    /// Downloads and calls today.
    pub uses_today: i64,
    /// What changed last.
    pub newest: Vec<Card>,
    /// What was used most in the last 12 weeks; without datasets that were not used at all.
    pub most_used: Vec<Card>,
    /// What serves a priority of this year.
    pub priorities: Vec<Card>,
}

/// How many cards a list of the home page shows.
const SHOWN: usize = 5;

/// Answers a query. Snippets are metadata; those of a dataset whose door is closed are left out all the same, so that a
/// notice is not followed by a taste of what was closed.
pub fn search(backend: &Backend, ctx: &Ctx, query: &Query) -> Result<Results, Error> {
    ctx.permit(Action::ReadList)?;
    let mut results = backend.search()?.search(query)?;
    let closed = backend.board.closed();
    for hit in &mut results.hits {
        if closed.contains_key(&hit.card.id) {
            hit.snippet.clear();
        }
    }
    Ok(results)
}

/// How many suggestions of each kind are made, so that no kind crowds out the others.
const fn suggested(kind: SuggestionKind) -> usize {
    match kind {
        SuggestionKind::Dataset => 5,
        SuggestionKind::Keyword => 3,
        SuggestionKind::Theme | SuggestionKind::Body => 2,
    }
}

/// How many are looked at to choose them from.
const CANDIDATES: usize = 60;

/// What a person may mean who has typed this much, best first within each kind.
pub fn suggest(backend: &Backend, ctx: &Ctx, typed: &str, lang: Lang) -> Result<Vec<Suggestion>, Error> {
    ctx.permit(Action::ReadList)?;
    let mut found = backend.search()?.suggest(typed, lang, CANDIDATES)?;
    let mut left = SuggestionKind::ALL
        .iter()
        .map(|kind| (*kind, suggested(*kind)))
        .collect::<HashMap<_, _>>();
    found.retain(|suggestion| {
        left.get_mut(&suggestion.kind)
            .is_some_and(|left| std::mem::replace(left, left.saturating_sub(1)) > 0)
    });
    Ok(found)
}

/// The datasets whose data is suspended, as this node last saw them.
pub fn suspended(backend: &Backend) -> Vec<EntryId> {
    let closed = backend.board.closed();
    let suspended = closed.iter().filter(|(_, door)| matches!(door, Door::Suspended { .. }));
    suspended.map(|(entry, _)| entry.clone()).collect()
}

/// What the home page shows.
pub async fn home(backend: &Backend, ctx: &Ctx, lang: Lang) -> Result<Home, Error> {
    ctx.permit(Action::ReadList)?;
    let all = Query::all(ctx.now, lang);
    let list = |query: Query| -> Result<Vec<Card>, Error> {
        Ok(search(backend, ctx, &query)?
            .hits
            .into_iter()
            .map(|hit| hit.card)
            .collect())
    };
    let newest = search(
        backend,
        ctx,
        &Query {
            sort: Sort::Updated,
            size: SHOWN,
            ..all.clone()
        },
    )?;
    let most_used = list(Query {
        sort: Sort::MostUsed,
        size: SHOWN,
        facets: false,
        ..all.clone()
    })?;
    let priorities = list(Query {
        priority: true,
        size: SHOWN,
        facets: false,
        ..all
    })?;
    let facets = newest
        .facets
        .ok_or_else(|| anyhow::anyhow!("the index gave no facets"))?;
    let fresh = |state| {
        facets
            .freshness
            .iter()
            .find(|count| count.value == state)
            .map_or(0, |count| count.count)
    };
    Ok(Home {
        entries: newest.total,
        bodies: facets.bodies_total,
        open_types: facets.open_types.clone(),
        themes: facets.themes.clone(),
        suspended: suspended(backend).len() as u64,
        on_time: fresh(FreshState::OnTime),
        overdue: fresh(FreshState::Overdue),
        uses_today: uses_rows::on_day(&backend.db, uses::day_number(ctx.now)).await?,
        newest: newest.hits.into_iter().map(|hit| hit.card).collect(),
        most_used: most_used.into_iter().filter(|card| card.uses() > 0).collect(),
        priorities,
    })
}
