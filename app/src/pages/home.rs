//! The home page: the claim and the search, the granary, live figures, themes, and what is new, used and wanted most.

use backend::service::search::Home;
use chrono::Datelike;
use domain::entry::OpenType;
use leptos::either::Either;
use leptos::prelude::*;

use crate::api;
use crate::components::badge::{door, open_name};
use crate::components::granary::{Doors, Kind, granary};
use crate::components::{Icon, RowEnd, card_list, empty, head, icon, page, search_box, section_head};
use crate::here::Here;
use crate::text::{Named, dates, figures};

/// The home page.
#[component]
pub fn HomePage() -> impl IntoView {
    page(async move {
        let here = Here::current();
        let home = api::home::load(&api::backend(), &here).await?;
        Ok(view! { {head("", here.words().home.claim)} {content(&here, home)} }.into_any())
    })
}

/// Its content.
pub fn content(here: &Here, home: Home) -> AnyView {
    let words = &here.words().home;
    let top = top(here, &home);
    if home.entries == 0 {
        let nothing = empty(words.empty.to_owned(), view! { <p>{words.empty_help}</p> });
        return view! { {top} <div class="wrap">{nothing}</div> }.into_any();
    }
    let year = here.now.day().year();
    let themes = home
        .themes
        .iter()
        .map(|theme| {
            let (theme, count) = (theme.value, theme.count as i64);
            let href = here.href(&format!("/themes/{theme}"));
            view! {
                <li>
                    <a href=href>
                        <b>{theme.name(here.lang)}</b>
                        <span>{figures::number(count)}</span>
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let lists = [
        card_list(here, "newest", words.newest.to_owned(), &home.newest, RowEnd::Changed),
        card_list(
            here,
            "most-used",
            words.most_used.to_owned(),
            &home.most_used,
            RowEnd::Uses,
        ),
        card_list(
            here,
            "priorities",
            (words.priorities)(year),
            &home.priorities,
            RowEnd::Theme,
        ),
    ];
    view! {
        {top}
        <div class="band">
            <div class="wrap">{key_figures(here, &home)}</div>
        </div>
        <div class="wrap">
            <section class="section" aria-labelledby="themes">
                {section_head("themes", words.themes, ())} <ul class="themes">{themes}</ul>
            </section>
            <div class="section columns">{lists.into_iter().flatten().collect::<Vec<_>>()}</div>
        </div>
    }
    .into_any()
}

fn top(here: &Here, home: &Home) -> AnyView {
    let words = &here.words().home;
    let picture = (home.entries > 0).then(|| {
        let drawing = granary(&doors(home), &(words.granary)(home.entries as i64)).view();
        view! { <div class="granary">{drawing} {legend(here, home)}</div> }
    });
    view! {
        <div class="wrap home-top">
            <div>
                <h1>{words.claim}</h1>
                <p class="lead">{(words.lead)(home.bodies as i64, home.entries as i64)}</p>
                {search_box(here, "", true)}
            </div>
            {picture}
        </div>
    }
    .into_any()
}

/// How many datasets have this open type, or state none.
fn of_type(home: &Home, open: Option<OpenType>) -> i64 {
    let stated = |open| {
        home.open_types
            .iter()
            .find(|count| count.value == open)
            .map_or(0, |count| count.count as i64)
    };
    match open {
        Some(open) => stated(open),
        None => home.entries as i64 - OpenType::ALL.iter().map(|open| stated(*open)).sum::<i64>(),
    }
}

/// The doors in their order. A sealed door stands for one of the others, most likely of the kind that is open to all.
fn doors(home: &Home) -> Vec<Doors> {
    let mut sealed = home.suspended as i64;
    let mut doors = Vec::with_capacity(5);
    for (open, kind) in KINDS {
        let count = of_type(home, open);
        let taken = sealed.min(count);
        sealed -= taken;
        doors.push(Doors {
            kind,
            count: count - taken,
        });
    }
    doors.push(Doors {
        kind: Kind::Sealed,
        count: home.suspended as i64 - sealed,
    });
    doors
}

/// The kinds of doors in the order in which they stand.
const KINDS: [(Option<OpenType>, Kind); 4] = [
    (Some(OpenType::Unconditional), Kind::Open),
    (Some(OpenType::Conditional), Kind::Half),
    (Some(OpenType::NotOpen), Kind::Shut),
    (None, Kind::Unstated),
];

fn legend(here: &Here, home: &Home) -> AnyView {
    let kinds = KINDS
        .into_iter()
        .map(|(open, _)| (open, of_type(home, open)))
        .filter(|(_, count)| *count > 0)
        .map(|(open, count)| {
            let inner =
                view! { {icon(door(open))} {open_name(open, here.lang)} " " <strong>{figures::number(count)}</strong> };
            let item = match open {
                Some(code) => {
                    let href = here.href(&format!("/datasets?open={code}"));
                    Either::Left(view! { <a href=href>{inner}</a> })
                }
                None => Either::Right(view! { <span>{inner}</span> }),
            };
            view! { <li>{item}</li> }
        })
        .collect::<Vec<_>>();
    let closed = (home.suspended > 0).then(|| {
        view! {
            <li>
                <a class="sealed" href=here.href("/datasets?state=suspended")>
                    {icon(Icon::Sealed)}
                    {here.words().marks.suspended}
                    " "
                    <strong>{figures::number(home.suspended as i64)}</strong>
                </a>
            </li>
        }
    });
    view! { <ul class="legend">{kinds} {closed}</ul> }.into_any()
}

fn key_figures(here: &Here, home: &Home) -> AnyView {
    let words = &here.words().home;
    let unconditional = of_type(home, Some(OpenType::Unconditional));
    let (on_time, promised) = (home.on_time as i64, (home.on_time + home.overdue) as i64);
    let rows: Vec<(&str, String, String)> = [
        Some((
            words.uses,
            figures::short(home.uses_today, here.lang),
            (words.uses_note)(&dates::clock(here.now)),
        )),
        (promised > 0).then(|| {
            let overdue = (words.overdue_note)(home.overdue as i64);
            (words.on_time, figures::percent(on_time, promised), overdue)
        }),
        Some((
            words.open,
            figures::number(unconditional),
            (words.open_note)(&figures::percent(unconditional, home.entries as i64)),
        )),
        Some((
            words.checking,
            figures::number(home.suspended as i64),
            words.checking_note.to_owned(),
        )),
    ]
    .into_iter()
    .flatten()
    .collect();
    let rows = rows
        .into_iter()
        .map(|(name, figure, note)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>
                        <strong>{figure}</strong>
                        {note}
                    </dd>
                </div>
            }
        })
        .collect::<Vec<_>>();
    view! { <dl class="key-figures">{rows}</dl> }.into_any()
}
