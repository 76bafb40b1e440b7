//! How to name the dataset in a paper: GB/T 7714-2015 and BibTeX.

use domain::text::Lang;
use domain::time::Moment;
use leptos::prelude::*;

use super::{Shown, section};
use crate::islands::Copy;

/// What a citation names.
struct Work<'a> {
    author: &'a str,
    title: &'a str,
    publisher: &'a str,
    version: Option<String>,
    /// When the version came out, or the description last changed.
    changed: Option<Moment>,
    read: Moment,
    address: String,
    key: &'a str,
}

/// The section of citations.
pub(super) fn cite(shown: &Shown) -> impl IntoView + use<> {
    let (words, lang) = (shown.words(), shown.here.lang);
    let view = &shown.dataset.view;
    let latest = shown.dataset.latest();
    let work = Work {
        author: view.body.name.get(lang),
        title: view.entry.metadata.title.get(lang),
        publisher: shown.site.name.get(lang),
        version: latest.map(domain::version::Version::label),
        changed: latest.map(|latest| latest.published).or(view.entry.modified),
        read: shown.here.now,
        address: shown.address(),
        key: view.entry.slug.as_str(),
    };
    let marks = &shown.here.words().marks;
    let block = |name: &'static str, class: Option<&'static str>, text: String| {
        view! {
            <h3>{name}</h3>
            <div class="code">
                <pre class=class>{text.clone()}</pre>
                <Copy text word=marks.copy.to_owned() done=marks.copied.to_owned() about=name.to_owned() />
            </div>
        }
    };
    let version = work
        .version
        .as_deref()
        .map(|version| view! { <span>{(words.cite_version)(version)}</span> });
    let body = view! {
        <div class="section-body calls">
            {block("GB/T 7714", Some("citation"), gb7714(&work, lang))} {block("BibTeX", None, bibtex(&work))}
        </div>
    };
    section("cite", words.cite, version, body)
}

/// GB/T 7714-2015, 4.6: author. title: other title information[DS/OL]. publisher, (changed)[read]. address.
fn gb7714(work: &Work<'_>, lang: Lang) -> String {
    let version = work.version.as_ref().map_or(String::new(), |version| match lang {
        Lang::Zh => format!("：版本 {version}"),
        Lang::En => format!(": version {version}"),
    });
    let changed = work.changed.map_or(String::new(), |at| format!("({})", at.day()));
    format!(
        "{}. {}{version}[DS/OL]. {}, {changed}[{}]. {}.",
        work.author,
        work.title,
        work.publisher,
        work.read.day(),
        work.address
    )
}

fn bibtex(work: &Work<'_>) -> String {
    let mut lines = vec![
        format!("@misc{{{},", work.key),
        format!("  author = {{{{{}}}}},", plain(work.author)),
        format!("  title = {{{{{}}}}},", plain(work.title)),
    ];
    if let Some(at) = work.changed {
        lines.push(format!("  year = {{{}}},", at.day().format("%Y")));
    }
    if let Some(version) = &work.version {
        lines.push(format!("  version = {{{version}}},"));
    }
    lines.push(format!("  publisher = {{{}}},", plain(work.publisher)));
    lines.push(format!("  url = {{{}}},", work.address));
    lines.push(format!("  urldate = {{{}}}", work.read.day()));
    lines.push("}".to_owned());
    lines.join("\n")
}

/// A text with what BibTeX reads as its own signs escaped or, for brackets that would unbalance the entry, left out.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '{' | '}' | '\\' => {}
            '&' | '%' | '$' | '#' | '_' => {
                plain.push('\\');
                plain.push(sign);
            }
            _ => plain.push(sign),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_names_body_title_version_days_and_address() {
        let day = |day| Moment::start_of(chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap());
        let work = Work {
            author: "上海市交通委员会",
            title: "公交{线路} & 站点",
            publisher: "上海市公共数据开放平台",
            version: Some("2026.11.20".to_owned()),
            changed: Some(day(20)),
            read: day(24),
            address: "https://data.example/datasets/bus".to_owned(),
            key: "bus",
        };
        assert_eq!(
            gb7714(&work, Lang::Zh),
            "上海市交通委员会. 公交{线路} & 站点：版本 2026.11.20[DS/OL]. 上海市公共数据开放平台, (2026-11-20)[2026-11-24]. \
             https://data.example/datasets/bus."
        );
        let bibtex = bibtex(&work);
        assert!(bibtex.starts_with("@misc{bus,\n"), "{bibtex}");
        assert!(bibtex.contains("title = {{公交线路 \\& 站点}}"), "{bibtex}");
        assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count());
    }
}
