//! A look into the latest files.

use domain::refused::Refused;
use domain::suspension::Door;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::{Shown, section};
use crate::api::content::{Map, Table};
use crate::text::refused;

/// The section of the preview; none for an entry whose files the portal does not hold, and none behind a closed door,
/// where the notice says it all.
pub(super) fn preview(shown: &Shown) -> Option<impl IntoView + use<>> {
    if !matches!(shown.dataset.view.door, Door::Open) {
        return None;
    }
    shown.dataset.latest()?;
    let words = shown.words();
    let (end, body) = match &shown.content.table {
        Err(refusal) => (None, withheld(shown, refusal).into_any()),
        Ok(None) => (
            None,
            view! { <p class="missing section-body">{words.no_preview}</p> }.into_any(),
        ),
        Ok(Some(table)) => (Some(counted(shown, table)), rows(shown, table).into_any()),
    };
    let map = shown
        .content
        .map
        .as_ref()
        .ok()
        .and_then(Option::as_ref)
        .map(|map| figure(words.map, map));
    let end = end.map(|said| view! { <span>{said}</span> });
    Some(section(
        "preview",
        words.preview,
        end,
        view! { {choices(shown)} {body} {map} },
    ))
}

/// Why the rows are not shown, with the part of the page that says more.
fn withheld(shown: &Shown, refusal: &Refused) -> impl IntoView + use<> {
    let words = shown.words();
    let said = refused(refusal, shown.here.lang);
    let next = match refusal {
        Refused::SignInNeeded => view! { <a href="#conditions">{words.conditions}</a> }.into_any(),
        Refused::NotOpen => view! { <a href="#why-not-open">{words.why_not_open}</a> }.into_any(),
        _ => said.next.into_any(),
    };
    view! {
        <p class="section-body">
            {said.what}
            " "
            {next}
        </p>
    }
}

fn counted(shown: &Shown, table: &Table) -> String {
    (shown.words().preview_count)(table.shown.0, table.total.0)
}

fn rows(shown: &Shown, table: &Table) -> impl IntoView + use<> {
    let words = shown.words();
    let columns = (table.shown.1 < table.total.1).then(|| (words.preview_columns)(table.shown.1, table.total.1));
    let shortened = table.shortened.then(|| words.preview_shortened.to_owned());
    let notes = [columns, shortened]
        .into_iter()
        .flatten()
        .map(|note| view! { <li>{note}</li> })
        .collect::<Vec<_>>();
    view! {
        {InertElement::new(table.html.clone())}
        {(!notes.is_empty()).then(|| view! { <ul class="facts preview-notes">{notes}</ul> })}
    }
}

/// The map with what it shows in words: its drawing has no colour that would need a legend.
fn figure(word: &'static str, map: &Map) -> impl IntoView + use<> {
    view! {
        <figure class="map-figure">
            {InertElement::new(map.svg.clone())}
            <figcaption>
                <b>{word}</b>
                " "
                {map.file.clone()}
                " · "
                {map.said.clone()}
            </figcaption>
        </figure>
    }
}

/// Links to the other files that can be looked at; each is a page of its own.
fn choices(shown: &Shown) -> Option<impl IntoView + use<>> {
    let content = &shown.content;
    let latest = shown.dataset.latest()?;
    if content.files.len() < 2 || content.table.is_err() {
        return None;
    }
    let slug = &shown.dataset.entry().slug;
    let links = content
        .files
        .iter()
        .map(|at| {
            let file = &latest.files[*at];
            let href = shown.here.href(&format!("/datasets/{slug}?file={}#preview", file.id));
            let current = (content.chosen == Some(*at)).then_some("true");
            view! {
                <li>
                    <a href=href aria-current=current>
                        {file.name.clone()}
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    Some(view! {
        <nav aria-label=shown.words().preview_files>
            <ul class="preview-files">{links}</ul>
        </nav>
    })
}
