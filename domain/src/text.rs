//! Texts in more than one language, and the language a page is shown in.

use serde::{Deserialize, Serialize};

crate::codes! {
    /// The languages of the portal's own words.
    pub enum Lang {
        /// Chinese, simplified; the default.
        Zh = "zh",
        /// English.
        En = "en",
    }
}

impl Lang {
    /// The language tag (BCP 47) of pages in this language.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The other language.
    pub const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The address of a page in this language: Chinese pages stand at the root, English ones under `/en`.
    /// `path` begins with a slash and may carry a query.
    pub fn href(self, path: &str) -> String {
        match self {
            Self::Zh => path.to_owned(),
            Self::En if path == "/" => "/en".to_owned(),
            Self::En => format!("/en{path}"),
        }
    }
}

/// A text as its body wrote it: in Chinese, in English, or, for harvested entries, in some other language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    /// Simplified Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// A text in another language, with its tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Foreign>,
}

/// A text in a language that the portal's own pages do not have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Foreign {
    /// Language tag (BCP 47), for example `ja` or `zh-Hant`.
    pub lang: String,
    /// The text.
    pub text: String,
}

impl Text {
    /// Chinese and English.
    pub fn both(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: Some(zh.into()),
            en: Some(en.into()),
            other: None,
        }
    }

    /// Chinese alone.
    pub fn zh(zh: impl Into<String>) -> Self {
        Self {
            zh: Some(zh.into()),
            en: None,
            other: None,
        }
    }

    /// A text with its language tag, put where it belongs.
    pub fn tagged(lang: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        match lang {
            "zh" | "zh-CN" | "zh-Hans" => Self {
                zh: Some(text),
                en: None,
                other: None,
            },
            "en" => Self {
                zh: None,
                en: Some(text),
                other: None,
            },
            _ => Self {
                zh: None,
                en: None,
                other: Some(Foreign {
                    lang: lang.to_owned(),
                    text,
                }),
            },
        }
    }

    /// The text for a reader of `lang` and the tag of the language it really is in; empty when there is none.
    pub fn for_reader(&self, lang: Lang) -> (&str, &str) {
        let zh = self.zh.as_deref().map(|text| (text, "zh-CN"));
        let en = self.en.as_deref().map(|text| (text, "en"));
        let other = self
            .other
            .as_ref()
            .map(|foreign| (foreign.text.as_str(), foreign.lang.as_str()));
        let first = match lang {
            Lang::Zh => zh.or(other).or(en),
            Lang::En => en.or(zh).or(other),
        };
        first.unwrap_or(("", lang.tag()))
    }

    /// The text for a reader of `lang`, or empty.
    pub fn get(&self, lang: Lang) -> &str {
        self.for_reader(lang).0
    }

    /// Whether no language has a visible character.
    pub fn is_empty(&self) -> bool {
        self.all().all(|text| text.trim().is_empty())
    }

    /// The text in every language it has.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.zh
            .as_deref()
            .into_iter()
            .chain(self.en.as_deref())
            .chain(self.other.as_ref().map(|foreign| foreign.text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_their_language_or_the_next_best_with_its_true_tag() {
        let both = Text::both("公交站", "Bus stops");
        assert_eq!(both.for_reader(Lang::En), ("Bus stops", "en"));
        assert_eq!(Text::zh("公交站").for_reader(Lang::En), ("公交站", "zh-CN"));
        assert_eq!(Text::tagged("ja", "バス停").for_reader(Lang::Zh), ("バス停", "ja"));
        assert!(Text::default().is_empty());
    }

    #[test]
    fn english_pages_stand_under_en() {
        assert_eq!(Lang::En.href("/"), "/en");
        assert_eq!(Lang::En.href("/datasets?q=a"), "/en/datasets?q=a");
        assert_eq!(Lang::Zh.href("/datasets"), "/datasets");
    }
}
