//! Short lists of datasets: one row each, with what the list is about at its end.

use domain::card::Card;
use leptos::prelude::*;

use super::facts::when;
use super::frame::{said, section_head};
use super::html::Html;
use super::spark::spark;
use crate::here::Here;
use crate::text::{Named, figures};

/// What stands at the end of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowEnd {
    /// When it changed.
    Changed,
    /// How much it was used.
    Uses,
    /// Its theme.
    Theme,
}

/// A short list of datasets under its heading; an empty one is left out.
pub fn card_list(here: &Here, id: &'static str, title: String, cards: &[Card], end: RowEnd) -> Option<AnyView> {
    let rows = cards.iter().map(|card| card_row(here, card, end)).collect::<Vec<_>>();
    let about = matches!(end, RowEnd::Uses).then(|| view! { <span>{here.words().marks.weekly}</span> });
    (!cards.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>{section_head(id, title, about)} <ul class="rows">{rows}</ul></section>
        }
        .into_any()
    })
}

/// A dataset as a row: its title, who answers for it, and one figure.
pub fn card_row(here: &Here, card: &Card, end: RowEnd) -> impl IntoView + use<> {
    let lang = here.lang;
    let marks = &here.words().marks;
    let (title, title_lang) = said(&card.title, lang);
    let (body, body_lang) = said(&card.body_short, lang);
    let changed = matches!(end, RowEnd::Changed).then(|| {
        card.modified
            .map(|moment| view! { " · " {when(moment, here.now, lang)} })
    });
    let theme = matches!(end, RowEnd::Theme).then(|| card.theme.map(|theme| view! { " · " {theme.name(lang)} }));
    let uses = matches!(end, RowEnd::Uses).then(|| {
        let weeks: Vec<String> = card.weekly.iter().map(|n| figures::number(*n)).collect();
        let drawing = spark(&card.weekly, &(marks.weekly_title)(&weeks.join(", ")));
        view! {
            <span class="figure">
                {drawing.map(Html::view)} <span>{(marks.times)(card.uses())}</span>
            </span>
        }
    });
    view! {
        <li>
            <a class="name" href=here.href(&format!("/datasets/{}", card.slug)) lang=title_lang>
                {title}
            </a>
            <span class="about">
                <span lang=body_lang>{body}</span>
                {changed}
                {theme}
            </span>
            {uses}
        </li>
    }
}
