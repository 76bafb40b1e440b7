//! The browser's files as `cargo xtask` builds them. `app.js`, `app_bg.wasm` and `app.css` stand in a folder that is
//! named by their content, `pkg/<build-id>/`, so that whatever is asked for below `/pkg/` may be cached for ever.

use leptos::config::LeptosOptions;
use std::path::Path;

/// The options with which the shell asks for the islands; `None` where the site was not built, as in tests that only
/// render pages.
pub fn options(site: &Path) -> Option<LeptosOptions> {
    let id = std::fs::read_to_string(site.join("build-id")).ok()?;
    let options = LeptosOptions::builder()
        .output_name("app")
        .site_root(site.to_string_lossy().into_owned())
        .site_pkg_dir(format!("pkg/{}", id.trim()));
    Some(options.build())
}

/// The address of the style sheet.
pub fn style(options: Option<&LeptosOptions>) -> String {
    format!("/{}/app.css", options.map_or("pkg", |options| &options.site_pkg_dir))
}

#[cfg(test)]
mod tests {
    use super::{options, style};

    #[test]
    fn links_name_the_folder_of_the_build() {
        let site = std::env::temp_dir().join(format!("kaicang-site-{}", std::process::id()));
        std::fs::create_dir_all(&site).unwrap();
        assert!(options(&site).is_none());
        std::fs::write(site.join("build-id"), "0123abcd\n").unwrap();
        let options = options(&site);
        std::fs::remove_dir_all(&site).unwrap();
        assert_eq!(style(options.as_ref()), "/pkg/0123abcd/app.css");
    }
}
