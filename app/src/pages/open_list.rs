//! The open list as the law means it: every published entry in one table (Order 21, Article 12).

use backend::service::catalogue::Listed;
use domain::entry::{OpenType, Theme};
use domain::suspension::Door;
use domain::text::Text;
use leptos::prelude::*;

use crate::api;
use crate::api::open_list::{Asked, OpenList, PER_PAGE};
use crate::components::badge::{door, open_name};
use crate::components::{Html, Icon, Paging, empty, head, page, pager};
use crate::here::Here;
use crate::text::{Named, article, dates, figures};

/// The page of the open list.
#[component]
pub fn OpenListPage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let asked = Asked::read(&here.query)?;
        let list = api::open_list::open_list(&backend, &ctx, &asked, here.lang).await?;
        Ok(content(&here, &asked, &list))
    })
}

fn content(here: &Here, asked: &Asked, list: &OpenList) -> AnyView {
    let words = &here.words().open_list;
    let lead = (words.lead)(&article("O21-12", here.lang));
    let paging = Paging {
        page: list.page,
        per_page: PER_PAGE,
        total: list.total,
    };
    let query = asked.query();
    let address = |page: i64| match (query.is_empty(), page) {
        (_, 1) => format!("/open-list{query}"),
        (true, _) => format!("/open-list?page={page}"),
        (false, _) => format!("/open-list{query}&page={page}"),
    };
    let body = if list.listed.is_empty() {
        empty(words.empty.to_owned(), view! { <p>{words.empty_help}</p> }).into_any()
    } else {
        view! { {table(here, &list.listed).view()} {pager(here, paging, address)} }.into_any()
    };
    let export = |kind: &'static str, path: &str| {
        let href = here.href(&format!("{path}{query}"));
        view! { <a href=href>{kind}</a> }
    };
    view! {
        {head(words.title, &lead)}
        <div class="wrap open-list">
            <header class="page-head">
                <h1>{words.title}</h1>
                <p class="lead">{lead.clone()}</p>
            </header>
            {filters(here, asked, list)}
            <div class="result-head">
                <h2>{(words.total)(list.total)}</h2>
                <p class="export">
                    {words.export} " " {export("CSV", "/open-list.csv")} " " {export("XLSX", "/open-list.xlsx")}
                </p>
            </div>
            {body}
        </div>
    }
    .into_any()
}

/// An option of a filter.
fn option(value: String, name: String, chosen: bool) -> impl IntoView {
    view! {
        <option value=value selected=chosen>
            {name}
        </option>
    }
}

fn filters(here: &Here, asked: &Asked, list: &OpenList) -> impl IntoView + use<> {
    let (words, lang) = (&here.words().open_list, here.lang);
    let of_type = |open: OpenType| {
        list.open_types
            .iter()
            .find(|count| count.value == open)
            .map_or(0, |count| count.count)
    };
    let of_theme = |theme: Theme| {
        list.themes
            .iter()
            .find(|count| count.value == theme)
            .map_or(0, |count| count.count)
    };
    let types = OpenType::ALL
        .iter()
        .map(|open| {
            let name = (words.counted)(open.name(lang), of_type(*open) as i64);
            option(open.to_string(), name, asked.open_type == Some(*open))
        })
        .collect::<Vec<_>>();
    let themes = Theme::ALL
        .iter()
        .map(|theme| {
            let name = (words.counted)(theme.name(lang), of_theme(*theme) as i64);
            option(theme.to_string(), name, asked.theme == Some(*theme))
        })
        .collect::<Vec<_>>();
    let bodies = list
        .bodies
        .iter()
        .map(|view| {
            let name = (words.counted)(view.body.short.get(lang), view.entries);
            option(
                view.body.slug.to_string(),
                name,
                asked.body.as_ref() == Some(&view.body.slug),
            )
        })
        .collect::<Vec<_>>();
    let clear = asked
        .is_narrowed()
        .then(|| view! { <a class="button quiet" href=here.href("/open-list")>{words.clear}</a> });
    view! {
        <form class="list-filters" method="get" action=here.href("/open-list") aria-label=words.filters>
            <div class="field">
                <label for="open">{words.open_type}</label>
                <select id="open" name="open">
                    <option value="">{words.any}</option>
                    {types}
                </select>
            </div>
            <div class="field">
                <label for="theme">{words.theme}</label>
                <select id="theme" name="theme">
                    <option value="">{words.any}</option>
                    {themes}
                </select>
            </div>
            <div class="field">
                <label for="body">{words.body}</label>
                <select id="body" name="body">
                    <option value="">{words.any}</option>
                    {bodies}
                </select>
            </div>
            <div class="actions">
                <button class="button" type="submit">
                    {words.apply}
                </button>
                {clear}
            </div>
        </form>
    }
}

/// The table as text; its rows carry the names of their columns, so that a phone can stack them.
fn table(here: &Here, listed: &[Listed]) -> Html {
    let words = &here.words().open_list;
    let heads = [
        words.name,
        words.theme,
        words.items,
        words.formats,
        words.open_type,
        words.conditions,
        words.frequency,
        words.body,
        words.revision,
        words.modified,
    ];
    let mut html = Html::with_room(2048 + 1400 * listed.len());
    html.tag(r#"<div class="table-region stacks" role="group" tabindex="0" aria-label=""#)
        .text(words.table);
    html.tag(r#""><table class="table" role="table"><thead role="rowgroup"><tr role="row">"#);
    for head in heads {
        html.tag(r#"<th scope="col" role="columnheader">"#)
            .text(head)
            .tag("</th>");
    }
    html.tag(r#"</tr></thead><tbody role="rowgroup">"#);
    for entry in listed {
        row(&mut html, here, entry);
    }
    html.tag("</tbody></table></div>");
    html
}

fn row(html: &mut Html, here: &Here, listed: &Listed) {
    let (words, lang) = (&here.words().open_list, here.lang);
    let metadata = &listed.entry.metadata;
    html.tag(r#"<tr role="row"><th scope="row" role="rowheader"><a href=""#);
    html.text(here.href(&format!("/datasets/{}", listed.entry.slug)))
        .tag(r#"""#);
    tagged(html, &metadata.title, here);
    html.tag("</a><p");
    shortened(html, &metadata.summary, here);
    html.tag("</p></th>");
    cell(html, words.theme, metadata.theme.map(|theme| theme.name(lang)), here);
    let items = (!metadata.items.is_empty()).then(|| figures::number(metadata.items.len() as i64));
    cell(html, words.items, items.as_deref(), here);
    let formats: Vec<&str> = metadata.formats.iter().map(|format| format.name(lang)).collect();
    let formats = (!formats.is_empty()).then(|| formats.join(" "));
    cell(html, words.formats, formats.as_deref(), here);
    open_type(html, here, listed);
    let conditions = match metadata.open_type {
        Some(OpenType::Conditional) if !metadata.conditions.is_empty() => {
            Some((words.condition_count)(metadata.conditions.len()))
        }
        Some(OpenType::Unconditional) => Some(words.no_conditions.to_owned()),
        Some(OpenType::NotOpen) => Some("–".to_owned()),
        _ => None,
    };
    cell(html, words.conditions, conditions.as_deref(), here);
    cell(
        html,
        words.frequency,
        metadata.frequency.map(|frequency| frequency.name(lang)),
        here,
    );
    html.tag(r#"<td role="cell" data-name=""#)
        .text(words.body)
        .tag(r#""><a href=""#);
    html.text(here.href(&format!("/bodies/{}", listed.body.slug)))
        .tag(r#"""#);
    tagged(html, &listed.body.short, here);
    html.tag("</a></td>");
    cell(
        html,
        words.revision,
        Some(&figures::number(listed.entry.revision)),
        here,
    );
    let modified = listed.entry.modified.or(listed.entry.issued);
    cell(
        html,
        words.modified,
        modified.map(|at| dates::full_day(at.day(), lang)).as_deref(),
        here,
    );
    html.tag("</tr>");
}

fn cell(html: &mut Html, name: &str, value: Option<&str>, here: &Here) {
    html.tag(r#"<td role="cell" data-name=""#).text(name);
    match value {
        Some(value) => html.tag(r#"">"#).text(value),
        None => html.tag(r#"" class="missing">"#).text(here.words().marks.unstated),
    };
    html.tag("</td>");
}

fn open_type(html: &mut Html, here: &Here, listed: &Listed) {
    let (words, marks) = (&here.words().open_list, &here.words().marks);
    html.tag(r#"<td role="cell" data-name=""#)
        .text(words.open_type)
        .tag(r#"">"#);
    let name = open_name(listed.entry.metadata.open_type, here.lang);
    let (icon, said) = match &listed.door {
        Door::Open => (door(listed.entry.metadata.open_type), name.to_owned()),
        Door::Suspended { .. } => (Icon::Sealed, format!("{} {}", marks.suspended, (marks.was)(name))),
        Door::Withdrawn { .. } => (Icon::Sealed, marks.withdrawn.to_owned()),
    };
    let sealed = !matches!(listed.door, Door::Open);
    html.tag(if sealed {
        r#"<span class="door sealed">"#
    } else {
        r#"<span class="door">"#
    });
    html.tag(icon.html()).tag(" ").text(said).tag("</span></td>");
}

/// Ends an opening tag with the language of the text, where that is not the page's, and writes the text.
fn tagged(html: &mut Html, text: &Text, here: &Here) {
    let (text, tag) = text.for_reader(here.lang);
    if tag != here.lang.tag() {
        html.tag(r#" lang=""#).text(tag).tag(r#"""#);
    }
    html.tag(">").text(text);
}

/// The same with the beginning of a long text.
fn shortened(html: &mut Html, text: &Text, here: &Here) {
    let (text, tag) = text.for_reader(here.lang);
    // Two lines: a Latin letter is half as wide as a Chinese character.
    let most = if text.is_ascii() { 110 } else { 60 };
    if tag != here.lang.tag() {
        html.tag(r#" lang=""#).text(tag).tag(r#"""#);
    }
    html.tag(">");
    match text.char_indices().nth(most) {
        Some((end, _)) => html.text(text[..end].trim_end()).tag("…"),
        None => html.text(text),
    };
}
