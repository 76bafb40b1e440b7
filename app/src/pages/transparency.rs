//! The ledger, as everyone can see and check it.

use domain::ledger::tile::Tile;
use leptos::prelude::*;

use crate::api;
use crate::api::ledger::{Asked, Head, Shown};
use crate::components::{empty, events_table, fact, head, page, section_head, when};
use crate::here::{Here, Site};
use crate::islands::{Verifier, VerifierWords};
use crate::text::dates;

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
            {events_table(here, &shown.events).view()} <p class="more">{newest} " " {older}</p>
        </section>
    }
    .into_any()
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
