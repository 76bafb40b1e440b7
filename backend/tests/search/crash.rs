//! What is left of the index after a crash, on a damaged disk and while it is rebuilt.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use backend::search::{Change, Found, Search};

use crate::common::{found, zh};

fn upsert(slug: &str, title: &str) -> Change {
    Change::Upsert(Box::new(zh(slug, title)))
}

fn generation(folder: &Path) -> PathBuf {
    folder.join(fs::read_to_string(folder.join("CURRENT")).unwrap().trim())
}

/// Copies a folder as it stands at one moment, as a crash would leave it. The index merges and removes files meanwhile: a
/// copy during which one was removed is of no one moment, and is made again.
fn copy(from: &Path, to: &Path) {
    while let Err(error) = try_copy(from, to) {
        assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
        fs::remove_dir_all(to).unwrap();
    }
}

fn try_copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    let listed: Vec<PathBuf> = fs::read_dir(from)?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    for path in &listed {
        let copied = to.join(path.file_name().expect("an entry of a folder has a name"));
        if path.is_dir() {
            try_copy(path, &copied)?;
        } else {
            fs::copy(path, copied)?;
        }
    }
    // What was listed is still there.
    listed.iter().try_for_each(|path| fs::metadata(path).map(drop))
}

#[test]
fn an_index_is_empty_and_unfilled_at_first_and_keeps_its_commits_with_their_sequence() {
    let folder = tempfile::tempdir().unwrap();
    let (search, state) = Search::open(folder.path()).unwrap();
    assert_eq!(
        (state, search.sequence(), search.is_empty()),
        (Found::Nothing, None, true)
    );
    drop(search);
    let (search, state) = Search::open(folder.path()).unwrap();
    assert_eq!((state, search.sequence()), (Found::Ready, None), "still unfilled");
    search.apply(&[upsert("a", "公园")], 7).unwrap();
    drop(search);
    let (search, state) = Search::open(folder.path()).unwrap();
    assert_eq!((state, search.sequence()), (Found::Ready, Some(7)));
    assert_eq!(found(&search, "公园"), ["a"]);
}

#[test]
fn killed_at_any_point_the_index_reopens_at_its_last_commit() {
    let folder = tempfile::tempdir().unwrap();
    let (search, _) = Search::open(folder.path()).unwrap();
    for sequence in 1..=6 {
        search
            .apply(&[upsert(&format!("d{sequence}"), "公园")], sequence)
            .unwrap();
        let mut rebuild = search.rebuild().unwrap();
        rebuild.add(&zh("unfinished", "公园")).unwrap();
        // The process dies here: with locks held, a commit behind it and a rebuild that never ended.
        let left = tempfile::tempdir().unwrap();
        copy(folder.path(), left.path());
        let (after, state) = Search::open(left.path()).unwrap();
        assert_eq!(
            (state, after.sequence(), after.len()),
            (Found::Ready, Some(sequence), sequence as u64)
        );
        // What is brought twice changes nothing.
        after
            .apply(&[upsert(&format!("d{sequence}"), "公园")], sequence)
            .unwrap();
        assert_eq!(after.len(), sequence as u64);
        assert_eq!(
            fs::read_dir(left.path()).unwrap().count(),
            2,
            "the unfinished generation is gone"
        );
    }
}

/// A kind of damage, and how it is done to a folder.
type Spoil = (&'static str, fn(&Path));

#[test]
fn garbage_in_the_folder_is_noticed_and_an_empty_index_begun() {
    let spoil: [Spoil; 5] = [
        ("a missing generation", |folder| {
            fs::remove_dir_all(generation(folder)).unwrap();
        }),
        ("a CURRENT of another kind", |folder| {
            fs::write(folder.join("CURRENT"), "../../etc").unwrap();
        }),
        ("a meta.json that is none", |folder| {
            fs::write(generation(folder).join("meta.json"), "{").unwrap();
        }),
        ("a flipped byte", |folder| {
            each_file(&generation(folder), "store", |bytes| bytes[3] ^= 0xff);
        }),
        ("a cut file", |folder| {
            each_file(&generation(folder), "term", |bytes| bytes.truncate(9));
        }),
    ];
    for (what, spoil) in spoil {
        let folder = tempfile::tempdir().unwrap();
        let (search, _) = Search::open(folder.path()).unwrap();
        search.apply(&[upsert("a", "公园")], 3).unwrap();
        drop(search);
        spoil(folder.path());
        let (search, state) = Search::open(folder.path()).unwrap();
        assert!(matches!(state, Found::Unusable { .. }), "{what}: {state:?}");
        assert_eq!((search.sequence(), search.len()), (None, 0), "{what}");
        search.apply(&[upsert("a", "公园")], 4).unwrap();
        assert_eq!(found(&search, "公园"), ["a"], "{what}");
    }
}

fn each_file(folder: &Path, extension: &str, change: impl Fn(&mut Vec<u8>)) {
    let files = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    for path in files.filter(|path| path.extension().is_some_and(|other| other == extension)) {
        let mut bytes = fs::read(&path).unwrap();
        change(&mut bytes);
        fs::remove_file(&path).unwrap();
        fs::write(&path, bytes).unwrap();
    }
}

#[test]
fn an_index_of_another_version_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    drop(Search::open(folder.path()).unwrap());
    let meta = generation(folder.path()).join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let other = text.replace("{\\\"version\\\":", "{\\\"version\\\":9");
    assert_ne!(text, other);
    fs::write(&meta, other).unwrap();
    let (_, state) = Search::open(folder.path()).unwrap();
    assert!(
        matches!(&state, Found::Unusable { why } if why.contains("version")),
        "{state:?}"
    );
}

#[test]
fn a_rebuilt_index_takes_the_place_of_the_old_one_while_searches_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let (search, _) = Search::open(folder.path()).unwrap();
    search.apply(&[upsert("old", "公园")], 5).unwrap();
    let searching = std::thread::spawn({
        let search = search.clone();
        move || {
            let mut seen = Vec::new();
            while seen.last() != Some(&vec!["new".to_owned()]) && seen.len() < 1_000_000 {
                seen.push(found(&search, "公园"));
            }
            seen
        }
    });
    let mut rebuild = search.rebuild().unwrap();
    rebuild.add(&zh("new", "公园")).unwrap();
    search.apply(&[upsert("late", "公园")], 6).unwrap();
    search.replace(rebuild, 5).unwrap();
    let seen = searching.join().unwrap();
    assert!(
        seen.iter().all(|list| !list.is_empty()),
        "at no moment was there nothing"
    );
    assert_eq!(seen.last().unwrap(), &["new"]);
    assert_eq!(
        search.sequence(),
        Some(5),
        "what came during the rebuild is brought again"
    );
    search.apply(&[upsert("late", "公园")], 6).unwrap();
    drop(search);
    let (search, state) = Search::open(folder.path()).unwrap();
    assert_eq!((state, search.len(), search.sequence()), (Found::Ready, 2, Some(6)));
}
