//! What a page shows of a dataset's content: the first rows of a table, and the map.
//!
//! Content comes through the gate alone, each time. What was written once as HTML is kept in memory, because content
//! never changes, but it too is handed out only against a permit that holds.

use std::sync::{Arc, LazyLock};

use backend::service::catalogue::DatasetView;
use backend::service::gate::{self, Cut, Permit};
use backend::tabular::{Drawing, Preview};
use backend::{Backend, Ctx, Error};
use domain::file::File;
use domain::gate::Channel;
use domain::ids::{Digest, EntryId};
use domain::refused::Refused;
use domain::text::Lang;
use domain::version::Version;
use moka::sync::Cache;

use crate::components::preview_table;
use crate::here::Watch;
use crate::text::words;

/// The files of the version in force that can be looked at, and what is shown of one of them.
#[derive(Debug, Clone)]
pub struct Content {
    /// The files that can be looked at, by their place in the version.
    pub files: Vec<usize>,
    /// The place of the file that is shown.
    pub chosen: Option<usize>,
    /// Its first rows: none where it is no table, or why they are not shown.
    pub table: Result<Option<Arc<Table>>, Refused>,
    /// The map of that file or, while none was asked for, of the first that has one.
    pub map: Result<Option<Arc<Map>>, Refused>,
}

/// The first rows of a table, as HTML.
#[derive(Debug)]
pub struct Table {
    /// The table in its region.
    pub html: String,
    /// Rows and columns shown.
    pub shown: (usize, usize),
    /// Rows and columns of the whole table.
    pub total: (i64, usize),
    /// Whether a cell was cut.
    pub shortened: bool,
}

/// The map of a file, as SVG.
#[derive(Debug)]
pub struct Map {
    /// The drawing; it says what it shows to those who do not see it.
    pub svg: String,
    /// How much of the file it shows, in words.
    pub said: String,
    /// The name of the file.
    pub file: String,
}

/// What a kept table or map was written from. The entry is part of it because its data items name the columns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    content: Digest,
    entry: EntryId,
    revision: i64,
    lang: Lang,
}

/// How much memory kept tables and maps may take.
const KEPT: (u64, u64) = (6 * 1024 * 1024, 2 * 1024 * 1024);

static TABLES: LazyLock<Cache<Key, Arc<Table>>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(KEPT.0)
        .weigher(|_, table: &Arc<Table>| u32::try_from(table.html.len()).unwrap_or(u32::MAX))
        .build()
});

static MAPS: LazyLock<Cache<Key, Arc<Map>>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(KEPT.1)
        .weigher(|_, map: &Arc<Map>| u32::try_from(map.svg.len()).unwrap_or(u32::MAX))
        .build()
});

/// The content of a dataset's page, watched over until the reader has it. `wanted` is the id of a file, or empty for the
/// first that can be looked at.
pub async fn content(
    backend: &Backend,
    ctx: &Ctx,
    watch: &Watch,
    view: &DatasetView,
    wanted: &str,
    lang: Lang,
) -> Result<Content, Error> {
    let latest = view.versions.first();
    let files = latest.map_or(&[][..], |version| &version.files);
    let shown: Vec<usize> = (0..files.len())
        .filter(|at| files[*at].preview.is_some() || files[*at].map.is_some())
        .collect();
    let named = shown.iter().find(|at| files[**at].id.as_str() == wanted).copied();
    let first_with = |has: fn(&File) -> bool| shown.iter().find(|at| has(&files[**at])).copied();
    let chosen = named
        .or_else(|| first_with(|file| file.preview.is_some()))
        .or_else(|| shown.first().copied());
    let drawn = named.map_or_else(
        || {
            chosen
                .filter(|at| files[*at].map.is_some())
                .or_else(|| first_with(|file| file.map.is_some()))
        },
        Some,
    );
    let look = Look {
        backend,
        ctx,
        view,
        watch,
        lang,
    };
    let table = match (latest, chosen) {
        (Some(latest), Some(at)) => permitted(look.table(latest, &files[at]).await)?,
        _ => Ok(None),
    };
    let map = match (latest, drawn) {
        (Some(latest), Some(at)) if files[at].map.is_some() => permitted(look.map(latest, &files[at]).await)?,
        _ => Ok(None),
    };
    Ok(Content {
        files: shown,
        chosen,
        table,
        map,
    })
}

/// A refusal of the gate is told in its place on the page; a fault of ours is not.
fn permitted<T>(got: Result<T, Error>) -> Result<Result<T, Refused>, Error> {
    match got {
        Ok(content) => Ok(Ok(content)),
        Err(Error::Refused(refused)) => Ok(Err(refused)),
        Err(Error::Internal(fault)) if fault.is::<Cut>() => Ok(Err(Refused::GateClosed)),
        Err(error) => Err(error),
    }
}

/// A look at the content of one dataset.
struct Look<'a> {
    backend: &'a Backend,
    ctx: &'a Ctx,
    view: &'a DatasetView,
    watch: &'a Watch,
    lang: Lang,
}

impl Look<'_> {
    async fn permit(&self, channel: Channel) -> Result<Permit, Error> {
        let permit = gate::permit_by_id(self.backend, self.ctx, &self.view.entry.id, channel).await?;
        (self.watch.0)(&permit);
        Ok(permit)
    }

    fn key(&self, content: &Digest) -> Key {
        Key {
            content: content.clone(),
            entry: self.view.entry.id.clone(),
            revision: self.view.entry.revision,
            lang: self.lang,
        }
    }

    async fn table(&self, version: &Version, file: &File) -> Result<Option<Arc<Table>>, Error> {
        let permit = self.permit(Channel::Preview).await?;
        let Some(digest) = &file.preview else { return Ok(None) };
        let key = self.key(digest);
        if let Some(table) = TABLES.get(&key) {
            held(&permit)?;
            return Ok(Some(table));
        }
        let Some(bytes) = self.backend.blobs.preview(&permit, version, file).await? else {
            return Ok(None);
        };
        let preview = Preview::from_bytes(&bytes)?;
        let table = Arc::new(Table {
            html: preview_table(&preview, &self.view.entry.metadata.items, self.lang).into_string(),
            shown: (preview.rows.len(), preview.columns.len()),
            total: (preview.total_rows, preview.total_columns),
            shortened: preview.shortened,
        });
        TABLES.insert(key, Arc::clone(&table));
        held(&permit)?;
        Ok(Some(table))
    }

    async fn map(&self, version: &Version, file: &File) -> Result<Option<Arc<Map>>, Error> {
        let permit = self.permit(Channel::Drawing).await?;
        let Some(digest) = &file.map else { return Ok(None) };
        let key = self.key(digest);
        if let Some(map) = MAPS.get(&key) {
            held(&permit)?;
            return Ok(Some(map));
        }
        let Some(bytes) = self.backend.blobs.map(&permit, version, file).await? else {
            return Ok(None);
        };
        let drawing = Drawing::from_bytes(&bytes)?;
        let words = &words(self.lang).dataset;
        let said = if drawing.drawn == drawing.total {
            (words.map_all)(drawing.total as i64)
        } else {
            (words.map_part)(drawing.drawn as i64, drawing.total as i64)
        };
        let map = Arc::new(Map {
            svg: drawing.to_svg(&(words.map_of)(&file.name), &said),
            said,
            file: file.name.clone(),
        });
        MAPS.insert(key, Arc::clone(&map));
        held(&permit)?;
        Ok(Some(map))
    }
}

fn held(permit: &Permit) -> Result<(), Error> {
    permit.check().map_err(|Cut| Refused::GateClosed.into())
}
