//! Pages that say no: what happened, why (the article or the limit), what to do, and the number to ask with.

use backend::Error;
use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::components::{head, search_box};
use crate::here::{Here, Site};
use crate::shell::document;
use crate::text::{Sentence, internal, refused};

/// The page of an address that nothing stands at.
#[component]
pub fn NotFound() -> impl IntoView {
    answer(&Error::not_found())
}

/// Status and sentence of an error.
fn told(error: &Error, here: &Here) -> (u16, Sentence) {
    match error {
        Error::Refused(refusal) => (refusal.status(), refused(refusal, here.lang)),
        Error::Conflict => (409, internal(here.lang)),
        Error::Internal(_) => (500, internal(here.lang)),
    }
}

/// The content of a page that could not be made, with the status of the answer set. A fault of ours is logged here,
/// once, with its chain.
pub fn answer(error: &Error) -> AnyView {
    let here = Here::current();
    if let Error::Internal(fault) = error {
        tracing::error!(request = %here.request, path = here.path, error = ?fault, "a page could not be made");
    }
    let (status, sentence) = told(error, &here);
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let description = sentence.what.clone();
    view! { {head(&sentence.title, &description)} {refusal(&here, status, sentence)} }.into_any()
}

/// A whole page that says no, for answers that are made before or beside the pages: limits, downloads, faults.
pub fn error_page(site: &Site, here: &Here, status: u16, sentence: Sentence) -> String {
    Owner::new().with(|| {
        let title = format!("{} · {}", sentence.title, here.words().frame.brand);
        // Islands stay asleep here: nothing on this page needs them.
        let head = view! { <title>{title}</title> };
        document(site, here, head, refusal(here, status, sentence)).to_html()
    })
}

fn refusal(here: &Here, status: u16, sentence: Sentence) -> AnyView {
    let errors = &here.words().errors;
    let why = (!sentence.why.is_empty()).then(|| {
        view! {
            <h2>{errors.why}</h2>
            <p>{sentence.why}</p>
        }
    });
    // Who could be let in is told where.
    let sign_in = (status == 401 && here.signed_in.is_none()).then(|| {
        view! {
            <p>
                <a class="button primary" href=here.sign_in()>
                    {here.words().frame.sign_in}
                </a>
            </p>
        }
    });
    view! {
        <div class="wrap">
            <article class="refusal">
                <h1>{sentence.title}</h1>
                <p>{sentence.what}</p>
                {why}
                <h2>{errors.next}</h2>
                <p>{sentence.next}</p>
                {sign_in}
                {search_box(here, "", false)}
                <p class="actions">
                    <a href=here.href("/")>{errors.home}</a>
                    <a href=here.href("/datasets")>{errors.all_datasets}</a>
                </p>
                <p class="request">
                    {(errors.status)(status)} " · " {errors.request} " " <code>{here.request.to_string()}</code>
                </p>
            </article>
        </div>
    }
    .into_any()
}
