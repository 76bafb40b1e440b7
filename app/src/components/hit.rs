//! A dataset in a list of results.

use backend::search::Fragment;
use domain::card::Card;
use domain::frequency;
use domain::suspension::Door;
use leptos::either::Either;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;

use super::badge::badges;
use super::facts::freshness;
use super::frame::said;
use super::html::Html;
use super::notices::seal_line;
use super::spark::spark;
use crate::here::Here;
use crate::text::{Named, figures};

/// What a search adds to a card: where its words stand in the title and the abstract.
#[derive(Debug, Clone, Copy)]
pub struct Marks<'a> {
    /// The title in pieces.
    pub title: &'a [Fragment],
    /// The passage of the abstract that matched, in pieces; empty when it has none.
    pub snippet: &'a [Fragment],
}

/// A dataset in a list. A closed door shows neither a passage nor a chart (O21-22).
pub fn hit(here: &Here, card: &Card, door: &Door, marks: Option<Marks>) -> AnyView {
    let lang = here.lang;
    let words = &here.words().marks;
    let href = here.href(&format!("/datasets/{}", card.slug));
    let (title, title_lang) = said(&card.title, lang);
    let title = match marks.filter(|marks| !marks.title.is_empty()) {
        Some(marks) => Either::Left(marked(marks.title)),
        None => Either::Right(title),
    };
    let (body, body_lang) = said(&card.body_name, lang);
    let body_href = here.href(&format!("/bodies/{}", card.body));
    let open = matches!(door, Door::Open);
    let content = open.then(|| {
        let (summary, summary_lang) = said(&card.summary, lang);
        let snippet = match marks.filter(|marks| !marks.snippet.is_empty()) {
            Some(marks) => Either::Left(marked(marks.snippet)),
            None => Either::Right(shortened(&summary)),
        };
        let formats = card
            .formats
            .iter()
            .map(|format| view! { <span class="format">{format.name(lang)}</span> })
            .collect::<Vec<_>>();
        view! {
            <p class="passage" lang=summary_lang>
                {snippet}
            </p>
            <div class="facts">
                {(!formats.is_empty()).then(|| view! { <span class="formats">{formats}</span> })}
                {freshness(frequency::freshness(card.due, here.now), card.modified, here.now, lang)}
                {card.rows.map(|rows| view! { <span>{(words.rows)(rows)}</span> })}
                <span>{(words.quality)(card.quality)}</span>
                {card.source.as_deref().map(|source| view! { <span>{(words.from_source)(source)}</span> })}
                {card.demo.then(|| view! { <span>{words.demo}</span> })}
            </div>
        }
    });
    let uses = (open && card.uses() > 0).then(|| {
        let figures_of_weeks: Vec<String> = card.weekly.iter().map(|n| figures::number(*n)).collect();
        let drawing = spark(&card.weekly, &(words.weekly_title)(&figures_of_weeks.join(", ")));
        view! {
            <div class="uses">
                {drawing.map(Html::view)} <strong>{figures::short(card.uses(), lang)}</strong>
                {words.weekly}
            </div>
        }
    });
    view! {
        <li class="hit">
            <div>
                <h2 lang=title_lang>
                    <a href=href.clone()>{title}</a>
                </h2>
                <div class="badges">
                    {badges(card.open_type, door, lang)}
                    {card.priority.then(|| view! { <span class="badge">{words.priority}</span> })}
                    <a href=body_href lang=body_lang>
                        {body}
                    </a>
                </div>
                {seal_line(door, &href, lang)}
                {content}
            </div>
            {uses}
        </li>
    }
    .into_any()
}

/// A text in pieces, those that were searched for in `<mark>`.
fn marked(pieces: &[Fragment]) -> InertElement {
    let mut html = Html::default();
    for piece in pieces {
        if piece.marked {
            html.tag("<mark>").text(&piece.text).tag("</mark>");
        } else {
            html.text(&piece.text);
        }
    }
    html.view()
}

/// The beginning of an abstract, cut at a width that two lines hold.
fn shortened(text: &str) -> String {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
