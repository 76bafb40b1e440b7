//! Notices and states: what is sealed, what is empty.

use domain::suspension::{Door, Notice};
use domain::text::Lang;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::text::{article, dates, refused, words};
use domain::refused::Refused;

/// The notice over a dataset whose door is closed: what happened, since when, why, and what still works.
pub fn seal(door: &Door, lang: Lang) -> Option<AnyView> {
    let (refusal, notice) = match door {
        Door::Open => return None,
        Door::Suspended { notice } => (Refused::Suspended { notice: notice.clone() }, notice),
        Door::Withdrawn { notice } => (Refused::Withdrawn { notice: notice.clone() }, notice),
    };
    let errors = &words(lang).errors;
    let said = refused(&refusal, lang);
    let notice = view! {
        <section class="seal" id="notice" aria-labelledby="notice-title">
            <h2 id="notice-title">{icon(Icon::Sealed)} {said.title}</h2>
            <p>
                <time datetime=notice.since.rfc3339()>{said.what}</time>
            </p>
            <div class="parts">
                <div>
                    <h3>{errors.why}</h3>
                    <p>{said.why}</p>
                </div>
                <div>
                    <h3>{errors.next}</h3>
                    <p>{said.next}</p>
                </div>
            </div>
        </section>
    };
    Some(notice.into_any())
}

/// The same in a list: one line with its law and a link to the notice.
pub fn seal_line(door: &Door, href: &str, lang: Lang) -> Option<impl IntoView + use<>> {
    let marks = &words(lang).marks;
    let line = |notice: &Notice, sentence: fn(&str) -> String| sentence(&article(&notice.article, lang));
    let said = match door {
        Door::Open => return None,
        Door::Suspended { notice } => line(notice, marks.sealed),
        Door::Withdrawn { notice } => line(notice, marks.withdrawn_line),
    };
    let since = door
        .notice()
        .map(|notice| (marks.suspended_since)(&dates::exact(notice.since, lang)));
    Some(view! {
        <p class="seal-line">
            {icon(Icon::Sealed)} <span>{said} " " <a href=format!("{href}#notice")>{marks.see_notice}</a></span>
        </p>
        <p class="facts">
            <span>{marks.metadata_stays}</span>
            <span>{since}</span>
        </p>
    })
}

/// A list with nothing in it: what is the case, and the next step.
pub fn empty(title: String, next: impl IntoView) -> impl IntoView {
    view! {
        <div class="box">
            <h2>{title}</h2>
            {next}
        </div>
    }
}
