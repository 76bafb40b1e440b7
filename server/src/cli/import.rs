//! `kaicang import`: catalogues of other portals, and files as a new version.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use backend::import::{self, Unusable, catalogue::Parsed};
use backend::service::import::{Import, Taken};
use backend::service::indexing;
use backend::service::publishing::{self, NewFile, NewVersion};
use backend::store::db::Kind;
use backend::{Backend, Ctx};
use domain::text::{Lang, Text};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::mpsc;

use super::run::{Failure, say};
use super::say::Say;

/// Lines that are written in one transaction.
const BATCH: usize = 500;
/// How long the import leaves the database to a serving portal after each transaction. SQLite has one writer, and who
/// waits for it looks again every tenth of a second.
const BREATH: Duration = Duration::from_millis(120);

type Batch = (Vec<(u64, Parsed)>, Vec<(u64, Unusable)>);

/// Takes a catalogue in. Every line that is not taken is printed with its number, field and reason; the command fails
/// only when no line at all could be taken.
pub async fn catalogue(backend: &Backend, ctx: &Ctx, file: &Path, lang: Lang) -> Result<(), Failure> {
    let shown = file.display().to_string();
    let opened = File::open(file).map_err(|error| Failure::Told(format!("{shown}: {error}")))?;
    let size = opened.metadata().map_or(0, |metadata| metadata.len());
    let bar = ProgressBar::new(size).with_style(style());
    bar.set_message(Say::Importing(&shown).to(lang));
    // Reading and parsing run beside writing, a few batches ahead of it.
    let (sender, mut batches) = mpsc::channel::<io::Result<Batch>>(4);
    let counted = bar.wrap_read(opened);
    let reader = tokio::task::spawn_blocking(move || read(counted, &sender));
    let mut import = Import::default();
    let (mut taken, mut bad) = (Taken::default(), 0);
    let served = indexing::is_served(backend).await;
    let shared = backend.db.kind() == Kind::Sqlite && served.map_err(|error| Failure::of(error, lang))?;
    while let Some(batch) = batches.recv().await {
        let (good, mut refused) = batch.map_err(|error| Failure::Told(format!("{shown}: {error}")))?;
        let (more, repeats) = import
            .take(backend, ctx, good)
            .await
            .map_err(|error| Failure::of(error, lang))?;
        if shared {
            tokio::time::sleep(BREATH).await;
        }
        taken += more;
        refused.extend(repeats);
        refused.sort_by_key(|(number, _)| *number);
        bad += refused.len() as u64;
        bar.suspend(|| {
            for (number, unusable) in &refused {
                say(lang, &Say::NotTaken(*number, unusable));
            }
        });
    }
    reader.await.map_err(anyhow::Error::from)?;
    bar.finish_and_clear();
    say(lang, &Say::Imported(&taken, bad));
    if taken.total() == 0 && bad > 0 {
        return Err(Failure::Said);
    }
    Ok(())
}

/// Reads lines into batches until the end, a fault of the disk, or nobody listens any more.
fn read(input: impl Read + 'static, sender: &mpsc::Sender<io::Result<Batch>>) {
    let lines = match import::lines(input) {
        Ok(lines) => lines,
        Err(error) => {
            // Nobody listens any more when this fails, and then nobody needs to know.
            drop(sender.blocking_send(Err(error)));
            return;
        }
    };
    let mut batch = Batch::default();
    for line in lines {
        match line {
            Ok(line) => match line.outcome {
                Ok(parsed) => batch.0.push((line.number, *parsed)),
                Err(unusable) => batch.1.push((line.number, unusable)),
            },
            Err(error) => {
                drop(sender.blocking_send(Err(error)));
                return;
            }
        }
        if batch.0.len() + batch.1.len() >= BATCH && sender.blocking_send(Ok(std::mem::take(&mut batch))).is_err() {
            return;
        }
    }
    drop(sender.blocking_send(Ok(batch)));
}

/// Adds files as a new version of a dataset.
pub async fn version(
    backend: &Backend,
    ctx: &Ctx,
    slug: &str,
    files: &[PathBuf],
    note: &str,
    lang: Lang,
) -> Result<(), Failure> {
    let mut new = Vec::with_capacity(files.len());
    for path in files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name
            .filter(|_| path.is_file())
            .ok_or_else(|| Failure::no_file(path, lang))?;
        let path = path.clone();
        new.push(NewFile { name, path });
    }
    let chinese = note.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    let note = Text::tagged(if chinese { "zh" } else { "en" }, note);
    let new = NewVersion {
        note,
        published: None,
        files: new,
    };
    let added = publishing::add_version(backend, ctx, slug, new)
        .await
        .map_err(|error| Failure::of(error, lang))?;
    say(
        lang,
        &Say::VersionAdded {
            slug,
            number: added.number,
            files: added.files.len(),
        },
    );
    Ok(())
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{msg} [{wide_bar}] {bytes}/{total_bytes} {eta}").expect("the template is well formed")
}
