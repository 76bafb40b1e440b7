//! The way in which the tables of entries are written down.

use chrono::NaiveDate;
use domain::entry::{
    AccessMethod, Condition, DataItem, Grade, ItemType, Licence, Metadata, OpenType, Protection, Provenance, Theme,
};
use domain::file::Format;
use domain::frequency::Frequency;
use domain::ids::Slug;
use domain::text::Text;

use crate::calendar::day;
use crate::cell::{Edition, Fill};
use crate::entry::{Age, DemoEntry, DemoFile, DemoVersion};
use crate::rng::Rng;

/// Data items, one a line: `name Type "标题" "Title", "含义" "Meaning", unit "m", important;`
macro_rules! items {
    ($($name:ident $kind:ident $zh:literal $en:literal, $mzh:literal $men:literal
        $(, $more:ident $($arg:literal)*)*;)+) => {{
        #[allow(unused_imports, reason = "not every list of items has more to say of one")]
        use $crate::draft::More;
        vec![$(
            $crate::draft::item(stringify!($name), domain::entry::ItemType::$kind, ($zh, $en), ($mzh, $men))
                $(.$more($($arg),*))*
        ),+]
    }};
}
pub(crate) use items;

/// A data item of grade 一般.
pub fn item(name: &str, kind: ItemType, title: (&str, &str), meaning: (&str, &str)) -> DataItem {
    DataItem {
        name: name.to_owned(),
        title: Text::both(title.0, title.1),
        kind: Some(kind),
        meaning: Text::both(meaning.0, meaning.1),
        unit: None,
        code_list: Text::default(),
        grade: Some(Grade::General),
        protection: None,
    }
}

/// What more can be said of a data item.
pub trait More {
    /// Its unit.
    fn unit(self, unit: &str) -> Self;
    /// Its code list.
    fn codes(self, zh: &str, en: &str) -> Self;
    /// Grade 重要.
    fn important(self) -> Self;
    /// Protected as personal information.
    fn personal(self) -> Self;
    /// Protected as a trade secret.
    fn secret(self) -> Self;
}

impl More for DataItem {
    fn unit(mut self, unit: &str) -> Self {
        self.unit = Some(unit.to_owned());
        self
    }

    fn codes(mut self, zh: &str, en: &str) -> Self {
        self.code_list = Text::both(zh, en);
        self
    }

    fn important(mut self) -> Self {
        self.grade = Some(Grade::Important);
        self
    }

    fn personal(mut self) -> Self {
        self.grade = Some(Grade::Sensitive);
        self.protection = Some(Protection::PersonalInformation);
        self
    }

    fn secret(mut self) -> Self {
        self.grade = Some(Grade::Sensitive);
        self.protection = Some(Protection::TradeSecret);
        self
    }
}

/// How use has changed over the last 12 weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// More every week.
    Rising,
    /// About the same.
    Steady,
    /// Less every week.
    Falling,
}

/// An entry being written down.
#[derive(Debug)]
pub struct Draft {
    slug: &'static str,
    body: &'static str,
    metadata: Metadata,
    issued: NaiveDate,
    versions: Vec<(Vec<Format>, Text)>,
    late: i64,
    uses: Option<i64>,
    trend: Trend,
}

/// Begins an entry: unconditional, produced by the body, for download, covering the city.
pub fn entry(slug: &'static str, body: &'static str, theme: Theme, frequency: Frequency) -> Draft {
    Draft {
        slug,
        body,
        metadata: Metadata {
            theme: Some(theme),
            open_type: Some(OpenType::Unconditional),
            access: vec![AccessMethod::Download],
            frequency: Some(frequency),
            provenance: Some(Provenance::Produced),
            licence: Some(Licence::ShanghaiOpen),
            spatial: Text::both("上海市", "Shanghai"),
            demo: true,
            ..Metadata::default()
        },
        issued: day(2022, 6, 1),
        versions: Vec::new(),
        late: 0,
        uses: None,
        trend: Trend::Steady,
    }
}

impl Draft {
    /// Title.
    pub fn title(mut self, zh: &str, en: &str) -> Self {
        self.metadata.title = Text::both(zh, en);
        self
    }

    /// Abstract.
    pub fn about(mut self, zh: &str, en: &str) -> Self {
        self.metadata.summary = Text::both(zh, en);
        self
    }

    /// Words to find it by, in one list with commas.
    pub fn words(mut self, words: &str) -> Self {
        self.metadata.keywords = words.split(", ").map(str::to_owned).collect();
        self
    }

    /// Further data items.
    pub fn items(mut self, items: impl IntoIterator<Item = DataItem>) -> Self {
        self.metadata.items.extend(items);
        self
    }

    /// The item `district`.
    pub fn district(self) -> Self {
        self.items(items! {
            district Text "行政区" "District", "所在的行政区" "The district it stands in";
        })
    }

    /// The items `district` and `address`.
    pub fn address(self) -> Self {
        self.district().items(items! {
            address Text "地址" "Address", "门牌地址" "Street address";
        })
    }

    /// The items `lon` and `lat`.
    pub fn point(self) -> Self {
        self.items(items! {
            lon Decimal "经度" "Longitude", "CGCS2000 坐标系经度" "Longitude in CGCS2000", unit "°";
            lat Decimal "纬度" "Latitude", "CGCS2000 坐标系纬度" "Latitude in CGCS2000", unit "°";
        })
    }

    /// The item `geometry`.
    pub fn shape(self) -> Self {
        self.items(items! {
            geometry Geometry "示意边界" "Schematic outline",
                "示意性边界，仅供演示，不作为权属或执法依据" "A schematic outline for the demo, no legal border";
        })
    }

    /// Collected in the body's duties rather than produced.
    pub fn collected(mut self) -> Self {
        self.metadata.provenance = Some(Provenance::Collected);
        self
    }

    /// Can be called as well as downloaded.
    pub fn api(mut self) -> Self {
        self.metadata.access.push(AccessMethod::Api);
        self
    }

    /// Serves one of this year's priorities.
    pub fn priority(mut self) -> Self {
        self.metadata.priority = true;
        self
    }

    /// Covers this area only.
    pub fn spatial(mut self, zh: &str, en: &str) -> Self {
        self.metadata.spatial = Text::both(zh, en);
        self
    }

    /// Covers these days.
    pub fn covers(mut self, from: (i32, u32, u32), to: (i32, u32, u32)) -> Self {
        self.metadata.temporal = Some((day(from.0, from.1, from.2), day(to.0, to.1, to.2)));
        self
    }

    /// On the list since this day.
    pub fn issued(mut self, year: i32, month: u32, date: u32) -> Self {
        self.issued = day(year, month, date);
        self
    }

    /// Open under these conditions, through these methods.
    pub fn conditional(mut self, access: &[AccessMethod], conditions: impl IntoIterator<Item = Condition>) -> Self {
        self.metadata.open_type = Some(OpenType::Conditional);
        self.metadata.licence = Some(Licence::Agreement);
        self.metadata.access = access.to_vec();
        self.metadata.conditions = conditions
            .into_iter()
            .enumerate()
            .map(|(at, condition)| Condition {
                id: format!("c{}", at + 1),
                ..condition
            })
            .collect();
        self
    }

    /// Listed only.
    pub fn not_open(mut self) -> Self {
        self.metadata.open_type = Some(OpenType::NotOpen);
        self.metadata.licence = None;
        self.metadata.access.clear();
        self
    }

    /// Overdue by so many days.
    pub fn late(mut self, days: i64) -> Self {
        self.late = days;
        self
    }

    /// About so many uses a week, and where they are going.
    pub fn uses(mut self, weekly: i64, trend: Trend) -> Self {
        self.uses = Some(weekly);
        self.trend = trend;
        self
    }

    /// A version in these formats and what changed in it, oldest first.
    pub fn version(mut self, formats: &[Format], zh: &str, en: &str) -> Self {
        self.versions.push((formats.to_vec(), Text::both(zh, en)));
        self
    }

    /// Ends the entry with the stem of its files' names and the generator of their rows.
    pub fn files(mut self, stem: &str, rows: Fill) -> DemoEntry {
        let slug: Slug = self.slug.parse().expect("the tables hold well-formed slugs");
        let metadata = &mut self.metadata;
        metadata.contact = crate::bodies::contact(self.body);
        metadata.grade = metadata.items.iter().filter_map(|item| item.grade).max();
        metadata.formats = self
            .versions
            .last()
            .map(|(formats, _)| formats.clone())
            .unwrap_or_default();
        let count = self.versions.len();
        let mut rng = Rng::of(self.slug).fork(count);
        let age = newest(metadata.frequency, self.late, &mut rng);
        let weekly = match metadata.open_type {
            Some(OpenType::NotOpen) => [0; 12],
            _ => weekly(self.uses, self.trend, &mut rng),
        };
        let versions = (1..).zip(self.versions).map(|(number, (formats, note))| {
            let edition = Edition {
                number,
                back: count - number,
            };
            let file = |format: Format| DemoFile {
                name: format!("{stem}.{}", ending(format)),
                format,
                dataset: slug.clone(),
                title: metadata.title.clone(),
                items: metadata.items.clone(),
                edition,
                fill: rows,
            };
            DemoVersion {
                number: number as i64,
                note,
                files: formats.into_iter().map(file).collect(),
                age: earlier(age, metadata.frequency, edition.back as i64),
            }
        });
        DemoEntry {
            versions: versions.collect(),
            body: self.body.parse().expect("the tables hold well-formed slugs"),
            slug,
            metadata: self.metadata,
            weekly,
            issued: self.issued,
        }
    }
}

fn ending(format: Format) -> &'static str {
    match format {
        Format::GeoJson => "geojson",
        Format::Json => "json",
        Format::Xlsx => "xlsx",
        _ => "csv",
    }
}

/// Days between two versions, and for promises the days until the next one is due.
fn period(frequency: Option<Frequency>) -> i64 {
    match frequency {
        Some(Frequency::Realtime | Frequency::Hourly | Frequency::Daily) | None => 1,
        Some(Frequency::Weekly) => 7,
        Some(Frequency::Monthly) => 31,
        Some(Frequency::Quarterly) => 92,
        Some(Frequency::Halfyearly) => 184,
        Some(Frequency::Yearly) => 366,
        Some(Frequency::Irregular) => 210,
        Some(Frequency::Once) => 700,
    }
}

/// When the newest version came: within its period on time, or after it by `late` days.
fn newest(frequency: Option<Frequency>, late: i64, rng: &mut Rng) -> Age {
    let minute = rng.int(9 * 60, 17 * 60 + 30);
    let period = period(frequency);
    match frequency {
        Some(Frequency::Realtime) if late == 0 => Age::Minutes(4),
        Some(Frequency::Hourly) if late == 0 => Age::Minutes(rng.int(12, 50)),
        Some(Frequency::Daily) if late == 0 => Age::Days(1, minute),
        _ if late > 0 => Age::Days(period + late, minute),
        // A week's slack at most keeps even the shortest month on time.
        _ => Age::Days(rng.int(1, period - (period / 6).max(1)), minute),
    }
}

fn earlier(newest: Age, frequency: Option<Frequency>, back: i64) -> Age {
    match newest {
        Age::Minutes(minutes) => Age::Minutes(minutes + back * 24 * 60),
        Age::Days(days, minute) => Age::Days(days + back * period(frequency), minute),
    }
}

/// Uses in each of 12 weeks: few datasets are used much, and no two weeks are alike.
fn weekly(uses: Option<i64>, trend: Trend, rng: &mut Rng) -> [i64; 12] {
    let lean = rng.unit();
    let base = uses.map_or(9.0 + 260.0 * lean * lean * lean, |uses| uses as f64);
    let step = match trend {
        Trend::Rising => 0.055,
        Trend::Steady => 0.004,
        Trend::Falling => -0.04,
    };
    std::array::from_fn(|week| {
        let drift = 1.0 + step * (week as f64 - 5.5);
        (base * drift * (1.0 + 0.11 * rng.bell())).round().max(0.0) as i64
    })
}
