//! How a program reads the dataset: snippets that run as they stand.

use domain::file::{File, Format};
use domain::gate::Channel;
use leptos::prelude::*;

use super::{Shown, section};
use crate::api::dataset::{api_file_path, handiest};
use crate::islands::Copy;

/// A language of snippets with its code.
struct Snippet {
    language: &'static str,
    code: String,
}

/// The section of the API.
pub(super) fn calls(shown: &Shown) -> impl IntoView + use<> {
    let words = shown.words();
    let slug = &shown.dataset.entry().slug;
    let origin = &shown.site.origin;
    let describe = format!("{origin}/api/v1/datasets/{slug}");
    let file = shown.dataset.latest().and_then(|latest| handiest(&latest.files));
    let file = file.filter(|_| shown.dataset.view.offer(Channel::Api).is_ok());
    let describes = if file.is_some() {
        words.api_describe
    } else {
        words.api_describe_only
    };
    let data = file.map(|file| {
        let address = format!("{origin}{}", api_file_path(slug, file));
        let snippets = snippets(file, &address)
            .into_iter()
            .enumerate()
            .map(|(place, snippet)| {
                let block = block(shown, snippet.language, snippet.code);
                view! {
                    <details class="sample" name="sample" open=place == 0>
                        <summary>{snippet.language}</summary>
                        {block}
                    </details>
                }
            })
            .collect::<Vec<_>>();
        view! {
            <h3>{(words.api_fetch)(&file.name)}</h3>
            {snippets}
            <p class="hint">{words.api_latest}</p>
        }
    });
    let body = view! {
        <div class="section-body calls">
            <h3>{describes}</h3>
            {block(shown, "curl", format!("curl \"{describe}\""))}
            {data}
        </div>
    };
    section("api", words.api, view! { <span>{words.api_note}</span> }, body)
}

fn block(shown: &Shown, language: &'static str, code: String) -> impl IntoView + use<> {
    let marks = &shown.here.words().marks;
    view! {
        <div class="code">
            <pre><code>{code.clone()}</code></pre>
            <Copy
                text=code
                word=marks.copy.to_owned()
                done=marks.copied.to_owned()
                about=(shown.words().snippet)(language)
            />
        </div>
    }
}

/// Snippets that read one file. They quote only what stands between the quotes of every one of these languages: an
/// address of ours, and a plain name to save under.
fn snippets(file: &File, address: &str) -> [Snippet; 4] {
    let saved = format!("data.{}", ending(file));
    let curl = format!("curl --output {saved} \\\n  \"{address}\"");
    let (python, r, javascript) = match file.format {
        Format::Csv => (
            format!(
                "import pandas as pd\n\ndata = pd.read_csv(\n    \"{address}\",\n    dtype=str,\n)\nprint(data.head())"
            ),
            format!("data <- read.csv(\n  \"{address}\",\n  colClasses = \"character\"\n)\nhead(data)"),
            format!(
                "const answer = await fetch(\n  \"{address}\"\n);\nconst rows = (await answer.text()).split(\"\\n\");\nconsole.log(rows.slice(0, 5));"
            ),
        ),
        Format::Json => (
            format!(
                "import requests\n\ndata = requests.get(\n    \"{address}\",\n    timeout=60,\n).json()\nprint(data[:5])"
            ),
            format!("data <- jsonlite::fromJSON(\n  \"{address}\"\n)\nhead(data)"),
            format!("const answer = await fetch(\n  \"{address}\"\n);\nconsole.log(await answer.json());"),
        ),
        Format::GeoJson => (
            format!("import geopandas\n\ndata = geopandas.read_file(\n    \"{address}\"\n)\nprint(data.head())"),
            format!("data <- sf::st_read(\n  \"{address}\"\n)\nhead(data)"),
            format!(
                "const answer = await fetch(\n  \"{address}\"\n);\nconsole.log((await answer.json()).features.length);"
            ),
        ),
        Format::Xlsx => (
            format!(
                "import pandas as pd\n\ndata = pd.read_excel(\n    \"{address}\",\n    dtype=str,\n)\nprint(data.head())"
            ),
            format!(
                "download.file(\n  \"{address}\",\n  \"{saved}\", mode = \"wb\"\n)\ndata <- readxl::read_excel(\"{saved}\")\nhead(data)"
            ),
            format!(
                "const answer = await fetch(\n  \"{address}\"\n);\nconsole.log((await answer.arrayBuffer()).byteLength);"
            ),
        ),
        _ => (
            format!("from urllib.request import urlretrieve\n\nurlretrieve(\n    \"{address}\",\n    \"{saved}\",\n)"),
            format!("download.file(\n  \"{address}\",\n  \"{saved}\", mode = \"wb\"\n)"),
            format!(
                "const answer = await fetch(\n  \"{address}\"\n);\nconsole.log((await answer.arrayBuffer()).byteLength);"
            ),
        ),
    };
    [
        Snippet {
            language: "curl",
            code: curl,
        },
        Snippet {
            language: "Python",
            code: python,
        },
        Snippet { language: "R", code: r },
        Snippet {
            language: "JavaScript",
            code: javascript,
        },
    ]
}

/// The ending that a file of this format is saved with.
fn ending(file: &File) -> String {
    let own = file
        .name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    own.filter(|ending| (1..=8).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric()))
        .unwrap_or_else(|| "bin".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::file::Profile;
    use domain::ids::{Digest, FileId};

    fn file(name: &str, format: Format) -> File {
        File {
            id: FileId::new("f1"),
            name: name.to_owned(),
            format,
            bytes: 1,
            digest: Digest::from_bytes(&[0; 32]),
            profile: Profile::default(),
            preview: None,
            map: None,
        }
    }

    #[test]
    fn a_file_name_cannot_break_out_of_a_snippet() {
        for name in ["a\"; rm -rf ~; \".csv", "公交.`id`", "..", "x.$(id)"] {
            for snippet in snippets(
                &file(name, Format::Csv),
                "https://data.example/api/v1/datasets/a/files/f1",
            ) {
                assert!(
                    !snippet.code.contains("rm ") && !snippet.code.contains("id)"),
                    "{}",
                    snippet.code
                );
                assert!(!snippet.code.contains('`'), "{}", snippet.code);
            }
        }
    }

    #[test]
    fn every_format_has_a_snippet_in_every_language() {
        for format in Format::ALL {
            for snippet in snippets(&file("a.csv", *format), "https://data.example/f1") {
                assert!(
                    snippet.code.contains("https://data.example/f1"),
                    "{format} {}",
                    snippet.language
                );
            }
        }
    }
}
