//! One style sheet out of several: `@import` lines are replaced by the file they name, in order and in depth, so that
//! the browser asks once. Conditions keep their meaning: `layer(x)` and a media query become blocks around the text.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// The text of a style sheet with everything it imports.
pub fn bundle(file: &Path) -> Result<String> {
    inline(file, 0)
}

fn inline(file: &Path, depth: usize) -> Result<String> {
    if depth > 8 {
        bail!("{} is imported in a circle", file.display());
    }
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let folder = file.parent().context("a style sheet stands in a folder")?;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match import(line) {
            Some((name, conditions)) => out.push_str(&wrap(conditions, inline(&folder.join(name), depth + 1)?)),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    Ok(out)
}

/// `@import url("a.css") layer(base) print;` -> `a.css` and `layer(base) print`.
fn import(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim().strip_prefix("@import")?.trim();
    let rest = rest.strip_prefix("url(").unwrap_or(rest);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (name, conditions) = rest[1..].split_once(quote)?;
    let conditions = conditions.trim().trim_end_matches(';');
    Some((name, conditions.strip_prefix(')').unwrap_or(conditions).trim()))
}

fn wrap(conditions: &str, text: String) -> String {
    if let Some((layer, rest)) = conditions.strip_prefix("layer(").and_then(|rest| rest.split_once(')')) {
        return wrap(rest.trim(), format!("@layer {layer} {{\n{text}}}"));
    }
    if conditions.is_empty() {
        text
    } else {
        format!("@media {conditions} {{\n{text}}}")
    }
}

#[cfg(test)]
mod tests {
    use super::{bundle, import};

    #[test]
    fn imports_are_replaced_in_order_and_keep_their_conditions() {
        let folder = std::env::temp_dir().join(format!("kaicang-style-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
        write(
            "main.css",
            "@layer a, b;\n@import \"a.css\" layer(a);\n@import url('p.css') layer(b) print;\n",
        );
        write("a.css", "@import 'deep.css';\np { color: red }\n");
        write("deep.css", "h1 { color: blue }\n");
        write("p.css", "nav { display: none }\n");
        let text = bundle(&folder.join("main.css")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(!text.contains("@import"), "{text}");
        let order = [
            "@layer a, b;",
            "@layer a {",
            "h1 {",
            "p {",
            "@media print {",
            "@layer b {",
            "nav {",
        ];
        let places: Vec<_> = order.iter().map(|part| text.find(part).expect(part)).collect();
        assert!(places.is_sorted(), "{text}");
    }

    #[test]
    fn a_line_that_only_mentions_import_stays() {
        assert_eq!(import("/* @import \"a.css\"; */"), None);
        assert_eq!(import("@import \"a.css\";"), Some(("a.css", "")));
    }
}
