//! Where the index stands: its folder, commits, rebuilding, and what is done when it cannot be used.
//!
//! The folder holds one sub-folder per generation of the index and a file `CURRENT` that names the one in use. A new
//! generation is built beside the old one and takes its place by renaming that file, so that a crash at any point leaves
//! a whole index. Every commit carries the version of this code's schema and the number of the last outbox row.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::indexer::{LogMergePolicy, NoMergePolicy};
use tantivy::store::Compressor;
use tantivy::{Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyError};

use super::schema::{Doc, Fields, VERSION, tokenizers};
use super::{Change, Error};

/// In what state an index was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It is whole and of this version.
    Ready,
    /// There was none; an empty one was begun.
    Nothing,
    /// It cannot be used; an empty one was begun in its place.
    Unusable {
        /// What is wrong with it, for the log.
        why: String,
    },
}

/// What a commit says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Payload {
    version: u32,
    sequence: Option<i64>,
}

/// Memory for changes that are not committed yet. Changes come in small batches.
const WRITER_MEMORY: usize = 16_000_000;

/// Memory of each of the threads that rebuild.
const REBUILD_MEMORY: usize = 64_000_000;
const REBUILD_THREADS: usize = 2;

/// Cards lie in blocks of this size: reading one unpacks its whole block.
const BLOCK: usize = 4_096;

/// Unpacked blocks that are kept per segment.
const BLOCKS_KEPT: usize = 200;

const CURRENT: &str = "CURRENT";

pub(super) struct Store {
    folder: Option<PathBuf>,
    generation: u64,
    fields: Fields,
    index: Index,
    reader: IndexReader,
    /// None after a failure; the next change opens a new one.
    writer: Option<IndexWriter>,
    sequence: Option<i64>,
}

impl Store {
    /// Opens the index in a folder, or begins an empty one.
    pub fn open(folder: &Path) -> Result<(Self, Found), Error> {
        fs::create_dir_all(folder)?;
        let fields = Fields::new();
        let current = fs::read_to_string(folder.join(CURRENT)).ok();
        let generation = current
            .as_deref()
            .and_then(|name| name.trim().strip_prefix("index-")?.parse::<u64>().ok());
        let usable = match (generation, &current) {
            (Some(generation), _) => check(&fields, &generation_folder(folder, generation)).map(Some),
            (None, Some(_)) => Err(format!("{CURRENT} names no generation")),
            (None, None) => Ok(None),
        };
        let (index, generation, payload, found) = match usable {
            Ok(Some((index, payload))) => (index, generation.unwrap_or(0), payload, Found::Ready),
            Ok(None) => {
                let (index, generation, payload) = begin(&fields, folder)?;
                (index, generation, payload, Found::Nothing)
            }
            Err(why) => {
                let (index, generation, payload) = begin(&fields, folder)?;
                (index, generation, payload, Found::Unusable { why })
            }
        };
        let mut store = Self {
            folder: Some(folder.to_owned()),
            generation,
            reader: reader(&index)?,
            fields,
            index,
            writer: None,
            sequence: payload.sequence,
        };
        store.writer()?;
        if found != Found::Ready {
            point_at(folder, generation)?;
        }
        remove_others(folder, generation);
        Ok((store, found))
    }

    /// An empty index in memory.
    pub fn in_memory() -> Result<Self, Error> {
        let fields = Fields::new();
        let index = Index::builder()
            .schema(fields.schema.clone())
            .settings(settings())
            .tokenizers(tokenizers())
            .create_in_ram()?;
        Ok(Self {
            folder: None,
            generation: 0,
            reader: reader(&index)?,
            fields,
            index,
            writer: None,
            sequence: None,
        })
    }

    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    pub fn sequence(&self) -> Option<i64> {
        self.sequence
    }

    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    fn writer(&mut self) -> Result<&mut IndexWriter, Error> {
        if self.writer.is_none() {
            let writer = self.index.writer_with_num_threads(1, WRITER_MEMORY)?;
            let mut policy = LogMergePolicy::default();
            // Few segments keep searches short; the catalogue changes slowly.
            policy.set_min_num_segments(4);
            policy.set_del_docs_ratio_before_merge(0.3);
            writer.set_merge_policy(Box::new(policy));
            self.writer = Some(writer);
        }
        Ok(self.writer.as_mut().expect("it was opened above"))
    }

    /// Makes the changes and commits them.
    pub fn apply(&mut self, changes: &[Change], sequence: i64) -> Result<(), Error> {
        let fields = self.fields.clone();
        let writer = self.writer()?;
        if let Err(error) = write(writer, &fields, changes, sequence) {
            // Nothing of the batch is in the index: it goes with the writer, and the next one begins at the last commit.
            self.writer = None;
            return Err(error);
        }
        self.sequence = Some(sequence);
        self.reader.reload()?;
        Ok(())
    }

    /// Begins a new generation.
    pub fn rebuild(&self) -> Result<Rebuild, Error> {
        let (index, generation) = match &self.folder {
            Some(folder) => {
                let generation = next_generation(folder);
                (
                    create(&self.fields, &generation_folder(folder, generation))?,
                    generation,
                )
            }
            None => (Self::in_memory()?.index, self.generation + 1),
        };
        let writer = index.writer_with_num_threads(REBUILD_THREADS, REBUILD_MEMORY * REBUILD_THREADS)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Rebuild {
            fields: self.fields.clone(),
            generation,
            index,
            writer,
        })
    }

    /// Puts a new generation in the place of this one.
    pub fn replace(&mut self, rebuild: Rebuild, sequence: i64) -> Result<(), Error> {
        let Rebuild {
            generation,
            index,
            mut writer,
            ..
        } = rebuild;
        commit(&mut writer, Some(sequence))?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.garbage_collect_files().wait()?;
        drop(writer);
        let reader = reader(&index)?;
        if let Some(folder) = &self.folder {
            point_at(folder, generation)?;
        }
        self.writer = None;
        self.index = index;
        self.reader = reader;
        self.generation = generation;
        self.sequence = Some(sequence);
        self.writer()?;
        if let Some(folder) = &self.folder {
            remove_others(folder, generation);
        }
        Ok(())
    }
}

/// A new generation that is being filled.
pub struct Rebuild {
    fields: Fields,
    generation: u64,
    index: Index,
    writer: IndexWriter,
}

impl Rebuild {
    /// Adds a dataset; each only once. Blocks when the writers are busy.
    pub fn add(&mut self, doc: &Doc) -> Result<(), Error> {
        self.writer.add_document(self.fields.document(doc)?)?;
        Ok(())
    }
}

fn write(writer: &mut IndexWriter, fields: &Fields, changes: &[Change], sequence: i64) -> Result<(), Error> {
    for change in changes {
        match change {
            Change::Upsert(doc) => {
                let document = fields.document(doc)?;
                writer.delete_term(fields.id_term(doc.card.id.as_str()));
                writer.add_document(document)?;
            }
            Change::Delete(id) => {
                writer.delete_term(fields.id_term(id.as_str()));
            }
        }
    }
    commit(writer, Some(sequence))
}

fn commit(writer: &mut IndexWriter, sequence: Option<i64>) -> Result<(), Error> {
    let payload = Payload {
        version: VERSION,
        sequence,
    };
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&serde_json::to_string(&payload)?);
    prepared.commit()?;
    Ok(())
}

fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_blocksize: BLOCK,
        ..IndexSettings::default()
    }
}

fn reader(index: &Index) -> Result<IndexReader, TantivyError> {
    index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .doc_store_cache_num_blocks(BLOCKS_KEPT)
        .try_into()
}

fn generation_folder(folder: &Path, generation: u64) -> PathBuf {
    folder.join(format!("index-{generation}"))
}

/// The generations that have a folder.
fn generations(folder: &Path) -> Vec<u64> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str()?.strip_prefix("index-")?.parse().ok())
        .collect()
}

fn next_generation(folder: &Path) -> u64 {
    generations(folder).into_iter().max().unwrap_or(0) + 1
}

fn create(fields: &Fields, folder: &Path) -> Result<Index, Error> {
    fs::create_dir_all(folder)?;
    Ok(Index::builder()
        .schema(fields.schema.clone())
        .settings(settings())
        .tokenizers(tokenizers())
        .create_in_dir(folder)?)
}

/// Begins an empty generation; its first commit says that it was never filled.
fn begin(fields: &Fields, folder: &Path) -> Result<(Index, u64, Payload), Error> {
    let generation = next_generation(folder);
    let index = create(fields, &generation_folder(folder, generation))?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_MEMORY)?;
    commit(&mut writer, None)?;
    Ok((
        index,
        generation,
        Payload {
            version: VERSION,
            sequence: None,
        },
    ))
}

/// Opens a generation if every byte of it is what was written and it was written by this version.
fn check(fields: &Fields, folder: &Path) -> Result<(Index, Payload), String> {
    let told = |error: TantivyError| error.to_string();
    let mut index = Index::open_in_dir(folder).map_err(told)?;
    index.set_tokenizers(tokenizers());
    let metas = index.load_metas().map_err(told)?;
    let payload = metas.payload.as_deref().unwrap_or_default();
    let payload: Payload =
        serde_json::from_str(payload).map_err(|_| "its commit does not say what it is".to_owned())?;
    if payload.version != VERSION || index.schema() != fields.schema {
        return Err(format!(
            "it is of version {}, and this is version {VERSION}",
            payload.version
        ));
    }
    let damaged = index.validate_checksum().map_err(told)?;
    if let Some(file) = damaged.iter().next() {
        return Err(format!(
            "{} of its files are damaged, such as {}",
            damaged.len(),
            file.display()
        ));
    }
    reader(&index).map_err(told)?;
    Ok((index, payload))
}

/// Makes `CURRENT` name a generation, wholly or not at all.
fn point_at(folder: &Path, generation: u64) -> Result<(), Error> {
    let new = folder.join("CURRENT.new");
    let mut file = fs::File::create(&new)?;
    writeln!(file, "index-{generation}")?;
    file.sync_all()?;
    fs::rename(&new, folder.join(CURRENT))?;
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// Removes the generations that are not in use. One that cannot be removed now is removed when the index is opened next.
fn remove_others(folder: &Path, generation: u64) {
    for other in generations(folder).into_iter().filter(|other| *other != generation) {
        if let Err(error) = fs::remove_dir_all(generation_folder(folder, other)) {
            tracing::warn!(generation = other, %error, "an old generation of the search index stays for now");
        }
    }
}
