//! Source and licence on every answer that carries content (Order 21, Article 25; rule O21-25b).

use domain::body::Body;
use domain::entry::{Entry, Licence};
use domain::text::Lang;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use utoipa::ToSchema;

/// What a header may not carry as it is, and the percent sign itself.
const HEADER: &AsciiSet = &CONTROLS.add(b'%').add(b'"').add(b'<').add(b'>');

/// Source and licence of what an answer carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Attribution {
    /// The body that the data comes from, to be named wherever the data is used.
    pub source: String,
    /// The page of the dataset.
    pub dataset: String,
    /// Code of the licence; missing when the source does not state one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "shanghai-open-1.0")]
    pub licence: Option<&'static str>,
    /// What the source says of its licence, in its own words, for harvested entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence_text: Option<String>,
    /// Address of the licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence_url: Option<String>,
    /// Whether the data was invented for the demo.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

/// Where the text of a licence stands.
pub const fn licence_url(licence: Licence) -> &'static str {
    match licence {
        Licence::ShanghaiOpen => "urn:kaicang:licence:shanghai-open-1.0",
        Licence::Agreement => "urn:kaicang:licence:agreement",
        Licence::CcBy4 => "https://creativecommons.org/licenses/by/4.0/",
        Licence::Ogdl1 => "https://data.gov.tw/license",
        Licence::PublicDomain => "https://creativecommons.org/publicdomain/mark/1.0/",
    }
}

impl Attribution {
    /// Of an entry; `base` is the portal's address.
    pub fn of(entry: &Entry, body: &Body, base: &str, lang: Lang) -> Self {
        let licence = entry.metadata.licence;
        Self {
            source: body.name.get(lang).to_owned(),
            dataset: format!("{base}{}", lang.href(&format!("/datasets/{}", entry.slug))),
            licence: licence.map(Licence::as_str),
            licence_text: entry.metadata.source.as_ref().and_then(|source| source.licence.clone()),
            licence_url: licence.map(|licence| licence_url(licence).to_owned()),
            demo: entry.metadata.demo,
        }
    }

    /// Puts source and licence on an answer whose body cannot say them.
    pub fn write(&self, headers: &mut HeaderMap) {
        let mut put = |name: &'static str, value: &str| {
            let value = utf8_percent_encode(value, HEADER).to_string();
            let value = HeaderValue::try_from(value).expect("percent-encoded text is visible ASCII");
            headers.insert(HeaderName::from_static(name), value);
        };
        put("x-data-source", &self.source);
        if let Some(licence) = self.licence.or(self.licence_text.as_deref()) {
            put("x-data-licence", licence);
        }
        if self.demo {
            put("x-data-demo", "true");
        }
        let links = [
            (self.licence_url.as_deref(), "license"),
            (Some(self.dataset.as_str()), "describedby"),
        ];
        for (url, relation) in links {
            if let Some(value) = url.and_then(|url| HeaderValue::try_from(format!("<{url}>; rel=\"{relation}\"")).ok())
            {
                headers.append(header::LINK, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o21_25b_a_chinese_source_stands_in_the_header() {
        let attribution = Attribution {
            source: "上海市交通委员会 100%".into(),
            dataset: "https://data.example.cn/datasets/bus-stops".into(),
            licence: Some("cc-by-4.0"),
            licence_text: None,
            licence_url: Some(licence_url(Licence::CcBy4).into()),
            demo: true,
        };
        let mut headers = HeaderMap::new();
        attribution.write(&mut headers);
        let source = headers["x-data-source"].to_str().unwrap();
        let decoded = percent_encoding::percent_decode_str(source).decode_utf8().unwrap();
        assert_eq!(decoded, attribution.source);
        assert_eq!(headers["x-data-licence"], "cc-by-4.0");
        assert_eq!(headers["x-data-demo"], "true");
        let links: Vec<_> = headers
            .get_all(header::LINK)
            .iter()
            .map(|link| link.to_str().unwrap())
            .collect();
        assert_eq!(
            links,
            [
                "<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\"",
                "<https://data.example.cn/datasets/bus-stops>; rel=\"describedby\"",
            ]
        );
    }
}
