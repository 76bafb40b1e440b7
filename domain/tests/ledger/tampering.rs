//! An operator who changes the past.

use domain::ledger::verify::Finding;

use crate::log::Log;

#[test]
fn bs_39_a_log_that_nobody_touched_is_whole_at_every_size() {
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 600, 66_000] {
        let log = Log::with(size);
        let report = log.verify(None).unwrap();
        assert_eq!((report.checkpoint.size, report.findings), (size, vec![]));
    }
}

#[test]
fn bs_39_a_log_that_grew_is_a_continuation_of_every_earlier_one() {
    let now = Log::with(700);
    for earlier in [0, 1, 255, 256, 257, 512, 699, 700] {
        let earlier = Log::with(earlier).checkpoint;
        assert_eq!(now.findings(Some(&earlier)), [], "{}", earlier.size);
    }
}

#[test]
fn o21_20a_a_deleted_event_is_seen() {
    let seen = Log::with(600).checkpoint;
    let mut entries = Log::with(700).entries;
    entries.remove(300);
    // Signed again by the operator, so that the log is whole in itself: what was seen before tells.
    assert_eq!(
        Log::of(entries).findings(Some(&seen)),
        [Finding::Forked { earlier: 600 }]
    );
}

#[test]
fn o21_20a_a_swapped_event_is_seen_and_named() {
    let mut log = Log::with(700);
    let mut entries = log.entries.clone();
    entries.swap(300, 301);
    let swapped = Log::of(entries.clone());
    assert_eq!(
        swapped.findings(Some(&Log::with(600).checkpoint)),
        [Finding::Forked { earlier: 600 }]
    );
    // Not signed again: the entries no longer fit their tile.
    let path = "tile/entries/001";
    log.parts.insert(path.into(), swapped.parts[path].clone());
    let found = log.findings(None);
    assert!(
        found.contains(&Finding::Entry {
            seq: 300,
            path: "tile/0/001".into()
        }),
        "{found:?}"
    );
    assert!(found.contains(&Finding::Root { size: 700 }), "{found:?}");
}

#[test]
fn o21_20a_an_older_backup_is_seen_also_when_it_has_grown_again() {
    let seen = Log::with(600).checkpoint;
    let older = Log::with(500);
    assert_eq!(
        older.findings(Some(&seen)),
        [Finding::Shrunk { now: 500, earlier: 600 }]
    );
    let mut entries = older.entries;
    entries.extend((0..300).map(|n| format!("{{\"other\":{n}}}").into_bytes()));
    assert_eq!(
        Log::of(entries).findings(Some(&seen)),
        [Finding::Forked { earlier: 600 }]
    );
}

#[test]
fn a_part_that_is_missing_or_cut_is_named() {
    for path in ["tile/0/000", "tile/entries/001", "tile/0/002.p/88", "tile/1/000.p/2"] {
        let mut log = Log::with(600);
        let cut = log.parts[path].len() - 1;
        log.parts.get_mut(path).unwrap().truncate(cut);
        assert_eq!(log.findings(None), [Finding::Malformed { path: path.into() }]);
        log.parts.remove(path);
        let why = "not there".to_owned();
        assert_eq!(log.findings(None), [Finding::Unreadable { path: path.into(), why }]);
    }
}
