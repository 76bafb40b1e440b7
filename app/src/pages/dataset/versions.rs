//! The versions: what changed, when, and their files.

use domain::gate::Channel;
use domain::version::Version;
use leptos::prelude::*;

use super::{Shown, section};
use crate::api::dataset::{archive_path, file_path};
use crate::components::{said, when};
use crate::text::{Named, figures};

/// The section of the versions; an entry without files has none.
pub(super) fn versions(shown: &Shown) -> Option<impl IntoView + use<>> {
    let words = shown.words();
    let versions = &shown.dataset.view.versions;
    if versions.is_empty() {
        return None;
    }
    let takes = shown.dataset.view.offer(Channel::Download).is_ok();
    let rows = versions
        .iter()
        .enumerate()
        .map(|(place, version)| row(shown, version, versions.get(place + 1), place == 0, takes))
        .collect::<Vec<_>>();
    let end = view! { <span>{words.versions_note}</span> };
    Some(section(
        "versions",
        words.versions,
        end,
        view! { <ol class="versions">{rows}</ol> },
    ))
}

fn row(shown: &Shown, version: &Version, before: Option<&Version>, latest: bool, takes: bool) -> impl IntoView + use<> {
    let (here, words, lang) = (&shown.here, shown.words(), shown.here.lang);
    let (note, note_lang) = said(&version.note, lang);
    let rows = version
        .rows()
        .map(|rows| view! { <li>{(here.words().marks.rows)(rows)}</li> });
    let changed = before
        .and_then(|before| Some(version.rows()? - before.rows()?))
        .map(|changed| view! { <li>{(words.rows_changed)(changed)}</li> });
    let files = takes.then(|| links(shown, version));
    view! {
        <li>
            <div class="version-name">
                <h3>{version.label()}</h3>
                <span>{(words.version)(version.number)} {latest.then_some((" · ", words.latest))}</span>
            </div>
            <div>
                {(!note.is_empty()).then(|| view! { <p lang=note_lang>{note}</p> })}
                <ul class="facts">
                    <li>{when(version.published, here.now, lang)}</li>
                    {rows}
                    {changed}
                </ul>
                {files}
            </div>
        </li>
    }
}

fn links(shown: &Shown, version: &Version) -> impl IntoView + use<> {
    let (words, slug) = (shown.words(), &shown.dataset.entry().slug);
    let label = version.label();
    let files = version
        .files
        .iter()
        .map(|file| {
            let name = format!("{} {}", file.format.name(shown.here.lang), figures::bytes(file.bytes));
            view! { <li><a href=file_path(slug, file) title=file.name.clone()>{name}</a></li> }
        })
        .collect::<Vec<_>>();
    let archive = (version.files.len() > 1)
        .then(|| view! { <li><a href=archive_path(slug, version)>{words.version_zip}</a></li> });
    view! { <ul class="facts version-files" aria-label=(words.version_files)(&label)>{files} {archive}</ul> }
}
