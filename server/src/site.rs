//! The browser's files as `cargo xtask` builds them. `app.js`, `app_bg.wasm` and `app.css` stand in a folder that is
//! named by their content, `pkg/<build-id>/`, so that whatever is asked for below `/pkg/` may be cached for ever.

use leptos::config::LeptosOptions;
use std::path::Path;

/// The options with which the shell writes links to the browser's files. A site without a build id, such as the one of
/// a test that renders pages only, is taken as it is.
pub fn options(site: &Path) -> LeptosOptions {
    let folder = match std::fs::read_to_string(site.join("build-id")) {
        Ok(id) => format!("pkg/{}", id.trim()),
        Err(_) => "pkg".to_owned(),
    };
    LeptosOptions::builder()
        .output_name("app")
        .site_root(site.to_string_lossy().into_owned())
        .site_pkg_dir(folder)
        .build()
}

#[cfg(test)]
mod tests {
    use super::options;

    #[test]
    fn links_name_the_folder_of_the_build() {
        let site = std::env::temp_dir().join(format!("kaicang-site-{}", std::process::id()));
        std::fs::create_dir_all(&site).unwrap();
        assert_eq!(options(&site).site_pkg_dir.as_ref(), "pkg");
        std::fs::write(site.join("build-id"), "0123abcd\n").unwrap();
        let options = options(&site);
        std::fs::remove_dir_all(&site).unwrap();
        assert_eq!(options.site_pkg_dir.as_ref(), "pkg/0123abcd");
    }
}
