//! The icons. Five of them mean something by their shape: the doors of a granary.

use leptos::tachys::html::InertElement;

/// An icon of the sprite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The portal's mark.
    Mark,
    /// Empty doorway: unconditional.
    DoorOpen,
    /// One leaf shut: conditional.
    DoorHalf,
    /// Both leaves shut: not open.
    DoorShut,
    /// Nobody said how open: not stated.
    DoorUnstated,
    /// Flag: an annotation.
    Flag,
    /// Diagonal strip: suspended.
    Sealed,
    /// Magnifying glass.
    Search,
    /// Three bars.
    Menu,
    /// Half-lit disc.
    Theme,
    /// Folds and unfolds.
    Chevron,
    /// Takes away.
    Cross,
    /// On time.
    Tick,
    /// Overdue.
    Clock,
    /// Download.
    Down,
    /// An interface.
    Pulse,
    /// Octagon: a field that was not filled as it should be.
    Wrong,
}

/// HTML that is safe because it is written here.
#[derive(Debug, Clone, Copy)]
pub struct Fixed(&'static str);

impl Fixed {
    /// The HTML as a view.
    pub fn view(self) -> InertElement {
        InertElement::new(self.0)
    }
}

macro_rules! used {
    ($id:literal) => {
        concat!(
            r##"<svg class="icon" aria-hidden="true"><use href="#i-"##,
            $id,
            r#""></use></svg>"#
        )
    };
}

impl Icon {
    /// The icon as HTML, for tables and other fragments that are written as text.
    pub const fn html(self) -> &'static str {
        match self {
            Self::Mark => used!("mark"),
            Self::DoorOpen => used!("door-open"),
            Self::DoorHalf => used!("door-half"),
            Self::DoorShut => used!("door-shut"),
            Self::DoorUnstated => used!("door-unstated"),
            Self::Flag => used!("flag"),
            Self::Sealed => used!("sealed"),
            Self::Search => used!("search"),
            Self::Menu => used!("menu"),
            Self::Theme => used!("theme"),
            Self::Chevron => used!("chevron"),
            Self::Cross => used!("cross"),
            Self::Tick => used!("tick"),
            Self::Clock => used!("clock"),
            Self::Down => used!("down"),
            Self::Pulse => used!("pulse"),
            Self::Wrong => used!("wrong"),
        }
    }
}

/// The icon as a view. It is decoration to those who listen: words stand beside it.
pub fn icon(icon: Icon) -> InertElement {
    InertElement::new(icon.html())
}

/// All icons, once in a page.
pub const SPRITE: Fixed = Fixed(concat!(
    r#"<svg class="sprite" aria-hidden="true" xmlns="http://www.w3.org/2000/svg">"#,
    r#"<symbol id="i-mark" viewBox="0 0 34 34"><path d="M3 15.5 17 4l14 11.5" fill="none" stroke="currentColor" stroke-width="3"/>"#,
    r#"<path d="M7 17.5h7.5V31L7 28.2zM27 17.5h-7.5V31l7.5-2.8z" fill="currentColor"/></symbol>"#,
    r#"<symbol id="i-door-open" viewBox="0 0 16 16"><path d="M1 14h3V2.5h8V14h3" fill="none" stroke="currentColor" stroke-width="1.6"/></symbol>"#,
    r#"<symbol id="i-door-half" viewBox="0 0 16 16"><path d="M1 14h3V2.5h8V14h3" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M4 2.5h4.4V14H4z" fill="currentColor"/></symbol>"#,
    r#"<symbol id="i-door-shut" viewBox="0 0 16 16"><path d="M3 2h4.4v12.5H3zM8.6 2H13v12.5H8.6z" fill="currentColor"/></symbol>"#,
    r#"<symbol id="i-door-unstated" viewBox="0 0 16 16"><path d="M4 14V2.5h8V14" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.2 1.6"/></symbol>"#,
    r#"<symbol id="i-flag" viewBox="0 0 16 16"><path d="M3 1.5h1.5v13H3zM4.5 2.5h9l-2.2 3 2.2 3h-9z" fill="currentColor"/></symbol>"#,
    r#"<symbol id="i-sealed" viewBox="0 0 16 16"><path d="M2.3 2.3h11.4v11.4H2.3z" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M2.3 10.8v2.9h2.9l8.5-8.5V2.3h-2.9z" fill="currentColor"/></symbol>"#,
    r#"<symbol id="i-search" viewBox="0 0 20 20"><path d="M8.5 2.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM13 13l4.5 4.5" fill="none" stroke="currentColor" stroke-width="1.8"/></symbol>"#,
    r#"<symbol id="i-menu" viewBox="0 0 20 20"><path d="M2 5h16M2 10h16M2 15h16" fill="none" stroke="currentColor" stroke-width="1.8"/></symbol>"#,
    r#"<symbol id="i-theme" viewBox="0 0 20 20"><circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/></symbol>"#,
    r#"<symbol id="i-chevron" viewBox="0 0 14 14"><path d="m2 4.5 5 5 5-5" fill="none" stroke="currentColor" stroke-width="1.6"/></symbol>"#,
    r#"<symbol id="i-cross" viewBox="0 0 14 14"><path d="m2.5 2.5 9 9m0-9-9 9" fill="none" stroke="currentColor" stroke-width="1.6"/></symbol>"#,
    r#"<symbol id="i-tick" viewBox="0 0 16 16"><path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2"/></symbol>"#,
    r#"<symbol id="i-clock" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M8 4.5V8l2.5 1.5" fill="none" stroke="currentColor" stroke-width="1.6"/></symbol>"#,
    r#"<symbol id="i-down" viewBox="0 0 16 16"><path d="M8 1.5v9M4 7l4 4 4-4M2 14.5h12" fill="none" stroke="currentColor" stroke-width="1.8"/></symbol>"#,
    r#"<symbol id="i-pulse" viewBox="0 0 16 16"><path d="M1 8.5h3l2-5 3.5 9 2-4H15" fill="none" stroke="currentColor" stroke-width="1.6"/></symbol>"#,
    r#"<symbol id="i-wrong" viewBox="0 0 16 16"><path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M8 4.5v4.2M8 10.4v1.6" fill="none" stroke="currentColor" stroke-width="1.8"/></symbol>"#,
    "</svg>",
));
