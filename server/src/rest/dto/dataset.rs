//! A dataset as the entry of the open list says it.

use backend::service::catalogue::DatasetView;
use domain::entry::{Condition, DataItem, Entry, Metadata, Source};
use domain::frequency::Freshness;
use domain::quality::Quality;
use domain::text::Lang;
use domain::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

use super::{BodyNameDto, DoorDto, LinksDto, TextDto, VersionDto, given};
use crate::attribution::Attribution;

/// A dataset: the entry of the open list that describes it, and its versions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Dataset)]
pub struct DatasetDto {
    /// Its id, which never changes.
    pub id: String,
    /// Its address below `/api/v1/datasets/`.
    #[schema(example = "bus-stops")]
    pub slug: String,
    /// Title.
    pub title: TextDto,
    /// Abstract.
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    pub summary: Option<TextDto>,
    /// The body that answers for it.
    pub body: BodyNameDto,
    /// `unconditional`, `conditional` or `not-open`; missing when the source does not state it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "unconditional")]
    pub open_type: Option<&'static str>,
    /// Whether the data may leave.
    pub door: DoorDto,
    /// Theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "transport")]
    pub theme: Option<&'static str>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Data items.
    pub items: Vec<ItemDto>,
    /// Formats.
    #[schema(example = json!(["CSV"]))]
    pub formats: Vec<&'static str>,
    /// Conditions, when conditional.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConditionDto>,
    /// Access methods: `download`, `api`, `sandbox`.
    pub access: Vec<&'static str>,
    /// Update frequency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "monthly")]
    pub frequency: Option<&'static str>,
    /// Whether it was updated in time.
    pub freshness: FreshnessDto,
    /// Security grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<&'static str>,
    /// How the body came by the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<&'static str>,
    /// Contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactDto>,
    /// The area that the data covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spatial: Option<TextDto>,
    /// The first and the last day that the data covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = json!(["2026-01-01", "2026-10-31"]))]
    pub temporal: Option<[String; 2]>,
    /// Whether it serves one of this year's priorities.
    pub priority: bool,
    /// Where it was harvested from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub harvested: Option<HarvestedDto>,
    /// Revision of the entry in force.
    pub revision: i64,
    /// When it was first published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
    /// When data or metadata last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// Quality score and its parts, 0 to 100.
    pub quality: QualityDto,
    /// Downloads and calls in each of the last 12 weeks, oldest first.
    pub weekly_uses: Vec<i64>,
    /// Rows that the source states, for harvested entries without files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated_rows: Option<i64>,
    /// The version in force with its files; missing when there is no data yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<VersionDto>,
    /// Source and licence.
    pub attribution: Attribution,
    /// Where to go from here.
    pub links: LinksDto,
}

/// A data item: a column of the data.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Item)]
pub struct ItemDto {
    /// Its name in the files.
    pub name: String,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<TextDto>,
    /// Type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[schema(example = "integer")]
    pub kind: Option<&'static str>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<TextDto>,
    /// Unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Code list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_list: Option<TextDto>,
    /// Security grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<&'static str>,
}

impl From<&DataItem> for ItemDto {
    fn from(item: &DataItem) -> Self {
        Self {
            name: item.name.clone(),
            title: given(&item.title),
            kind: item.kind.map(domain::entry::ItemType::as_str),
            meaning: given(&item.meaning),
            unit: item.unit.clone(),
            code_list: given(&item.code_list),
            grade: item.grade.map(domain::entry::Grade::as_str),
        }
    }
}

/// A condition of conditional data.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Condition)]
pub struct ConditionDto {
    /// Its id within the entry.
    pub id: String,
    /// `technical-ability` or `security-safeguard`.
    pub kind: &'static str,
    /// What is asked.
    pub text: TextDto,
    /// What proves it.
    pub evidence: TextDto,
    /// Whether an application fails without it.
    pub mandatory: bool,
}

impl From<&Condition> for ConditionDto {
    fn from(condition: &Condition) -> Self {
        Self {
            id: condition.id.clone(),
            kind: condition.kind.as_str(),
            text: (&condition.text).into(),
            evidence: (&condition.evidence).into(),
            mandatory: condition.mandatory,
        }
    }
}

/// Who answers for the entry.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Contact)]
pub struct ContactDto {
    /// Name of the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<TextDto>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// Where a harvested entry comes from, in the source's own words.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Harvested)]
pub struct HarvestedDto {
    /// The catalogue.
    pub catalogue: String,
    /// The entry's id there.
    pub id: String,
    /// What it says of its licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// What it says of its update frequency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<String>,
    /// What it says of its topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Formats that it names and the portal has no code for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<String>,
}

impl From<&Source> for HarvestedDto {
    fn from(source: &Source) -> Self {
        Self {
            catalogue: source.catalogue.clone(),
            id: source.id.clone(),
            licence: source.licence.clone(),
            frequency: source.frequency.clone(),
            topic: source.topic.clone(),
            formats: source.formats.clone(),
        }
    }
}

/// Whether a dataset kept its promise of updates.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Freshness)]
pub struct FreshnessDto {
    /// `on-time`, `overdue` or `not-promised`.
    #[schema(example = "on-time")]
    pub state: &'static str,
    /// Whole days since the update was due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// When the next update falls due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

impl FreshnessDto {
    fn new(freshness: Freshness, due: Option<Moment>) -> Self {
        let (state, days) = match freshness {
            Freshness::OnTime => ("on-time", None),
            Freshness::Overdue { days } => ("overdue", Some(days)),
            Freshness::NotPromised => ("not-promised", None),
        };
        let due = due.map(Moment::rfc3339);
        Self { state, days, due }
    }
}

/// Quality, 0 to 100; a part that cannot be judged is missing and does not count.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Quality)]
pub struct QualityDto {
    /// The mean of the parts.
    pub score: u8,
    /// Share of what an entry must say that it says.
    pub described: u8,
    /// Share of cells that are filled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filled: Option<u8>,
    /// 100 on time, one less for each day overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timely: Option<u8>,
    /// Share of formats that a program can read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readable: Option<u8>,
}

impl From<Quality> for QualityDto {
    fn from(quality: Quality) -> Self {
        Self {
            score: quality.score(),
            described: quality.described,
            filled: quality.filled,
            timely: quality.timely,
            readable: quality.readable,
        }
    }
}

impl DatasetDto {
    /// Of what stands on a dataset's page.
    pub fn new(view: &DatasetView, base: &str, lang: Lang) -> Self {
        let Entry {
            id,
            slug,
            metadata,
            revision,
            issued,
            modified,
            ..
        } = &view.entry;
        let Metadata { contact, .. } = metadata;
        let told = !contact.name.is_empty() || contact.email.is_some() || contact.phone.is_some();
        let contact = told.then(|| ContactDto {
            name: given(&contact.name),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
        });
        let latest = view.versions.first();
        Self {
            id: id.to_string(),
            slug: slug.to_string(),
            title: (&metadata.title).into(),
            summary: given(&metadata.summary),
            body: (&view.body).into(),
            open_type: metadata.open_type.map(domain::entry::OpenType::as_str),
            door: (&view.door).into(),
            theme: metadata.theme.map(domain::entry::Theme::as_str),
            keywords: metadata.keywords.clone(),
            items: metadata.items.iter().map(ItemDto::from).collect(),
            formats: metadata.formats.iter().map(|format| format.as_str()).collect(),
            conditions: metadata.conditions.iter().map(ConditionDto::from).collect(),
            access: metadata.access.iter().map(|access| access.as_str()).collect(),
            frequency: metadata.frequency.map(domain::frequency::Frequency::as_str),
            freshness: FreshnessDto::new(view.freshness, view.due),
            grade: metadata.grade.map(domain::entry::Grade::as_str),
            provenance: metadata.provenance.map(domain::entry::Provenance::as_str),
            contact,
            spatial: given(&metadata.spatial),
            temporal: metadata
                .temporal
                .map(|(first, last)| [first.to_string(), last.to_string()]),
            priority: metadata.priority,
            harvested: metadata.source.as_ref().map(HarvestedDto::from),
            revision: *revision,
            issued: issued.map(Moment::rfc3339),
            modified: modified.map(Moment::rfc3339),
            quality: view.quality.into(),
            weekly_uses: view.weekly.clone(),
            stated_rows: view.stated_rows,
            version: latest.map(|version| VersionDto::new(version, view, base)),
            attribution: Attribution::of(&view.entry, &view.body, base, lang),
            links: LinksDto {
                itself: format!("{base}/api/v1/datasets/{slug}"),
                page: Some(format!("{base}{}", lang.href(&format!("/datasets/{slug}")))),
                versions: Some(format!("{base}/api/v1/datasets/{slug}/versions")),
                ..LinksDto::default()
            },
        }
    }
}
