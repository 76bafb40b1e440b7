//! What pages are made of. A component is a plain function from facts to a view.

pub mod badge;
pub mod bars;
pub mod events;
pub mod facets;
pub mod facts;
pub mod frame;
pub mod granary;
pub mod hit;
pub mod html;
pub mod icon;
pub mod notices;
pub mod pager;
pub mod preview;
pub mod rows;
pub mod search_box;
pub mod spark;
pub mod team;

pub use badge::{badges, open_badge};
pub use bars::{bar, hatch, on_time_bar};
pub use events::events_table;
pub use facts::{fact, freshness, when};
pub use frame::{crumbs, head, own_head, page, said, section_head};
pub use hit::hit;
pub use html::Html;
pub use icon::{Icon, icon};
pub use notices::{empty, seal, seal_line};
pub use pager::{Paging, pager};
pub use preview::preview_table;
pub use rows::{RowEnd, card_list, card_row};
pub use search_box::search_box;
pub use spark::spark;
pub use team::{Team, team};
