//! A new file of tables is compiled in even when no Rust file has changed.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
}
