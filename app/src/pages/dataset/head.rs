//! The head of the page: name, doors, abstract, key facts, what can be done; and the notice over a closed door.

use domain::frequency::Freshness;
use domain::gate::Channel;
use domain::suspension::Door;
use domain::version::Version;
use leptos::prelude::*;

use super::{Shown, section};
use crate::api::dataset::{archive_path, file_path, handiest};
use crate::components::{Icon, badges, crumbs, freshness, icon, said};
use crate::text::{Named, article, dates, figures};

/// Everything above the notice.
pub(super) fn top(shown: &Shown) -> impl IntoView + use<> {
    let (here, lang) = (&shown.here, shown.here.lang);
    let view = &shown.dataset.view;
    let metadata = &view.entry.metadata;
    let marks = &here.words().marks;
    let mut steps = vec![(here.words().frame.datasets.to_owned(), Some("/datasets".to_owned()))];
    if let Some(theme) = metadata.theme {
        steps.push((theme.name(lang).to_owned(), Some(format!("/themes/{theme}"))));
    }
    steps.push((view.body.short.get(lang).to_owned(), None));
    let (title, title_lang) = said(&metadata.title, lang);
    let source = metadata.source.as_ref().map(|source| {
        let said = (shown.words().source)(&source.catalogue);
        view! { <span class="badge">{said}</span> }
    });
    view! {
        {crumbs(here, steps)}
        <header class="page-head">
            <h1 lang=title_lang>{title}</h1>
            <div class="badges">
                {badges(metadata.open_type, &view.door, lang)}
                {metadata.priority.then(|| view! { <span class="badge">{icon(Icon::Tick)} {marks.priority}</span> })}
                {metadata.demo.then(|| view! { <span class="badge demo">{marks.demo}</span> })} {source}
            </div>
            {matches!(view.door, Door::Open).then(|| abstract_text(shown))} {key_facts(shown)} {actions(shown)}
        </header>
    }
}

fn abstract_text(shown: &Shown) -> impl IntoView + use<> {
    let (text, lang) = said(&shown.dataset.entry().metadata.summary, shown.here.lang);
    if text.trim().is_empty() {
        view! { <p class="missing">{shown.words().no_abstract}</p> }.into_any()
    } else {
        view! { <p class="abstract" lang=lang>{text}</p> }.into_any()
    }
}

/// The abstract under the notice of a closed door, where the notice comes first.
pub(super) fn abstract_below(shown: &Shown) -> Option<impl IntoView + use<>> {
    let closed = !matches!(shown.dataset.view.door, Door::Open);
    closed.then(|| {
        section(
            "abstract",
            shown.words().abstract_,
            (),
            view! { <div class="section-body">{abstract_text(shown)}</div> },
        )
    })
}

fn key_facts(shown: &Shown) -> impl IntoView + use<> {
    let (here, lang) = (&shown.here, shown.here.lang);
    let (view, words) = (&shown.dataset.view, shown.words());
    let rows = shown.dataset.latest().and_then(Version::rows).or(view.stated_rows);
    let items = view.entry.metadata.items.len();
    let (body, body_lang) = said(&view.body.name, lang);
    let marks = &here.words().marks;
    let dated = view.freshness != Freshness::NotPromised || view.entry.modified.is_some();
    view! {
        <ul class="facts top-facts">
            <li lang=body_lang>{body}</li>
            {dated.then(|| view! { <li>{freshness(view.freshness, view.entry.modified, here.now, lang)}</li> })}
            {rows.map(|rows| view! { <li>{(marks.rows)(rows)}</li> })}
            {(items > 0).then(|| view! { <li>{(words.items_count)(items)}</li> })}
            <li>{(marks.quality)(view.quality.score())}</li>
        </ul>
    }
}

/// What can be done, where the gate lets it.
fn actions(shown: &Shown) -> Option<impl IntoView + use<>> {
    let (words, slug) = (shown.words(), &shown.dataset.entry().slug);
    let latest = shown.dataset.latest()?;
    let file = handiest(&latest.files)?;
    let get = shown.dataset.view.offer(Channel::Download).is_ok().then(|| {
        let archive = (latest.files.len() > 1).then(|| {
            let href = archive_path(slug, latest);
            view! { <a class="button" href=href>{words.all_files}</a> }
        });
        view! {
            <a class="button primary" href=file_path(slug, file)>
                {icon(Icon::Down)}
                {(words.download)(file.format.name(shown.here.lang))}
                " "
                <small>{figures::bytes(file.bytes)}</small>
            </a>
            {archive}
        }
    });
    let call = shown.dataset.view.offer(Channel::Api).is_ok().then(|| {
        view! { <a class="button" href="#api">{words.call}</a> }
    });
    (get.is_some() || call.is_some()).then(|| view! { <div class="actions">{get} {call}</div> })
}

/// The notice over a dataset whose door is closed: what happened and since when, the law, what it means, what people
/// can do meanwhile. It names nobody and guesses no outcome.
pub(super) fn notice(shown: &Shown) -> Option<impl IntoView + use<>> {
    let (words, lang) = (shown.words(), shown.here.lang);
    let door = &shown.dataset.view.door;
    let notice = door.notice()?;
    let suspended = matches!(door, Door::Suspended { .. });
    let refusal = shown.dataset.view.offer(Channel::Preview).err()?;
    let title = crate::text::refused(&refusal, lang).title;
    let (means, first) = if suspended {
        (words.suspended_means, words.do_not_spread)
    } else {
        (words.withdrawn_means, words.delete_copies)
    };
    let means = means.iter().map(|line| view! { <li>{*line}</li> }).collect::<Vec<_>>();
    let contact = &shown.dataset.entry().metadata.contact;
    let contact = contact
        .email
        .as_ref()
        .or(contact.phone.as_ref())
        .or(shown.dataset.view.body.contact.as_ref());
    let instead = (!shown.related.is_empty()).then(|| {
        let links = shown
            .related
            .iter()
            .take(2)
            .map(|card| {
                let (title, title_lang) = said(&card.title, lang);
                let href = shown.here.href(&format!("/datasets/{}", card.slug));
                view! {
                    " "
                    <a href=href lang=title_lang>
                        {title}
                    </a>
                }
            })
            .collect::<Vec<_>>();
        view! { <li>{words.instead} {links}</li> }
    });
    Some(view! {
        <section class="seal" id="notice" aria-labelledby="notice-title">
            <h2 id="notice-title">{icon(Icon::Sealed)} {title}</h2>
            <div class="parts first">
                <div>
                    <p>
                        <time datetime=notice.since.rfc3339()>
                            {(words.since)(&dates::exact(notice.since, lang))}
                        </time>
                    </p>
                    <p>{(words.reason)(&notice.reason)}</p>
                    {suspended.then(|| view! { <p>{words.temporary}</p> })}
                </div>
                <div>
                    <h3>{words.law}</h3>
                    <p>{article(&notice.article, lang)}</p>
                </div>
            </div>
            <div class="parts">
                <div>
                    <h3>{words.meaning}</h3>
                    <ul>{means}</ul>
                </div>
                <div>
                    <h3>{shown.here.words().errors.next}</h3>
                    <ul>
                        <li>{first}</li>
                        {suspended.then(|| view! { <li>{words.come_back}</li> })}
                        {contact.map(|contact| view! { <li>{(words.write_to)(contact)}</li> })} {instead}
                    </ul>
                </div>
            </div>
        </section>
    })
}

/// Links to the parts of the page that it has.
pub(super) fn contents(shown: &Shown) -> impl IntoView + use<> {
    let words = shown.words();
    let view = &shown.dataset.view;
    let withdrawn = matches!(view.door, Door::Withdrawn { .. });
    let open_type = view.entry.metadata.open_type;
    let links = [
        (
            "#conditions",
            words.conditions,
            open_type == Some(domain::entry::OpenType::Conditional),
        ),
        (
            "#why-not-open",
            words.why_not_open,
            open_type == Some(domain::entry::OpenType::NotOpen),
        ),
        (
            "#preview",
            words.preview,
            matches!(view.door, Door::Open) && !view.versions.is_empty(),
        ),
        ("#items", words.items, true),
        ("#files", words.files, !withdrawn),
        ("#api", words.api, !withdrawn),
        ("#versions", words.versions, !view.versions.is_empty()),
        ("#cite", words.cite, true),
    ];
    let links = links
        .into_iter()
        .filter(|(.., there)| *there)
        .map(|(href, name, _)| view! { <li><a href=href>{name}</a></li> })
        .collect::<Vec<_>>();
    view! {
        <nav class="contents" aria-label=words.on_this_page>
            <ul class="links">{links}</ul>
        </nav>
    }
}
