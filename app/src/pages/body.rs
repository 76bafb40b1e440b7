//! The page of a body: who it is, what it opens, whether it keeps its word.

use domain::policy::{Action, Object, may};
use domain::suspension::Door;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api;
use crate::api::places::OneBody;
use crate::components::hit::Marks;
use crate::components::{crumbs, empty, hatch, head, hit, on_time_bar, page, said, section_head};
use crate::here::Here;
use crate::pages::theme::open_types;
use crate::text::{Named, figures};

/// The page of a body.
#[component]
pub fn BodyPage() -> impl IntoView {
    let slug = use_params_map().read_untracked().get("slug").unwrap_or_default();
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let body = api::places::body(&backend, &ctx, &slug, here.lang).await?;
        let staff = may(&ctx.actor, Action::ReadStaff, Object::Body(&body.view.body.id));
        Ok(content(&here, &body, staff))
    })
}

fn content(here: &Here, shown: &OneBody, staff: bool) -> AnyView {
    let (words, lang) = (&here.words().bodies, here.lang);
    let body = &shown.view.body;
    let (name, name_lang) = said(&body.name, lang);
    let (about, about_lang) = said(&body.about, lang);
    let all = here.href(&format!("/datasets?body={}", body.slug));
    let steps = vec![
        (words.title.to_owned(), Some("/bodies".to_owned())),
        (body.short.get(lang).to_owned(), None),
    ];
    let contact = body
        .contact
        .clone()
        .map(|contact| view! { <li>{words.contact} " " {contact}</li> });
    let staff = staff.then(|| {
        let href = here.href(&format!("/bodies/{}/staff", body.slug));
        view! { <li><a href=href>{here.words().members.staff_link}</a></li> }
    });
    let list = shown
        .results
        .hits
        .iter()
        .map(|found| {
            let door = shown.closed.get(&found.card.id).unwrap_or(&Door::Open);
            hit(here, &found.card, door, None::<Marks<'_>>)
        })
        .collect::<Vec<_>>();
    let datasets = if list.is_empty() {
        empty(words.no_entries.to_owned(), ()).into_any()
    } else {
        let more = (shown.results.total > list.len() as u64).then(|| {
            view! {
                <p class="more">
                    <a href=all.clone()>{(words.all)(shown.results.total as i64)}</a>
                </p>
            }
        });
        view! {
            <div class="hits-frame">
                <ol class="hits">{list}</ol>
            </div>
            {more}
        }
        .into_any()
    };
    let facets = shown.results.facets.as_deref();
    let narrowed = format!("body={}", body.slug);
    let types = facets.map(|facets| open_types(here, words.by_type, &facets.open_types, &narrowed));
    view! {
        {head(&name, &about)}
        <div class="wrap">
            {hatch().view()} {crumbs(here, steps)} <header class="page-head">
                <h1 lang=name_lang>{name.clone()}</h1>
                <div class="badges">
                    <span class="badge">{body.level.name(lang)}</span>
                    {body.demo.then(|| view! { <span class="badge demo">{here.words().marks.demo}</span> })}
                </div>
                {(!about.is_empty())
                    .then(|| {
                        view! {
                            <p class="lead" lang=about_lang>
                                {about.clone()}
                            </p>
                        }
                    })}
                <ul class="facts">{contact} {staff}</ul>
            </header> {key_figures(here, shown)} <div class="with-facts">
                <section class="section" aria-labelledby="datasets">
                    {section_head("datasets", words.most_used, ())} {datasets}
                </section>
                <aside class="side">{types} {themes(here, shown, &narrowed)}</aside>
            </div>
        </div>
    }
    .into_any()
}

fn key_figures(here: &Here, shown: &OneBody) -> impl IntoView + use<> {
    let words = &here.words().bodies;
    let view = &shown.view;
    let on_time = view.promised - view.overdue;
    let promise = if view.promised > 0 {
        view! {
            <dd>
                <strong>{figures::percent(on_time, view.promised)}</strong>
                {on_time_bar(on_time, view.overdue).view()}
                {(words.promised_note)(view.overdue, view.promised)}
            </dd>
        }
        .into_any()
    } else {
        view! {
            <dd>
                <strong>"–"</strong>
                {words.no_promise}
            </dd>
        }
        .into_any()
    };
    view! {
        <dl class="key-figures body-figures">
            <div>
                <dt>{words.datasets}</dt>
                <dd>
                    <strong>{figures::number(view.entries)}</strong>
                </dd>
            </div>
            <div>
                <dt>{words.on_time}</dt>
                {promise}
            </div>
            <div>
                <dt>{words.closed}</dt>
                <dd>
                    <strong>{figures::number(view.closed)}</strong>
                    {words.closed_note}
                </dd>
            </div>
        </dl>
    }
}

/// The themes that the body covers.
fn themes(here: &Here, shown: &OneBody, narrowed: &str) -> Option<impl IntoView + use<>> {
    let facets = shown.results.facets.as_deref()?;
    let rows = facets
        .themes
        .iter()
        .filter(|count| count.count > 0)
        .map(|count| {
            let href = here.href(&format!("/datasets?{narrowed}&theme={}", count.value));
            view! {
                <li>
                    <a href=href>{count.value.name(here.lang)}</a>
                    <span>{figures::number(count.count as i64)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby="themes">
                {section_head("themes", here.words().bodies.themes, ())} <ul class="counted">{rows}</ul>
            </section>
        }
    })
}
