//! A stamp tells whether the inputs of a step changed since the step last ran: path, length and time of every input
//! file, hashed. It lets a second start skip cargo altogether.

use crate::shell::Shell;
use anyhow::{Context, Result};
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What every compilation depends on besides its own crates.
pub const COMMON: [&str; 3] = ["Cargo.toml", "Cargo.lock", ".cargo"];

/// The state of the inputs, as a short text. An input may be a file or a folder; one that is missing counts as such.
pub fn of(root: &Path, inputs: &[&str]) -> Result<String> {
    let mut files = Vec::new();
    for input in inputs {
        collect(&root.join(input), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        let about = fs::metadata(&file).with_context(|| file.display().to_string())?;
        let changed = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        (file, about.len(), changed).hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for item in fs::read_dir(path).with_context(|| path.display().to_string())? {
            collect(&item?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_path_buf());
    }
    Ok(())
}

/// Runs `step` unless it succeeded before with the same inputs and its product is still there. The stamp is taken
/// before the step, so that an edit during the step makes the next call run it again.
pub fn unless_fresh(
    shell: &Shell,
    name: &str,
    inputs: &[&str],
    product: &Path,
    step: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let mut all = COMMON.to_vec();
    all.extend_from_slice(inputs);
    let now = of(&shell.root, &all)?;
    let record = shell.target.join("stamps").join(name);
    if product.exists() && fs::read_to_string(&record).is_ok_and(|before| before == now) {
        return Ok(());
    }
    step()?;
    fs::create_dir_all(shell.target.join("stamps"))?;
    fs::write(&record, now)?;
    Ok(())
}
