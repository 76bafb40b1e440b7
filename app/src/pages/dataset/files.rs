//! The files of the version in force.

use domain::file::{File, Format};
use domain::gate::Channel;
use domain::ids::Digest;
use domain::suspension::Door;
use leptos::either::EitherOf3;
use leptos::prelude::*;

use super::{Shown, section};
use crate::api::dataset::file_path;
use crate::components::{Icon, icon};
use crate::islands::Copy;
use crate::text::{Named, figures};

/// The section of the files.
pub(super) fn files(shown: &Shown) -> impl IntoView + use<> {
    let words = shown.words();
    let Some(latest) = shown.dataset.latest() else {
        let metadata = &shown.dataset.entry().metadata;
        let stated = metadata.formats.iter().map(|format| format.name(shown.here.lang));
        let unknown = metadata
            .source
            .iter()
            .flat_map(|source| source.formats.iter().map(String::as_str));
        let formats: Vec<&str> = stated.chain(unknown).collect();
        let formats = (!formats.is_empty()).then(|| (words.stated_formats)(&formats.join(", ")));
        let none = view! {
            <p class="missing section-body">{words.no_files}</p>
            {formats.map(|formats| view! { <p class="section-body">{formats}</p> })}
        };
        return section("files", words.files, (), none).into_any();
    };
    let end = view! { <span>{(words.files_note)(&latest.label())}</span> };
    let takes = shown.dataset.view.offer(Channel::Download).is_ok();
    let has_csv = takes && latest.files.iter().any(|file| file.format == Format::Csv);
    let rows = latest
        .files
        .iter()
        .map(|file| row(shown, file, takes))
        .collect::<Vec<_>>();
    let body = view! {
        <ul class="files">{rows}</ul>
        {has_csv
            .then(|| {
                view! {
                    <p class="hint">{words.for_spreadsheets_note}</p>
                    <p class="hint">{(words.bom_note)("?bom=0")}</p>
                }
            })}
    };
    section("files", words.files, end, body).into_any()
}

fn row(shown: &Shown, file: &File, takes: bool) -> impl IntoView + use<> {
    let (words, lang) = (shown.words(), shown.here.lang);
    let marks = &shown.here.words().marks;
    let told = shown.dataset.view.tells_digests();
    let profile = &file.profile;
    let facts = [
        profile.rows.map(|rows| (marks.rows)(rows)),
        (!profile.columns.is_empty()).then(|| (words.columns)(profile.columns.len())),
        profile.encoding.as_deref().map(words.came_as),
        (!takes).then(|| figures::bytes(file.bytes)),
    ];
    let facts = facts
        .into_iter()
        .flatten()
        .map(|fact| view! { <li>{fact}</li> })
        .collect::<Vec<_>>();
    let href = file_path(&shown.dataset.entry().slug, file);
    let get = if takes {
        let spreadsheet = (file.format == Format::Csv).then(|| {
            view! {
                <a class="button" href=format!("{href}?variant=spreadsheet")>
                    {words.for_spreadsheets}
                    <span class="unseen">" " {file.name.clone()}</span>
                </a>
            }
        });
        EitherOf3::A(view! {
            <div class="get">
                <a class="button" href=href.clone()>
                    {icon(Icon::Down)}
                    {words.get}
                    <span class="unseen">" " {file.name.clone()}</span>
                    <small>{figures::bytes(file.bytes)}</small>
                </a>
                {spreadsheet}
            </div>
        })
    } else if matches!(shown.dataset.view.door, Door::Suspended { .. }) {
        EitherOf3::B(view! { <span class="button closed">{icon(Icon::Sealed)} {marks.unavailable}</span> })
    } else {
        EitherOf3::C(())
    };
    view! {
        <li class="file">
            <span class="sheet" aria-hidden="true">
                {sheet(file.format)}
            </span>
            <div>
                <h3 class="name">{file.name.clone()}</h3>
                <ul class="facts">
                    <li class="unseen">{file.format.name(lang)}</li>
                    {facts}
                </ul>
                {told.then(|| digest(shown, file))}
            </div>
            {get}
        </li>
    }
}

/// What the picture of the file says: at most five letters.
fn sheet(format: Format) -> &'static str {
    match format {
        Format::GeoJson => "GEO",
        Format::Parquet => "PARQ",
        Format::Image => "IMG",
        other => other.as_str(),
    }
}

fn digest(shown: &Shown, file: &File) -> impl IntoView + use<> {
    let marks = &shown.here.words().marks;
    view! {
        <p class="digest">
            "SHA-256 " <span>{in_fours(&file.digest)}</span>
            <Copy
                text=file.digest.as_str().to_owned()
                word=marks.copy.to_owned()
                done=marks.copied.to_owned()
                about=(shown.words().digest_of)(&file.name)
            />
        </p>
    }
}

/// A digest in groups of four, so that two of them can be compared by eye.
fn in_fours(digest: &Digest) -> String {
    let mut text = String::with_capacity(80);
    for (at, digit) in digest.as_str().char_indices() {
        if at > 0 && at % 4 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_in_groups_of_four() {
        let text = in_fours(&Digest::from_bytes(&[0xab; 32]));
        assert_eq!(text.split(' ').count(), 16);
        assert!(text.split(' ').all(|group| group == "abab"));
    }
}
