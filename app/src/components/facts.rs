//! Small facts: times, freshness, rows of a list of key facts.

use domain::frequency::Freshness;
use domain::text::Lang;
use domain::time::Moment;
use leptos::either::EitherOf3;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::text::{dates, words};

/// A moment as people say it, with the exact time in its title.
pub fn when(moment: Moment, now: Moment, lang: Lang) -> impl IntoView + use<> {
    view! {
        <time datetime=moment.rfc3339() title=dates::exact(moment, lang)>
            {dates::ago(moment, now, lang)}
        </time>
    }
}

/// Whether a dataset kept its promise, and when it last changed.
pub fn freshness(state: Freshness, modified: Option<Moment>, now: Moment, lang: Lang) -> impl IntoView + use<> {
    let marks = &words(lang).marks;
    let changed = modified.map(|moment| when(moment, now, lang));
    match state {
        Freshness::OnTime => EitherOf3::A(view! {
            <span class="on-time">{icon(Icon::Tick)} {marks.on_time} {changed.map(|changed| (" · ", changed))}</span>
        }),
        Freshness::Overdue { days } => EitherOf3::B(view! {
            <span class="overdue">{icon(Icon::Clock)} {(marks.overdue)(days)}</span>
        }),
        Freshness::NotPromised => EitherOf3::C(modified.map(|moment| {
            let said = (marks.updated)(&dates::ago(moment, now, lang));
            view! {
                <span>
                    <time datetime=moment.rfc3339() title=dates::exact(moment, lang)>
                        {said}
                    </time>
                </span>
            }
        })),
    }
}

/// A row of a list of key facts; a value that was not stated is shown as such.
pub fn fact<V: IntoView>(name: &'static str, value: Option<V>, lang: Lang) -> impl IntoView {
    let value = match value {
        Some(value) => leptos::either::Either::Left(value),
        None => leptos::either::Either::Right(view! { <span class="missing">{words(lang).marks.unstated}</span> }),
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}
