//! The page of a theme: what is new in it, what is used most, and who opens it.

use backend::search::Count;
use domain::entry::{OpenType, Theme};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api;
use crate::api::places::OneTheme;
use crate::components::badge::door;
use crate::components::{RowEnd, card_list, crumbs, empty, head, icon, page, said, search_box, section_head};
use crate::here::Here;
use crate::text::{Named, figures};

/// Bodies that the page names.
const BODIES: usize = 12;

/// The page of a theme.
#[component]
pub fn ThemePage() -> impl IntoView {
    let code = use_params_map().read_untracked().get("slug").unwrap_or_default();
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let theme = api::places::theme(&backend, &ctx, &code, here.lang)?;
        Ok(content(&here, &theme))
    })
}

fn content(here: &Here, shown: &OneTheme) -> AnyView {
    let words = &here.words().themes;
    let name = shown.theme.name(here.lang);
    let bodies = shown.facets.as_ref().map_or(0, |facets| facets.bodies_total);
    let lead = (words.lead)(shown.total, bodies as i64);
    let steps = vec![
        (here.words().frame.datasets.to_owned(), Some("/datasets".to_owned())),
        (name.to_owned(), None),
    ];
    let all = here.href(&format!("/datasets?theme={}", shown.theme));
    let nothing = (shown.total == 0).then(|| empty(words.empty.to_owned(), ()));
    let lists = [
        card_list(here, "newest", words.newest.to_owned(), &shown.newest, RowEnd::Changed),
        card_list(
            here,
            "most-used",
            words.most_used.to_owned(),
            &shown.most_used,
            RowEnd::Uses,
        ),
    ];
    let more = (shown.total > 0).then(|| {
        view! {
            <p class="more">
                <a href=all>{(words.all)(shown.total)}</a>
            </p>
        }
    });
    let narrowed = format!("theme={}", shown.theme);
    let types = shown
        .facets
        .as_deref()
        .filter(|_| shown.total > 0)
        .map(|facets| open_types(here, words.by_type, &facets.open_types, &narrowed));
    view! {
        {head(name, &lead)}
        <div class="wrap">
            {crumbs(here, steps)} <header class="page-head">
                <h1>{name}</h1>
                <p class="lead">{lead.clone()}</p>
                {search_box(here, "", false)}
            </header> {nothing} <div class="with-facts">
                <div class="section">
                    <div class="columns">{lists.into_iter().flatten().collect::<Vec<_>>()}</div>
                    {more}
                </div>
                <aside class="side">{types} {bodies_of(here, shown)} {others(here, shown.theme)}</aside>
            </div>
        </div>
    }
    .into_any()
}

/// Counts by open type with their doors, each a search narrowed as `narrowed` says.
pub fn open_types(here: &Here, title: &'static str, counts: &[Count<OpenType>], narrowed: &str) -> AnyView {
    let rows = counts
        .iter()
        .filter(|count| count.count > 0)
        .map(|count| {
            let href = here.href(&format!("/datasets?{narrowed}&open={}", count.value));
            view! {
                <li>
                    <a href=href>{icon(door(Some(count.value)))} {count.value.name(here.lang)}</a>
                    <span>{figures::number(count.count as i64)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section aria-labelledby="types">{section_head("types", title, ())} <ul class="counted">{rows}</ul></section>
    }
    .into_any()
}

/// Who opens data of the theme, those with most first.
fn bodies_of(here: &Here, shown: &OneTheme) -> Option<impl IntoView + use<>> {
    let words = &here.words().themes;
    let facets = shown.facets.as_deref()?;
    let rows = facets
        .bodies
        .iter()
        .filter(|count| count.count > 0)
        .take(BODIES)
        .map(|count| {
            let (name, lang) = said(&count.value.short, here.lang);
            view! {
                <li>
                    <a href=here.href(&format!("/bodies/{}", count.value.slug)) lang=lang>
                        {name}
                    </a>
                    <span>{figures::number(count.count as i64)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby="bodies">
                {section_head("bodies", words.bodies, ())} <ul class="counted">{rows}</ul>
            </section>
        }
    })
}

/// The other themes.
fn others(here: &Here, this: Theme) -> impl IntoView + use<> {
    let links = Theme::ALL
        .iter()
        .filter(|theme| **theme != this)
        .map(|theme| view! { <li><a href=here.href(&format!("/themes/{theme}"))>{theme.name(here.lang)}</a></li> })
        .collect::<Vec<_>>();
    view! {
        <section aria-labelledby="others">
            {section_head("others", here.words().themes.other, ())} <ul class="others">{links}</ul>
        </section>
    }
}
