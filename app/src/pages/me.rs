//! One's own pages: where they are, and the API keys.

use backend::service::keys::{DAYS_MAX, OVERLAP};
use backend::store::keys::Key;
use domain::actor::{Place, Scope};
use domain::time::DAY;
use leptos::prelude::*;

use super::account::{place_name, ways};
use crate::api;
use crate::api::people::OwnKeys;
use crate::components::{crumbs, events_table, own_head, page, section_head, when};
use crate::forms::{Field, Filled, Form, Shown as Once};
use crate::here::Here;
use crate::islands::Copy;
use crate::text::{Named, dates};

/// Where one's own pages are.
#[component]
pub fn MePage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let found = api::people::ways(&backend, &ctx).await?;
        let events = api::ledger::own(&backend, &ctx).await?;
        let words = &here.words().account;
        let table = if events.is_empty() {
            view! { <p>{words.no_events}</p> }.into_any()
        } else {
            events_table(&here, &events).view().into_any()
        };
        Ok(view! {
            {own_head(words.own_title, words.own_lead)}
            <div class="wrap account">
                <header class="page-head">
                    <h1>{words.own_title}</h1>
                    <p class="lead">{words.own_lead}</p>
                </header> {ways(&here, &found, true)} <section class="section" aria-labelledby="events">
                    {section_head("events", words.events, ())} <div class="section-body">
                        <p>{words.events_note}</p>
                        {table}
                    </div>
                </section>
            </div>
        }
        .into_any())
    })
}

/// The page of one's API keys.
#[component]
pub fn KeysPage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let (backend, ctx) = (api::backend(), api::ctx(&here));
        let own = api::people::own_keys(&backend, &ctx).await?;
        Ok(keys(&here, &own))
    })
}

fn keys(here: &Here, own: &OwnKeys) -> AnyView {
    let words = &here.words().keys;
    let rows = own
        .keys
        .iter()
        .enumerate()
        .map(|(row, key)| one(here, own, row, key))
        .collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <p>{words.none}</p> }.into_any()
    } else {
        view! {
            <p>{(words.rotate_note)(OVERLAP / DAY)}</p>
            <ul class="people">{rows}</ul>
        }
        .into_any()
    };
    let steps = vec![
        (here.words().account.own_title.to_owned(), Some("/me".to_owned())),
        (words.title.to_owned(), None),
    ];
    view! {
        {own_head(words.title, words.lead)}
        <div class="wrap account">
            {crumbs(here, steps)} <header class="page-head">
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
            </header> {made(here)} <section class="section" aria-labelledby="keys">
                {section_head("keys", words.list, ())} <div class="section-body">{list}</div>
            </section> <section class="section" aria-labelledby="make">
                {section_head("make", words.make, ())} <div class="section-body">{make(here, own)}</div>
            </section>
        </div>
    }
    .into_any()
}

/// The secret of a key, right after it was made.
fn made(here: &Here) -> Option<AnyView> {
    let Some(Once::Key(secret)) = Filled::current().shown else {
        return None;
    };
    let (words, marks) = (&here.words().keys, &here.words().marks);
    let shown = view! {
        <div class="once" role="status" tabindex="-1" autofocus=true>
            <p class="label">{words.made} " · " {here.words().forms.once}</p>
            <p>{words.made_note}</p>
            <p>
                <code>{secret.clone()}</code>
                " "
                <Copy
                    text=secret
                    word=marks.copy.to_owned()
                    done=marks.copied.to_owned()
                    about=words.copy.to_owned()
                />
            </p>
            <p class="hint">{words.how}</p>
        </div>
    };
    Some(shown.into_any())
}

fn one(here: &Here, own: &OwnKeys, row: usize, key: &Key) -> AnyView {
    let (words, lang) = (&here.words().keys, here.lang);
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.name(lang)).collect();
    let place = key.place.as_ref().map(|place| {
        let name = name_of(here, own, place);
        view! { <li>{words.acts_for} " " {name}</li> }
    });
    let used = match key.used {
        Some(used) => view! { <li>{words.used} " " {when(used, here.now, lang)}</li> }.into_any(),
        None => view! { <li>{words.never_used}</li> }.into_any(),
    };
    let ends = view! {
        <time datetime=key.ends.rfc3339() title=dates::exact(key.ends, lang)>
            {dates::full_day(key.ends.day(), lang)}
        </time>
    };
    let act = |form: &'static str, word: &'static str| {
        Form::of_row(here, form, row, "id", key.id.as_str())
            .inline(key.name.clone())
            .view(Vec::new(), word)
    };
    view! {
        <li>
            <h3>{key.name.clone()}</h3>
            <p>
                <code>{format!("{}…", key.prefix)}</code>
            </p>
            <ul class="facts">
                <li>{scopes.join(here.words().search.between)}</li>
                {place}
                <li>{words.created} " " {when(key.created, here.now, lang)}</li>
                <li>{words.ends} " " {ends}</li>
                {used}
            </ul>
            <div class="actions">{act("rotate", words.rotate)} {act("end", words.end)}</div>
        </li>
    }
    .into_any()
}

/// What a place is called; one that the reader no longer belongs to, by its kind.
fn name_of(here: &Here, own: &OwnKeys, place: &Place) -> String {
    let found = own.places.iter().find(|named| named.membership.place == *place);
    found.map_or_else(
        || place.kind().name(here.lang).to_owned(),
        |named| place_name(here, named),
    )
}

fn make(here: &Here, own: &OwnKeys) -> AnyView {
    let words = &here.words().keys;
    if !own.makes {
        return view! { <p>{words.confirm_first}</p> }.into_any();
    }
    let acting = here
        .signed_in
        .as_ref()
        .and_then(|signed_in| signed_in.person.place.as_ref());
    let acting = acting.map(|place| (words.make_for)(&name_of(here, own, place)));
    let scopes = Scope::ALL
        .iter()
        .map(|scope| (scope.to_string(), scope.name(here.lang).to_owned()))
        .collect();
    let fields = vec![
        Field::text("name", words.name, "off").hint(words.name_hint),
        Field::boxes("scope", words.scope, scopes).holding(&[Scope::Data.as_str()]),
        Field::number("days", words.days)
            .hint((words.days_hint)(DAYS_MAX))
            .holding(&["365"]),
    ];
    let form = Form::named(here, "make").view(fields, words.make_submit);
    view! { {acting.map(|acting| view! { <p>{acting}</p> })} {form} }.into_any()
}
