//! The data items: what each column means, and how full it is in the latest files.

use domain::entry::DataItem;
use domain::file::{Column, File};
use domain::text::Text;
use leptos::either::Either;
use leptos::prelude::*;

use super::{Shown, section};
use crate::components::{Html, bar};
use crate::text::{Named, figures};

/// A column of the latest files with the rows of its file.
#[derive(Clone, Copy)]
struct Seen<'a> {
    column: &'a Column,
    rows: i64,
}

/// The section of the data items.
pub(super) fn items(shown: &Shown) -> impl IntoView + use<> {
    let words = shown.words();
    let items = &shown.dataset.entry().metadata.items;
    // Fill rates and misfits are read off the content: where the content is closed, they are too.
    let files = match shown.dataset.latest() {
        Some(latest) if shown.open() => latest.files.as_slice(),
        _ => &[],
    };
    let seen = columns(files);
    let rest: Vec<Seen<'_>> = seen
        .iter()
        .filter(|seen| items.iter().all(|item| item.name != seen.column.name))
        .copied()
        .collect();
    let end = match (shown.open(), items.len()) {
        (false, _) => view! { <span>{words.items_closed}</span> }.into_any(),
        (true, 0) => ().into_any(),
        (true, count) => view! { <span>{(words.items_of)(count)}</span> }.into_any(),
    };
    let source = shown.dataset.entry().metadata.source.as_ref();
    let none = items
        .is_empty()
        .then(|| match source.and_then(|source| source.columns.as_deref()) {
            Some(said) => Either::Left(view! { <p class="section-body">{(words.items_said)(said)}</p> }),
            None => Either::Right(view! { <p class="missing section-body">{words.no_items}</p> }),
        });
    let table = (!items.is_empty() || !rest.is_empty()).then(|| table(shown, items, &seen, &rest).view());
    section(
        "items",
        words.items,
        end,
        view! { {none} {table} {misfits(shown, files)} },
    )
}

/// The columns of the files, each once, from the first file that has it.
fn columns(files: &[File]) -> Vec<Seen<'_>> {
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for file in files {
        for column in &file.profile.columns {
            if seen.iter().all(|other| other.column.name != column.name) {
                seen.push(Seen {
                    column,
                    rows: file.profile.rows.unwrap_or(0),
                });
            }
        }
    }
    seen
}

/// The table as text: an entry may have a hundred items, and a page has no time for a view of each cell.
fn table(shown: &Shown, items: &[DataItem], seen: &[Seen<'_>], rest: &[Seen<'_>]) -> Html {
    let words = shown.words();
    let lang = shown.here.lang;
    let fills = !seen.is_empty();
    let mut html = Html::with_room(400 + 500 * (items.len() + rest.len()));
    html.tag(r#"<div class="table-region" role="group" tabindex="0" aria-label=""#);
    html.text(words.items_table)
        .tag(r#""><table class="table items"><thead><tr>"#);
    let heads = [
        words.item,
        words.item_type,
        words.item_unit,
        words.item_meaning,
        words.item_grade,
    ];
    for head in heads.into_iter().chain(fills.then_some(words.item_filled)) {
        html.tag(r#"<th scope="col">"#).text(head).tag("</th>");
    }
    html.tag("</tr></thead><tbody>");
    for item in items {
        let column = seen.iter().find(|seen| seen.column.name == item.name);
        html.tag(r#"<tr><th scope="row">"#);
        said(&mut html, &item.title, shown);
        if item.title.get(lang) != item.name {
            html.tag("<code>").text(&item.name).tag("</code>");
        }
        if let Some(protection) = item.protection {
            html.tag(r#"<span class="badge">"#)
                .text(protection.name(lang))
                .tag("</span>");
        }
        html.tag("</th>");
        or_missing(&mut html, item.kind.map(|kind| kind.name(lang)));
        html.tag("<td>");
        unit(&mut html, item, shown);
        html.tag("</td><td>");
        said(&mut html, &item.meaning, shown);
        html.tag("</td>");
        or_missing(&mut html, item.grade.map(|grade| grade.name(lang)));
        if fills {
            filled(&mut html, column);
        }
        html.tag("</tr>");
    }
    for seen in rest {
        html.tag(r#"<tr><th scope="row"><code>"#)
            .text(&seen.column.name)
            .tag("</code></th>");
        or_missing(&mut html, Some(seen.column.kind.name(lang)));
        html.tag(r#"<td>–</td><td class="missing">"#)
            .text(words.not_described_note)
            .tag("</td><td>–</td>");
        filled(&mut html, Some(seen));
        html.tag("</tr>");
    }
    html.tag("</tbody></table></div>");
    html
}

/// A text, with its language where that is not the page's.
fn said(html: &mut Html, text: &Text, shown: &Shown) {
    let (text, tag) = text.for_reader(shown.here.lang);
    if text.is_empty() || tag == shown.here.lang.tag() {
        html.text(text);
    } else {
        html.tag(r#"<span lang=""#)
            .text(tag)
            .tag(r#"">"#)
            .text(text)
            .tag("</span>");
    }
}

fn unit(html: &mut Html, item: &DataItem, shown: &Shown) {
    match (&item.unit, item.code_list.is_empty()) {
        (None, true) => {
            html.tag("–");
        }
        (Some(unit), true) => {
            html.text(unit);
        }
        (unit, false) => {
            if let Some(unit) = unit {
                html.text(unit).tag("<br>");
            }
            said(html, &item.code_list, shown);
        }
    }
}

fn or_missing(html: &mut Html, value: Option<&str>) {
    match value {
        Some(value) => html.tag(r#"<td class="word">"#).text(value).tag("</td>"),
        None => html.tag(r#"<td class="missing">–</td>"#),
    };
}

fn filled(html: &mut Html, seen: Option<&Seen<'_>>) {
    match seen {
        Some(Seen { column, rows }) if *rows > 0 => {
            html.tag(r#"<td class="fill">"#).fragment(&bar(column.filled, *rows));
            html.text(figures::percent(column.filled, *rows)).tag("</td>");
        }
        _ => {
            html.tag(r#"<td class="missing">–</td>"#);
        }
    }
}

/// Rows that do not fit their header: they are listed, not dropped.
fn misfits(shown: &Shown, files: &[File]) -> Vec<impl IntoView + use<>> {
    /// Row numbers that are written out.
    const WRITTEN: usize = 10;
    files
        .iter()
        .filter(|file| !file.profile.misfits.is_empty())
        .map(|file| {
            let rows = &file.profile.misfits;
            let mut numbers = rows
                .iter()
                .take(WRITTEN)
                .map(|row| figures::number(*row))
                .collect::<Vec<_>>()
                .join(", ");
            if rows.len() > WRITTEN {
                numbers.push_str(" …");
            }
            view! { <p class="note-line">{(shown.words().misfits)(&file.name, rows.len(), &numbers)}</p> }
        })
        .collect()
}
