//! The frame of a page: its title, its load, its breadcrumb and section heads.

use std::future::Future;

use backend::Error;
use domain::text::{Lang, Text};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use crate::here::{Here, Site};
use crate::pages::errors;

/// Title and description of the page, for tabs, bookmarks and other sites' search results.
pub fn head(title: &str, description: &str) -> impl IntoView + use<> {
    let here = Here::current();
    let site = Site::current();
    let brand = here.words().frame.brand;
    let title = if title.is_empty() {
        format!("{brand} · {}", site.name.get(here.lang))
    } else {
        format!("{title} · {brand}")
    };
    let description: String = description.chars().take(200).collect();
    view! {
        <Title text=title />
        <Meta name="description" content=description />
    }
}

/// The same for pages that are for one person, or for one moment: search engines leave them out.
pub fn own_head(title: &str, description: &str) -> impl IntoView + use<> {
    view! {
        {head(title, description)}
        <Meta name="robots" content="noindex" />
    }
}

/// A page whose content is asked for first: the view, or the page of its error with the right status.
pub fn page(content: impl Future<Output = Result<AnyView, Error>> + Send + 'static) -> impl IntoView {
    Suspend::new(async move { content.await.unwrap_or_else(|error| errors::answer(&error)) })
}

/// A text and, where it is not in the page's language, the language it is in.
pub fn said(text: &Text, lang: Lang) -> (String, Option<String>) {
    let (text, tag) = text.for_reader(lang);
    (text.to_owned(), (tag != lang.tag()).then(|| tag.to_owned()))
}

/// Where a page stands: links from the outside in, and the last step, which is this page or its owner.
pub fn crumbs(here: &Here, steps: Vec<(String, Option<String>)>) -> AnyView {
    let steps = steps
        .into_iter()
        .map(|(name, path)| match path.map(|path| here.href(&path)) {
            Some(href) => Either::Left(view! { <li><a href=href>{name}</a></li> }),
            None => Either::Right(view! { <li>{name}</li> }),
        })
        .collect::<Vec<_>>();
    view! {
        <nav class="crumbs" aria-label=here.words().frame.crumbs>
            <ol class="steps">{steps}</ol>
        </nav>
    }
    .into_any()
}

/// The head of a section: a heading over a rule of ink, and what stands at its end.
pub fn section_head(id: &'static str, title: impl IntoView, end: impl IntoView) -> impl IntoView {
    view! {
        <div class="section-head">
            <h2 id=id>{title}</h2>
            {end}
        </div>
    }
}
