//! The page of a dataset: what it is, what it holds, how to get it, where it comes from.

mod calls;
mod cite;
mod files;
mod head;
mod items;
mod linked;
mod preview;
mod side;
mod terms;
mod versions;

use std::sync::Arc;

use domain::card::Card;
use domain::suspension::Door;
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::api;
use crate::api::content::Content;
use crate::api::dataset::Dataset;
use crate::components::{hatch, head as page_head, page, section_head};
use crate::here::{Here, Site, Watch};
use crate::text::dataset::Dataset as Words;

/// What the parts of the page are made from.
struct Shown {
    here: Arc<Here>,
    site: Arc<Site>,
    dataset: Dataset,
    content: Content,
    related: Vec<Card>,
}

impl Shown {
    fn words(&self) -> &'static Words {
        &self.here.words().dataset
    }

    /// Whether content may be looked at, and with it what reading the content has shown.
    fn open(&self) -> bool {
        self.dataset.view.tells_profile()
    }

    /// The address of this page in its language, for people to keep.
    fn address(&self) -> String {
        let path = format!("/datasets/{}", self.dataset.entry().slug);
        format!("{}{}", self.site.origin, self.here.href(&path))
    }
}

/// The page of a dataset.
#[component]
pub fn DatasetPage() -> impl IntoView {
    let here = Here::current();
    let site = Site::current();
    let (backend, ctx, watch) = (api::backend(), api::ctx(&here), Watch::current());
    let slug = use_params_map().read_untracked().get("slug").unwrap_or_default();
    let file = use_query_map().read_untracked().get("file").unwrap_or_default();
    page(async move {
        let dataset = api::dataset::dataset(&backend, &ctx, &slug).await?;
        if let Some(options) = use_context::<ResponseOptions>() {
            // The page may show content, which the gate may close at any moment: nobody keeps it without asking again.
            options.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            if matches!(dataset.view.door, Door::Withdrawn { .. }) {
                options.set_status(StatusCode::GONE);
            }
        }
        let content = api::content::content(&backend, &ctx, &watch, &dataset.view, &file, here.lang).await?;
        // The page stands without its neighbours while the index is being rebuilt.
        let related = api::related::related(&backend, &ctx, dataset.entry(), here.lang).unwrap_or_else(|error| {
            tracing::warn!(request = %here.request, error = ?error, "no related datasets could be found");
            Vec::new()
        });
        let shown = Shown {
            here,
            site,
            dataset,
            content,
            related,
        };
        Ok(whole(&shown).into_any())
    })
}

fn whole(shown: &Shown) -> impl IntoView + use<> {
    let lang = shown.here.lang;
    let metadata = &shown.dataset.entry().metadata;
    let withdrawn = matches!(shown.dataset.view.door, Door::Withdrawn { .. });
    let parts = (
        head::notice(shown),
        head::contents(shown),
        view! {
            <div class="with-facts">
                <div class="dataset-main">
                    {head::abstract_below(shown)} {terms::conditions(shown)} {terms::why_not_open(shown)}
                    {preview::preview(shown)}
                    {items::items(shown)} {(!withdrawn).then(|| (files::files(shown), calls::calls(shown)))}
                    {versions::versions(shown)} {cite::cite(shown)}
                </div>
                {side::side(shown)}
            </div>
        },
    );
    view! {
        {page_head(metadata.title.get(lang), metadata.summary.get(lang))}
        <div class="wrap dataset">{hatch().view()} {head::top(shown)} {parts} {linked::linked(shown)}</div>
    }
}

/// A section of the main column; `id` is where the page's contents lead.
fn section(id: &'static str, title: &'static str, end: impl IntoView, body: impl IntoView) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            {section_head(id, title, end)} {body}
        </section>
    }
}
