//! Filling a portal with the demo catalogue. What is there already is left alone, so a seeding that was interrupted goes
//! on where it stopped.

use std::io::{BufWriter, Write as _};

use anyhow::Context as _;
use backend::service::catalogue;
use backend::service::publishing::{self, NewEntry, NewFile, NewVersion};
use backend::store::entries::Filter;
use backend::{Backend, Ctx, Error};
use demo::{DemoEntry, DemoVersion};
use domain::refused::Refused;
use domain::time::Moment;

/// Whether there is something to seed: the portal is empty, or a seeding was interrupted before its last entry. A portal
/// with a catalogue of its own is left alone.
pub async fn is_wanted(backend: &Backend, ctx: &Ctx) -> anyhow::Result<bool> {
    if catalogue::open_list_total(backend, ctx, &Filter::default()).await? == 0 {
        return Ok(true);
    }
    let entries = demo::entries();
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return Ok(false);
    };
    let versions = async |entry: &DemoEntry| match catalogue::dataset(backend, ctx, entry.slug.as_str()).await {
        Ok(view) => Ok(Some(view.versions.len())),
        Err(Error::Refused(Refused::NotPublished)) => Ok(None),
        Err(error) => Err(error),
    };
    let begun = versions(first).await?.is_some();
    let done = versions(last).await?.is_some_and(|count| count >= last.versions.len());
    Ok(begun && !done)
}

/// Seeds the demo catalogue; `progress` hears how many entries of how many are done.
pub async fn demo(backend: &Backend, ctx: &Ctx, progress: impl Fn(usize, usize)) -> anyhow::Result<()> {
    let bodies = demo::bodies();
    for body in &bodies {
        publishing::save_body(backend, ctx, body).await?;
    }
    let entries = demo::entries();
    for (done, entry) in entries.iter().enumerate() {
        progress(done, entries.len());
        let body = bodies
            .iter()
            .find(|body| body.slug == entry.body)
            .context("a demo entry without its body")?;
        seed_entry(backend, ctx, entry, body)
            .await
            .with_context(|| format!("cannot seed {}", entry.slug))?;
    }
    progress(entries.len(), entries.len());
    Ok(())
}

async fn seed_entry(backend: &Backend, ctx: &Ctx, entry: &DemoEntry, body: &domain::body::Body) -> anyhow::Result<()> {
    let seeded = match catalogue::dataset(backend, ctx, entry.slug.as_str()).await {
        Ok(view) => view.versions.len(),
        Err(Error::Refused(Refused::NotPublished)) => {
            let new = NewEntry {
                slug: entry.slug.clone(),
                body: body.id.clone(),
                metadata: entry.metadata.clone(),
                issued: Some(entry.issued(ctx.now)),
            };
            publishing::publish(backend, ctx, new).await?;
            0
        }
        Err(error) => return Err(error.into()),
    };
    for version in entry.versions.iter().skip(seeded) {
        seed_version(backend, ctx, entry, version).await?;
    }
    let id = catalogue::dataset(backend, ctx, entry.slug.as_str()).await?.entry.id;
    publishing::record_past_uses(backend, ctx, &id, &entry.weekly).await?;
    Ok(())
}

async fn seed_version(backend: &Backend, ctx: &Ctx, entry: &DemoEntry, version: &DemoVersion) -> anyhow::Result<()> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let mut files = Vec::with_capacity(version.files.len());
    for (number, file) in version.files.iter().enumerate() {
        let path = folder.path().join(number.to_string());
        let (made, at) = (file.clone(), path.clone());
        tokio::task::spawn_blocking(move || -> std::io::Result<()> {
            let mut out = BufWriter::new(std::fs::File::create(at)?);
            made.write(&mut out)?;
            out.flush()
        })
        .await??;
        files.push(NewFile {
            name: file.name.clone(),
            path,
        });
    }
    let published: Option<Moment> = Some(version.published(ctx.now));
    let new = NewVersion {
        note: version.note.clone(),
        published,
        files,
    };
    publishing::add_version(backend, ctx, entry.slug.as_str(), new).await?;
    Ok(())
}
