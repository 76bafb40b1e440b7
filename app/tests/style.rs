//! The style sheet keeps its own promises.

#![cfg(feature = "ssr")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn style() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../style")
}

/// The declarations of the rule that begins with this selector.
fn declarations(css: &str, selector: &str) -> Vec<String> {
    let rule = css.split(selector).nth(1).expect("the rule is there");
    let body = rule
        .split('{')
        .nth(1)
        .and_then(|rest| rest.split('}').next())
        .expect("it has a body");
    body.lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn the_two_dark_sets_are_alike() {
    let css = fs::read_to_string(style().join("tokens.css")).unwrap();
    let by_system = declarations(&css, ":root:not([data-theme=\"light\"])");
    let by_choice = declarations(&css, ":root[data-theme=\"dark\"]");
    assert!(by_system.len() > 20, "{by_system:?}");
    assert_eq!(by_system, by_choice);
}

#[test]
fn every_file_of_the_style_is_part_of_the_sheet() {
    let main = fs::read_to_string(style().join("main.css")).unwrap();
    let named: BTreeSet<String> = main
        .lines()
        .filter_map(|line| line.strip_prefix("@import \"")?.split('"').next())
        .map(str::to_owned)
        .collect();
    let mut there = BTreeSet::new();
    for folder in ["", "components", "pages"] {
        for entry in fs::read_dir(style().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "css") {
                let path = path.strip_prefix(style()).unwrap();
                there.insert(path.to_str().unwrap().to_owned());
            }
        }
    }
    there.remove("main.css");
    assert_eq!(there, named);
}

#[test]
fn colours_stand_in_the_tokens_alone() {
    for name in [
        "base.css",
        "layout.css",
        "components/marks.css",
        "components/notices.css",
        "pages/search.css",
    ] {
        let css = fs::read_to_string(style().join(name)).unwrap();
        let coloured: Vec<&str> = css.lines().filter(|line| line.contains(": #")).collect();
        assert!(coloured.is_empty(), "{name}: {coloured:?}");
    }
}
