//! Stored bytes, named by their SHA-256 and written once.
//!
//! Invariant: content leaves only against a [`Permit`], and each piece of at most [`PIECE`] bytes is checked against it
//! on its way out. Checking the store itself ([`Blobs::verify`]) gives out no bytes.

use std::path::Path as FilePath;
use std::sync::Arc;

use anyhow::Context as _;
use bytes::Bytes;
use domain::file::File;
use domain::ids::Digest;
use domain::version::Version;
use futures::{Stream, StreamExt as _, TryStreamExt as _};
use moka::sync::Cache;
use object_store::path::Path;
use object_store::{
    GetOptions, GetRange, GetResultPayload, ObjectStore, ObjectStoreExt as _, PutPayload, WriteMultipart,
};
use sha2::{Digest as _, Sha256};

use crate::service::gate::Permit;

/// The most that leaves between two looks at the permit.
pub const PIECE: usize = 64 * 1024;
/// How much is fetched from a local file at a time; pieces are cut from it.
const FETCH: usize = 4 * PIECE;
/// Objects up to this size are kept in memory once read: previews, drawings and small files.
const SMALL: u64 = 256 * 1024;
/// How much memory small objects may take.
const CACHE_BYTES: u64 = 16 * 1024 * 1024;

/// Stored bytes.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    small: Cache<Digest, Bytes>,
}

/// Why a stream ended before its end.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The door closed.
    #[error(transparent)]
    Cut(#[from] crate::service::gate::Cut),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] anyhow::Error),
}

impl Blobs {
    /// Over any object store: a local folder, or S3.
    pub fn new(store: Arc<dyn ObjectStore>) -> Self {
        let small = Cache::builder()
            .max_capacity(CACHE_BYTES)
            .weigher(|_, bytes: &Bytes| bytes.len() as u32)
            .build();
        Self { store, small }
    }

    /// Stores a file and says under which digest. When it returns the bytes are on disk; bytes that are there already are
    /// not written again, unless the store has lost some of them.
    pub async fn put_file(&self, path: &FilePath) -> anyhow::Result<Digest> {
        let path = path.to_owned();
        let (digest, path) = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
            let mut hash = Sha256::new();
            std::io::copy(&mut std::fs::File::open(&path)?, &mut hash)?;
            Ok((Digest::from_bytes(&hash.finalize().into()), path))
        })
        .await??;
        if self.holds(&digest).await {
            return Ok(digest);
        }
        let mut upload = WriteMultipart::new(self.store.put_multipart(&key(&digest)).await?);
        let mut reader = tokio::fs::File::open(&path).await?;
        let mut buffer = vec![0; 1024 * 1024];
        loop {
            let read = tokio::io::AsyncReadExt::read(&mut reader, &mut buffer).await?;
            if read == 0 {
                break;
            }
            upload.wait_for_capacity(4).await?;
            upload.write(&buffer[..read]);
        }
        upload.finish().await?;
        self.sync(&digest).await?;
        Ok(digest)
    }

    /// Stores a small object that was made in memory, such as a preview.
    pub async fn put_bytes(&self, bytes: Bytes) -> anyhow::Result<Digest> {
        let digest = Digest::from_bytes(&Sha256::digest(&bytes).into());
        if !self.holds(&digest).await {
            self.store.put(&key(&digest), PutPayload::from_bytes(bytes)).await?;
            self.sync(&digest).await?;
        }
        Ok(digest)
    }

    /// Whether the object is there, whole.
    async fn holds(&self, digest: &Digest) -> bool {
        self.store.head(&key(digest)).await.is_ok() && self.verify(digest).await.unwrap_or(false)
    }

    /// Has a local file and the folders that name it written to the disk: the database, which names it next, is as
    /// durable. Other stores see to that themselves.
    async fn sync(&self, digest: &Digest) -> anyhow::Result<()> {
        let stored = self.store.get(&key(digest)).await?;
        if let GetResultPayload::File(file, path) = stored.payload {
            tokio::task::spawn_blocking(move || -> std::io::Result<()> {
                file.sync_all()?;
                for folder in path.ancestors().skip(1).take(2) {
                    std::fs::File::open(folder)?.sync_all()?;
                }
                Ok(())
            })
            .await??;
        }
        Ok(())
    }

    /// The bytes `range` of a file, in pieces of at most [`PIECE`], each checked on its way out.
    pub async fn read(
        &self,
        permit: Permit,
        version: &Version,
        file: &File,
        range: std::ops::Range<u64>,
    ) -> anyhow::Result<impl Stream<Item = Result<Bytes, Broken>> + Send + 'static + use<>> {
        ensure_covered(&permit, version)?;
        let source = self.open(&file.digest, file.bytes as u64, range).await?;
        Ok(source.map(move |piece| {
            permit.check()?;
            Ok(piece?)
        }))
    }

    /// The stored preview of a table.
    pub async fn preview(&self, permit: &Permit, version: &Version, file: &File) -> anyhow::Result<Option<Bytes>> {
        self.whole(permit, version, file.preview.as_ref()).await
    }

    /// The stored drawing of a file with coordinates.
    pub async fn map(&self, permit: &Permit, version: &Version, file: &File) -> anyhow::Result<Option<Bytes>> {
        self.whole(permit, version, file.map.as_ref()).await
    }

    async fn whole(
        &self,
        permit: &Permit,
        version: &Version,
        digest: Option<&Digest>,
    ) -> anyhow::Result<Option<Bytes>> {
        ensure_covered(permit, version)?;
        let Some(digest) = digest else { return Ok(None) };
        let bytes = self.small_object(digest).await?;
        permit.check()?;
        Ok(Some(bytes))
    }

    async fn small_object(&self, digest: &Digest) -> anyhow::Result<Bytes> {
        if let Some(bytes) = self.small.get(digest) {
            return Ok(bytes);
        }
        let bytes = self
            .store
            .get(&key(digest))
            .await
            .with_context(|| format!("cannot open object {digest}"))?
            .bytes()
            .await?;
        self.small.insert(digest.clone(), bytes.clone());
        Ok(bytes)
    }

    /// Reads an object through and says whether its bytes still have its digest. Gives out no bytes.
    pub async fn verify(&self, digest: &Digest) -> anyhow::Result<bool> {
        let mut bytes = self.store.get(&key(digest)).await?.into_stream();
        let mut hash = Sha256::new();
        while let Some(piece) = bytes.try_next().await? {
            hash.update(&piece);
        }
        Ok(Digest::from_bytes(&hash.finalize().into()) == *digest)
    }

    async fn open(
        &self,
        digest: &Digest,
        size: u64,
        range: std::ops::Range<u64>,
    ) -> anyhow::Result<futures::stream::BoxStream<'static, anyhow::Result<Bytes>>> {
        if size <= SMALL {
            let bytes = self.small_object(digest).await?;
            anyhow::ensure!(
                range.end <= bytes.len() as u64,
                "object {digest} is shorter than its record says"
            );
            return Ok(pieces(bytes.slice(range.start as usize..range.end as usize)).boxed());
        }
        let options = GetOptions {
            range: Some(GetRange::Bounded(range.clone())),
            ..GetOptions::default()
        };
        let got = self
            .store
            .get_opts(&key(digest), options)
            .await
            .with_context(|| format!("cannot open object {digest}"))?;
        Ok(match got.payload {
            GetResultPayload::File(file, _) => local(file, range).boxed(),
            GetResultPayload::Stream(stream) => {
                stream.map_err(anyhow::Error::from).map_ok(pieces).try_flatten().boxed()
            }
        })
    }
}

fn ensure_covered(permit: &Permit, version: &Version) -> anyhow::Result<()> {
    anyhow::ensure!(
        *permit.entry() == version.entry,
        "a permit for one dataset was used on another"
    );
    Ok(())
}

fn key(digest: &Digest) -> Path {
    let hex = digest.as_str();
    Path::from(format!("sha256/{}/{hex}", &hex[..2]))
}

/// Cuts bytes into pieces without copying them.
fn pieces(bytes: Bytes) -> impl Stream<Item = anyhow::Result<Bytes>> + Send {
    futures::stream::unfold(bytes, |mut rest| async move {
        let piece = rest.split_to(rest.len().min(PIECE));
        (!piece.is_empty()).then_some((Ok(piece), rest))
    })
}

/// Reads a local file on the blocking pool, some pieces per visit.
fn local(file: std::fs::File, range: std::ops::Range<u64>) -> impl Stream<Item = anyhow::Result<Bytes>> + Send {
    let file = Arc::new(file);
    futures::stream::try_unfold((file, range), |(file, range)| async move {
        if range.is_empty() {
            return Ok::<_, anyhow::Error>(None);
        }
        let wanted = (range.end - range.start).min(FETCH as u64) as usize;
        let (reader, at) = (Arc::clone(&file), range.start);
        let bytes = tokio::task::spawn_blocking(move || read_exactly(&reader, at, wanted)).await??;
        let next = range.start + wanted as u64..range.end;
        Ok(Some((pieces(bytes), (file, next))))
    })
    .try_flatten()
}

fn read_exactly(file: &std::fs::File, at: u64, wanted: usize) -> std::io::Result<Bytes> {
    use std::os::unix::fs::FileExt as _;
    let mut buffer = vec![0; wanted];
    file.read_exact_at(&mut buffer, at)?;
    Ok(buffer.into())
}
