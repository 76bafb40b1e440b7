//! The entry of the open list (清单条目): the reviewed metadata of one dataset (Order 21, Articles 11 and 12).
//!
//! A field that a source did not give stays `None`: it is shown as missing and never invented. Entries that a body
//! submits must be complete (`check`); entries that were harvested (O21-17) may have gaps.

mod lists;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::file::Format;
use crate::frequency::Frequency;
use crate::ids::{BodyId, EntryId, Slug};
use crate::refused::Refused;
use crate::text::Text;
use crate::time::Moment;

pub use lists::{AccessMethod, ConditionKind, Grade, ItemType, Licence, OpenType, Protection, Provenance, Theme};

/// A data item (数据项): a column of the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataItem {
    /// Its name in the files, such as `stop_id`.
    pub name: String,
    /// What people call it.
    pub title: Text,
    /// Type, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ItemType>,
    /// What it means.
    #[serde(default)]
    pub meaning: Text,
    /// Unit, such as `µg/m³` or `元`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Code list: the values and what they stand for.
    #[serde(default)]
    pub code_list: Text,
    /// Security grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Set while the item holds personal information or a trade secret that no desensitisation and no consent has lifted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protection: Option<Protection>,
}

/// An opening condition (开放条件) of a conditional entry (O21-15a).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Its id within the entry, such as `c1`.
    pub id: String,
    /// Technical ability or security safeguard.
    pub kind: ConditionKind,
    /// What is asked.
    pub text: Text,
    /// What proves it.
    pub evidence: Text,
    /// Whether an application fails without it.
    pub mandatory: bool,
}

/// Who answers for the entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name of the office.
    #[serde(default)]
    pub name: Text,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// Where a harvested entry comes from (O21-17).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The catalogue, such as `jp_tokyo`.
    pub catalogue: String,
    /// The entry's id there, or a digest of what it says when it has none.
    pub id: String,
    /// What the source says of its licence, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// What the source says of its update frequency, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<String>,
    /// What the source says of its topic, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Formats that the source names and the portal has no code for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<String>,
    /// What the source says of its columns, in its own words, where that is no list of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
    /// When the source says that it last changed. The entry's own date moves on when a version is added here, so that
    /// only this one tells whether the source says something else now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<Moment>,
}

/// What an entry says. All that O21-12a asks for stands here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Title.
    pub title: Text,
    /// Abstract (数据摘要).
    #[serde(rename = "abstract", default)]
    pub summary: Text,
    /// Theme (数据领域).
    #[serde(default)]
    pub theme: Option<Theme>,
    /// Data items (数据项).
    #[serde(default)]
    pub items: Vec<DataItem>,
    /// Formats (数据格式).
    #[serde(default)]
    pub formats: Vec<Format>,
    /// Open type (开放类型).
    #[serde(default)]
    pub open_type: Option<OpenType>,
    /// Opening conditions (开放条件), when conditional.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// Access methods (获取方式).
    #[serde(default)]
    pub access: Vec<AccessMethod>,
    /// Update frequency (更新频率).
    #[serde(default)]
    pub frequency: Option<Frequency>,
    /// Security grade (安全级别).
    #[serde(default)]
    pub grade: Option<Grade>,
    /// Provenance.
    #[serde(default)]
    pub provenance: Option<Provenance>,
    /// Contact.
    #[serde(default)]
    pub contact: Contact,
    /// Words to find it by.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Licence.
    #[serde(default)]
    pub licence: Option<Licence>,
    /// The area that the data covers.
    #[serde(default)]
    pub spatial: Text,
    /// The first and last day that the data covers.
    #[serde(default)]
    pub temporal: Option<(NaiveDate, NaiveDate)>,
    /// Whether the entry serves one of this year's priorities (O21-10a).
    #[serde(default)]
    pub priority: bool,
    /// Where it was harvested from.
    #[serde(default)]
    pub source: Option<Source>,
    /// Whether it was invented for the demo.
    #[serde(default)]
    pub demo: bool,
}

/// An entry as it stands on the open list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Its address under `/datasets/`.
    pub slug: Slug,
    /// The body that answers for it (O21-9).
    pub body: BodyId,
    /// What it says.
    pub metadata: Metadata,
    /// Number of the revision in force, from 1.
    pub revision: i64,
    /// When it was first published, by its source where it was harvested; `None` when not stated.
    pub issued: Option<Moment>,
    /// When data or metadata last changed, by its source where it was harvested; `None` when not stated.
    pub modified: Option<Moment>,
}

crate::codes! {
    /// What O21-12a asks of an entry. The codes name the fields in errors and forms.
    pub enum Required {
        /// Title.
        Title = "title",
        /// Abstract.
        Abstract = "abstract",
        /// Theme.
        Theme = "theme",
        /// At least one data item, each with title, type, meaning and grade.
        Items = "items",
        /// At least one format.
        Formats = "formats",
        /// Open type.
        OpenType = "open-type",
        /// Conditions, for a conditional entry.
        Conditions = "conditions",
        /// At least one access method, for an entry that is open.
        Access = "access",
        /// Update frequency.
        Frequency = "frequency",
        /// Security grade.
        Grade = "grade",
        /// Provenance.
        Provenance = "provenance",
        /// A contact with e-mail or telephone.
        Contact = "contact",
    }
}

/// O21-12a: what an entry lacks before it can be submitted, all at once.
pub fn missing(metadata: &Metadata) -> Vec<Required> {
    let open = metadata.open_type != Some(OpenType::NotOpen);
    let items_done = !metadata.items.is_empty()
        && metadata.items.iter().all(|item| {
            !item.name.trim().is_empty()
                && !item.title.is_empty()
                && item.kind.is_some()
                && !item.meaning.is_empty()
                && item.grade.is_some()
        });
    let lacks = |required: &Required| match required {
        Required::Title => metadata.title.is_empty(),
        Required::Abstract => metadata.summary.is_empty(),
        Required::Theme => metadata.theme.is_none(),
        Required::Items => !items_done,
        Required::Formats => metadata.formats.is_empty(),
        Required::OpenType => metadata.open_type.is_none(),
        Required::Conditions => metadata.open_type == Some(OpenType::Conditional) && metadata.conditions.is_empty(),
        Required::Access => open && metadata.access.is_empty(),
        Required::Frequency => metadata.frequency.is_none(),
        Required::Grade => metadata.grade.is_none(),
        Required::Provenance => metadata.provenance.is_none(),
        Required::Contact => metadata.contact.email.is_none() && metadata.contact.phone.is_none(),
    };
    Required::ALL.iter().copied().filter(lacks).collect()
}

/// O21-12a, O21-12b, O21-11b: whether an entry may go on the open list.
pub fn check(metadata: &Metadata) -> Result<(), Refused> {
    let missing = missing(metadata);
    if !missing.is_empty() {
        return Err(Refused::Incomplete { missing });
    }
    if let Some(provenance @ (Provenance::Shared | Provenance::Negotiated)) = metadata.provenance {
        return Err(Refused::NotTheBodysOwn { provenance });
    }
    let protected: Vec<String> = metadata
        .items
        .iter()
        .filter(|item| item.protection.is_some())
        .map(|item| item.name.clone())
        .collect();
    if !protected.is_empty() && metadata.open_type != Some(OpenType::NotOpen) {
        return Err(Refused::MustStayClosed { items: protected });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Metadata {
        Metadata {
            title: Text::both("公交站点", "Bus stops"),
            summary: Text::zh("全市公交站点的位置"),
            theme: Some(Theme::Transport),
            items: vec![DataItem {
                name: "stop_id".into(),
                title: Text::zh("站点编码"),
                kind: Some(ItemType::Code),
                meaning: Text::zh("站点唯一编码"),
                unit: None,
                code_list: Text::default(),
                grade: Some(Grade::General),
                protection: None,
            }],
            formats: vec![Format::Csv],
            open_type: Some(OpenType::Unconditional),
            access: vec![AccessMethod::Download],
            frequency: Some(Frequency::Monthly),
            grade: Some(Grade::General),
            provenance: Some(Provenance::Produced),
            contact: Contact {
                email: Some("data@example.cn".into()),
                ..Contact::default()
            },
            ..Metadata::default()
        }
    }

    #[test]
    fn o21_12a_names_every_missing_item_at_once() {
        assert_eq!(check(&complete()), Ok(()));
        let all_but_conditions: Vec<_> = Required::ALL
            .iter()
            .copied()
            .filter(|r| *r != Required::Conditions)
            .collect();
        assert_eq!(missing(&Metadata::default()), all_but_conditions);
    }

    #[test]
    fn o21_12a_each_required_item_is_missed_alone() {
        type Take = fn(&mut Metadata);
        let takes: [(Required, Take); 12] = [
            (Required::Title, |m| m.title = Text::zh("  ")),
            (Required::Abstract, |m| m.summary = Text::default()),
            (Required::Theme, |m| m.theme = None),
            (Required::Items, |m| m.items[0].grade = None),
            (Required::Formats, |m| m.formats.clear()),
            (Required::OpenType, |m| m.open_type = None),
            (Required::Conditions, |m| m.open_type = Some(OpenType::Conditional)),
            (Required::Access, |m| m.access.clear()),
            (Required::Frequency, |m| m.frequency = None),
            (Required::Grade, |m| m.grade = None),
            (Required::Provenance, |m| m.provenance = None),
            (Required::Contact, |m| m.contact.email = None),
        ];
        for (required, take) in takes {
            let mut metadata = complete();
            take(&mut metadata);
            assert_eq!(missing(&metadata), vec![required]);
        }
    }

    #[test]
    fn o21_12b_shared_or_negotiated_data_cannot_be_listed() {
        for provenance in [Provenance::Shared, Provenance::Negotiated] {
            let metadata = Metadata {
                provenance: Some(provenance),
                ..complete()
            };
            assert_eq!(check(&metadata), Err(Refused::NotTheBodysOwn { provenance }));
        }
    }

    #[test]
    fn o21_11b_a_protected_item_keeps_the_entry_closed() {
        for protection in Protection::ALL {
            let mut metadata = complete();
            metadata.items[0].protection = Some(*protection);
            assert_eq!(
                check(&metadata),
                Err(Refused::MustStayClosed {
                    items: vec!["stop_id".into()]
                })
            );
            metadata.open_type = Some(OpenType::NotOpen);
            assert_eq!(check(&metadata), Ok(()));
        }
    }
}
