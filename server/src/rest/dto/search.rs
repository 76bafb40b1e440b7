//! Lists of datasets with their facets.

use app::text::Named;
use backend::search::{BodyValue, Count, Facets, Fragment, FreshState, Hit, Matched, Results};
use domain::suspension::Door;
use domain::text::Lang;
use domain::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

use super::{DoorDto, LinksDto, TextDto, given};

/// A page of datasets.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Page)]
pub struct PageDto {
    /// How many datasets there are in all.
    pub total: u64,
    /// Number of this page, from 1.
    pub page: i64,
    /// Datasets on a page.
    pub size: i64,
    /// `all`: every dataset has all the words. `some`: none has all of them, these have some.
    #[schema(example = "all")]
    pub matched: &'static str,
    /// Another spelling that finds something, when no dataset has all the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
    /// Words that were also searched in other words: synonyms and pinyin.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub searched_as: Vec<WidenedDto>,
    /// The datasets.
    pub items: Vec<CardDto>,
    /// Counts by facet; missing with `facets=0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<FacetsDto>,
    /// This page, the next one and the one before.
    pub links: LinksDto,
}

/// A word that was also searched in other words.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Widened)]
pub struct WidenedDto {
    /// The word.
    pub word: String,
    /// The other words.
    pub also: Vec<String>,
}

/// A dataset in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Card)]
pub struct CardDto {
    /// Its id, which never changes.
    pub id: String,
    /// Its address below `/api/v1/datasets/`.
    pub slug: String,
    /// Title.
    pub title: TextDto,
    /// Abstract.
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    pub summary: Option<TextDto>,
    /// The part of the abstract that shows why it was found, in pieces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub snippet: Vec<FragmentDto>,
    /// Slug of the body that answers for it.
    pub body: String,
    /// The body's name.
    pub body_name: TextDto,
    /// Open type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_type: Option<&'static str>,
    /// Whether the data may leave.
    pub door: DoorDto,
    /// Theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<&'static str>,
    /// Formats.
    pub formats: Vec<&'static str>,
    /// Update frequency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<&'static str>,
    /// Whether it can be called.
    pub has_api: bool,
    /// When it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// When the next update falls due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Rows of the version in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<i64>,
    /// Quality score, 0 to 100.
    pub quality: u8,
    /// Downloads and calls in the last 12 weeks.
    pub uses: i64,
    /// Whether it serves one of this year's priorities.
    pub priority: bool,
    /// The harvested catalogue, if it came from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether it was invented for the demo.
    pub demo: bool,
    /// Where to go from here.
    pub links: LinksDto,
}

/// A piece of a text.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Fragment)]
pub struct FragmentDto {
    /// The piece.
    pub text: String,
    /// Whether it is what was searched for.
    pub marked: bool,
}

impl From<Fragment> for FragmentDto {
    fn from(fragment: Fragment) -> Self {
        let Fragment { text, marked } = fragment;
        Self { text, marked }
    }
}

impl CardDto {
    /// Of a hit, with its door as this node last saw it.
    fn new(hit: Hit, door: &Door, base: &str, lang: Lang) -> Self {
        let Hit { card, snippet, .. } = hit;
        let slug = card.slug.to_string();
        Self {
            id: card.id.to_string(),
            title: (&card.title).into(),
            summary: given(&card.summary),
            snippet: snippet.into_iter().map(FragmentDto::from).collect(),
            body: card.body.to_string(),
            body_name: (&card.body_name).into(),
            open_type: card.open_type.map(domain::entry::OpenType::as_str),
            door: door.into(),
            theme: card.theme.map(domain::entry::Theme::as_str),
            formats: card.formats.iter().map(|format| format.as_str()).collect(),
            frequency: card.frequency.map(domain::frequency::Frequency::as_str),
            has_api: card.has_api,
            modified: card.modified.map(Moment::rfc3339),
            due: card.due.map(Moment::rfc3339),
            rows: card.rows,
            quality: card.quality,
            uses: card.uses(),
            priority: card.priority,
            demo: card.demo,
            links: LinksDto {
                itself: format!("{base}/api/v1/datasets/{slug}"),
                page: Some(format!("{base}{}", lang.href(&format!("/datasets/{slug}")))),
                ..LinksDto::default()
            },
            source: card.source,
            slug,
        }
    }
}

impl PageDto {
    /// Of results; `door` tells the door of a dataset by its id.
    pub fn new(
        results: Results,
        door: impl Fn(&domain::ids::EntryId) -> Door,
        (page, size): (i64, i64),
        links: LinksDto,
        base: &str,
        lang: Lang,
    ) -> Self {
        let item = |hit: Hit| {
            let door = door(&hit.card.id);
            CardDto::new(hit, &door, base, lang)
        };
        Self {
            total: results.total,
            page,
            size,
            matched: match results.matched {
                Matched::All => "all",
                Matched::Some => "some",
            },
            did_you_mean: results.did_you_mean,
            searched_as: results
                .searched_as
                .into_iter()
                .map(|widened| WidenedDto {
                    word: widened.word,
                    also: widened.also,
                })
                .collect(),
            items: results.hits.into_iter().map(item).collect(),
            facets: results.facets.map(|facets| FacetsDto::new(&facets, lang)),
            links,
        }
    }
}

/// Counts by facet, under the names of the parameters that choose them. A count says how many datasets the list would
/// show if this value were chosen and the other facets stayed as they are.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Facets)]
pub struct FacetsDto {
    /// By open type.
    pub open: Vec<ValueDto>,
    /// By theme.
    pub theme: Vec<ValueDto>,
    /// By body, those with most datasets.
    pub body: Vec<ValueDto>,
    /// By level of the body.
    pub level: Vec<ValueDto>,
    /// By format.
    pub format: Vec<ValueDto>,
    /// By update frequency.
    pub frequency: Vec<ValueDto>,
    /// By freshness.
    pub freshness: Vec<ValueDto>,
    /// By harvested catalogue.
    pub source: Vec<ValueDto>,
    /// Datasets with an interface.
    pub api: u64,
}

/// A value of a facet.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Value)]
pub struct ValueDto {
    /// What the parameter takes.
    pub value: String,
    /// Its name in the reader's language.
    pub name: String,
    /// Datasets with it.
    pub count: u64,
    /// Whether the request asks for it.
    pub chosen: bool,
}

impl FacetsDto {
    fn new(facets: &Facets, lang: Lang) -> Self {
        fn named<T: Named + std::fmt::Display>(counts: &[Count<T>], lang: Lang) -> Vec<ValueDto> {
            values(counts, |value| (value.to_string(), value.name(lang).to_owned()))
        }
        let body = |body: &BodyValue| (body.slug.to_string(), body.short.get(lang).to_owned());
        let fresh = |state: &FreshState| (state.to_string(), state.to_string());
        Self {
            open: named(&facets.open_types, lang),
            theme: named(&facets.themes, lang),
            body: values(&facets.bodies, body),
            level: named(&facets.levels, lang),
            format: named(&facets.formats, lang),
            frequency: named(&facets.frequencies, lang),
            freshness: values(&facets.freshness, fresh),
            source: values(&facets.sources, |source| (source.clone(), source.clone())),
            api: facets.has_api,
        }
    }
}

fn values<T>(counts: &[Count<T>], tell: impl Fn(&T) -> (String, String)) -> Vec<ValueDto> {
    let value = |count: &Count<T>| {
        let (value, name) = tell(&count.value);
        ValueDto {
            value,
            name,
            count: count.count,
            chosen: count.chosen,
        }
    };
    counts.iter().map(value).collect()
}
