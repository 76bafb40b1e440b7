//! The dataset in the words of schema.org, for the search engines of the web.

use domain::body::Level;
use domain::entry::{Licence, OpenType};
use domain::gate::Channel;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use serde_json::{Map, Value, json};

use super::Shown;
use crate::api::dataset::file_path;

/// A block of JSON-LD. It is data, which no security policy runs.
pub(super) fn linked(shown: &Shown) -> impl IntoView + use<> {
    let json = document(shown).to_string().replace('<', "\\u003c");
    InertElement::new(format!("<script type=\"application/ld+json\">{json}</script>"))
}

fn document(shown: &Shown) -> Value {
    let (lang, site) = (shown.here.lang, &shown.site);
    let view = &shown.dataset.view;
    let metadata = &view.entry.metadata;
    let latest = shown.dataset.latest();
    let kind = if view.body.level == Level::External {
        "Organization"
    } else {
        "GovernmentOrganization"
    };
    let mut fields = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            fields.insert(name.to_owned(), value);
        }
    };
    put("@context", Some("https://schema.org/".into()));
    put("@type", Some("Dataset".into()));
    put("name", Some(metadata.title.get(lang).into()));
    put("description", Some(description(shown).into()));
    put("url", Some(shown.address().into()));
    put("identifier", Some(view.entry.slug.as_str().into()));
    put("inLanguage", Some(lang.tag().into()));
    put(
        "isAccessibleForFree",
        Some((metadata.open_type == Some(OpenType::Unconditional)).into()),
    );
    put(
        "creator",
        Some(json!({ "@type": kind, "name": view.body.name.get(lang) })),
    );
    put(
        "includedInDataCatalog",
        Some(json!({ "@type": "DataCatalog", "name": site.name.get(lang), "url": site.origin })),
    );
    put("license", metadata.licence.and_then(licence_url).map(Value::from));
    put(
        "keywords",
        (!metadata.keywords.is_empty()).then(|| metadata.keywords.clone().into()),
    );
    put(
        "spatialCoverage",
        (!metadata.spatial.is_empty()).then(|| metadata.spatial.get(lang).into()),
    );
    put(
        "temporalCoverage",
        metadata.temporal.map(|(from, to)| format!("{from}/{to}").into()),
    );
    put("datePublished", view.entry.issued.map(|at| at.rfc3339().into()));
    put("dateModified", view.entry.modified.map(|at| at.rfc3339().into()));
    put("version", latest.map(|latest| latest.label().into()));
    put("distribution", distribution(shown));
    Value::Object(fields)
}

/// The abstract, with the title before it where it is shorter than search engines take, and cut where it is longer.
fn description(shown: &Shown) -> String {
    const FEWEST: usize = 50;
    const MOST: usize = 5000;
    let lang = shown.here.lang;
    let view = &shown.dataset.view;
    let summary = view.entry.metadata.summary.get(lang);
    if summary.chars().count() >= FEWEST {
        return summary.chars().take(MOST).collect();
    }
    let parts = [
        view.entry.metadata.title.get(lang),
        summary,
        view.body.name.get(lang),
        shown.site.name.get(lang),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// The files that can be downloaded.
fn distribution(shown: &Shown) -> Option<Value> {
    shown.dataset.view.offer(Channel::Download).ok()?;
    let slug = &shown.dataset.entry().slug;
    let files = shown.dataset.latest()?.files.iter().map(|file| {
        json!({
            "@type": "DataDownload",
            "name": file.name,
            "encodingFormat": file.format.media_type(),
            "contentSize": file.bytes.to_string(),
            "contentUrl": format!("{}{}", shown.site.origin, file_path(slug, file)),
            "sha256": file.digest.as_str(),
        })
    });
    Some(files.collect())
}

/// Where the licence stands on the web; the portal's own have no page yet.
const fn licence_url(licence: Licence) -> Option<&'static str> {
    match licence {
        Licence::CcBy4 => Some("https://creativecommons.org/licenses/by/4.0/"),
        Licence::Ogdl1 => Some("https://data.gov.tw/license"),
        Licence::PublicDomain => Some("https://creativecommons.org/publicdomain/mark/1.0/"),
        Licence::ShanghaiOpen | Licence::Agreement => None,
    }
}
