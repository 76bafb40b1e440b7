//! Real data for tests. It stands beside the project and is no part of it.

use std::path::PathBuf;

/// The path of a file under `shared/data`, beside the workspace or above it; prints why a test skips when it is absent.
pub(crate) fn path(relative: &str) -> Option<PathBuf> {
    let found = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/data").join(relative))
        .find(|path| path.exists());
    if found.is_none() {
        println!("skipped: shared/data/{relative} is not on this machine");
    }
    found
}

/// The bytes of such a file.
pub(crate) fn bytes(relative: &str) -> Option<Vec<u8>> {
    path(relative).map(|path| std::fs::read(path).expect("a file that exists can be read"))
}
