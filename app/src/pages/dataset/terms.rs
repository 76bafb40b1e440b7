//! What the law asks before data is given: conditions of a conditional entry, and why another is not open.

use domain::entry::{Condition, OpenType};
use domain::refused::Refused;
use leptos::prelude::*;

use super::{Shown, section};
use crate::components::said;
use crate::text::{Named, article};

/// The conditions of a conditional entry (O21-15a).
pub(super) fn conditions(shown: &Shown) -> Option<impl IntoView + use<>> {
    let (words, lang) = (shown.words(), shown.here.lang);
    let metadata = &shown.dataset.entry().metadata;
    if metadata.open_type != Some(OpenType::Conditional) {
        return None;
    }
    let law = article(Refused::NoAgreement.rule().unwrap_or_default(), lang);
    let none = metadata
        .conditions
        .is_empty()
        .then(|| view! { <p class="missing">{words.no_conditions}</p> });
    let rows = metadata
        .conditions
        .iter()
        .map(|condition| row(shown, condition))
        .collect::<Vec<_>>();
    let body = view! {
        <p class="section-body">{(words.conditions_law)(&law)}</p>
        {none}
        <ol class="conditions">{rows}</ol>
    };
    Some(section("conditions", words.conditions, (), body))
}

fn row(shown: &Shown, condition: &Condition) -> impl IntoView + use<> {
    let (words, lang) = (shown.words(), shown.here.lang);
    let (text, text_lang) = said(&condition.text, lang);
    let (evidence, evidence_lang) = said(&condition.evidence, lang);
    let needed = if condition.mandatory {
        words.mandatory
    } else {
        words.optional
    };
    view! {
        <li id=format!("condition-{}", condition.id)>
            <div class="condition-name">
                <code>{condition.id.clone()}</code>
                <span>{condition.kind.name(lang)}</span>
                <span class="badge" class:needed=condition.mandatory>
                    {needed}
                </span>
            </div>
            <div>
                <p lang=text_lang>{text}</p>
                {(!evidence.is_empty())
                    .then(|| {
                        view! {
                            <p class="evidence">
                                <b>{words.evidence}</b>
                                " "
                                <span lang=evidence_lang>{evidence}</span>
                            </p>
                        }
                    })}
            </div>
        </li>
    }
}

/// Why an entry is not open (O21-11b).
pub(super) fn why_not_open(shown: &Shown) -> Option<impl IntoView + use<>> {
    let (words, lang) = (shown.words(), shown.here.lang);
    let metadata = &shown.dataset.entry().metadata;
    if metadata.open_type != Some(OpenType::NotOpen) {
        return None;
    }
    let law = article(Refused::NotOpen.rule().unwrap_or_default(), lang);
    let protected = metadata
        .items
        .iter()
        .filter_map(|item| Some((item, item.protection?)))
        .map(|(item, protection)| {
            let (title, title_lang) = said(&item.title, lang);
            view! {
                <li>
                    <b lang=title_lang>{title}</b>
                    " "
                    <code>{item.name.clone()}</code>
                    " "
                    <span class="badge">{protection.name(lang)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let items = if protected.is_empty() {
        view! { <p>{words.not_open_no_items}</p> }.into_any()
    } else {
        view! {
            <p>{words.not_open_items}</p>
            <ul class="protected">{protected}</ul>
        }
        .into_any()
    };
    let body = view! {
        <p class="section-body">{(words.not_open_law)(&law)}</p>
        {items}
    };
    Some(section("why-not-open", words.why_not_open, (), body))
}
