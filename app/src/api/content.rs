//! What a page shows of a dataset's content: the first rows of a table, and the map.
//!
//! Content comes through the gate alone, each time. What was written once as HTML is kept in memory, because content
//! never changes, but it too is handed out only against a permit that holds.

use std::sync::{Arc, LazyLock};

use backend::service::catalogue::DatasetView;
use backend::service::gate::{self, Cut, Permit};
use backend::tabular::Preview;
use backend::{Backend, Ctx, Error};
use domain::file::File;
use domain::gate::Channel;
use domain::ids::{Digest, EntryId};
use domain::refused::Refused;
use domain::text::Lang;
use domain::version::Version;
use moka::sync::Cache;

use crate::components::preview_table;

/// The files of the version in force that can be looked at, and what is shown of one of them.
#[derive(Debug, Clone)]
pub struct Content {
    /// The files that can be looked at, by their place in the version.
    pub files: Vec<usize>,
    /// The place of the file that is shown.
    pub chosen: Option<usize>,
    /// Its first rows: none where it is no table, or why they are not shown.
    pub table: Result<Option<Arc<Table>>, Refused>,
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

/// What a kept table was written from. The entry is part of it because its data items name the columns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    preview: Digest,
    entry: EntryId,
    revision: i64,
    lang: Lang,
}

/// How much memory kept tables may take.
const KEPT: u64 = 8 * 1024 * 1024;

static TABLES: LazyLock<Cache<Key, Arc<Table>>> = LazyLock::new(|| {
    Cache::builder()
        .max_capacity(KEPT)
        .weigher(|_, table: &Arc<Table>| u32::try_from(table.html.len()).unwrap_or(u32::MAX))
        .build()
});

/// The content of a dataset's page. `wanted` is the id of a file, or empty for the first that can be looked at.
pub async fn content(
    backend: &Backend,
    ctx: &Ctx,
    view: &DatasetView,
    wanted: &str,
    lang: Lang,
) -> Result<Content, Error> {
    let Some(latest) = view.versions.first() else {
        return Ok(Content {
            files: Vec::new(),
            chosen: None,
            table: Ok(None),
        });
    };
    let files: Vec<usize> = (0..latest.files.len())
        .filter(|at| latest.files[*at].preview.is_some())
        .collect();
    let named = files.iter().find(|at| latest.files[**at].id.as_str() == wanted);
    let chosen = named.or_else(|| files.first()).copied();
    let table = match chosen.map(|at| &latest.files[at]) {
        None => Ok(None),
        Some(file) => permitted(table(backend, ctx, view, latest, file, lang).await)?,
    };
    Ok(Content { files, chosen, table })
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

async fn table(
    backend: &Backend,
    ctx: &Ctx,
    view: &DatasetView,
    version: &Version,
    file: &File,
    lang: Lang,
) -> Result<Option<Arc<Table>>, Error> {
    let permit = gate::permit_by_id(backend, ctx, &view.entry.id, Channel::Preview).await?;
    let Some(digest) = &file.preview else { return Ok(None) };
    let key = Key {
        preview: digest.clone(),
        entry: view.entry.id.clone(),
        revision: view.entry.revision,
        lang,
    };
    if let Some(table) = TABLES.get(&key) {
        held(&permit)?;
        return Ok(Some(table));
    }
    let Some(bytes) = backend.blobs.preview(&permit, version, file).await? else {
        return Ok(None);
    };
    let table = Arc::new(write(&Preview::from_bytes(&bytes)?, view, lang));
    TABLES.insert(key, Arc::clone(&table));
    held(&permit)?;
    Ok(Some(table))
}

fn held(permit: &Permit) -> Result<(), Error> {
    permit.check().map_err(|Cut| Refused::GateClosed.into())
}

fn write(preview: &Preview, view: &DatasetView, lang: Lang) -> Table {
    Table {
        html: preview_table(preview, &view.entry.metadata.items, lang).into_string(),
        shown: (preview.rows.len(), preview.columns.len()),
        total: (preview.total_rows, preview.total_columns),
        shortened: preview.shortened,
    }
}
