//! Every word that people read, in both languages. A string that one language lacks does not compile: words are fields
//! of one struct, names of codes and sentences of refusals are exhaustive matches.

pub mod account;
pub mod articles;
pub mod codes;
pub mod dataset;
pub mod dates;
mod en;
pub mod faults;
pub mod figures;
pub mod ledger;
pub mod lists;
pub mod offices;
pub mod people;
pub mod refusals;
mod zh;

use domain::text::Lang;

pub use articles::article;
pub use codes::Named;
pub use faults::{fault, fault_of, why};
pub use refusals::{Sentence, internal, refused};

/// The portal's words in one language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &zh::WORDS,
        Lang::En => &en::WORDS,
    }
}

/// The portal's words, by where they stand.
pub struct Words {
    /// Header, footer and what every page has.
    pub frame: Frame,
    /// Marks and facts that lists and pages share.
    pub marks: Marks,
    /// The home page.
    pub home: Home,
    /// The search page.
    pub search: Search,
    /// The dataset page.
    pub dataset: dataset::Dataset,
    /// The open list.
    pub open_list: lists::OpenList,
    /// Bodies.
    pub bodies: lists::Bodies,
    /// Themes.
    pub themes: lists::Themes,
    /// The ledger.
    pub ledger: ledger::Ledger,
    /// What forms have in common.
    pub forms: people::Forms,
    /// Registering and signing in.
    pub sign_in: people::SignIn,
    /// One's own account.
    pub account: account::Account,
    /// API keys.
    pub keys: account::Keys,
    /// The people of a place.
    pub members: offices::Members,
    /// Organisations that use data.
    pub organisation: offices::Organisation,
    /// The operator's pages.
    pub operator: offices::Operator,
    /// The registry of rules and the table of rights.
    pub rules: offices::Rules,
    /// Error pages.
    pub errors: Errors,
}

/// Header, footer and what every page has.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Frame {
    pub skip: &'static str,
    pub brand: &'static str,
    pub main_nav: &'static str,
    pub datasets: &'static str,
    pub open_list: &'static str,
    pub bodies: &'static str,
    pub menu: &'static str,
    pub search: &'static str,
    pub other_language: &'static str,
    pub to_dark: &'static str,
    pub to_light: &'static str,
    pub appearance: &'static str,
    pub by_system: &'static str,
    pub find_data: &'static str,
    pub by_open_type: &'static str,
    pub for_programs: &'static str,
    pub api: &'static str,
    pub operated_by: fn(&str) -> String,
    pub demo: &'static str,
    pub crumbs: &'static str,
    pub description: fn(&str) -> String,
    pub sign_in: &'static str,
    pub sign_out: &'static str,
    pub account: &'static str,
    pub acting_for: fn(&str) -> String,
    pub about: &'static str,
    pub rules: &'static str,
}

/// Marks and facts that lists and pages share.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Marks {
    pub unstated_type: &'static str,
    pub unstated: &'static str,
    pub suspended: &'static str,
    pub withdrawn: &'static str,
    pub was: fn(&str) -> String,
    pub sealed: fn(&str) -> String,
    pub withdrawn_line: fn(&str) -> String,
    pub metadata_stays: &'static str,
    pub suspended_since: fn(&str) -> String,
    pub see_notice: &'static str,
    pub unavailable: &'static str,
    pub on_time: &'static str,
    pub overdue: fn(i64) -> String,
    pub updated: fn(&str) -> String,
    pub rows: fn(i64) -> String,
    pub quality: fn(u8) -> String,
    pub formats: &'static str,
    pub weekly: &'static str,
    pub weekly_title: fn(&str) -> String,
    pub priority: &'static str,
    pub demo: &'static str,
    pub from_source: fn(&str) -> String,
    pub null: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub all: fn(i64) -> String,
    pub datasets: fn(i64) -> String,
    pub times: fn(i64) -> String,
}

/// The home page.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Home {
    pub title: &'static str,
    pub claim: &'static str,
    pub lead: fn(i64, i64) -> String,
    pub themes: &'static str,
    pub newest: &'static str,
    pub most_used: &'static str,
    pub priorities: fn(i32) -> String,
    pub granary: fn(i64) -> String,
    pub uses: &'static str,
    pub uses_note: fn(&str) -> String,
    pub on_time: &'static str,
    pub overdue_note: fn(i64) -> String,
    pub open: &'static str,
    pub open_note: fn(&str) -> String,
    pub checking: &'static str,
    pub checking_note: &'static str,
    pub empty: &'static str,
    pub empty_help: &'static str,
}

/// The search page.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Search {
    pub title: &'static str,
    pub label: &'static str,
    pub placeholder: &'static str,
    pub submit: &'static str,
    pub found: fn(i64, &str) -> String,
    pub all: fn(i64) -> String,
    pub filters: &'static str,
    pub filters_on: fn(usize) -> String,
    pub apply: &'static str,
    pub close: &'static str,
    pub active: &'static str,
    pub clear_all: &'static str,
    pub remove: fn(&str, &str) -> String,
    pub more: fn(usize) -> String,
    pub searched_as: fn(&str) -> String,
    pub did_you_mean: &'static str,
    pub no_hits: fn(&str) -> String,
    pub no_hits_at_all: &'static str,
    pub may_help: &'static str,
    pub no_hits_help: &'static [&'static str],
    pub range: fn(i64, i64, i64) -> String,
    pub pages: &'static str,
    pub page: fn(i64) -> String,
    pub previous: &'static str,
    pub next: &'static str,
    pub sort: &'static str,
    pub by_relevance: &'static str,
    pub by_updated: &'static str,
    pub by_used: &'static str,
    pub by_title: &'static str,
    pub open_type: &'static str,
    pub theme: &'static str,
    pub body: &'static str,
    pub level: &'static str,
    pub format: &'static str,
    pub frequency: &'static str,
    pub freshness: &'static str,
    pub interface: &'static str,
    pub state: &'static str,
    pub source: &'static str,
    pub has_api: &'static str,
    pub priority: &'static str,
    pub between: &'static str,
    pub exactly: &'static str,
    pub was_exact: &'static str,
    pub widely: &'static str,
    pub some_words: &'static str,
    pub question: &'static str,
    pub beyond: fn(&str) -> String,
    pub to_first: &'static str,
    pub suggest_keywords: &'static str,
    pub suggest_datasets: &'static str,
    pub suggest_themes: &'static str,
    pub suggest_bodies: &'static str,
    pub suggest_keys: &'static str,
    pub suggest_count: &'static str,
    pub suggest_none: &'static str,
}

/// Error pages.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Errors {
    pub status: fn(u16) -> String,
    pub why: &'static str,
    pub next: &'static str,
    pub request: &'static str,
    pub home: &'static str,
    pub all_datasets: &'static str,
    pub summary: fn(usize) -> String,
}
