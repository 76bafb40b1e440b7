//! The column at the side: key facts, quality, use, and where programs read on.

use domain::entry::{Metadata, Source};
use domain::frequency::Freshness;
use domain::text::Lang;
use domain::time::Moment;
use leptos::prelude::*;

use super::Shown;
use crate::components::{RowEnd, bar, card_row, fact, freshness, said, spark, when};
use crate::text::{Named, dates, figures};

/// The column.
pub(super) fn side(shown: &Shown) -> impl IntoView + use<> {
    view! { <aside class="side">{facts(shown)} {quality(shown)} {uses(shown)} {related(shown)} {machine(shown)}</aside> }
}

/// A part of the column.
fn part(title: &'static str, body: impl IntoView) -> impl IntoView {
    view! {
        <section>
            <div class="section-head">
                <h2>{title}</h2>
            </div>
            {body}
        </section>
    }
}

fn facts(shown: &Shown) -> impl IntoView + use<> {
    let (here, words, lang) = (&shown.here, shown.words(), shown.here.lang);
    let view = &shown.dataset.view;
    let metadata = &view.entry.metadata;
    let source = metadata.source.as_ref();
    let (body, body_lang) = said(&view.body.name, lang);
    let body = view! {
        <a href=here.href(&format!("/bodies/{}", view.body.slug)) lang=body_lang>
            {body}
        </a>
    };
    let theme = metadata.theme.map(|theme| {
        view! { <a href=here.href(&format!("/themes/{theme}"))>{theme.name(lang)}</a> }
    });
    let day = |moment: Moment| view! { <time datetime=moment.rfc3339()>{dates::full_day(moment.day(), lang)}</time> };
    let (spatial, spatial_lang) = said(&metadata.spatial, lang);
    let temporal = metadata
        .temporal
        .map(|(from, to)| (words.span)(&dates::full_day(from, lang), &dates::full_day(to, lang)));
    let methods = metadata
        .access
        .iter()
        .map(|method| method.name(lang))
        .collect::<Vec<_>>();
    let listed =
        |names: Vec<&'static str>| (!names.is_empty()).then(|| names.join(if lang == Lang::Zh { "、" } else { ", " }));
    let promised = view.freshness != Freshness::NotPromised;
    let rows = (
        fact(words.body, Some(body), lang),
        fact(words.theme, theme, lang),
        fact(words.frequency, frequency(metadata, words.in_its_words, lang), lang),
        promised.then(|| {
            let kept = freshness(view.freshness, None, here.now, lang);
            fact(here.words().search.freshness, Some(kept), lang)
        }),
        fact(
            words.modified,
            view.entry.modified.map(|moment| when(moment, here.now, lang)),
            lang,
        ),
        view.due
            .map(|due| fact(words.next_due, Some(when(due.plus(-1), here.now, lang)), lang)),
        fact(words.first_published, view.entry.issued.map(day), lang),
        fact(words.revision, Some((words.revision_no)(view.entry.revision)), lang),
        fact(
            words.provenance,
            metadata.provenance.map(|provenance| provenance.name(lang)),
            lang,
        ),
        fact(words.grade, metadata.grade.map(|grade| grade.name(lang)), lang),
        fact(words.licence, licence(metadata, lang), lang),
    );
    let more = (
        fact(words.access, listed(methods), lang),
        fact(
            words.spatial,
            (!spatial.is_empty()).then(|| view! { <span lang=spatial_lang>{spatial}</span> }),
            lang,
        ),
        fact(words.temporal, temporal, lang),
        fact(words.contact, contact(shown), lang),
        (!metadata.keywords.is_empty()).then(|| fact(words.keywords, Some(keywords(shown)), lang)),
        source.map(|source| source_rows(shown, source)),
    );
    let note = source.map(|_| view! { <p class="hint">{words.unstated_note}</p> });
    part(words.facts, view! { <dl class="key-facts">{rows} {more}</dl> {note} })
}

/// The frequency, or what the source says of it.
fn frequency(metadata: &Metadata, in_its_words: &'static str, lang: Lang) -> Option<AnyView> {
    let own = || metadata.source.as_ref()?.frequency.clone();
    match metadata.frequency {
        Some(frequency) => Some(frequency.name(lang).into_any()),
        None => own().map(|own| view! { <span title=in_its_words>{own}</span> }.into_any()),
    }
}

/// The licence, or what the source says of it.
fn licence(metadata: &Metadata, lang: Lang) -> Option<String> {
    let own = || metadata.source.as_ref()?.licence.clone();
    metadata
        .licence
        .map(|licence| licence.name(lang).to_owned())
        .or_else(own)
}

fn contact(shown: &Shown) -> Option<impl IntoView + use<>> {
    let contact = &shown.dataset.entry().metadata.contact;
    let (name, name_lang) = said(&contact.name, shown.here.lang);
    if name.is_empty() && contact.email.is_none() && contact.phone.is_none() {
        return None;
    }
    let name = (!name.is_empty()).then(|| view! { <span lang=name_lang>{name}</span> <br /> });
    let email = contact.email.clone().map(|email| {
        let address = format!("mailto:{email}");
        view! { <a href=address>{email}</a> <br /> }
    });
    let phone = contact.phone.clone().map(|phone| view! { <span>{phone}</span> });
    Some(view! { {name} {email} {phone} })
}

fn keywords(shown: &Shown) -> Vec<impl IntoView + use<>> {
    shown
        .dataset
        .entry()
        .metadata
        .keywords
        .iter()
        .map(|keyword| view! { <span class="keyword">{keyword.clone()}</span> " " })
        .collect()
}

/// Where a harvested entry comes from.
fn source_rows(shown: &Shown, source: &Source) -> impl IntoView + use<> {
    let (words, lang) = (shown.words(), shown.here.lang);
    view! {
        {fact(words.catalogue, Some(source.catalogue.clone()), lang)}
        {fact(words.source_id, Some(view! { <code>{source.id.clone()}</code> }), lang)}
        {source.topic.clone().map(|topic| fact(words.source_topic, Some(topic), lang))}
    }
}

fn quality(shown: &Shown) -> impl IntoView + use<> {
    let words = shown.words();
    let quality = &shown.dataset.view.quality;
    let parts = [
        (words.described, Some(quality.described)),
        (words.filled, quality.filled),
        (words.timely, quality.timely),
        (words.readable, quality.readable),
    ];
    let parts = parts
        .into_iter()
        .map(|(name, score)| {
            let value = match score {
                Some(score) => view! { {bar(score.into(), 100).view()} <span>{score}</span> }.into_any(),
                None => view! { <span class="missing">{words.not_judged}</span> }.into_any(),
            };
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
        })
        .collect::<Vec<_>>();
    part(
        words.quality,
        view! {
            <p class="score">
                <strong>{quality.score()}</strong>
                " "
                {words.out_of}
            </p>
            <dl class="score-parts">{parts}</dl>
            <p class="hint">{words.quality_note}</p>
        },
    )
}

fn uses(shown: &Shown) -> impl IntoView + use<> {
    let words = shown.words();
    let weekly = &shown.dataset.view.weekly;
    let sum: i64 = weekly.iter().sum();
    let each = weekly
        .iter()
        .map(|n| figures::number(*n))
        .collect::<Vec<_>>()
        .join(" · ");
    let drawing = spark(weekly, &(shown.here.words().marks.weekly_title)(&each));
    let said = if sum == 0 {
        words.no_use.to_owned()
    } else {
        (words.use_sum)(sum)
    };
    part(
        words.use_,
        view! {
            <div class="use">
                {drawing.map(crate::components::Html::view)}
                <p>{said}</p>
            </div>
        },
    )
}

fn related(shown: &Shown) -> Option<impl IntoView + use<>> {
    let rows = shown
        .related
        .iter()
        .map(|card| card_row(&shown.here, card, RowEnd::Changed))
        .collect::<Vec<_>>();
    (!rows.is_empty()).then(|| part(shown.words().related, view! { <ul class="rows">{rows}</ul> }))
}

fn machine(shown: &Shown) -> impl IntoView + use<> {
    let words = shown.words();
    let metadata = format!("/api/v1/datasets/{}", shown.dataset.entry().slug);
    let versions = format!("{metadata}/versions");
    part(
        words.machine,
        view! {
            <ul class="links plain">
                <li>
                    <a href=metadata type="application/json">
                        {words.machine_metadata}
                    </a>
                </li>
                <li>
                    <a href=versions type="application/json">
                        {words.machine_versions}
                    </a>
                </li>
            </ul>
        },
    )
}
