//! What the interface says, as plain structs with their OpenAPI schemas. Codes are those of the domain's code lists;
//! moments are RFC 3339 in Shanghai's time; what a source did not state is missing, never invented.

mod dataset;
mod preview;
mod search;
mod suggestion;
mod version;

use domain::body::Body;
use domain::entry::Theme;
use domain::suspension::Door;
use domain::text::Text;
use serde::Serialize;
use utoipa::ToSchema;

pub use dataset::DatasetDto;
pub use preview::PreviewDto;
pub use search::{CardDto, FacetsDto, PageDto, ValueDto};
pub use suggestion::SuggestionDto;
pub use version::{FileDto, FileMetaDto, VersionDto, VersionsDto};

use crate::problem::NoticeDto;

/// A text in the languages that it has.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Text)]
pub struct TextDto {
    /// Simplified Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// Another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<ForeignDto>,
}

/// A text in a language that the portal's own pages do not have.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Foreign)]
pub struct ForeignDto {
    /// Language tag (BCP 47).
    #[schema(example = "ja")]
    pub lang: String,
    /// The text.
    pub text: String,
}

impl From<&Text> for TextDto {
    fn from(text: &Text) -> Self {
        let foreign = |foreign: &domain::text::Foreign| ForeignDto {
            lang: foreign.lang.clone(),
            text: foreign.text.clone(),
        };
        Self {
            zh: text.zh.clone(),
            en: text.en.clone(),
            other: text.other.as_ref().map(foreign),
        }
    }
}

/// The text, or nothing when it is empty.
fn given(text: &Text) -> Option<TextDto> {
    (!text.is_empty()).then(|| text.into())
}

/// A data-opening body, as lists name it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BodyName)]
pub struct BodyNameDto {
    /// Its address below `/api/v1/bodies/`.
    #[schema(example = "transport-commission")]
    pub slug: String,
    /// Its full name.
    pub name: TextDto,
    /// Its short name.
    pub short: TextDto,
    /// `city`, `district`, `utility` or `external`.
    #[schema(example = "city")]
    pub level: &'static str,
}

impl From<&Body> for BodyNameDto {
    fn from(body: &Body) -> Self {
        Self {
            slug: body.slug.to_string(),
            name: (&body.name).into(),
            short: (&body.short).into(),
            level: body.level.as_str(),
        }
    }
}

/// A data-opening body with what it opens, in numbers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Body)]
pub struct BodyDto {
    /// Slug, names and level.
    #[serde(flatten)]
    pub body: BodyNameDto,
    /// What it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<TextDto>,
    /// Contact for questions about its data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Published entries.
    pub datasets: i64,
    /// Of these, entries that promise updates.
    pub promised: i64,
    /// Of these, entries whose update is overdue.
    pub overdue: i64,
    /// Entries whose data is suspended or withdrawn.
    pub closed: i64,
    /// Whether it was invented for the demo.
    pub demo: bool,
    /// Its page, and its datasets.
    pub links: LinksDto,
}

impl BodyDto {
    /// Of a body; `base` is the portal's address.
    pub fn new(view: &backend::service::catalogue::BodyView, base: &str) -> Self {
        let slug = &view.body.slug;
        Self {
            body: (&view.body).into(),
            about: given(&view.body.about),
            contact: view.body.contact.clone(),
            datasets: view.entries,
            promised: view.promised,
            overdue: view.overdue,
            closed: view.closed,
            demo: view.body.demo,
            links: LinksDto {
                itself: format!("{base}/api/v1/bodies/{slug}"),
                page: Some(format!("{base}/bodies/{slug}")),
                datasets: Some(format!("{base}/api/v1/datasets?body={slug}")),
                ..LinksDto::default()
            },
        }
    }
}

/// All bodies.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Bodies)]
pub struct BodiesDto {
    /// How many there are.
    pub total: usize,
    /// Those with most datasets first.
    pub items: Vec<BodyDto>,
}

/// A theme and how many datasets it has.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Theme)]
pub struct ThemeDto {
    /// Its code.
    #[schema(example = "transport")]
    pub code: &'static str,
    /// Its name in the reader's language.
    pub name: &'static str,
    /// Published entries.
    pub datasets: u64,
    /// Its page, and its datasets.
    pub links: LinksDto,
}

impl ThemeDto {
    /// Of a theme.
    pub fn new(theme: Theme, name: &'static str, datasets: u64, base: &str) -> Self {
        Self {
            code: theme.as_str(),
            name,
            datasets,
            links: LinksDto {
                itself: format!("{base}/api/v1/datasets?theme={theme}"),
                page: Some(format!("{base}/themes/{theme}")),
                ..LinksDto::default()
            },
        }
    }
}

/// All themes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Themes)]
pub struct ThemesDto {
    /// In the order of the code list.
    pub items: Vec<ThemeDto>,
}

/// Whether the data may leave.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Door)]
pub struct DoorDto {
    /// `open`, `suspended` or `withdrawn`.
    #[schema(example = "open")]
    pub state: &'static str,
    /// The public notice, when it is not open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeDto>,
}

impl From<&Door> for DoorDto {
    fn from(door: &Door) -> Self {
        Self {
            state: door.as_str(),
            notice: door.notice().map(NoticeDto::from),
        }
    }
}

/// Where to go from here.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = Links)]
pub struct LinksDto {
    /// This answer.
    #[serde(rename = "self")]
    pub itself: String,
    /// The page for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The datasets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub datasets: Option<String>,
    /// The versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versions: Option<String>,
    /// All files as one archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// The bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<String>,
    /// The next page of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
}
