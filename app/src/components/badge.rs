//! Badges: the doors, in words, shape and border.

use domain::entry::OpenType;
use domain::suspension::Door;
use domain::text::Lang;
use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::text::{Named, words};

/// The shape of an open type.
pub const fn door(open: Option<OpenType>) -> Icon {
    match open {
        Some(OpenType::Unconditional) => Icon::DoorOpen,
        Some(OpenType::Conditional) => Icon::DoorHalf,
        Some(OpenType::NotOpen) => Icon::DoorShut,
        None => Icon::DoorUnstated,
    }
}

/// The name of an open type, or that nobody stated it.
pub fn open_name(open: Option<OpenType>, lang: Lang) -> &'static str {
    open.map_or(words(lang).marks.unstated_type, |open| open.name(lang))
}

/// The badge of an open type.
pub fn open_badge(open: Option<OpenType>, lang: Lang) -> impl IntoView + use<> {
    let class = match open {
        Some(OpenType::Unconditional) => "badge unconditional",
        Some(OpenType::Conditional) => "badge conditional",
        Some(OpenType::NotOpen) => "badge not-open",
        None => "badge unstated",
    };
    view! { <span class=class>{icon(door(open))} {open_name(open, lang)}</span> }
}

/// The badges of a dataset: its open type, or, behind a closed door, the seal and what it was.
pub fn badges(open: Option<OpenType>, state: &Door, lang: Lang) -> AnyView {
    let marks = &words(lang).marks;
    let sealed = match state {
        Door::Open => return open_badge(open, lang).into_any(),
        Door::Suspended { .. } => marks.suspended,
        Door::Withdrawn { .. } => marks.withdrawn,
    };
    view! {
        <span class="badge sealed">{icon(Icon::Sealed)} {sealed}</span>
        <span class="badge was">{icon(door(open))} {(marks.was)(open_name(open, lang))}</span>
    }
    .into_any()
}
