//! Suggestions as one types: a combobox with a list (WAI-ARIA Authoring Practices, "list autocomplete with manual
//! selection") around what is a plain search field until, or without, the wasm.

use domain::text::Lang;
use leptos::ev;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The words of the island, in the language of its page.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each field is named by what it says")]
pub struct SuggestWords {
    pub label: String,
    pub placeholder: String,
    pub keywords: String,
    pub datasets: String,
    pub themes: String,
    pub bodies: String,
    pub keys: String,
    pub count: String,
    pub none: String,
}

/// What a suggestion leads to; groups come in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A word to search for.
    Keyword,
    /// A dataset.
    Dataset,
    /// A theme.
    Theme,
    /// A data-opening body.
    Body,
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What it leads to.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// Who or how many.
    #[serde(default)]
    pub about: String,
    /// Its address, with the language.
    pub href: String,
}

/// The search field with its suggestions.
#[island]
pub fn Suggest(
    /// The words.
    words: SuggestWords,
    /// Language of the suggestions.
    lang: Lang,
    /// What the field holds at first.
    query: String,
) -> impl IntoView {
    let items = RwSignal::new(Vec::<Suggestion>::new());
    let open = RwSignal::new(false);
    let selected = RwSignal::new(None::<usize>);
    let said = RwSignal::new(String::new());
    // What was typed last: an answer to an older query is not shown.
    let typed = StoredValue::new(String::new());
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));

    let StoredWords { count, none, .. } = StoredWords::of(&words);
    let show = move |mut found: Vec<Suggestion>| {
        // The arrow keys go through them in the order in which the groups stand.
        found.sort_by_key(|item| item.kind);
        said.set(match found.len() {
            0 => none.get_value(),
            n => format!("{n} {}", count.get_value()),
        });
        selected.set(None);
        open.set(!found.is_empty());
        items.set(found);
    };
    let ask = move |text: String| {
        let text = text.trim().to_owned();
        typed.set_value(text.clone());
        if text.is_empty() {
            open.set(false);
            items.set(Vec::new());
            return;
        }
        after_rest(move || {
            if typed.get_value() == text {
                let query = text.clone();
                fetch(query, lang, move |found| {
                    if typed.get_value() == text {
                        show(found);
                    }
                });
            }
        });
    };
    let on_input = move |event: ev::Event| {
        if !composing(&event) {
            ask(event_target_value(&event));
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        // While an input method composes, keys belong to it.
        if event.is_composing() {
            return;
        }
        let last = items.with(Vec::len);
        let step = |to: Option<usize>| {
            event.prevent_default();
            open.set(true);
            selected.set(to);
        };
        match event.key().as_str() {
            "ArrowDown" if last > 0 => step(selected.get().map_or(Some(0), |at| (at + 1 < last).then_some(at + 1))),
            "ArrowUp" if last > 0 => step(selected.get().map_or(Some(last - 1), |at| at.checked_sub(1))),
            "Enter" if open.get() => {
                if let Some(href) = selected
                    .get()
                    .and_then(|at| items.with(|all| all.get(at).map(|s| s.href.clone())))
                {
                    event.prevent_default();
                    go(&href);
                }
            }
            "Escape" if open.get() => {
                event.prevent_default();
                open.set(false);
                selected.set(None);
            }
            "Tab" => open.set(false),
            _ => {}
        }
    };
    let titles = StoredValue::new([words.keywords, words.datasets, words.themes, words.bodies]);
    let groups = move || {
        items.with(|all| {
            [Kind::Keyword, Kind::Dataset, Kind::Theme, Kind::Body]
                .into_iter()
                .zip(titles.get_value())
                .filter(|(kind, _)| all.iter().any(|item| item.kind == *kind))
                .map(|(kind, title)| {
                    let options = all
                        .iter()
                        .enumerate()
                        .filter(|(_, item)| item.kind == kind)
                        .map(|(at, item)| option(at, item.clone(), selected))
                        .collect::<Vec<_>>();
                    view! {
                        <div role="group" aria-label=title.clone()>
                            <div class="group" aria-hidden="true">
                                {title.clone()}
                            </div>
                            {options}
                        </div>
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    let shown = move || awake.get() && open.get();
    view! {
        <input
            id="q"
            name="q"
            type="search"
            maxlength="200"
            autocomplete="off"
            spellcheck="false"
            enterkeyhint="search"
            aria-label=words.label.clone()
            placeholder=words.placeholder
            value=query
            role=move || awake.get().then_some("combobox")
            aria-autocomplete=move || awake.get().then_some("list")
            aria-controls=move || awake.get().then_some("suggestions")
            aria-expanded=move || awake.get().then(|| shown().to_string())
            aria-activedescendant=move || selected.get().filter(|_| shown()).map(|at| format!("suggestion-{at}"))
            on:input=on_input
            on:compositionend=move |event| ask(event_target_value(&event))
            on:keydown=on_key
            on:blur=move |_| open.set(false)
        />
        <div class="suggestions" hidden=move || !shown() on:mousedown=|event| event.prevent_default()>
            <div id="suggestions" role="listbox" aria-label=words.label>
                {groups}
            </div>
            <div class="keys">{words.keys}</div>
        </div>
        <span class="unseen" role="status">
            {move || if awake.get() { said.get() } else { String::new() }}
        </span>
    }
}

/// The words that are said later, kept where handlers can reach them.
struct StoredWords {
    count: StoredValue<String>,
    none: StoredValue<String>,
}

impl StoredWords {
    fn of(words: &SuggestWords) -> Self {
        Self {
            count: StoredValue::new(words.count.clone()),
            none: StoredValue::new(words.none.clone()),
        }
    }
}

fn option(at: usize, item: Suggestion, selected: RwSignal<Option<usize>>) -> impl IntoView {
    let href = item.href;
    view! {
        <div
            role="option"
            id=format!("suggestion-{at}")
            aria-selected=move || (selected.get() == Some(at)).to_string()
            on:click=move |_| go(&href)
        >
            <span>{item.title}</span>
            <span>{item.about}</span>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::RefCell;

    use domain::text::Lang;
    use gloo::net::http::Request;
    use gloo::timers::callback::Timeout;
    use leptos::ev;
    use leptos::task::spawn_local;
    use wasm_bindgen::JsCast;

    use super::Suggestion;

    /// The rest after the last key at which a query is sent, in milliseconds.
    const REST: u32 = 120;

    thread_local! {
        static WAITING: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    }

    /// Runs `act` when nothing else was asked for in the meantime.
    pub fn after_rest(act: impl FnOnce() + 'static) {
        // The timeout before is dropped, and so does not run any more.
        WAITING.set(Some(Timeout::new(REST, act)));
    }

    /// Asks the server; a failed request shows nothing, because suggestions are only a help.
    pub fn fetch(text: String, lang: Lang, done: impl FnOnce(Vec<Suggestion>) + 'static) {
        spawn_local(async move {
            if let Ok(found) = answer(&text, lang).await {
                done(found);
            }
        });
    }

    async fn answer(text: &str, lang: Lang) -> Result<Vec<Suggestion>, gloo::net::Error> {
        let query = [("q", text), ("lang", lang.as_str())];
        Request::get("/api/v1/suggest").query(query).send().await?.json().await
    }

    /// Goes to a page of the portal.
    pub fn go(href: &str) {
        if let Some(window) = web_sys::window() {
            let _ = window.location().set_href(href);
        }
    }

    /// Whether the event comes from an input method that is still composing.
    pub fn composing(event: &ev::Event) -> bool {
        event
            .dyn_ref::<web_sys::InputEvent>()
            .is_some_and(web_sys::InputEvent::is_composing)
    }
}

/// On the server nothing is typed, timed or fetched: handlers are never called there.
#[cfg(not(feature = "hydrate"))]
mod browser {
    use domain::text::Lang;
    use leptos::ev;

    use super::Suggestion;

    pub fn after_rest(_act: impl FnOnce() + 'static) {}
    pub fn fetch(_text: String, _lang: Lang, _done: impl FnOnce(Vec<Suggestion>) + 'static) {}
    pub fn go(_href: &str) {}
    pub const fn composing(_event: &ev::Event) -> bool {
        false
    }
}

use browser::{after_rest, composing, fetch, go};
