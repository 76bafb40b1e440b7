//! The search page: one form of words and filters, and the list that they leave. Every state of it is an address.

use backend::search::{Count, Matched, Sort};
use domain::refused::Refused;
use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::api;
use crate::api::list::{self, List, Pair, State};
use crate::api::params::Params;
use crate::api::search::Found;
use crate::components::badge::door;
use crate::components::facets::{Choice, Facet, facets};
use crate::components::hit::Marks;
use crate::components::{Icon, Paging, empty, head, hit, icon, page, pager, search_box};
use crate::here::Here;
use crate::text::{Named, Search, figures, refused};

/// Datasets on a page.
const SIZE: i64 = 10;

/// The search page.
#[component]
pub fn SearchPage() -> impl IntoView {
    let here = Here::current();
    let mut params = Params::of_query(&here.query);
    let list = list::read(&mut params, here.now, here.lang, SIZE);
    let faults = params.faults().err();
    if faults.is_some()
        && let Some(options) = use_context::<ResponseOptions>()
    {
        options.set_status(StatusCode::BAD_REQUEST);
    }
    page(async move {
        let found = api::search::load(&api::backend(), &here, &list)?;
        let title = match list.query.text.as_str() {
            "" => here.words().search.title.to_owned(),
            text => (here.words().search.found)(found.results.total as i64, text),
        };
        let site = crate::Site::current();
        let description = (here.words().frame.description)(site.name.get(here.lang));
        Ok(view! { {head(&title, &description)} {content(&here, &list, &found, faults.as_ref())} }.into_any())
    })
}

/// Its content.
pub fn content(here: &Here, list: &List, found: &Found, faults: Option<&Refused>) -> AnyView {
    let words = &here.words().search;
    let filters = list.filters();
    let facets = all_facets(here, list, found);
    let title = match (found.results.total as i64, list.query.text.as_str()) {
        (0, "") => words.no_hits_at_all.to_owned(),
        (0, text) => (words.no_hits)(text),
        (total, "") => (words.all)(total),
        (total, text) => (words.found)(total, text),
    };
    let unfold = facets
        .iter()
        .any(|facet| !facet.choices.is_empty())
        .then(|| view! { <a class="button filters-button" href="#filters">{(words.filters_on)(filters.len())}</a> });
    view! {
        <div class="wrap search-page">
            {search_box(here, &list.query.text, false)} {kept(list, &facets)} {faults.map(|faults| faulty(here, faults))}
            <div class="with-filters">
                <div class="result-head">
                    <h1>{title}</h1>
                    {orders(here, list)}
                </div>
                {narrowing(here, &facets)}
                <div id="results">
                    {unfold}
                    {chips(here, list, &filters, &facets)}
                    {notes(here, list, found)}
                    {hits(here, list, found)}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// What the form carries on though no field shows it, such as the order, so that a new search keeps it.
fn kept(list: &List, facets: &[Facet]) -> Vec<AnyView> {
    let has_field = |(param, value): &Pair| {
        let chosen = |facet: &Facet| facet.param == *param && facet.choices.iter().any(|choice| choice.value == *value);
        *param == "q" || facets.iter().any(chosen)
    };
    let hidden = |(param, value): Pair| view! { <input type="hidden" form="search" name=param value=value /> };
    let pairs = list.pairs().into_iter();
    pairs
        .filter(|pair| !has_field(pair))
        .map(|pair| hidden(pair).into_any())
        .collect()
}

/// What was wrong with the address, in words; what was right of it is searched all the same.
fn faulty(here: &Here, faults: &Refused) -> AnyView {
    let said = refused(faults, here.lang);
    view! {
        <div class="error-summary" role="alert">
            <h2>{said.title}</h2>
            <p class="what">{said.what}</p>
            <p>{said.next}</p>
        </div>
    }
    .into_any()
}

fn narrowing(here: &Here, all: &[Facet]) -> Option<AnyView> {
    if all.iter().all(|facet| facet.choices.is_empty()) {
        return None;
    }
    let words = &here.words().search;
    let fragment = facets(all, words).view();
    let filters = view! {
        <section class="filters" id="filters" aria-labelledby="filters-title">
            <div class="filter-head">
                <h2 id="filters-title">{words.filters}</h2>
                <a href="#results">{words.close}</a>
            </div>
            {fragment}
            <div class="filter-foot">
                <button class="button" type="submit" form="search">
                    {words.apply}
                </button>
            </div>
        </section>
    };
    Some(filters.into_any())
}

fn all_facets(here: &Here, list: &List, found: &Found) -> Vec<Facet> {
    let words = &here.words().search;
    let lang = here.lang;
    let Some(counts) = &found.results.facets else {
        return Vec::new();
    };
    let facet = |param, name, choices, open| Facet {
        param,
        name,
        choices,
        open,
    };
    let mut open_types = named(&counts.open_types, here);
    for (choice, count) in open_types.iter_mut().zip(&counts.open_types) {
        choice.icon = Some(door(Some(count.value)));
    }
    let bodies = counts.bodies.iter().map(|count| Choice {
        value: count.value.slug.to_string(),
        name: count.value.short.get(lang).to_owned(),
        count: count.count,
        chosen: count.chosen,
        icon: None,
    });
    let sources = counts.sources.iter().map(|count| Choice {
        value: count.value.clone(),
        name: count.value.clone(),
        count: count.count,
        chosen: count.chosen,
        icon: None,
    });
    vec![
        facet("open", words.open_type, open_types, true),
        facet("theme", words.theme, named(&counts.themes, here), true),
        facet("body", words.body, bodies.collect(), true),
        facet("format", words.format, named(&counts.formats, here), true),
        facet("frequency", words.frequency, named(&counts.frequencies, here), false),
        facet("freshness", words.freshness, named(&counts.freshness, here), false),
        facet("level", words.level, named(&counts.levels, here), false),
        facet("source", words.source, sources.collect(), false),
        facet("api", words.interface, with_api(words, list, counts.has_api), false),
        facet("state", words.state, suspended(here, list, found), false),
    ]
}

fn named<T: Named + std::fmt::Display>(counts: &[Count<T>], here: &Here) -> Vec<Choice> {
    let choice = |count: &Count<T>| Choice {
        value: count.value.to_string(),
        name: count.value.name(here.lang).to_owned(),
        count: count.count,
        chosen: count.chosen,
        icon: None,
    };
    counts.iter().map(choice).collect()
}

fn with_api(words: &Search, list: &List, count: u64) -> Vec<Choice> {
    let chosen = list.query.has_api == Some(true);
    let choice = Choice {
        value: "1".to_owned(),
        name: words.has_api.to_owned(),
        count,
        chosen,
        icon: Some(Icon::Pulse),
    };
    (count > 0 || chosen).then_some(choice).into_iter().collect()
}

fn suspended(here: &Here, list: &List, found: &Found) -> Vec<Choice> {
    let chosen = list.state == Some(State::Suspended);
    let count = found.suspended;
    let choice = Choice {
        value: State::Suspended.to_string(),
        name: here.words().marks.suspended.to_owned(),
        count,
        chosen,
        icon: Some(Icon::Sealed),
    };
    (count > 0 || chosen).then_some(choice).into_iter().collect()
}

/// The orders, as links: choosing one needs no second press.
fn orders(here: &Here, list: &List) -> AnyView {
    let words = &here.words().search;
    let chosen = match list.query.sort {
        // Without words no dataset is more relevant than another, and the most used come first.
        Sort::Relevance if list.query.text.is_empty() => Sort::MostUsed,
        sort => sort,
    };
    let links = Sort::ALL
        .iter()
        .filter(|sort| **sort != Sort::Relevance || !list.query.text.is_empty())
        .map(|sort| {
            let name = match sort {
                Sort::Relevance => words.by_relevance,
                Sort::Updated => words.by_updated,
                Sort::MostUsed => words.by_used,
                Sort::Title => words.by_title,
            };
            view! {
                <li>
                    <a href=here.href(&list.sorted(*sort)) aria-current=(*sort == chosen).then_some("true")>
                        {name}
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <nav class="sort" aria-label=words.sort>
            <span aria-hidden="true">{words.sort}</span>
            <ul class="links">{links}</ul>
        </nav>
    }
    .into_any()
}

/// The filters that are set, each with a way to take it off.
fn chips(here: &Here, list: &List, filters: &[Pair], facets: &[Facet]) -> Option<AnyView> {
    let words = &here.words().search;
    let chips = filters
        .iter()
        .map(|filter| {
            let (facet, value) = names(words, here, facets, filter);
            let remove = (words.remove)(facet, &value);
            view! {
                <li class="chip">
                    <span>{facet}</span>
                    {value}
                    <a href=here.href(&list.without(filter)) aria-label=remove.clone() title=remove>
                        {icon(Icon::Cross)}
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!chips.is_empty()).then(|| {
        view! {
            <div class="chips">
                <ul class="chips" aria-label=words.active>
                    {chips}
                </ul>
                <a href=here.href(&list.unfiltered())>{words.clear_all}</a>
            </div>
        }
        .into_any()
    })
}

/// The names of a filter and its value, from the facets; a value that is in none is shown as it was given.
fn names(words: &Search, here: &Here, facets: &[Facet], (param, value): &Pair) -> (&'static str, String) {
    if *param == "priority" {
        return (words.priority, here.words().marks.priority.to_owned());
    }
    let facet = facets.iter().find(|facet| facet.param == *param);
    let choice = facet.and_then(|facet| facet.choices.iter().find(|choice| choice.value == *value));
    (
        facet.map_or(*param, |facet| facet.name),
        choice.map_or_else(|| value.clone(), |choice| choice.name.clone()),
    )
}

/// How the words were understood.
fn notes(here: &Here, list: &List, found: &Found) -> Option<AnyView> {
    let words = &here.words().search;
    let mut also: Vec<&str> = found
        .results
        .searched_as
        .iter()
        .flat_map(|w| &w.also)
        .map(String::as_str)
        .collect();
    also.dedup();
    let link = |exact: bool, word: &'static str| view! { <a href=here.href(&list.exactly(exact))>{word}</a> };
    let widened = (!also.is_empty() && found.results.total > 0).then(|| {
        let said = (words.searched_as)(&also.join(words.between));
        view! { <p>{said} " " {link(true, words.exactly)}</p> }
    });
    let exact = (list.query.exact && !list.query.text.is_empty())
        .then(|| view! { <p>{words.was_exact} " " {link(false, words.widely)}</p> });
    let some = (found.results.matched == Matched::Some && found.results.total > 0)
        .then(|| view! { <p>{words.some_words}</p> });
    let meant = found
        .results
        .did_you_mean
        .as_deref()
        .filter(|_| found.results.total > 0);
    let meant = meant.map(|other| meaning(here, list, other));
    (widened.is_some() || exact.is_some() || some.is_some() || meant.is_some())
        .then(|| view! { <div class="result-notes">{meant} {some} {widened} {exact}</div> }.into_any())
}

fn meaning(here: &Here, list: &List, other: &str) -> AnyView {
    let words = &here.words().search;
    view! {
        <p>
            {words.did_you_mean} " " <a href=here.href(&list.worded(other))>{other.to_owned()}</a> {words.question}
        </p>
    }
    .into_any()
}

fn hits(here: &Here, list: &List, found: &Found) -> AnyView {
    let results = &found.results;
    if results.hits.is_empty() {
        return nothing(here, list, found);
    }
    let paging = Paging {
        page: list.page,
        per_page: list.size,
        total: results.total as i64,
    };
    let hits = results
        .hits
        .iter()
        .map(|found_here| {
            let marks = Marks {
                title: &found_here.title,
                snippet: &found_here.snippet,
            };
            hit(here, &found_here.card, found.door(&found_here.card.id), Some(marks))
        })
        .collect::<Vec<_>>();
    view! {
        <div class="hits-frame">
            <ul class="hits">{hits}</ul>
        </div>
        {pager(here, paging, |page| list.page(page))}
    }
    .into_any()
}

/// Nothing to show: past the end of the list, or no match, with what may help.
fn nothing(here: &Here, list: &List, found: &Found) -> AnyView {
    let words = &here.words().search;
    if found.results.total > 0 {
        let range = view! { <p><a href=here.href(&list.page(1))>{words.to_first}</a></p> };
        return empty((words.beyond)(&figures::number(list.page)), range).into_any();
    }
    let meant = found
        .results
        .did_you_mean
        .as_deref()
        .map(|other| meaning(here, list, other));
    let clear = (!list.filters().is_empty())
        .then(|| view! { <li><a href=here.href(&list.unfiltered())>{words.clear_all}</a></li> });
    let help = words
        .no_hits_help
        .iter()
        .map(|help| view! { <li>{*help}</li> })
        .collect::<Vec<_>>();
    let all = view! { <p><a href=here.href("/datasets")>{here.words().errors.all_datasets}</a></p> };
    empty(
        words.may_help.to_owned(),
        view! { {meant} <ul>{clear} {help}</ul> {all} },
    )
    .into_any()
}
