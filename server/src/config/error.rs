//! A setting that cannot be taken: which, from where, and what would do.

use domain::text::Lang;

use super::{print, settings};

/// A setting that cannot be taken, or a file of settings that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say(Lang::En))]
pub struct ConfigError {
    /// The setting, such as `limits.rate`; empty when the whole file cannot be read.
    pub key: String,
    /// What is wrong, in the words of the reader that found it or of `settings`.
    pub why: String,
    /// Where the value comes from.
    pub source_name: String,
    /// What would do.
    pub expected: (String, String),
}

impl ConfigError {
    pub(super) fn of(key: &str, why: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            key: key.to_owned(),
            why: why.into(),
            source_name: String::new(),
            expected: (zh.into(), en.into()),
        }
    }

    pub(super) fn of_figment(error: figment::Error) -> Self {
        let error = error
            .into_iter()
            .next()
            .expect("a figment error holds at least one error");
        let mut key = error.path.join(".");
        if let figment::error::Kind::UnknownField(name, _) = &error.kind {
            key = if key.is_empty() {
                name.clone()
            } else {
                format!("{key}.{name}")
            };
        }
        let source_name = error.metadata.as_ref().map(print::source_of).unwrap_or_default();
        let expected = settings::find(&key).map_or_else(
            || {
                (
                    "所有设置项可用 kaicang config 查看".to_owned(),
                    "`kaicang config` prints every setting".to_owned(),
                )
            },
            |setting| (setting.zh.to_owned(), setting.en.to_owned()),
        );
        Self {
            key,
            why: error.kind.to_string(),
            source_name,
            expected,
        }
    }

    /// The sentence for people.
    pub fn say(&self, lang: Lang) -> String {
        let Self {
            key,
            why,
            source_name,
            expected,
        } = self;
        match lang {
            Lang::Zh => {
                let at = if source_name.is_empty() {
                    String::new()
                } else {
                    format!("（来自 {source_name}）")
                };
                format!("设置 {key}{at} 无法使用：{why}。应为：{}。", expected.0)
            }
            Lang::En => {
                let at = if source_name.is_empty() {
                    String::new()
                } else {
                    format!(" (from {source_name})")
                };
                format!("setting {key}{at} cannot be used: {why}. Expected: {}.", expected.1)
            }
        }
    }
}
