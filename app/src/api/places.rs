//! Bodies and themes: who opens what.

use std::collections::HashMap;
use std::sync::Arc;

use backend::search::{Facets, Query, Results, Sort};
use backend::service::catalogue::{self, BodyView};
use backend::service::search::search;
use backend::{Backend, Ctx, Error};
use domain::body::Level;
use domain::card::Card;
use domain::entry::Theme;
use domain::ids::EntryId;
use domain::refused::Refused;
use domain::suspension::Door;
use domain::text::Lang;

use super::params::Params;

/// Datasets that the pages of a body and of a theme list.
const SHOWN: usize = 8;

/// Which bodies are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Only this level, in pages; all levels, their beginnings only, without one.
    pub level: Option<Level>,
    /// The page, from 1.
    pub page: i64,
}

impl Asked {
    /// Reads the query of the page's address.
    pub fn read(query: &str) -> Result<Self, Refused> {
        let mut params = Params::of_query(query);
        let asked = Self {
            level: params.code("level", Level::ALL),
            page: params.number("page", 1, 1_000_000).unwrap_or(1),
        };
        params.faults()?;
        Ok(asked)
    }
}

/// All bodies that have a published entry.
pub async fn bodies(backend: &Backend, ctx: &Ctx) -> Result<Vec<BodyView>, Error> {
    catalogue::all_bodies(backend, ctx).await
}

/// A body with the beginning of its datasets.
pub struct OneBody {
    /// The body with its numbers.
    pub view: BodyView,
    /// Its most used datasets, with counts by open type and theme.
    pub results: Results,
    /// Doors that are closed, as this node last saw them.
    pub closed: Arc<HashMap<EntryId, Door>>,
}

/// A body by its address.
pub async fn body(backend: &Backend, ctx: &Ctx, slug: &str, lang: Lang) -> Result<OneBody, Error> {
    let view = catalogue::body(backend, ctx, slug).await?;
    let query = Query {
        bodies: vec![view.body.slug.clone()],
        sort: Sort::MostUsed,
        size: SHOWN,
        ..Query::all(ctx.now, lang)
    };
    Ok(OneBody {
        results: search(backend, ctx, &query)?,
        closed: backend.board.closed(),
        view,
    })
}

/// A theme with the beginnings of its lists.
pub struct OneTheme {
    /// The theme.
    pub theme: Theme,
    /// How many datasets it has.
    pub total: i64,
    /// What changed last.
    pub newest: Vec<Card>,
    /// What was used most, without what was not used at all.
    pub most_used: Vec<Card>,
    /// Counts by open type, body and theme.
    pub facets: Option<Arc<Facets>>,
}

/// A theme by its code.
pub fn theme(backend: &Backend, ctx: &Ctx, code: &str, lang: Lang) -> Result<OneTheme, Error> {
    let theme = catalogue::theme(code)?;
    let all = Query {
        themes: vec![theme],
        sort: Sort::Updated,
        size: SHOWN,
        ..Query::all(ctx.now, lang)
    };
    let newest = search(backend, ctx, &all)?;
    let most_used = Query {
        sort: Sort::MostUsed,
        facets: false,
        ..all
    };
    let most_used = search(backend, ctx, &most_used)?;
    let cards = |results: Results| results.hits.into_iter().map(|hit| hit.card);
    let facets = newest.facets.clone();
    Ok(OneTheme {
        theme,
        total: newest.total as i64,
        newest: cards(newest).collect(),
        most_used: cards(most_used).filter(|card| card.uses() > 0).collect(),
        facets,
    })
}
