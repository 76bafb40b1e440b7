//! Events of the ledger.

use domain::ledger::event::{Event, EventKind, ObjectKind};

use super::html::Html;
use crate::here::Here;
use crate::text::{Named, article, dates, figures};

/// Events in a table, each number with a link to its proof. One of a kind that this program does not know is `None`.
pub fn events_table(here: &Here, events: &[(i64, Option<Event>)]) -> Html {
    let words = &here.words().ledger;
    let mut html = Html::with_room(1024 + 500 * events.len());
    html.tag(r#"<div class="table-region" role="group" tabindex="0" aria-label=""#)
        .text(words.table)
        .tag(r#""><table class="table"><thead><tr>"#);
    for head in [
        words.seq,
        words.when,
        words.what,
        words.object,
        words.role,
        words.ground,
        words.outcome,
    ] {
        html.tag(r#"<th scope="col">"#).text(head).tag("</th>");
    }
    html.tag("</tr></thead><tbody>");
    for (seq, event) in events {
        html.tag(r#"<tr><th scope="row" class="number"><a href="/api/v1/ledger/proofs/inclusion?seq="#)
            .text(seq)
            .tag(r#"">"#)
            .text(seq)
            .tag("</a></th>");
        match event {
            Some(event) => row(&mut html, here, event),
            None => {
                html.tag(r#"<td colspan="6">"#).text(words.unknown).tag("</td>");
            }
        }
        html.tag("</tr>");
    }
    html.tag("</tbody></table></div>");
    html
}

fn row(html: &mut Html, here: &Here, event: &Event) {
    let (words, lang) = (&here.words().ledger, here.lang);
    html.tag(r#"<td><time datetime=""#)
        .text(event.at.rfc3339())
        .tag(r#"">"#)
        .text(dates::exact(event.at, lang))
        .tag("</time></td><td>")
        .text(event.kind.name(lang));
    if let Some(number) = event.version {
        html.tag(" · ").text((words.version)(number));
    }
    if let Some(count) = event.details.get("count").and_then(|count| count.parse().ok()) {
        html.tag(" · ").text((words.count)(&figures::number(count)));
    }
    html.tag("</td><td>");
    let path = match event.object.kind {
        ObjectKind::Dataset => Some(format!("/datasets/{}", event.object.id)),
        ObjectKind::Body if event.kind != EventKind::SaveBody => Some(format!("/bodies/{}", event.object.id)),
        // A body without an entry has no page.
        ObjectKind::Body | ObjectKind::Event | ObjectKind::Organisation | ObjectKind::Platform => None,
    };
    match path {
        Some(path) => html
            .tag(r#"<a href=""#)
            .text(here.href(&path))
            .tag(r#"">"#)
            .text(&event.object.id)
            .tag("</a>"),
        None => html.text(event.object.kind.name(lang)).tag(" ").text(&event.object.id),
    };
    html.tag("</td><td>").text(event.role.name(lang)).tag("</td><td>");
    if let Some(ground) = &event.ground {
        html.text(article(ground, lang));
    }
    html.tag("</td><td>").text(event.outcome.name(lang)).tag("</td>");
}
