//! English.

use super::figures::{number, short};
use super::{Errors, Frame, Home, Marks, Search, Words, dataset, ledger, lists};
use domain::text::Lang;

/// A number with its noun: `1 dataset`, `1,842 datasets`.
fn count(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// The words in English.
pub const WORDS: Words = Words {
    frame: Frame {
        skip: "Skip to content",
        brand: "Kaicang",
        main_nav: "Main",
        datasets: "Datasets",
        open_list: "Open list",
        bodies: "Bodies",
        menu: "Menu",
        search: "Search",
        other_language: "中文",
        to_dark: "Dark",
        to_light: "Light",
        appearance: "Appearance",
        by_system: "As the system",
        find_data: "Find data",
        by_open_type: "By open type",
        for_programs: "For programs",
        api: "API description (OpenAPI)",
        operated_by: |name| format!("Platform operator: {name}"),
        demo: "Demonstration: all data and bodies are invented",
        crumbs: "You are here",
        description: |site| {
            format!("{site}: find, look at and download public data. Unconditional data needs no account.")
        },
    },
    marks: Marks {
        unstated_type: "Open type not stated",
        unstated: "not stated",
        suspended: "Suspended",
        withdrawn: "Withdrawn",
        was: |name| format!("was: {name}"),
        sealed: |law| format!("No data while we check ({law})."),
        withdrawn_line: |law| format!("The data was withdrawn and is no longer given out ({law})."),
        metadata_stays: "The description stays open",
        suspended_since: |when| format!("suspended since {when}"),
        see_notice: "Read the notice",
        unavailable: "Not available now",
        on_time: "On time",
        overdue: |days| match days {
            0 => "Overdue since today".to_owned(),
            _ => format!("{} overdue", count(days, "day", "days")),
        },
        updated: |when| format!("updated {when}"),
        rows: |n| format!("{} {}", short(n, Lang::En), if n == 1 { "row" } else { "rows" }),
        quality: |score| format!("Quality {score}"),
        formats: "Formats",
        weekly: "uses in 12 weeks",
        weekly_title: |figures| format!("Uses in each of the last 12 weeks: {figures}"),
        priority: "Yearly priority",
        demo: "Demo data",
        from_source: |source| format!("from {source}"),
        null: "empty",
        copy: "Copy",
        copied: "Copied",
        all: |n| format!("See all {}", number(n)),
        datasets: |n| count(n, "dataset", "datasets"),
        times: |n| format!("{} {}", short(n, Lang::En), if n == 1 { "use" } else { "uses" }),
    },
    home: Home {
        title: "Home",
        claim: "City data, open for the taking",
        lead: |bodies, datasets| {
            format!(
                "{} from {}. Unconditional data needs no account.",
                count(datasets, "dataset", "datasets"),
                count(bodies, "data-opening body", "data-opening bodies")
            )
        },
        themes: "Themes",
        newest: "Newly updated",
        most_used: "Most used",
        priorities: |year| format!("Priorities of {year}"),
        granary: |n| {
            format!(
                "{}, one door each, in order of open type",
                count(n, "dataset", "datasets")
            )
        },
        uses: "Uses today",
        uses_note: |time| format!("downloads and API calls, as of {time}"),
        on_time: "Updated on time",
        overdue_note: |n| format!("{} overdue", count(n, "dataset", "datasets")),
        open: "Unconditional",
        open_note: |share| format!("{share} of all datasets"),
        checking: "Being checked",
        checking_note: "suspended while we check",
        empty: "There are no datasets on the open list yet",
        empty_help: "Load the demo catalogue with kaicang seed, or import a catalogue with kaicang import.",
    },
    search: Search {
        title: "Datasets",
        label: "Search datasets",
        placeholder: "Dataset, data item or body",
        submit: "Search",
        found: |n, q| format!("{} for “{q}”", count(n, "dataset", "datasets")),
        all: |n| format!("All {}", count(n, "dataset", "datasets")),
        filters: "Filters",
        filters_on: |n| match n {
            0 => "Filters".to_owned(),
            n => format!("Filters ({n})"),
        },
        apply: "Apply filters",
        close: "Close filters",
        active: "Chosen filters",
        clear_all: "Clear all",
        remove: |facet, value| format!("Remove {facet}: {value}"),
        more: |n| format!("{n} more"),
        searched_as: |words| format!("Also searched for: {words}."),
        did_you_mean: "Did you mean",
        no_hits: |q| format!("No match for “{q}”"),
        no_hits_at_all: "No dataset fits these filters",
        may_help: "What may help",
        no_hits_help: &[
            "Use a shorter word: “bus” instead of “bus arrival timetable”",
            "Chinese, pinyin and pinyin initials work too: 公交, gongjiao, ggjt",
        ],
        range: |from, to, total| format!("{} to {} of {}", number(from), number(to), number(total)),
        pages: "Pages of results",
        page: |n| format!("Page {n}"),
        previous: "Previous",
        next: "Next",
        sort: "Sort by",
        by_relevance: "Relevance",
        by_updated: "Updated",
        by_used: "Most used",
        by_title: "Title",
        open_type: "Open type",
        theme: "Theme",
        body: "Data-opening body",
        level: "Level of body",
        format: "Format",
        frequency: "Update frequency",
        freshness: "Freshness",
        interface: "API",
        state: "State",
        source: "Source catalogue",
        has_api: "Has an API",
        priority: "Priority",
        between: ", ",
        exactly: "Search these words only",
        was_exact: "Searched for these words only.",
        widely: "Search for synonyms and pinyin too",
        some_words: "No dataset has all these words; those below have some of them.",
        question: "?",
        beyond: |page| format!("There is no page {page}"),
        to_first: "Go to the first page",
        suggest_keywords: "Search for",
        suggest_datasets: "Datasets",
        suggest_themes: "Themes",
        suggest_bodies: "Data-opening bodies",
        suggest_keys: "↑ ↓ to choose, Enter to open, Esc to close",
        suggest_count: "suggestions",
        suggest_none: "No suggestions",
    },
    dataset: dataset::EN,
    open_list: lists::OPEN_LIST_EN,
    bodies: lists::BODIES_EN,
    themes: lists::THEMES_EN,
    ledger: ledger::EN,
    errors: Errors {
        status: |status| format!("Status {status}"),
        why: "Why",
        next: "What you can do",
        request: "Request id",
        home: "Go to the home page",
        all_datasets: "See all datasets",
        summary: |n| {
            if n == 1 {
                "One thing to change".to_owned()
            } else {
                format!("{n} things to change")
            }
        },
    },
};
