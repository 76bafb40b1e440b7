//! The walls of the house: which crate may see which, where SQL may stand, and what the rules may not know of.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Who may see whom. Only what a crate's own code uses counts, not what its tests use.
const SEES: [(&str, &[&str]); 7] = [
    ("domain", &[]),
    ("demo", &["domain"]),
    ("backend", &["domain"]),
    ("app", &["backend", "domain"]),
    ("server", &["app", "backend", "demo", "domain"]),
    ("tests", &[]),
    ("xtask", &[]),
];

fn workspace() -> Metadata {
    MetadataCommand::new().no_deps().exec().expect("cargo metadata")
}

fn root() -> PathBuf {
    workspace().workspace_root.into_std_path_buf()
}

/// The names of all crates below a package, as they are built with these features for this target.
fn tree(arguments: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(arguments)
        .output()
        .expect("cargo tree");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("cargo tree prints text");
    text.lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn each_crate_sees_only_what_is_below_it() {
    let metadata = workspace();
    let members: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(
        members,
        SEES.iter().map(|(name, _)| *name).collect(),
        "a new crate needs its place in the table"
    );
    for (name, allowed) in SEES {
        let package = metadata
            .packages
            .iter()
            .find(|package| package.name.as_str() == name)
            .expect(name);
        let seen: BTreeSet<&str> = package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind == DependencyKind::Normal)
            .map(|dependency| dependency.name.as_str())
            .filter(|dependency| members.contains(dependency))
            .collect();
        let beyond: Vec<_> = seen.iter().filter(|dependency| !allowed.contains(dependency)).collect();
        assert!(beyond.is_empty(), "{name} sees {beyond:?}");
    }
}

#[test]
fn the_islands_see_the_domain_alone() {
    let islands = ["--package", "app", "--no-default-features", "--features", "hydrate"];
    let crates = tree(&[&islands[..], &["--target", "wasm32-unknown-unknown"]].concat());
    assert!(crates.contains("domain"), "{crates:?}");
    for server in ["backend", "server", "demo", "tokio", "sqlx", "axum", "leptos_axum"] {
        assert!(!crates.contains(server), "{server} would be compiled for the browser");
    }
}

#[test]
fn the_rules_know_of_no_database_no_network_and_no_page() {
    let crates = tree(&["--package", "domain"]);
    for tool in [
        "tokio",
        "sqlx",
        "axum",
        "hyper",
        "leptos",
        "tantivy",
        "object_store",
        "backend",
    ] {
        assert!(!crates.contains(tool), "domain depends on {tool}");
    }
}

#[test]
fn sql_stands_in_the_store_alone() {
    let root = root();
    let mut found = Vec::new();
    for (member, _) in SEES {
        for file in sources(&root.join(member)) {
            if file.starts_with(root.join("backend/src/store")) || file.ends_with("tests/portal/layering.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&file).expect("a source file is text");
            let lines = text.lines().enumerate().filter(|(_, line)| is_sql(line));
            found.extend(lines.map(|(at, line)| format!("{}:{}: {}", file.display(), at + 1, line.trim())));
        }
    }
    assert!(found.is_empty(), "SQL outside backend/src/store:\n{}", found.join("\n"));
}

#[test]
fn sql_is_told_from_words() {
    for sql in [
        "SELECT id FROM x",
        "\"INSERT INTO x\"",
        "UPDATE x SET a = $1",
        "DELETE FROM x",
    ] {
        assert!(is_sql(sql), "{sql}");
    }
    for words in ["// select a theme", "Update the SET", "UPDATE", "DELETED FROM"] {
        assert!(!is_sql(words), "{words}");
    }
}

/// SQL is written in capitals here, as everywhere.
fn is_sql(line: &str) -> bool {
    let update = line
        .split_once("UPDATE ")
        .is_some_and(|(_, rest)| rest.contains(" SET "));
    update
        || ["SELECT ", "INSERT INTO ", "DELETE FROM "]
            .iter()
            .any(|verb| line.contains(verb))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for item in std::fs::read_dir(folder).expect("a folder of the workspace") {
        let path = item.expect("a folder of the workspace").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
    found
}
