//! The ledger, as everyone can see and check it.

use domain::ledger::event::{Event, EventKind, ObjectKind};
use domain::ledger::tile::Tile;
use leptos::prelude::*;

use crate::api;
use crate::api::ledger::{Asked, Head, Shown};
use crate::components::{Html, empty, fact, head, page, section_head, when};
use crate::here::{Here, Site};
use crate::islands::{Verifier, VerifierWords};
use crate::text::{Named, article, dates, figures};

/// The page.
#[component]
pub fn TransparencyPage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let asked = Asked::read(&here.query)?;
        let shown = api::ledger::shown(&backend, &ctx, asked).await?;
        Ok(content(&here, asked, &shown))
    })
}

fn content(here: &Here, asked: Asked, shown: &Shown) -> AnyView {
    let words = &here.words().ledger;
    let newest = shown.head.as_ref().map(|head| checkpoint(here, head));
    let none = newest.is_none().then(|| empty(words.none_yet.to_owned(), ()));
    view! {
        {head(words.title, words.lead)}
        <div class="wrap ledger">
            <header class="page-head">
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
            </header>
            <section aria-labelledby="checkpoint">
                {section_head("checkpoint", words.checkpoint, ())} <p>{words.checkpoint_note}</p> {newest} {none}
            </section> {events(here, asked, shown)} {verify(here, shown)}
        </div>
    }
    .into_any()
}

fn checkpoint(here: &Here, head: &Head) -> AnyView {
    let (words, lang) = (&here.words().ledger, here.lang);
    let Head { checkpoint, key, .. } = head;
    let witnesses = head
        .witnesses
        .iter()
        .map(|(witness, at)| {
            let said = at.map_or_else(
                || words.not_cosigned.to_owned(),
                |at| (words.cosigned)(&dates::exact(at, lang)),
            );
            view! { <li><b>{witness.name().to_owned()}</b> " " {said}<br /><code>{witness.to_string()}</code></li> }
        })
        .collect::<Vec<_>>();
    let witnesses = if witnesses.is_empty() {
        view! { <p>{words.no_witness}</p> }.into_any()
    } else {
        view! { <ul>{witnesses}</ul> }.into_any()
    };
    let mono = |text: String| Some(view! { <code>{text}</code> });
    view! {
        <dl class="keyed">
            {fact(words.size, Some((words.size_value)(checkpoint.size as i64)), lang)}
            {fact(words.signed, Some(when(head.at, here.now, lang)), lang)}
            {fact(words.origin, mono(checkpoint.origin.clone()), lang)}
            {fact(words.root, mono(checkpoint.root.to_string()), lang)}
            {fact(words.key, mono(key.to_string()), lang)}
        </dl>
        <h3>{words.witnesses}</h3>
        {witnesses}
        <details>
            <summary>{words.as_published}</summary>
            <div class="code">
                <pre>{head.note.clone()}</pre>
            </div>
        </details>
    }
    .into_any()
}

fn events(here: &Here, asked: Asked, shown: &Shown) -> AnyView {
    let words = &here.words().ledger;
    let oldest = shown.events.last().map_or(0, |(seq, _)| *seq);
    let older = (oldest > 0).then(|| {
        let href = here.href(&format!("/transparency?before={oldest}#events"));
        view! { <a href=href rel="next">{words.older}</a> }
    });
    let newest = asked.before.map(|_| {
        let href = here.href("/transparency#events");
        view! { <a href=href>{words.newest}</a> }
    });
    view! {
        <section aria-labelledby="events">
            {section_head("events", words.events, ())} <p>{words.events_note}</p>
            {table(here, &shown.events).view()} <p class="more">{newest} " " {older}</p>
        </section>
    }
    .into_any()
}

fn table(here: &Here, events: &[(i64, Option<Event>)]) -> Html {
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

fn verify(here: &Here, shown: &Shown) -> AnyView {
    let words = &here.words().ledger;
    let address = &Site::current().origin;
    let block = |code: String| view! { <div class="code"><pre><code>{code}</code></pre></div> };
    let key = shown.head.as_ref().map(|head| head.key.to_string());
    let given = key
        .as_ref()
        .map(|key| format!(" \\\n  --key {key}"))
        .unwrap_or_default();
    let command = format!("kaicang ledger verify {address} \\\n  --seen ledger.checkpoint{given}");
    let size = shown.head.as_ref().map_or(0, |head| head.checkpoint.size);
    let tile = Tile::of_tree(0, 0, size).into_iter();
    let tile = tile.flat_map(|tile| [tile.path(), tile.entries_path()].map(|path| format!("/ledger/{path}")));
    let parts = ["/ledger/checkpoint", "/ledger/keys", "/api/v1/ledger/events"]
        .into_iter()
        .map(str::to_owned)
        .chain(tile)
        .map(|path| view! { <li><a href=path.clone()><code>{path.clone()}</code></a></li> })
        .collect::<Vec<_>>();
    let island = shown.head.as_ref().map(|head| {
        let witnesses: Vec<String> = head.witnesses.iter().map(|(key, _)| key.to_string()).collect();
        let newest = shown.events.first().map_or(0, |(seq, _)| *seq);
        view! {
            <Verifier
                words=VerifierWords::from(&words.verifier)
                key_text=head.key.to_string()
                witnesses=witnesses
                newest=newest
            />
        }
    });
    view! {
        <section aria-labelledby="verify">
            {section_head("verify", words.verify, ())} <p>{words.verify_note}</p> <p>{words.verify_command}</p>
            {block(command)} <p>{words.verify_parts}</p>
            <ul>{parts}</ul> <h3>{words.verifier.title}</h3> {island}
        </section>
    }
    .into_any()
}
