//! Small files that outlive a power cut: keys and what must be remembered beside the database.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// Makes a file that only its owner can read, whole or not at all; false when it is there already.
pub(crate) fn make_once(path: &Path, text: &str) -> std::io::Result<bool> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    write_through(&beside, text, 0o600)?;
    let made = match std::fs::hard_link(&beside, path) {
        Ok(()) => true,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
        Err(error) => return Err(error),
    };
    std::fs::remove_file(&beside)?;
    sync_folder(path)?;
    Ok(made)
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Replaces a file as one act that outlives a power cut.
pub fn write_through(path: &Path, text: &str, mode: u32) -> std::io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(mode)
        .open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    sync_folder(path)
}
