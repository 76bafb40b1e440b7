//! Totals and facets, held against counting by hand.

use std::collections::BTreeMap;

use backend::search::{BodyValue, Change, Count, Doc, FreshState, Query, Search};
use domain::body::Level;
use domain::card::Card;
use domain::entry::{OpenType, Theme};
use domain::file::Format;
use domain::frequency::{Frequency, Freshness, freshness};
use domain::ids::EntryId;
use domain::text::{Lang, Text};
use domain::time::{DAY, Moment};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::common::{NOW, zh};

const BODIES: [&str; 4] = ["traffic", "water", "health", "gardens"];
const SOURCES: [&str; 2] = ["tokyo", "taipei"];
const WORDS: [&str; 3] = ["公交", "公园", "医院"];

fn docs() -> impl Strategy<Value = Vec<Doc>> {
    let one = (
        proptest::option::of(select(OpenType::ALL)),
        proptest::option::of(select(&Theme::ALL[..3])),
        select(&BODIES[..]),
        select(Level::ALL),
        subsequence(&Format::ALL[..4], 0..=4),
        proptest::option::of(select(&Frequency::ALL[6..])),
        (
            any::<bool>(),
            proptest::option::of(-3_i64..3),
            proptest::option::of(select(&SOURCES[..])),
        ),
        select(&WORDS[..]),
    );
    proptest::collection::vec(one, 1..60).prop_map(|many| {
        let docs = many.into_iter().enumerate();
        docs.map(
            |(n, (open, theme, body, level, formats, frequency, (api, due, source), word))| {
                let mut doc = zh(&format!("d{n}"), word);
                let card = &mut doc.card;
                card.open_type = open;
                card.theme = theme;
                card.body = body.parse().unwrap();
                card.body_short = Text::zh(format!("{body}局"));
                card.level = level;
                card.formats = formats;
                card.frequency = frequency;
                card.has_api = api;
                card.due = due.map(|days| Moment::from_micros(NOW.micros() + days * DAY));
                card.source = source.map(str::to_owned);
                card.priority = n % 3 == 0;
                doc
            },
        )
        .collect()
    })
}

fn queries() -> impl Strategy<Value = Query> {
    (
        prop_oneof![Just(String::new()), select(&WORDS[..]).prop_map(str::to_owned)],
        subsequence(OpenType::ALL, 0..=2),
        subsequence(&Theme::ALL[..3], 0..=2),
        subsequence(&BODIES[..], 0..=2),
        subsequence(Level::ALL, 0..=2),
        subsequence(&Format::ALL[..4], 0..=2),
        subsequence(&Frequency::ALL[6..], 0..=2),
        (
            subsequence(FreshState::ALL, 0..=2),
            proptest::option::of(any::<bool>()),
            subsequence(&SOURCES[..], 0..=1),
        ),
    )
        .prop_map(
            |(text, open_types, themes, bodies, levels, formats, frequencies, (freshness, has_api, sources))| Query {
                text,
                open_types,
                themes,
                bodies: bodies.into_iter().map(|body| body.parse().unwrap()).collect(),
                levels,
                formats,
                frequencies,
                freshness,
                has_api,
                sources: sources.into_iter().map(str::to_owned).collect(),
                size: 200,
                ..Query::all(NOW, Lang::Zh)
            },
        )
}

/// Usually few filters, so that something is left to count.
fn few_filters(mut query: Query, keep: [bool; 10]) -> Query {
    let all = Query::all(NOW, Lang::Zh);
    let [
        open,
        theme,
        body,
        level,
        format,
        frequency,
        fresh,
        api,
        source,
        priority,
    ] = keep;
    query.priority = priority;
    if !open {
        query.open_types = all.open_types;
    }
    if !theme {
        query.themes = all.themes;
    }
    if !body {
        query.bodies = all.bodies;
    }
    if !level {
        query.levels = all.levels;
    }
    if !format {
        query.formats = all.formats;
    }
    if !frequency {
        query.frequencies = all.frequencies;
    }
    if !fresh {
        query.freshness = all.freshness;
    }
    if !api {
        query.has_api = None;
    }
    if !source {
        query.sources = all.sources;
    }
    query
}

fn state(card: &Card) -> FreshState {
    match freshness(card.due, NOW) {
        Freshness::OnTime => FreshState::OnTime,
        Freshness::Overdue { .. } => FreshState::Overdue,
        Freshness::NotPromised => FreshState::NotPromised,
    }
}

/// Which of the ten filters a card passes.
fn passes(card: &Card, query: &Query) -> [bool; 10] {
    fn one_of<T: PartialEq>(wanted: &[T], has: Option<T>) -> bool {
        wanted.is_empty() || has.is_some_and(|has| wanted.contains(&has))
    }
    [
        one_of(&query.open_types, card.open_type),
        one_of(&query.themes, card.theme),
        one_of(&query.bodies, Some(card.body.clone())),
        one_of(&query.levels, Some(card.level)),
        query.formats.is_empty() || card.formats.iter().any(|format| query.formats.contains(format)),
        one_of(&query.frequencies, card.frequency),
        one_of(&query.freshness, Some(state(card))),
        query.has_api.is_none_or(|wanted| wanted == card.has_api),
        one_of(&query.sources, card.source.clone()),
        card.priority || !query.priority,
    ]
}

/// The values of the cards that pass all filters but this one, counted by hand.
fn by_hand<T: ToString>(
    cards: &[&Card],
    query: &Query,
    but: usize,
    values: impl Fn(&Card) -> Vec<T>,
) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for card in cards {
        let passed = passes(card, query);
        if passed.iter().enumerate().all(|(facet, passed)| *passed || facet == but) {
            for value in values(card) {
                *counts.entry(value.to_string()).or_default() += 1;
            }
        }
    }
    counts
}

fn counted<T>(counts: &[Count<T>], name: impl Fn(&T) -> String) -> BTreeMap<String, u64> {
    let some = counts.iter().filter(|count| count.count > 0);
    some.map(|count| (name(&count.value), count.count)).collect()
}

fn check(search: &Search, docs: &[Doc], query: &Query) -> Result<(), TestCaseError> {
    let results = search.search(query).unwrap();
    let facets = results.facets.unwrap();
    let cards: Vec<&Card> = docs
        .iter()
        .map(|doc| &doc.card)
        .filter(|card| query.text.is_empty() || card.title.get(Lang::Zh) == query.text)
        .collect();
    let total = cards
        .iter()
        .filter(|card| passes(card, query).iter().all(|passed| *passed))
        .count();
    prop_assert_eq!(
        (results.total, results.hits.len()),
        (total as u64, total),
        "{:?}",
        query
    );
    prop_assert_eq!(
        counted(&facets.open_types, ToString::to_string),
        by_hand(&cards, query, 0, |c| c.open_type.into_iter().collect())
    );
    prop_assert_eq!(
        counted(&facets.themes, ToString::to_string),
        by_hand(&cards, query, 1, |c| c.theme.into_iter().collect())
    );
    prop_assert_eq!(
        counted(&facets.bodies, |b| b.slug.to_string()),
        by_hand(&cards, query, 2, |c| vec![c.body.clone()])
    );
    prop_assert_eq!(
        counted(&facets.levels, ToString::to_string),
        by_hand(&cards, query, 3, |c| vec![c.level])
    );
    prop_assert_eq!(
        counted(&facets.formats, ToString::to_string),
        by_hand(&cards, query, 4, |c| c.formats.clone())
    );
    prop_assert_eq!(
        counted(&facets.frequencies, ToString::to_string),
        by_hand(&cards, query, 5, |c| c.frequency.into_iter().collect())
    );
    prop_assert_eq!(
        counted(&facets.freshness, ToString::to_string),
        by_hand(&cards, query, 6, |c| vec![state(c)])
    );
    let api = by_hand(&cards, query, 7, |c| vec![c.has_api]);
    let of = |value: &str| api.get(value).copied().unwrap_or(0);
    prop_assert_eq!((facets.has_api, facets.has_no_api), (of("true"), of("false")));
    prop_assert_eq!(
        counted(&facets.sources, Clone::clone),
        by_hand(&cards, query, 8, |c| c.source.clone().into_iter().collect())
    );
    let named = |body: &BodyValue| body.short == Text::zh(format!("{}局", body.slug));
    prop_assert!(facets.bodies.iter().all(|body| named(&body.value)));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn totals_and_facets_are_what_counting_by_hand_gives(
        docs in docs(),
        queries in proptest::collection::vec((queries(), any::<[bool; 10]>(), any::<[bool; 10]>()), 12),
    ) {
        // In two commits, so that there are two segments, the second of which replaces a part of the first.
        let search = Search::in_memory().unwrap();
        let early: Vec<Change> = docs.iter().take(docs.len() / 2 + 1).map(|doc| {
            let mut before = doc.clone();
            before.card.theme = None;
            before.card.formats.clear();
            Change::Upsert(Box::new(before))
        }).chain([Change::Upsert(Box::new(zh("gone", "公交")))]).collect();
        let late: Vec<Change> = docs.iter().map(|doc| Change::Upsert(Box::new(doc.clone())))
            .chain([Change::Delete(EntryId::new("id-gone"))]).collect();
        search.apply(&early, 1).unwrap();
        search.apply(&late, 2).unwrap();
        for (query, a, b) in queries {
            let keep: Vec<bool> = a.iter().zip(b).map(|(a, b)| *a && b).collect();
            check(&search, &docs, &few_filters(query, keep.try_into().unwrap()))?;
        }
        let one = Query { facets: false, size: 3, ..Query::all(NOW, Lang::Zh) };
        prop_assert_eq!(search.search(&one).unwrap().total, docs.len() as u64);
    }
}

#[test]
fn the_whole_catalogue_is_counted_anew_when_something_falls_due() {
    let mut doc = zh("a", "公交");
    doc.card.due = Some(Moment::from_micros(NOW.micros() + 10));
    let search = crate::common::index([doc]);
    let overdue = |micros: i64| {
        let query = Query::all(Moment::from_micros(NOW.micros() + micros), Lang::Zh);
        let facets = search.search(&query).unwrap().facets.unwrap();
        facets.freshness[0].value
    };
    assert_eq!([0, 9, 10, 11, 3].map(overdue), {
        use FreshState::{OnTime, Overdue};
        [OnTime, OnTime, Overdue, Overdue, OnTime]
    });
}

#[test]
fn a_chosen_value_is_listed_even_when_nothing_has_it() {
    let search = crate::common::index([zh("a", "公交")]);
    let query = Query {
        themes: vec![Theme::Health],
        ..Query::all(NOW, Lang::Zh)
    };
    let facets = search.search(&query).unwrap().facets.unwrap();
    let chosen: Vec<_> = facets
        .themes
        .iter()
        .map(|count| (count.value, count.count, count.chosen))
        .collect();
    assert_eq!(chosen, [(Theme::Health, 0, true)]);
}
