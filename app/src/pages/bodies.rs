//! The data-opening bodies by their level: what each opens, and whether it keeps its word.

use backend::service::catalogue::BodyView;
use domain::body::Level;
use leptos::prelude::*;

use crate::api;
use crate::api::places::Asked;
use crate::components::{Html, Paging, empty, hatch, head, on_time_bar, page, pager, section_head};
use crate::here::Here;
use crate::text::{Named, figures};

/// Bodies of a level that the page of all levels shows.
const BEGINNING: usize = 50;
/// Bodies on a page of one level.
const PER_PAGE: i64 = 100;

/// The page of the bodies.
#[component]
pub fn BodiesPage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let asked = Asked::read(&here.query)?;
        let bodies = api::places::bodies(&backend, &ctx).await?;
        Ok(content(&here, asked, &bodies))
    })
}

fn content(here: &Here, asked: Asked, bodies: &[BodyView]) -> AnyView {
    let words = &here.words().bodies;
    let entries = bodies.iter().map(|view| view.entries).sum();
    let lead = (words.lead)(bodies.len() as i64, entries);
    let levels = Level::ALL
        .iter()
        .filter(|level| asked.level.is_none_or(|asked| asked == **level));
    let sections = levels
        .filter_map(|level| section(here, asked, *level, bodies))
        .collect::<Vec<_>>();
    let nothing = sections.is_empty().then(|| empty(words.empty.to_owned(), ()));
    let back = asked
        .level
        .map(|_| view! { <p><a href=here.href("/bodies")>{words.all_levels}</a></p> });
    view! {
        {head(words.title, &lead)}
        <div class="wrap bodies">
            {hatch().view()} <header class="page-head">
                <h1>{words.title}</h1>
                <p class="lead">{lead.clone()}</p>
                {back}
            </header> {sections} {nothing}
        </div>
    }
    .into_any()
}

/// The bodies of one level; none when there are none.
fn section(here: &Here, asked: Asked, level: Level, bodies: &[BodyView]) -> Option<AnyView> {
    let words = &here.words().bodies;
    let of_level: Vec<&BodyView> = bodies.iter().filter(|view| view.body.level == level).collect();
    if of_level.is_empty() {
        return None;
    }
    let count = of_level.len();
    let mut paging = Paging {
        page: asked.page,
        per_page: PER_PAGE,
        total: count as i64,
    };
    paging.page = paging.page.min(paging.last());
    let (shown, rest) = if asked.level.is_some() {
        let before = ((paging.page - 1) * PER_PAGE) as usize;
        let shown: Vec<&BodyView> = of_level.into_iter().skip(before).take(PER_PAGE as usize).collect();
        let numbers = pager(here, paging, |page| format!("/bodies?level={level}&page={page}"));
        (shown, Some(numbers.into_any()))
    } else {
        let more = (count > BEGINNING).then(|| {
            let href = here.href(&format!("/bodies?level={level}"));
            view! { <p class="more"><a href=href>{(words.all_of_level)(count as i64)}</a></p> }.into_any()
        });
        (of_level.into_iter().take(BEGINNING).collect(), more)
    };
    let table = table(here, level, &shown).view();
    let end = view! { <span>{(words.count)(count as i64)} " · " {words.legend}</span> };
    let view = view! {
        <section class="section" aria-labelledby=level.as_str()>
            {section_head(level.as_str(), level.name(here.lang), end)} {table} {rest}
        </section>
    };
    Some(view.into_any())
}

fn table(here: &Here, level: Level, shown: &[&BodyView]) -> Html {
    let (words, lang) = (&here.words().bodies, here.lang);
    let mut html = Html::with_room(800 + 700 * shown.len());
    html.tag(r#"<div class="table-region" role="group" tabindex="0" aria-label=""#);
    html.text((words.table)(level.name(lang)))
        .tag(r#""><table class="table bodies-table"><thead><tr>"#);
    html.tag(r#"<th scope="col">"#)
        .text(words.body)
        .tag(r#"</th><th scope="col" class="number">"#);
    html.text(words.datasets)
        .tag(r#"</th><th scope="col" colspan="2">"#)
        .text(words.on_time);
    html.tag(r#"</th><th scope="col" class="number">"#).text(words.overdue);
    html.tag(r#"</th><th scope="col" class="number">"#)
        .text(words.closed)
        .tag("</th></tr></thead><tbody>");
    for view in shown {
        let (name, tag) = view.body.name.for_reader(lang);
        html.tag(r#"<tr><th scope="row"><a href=""#);
        html.text(here.href(&format!("/bodies/{}", view.body.slug))).tag(r#"""#);
        if tag != lang.tag() {
            html.tag(r#" lang=""#).text(tag).tag(r#"""#);
        }
        html.tag(">")
            .text(name)
            .tag(r#"</a></th><td class="number">"#)
            .text(figures::number(view.entries));
        html.tag("</td>");
        if view.promised > 0 {
            let on_time = view.promised - view.overdue;
            html.tag(r#"<td class="share">"#)
                .fragment(&on_time_bar(on_time, view.overdue));
            html.tag(r#"</td><td class="number">"#)
                .text(figures::percent(on_time, view.promised))
                .tag("</td>");
        } else {
            html.tag(r#"<td colspan="2" class="missing">"#)
                .text(words.no_promise)
                .tag("</td>");
        }
        html.tag(r#"<td class="number">"#).text(figures::number(view.overdue));
        html.tag(r#"</td><td class="number">"#)
            .text(figures::number(view.closed))
            .tag("</td></tr>");
    }
    html.tag("</tbody></table></div>");
    html
}
