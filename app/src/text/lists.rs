//! Words of the open list and of the pages of bodies and themes.

use super::figures::number;

/// The open list.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct OpenList {
    pub title: &'static str,
    pub lead: fn(&str) -> String,
    pub filters: &'static str,
    pub any: &'static str,
    pub counted: fn(&str, i64) -> String,
    pub apply: &'static str,
    pub clear: &'static str,
    pub total: fn(i64) -> String,
    pub order: &'static str,
    pub export: &'static str,
    pub table: &'static str,
    pub name: &'static str,
    pub theme: &'static str,
    pub items: &'static str,
    pub formats: &'static str,
    pub open_type: &'static str,
    pub conditions: &'static str,
    pub condition_count: fn(usize) -> String,
    pub no_conditions: &'static str,
    pub frequency: &'static str,
    pub body: &'static str,
    pub revision: &'static str,
    pub issued: &'static str,
    pub modified: &'static str,
    pub empty: &'static str,
    pub empty_help: &'static str,
}

/// Bodies, and the page of one.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Bodies {
    pub title: &'static str,
    pub lead: fn(i64, i64) -> String,
    pub table: fn(&str) -> String,
    pub body: &'static str,
    pub datasets: &'static str,
    pub on_time: &'static str,
    pub overdue: &'static str,
    pub closed: &'static str,
    pub no_promise: &'static str,
    pub late_of: fn(i64, i64) -> String,
    pub all_on_time: fn(i64) -> String,
    pub legend: &'static str,
    pub count: fn(i64) -> String,
    pub all_of_level: fn(i64) -> String,
    pub all_levels: &'static str,
    pub empty: &'static str,
    pub contact: &'static str,
    pub figures: &'static str,
    pub closed_note: &'static str,
    pub promised_note: fn(i64, i64) -> String,
    pub by_type: &'static str,
    pub themes: &'static str,
    pub most_used: &'static str,
    pub all: fn(i64) -> String,
    pub no_entries: &'static str,
}

/// The page of a theme.
#[expect(
    missing_docs,
    reason = "each field is named by what it says, and says it in both languages"
)]
pub struct Themes {
    pub kind: &'static str,
    pub lead: fn(i64, i64) -> String,
    pub newest: &'static str,
    pub most_used: &'static str,
    pub by_type: &'static str,
    pub bodies: &'static str,
    pub all_bodies: &'static str,
    pub other: &'static str,
    pub all: fn(i64) -> String,
    pub empty: &'static str,
}

/// The open list in Chinese.
pub const OPEN_LIST_ZH: OpenList = OpenList {
    title: "开放清单",
    lead: |law| {
        format!(
            "全部已发布的清单条目，一表列出（{law}）：数据领域、摘要、数据项、格式、开放类型与条件、更新频率、开放主体。"
        )
    },
    filters: "筛选清单",
    any: "全部",
    counted: |name, n| format!("{name}（{}）", number(n)),
    apply: "筛选",
    clear: "清除筛选",
    total: |n| format!("{} 个条目", number(n)),
    order: "按网址排列",
    export: "导出这张清单：",
    table: "开放清单，可以左右滚动",
    name: "名称与摘要",
    theme: "数据领域",
    items: "数据项",
    formats: "数据格式",
    open_type: "开放类型",
    conditions: "开放条件",
    condition_count: |n| format!("{n} 项"),
    no_conditions: "无",
    frequency: "更新频率",
    body: "开放主体",
    revision: "修订",
    issued: "首次开放",
    modified: "最近更新",
    empty: "没有符合条件的条目",
    empty_help: "去掉一个筛选条件再看。",
};

/// The open list in English.
pub const OPEN_LIST_EN: OpenList = OpenList {
    title: "Open list",
    lead: |law| {
        format!(
            "All published entries in one table ({law}): theme, abstract, data items, formats, open type and \
             conditions, update frequency, body."
        )
    },
    filters: "Filter the list",
    any: "All",
    counted: |name, n| format!("{name} ({})", number(n)),
    apply: "Filter",
    clear: "Clear filters",
    total: |n| match n {
        1 => "1 entry".to_owned(),
        n => format!("{} entries", number(n)),
    },
    order: "in order of address",
    export: "Export this list:",
    table: "Open list; it scrolls sideways",
    name: "Title and abstract",
    theme: "Theme",
    items: "Data items",
    formats: "Formats",
    open_type: "Open type",
    conditions: "Conditions",
    condition_count: |n| number(n as i64),
    no_conditions: "none",
    frequency: "Updates",
    body: "Body",
    revision: "Revision",
    issued: "First opened",
    modified: "Last updated",
    empty: "No entry fits these filters",
    empty_help: "Remove a filter and look again.",
};

/// Bodies in Chinese.
pub const BODIES_ZH: Bodies = Bodies {
    title: "数据开放主体",
    lead: |bodies, entries| {
        format!(
            "{} 个主体，共 {} 个数据集。谁开放什么、是否按时更新，逐个列出。",
            number(bodies),
            number(entries)
        )
    },
    table: |level| format!("{level}的数据开放主体，可以左右滚动"),
    body: "主体",
    datasets: "数据集",
    on_time: "按时更新",
    overdue: "逾期",
    closed: "中止或撤回",
    no_promise: "没有承诺期限的数据集",
    late_of: |late, all| format!("逾期 {} / {} 个", number(late), number(all)),
    all_on_time: |all| format!("无逾期 / {} 个", number(all)),
    legend: "实心为按时，斜纹为逾期",
    count: |n| format!("{} 个", number(n)),
    all_of_level: |n| format!("看全部 {} 个", number(n)),
    all_levels: "看所有层级",
    empty: "还没有主体发布数据集",
    contact: "联系",
    figures: "概况",
    closed_note: "数据集正在核实或已撤回",
    promised_note: |late, all| format!("{} 个承诺了期限，逾期 {} 个", number(all), number(late)),
    by_type: "按开放类型",
    themes: "数据领域",
    most_used: "最常取用的数据集",
    all: |n| format!("看全部 {} 个数据集", number(n)),
    no_entries: "这个主体还没有发布数据集。",
};

/// Bodies in English.
pub const BODIES_EN: Bodies = Bodies {
    title: "Data-opening bodies",
    lead: |bodies, entries| {
        format!(
            "{} bodies with {} datasets: who opens what, and whether it is kept up to date.",
            number(bodies),
            number(entries)
        )
    },
    table: |level| format!("Bodies by level: {level}; the table scrolls sideways"),
    body: "Body",
    datasets: "Datasets",
    on_time: "Updated on time",
    overdue: "Overdue",
    closed: "Suspended or withdrawn",
    no_promise: "no dataset with a promise",
    late_of: |late, all| format!("{} of {} overdue", number(late), number(all)),
    all_on_time: |all| format!("none of {} overdue", number(all)),
    legend: "solid: on time, hatched: overdue",
    count: |n| match n {
        1 => "1 body".to_owned(),
        n => format!("{} bodies", number(n)),
    },
    all_of_level: |n| format!("See all {}", number(n)),
    all_levels: "See all levels",
    empty: "No body has published a dataset yet",
    contact: "Contact",
    figures: "Key facts",
    closed_note: "datasets being checked or withdrawn",
    promised_note: |late, all| format!("{} with a promise, {} overdue", number(all), number(late)),
    by_type: "By open type",
    themes: "Themes",
    most_used: "Most used datasets",
    all: |n| format!("See all {} datasets", number(n)),
    no_entries: "This body has not published a dataset yet.",
};

/// Themes in Chinese.
pub const THEMES_ZH: Themes = Themes {
    kind: "数据领域",
    lead: |datasets, bodies| format!("{} 个数据集，来自 {} 个开放主体。", number(datasets), number(bodies)),
    newest: "新近更新",
    most_used: "最常取用",
    by_type: "按开放类型",
    bodies: "谁在开放",
    all_bodies: "看全部开放主体",
    other: "其他数据领域",
    all: |n| format!("看全部 {} 个数据集", number(n)),
    empty: "这个领域还没有数据集。",
};

/// Themes in English.
pub const THEMES_EN: Themes = Themes {
    kind: "Theme",
    lead: |datasets, bodies| {
        let plural = |n: i64, one: &str, many: &str| format!("{} {}", number(n), if n == 1 { one } else { many });
        format!(
            "{} from {}.",
            plural(datasets, "dataset", "datasets"),
            plural(bodies, "body", "bodies")
        )
    },
    newest: "Newly updated",
    most_used: "Most used",
    by_type: "By open type",
    bodies: "Who opens it",
    all_bodies: "See all bodies",
    other: "Other themes",
    all: |n| format!("See all {} datasets", number(n)),
    empty: "There are no datasets of this theme yet.",
};
